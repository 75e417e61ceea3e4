package project

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/period"
)

// MonthEntity is the name under which the history knows monthly values.
const MonthEntity = "month"

// Monthly is the value of an attribute in one month.
type Monthly struct {
	Month day.Month
	Value field.Value
}

type monthly struct {
	ID      int64     `db:"id"`
	Version int64     `db:"version"`
	Project int64     `db:"project_id"`
	Field   string    `db:"field"` // the name under which the attribute is stored
	Month   day.Month `db:"month"`
	Value   string    `db:"value"` // {"v": …} as the history keeps values
}

func (w *writer) noteMonths(p *Project, e *Edit) {
	for key, v := range e.Values {
		if f := w.c.Get(key); f != nil && f.PerMonth {
			m := monthly{Project: p.ID, Field: w.slots.Of(key), Month: w.month(e), Value: field.Encode(field.Values{"v": v}, nil)}
			w.months = append(w.months, m)
			w.tell(p.ID, f.Key, m.Month, v)
		}
	}
}

// loadTold reads what months say of the projects of which the edits clear a
// monthly value, or may by a move: the month before is shown again then.
func (w *writer) loadTold(ctx context.Context, edits []Edit, moves bool) error {
	var ids []int64
	for _, e := range edits {
		for key, v := range e.Values {
			if f := w.c.Get(key); f != nil && (f.PerMonth && !v.Set || moves && key == lifecycle.Stage) && e.ID != 0 {
				ids = append(ids, e.ID)
				break
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	w.told = map[told]map[day.Month]field.Value{}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, w.q, func(m *monthly) error {
			key, v := m.read(w.slots)
			w.tell(m.Project, key, m.Month, v)
			return nil
		}, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id IN "+in, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// told is one monthly attribute of a project.
type told struct {
	project int64
	key     string
}

func (w *writer) tell(project int64, key string, month day.Month, v field.Value) {
	if w.told == nil {
		return
	}
	of := told{project, key}
	if w.told[of] == nil {
		w.told[of] = map[day.Month]field.Value{}
	}
	w.told[of][month] = v
}

// before returns the last monthly value that a project has from before a month.
func (w *writer) before(project int64, key string, month day.Month) (v field.Value, of day.Month) {
	for m, said := range w.told[told{project, key}] {
		if m < month && said.Set && m > of {
			v, of = said, m
		}
	}
	return v, of
}

// lockedMonths returns which months are locked for the projects of which the
// edits write monthly values, or may by a move.
func (w *writer) lockedMonths(ctx context.Context, edits []Edit, moves bool) (period.Locked, error) {
	var ids []int64
	for _, e := range edits {
		for key := range e.Values {
			if f := w.c.Get(key); f != nil && (f.PerMonth || moves && key == lifecycle.Stage) && e.ID != 0 {
				ids = append(ids, e.ID)
				break
			}
		}
	}
	return period.Of(ctx, w.q, ids)
}

// lockedText says that the month of an edit is locked.
func (w *writer) lockedText(key string, e *Edit) fault.Detail {
	return fault.Detail{Where: key, Text: label.F("%s is locked for this project; whoever holds the right can reopen it", "Le mois « %s » est verrouillé pour ce projet ; qui en a le droit peut le rouvrir", w.month(e))}
}

// isLocked reports whether an edit would change a value of a locked month. Saying
// again what stands there changes nothing.
func (w *writer) isLocked(p *Project, key string, e *Edit) bool {
	f, month := w.c.Get(key), w.month(e)
	if f == nil || !f.PerMonth || !w.locked.Has(p.ID, month) {
		return false
	}
	return day.Month(p.Values[monthOf(key)].N) != month || !p.Values[key].Equal(e.Values[key])
}

// writeMonths keeps the monthly values of the edits, each under its month. Of two
// edits of one month the later one is kept.
func (w *writer) writeMonths(ctx context.Context) error {
	if len(w.months) == 0 {
		return nil
	}
	there, err := w.storedMonths(ctx)
	if err != nil {
		return err
	}
	fresh, changed := map[monthPlace]monthly{}, map[monthPlace]monthly{}
	for _, m := range w.months {
		old, known := there[m.place(w.slots)]
		if old.Value == m.Value || !known && m.Value == "{}" {
			continue
		}
		m.ID, m.Version = old.ID, old.Version+1
		if !known {
			m.ID = w.tx.NewID()
		}
		if _, made := fresh[m.place(w.slots)]; made || !known {
			fresh[m.place(w.slots)] = m
		} else {
			changed[m.place(w.slots)] = m
		}
		there[m.place(w.slots)] = m
		w.tx.Record(db.Version{Entity: MonthEntity, Object: m.ID, Version: m.Version, Data: monthData(m)})
	}
	if err := db.Replace(ctx, w.tx, "month_value", inOrder(changed)...); err != nil {
		return err
	}
	return db.Insert(ctx, w.tx, "month_value", inOrder(fresh)...)
}

func inOrder(months map[monthPlace]monthly) []monthly {
	return slices.SortedFunc(maps.Values(months), func(a, b monthly) int { return cmp.Compare(a.ID, b.ID) })
}

type monthPlace struct {
	project int64
	field   string
	month   day.Month
}

// place is where the value stands: what is stored from before the attribute became
// of another kind stands in the same place.
func (m monthly) place(slots field.Slots) monthPlace {
	key, _, lacks, _ := slots.Read(m.Field, field.Value{})
	return monthPlace{m.Project, cmp.Or(lacks, key), m.Month}
}

// read returns the key of the attribute and its value, as they are now. What could
// not be converted is no value.
func (m monthly) read(slots field.Slots) (key string, v field.Value) {
	return m.as(slots, storedMonth(m))
}

func (m monthly) as(slots field.Slots, stored field.Value) (key string, v field.Value) {
	key, v, lacks, _ := slots.Read(m.Field, stored)
	if lacks != "" {
		return lacks, field.Value{}
	}
	return key, v
}

// storedMonths reads the monthly values that the edits write over.
func (w *writer) storedMonths(ctx context.Context) (map[monthPlace]monthly, error) {
	made := map[int64]bool{}
	for _, r := range w.fresh {
		made[r.ID] = true
	}
	var old []int64
	for _, m := range w.months {
		if !made[m.Project] {
			old = append(old, m.Project)
		}
	}
	there := map[monthPlace]monthly{}
	slices.Sort(old)
	for part := range slices.Chunk(slices.Compact(old), 400) {
		in, args := db.List(nil, part)
		rows, err := db.Select[monthly](ctx, w.tx, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		for _, m := range rows {
			there[m.place(w.slots)] = m
		}
	}
	return there, nil
}

func monthData(m monthly) string {
	v, _, err := field.DecodeAll(m.Value)
	if err != nil {
		return ""
	}
	return field.Encode(field.Values{"project": field.Int(m.Project), "field": field.Str(m.Field), "month": field.Int(int64(m.Month)), "v": v["v"]}, nil)
}

// Months returns the monthly values of one attribute of a project, first to last.
func Months(ctx context.Context, q db.Querier, who access.Who, id int64, key string) ([]Monthly, error) {
	p, err := get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	sight, err := field.Sight(ctx, q, who, Entity)
	if err != nil {
		return nil, err
	}
	veil, first := sight.Veil(who, p.Unit(), p.ID), day.Month(0)
	if veil.Hides(key) {
		return []Monthly{}, nil
	}
	if veil.Past().Hides(key) {
		first = todayOf(q).Month() // from which on they are for the person
	}
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return nil, err
	}
	in, args := db.List([]any{id}, slots.All(key))
	rows, err := db.Select[monthly](ctx, q, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE project_id = $1 AND field IN "+in+" ORDER BY month", args...)
	if err != nil {
		return nil, err
	}
	out := make([]Monthly, 0, len(rows))
	for _, r := range rows {
		if _, v := r.read(slots); r.Month >= first {
			out = append(out, Monthly{r.Month, v})
		}
	}
	return out, nil
}

// EachOfMonth hands over every monthly value of one month. It does not look at rights.
func EachOfMonth(ctx context.Context, q db.Querier, m day.Month, f func(project int64, key string, month day.Month, v field.Value)) error {
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return err
	}
	return db.Each(ctx, q, func(r *monthly) error { return r.hand(slots, f) },
		"SELECT project_id, field, month, value FROM month_value WHERE month = $1", m)
}
