// Package form keeps forms: which attributes the page and the side panel of a
// project, or of a line of a register, show, in which sections and order, for which
// of its types, stages and variants and which roles of readers. A form is never a
// right: what it leaves out or shows to be read only can be read and written
// elsewhere, in lists and by the API, by whoever has the right to.
package form

import (
	"fmt"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// Entity is the name under which the history and the events know forms.
const Entity = "form"

// Project is the first of the objects that have forms; the others are those that
// have types with lifecycles.
const Project = "project"

// The bounds of a form, and of how many there are.
const (
	mostForms    = 200
	mostSections = 40
	mostLines    = 600
	mostColumns  = 3
	mostOptions  = 500
	longestName  = 120
	longestHint  = 300
)

// Form is what a page shows.
type Form struct {
	ID       int64
	Version  int64
	Object   string // "project", or the entity of a register
	Position int64
	Name     label.Text
	Whole    bool // its readers may have all attributes shown
	For      For
	Sections []Section
}

// For says whom a form is for; an empty list is anything.
type For struct {
	Types    []int64 `json:"types,omitempty"` // options of the object's list of types
	Stages   []int64 `json:"stages,omitempty"`
	Variants []int64 `json:"variants,omitempty"` // of projects alone
	Roles    []int64 `json:"roles,omitempty"`    // of the reader, on the project
}

// Section is a part of a form under one heading.
type Section struct {
	Title     label.Text `json:"title"`
	Columns   int        `json:"columns"` // 1 to 3
	Collapsed bool       `json:"collapsed,omitempty"`
	Lines     []Line     `json:"fields"`
}

// Line is one attribute of a section.
type Line struct {
	Field    int64      `json:"field"`
	ReadOnly bool       `json:"read_only,omitempty"` // on the page; it takes no right away
	Hint     label.Text `json:"hint,omitzero"`
	Wide     bool       `json:"wide,omitempty"` // over all columns
}

// List is one of the lists of an object whose options a form may be for.
type List struct {
	Name string // what the list says: "type", "stage" or "variant"
	Key  string // the attribute of the object, such as the status of a risk for its stage
}

// Lists are those of an object: what says of what type one is, at what stage it
// stands and, of projects, by how much method it is run.
func Lists(object string) []List {
	o := lifecycle.ObjectOf(object)
	if o.Entity == "" {
		return nil
	}
	out := []List{{"type", o.Type}, {"stage", o.Stage}}
	if o.Scaled {
		out = append(out, List{"variant", lifecycle.Variant})
	}
	return out
}

// Options returns the condition on one of Lists, by its name.
func (f *For) Options(name string) *[]int64 {
	switch name {
	case "type":
		return &f.Types
	case "stage":
		return &f.Stages
	}
	return &f.Variants
}

// MayDesign reports whether the person may change forms: whoever defines
// attributes for the whole organisation.
func MayDesign(who access.Who) bool { return field.MayDefine(who) }

// Fits reports whether a form is for an object with these values, whoever reads
// it. A condition on an attribute that there is not, or not any more, is none.
func (f *Form) Fits(c *field.Catalogue, values field.Values) bool {
	for _, list := range Lists(f.Object) {
		ids := *f.For.Options(list.Name)
		a := c.Get(list.Key)
		if len(ids) == 0 || a == nil || a.Retired {
			continue
		}
		if v := values[list.Key]; !v.Set || !slices.Contains(ids, v.N) {
			return false
		}
	}
	return true
}

// Reads reports whether a form is for somebody who has these roles.
func (f *Form) Reads(roles []int64) bool {
	return len(f.For.Roles) == 0 || slices.ContainsFunc(roles, func(id int64) bool { return slices.Contains(f.For.Roles, id) })
}

// Choose returns the first form that is for an object with these values and a
// reader with these roles; nil when none is.
func Choose(forms []Form, c *field.Catalogue, values field.Values, roles []int64) *Form {
	for i := range forms {
		if f := &forms[i]; f.Reads(roles) && f.Fits(c, values) {
			return f
		}
	}
	return nil
}

// Holds reports whether an attribute stands in a form.
func (f *Form) Holds(id int64) bool {
	return slices.ContainsFunc(f.Sections, func(s Section) bool {
		return slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Field == id })
	})
}

// Check says everything that is wrong with a form, once it is tidied: a text in
// one language stands for both, no columns are one.
func (f *Form) Check(c *field.Catalogue) error {
	b := builder{c: c, seen: map[int64]bool{}}
	var err error
	if f.Name, err = cleanText("name", f.Name, longestName, true); err != nil {
		return err
	}
	lists := Lists(f.Object)
	if len(lists) == 0 {
		b.say("object", label.F("There are no forms of “%s”", "Il n’y a pas de formulaires de «\u202f%s\u202f»", f.Object))
	}
	for _, list := range lists {
		b.options(list, f.For.Options(list.Name))
	}
	if f.Object != Project && len(f.For.Variants) > 0 {
		b.say("variants", label.T("Only projects have variants", "Seuls les projets ont des variantes"))
	}
	f.For.Roles = distinct(f.For.Roles)
	if f.Sections == nil {
		f.Sections = []Section{}
	}
	if len(f.Sections) > mostSections {
		b.say("sections", label.F("At most %d sections", "Au plus %d sections", mostSections))
	}
	for i := range f.Sections {
		if err := b.section(fmt.Sprintf("sections[%d]", i), &f.Sections[i]); err != nil {
			return err
		}
	}
	if len(b.seen) > mostLines {
		b.say("sections", label.F("At most %d attributes", "Au plus %d attributs", mostLines))
	}
	return fault.InvalidAll(b.bad)
}

type builder struct {
	c    *field.Catalogue
	seen map[int64]bool
	bad  []fault.Detail
}

func (b *builder) say(where string, t label.Text) {
	b.bad = append(b.bad, fault.Detail{Where: where, Text: t})
}

// options refuses what is no option of a list.
func (b *builder) options(list List, ids *[]int64) {
	*ids = distinct(*ids)
	where := list.Name + "s"
	if len(*ids) > mostOptions {
		b.say(where, label.F("At most %d values", "Au plus %d valeurs", mostOptions))
	}
	a := b.c.Get(list.Key)
	for _, id := range *ids {
		if a == nil {
			b.say(where, label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", list.Key))
			return
		}
		if _, ok := a.OptionByID(id); !ok {
			b.say(where, label.F("This is not a value of the list “%s”", "Ce n’est pas une valeur de la liste «\u202f%s\u202f»", a.Label))
			return
		}
	}
}

func (b *builder) section(where string, s *Section) (err error) {
	if s.Title, err = cleanText(where+".title", s.Title, longestName, true); err != nil {
		return err
	}
	if s.Columns == 0 {
		s.Columns = 1
	}
	if s.Columns < 1 || s.Columns > mostColumns {
		b.say(where+".columns", label.F("From 1 to %d columns", "De 1 à %d colonnes", mostColumns))
	}
	if s.Lines == nil {
		s.Lines = []Line{}
	}
	for i := range s.Lines {
		l, at := &s.Lines[i], fmt.Sprintf("%s.fields[%d]", where, i)
		if l.Hint, err = cleanText(at+".hint", l.Hint, longestHint, false); err != nil {
			return err
		}
		a := b.c.ByID(l.Field)
		if a == nil {
			b.say(at, label.T("There is no such attribute", "Cet attribut n’existe pas"))
			continue
		}
		if b.seen[l.Field] {
			b.say(at, label.F("“%s” stands there twice", "«\u202f%s\u202f» y figure deux fois", a.Label))
		}
		b.seen[l.Field] = true
	}
	return nil
}

// cleanText returns a text of one line in both languages.
func cleanText(where string, t label.Text, longest int, needed bool) (label.Text, error) {
	en, fr := t.EN, t.FR
	if en == "" {
		en = fr
	}
	if fr == "" {
		fr = en
	}
	if en == "" && !needed {
		return label.Text{}, nil
	}
	en, err := access.CleanName(where, en, longest)
	if err == nil {
		fr, err = access.CleanName(where, fr, longest)
	}
	return label.T(en, fr), err
}

func distinct(ids []int64) []int64 {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}
