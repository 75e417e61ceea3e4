package planfile

import (
	"time"

	"vigie/ground/day"
)

// Calendar says when there is work: by weekday, and on some days otherwise.
type Calendar struct {
	Line       int
	ID         string // by which the file knows it
	GUID       string
	Name       string
	Base       int  // its place: what it does not say; None for none
	OfResource bool // of one resource, not to choose from
	Baseline   bool // kept by the program for a baseline
	Week       [7]Day
	Exceptions []Exception
	Weeks      []Week // in which the days of the week are otherwise
}

// Day is the work of a day.
type Day struct {
	Said   bool // not as the base calendar has it
	Shifts []Shift
}

// Shift is a stretch of work, in minutes since the day began, From < To ≤ 1,440.
type Shift struct{ From, To int }

// Week are days of the week that hold for a time, Monday first.
type Week struct {
	Name        string
	From, Until day.Day
	Days        [7]Day
}

// Exception are days that are otherwise; without shifts they are off. Without a
// recurrence they are the days From to Until.
type Exception struct {
	Name        string
	From, Until day.Day
	Shifts      []Shift
	Every       Recurrence
	Step        int  // every so many days, weeks, months
	Times       int  // how often; 0 for until Until
	ByTimes     bool // entered by how often, not until when
	Weekdays    int  // of weekly ones: bit 0 is Sunday
	Item        int  // of a position in a month: 0 a day, 1 a weekday, 2 a day of the weekend, 3 to 9 Sunday to Saturday
	Nth         int  // 0 the first to 3 the fourth, 4 the last
	Month       int  // of yearly ones: 0 is January
	DayOfMonth  int
	Type        int // as Microsoft Project numbers them; 0 for none
}

// Recurrence is how an exception comes back.
type Recurrence uint8

// How exceptions come back.
const (
	Once Recurrence = iota
	Daily
	Weekly
	MonthlyByDay
	MonthlyByPosition
	YearlyByDay
	YearlyByPosition
)

// mostDays is how many days one exception may have.
const mostDays = 20_000

// Spell are days in a row that are otherwise.
type Spell struct {
	From, Until day.Day
	Shifts      []Shift
}

// Days returns the days of an exception as they fall.
func (e *Exception) Days() []Spell {
	if e.Every == Once || e.Every == Daily && e.Step <= 1 {
		return []Spell{{e.From, e.Until, e.Shifts}}
	}
	var out []Spell
	e.each(func(d day.Day) bool {
		if d > e.Until || e.Times > 0 && len(out) == e.Times || len(out) == mostDays {
			return false
		}
		if d >= e.From {
			out = append(out, Spell{d, d, e.Shifts})
		}
		return true
	})
	return out
}

// each goes through the days on which an exception falls, from about its first on.
func (e *Exception) each(yield func(day.Day) bool) {
	step := max(1, e.Step)
	switch e.Every {
	case Daily:
		for d := e.From; yield(d); d += day.Day(step) {
		}
	case Weekly:
		if e.Weekdays&127 == 0 {
			return
		}
		// weeks begin on Sunday
		for week := e.From - day.Day(e.From.Weekday()); ; week += day.Day(7 * step) {
			for w := range 7 {
				if e.Weekdays>>w&1 == 1 && !yield(week+day.Day(w)) {
					return
				}
			}
		}
	case MonthlyByDay, MonthlyByPosition:
		for m := e.From.Month(); m.First() <= e.Until; m += day.Month(step) {
			if d, ok := e.in(m); ok && !yield(d) {
				return
			}
		}
	case YearlyByDay, YearlyByPosition:
		year, _, _ := e.From.Date()
		for ; year < 9999; year++ {
			m := day.MonthOf(year, time.Month(min(max(e.Month, 0), 11)+1))
			if d, ok := e.in(m); ok && !yield(d) || m.First() > e.Until {
				return
			}
		}
	}
}

// in returns the day of a month on which an exception falls, if it has it.
func (e *Exception) in(m day.Month) (day.Day, bool) {
	if e.Every == MonthlyByDay || e.Every == YearlyByDay {
		return m.First() + day.Day(e.DayOfMonth) - 1, e.DayOfMonth >= 1 && e.DayOfMonth <= m.Days()
	}
	last, seen := day.Day(0), 0
	for d := m.First(); d < m.First()+day.Day(m.Days()); d++ {
		if !e.item(d.Weekday()) {
			continue
		}
		if last = d; seen == e.Nth && e.Nth < 4 {
			return d, true
		}
		seen++
	}
	return last, e.Nth >= 4 && last != 0
}

// item reports whether a weekday is what the position counts.
func (e *Exception) item(w time.Weekday) bool {
	weekend := w == time.Saturday || w == time.Sunday
	switch e.Item {
	case 0:
		return true
	case 1:
		return !weekend
	case 2:
		return weekend
	}
	return int(w) == e.Item-3
}

// Worked is when there is work by a calendar, with all that its base ones say: the week
// from Monday, and the days that are otherwise; of several that hold on a day, the last.
// ok is false where calendars are based on each other.
func (p *Plan) Worked(calendar int) (week [7][]Shift, spells []Spell, ok bool) {
	var chain []int
	for c := calendar; c >= 0 && c < len(p.Calendars); c = p.Calendars[c].Base {
		if len(chain) > len(p.Calendars) {
			return week, nil, false
		}
		chain = append(chain, c)
	}
	for i := len(chain) - 1; i >= 0; i-- {
		c := &p.Calendars[chain[i]]
		for d := range week {
			if c.Week[d].Said {
				week[d] = c.Week[d].Shifts
			}
		}
	}
	for i := len(chain) - 1; i >= 0; i-- {
		spells = append(spells, p.Calendars[chain[i]].spells()...)
	}
	return week, spells, true
}

func (c *Calendar) spells() []Spell {
	var out []Spell
	for i := range c.Weeks {
		w := &c.Weeks[i]
		for d := w.From; d <= w.Until && len(out) < mostDays; d++ {
			if on := w.Days[(int(d.Weekday())+6)%7]; on.Said {
				out = append(out, Spell{d, d, on.Shifts})
			}
		}
	}
	for i := range c.Exceptions {
		out = append(out, c.Exceptions[i].Days()...)
	}
	return out
}
