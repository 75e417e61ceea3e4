package baseline_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/baseline"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
)

func TestAPlanIsComparedWithWhatItWas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		first := w.take("First", false, w.mine)[0]
		if first.Items != 3 || first.Finish.Day() != date("2027-01-08") || first.On != day.OfTime(w.d.Now()) {
			t.Errorf("taken: %+v", first)
		}
		const same = "Dig same: 5 Jan → 5 Jan, +0 +0 (+0)\nWall same: 8 Jan → 8 Jan, +0 +0 (+0)\nOpen same: 8 Jan → 8 Jan, +0 +0 (+0)\n"
		if got := w.drawn(first.ID); got != same {
			t.Errorf("at once\n%s", got)
		}
		w.edit(w.mine, plan.Edit{ID: w.id(w.mine, "Wall"), Set: plan.Patch{Duration: of(int64(5 * 420))}})
		w.edit(w.mine, plan.Edit{ID: w.id(w.mine, "Dig"), Delete: true}, plan.Edit{ID: -1, Add: plan.Task, Set: plan.Patch{Name: of("Paint")}})
		const later = "Wall moved: 8 Jan → 8 Jan, -2 +0 (+0)\nOpen same: 8 Jan → 8 Jan, +0 +0 (+0)\nPaint added: - → 4 Jan, +0 +0 (+0)\nDig deleted: 5 Jan → -, +0 +0 (+0)\n"
		if got := w.drawn(first.ID); got != later {
			t.Errorf("later\n%s", got)
		}
		w.edit(w.mine, plan.Edit{ID: w.id(w.mine, "Wall"), Set: plan.Patch{Duration: of(int64(7 * 420))}})
		c, err := baseline.Compare(ctx, w.d, w.who, w.mine, first.ID)
		w.must(err)
		if got := w.drawn(first.ID); !strings.Contains(got, "Open moved: 8 Jan → 12 Jan, +2 +2 (+4)") || c.FinishBy != 2 || c.Counts[baseline.Moved] != 2 || c.Counts[baseline.Added] != 1 || c.Counts[baseline.Deleted] != 1 {
			t.Errorf("over a weekend, by %d, %v\n%s", c.FinishBy, c.Counts, got)
		}
	})
}

func TestTheReferenceIsTheBaselineOfTheProjectAndItsKeyDates(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		if got := w.promised(); got != "- - 2027-01-04" {
			t.Fatalf("before: %s", got)
		}
		first := w.take("First", true, w.mine)[0]
		if got := w.promised(); got != "2027-01-04 2027-02-26 2027-01-08" || w.names() != "First*" {
			t.Errorf("with a reference: %s of %s", got, w.names())
		}
		w.edit(w.mine, plan.Edit{ID: w.id(w.mine, "Wall"), Set: plan.Patch{Duration: of(int64(5 * 420))}})
		second := w.take("Second", true, w.mine)[0]
		change := w.last
		if got := w.promised(); got != "2027-01-04 2027-02-26 2027-01-12" || w.names() != "Second* First" {
			t.Errorf("with another: %s of %s", got, w.names())
		}
		w.takeBack(change)
		if got := w.promised(); got != "2027-01-04 2027-02-26 2027-01-08" || w.names() != "First*" {
			t.Errorf("taken back: %s of %s", got, w.names())
		}
		if got := w.drawn(0); !strings.Contains(got, "Open moved: 8 Jan → 12 Jan, +2 +2 (+4)") {
			t.Errorf("against the reference\n%s", got)
		}
		// what is promised elsewhere is what the reference says
		w.update(func(tx *db.Tx) error {
			_, err := milestone.Kind.Write(ctx, tx, w.who, w.c.Dates, []record.Edit{{ID: w.id(w.mine, "Open"), Values: field.Values{"baseline": field.Int(int64(date("2027-01-11")))}}})
			return err
		})
		if got := w.drawn(0); !strings.Contains(got, "Open moved: 11 Jan → 12 Jan, +1 +1 (+1)") {
			t.Errorf("with the key date promised otherwise\n%s", got)
		}
		if _, err := baseline.Compare(ctx, w.d, w.who, w.mine, second.ID); fault.KindOf(err) != fault.Missing {
			t.Errorf("what was taken back is there: %v", err)
		}
		w.update(func(tx *db.Tx) error { return baseline.Delete(ctx, tx, w.who, w.mine, first.ID, 0) })
		change = w.last
		if _, err := baseline.Compare(ctx, w.d, w.who, w.mine, 0); fault.KindOf(err) != fault.Missing || w.names() != "" {
			t.Errorf("deleted, there is %s, %v", w.names(), err)
		}
		w.takeBack(change)
		if got := w.drawn(0); w.names() != "First*" || !strings.Contains(got, "Wall moved") {
			t.Errorf("back again: %s\n%s", w.names(), got)
		}
	})
}

func TestBaselinesOfAPortfolioAreOneChange(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		all := w.take("Budget 2027", true, w.other, w.mine, w.other)
		if len(all) != 2 || w.promised() != "2027-01-04 2027-02-26 2027-01-08" {
			t.Fatalf("taken: %v, promised %s", all, w.promised())
		}
		reversals, err := baseline.Reversals(ctx, w.d, w.who, w.last)
		if w.must(err); len(reversals) != 2 {
			t.Errorf("what taking it back would do: %+v", reversals)
		}
		_, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
			_, err := baseline.Take(ctx, tx, w.who, w.c, []int64{w.mine, 77}, nil, baseline.Ask{Name: "All or nothing"})
			return err
		})
		if fault.KindOf(err) != fault.Missing || w.names() != "Budget 2027*" {
			t.Errorf("with one that is not there: %v, %s", err, w.names())
		}
		for name, ask := range map[string]struct {
			name string
			of   []int64
		}{"no name": {" ", []int64{w.mine}}, "no project": {"x", nil}} {
			_, err := w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
				_, err := baseline.Take(ctx, tx, w.who, w.c, ask.of, nil, baseline.Ask{Name: ask.name})
				return err
			})
			if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Kind != fault.BadInput || f.Details[0].Text.In(label.FR) == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestWhatWasDrawnAheadIsWhatIsPlannedNow changes plans, dates and projects between the
// moment at which they are drawn and that at which baselines of them are kept.
func TestWhatWasDrawnAheadIsWhatIsPlannedNow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		w.planned(w.other)
		third := w.project("Third")
		all := []int64{third, w.mine, w.other}
		drawn, err := baseline.Draw(ctx, w.d, w.who, append(all, 77))
		w.must(err)
		w.edit(w.mine, plan.Edit{ID: w.id(w.mine, "Dig"), Set: plan.Patch{Name: of("Dig deep"), Duration: of(int64(5 * 420))}})
		w.update(func(tx *db.Tx) error {
			_, err := milestone.Kind.Write(ctx, tx, w.who, w.c.Dates, []record.Edit{{ID: w.id(w.other, "Open"), Values: field.Values{"date": field.Int(int64(date("2027-03-01")))}}})
			if err != nil {
				return err
			}
			_, err = project.Change(ctx, tx, w.who, w.c.Projects, project.Edit{ID: third, Values: field.Values{"end": field.Int(int64(date("2027-04-30")))}})
			return err
		})
		w.update(func(tx *db.Tx) error {
			_, err := baseline.Take(ctx, tx, w.who, w.c, all, drawn, baseline.Ask{Name: "Now", Reference: true})
			return err
		})
		for _, id := range all {
			v, err := plan.Get(ctx, w.d, w.who, id)
			w.must(err)
			_, kept, err := baseline.Get(ctx, w.d, w.who, id, 0)
			w.must(err)
			if got, want := fmt.Sprint(kept.Items), fmt.Sprint(baseline.Of(v).Items); got != want {
				t.Errorf("of project %d it keeps\n%s\nwant\n%s", id, got, want)
			}
			p, err := project.Get(ctx, w.d, w.who, id)
			w.must(err)
			if day.Day(p.Values["end"].N) != kept.End || !p.Values["end_baseline"].Equal(p.Values["end"]) {
				t.Errorf("of project %d it keeps the end %v, promised %v, of %v", id, kept.End, p.Values["end_baseline"], p.Values["end"])
			}
		}
		w.takeBack(w.last)
		for _, id := range all {
			if left, err := baseline.List(ctx, w.d, w.who, id); err != nil || len(left) != 0 {
				t.Errorf("taken back, project %d has %d: %v", id, len(left), err)
			}
		}
	})
}

func TestABaselineIsRenamedUnderTheVersionThatWasRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		first := w.take("First", false, w.mine)[0]
		w.take("Second", true, w.mine)
		change := func(version int64, p baseline.Patch) error {
			number, err := w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
				_, err := baseline.Change(ctx, tx, w.who, w.c, w.mine, first.ID, version, p)
				return err
			})
			w.last = number
			return err
		}
		w.must(change(1, baseline.Patch{Name: of("Contract"), Reference: of(true)}))
		if got := w.names(); got != "Second Contract*" {
			t.Errorf("got %s", got)
		}
		w.takeBack(w.last)
		if got := w.names(); got != "Second* First" {
			t.Errorf("taken back: %s", got)
		}
		if err := change(1, baseline.Patch{Name: of("Late")}); fault.KindOf(err) != fault.Stale {
			t.Errorf("a version read before: %v", err)
		}
	})
}

func TestTheReferenceIsShiftedWholeOrInPart(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		_, _, err := baseline.ForeseeShift(ctx, w.d, w.who, w.mine, w.mark(), plan.Shift{Days: 1})
		if fault.KindOf(err) != fault.Clash {
			t.Errorf("without a reference: %v", err)
		}
		w.take("First", true, w.mine)
		before, promised := w.drawn(0), w.promised()
		shift := func(s plan.Shift) {
			t.Helper()
			mark := w.mark()
			b, foreseen, err := baseline.ForeseeShift(ctx, w.d, w.who, w.mine, mark, s)
			w.must(err)
			w.update(func(tx *db.Tx) error {
				_, moved, err := baseline.ChangeShift(ctx, tx, w.who, w.c, w.mine, mark, b.Version, s)
				if fmt.Sprint(moved) != fmt.Sprint(foreseen) {
					t.Errorf("foreseen %v, then %v", foreseen, moved)
				}
				return err
			})
		}
		read := w.mark()
		first, _, err := baseline.Get(ctx, w.d, w.who, w.mine, 0)
		w.must(err)
		shift(plan.Shift{Days: 3})
		now, _, err := baseline.Get(ctx, w.d, w.who, w.mine, 0)
		w.must(err)
		for mark, version := range map[string]int64{read: now.Version, w.mark(): first.Version} { // sent twice, or by somebody else who read the same
			_, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
				_, _, err := baseline.ChangeShift(ctx, tx, w.who, w.c, w.mine, mark, version, plan.Shift{Days: 3})
				return err
			})
			if fault.KindOf(err) != fault.Stale {
				t.Errorf("shifted a second time from %s and version %d, which were read before: %v", mark, version, err)
			}
		}
		if got := w.drawn(0); got != "Dig moved: 8 Jan → 5 Jan, -3 -3 (-3)\nWall moved: 13 Jan → 8 Jan, -3 -3 (-5)\nOpen moved: 13 Jan → 8 Jan, -3 -3 (-5)\n" {
			t.Errorf("whole\n%s", got)
		}
		if got := w.promised(); got != "2027-01-07 2027-03-03 2027-01-13" {
			t.Errorf("promised %s", got)
		}
		w.takeBack(w.last)
		if w.drawn(0) != before || w.promised() != promised {
			t.Errorf("taken back: %s\n%s", w.promised(), w.drawn(0))
		}
		shift(plan.Shift{Days: -1, Part: plan.Below, From: w.id(w.mine, "Wall")})
		if got := w.drawn(0); got != "Dig same: 5 Jan → 5 Jan, +0 +0 (+0)\nWall moved: 7 Jan → 8 Jan, +1 +1 (+1)\nOpen moved: 7 Jan → 8 Jan, +1 +1 (+1)\n" {
			t.Errorf("in part\n%s", got)
		}
	})
}

// TestAReferenceIsNotShiftedOutOfItsTime repeats a shift until it is refused.
func TestAReferenceIsNotShiftedOutOfItsTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		w.take("First", true, w.mine)
		far := plan.Shift{Days: -plan.MostShift}
		var err error
		for range 9 {
			_, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
				b, _, err := baseline.Get(ctx, tx, w.who, w.mine, 0)
				if err == nil {
					_, _, err = baseline.ChangeShift(ctx, tx, w.who, w.c, w.mine, w.mark(), b.Version, far)
				}
				return err
			})
			if err != nil {
				break
			}
		}
		if fault.KindOf(err) != fault.BadInput || w.promised() < "1950" {
			t.Errorf("got %v, promised %s", err, w.promised())
		}
	})
}

func TestTheTrendOfAKeyDateIsItsHistoryAndBeforeThatItsBaselines(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.planned(w.mine)
		open := w.id(w.mine, "Open")
		today := day.OfTime(w.d.Now())
		w.update(func(tx *db.Tx) error {
			content := &baseline.Content{Items: []baseline.Item{{ID: open, Kind: plan.Milestone, Name: "Open", Day: date("2020-06-01"), Start: schedule.At(date("2020-06-01"), 720), Finish: schedule.At(date("2020-06-01"), 720)}}}
			_, err := baseline.Keep(ctx, tx, w.who, w.c, baseline.Baseline{Project: w.mine, Name: "Of a file", On: date("2020-01-01")}, content)
			return err
		})
		m, err := milestone.Kind.Get(ctx, w.d, w.who, open)
		w.must(err)
		trend := func(until day.Day) string {
			all, err := baseline.Trend(ctx, w.d, w.who, []*record.Record{m}, until)
			w.must(err)
			return fmt.Sprint(all[0].Points)
		}
		if got, want := trend(today), fmt.Sprint([]baseline.Point{{On: date("2020-01-01"), Date: date("2020-06-01")}, {On: today, Date: date("2027-01-08")}}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := trend(today - 1); got != fmt.Sprint([]baseline.Point{{On: date("2020-01-01"), Date: date("2020-06-01")}}) {
			t.Errorf("until the day before: %s", got)
		}
		w.update(func(tx *db.Tx) error {
			_, err := baseline.Keep(ctx, tx, w.who, w.c, baseline.Baseline{Project: w.mine, Name: "Tomorrow", On: today - 1}, &baseline.Content{})
			return err
		})
		_, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
			_, err := baseline.Keep(ctx, tx, w.who, w.c, baseline.Baseline{Project: w.mine, Name: "Tomorrow", On: today + 1}, &baseline.Content{})
			return err
		})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("of a day that is to come: %v", err)
		}
	})
}
