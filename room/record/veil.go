package record

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

// Under returns the record without what is not for a person; itself where all is.
func (m *Record) Under(v *field.Veil) *Record {
	if m == nil || !slices.ContainsFunc(v.Hidden(), func(key string) bool { return m.Values[key].Set }) {
		return m
	}
	m = m.clone()
	for _, key := range v.Hidden() {
		delete(m.Values, key)
	}
	return m
}

// veil says which attributes of the records of a home are not for a person; nil where
// all are.
func (hs homes) veil(c *field.Catalogue, who access.Who, h home) *field.Veil {
	unit := hs.portfolios[h.portfolio].Unit
	if p := hs.projects[h.project]; p != nil {
		unit = p.Unit()
	}
	return c.Veil(who, unit, h.project)
}

// veiled takes out of records what is not for a person.
func (k *Kind) veiled(ctx context.Context, q db.Querier, who access.Who, all []*Record) error {
	c, err := field.Sight(ctx, q, who, k.Entity)
	if c == nil || err != nil || len(all) == 0 {
		return err
	}
	in := make([]home, len(all))
	for i, m := range all {
		in[i] = m.home()
	}
	hs, err := homesOf(ctx, q, in, nil)
	for i, m := range all {
		all[i] = m.Under(hs.veil(c, who, m.home()))
	}
	return err
}

// veil says which attributes the person of the edits may not read or write of a record.
func (w *writer) veil(m *Record) *field.Veil { return w.homes.veil(w.c, w.who, m.home()) }

// unveiled gives out what became of the edits without what is not for the person.
func (w *writer) unveiled(out []Outcome) []Outcome {
	if !w.c.Sensitive() || w.who.IsSystem() {
		return out
	}
	for i, o := range out {
		at := o.Record
		if at == nil {
			at = o.Before
		}
		if at != nil {
			v := w.veil(at)
			out[i].Record, out[i].Before = o.Record.Under(v), o.Before.Under(v)
		}
	}
	return out
}

// mayWrite says of the values of an edit which are not for the person to write. To say
// again what he reads there changes nothing, and is no offence.
func (w *writer) mayWrite(m *Record, e *Edit) []fault.Detail {
	v := w.veil(m)
	if v == nil || e.whole {
		return nil
	}
	var bad []fault.Detail
	for _, key := range keysOf(e.Values) {
		if v.Locks(key) && (v.Hides(key) || !e.Values[key].Equal(m.Values[key])) {
			bad = append(bad, w.shut(v, key))
		}
	}
	return bad
}

// shut says why the person may not write an attribute, or that there is none where he
// may not even read it. It never depends on what the attribute holds.
func (w *writer) shut(v *field.Veil, key string) fault.Detail {
	f := w.c.Get(key)
	if f == nil || v.Hides(key) {
		return fault.Detail{Where: key, Text: w.kind.noAttribute(key)}
	}
	var names []label.Text
	for _, id := range f.Writers {
		names = append(names, w.roleNames[id])
	}
	return fault.Detail{Where: key, Text: label.F("“%s” is written by these roles: %s", "«\u202f%s\u202f» est saisi par ces rôles\u202f: %s", f.Label, lifecycle.Joined(names))}
}

func (k *Kind) noAttribute(key string) label.Text {
	return label.F("“%s” is not an attribute of %s", "«\u202f%s\u202f» n’est pas un attribut des %s", key, k.Many)
}

// notYours is said of a move that looks at what the person may not read, whatever that
// holds.
var notYours = label.T("You may not make this move on this line", "Vous ne pouvez pas faire ce passage sur cette ligne")

// hides reports whether a move, or the stage that it leads to, asks for something that
// the person may not read.
func (w *writer) hides(v *field.Veil, move *lifecycle.Move, d *lifecycle.Definition) bool {
	return v != nil && (v.Closes(move.When()) || w.asksHidden(v, d.Step(move.To)))
}

// asksHidden reports whether a stage asks for something that the person may not read.
func (w *writer) asksHidden(v *field.Veil, step *lifecycle.Step) bool {
	return v != nil && step != nil && slices.ContainsFunc(step.Required, func(id int64) bool {
		f := w.c.ByID(id)
		return f != nil && v.Hides(f.Key)
	})
}

// unseen leaves out of what happened what is not for a person. A change of nothing else
// is no entry then.
func unseen(entries []project.Entry, v *field.Veil) []project.Entry {
	hidden := v.Hidden()
	if len(hidden) == 0 {
		return entries
	}
	out := entries[:0]
	for _, e := range entries {
		n := len(e.Changes)
		e.Changes = slices.DeleteFunc(e.Changes, func(d project.Difference) bool { return slices.Contains(hidden, d.Key) })
		if len(e.Changes) > 0 || n == 0 {
			out = append(out, e)
		}
	}
	return out
}

// without leaves out of what taking a change back would do what the person may not
// write, and so what is not for him.
func (r Reversal) without(v *field.Veil) Reversal {
	r.Lines = slices.DeleteFunc(r.Lines, func(l project.Reverse) bool { return v.Locks(l.Key) })
	return r
}

// does reports whether there is anything that taking a change back would do.
func (r Reversal) does() bool { return r.Ends || r.Comes || len(r.Lines) > 0 || !r.Why.IsZero() }
