package agenda

import (
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/project"
	"vigie/room/record"
)

// Each hands over all records of a reading, by id, whoever may see them.
func (r *Reading) Each(f func(*record.Record)) {
	for _, m := range r.all {
		f(m)
	}
}

// Get returns a record of the reading that the person sees.
func (r *Reading) Get(who access.Who, id int64) (*record.Record, error) {
	for _, m := range r.all {
		if m.ID == id && r.Sees(who, m) {
			return m, nil
		}
	}
	return nil, fault.NotFound()
}

// Sees reports whether the person sees what a record belongs to, and so the record.
func (r *Reading) Sees(who access.Who, m *record.Record) bool {
	if p := m.Project(); p != 0 {
		return r.Projects.Shows(who, p)
	}
	h, ok := r.homes[m.Portfolio()]
	return ok && who.Can(access.ReadPortfolio, h.Unit)
}

// UnitOf returns the unit on which the rights on a record are held: that of its
// project, or of its portfolio.
func (r *Reading) UnitOf(m *record.Record) int64 {
	if row, ok := r.Projects.Find(m.Project()); ok {
		return r.Projects.Value(row, "unit").N
	}
	return r.homes[m.Portfolio()].Unit
}

// As is a record as conditions look at it, with what follows from its values and what it
// knows of what it belongs to.
func (r *Reading) As(m *record.Record) *project.Project {
	p := r.rules.As(m, r.catalogue, r.On())
	reader := reader{Reading: r}
	for _, f := range r.catalogue.Fields {
		if v := reader.getter(f)(m); f.ReadOnly && v.Set {
			p.Values[f.Key] = v
		}
	}
	return p
}

// Living reports whether what a record belongs to is in use: an active project, or a
// portfolio.
func (r *Reading) Living(m *record.Record) bool {
	row, ok := r.Projects.Find(m.Project())
	if !ok {
		_, ok = r.homes[m.Portfolio()]
		return ok
	}
	return r.Projects.StateOf(row) == project.Active
}
