package plan

import (
	"errors"
	"slices"
	"strings"
	"time"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// years are how far calendars are laid out around the start of a plan; beyond, weeks
// repeat without days off.
const (
	yearsBefore = 5
	yearsAfter  = 40
)

// reckon computes the dates of the plan. The error names what cannot be: a circle, by
// all that is in it.
func (d *draft) reckon() error {
	d.arrange()
	d.apart = nil
	b := builder{d: d, places: map[int64]int32{}, mixed: map[string]int32{}}
	start := d.start()
	year, _, _ := start.Date()
	b.from, b.until = day.Of(max(1, year-yearsBefore), time.January, 1), day.Of(min(9998, year+yearsAfter), time.December, 31)
	usual, err := b.calendar(d.calendar())
	if err != nil {
		return err
	}
	p := schedule.Plan{Calendar: usual, Rules: d.settings.rules(), Start: b.all[usual].Begin(schedule.At(start, 0))}
	if d.settings.Finish != 0 {
		p.Finish = schedule.At(d.settings.Finish+1, 0)
	}
	if d.settings.Status != 0 {
		p.Status = schedule.At(d.settings.Status+1, 0)
	}
	for _, i := range d.order {
		a, err := b.activity(i)
		if err != nil {
			return err
		}
		p.Activities = append(p.Activities, a)
	}
	if err := b.links(&p); err != nil {
		return err
	}
	p.Calendars = b.all
	d.net, err = schedule.New(p)
	if c, ok := errors.AsType[*schedule.Cycle](err); ok {
		return d.circle(c)
	}
	return err
}

// start is the day on which nothing starts before: as said, else that of the project,
// else the first date that was given by hand, else the day of its making.
func (d *draft) start() day.Day {
	if d.settings.Start != 0 {
		return d.settings.Start
	}
	if v := d.project.Values["start"]; v.Set {
		return day.Day(v.N)
	}
	first := day.OfTime(time.UnixMilli(d.project.Created).UTC())
	for _, i := range d.items {
		for _, t := range []schedule.Time{i.Start, i.ActualStart} {
			if t > 0 {
				first = min(first, t.Day())
			}
		}
	}
	return first
}

// calendar is the one of the plan: as said, else the nearest.
func (d *draft) calendar() int64 {
	if _, ok := d.calendars.Get(d.settings.Calendar); ok {
		return d.settings.Calendar
	}
	return d.calendars.Of(d.project.ID, d.units)
}

// builder makes of a draft what the engine computes.
type builder struct {
	d           *draft
	from, until day.Day
	all         []*schedule.Calendar
	places      map[int64]int32
	mixed       map[string]int32 // of several calendars together; -1 where they have no time in common
}

func (b *builder) calendar(id int64) (int32, error) {
	if at, ok := b.places[id]; ok {
		return at, nil
	}
	c, err := schedule.NewCalendar(b.d.calendars.Work(id, b.from, b.until))
	if err != nil {
		return 0, err
	}
	b.all = append(b.all, c)
	b.places[id] = int32(len(b.all) - 1)
	return b.places[id], nil
}

// calendarOf is the calendar of an item, that of the plan where its own is gone.
func (d *draft) calendarOf(i *Item) int64 {
	if _, ok := d.calendars.Get(i.Calendar); ok && i.Calendar != 0 {
		return i.Calendar
	}
	return d.calendar()
}

func (b *builder) activity(i *Item) (schedule.Activity, error) {
	d := b.d
	at, err := b.working(i)
	if err != nil {
		return schedule.Activity{}, err
	}
	a := schedule.Activity{
		Parent: -1, Calendar: at, Duration: i.Duration, Elapsed: i.Elapsed, Constraint: constraints[i.Constraint], Date: i.Date, Deadline: i.Deadline,
		ActualStart: i.ActualStart, ActualFinish: i.ActualFinish,
	}
	if i.Parent != 0 {
		a.Parent = d.at[i.Parent]
	}
	if a.ActualStart != 0 && a.ActualFinish == 0 {
		a.Remaining = i.left()
	}
	if i.Manual && i.Kind != Milestone {
		a.Pinned = schedule.Pin{Start: i.Start, Finish: i.Finish}
	}
	if i.Kind == Milestone {
		b.milestone(i, &a)
	}
	return a, nil
}

// milestone takes the date of a key date for what stands: one that was reached, and
// one that nothing moves. Such a date stands also where there is no work.
func (b *builder) milestone(i *Item, a *schedule.Activity) {
	a.Duration, a.ActualStart, a.ActualFinish, a.Remaining = 0, 0, 0, 0
	k := b.d.dates[i.ID]
	c := b.all[a.Calendar]
	switch {
	case k.done != 0:
		a.Elapsed = true
		a.ActualFinish = closing(c, k.done)
		a.ActualStart = a.ActualFinish
	case i.Manual && k.date != 0:
		a.Elapsed = true
		at := closing(c, k.date)
		a.Pinned = schedule.Pin{Start: at, Finish: at}
	}
}

// closing is when the work of a day ends; noon of a day without.
func closing(c *schedule.Calendar, d day.Day) schedule.Time {
	end := c.End(schedule.At(d+1, 0))
	if end > schedule.At(d, 0) {
		return min(end, schedule.At(d, schedule.PerDay-1))
	}
	return schedule.At(d, 12*60)
}

// links adds what waits for what, and what lies outside as pinned where it stands. A
// link to what is not there any more counts for nothing.
func (b *builder) links(p *schedule.Plan) error {
	d := b.d
	for to, i := range d.order {
		for _, l := range i.Links {
			from, ok := d.at[l.From]
			if o, known := d.outside[l.From]; !ok && known && o.Finish > 0 {
				from, ok = int32(len(p.Activities)), true
				d.at[l.From] = from
				p.Activities = append(p.Activities, schedule.Activity{
					Parent: -1, Calendar: p.Calendar, Elapsed: true, Duration: o.Finish - o.Start,
					Pinned: schedule.Pin{Start: schedule.Time(o.Start), Finish: schedule.Time(o.Finish)},
				})
			}
			if ok {
				p.Links = append(p.Links, schedule.Link{From: from, To: int32(to), Type: linkTypes[l.Type], LagKind: lagKinds[l.Kind], Lag: l.Lag})
			}
		}
	}
	return nil
}

// circle names all that wait for each other.
func (d *draft) circle(c *schedule.Cycle) error {
	var names []string
	for _, a := range append(c.Activities, c.Activities[0]) {
		names = append(names, d.name(a, label.EN))
	}
	last := d.name(c.Activities[0], label.EN)
	return fault.Invalid("predecessors", label.F("These wait for each other: %s. Take away one of the predecessors, such as that of “%s”",
		"Ces éléments s’attendent mutuellement\u202f: %s. Retirez l’un des prédécesseurs, par exemple celui de «\u202f%s\u202f»", strings.Join(names, " → "), last))
}

// name is what the person may read of what an activity is called.
func (d *draft) name(at int32, l label.Lang) string {
	if int(at) < len(d.order) {
		return d.order[at].Name
	}
	for id, o := range d.outside {
		if d.at[id] == at && o.shown {
			return o.project + " / " + o.Name
		}
	}
	return label.T("external", "externe").In(l)
}

// span is when an item begins and ends, as it is shown.
func (d *draft) span(id int64) (stored, bool) {
	at, ok := d.at[id]
	if !ok || d.net == nil {
		return stored{}, false
	}
	x := d.net.Dates(at)
	return stored{x.EarlyStart, x.EarlyFinish}, true
}

// dateOf is the day of a milestone as it is computed.
func (d *draft) dayOf(id int64) day.Day {
	s, ok := d.span(id)
	if !ok {
		return 0
	}
	if s.finish.Minute() == 0 {
		return s.finish.Day() - 1 // the end of the day before
	}
	return s.finish.Day()
}

// warnings say what of an item does not agree.
func (d *draft) warnings(at int32, x schedule.Dates) []label.Text {
	i, a := d.order[at], &d.net.Activities[at]
	out := d.lacking(i)
	if d.apart[i.ID] {
		out = append(out, label.T("Its calendar and those of its resources have no time in common; its own holds", "Son calendrier et ceux de ses ressources n’ont aucune heure commune\u202f; le sien prévaut"))
	}
	if i.Deadline != 0 && x.EarlyFinish > i.Deadline {
		out = append(out, label.F("It finishes on %s, after its deadline of %s", "Il finit le %s, après son échéance du %s", x.EarlyFinish, i.Deadline))
	}
	if x.TotalFloat < 0 {
		out = append(out, label.T("It cannot keep what holds it: a constraint, a deadline or the end of the plan comes too early", "Il ne peut pas tenir ce qui le borne\u202f: une contrainte, une échéance ou la fin du plan arrive trop tôt"))
	}
	byHand := a.Pinned != (schedule.Pin{})
	if !byHand && !a.Constraint.Binds() {
		return out
	}
	for n := range d.net.Links {
		l := &d.net.Links[n]
		if l.To != at || !d.broken(l, x) {
			continue
		}
		from := d.name(l.From, d.who.Lang)
		if byHand {
			out = append(out, label.F("Its dates were given by hand and come before what “%s” allows", "Ses dates ont été saisies à la main et précèdent ce que permet «\u202f%s\u202f»", from))
		} else {
			out = append(out, label.F("Its constraint puts it before what “%s” allows", "Sa contrainte le place avant ce que permet «\u202f%s\u202f»", from))
		}
	}
	return out
}

// broken reports whether a link does not hold for what was given by hand. Working lags
// count on the calendar of what waits.
func (d *draft) broken(l *schedule.Link, x schedule.Dates) bool {
	from := d.net.Dates(l.From)
	at, is := from.EarlyFinish, x.EarlyStart
	if l.Type == schedule.StartStart || l.Type == schedule.StartFinish {
		at = from.EarlyStart
	}
	if l.Type == schedule.FinishFinish || l.Type == schedule.StartFinish {
		is = x.EarlyFinish
	}
	c := d.net.Calendars[d.net.Activities[l.To].Calendar]
	switch lag := l.Lag; l.LagKind {
	case schedule.Elapsed:
		return at+schedule.Time(lag) > is
	case schedule.Percent:
		lag = lag * d.net.Activities[l.From].Duration / 10_000
		return c.Add(at, lag) > is && c.Between(is, c.Add(at, lag)) > 0
	default:
		return c.Add(at, lag) > is && c.Between(is, c.Add(at, lag)) > 0
	}
}

// measures are how many minutes of the plan a day and a week of work have.
func (d *draft) measures() Measures {
	week, _ := d.calendars.WeekOf(d.calendar())
	m := Measures{}
	for _, shifts := range week {
		sum := int64(0)
		for _, s := range shifts {
			sum += int64(s.To - s.From)
		}
		m.Day, m.Week = max(m.Day, sum), m.Week+sum
	}
	return m
}

// usable reports whether the calendar may be used in the plan: it is there, and not of
// another project.
func (d *draft) usable(id int64) bool {
	c, ok := d.calendars.Get(id)
	return ok && (c.Project == 0 || c.Project == d.project.ID) && (c.Unit == 0 || slices.Contains(d.units, c.Unit))
}
