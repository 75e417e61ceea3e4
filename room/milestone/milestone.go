// Package milestone keeps the key dates of projects: what is expected when, what
// was promised, and what became of it. Whoever may read a project may read its
// key dates, and whoever may edit it may edit them.
package milestone

import (
	"maps"

	"vigie/ground/day"
	"vigie/ground/money"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know key dates.
const Entity = "milestone"

// The keys of the two options of the list "status" that end a key date; all
// others leave it open.
const (
	Done    = "done"
	Dropped = "dropped"
)

// Milestone is one key date as it is, or was, on a day.
type Milestone struct {
	ID        int64
	Version   int64
	Values    field.Values // by attribute key, "project" included; absent is empty
	Created   int64        // milliseconds since 1970 UTC
	Updated   int64
	UpdatedBy int64
}

// Project returns the id of the project that the key date belongs to.
func (m *Milestone) Project() int64 { return m.Values["project"].N }

// Name returns what the key date is called.
func (m *Milestone) Name() string { return m.Values["name"].S }

func (m *Milestone) clone() *Milestone {
	c := *m
	c.Values = maps.Clone(m.Values)
	return &c
}

// FromHistory makes the key date that a version in the history describes.
func FromHistory(id, version int64, data string) (*Milestone, error) {
	vs, _, err := field.DecodeAll(data)
	return &Milestone{ID: id, Version: version, Values: vs}, err
}

// Rules are what the catalogue says of the states of key dates.
type Rules struct {
	Done, Dropped int64 // options of the list "status"; 0 when there is none
}

// RulesOf reads the rules out of the catalogue of key dates.
func RulesOf(c *field.Catalogue) Rules {
	r := Rules{}
	if f := c.Get("status"); f != nil {
		for _, o := range f.Choices {
			switch o.Key {
			case Done:
				r.Done = o.ID
			case Dropped:
				r.Dropped = o.ID
			}
		}
	}
	return r
}

// IsOpen reports whether a key date with a status is still to come.
func (r Rules) IsOpen(status field.Value) bool {
	return !status.Set || status.N != r.Done && status.N != r.Dropped
}

// Follow returns what follows from the rest of a key date, as read on a day:
// "drift", "late" or "date_month". It is empty for any other key.
func (r Rules) Follow(vs field.Values, key string, on day.Day) field.Value {
	date := vs["date"]
	switch key {
	case "drift":
		return r.drift(vs, date)
	case "late":
		if date.Set && day.Day(date.N) < on && r.IsOpen(vs["status"]) {
			return field.Int(1)
		}
		return field.Int(0)
	case "date_month":
		if date.Set {
			return field.Int(int64(day.Day(date.N).Month()))
		}
	}
	return field.Value{}
}

// drift is how many days the date, or the day on which the key date was reached,
// lies after the baseline.
func (r Rules) drift(vs field.Values, at field.Value) field.Value {
	if on := vs["done_on"]; on.Set && vs["status"].Set && vs["status"].N == r.Done {
		at = on
	}
	base := vs["baseline"]
	if !base.Set || !at.Set {
		return field.Value{}
	}
	return field.Int((at.N - base.N) * money.Scale)
}
