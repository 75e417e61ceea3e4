// Package guide keeps the guides of the method: texts in Markdown that whoever defines
// the method writes for everybody, or for some roles. They stand on the page of the
// method, beside the type, the stage or the role that they are about.
package guide

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know guides.
const Entity = "guide"

// The bounds of what is kept; a text is counted in characters.
const (
	mostGuides   = 200
	mostRoles    = 200
	longestTitle = 120
	longestText  = 20_000
)

// Guide is one text. Its key stays.
type Guide struct {
	ID       int64
	Version  int64
	Key      string
	Position int64
	Title    label.Text
	Text     label.Text // Markdown; either language may be empty
	Type     int64      // the option of the attribute "type" of projects that it is about; 0 for none
	Stage    int64      // likewise of "stage"
	Role     int64      // whose work it is about; 0 for nobody's in particular
	Readers  []int64    // the roles that are shown it; empty for everybody
}

// MayEdit reports whether a person may write guides: whoever defines attributes for
// the whole organisation.
func MayEdit(who access.Who) bool { return field.MayDefine(who) }

// Reads reports whether a guide is for somebody who has these roles.
func (g *Guide) Reads(roles []int64) bool {
	return len(g.Readers) == 0 || slices.ContainsFunc(roles, func(id int64) bool { return slices.Contains(g.Readers, id) })
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// check tidies a guide, and says what is wrong with it.
func (g *Guide) check(c *field.Catalogue) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if !keyShape.MatchString(g.Key) {
		say("key", label.T("A key is made of a to z, digits and _, begins with a letter and has at most 40 characters", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre et a au plus 40 caractères"))
	}
	en, err := access.CleanName("title", first(g.Title.EN, g.Title.FR), longestTitle)
	if err != nil {
		return err
	}
	fr, err := access.CleanName("title", first(g.Title.FR, g.Title.EN), longestTitle)
	if err != nil {
		return err
	}
	g.Title, g.Text = label.Exactly(en, fr), label.Exactly(cleanText(g.Text.EN), cleanText(g.Text.FR))
	if g.Text.EN == "" && g.Text.FR == "" {
		say("text", label.T("Write the text in at least one language", "Écrivez le texte dans au moins une langue"))
	}
	if max(utf8.RuneCountInString(g.Text.EN), utf8.RuneCountInString(g.Text.FR)) > longestText {
		say("text", label.F("A text has at most %d characters: make two guides of it", "Un texte a au plus %d caractères\u202f: faites-en deux guides", longestText))
	}
	for list, id := range map[string]int64{"type": g.Type, "stage": g.Stage} {
		if id == 0 {
			continue
		}
		a := c.Get(list)
		if a == nil {
			say(list, label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", list))
		} else if _, ok := a.OptionByID(id); !ok {
			say(list, label.F("This is not a value of the list “%s”", "Ce n’est pas une valeur de la liste «\u202f%s\u202f»", a.Label))
		}
	}
	slices.Sort(g.Readers)
	g.Readers = slices.Compact(g.Readers)
	if len(g.Readers) > mostRoles {
		say("readers", label.F("At most %d roles", "Au plus %d rôles", mostRoles))
	}
	return fault.InvalidAll(bad)
}

// keyOf makes a key of a title that no other guide has.
func keyOf(title label.Text, others []Guide) string {
	base := strings.Trim(label.Key(first(title.EN, title.FR)), "_")
	if base == "" || !keyShape.MatchString(base[:1]) {
		base = "guide_" + base
	}
	base = strings.TrimRight(base[:min(len(base), 36)], "_")
	key := base
	for n := 2; slices.ContainsFunc(others, func(g Guide) bool { return g.Key == key }); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

func first(a, b string) string {
	if strings.TrimSpace(a) == "" {
		return b
	}
	return a
}

// cleanText is a text with one kind of line end, without what no text holds.
func cleanText(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n"), "\x00", "")
	return strings.TrimSpace(text)
}
