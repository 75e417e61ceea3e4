package baseline

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/project"
)

// Reversal is what taking a change back would do to the baselines of a project.
type Reversal struct {
	Project int64
	Name    string
	Comes   []string // baselines that would come back
	Goes    []string // baselines that would go
	Changes []string // baselines that would be as they were
	Stays   []string // baselines that were changed since, and stay
	Why     label.Text
	Denied  bool // Why is that the person may not

	steps []step
}

// step is what becomes of one baseline.
type step struct {
	id    int64
	to    *Baseline // nil where it goes
	last  int64     // the version that was recorded last
	since bool
}

// Reversals returns what taking a change back would do to the baselines that it changed,
// of projects whose history the person may read.
func Reversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, Entity, change)
	if err != nil {
		return nil, err
	}
	by := map[int64]*Reversal{}
	for _, id := range ids {
		if err := takeStep(by, id, change, lines[id]); err != nil {
			return nil, err
		}
	}
	return allowed(ctx, q, who, by)
}

func takeStep(by map[int64]*Reversal, id, change int64, lines []db.Recorded) error {
	was, now := db.Step(lines, change)
	read := func(h *db.Recorded) (*Baseline, error) {
		if h == nil || h.Data.Null {
			return nil, nil
		}
		return fromData(id, h.Version, h.Data.S)
	}
	before, err := read(was)
	if err != nil {
		return err
	}
	after, err := read(now)
	if err != nil || before == nil && after == nil {
		return err
	}
	any := before
	if any == nil {
		any = after
	}
	r := by[any.Project]
	if r == nil {
		r = &Reversal{Project: any.Project}
		by[any.Project] = r
	}
	since := slices.ContainsFunc(lines, func(h db.Recorded) bool { return h.Change > change })
	switch {
	case since:
		r.Stays = append(r.Stays, any.Name)
	case before == nil:
		r.Goes = append(r.Goes, any.Name)
	case after == nil:
		r.Comes = append(r.Comes, any.Name)
	default:
		r.Changes = append(r.Changes, any.Name)
	}
	r.steps = append(r.steps, step{id, before, lines[len(lines)-1].Version, since})
	return nil
}

// allowed leaves out projects whose history the person may not read, and says which may
// not be edited.
func allowed(ctx context.Context, q db.Querier, who access.Who, by map[int64]*Reversal) ([]Reversal, error) {
	var out []Reversal
	for part := range slices.Chunk(slices.Sorted(maps.Keys(by)), 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error {
			if !who.CanProject(access.ReadProject|access.ReadHistory, p.ID, p.Unit(), p.Manager()) {
				return nil
			}
			r := by[p.ID]
			if r.Name = p.Name(); !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
				r.Denied, r.Why = true, label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")
			}
			out = append(out, *r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Return takes the change back for the baselines of one project; the dates that a
// reference gave go back with the project and its key dates. What was changed since stays,
// unless overwrite says otherwise. It returns how many went back.
func Return(ctx context.Context, tx *db.Tx, who access.Who, r Reversal, overwrite bool) (done int, err error) {
	if !r.Why.IsZero() {
		return 0, nil
	}
	if err := project.Hold(ctx, tx, who, []int64{r.Project}); err != nil {
		return 0, err
	}
	if _, err := editable(ctx, tx, who, r.Project); err != nil {
		return 0, err
	}
	for _, s := range r.steps {
		if s.since && !overwrite {
			continue
		}
		done++
		now, err := of(ctx, tx, "id = $1", s.id)
		if err != nil {
			return done, err
		}
		if s.to == nil {
			if len(now) > 0 {
				err = now[0].drop(ctx, tx)
			}
		} else {
			b := *s.to
			b.Version = s.last
			err = put(ctx, tx, &b)
		}
		if err != nil {
			return done, err
		}
	}
	return done, onlyOne(ctx, tx, r.Project)
}

// onlyOne leaves a project one reference, the one that was taken last, where what came
// back makes two.
func onlyOne(ctx context.Context, tx *db.Tx, id int64) error {
	all, err := of(ctx, tx, "project_id = $1 AND reference = 1", id)
	if err != nil || len(all) < 2 {
		return err
	}
	for _, b := range all[1:] {
		b.Reference = false
		if err := put(ctx, tx, b); err != nil {
			return err
		}
	}
	return nil
}
