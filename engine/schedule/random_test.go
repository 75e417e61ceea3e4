package schedule_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// odd are calendars on which little is simple: nights, half days, weeks of one day,
// days off in rows.
func odd(t *rapid.T, label string) *schedule.Calendar {
	var w schedule.Work
	for i := range w.Week {
		w.Week[i] = rapid.SampledFrom([][]schedule.Shift{nil, {{From: 0, To: 1440}}, {{From: 480, To: 720}, {From: 780, To: 1020}}, {{From: 0, To: 240}, {From: 1200, To: 1440}}, {{From: 600, To: 601}}}).Draw(t, label)
	}
	w.Week[rapid.IntRange(0, 6).Draw(t, "worked")] = []schedule.Shift{{From: 540, To: 1080}}
	first := day.Of(2026, 1, 1)
	for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		from := first + day.Day(rapid.IntRange(-5, 40).Draw(t, "from"))
		e := schedule.Exception{From: from, Until: from + day.Day(rapid.IntRange(0, 9).Draw(t, "for"))}
		if rapid.Bool().Draw(t, "open") {
			e.Shifts = []schedule.Shift{{From: 60, To: 90}, {From: 1380, To: 1440}}
		}
		w.Exceptions = append(w.Exceptions, e)
	}
	c, err := schedule.NewCalendar(w)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func someActivity(t *rapid.T, calendars int, when func(string) schedule.Time) schedule.Activity {
	a := schedule.Activity{Parent: -1, Calendar: int32(rapid.IntRange(0, calendars-1).Draw(t, "calendar"))}
	a.Duration = rapid.SampledFrom([]int64{0, 0, 1, 60, 480, 1000, 4800}).Draw(t, "duration")
	a.Elapsed = rapid.IntRange(0, 9).Draw(t, "elapsed") == 0
	a.Constraint = schedule.Constraint(max(0, rapid.IntRange(-12, 7).Draw(t, "constraint")))
	if a.Constraint >= schedule.StartNoEarlier {
		a.Date = when("date")
	}
	if rapid.IntRange(0, 9).Draw(t, "deadline") == 0 {
		a.Deadline = when("by")
	}
	switch rapid.IntRange(0, 14).Draw(t, "known") {
	case 0:
		a.ActualStart = when("began")
		a.Remaining = a.Duration / 2
	case 1:
		a.ActualStart = when("began")
		a.ActualFinish = a.ActualStart + schedule.Time(a.Duration*3)
	case 2:
		a.Pinned.Start = when("pinned")
	}
	return a
}

// The rules of Primavera with an option each.
var longestPath, overridden, asItHappened = func() (l, o, a schedule.Rules) {
	l, o, a = schedule.PrimaveraP6, schedule.PrimaveraP6, schedule.PrimaveraP6
	l.Longest, o.Progress, a.Progress = true, schedule.Override, schedule.Actual
	return l, o, a
}()

func somePlan(t *rapid.T) schedule.Plan {
	start := schedule.At(day.Of(2026, 1, 5), 480)
	when := func(label string) schedule.Time {
		return start + schedule.Time(rapid.IntRange(-3000, 60_000).Draw(t, label))
	}
	p := schedule.Plan{Start: start, Rules: rapid.SampledFrom([]schedule.Rules{schedule.MicrosoftProject, schedule.PrimaveraP6, longestPath, overridden, asItHappened}).Draw(t, "rules")}
	for range rapid.IntRange(1, 3).Draw(t, "calendars") {
		p.Calendars = append(p.Calendars, odd(t, "week"))
	}
	if rapid.Bool().Draw(t, "status") {
		p.Status = when("status")
	}
	if rapid.IntRange(0, 3).Draw(t, "by") == 0 {
		p.Finish = when("finish")
	}
	count := rapid.IntRange(1, 14).Draw(t, "activities")
	for i := range count {
		a := someActivity(t, len(p.Calendars), when)
		if i > 0 && rapid.IntRange(0, 2).Draw(t, "inside") == 0 {
			a.Parent = int32(rapid.IntRange(0, i-1).Draw(t, "phase"))
		}
		p.Activities = append(p.Activities, a)
	}
	for range rapid.IntRange(0, 2*count).Draw(t, "links") {
		l := schedule.Link{From: int32(rapid.IntRange(0, count-1).Draw(t, "of")), To: int32(rapid.IntRange(0, count-1).Draw(t, "to"))}
		l.Type, l.LagKind = schedule.LinkType(rapid.IntRange(0, 3).Draw(t, "type")), schedule.LagKind(rapid.IntRange(0, 2).Draw(t, "counted"))
		l.Lag = rapid.SampledFrom([]int64{0, 0, 1, 480, 3000, -60, -960}).Draw(t, "lag")
		q := p
		q.Links = append(q.Links[:len(q.Links):len(q.Links)], l)
		if _, err := schedule.New(q); err == nil {
			p = q
		}
	}
	return p
}

func all(n *schedule.Network) []schedule.Dates {
	var out []schedule.Dates
	for i := range n.Activities {
		out = append(out, n.Dates(int32(i)))
	}
	return out
}

// movesBetween are the activities whose early dates differ.
func movesBetween(before, after []schedule.Dates) (out []schedule.Move) {
	for i, d := range after {
		if was := before[i]; d.EarlyStart != was.EarlyStart || d.EarlyFinish != was.EarlyFinish {
			out = append(out, schedule.Move{Activity: int32(i), Start: d.EarlyStart, Finish: d.EarlyFinish, WasStart: was.EarlyStart, WasFinish: was.EarlyFinish})
		}
	}
	return out
}

func TestAChangeComputesWhatTheWholePlanWouldAndCanBeTakenBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := somePlan(rt)
		n, err := schedule.New(p)
		if err != nil {
			rt.Skip("a circle")
		}
		for range rapid.IntRange(1, 4).Draw(rt, "changes") {
			before := all(n)
			i := rapid.IntRange(0, len(p.Activities)-1).Draw(rt, "activity")
			to := someActivity(rt, len(p.Calendars), func(label string) schedule.Time {
				return p.Start + schedule.Time(rapid.IntRange(-3000, 60_000).Draw(rt, label))
			})
			to.Parent = n.Activities[i].Parent
			moves, undo := n.Change(schedule.Edit{Activity: int32(i), To: to})
			q := n.Plan
			whole, err := schedule.New(q)
			if err != nil {
				rt.Fatal(err)
			}
			after := all(whole)
			for k, got := range all(n) {
				if got != after[k] {
					rt.Fatalf("activity %d: got %s, want %s", k, text(got), text(after[k]))
				}
			}
			if want := movesBetween(before, after); !slices.Equal(moves, want) {
				rt.Fatalf("got the moves %v, want %v", moves, want)
			}
			if n.Finish() != whole.Finish() {
				rt.Fatalf("got the end %s, want %s", said(n.Finish()), said(whole.Finish()))
			}
			undo()
			for k, got := range all(n) {
				if got != before[k] {
					rt.Fatalf("taken back, activity %d: got %s, want %s", k, text(got), text(before[k]))
				}
			}
			n.Change(schedule.Edit{Activity: int32(i), To: to})
		}
	})
}

func TestTheOrderOfAPlanChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := somePlan(rt)
		order := rapid.Permutation(indexes(len(p.Activities))).Draw(rt, "order")
		at := make([]int32, len(order))
		for k, i := range order {
			at[i] = int32(k)
		}
		q := p
		q.Activities = make([]schedule.Activity, len(order))
		for k, i := range order {
			a := p.Activities[i]
			if a.Parent >= 0 {
				a.Parent = at[a.Parent]
			}
			q.Activities[k] = a
		}
		q.Links = nil
		for _, k := range rapid.Permutation(indexes(len(p.Links))).Draw(rt, "links in order") {
			l := p.Links[k]
			l.From, l.To = at[l.From], at[l.To]
			q.Links = append(q.Links, l)
		}
		one, err := schedule.New(p)
		other, err2 := schedule.New(q)
		if (err == nil) != (err2 == nil) {
			rt.Fatal(err, err2)
		}
		if err != nil {
			return
		}
		for i := range p.Activities {
			if got, want := other.Dates(at[i]), one.Dates(int32(i)); got != want {
				rt.Fatalf("activity %d: got %s, want %s", i, text(got), text(want))
			}
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestACircleIsNamed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		count := rapid.IntRange(2, 12).Draw(rt, "activities")
		p := schedule.Plan{Calendars: []*schedule.Calendar{officeHours(t)}, Start: schedule.At(day.Of(2026, 1, 5), 0)}
		for i := range count {
			a := schedule.Activity{Parent: -1, Duration: 480}
			if i > 0 && rapid.IntRange(0, 3).Draw(rt, "inside") == 0 {
				a.Parent = int32(rapid.IntRange(0, i-1).Draw(rt, "phase"))
			}
			p.Activities = append(p.Activities, a)
		}
		for range rapid.IntRange(1, 3*count).Draw(rt, "links") {
			p.Links = append(p.Links, schedule.Link{From: int32(rapid.IntRange(0, count-1).Draw(rt, "of")), To: int32(rapid.IntRange(0, count-1).Draw(rt, "to"))})
		}
		_, err := schedule.New(p)
		var c *schedule.Cycle
		if err == nil || !errors.As(err, &c) {
			return
		}
		within := func(i, phase int32) bool {
			for ; i >= 0; i = p.Activities[i].Parent {
				if i == phase {
					return true
				}
			}
			return false
		}
		for k, i := range c.Activities {
			next := c.Activities[(k+1)%len(c.Activities)]
			found := within(next, i) || within(i, next)
			for _, l := range p.Links {
				found = found || l.From == i && l.To == next
			}
			if !found {
				rt.Fatalf("%d does not lead to %d in %v", i, next, c.Activities)
			}
		}
	})
}

// Whatever the plan, the reasons lead from a date to one that needs no other, each
// beginning at what the one before names, and none is later than what it explains.
func TestEveryDateHasItsReasons(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := somePlan(rt)
		n, err := schedule.New(p)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range p.Activities {
			for _, finish := range []bool{false, true} {
				why := n.Why(int32(i), finish)
				if began := p.Activities[i].ActualStart != 0; began && p.Rules.Progress >= schedule.Override && why[0].Cause == schedule.ByLink {
					rt.Fatalf("activity %d has begun and waits no more: %+v", i, why)
				}
				if len(why) == 0 || why[0].Activity != int32(i) {
					rt.Fatalf("activity %d: %+v", i, why)
				}
				for k, r := range why {
					last := k == len(why)-1
					goesOn := r.Cause == schedule.ByLink || r.Cause == schedule.ByContent || r.Cause == schedule.ByPhase
					if last == goesOn {
						rt.Fatalf("activity %d: reason %d of %d is %+v", i, k, len(why), r)
					}
					if goesOn && why[k+1].Activity != r.From {
						rt.Fatalf("activity %d: after %+v comes %+v", i, r, why[k+1])
					}
					if r.Cause == schedule.ByLink && (p.Links[r.Link].To != r.Activity || p.Links[r.Link].From != r.From) {
						rt.Fatalf("activity %d: %+v is not its link", i, r)
					}
				}
			}
		}
	})
}
