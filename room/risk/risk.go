// Package risk keeps the risks of projects: what may happen, how likely it is
// and how hard it would hit, who watches it, and what is done about it.
package risk

import (
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/record"
)

// Entity is the name under which the history and the events know risks.
const Entity = "risk"

// The keys of the options of the list "status".
const (
	Open     = "open"
	Happened = "happened"
	Closed   = "closed"
)

// Worst is the last step of the scales of probability and impact, which begin
// at 1; High is the criticality from which a risk asks for attention.
const (
	Worst = 5
	High  = 12
)

// Kind is what tells risks from other records.
var Kind = &record.Kind{
	Entity: Entity, Label: label.T("Risks", "Risques"), Many: label.T("risks", "risques"),
	Table:  table,
	Status: "status", Closed: []string{Happened, Closed},
	Owner: "owner", Notice: notice.Risk,
	Order:   []string{"-criticality", "project", "name"},
	Derived: []string{"criticality"},
	Follow: func(_ record.Rules, vs field.Values, key string, _ day.Day) field.Value {
		if c := Criticality(vs); key == "criticality" && c > 0 {
			return field.Int(c * money.Scale)
		}
		return field.Value{}
	},
	Check: check,
	High:  func(vs field.Values) bool { return Criticality(vs) >= High },
}

// Criticality is the probability of a risk times its impact, 1 to 25; 0 where
// one of the two was not said.
func Criticality(vs field.Values) int64 {
	return Step(vs, "probability") * Step(vs, "impact")
}

// Step returns the step of a scale that a risk is on, 1 to Worst; 0 for none.
func Step(vs field.Values, key string) int64 { return vs[key].N / money.Scale }

// check accepts the whole steps of the two scales.
func check(f *field.Field, v field.Value) error {
	if !slices.Contains([]string{"probability", "impact"}, f.Key) {
		return nil
	}
	if v.N%money.Scale != 0 || v.N < money.Scale || v.N > Worst*money.Scale {
		return fault.Invalid(f.Key, label.F("“%s” goes from 1 to 5", "« %s » va de 1 à 5", f.Label))
	}
	return nil
}

type row struct {
	record.Head
	Owner       record.Number `db:"owner_id"`
	Probability record.Number `db:"probability"`
	Impact      record.Number `db:"impact"`
	Status      record.Number `db:"status_id"`
	Response    string        `db:"response"`
}

var table = record.Columns[row]{
	Table: "risk", Head: func(r *row) *record.Head { return &r.Head },
	Numbers: map[string]func(*row) *record.Number{
		"owner":       func(r *row) *record.Number { return &r.Owner },
		"probability": func(r *row) *record.Number { return &r.Probability },
		"impact":      func(r *row) *record.Number { return &r.Impact },
		"status":      func(r *row) *record.Number { return &r.Status },
	},
	Texts: map[string]func(*row) *string{"response": func(r *row) *string { return &r.Response }},
}.Of()
