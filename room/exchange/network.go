// Package exchange computes the plans of files of other programs by the rules of the
// program that wrote them, and says where what it finds is not what the file says.
package exchange

import (
	"errors"
	"slices"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Computed is a plan of a file with what was computed of it.
type Computed struct {
	Plan     *planfile.Plan
	Network  *schedule.Network
	Activity []int32 // by task: its place in the network; -1 of what is not computed
	Task     []int   // by activity: its place in the plan

	calendars map[int]int32 // by place in the plan, None for that of the plan
	mixed     []bool        // by task: several calendars count for it
}

// Rules are those by which the program computes that wrote a plan.
func Rules(p *planfile.Plan) schedule.Rules {
	if p.Program != Primavera {
		r := schedule.MicrosoftProject
		r.Critical = p.Critical.Minutes()
		return r
	}
	r := schedule.PrimaveraP6
	r.LagOn = map[planfile.LagCalendar]schedule.LagCalendar{planfile.LagOfSuccessor: schedule.OfSuccessor, planfile.LagOfPredecessor: schedule.OfPredecessor, planfile.LagOfProject: schedule.OfProject, planfile.LagRoundTheClock: schedule.RoundTheClock}[p.Options.Lag]
	r.Float = map[planfile.Float]schedule.FloatRule{planfile.SmallerFloat: schedule.SmallerFloat, planfile.StartFloat: schedule.StartFloat, planfile.FinishFloat: schedule.FinishFloat}[p.Options.Float]
	r.Progress = map[planfile.Progress]schedule.ProgressRule{planfile.Contiguous: schedule.Retained, planfile.RetainedLogic: schedule.Retained, planfile.ProgressOverride: schedule.Override, planfile.ActualDates: schedule.Actual}[p.Options.Progress]
	r.Critical, r.Longest = p.Critical.Minutes(), p.Options.LongestPath
	return r
}

// Primavera is how the plans of Primavera name the program that wrote them.
const Primavera = "Primavera P6"

// Compute computes a plan by the rules of the program that wrote it. The error says
// what of the plan cannot be computed.
func Compute(p *planfile.Plan) (*Computed, error) {
	c := &Computed{Plan: p, Activity: make([]int32, len(p.Tasks)), calendars: map[int]int32{}, mixed: make([]bool, len(p.Tasks))}
	plan := schedule.Plan{Start: schedule.Time(p.Start), Finish: schedule.Time(p.MustFinish), Rules: Rules(p)}
	if p.Program == Primavera {
		plan.Status = schedule.Time(p.Status)
	}
	if plan.Start == 0 {
		plan.Start = c.first()
	}
	var err error
	if plan.Calendar, err = c.calendar(&plan, planfile.None); err != nil {
		return nil, err
	}
	if err := c.activities(&plan); err != nil {
		return nil, err
	}
	c.links(&plan)
	if p.Program != Primavera {
		c.begin(&plan)
	}
	c.Network, err = schedule.New(plan)
	var circle *schedule.Cycle
	if errors.As(err, &circle) {
		var tasks []int
		for _, a := range circle.Activities {
			tasks = append(tasks, c.Task[a])
		}
		return nil, fault.Invalid("file", label.F("The tasks %s wait for each other in a circle; take one of their links out", "Les tâches %s s’attendent mutuellement en boucle\u202f; retirez un de leurs liens", p.Named(tasks)))
	}
	return c, err
}

// first is the first date of a plan that does not say when it starts.
func (c *Computed) first() schedule.Time {
	first := planfile.Time(0)
	for i := range c.Plan.Tasks {
		t := &c.Plan.Tasks[i]
		for _, at := range []planfile.Time{t.ActualStart, t.Stored.Start, t.ManualStart} {
			if at != 0 && (first == 0 || at < first) {
				first = at
			}
		}
	}
	if first == 0 {
		first = c.Plan.Status
	}
	return schedule.Time(first)
}

// calendar makes a calendar of the plan ready, once.
func (c *Computed) calendar(plan *schedule.Plan, place int) (int32, error) {
	if place == planfile.None {
		place = c.Plan.Calendar
	}
	if at, ok := c.calendars[place]; ok {
		return at, nil
	}
	work, err := c.work(place)
	if err != nil {
		return 0, err
	}
	made, err := schedule.NewCalendar(work)
	if err != nil {
		name := ""
		if place >= 0 {
			name = c.Plan.Calendars[place].Name
		}
		return 0, fault.Invalid("calendar", label.F("The calendar “%s” cannot be used: %s; correct it in the program that wrote the plan", "Le calendrier «\u202f%s\u202f» est inutilisable\u202f: %s\u202f; corrigez-le dans le programme qui a écrit le plan", name, reason(err)))
	}
	at := int32(len(plan.Calendars))
	plan.Calendars = append(plan.Calendars, made)
	c.calendars[place] = at
	return at, nil
}

func reason(err error) any {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Text
	}
	return err.Error()
}

// work is when there is work by a calendar; without one, on Monday to Friday.
func (c *Computed) work(place int) (schedule.Work, error) {
	w := schedule.Work{}
	if place < 0 {
		for d := range 5 {
			w.Week[d] = []schedule.Shift{{From: 480, To: 720}, {From: 780, To: 1020}}
		}
		return w, nil
	}
	week, spells, ok := c.Plan.Worked(place)
	if !ok {
		return w, fault.Invalid("calendar", label.F("The calendar “%s” is based on itself", "Le calendrier «\u202f%s\u202f» est fondé sur lui-même", c.Plan.Calendars[place].Name))
	}
	for d := range week {
		w.Week[d] = shifts(week[d])
	}
	for _, s := range spells {
		w.Exceptions = append(w.Exceptions, schedule.Exception{From: s.From, Until: s.Until, Shifts: shifts(s.Shifts)})
	}
	return w, nil
}

func shifts(of []planfile.Shift) []schedule.Shift {
	var out []schedule.Shift
	for _, s := range of {
		out = append(out, schedule.Shift{From: s.From, To: s.To})
	}
	return out
}

// activities makes an activity of each task that is computed.
func (c *Computed) activities(plan *schedule.Plan) error {
	holds := make([]bool, len(c.Plan.Tasks))
	for i := range c.Plan.Tasks {
		if up := c.Plan.Tasks[i].Parent; up >= 0 && !c.left(i) {
			holds[up] = true
		}
	}
	for i := len(holds) - 1; i >= 0; i-- {
		if up := c.Plan.Tasks[i].Parent; holds[i] && up >= 0 {
			holds[up] = true
		}
	}
	by := c.assigned()
	for i := range c.Plan.Tasks {
		t := &c.Plan.Tasks[i]
		c.Activity[i] = -1
		if c.left(i) || t.Summary && !holds[i] {
			continue
		}
		a, err := c.activity(plan, i, holds[i], by[i])
		if err != nil {
			return err
		}
		c.Activity[i] = int32(len(plan.Activities))
		c.Task = append(c.Task, i)
		plan.Activities = append(plan.Activities, a)
	}
	return nil
}

// left reports whether a task is not computed: it is an empty row, or stands for a task
// of another project, or goes on as long as others.
func (c *Computed) left(i int) bool {
	t := &c.Plan.Tasks[i]
	return t.Blank || t.Inactive || t.External || t.Kind == planfile.LevelOfEffort || t.Kind == planfile.WBSSummary
}

// assigned are the assignments of resources that work, by task.
func (c *Computed) assigned() [][]*planfile.Assignment {
	out := make([][]*planfile.Assignment, len(c.Plan.Tasks))
	for i := range c.Plan.Assignments {
		a := &c.Plan.Assignments[i]
		if a.Task < 0 || a.Resource < 0 {
			continue
		}
		if x := &c.Plan.Resources[a.Resource]; x.Kind == planfile.WorkResource && !x.Budget {
			out[a.Task] = append(out[a.Task], a)
		}
	}
	return out
}

func (c *Computed) activity(plan *schedule.Plan, i int, phase bool, by []*planfile.Assignment) (schedule.Activity, error) {
	t := &c.Plan.Tasks[i]
	a := schedule.Activity{Parent: -1, Duration: t.Duration.Minutes(), Elapsed: t.Elapsed, Deadline: schedule.Time(t.Deadline)}
	if t.Parent >= 0 {
		a.Parent = c.Activity[t.Parent]
	}
	place := c.place(i, by)
	var err error
	if a.Calendar, err = c.calendar(plan, place); err != nil {
		return a, err
	}
	c.constrain(plan, t, &a)
	if phase {
		a.Duration, a.Elapsed = 0, false
		return a, nil
	}
	a.ActualStart, a.ActualFinish = schedule.Time(t.ActualStart), schedule.Time(t.ActualFinish)
	if t.ActualStart != 0 && t.ActualFinish == 0 {
		a.Remaining = max(0, t.Remaining.Minutes())
	}
	if t.Manual && t.ActualStart == 0 {
		a.Pinned = schedule.Pin{Start: schedule.Time(t.ManualStart), Finish: schedule.Time(t.ManualFinish)}
	}
	if len(by) > 0 && a.Duration > 0 && !slices.ContainsFunc(by, func(x *planfile.Assignment) bool { return x.Work != 0 }) && t.Work == 0 && by[0].Units == 0 {
		a.Idle = c.Plan.Program != Primavera
	}
	return a, nil
}

// place is the calendar that counts for a task: its own, or that of whoever does it.
func (c *Computed) place(i int, by []*planfile.Assignment) int {
	t := &c.Plan.Tasks[i]
	own := c.Plan.Program == Primavera && t.Kind != planfile.ResourceDependent
	if own || len(by) == 0 || t.IgnoreCalendars || t.Elapsed {
		return t.Calendar
	}
	var of []int
	for _, a := range by {
		if at := c.Plan.Resources[a.Resource].Calendar; at >= 0 && !slices.Contains(of, at) {
			of = append(of, at)
		}
	}
	if t.Calendar >= 0 && c.Plan.Program != Primavera || len(of) > 1 {
		c.mixed[i] = c.differ(append(of, t.Calendar))
		if !c.mixed[i] || t.Calendar >= 0 || len(of) == 0 {
			return t.Calendar
		}
	}
	if len(of) == 0 {
		return t.Calendar
	}
	return of[0]
}

// differ reports whether calendars say different things.
func (c *Computed) differ(places []int) bool {
	for _, at := range places[1:] {
		if c.says(at) != c.says(places[0]) {
			return true
		}
	}
	return false
}

func (c *Computed) says(place int) string {
	if place == planfile.None {
		place = c.Plan.Calendar
	}
	w, err := c.work(place)
	if err != nil {
		return err.Error()
	}
	return told(w)
}

// constrain gives an activity its constraint. Primavera has two, and those that say on
// a date give way to what an activity waits for, unless they are mandatory.
func (c *Computed) constrain(plan *schedule.Plan, t *planfile.Task, a *schedule.Activity) {
	a.Constraint, a.Date = constraints[t.Constraint], schedule.Time(t.Date)
	if a.Constraint >= schedule.StartNoEarlier && a.Date == 0 {
		a.Constraint = schedule.SoonAsPossible
	}
	if c.Plan.Program != Primavera {
		return
	}
	calendar := plan.Calendars[a.Calendar]
	by := func(at schedule.Time) {
		if a.Deadline == 0 || at < a.Deadline {
			a.Deadline = at
		}
	}
	length := a.Duration
	if t.ActualStart != 0 {
		length = t.Remaining.Minutes()
	}
	switch t.Constraint {
	case planfile.MustStart:
		a.Constraint = schedule.StartNoEarlier
		by(calendar.Add(a.Date, length))
	case planfile.MustFinish:
		a.Constraint = schedule.FinishNoEarlier
		by(a.Date)
	}
	if t.AlsoDate == 0 {
		return
	}
	switch also := schedule.Time(t.AlsoDate); t.Also {
	case planfile.StartNoLater:
		by(calendar.Add(also, length))
	case planfile.FinishNoLater:
		by(also)
	case planfile.StartNoEarlier, planfile.FinishNoEarlier:
		switch {
		case a.Constraint == schedule.StartNoLater:
			by(calendar.Add(a.Date, length))
		case a.Constraint == schedule.FinishNoLater:
			by(a.Date)
		}
		a.Constraint, a.Date = constraints[t.Also], also
	}
}

var constraints = map[planfile.Constraint]schedule.Constraint{
	planfile.SoonAsPossible: schedule.SoonAsPossible, planfile.LateAsPossible: schedule.LateAsPossible,
	planfile.MustStart: schedule.MustStart, planfile.MustFinish: schedule.MustFinish,
	planfile.StartNoEarlier: schedule.StartNoEarlier, planfile.StartNoLater: schedule.StartNoLater,
	planfile.FinishNoEarlier: schedule.FinishNoEarlier, planfile.FinishNoLater: schedule.FinishNoLater,
	planfile.MandatoryStart: schedule.MustStart, planfile.MandatoryFinish: schedule.MustFinish,
}

var linkTypes = map[planfile.LinkType]schedule.LinkType{planfile.FinishStart: schedule.FinishStart, planfile.StartStart: schedule.StartStart, planfile.FinishFinish: schedule.FinishFinish, planfile.StartFinish: schedule.StartFinish}

func (c *Computed) links(plan *schedule.Plan) {
	for i := range c.Plan.Links {
		l := &c.Plan.Links[i]
		if l.From < 0 || c.Activity[l.From] < 0 || c.Activity[l.To] < 0 {
			continue
		}
		out := schedule.Link{From: c.Activity[l.From], To: c.Activity[l.To], Type: linkTypes[l.Type], Lag: l.Lag.Minutes()}
		switch {
		case l.Percent():
			out.LagKind, out.Lag = schedule.Percent, int64(l.Share)
		case l.Elapsed:
			out.LagKind = schedule.Elapsed
		}
		plan.Links = append(plan.Links, out)
	}
}
