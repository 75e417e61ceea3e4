package plan_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
)

var ctx = context.Background()

// world is a database with the catalogue and two projects, which begin on Monday 4
// January 2027; days have seven hours.
type world struct {
	t           testing.TB
	d           *db.DB
	who         access.Who
	c, projects *field.Catalogue
	mine, other int64
	last        int64 // the change that was made last
}

const monday = "2027-01-04"

func date(text string) day.Day {
	d, err := day.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB) *world {
	w := &world{t: t, d: d, who: access.System("test")}
	w.must(w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministry"), field.Seed(ctx, tx, w.who))
	}))
	var err error
	w.c, err = field.Load(ctx, d, "milestone")
	w.must(err)
	w.projects, err = field.Load(ctx, d, "project")
	w.must(err)
	w.mine, w.other = w.project("Mine"), w.project("Other")
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(*db.Tx) error) (err error) {
	number, err := w.d.Update(ctx, w.who.Origin(), f)
	if err == nil {
		w.last = number
	}
	return err
}

func (w *world) project(name string) int64 {
	w.t.Helper()
	root, err := access.Root(ctx, w.d)
	w.must(err)
	var p *project.Project
	w.must(w.update(func(tx *db.Tx) (err error) {
		p, err = project.Change(ctx, tx, w.who, w.projects, project.Edit{Values: field.Values{"name": field.Str(name), "unit": field.Ref(root.ID), "start": field.Int(int64(date(monday)))}})
		return err
	}))
	return p.ID
}

func (w *world) get() *plan.View {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, w.mine)
	w.must(err)
	return v
}

func (w *world) try(id int64, edits ...plan.Edit) (*plan.Result, error) {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, id)
	w.must(err)
	var out *plan.Result
	err = w.update(func(tx *db.Tx) (err error) {
		out, err = plan.Change(ctx, tx, w.who, w.c, id, v.Mark, edits)
		return err
	})
	return out, err
}

func (w *world) edit(edits ...plan.Edit) *plan.Result {
	w.t.Helper()
	out, err := w.try(w.mine, edits...)
	w.must(err)
	return out
}

// text draws a plan, a line an item: its number, name, start, finish, and what it waits for.
func text(v *plan.View) string {
	var b strings.Builder
	for _, r := range v.Rows {
		b.WriteString(r.WBS + " " + r.Name + " " + short(r.Dates.EarlyStart) + " " + short(r.Dates.EarlyFinish))
		if r.Dates.Critical {
			b.WriteString(" !")
		}
		if waits := r.Text(v.Measures, label.EN); waits != "" {
			b.WriteString(" <" + waits)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func short(t schedule.Time) string {
	return strings.TrimPrefix(t.In(label.EN), "")
}

func (w *world) id(name string) int64 {
	w.t.Helper()
	for _, r := range w.get().Rows {
		if r.Name == name {
			return r.ID
		}
	}
	w.t.Fatalf("there is no %q in\n%s", name, text(w.get()))
	return 0
}

func of[T any](v T) *T { return &v }

func on(text string) *plan.When { return &plan.When{Day: date(text)} }

func task(ref int64, name string, days int64, waits string) plan.Edit {
	return plan.Edit{ID: ref, Add: plan.Task, Set: plan.Patch{Name: &name, Duration: of(days * 420), Waits: &waits}}
}

func waitsFor(ref int64, links ...plan.Link) plan.Edit {
	return plan.Edit{ID: ref, Set: plan.Patch{Links: &links}}
}

// house is a plan of two phases, four tasks and a milestone.
func (w *world) house() {
	w.t.Helper()
	in := func(ref, parent int64) plan.Edit {
		return plan.Edit{ID: ref, Move: &plan.Move{Parent: parent, After: plan.Last}}
	}
	w.edit(
		plan.Edit{ID: -1, Add: plan.Phase, Set: plan.Patch{Name: of("Build")}},
		task(-2, "Dig", 2, ""), task(-3, "Wall", 3, ""), task(-4, "Order", 1, ""),
		plan.Edit{ID: -5, Add: plan.Phase, Set: plan.Patch{Name: of("Finish")}},
		task(-6, "Paint", 2, ""),
		plan.Edit{ID: -7, Add: plan.Milestone, Set: plan.Patch{Name: of("Open")}},
		in(-2, -1), in(-3, -1), in(-4, -1), in(-6, -5),
		waitsFor(-3, plan.Link{From: -2}), waitsFor(-6, plan.Link{From: -3}, plan.Link{From: -4, Lag: 420}), waitsFor(-7, plan.Link{From: -5}),
	)
}

const houseText = `1 Build 4 Jan 2027 9:00 8 Jan 2027 17:00 !
1.1 Dig 4 Jan 2027 9:00 5 Jan 2027 17:00 !
1.2 Wall 6 Jan 2027 9:00 8 Jan 2027 17:00 ! <2
1.3 Order 4 Jan 2027 9:00 4 Jan 2027 17:00
2 Finish 11 Jan 2027 9:00 12 Jan 2027 17:00 !
2.1 Paint 11 Jan 2027 9:00 12 Jan 2027 17:00 ! <3;4FS+1d
3 Open 12 Jan 2027 17:00 12 Jan 2027 17:00 ! <5
`

func TestAPlanIsMadeByOneBatchAndComputed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		if got := text(w.get()); got != houseText {
			t.Errorf("got\n%swant\n%s", got, houseText)
		}
		all, err := milestone.Kind.Of(ctx, w.d, w.who, w.mine)
		w.must(err)
		if len(all) != 1 || all[0].Name() != "Open" || day.Day(all[0].Values["date"].N) != date("2027-01-12") || day.Day(all[0].Values["baseline"].N) != date("2027-01-12") {
			t.Errorf("the milestone is not a key date of the project: %v", all)
		}
	})
}

func TestWhatABatchMovesIsForeseenAndThenSo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		later := plan.Edit{ID: w.id("Dig"), Set: plan.Patch{Duration: of(int64(4 * 420))}}
		foreseen, err := plan.Foresee(ctx, w.d, w.who, w.mine, w.get().Mark, []plan.Edit{later})
		w.must(err)
		if got := text(w.get()); got != houseText {
			t.Fatalf("foreseeing changed it to\n%s", got)
		}
		done := w.edit(later)
		if !slices.Equal(foreseen.Moved, done.Moved) || text(foreseen.View) != text(done.View) || text(done.View) != text(w.get()) {
			t.Errorf("foreseen\n%swhat came\n%sread again\n%s", text(foreseen.View), text(done.View), text(w.get()))
		}
		var names []string
		for _, m := range done.Moved {
			names = append(names, m.Name)
		}
		if got := strings.Join(names, " "); got != "Build Dig Wall Finish Paint Open" {
			t.Errorf("moved: %s", got)
		}
		if m, err := milestone.Kind.Get(ctx, w.d, w.who, w.id("Open")); err != nil || day.Day(m.Values["date"].N) != date("2027-01-14") || day.Day(m.Values["baseline"].N) != date("2027-01-12") {
			t.Errorf("the key date did not follow: %v %v", m, err)
		}
	})
}

func TestAKeyDateThatPeopleSetStaysWhereItIs(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		open := w.id("Open")
		w.must(w.update(func(tx *db.Tx) error {
			_, err := milestone.Kind.Write(ctx, tx, w.who, w.c, []record.Edit{
				{ID: open, Values: field.Values{"date": field.Int(int64(date("2027-01-09")))}},
				{Values: field.Values{record.Project: field.Ref(w.mine), "name": field.Str("Board"), "date": field.Int(int64(date("2027-01-17")))}},
			})
			return err
		}))
		v := w.get()
		byName := map[string]plan.Row{}
		for _, r := range v.Rows {
			byName[r.Name] = r
		}
		if r := byName["Open"]; !r.Manual || r.Day != date("2027-01-09") || len(r.Warnings) != 1 {
			t.Errorf("Open is on %s, by hand %v, warned %v; want the Saturday that was said, with a warning", r.Day, r.Manual, r.Warnings)
		}
		if r := byName["Board"]; r.Day != date("2027-01-17") || r.WBS != "4" {
			t.Errorf("a key date of its own: %+v", r)
		}
		w.edit(plan.Edit{ID: open, Set: plan.Patch{Manual: of(false)}}, plan.Edit{ID: byName["Board"].ID, Set: plan.Patch{Waits: of("7+2d")}})
		m, err := milestone.Kind.Get(ctx, w.d, w.who, byName["Board"].ID)
		if w.must(err); day.Day(m.Values["date"].N) != date("2027-01-14") {
			t.Errorf("Board is on %s, want two days after Open", day.Day(m.Values["date"].N))
		}
		w.must(w.update(func(tx *db.Tx) error { return milestone.Kind.Delete(ctx, tx, w.who, w.c, open, 0) }))
		if got := text(w.get()); strings.Contains(got, "Open") || !strings.Contains(got, "Board") {
			t.Errorf("after its end:\n%s", got)
		}
	})
}

func TestWhatIsWrongWithABatchIsSaidAtItsPlaceAndNothingIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		dig, wall, build := w.id("Dig"), w.id("Wall"), w.id("Build")
		for name, c := range map[string]struct {
			edit  plan.Edit
			where string
			says  string
		}{
			"a circle":           {waitsFor(dig, plan.Link{From: wall}), "predecessors", "Dig → Wall → Dig"},
			"a line":             {plan.Edit{ID: dig, Set: plan.Patch{Waits: of("99")}}, "edits[1].predecessors", "no line 99"},
			"words":              {plan.Edit{ID: dig, Set: plan.Patch{Waits: of("soon")}}, "edits[1].predecessors", "soon"},
			"within itself":      {plan.Edit{ID: build, Move: &plan.Move{Parent: build}}, "edits[1].parent", "itself"},
			"in a task":          {plan.Edit{ID: wall, Move: &plan.Move{Parent: dig}}, "edits[1].parent", "phases"},
			"no name":            {plan.Edit{ID: dig, Set: plan.Patch{Name: of(" ")}}, "edits[1].name", "name"},
			"a negative time":    {plan.Edit{ID: dig, Set: plan.Patch{Duration: of(int64(-1))}}, "edits[1].duration_minutes", "Dig"},
			"not there":          {plan.Edit{ID: 12345, Set: plan.Patch{Name: of("x")}}, "edits[1].id", "read the plan again"},
			"progress":           {plan.Edit{ID: dig, Set: plan.Patch{Progress: of(101)}}, "edits[1].progress", "0 to 100"},
			"a constraint":       {plan.Edit{ID: dig, Set: plan.Patch{Constraint: of("must_start")}}, "edits[1].date", "date"},
			"a calendar":         {plan.Edit{ID: dig, Set: plan.Patch{Calendar: of(int64(77))}}, "edits[1].calendar", "calendar"},
			"a phase with tasks": {plan.Edit{ID: build, Set: plan.Patch{Kind: of(plan.Task)}}, "edits[1].kind", "Build"},
			"rules":              {plan.Edit{Plan: &plan.Patches{Profile: of("mine")}}, "edits[1].profile", "mine"},
		} {
			_, err := w.try(w.mine, plan.Edit{ID: wall, Set: plan.Patch{Name: of("Kept?")}}, c.edit)
			f, ok := err.(*fault.Fault)
			says := func(d fault.Detail) bool {
				return d.Where == c.where && strings.Contains(d.Text.In(label.EN), strings.ReplaceAll(c.says, "Wall", "Kept?")) && d.Text.In(label.FR) != ""
			}
			if !ok || f.Kind != fault.BadInput || !slices.ContainsFunc(f.Details, says) {
				t.Errorf("%s: got %v %+v", name, err, f)
			}
		}
		if got := text(w.get()); got != houseText {
			t.Errorf("what was refused left\n%s", got)
		}
		mark := w.get().Mark
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Name: of("Digging")}})
		err := w.update(func(tx *db.Tx) error {
			_, err := plan.Change(ctx, tx, w.who, w.c, w.mine, mark, nil)
			return err
		})
		if fault.KindOf(err) != fault.Stale {
			t.Errorf("a mark read before: %v", err)
		}
	})
}

func TestProgressConstraintsAndHandsHoldDates(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		row := func(name string) plan.Row {
			t.Helper()
			for _, r := range w.get().Rows {
				if r.Name == name {
					return r
				}
			}
			t.Fatal(name)
			return plan.Row{}
		}
		order, dig, wall := w.id("Order"), w.id("Dig"), w.id("Wall")
		w.edit(plan.Edit{ID: order, Set: plan.Patch{Start: on("2027-01-09")}})
		if r := row("Order"); r.Constraint != "start_no_earlier" || r.Dates.EarlyStart.Day() != date("2027-01-11") {
			t.Errorf("a start on a Saturday: %+v", r.Dates)
		}
		w.edit(plan.Edit{ID: order, Set: plan.Patch{Start: &plan.When{}}})
		if r := row("Order"); r.Constraint != "" || r.Dates.EarlyStart.Day() != date(monday) {
			t.Errorf("without a start: %+v", r)
		}
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Progress: of(50)}})
		if r := row("Dig"); r.ActualStart.Day() != date(monday) || r.Done != 50 {
			t.Errorf("half done: %+v", r)
		}
		if r := row("Build"); r.Done != 50*840/(840+1260+420) {
			t.Errorf("the phase is done by %d %%", r.Done)
		}
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Progress: of(100)}})
		if r := row("Dig"); r.ActualFinish.Day() != date("2027-01-05") || r.Dates.Critical {
			t.Errorf("done: %+v", r)
		}
		w.edit(plan.Edit{ID: wall, Set: plan.Patch{Manual: of(true)}})
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{ActualFinish: of(schedule.At(date("2027-01-11"), 17*60))}})
		if r := row("Wall"); r.Dates.EarlyStart.Day() != date("2027-01-06") || len(r.Warnings) == 0 {
			t.Errorf("what stands by hand moved, or says nothing: %+v %v", r.Dates, r.Warnings)
		}
		w.edit(plan.Edit{ID: wall, Set: plan.Patch{Manual: of(false), Deadline: of(schedule.At(date("2027-01-13"), 0))}})
		if r := row("Wall"); r.Dates.EarlyStart.Day() != date("2027-01-12") || len(r.Warnings) == 0 {
			t.Errorf("let go: %+v %v", r.Dates, r.Warnings)
		}
		w.edit(plan.Edit{ID: wall, Set: plan.Patch{Deadline: of(schedule.Time(0)), Constraint: of("must_start"), Date: of(schedule.At(date("2027-01-06"), 9*60))}})
		if r := row("Wall"); r.Dates.EarlyStart.Day() != date("2027-01-06") || !slices.ContainsFunc(r.Warnings, func(l label.Text) bool { return strings.Contains(l.In(label.EN), "constraint puts it before") }) {
			t.Errorf("a constraint against its links: %+v %v", r.Dates, r.Warnings)
		}
	})
}

func TestAPlanThatIsSwitchedOffMovesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		w.edit(plan.Edit{Plan: &plan.Patches{Off: of(true)}})
		out := w.edit(plan.Edit{ID: w.id("Dig"), Set: plan.Patch{Duration: of(int64(4 * 420))}})
		if len(out.Moved) != 2 { // itself and its phase, which ends later only if it is the last
			var names []string
			for _, m := range out.Moved {
				names = append(names, m.Name)
			}
			if !slices.Equal(names, []string{"Dig"}) {
				t.Errorf("moved %v", names)
			}
		}
		w.edit(plan.Edit{Plan: &plan.Patches{Off: of(false)}})
		if got := text(w.get()); !strings.Contains(got, "Open 14 Jan 2027 17:00") {
			t.Errorf("switched on again:\n%s", got)
		}
	})
}

func TestAPlanIsCriticalByTheLongestPathIfItIsToldSo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		far := date("2027-03-31")
		critical := func() (out []string) {
			for _, r := range w.get().Rows {
				if r.Dates.Critical && r.Kind != plan.Phase {
					out = append(out, r.Name)
				}
			}
			return out
		}
		w.edit(plan.Edit{Plan: &plan.Patches{Profile: of("p6"), Finish: &far}})
		if got := critical(); len(got) != 0 {
			t.Errorf("with two months of float: %v are critical", got)
		}
		w.edit(plan.Edit{Plan: &plan.Patches{Longest: of(true), Lags: of("round_the_clock"), Float: of("start"), Progress: of("actual")}})
		got := critical()
		if !slices.Contains(got, "Dig") || !slices.Contains(got, "Wall") || !slices.Contains(got, "Open") || slices.Contains(got, "Order") {
			t.Errorf("on the longest path: %v", got)
		}
		if s := w.get().Settings; s.Lags != "round_the_clock" || s.Float != "start" || s.Progress != "actual" {
			t.Errorf("kept: %+v", s)
		}
		for where, p := range map[string]plan.Patches{"lag_calendar": {Lags: of("mine")}, "float_rule": {Float: of("free")}, "progress_rule": {Progress: of("none")}} {
			if _, err := w.try(w.mine, plan.Edit{Plan: &p}); err == nil || !strings.Contains(err.Error(), "Choose") {
				t.Errorf("%s: %v", where, err)
			}
		}
	})
}

func TestThePlanSaysWhyADateIsWhatItIs(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.house()
	all, err := plan.Why(ctx, w.d, w.who, w.mine, w.id("Paint"), false)
	w.must(err)
	if len(all) < 2 || !strings.Contains(all[0].In(label.FR), "«\u202fWall\u202f»") || !strings.Contains(all[len(all)-1].In(label.EN), "start of the plan") {
		t.Errorf("got %v", all)
	}
}
