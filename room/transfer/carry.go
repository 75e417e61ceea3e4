package transfer

import (
	"strings"
	"unicode/utf8"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/exchange"
	"vigie/room/plan"
)

// The bounds of what an item says here.
const (
	longestName = 400
	longestNote = 8000
)

// carrier carries the plan of a file over, while nothing is kept.
type carrier struct {
	t        *plan.Taker
	s        *Source
	p        *planfile.Plan
	computed *exchange.Computed // nil of a table
	r        *Report
	team     *Team
	assigned int // assignments that are brought
	lang     label.Lang
	in       plan.Incoming

	item  []int64 // by task: its id in the incoming plan; 0 of what is left out
	task  []int   // by item
	on    map[int]int64
	found int                // links of a table
	hours *schedule.Calendar // of a table: that of the plan
	cut   map[string][]string
	alone []int // links that wait for what is not brought
	twice int

	chosen map[string]string // where custom fields go, as somebody said
	find   Find

	reasons map[int]exchange.Reason // by task: why the rules of the program give another date already
}

// settings are what holds for the plan.
func (c *carrier) settings() error {
	s := &c.in.Settings
	if c.computed == nil {
		*s = c.t.Settings()
		s.Start = c.firstDay()
		_, _, own := c.t.Calendars()
		var err error
		c.hours, err = c.t.Works(own, s.Start)
		return err
	}
	profile := ""
	if c.p.Program == exchange.Primavera {
		profile = "p6"
	}
	*s = plan.SettingsOf(profile, exchange.Rules(c.p))
	s.Start = c.computed.Network.Start.Day()
	if c.p.MustFinish != 0 {
		s.Finish = lastDay(schedule.Time(c.p.MustFinish))
	}
	if c.p.Status != 0 {
		s.Status = lastDay(schedule.Time(c.p.Status))
		if c.p.Program == exchange.Primavera && c.p.Status.Minute() > 0 && c.p.Status.Minute() <= 12*60 {
			s.Status-- // the data date is the moment from which on work is left
		}
	}
	if c.p.Program != exchange.Primavera && s.Status == 0 {
		s.Progress = ""
	}
	return nil
}

// lastDay is the day that a time ends: midnight is the end of the day before.
func lastDay(t schedule.Time) day.Day {
	if t.Minute() == 0 {
		return t.Day() - 1
	}
	return t.Day()
}

// firstDay is the earliest day that a table says, that of the plan which is there where
// it says none.
func (c *carrier) firstDay() day.Day {
	first := day.Day(0)
	for i := range c.p.Tasks {
		t := &c.p.Tasks[i]
		for _, at := range []planfile.Time{t.Stored.Start, t.Stored.Finish} {
			if at != 0 && (first == 0 || at.Day() < first) {
				first = at.Day()
			}
		}
	}
	if first == 0 {
		return c.t.Start()
	}
	return first
}

// skipped reports whether a task has no line here: an empty row, the whole plan, or what
// stands for a task of another project or does not count.
func (c *carrier) skipped(i int) bool {
	t := &c.p.Tasks[i]
	return t.Blank || t.External || t.Inactive || c.whole(i)
}

// whole reports whether a task is that of the whole plan, under which all others stand.
func (c *carrier) whole(i int) bool {
	t := &c.p.Tasks[i]
	return i == 0 && t.Parent < 0 && t.Summary && c.p.Program != exchange.Primavera && (t.ID == "0" || t.Number == "0" || t.Outline == "0")
}

// items makes an item of each task that has a line here.
func (c *carrier) items() error {
	c.item, c.cut = make([]int64, len(c.p.Tasks)), map[string][]string{}
	holds := make([]bool, len(c.p.Tasks))
	for i := len(c.p.Tasks) - 1; i >= 0; i-- {
		if up := c.p.Tasks[i].Parent; up >= 0 && !c.skipped(i) {
			holds[up] = true
		}
	}
	for i := range c.p.Tasks {
		if c.skipped(i) {
			continue
		}
		it, err := c.one(i, holds[i])
		if err != nil {
			return err
		}
		c.item[i] = it.ID
		c.task = append(c.task, i)
		c.in.Items = append(c.in.Items, it)
	}
	return nil
}

// one makes the item of a task.
func (c *carrier) one(i int, holds bool) (plan.Item, error) {
	t := &c.p.Tasks[i]
	it := plan.Item{ID: -int64(len(c.in.Items) + 1), Kind: plan.Task, Name: c.named(t)}
	for up := t.Parent; up >= 0 && it.Parent == 0; up = c.p.Tasks[up].Parent {
		it.Parent = c.item[up] // of what is left out: what holds that
	}
	if it.Source = t.GUID; it.Source == "" {
		it.Source = t.ID
	}
	if c.s.days {
		it.Source = ""
	}
	if it.Note = strings.TrimSpace(t.Notes); utf8.RuneCountInString(it.Note) > longestNote {
		it.Note = string([]rune(it.Note)[:longestNote])
		c.cut["note"] = append(c.cut["note"], it.Name)
	}
	if t.Duration.Minutes() > mostWork || t.Duration < 0 {
		return it, fault.Invalid("file", label.F("Line %d: “%s” lasts longer than a hundred years; correct its duration", "Ligne %d\u202f: «\u202f%s\u202f» dure plus de cent ans\u202f; corrigez sa durée", t.Line, it.Name))
	}
	it.Duration, it.Elapsed = t.Duration.Minutes(), t.Elapsed
	milestone := t.Milestone && t.Duration == 0 || t.Kind == planfile.StartMilestone || t.Kind == planfile.FinishMilestone
	switch {
	case holds || t.Summary:
		it.Kind = plan.Phase
	case milestone:
		it.Kind = plan.Milestone
	}
	if c.computed == nil {
		return it, c.plain(i, &it)
	}
	it.Calendar = c.on[c.computed.Place(i)]
	c.constrain(i, &it)
	switch it.Kind {
	case plan.Phase:
		it.Duration, it.Elapsed = 0, false
	case plan.Milestone:
		c.milestone(i, &it)
	default:
		c.work(t, &it)
	}
	return it, nil
}

// mostWork is the longest duration that is taken, in minutes.
const mostWork = 100 * 366 * schedule.PerDay

// named is what a task is called.
func (c *carrier) named(t *planfile.Task) string {
	name := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, t.Name)), " ")
	if name == "" {
		name = label.T("Without a name", "Sans nom").In(c.lang)
	}
	if utf8.RuneCountInString(name) > longestName {
		c.cut["name"] = append(c.cut["name"], string([]rune(name)[:40])+"…")
		name = string([]rune(name)[:longestName])
	}
	return name
}

// constrain gives an item what holds it, as it was computed for the file.
func (c *carrier) constrain(i int, it *plan.Item) {
	t := &c.p.Tasks[i]
	if c.computed.Activity[i] < 0 {
		it.Constraint, it.Deadline = "", schedule.Time(t.Deadline)
		if it.Kind == plan.Task { // it goes on as long as others: its dates stay
			it.Manual, it.Start, it.Finish = t.Stored.Start != 0, schedule.Time(t.Stored.Start), schedule.Time(t.Stored.Finish)
		}
		return
	}
	a := &c.computed.Network.Activities[c.computed.Activity[i]]
	it.Constraint, it.Deadline = constraintKeys[a.Constraint], a.Deadline
	if a.Constraint >= schedule.StartNoEarlier {
		it.Date = a.Date
	}
	if it.Kind == plan.Phase && a.Constraint != schedule.StartNoEarlier && a.Constraint != schedule.MustStart {
		it.Constraint, it.Date = "", 0
	}
}

var constraintKeys = map[schedule.Constraint]string{
	schedule.SoonAsPossible: "", schedule.LateAsPossible: "late", schedule.StartNoEarlier: "start_no_earlier", schedule.StartNoLater: "start_no_later",
	schedule.FinishNoEarlier: "finish_no_earlier", schedule.FinishNoLater: "finish_no_later", schedule.MustStart: "must_start", schedule.MustFinish: "must_finish",
}

// milestone says of a milestone whether it was reached, or stands by hand.
func (c *carrier) milestone(i int, it *plan.Item) {
	t := &c.p.Tasks[i]
	it.Duration, it.Elapsed = 0, false
	k := plan.KeyDate{}
	if at := max(t.ActualFinish, t.ActualStart); at != 0 && (t.ActualFinish != 0 || t.Percent == 100) {
		k.Done = lastDay(schedule.Time(at))
		k.Date = k.Done
	} else if at := schedule.Time(max(t.ManualStart, t.ManualFinish)); t.Manual && at != 0 {
		if on := lastDay(at); c.closes(i, on) == at {
			it.Manual, k.Date = true, on
		} else {
			it.Constraint, it.Date = "must_start", at
		}
	}
	c.in.Dates[it.ID] = k
}

// closes is when the work of a day ends on the calendar of a task, where a milestone by
// hand stands.
func (c *carrier) closes(i int, on day.Day) schedule.Time {
	if c.computed.Activity[i] < 0 {
		return 0
	}
	n := c.computed.Network
	return n.Calendars[n.Activities[c.computed.Activity[i]].Calendar].End(schedule.At(on+1, 0))
}

// work says of a task what happened, who works how much, and its dates by hand.
func (c *carrier) work(t *planfile.Task, it *plan.Item) {
	if t.Manual && t.ActualStart == 0 && (t.ManualStart != 0 || t.ManualFinish != 0) {
		it.Manual, it.Start, it.Finish = true, schedule.Time(t.ManualStart), schedule.Time(t.ManualFinish)
	}
	it.ActualStart, it.ActualFinish = schedule.Time(t.ActualStart), schedule.Time(t.ActualFinish)
	it.Progress = min(100, max(0, t.Percent))
	if it.ActualStart == 0 && it.ActualFinish == 0 && it.Progress > 0 {
		it.ActualStart = schedule.Time(t.Stored.Start)
	}
	switch {
	case it.ActualFinish != 0:
		it.Progress = 100
		if it.ActualStart == 0 || it.ActualStart > it.ActualFinish {
			it.ActualStart = it.ActualFinish
		}
	case it.ActualStart == 0:
		it.Progress = 0
	default:
		it.Progress = min(99, it.Progress)
		if left := max(0, min(mostWork, t.Remaining.Minutes())); left != it.Duration*int64(100-it.Progress)/100 {
			it.Remaining = &left
		}
	}
	if effort := t.Work.Minutes(); effort > 0 && effort <= mostWork {
		it.Type = map[planfile.Shape]string{planfile.FixedUnits: "fixed_units", planfile.FixedWork: "fixed_work"}[t.Shape]
		it.Effort, it.Units = effort, 10_000
		if it.Duration > 0 {
			it.Units = max(1, (effort*10_000+it.Duration/2)/it.Duration)
		}
	}
}

var linkTypes = map[planfile.LinkType]string{planfile.FinishStart: "", planfile.StartStart: "SS", planfile.FinishFinish: "FF", planfile.StartFinish: "SF"}

// links lets items wait for each other as in the file.
func (c *carrier) links() error {
	if c.s.days {
		return c.readWaits()
	}
	type pair struct {
		from, to int64
		typ      string
	}
	seen := map[pair]bool{}
	for n := range c.p.Links {
		l := &c.p.Links[n]
		if l.From < 0 || c.item[l.From] == 0 || c.item[l.To] == 0 {
			c.alone = append(c.alone, n)
			continue
		}
		out := plan.Link{From: c.item[l.From], Type: linkTypes[l.Type], Lag: l.Lag.Minutes()}
		switch {
		case l.Percent():
			out.Kind, out.Lag = "percent", int64(l.Share)
		case l.Elapsed:
			out.Kind = "elapsed"
		}
		if out.Lag == 0 {
			out.Kind = ""
		}
		if max(out.Lag, -out.Lag) > mostWork {
			return fault.Invalid("file", label.F("Line %d: a lag is longer than a hundred years; correct it", "Ligne %d\u202f: un décalage dépasse cent ans\u202f; corrigez-le", l.Line))
		}
		if p := (pair{out.From, c.item[l.To], out.Type}); seen[p] {
			c.twice++
			continue
		} else {
			seen[p] = true
		}
		it := &c.in.Items[-c.item[l.To]-1]
		if it.Links = append(it.Links, out); len(it.Links) > 200 {
			return fault.Invalid("file", label.F("Line %d: “%s” waits for more than 200 tasks; let it wait for the phase that holds them", "Ligne %d\u202f: «\u202f%s\u202f» attend plus de 200 tâches\u202f; faites-lui attendre la phase qui les contient", c.p.Tasks[l.To].Line, it.Name))
		}
	}
	return nil
}

// begin holds what waits for nothing at the hour at which the plan of the file starts,
// where that is not the beginning of a day of work.
func (c *carrier) begin() error {
	if c.computed == nil {
		return nil
	}
	n := c.computed.Network
	on := n.Calendars[n.Calendar]
	if on.Begin(schedule.At(n.Start.Day(), 0)) == on.Begin(n.Start) {
		return nil
	}
	for k := range c.in.Items {
		it := &c.in.Items[k]
		waits := false
		for up := it; ; up = &c.in.Items[-up.Parent-1] {
			if waits = waits || len(up.Links) > 0; up.Parent == 0 {
				break
			}
		}
		if !waits && it.Kind != plan.Phase && it.Constraint == "" && !it.Manual && it.ActualStart == 0 {
			it.Constraint, it.Date = "start_no_earlier", n.Start
		}
	}
	return nil
}
