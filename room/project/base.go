package project

import (
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// base returns the project's row (nil for a new one) and what the edit starts from.
func (w *writer) base(e *Edit) (current, p *Project, later bool, err error) {
	if e.ID == 0 {
		p = &Project{ID: w.newID(e), State: Active, Values: field.Values{}, Created: w.now, slots: w.slots}
		w.initial(p)
		return nil, p, false, nil
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
		return nil, nil, false, fault.Outdated(current.under(w.veil(current)))
	}
	if current.State == Deleted && e.State != Active && e.State != Deleted {
		return nil, nil, false, fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille ; restaurez-le d’abord"))
	}
	p = current.clone()
	if m := w.past[e.ID]; m != nil {
		later = m.later
		if m.base != nil {
			p = m.base.clone()
			p.Created = current.Created
		} else {
			p = &Project{ID: current.ID, State: Active, Values: field.Values{"unit": current.Values["unit"], "name": current.Values["name"], "code": current.Values["code"]}, Created: current.Created, slots: w.slots}
		}
	}
	return current, p, later, nil
}

func (w *writer) newID(e *Edit) int64 {
	if e.As != 0 || w.tx == nil {
		return e.As
	}
	return w.tx.NewID()
}

// initial gives a new project the values that the catalogue begins with.
func (w *writer) initial(p *Project) {
	for _, f := range w.c.Fields {
		if f.Initial == "" || f.Retired {
			continue
		}
		// What no longer fits, such as an option that was renamed, is left out.
		if v, err := field.ParsePlain(f, f.Initial); err == nil {
			if v, err = CheckValue(f, v, field.Value{}, w.on); err == nil && v.Set {
				p.Values[f.Key] = v
			}
		}
	}
}
