package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
)

// EachMonthly hands over the monthly values of some projects in some months, both
// included; one that was cleared is not set. It does not look at rights.
func EachMonthly(ctx context.Context, q db.Querier, ids []int64, first, last day.Month, f func(project int64, key string, month day.Month, v field.Value)) error {
	in, args := db.List([]any{int64(first), int64(last)}, ids)
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return err
	}
	return db.Each(ctx, q, func(r *monthly) error { return r.hand(slots, f) }, "SELECT project_id, field, month, value FROM month_value WHERE month >= $1 AND month <= $2 AND project_id IN "+in, args...)
}
