package db

import (
	"context"

	"vigie/ground/day"
)

// Stretch is what an object was in some days: from From to the day before Until.
type Stretch struct {
	Object int64   `db:"object"`
	From   day.Day `db:"from_day"`
	Until  day.Day `db:"until_day"` // zero while it is the last
	Data   string  `db:"data"`      // JSON, as recorded
}

// EachBetween hands over, of some objects of an entity, all that they were at
// some time from a day to another, both included, as known now. Where one was
// deleted there is nothing.
func EachBetween(ctx context.Context, q Querier, entity string, objects []int64, first, last day.Day, f func(*Stretch) error) error {
	in, args := List([]any{entity, first, last}, objects)
	return Each(ctx, q, f, `SELECT object, from_day, COALESCE(until_day, 0) AS until_day, data FROM history
		WHERE entity = $1 AND superseded IS NULL AND from_day <= $3 AND (until_day IS NULL OR until_day > $2) AND data IS NOT NULL
		AND object IN `+in, args...)
}
