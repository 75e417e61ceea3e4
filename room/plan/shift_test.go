package plan_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/milestone"
	"vigie/room/plan"
)

func (w *world) shift(s plan.Shift) (*plan.Shifted, error) {
	w.t.Helper()
	mark := w.get().Mark
	var out *plan.Shifted
	err := w.update(func(tx *db.Tx) (err error) {
		out, err = plan.ChangeShift(ctx, tx, w.who, w.c, w.mine, mark, s)
		return err
	})
	return out, err
}

func TestAPlanIsShiftedWholeBothWaysAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		wall := w.id("Wall")
		w.edit(plan.Edit{ID: wall, Set: plan.Patch{Start: on("2027-01-07")}})
		before := text(w.get())
		foreseen, err := plan.ForeseeShift(ctx, w.d, w.who, w.mine, w.get().Mark, plan.Shift{Days: 5})
		w.must(err)
		if got := text(w.get()); got != before {
			t.Fatalf("foreseeing changed it to\n%s", got)
		}
		out, err := w.shift(plan.Shift{Days: 5})
		w.must(err)
		const want = `1 Build 11 Jan 2027 9:00 18 Jan 2027 17:00 !
1.1 Dig 11 Jan 2027 9:00 12 Jan 2027 17:00
1.2 Wall 14 Jan 2027 9:00 18 Jan 2027 17:00 ! <2
1.3 Order 11 Jan 2027 9:00 11 Jan 2027 17:00
2 Finish 19 Jan 2027 9:00 20 Jan 2027 17:00 !
2.1 Paint 19 Jan 2027 9:00 20 Jan 2027 17:00 ! <3;4FS+1d
3 Open 20 Jan 2027 17:00 20 Jan 2027 17:00 ! <5
`
		if got := text(w.get()); got != want || text(out.View) != got || out.Held != 0 || !slices.Equal(foreseen.Moved, out.Moved) || len(out.Moved) != 7 {
			t.Errorf("a week later, %d held, %d moved:\n%s", out.Held, len(out.Moved), got)
		}
		change := w.last
		if m, err := milestone.Kind.Get(ctx, w.d, w.who, w.id("Open")); err != nil || day.Day(m.Values["date"].N) != date("2027-01-20") || day.Day(m.Values["baseline"].N) != date("2027-01-12") {
			t.Errorf("the key date: %v %v", m, err)
		}
		w.takeBack(t, change)
		if got := text(w.get()); got != before {
			t.Errorf("taken back\n%s", got)
		}
		_, err = w.shift(plan.Shift{Days: -2})
		w.must(err)
		if got := text(w.get()); !strings.Contains(got, "Dig 31 Dec 2026") || !strings.Contains(got, "Wall 5 Jan 2027") {
			t.Errorf("two days earlier\n%s", got)
		}
	})
}

func TestWhatFollowsALineIsShiftedAndWhatComesBeforeStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		out, err := w.shift(plan.Shift{Days: 3, Part: plan.Below, From: w.id("Wall")})
		w.must(err)
		const below = `1 Build 4 Jan 2027 9:00 13 Jan 2027 17:00 !
1.1 Dig 4 Jan 2027 9:00 5 Jan 2027 17:00
1.2 Wall 11 Jan 2027 9:00 13 Jan 2027 17:00 ! <2
1.3 Order 7 Jan 2027 9:00 7 Jan 2027 17:00
2 Finish 14 Jan 2027 9:00 15 Jan 2027 17:00 !
2.1 Paint 14 Jan 2027 9:00 15 Jan 2027 17:00 ! <3;4FS+1d
3 Open 15 Jan 2027 17:00 15 Jan 2027 17:00 ! <5
`
		if got := text(w.get()); got != below {
			t.Errorf("all under a line, %d held:\n%s", out.Held, got)
		}
		w.edit(plan.Edit{ID: w.id("Wall"), Set: plan.Patch{Progress: of(10)}})
		out, err = w.shift(plan.Shift{Days: 1, Part: plan.Later, From: w.id("Wall")})
		w.must(err)
		if got := text(w.get()); !strings.Contains(got, "Wall 11 Jan") || !strings.Contains(got, "Paint 15 Jan") || !strings.Contains(got, "Order 7 Jan") || out.Held != 0 {
			t.Errorf("what starts later than what has begun, %d held:\n%s", out.Held, got)
		}
		out, err = w.shift(plan.Shift{Days: -9, Part: plan.Later, From: w.id("Paint")})
		w.must(err)
		if got := text(w.get()); !strings.Contains(got, "Paint 14 Jan") || out.Held == 0 {
			t.Errorf("it waits for what stays, %d held:\n%s", out.Held, got)
		}
		for name, s := range map[string]plan.Shift{"none": {}, "too far": {Days: 9999}, "no line": {Days: 1, Part: plan.Below, From: 77}} {
			if _, err := w.shift(s); fault.KindOf(err) != fault.BadInput {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = plan.ForeseeShift(ctx, w.d, w.who, w.mine, "1-0", plan.Shift{Days: 1})
		if fault.KindOf(err) != fault.Stale {
			t.Errorf("a mark read before: %v", err)
		}
	})
}

// Whatever the plan, a shift to later days lets nothing start earlier, leaves what has
// begun where it is, and brings to its day all that people did not bind otherwise.
func TestAShiftKeepsWhatIsTrueOfAnyPlan(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	serial := 0
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(2, 6).Draw(r, "batches") {
			if _, err := w.try(w.mine, drawn(r, w.get(), &serial)...); err != nil && fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
		}
		was := w.get()
		if len(was.Rows) == 0 {
			return
		}
		s := plan.Shift{Days: rapid.IntRange(1, 40).Draw(r, "days"), Part: rapid.SampledFrom([]string{"", plan.Below, plan.Later}).Draw(r, "part")}
		at := rapid.IntRange(0, len(was.Rows)-1).Draw(r, "from")
		s.From = was.Rows[at].ID
		out, err := plan.ForeseeShift(ctx, w.d, w.who, w.mine, was.Mark, s)
		if err != nil {
			t.Fatal(err)
		}
		if got := full(w.get()); got != full(was) {
			t.Fatalf("foreseeing changed it to\n%s", got)
		}
		short := 0
		for n, now := range out.Rows {
			then := was.Rows[n]
			inPart := s.Part == "" || s.Part == plan.Below && n >= at || s.Part == plan.Later && then.Dates.EarlyStart >= was.Rows[at].Dates.EarlyStart
			begun := !then.Holds && (then.ActualStart != 0 || then.ActualFinish != 0)
			switch {
			case begun && now.Dates.EarlyStart != then.Dates.EarlyStart:
				t.Fatalf("%s has begun and starts on %s instead of %s", now.Name, short2(now), short2(then))
			case !then.Manual && !begun && then.Constraint != "late" && now.Dates.EarlyStart < then.Dates.EarlyStart:
				t.Fatalf("%s starts earlier, on %s instead of %s, for %+v of\n%s", now.Name, short2(now), short2(then), s, full(was))
			case inPart && !begun && !then.Holds && (then.Constraint == "" || then.Manual):
				if goal := was.Later(then.ID, then.Dates.EarlyStart, s.Days, false); now.Dates.EarlyStart.Day() < goal.Day() {
					short++
				}
			}
		}
		if short > out.Held {
			t.Fatalf("%d fall short, and %d are said to", short, out.Held)
		}
		if short > 0 {
			t.Fatalf("%d fall short of %+v in\n%s\nwhich then is\n%s", short, s, full(was), full(out.View))
		}
	})
}

func short2(r plan.Row) string { return short(r.Dates.EarlyStart) }

func midnight(d day.Day) schedule.Time { return schedule.At(d, 0) }

// Working days are those of the calendar, both ways, over weekends.
func TestWorkingDaysAreCountedBothWays(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.house()
	v := w.get()
	for _, c := range []struct {
		from, to string
		days     int
	}{{"2027-01-08", "2027-01-11", 1}, {"2027-01-11", "2027-01-08", -1}, {"2027-01-04", "2027-01-18", 10}, {"2027-01-09", "2027-01-10", 0}, {"2025-01-06", "2027-01-04", 520}} {
		a, b := on(c.from).Day, on(c.to).Day
		if got := v.Drift(0, midnight(a)+720, midnight(b)+720, false); got != c.days {
			t.Errorf("from %s to %s: %d, want %d", c.from, c.to, got, c.days)
		}
	}
	for _, c := range []struct {
		from, to string
		days     int
	}{{"2027-01-08", "2027-01-11", 1}, {"2027-01-09", "2027-01-11", 1}, {"2027-01-09", "2027-01-08", -1}, {"2027-01-04", "2026-12-31", -2}} {
		if got := v.Later(0, midnight(on(c.from).Day)+720, c.days, false); got.Day() != on(c.to).Day || got.Minute() != 720 {
			t.Errorf("%d days from %s: %s", c.days, c.from, short(got))
		}
	}
	if got := v.Later(0, midnight(date("2027-01-09")), 1, true); got != midnight(date("2027-01-12")) {
		t.Errorf("what ends at midnight of a Friday ends a day later at that of Monday: %s", short(got))
	}
}

// However many tasks wait for however many phases, a shift takes no longer than computing
// the plan some times over.
func TestAShiftOfTasksThatWaitForManyPhasesIsNotSlow(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	const phases, tasks = 100, 2400
	var edits []plan.Edit
	for n := range phases {
		phase, begun := int64(-2*n-1), int64(-2*n-2)
		edits = append(edits, plan.Edit{ID: phase, Add: plan.Phase, Set: plan.Patch{Name: of("Phase")}},
			plan.Edit{ID: begun, Add: plan.Task, Move: &plan.Move{Parent: phase}, Set: plan.Patch{Name: of("Begun"), Duration: of(int64(420)), Progress: of(10)}})
	}
	made := w.edit(edits...).Made
	var all []plan.Link
	for n := range phases {
		all = append(all, plan.Link{From: made[int64(-2*n-1)]})
	}
	for done := 0; done < tasks; done += 400 {
		edits = nil
		for n := range 400 {
			edits = append(edits, plan.Edit{ID: int64(-n - 1), Add: plan.Task, Set: plan.Patch{Name: of("Waits"), Duration: of(int64(420)), Links: &all}})
		}
		w.edit(edits...)
	}
	begun := time.Now()
	mark := w.get().Mark
	read := time.Since(begun)
	begun = time.Now()
	out, err := plan.ForeseeShift(ctx, w.d, w.who, w.mine, mark, plan.Shift{Days: 5})
	w.must(err)
	if took := time.Since(begun); out.Held != 0 || took > 12*read {
		t.Errorf("%d held; it took %v, and reading the plan %v", out.Held, took, read)
	}
}

// TestAPlanIsNotShiftedOutOfItsTime repeats a shift until it is refused, both ways.
func TestAPlanIsNotShiftedOutOfItsTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		for _, days := range []int{plan.MostShift, -plan.MostShift} {
			var err error
			for n := 0; n < 40 && err == nil; n++ {
				_, err = w.shift(plan.Shift{Days: days})
			}
			v := w.get()
			if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Kind != fault.BadInput || f.Details[0].Where != "days" {
				t.Errorf("by %d days: %v, at %v", days, err, v.Start)
			}
			if v.Start < day.Of(1950, 1, 1) || v.Finish.Day() > day.Of(2199, 12, 31) {
				t.Errorf("by %d days it went from %v to %v", days, v.Start, v.Finish.Day())
			}
		}
	})
}

func TestNothingIsPlannedAfterTheLastYear(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		long := []plan.Edit{{ID: w.id("Wall"), Set: plan.Patch{Start: on("9999-12-01"), Duration: of(int64(420 * 200))}}}
		if _, err := w.try(w.mine, long...); fault.KindOf(err) != fault.BadInput || !strings.Contains(err.Error(), "9999") {
			t.Errorf("got %v, until %v", err, w.get().Finish.Day())
		}
	})
}
