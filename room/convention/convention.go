// Package convention is how the organisation counts time and writes figures: weeks,
// the fiscal year, the length of a day, amounts, numbers and dates.
package convention

import (
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history knows the conventions; there is one
// object.
const (
	Entity = "convention"
	object = 1
)

// Body is what the conventions say. Every field has one of the values that Choices
// lists, or lies in its bounds.
type Body struct {
	WeekStart  string `json:"week_start" enum:"monday,saturday,sunday" doc:"The day on which weeks begin"`
	FirstMonth int    `json:"first_month" doc:"Of the fiscal year, 1 to 12"`
	DayMinutes int    `json:"day_minutes" doc:"Minutes of work in a day: 420 is 7 hours"`
	LoadUnit   string `json:"load_unit" enum:"days,hours" doc:"In what loads are shown"`
	Money      string `json:"money" enum:"auto,unit,thousand,million" doc:"In what amounts from 10,000 on are shown"`
	NumberEN   string `json:"number_en" enum:"language,comma,space,point,apostrophe" doc:"How numbers are written in English: 1,234.5; 1 234,5; 1.234,5; 1’234.5"`
	NumberFR   string `json:"number_fr" enum:"language,comma,space,point,apostrophe" doc:"The same in French"`
	DateEN     string `json:"date_en" enum:"language,words,slashes,dots,iso" doc:"How dates are written in English: 22 Nov 2026; 22/11/2026; 22.11.2026; 2026-11-22"`
	DateFR     string `json:"date_fr" enum:"language,words,slashes,dots,iso" doc:"The same in French"`
}

// Conventions are those that hold, and their version; 0 while nothing was ever set.
type Conventions struct {
	Version int64
	Body
}

// Shipped are those of the program.
var Shipped = Body{"monday", 1, 420, "days", "auto", "language", "language", "language", "language"}

// The bounds of the length of a day, in minutes.
const (
	ShortestDay = 60
	LongestDay  = 24 * 60
)

// part is one convention: what it is called, and what its values are called.
type part struct {
	name   string
	title  label.Text
	at     func(*Body) *string
	values []string
	said   []label.Text
}

var (
	numbers     = []string{"language", "comma", "space", "point", "apostrophe"}
	saidNumbers = []label.Text{label.T("as the language has it", "selon la langue"), label.Exactly("1,234.5", "1,234.5"), label.Exactly("1\u202f234,5", "1\u202f234,5"), label.Exactly("1.234,5", "1.234,5"), label.Exactly("1’234.5", "1’234.5")}
	dates       = []string{"language", "words", "slashes", "dots", "iso"}
	saidDates   = []label.Text{label.T("as the language has it", "selon la langue"), label.Exactly("22 Nov 2026", "22 nov. 2026"), label.Exactly("22/11/2026", "22/11/2026"), label.Exactly("22.11.2026", "22.11.2026"), label.Exactly("2026-11-22", "2026-11-22")}
)

var choices = []part{
	{"week_start", label.T("First day of the week", "Premier jour de la semaine"), func(b *Body) *string { return &b.WeekStart }, []string{"monday", "saturday", "sunday"}, []label.Text{label.T("Monday", "lundi"), label.T("Saturday", "samedi"), label.T("Sunday", "dimanche")}},
	{"load_unit", label.T("Loads", "Charges"), func(b *Body) *string { return &b.LoadUnit }, []string{"days", "hours"}, []label.Text{label.T("days", "jours"), label.T("hours", "heures")}},
	{"money", label.T("Large amounts", "Grands montants"), func(b *Body) *string { return &b.Money }, []string{"auto", "unit", "thousand", "million"}, []label.Text{label.T("the shortest that fits", "la plus courte qui convient"), label.T("in full", "en entier"), label.T("thousands", "milliers"), label.T("millions", "millions")}},
	{"number_en", label.T("Numbers in English", "Nombres en anglais"), func(b *Body) *string { return &b.NumberEN }, numbers, saidNumbers},
	{"number_fr", label.T("Numbers in French", "Nombres en français"), func(b *Body) *string { return &b.NumberFR }, numbers, saidNumbers},
	{"date_en", label.T("Dates in English", "Dates en anglais"), func(b *Body) *string { return &b.DateEN }, dates, saidDates},
	{"date_fr", label.T("Dates in French", "Dates en français"), func(b *Body) *string { return &b.DateFR }, dates, saidDates},
}

// MayChange reports whether the person may change the conventions.
func MayChange(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// check says what is wrong with conventions.
func (b *Body) check() error {
	var bad []fault.Detail
	for _, p := range choices {
		if !slices.Contains(p.values, *p.at(b)) {
			list := strings.Join(p.values, ", ")
			bad = append(bad, fault.Detail{Where: p.name, Text: label.F("One of these is expected: %s", "L’une de ces valeurs est attendue\u202f: %s", list)})
		}
	}
	if b.FirstMonth < 1 || b.FirstMonth > 12 {
		bad = append(bad, fault.Detail{Where: "first_month", Text: label.T("A month from 1 to 12", "Un mois de 1 à 12")})
	}
	if b.DayMinutes < ShortestDay || b.DayMinutes > LongestDay {
		bad = append(bad, fault.Detail{Where: "day_minutes", Text: label.T("A day has from 1 to 24 hours", "Une journée a de 1 à 24 heures")})
	}
	return fault.InvalidAll(bad)
}

// Manner is how texts of the server follow the conventions. Shipped ones are the zero
// value.
func (b Body) Manner() label.Conventions {
	out := label.Conventions{WeekStart: map[string]int{"saturday": 5, "sunday": 6}[b.WeekStart]}
	if b.FirstMonth > 1 {
		out.FirstMonth = b.FirstMonth
	}
	if b.Money != "auto" {
		out.Large = b.Money
	}
	marks := map[string]label.Numerals{"comma": {Group: ",", Point: "."}, "space": {Group: "\u202f", Point: ","}, "point": {Group: ".", Point: ","}, "apostrophe": {Group: "’", Point: "."}}
	layouts := map[string]string{"words": "2 Jan 2006", "slashes": "02/01/2006", "dots": "02.01.2006", "iso": "2006-01-02"}
	out.Numbers = [2]label.Numerals{label.EN: marks[b.NumberEN], label.FR: marks[b.NumberFR]}
	out.Dates = [2]string{label.EN: layouts[b.DateEN], label.FR: layouts[b.DateFR]}
	return out
}
