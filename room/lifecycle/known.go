package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
)

// KnownAt returns what held for the types when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, change int64) (map[int64]*Definition, error) {
	out := map[int64]*Definition{}
	err := db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) error {
		var was remembered
		if err := json.Unmarshal([]byte(s.Data), &was); err != nil {
			return fmt.Errorf("reading a lifecycle of the past: %w", err)
		}
		if was.Holds != nil {
			was.Holds.parse()
			out[was.Type] = was.Holds
		}
		return nil
	})
	return out, err
}
