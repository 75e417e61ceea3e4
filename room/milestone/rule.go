package milestone

import (
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// apply brings the edit's values into m, or says everything that is wrong with
// them. was is m as it was, before the same on the day of the change, nil when
// the key date was not there.
func (w *writer) apply(m, was *Milestone, e *Edit, before *Milestone) error {
	var bad []fault.Detail
	for _, key := range keysOf(e.Values) {
		v, err := w.accept(m, key, e.Values[key])
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			bad = append(bad, f.Details...)
			continue
		} else if err != nil {
			return err
		}
		delete(m.Values, key)
		if v.Set {
			m.Values[key] = v
		}
	}
	bad = append(bad, w.settle(m, was, e.Values)...)
	for _, f := range w.c.Fields {
		lost := !m.Values[f.Key].Set && (before == nil || before.Values[f.Key].Set)
		if f.Required && !f.Retired && !f.ReadOnly && lost && f.Kind != field.Computed {
			bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required", "« %s » est obligatoire", f.Label)})
		}
	}
	return fault.InvalidAll(bad)
}

func (w *writer) accept(m *Milestone, key string, v field.Value) (field.Value, error) {
	f := w.c.Get(key)
	if f == nil || f.Retired {
		return v, fault.Invalid(key, label.F("“%s” is not an attribute of key dates", "« %s » n’est pas un attribut des dates clés", key))
	}
	if f.ReadOnly || f.Kind == field.Computed {
		return v, fault.Invalid(key, label.F("“%s” is computed and cannot be entered", "« %s » est calculé et ne se saisit pas", f.Label))
	}
	if key == "project" && v.N != m.Project() {
		return v, fault.Invalid(key, label.T("A key date stays with its project; delete it here and enter it there", "Une date clé reste dans son projet ; supprimez-la ici et saisissez-la là-bas"))
	}
	return project.CheckValue(f, v, m.Values[key])
}

// settle makes the values agree after a change: the first date is the baseline
// where none was said, a key date that is reached has the day on which it was,
// and one that is not has none.
func (w *writer) settle(m, was *Milestone, changed field.Values) []fault.Detail {
	if _, said := changed["baseline"]; !said && !was.Values["date"].Set && m.Values["date"].Set && !m.Values["baseline"].Set {
		m.Values["baseline"] = m.Values["date"]
	}
	_, statusSaid := changed["status"]
	on, onSaid := changed["done_on"]
	done := field.Int(w.rules.Done)
	switch {
	case w.rules.Done == 0:
	case onSaid && on.Set && !statusSaid:
		m.Values["status"] = done
	case !m.Values["status"].Equal(done):
		delete(m.Values, "done_on")
	case !m.Values["done_on"].Set && !(onSaid && !statusSaid):
		m.Values["done_on"] = field.Int(int64(w.on))
	}
	if at := m.Values["done_on"]; onSaid && at.Set && day.Day(at.N) > w.today {
		return []fault.Detail{{Where: "done_on", Text: label.T("This day has not come yet", "Ce jour n’est pas encore arrivé")}}
	}
	return nil
}
