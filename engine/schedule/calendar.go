package schedule

import (
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Time is a local minute without zone: the number of a day × 1,440 and the minute of
// that day. 0 is no time. The end of a day is the beginning of the next.
type Time int64

// PerDay are the minutes of a day.
const PerDay = 1440

// At returns the minute of a day.
func At(d day.Day, minute int) Time { return Time(d)*PerDay + Time(minute) }

// Day returns the day in which the minute begins.
func (t Time) Day() day.Day { return day.Day(t / PerDay) }

// Minute returns the minutes since the day began, 0 to 1,439.
func (t Time) Minute() int { return int(t % PerDay) }

// Shift is a stretch of work within a day, in minutes since it began, 0 ≤ From < To ≤ 1,440.
type Shift struct{ From, To int }

// Exception replaces the work of the days From to Until, both included. No shifts is
// a day off.
type Exception struct {
	From, Until day.Day
	Shifts      []Shift
}

// Work says when there is work: by weekday, Monday first, and on some days otherwise.
// Of exceptions that hold on one day the last counts.
type Work struct {
	Week       [7][]Shift
	Exceptions []Exception
}

// Calendar counts working minutes. It can be read by many at a time.
//
// Inside this package a moment of a calendar is a spot: twice the number of working
// minutes before it, and 1 more where it is the beginning of the next one rather than
// the end of the last. Friday 17:00 and Monday 8:00 are the two spots of one number,
// so that whoever adds work to spots never looks at the calendar.
type Calendar struct {
	first, end day.Day   // the days of the table, which holds all exceptions
	before     []int64   // by day of the table, and its end: the working minutes from first to it
	kinds      []int32   // by day of the table: its pattern
	patterns   []pattern // the first seven are those of the week
	week       [8]int64  // working minutes from Monday to each weekday
	inverse    []int32   // by bucket of working minutes: a day of the table at or before it
	bucket     int64
}

type pattern struct {
	shifts []Shift
	total  int64
}

type spot int64

// soonest and latest stand for no bound.
const (
	soonest spot = -1 << 62
	latest  spot = 1 << 62
)

// maxDays keeps a calendar, with what a file may say, from taking memory without end.
const maxDays = 400 * 366

// NewCalendar makes a calendar. Every week must have some work, for otherwise a task
// might never end.
func NewCalendar(w Work) (*Calendar, error) {
	c := &Calendar{}
	for i, shifts := range w.Week {
		p, err := newPattern(shifts)
		if err != nil {
			return nil, err
		}
		c.patterns = append(c.patterns, p)
		c.week[i+1] = c.week[i] + p.total
	}
	if c.week[7] == 0 {
		return nil, fault.Invalid("week", label.T("A week needs at least one working minute", "Une semaine doit comporter au moins une minute travaillée"))
	}
	return c, c.tabulate(w.Exceptions)
}

func newPattern(shifts []Shift) (pattern, error) {
	shifts = slices.Clone(shifts)
	slices.SortFunc(shifts, func(a, b Shift) int { return a.From - b.From })
	p, end := pattern{}, 0
	for _, s := range shifts {
		if s.From < end || s.To <= s.From || s.To > PerDay {
			return pattern{}, fault.Invalid("shifts", label.T("The hours of a day must follow each other, between 0:00 and 24:00", "Les plages d’une journée doivent se suivre, entre 0 h et 24 h"))
		}
		if n := len(p.shifts); n > 0 && p.shifts[n-1].To == s.From {
			p.shifts[n-1].To = s.To
		} else {
			p.shifts = append(p.shifts, s)
		}
		p.total += int64(s.To - s.From)
		end = s.To
	}
	return p, nil
}

// tabulate lays out the days on which the exceptions lie; around them weeks repeat.
func (c *Calendar) tabulate(exceptions []Exception) error {
	if len(exceptions) == 0 {
		return nil
	}
	for i, e := range exceptions {
		if e.From <= 0 || e.Until < e.From {
			return fault.Invalid("exceptions", label.T("An exception ends on the day it begins or later", "Une exception se termine le jour où elle commence ou plus tard"))
		}
		if i == 0 || e.From < c.first {
			c.first = e.From
		}
		c.end = max(c.end, e.Until+1)
	}
	if c.end-c.first > maxDays {
		return fault.Invalid("exceptions", label.T("The exceptions of a calendar lie more than 400 years apart", "Les exceptions d’un calendrier s’étendent sur plus de 400 ans"))
	}
	c.kinds = make([]int32, c.end-c.first)
	for i := range c.kinds {
		c.kinds[i] = int32(weekday(c.first + day.Day(i)))
	}
	for _, e := range exceptions {
		p, err := newPattern(e.Shifts)
		if err != nil {
			return err
		}
		c.patterns = append(c.patterns, p)
		for d := e.From; d <= e.Until; d++ {
			c.kinds[d-c.first] = int32(len(c.patterns) - 1)
		}
	}
	c.before = make([]int64, len(c.kinds)+1)
	for i, k := range c.kinds {
		c.before[i+1] = c.before[i] + c.patterns[k].total
	}
	c.invert()
	return nil
}

// invert prepares finding the day of a working minute without a search.
func (c *Calendar) invert() {
	total := c.before[len(c.kinds)]
	c.bucket = max(1, total/int64(len(c.kinds)))
	c.inverse = make([]int32, total/c.bucket+1)
	at := int32(0)
	for i := range c.inverse {
		for c.before[at+1] <= int64(i)*c.bucket && int(at+1) < len(c.kinds) {
			at++
		}
		c.inverse[i] = at
	}
}

// weekday numbers the days of the week from Monday, 0: 0001-01-01 was one.
func weekday(d day.Day) int {
	n := (int(d) - 1) % 7
	if n < 0 {
		n += 7
	}
	return n
}

// work returns the working minutes from the first day of the table, negative before
// it, to the beginning of a day.
func (c *Calendar) work(d day.Day) int64 {
	switch {
	case d < c.first:
		return -c.weekly(d, c.first)
	case d <= c.end && c.before != nil:
		return c.before[d-c.first]
	case c.before != nil:
		return c.before[c.end-c.first] + c.weekly(c.end, d)
	}
	return c.weekly(c.first, d)
}

// weekly counts from one day to a later one where only the week counts.
func (c *Calendar) weekly(from, to day.Day) int64 {
	n, a := int64(to-from), weekday(from)
	whole, rest := n/7, int(n%7)
	sum := whole * c.week[7]
	if b := a + rest; b <= 7 {
		return sum + c.week[b] - c.week[a]
	} else {
		return sum + c.week[7] - c.week[a] + c.week[b-7]
	}
}

func (c *Calendar) pattern(d day.Day) pattern {
	if d >= c.first && d < c.end {
		return c.patterns[c.kinds[d-c.first]]
	}
	return c.patterns[weekday(d)]
}

// dayOf returns the day in which the working minute n lies.
func (c *Calendar) dayOf(n int64) day.Day {
	if c.before != nil && n >= 0 && n < c.before[len(c.kinds)] {
		at := c.inverse[n/c.bucket]
		for c.before[at+1] <= n {
			at++
		}
		return c.first + day.Day(at)
	}
	from, base := c.first, int64(0)
	if c.before != nil && n >= 0 {
		from, base = c.end, c.before[len(c.kinds)]
	}
	// the Monday at or before from, and the working minutes to it
	monday := from - day.Day(weekday(from))
	n -= base - c.week[weekday(from)]
	weeks := n / c.week[7]
	if n%c.week[7] < 0 {
		weeks--
	}
	n -= weeks * c.week[7]
	d := 0
	for c.week[d+1] <= n {
		d++
	}
	return monday + day.Day(weeks*7) + day.Day(d)
}

// reach returns the spot of a time, and whether it lies within work or at its edge. Of
// a time without work it is the end of the work before.
func (c *Calendar) reach(t Time) (at spot, edge bool, next bool) {
	d, m := t.Day(), t.Minute()
	n := c.work(d)
	for _, s := range c.pattern(d).shifts {
		switch {
		case m < s.From:
			return spot(2 * n), m == 0 && c.ends(d-1), false
		case m < s.To:
			return spot(2 * (n + int64(m-s.From))), m > s.From || m == 0 && c.ends(d-1), true
		}
		n += int64(s.To - s.From)
		if m == s.To {
			return spot(2 * n), true, false
		}
	}
	return spot(2 * n), m == 0 && c.ends(d-1), false
}

// ends reports whether there is work until the end of a day.
func (c *Calendar) ends(d day.Day) bool {
	s := c.pattern(d).shifts
	return len(s) > 0 && s[len(s)-1].To == PerDay
}

// ceil returns the first spot at or after a time.
func (c *Calendar) ceil(t Time) spot {
	at, edge, _ := c.reach(t)
	if edge {
		return at
	}
	return at + 1
}

// floor returns the last spot at or before a time.
func (c *Calendar) floor(t Time) spot {
	at, _, next := c.reach(t)
	if next {
		return at + 1
	}
	return at
}

// time returns the minute at which a spot lies.
func (c *Calendar) time(at spot) Time {
	n := int64(at >> 1)
	if at&1 == 0 {
		d := c.dayOf(n - 1)
		left := n - c.work(d)
		for _, s := range c.pattern(d).shifts {
			if long := int64(s.To - s.From); left > long {
				left -= long
			} else {
				return At(d, s.From+int(left))
			}
		}
	}
	d := c.dayOf(n)
	left := n - c.work(d)
	for _, s := range c.pattern(d).shifts {
		if long := int64(s.To - s.From); left >= long {
			left -= long
		} else {
			return At(d, s.From+int(left))
		}
	}
	return 0 // never: the day has the minute
}

// Begin returns the first minute of work at or after t.
func (c *Calendar) Begin(t Time) Time { return c.time(c.ceil(t) | 1) }

// End returns the last moment at or before t at which work has just been done.
func (c *Calendar) End(t Time) Time { return c.time(c.floor(t) &^ 1) }

// Add returns when so many working minutes after t are done, or, of a negative number,
// when to begin in order to be done with them at t.
func (c *Calendar) Add(t Time, minutes int64) Time {
	if minutes < 0 {
		return c.time(spot(2*(int64(c.floor(t)>>1)+minutes)) | 1)
	}
	return c.time(spot(2 * (int64(c.ceil(t)>>1) + minutes)))
}

// Between returns the working minutes from a to b, negative where b comes first.
func (c *Calendar) Between(a, b Time) int64 { return int64(c.floor(b)>>1) - int64(c.floor(a)>>1) }
