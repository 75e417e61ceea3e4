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
)

// Edit asks for a change of one project, or for a new one.
type Edit struct {
	ID      int64 // 0 makes a new project
	Version int64 // the version that was read; 0 does not ask
	Values  field.Values
	// Values holds the attributes to change; an empty value clears.
	Unread map[string]string // attributes whose imported text could not be read
	Month  day.Month         // of the monthly values; the month of the effective day when zero
	State  State             // the new state; "" leaves it
}

// Outcome is what became of an edit.
type Outcome struct {
	Project *Project // as it is effective on the day of the change
	New     bool
	Changed bool
	Err     error // a fault: the edit was refused and nothing of it is written
}

// Write makes many edits, all effective from the transaction's day (tx.On). A
// day in the past inserts a version into the project's history and leaves the
// later ones as they are. Refused edits are reported one by one in their
// outcomes, which come in the order of the edits; whoever wants all or nothing
// rolls the transaction back.
func Write(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) ([]Outcome, error) {
	w, err := newWriter(ctx, tx, who, c, edits)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(edits))
	for i := range edits {
		out[i] = w.edit(ctx, &edits[i])
		if out[i].Err != nil && fault.KindOf(out[i].Err) == fault.Internal {
			return nil, out[i].Err
		}
	}
	if err := db.Insert(ctx, tx, "project", w.fresh...); err != nil {
		return nil, fmt.Errorf("writing new projects: %w", err)
	}
	return out, w.writeMonths(ctx)
}

type writer struct {
	tx       *db.Tx
	who      access.Who
	c        *field.Catalogue
	currency string
	rows     map[int64]*Project // as the table holds them
	past     map[int64]*moment  // only when the day lies in the past
	known    map[string]map[int64]bool
	codes    map[string]int64
	fresh    []row
	months   []monthly
}

// moment is what the history says of a project around the effective day.
type moment struct {
	base  *Project // effective on the day; nil when it was not there
	later bool     // a version begins after the day
}

func newWriter(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) (*writer, error) {
	w := &writer{tx: tx, who: who, c: c, rows: map[int64]*Project{}, past: map[int64]*moment{}, known: map[string]map[int64]bool{}, codes: map[string]int64{}}
	var ids []int64
	for _, e := range edits {
		if e.ID != 0 {
			ids = append(ids, e.ID)
		}
	}
	currency, err := db.Select[string](ctx, tx, "SELECT value FROM setting WHERE key = 'currency'")
	if err != nil {
		return nil, err
	}
	if len(currency) > 0 {
		w.currency = currency[0]
	}
	for part := range slices.Chunk(ids, 400) {
		if err := Each(ctx, tx, part, func(p *Project) error { w.rows[p.ID] = p; return nil }); err != nil {
			return nil, err
		}
		if tx.On() < tx.Today() {
			if err := w.loadPast(ctx, part); err != nil {
				return nil, err
			}
		}
	}
	return w, w.loadReferences(ctx, edits)
}

func (w *writer) loadPast(ctx context.Context, ids []int64) error {
	in, args := db.List([]any{Entity}, ids)
	return db.Each(ctx, w.tx, func(r *db.Recorded) error {
		m := w.past[r.Object]
		if m == nil {
			m = &moment{}
			w.past[r.Object] = m
		}
		if r.From > w.tx.On() {
			m.later = true
			return nil
		}
		m.base = nil
		if r.Data.Null {
			return nil
		}
		var err error
		m.base, err = FromHistory(r.Object, r.Version, r.Data.S)
		return err
	}, "SELECT object, version, from_day, data FROM history WHERE entity = $1 AND superseded IS NULL AND object IN "+in+" ORDER BY object, from_day", args...)
}

func (w *writer) edit(ctx context.Context, e *Edit) Outcome {
	current, p, later, err := w.base(e)
	if err != nil {
		return Outcome{Err: err}
	}
	was := p.clone()
	if err := w.apply(ctx, p, e); err != nil {
		return Outcome{Err: err}
	}
	isNew := current == nil
	if !isNew && p.State == was.State && p.Values.Equal(was.Values) && maps.Equal(p.Unread, was.Unread) && w.past[e.ID].covers() {
		return Outcome{Project: p}
	}
	if err := w.store(ctx, current, p, later); err != nil {
		return Outcome{Err: err}
	}
	w.noteMonths(p, e)
	return Outcome{Project: p, New: isNew, Changed: true}
}

func (m *moment) covers() bool { return m == nil || m.base != nil }

// base returns the project's row (nil for a new one) and what the edit starts from.
func (w *writer) base(e *Edit) (current, p *Project, later bool, err error) {
	if e.ID == 0 {
		p = &Project{ID: w.tx.NewID(), State: Active, Values: field.Values{}, Created: w.tx.Millis()}
		return nil, p, false, w.initial(p)
	}
	current = w.rows[e.ID]
	if current == nil || !w.who.CanProject(access.ReadProject, current.ID, current.Unit(), current.Manager()) {
		return nil, nil, false, fault.NotFound()
	}
	need := access.EditProject
	if e.State != "" {
		need = access.DeleteProject
	}
	if !w.who.CanProject(need, current.ID, current.Unit(), current.Manager()) {
		return nil, nil, false, fault.Forbidden()
	}
	if e.Version != 0 && e.Version != current.Version {
		return nil, nil, false, fault.Outdated(current)
	}
	if current.State == Deleted && e.State == "" {
		return nil, nil, false, fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	p = current.clone()
	if m := w.past[e.ID]; m != nil {
		later = m.later
		if m.base != nil {
			m.base.Created = current.Created
			p = m.base
		} else {
			p = &Project{ID: current.ID, State: Active, Values: field.Values{"unit": current.Values["unit"], "name": current.Values["name"], "code": current.Values["code"]}, Created: current.Created}
		}
	}
	return current, p, later, nil
}

func (w *writer) initial(p *Project) error {
	for _, f := range w.c.Fields {
		if f.Initial == "" || f.Retired {
			continue
		}
		v, err := field.ParsePlain(f, f.Initial)
		if err != nil {
			return fmt.Errorf("the initial value of %s: %w", f.Key, err)
		}
		p.Values[f.Key] = v
	}
	return nil
}

// apply brings the edit's values into p, or says everything that is wrong with them.
func (w *writer) apply(ctx context.Context, p *Project, e *Edit) error {
	var bad []fault.Detail
	unit := p.Values["unit"]
	for _, key := range slices.Sorted(maps.Keys(e.Values)) {
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
		p.State, p.Since = e.State, w.tx.Today()
	}
	p.settle(e.Values)
	bad = append(bad, p.check(w.c, w.currency)...)
	if err := fault.InvalidAll(bad); err != nil {
		return err
	}
	if now := p.Values["unit"]; !now.Equal(unit) && !w.who.Can(access.CreateProject, now.N) {
		return fault.Forbidden()
	}
	return w.checkCode(ctx, p)
}

// put sets a value, or clears it. A monthly value of an earlier month than the
// one shown does not replace it.
func (w *writer) put(p *Project, key string, v field.Value, e *Edit) {
	f := w.c.Get(key)
	if f.PerMonth {
		month := int64(w.month(e))
		if month < p.Values[monthOf(key)].N {
			return
		}
		if !v.Equal(p.Values[key]) {
			p.Values[monthOf(key)] = field.Int(month)
		}
	}
	delete(p.Unread, key)
	if v.Set {
		p.Values[key] = v
	} else {
		delete(p.Values, key)
	}
}

func (w *writer) month(e *Edit) day.Month {
	if e.Month != 0 {
		return e.Month
	}
	return w.tx.On().Month()
}

func (w *writer) accept(ctx context.Context, p *Project, key string, v field.Value) (field.Value, error) {
	f := w.c.Get(key)
	if f == nil || f.Retired {
		return v, fault.Invalid(key, label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
	}
	if f.ReadOnly || f.Kind == field.Computed {
		return v, fault.Invalid(key, label.F("“%s” is computed and cannot be entered", "« %s » est calculé et ne se saisit pas", f.Label))
	}
	before := p.Values[key]
	v, err := CheckValue(f, v, before)
	if err != nil || !v.Set || v.Equal(before) {
		return v, err
	}
	switch f.Kind {
	case field.User, field.Unit:
		if !w.known[string(f.Kind)][v.N] {
			return v, fault.Invalid(key, label.T("There is no such entry, or your rights do not show it", "Cette entrée n’existe pas, ou vos droits ne la montrent pas"))
		}
	case field.Project:
		return v, w.checkParent(ctx, p.ID, f, v.N)
	}
	return v, nil
}

// store writes p: a new row, or over the old one unless a later version is in
// force, and a version in the history either way.
func (w *writer) store(ctx context.Context, current, p *Project, later bool) error {
	p.Updated, p.UpdatedBy = w.tx.Millis(), w.who.ID
	if current == nil {
		if !w.who.Can(access.CreateProject, p.Unit()) {
			return fault.Forbidden()
		}
		p.Version = 1
		w.fresh = append(w.fresh, p.row())
	} else {
		p.Version = current.Version + 1
		if err := w.update(ctx, current, p, later); err != nil {
			return err
		}
	}
	w.tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, Data: p.data()})
	return nil
}

func (w *writer) update(ctx context.Context, current, p *Project, later bool) error {
	keep := p
	if later {
		keep = current.clone()
		keep.Version = p.Version
	}
	n, err := db.Exec(ctx, w.tx, "UPDATE project SET version = $1 WHERE id = $2 AND version = $3", p.Version, p.ID, current.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Outdated(current)
	}
	w.rows[p.ID] = keep
	if later {
		return nil
	}
	return db.Put(ctx, w.tx, "project", p.row())
}
