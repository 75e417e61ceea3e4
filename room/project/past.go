package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
)

// moment is what the history says of a project around the effective day.
type moment struct {
	base  *Project       // effective on the day; nil when it was not there
	from  day.Day        // the day on which that version begins
	later bool           // a version begins after the day
	next  day.Day        // where the first of those begins
	after []laterVersion // those versions, in order
}

// laterVersion is a version that begins after the effective day.
type laterVersion struct {
	from   day.Day
	p      *Project // nil when the project was not there
	stated bool     // by an import, which says every value for its day
}

// loadPast reads what the history says of projects around the effective day.
func (w *writer) loadPast(ctx context.Context, ids []int64) error {
	in, args := db.List([]any{Entity}, ids)
	type recorded struct {
		db.Recorded
		Set      db.ID `db:"change_set"`
		Replaced bool  `db:"replaced"` // a version of the same day
	}
	first := map[[2]int64]day.Day{} // project and change → the day that the change was for
	return db.Each(ctx, w.q, func(r *recorded) error {
		m := w.past[r.Object]
		if m == nil {
			m = &moment{}
			w.past[r.Object] = m
		}
		by := [2]int64{r.Object, r.Change}
		if _, known := first[by]; !known {
			first[by] = r.From
		}
		if r.From > w.on {
			if !m.later {
				m.later, m.next = true, r.From
			}
			a := laterVersion{from: r.From, stated: r.Set != 0 && (first[by] == r.From || !r.Replaced)}
			var err error
			if !r.Data.Null {
				a.p, err = FromHistory(w.slots, r.Object, r.Version, r.Data.S)
			}
			m.after = append(m.after, a)
			return err
		}
		m.base, m.from = nil, r.From
		if r.Data.Null {
			return nil
		}
		var err error
		m.base, err = FromHistory(w.slots, r.Object, r.Version, r.Data.S)
		return err
	}, `SELECT h.object, h.version, h.from_day, h.change, h.data, c.change_set,
		CASE WHEN EXISTS (SELECT 1 FROM history o WHERE o.superseded = h.change AND o.entity = h.entity AND o.object = h.object AND o.from_day = h.from_day) THEN 1 ELSE 0 END AS replaced
		FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity = $1 AND h.superseded IS NULL AND h.object IN `+in+" ORDER BY h.object, h.from_day", args...)
}

// keepsLater reports whether the edit of the past ends where Edit.Until says,
// because nothing recorded for a day in between decides otherwise.
func (w *writer) keepsLater(e *Edit, current *Project) bool {
	m := w.past[e.ID]
	return e.Until > w.on && e.Until <= w.today && current != nil && m != nil && m.base != nil && (!m.later || m.next > e.Until)
}

// keepLater records that from Edit.Until on the project is what it was.
func (w *writer) keepLater(e *Edit, was, p *Project) {
	if w.tx != nil && w.keepsLater(e, w.rows[e.ID]) {
		w.tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, From: e.Until, Data: was.data()})
	}
}

func (m *moment) covers() bool { return m == nil || m.base != nil }
