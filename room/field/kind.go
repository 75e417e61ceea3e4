// Package field is the catalogue: it defines once every attribute that objects
// have, core and custom alike, with its labels, choices and rule of
// consolidation. Screens, filters, formulas, imports, exports and the API read
// it from here.
package field

import (
	"slices"

	"vigie/engine/formula"
)

// Kind is the sort of value an attribute holds.
type Kind string

// The kinds of attributes, and how Value holds them.
const (
	Text     Kind = "text"      // S, one line
	LongText Kind = "long_text" // S, Markdown
	Number   Kind = "number"    // N, in 1/10,000
	Money    Kind = "money"     // N, in 1/10,000 of the project's currency
	Percent  Kind = "percent"   // N, in 1/10,000 of a point: 12.5 % is 125,000
	Date     Kind = "date"      // N, a day.Day
	Month    Kind = "month"     // N, a day.Month
	Choice   Kind = "choice"    // N, the id of a Choice
	Choices  Kind = "choices"   // L, ids of choices, without repetition
	User     Kind = "user"      // N, the id of an account
	Unit     Kind = "unit"      // N, the id of a unit
	Project  Kind = "project"   // N, the id of a project
	YesNo    Kind = "yes_no"    // N, 1 or 0
	Link     Kind = "link"      // S, an http, https or mailto address
	Light    Kind = "light"     // N, 1 green to 5 red
	Weather  Kind = "weather"   // N, 1 sunny to 4 stormy
	Computed Kind = "computed"  // by a formula; never stored
)

// Kinds lists every kind, in the order in which administrators see them.
var Kinds = []Kind{Text, LongText, Number, Money, Percent, Date, Month, Choice, Choices, User, Unit, Project, YesNo, Link, Light, Weather, Computed}

// Lights and Weathers are the words of the two scales, by value - 1, best first.
var (
	Lights   = []string{"green", "amber_green", "amber", "amber_red", "red"}
	Weathers = []string{"sunny", "cloudy", "rainy", "stormy"}
)

// scale returns the words of a kind that has them.
func (k Kind) scale() []string {
	switch k {
	case Light:
		return Lights
	case Weather:
		return Weathers
	}
	return nil
}

// IsNumeric reports whether values of the kind can be added up.
func (k Kind) IsNumeric() bool { return k == Number || k == Money || k == Percent }

// IsText reports whether the kind holds its value as text.
func (k Kind) IsText() bool { return k == Text || k == LongText || k == Link }

// Consolidation is the rule by which an attribute of many objects becomes one.
type Consolidation string

// The rules of consolidation.
const (
	None         Consolidation = "none"
	Sum          Consolidation = "sum"
	Mean         Consolidation = "mean"
	WeightedMean Consolidation = "weighted_mean"
	Minimum      Consolidation = "minimum"
	Maximum      Consolidation = "maximum"
	Worst        Consolidation = "worst"
	Best         Consolidation = "best"
	Latest       Consolidation = "latest"
	CountByValue Consolidation = "count_by_value"
	Count        Consolidation = "count" // how many have a value; chosen for a column, never an attribute's own
)

// Consolidations lists the rules that make sense for a kind.
func Consolidations(k Kind) []Consolidation {
	switch k {
	case Number, Money, Percent:
		return []Consolidation{None, Sum, Mean, WeightedMean, Minimum, Maximum, Latest}
	case Date, Month:
		return []Consolidation{None, Minimum, Maximum, Latest}
	case Light, Weather:
		return []Consolidation{None, Worst, Best, CountByValue}
	case Choice, Choices, YesNo, User, Unit:
		return []Consolidation{None, CountByValue}
	case Computed:
		return []Consolidation{None, Sum, Mean, WeightedMean, Minimum, Maximum, CountByValue}
	}
	return []Consolidation{None}
}

// Rules lists the rules by which a view may make one of an attribute: those of
// its kind, that of weights where it has one, and how many have a value.
func (f *Field) Rules() []Consolidation {
	out := slices.DeleteFunc(Consolidations(f.ValueKind()), func(c Consolidation) bool { return c == WeightedMean && f.Weight == "" })
	return append(out, Count)
}

// Totalled is the attribute with another rule of consolidation.
func (f *Field) Totalled(rule Consolidation) *Field {
	g := *f
	g.Consolidation = rule
	return &g
}

// SortsAsText reports whether the attribute's values are put in order by what
// people read, and not by number.
func (f *Field) SortsAsText() bool {
	switch f.Kind {
	case User, Unit, Project, Choices:
		return true
	case Computed:
		t, _ := f.FormulaType()
		return t == formula.Text
	}
	return f.Kind.IsText()
}

// ValueKind returns the kind as which the attribute's values are read: that of
// what a formula gives, else its own.
func (f *Field) ValueKind() Kind {
	if f.Kind != Computed {
		return f.Kind
	}
	switch t, _ := f.FormulaType(); t {
	case formula.Money:
		return Money
	case formula.Percent:
		return Percent
	case formula.Date:
		return Date
	case formula.Month:
		return Month
	case formula.Bool:
		return YesNo
	case formula.Number:
		return Number
	}
	return Text
}
