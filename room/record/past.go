package record

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
)

// moment is what the history says of a record around the effective day.
type moment struct {
	base  *Record // effective on the day; nil when it was not there
	from  day.Day // the day on which that version begins
	later bool    // a version begins after the day
}

// loadPast reads what the history says of records around the effective day.
func (w *writer) loadPast(ctx context.Context, ids []int64) error {
	in, args := db.List([]any{w.kind.Entity}, ids)
	return db.Each(ctx, w.q, func(r *db.Recorded) error {
		m := w.past[r.Object]
		if m == nil {
			m = &moment{}
			w.past[r.Object] = m
		}
		if r.From > w.on {
			m.later = true
			return nil
		}
		m.base, m.from = nil, r.From
		if r.Data.Null {
			return nil
		}
		var err error
		m.base, err = FromHistory(w.slots, r.Object, r.Version, r.Data.S)
		return err
	}, "SELECT object, version, from_day, data FROM history WHERE entity = $1 AND superseded IS NULL AND object IN "+in+" ORDER BY object, from_day", args...)
}
