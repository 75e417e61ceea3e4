// Package record keeps what the nouns of a project have in common that stand in
// registers across projects: key dates, risks, actions, decisions. A noun says
// in a Kind what is its own, its table and its rules; reading, writing, the
// past, what an import or a change did and taking it back are here.
//
// A record belongs to a project, and its rights are those of the project:
// whoever may read it may read its records, and whoever may edit it may edit
// them; who sees to an action or a decision may say how it stands. Records of some kinds may belong to a portfolio instead; then the rights
// on the unit of the portfolio decide.
package record

import (
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/field"
)

// The keys under which a record holds what it belongs to and comes from; all
// others are attributes of the catalogue.
const (
	Project   = "project"
	Portfolio = "portfolio_id"
	Review    = "review_id"
	Decision  = "decision_id"
)

// origins are those that are no attributes: said when a record is made, and the
// same ever after.
var origins = []string{Portfolio, Review, Decision}

// Record is one thing of a register as it is, or was, on a day.
type Record struct {
	ID        int64
	Version   int64
	Values    field.Values // by attribute key, "project" included; absent is empty
	Created   int64        // milliseconds since 1970 UTC
	Updated   int64
	UpdatedBy int64

	slots field.Slots // under which names the values are stored
}

// Project returns the id of the project that the record belongs to; 0 for none.
func (m *Record) Project() int64 { return m.Values[Project].N }

// Portfolio returns the id of the portfolio that the record belongs to where it
// belongs to no project; else 0.
func (m *Record) Portfolio() int64 { return m.Values[Portfolio].N }

// Name returns what the record is called.
func (m *Record) Name() string { return m.Values["name"].S }

// home is what the record belongs to.
func (m *Record) home() home { return home{m.Project(), m.Portfolio()} }

func (m *Record) clone() *Record {
	c := *m
	c.Values = maps.Clone(m.Values)
	return &c
}

// data returns what the history keeps of the record.
func (m *Record) data() string { return m.slots.Encode(m.Values, nil) }

// FromHistory makes the record that a version in the history describes.
func FromHistory(slots field.Slots, id, version int64, data string) (*Record, error) {
	vs, _, err := slots.DecodeAll(data)
	return &Record{ID: id, Version: version, Values: vs, slots: slots}, err
}

// Kind is one noun: what tells its records from the others.
type Kind struct {
	Entity string     // by which the history, the events and the catalogue know it; the name of its table too
	Label  label.Text // what many are called: “Key dates”
	Many   label.Text // the same within a sentence: “key dates”
	Table  Table

	Date   string   // the attribute that says when it is due; "" for none
	Status string   // the list that says how it stands
	Done   string   // the option of that list for what is done
	Closed []string // all its options that end a record; the others leave it open. What an option means, when it says so, counts before both
	DoneOn string   // the attribute that says since when it is done; "" for none
	Owner  string   // the attribute that says who sees to it; "" for none
	Notice string   // the notice that tells that person; "" for none
	Order  []string // the attributes by which lists are ordered, with - for downwards
	Ticks  []string // what the owner may change who sees what it belongs to and may not edit it
	Homes  bool     // may belong to a portfolio instead of a project

	// Derived are the attributes that follow from the others, by Follow.
	Derived []string
	Follow  func(r Rules, vs field.Values, key string, on day.Day) field.Value
	// Begin, when not nil, completes a new record on the day from which it is.
	Begin func(vs field.Values, on day.Day)
	// Check, when not nil, refuses a value that the catalogue would accept.
	Check func(f *field.Field, v field.Value) error
	// Settle, when not nil, makes the values agree after a change: what they
	// were, what they are, and which of them were said.
	Settle func(was, vs, said field.Values)
	// High, when not nil, reports whether an open record asks for attention now.
	High func(vs field.Values) bool
}

// Rules are what the catalogue says of the states of a kind's records.
type Rules struct {
	kind   *Kind
	states map[int64]string // the options of the list of states, by id
	ids    map[string]int64
	ended  map[int64]bool // those that end a record: by what they mean, else by their keys
	done   map[int64]bool // those for what is done
}

// Rules reads the rules out of the kind's catalogue.
func (k *Kind) Rules(c *field.Catalogue) Rules {
	r := Rules{k, map[int64]string{}, map[string]int64{}, map[int64]bool{}, map[int64]bool{}}
	if f := c.Get(k.Status); f != nil {
		for _, o := range f.Choices {
			r.states[o.ID], r.ids[o.Key] = o.Key, o.ID
			r.ended[o.ID] = o.Ended() || o.Meaning == "" && slices.Contains(k.Closed, o.Key)
			r.done[o.ID] = k.Done != "" && (o.Meaning == "done" || o.Meaning == "" && o.Key == k.Done)
		}
	}
	return r
}

// State returns the key of the option that says how a record stands.
func (r Rules) State(vs field.Values) string { return r.states[vs[r.kind.Status].N] }

// IsDone reports whether a record is done, and not dropped.
func (r Rules) IsDone(vs field.Values) bool { return r.done[vs[r.kind.Status].N] }

// IsOpen reports whether a record is neither done nor ended in another way.
func (r Rules) IsOpen(vs field.Values) bool { return !r.ended[vs[r.kind.Status].N] }

// Ends reports whether an option of the list of states ends a record.
func (r Rules) Ends(state int64) bool { return r.ended[state] }

// IsLate reports whether the day of a record has passed and it is still open.
func (r Rules) IsLate(vs field.Values, on day.Day) bool {
	due := vs[r.kind.Date]
	return due.Set && day.Day(due.N) < on && r.IsOpen(vs)
}

// Follow returns what follows from the rest of a record, as read on a day: one
// of the kind's derived attributes, "late", or the month of its date. It is
// empty for any other key.
func (r Rules) Follow(vs field.Values, key string, on day.Day) field.Value {
	switch key {
	case "late":
		if r.IsLate(vs, on) {
			return field.Int(1)
		}
		return field.Int(0)
	case r.kind.Date + "_month":
		if due := vs[r.kind.Date]; due.Set {
			return field.Int(int64(day.Day(due.N).Month()))
		}
		return field.Value{}
	}
	if r.kind.Follow == nil {
		return field.Value{}
	}
	return r.kind.Follow(r, vs, key, on)
}
