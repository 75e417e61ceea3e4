package agenda

import (
	"slices"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/record"
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

// ownerOf is what a record belongs to by its name and code: its project, or else
// its portfolio.
func (r reader) ownerOf(m *record.Record) snapshot.Entry {
	if p := m.Project(); p != 0 || m.Portfolio() == 0 {
		return r.owner(p)
	}
	h := r.homes[m.Portfolio()]
	return snapshot.Entry{Name: h.Name, Folded: h.Folded}
}

// owner is a project by its name and code.
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

// derived reports whether an attribute follows from the others.
func (r reader) derived(key string) bool {
	k := r.Kind
	return k.Date != "" && (key == "late" || key == k.Date+"_month") || slices.Contains(k.Derived, key)
}

// getter returns how an attribute of a record is read.
func (r reader) getter(f *field.Field) func(*record.Record) field.Value {
	key, on := f.Key, r.On()
	switch {
	case f.Kind == field.Computed:
		return func(*record.Record) field.Value { return field.Value{} }
	case r.derived(key):
		return func(m *record.Record) field.Value { return r.rules.Follow(m.Values, key, on) }
	case record.OfProject[key] != "":
		return r.ofHome(key)
	case key == "portfolio" && r.Kind.Homes:
		return func(m *record.Record) field.Value { return field.Str(r.homes[m.Portfolio()].Name) }
	}
	return func(m *record.Record) field.Value { return m.Values[key] }
}

// ofHome returns how an attribute is read that is of the project; of a portfolio
// only its unit is known.
func (r reader) ofHome(key string) func(*record.Record) field.Value {
	return func(m *record.Record) field.Value {
		if row, ok := r.Projects.Find(m.Project()); ok {
			return r.Projects.Value(row, record.OfProject[key])
		}
		if h, ok := r.homes[m.Portfolio()]; ok && key == "unit" {
			return field.Ref(h.Unit)
		}
		return field.Value{}
	}
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

// Constant implements formula.ConstantSource.
func (r reader) Constant(id int64) (formula.Value, string, bool) {
	return r.catalogue.Constant(id, r.On())
}

// Children implements formula.Source: records have none.
func (reader) Children(int32) []int32 { return nil }

// Branch implements formula.BranchSource.
func (r reader) Branch(list, id int64) map[int64]bool {
	return r.catalogue.Branch(list, id, r.Projects.Directory.Below)
}

// Currency implements formula.Source: records have no amounts.
func (reader) Currency(int32) string { return "" }

// Today implements formula.Source.
func (r reader) Today() day.Day { return r.On() }

// Me implements formula.ReaderSource.
func (r reader) Me() int64 { return r.who.ID }

// Lang implements formula.WordSource.
func (r reader) Lang() label.Lang { return r.who.Lang }

// OptionName implements formula.WordSource.
func (r reader) OptionName(list, id int64) string { return r.words().OptionName(list, id, r.who.Lang) }
