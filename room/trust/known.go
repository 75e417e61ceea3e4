package trust

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
)

// KnownAt returns the settings as they were when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, c *field.Catalogue, change int64) (Settings, error) {
	out := Default(c)
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) (err error) {
		out, err = decode(s.Version, s.Data)
		return err
	})
	return out, err
}
