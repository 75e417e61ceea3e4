// Package ical reads days off from iCalendar files, and writes feeds of days (RFC 5545).
// It knows whole days only: no hours, no zones.
package ical

import (
	"slices"
	"time"

	"vigie/ground/day"
)

// Event is something that lasts whole days.
type Event struct {
	UID         string
	First, Last day.Day // both included
	Summary     string
	Description string
	URL         string
	Sequence    int64     // how often it was changed, for programs that know an earlier state
	Cancelled   bool      // it will not be
	Yearly      *Yearly   // how it comes back; nil for once
	Also        []day.Day // further days on which it begins
	Except      []day.Day // days on which it does not
	Line        int       // of a file that was read: where it begins there
}

// Yearly is how an event comes back: on its date, or on a weekday of a month.
type Yearly struct {
	Every   int     // years; 0 and 1 for each
	Count   int     // so many times in all; 0 for no end
	Until   day.Day // the last day on which it begins; 0 for no end
	Nth     int     // 1 is the first such weekday of the month, -1 the last; 0 for the date
	Weekday time.Weekday
}

// Span are the days of an event as they fall.
type Span struct {
	First, Last day.Day // both included
	Summary     string
}

// Between returns when events fall from one day to another, both included, by date. An
// event that reaches into that time is given whole.
func Between(events []Event, from, to day.Day) []Span {
	var out []Span
	for i := range events {
		e := &events[i]
		for _, first := range e.begins(to) {
			if last := first + e.Last - e.First; last >= from && first <= to && !slices.Contains(e.Except, first) {
				out = append(out, Span{first, last, e.Summary})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Span) int { return int(a.First - b.First) })
	return slices.Compact(out)
}

// begins are the days up to one on which an event begins. Where a year has no such day,
// as 29 February, it does not.
func (e *Event) begins(to day.Day) []day.Day {
	out := []day.Day{e.First}
	if y := e.Yearly; y != nil {
		year, month, dom := e.First.Date()
		every := max(1, y.Every)
		for at := year + every; at <= 9999 && (y.Count == 0 || len(out) < y.Count); at += every {
			d, ok := day.Valid(at, int(month), dom)
			if y.Nth != 0 {
				d, ok = nth(at, month, y.Weekday, y.Nth)
			}
			if d > to || y.Until != 0 && d > y.Until {
				break
			}
			if ok {
				out = append(out, d)
			}
		}
	}
	out = append(out, e.Also...)
	slices.Sort(out)
	return slices.Compact(out)
}

// nth is the nth such weekday of a month, from its end where n is negative.
func nth(year int, month time.Month, weekday time.Weekday, n int) (day.Day, bool) {
	m := day.MonthOf(year, month)
	if n > 0 {
		d := m.First()
		d += day.Day((int(weekday)-int(d.Weekday())+7)%7 + 7*(n-1))
		return d, d.Month() == m
	}
	d := m.First() + day.Day(m.Days()) - 1
	d -= day.Day((int(d.Weekday())-int(weekday)+7)%7 + 7*(-n-1))
	return d, d.Month() == m
}
