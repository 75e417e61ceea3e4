package config

import (
	"context"
	"fmt"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/calendar"
)

// working is a calendar of the organisation; those of units and of projects are no part
// of documents.
type working struct {
	Key      string             `json:"key"`
	Name     both               `json:"name"`
	Parent   string             `json:"parent" doc:"The key of the calendar from which it takes what it does not say; empty for the standard one"`
	Week     [][]calendar.Shift `json:"week" doc:"The work of Monday to Sunday in minutes of the day; empty for that of the parent, or of the conventions"`
	Holidays string             `json:"holidays" doc:"The key of a set of public holidays; none, or above for those of the parent"`
	Days     []otherwise        `json:"days" doc:"Days that are otherwise"`
}

type otherwise struct {
	Name   string           `json:"name"`
	First  string           `json:"first" doc:"2026-12-24"`
	Last   string           `json:"last" doc:"The same day when empty"`
	Shifts []calendar.Shift `json:"shifts" doc:"Their work in minutes of the day; off when empty"`
	Yearly *again           `json:"yearly" doc:"How they come back; once when empty"`
	Also   []string         `json:"also" doc:"Further dates on which they begin"`
	Except []string         `json:"except" doc:"Dates on which they do not"`
}

type again struct {
	Every   int    `json:"every"`
	Count   int    `json:"count"`
	Until   string `json:"until"`
	Nth     int    `json:"nth"`
	Weekday int    `json:"weekday" doc:"0 is Sunday"`
}

var calendars = part{
	name: "calendars", title: label.T("Calendars", "Calendriers"), may: May,
	shape:   func() any { return &working{Holidays: "above", Week: [][]calendar.Shift{}, Days: []otherwise{}} },
	address: func(b any) string { return b.(*working).Key },
	called:  func(b any) label.Text { return b.(*working).Name.text() },
	read:    readCalendars, write: writeCalendars, finish: removeCalendars,
}

func readCalendars(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, err := calendar.Load(ctx, q)
	if st.change != 0 && err == nil {
		all, err = calendar.KnownAt(ctx, q, st.change)
	}
	var out []entry
	for _, c := range all.All {
		if c.Unit != 0 || c.Project != 0 || c.ID == calendar.Standard && c.Version == 0 {
			continue
		}
		w := &working{Key: c.Key, Name: bothOf(c.Name), Holidays: "above", Week: [][]calendar.Shift{}, Days: []otherwise{}}
		if up, ok := all.Get(c.Parent); ok && up.ID != calendar.Standard {
			w.Parent = up.Key
		}
		if c.Holidays != nil {
			w.Holidays = *c.Holidays
			if *c.Holidays == "" {
				w.Holidays = "none"
			}
		}
		if c.Week != nil {
			for _, shifts := range c.Week {
				w.Week = append(w.Week, append([]calendar.Shift{}, shifts...))
			}
		}
		for _, d := range c.Days {
			w.Days = append(w.Days, otherwiseOf(d))
		}
		out = append(out, entry{c.ID, w})
	}
	return out, err
}

func otherwiseOf(d calendar.Days) otherwise {
	o := otherwise{Name: d.Name, First: isoDay(d.First), Shifts: append([]calendar.Shift{}, d.Shifts...), Also: isoDays(d.Also), Except: isoDays(d.Except)}
	if d.Last != d.First {
		o.Last = isoDay(d.Last)
	}
	if y := d.Yearly; y != nil {
		o.Yearly = &again{y.Every, y.Count, isoDay(y.Until), y.Nth, int(y.Weekday)}
	}
	return o
}

func isoDays(all []day.Day) []string {
	out := []string{}
	for _, d := range all {
		out = append(out, isoDay(d))
	}
	return out
}

// body reads what a document says of a calendar.
func (w *working) body() (b calendar.Body, err error) {
	b = calendar.Body{Key: w.Key, Name: w.Name.text()}
	if w.Holidays != "above" {
		set := w.Holidays
		if set == "none" {
			set = ""
		}
		b.Holidays = &set
	}
	if len(w.Week) > 0 && len(w.Week) != 7 {
		return b, fault.Invalid("week", label.T("A week has seven days, from Monday to Sunday; an empty list takes that of the calendar above", "Une semaine a sept jours, du lundi au dimanche\u202f; une liste vide prend celle du calendrier supérieur"))
	}
	if len(w.Week) == 7 {
		b.Week = &calendar.Week{}
		copy(b.Week[:], w.Week)
	}
	for i, o := range w.Days {
		d := calendar.Days{Name: o.Name, Shifts: o.Shifts, Also: make([]day.Day, len(o.Also)), Except: make([]day.Day, len(o.Except))}
		read := func(what, text string, into *day.Day) {
			if err == nil {
				*into, err = dayOf(fmt.Sprintf("days[%d].%s", i, what), text)
			}
		}
		read("first", o.First, &d.First)
		read("last", o.Last, &d.Last)
		if o.Yearly != nil {
			d.Yearly = &calendar.Yearly{Every: o.Yearly.Every, Count: o.Yearly.Count, Nth: o.Yearly.Nth, Weekday: time.Weekday(o.Yearly.Weekday)}
			read("yearly.until", o.Yearly.Until, &d.Yearly.Until)
		}
		for n, text := range o.Also {
			read("also", text, &d.Also[n])
		}
		for n, text := range o.Except {
			read("except", text, &d.Except[n])
		}
		b.Days = append(b.Days, d)
	}
	return b, err
}

// writeCalendars keeps those that need no other first.
func writeCalendars(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	waiting := []*Step{}
	for _, s := range steps {
		if s.Kind != Removed {
			waiting = append(waiting, s)
		}
	}
	for len(waiting) > 0 {
		all, err := calendar.Load(ctx, tx)
		if err != nil {
			return err
		}
		var later []*Step
		for _, s := range waiting {
			w := s.now.(*working)
			up, known := all.ByKey(w.Parent)
			if w.Parent == "" {
				up.ID, known = calendar.Standard, true
			}
			if !known {
				later = append(later, s)
				continue
			}
			if err := st.try(s, writeCalendar(ctx, tx, st, s, up.ID)); err != nil {
				return err
			}
			if all, err = calendar.Load(ctx, tx); err != nil {
				return err
			}
		}
		if len(later) == len(waiting) {
			for _, s := range later {
				err := fault.Invalid("parent", label.F("There is no calendar of the key “%s”", "Aucun calendrier n’a la clé «\u202f%s\u202f»", s.now.(*working).Parent))
				if err := st.try(s, err); err != nil {
					return err
				}
			}
			return nil
		}
		waiting = later
	}
	return nil
}

func writeCalendar(ctx context.Context, tx *db.Tx, st *state, s *Step, parent int64) error {
	b, err := s.now.(*working).body()
	if err != nil {
		return err
	}
	all, err := calendar.Load(ctx, tx)
	if err != nil {
		return err
	}
	id := s.id
	if b.Key == "standard" {
		id, parent = calendar.Standard, 0
	}
	now, there := all.Get(id)
	if !there {
		_, err := calendar.Create(ctx, tx, st.who, calendar.Calendar{Parent: parent, Body: b})
		return err
	}
	_, err = calendar.Change(ctx, tx, st.who, id, now.Version, func(c *calendar.Calendar) error {
		c.Parent, c.Body = parent, b
		return nil
	})
	return err
}

// removeCalendars takes away those from which no other takes its days.
func removeCalendars(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind != Removed {
			continue
		}
		all, err := calendar.Load(ctx, tx)
		if err != nil {
			return err
		}
		c, there := all.Get(s.id)
		if !there {
			continue
		}
		if s.id == calendar.Standard || len(all.Below(s.id)) > 0 {
			st.stays(s, label.T("Others take their days from it: it stays", "D’autres en tiennent leurs jours\u202f: il reste"))
			continue
		}
		if err := st.try(s, calendar.Delete(ctx, tx, st.who, s.id, c.Version, 0)); err != nil {
			return err
		}
	}
	return nil
}
