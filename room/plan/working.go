package plan

import (
	"fmt"
	"slices"
	"strings"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/label"
)

// teams are the calendars of the resources that work on an item, that of the plan for
// those without one; none where no resource has a calendar that counts.
func (d *draft) teams(i *Item) []int64 {
	var out []int64
	own := false
	for _, a := range i.Assigned {
		r, ok := d.resources.Get(a.Resource)
		if !ok || a.Counted {
			continue
		}
		at := d.calendar()
		if c, there := d.calendars.Get(r.Calendar); there && r.Calendar != 0 && c.Project == 0 {
			at, own = r.Calendar, true
		}
		if !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	if !own || i.Elapsed || i.Kind != Task {
		return nil
	}
	slices.Sort(out)
	return out
}

// ownCalendar reports whether an item has a calendar of its own that is there.
func (d *draft) ownCalendar(i *Item) bool {
	_, ok := d.calendars.Get(i.Calendar)
	return ok && i.Calendar != 0
}

// followed is the one calendar of its resources by which an item works; 0 where it has
// its own, follows that of the plan, or follows several.
func (d *draft) followed(i *Item) int64 {
	if teams := d.teams(i); len(teams) == 1 && !d.ownCalendar(i) {
		return teams[0]
	}
	return 0
}

// working is the calendar by which an item is computed: that of the resources that work
// on it, and where these have several the time in which any of them works. Of an item
// with a calendar of its own only what both allow counts, unless it is to ignore those
// of its resources, or the two have no time in common.
func (b *builder) working(i *Item) (int32, error) {
	d := b.d
	teams := d.teams(i)
	has := d.ownCalendar(i)
	if len(teams) == 0 || has && i.Alone {
		return b.calendar(d.calendarOf(i))
	}
	if len(teams) == 1 && (!has || teams[0] == i.Calendar) {
		return b.calendar(teams[0])
	}
	key := fmt.Sprint(teams)
	if has {
		key += fmt.Sprint(" within ", i.Calendar)
	}
	at, made := b.mixed[key]
	if !made {
		at = b.mix(teams, i.Calendar, has)
		b.mixed[key] = at
	}
	if at >= 0 {
		return at, nil
	}
	if d.apart == nil {
		d.apart = map[int64]bool{}
	}
	d.apart[i.ID] = true
	return b.calendar(d.calendarOf(i))
}

// mix lays several calendars out as one; -1 where nothing is left of a week.
func (b *builder) mix(teams []int64, own int64, within bool) int32 {
	w := b.d.calendars.Work(teams[0], b.from, b.until)
	for _, id := range teams[1:] {
		w = together(w, b.d.calendars.Work(id, b.from, b.until), either)
	}
	if within {
		w = together(w, b.d.calendars.Work(own, b.from, b.until), both)
	}
	c, err := schedule.NewCalendar(w)
	if err != nil {
		return -1
	}
	b.all = append(b.all, c)
	return int32(len(b.all) - 1)
}

// together makes one calendar of two, day by day.
func together(a, b schedule.Work, join func(a, b []schedule.Shift) []schedule.Shift) schedule.Work {
	var out schedule.Work
	for n := range out.Week {
		out.Week[n] = join(a.Week[n], b.Week[n])
	}
	onA, onB := exceptional(a), exceptional(b)
	var days []day.Day
	for d := range onA {
		days = append(days, d)
	}
	for d := range onB {
		if _, twice := onA[d]; !twice {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	on := func(w schedule.Work, special map[day.Day][]schedule.Shift, d day.Day) []schedule.Shift {
		if s, is := special[d]; is {
			return s
		}
		return w.Week[(int(d.Weekday())+6)%7]
	}
	for _, d := range days {
		shifts := join(on(a, onA, d), on(b, onB, d))
		if !slices.Equal(shifts, out.Week[(int(d.Weekday())+6)%7]) {
			out.Exceptions = append(out.Exceptions, schedule.Exception{From: d, Until: d, Shifts: shifts})
		}
	}
	return out
}

func exceptional(w schedule.Work) map[day.Day][]schedule.Shift {
	out := map[day.Day][]schedule.Shift{}
	for _, e := range w.Exceptions {
		for d := e.From; d <= e.Until; d++ {
			out[d] = e.Shifts
		}
	}
	return out
}

// either is when at least one of two works.
func either(a, b []schedule.Shift) []schedule.Shift {
	all := append(slices.Clone(a), b...)
	slices.SortFunc(all, func(x, y schedule.Shift) int { return x.From - y.From })
	var out []schedule.Shift
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && s.From <= out[n].To {
			out[n].To = max(out[n].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// both is when two work at the same time.
func both(a, b []schedule.Shift) []schedule.Shift {
	var out []schedule.Shift
	for _, x := range a {
		for _, y := range b {
			if from, to := max(x.From, y.From), min(x.To, y.To); from < to {
				out = append(out, schedule.Shift{From: from, To: to})
			}
		}
	}
	slices.SortFunc(out, func(x, y schedule.Shift) int { return x.From - y.From })
	return out
}

// works adds to a reason by whose calendars an item works, where those of its resources
// count.
func (d *draft) works(i *Item, reason label.Text) label.Text {
	teams := d.teams(i)
	if len(teams) == 0 || d.ownCalendar(i) && i.Alone || d.apart[i.ID] {
		return reason
	}
	var names []string
	for _, a := range i.Assigned {
		if r, ok := d.resources.Get(a.Resource); ok && !a.Counted && r.Calendar != 0 {
			names = append(names, r.Name)
		}
	}
	who := strings.Join(names, ", ")
	switch {
	case d.ownCalendar(i):
		c, _ := d.calendars.Get(i.Calendar)
		return label.F("%s; it works by its calendar “%s” and by those of its resources (%s)", "%s\u202f; le travail suit son calendrier «\u202f%s\u202f» et ceux de ses ressources (%s)", reason, c.Name, who)
	case len(teams) == 1:
		c, _ := d.calendars.Get(teams[0])
		return label.F("%s; it works by the calendar “%s” of %s", "%s\u202f; le travail suit le calendrier «\u202f%s\u202f» de %s", reason, c.Name, who)
	}
	return label.F("%s; it works when any of its resources does, by their calendars (%s)", "%s\u202f; le travail avance quand l’une de ses ressources travaille, selon leurs calendriers (%s)", reason, who)
}
