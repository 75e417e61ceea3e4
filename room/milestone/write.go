package milestone

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
	"vigie/room/project"
)

// Edit asks for a change of one key date, for a new one, or for its end.
type Edit struct {
	ID      int64 // 0 makes a new key date
	As      int64 // the id that a new one is to have; the next free one when 0
	Version int64 // the version that was read; 0 does not ask
	Values  field.Values
	// Values holds the attributes to change, "project" for a new one; an empty
	// value clears.
	Delete bool
}

// Outcome is what became of an edit.
type Outcome struct {
	Milestone *Milestone // as it is effective on the day of the change; nil when it was deleted
	Before    *Milestone // as it was effective on that day before; nil when it was not there
	Changed   bool
	Err       error // a fault: the edit was refused and nothing of it is written
}

// Write makes many edits, all effective from the transaction's day (tx.On). A
// day in the past inserts a version there, also where nothing differs, and what
// later versions say holds from their day on. Refused edits are reported one by
// one; whoever wants all or nothing rolls the transaction back.
func Write(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) ([]Outcome, error) {
	w := &writer{q: tx, tx: tx, who: who, c: c, on: tx.On(), today: tx.Today(), now: tx.Millis()}
	out, err := w.edits(ctx, edits)
	if err != nil {
		return nil, err
	}
	if err := db.Insert(ctx, tx, "milestone", w.fresh...); err != nil {
		return nil, fmt.Errorf("writing new key dates: %w", err)
	}
	return out, nil
}

// Try says what Write would make of edits that are effective from a day on,
// without writing anything.
func Try(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, on day.Day, edits []Edit) ([]Outcome, error) {
	w := &writer{q: d, who: who, c: c, on: on, today: day.OfTime(d.Now()), now: d.Millis()}
	return w.edits(ctx, edits)
}

type writer struct {
	q        db.Querier
	tx       *db.Tx // nil when nothing is to be written
	on       day.Day
	today    day.Day
	now      int64
	who      access.Who
	c        *field.Catalogue
	rules    Rules
	rows     map[int64]*Milestone // as the table holds them
	projects map[int64]*project.Project
	past     map[int64]*moment // only when the day lies in the past
	fresh    []row
}

func (w *writer) edits(ctx context.Context, edits []Edit) ([]Outcome, error) {
	w.rules = RulesOf(w.c)
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

// load reads what the edits are checked against.
func (w *writer) load(ctx context.Context, edits []Edit) error {
	w.rows, w.projects, w.past = map[int64]*Milestone{}, map[int64]*project.Project{}, map[int64]*moment{}
	var ids, projects []int64
	for _, e := range edits {
		if e.ID != 0 {
			ids = append(ids, e.ID)
		} else if p := e.Values["project"]; p.Set {
			projects = append(projects, p.N)
		}
	}
	for part := range slices.Chunk(ids, 400) {
		if err := lock(ctx, w.tx, "milestone", part); err != nil {
			return err
		}
		if err := Each(ctx, w.q, part, func(m *Milestone) error { w.rows[m.ID] = m; return nil }); err != nil {
			return err
		}
		if w.on < w.today {
			if err := w.loadPast(ctx, part); err != nil {
				return err
			}
		}
	}
	for _, m := range w.rows {
		projects = append(projects, m.Project())
	}
	slices.Sort(projects)
	for part := range slices.Chunk(slices.Compact(projects), 400) {
		if err := lock(ctx, w.tx, "project", part); err != nil {
			return err
		}
		if err := project.Each(ctx, w.q, part, func(p *project.Project) error { w.projects[p.ID] = p; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// lock waits for those who are changing the rows and keeps others from it until
// the transaction ends. SQLite has one writer and needs nothing.
func lock(ctx context.Context, tx *db.Tx, table string, ids []int64) error {
	if tx == nil || tx.DB().Engine != db.Postgres || len(ids) == 0 {
		return nil
	}
	strength := " FOR UPDATE"
	if table == "project" {
		strength = " FOR SHARE"
	}
	in, args := db.List(nil, ids)
	_, err := db.Select[int64](ctx, tx, "SELECT id FROM "+table+" WHERE id IN "+in+" ORDER BY id"+strength, args...)
	return err
}

func (w *writer) edit(ctx context.Context, e *Edit) Outcome {
	current, m, err := w.base(e)
	if err != nil {
		return Outcome{Err: err}
	}
	if e.Delete {
		return Outcome{Before: current, Changed: true, Err: w.remove(ctx, current)}
	}
	was := m.clone()
	out := Outcome{}
	past := w.past[e.ID]
	if current != nil && (past == nil || past.base != nil) {
		out.Before = was
	}
	if err := w.apply(m, was, e, out.Before); err != nil {
		return Outcome{Before: out.Before, Err: err}
	}
	out.Milestone, out.Changed = m, out.Before == nil || !m.Values.Equal(was.Values)
	if !out.Changed && (past == nil || past.from == w.on) {
		return out
	}
	out.Err = w.store(ctx, current, m, past != nil && past.later)
	return out
}

// base returns the key date's row (nil for a new one) and what the edit starts from.
func (w *writer) base(e *Edit) (current, m *Milestone, err error) {
	owner := e.Values["project"].N
	if e.ID != 0 {
		if current = w.rows[e.ID]; current == nil {
			return nil, nil, fault.NotFound()
		}
		owner = current.Project()
	}
	if err := w.mayEdit(w.projects[owner], e.ID == 0); err != nil {
		return nil, nil, err
	}
	if e.ID == 0 {
		m = &Milestone{ID: w.newID(e), Created: w.now, Values: field.Values{"project": field.Int(owner)}}
		w.initial(m)
		return nil, m, nil
	}
	if e.Version != 0 && e.Version != current.Version {
		return nil, nil, fault.Outdated(current)
	}
	m = current.clone()
	if past := w.past[e.ID]; past != nil {
		m = &Milestone{ID: current.ID, Values: field.Values{"project": current.Values["project"], "name": current.Values["name"]}}
		if past.base != nil {
			m = past.base.clone()
		}
		m.Created = current.Created
	}
	return current, m, nil
}

// mayEdit refuses what the person may not do with the key dates of a project.
func (w *writer) mayEdit(p *project.Project, isNew bool) error {
	if p == nil || !w.who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
		if isNew {
			return fault.Invalid("project", label.T("There is no such project, or your rights do not show it", "Ce projet n’existe pas, ou vos droits ne le montrent pas"))
		}
		return fault.NotFound()
	}
	if !w.who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return fault.Forbidden()
	}
	if p.State == project.Deleted {
		return fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	return nil
}

func (w *writer) newID(e *Edit) int64 {
	if e.As != 0 || w.tx == nil {
		return e.As
	}
	return w.tx.NewID()
}

// store writes m: a new row, or over the old one unless a later version is in
// force, and a version in the history either way.
func (w *writer) store(ctx context.Context, current, m *Milestone, later bool) error {
	if w.tx == nil {
		return nil
	}
	m.Updated, m.UpdatedBy = w.now, w.who.ID
	if current == nil {
		m.Version = 1
		w.fresh = append(w.fresh, m.row())
	} else {
		m.Version = current.Version + 1
		keep := m
		if later {
			keep = current.clone()
			keep.Version = m.Version
		}
		if err := db.Put(ctx, w.tx, "milestone", keep.row()); err != nil {
			return err
		}
		w.rows[m.ID] = keep
	}
	w.record(m.Project(), db.Version{Object: m.ID, Version: m.Version, Data: m.data()})
	return nil
}

func (w *writer) record(owner int64, v db.Version) {
	v.Entity = Entity
	w.tx.Record(v)
	w.tx.Touch(project.Entity, owner)
}

func (w *writer) remove(ctx context.Context, current *Milestone) error {
	if current == nil {
		return fault.NotFound()
	}
	if w.tx == nil {
		return nil
	}
	if _, err := db.Exec(ctx, w.tx, "DELETE FROM milestone WHERE id = $1", current.ID); err != nil {
		return err
	}
	delete(w.rows, current.ID)
	w.record(current.Project(), db.Version{Object: current.ID, Version: current.Version + 1})
	return nil
}

// initial gives a new key date the values that the catalogue begins with.
func (w *writer) initial(m *Milestone) {
	for _, f := range w.c.Fields {
		if f.Initial == "" || f.Retired || f.ReadOnly {
			continue
		}
		if v, err := field.ParsePlain(f, f.Initial); err == nil && v.Set {
			m.Values[f.Key] = v
		}
	}
}

func keysOf(vs field.Values) []string { return slices.Sorted(maps.Keys(vs)) }
