// Package digest sums up for one person what happened and what is asked of
// them: their notices, the key dates of their projects, and the projects that
// they have not updated for long.
package digest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/notice"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/trust"
)

// Digest is what one person is told at once. Each list is short, the most
// pressing first; More says how many more there are of a kind.
type Digest struct {
	Notices []notice.Notice
	Late    []*record.Record
	Soon    []*record.Record   // within seven days
	Actions []*record.Record   // the person's own, late or due within seven days
	Stale   []*project.Project // not updated for a rhythm and more
	More    map[string]int     // by list: notices, late, soon, actions, stale
}

// Empty reports whether there is nothing to tell.
func (d Digest) Empty() bool {
	return len(d.Notices)+len(d.Late)+len(d.Soon)+len(d.Actions)+len(d.Stale) == 0
}

// most is how many of each list are told; rhythm is after how many days without
// an update a project counts as stale.
const (
	most   = 8
	rhythm = 31
	week   = 7
)

// For sums up what concerns a person, with the rights of this moment. What was
// read already is not told again.
func For(ctx context.Context, d *db.DB, who access.Who, keeper *agenda.Keeper) (Digest, error) {
	out := Digest{More: map[string]int{}}
	live, err := keeper.Live(ctx)
	if err != nil {
		return out, err
	}
	unread, err := notice.List(ctx, d, who, 0, true, 100)
	if err != nil {
		return out, err
	}
	for _, n := range unread {
		if n.Project == 0 || live.Projects.Shows(who, int64(n.Project)) {
			out.Notices = append(out.Notices, n)
		}
	}
	const mine = "manager = me"
	if out.Late, err = dates(live, who, agenda.Query{OfProjects: mine, When: agenda.Late}); err != nil {
		return out, err
	}
	if out.Soon, err = dates(live, who, agenda.Query{OfProjects: mine, When: agenda.Open, From: live.On(), Until: live.On() + week}); err != nil {
		return out, err
	}
	if out.Actions, err = actions(ctx, who, keeper.Of(action.Kind)); err != nil {
		return out, err
	}
	if out.Stale, err = stale(ctx, d, who, live.Projects); err != nil {
		return out, err
	}
	out.Notices = cut(out.More, "notices", out.Notices)
	out.Late = cut(out.More, "late", out.Late)
	out.Soon = cut(out.More, "soon", out.Soon)
	out.Actions = cut(out.More, "actions", out.Actions)
	out.Stale = cut(out.More, "stale", out.Stale)
	return out, nil
}

func cut[T any](more map[string]int, name string, all []T) []T {
	if len(all) <= most {
		return all
	}
	more[name] = len(all) - most
	return all[:most]
}

func dates(live *agenda.Reading, who access.Who, q agenda.Query) ([]*record.Record, error) {
	res, err := live.List(who, q)
	if err != nil {
		return nil, err
	}
	out := make([]*record.Record, len(res.Items))
	for i, it := range res.Items {
		out[i] = it.Record
	}
	slices.SortStableFunc(out, func(a, b *record.Record) int {
		return cmp.Compare(a.Values[live.Kind.Date].N, b.Values[live.Kind.Date].N)
	})
	return out, nil
}

// actions are the open ones that the person owns and that are late or due soon.
func actions(ctx context.Context, who access.Who, keeper *agenda.Keeper) ([]*record.Record, error) {
	live, err := keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	return dates(live, who, agenda.Query{Filter: "owner = me", When: agenda.Open, Until: live.On() + week})
}

// stale are the person's own active projects, the longest without an update first.
// Nothing is expected of those that are finished.
func stale(ctx context.Context, d *db.DB, who access.Who, live *snapshot.Snapshot) ([]*project.Project, error) {
	s, err := trust.Load(ctx, d, live.Catalogue)
	if err != nil {
		return nil, err
	}
	filter := "manager = me"
	if len(s.Finished) > 0 {
		filter += ` and stage not in ("` + strings.Join(s.Finished, `", "`) + `")`
	}
	res, err := live.List(who, snapshot.Query{Filter: filter, State: project.Active})
	if err != nil {
		return nil, err
	}
	before := d.Now().AddDate(0, 0, -rhythm).UnixMilli()
	var out []*project.Project
	for _, it := range res.Items {
		if p := live.Project(it.Row); p.Updated < before {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *project.Project) int { return cmp.Compare(a.Updated, b.Updated) })
	return out, nil
}

// Age is for how many days a project was not updated.
func Age(p *project.Project, today day.Day, dayOf func(int64) day.Day) int {
	return int(today - dayOf(p.Updated))
}
