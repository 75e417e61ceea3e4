package db

import (
	"context"
	"slices"

	"vigie/ground/day"
)

// Touched is what one change did to the history of one object.
type Touched struct {
	Entity   string
	Object   int64
	Recorded []Recorded // by the change, still counting
	Before   []Recorded // what counted before the change, by day
	Since    int64      // the last change of the object after it; 0 for none
}

// TouchedBy returns what a change did to the history of every object that it
// recorded, or took back, a version of.
func TouchedBy(ctx context.Context, q Querier, change int64) ([]Touched, error) {
	type place struct {
		Entity string `db:"entity"`
		Object int64  `db:"object"`
	}
	places, err := Select[place](ctx, q, "SELECT DISTINCT entity, object FROM history WHERE change = $1 OR superseded = $1 ORDER BY entity, object", change)
	if err != nil {
		return nil, err
	}
	out := make([]Touched, 0, len(places))
	for _, p := range places {
		t := Touched{Entity: p.Entity, Object: p.Object}
		err := Each(ctx, q, func(r *Recorded) error { t.add(*r, change); return nil },
			"SELECT "+recordedColumns+" FROM history WHERE entity = $1 AND object = $2 ORDER BY from_day, change", p.Entity, p.Object)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (t *Touched) add(r Recorded, change int64) {
	superseded := int64(r.Superseded)
	switch {
	case r.Change > change:
		t.Since = max(t.Since, r.Change)
	case r.Change == change && superseded == 0:
		t.Recorded = append(t.Recorded, r)
	case r.Change < change && (superseded == 0 || superseded >= change):
		t.Before = append(t.Before, r)
	}
	if superseded > change {
		t.Since = max(t.Since, superseded)
	}
}

// Was returns what the object was on a day before the change; ok is false when
// it was not there.
func (t Touched) Was(on day.Day) (data string, ok bool) {
	for _, r := range slices.Backward(t.Before) {
		if r.From <= on {
			return r.Data.S, !r.Data.Null
		}
	}
	return "", false
}

// Reverse brings the history of an object back to what counted before a change:
// what the change recorded no longer counts, and what it took away is recorded
// again. version is the number under which the row of the object is kept now.
func (tx *Tx) Reverse(t Touched, change, version int64) {
	for _, r := range t.Recorded {
		tx.Retract(r)
	}
	today := false
	for _, r := range t.Before {
		if int64(r.Superseded) == change {
			tx.Record(Version{Entity: t.Entity, Object: t.Object, Version: version, From: r.From, Data: r.Data.S})
		}
		today = today || r.From == tx.Today() && int64(r.Superseded) == change
	}
	if data, ok := t.Was(tx.Today()); ok && !today {
		tx.Record(Version{Entity: t.Entity, Object: t.Object, Version: version, From: tx.Today(), Data: data})
	}
}
