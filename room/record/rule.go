package record

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// apply brings the edit's values into m, or says everything that is wrong with
// them. was is m as it was, before the same on the day of the change, nil when
// the record was not there.
func (w *writer) apply(ctx context.Context, m, was *Record, e *Edit, before *Record) error {
	var bad []fault.Detail
	for _, key := range keysOf(e.Values) {
		if f := w.c.Get(key); f != nil && f.Key != key {
			e.Values[f.Key] = e.Values[key]
			delete(e.Values, key)
			key = f.Key
		}
		v, err := w.accept(m, key, e.Values[key])
		if f, ok := err.(*fault.Fault); ok && f.Kind == fault.BadInput {
			bad = append(bad, f.Details...)
			continue
		} else if err != nil {
			return err
		}
		set(m.Values, key, v)
	}
	if w.kind.Settle != nil {
		w.kind.Settle(was.Values, m.Values, e.Values)
	}
	bad = append(bad, w.settle(m, e.Values)...)
	bound, err := w.bind(ctx, m, was, e, e.ID == 0)
	if err != nil {
		return err
	}
	if bad = append(bad, bound...); len(w.lives) > 0 && len(bad) == 0 {
		bad = w.settle(m, field.Values{}) // what a move wrote counts too
	}
	taken, err := w.checkUnique(ctx, m, before)
	if err != nil {
		return err
	}
	return fault.InvalidAll(slices.Concat(bad, w.asked(m, before, e), taken))
}

// asked says what the catalogue asks of a record and it does not have, and which rules it
// breaks. What brings back what was there, or follows from what was decided elsewhere, is
// bound by no rule.
func (w *writer) asked(m, before *Record, e *Edit) []fault.Detail {
	var bad []fault.Detail
	v := w.veil(m)
	for _, f := range w.c.Fields {
		lost := !m.Values[f.Key].Set && (before == nil || before.Values[f.Key].Set)
		if f.Required && !f.Retired && !f.ReadOnly && lost && !v.Locks(f.Key) && f.Kind != field.Computed && !(f.Key == Project && m.Portfolio() != 0) {
			bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required", "« %s » est obligatoire", f.Label)})
		}
	}
	if e.whole || e.Follows {
		return bad
	}
	old := &project.Project{}
	if before != nil {
		old = w.as(before)
	}
	return append(bad, w.as(m).Obey(w.c, w.today, old, v)...)
}

func (w *writer) accept(m *Record, key string, v field.Value) (field.Value, error) {
	if w.isOrigin(key) && v.Equal(m.Values[key]) {
		return v, nil
	}
	f := w.c.Get(key)
	if f == nil || f.Retired {
		return v, fault.Invalid(key, w.kind.noAttribute(key))
	}
	if f.ReadOnly || f.Kind == field.Computed {
		return v, fault.Invalid(key, label.F("“%s” is computed and cannot be entered", "« %s » est calculé et ne se saisit pas", f.Label))
	}
	if key == Project && v.N != m.Project() {
		return v, fault.Invalid(key, label.T("A line stays with its project; delete it here and enter it there", "Une ligne reste dans son projet ; supprimez-la ici et saisissez-la là-bas"))
	}
	v, err := project.CheckValue(f, v, m.Values[key], w.on)
	if err == nil && v.Set && w.kind.Check != nil {
		err = w.kind.Check(f, v)
	}
	return v, err
}

// doneStage is the stage of a record that is done: that of the lifecycle of its type,
// else the one that the kind knows.
func (w *writer) doneStage(vs field.Values) field.Value {
	if d := w.life(vs); d != nil {
		for _, s := range d.Stages {
			if w.rules.done[s.Stage] {
				return field.Int(s.Stage)
			}
		}
	}
	return field.Int(w.rules.ids[w.kind.Done])
}

// settle makes the state and the day on which a record was done agree: one that
// is done has the day on which it was, and one that is not has none.
func (w *writer) settle(m *Record, said field.Values) []fault.Detail {
	status, doneOn := w.kind.Status, w.kind.DoneOn
	_, statusSaid := said[status]
	on, onSaid := said[doneOn]
	done := w.doneStage(m.Values)
	switch {
	case doneOn == "" || done.N == 0:
		return nil
	case onSaid && on.Set && !statusSaid && !w.rules.IsDone(m.Values):
		m.Values[status] = done
	case !w.rules.IsDone(m.Values):
		delete(m.Values, doneOn)
	case !m.Values[doneOn].Set && !(onSaid && !statusSaid):
		m.Values[doneOn] = field.Int(int64(w.on))
	}
	if at := m.Values[doneOn]; onSaid && at.Set && day.Day(at.N) > w.today {
		return []fault.Detail{{Where: doneOn, Text: label.T("This day has not come yet", "Ce jour n’est pas encore arrivé")}}
	}
	return nil
}
