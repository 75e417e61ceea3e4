// Package constant keeps the constants of the platform: figures, dates and texts that
// hold for the whole organisation, each under a name that formulas and filters use.
// Each has a value from a day on, so that a reading of the past uses the one of then.
package constant

import (
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
)

// Entity is the name under which the history and the events know the constants; there
// is one object.
const (
	Entity = "constant"
	object = 1
)

// The bounds of what is kept.
const (
	mostConstants = 300
	mostValues    = 60
	longestName   = 120
	longestText   = 2000
)

// Kind is what a constant is.
type Kind string

// The kinds of constants.
const (
	Number  Kind = "number"
	Money   Kind = "money"
	Percent Kind = "percent"
	Date    Kind = "date"
	Text    Kind = "text"
)

// Kinds are all of them, in the order in which they are offered.
var Kinds = []Kind{Number, Money, Percent, Date, Text}

// Constant is one of them.
type Constant struct {
	ID       int64      `json:"id"`
	Key      string     `json:"key"`
	Label    label.Text `json:"label"`
	Help     label.Text `json:"help,omitzero"`
	Kind     Kind       `json:"kind"`
	Measure  string     `json:"measure,omitempty"`  // what a number counts: "days"
	Currency string     `json:"currency,omitempty"` // of an amount, ISO 4217; "" for that of each project
	Values   []Dated    `json:"values"`             // by day, the earliest first
}

// Dated is a value and the first day on which it holds.
type Dated struct {
	From  day.Day `json:"from,omitempty"` // 0 for ever since
	Value string  `json:"value"`          // as machines write it: 650.00, 2026-11-22
}

// Set is all the constants, in the order in which they are shown.
type Set struct {
	Version int64      `json:"-"`
	Items   []Constant `json:"items"`
}

// MayChange reports whether a person may change constants: whoever defines attributes
// for the whole organisation.
func MayChange(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// Get returns the constant that has a key.
func (s Set) Get(key string) (Constant, bool) {
	return s.where(func(c Constant) bool { return c.Key == key })
}

// ByID returns the constant with an id.
func (s Set) ByID(id int64) (Constant, bool) {
	return s.where(func(c Constant) bool { return c.ID == id })
}

// Find returns the constant that a key, or a label in a language, names.
func (s Set) Find(name string, l label.Lang) (Constant, bool) {
	if c, ok := s.Get(name); ok || len(s.Items) == 0 {
		return c, ok
	}
	folded := label.Fold(name)
	return s.where(func(c Constant) bool { return label.Fold(c.Label.In(l)) == folded })
}

func (s Set) where(is func(Constant) bool) (Constant, bool) {
	if i := slices.IndexFunc(s.Items, is); i >= 0 {
		return s.Items[i], true
	}
	return Constant{}, false
}

// Type returns the type that the constant has in formulas.
func (c Constant) Type() formula.Type {
	switch c.Kind {
	case Money:
		return formula.Money
	case Percent:
		return formula.Percent
	case Date:
		return formula.Date
	case Text:
		return formula.Text
	}
	return formula.Number
}

// On returns the value that holds on a day: the one from the latest day that is not
// after it. Before the first there is none.
func (c Constant) On(d day.Day) (Dated, bool) {
	for _, v := range slices.Backward(c.Values) {
		if v.From <= d {
			return v, true
		}
	}
	return Dated{}, false
}

// Value returns the value that formulas use on a day, empty where none holds.
func (c Constant) Value(d day.Day) formula.Value {
	at, ok := c.On(d)
	if !ok {
		return formula.Empty
	}
	v, _ := c.parse(at.Value)
	return v
}

// parse reads a value as machines write it.
func (c Constant) parse(text string) (formula.Value, bool) {
	switch c.Kind {
	case Date:
		d, err := day.Parse(text)
		return formula.Value{N: int64(d), Null: err != nil}, err == nil
	case Text:
		return formula.Value{S: text, Null: text == ""}, text != ""
	}
	a, err := money.Parse(text)
	return formula.Value{N: int64(a), Null: err != nil}, err == nil
}

// Says is a value as people read it: "650 EUR", "12.5 %".
func (c Constant) Says(text string, l label.Lang) string {
	switch c.Kind {
	case Number:
		return strings.TrimSpace(money.Group(text, l) + "\u00a0" + c.Measure)
	case Money:
		return strings.TrimSpace(money.Group(text, l) + "\u00a0" + c.Currency)
	case Percent:
		return money.Group(text, l) + "\u00a0%"
	}
	return text
}

// With returns the constants with one more, or another definition of one that is there.
func (s Set) With(c Constant) Set {
	s.Items = slices.Clone(s.Items)
	if i := slices.IndexFunc(s.Items, func(o Constant) bool { return o.ID == c.ID }); i >= 0 {
		s.Items[i] = c
	} else {
		s.Items = append(s.Items, c)
	}
	return s
}
