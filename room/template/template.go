// Package template keeps templates of projects: lists of sections, each with the
// lines that it makes of a project, dates relative to those of the project and
// people by what they are for it. It also keeps what each template made of which
// project, so that it can be applied again. What the lines mean is for those who
// apply them (overview/templating).
package template

import (
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know templates;
// UseEntity what they made of a project.
const (
	Entity    = "project_template"
	UseEntity = "template_use"
)

// The bounds of a template, and of how many there are.
const (
	mostTemplates   = 500
	mostLines       = 2000
	mostSettings    = 100
	longestName     = 120
	longestText     = 4000
	longestLongText = 20000
)

// Template is what a project can begin with.
type Template struct {
	ID          int64
	Version     int64
	Name        label.Text
	Description label.Text
	Type        int64 // the option of the attribute "type" that it is for; 0 for any
	Variant     int64 // the option of the attribute "variant"; 0 for any
	Owner       int64 // the account that sees to it; 0 for nobody
	Proposed    bool  // offered first to new projects that it is for
	Retired     bool  // offered no more; what it made stays
	Sections    []Section
}

// Section is what a template makes of one kind.
type Section struct {
	Kind  string `json:"kind"`
	Lines []Line `json:"lines"`
}

// Line is one thing that a section makes. Its id tells it from the others of its
// section, and stays the same whatever becomes of what it says.
type Line struct {
	ID  string    `json:"id"`
	Set []Setting `json:"set"`
}

// Setting says what one attribute of what a line makes is to be. One of Text, N,
// L, Date and Who counts.
type Setting struct {
	Field int64      `json:"field,omitempty"` // the attribute; 0 where Key says what it is
	Key   string     `json:"key,omitempty"`   // of what is no attribute: role, holder, kind…
	Text  label.Text `json:"text,omitzero"`
	N     *int64     `json:"n,omitempty"` // as a field.Value holds it
	L     []int64    `json:"l,omitempty"`
	Date  *Relative  `json:"date,omitempty"`
	Who   string     `json:"who,omitempty"`
}

// What a date can be relative to, beside the lines of the section of key dates.
const (
	Start = "start"
	End   = "end"
)

// The units in which a date lies after another one, or before it.
const (
	Days     = "days"
	Workdays = "workdays"
	Weeks    = "weeks"
	Months   = "months"
)

// Units are all of them, in the order in which people choose.
var Units = []string{Days, Workdays, Weeks, Months}

// farthest is how many of a unit a date may lie away.
const farthest = 5000

// Relative is a date so long after another one, or before it.
type Relative struct {
	From string `json:"from"` // Start, End, or the id of a line among the key dates
	By   int    `json:"by"`
	Unit string `json:"unit"`
}

// After returns the date that lies where it says from another one. Working days
// are Monday to Friday.
func (r Relative) After(from day.Day) day.Day {
	switch r.Unit {
	case Workdays:
		return workdays(from, r.By)
	case Weeks:
		return from + day.Day(7*r.By)
	case Months:
		return from.AddMonths(r.By)
	}
	return from + day.Day(r.By)
}

func workdays(d day.Day, n int) day.Day {
	step := day.Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if w := d.Weekday(); w != 0 && w != 6 {
			n--
		}
	}
	return d
}

// The people that a template can name by what they are for a project.
const (
	Manager = "manager"
	Sponsor = "sponsor"
	Creator = "creator" // whoever applies it
)

// People are all of them.
var People = []string{Manager, Sponsor, Creator}

// MayEdit reports whether the person may change templates: whoever defines
// attributes for the whole organisation.
func MayEdit(who access.Who) bool { return field.MayDefine(who) }

// Fits reports whether a template is for projects of a type and a variant, 0 for
// none.
func (t *Template) Fits(typ, variant int64) bool {
	return (t.Type == 0 || t.Type == typ) && (t.Variant == 0 || t.Variant == variant)
}

// Section returns the lines of a kind.
func (t *Template) Section(kind string) []Line {
	if t == nil {
		return nil
	}
	i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.Kind == kind })
	if i < 0 {
		return nil
	}
	return t.Sections[i].Lines
}

// Find returns the line of a section with an id, nil when there is none.
func Find(lines []Line, id string) *Line {
	i := slices.IndexFunc(lines, func(l Line) bool { return l.ID == id })
	if i < 0 {
		return nil
	}
	return &lines[i]
}

// Of returns what a line says of an attribute, nil for nothing.
func (l *Line) Of(f int64) *Setting {
	return l.find(func(s Setting) bool { return s.Field == f && f != 0 })
}

// Keyed returns what a line says under a key, nil for nothing.
func (l *Line) Keyed(key string) *Setting {
	return l.find(func(s Setting) bool { return s.Key == key && s.Field == 0 })
}

// NamesCalendar reports whether a line of its plan works by the calendar with a key.
func (t *Template) NamesCalendar(key string) bool {
	for _, l := range t.Section("plan") {
		if s := l.Keyed("calendar"); s != nil && s.Text.EN == key {
			return true
		}
	}
	return false
}

func (l *Line) find(is func(Setting) bool) *Setting {
	if l == nil {
		return nil
	}
	i := slices.IndexFunc(l.Set, is)
	if i < 0 {
		return nil
	}
	return &l.Set[i]
}

// check refuses what no template can be, whatever its lines mean.
func (t *Template) check(c *field.Catalogue) error {
	var bad []fault.Detail
	say := func(where string, text label.Text) { bad = append(bad, fault.Detail{Where: where, Text: text}) }
	if t.Name.EN == "" && t.Name.FR == "" || longer(t.Name, longestName) {
		say("name", label.F("Give the template a name of at most %d characters", "Donnez au modèle un nom de %d caractères au plus", longestName))
	}
	if longer(t.Description, longestText) {
		say("description", label.F("At most %d characters", "%d caractères au plus", longestText))
	}
	for list, id := range map[string]int64{"type": t.Type, "variant": t.Variant} {
		if f := c.Get(list); id != 0 && (f == nil || !has(f, id)) {
			say(list, label.T("There is no such value in the list", "Cette valeur n’est pas dans la liste"))
		}
	}
	lines, seen := 0, map[string]bool{}
	for _, s := range t.Sections {
		for _, l := range s.Lines {
			lines++
			if key := s.Kind + "/" + l.ID; l.ID == "" || len(l.ID) > 60 || seen[key] {
				say(s.Kind, label.F("Two lines are called “%s”", "Deux lignes s’appellent «\u202f%s\u202f»", l.ID))
			} else {
				seen[key] = true
			}
			for _, set := range l.Set {
				if longer(set.Text, longestLongText) {
					say(s.Kind, label.F("At most %d characters", "%d caractères au plus", longestLongText))
				}
				if d := set.Date; d != nil && (!slices.Contains(Units, d.Unit) || d.By > farthest || d.By < -farthest || d.From == "") {
					say(s.Kind, label.F("A date lies so many days, weeks or months after another one, at most %d", "Une date suit une autre de tant de jours, de semaines ou de mois, %d au plus", farthest))
				}
			}
			if len(l.Set) > mostSettings {
				say(s.Kind, label.T("A line says too much", "Une ligne en dit trop"))
			}
		}
	}
	if lines > mostLines {
		say("sections", label.F("A template has at most %d lines", "Un modèle a %d lignes au plus", mostLines))
	}
	return fault.InvalidAll(bad)
}

func longer(t label.Text, most int) bool {
	return len([]rune(t.EN)) > most || len([]rune(t.FR)) > most
}

func has(f *field.Field, option int64) bool {
	_, ok := f.OptionByID(option)
	return ok
}
