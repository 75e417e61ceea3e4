package project

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
	"vigie/room/period"
)

// Edit asks for a change of one project, or for a new one.
type Edit struct {
	ID      int64 // 0 makes a new project
	As      int64 // the id that a new project is to have; the next free one when 0
	Version int64 // the version that was read; 0 does not ask
	Values  field.Values
	// Values holds the attributes to change; an empty value clears.
	Unread map[string]string // attributes whose imported text could not be read
	Month  day.Month         // of the monthly values; the month of the effective day when zero
	State  State             // the new state; "" leaves it
	States bool              // it says how things were, as an import or an undoing does: no lifecycle binds it
	// Decided is true when a decision is recorded with the edit, so that it may pass a gate.
	Decided bool
	Until   day.Day // an edit of the past leaves what was in force from this day on as it was; 0 for no such day
}

// Outcome is what became of an edit.
type Outcome struct {
	Project *Project // as it is effective on the day of the change
	Before  *Project // as it was effective on that day before; nil when it was not there
	New     bool
	Changed bool
	Err     error // a fault: the edit was refused and nothing of it is written
}

// Write makes many edits, all effective from the transaction's day (tx.On). A
// day in the past inserts a version into the project's history; it does so even
// where nothing differs, so that what was stated for that day outlives a
// correction of an earlier one. Versions of later days take over what they do
// not say themselves (see carry). Refused edits are reported one by one in their
// outcomes, which come in the order of the edits; whoever wants all or nothing
// rolls the transaction back.
func Write(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) ([]Outcome, error) {
	w := &writer{q: tx, tx: tx, who: who, c: c.Whole(), on: tx.On(), today: tx.Today(), now: tx.Millis()}
	out, err := w.edits(ctx, edits)
	if err != nil {
		return nil, err
	}
	if err := w.flush(ctx); db.IsDuplicate(err) {
		return nil, codeTaken()
	} else if err != nil {
		return nil, fmt.Errorf("writing projects: %w", err)
	}
	if err := appoint(ctx, tx, who, out); err != nil {
		return nil, err
	}
	return w.unveiled(out), w.writeMonths(ctx)
}

// flush writes the rows of the projects that the edits made or changed.
func (w *writer) flush(ctx context.Context) error {
	changed := make([]row, 0, len(w.changed))
	var all []*Project
	for _, id := range slices.Sorted(maps.Keys(w.changed)) {
		changed, all = append(changed, w.rows[id].row()), append(all, w.rows[id])
	}
	if err := db.Replace(ctx, w.tx, "project", changed...); err != nil {
		return err
	}
	if err := db.Insert(ctx, w.tx, "project", w.fresh...); err != nil {
		return err
	}
	for _, r := range w.fresh {
		if p := w.made[r.ID]; w.rows[r.ID] == nil {
			all = append(all, p)
		}
	}
	return attach(ctx, w.tx, w.who, all...)
}

// Plan is what will be there when the edits are written, and is not there yet.
type Plan struct {
	Units    map[int64]int64 // provisional ids of units, and the unit whose rights hold for each
	Projects map[int64]bool  // ids of projects that other edits will make
}

// Try says what Write would make of edits that are effective from a day on,
// without writing anything.
func Try(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, on day.Day, plan Plan, edits []Edit) ([]Outcome, error) {
	w := &writer{q: d, who: who, c: c.Whole(), on: on, today: day.OfTime(d.Now()), now: d.Millis(), plan: plan}
	out, err := w.edits(ctx, edits)
	return w.unveiled(out), err
}

func (w *writer) edits(ctx context.Context, edits []Edit) ([]Outcome, error) {
	if err := w.load(ctx, edits); err != nil {
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

type writer struct {
	q         db.Querier
	tx        *db.Tx // nil when nothing is to be written
	on        day.Day
	today     day.Day
	now       int64
	plan      Plan
	slots     field.Slots
	tried     int64                // numbers that patterns gave out where nothing is written
	unique    map[field.Same]owned // who has the values that must be the only ones
	who       access.Who
	c         *field.Catalogue
	currency  string
	rows      map[int64]*Project // as the table will hold them after the edits so far
	changed   map[int64]bool     // which of them are still to be written
	made      map[int64]*Project // those that the edits make
	past      map[int64]*moment  // only when the day lies in the past
	known     map[string]map[int64]bool
	codes     map[string]int64
	fresh     []row
	months    []monthly
	locked    period.Locked
	lives     map[int64]*lifecycle.Lifecycle     // by type
	roleNames map[int64]label.Text               // where there are lifecycles
	told      map[told]map[day.Month]field.Value // what months say, where the edits clear one
	held      map[int64]bool                     // the nodes on which somebody holds a role
}

// load reads what the edits are checked against.
func (w *writer) load(ctx context.Context, edits []Edit) error {
	w.rows, w.changed, w.made, w.past, w.known, w.codes = map[int64]*Project{}, map[int64]bool{}, map[int64]*Project{}, map[int64]*moment{}, map[string]map[int64]bool{}, map[string]int64{}
	var ids []int64
	for _, e := range edits {
		if e.ID != 0 {
			ids = append(ids, e.ID)
		}
	}
	currency, err := db.Select[string](ctx, w.q, "SELECT value FROM setting WHERE key = 'currency'")
	if err != nil {
		return err
	}
	if len(currency) > 0 {
		w.currency = currency[0]
	}
	if w.slots, err = field.SlotsOf(ctx, w.q, Entity); err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 400) {
		if err := lock(ctx, w.tx, part...); err != nil {
			return err
		}
		if err := Each(ctx, w.q, part, func(p *Project) error { w.rows[p.ID] = p; return nil }); err != nil {
			return err
		}
		if w.on < w.today {
			if err := w.loadPast(ctx, part); err != nil {
				return err
			}
		}
	}
	if err := w.loadLives(ctx); err != nil {
		return err
	}
	if err := w.loadHeld(ctx); err != nil {
		return err
	}
	moves := w.writesMonths()
	if w.locked, err = w.lockedMonths(ctx, edits, moves); err != nil {
		return err
	}
	if err := w.loadTold(ctx, edits, moves); err != nil {
		return err
	}
	if err := w.loadUnique(ctx, edits); err != nil {
		return err
	}
	return w.loadReferences(ctx, edits)
}

func (w *writer) edit(ctx context.Context, e *Edit) Outcome {
	current, p, later, err := w.base(e)
	if err != nil {
		return Outcome{Err: err}
	}
	was := p.clone()
	out := Outcome{New: current == nil}
	if !out.New && w.past[e.ID].covers() {
		out.Before = was
	}
	if err := w.apply(ctx, p, e, out); err != nil {
		return Outcome{Before: out.Before, Err: err}
	}
	out.Project = p
	same := out.Before != nil && p.State == was.State && p.Values.Equal(was.Values) && maps.Equal(p.Unread, was.Unread)
	if same && (w.past[e.ID] == nil || w.past[e.ID].from == w.on) {
		w.noteMonths(p, e)
		return out
	}
	if err := w.store(current, p, later || w.keepsLater(e, current)); err != nil {
		return Outcome{Before: out.Before, Err: err}
	}
	w.keepLater(e, was, p)
	w.carry(e, was, p)
	if m := w.past[e.ID]; m != nil {
		m.base, m.from = p, w.on
	}
	w.noteMonths(p, e)
	out.Changed = out.Before == nil || p.State != was.State || len(Compare(was, p)) > 0 || w.entersMonth(was, p)
	return out
}

// apply brings the edit's values into p, or says everything that is wrong with them.
func (w *writer) apply(ctx context.Context, p *Project, e *Edit, out Outcome) error {
	bad := append(w.checkMonth(e), w.mayWrite(p, e)...)
	unit, followed, was := p.Values["unit"], p.spanned(), maps.Clone(p.Values)
	e.byKey(w.c)
	for _, key := range slices.Sorted(maps.Keys(e.Values)) {
		if w.isLocked(p, key, e) {
			bad = append(bad, w.lockedText(key, e))
			continue
		}
		v, err := w.accept(ctx, p, key, e.Values[key])
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			bad = append(bad, f.Details...)
			continue
		} else if err != nil {
			return err
		}
		w.put(p, key, v, e)
	}
	for key, text := range e.Unread {
		if p.Unread == nil {
			p.Unread = map[string]string{}
		}
		delete(p.Values, key)
		p.Unread[key] = text
	}
	if e.State != "" && e.State != p.State {
		p.State, p.Since = e.State, w.today
	}
	bad = append(bad, p.settle(e.Values, followed)...)
	bound, err := w.bind(ctx, p, out.Before, e)
	if err != nil {
		return err
	}
	bad = append(bad, bound...)
	bad = append(bad, p.check(w.c, w.currency, w.today, out.Before, w.veil(p))...)
	bad = append(bad, w.checkUnique(p, out.Before)...)
	if err := fault.InvalidAll(bad); err != nil {
		return err
	}
	if now := p.Values["unit"]; !now.Equal(unit) && !w.who.Can(access.CreateProject, w.unit(now.N)) {
		return fault.Forbidden()
	}
	if err := w.mayAttach(p, was); err != nil {
		return err
	}
	if err := w.checkCode(ctx, p); err != nil {
		return err
	}
	if err := w.number(ctx, p, e, out.New); err != nil {
		return err
	}
	w.own(p, out.Before)
	return nil
}

// byKey has an edit name attributes as they are called now.
func (e *Edit) byKey(c *field.Catalogue) {
	for key, v := range e.Values {
		if f := c.Get(key); f != nil && f.Key != key {
			e.Values = maps.Clone(e.Values)
			delete(e.Values, key)
			e.Values[f.Key] = v
		}
	}
}

// put sets a value, or clears it. A monthly value of an earlier month than the
// one shown does not replace it; where that of the month shown is cleared, the
// last one before it is shown again.
func (w *writer) put(p *Project, key string, v field.Value, e *Edit) {
	f := w.c.Get(key)
	if f.PerMonth {
		month := int64(w.month(e))
		shown := p.Values[monthOf(key)].N
		if month < shown {
			return
		}
		switch {
		case !v.Set:
			var of day.Month
			v, of = w.before(p.ID, key, w.month(e))
			p.setValue(monthOf(key), field.Value{N: int64(of), Set: of != 0})
		case !v.Equal(p.Values[key]) || month > shown:
			p.Values[monthOf(key)] = field.Int(month)
		}
	}
	delete(p.Unread, key)
	for _, o := range f.Former {
		delete(p.Values, field.RawKey(o.Slot))
	}
	if v.Set {
		p.Values[key] = v
	} else {
		delete(p.Values, key)
	}
}

// checkMonth refuses monthly values of a month that has not begun: they would
// stand in the place of those of every month until then.
func (w *writer) checkMonth(e *Edit) []fault.Detail {
	if e.Month <= w.on.Month() {
		return nil
	}
	return []fault.Detail{{Where: "month", Text: label.T("This month has not begun yet", "Ce mois n’a pas encore commencé")}}
}

func (w *writer) month(e *Edit) day.Month {
	if e.Month != 0 {
		return e.Month
	}
	return w.on.Month()
}

// unit returns the unit whose rights hold: of a planned one, the one above it.
func (w *writer) unit(id int64) int64 {
	if above, planned := w.plan.Units[id]; planned {
		return above
	}
	return id
}

func (w *writer) accept(ctx context.Context, p *Project, key string, v field.Value) (field.Value, error) {
	f := w.c.Get(key)
	if f == nil || f.Retired {
		return v, fault.Invalid(key, noAttribute(key))
	}
	if f.ReadOnly || f.Kind == field.Computed {
		return v, fault.Invalid(key, label.F("“%s” is computed and cannot be entered", "« %s » est calculé et ne se saisit pas", f.Label))
	}
	before := p.Values[key]
	v, err := CheckValue(f, v, before, w.on)
	if err != nil || !v.Set || v.Equal(before) {
		return v, err
	}
	switch f.Kind {
	case field.User, field.Unit:
		if _, planned := w.plan.Units[v.N]; !w.known[string(f.Kind)][v.N] && !(planned && f.Kind == field.Unit) {
			return v, fault.Invalid(key, label.T("There is no such entry, or your rights do not show it", "Cette entrée n’existe pas, ou vos droits ne la montrent pas"))
		}
	case field.Project:
		if w.plan.Projects[v.N] {
			return v, nil
		}
		return v, w.checkParent(ctx, p.ID, f, v.N)
	}
	return v, nil
}

// store keeps p for its row, a new one or the old one unless a later version is
// in force, and records a version either way.
func (w *writer) store(current, p *Project, later bool) error {
	if current == nil && !w.who.Can(access.CreateProject, w.unit(p.Unit())) {
		return fault.Forbidden()
	}
	if w.tx == nil {
		return nil
	}
	p.Updated, p.UpdatedBy = w.now, w.who.ID
	if current == nil {
		p.Version = 1
		w.fresh, w.made[p.ID] = append(w.fresh, p.row()), p
	} else {
		p.Version = current.Version + 1
		keep := p
		if later {
			keep = current.clone()
			keep.Version = p.Version
		}
		w.keep(keep)
	}
	w.tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, Data: p.data()})
	return nil
}

// keep makes p what the table will hold of its project.
func (w *writer) keep(p *Project) { w.rows[p.ID], w.changed[p.ID] = p, true }
