package calendar

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/label"
)

// Line is what a file says of days, and whether a calendar already says the same.
type Line struct {
	Days
	Known bool
}

// Lines returns the days of a file that was read, in its order, as days off.
func (c Calendar) Lines(events []ical.Event) []Line {
	out := make([]Line, 0, len(events))
	known := c.Days
	for _, e := range events {
		d := Days{Name: named(e), First: e.First, Last: e.Last, Also: e.Also, Except: e.Except}
		if y := e.Yearly; y != nil {
			d.Yearly = &Yearly{y.Every, y.Count, y.Until, y.Nth, y.Weekday}
		}
		l := Line{Days: d, Known: d.among(known)}
		if !l.Known {
			known = append(known[:len(known):len(known)], d)
		}
		out = append(out, l)
	}
	return out
}

// named is what an event is called; one without words has its date.
func named(e ical.Event) string {
	name := strings.TrimSpace(e.Summary)
	if name == "" {
		return e.First.String()
	}
	if utf8.RuneCountInString(name) > longestName {
		name = string([]rune(name)[:longestName])
	}
	return name
}

func (d Days) among(all []Days) bool {
	for _, o := range all {
		o.Shifts = nil
		if label.Fold(o.Name) == label.Fold(d.Name) {
			o.Name = d.Name
		}
		if len(o.Also)+len(d.Also) == 0 {
			o.Also, d.Also = nil, nil
		}
		if len(o.Except)+len(d.Except) == 0 {
			o.Except, d.Except = nil, nil
		}
		if reflect.DeepEqual(o, d) {
			return true
		}
	}
	return false
}

// Take adds the days of a file that a calendar does not say yet.
func (c *Calendar) Take(lines []Line) {
	for _, l := range lines {
		if !l.Known {
			c.Days = append(c.Days, l.Days)
		}
	}
}

// Feed returns the days off of a calendar from the year before one to three years after
// it, in a language. Days that follow each other under one name are one event. uid is
// what the calendar is known by outside.
func (s Set) Feed(id int64, uid string, year int, l label.Lang) ical.Calendar {
	c, _ := s.Get(id)
	out := ical.Calendar{Name: c.Name.In(l)}
	for _, o := range s.Off(id, day.Of(year-1, time.January, 1), day.Of(year+3, time.December, 31)) {
		if len(o.Shifts) > 0 {
			continue
		}
		name := o.Name.In(l)
		if n := len(out.Events); n > 0 && !o.Holiday && out.Events[n-1].Summary == name && out.Events[n-1].Last == o.Date-1 {
			out.Events[n-1].Last = o.Date
			continue
		}
		out.Events = append(out.Events, ical.Event{UID: fmt.Sprintf("%s-%s@vigie", uid, o.Date), First: o.Date, Last: o.Date, Summary: name, Description: o.Source})
	}
	return out
}
