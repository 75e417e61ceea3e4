package calendar

import (
	"fmt"
	"strings"

	"vigie/engine/holiday"
	"vigie/ground/label"
)

// Difference is what became of something that a calendar says.
type Difference struct{ What, Was, Now label.Text }

// weekdays are the days of the week, Monday first.
var weekdays = [7]label.Text{
	label.T("Monday", "lundi"), label.T("Tuesday", "mardi"), label.T("Wednesday", "mercredi"), label.T("Thursday", "jeudi"),
	label.T("Friday", "vendredi"), label.T("Saturday", "samedi"), label.T("Sunday", "dimanche"),
}

// Differences says what became of a calendar, in the order of its form. name gives the
// name of a calendar, of which others take what they do not say.
func Differences(was, now Calendar, name func(int64) label.Text) []Difference {
	var out []Difference
	say := func(what, a, b label.Text) {
		if a.In(label.EN) != b.In(label.EN) || a.In(label.FR) != b.In(label.FR) {
			out = append(out, Difference{what, a, b})
		}
	}
	say(label.T("Name", "Nom"), was.Name, now.Name)
	say(label.T("Key", "Clé"), label.Exactly(was.Key, was.Key), label.Exactly(now.Key, now.Key))
	if was.Parent != now.Parent {
		say(label.T("Takes the rest from", "Tient le reste de"), name(was.Parent), name(now.Parent))
	}
	say(label.T("Public holidays", "Jours fériés"), was.saysHolidays(), now.saysHolidays())
	for i, d := range weekdays {
		say(d, was.saysWeek(i), now.saysWeek(i))
	}
	for _, d := range was.Days {
		if !d.among(now.Days) {
			say(label.Exactly(d.Name, d.Name), d.says(), label.Text{})
		}
	}
	for _, d := range now.Days {
		if !d.among(was.Days) {
			say(label.Exactly(d.Name, d.Name), label.Text{}, d.says())
		}
	}
	return out
}

var fromAbove = label.T("as above", "comme au-dessus")

func (c Calendar) saysHolidays() label.Text {
	switch {
	case c.ID == 0:
		return label.Text{}
	case c.Holidays == nil:
		return fromAbove
	case *c.Holidays == "":
		return label.T("none", "aucun")
	}
	s, _ := holiday.Find(*c.Holidays)
	return s.Name
}

func (c Calendar) saysWeek(i int) label.Text {
	switch {
	case c.ID == 0:
		return label.Text{}
	case c.Week == nil:
		return fromAbove
	}
	return saysShifts(c.Week[i])
}

func saysShifts(all []Shift) label.Text {
	if len(all) == 0 {
		return label.T("off", "non travaillé")
	}
	var parts []string
	for _, s := range all {
		parts = append(parts, fmt.Sprintf("%d:%02d–%d:%02d", s.From/60, s.From%60, s.To/60, s.To%60))
	}
	text := strings.Join(parts, ", ")
	return label.Exactly(text, text)
}

// says is a line of days as people read it: "24 Dec 2026, every year: off".
func (d Days) says() label.Text {
	when := label.F("%s", "%s", d.First)
	if d.Last > d.First {
		when = label.F("%s to %s", "%s au %s", d.First, d.Last)
	}
	if d.Yearly != nil {
		when = label.F("%s, every year", "%s, chaque année", when)
	}
	return label.F("%s: %s", "%s\u202f: %s", when, saysShifts(d.Shifts))
}
