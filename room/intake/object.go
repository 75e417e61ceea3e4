package intake

import (
	"cmp"
	"slices"

	"vigie/ground/label"
	"vigie/room/access"
)

// Object is a kind of object that can be imported, for people to choose.
type Object struct {
	Key       string // "project", "unit", "user"…
	Label     label.Text
	Help      label.Text // what a file of them has
	Right     string     // the key of the right to import it
	Portfolio bool       // its rows go into a portfolio
	Dated     bool       // what it says is true from the date of the edition
	Grows     bool       // new attributes can come with the file
}

// Objects lists what a person may import, the most usual first.
func Objects(who access.Who) []Object {
	var all []*target
	for _, t := range targets {
		if who.CanSomewhere(t.right) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b *target) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.object, b.object))
	})
	out := []Object{}
	for _, t := range all {
		project := t.object == "project"
		out = append(out, Object{Key: t.object, Label: t.label, Help: t.help, Right: t.right.Keys()[0], Portfolio: project, Dated: project || t.dated, Grows: t.grows && !t.closed})
	}
	return out
}

// Asks reports whether a file must state an attribute that is required: the unit
// of a project has the place of the import where the file does not say.
func Asks(object, key string) bool { return object != "project" || key != "unit" }

// Growth is what an import in a person's name may add beside its rows.
type Growth struct {
	Catalogue  bool // attributes, and values of lists
	Units      bool
	Programmes bool
}

// Grows says what an import in a person's name may add beside its rows.
func (m *Import) Grows(who access.Who) Growth {
	return Growth{targets[m.Object].mayGrow(who), m.Object == "project" && who.Can(access.ManageUnits, m.Unit), m.mayMakeProgrammes(who)}
}
