package mspdi

import (
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/ground/money"
)

// raw is a task as its element says it, before it has its place in the tree.
type raw struct {
	planfile.Task
	level int
}

// constraints are those of Microsoft Project, as it numbers them.
var constraints = []planfile.Constraint{planfile.SoonAsPossible, planfile.LateAsPossible, planfile.MustStart, planfile.MustFinish, planfile.StartNoEarlier, planfile.StartNoLater, planfile.FinishNoEarlier, planfile.FinishNoLater}

var taskLeaves = these(
	text("UID", func(t *raw) *string { return &t.ID }),
	text("GUID", func(t *raw) *string { return &t.GUID }),
	text("ID", func(t *raw) *string { return &t.Number }),
	text("Name", func(t *raw) *string { return &t.Name }),
	unless("Active", func(t *raw) *bool { return &t.Inactive }),
	flag("Manual", func(t *raw) *bool { return &t.Manual }),
	coded("Type", func(t *raw) *planfile.Shape { return &t.Shape }, planfile.FixedUnits, planfile.FixedDuration, planfile.FixedWork),
	flag("IsNull", func(t *raw) *bool { return &t.Blank }),
	when("CreateDate", func(t *raw) *planfile.Time { return &t.Created }),
	text("Contact", func(t *raw) *string { return &t.Contact }),
	text("WBS", func(t *raw) *string { return &t.WBS }),
	text("OutlineNumber", func(t *raw) *string { return &t.Outline }),
	number("OutlineLevel", func(t *raw) *int { return &t.level }),
	number("Priority", func(t *raw) *int { return &t.Priority }),
	text("StartText", func(t *raw) *string { return &t.StartText }),
	text("FinishText", func(t *raw) *string { return &t.FinishText }),
	text("DurationText", func(t *raw) *string { return &t.DurationText }),
	when("Start", func(t *raw) *planfile.Time { return &t.Stored.Start }),
	when("Finish", func(t *raw) *planfile.Time { return &t.Stored.Finish }),
	span("Duration", func(t *raw) *planfile.Span { return &t.Duration }),
	when("ManualStart", func(t *raw) *planfile.Time { return &t.ManualStart }),
	when("ManualFinish", func(t *raw) *planfile.Time { return &t.ManualFinish }),
	span("ManualDuration", func(t *raw) *planfile.Span { return &t.ManualDuration }),
	number("DurationFormat", func(t *raw) *int { return &t.Unit }),
	span("Work", func(t *raw) *planfile.Span { return &t.Work }),
	when("Stop", func(t *raw) *planfile.Time { return &t.Stop }),
	when("Resume", func(t *raw) *planfile.Time { return &t.Resume }),
	flag("EffortDriven", func(t *raw) *bool { return &t.EffortDriven }),
	flag("Recurring", func(t *raw) *bool { return &t.Recurring }),
	flag("Estimated", func(t *raw) *bool { return &t.Estimated }),
	flag("Milestone", func(t *raw) *bool { return &t.Milestone }),
	flag("Summary", func(t *raw) *bool { return &t.Summary }),
	flag("Critical", func(t *raw) *bool { return &t.Stored.Critical }),
	text("SubprojectName", func(t *raw) *string { return &t.Subproject }),
	flag("ExternalTask", func(t *raw) *bool { return &t.External }),
	when("EarlyStart", func(t *raw) *planfile.Time { return &t.Stored.EarlyStart }),
	when("EarlyFinish", func(t *raw) *planfile.Time { return &t.Stored.EarlyFinish }),
	when("LateStart", func(t *raw) *planfile.Time { return &t.Stored.LateStart }),
	when("LateFinish", func(t *raw) *planfile.Time { return &t.Stored.LateFinish }),
	tenths("FreeSlack", func(t *raw) *planfile.Span { return &t.Stored.FreeFloat }),
	tenths("TotalSlack", func(t *raw) *planfile.Span { return &t.Stored.TotalFloat }),
	tenths("StartSlack", func(t *raw) *planfile.Span { return &t.Stored.StartFloat }),
	tenths("FinishSlack", func(t *raw) *planfile.Span { return &t.Stored.FinishFloat }),
	cents("FixedCost", func(t *raw) *money.Amount { return &t.FixedCost }),
	number("FixedCostAccrual", func(t *raw) *int { return &t.FixedAccrual }),
	number("PercentComplete", func(t *raw) *int { return &t.Percent }),
	number("PercentWorkComplete", func(t *raw) *int { return &t.OfWork }),
	cents("Cost", func(t *raw) *money.Amount { return &t.Cost }),
	span("OvertimeWork", func(t *raw) *planfile.Span { return &t.OvertimeWork }),
	when("ActualStart", func(t *raw) *planfile.Time { return &t.ActualStart }),
	when("ActualFinish", func(t *raw) *planfile.Time { return &t.ActualFinish }),
	span("ActualDuration", func(t *raw) *planfile.Span { return &t.ActualDuration }),
	cents("ActualCost", func(t *raw) *money.Amount { return &t.ActualCost }),
	span("ActualWork", func(t *raw) *planfile.Span { return &t.ActualWork }),
	span("RegularWork", func(t *raw) *planfile.Span { return &t.RegularWork }),
	span("RemainingDuration", func(t *raw) *planfile.Span { return &t.Remaining }),
	cents("RemainingCost", func(t *raw) *money.Amount { return &t.RemainingCost }),
	span("RemainingWork", func(t *raw) *planfile.Span { return &t.RemainingWork }),
	coded("ConstraintType", func(t *raw) *planfile.Constraint { return &t.Constraint }, constraints...),
	when("ConstraintDate", func(t *raw) *planfile.Time { return &t.Date }),
	when("Deadline", func(t *raw) *planfile.Time { return &t.Deadline }),
	flag("LevelAssignments", func(t *raw) *bool { return &t.LevelAssignments }),
	flag("LevelingCanSplit", func(t *raw) *bool { return &t.LevelFreely }),
	counted("LevelingDelay", func(t *raw) *int64 { return &t.LevelingDelay }),
	number("LevelingDelayFormat", func(t *raw) *int { return &t.LevelingDelayUnit }),
	flag("IgnoreResourceCalendar", func(t *raw) *bool { return &t.IgnoreCalendars }),
	text("Notes", func(t *raw) *string { return &t.Notes }),
	flag("HideBar", func(t *raw) *bool { return &t.HideBar }),
	flag("Rollup", func(t *raw) *bool { return &t.Rollup }),
	number("PhysicalPercentComplete", func(t *raw) *int { return &t.Physical }),
	number("EarnedValueMethod", func(t *raw) *int { return &t.EarnedValueMethod }),
	text("Hyperlink", func(t *raw) *string { return &t.Link.Text }),
	text("HyperlinkAddress", func(t *raw) *string { return &t.Link.Address }),
	text("HyperlinkSubAddress", func(t *raw) *string { return &t.Link.Place }),
	flag("IsPublished", func(t *raw) *bool { return &t.Published }),
	number("CommitmentType", func(t *raw) *int { return &t.CommitmentType }),
)

func (r *reader) task() error {
	if len(r.plan.Tasks) >= r.limits.Tasks {
		return r.many(r.limits.Tasks, "tasks", "tâches")
	}
	place := len(r.plan.Tasks)
	t := raw{Task: planfile.Task{Line: r.w.Line(), Parent: planfile.None, Calendar: planfile.None, Priority: 500}}
	err := r.each(func(name string) error {
		switch name {
		case "PredecessorLink":
			return r.link(place)
		case "CalendarUID":
			s, err := r.words()
			if s != "-1" && s != "" && s != "0" {
				r.refers = append(r.refers, reference{r.w.Line(), place, s, "task calendar"})
			}
			return err
		case "Baseline":
			return r.baseline(&t.Baselines)
		case "ExtendedAttribute", "OutlineCode":
			return r.value(&t.Values)
		case "TimephasedData":
			return r.phased(&t.Phased)
		case "TotalSlack":
			t.Stored.Floats = true
		}
		return take(r, &taskLeaves, &t, name)
	})
	if err != nil {
		return err
	}
	return r.placed(place, t)
}

// placed gives a task its place in the tree.
func (r *reader) placed(place int, t raw) error {
	if t.ID == "" {
		return r.refuse("the task “%s” has no UID; export the plan again", "la tâche «\u202f%s\u202f» n’a pas d’UID\u202f; exportez de nouveau le plan", cut(t.Name))
	}
	if _, twice := r.tasks[t.ID]; twice {
		return r.refuse("two tasks have the UID %s; export the plan again", "deux tâches ont l’UID %s\u202f; exportez de nouveau le plan", cut(t.ID))
	}
	r.tasks[t.ID] = place
	if t.level < 0 || t.level > 500 {
		return r.refuse("the task “%s” is at the outline level %d; export the plan again", "la tâche «\u202f%s\u202f» est au niveau hiérarchique %d\u202f; exportez de nouveau le plan", cut(t.Name), t.level)
	}
	if t.Percent < 0 || t.Percent > 100 || t.Duration < 0 || t.Remaining < 0 {
		return r.refuse("the task “%s” has a negative duration, or a progress beyond 100 %%; correct it", "la tâche «\u202f%s\u202f» a une durée négative ou un avancement au-delà de 100\u202f%%\u202f; corrigez-la", cut(t.Name))
	}
	// a level that is left out counts as its last one above
	for len(r.levels) > t.level {
		r.levels = r.levels[:len(r.levels)-1]
	}
	if n := len(r.levels); n > 0 {
		t.Parent = r.levels[n-1]
	}
	for len(r.levels) < t.level {
		r.levels = append(r.levels, t.Parent)
	}
	r.levels = append(r.levels, place)
	t.Elapsed = planfile.ElapsedUnit(t.Unit)
	r.plan.Tasks = append(r.plan.Tasks, t.Task)
	return nil
}

var linkLeaves = these(
	coded("Type", func(l *planfile.Link) *planfile.LinkType { return &l.Type }, planfile.FinishFinish, planfile.FinishStart, planfile.StartFinish, planfile.StartStart),
	flag("CrossProject", func(l *planfile.Link) *bool { return &l.CrossProject }),
	text("CrossProjectName", func(l *planfile.Link) *string { return &l.Elsewhere }),
	tenths("LinkLag", func(l *planfile.Link) *planfile.Span { return &l.Lag }),
	number("LagFormat", func(l *planfile.Link) *int { return &l.Unit }),
)

func (r *reader) link(to int) error {
	if len(r.plan.Links) >= r.limits.Links {
		return r.many(r.limits.Links, "links", "liens")
	}
	l := planfile.Link{Line: r.w.Line(), From: planfile.None, To: to, Type: planfile.FinishStart, Unit: 7}
	from := ""
	err := r.each(func(name string) (err error) {
		if name == "PredecessorUID" {
			from, err = r.words()
			return err
		}
		return take(r, &linkLeaves, &l, name)
	})
	if err != nil {
		return err
	}
	if l.Percent() { // then the lag counts percents
		l.Share, l.Lag = int(l.Lag/(planfile.Minute/10))*100, 0
	}
	l.Elapsed = planfile.ElapsedUnit(l.Unit)
	r.refers = append(r.refers, reference{l.Line, len(r.plan.Links), from, "predecessor"})
	r.plan.Links = append(r.plan.Links, l)
	return nil
}

// said is a link as it is written.
func said(l planfile.Link) planfile.Link {
	if l.Percent() {
		l.Lag = planfile.Span(l.Share/100) * (planfile.Minute / 10)
	}
	return l
}

var baselineLeaves = these(
	number("Number", func(b *planfile.Baseline) *int { return &b.Number }),
	when("Start", func(b *planfile.Baseline) *planfile.Time { return &b.Start }),
	when("Finish", func(b *planfile.Baseline) *planfile.Time { return &b.Finish }),
	span("Duration", func(b *planfile.Baseline) *planfile.Span { return &b.Duration }),
	number("DurationFormat", func(b *planfile.Baseline) *int { return &b.Unit }),
	span("Work", func(b *planfile.Baseline) *planfile.Span { return &b.Work }),
	cents("Cost", func(b *planfile.Baseline) *money.Amount { return &b.Cost }),
)

// baseline reads one baseline. Versions before 2010 write one of every number, which
// says nothing where there is none.
func (r *reader) baseline(to *[]planfile.Baseline) error {
	if err := r.part(); err != nil {
		return err
	}
	b := planfile.Baseline{}
	err := r.each(func(name string) error {
		if name == "TimephasedData" {
			return r.pass()
		}
		return take(r, &baselineLeaves, &b, name)
	})
	if err == nil && b != (planfile.Baseline{Number: b.Number, Unit: b.Unit}) {
		*to = append(*to, b)
	}
	return err
}

var phasedLeaves = these(
	number("Type", func(p *planfile.Phased) *int { return &p.Kind }),
	leaf[planfile.Phased]{
		"Start",
		func(_ *reader, p *planfile.Phased, s string) bool { return instant(s, &p.Start, &p.Seconds[0]) },
		func(p *planfile.Phased) (string, bool) { return exact(p.Start, p.Seconds[0]) },
	},
	leaf[planfile.Phased]{
		"Finish",
		func(_ *reader, p *planfile.Phased, s string) bool { return instant(s, &p.Finish, &p.Seconds[1]) },
		func(p *planfile.Phased) (string, bool) { return exact(p.Finish, p.Seconds[1]) },
	},
	number("Unit", func(p *planfile.Phased) *int { return &p.Unit }),
	leaf[planfile.Phased]{
		"Value",
		func(_ *reader, p *planfile.Phased, s string) (ok bool) {
			p.Said = true
			if p.Work, ok = planfile.ParseSpan(s); ok {
				return true
			}
			p.Counted = true
			p.Number, ok = decimal(s)
			return ok
		},
		func(p *planfile.Phased) (string, bool) {
			if p.Counted {
				return p.Number.String(), p.Said
			}
			return p.Work.String(), p.Said
		},
	},
)

func instant(s string, t *planfile.Time, second *uint8) (ok bool) {
	s = strings.Replace(s, ":-0:", ":00:", 1) // as Microsoft Project 2007 writes it at times
	if *t, _, ok = planfile.ParseTime(s); !ok {
		return false
	}
	if len(s) >= 19 {
		n, err := strconv.Atoi(s[17:19])
		*second = uint8(n)
		return err == nil
	}
	return true
}

func exact(t planfile.Time, second uint8) (string, bool) {
	s := t.String()
	if s == "" {
		return "", false
	}
	return s[:len(s)-2] + strconv.Itoa(100 + int(second))[1:], true
}

func (r *reader) phased(to *[]planfile.Phased) error {
	if r.limits.Untimed {
		return r.w.Pass()
	}
	if err := r.part(); err != nil {
		return err
	}
	p := planfile.Phased{}
	err := r.each(func(name string) error {
		if name == "UID" { // that of the assignment, once more
			_, err := r.words()
			return err
		}
		return take(r, &phasedLeaves, &p, name)
	})
	*to = append(*to, p)
	return err
}
