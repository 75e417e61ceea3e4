// Package review reads reviews: what each page shows, what changed since the
// review before, what became of its decisions, and the minutes. A frozen review is
// read as its day was known when it was frozen, whatever happened since; who may
// see a project is decided by the rights of now.
package review

import (
	"context"
	"slices"
	"sync"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/weight"
	"vigie/room/access"
	"vigie/room/portfolio"
	meeting "vigie/room/review"
)

// Desk is where reviews are read.
type Desk struct {
	DB        *db.DB
	Portfolio *snapshot.Keeper
	Agenda    *agenda.Keeper

	mu      sync.Mutex
	shelves []*shelf // registers as they were known, last used first
}

// Reading is a review with the portfolio that it shows, and the one of the review
// before.
type Reading struct {
	Review   meeting.Review
	Previous *meeting.Review    // nil for the first review of a portfolio
	Now      *snapshot.Snapshot // at the day of the review
	Then     *snapshot.Snapshot // at the day of the one before; nil for the first
	Agenda   []meeting.Item     // what the person may see of it
	People   []int64            // the participants
	Set      portfolio.Portfolio
	WasSet   portfolio.Portfolio // the portfolio as it was filled at the review before

	desk  *Desk
	who   access.Who
	scale weight.Scale // of what changed since the review before
}

// Open reads a review that the person may see, with the projects on its agenda
// that the person may see.
func (d *Desk) Open(ctx context.Context, who access.Who, id int64) (*Reading, error) {
	r, err := meeting.Get(ctx, d.DB, who, id)
	if err != nil {
		return nil, err
	}
	return d.open(ctx, who, r)
}

func (d *Desk) open(ctx context.Context, who access.Who, r meeting.Review) (*Reading, error) {
	out := &Reading{Review: r, desk: d, who: who}
	var err error
	if out.Now, out.Set, err = d.at(ctx, r); err != nil {
		return nil, err
	}
	before, ok, err := meeting.Before(ctx, d.DB, who, r)
	if err != nil {
		return nil, err
	}
	if ok {
		out.Previous = &before
		if out.Then, out.WasSet, err = d.at(ctx, before); err != nil {
			return nil, err
		}
		if out.scale, err = out.weighing(); err != nil {
			return nil, err
		}
	}
	if out.Agenda, err = meeting.Items(ctx, d.DB, who, r.ID); err != nil {
		return nil, err
	}
	out.Agenda = slices.DeleteFunc(out.Agenda, func(it meeting.Item) bool { return !out.Shows(it.Project) })
	out.People, err = meeting.Participants(ctx, d.DB, who, r.ID)
	return out, err
}

// weighing makes the scale of what changed in the portfolio, as summaries do.
func (r *Reading) weighing() (weight.Scale, error) {
	now, err := r.Now.Set(r.who, snapshot.Query{Portfolio: &r.Set})
	if err != nil {
		return nil, err
	}
	then, err := r.Then.Set(r.who, snapshot.Query{Portfolio: &r.WasSet})
	if err != nil {
		return nil, err
	}
	return weight.Of(now, then), nil
}

// at returns the portfolio that a review shows: frozen, as it was known then.
func (d *Desk) at(ctx context.Context, r meeting.Review) (s *snapshot.Snapshot, p portfolio.Portfolio, err error) {
	if r.State == meeting.Draft {
		if s, err = d.Portfolio.AsOf(ctx, r.Day); err != nil {
			return nil, p, err
		}
		p, err = portfolio.KnownAt(ctx, d.DB, r.Portfolio, s.Change)
		return s, p, err
	}
	if s, err = d.Portfolio.KnownAt(ctx, r.Day, r.Frozen); err != nil {
		return nil, p, err
	}
	p, err = portfolio.KnownAt(ctx, d.DB, r.Portfolio, r.Frozen)
	return s, p, err
}

// Shows reports whether the person may see a project in the review.
func (r *Reading) Shows(project int64) bool {
	return r.Now.Shows(r.who, project) || r.Then != nil && r.Then.Shows(r.who, project)
}

// Item returns the place of a project on the agenda; it is fault.NotFound when it
// is not on it, or the person may not see it.
func (r *Reading) Item(project int64) (int, error) {
	i := slices.IndexFunc(r.Agenda, func(it meeting.Item) bool { return it.Project == project })
	if i < 0 {
		return 0, fault.NotFound()
	}
	return i, nil
}

// Length is how long a project is planned to take, in minutes; 0 for no plan.
func (r *Reading) Length(it meeting.Item) int64 {
	if it.Minutes > 0 {
		return it.Minutes
	}
	return r.Review.Minutes
}

// inSet returns which projects of a portfolio the person sees, by their ids; every
// is how many there are, whoever asks.
func inSet(s *snapshot.Snapshot, who access.Who, p portfolio.Portfolio) (seen map[int64]bool, every int, err error) {
	if s == nil {
		return map[int64]bool{}, 0, nil
	}
	if seen, err = s.Matching(who, snapshot.Query{Portfolio: &p}); err != nil {
		return nil, 0, err
	}
	every, err = s.Count(access.System("review"), &p)
	return seen, every, err
}
