// Package calendar keeps working calendars: when there is work in a week, which public
// holidays hold, and on which days it is otherwise. There is one of the organisation;
// others, of units and projects, say only in what they differ from the one above.
package calendar

import (
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/convention"
)

// Entity is the name under which the history knows calendars.
const Entity = "calendar"

// Standard is the id of the calendar of the organisation. It is always there: nobody
// deletes it, and while nobody has changed it it is as shipped.
const Standard = 1

// The bounds of what there may be.
const (
	mostCalendars = 1000
	mostDays      = 2000
	longestName   = 200
)

// Calendar is one of them. At most one of Unit and Project is set; neither is one that
// all may use.
type Calendar struct {
	ID      int64
	Version int64 // 0 of the standard one while nobody changed it
	Unit    int64
	Project int64
	Parent  int64 // from which it takes what it does not say; 0 only of the standard one
	Body
}

// Body is what a calendar says.
type Body struct {
	Key      string     `json:"key"` // by which documents know it, unique: a-z, 0-9 and _
	Name     label.Text `json:"name"`
	Week     *Week      `json:"week,omitempty"`     // nil for that of the parent; of the standard one, what the conventions say
	Holidays *string    `json:"holidays,omitempty"` // a set of engine/holiday, "" for none; nil for that of the parent
	Days     []Days     `json:"days,omitempty"`
}

// Week is the work of each day, Monday first. A day without shifts is off.
type Week [7][]Shift

// Shift is a stretch of work, in minutes since the day began: 0 ≤ From < To ≤ 1440.
type Shift struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Days are days, First to Last, that are otherwise: off where there are no shifts.
type Days struct {
	Name   string    `json:"name"`
	First  day.Day   `json:"first"`
	Last   day.Day   `json:"last"`
	Shifts []Shift   `json:"shifts,omitempty"`
	Yearly *Yearly   `json:"yearly,omitempty"` // nil for once
	Also   []day.Day `json:"also,omitempty"`   // further days on which they begin
	Except []day.Day `json:"except,omitempty"` // days on which they do not
}

// Yearly is how days come back: on their date, or on a weekday of the month.
type Yearly struct {
	Every   int          `json:"every,omitempty"`   // years; 0 and 1 for each
	Count   int          `json:"count,omitempty"`   // so many times in all; 0 for no end
	Until   day.Day      `json:"until,omitempty"`   // the last day on which they begin; 0 for no end
	Nth     int          `json:"nth,omitempty"`     // 1 the first such weekday of the month, -1 the last; 0 for the date
	Weekday time.Weekday `json:"weekday,omitempty"` // 0 is Sunday
}

// Set is all the calendars, by which any of them can be reckoned.
type Set struct {
	All   []Calendar // the standard one first, the others by id
	usual convention.Body
}

// shipped is the calendar of the organisation before anybody changed it.
func shipped() Calendar {
	return Calendar{ID: Standard, Body: Body{Key: "standard", Name: label.T("Organisation", "Organisation")}}
}

// Usual is the week of the conventions: Monday to Friday, as long as they say, with an
// hour off at 12:30 where a day is longer than the morning.
func Usual(c convention.Body) Week {
	const morning, noon, after = 9 * 60, 12*60 + 30, 13*60 + 30
	shifts := []Shift{{morning, morning + c.DayMinutes}}
	switch rest := c.DayMinutes - (noon - morning); {
	case rest > 24*60-after:
		shifts = []Shift{{0, c.DayMinutes}}
	case rest > 0:
		shifts = []Shift{{morning, noon}, {after, after + rest}}
	}
	var w Week
	for i := range 5 {
		w[i] = slices.Clone(shifts)
	}
	return w
}

// Get returns a calendar by its id.
func (s Set) Get(id int64) (Calendar, bool) {
	if i := slices.IndexFunc(s.All, func(c Calendar) bool { return c.ID == id }); i >= 0 {
		return s.All[i], true
	}
	return Calendar{}, false
}

// ByKey returns a calendar by its key.
func (s Set) ByKey(key string) (Calendar, bool) {
	if i := slices.IndexFunc(s.All, func(c Calendar) bool { return c.Key == key }); i >= 0 {
		return s.All[i], true
	}
	return Calendar{}, false
}

// Of returns which calendar holds for a project that names none: the first of its own,
// else the first of the nearest unit that has one, else the standard one. units are
// the unit of the project and those above it, the nearest first.
func (s Set) Of(project int64, units []int64) int64 {
	for _, c := range s.All {
		if project != 0 && c.Project == project {
			return c.ID
		}
	}
	for _, u := range units {
		for _, c := range s.All {
			if c.Unit == u && u != 0 {
				return c.ID
			}
		}
	}
	return Standard
}

// chain is a calendar and those from which it takes what it does not say, itself first.
func (s Set) chain(id int64) []Calendar {
	var out []Calendar
	for len(out) <= len(s.All) {
		c, ok := s.Get(id)
		if !ok {
			break
		}
		out = append(out, c)
		id = c.Parent
	}
	if len(out) == 0 || out[len(out)-1].ID != Standard {
		standard, _ := s.Get(Standard)
		out = append(out, standard)
	}
	return out
}

// With returns the set with one more calendar, or another of one that is there.
func (s Set) With(c Calendar) Set {
	s.All = slices.Clone(s.All)
	if i := slices.IndexFunc(s.All, func(o Calendar) bool { return o.ID == c.ID }); i >= 0 {
		s.All[i] = c
	} else {
		s.All = append(s.All, c)
	}
	return s
}

// clone returns a calendar that can be changed by itself.
func (c Calendar) clone() Calendar {
	if c.Week != nil {
		w := *c.Week
		c.Week = &w
	}
	c.Days = slices.Clone(c.Days)
	return c
}
