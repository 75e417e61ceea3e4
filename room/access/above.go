package access

import (
	"context"

	"vigie/ground/db"
)

// UnitsAbove returns a unit and all above it, itself first, the organisation last. It
// is for what is given down the tree, such as calendars, and does not look at rights.
func UnitsAbove(ctx context.Context, q db.Querier, unit int64) ([]int64, error) {
	return db.Select[int64](ctx, q, "SELECT above.id FROM unit above JOIN unit me ON above.place <= me.place AND me.place < above.place_end WHERE me.id = $1 ORDER BY above.place DESC", unit)
}
