package agenda

import (
	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
)

// reader is a reading as one person reads it: the source of filters, and of the
// values of a list.
type reader struct {
	*Reading
	names  snapshot.Names
	who    access.Who
	folds  map[string]string
	owners map[int64]snapshot.Entry
}

func (r *Reading) reader(who access.Who) reader {
	return reader{r, r.Projects.Names(who), who, map[string]string{}, map[int64]snapshot.Entry{}}
}

// fold folds a text; names are often the same.
func (r reader) fold(text string) string {
	f, known := r.folds[text]
	if !known {
		f = label.Fold(text)
		r.folds[text] = f
	}
	return f
}

// owner is the project of a key date by its name and code.
func (r reader) owner(id int64) snapshot.Entry {
	e, known := r.owners[id]
	if !known {
		e, _ = r.Projects.Directory.Entry(field.Project, id)
		r.owners[id] = e
	}
	return e
}

func (r reader) words() field.Words {
	return field.Words{Catalogue: r.catalogue, Directory: r.names}
}

// derived are the attributes that follow from the others.
var derived = map[string]bool{"drift": true, "late": true, "date_month": true}

// ofProject says which attribute of the project stands behind one of its key dates.
var ofProject = map[string]string{"project_code": "code", "unit": "unit", "manager": "manager"}

// getter returns how an attribute of a key date is read.
func (r reader) getter(f *field.Field) func(*milestone.Milestone) field.Value {
	key, on := f.Key, r.On()
	switch {
	case f.Kind == field.Computed:
		return func(*milestone.Milestone) field.Value { return field.Value{} }
	case derived[key]:
		return func(m *milestone.Milestone) field.Value {
			return r.rules.Follow(m.Values, key, on)
		}
	case ofProject[key] != "":
		return func(m *milestone.Milestone) field.Value {
			row, ok := r.Projects.Find(m.Project())
			if !ok {
				return field.Value{}
			}
			return r.Projects.Value(row, ofProject[key])
		}
	}
	return func(m *milestone.Milestone) field.Value { return m.Values[key] }
}

// Attribute implements formula.Source.
func (r reader) Attribute(id int64) func(row int32) formula.Value {
	f := r.catalogue.ByID(id)
	if f == nil {
		return nil
	}
	get := r.getter(f)
	return func(row int32) formula.Value {
		v := get(r.all[row])
		return formula.Value{Null: !v.Set, N: v.N, S: v.S, L: v.L}
	}
}

// Children implements formula.Source: key dates have none.
func (reader) Children(int32) []int32 { return nil }

// Currency implements formula.Source: key dates have no amounts.
func (reader) Currency(int32) string { return "" }

// Today implements formula.Source.
func (r reader) Today() day.Day { return r.On() }

// Me implements formula.ReaderSource.
func (r reader) Me() int64 { return r.who.ID }

// Lang implements formula.WordSource.
func (r reader) Lang() label.Lang { return r.who.Lang }

// OptionName implements formula.WordSource.
func (r reader) OptionName(list, id int64) string { return r.words().OptionName(list, id, r.who.Lang) }
