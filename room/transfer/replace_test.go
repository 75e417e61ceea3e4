package transfer_test

import (
	"slices"
	"strings"
	"testing"

	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/transfer"
)

func (w *world) change(project int64, edits ...plan.Edit) *plan.Result {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, project)
	w.must(err)
	var r *plan.Result
	w.must(w.update(func(tx *db.Tx) (err error) {
		r, err = plan.Change(ctx, tx, w.who, w.c, project, v.Mark, edits)
		return err
	}))
	return r
}

func (w *world) lines(project int64) []string {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, project)
	w.must(err)
	var out []string
	for _, r := range v.Rows {
		out = append(out, r.WBS+" "+string(r.Kind)+" "+r.Name)
	}
	return out
}

func said(text string) *string { return &text }

// What is in the plan and in the file stays the same item, with what hangs on it; what
// is not in the file goes, but key dates, unless these are to go too.
func TestAFileTakesThePlaceOfThePlanThatIsThere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		was := w.change(w.mine,
			plan.Edit{ID: -1, Add: plan.Phase, Set: plan.Patch{Name: said("Build")}},
			plan.Edit{ID: -2, Add: plan.Task, Set: plan.Patch{Name: said("Dig")}, Move: &plan.Move{Parent: -1, After: plan.Last}},
			plan.Edit{ID: -3, Add: plan.Task, Set: plan.Patch{Name: said("Paint")}},
			plan.Edit{ID: -4, Add: plan.Milestone, Set: plan.Patch{Name: said("Open")}},
			plan.Edit{ID: -5, Add: plan.Milestone, Set: plan.Patch{Name: said("Party"), Start: &plan.When{Day: day.Of(2040, 1, 2)}}},
		)
		waits := w.change(w.other, plan.Edit{ID: -1, Add: plan.Task, Set: plan.Patch{Name: said("Move in"), Links: &[]plan.Link{{From: was.Made[-2]}}}})
		if waits.Rows[0].Waits[0].Number != 0 {
			t.Fatal("it waits for nothing in the other plan")
		}
		s, err := read("Level;Name;Duration;Predecessors;Milestone\n1;Build;;;\n2;Dig;8d;;\n2;Wall;2d;2;\n1;open;;1;yes\n")
		w.must(err)
		foreseen, err := transfer.Foresee(ctx, w.d, w.who, w.mine, s, transfer.Options{KeyDates: true})
		w.must(err)
		if foreseen.Empty || foreseen.Known != 3 || len(foreseen.Gone) != 1 || foreseen.Gone[0].Name != "Paint" || !slices.Equal(foreseen.Stayed, []string{"Party"}) {
			t.Errorf("foreseen: %d known, %v go, %v stay", foreseen.Known, foreseen.Gone, foreseen.Stayed)
		}
		if last := foreseen.Rows[3].Dates.EarlyFinish; foreseen.Found != last || foreseen.View.Finish <= last {
			t.Errorf("what comes in ends on %s, not with its last line on %s", at(foreseen.Found), at(last))
		}
		r := w.take(w.mine, s, transfer.Options{KeyDates: true})
		want := []string{"1 phase Build", "1.1 task Dig", "1.2 task Wall", "2 milestone open", "3 milestone Party"}
		if got := w.lines(w.mine); !slices.Equal(got, want) || r.Rows[1].ID != was.Made[-2] || r.Rows[3].ID != was.Made[-4] {
			t.Errorf("got %q", got)
		}
		v, err := plan.Get(ctx, w.d, w.who, w.other)
		w.must(err)
		if got := v.Rows[0].Dates.EarlyStart; got < r.Rows[1].Dates.EarlyFinish {
			t.Errorf("what waits in another project starts on %s, before %s", at(got), at(r.Rows[1].Dates.EarlyFinish))
		}
		w.take(w.mine, s, transfer.Options{})
		if got := w.lines(w.mine); !slices.Equal(got, want[:4]) {
			t.Errorf("without the key dates: %q", got)
		}
	})
}

// A calendar that works as one that is there is that one; another one is made once.
func TestCalendarsOfAFileAreMadeOnceForTheProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := &planfile.Plan{Program: "Microsoft Project", Start: planfile.At(739_000, 480), Calendar: 0, MinutesPerDay: 480, MinutesPerWeek: 2400}
		day := planfile.Day{Said: true, Shifts: []planfile.Shift{{From: 360, To: 840}}}
		c := planfile.Calendar{ID: "1", Name: "Early shift", Base: planfile.None, Week: [7]planfile.Day{day, day, day, day, {Said: true}, {Said: true}, {Said: true}}}
		c.Exceptions = []planfile.Exception{{Name: "Winter break", From: 739_010, Until: 739_020}}
		p.Calendars = []planfile.Calendar{c}
		p.Tasks = []planfile.Task{{ID: "1", Name: "Dig", Parent: planfile.None, Calendar: planfile.None, Duration: 40 * planfile.Hour}}
		for range 2 {
			w.take(w.mine, &transfer.Source{Plan: p}, transfer.Options{})
		}
		set, err := calendar.Load(ctx, w.d)
		w.must(err)
		made := slices.DeleteFunc(set.All, func(c calendar.Calendar) bool { return c.Project != w.mine })
		if len(made) != 1 || made[0].Name.EN != "Early shift" || len(made[0].Days) != 1 || made[0].Days[0].Name != "Winter break" || made[0].Days[0].Last != 739_020 {
			t.Fatalf("got %+v", made)
		}
		v, err := plan.Get(ctx, w.d, w.who, w.mine)
		w.must(err)
		if v.Calendar != made[0].ID || v.Rows[0].Calendar != 0 {
			t.Errorf("the plan is on the calendar %d, the task on %d", v.Calendar, v.Rows[0].Calendar)
		}
	})
}

func TestWhoMayNotEditAProjectBringsNoPlanIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s, err := read("Name;Duration\nDig;8d\nWall;2d\n")
		w.must(err)
		if _, err := transfer.Foresee(ctx, w.d, access.Who{}, w.mine, s, transfer.Options{}); fault.KindOf(err) != fault.Missing {
			t.Errorf("got %v", err)
		}
		if got := strings.Join(w.lines(w.mine), "\n"); got != "" {
			t.Errorf("there is %s", got)
		}
	})
}
