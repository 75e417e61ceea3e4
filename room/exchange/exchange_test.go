package exchange_test

import (
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/room/exchange"
)

// at is an hour of a day of the first weeks of 2026, which begin on Monday the 5th.
func at(week, weekday, hour int) planfile.Time {
	return planfile.At(day.Of(2026, 1, 5)+day.Day(7*(week-1)+weekday-1), 60*hour)
}

// plan is one of tasks of a day each.
func plan(program string, tasks ...planfile.Task) *planfile.Plan {
	p := &planfile.Plan{Program: program, Calendar: planfile.None, Start: at(1, 1, 8), MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20}
	for i, t := range tasks {
		t.ID, t.Name, t.Calendar = string(rune('a'+i)), strings.ToUpper(string(rune('a'+i))), planfile.None
		if t.Kind != planfile.StartMilestone && !t.Summary {
			t.Duration = 8 * planfile.Hour
		}
		if t.Parent == 0 {
			t.Parent = planfile.None
		}
		p.Tasks = append(p.Tasks, t)
	}
	return p
}

func follow(p *planfile.Plan, from, to int) {
	p.Links = append(p.Links, planfile.Link{From: from, To: to})
}

func compute(t *testing.T, p *planfile.Plan) []schedule.Dates {
	t.Helper()
	c, err := exchange.Compute(p)
	if err != nil {
		t.Fatal(err)
	}
	var out []schedule.Dates
	for _, a := range c.Activity {
		if a < 0 {
			out = append(out, schedule.Dates{})
			continue
		}
		out = append(out, c.Network.Dates(a))
	}
	return out
}

func wants(t *testing.T, name string, got schedule.Time, want planfile.Time) {
	t.Helper()
	if planfile.Time(got) != want {
		t.Errorf("%s: got %s, want %s", name, planfile.Time(got), want)
	}
}

// In Primavera a task that is to start on a day starts later when what it waits for is
// late, with negative float; a mandatory one does not wait.
func TestStartOnGivesWayInPrimaveraAndMandatoryDoesNot(t *testing.T) {
	for constraint, start := range map[planfile.Constraint]planfile.Time{planfile.MustStart: at(1, 3, 8), planfile.MandatoryStart: at(1, 2, 8)} {
		p := plan(exchange.Primavera, planfile.Task{}, planfile.Task{}, planfile.Task{Constraint: constraint, Date: at(1, 2, 8)})
		follow(p, 0, 1)
		follow(p, 1, 2)
		d := compute(t, p)
		wants(t, "start", d[2].EarlyStart, start)
		if d[1].TotalFloat != -480 {
			t.Errorf("constraint %d: got a float of %d, want -480", constraint, d[1].TotalFloat)
		}
	}
}

func TestBothConstraintsOfPrimaveraHold(t *testing.T) {
	p := plan(exchange.Primavera, planfile.Task{Constraint: planfile.StartNoEarlier, Date: at(1, 3, 8), Also: planfile.FinishNoLater, AlsoDate: at(1, 4, 17)}, planfile.Task{Constraint: planfile.StartNoEarlier, Date: at(2, 5, 8)})
	d := compute(t, p)
	wants(t, "start", d[0].EarlyStart, at(1, 3, 8))
	wants(t, "late finish", d[0].LateFinish, at(1, 4, 17))
	if d[0].TotalFloat != 480 {
		t.Errorf("got a float of %d, want 480", d[0].TotalFloat)
	}
}

func TestTheRulesAreThoseThatPrimaveraWasTold(t *testing.T) {
	p := plan(exchange.Primavera)
	p.Options = planfile.Options{Progress: planfile.ProgressOverride, Lag: planfile.LagRoundTheClock, Float: planfile.StartFloat}
	p.Critical = 4 * planfile.Hour
	want := schedule.Rules{LagOn: schedule.RoundTheClock, Float: schedule.StartFloat, Progress: schedule.Override, LateFloat: true, Loose: true, Critical: 240}
	if got := exchange.Rules(p); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Options = planfile.Options{Progress: planfile.ActualDates, Lag: planfile.LagOfProject, Float: planfile.SmallerFloat, LongestPath: true}
	want = schedule.Rules{LagOn: schedule.OfProject, Float: schedule.SmallerFloat, Progress: schedule.Actual, LateFloat: true, Loose: true, Longest: true, Critical: 240}
	if got := exchange.Rules(p); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Options = planfile.Options{Progress: planfile.RetainedLogic, Lag: planfile.LagOfPredecessor, Float: planfile.FinishFloat}
	p.Critical = 0
	if got := exchange.Rules(p); got != schedule.PrimaveraP6 {
		t.Errorf("got %+v, want %+v", got, schedule.PrimaveraP6)
	}
}

// Microsoft Project lets what a constraint holds start before the plan does.
func TestATaskMayStartBeforeThePlan(t *testing.T) {
	p := plan("Microsoft Project", planfile.Task{Constraint: planfile.StartNoEarlier, Date: at(1, 1, 8)}, planfile.Task{}, planfile.Task{})
	p.Start = at(2, 1, 8)
	follow(p, 0, 1)
	d := compute(t, p)
	wants(t, "held", d[0].EarlyStart, at(1, 1, 8))
	wants(t, "after it", d[1].EarlyStart, at(1, 2, 8))
	wants(t, "held by nothing", d[2].EarlyStart, at(2, 1, 8))
}

func TestWhatGoesOnAsLongAsOthersIsLeftOut(t *testing.T) {
	p := plan(exchange.Primavera, planfile.Task{}, planfile.Task{Kind: planfile.LevelOfEffort}, planfile.Task{Blank: true}, planfile.Task{Inactive: true}, planfile.Task{Summary: true})
	follow(p, 0, 1)
	c, err := exchange.Compute(p)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Network.Activities) != 1 || c.Task[0] != 0 {
		t.Errorf("got %d activities", len(c.Network.Activities))
	}
}

func TestAResourceGivesItsCalendarToATaskOfMicrosoftProject(t *testing.T) {
	for _, ignore := range []bool{false, true} {
		p := plan("Microsoft Project", planfile.Task{IgnoreCalendars: ignore})
		half := planfile.Calendar{ID: "1", Name: "Mornings", Base: planfile.None}
		for d := range 5 {
			half.Week[d] = planfile.Day{Said: true, Shifts: []planfile.Shift{{From: 480, To: 720}}}
		}
		p.Calendars = []planfile.Calendar{half}
		p.Resources = []planfile.Resource{{ID: "1", Calendar: 0}}
		p.Assignments = []planfile.Assignment{{ID: "1", Task: 0, Resource: 0, Work: 8 * planfile.Hour}}
		want := at(1, 2, 12)
		if ignore {
			want = at(1, 1, 17)
		}
		wants(t, "finish", compute(t, p)[0].EarlyFinish, want)
	}
}

func TestWhatCannotBeComputedIsSaid(t *testing.T) {
	idle := plan("Microsoft Project", planfile.Task{})
	idle.Calendars = []planfile.Calendar{{ID: "1", Name: "Closed", Base: planfile.None}}
	idle.Calendar = 0
	circle := plan("Microsoft Project", planfile.Task{}, planfile.Task{})
	follow(circle, 0, 1)
	follow(circle, 1, 0)
	for want, p := range map[string]*planfile.Plan{
		"The calendar “Closed” cannot be used: A week needs at least one working minute": idle,
		"The tasks “A”, “B” wait for each other in a circle":                             circle,
	} {
		if _, err := exchange.Compute(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
