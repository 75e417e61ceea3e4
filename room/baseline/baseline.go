// Package baseline keeps what was planned at a date, to compare with: for each project
// any number of baselines of its plan, one of which may be its reference. The dates of the
// reference are those that the project and its key dates carry as their baseline, so that
// lists, summaries and plans measure drift against the same.
package baseline

import (
	"encoding/json"
	"fmt"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/plan"
)

// Entity is the name under which the history and the events know baselines.
const Entity = "baseline"

// Label names baselines.
var Label = label.T("Baseline", "Référence")

// The bounds of what is kept.
const (
	longestName = 200
	mostOfOne   = 500 // baselines of one project
	// MostProjects is of how many projects baselines are taken at once.
	MostProjects = 2000
)

// Baseline is what was planned at a date, without what it holds.
type Baseline struct {
	ID        int64
	Version   int64
	Project   int64
	Name      string
	On        day.Day // of which day it is
	Reference bool    // the one against which drift is measured
	Items     int     // how many items it holds
	Finish    schedule.Time
	Taken     int64 // milliseconds since 1970 UTC
	By        int64 // the account; 0 for the system
	content   int64
}

// Content is what a baseline holds.
type Content struct {
	Start day.Day `json:"start,omitempty"` // of the project; 0 for none
	End   day.Day `json:"end,omitempty"`
	Items []Item  `json:"items"` // in the order of the tree
}

// Item is a line of a plan as it was.
type Item struct {
	ID     int64         `json:"id"`
	Parent int64         `json:"up,omitempty"` // the phase that it was in; 0 for the top
	WBS    string        `json:"wbs"`
	Kind   plan.Kind     `json:"kind"`
	Name   string        `json:"name"`
	Start  schedule.Time `json:"from"`
	Finish schedule.Time `json:"to"`
	Day    day.Day       `json:"day,omitempty"`     // of a milestone, the date of its key date
	Length int64         `json:"minutes,omitempty"` // its duration
	Effort int64         `json:"effort,omitempty"`  // minutes of somebody's work
}

// said is a baseline as the history has it.
type said struct {
	Project   int64         `json:"project"`
	Name      string        `json:"name"`
	On        day.Day       `json:"on"`
	Reference bool          `json:"reference,omitempty"`
	Content   int64         `json:"content"`
	Items     int           `json:"items"`
	Finish    schedule.Time `json:"finish,omitempty"`
	Taken     int64         `json:"taken"`
	By        int64         `json:"by,omitempty"`
}

func (b *Baseline) data() string {
	text, _ := json.Marshal(said{b.Project, b.Name, b.On, b.Reference, b.content, b.Items, b.Finish, b.Taken, b.By}) // numbers and texts
	return string(text)
}

func fromData(id, version int64, text string) (*Baseline, error) {
	s := said{}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, fmt.Errorf("reading baseline %d: %w", id, err)
	}
	return &Baseline{id, version, s.Project, s.Name, s.On, s.Reference, s.Items, s.Finish, s.Taken, s.By, s.Content}, nil
}

// Owner returns the project of a baseline as the history has it.
func Owner(data string) int64 {
	s := said{}
	_ = json.Unmarshal([]byte(data), &s) // what is not ours has none
	return s.Project
}

// Of is what a plan now holds, as a baseline of it would.
func Of(v *plan.View) Content {
	c := Content{Items: make([]Item, len(v.Rows))}
	for n, r := range v.Rows {
		c.Items[n] = Item{r.ID, r.Parent, r.WBS, r.Kind, r.Name, r.Dates.EarlyStart, r.Dates.EarlyFinish, r.Day, r.Minutes, r.Effort}
	}
	return c
}

// finish is when all was to be done; 0 for a content without items.
func (c *Content) finish() schedule.Time {
	last := schedule.Time(0)
	for _, i := range c.Items {
		last = max(last, i.Finish)
	}
	return last
}
