package access

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
)

// KnownUnit is a unit as it was called.
type KnownUnit struct{ Name, Code string }

// UnitsKnownAt returns the name and the code of every unit as they were when a
// change was the last, also of those that are gone since. It is for what is
// frozen, and does not look at rights.
func UnitsKnownAt(ctx context.Context, q db.Querier, change int64) (map[int64]KnownUnit, error) {
	type version struct {
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
	}
	out := map[int64]KnownUnit{}
	err := db.Each(ctx, q, func(v *version) error {
		if v.Data.Null {
			delete(out, v.Object)
			return nil
		}
		var u rememberedUnit
		if err := json.Unmarshal([]byte(v.Data.S), &u); err != nil {
			return fmt.Errorf("reading a unit as it was known: %w", err)
		}
		out[v.Object] = KnownUnit{Name: u.Name, Code: u.Code}
		return nil
	}, `SELECT object, data FROM history WHERE entity = 'unit' AND change <= $1 AND (superseded IS NULL OR superseded > $1) ORDER BY change, id`, change)
	return out, err
}
