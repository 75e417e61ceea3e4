package plan

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/project"
)

// Undone is what taking a change back would do to what hangs on a project: the items of
// its plan, or its baselines.
type Undone struct {
	Project int64
	Name    string
	Comes   []string // what would come back
	Goes    []string // what would go
	Changes []string // what would be as it was
	Stays   []string // what was changed since, and stays
	Why     label.Text
	Denied  bool // Why is that the person may not
}

// Turned is a thing before a change and after it; nil where it was not there.
type Turned[T any] struct {
	Before, After *T
	Since         bool // it was changed again after that
}

// Turn reads what a change did to one thing out of all that was recorded of it.
func Turn[T any](lines []db.Recorded, change int64, read func(version int64, data string) (*T, error)) (t Turned[T], err error) {
	was, now := db.Step(lines, change)
	for h, into := range map[*db.Recorded]**T{was: &t.Before, now: &t.After} {
		if h == nil || h.Data.Null {
			continue
		}
		if *into, err = read(h.Version, h.Data.S); err != nil {
			return t, err
		}
	}
	t.Since = slices.ContainsFunc(lines, func(h db.Recorded) bool { return h.Change > change })
	return t, nil
}

// Any is the thing as it was before, or as the change made it; nil for neither.
func (t Turned[T]) Any() *T {
	if t.Before != nil {
		return t.Before
	}
	return t.After
}

// Tell names a thing by what would become of it.
func Tell[T any](u *Undone, t Turned[T], name func(*T) string) {
	is := name(t.Any())
	switch {
	case t.Since:
		u.Stays = append(u.Stays, is)
	case t.Before == nil:
		u.Goes = append(u.Goes, is)
	case t.After == nil:
		u.Comes = append(u.Comes, is)
	default:
		u.Changes = append(u.Changes, is)
	}
}

// Allowed returns what of some projects would be taken back, without those whose history
// the person may not read or of which keep leaves nothing, and says of which the person
// may not edit.
func Allowed[R any](ctx context.Context, q db.Querier, who access.Who, by map[int64]*R, of func(*R) *Undone, keep func(*project.Project, *R) bool) ([]R, error) {
	var out []R
	for part := range slices.Chunk(slices.Sorted(maps.Keys(by)), 400) {
		err := project.Each(ctx, q, part, func(p *project.Project) error {
			r := by[p.ID]
			if !who.CanProject(access.ReadProject|access.ReadHistory, p.ID, p.Unit(), p.Manager()) || !keep(p, r) {
				return nil
			}
			u := of(r)
			if u.Name = p.Name(); !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
				u.Denied, u.Why = true, label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")
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
