package heading

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// check brings the groups into their form, and says what is wrong with them.
func (s *Set) check() error {
	if len(s.Items) > mostGroups {
		return fault.Invalid("items", label.F("There are at most %d groups of attributes", "Il y a au plus %d groupes d’attributs", mostGroups))
	}
	if s.at(Rest) < 0 {
		return fault.Conflict(label.T("The group of whatever stands in no other stays: rename it, or move it", "Le groupe de ce qui n’est dans aucun autre reste\u202f: renommez-le ou déplacez-le"))
	}
	var bad []fault.Detail
	for i := range s.Items {
		g := &s.Items[i]
		say := func(where string, t label.Text) {
			bad = append(bad, fault.Detail{Where: fmt.Sprintf("items[%d].%s", i, where), Text: t})
		}
		g.Label = label.T(strings.TrimSpace(g.Label.EN), strings.TrimSpace(g.Label.FR))
		if g.Key == "" {
			g.Key = s.freeKey(g.Label)
		}
		if !keyShape.MatchString(g.Key) {
			say("key", label.T("A key is made of a to z, digits and _, begins with a letter and has at most 40 characters", "Une clé est faite de a à z, de chiffres et de _, commence par une lettre et a au plus 40 caractères"))
		}
		same := func(is func(Group) bool) bool { return slices.ContainsFunc(s.Items[:i], is) }
		if same(func(o Group) bool { return o.Key == g.Key }) {
			say("key", label.F("Another group has the key “%s”", "Un autre groupe a la clé «\u202f%s\u202f»", g.Key))
		}
		if g.Label.IsZero() {
			say("label", label.T("Give a name in at least one language", "Donnez un nom dans au moins une langue"))
		}
		if utf8.RuneCountInString(g.Label.EN) > longestName || utf8.RuneCountInString(g.Label.FR) > longestName {
			say("label", label.F("A name has at most %d characters", "Un nom a au plus %d caractères", longestName))
		}
		if same(func(o Group) bool {
			return label.Fold(o.Label.EN) == label.Fold(g.Label.EN) && label.Fold(o.Label.FR) == label.Fold(g.Label.FR)
		}) {
			say("label", label.F("Another group is called “%s”", "Un autre groupe s’appelle «\u202f%s\u202f»", g.Label))
		}
		if g.Position < -maxPosition || g.Position > maxPosition {
			say("position", label.T("This position is out of range", "Cette position dépasse les bornes"))
		}
	}
	s.sort()
	return fault.InvalidAll(bad)
}

// freeKey makes a key of a name that no group has.
func (s *Set) freeKey(t label.Text) string {
	base := strings.Trim(label.Key(t.In(label.EN)), "_")
	if base = base[:min(len(base), 34)]; base == "" || base[0] < 'a' {
		base = strings.Trim("group_"+base, "_")
	}
	key := base
	for n := 2; s.at(key) >= 0; n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

// Difference is what became of a group.
type Difference struct{ What, Was, Now label.Text }

// Differences says what became of groups, in their order: made, renamed, moved,
// deleted.
func Differences(was, now Set) []Difference {
	var out []Difference
	place := func(s Set, key string) label.Text {
		if at := s.at(key); at > 0 {
			return label.F("after “%s”", "après «\u202f%s\u202f»", s.Items[at-1].Label)
		}
		return label.T("first", "en premier")
	}
	common := func(s, o Set) []Group {
		return slices.DeleteFunc(slices.Clone(s.Items), func(g Group) bool { return o.at(g.Key) < 0 })
	}
	before, after := common(was, now), common(now, was)
	for i := range after {
		after[i].Position = int64(slices.IndexFunc(before, func(g Group) bool { return g.Key == after[i].Key }) + 1)
	}
	stays := rising(after)
	for i, g := range after {
		if old := before[g.Position-1]; old.Label.EN != g.Label.EN || old.Label.FR != g.Label.FR {
			out = append(out, Difference{old.Label, old.Label, g.Label})
		}
		if !stays[i] {
			out = append(out, Difference{g.Label, place(was, g.Key), place(now, g.Key)})
		}
	}
	for _, g := range now.Items {
		if was.at(g.Key) < 0 {
			out = append(out, Difference{g.Label, label.Text{}, place(now, g.Key)})
		}
	}
	for _, g := range was.Items {
		if now.at(g.Key) < 0 {
			out = append(out, Difference{g.Label, g.Label, label.Text{}})
		}
	}
	return out
}
