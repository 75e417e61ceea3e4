package templating

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

// MostProjects is how many projects a template is applied to at once.
const MostProjects = 500

// Ask says to what a template is to be applied, and how.
type Ask struct {
	Template template.Template // as it is kept, or as it is being written
	Projects []int64           // to which; none for a new project
	Given    field.Values      // of a new project: what its maker says of it
	Picked   []string          // the items to carry out; those proposed when nil
	Start    day.Day           // to look what it would do from another start; 0 for the project’s
	Insert   *Insertion        // how the plan of the template comes into that of the project; nil as it was before
	Match    string            // of the plan that was looked at; empty for any
}

// Show returns what applying a template would do to each of the projects, and writes
// nothing.
func (d *Desk) Show(ctx context.Context, who access.Who, ask Ask) ([]*Plan, error) {
	r, err := d.begin(ctx, d.DB, nil, who, ask)
	if err != nil {
		return nil, err
	}
	return r.plans(), nil
}

// Apply does it: to a single project all that was chosen or nothing; of many, those
// in the way of which nothing stands. What it did is one change.
func (d *Desk) Apply(ctx context.Context, tx *db.Tx, who access.Who, ask Ask) ([]*Plan, error) {
	ask.Start = 0
	if err := project.Hold(ctx, tx, who, ask.Projects); err != nil {
		return nil, err
	}
	t, err := template.Get(ctx, tx, ask.Template.ID)
	if err != nil {
		return nil, err
	}
	if ask.Template = t; t.Retired {
		return nil, fault.Conflict(label.T("This template is out of use", "Ce modèle est hors d’usage"))
	}
	r, err := d.begin(ctx, tx, tx, who, ask)
	if err != nil {
		return nil, err
	}
	all := r.plans()
	if err := r.settle(ask); err != nil {
		return nil, err
	}
	for _, s := range Sections {
		if err := s.write(ctx, r); err != nil {
			return nil, err
		}
	}
	return all, r.keep(ctx)
}

// settle refuses what was looked at before something else changed, and leaves out the
// projects that cannot be changed.
func (r *run) settle(ask Ask) error {
	if len(r.work) == 1 {
		w := r.work[0]
		if ask.Match != "" && ask.Match != w.Match {
			return fault.Conflict(label.T("The project or the template has changed meanwhile\u202f: look again", "Le projet ou le modèle a changé entre-temps\u202f: regardez à nouveau"))
		}
		switch {
		case w.refused != nil:
			return w.refused
		case !w.fresh && !w.edits:
			return fault.Forbidden()
		case len(w.Problems) > 0:
			return fault.Invalid("project", w.Problems[0])
		}
		if i := slices.IndexFunc(w.Items, func(it *Item) bool { return w.picked[it.ID] && !it.Why.IsZero() }); i >= 0 {
			return fault.Invalid(w.Items[i].ID, w.Items[i].Why)
		}
		return nil
	}
	r.work = slices.DeleteFunc(r.work, func(w *work) bool { return len(w.Problems) > 0 })
	return nil
}

// keep notes what was made of each project.
func (r *run) keep(ctx context.Context) error {
	for _, w := range r.work {
		u := template.Use{Project: w.Project.ID, Template: r.t.ID, Lang: w.lang, Made: w.fresh}
		if w.Use != nil {
			u = *w.Use
			if u.Applied == r.t.Version && w.Counts() == (Counts{Left: len(w.Items)}) {
				continue // nothing was done, and nothing is new
			}
		}
		u.Applied, u.Done = r.t.Version, w.done
		if err := template.Keep(ctx, r.tx, r.who, u); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) plans() []*Plan {
	out := make([]*Plan, len(r.work))
	for i, w := range r.work {
		out[i] = &w.Plan
	}
	return out
}

func (r *run) ids() []int64 {
	var out []int64
	for _, w := range r.work {
		if !w.fresh {
			out = append(out, w.Project.ID)
		}
	}
	return out
}

// begin plans a run.
func (d *Desk) begin(ctx context.Context, q db.Querier, tx *db.Tx, who access.Who, ask Ask) (*run, error) {
	if len(ask.Projects) > MostProjects {
		return nil, fault.Invalid("projects", label.F("At most %d projects at once", "%d projets au plus à la fois", MostProjects))
	}
	st, err := d.state(ctx, q, who)
	if err != nil {
		return nil, err
	}
	r := &run{
		state: st, q: q, tx: tx, t: ask.Template, had: map[int64]*template.Template{}, today: day.OfTime(d.DB.Now()),
		have: map[string]map[int64][]*record.Record{}, links: map[int64][]project.Link{}, grants: map[int64][]access.Grant{}, layouts: map[int64]dashboard.Layout{},
		trees: map[int64]*plan.View{}, called: st.namesOf(&ask.Template),
	}
	if ask.Insert != nil {
		r.insert = *ask.Insert
	}
	if err := r.open(ctx, ask); err != nil {
		return nil, err
	}
	if err := r.muster(ctx); err != nil {
		return nil, err
	}
	for _, s := range Sections {
		if len(r.ids()) == 0 || !r.concerns(s.Key) {
			continue
		}
		if err := s.load(ctx, r); err != nil {
			return nil, fmt.Errorf("reading %s for a template: %w", s.Key, err)
		}
	}
	for i, s := range Sections {
		for _, w := range r.work {
			if err := s.plan(ctx, r, w); err != nil {
				return nil, err
			}
		}
		if i > 0 {
			continue
		}
		if err := r.tryFields(ctx); err != nil {
			return nil, err
		}
	}
	for _, w := range r.work {
		w.Named = r.called
		if err := w.seal(r.t.Version); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// concerns reports whether the template says anything of a section, or said so when
// it was last applied to one of the projects.
func (r *run) concerns(section string) bool {
	return len(r.t.Section(section)) > 0 || slices.ContainsFunc(r.work, func(w *work) bool { return len(w.had.Section(section)) > 0 })
}

// open makes the work of a run: a new project, or those that are there.
func (r *run) open(ctx context.Context, ask Ask) error {
	picked := map[string]bool{}
	for _, id := range ask.Picked {
		picked[id] = true
	}
	if ask.Picked == nil {
		picked = nil
	}
	if len(ask.Projects) == 0 {
		if err := r.openNew(ctx, ask, picked); err != nil {
			return err
		}
		r.startOn(ask.Start)
		return nil
	}
	sight, err := field.Sight(ctx, r.q, r.who, project.Entity)
	if err != nil {
		return err
	}
	found := map[int64]*project.Project{}
	err = project.Each(ctx, r.q, ask.Projects, func(p *project.Project) error { found[p.ID] = p; return nil })
	if err != nil {
		return err
	}
	uses, err := template.Uses(ctx, r.q, r.t.ID, ask.Projects)
	if err != nil {
		return err
	}
	ids := slices.Clone(ask.Projects)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		p := found[id]
		if p == nil || p.State == project.Merged || !r.who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
			return fault.NotFound()
		}
		veil := sight.Veil(r.who, p.Unit(), p.ID)
		for _, key := range veil.Hidden() {
			delete(p.Values, key) // what is not for the person is nowhere in what he is shown
		}
		w := &work{veil: veil, picked: picked, lang: r.who.Lang, values: maps.Clone(p.Values), dates: map[string]day.Day{}, done: map[string]template.Done{}}
		w.Project, w.edits = p, r.who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager())
		if u, used := uses[id]; used {
			w.Use, w.lang, w.done = &u, u.Lang, maps.Clone(u.Done)
			if w.had, err = r.earlier(ctx, &u); err != nil {
				return err
			}
		}
		switch {
		case p.State != project.Active:
			w.Problems = append(w.Problems, label.T("The project is in the archive or in the bin", "Le projet est aux archives ou dans la corbeille"))
		case !w.edits:
			w.Problems = append(w.Problems, mayNotEdit)
		}
		r.work = append(r.work, w)
	}
	r.startOn(cmp.Or(ask.Start, r.insert.From))
	return nil
}

// startOn has the projects begin on another day than they do.
func (r *run) startOn(on day.Day) {
	for _, w := range r.work {
		if on != 0 {
			w.values[template.Start] = field.Int(int64(on))
		}
		if r.insert != (Insertion{}) {
			w.only = []string{milestoneKey, treeKey}
		}
	}
}

// openNew begins a project: what its maker says of it goes before what the template
// says, and that before what the catalogue begins with.
func (r *run) openNew(ctx context.Context, ask Ask, picked map[string]bool) error {
	given := maps.Clone(ask.Given)
	if given == nil {
		given = field.Values{}
	}
	for list, id := range map[string]int64{lifecycle.Type: r.t.Type, lifecycle.Variant: r.t.Variant} {
		if !given[list].Set && id != 0 {
			given[list] = field.Int(id)
		}
	}
	maps.DeleteFunc(given, func(_ string, v field.Value) bool { return !v.Set })
	w := &work{fresh: true, given: given, picked: picked, lang: r.who.Lang, values: maps.Clone(given), dates: map[string]day.Day{}, done: map[string]template.Done{}}
	w.Project = &project.Project{State: project.Active, Values: maps.Clone(given)}
	unit, manager := given["unit"].N, given["manager"].N
	if s := template.Find(r.t.Section(fieldsKey), "manager"); s != nil && manager == 0 {
		if m := s.Of(r.project().Get("manager").ID); m != nil && m.Who == template.Creator {
			manager = r.who.ID
		}
	}
	w.edits = r.who.CanProject(access.EditProject, 0, unit, manager)
	sight, err := field.Sight(ctx, r.q, r.who, project.Entity)
	w.veil, r.work = sight.Veil(r.who, unit, 0), []*work{w}
	return err
}

// named says of which project a refusal is.
func named(w *work, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok || w.Project == nil {
		return err
	}
	name := cmp.Or(w.Project.Name(), w.given["name"].S)
	if len(f.Details) > 0 {
		out := make([]fault.Detail, len(f.Details))
		for i, d := range f.Details {
			out[i] = fault.Detail{Where: d.Where, Text: label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", name, d.Text)}
		}
		return fault.InvalidAll(out)
	}
	return err
}
