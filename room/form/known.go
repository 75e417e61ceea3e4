package form

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
)

// KnownAt returns the forms of projects as they were when a change was the last,
// in the order in which they were tried.
func KnownAt(ctx context.Context, q db.Querier, change int64) ([]Form, error) {
	var out []Form
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		f, err := recall(s.Object, s.Version, s.Data)
		if f.Object == Project {
			out = append(out, f)
		}
		return err
	})
	slices.SortFunc(out, func(a, b Form) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
