package record

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

// Edit asks for a change of one record, for a new one, or for its end.
type Edit struct {
	ID      int64 // 0 makes a new record
	As      int64 // the id that a new one is to have; the next free one when 0
	Version int64 // the version that was read; 0 does not ask
	Values  field.Values
	// Values holds the attributes to change; for a new one also what it belongs
	// to, Project or Portfolio, and what it comes from, Review or Decision. An
	// empty value clears.
	Delete bool
	// States says how things were, or have to be: no lifecycle stands in the way.
	States bool
	// Follows says that it follows from what was decided elsewhere, as the date of a plan
	// that waits for another: no rule of the catalogue stands in the way.
	Follows bool

	whole bool // it brings back what was deleted, with what is not for the person
}

// Outcome is what became of an edit.
type Outcome struct {
	Record  *Record // as it is effective on the day of the change; nil when it was deleted
	Before  *Record // as it was effective on that day before; nil when it was not there
	Changed bool
	Err     error // a fault: the edit was refused and nothing of it is written
}

// Write makes many edits, all effective from the transaction's day (tx.On). A
// day in the past inserts a version there, also where nothing differs, and what
// later versions say holds from their day on. Refused edits are reported one by
// one; whoever wants all or nothing rolls the transaction back.
func (k *Kind) Write(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) ([]Outcome, error) {
	w := &writer{kind: k, q: tx, tx: tx, who: who, c: c.Whole(), on: tx.On(), today: tx.Today(), now: tx.Millis()}
	out, err := w.edits(ctx, edits)
	if err != nil {
		return nil, err
	}
	if err := k.Table.insert(ctx, tx, w.fresh); err != nil {
		return nil, fmt.Errorf("writing new rows of %s: %w", k.Entity, err)
	}
	return w.unveiled(out), k.tell(ctx, tx, who, out)
}

// Try says what Write would make of edits that are effective from a day on,
// without writing anything.
func (k *Kind) Try(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, on day.Day, edits []Edit) ([]Outcome, error) {
	w := &writer{kind: k, q: d, who: who, c: c.Whole(), on: on, today: day.OfTime(d.Now()), now: d.Millis()}
	out, err := w.edits(ctx, edits)
	return w.unveiled(out), err
}

type writer struct {
	kind  *Kind
	q     db.Querier
	tx    *db.Tx // nil when nothing is to be written
	on    day.Day
	today day.Day
	now   int64
	who   access.Who
	c     *field.Catalogue
	rules Rules
	slots field.Slots
	rows  map[int64]*Record // as the table holds them
	homes homes
	past  map[int64]*moment // only when the day lies in the past
	fresh []*Record
	// unique are the records that have each value which must be the only one.
	unique map[field.Same][]int64
	lives  map[int64]*lifecycle.Lifecycle // that hold for types of the kind, by type
	// roleNames are what roles are called, where a refusal may name one.
	roleNames map[int64]label.Text
}

func (w *writer) edits(ctx context.Context, edits []Edit) ([]Outcome, error) {
	w.rules = w.kind.Rules(w.c)
	if err := w.load(ctx, edits); err != nil {
		return nil, err
	}
	if err := w.loadLives(ctx); err != nil {
		return nil, err
	}
	if err := w.loadUnique(ctx, edits); err != nil {
		return nil, err
	}
	out := make([]Outcome, len(edits))
	for i := range edits {
		out[i] = w.edit(ctx, &edits[i])
		if out[i].Err != nil && fault.KindOf(out[i].Err) == fault.Internal {
			return nil, out[i].Err
		}
	}
	return out, nil
}

// load reads what the edits are checked against.
func (w *writer) load(ctx context.Context, edits []Edit) error {
	var err error
	if w.slots, err = field.SlotsOf(ctx, w.q, w.kind.Entity); err != nil {
		return err
	}
	w.rows, w.past = map[int64]*Record{}, map[int64]*moment{}
	var ids []int64
	var all []home
	for _, e := range edits {
		if e.ID != 0 {
			ids = append(ids, e.ID)
		} else {
			all = append(all, w.kind.homeIn(e.Values))
		}
	}
	for part := range slices.Chunk(ids, 400) {
		if err := lock(ctx, w.tx, w.kind.Entity, part); err != nil {
			return err
		}
		if err := w.kind.Each(ctx, w.q, part, func(m *Record) error { w.rows[m.ID] = m; return nil }); err != nil {
			return err
		}
		if w.on < w.today {
			if err := w.loadPast(ctx, part); err != nil {
				return err
			}
		}
	}
	for _, m := range w.rows {
		all = append(all, m.home())
	}
	w.homes, err = homesOf(ctx, w.q, all, w.tx)
	return err
}

// homeIn is what a new record is to belong to: a project before a portfolio.
func (k *Kind) homeIn(vs field.Values) home {
	if p := vs[Project]; p.Set || !k.Homes {
		return home{project: p.N}
	}
	return home{portfolio: vs[Portfolio].N}
}

// isOrigin reports whether a key says what a record belongs to or comes from
// without being an attribute of the catalogue.
func (w *writer) isOrigin(key string) bool { return w.kind.Homes && slices.Contains(origins, key) }

func (w *writer) edit(ctx context.Context, e *Edit) Outcome {
	current, m, err := w.base(e)
	if err != nil {
		return Outcome{Err: err}
	}
	if e.Delete {
		w.own(nil, current)
		return Outcome{Before: current, Changed: true, Err: w.remove(ctx, current)}
	}
	if bad := w.mayWrite(m, e); len(bad) > 0 {
		return Outcome{Err: fault.InvalidAll(bad)}
	}
	was := m.clone()
	out := Outcome{}
	past := w.past[e.ID]
	if current != nil && (past == nil || past.base != nil) {
		out.Before = was
	}
	if err := w.apply(ctx, m, was, e, out.Before); err != nil {
		return Outcome{Before: out.Before, Err: err}
	}
	w.own(m, current)
	out.Record, out.Changed = m, out.Before == nil || !m.Values.Equal(was.Values)
	if !out.Changed && (past == nil || past.from == w.on) {
		return out
	}
	out.Err = w.store(ctx, current, m, past != nil && past.later)
	return out
}

// base returns the record's row (nil for a new one) and what the edit starts from.
func (w *writer) base(e *Edit) (current, m *Record, err error) {
	owner := w.kind.homeIn(e.Values)
	if e.ID != 0 {
		if current = w.rows[e.ID]; current == nil {
			return nil, nil, fault.NotFound()
		}
		owner = current.home()
	}
	if err := w.homes.mayEdit(w.who, owner, e.ID == 0, w.ticks(current, e)); err != nil {
		return nil, nil, err
	}
	if e.ID == 0 {
		return nil, w.newRecord(e, owner), nil
	}
	if e.Version != 0 && e.Version != current.Version {
		return nil, nil, fault.Outdated(current.Under(w.veil(current)))
	}
	m = current.clone()
	if past := w.past[e.ID]; past != nil {
		m = &Record{ID: current.ID, Values: field.Values{"name": current.Values["name"]}, slots: w.slots}
		for _, key := range slices.Concat([]string{Project}, origins) {
			set(m.Values, key, current.Values[key])
		}
		if past.base != nil {
			m = past.base.clone()
		}
		m.Created = current.Created
	}
	return current, m, nil
}

// newRecord begins a record with what it belongs to and comes from, and the
// values that the catalogue begins with.
func (w *writer) newRecord(e *Edit, owner home) *Record {
	m := &Record{ID: w.newID(e), Created: w.now, Values: field.Values{}, slots: w.slots}
	set(m.Values, Project, field.Ref(owner.project))
	if w.kind.Homes {
		set(m.Values, Portfolio, field.Ref(owner.portfolio))
		set(m.Values, Review, e.Values[Review])
		set(m.Values, Decision, e.Values[Decision])
		if owner.project != 0 {
			delete(e.Values, Portfolio) // one home is enough, and the project's is nearer
		}
	}
	w.initial(m)
	if w.kind.Begin != nil {
		w.kind.Begin(m.Values, w.on)
	}
	return m
}

func (w *writer) newID(e *Edit) int64 {
	if e.As != 0 || w.tx == nil {
		return e.As
	}
	return w.tx.NewID()
}

// store writes m: a new row, or over the old one unless a later version is in
// force, and a version in the history either way.
func (w *writer) store(ctx context.Context, current, m *Record, later bool) error {
	if w.tx == nil {
		return nil
	}
	m.Updated, m.UpdatedBy = w.now, w.who.ID
	if current == nil {
		m.Version = 1
		w.fresh = append(w.fresh, m)
	} else {
		m.Version = current.Version + 1
		keep := m
		if later {
			keep = current.clone()
			keep.Version = m.Version
		}
		if err := w.kind.Table.put(ctx, w.tx, keep); err != nil {
			return err
		}
		w.rows[m.ID] = keep
	}
	w.kind.record(w.tx, m.home(), db.Version{Object: m.ID, Version: m.Version, Data: m.data()})
	return nil
}

func (k *Kind) record(tx *db.Tx, h home, v db.Version) {
	v.Entity = k.Entity
	tx.Record(v)
	h.touch(tx)
}

// remove deletes a record; its history says so.
func (w *writer) remove(ctx context.Context, current *Record) error {
	if current == nil {
		return fault.NotFound()
	}
	if w.tx == nil {
		return nil
	}
	if _, err := db.Exec(ctx, w.tx, "DELETE FROM "+w.kind.Entity+" WHERE id = $1", current.ID); err != nil {
		return err
	}
	delete(w.rows, current.ID)
	w.kind.record(w.tx, current.home(), db.Version{Object: current.ID, Version: current.Version + 1})
	return nil
}

// initial gives a new record the values that the catalogue begins with.
func (w *writer) initial(m *Record) {
	for _, f := range w.c.Fields {
		if f.Initial == "" || f.Retired || f.ReadOnly {
			continue
		}
		if v, err := field.ParsePlain(f, f.Initial); err == nil && v.Set {
			if v, err = project.CheckValue(f, v, field.Value{}, w.on); err == nil {
				m.Values[f.Key] = v
			}
		}
	}
}

func keysOf(vs field.Values) []string { return slices.Sorted(maps.Keys(vs)) }

func set(vs field.Values, key string, v field.Value) {
	delete(vs, key)
	if v.Set {
		vs[key] = v
	}
}
