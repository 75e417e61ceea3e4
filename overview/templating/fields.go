package templating

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/template"
)

const fieldsKey = "fields"

// fields are the values that a project begins with.
var fields = Section{
	Key: fieldsKey, Title: label.T("Attributes", "Attributs"),
	parts: fieldParts, fits: fitsField, take: takeFields, load: func(context.Context, *run) error { return nil }, plan: planFields, write: writeFields,
}

// never are what no template gives: what a project is called, where it belongs, and
// what is known of it only later.
var never = []string{"code", "name", "unit", lifecycle.Type, lifecycle.Variant, "start", "start_baseline", "end_baseline", "total_cost_baseline", "actual_cost", "programme"}

func fieldParts(st *state) []Part {
	var out []Part
	for _, f := range st.project().Fields {
		if !f.Retired && !f.ReadOnly && f.Kind != field.Computed && !slices.Contains(never, f.Key) {
			out = append(out, Part{Key: f.Key, Label: f.Label, Kind: string(f.Kind), Field: f})
		}
	}
	return out
}

func fitsField(p Part, v field.Value) error {
	if p.Field == nil {
		return nil
	}
	_, err := project.CheckValue(p.Field, v, v, 0)
	return err
}

// passing are what says how a project goes, and not what it is.
var passing = []string{"progress", "duration", "light", "weather", "comment", "description", lifecycle.Stage, "sponsor", "total_cost", "currency"}

func takeFields(_ context.Context, _ db.Querier, st *state, p *project.Project) ([]template.Line, error) {
	var out []template.Line
	for _, part := range fieldParts(st) {
		v, f := p.Values[part.Key], part.Field
		if !v.Set || f.PerMonth || f.Kind == field.Money || slices.Contains(passing, part.Key) {
			continue
		}
		out = append(out, template.Line{ID: part.Key, Set: []template.Setting{st.taken(part, v, p)}})
	}
	return out, nil
}

// taken is the setting that would make a value again.
func (st *state) taken(part Part, v field.Value, p *project.Project) template.Setting {
	s := template.Setting{Field: part.id()}
	switch f := part.Field; {
	case f.Kind.IsText():
		s.Text = label.T(v.S, v.S)
	case f.Kind == field.Choices:
		s.L = slices.Clone(v.L)
	case f.Kind == field.Date:
		if start := p.Values["start"]; start.Set {
			s.Date = between(day.Day(start.N), day.Day(v.N))
		} else {
			s.N = &v.N
		}
	case f.Kind == field.User && v.N == p.Manager() && part.Key != "manager":
		s.Who = template.Manager
	case f.Kind == field.User && v.N == p.Values["sponsor"].N && part.Key != "sponsor":
		s.Who = template.Sponsor
	case f.Kind == field.User:
		s.Who = template.Creator
	default:
		s.N = &v.N
	}
	return s
}

// between says a date from the start of a project: in weeks where it falls so.
func between(start, at day.Day) *template.Relative {
	by := int(at - start)
	if by%7 == 0 {
		return &template.Relative{From: template.Start, By: by / 7, Unit: template.Weeks}
	}
	return &template.Relative{From: template.Start, By: by, Unit: template.Days}
}

var mayNotWrite = label.T("You do not have the right to write this attribute", "Vous n’avez pas le droit de saisir cet attribut")

func planFields(ctx context.Context, r *run, w *work) error {
	now, had := w.lines(r, fieldsKey)
	starts, err := r.starts(ctx, w)
	if err != nil {
		return err
	}
	for i := range now {
		l := &now[i]
		for _, part := range fieldParts(r.state) {
			if part.of(l) == nil || w.veil.Hides(part.Key) {
				continue
			}
			r.planField(w, part, l, template.Find(had, l.ID), starts)
		}
	}
	return nil
}

func (r *run) planField(w *work, part Part, l, had *template.Line, starts []int64) {
	key := part.Key
	it := Item{Section: fieldsKey, Line: l.ID, Name: part.Label}
	mine := w.values[key]
	if w.fresh {
		if w.given[key].Set {
			return
		}
		mine = field.Value{}
	}
	done, known := w.before(fieldsKey, l.ID)
	wrote := done.Values[key]
	change := r.three(w, it, part, l, had, mine, wrote)
	switch {
	case change == nil:
		if v, _ := r.resolve(w, part, part.of(l)); v.Set && v.Equal(mine) {
			w.Same++
			if !known {
				w.done[fieldsKey+"/"+l.ID] = template.Done{Values: field.Values{key: mine}}
			}
		}
		return
	case w.veil.Locks(key):
		change.Why = mayNotWrite
	case key == lifecycle.Stage && !w.fresh:
		change.Why = label.T("A template gives a stage to new projects alone: this one has its own", "Un modèle ne donne d’étape qu’aux nouveaux projets\u202f: celui-ci a la sienne")
	case key == lifecycle.Stage && starts != nil && !slices.Contains(starts, change.Now.N):
		change.Why = label.T("No project of this type begins in this stage", "Aucun projet de ce type ne commence à cette étape")
	case !w.edits && !w.fresh:
		change.Why = mayNotEdit
	}
	if !change.Was.Set {
		change.Do = Add
	}
	w.item(change, !change.ByHand)
	if change.Chosen {
		w.values[key] = change.Now
	}
}

var mayNotEdit = label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")

// starts are the stages in which a new project may begin; nil for any.
func (r *run) starts(ctx context.Context, w *work) ([]int64, error) {
	if !w.fresh {
		return nil, nil
	}
	l, err := lifecycle.Get(ctx, r.q, w.values[lifecycle.Type].N)
	if err != nil || l.Holds == nil {
		return nil, err
	}
	return l.Holds.Starts(), nil
}

// edit is what the chosen items ask of the project itself; nil for nothing.
func (w *work) edit() *project.Edit {
	e := project.Edit{ID: w.Project.ID, Values: field.Values{}}
	if w.fresh {
		for key, v := range w.given {
			e.Values[key] = v
		}
	} else {
		e.Version = w.Project.Version
	}
	for _, it := range w.Items {
		if it.Section == fieldsKey && it.Chosen {
			e.Values[it.Part.Key] = it.Now
		}
	}
	if len(e.Values) == 0 && !w.fresh {
		return nil
	}
	return &e
}

// tryFields has the room of projects look at what was chosen: what it refuses of an
// attribute cannot be done, and anything else stands in the way of all.
func (r *run) tryFields(ctx context.Context) error {
	var edits []project.Edit
	var of []*work
	for _, w := range r.work {
		if e := w.edit(); e != nil {
			edits, of = append(edits, *e), append(of, w)
		}
	}
	if len(edits) == 0 {
		return nil
	}
	out, err := project.Try(ctx, r.DB, r.who, r.project(), r.today, project.Plan{}, edits)
	if err != nil {
		return err
	}
	for i, o := range out {
		of[i].refuse(o.Err)
		if o.Err == nil && of[i].fresh {
			of[i].Project = o.Project
		}
	}
	return nil
}

// refuse notes what the room of projects says against an edit.
func (w *work) refuse(err error) {
	if err == nil {
		return
	}
	f, ok := err.(*fault.Fault)
	if !ok || len(f.Details) == 0 {
		text := label.T("This project cannot be changed", "Ce projet ne peut pas être modifié")
		if ok && !f.Text.IsZero() {
			text = f.Text
		}
		w.Problems, w.refused = append(w.Problems, text), err
		return
	}
	for _, d := range f.Details {
		i := slices.IndexFunc(w.Items, func(it *Item) bool { return it.Section == fieldsKey && it.Part.Key == d.Where && it.Chosen })
		if i < 0 {
			w.Problems = append(w.Problems, d.Text)
			continue
		}
		w.Items[i].Why, w.Items[i].Chosen = d.Text, false
	}
}

func writeFields(ctx context.Context, r *run) error {
	var edits []project.Edit
	var of []*work
	for _, w := range r.work {
		if e := w.edit(); e != nil {
			edits, of = append(edits, *e), append(of, w)
		}
	}
	if len(edits) == 0 {
		return nil
	}
	out, err := project.Write(ctx, r.tx, r.who, r.project(), edits)
	if err != nil {
		return err
	}
	for i, o := range out {
		w := of[i]
		if o.Err != nil {
			return named(w, o.Err)
		}
		w.Project = o.Project
		for _, it := range w.Items {
			if it.Section == fieldsKey && it.Chosen {
				w.done[fieldsKey+"/"+it.Line] = template.Done{Values: field.Values{it.Part.Key: o.Project.Values[it.Part.Key]}}
			}
		}
	}
	return nil
}
