package form

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
)

// KnownAt returns the forms of all objects as they were when a change was the last,
// object by object in the order in which they were tried.
func KnownAt(ctx context.Context, q db.Querier, change int64) ([]Form, error) {
	var out []Form
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		f, err := recall(s.Object, s.Version, s.Data)
		out = append(out, f)
		return err
	})
	inOrder(out)
	return out, err
}
