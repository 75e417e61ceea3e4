package calendar

import (
	"slices"
	"time"

	"vigie/engine/holiday"
	"vigie/engine/schedule"
	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/label"
)

// Off is a day that is not as its weekday, with why.
type Off struct {
	Date    day.Day
	Name    label.Text
	Source  string  // of a public holiday: the law, or the library
	Holiday bool    // it is one of the set
	From    int64   // the calendar that says it
	Shifts  []Shift // none for a day off
}

// WeekOf returns the week of a calendar, and which calendar says it.
func (s Set) WeekOf(id int64) (Week, int64) {
	for _, c := range s.chain(id) {
		if c.Week != nil {
			return *c.Week, c.ID
		}
	}
	return Usual(s.usual), Standard
}

// HolidaysOf returns the set of public holidays of a calendar, "" for none, and which
// calendar says it.
func (s Set) HolidaysOf(id int64) (string, int64) {
	for _, c := range s.chain(id) {
		if c.Holidays != nil {
			return *c.Holidays, c.ID
		}
	}
	return "", Standard
}

// Off returns the days from one to another, both included, that are not as their
// weekday, by date. What a calendar says counts before what those above it say, and
// both before public holidays; of one calendar the last line counts.
func (s Set) Off(id int64, from, until day.Day) []Off {
	by := map[day.Day]Off{}
	s.each(id, from, until, func(o Off, last day.Day) {
		for d := max(from, o.Date); d <= min(until, last); d++ {
			o.Date = d
			by[d] = o
		}
	})
	out := make([]Off, 0, len(by))
	for _, o := range by {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b Off) int { return int(a.Date - b.Date) })
	return out
}

// each hands over what is otherwise, what counts less first, with its last day.
func (s Set) each(id int64, from, until day.Day, f func(o Off, last day.Day)) {
	if set, of := s.HolidaysOf(id); set != "" {
		first, _, _ := from.Date()
		last, _, _ := until.Date()
		// the bounds are those of the engine, and the set was checked when it was kept
		days, _ := holiday.Days(set, min(max(first, holiday.FirstYear), holiday.LastYear), max(min(last, holiday.LastYear), holiday.FirstYear))
		for _, d := range days {
			f(Off{d.Date, d.Name, d.Source, true, of, nil}, d.Date)
		}
	}
	for _, c := range slices.Backward(s.chain(id)) {
		for i := range c.Days {
			d := &c.Days[i]
			for _, at := range ical.Between([]ical.Event{d.event()}, from, until) {
				f(Off{at.First, label.Exactly(d.Name, d.Name), "", false, c.ID, d.Shifts}, at.Last)
			}
		}
	}
}

// event is a line of days as the format of calendars has it.
func (d *Days) event() ical.Event {
	e := ical.Event{First: d.First, Last: d.Last, Summary: d.Name, Also: d.Also, Except: d.Except}
	if y := d.Yearly; y != nil {
		e.Yearly = &ical.Yearly{Every: y.Every, Count: y.Count, Until: y.Until, Nth: y.Nth, Weekday: y.Weekday}
	}
	return e
}

// Work returns what a calendar says from one day to another, both included, as plans
// reckon with it; outside of these days weeks repeat.
func (s Set) Work(id int64, from, until day.Day) schedule.Work {
	var out schedule.Work
	week, _ := s.WeekOf(id)
	for i, shifts := range week {
		out.Week[i] = shiftsOf(shifts)
	}
	s.each(id, from, until, func(o Off, last day.Day) {
		if first, last := max(o.Date, from), min(last, until); first <= last {
			out.Exceptions = append(out.Exceptions, schedule.Exception{From: first, Until: last, Shifts: shiftsOf(o.Shifts)})
		}
	})
	return out
}

func shiftsOf(all []Shift) []schedule.Shift {
	out := make([]schedule.Shift, len(all))
	for i, s := range all {
		out[i] = schedule.Shift{From: s.From, To: s.To}
	}
	return out
}

// Year is a year of a calendar.
type Year struct {
	Week    Week
	Off     []Off
	Days    int   // on which there is work
	Minutes int64 // of work
}

// Year returns a year of a calendar, from 1980 to 2199.
func (s Set) Year(id int64, year int) (Year, error) {
	from, until := day.Of(year, time.January, 1), day.Of(year, time.December, 31)
	y := Year{Off: s.Off(id, from, until)}
	y.Week, _ = s.WeekOf(id)
	c, err := schedule.NewCalendar(s.Work(id, from, until))
	if err != nil {
		return y, err
	}
	y.Minutes = c.Between(schedule.At(from, 0), schedule.At(until+1, 0))
	for d := from; d <= until; d++ {
		if c.Between(schedule.At(d, 0), schedule.At(d+1, 0)) > 0 {
			y.Days++
		}
	}
	return y, nil
}
