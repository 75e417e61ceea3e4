// Package resource keeps who and what does the work of plans: people, generic profiles
// that stand for them before a name is known, equipment, and what plans take beside work:
// material and costs.
package resource

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history knows resources.
const Entity = "resource"

// Whole is one of something all the time, in hundredths of a percent.
const Whole = 10_000

// The bounds of what there may be.
const (
	mostResources = 50_000
	longestName   = 200
	longestEmail  = 200
	MostUnits     = 1_000_000 * Whole // of one, in hundredths of a percent
)

// Kind is what a resource is.
type Kind string

// The kinds of resources. The first three work.
const (
	Person    Kind = "person"
	Generic   Kind = "generic" // a profile, a team or a supplier, before a name is known
	Equipment Kind = "equipment"
	Material  Kind = "material" // counted, not in time
	Cost      Kind = "cost"     // neither: travel, a licence
)

// Kinds are all of them, in the order in which they are offered.
var Kinds = []Kind{Person, Generic, Equipment, Material, Cost}

// Works reports whether what is of the kind works, in time and by a calendar.
func (k Kind) Works() bool { return k == Person || k == Generic || k == Equipment }

// Name is what a kind is called.
func (k Kind) Name() label.Text { return kindNames[k] }

var kindNames = map[Kind]label.Text{
	Person: label.T("Person", "Personne"), Generic: label.T("Generic", "Générique"), Equipment: label.T("Equipment", "Équipement"),
	Material: label.T("Material", "Consommable"), Cost: label.T("Cost", "Coût"),
}

// Resource is one of them.
type Resource struct {
	ID      int64
	Version int64
	Body
}

// Body is what a resource says.
type Body struct {
	Name     string `json:"name"` // unique, whatever the case and the accents
	Kind     Kind   `json:"kind"`
	Account  int64  `json:"account,omitempty"`  // whose account it is, of a person; 0 for none
	Unit     int64  `json:"unit,omitempty"`     // in which it works; 0 for the whole organisation
	Calendar int64  `json:"calendar,omitempty"` // by which it works; 0 for that of each plan
	Units    int64  `json:"units"`              // at most, in hundredths of a percent
	Email    string `json:"email,omitempty"`
	Inactive bool   `json:"inactive,omitempty"` // offered no more; what it is assigned to stays
}

// Says is what may be said of a resource; nil stays.
type Says struct {
	Name, Email             *string
	Kind                    *Kind
	Account, Unit, Calendar *int64
	Units                   *int64
	Inactive                *bool
}

func (s Says) apply(r *Resource) {
	change(&r.Name, s.Name)
	change(&r.Email, s.Email)
	change(&r.Kind, s.Kind)
	change(&r.Account, s.Account)
	change(&r.Unit, s.Unit)
	change(&r.Calendar, s.Calendar)
	change(&r.Units, s.Units)
	change(&r.Inactive, s.Inactive)
}

func change[T any](to *T, said *T) {
	if said != nil {
		*to = *said
	}
}

// MayEdit reports whether a person may change resources of a unit, 0 for those of the
// whole organisation.
func MayEdit(who access.Who, unit int64) bool {
	if unit == 0 {
		return who.CanEverywhere(access.EditResources)
	}
	return who.Can(access.EditResources, unit)
}

// MayRead reports whether a person reads resources: whoever reads projects.
func MayRead(who access.Who) bool {
	return who.Somewhere()&(access.ReadProject|access.EditResources) != 0
}

var address = regexp.MustCompile(`^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$`)

// Address is an e-mail address that a resource can have, "" where a text is none.
func Address(text string) string {
	if text = strings.TrimSpace(text); len(text) > longestEmail || !address.MatchString(text) {
		return ""
	}
	return text
}

// Tidy makes of a name one that a resource can have: without what separates names where
// people write several.
func Tidy(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == ';':
			return ' '
		case r == '[':
			return '('
		case r == ']':
			return ')'
		}
		return r
	}, name)
	if name = strings.Join(strings.Fields(name), " "); utf8.RuneCountInString(name) > longestName {
		name = strings.TrimSpace(string([]rune(name)[:longestName]))
	}
	return name
}

// check brings a resource into its form, and says what is wrong with it by itself.
func (r *Resource) check() error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	r.Name, r.Email = strings.Join(strings.Fields(r.Name), " "), strings.TrimSpace(r.Email)
	if r.Name == "" || utf8.RuneCountInString(r.Name) > longestName {
		say("name", label.F("Give a name of at most %d characters", "Donnez un nom de %d caractères au plus", longestName))
	} else if Tidy(r.Name) != r.Name {
		say("name", label.T("A name has no [, ] or ;, which separate names in plans; leave them out", "Un nom ne contient ni [, ni ], ni point-virgule, qui séparent les noms dans les plans\u202f; retirez-les"))
	}
	if !slices.Contains(Kinds, r.Kind) {
		say("kind", label.T("A resource is a person, generic, equipment, material or a cost", "Une ressource est une personne, générique, un équipement, un consommable ou un coût"))
	}
	if r.Email != Address(r.Email) {
		say("email", label.F("“%s” is no e-mail address; write name@example.org", "«\u202f%s\u202f» n’est pas une adresse de courriel\u202f; écrivez nom@exemple.org", r.Email))
	}
	if r.Account != 0 && r.Kind != Person {
		say("account", label.T("Only a person has an account; make it a person, or take the account away", "Seule une personne a un compte\u202f; faites-en une personne, ou retirez le compte"))
	}
	switch {
	case !r.Kind.Works():
		r.Units, r.Calendar = Whole, 0
	case r.Units <= 0 || r.Units > MostUnits:
		say("units", label.T("Give a percentage above zero, 100 for one person full time", "Donnez un pourcentage supérieur à zéro, 100 pour une personne à temps plein"))
	}
	return fault.InvalidAll(bad)
}

// Set is all the resources, to look things up.
type Set struct {
	All    []Resource // by name
	byID   map[int64]int
	byName map[string]int
}

func newSet(all []Resource) Set {
	s := Set{All: all, byID: make(map[int64]int, len(all)), byName: make(map[string]int, len(all))}
	for i := range all {
		s.byID[all[i].ID], s.byName[label.Fold(all[i].Name)] = i, i
	}
	return s
}

// Get returns a resource by its id.
func (s Set) Get(id int64) (Resource, bool) {
	at, ok := s.byID[id]
	if !ok {
		return Resource{}, false
	}
	return s.All[at], true
}

// ByName returns a resource by its name, whatever the case and the accents.
func (s Set) ByName(name string) (Resource, bool) {
	at, ok := s.byName[label.Fold(strings.Join(strings.Fields(name), " "))]
	if !ok {
		return Resource{}, false
	}
	return s.All[at], true
}

// With returns the set with some more.
func (s Set) With(more ...Resource) Set { return newSet(append(slices.Clone(s.All), more...)) }
