package transfer

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"vigie/engine/holiday"
	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/baseline"
	"vigie/room/calendar"
	"vigie/room/plan"
)

// Leaving is what is said of a plan that goes out, beside what is in it.
type Leaving struct {
	Name, Author, Company, Manager string
	Lang                           label.Lang
	Outside                        func(item int64) string // how items are known outside
	Say                            Say                     // writes values that name people, units and projects, and scales; nil for none of these
	Baselines                      []*baseline.Content     // what was planned before, the one to compare with first
}

// GUID makes of how an item is known outside what files call a GUID: always the same.
func GUID(outside string) string {
	h := sha256.Sum256([]byte("vigie item " + outside))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80 // of version 8: made by us
	return fmt.Sprintf("%X-%X-%X-%X-%X", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

var guids = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// out is a plan while it goes out.
type out struct {
	v     *plan.View
	set   calendar.Set
	of    Leaving
	p     *planfile.Plan
	at    map[int64]int // the place of each line
	on    map[int64]int // the place of each calendar
	who   map[int64]int // of each resource
	taken map[string]bool
	next  int

	fields map[string]carried // that carry attributes, by the keys of these
}

// Out makes of a plan one that files carry. Links to other projects have no place there.
func Out(v *plan.View, set calendar.Set, of Leaving) *planfile.Plan {
	o := &out{v: v, set: set, of: of, at: map[int64]int{}, on: map[int64]int{}, who: map[int64]int{}, taken: map[string]bool{}}
	o.p = &planfile.Plan{
		Program: "Vigie", Name: of.Name, Title: of.Name, Author: of.Author, Company: of.Company, Manager: of.Manager,
		MinutesPerDay: int(v.Measures.Day), MinutesPerWeek: int(v.Measures.Week), DaysPerMonth: 20, WeekStarts: 1,
		Finish: planfile.Time(v.Finish), Critical: planfile.Span(v.Settings.Critical) * planfile.Minute,
	}
	o.p.Calendar = o.calendar(v.Calendar)
	o.hours()
	o.customs()
	if s := v.Settings.Status; s != 0 {
		o.p.Status = planfile.At(s, o.p.DayEnds)
	}
	for n := range v.Rows {
		o.at[v.Rows[n].ID] = n
		if s := v.Rows[n].Source; plainID(s) {
			o.taken[s] = true
		}
	}
	for n := range v.Rows {
		o.p.Tasks = append(o.p.Tasks, o.task(&v.Rows[n]))
	}
	for n := range v.Rows {
		o.links(n)
	}
	o.baselines()
	return o.p
}

// plainID reports whether a source can be the number of a task in a file.
func plainID(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0 && n < 1<<31 && strconv.Itoa(n) == s
}

// hours are when a day begins and ends, and when the plan starts.
func (o *out) hours() {
	week, _ := o.set.WeekOf(o.v.Calendar)
	o.p.DayStarts, o.p.DayEnds = 480, 1020
	for _, shifts := range week {
		if len(shifts) > 0 {
			o.p.DayStarts, o.p.DayEnds = shifts[0].From, min(1439, shifts[len(shifts)-1].To)
			break
		}
	}
	o.p.Start = planfile.At(o.v.Start, o.p.DayStarts)
}

// calendar is the place of a calendar, which is made when it is first asked for: with its
// whole week, and every day that is otherwise from before the plan to after it.
func (o *out) calendar(id int64) int {
	if at, is := o.on[id]; is {
		return at
	}
	c, _ := o.set.Get(id)
	out := planfile.Calendar{ID: strconv.Itoa(len(o.p.Calendars) + 1), Name: c.Name.In(o.of.Lang), Base: planfile.None}
	week, _ := o.set.WeekOf(id)
	for d, shifts := range week {
		out.Week[d] = planfile.Day{Said: true, Shifts: shiftsOut(shifts)}
	}
	low, high := day.Of(holiday.FirstYear, 1, 1), day.Of(holiday.LastYear, 12, 31)
	from := max(low, o.v.Start-daysBefore)
	for _, off := range o.set.Off(id, from, min(high, max(from, o.v.Finish.Day())+daysAfter/2)) {
		name := off.Name.In(o.of.Lang)
		shifts := shiftsOut(off.Shifts)
		if k := len(out.Exceptions) - 1; k >= 0 && !off.Holiday && out.Exceptions[k].Until == off.Date-1 && out.Exceptions[k].Name == name && slices.Equal(out.Exceptions[k].Shifts, shifts) {
			out.Exceptions[k].Until = off.Date
			continue
		}
		out.Exceptions = append(out.Exceptions, planfile.Exception{Name: name, From: off.Date, Until: off.Date, Shifts: shifts})
	}
	o.on[id] = len(o.p.Calendars)
	o.p.Calendars = append(o.p.Calendars, out)
	return o.on[id]
}

func shiftsOut(all []calendar.Shift) []planfile.Shift {
	var out []planfile.Shift
	for _, s := range all {
		out = append(out, planfile.Shift{From: s.From, To: s.To})
	}
	return out
}

// id is a number for a task that no other has.
func (o *out) id(source string) string {
	if plainID(source) {
		return source
	}
	for {
		o.next++
		if id := strconv.Itoa(o.next); !o.taken[id] {
			return id
		}
	}
}

var constraintsOut = map[string]planfile.Constraint{
	"late": planfile.LateAsPossible, "must_start": planfile.MustStart, "must_finish": planfile.MustFinish, "start_no_earlier": planfile.StartNoEarlier,
	"start_no_later": planfile.StartNoLater, "finish_no_earlier": planfile.FinishNoEarlier, "finish_no_later": planfile.FinishNoLater,
}

// task makes a task of a line.
func (o *out) task(r *plan.Row) planfile.Task {
	x := r.Dates
	t := planfile.Task{
		ID: o.id(r.Source), Number: strconv.Itoa(r.Number), GUID: r.Source, Name: r.Name, WBS: r.WBS, Outline: r.WBS, Notes: r.Note, Parent: planfile.None, Calendar: planfile.None,
		Priority: 500, Summary: r.Kind == plan.Phase, Milestone: r.Kind == plan.Milestone, Unit: 7, Elapsed: r.Elapsed, Duration: planfile.Span(r.Minutes) * planfile.Minute,
		Constraint: constraintsOut[r.Constraint], Date: planfile.Time(r.Item.Date), Deadline: planfile.Time(r.Deadline), Percent: r.Done, LevelAssignments: true, LevelFreely: true, Published: true, Values: o.values(r),
	}
	if !guids.MatchString(t.GUID) {
		t.GUID = GUID(o.of.Outside(r.ID))
	}
	if r.Elapsed {
		t.Unit = 8
	}
	if r.Parent != 0 {
		t.Parent = o.at[r.Parent]
	}
	if r.Calendar != 0 && r.Calendar != o.v.Calendar {
		t.Calendar = o.calendar(r.Calendar)
		t.IgnoreCalendars = r.Alone || len(r.Uses) == 0
	}
	t.Stored = planfile.Stored{
		Start: planfile.Time(x.EarlyStart), Finish: planfile.Time(x.EarlyFinish), EarlyStart: planfile.Time(x.EarlyStart), EarlyFinish: planfile.Time(x.EarlyFinish),
		LateStart: planfile.Time(x.LateStart), LateFinish: planfile.Time(x.LateFinish), Floats: true,
		TotalFloat: planfile.Span(x.TotalFloat) * planfile.Minute, FreeFloat: planfile.Span(x.FreeFloat) * planfile.Minute, Critical: x.Critical,
	}
	if r.Manual && r.Kind != plan.Phase && (r.Kind == plan.Milestone || r.Start != 0 || r.Finish != 0) {
		t.Manual, t.ManualStart, t.ManualFinish, t.ManualDuration = true, planfile.Time(x.EarlyStart), planfile.Time(x.EarlyFinish), t.Duration
		t.Constraint, t.Date = planfile.SoonAsPossible, 0
	}
	o.progress(r, &t)
	return t
}

// progress says what happened, and who works how much.
func (o *out) progress(r *plan.Row, t *planfile.Task) {
	switch {
	case r.Kind == plan.Milestone && r.Done == 100:
		t.ActualStart, t.ActualFinish, t.Manual = t.Stored.Finish, t.Stored.Finish, false
	case r.Kind == plan.Phase && r.Holds:
		return
	case r.Kind != plan.Milestone:
		t.ActualStart, t.ActualFinish = planfile.Time(r.ActualStart), planfile.Time(r.ActualFinish)
	}
	left := r.Minutes
	if r.ActualStart != 0 {
		if left = r.Minutes * int64(100-r.Done) / 100; r.Remaining != nil {
			left = *r.Remaining
		}
	}
	if r.ActualFinish != 0 {
		left = 0
	}
	t.Remaining, t.ActualDuration = planfile.Span(left)*planfile.Minute, planfile.Span(max(0, r.Minutes-left))*planfile.Minute
	t.Shape = map[string]planfile.Shape{"fixed_units": planfile.FixedUnits, "fixed_work": planfile.FixedWork, "": planfile.FixedDuration}[r.Type]
	o.assignments(r, t)
	if r.Effort == 0 {
		return
	}
	t.Work = planfile.Span(r.Effort) * planfile.Minute
	done := t.Work * planfile.Span(r.Done) / 100
	t.ActualWork, t.RemainingWork, t.OfWork = done, t.Work-done, r.Done
	if slices.ContainsFunc(r.Assigned, func(a plan.Assignment) bool { return !a.Counted }) {
		return
	}
	o.p.Assignments = append(o.p.Assignments, planfile.Assignment{
		ID: strconv.Itoa(len(o.p.Assignments) + 1), Task: len(o.p.Tasks), Resource: planfile.None, Units: money.Amount(cmp.Or(r.Units, money.Scale)), Work: t.Work, RegularWork: t.Work, ActualWork: done, RemainingWork: t.Work - done,
		Start: t.Stored.Start, Finish: t.Stored.Finish, Percent: r.Done,
	})
}

var linksOut = map[string]planfile.LinkType{"": planfile.FinishStart, "SS": planfile.StartStart, "FF": planfile.FinishFinish, "SF": planfile.StartFinish}

// links are what a line waits for in its own project.
func (o *out) links(n int) {
	for _, b := range o.v.Rows[n].Waits {
		from, here := o.at[b.From]
		if b.Outside || !here {
			continue
		}
		l := planfile.Link{From: from, To: n, Type: linksOut[b.Type], Lag: planfile.Span(b.Lag) * planfile.Minute, Unit: 7}
		switch b.Kind {
		case "elapsed":
			l.Elapsed, l.Unit = true, 8
		case "percent":
			l.Unit, l.Lag, l.Share = 19, 0, int(b.Lag)
		}
		o.p.Links = append(o.p.Links, l)
	}
}
