package transfer

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"vigie/engine/holiday"
	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/calendar"
	"vigie/room/exchange"
)

// Days off are carried over from two years before a plan to ten years after it, and as
// many as a calendar may have.
const (
	daysBefore = 2 * 366
	daysAfter  = 10 * 366
	mostDays   = 2000
)

// calendars finds for each calendar of the file that counts for something one that the
// plan may use and that works the same, and else makes one of the project.
func (c *carrier) calendars() error {
	c.on = map[int]int64{}
	if c.computed == nil {
		return nil
	}
	from, until := c.reach()
	places := []int{c.p.Calendar}
	for i := range c.p.Tasks {
		if place := c.computed.Place(i); place != planfile.None && !c.skipped(i) && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	usable, set, own := c.t.Calendars()
	slices.SortStableFunc(usable, func(a, b calendar.Calendar) int { // that of the plan first
		return cmp.Compare(rank(a.ID != own), rank(b.ID != own))
	})
	for _, place := range places {
		work, err := exchange.Work(c.p, place)
		if err != nil {
			return err
		}
		says := laidOut(work, from, until)
		same := slices.IndexFunc(usable, func(o calendar.Calendar) bool {
			return sameWeek(set.Work(o.ID, from, from).Week, work.Week) && slices.EqualFunc(laidOut(set.Work(o.ID, from, until), from, until), says, slices.Equal[[]schedule.Shift])
		})
		if same >= 0 {
			c.on[place] = usable[same].ID
			continue
		}
		made := c.made(place, work, set, says, from)
		made.ID, made.Project = -int64(len(c.in.Calendars)+1), c.t.Project()
		if _, err := set.Foresee(made); err != nil {
			return err
		}
		c.in.Calendars = append(c.in.Calendars, made)
		c.r.Calendars = append(c.r.Calendars, made.Name.In(c.lang))
		usable, set = append(usable, made), set.With(made)
		c.on[place] = made.ID
	}
	c.in.Settings.Calendar = c.on[c.p.Calendar]
	delete(c.on, c.p.Calendar) // what is on that of the plan says none
	return nil
}

func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// reach are the days over which calendars are compared and carried over.
func (c *carrier) reach() (from, until day.Day) {
	first, last := c.computed.Network.Start, c.computed.Network.Finish()
	for i := range c.p.Tasks {
		s := &c.p.Tasks[i].Stored
		last = max(last, schedule.Time(s.Finish))
		if s.Start != 0 {
			first = min(first, schedule.Time(s.Start))
		}
	}
	low, high := day.Of(holiday.FirstYear, 1, 1), day.Of(holiday.LastYear, 12, 31)
	from = min(high, max(low, first.Day()-daysBefore))
	return from, min(high, max(from, min(last.Day(), from+100*366)+daysAfter))
}

// laidOut is the work of each day.
func laidOut(w schedule.Work, from, until day.Day) [][]schedule.Shift {
	out := make([][]schedule.Shift, until-from+1)
	for d := from; d <= until; d++ {
		out[d-from] = w.Week[weekday(d)]
	}
	for _, e := range w.Exceptions {
		for d := max(from, e.From); d <= min(until, e.Until); d++ {
			out[d-from] = e.Shifts
		}
	}
	return out
}

// weekday is the place of a day in a week that begins on Monday.
func weekday(d day.Day) int { return (int(d.Weekday()) + 6) % 7 }

func sameWeek(a, b [7][]schedule.Shift) bool {
	for i := range a {
		if !slices.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// made is a calendar of the project that works as one of the file. It stands below that
// of the organisation, whose days off it takes back where the file works on them.
func (c *carrier) made(place int, work schedule.Work, set calendar.Set, says [][]schedule.Shift, from day.Day) calendar.Calendar {
	name, names := c.namesOf(place)
	none := ""
	week := calendar.Week{}
	for i := range work.Week {
		week[i] = shiftsOf(work.Week[i])
	}
	out := calendar.Calendar{Parent: calendar.Standard, Body: calendar.Body{Name: label.Exactly(name, name), Week: &week, Holidays: &none}}
	out.Name = label.T(name, name)
	above := map[day.Day]bool{}
	for _, o := range set.Off(calendar.Standard, from, from+day.Day(len(says))-1) {
		above[o.Date] = !o.Holiday
	}
	for n, shifts := range says {
		d := from + day.Day(n)
		why := names[d]
		if why == "" {
			why = name
		}
		k := len(out.Days) - 1
		goesOn := k >= 0 && out.Days[k].Last == d-1 && out.Days[k].Name == why && d-out.Days[k].First < 365 && slices.Equal(out.Days[k].Shifts, shiftsOf(shifts))
		if goesOn && names[d] != "" { // with the weekend in its middle
			out.Days[k].Last = d
			continue
		}
		if !above[d] && slices.Equal(shifts, work.Week[weekday(d)]) {
			continue
		}
		if goesOn {
			out.Days[k].Last = d
			continue
		}
		if len(out.Days) == mostDays {
			c.r.Notes = append(c.r.Notes, label.F("The calendar “%s” has more days off than one here holds: those after %s are left out", "Le calendrier «\u202f%s\u202f» a plus de jours chômés qu’un calendrier n’en contient ici\u202f: ceux d’après le %s sont laissés de côté", name, d))
			break
		}
		out.Days = append(out.Days, calendar.Days{Name: why, First: d, Last: d, Shifts: shiftsOf(shifts)})
	}
	return out
}

func shiftsOf(all []schedule.Shift) []calendar.Shift {
	var out []calendar.Shift
	for _, s := range all {
		out = append(out, calendar.Shift{From: s.From, To: s.To})
	}
	return out
}

// namesOf are what a calendar is called, and the days on which it is otherwise.
func (c *carrier) namesOf(place int) (name string, days map[day.Day]string) {
	days = map[day.Day]string{}
	if place < 0 {
		name = label.T("Monday to Friday, 8:00 to 17:00", "Du lundi au vendredi, de 8 h à 17 h").In(c.lang)
		return name, days
	}
	var chain []*planfile.Calendar
	for at := place; at >= 0 && len(chain) <= len(c.p.Calendars); at = c.p.Calendars[at].Base {
		chain = append(chain, &c.p.Calendars[at])
	}
	for _, k := range slices.Backward(chain) {
		for i := range k.Weeks {
			for d := k.Weeks[i].From; d <= k.Weeks[i].Until && d < k.Weeks[i].From+mostDays*10; d++ {
				days[d] = k.Weeks[i].Name
			}
		}
		for i := range k.Exceptions {
			for _, spell := range k.Exceptions[i].Days() {
				for d := spell.From; d <= spell.Until && d < spell.From+mostDays*10; d++ {
					days[d] = k.Exceptions[i].Name
				}
			}
		}
	}
	for d := range maps.Keys(days) {
		days[d] = short(days[d])
	}
	if name = short(chain[0].Name); name == "" {
		name = label.T("Calendar of the file", "Calendrier du fichier").In(c.lang)
	}
	return name, days
}

func short(name string) string {
	if utf8.RuneCountInString(name) > 100 {
		return string([]rune(name)[:100])
	}
	return name
}
