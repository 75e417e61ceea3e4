// Package milestone keeps the key dates of projects: what is expected when, what
// was promised, and what became of it.
package milestone

import (
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/record"
)

// Entity is the name under which the history and the events know key dates.
const Entity = "milestone"

// The keys of the two options of the list "status" that end a key date; all
// others leave it open.
const (
	Done    = "done"
	Dropped = "dropped"
)

// Kind is what tells key dates from other records.
var Kind = &record.Kind{
	Entity: Entity, Label: label.T("Key dates", "Dates clés"), Many: label.T("key dates", "dates clés"),
	Table:  table,
	Date:   "date",
	Status: "status", Done: Done, Closed: []string{Done, Dropped}, DoneOn: "done_on",
	Order:   []string{"date", "project", "name"},
	Derived: []string{"drift"},
	Follow: func(r record.Rules, vs field.Values, key string, _ day.Day) field.Value {
		if key == "drift" {
			return drift(r, vs)
		}
		return field.Value{}
	},
	Settle: settle,
}

// drift is how many days the date, or the day on which the key date was reached,
// lies after the baseline.
func drift(r record.Rules, vs field.Values) field.Value {
	base, at := vs["baseline"], vs["date"]
	if on := vs["done_on"]; on.Set && r.IsDone(vs) {
		at = on
	}
	if !base.Set || !at.Set {
		return field.Value{}
	}
	return field.Int((at.N - base.N) * money.Scale)
}

// settle takes the first date for the baseline where none was said.
func settle(was, vs, said field.Values) {
	if _, is := said["baseline"]; !is && !was["date"].Set && vs["date"].Set && !vs["baseline"].Set {
		vs["baseline"] = vs["date"]
	}
}

type row struct {
	record.Head
	Type        record.Number `db:"type_id"`
	Date        record.Number `db:"date_day"`
	Baseline    record.Number `db:"baseline"`
	Status      record.Number `db:"status_id"`
	Done        record.Number `db:"done_day"`
	Contractual record.Number `db:"contractual"`
	Comment     string        `db:"comment"`
}

var table = record.Columns[row]{
	Table: "milestone", Head: func(r *row) *record.Head { return &r.Head },
	Numbers: map[string]func(*row) *record.Number{
		"type":        func(r *row) *record.Number { return &r.Type },
		"date":        func(r *row) *record.Number { return &r.Date },
		"baseline":    func(r *row) *record.Number { return &r.Baseline },
		"status":      func(r *row) *record.Number { return &r.Status },
		"done_on":     func(r *row) *record.Number { return &r.Done },
		"contractual": func(r *row) *record.Number { return &r.Contractual },
	},
	Texts: map[string]func(*row) *string{"comment": func(r *row) *string { return &r.Comment }},
}.Of()
