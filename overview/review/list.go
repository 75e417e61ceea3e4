package review

import (
	"context"

	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	meeting "vigie/room/review"
)

// Line is one project on the agenda, as a list shows it.
type Line struct {
	Project Subject
	Minutes int64
	Reason  string
	Note    string
	Weather string
	Kind    string
	Worse   bool
}

// Lines returns the agenda as a list shows it.
func (r *Reading) Lines() []Line {
	d := r.differ()
	main := mainFields(d.fields)
	out := make([]Line, len(r.Agenda))
	for i, it := range r.Agenda {
		kind, changes := d.of(it.Project, main)
		out[i] = Line{Project: r.named(it.Project), Minutes: it.Minutes, Reason: it.Reason, Note: it.Note, Kind: kind, Worse: worsened(changes) || drifted(changes)}
		if row, ok := r.Now.Find(it.Project); ok {
			if n := r.Now.Value(row, "weather").N; n > 0 && int(n) <= len(field.Weathers) {
				out[i].Weather = field.Weathers[n-1]
			}
		}
	}
	return out
}

// Listed is a review in the list of reviews.
type Listed struct {
	Review    meeting.Review
	Portfolio string
	Projects  int // on the agenda, of those that the person sees
	Invited   bool
}

// List returns the reviews that the person may see, of one portfolio or of all,
// the latest first.
func (d *Desk) List(ctx context.Context, who access.Who, of int64) ([]Listed, error) {
	all, err := meeting.List(ctx, d.DB, who, of)
	if err != nil {
		return nil, err
	}
	live, err := d.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	agendas, invited, err := meeting.Sizes(ctx, d.DB, who, all)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	out := make([]Listed, len(all))
	for i, r := range all {
		if _, known := names[r.Portfolio]; !known {
			p, err := portfolio.KnownAt(ctx, d.DB, r.Portfolio, live.Change)
			if err != nil {
				return nil, err
			}
			names[r.Portfolio] = p.Name
		}
		out[i] = Listed{Review: r, Portfolio: names[r.Portfolio], Invited: invited[r.ID]}
		for _, id := range agendas[r.ID] {
			if live.Shows(who, id) {
				out[i].Projects++
			}
		}
	}
	return out, nil
}
