// Package project keeps projects: what they are, which changes the rules
// allow, and what becomes of them.
package project

import (
	"maps"
	"strings"

	"vigie/ground/day"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know projects.
const Entity = "project"

// State is where a project is in its life as a record.
type State string

// The states. Archived projects are out of the lists of every day; deleted
// ones wait thirty days in the bin; a merged one lives on in another.
const (
	Active   State = "active"
	Archived State = "archived"
	Deleted  State = "deleted"
	Merged   State = "merged"
)

// BinDays is how long a deleted project can be restored.
const BinDays = 30

// Project is one project as it is, or was, at a date.
type Project struct {
	ID        int64
	Version   int64
	State     State
	Since     day.Day           // of the state, when it is not active
	Values    field.Values      // by attribute key; absent is empty
	Unread    map[string]string // texts of imported cells that could not be read
	Created   int64             // milliseconds since 1970 UTC
	Updated   int64
	UpdatedBy int64

	slots field.Slots // under which names the values are stored
}

// Unit returns the id of the unit that the project belongs to.
func (p *Project) Unit() int64 { return p.Values["unit"].N }

// Manager returns the account that manages the project, or 0.
func (p *Project) Manager() int64 { return p.Values["manager"].N }

// Name returns the project's name.
func (p *Project) Name() string { return p.Values["name"].S }

func (p *Project) clone() *Project {
	c := *p
	c.Values = maps.Clone(p.Values)
	c.Unread = maps.Clone(p.Unread)
	return &c
}

// monthOf is the hidden attribute that says which month a monthly value is of.
// No key that people define has a point in it.
func monthOf(key string) string {
	if key == "weather" || key == "comment" {
		return key + "_month"
	}
	return key + ".month"
}

// isMonthOf reports whether a key is that of a hidden month.
func isMonthOf(key string) bool {
	return key == "weather_month" || key == "comment_month" || strings.HasSuffix(key, ".month")
}

// data returns what the history keeps of the project; "" when it is not there any more.
func (p *Project) data() string {
	if p.State == Deleted || p.State == Merged {
		return ""
	}
	if p.State == Active {
		return p.slots.Encode(p.Values, p.Unread)
	}
	vs := maps.Clone(p.Values)
	vs["state"] = field.Str(string(p.State))
	return p.slots.Encode(vs, p.Unread)
}

// FromHistory makes the project that a version in the history describes.
func FromHistory(slots field.Slots, id, version int64, data string) (*Project, error) {
	vs, unread, err := slots.DecodeAll(data)
	if err != nil {
		return nil, err
	}
	p := &Project{ID: id, Version: version, State: Active, Values: vs, Unread: unread, slots: slots}
	if s, ok := vs["state"]; ok {
		p.State = State(s.S)
		delete(vs, "state")
	}
	return p, nil
}
