package resource

import (
	"strconv"

	"vigie/ground/label"
)

// Names are what people call what resources name.
type Names struct {
	Account, Unit func(int64) string
	Calendar      func(int64) label.Text
}

// Difference is what became of something that a resource says.
type Difference struct{ What, Was, Now label.Text }

// Differences says what became of a resource, in the order of its form.
func Differences(was, now Resource, names Names) []Difference {
	var out []Difference
	say := func(what, a, b label.Text) {
		if a.In(label.EN) != b.In(label.EN) || a.In(label.FR) != b.In(label.FR) {
			out = append(out, Difference{what, a, b})
		}
	}
	same := func(s string) label.Text { return label.Exactly(s, s) }
	say(label.T("Name", "Nom"), same(was.Name), same(now.Name))
	say(label.T("Kind", "Nature"), was.Kind.Name(), now.Kind.Name())
	if was.Account != now.Account {
		say(label.T("User", "Utilisateur"), same(nameOf(names.Account, was.Account)), same(nameOf(names.Account, now.Account)))
	}
	if was.Unit != now.Unit {
		say(label.T("Unit", "Entité"), same(nameOf(names.Unit, was.Unit)), same(nameOf(names.Unit, now.Unit)))
	}
	if was.Calendar != now.Calendar {
		of := func(id int64) label.Text {
			if id == 0 {
				return label.Text{}
			}
			return names.Calendar(id)
		}
		say(label.T("Calendar", "Calendrier"), of(was.Calendar), of(now.Calendar))
	}
	say(label.T("Capacity", "Capacité"), was.saysUnits(), now.saysUnits())
	say(label.T("E-mail", "Courriel"), same(was.Email), same(now.Email))
	say(label.T("Active", "Active"), was.saysActive(), now.saysActive())
	return out
}

func nameOf(name func(int64) string, id int64) string {
	if id == 0 {
		return ""
	}
	return name(id)
}

func (r Resource) saysUnits() label.Text {
	if r.Kind == "" {
		return label.Text{}
	}
	return label.F("%s %%", "%s\u202f%%", Percent(r.Units))
}

func (r Resource) saysActive() label.Text {
	switch {
	case r.Kind == "":
		return label.Text{}
	case r.Inactive:
		return label.T("no", "non")
	}
	return label.T("yes", "oui")
}

// Percent writes hundredths of a percent as a percentage, with as many decimals as it
// needs, in the language of the reader.
type Percent int64

// In implements the argument of a sentence.
func (p Percent) In(l label.Lang) string {
	text := strconv.FormatInt(int64(p)/100, 10)
	rest := int64(p) % 100
	if rest == 0 {
		return text
	}
	point := "."
	if l == label.FR {
		point = ","
	}
	if rest%10 == 0 {
		return text + point + strconv.FormatInt(rest/10, 10)
	}
	return text + point + string([]byte{byte('0' + rest/10), byte('0' + rest%10)})
}
