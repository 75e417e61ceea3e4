package project

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Reversal is what taking a change back would do to one project.
type Reversal struct {
	ID     int64
	Name   string
	State  State      // to which the project would go; "" leaves it
	Lines  []Reverse  // the values that would go back
	Why    label.Text // why nothing of it can go back; zero when it can
	Denied bool       // Why is that the person may not

	version int64
}

// Reverse is one value that a change set, with what it was before and what it
// is now. Since is the change that set it again; 0 when it still is what the
// change made it.
type Reverse struct {
	Key              string
	Month            day.Month // of a monthly value; else 0
	Was, Set, Now    field.Value
	WasText, NowText string // texts of imported cells that could not be read
	Since            int64
}

// Reversals returns what taking a change back would do to each project it
// changed and that the person may see, in the order of ids.
func Reversals(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, change int64) ([]Reversal, error) {
	r := &reverser{who: who, c: c, change: change, now: map[int64]*Project{}, found: map[int64]*Reversal{}}
	var err error
	if r.slots, err = field.SlotsOf(ctx, q, Entity); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, db.Querier) error{r.loadProjects, r.loadMonths} {
		if err := step(ctx, q); err != nil {
			return nil, err
		}
	}
	var out []Reversal
	for _, id := range r.order {
		if f := r.found[id]; f.State != "" || len(f.Lines) > 0 || !f.Why.IsZero() {
			out = append(out, *f)
		}
	}
	return out, nil
}

type reverser struct {
	who    access.Who
	c      *field.Catalogue
	slots  field.Slots
	change int64
	now    map[int64]*Project
	found  map[int64]*Reversal
	order  []int64
}

// recordedProject is the project of a version; of none, or of one that ended
// it, a project that is not there.
func recordedProject(slots field.Slots, h *db.Recorded) (*Project, error) {
	if h == nil || h.Data.Null {
		return &Project{State: Deleted, Values: field.Values{}}, nil
	}
	return FromHistory(slots, h.Object, h.Version, h.Data.S)
}

func (r *reverser) loadProjects(ctx context.Context, q db.Querier) error {
	ids, lines, err := db.LinesOf(ctx, q, Entity, r.change)
	if err != nil {
		return err
	}
	if err := r.loadNow(ctx, q, ids); err != nil {
		return err
	}
	for _, id := range ids {
		f := r.reversal(id)
		if f == nil || !f.Why.IsZero() {
			continue
		}
		b, a := db.Step(lines[id], r.change)
		before, err := recordedProject(r.slots, b)
		if err != nil {
			return err
		}
		after, err := recordedProject(r.slots, a)
		if err != nil {
			return err
		}
		r.compare(f, before, after, lines[id])
	}
	return nil
}

func (r *reverser) loadNow(ctx context.Context, q db.Querier, ids []int64) error {
	for part := range slices.Chunk(ids, 400) {
		if err := Each(ctx, q, part, func(p *Project) error { r.now[p.ID] = p; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// reversal begins what is said of a project; nil when the person does not see it.
func (r *reverser) reversal(id int64) *Reversal {
	if f, known := r.found[id]; known {
		return f
	}
	now := r.now[id]
	if now == nil || now.State == Merged || !r.who.CanProject(access.ReadHistory, id, now.Unit(), now.Manager()) || !r.who.CanProject(access.ReadProject, id, now.Unit(), now.Manager()) {
		return nil
	}
	f := &Reversal{ID: id, Name: now.Name(), version: now.Version}
	if !r.who.CanProject(access.EditProject, id, now.Unit(), now.Manager()) {
		f.Denied, f.Why = true, label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")
	}
	r.found[id], r.order = f, append(r.order, id)
	return f
}

// compare notes what the change did to a project, and what was done since.
func (r *reverser) compare(f *Reversal, before, after *Project, lines []db.Recorded) {
	now := r.now[f.ID]
	if before.State != after.State {
		r.compareState(f, before, after, now, lines)
		if before.State == Deleted || after.State == Deleted {
			return // made or binned: its values go and come with it
		}
	}
	if now.State == Deleted {
		f.Why = label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord")
		return
	}
	veil := r.c.Veil(r.who, now.Unit(), now.ID)
	for _, d := range Compare(before, after) {
		at := r.c.Get(d.Key)
		if at == nil || veil.Locks(d.Key) || at.Kind == field.Computed || at.ReadOnly || at.PerMonth || at.Retired {
			continue
		}
		line := Reverse{Key: d.Key, Was: d.Before, Set: d.After, Now: now.Values[d.Key], WasText: d.BeforeText, NowText: now.Unread[d.Key]}
		if !line.Now.Equal(d.After) || line.NowText != d.AfterText {
			line.Since = sinceOf(r.slots, lines, r.change, d.Key, d.After)
		}
		f.Lines = append(f.Lines, line)
	}
}

// compareState notes to which state a project would go back.
func (r *reverser) compareState(f *Reversal, before, after, now *Project, lines []db.Recorded) {
	switch {
	case now.State != after.State:
		f.Why = label.T("The project was archived, deleted or restored since", "Le projet a été archivé, supprimé ou restauré depuis")
	case !r.who.CanProject(access.DeleteProject, f.ID, now.Unit(), now.Manager()):
		f.Denied, f.Why = true, label.T("You may not delete or restore this project", "Vous ne pouvez ni supprimer ni restaurer ce projet")
	case before.State == Deleted && slices.ContainsFunc(lines, func(h db.Recorded) bool { return h.Change > r.change }):
		f.Why = label.T("The change made this project, and it was edited since; it stays", "La modification a créé ce projet, et il a été modifié depuis ; il reste")
	default:
		f.State = before.State
	}
}

// sinceOf is the first change after one in which a value was no longer what
// that change had set.
func sinceOf(slots field.Slots, lines []db.Recorded, change int64, key string, set field.Value) int64 {
	for _, h := range lines {
		if h.Change <= change {
			continue
		}
		p, err := recordedProject(slots, &h)
		if err == nil && !p.Values[key].Equal(set) {
			return h.Change
		}
	}
	return change + 1
}

// loadMonths adds the monthly values that the change set.
func (r *reverser) loadMonths(ctx context.Context, q db.Querier) error {
	ids, lines, err := db.LinesOf(ctx, q, MonthEntity, r.change)
	if err != nil || len(ids) == 0 {
		return err
	}
	rows := map[int64]monthly{}
	var projects []int64
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		err := db.Each(ctx, q, func(m *monthly) error {
			rows[m.ID], projects = *m, append(projects, m.Project)
			return nil
		}, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE id IN "+in, args...)
		if err != nil {
			return err
		}
	}
	if err := r.loadNow(ctx, q, projects); err != nil {
		return err
	}
	for _, id := range ids {
		m, there := rows[id]
		f := r.reversal(m.Project)
		if !there || f == nil || !f.Why.IsZero() || f.State != "" || r.now[m.Project].State == Deleted {
			continue
		}
		if at := r.now[m.Project]; r.c.Veil(r.who, at.Unit(), at.ID).Past().Locks(m.Field) {
			continue
		}
		b, a := db.Step(lines[id], r.change)
		key, now := m.read(r.slots)
		line := Reverse{Key: key, Month: m.Month, Was: monthValue(r.slots, b), Set: monthValue(r.slots, a), Now: now}
		if line.Was.Equal(line.Set) {
			continue
		}
		if !line.Now.Equal(line.Set) {
			line.Since = lines[id][len(lines[id])-1].Change
		}
		f.Lines = append(f.Lines, line)
	}
	return nil
}

func monthValue(slots field.Slots, h *db.Recorded) field.Value {
	if h == nil || h.Data.Null {
		return field.Value{}
	}
	vs, _, err := field.DecodeAll(h.Data.S)
	if err != nil {
		return field.Value{}
	}
	_, v := monthly{Field: vs["field"].S}.as(slots, vs["v"])
	return v
}

func storedMonth(m monthly) field.Value {
	vs, _, err := field.DecodeAll(m.Value)
	if err != nil {
		return field.Value{}
	}
	return vs["v"]
}

// Edits returns what brings the project back. What was changed since stays,
// unless overwrite says otherwise.
func (f Reversal) Edits(overwrite bool) []Edit {
	if !f.Why.IsZero() {
		return nil
	}
	if f.State != "" {
		return []Edit{{ID: f.ID, Version: f.version, State: f.State, States: true}}
	}
	plain := Edit{ID: f.ID, Values: field.Values{}, Unread: map[string]string{}, States: true}
	var months []Edit
	for _, l := range f.Lines {
		switch {
		case l.Since != 0 && !overwrite:
		case l.Month != 0:
			months = append(months, Edit{ID: f.ID, Month: l.Month, Values: field.Values{l.Key: l.Was}})
		case l.WasText != "":
			plain.Unread[l.Key] = l.WasText
		default:
			plain.Values[l.Key] = l.Was
		}
	}
	var out []Edit
	if len(plain.Values)+len(plain.Unread) > 0 {
		out = append(out, plain)
	}
	return append(out, months...)
}
