package project

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// veilOf says which attributes of a project are not for a person; nil where all are.
func veilOf(ctx context.Context, q db.Querier, who access.Who, p *Project) (*field.Veil, error) {
	c, err := field.Sight(ctx, q, who, Entity)
	return p.now(c.Veil(who, p.Unit(), p.ID), todayOf(q)), err
}

// now returns what is not for a person of a project as it stands: what stands there from
// a past month may be for fewer people.
func (p *Project) now(v *field.Veil, today day.Day) *field.Veil {
	if v == nil {
		return nil
	}
	return v.Now(today.Month(), func(key string) day.Month { return day.Month(p.Values[monthOf(key)].N) })
}

func todayOf(q db.Querier) day.Day {
	switch q := q.(type) {
	case *db.Tx:
		return q.Today()
	case *db.DB:
		return day.OfTime(q.Now())
	}
	return day.Of(9999, 12, 31)
}

// under returns the project without what is not for a person.
func (p *Project) under(v *field.Veil) *Project {
	hidden := v.Hidden()
	if p == nil || len(hidden) == 0 {
		return p
	}
	p = p.clone()
	for _, key := range hidden {
		delete(p.Values, key)
		delete(p.Values, monthOf(key))
		delete(p.Unread, key)
	}
	return p
}

// under leaves out of what happened what is not for a person. A change of nothing
// else is no entry then.
func under(entries []Entry, v *field.Veil) []Entry {
	if v == nil {
		return entries
	}
	for i := range entries {
		entries[i].Changes = slices.DeleteFunc(entries[i].Changes, func(d Difference) bool { return v.Hides(d.Key) })
	}
	return entries
}

// veil says which attributes the person of the edits may not read or write of a
// project as it stands, or as it is to be when it is new.
func (w *writer) veil(p *Project) *field.Veil {
	return p.now(w.c.Veil(w.who, w.unit(p.Unit()), p.ID), w.today)
}

// unveiled gives out what became of the edits without what is not for the person.
func (w *writer) unveiled(out []Outcome) []Outcome {
	if !w.c.Sensitive() || w.who.IsSystem() {
		return out
	}
	for i, o := range out {
		at := o.Before
		if at == nil {
			at = o.Project
		}
		if at != nil {
			v := w.veil(at)
			out[i].Project, out[i].Before = o.Project.under(v), o.Before.under(v)
		}
	}
	return out
}

// shut says why the person may not write an attribute, or that there is none where
// he may not even read it. It never depends on what the attribute holds.
func (w *writer) shut(v *field.Veil, key string, past bool) fault.Detail {
	f := w.c.Get(key)
	if f == nil || v.Hides(key) {
		return fault.Detail{Where: key, Text: noAttribute(key)}
	}
	if past && len(f.PastWriters) > 0 {
		return fault.Detail{Where: key, Text: label.F("Past months of “%s” are written by these roles: %s", "Les mois passés de «\u202f%s\u202f» sont saisis par ces rôles\u202f: %s", f.Label, w.roles(f.PastWriters))}
	}
	if len(f.Writers) == 0 {
		return fault.Detail{Where: key, Text: label.F("“%s” cannot be changed here", "« %s » ne peut pas être modifié ici", f.Label)}
	}
	return fault.Detail{Where: key, Text: label.F("“%s” is written by these roles: %s", "« %s » est saisi par ces rôles : %s", f.Label, w.roles(f.Writers))}
}

func noAttribute(key string) label.Text {
	return label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key)
}

// isPast reports whether an edit writes a past month of an attribute.
func (w *writer) isPast(key string, e *Edit) bool {
	f := w.c.Get(key)
	return f != nil && f.PerMonth && w.month(e) < w.today.Month()
}

// mayWrite says of the values of an edit which are not for the person to write. To
// say again what he reads there changes nothing, and is no offence.
func (w *writer) mayWrite(p *Project, e *Edit) []fault.Detail {
	v := w.veil(p)
	if v == nil {
		return nil
	}
	var bad []fault.Detail
	now, past := v, v.Past()
	for _, key := range slices.Sorted(maps.Keys(e.Values)) {
		if v = now; w.isPast(key, e) {
			v = past
		}
		again := !v.Hides(key) && e.Values[key].Equal(p.Values[key]) && (e.Month == 0 || int64(e.Month) == p.Values[monthOf(key)].N)
		if v.Locks(key) && !again {
			bad = append(bad, w.shut(v, key, w.isPast(key, e)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.Unread)) {
		if now.Locks(key) {
			bad = append(bad, w.shut(now, key, false))
		}
	}
	return bad
}

// entersMonth reports whether a value now stands for a month after one that the person
// may not read: whether it is the same as there would tell him what that was.
func (w *writer) entersMonth(was, p *Project) bool {
	v := w.veil(was)
	return v != nil && slices.ContainsFunc(w.c.Fields, func(f *field.Field) bool {
		return f.PerMonth && !p.Values[monthOf(f.Key)].Equal(was.Values[monthOf(f.Key)]) && v.Hides(f.Key)
	})
}
