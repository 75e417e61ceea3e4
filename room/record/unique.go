package record

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// loadUnique learns which records have the values that must be the only ones, where the
// edits touch any. Whoever writes such a value waits for the others who do.
func (w *writer) loadUnique(ctx context.Context, edits []Edit) error {
	w.unique = map[field.Same][]int64{}
	var all []*field.Field
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired || !slices.ContainsFunc(edits, func(e Edit) bool { return touches(f, &e) }) {
			continue
		}
		all = append(all, f)
		if w.tx == nil {
			continue
		}
		if _, err := db.Exec(ctx, w.tx, "UPDATE field SET version = version WHERE id = $1", f.ID); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	return w.kind.Each(ctx, w.q, nil, func(m *Record) error {
		for _, f := range all {
			if m.Values[f.Key].Set {
				is := f.SameOf(m.Values)
				w.unique[is] = append(w.unique[is], m.ID)
			}
		}
		return nil
	})
}

// touches reports whether an edit may give a record another value of an attribute.
func touches(f *field.Field, e *Edit) bool {
	_, said := e.Values[f.Key]
	return said || e.ID == 0 || slices.ContainsFunc(f.Aliases, func(key string) bool { _, old := e.Values[key]; return old })
}

// checkUnique refuses a value that another record has already, and names that one to
// whoever may see it. What was there twice before stands in nobody's way.
func (w *writer) checkUnique(ctx context.Context, m, before *Record) ([]fault.Detail, error) {
	var bad []fault.Detail
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired || !m.Values[f.Key].Set {
			continue
		}
		is := f.SameOf(m.Values)
		if before != nil && before.Values[f.Key].Set && f.SameOf(before.Values) == is {
			continue
		}
		for _, id := range w.unique[is] {
			if id == m.ID && id != 0 {
				continue
			}
			other, there, err := w.living(ctx, id)
			if err != nil {
				return nil, err
			}
			if !there {
				continue
			}
			text := label.F("“%s” must be unique, and another line has this value", "«\u202f%s\u202f» doit être unique, et une autre ligne a cette valeur", f.Label)
			if other != "" && !w.c.Secret(f) {
				text = label.F("“%s” must be unique, and “%s” has this value", "«\u202f%s\u202f» doit être unique, et «\u202f%s\u202f» a cette valeur", f.Label, other)
			}
			bad = append(bad, fault.Detail{Where: f.Key, Text: text})
			break
		}
	}
	return bad, nil
}

// living is what a record is called that is not of a project in the bin; "" where the
// person may not know.
func (w *writer) living(ctx context.Context, id int64) (name string, there bool, err error) {
	m := w.rows[id]
	if m == nil {
		i := slices.IndexFunc(w.fresh, func(r *Record) bool { return r.ID == id })
		if i >= 0 {
			return w.fresh[i].Name(), true, nil
		}
		if err := w.kind.Each(ctx, w.q, []int64{id}, func(r *Record) error { m = r; return nil }); err != nil {
			return "", false, err
		}
	}
	if m == nil {
		return "", w.tx == nil, nil // one that is tried beside it
	}
	hs, err := homesOf(ctx, w.q, []home{m.home()}, nil)
	if err != nil {
		return "", false, err
	}
	if p := hs.projects[m.Project()]; p != nil && (p.State == project.Deleted || p.State == project.Merged) {
		return "", false, nil
	}
	if hs.may(w.who, m.home(), access.ReadProject) {
		name = m.Name()
	}
	return name, true, nil
}

// own notes which values that must be the only ones a record has after an edit; m is nil
// where it is deleted.
func (w *writer) own(m, before *Record) {
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired {
			continue
		}
		if before != nil {
			was := f.SameOf(before.Values)
			w.unique[was] = slices.DeleteFunc(slices.Clone(w.unique[was]), func(id int64) bool { return id == before.ID })
		}
		if m != nil && m.Values[f.Key].Set {
			is := f.SameOf(m.Values)
			w.unique[is] = append(w.unique[is], m.ID)
		}
	}
}
