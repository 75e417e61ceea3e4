package db

import (
	"context"
	"slices"
)

// LinesOf returns everything ever recorded of the objects of an entity that a
// change recorded a version of: the ids in order, and by object its versions in
// the order of recording.
func LinesOf(ctx context.Context, q Querier, entity string, change int64) (ids []int64, lines map[int64][]Recorded, err error) {
	ids, err = Select[int64](ctx, q, "SELECT DISTINCT object FROM history WHERE change = $1 AND entity = $2 ORDER BY object", change, entity)
	if err != nil {
		return nil, nil, err
	}
	lines = make(map[int64][]Recorded, len(ids))
	for part := range slices.Chunk(ids, 400) {
		in, args := List([]any{entity}, part)
		err := Each(ctx, q, func(r *Recorded) error { lines[r.Object] = append(lines[r.Object], *r); return nil },
			"SELECT "+recordedColumns+" FROM history WHERE entity = $1 AND object IN "+in+" ORDER BY object, change, from_day", args...)
		if err != nil {
			return nil, nil, err
		}
	}
	return ids, lines, nil
}

// Step returns what a change made of an object, given all its versions: the one
// that it recorded last, and the one that had been in force on that day; nil
// where there was none.
func Step(lines []Recorded, change int64) (before, after *Recorded) {
	for i := range lines {
		if lines[i].Change == change {
			after = &lines[i]
		}
	}
	for i := range lines {
		o := &lines[i]
		counted := o.Change < change && (o.Superseded == 0 || int64(o.Superseded) >= change)
		if after != nil && counted && o.From <= after.From && (before == nil || o.From >= before.From) {
			before = o
		}
	}
	return before, after
}
