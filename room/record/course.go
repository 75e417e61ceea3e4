package record

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Stood is what a record was from a day on; nil where it was not there.
type Stood struct {
	From day.Day
	*Record
}

// Courses returns what some records were from day to day, by id, first to last, as known
// now. It is for who may read them, which the caller has made sure of.
func (k *Kind) Courses(ctx context.Context, q db.Querier, _ access.Who, ids []int64) (map[int64][]Stood, error) {
	slots, err := field.SlotsOf(ctx, q, k.Entity)
	if err != nil {
		return nil, err
	}
	type version struct {
		Object  int64   `db:"object"`
		Version int64   `db:"version"`
		From    day.Day `db:"from_day"`
		Data    db.Text `db:"data"`
	}
	out := make(map[int64][]Stood, len(ids))
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List([]any{k.Entity}, part)
		err := db.Each(ctx, q, func(v *version) (err error) {
			s := Stood{From: v.From}
			if !v.Data.Null {
				s.Record, err = FromHistory(slots, v.Object, v.Version, v.Data.S)
			}
			out[v.Object] = append(out[v.Object], s)
			return err
		}, "SELECT object, version, from_day, data FROM history WHERE entity = $1 AND superseded IS NULL AND object IN "+in+" ORDER BY object, from_day, id", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
