package snapshot

import (
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/room/field"
)

// saying returns the test whether a project says all of some folded words: in its code,
// its name, its description, or an attribute that is to be searched. What the reader
// may not read is not there to be found.
func (s *Snapshot) saying() func(r Row, words []string) bool {
	code, name := s.folded("code"), s.folded("name")
	others := []func(Row, string) bool{}
	for _, f := range s.Catalogue.Searched() {
		others = append(others, s.holding(f))
	}
	return func(r Row, words []string) bool {
		long := ""
		for _, w := range words {
			if strings.Contains(name(r), w) || strings.Contains(code(r), w) {
				continue
			}
			if long == "" {
				long = label.Fold(s.Value(r, "description").S)
			}
			if !strings.Contains(long, w) && !slices.ContainsFunc(others, func(holds func(Row, string) bool) bool { return holds(r, w) }) {
				return false
			}
		}
		return true
	}
}

// holding returns the test whether an attribute holds a folded word: its text, or a
// label of its list in either language.
func (s *Snapshot) holding(f *field.Field) func(Row, string) bool {
	if f.Kind == field.Text {
		get := s.folded(f.Key)
		return func(r Row, w string) bool { return strings.Contains(get(r), w) }
	}
	if f.Kind.IsText() {
		return func(r Row, w string) bool { return strings.Contains(label.Fold(s.Value(r, f.Key).S), w) }
	}
	labels := make(map[int64]string, len(f.Choices))
	for _, o := range f.Choices {
		labels[o.ID] = label.Fold(o.Label.EN) + "\n" + label.Fold(o.Label.FR)
	}
	return func(r Row, w string) bool {
		v := s.Value(r, f.Key)
		return v.Set && f.Kind == field.Choice && strings.Contains(labels[v.N], w) ||
			slices.ContainsFunc(v.L, func(id int64) bool { return strings.Contains(labels[id], w) })
	}
}

// Said returns what of a project says words that neither its code nor its name do: the
// first attribute that is searched and holds one of them; nil for none.
func (s *Snapshot) Said(r Row, words []string) *field.Field {
	code, name := s.folded("code"), s.folded("name")
	for _, f := range s.Catalogue.Searched() {
		holds := s.holding(f)
		for _, w := range words {
			if !strings.Contains(name(r), w) && !strings.Contains(code(r), w) && holds(r, w) {
				return f
			}
		}
	}
	return nil
}
