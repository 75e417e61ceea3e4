package mspdi

import (
	"vigie/format/planfile"
	"vigie/ground/day"
)

var calendarLeaves = these(
	text("UID", func(c *planfile.Calendar) *string { return &c.ID }),
	text("GUID", func(c *planfile.Calendar) *string { return &c.GUID }),
	text("Name", func(c *planfile.Calendar) *string { return &c.Name }),
	unless("IsBaseCalendar", func(c *planfile.Calendar) *bool { return &c.OfResource }),
	flag("IsBaselineCalendar", func(c *planfile.Calendar) *bool { return &c.Baseline }),
)

// period is the part of an exception, a week or a weekday that says when.
type period struct{ from, to planfile.Time }

var periodLeaves = these(
	when("FromDate", func(p *period) *planfile.Time { return &p.from }),
	when("ToDate", func(p *period) *planfile.Time { return &p.to }),
)

type working struct{ from, to int }

var workingLeaves = these(
	clock("FromTime", func(w *working) *int { return &w.from }),
	clock("ToTime", func(w *working) *int { return &w.to }),
)

func (r *reader) readCalendar() error {
	if len(r.plan.Calendars) >= r.limits.Calendars {
		return r.many(r.limits.Calendars, "calendars", "calendriers")
	}
	at := len(r.plan.Calendars)
	c := planfile.Calendar{Line: r.w.Line(), Base: planfile.None}
	base := reference{line: r.w.Line(), at: at}
	var listed []planfile.Exception // by day, as versions before 2007 know them
	exceptional := false
	err := r.each(func(name string) error {
		switch name {
		case "BaseCalendarUID":
			s, err := r.words()
			if s != "0" && s != "" && s[0] != '-' { // what is no number of a calendar is none
				base.to = s
			}
			return err
		case "WeekDays":
			return r.each(r.one("WeekDay", func() error { return r.weekday(&c.Week, &listed) }))
		case "Exceptions":
			exceptional = true
			return r.each(r.one("Exception", func() error { return r.exception(&c) }))
		case "WorkWeeks":
			return r.each(r.one("WorkWeek", func() error { return r.workWeek(&c) }))
		}
		return take(r, &calendarLeaves, &c, name)
	})
	if err != nil {
		return err
	}
	if !exceptional { // else they say the same once more
		c.Exceptions = listed
	}
	if c.ID == "" {
		return r.refuse("the calendar “%s” has no UID; export the plan again", "le calendrier «\u202f%s\u202f» n’a pas d’UID\u202f; exportez de nouveau le plan", cut(c.Name))
	}
	if _, twice := r.calendars[c.ID]; twice {
		return r.refuse("two calendars have the UID %s; export the plan again", "deux calendriers ont l’UID %s\u202f; exportez de nouveau le plan", cut(c.ID))
	}
	r.calendars[c.ID] = at
	if base.to != "" && base.to != c.ID {
		base.named = c.Name
		r.bases = append(r.bases, base)
	}
	r.plan.Calendars = append(r.plan.Calendars, c)
	return nil
}

type dayType struct {
	number  int
	working bool
}

var dayLeaves = these(
	number("DayType", func(d *dayType) *int { return &d.number }),
	flag("DayWorking", func(d *dayType) *bool { return &d.working }),
)

// weekday reads a day of the week, or, of type 0, days that are otherwise.
func (r *reader) weekday(week *[7]planfile.Day, listed *[]planfile.Exception) error {
	d, when, shifts := dayType{number: -1}, period{}, []planfile.Shift(nil)
	err := r.each(func(name string) error {
		switch name {
		case "WorkingTimes":
			return r.times(&shifts)
		case "TimePeriod":
			return r.each(func(name string) error { return take(r, &periodLeaves, &when, name) })
		}
		return take(r, &dayLeaves, &d, name)
	})
	if err != nil {
		return err
	}
	if !d.working {
		shifts = nil
	}
	switch {
	case d.number == 0 && listed != nil:
		if err := r.part(); err != nil {
			return err
		}
		if when.from == 0 || when.to < when.from {
			return r.refuse("the days of an exception end before they begin; correct the calendar", "les jours d’une exception finissent avant de commencer\u202f; corrigez le calendrier")
		}
		*listed = append(*listed, planfile.Exception{From: when.from.Day(), Until: last(when.to), Shifts: shifts})
	case d.number >= 1 && d.number <= 7:
		week[(d.number+5)%7] = planfile.Day{Said: true, Shifts: shifts} // 1 is Sunday
	default:
		return r.refuse("there is no day of type %d; correct the calendar", "il n’existe pas de jour de type %d\u202f; corrigez le calendrier", d.number)
	}
	return nil
}

// last is the last day of a time that ends then; midnight ends the day before.
func last(t planfile.Time) day.Day {
	return (t - 1).Day()
}

func (r *reader) times(to *[]planfile.Shift) error {
	return r.each(r.one("WorkingTime", func() error {
		w := working{-1, -1}
		if err := r.each(func(name string) error { return take(r, &workingLeaves, &w, name) }); err != nil {
			return err
		}
		if w.from < 0 && w.to < 0 {
			return nil
		}
		if w.to == 0 {
			w.to = planfile.PerDay
		}
		if w.from < 0 || w.to <= w.from || len(*to) > 0 && (*to)[len(*to)-1].To > w.from || len(*to) > 50 {
			return r.refuse("the working times of a day must follow each other; correct the calendar", "les plages travaillées d’une journée doivent se suivre\u202f; corrigez le calendrier")
		}
		*to = append(*to, planfile.Shift{From: w.from, To: w.to})
		return nil
	}))
}

var exceptionLeaves = these(
	flag("EnteredByOccurrences", func(e *planfile.Exception) *bool { return &e.ByTimes }),
	number("Occurrences", func(e *planfile.Exception) *int { return &e.Times }),
	text("Name", func(e *planfile.Exception) *string { return &e.Name }),
	number("Type", func(e *planfile.Exception) *int { return &e.Type }),
	number("Period", func(e *planfile.Exception) *int { return &e.Step }),
	number("DaysOfWeek", func(e *planfile.Exception) *int { return &e.Weekdays }),
	number("MonthItem", func(e *planfile.Exception) *int { return &e.Item }),
	number("MonthPosition", func(e *planfile.Exception) *int { return &e.Nth }),
	number("Month", func(e *planfile.Exception) *int { return &e.Month }),
	number("MonthDay", func(e *planfile.Exception) *int { return &e.DayOfMonth }),
)

// recurrences are the types of exceptions, as Microsoft Project numbers them.
var recurrences = []planfile.Recurrence{planfile.Once, planfile.Once, planfile.YearlyByDay, planfile.YearlyByPosition, planfile.MonthlyByDay, planfile.MonthlyByPosition, planfile.Weekly, planfile.Daily, planfile.Daily, planfile.Once}

func (r *reader) exception(c *planfile.Calendar) error {
	if err := r.part(); err != nil {
		return err
	}
	e, when, works := planfile.Exception{}, period{}, dayType{}
	err := r.each(func(name string) error {
		switch name {
		case "WorkingTimes":
			return r.times(&e.Shifts)
		case "TimePeriod":
			return r.each(func(name string) error { return take(r, &periodLeaves, &when, name) })
		case "DayWorking":
			return take(r, &dayLeaves, &works, name)
		}
		return take(r, &exceptionLeaves, &e, name)
	})
	if err != nil {
		return err
	}
	if !works.working {
		e.Shifts = nil
	}
	if e.Type < 0 || e.Type >= len(recurrences) {
		return r.refuse("there is no exception of type %d; correct the calendar", "il n’existe pas d’exception de type %d\u202f; corrigez le calendrier", e.Type)
	}
	if when.from == 0 || when.to < when.from {
		return r.refuse("the exception “%s” ends before it begins; correct the calendar", "l’exception «\u202f%s\u202f» finit avant de commencer\u202f; corrigez le calendrier", cut(e.Name))
	}
	e.From, e.Until, e.Every = when.from.Day(), last(when.to), recurrences[e.Type]
	c.Exceptions = append(c.Exceptions, e)
	return nil
}

type named struct{ name string }

var nameLeaves = these(text("Name", func(n *named) *string { return &n.name }))

func (r *reader) workWeek(c *planfile.Calendar) error {
	if err := r.part(); err != nil {
		return err
	}
	w, when, n := planfile.Week{}, period{}, named{}
	err := r.each(func(name string) error {
		switch name {
		case "TimePeriod":
			return r.each(func(name string) error { return take(r, &periodLeaves, &when, name) })
		case "WeekDays":
			return r.each(r.one("WeekDay", func() error { return r.weekday(&w.Days, nil) }))
		}
		return take(r, &nameLeaves, &n, name)
	})
	if err != nil {
		return err
	}
	if when.from == 0 || when.to < when.from {
		return r.refuse("the work week “%s” ends before it begins; correct the calendar", "la semaine de travail «\u202f%s\u202f» finit avant de commencer\u202f; corrigez le calendrier", cut(n.name))
	}
	w.Name, w.From, w.Until = n.name, when.from.Day(), last(when.to)
	c.Weeks = append(c.Weeks, w)
	return nil
}
