package templating_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/overview/templating"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/template"
)

// planned is a template with a plan: a phase with two tasks and the milestone that they
// lead to, and a task that waits for that.
func planned() templating.Draft {
	line := func(id string, values map[string]templating.DraftValue) templating.DraftLine {
		return templating.DraftLine{ID: id, Values: values}
	}
	return templating.Draft{
		Name: templating.DraftText{EN: "Plan", FR: "Plan"},
		Sections: []templating.DraftSection{
			{Kind: "milestone", Lines: []templating.DraftLine{
				line("accepted", map[string]templating.DraftValue{"name": text("Accepted", "Recette"), "contractual": is("true")}),
				line("fair", map[string]templating.DraftValue{"name": text("Fair", "Salon"), "date": after("start", 8, "weeks")}),
			}},
			{Kind: "plan", Lines: []templating.DraftLine{
				line("design", map[string]templating.DraftValue{"name": text("Design", "Conception"), "kind": is("phase")}),
				line("specify", map[string]templating.DraftValue{"name": text("Specify", "Spécifier"), "kind": is("task"), "phase": is("design"), "duration": is("2w"), "effort": is("5d"), "responsible": the("manager")}),
				line("build", map[string]templating.DraftValue{"name": text("Build", "Construire"), "kind": is("task"), "phase": is("design"), "duration": is("3d"), "predecessors": is("specify FS+1d")}),
				line("accepted", map[string]templating.DraftValue{"kind": is("milestone"), "key_date": is("accepted"), "phase": is("design"), "predecessors": is("build")}),
				line("fair", map[string]templating.DraftValue{"kind": is("milestone"), "key_date": is("fair"), "predecessors": is("accepted")}),
				line("train", map[string]templating.DraftValue{"name": text("Train", "Former"), "kind": is("task"), "duration": is("1d"), "predecessors": is("accepted; fair SS-2d"), "deadline": after("start", 10, "weeks")}),
			}},
		},
	}
}

func (w *world) plan(id int64) *plan.View {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, sys, id)
	w.must(err)
	return v
}

// drawn is a plan as people see it: the number, the name, from when to when, and what
// it waits for.
func drawn(v *plan.View) []string {
	var out []string
	for _, r := range v.Rows {
		s := fmt.Sprintf("%s %s %s %s..%s", r.WBS, r.Kind, r.Name, r.Dates.EarlyStart.Day(), r.Dates.EarlyFinish.Day())
		if w := r.Text(v.Measures, 0); w != "" {
			s += " <" + w
		}
		out = append(out, s)
	}
	return out
}

func (w *world) edit(id int64, edits ...plan.Edit) int64 {
	w.t.Helper()
	c, err := field.Load(ctx, w.d, "milestone")
	w.must(err)
	return w.change(func(tx *db.Tx) error {
		v, err := plan.Get(ctx, tx, sys, id)
		if err == nil {
			_, err = plan.Change(ctx, tx, sys, c, id, v.Mark, edits)
		}
		return err
	})
}

func row(v *plan.View, name string) plan.Row {
	i := slices.IndexFunc(v.Rows, func(r plan.Row) bool { return r.Name == name })
	if i < 0 {
		return plan.Row{Item: &plan.Item{}}
	}
	return v.Rows[i]
}

func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// asPlanned is the plan of the template from 7 December 2026.
var asPlanned = []string{
	"1 phase Design 2026-12-07..2026-12-24",
	"1.1 task Specify 2026-12-07..2026-12-18",
	"1.2 task Build 2026-12-22..2026-12-24 <2FS+1d",
	"1.3 milestone Accepted 2026-12-24..2026-12-24 <3",
	"2 milestone Fair 2027-02-01..2027-02-01 <4",
	"3 task Train 2027-01-29..2027-01-29 <4;5SS-2d",
}

func TestATemplateMakesThePlanOfAProject(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a, b := w.project("A"), w.project("B")
		tpl := w.create(planned())
		before := w.state(a)
		number := w.apply(tpl, nil, a, b)
		got := w.plan(a)
		same(t, "the plan", drawn(got), asPlanned)
		same(t, "that of the other", drawn(w.plan(b)), asPlanned)
		if r := row(got, "Specify"); r.Effort != 5*got.Measures.Day || r.Duration != 10*got.Measures.Day {
			t.Errorf("Specify takes %d minutes and %d of work", r.Duration, r.Effort)
		}
		if r := row(got, "Specify"); r.Owner != w.user || r.SeenTo != "Ana" {
			t.Errorf("Specify is seen to by %d %q, not by the project manager", r.Owner, r.SeenTo)
		}
		if r := row(got, "Train"); (r.Deadline - 1).Day() != starts+70 {
			t.Errorf("the deadline is %s", r.Deadline.Day())
		}
		if r := row(got, "Accepted"); r.Manual || r.Day.String() != "2026-12-24" {
			t.Errorf("what has no date in the template does not follow: %+v", r)
		}
		if r := row(got, "Fair"); !r.Manual {
			t.Error("what has a date in the template does not stand on it")
		}
		if n := len(w.records(milestone.Kind, a)); n != 2 {
			t.Errorf("there are %d key dates, want the two milestones", n)
		}
		again := w.show(tpl, a)[0]
		if len(again.Items) > 0 {
			t.Errorf("once applied there is still to do: %v", doing(again))
		}
		w.undo(number)
		same(t, "taken back", w.state(a), before)
		if rows := w.plan(b).Rows; len(rows) > 0 {
			t.Errorf("taken back, the plan of the other has %d lines", len(rows))
		}
		w.apply(tpl, nil, a)
		same(t, "applied once more", drawn(w.plan(a)), asPlanned)
	})
}

func TestATemplateChangesOfAPlanWhatNobodyChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a := w.project("A")
		in := planned()
		tpl := w.create(in)
		w.apply(tpl, nil, a)
		v := w.plan(a)
		five := 5 * v.Measures.Day
		w.edit(a, plan.Edit{ID: row(v, "Build").ID, Set: plan.Patch{Duration: &five}})
		lines := in.Sections[1].Lines
		lines[1].Values["duration"] = is("4d")
		lines[2].Values["duration"] = is("6d")
		lines[3].Values["predecessors"] = is("build FS+2d")
		in.Sections[1].Lines = append(lines[:5:5], templating.DraftLine{ID: "pilot", Values: map[string]templating.DraftValue{"name": text("Pilot", "Pilote"), "kind": is("task"), "phase": is("design"), "duration": is("1d"), "predecessors": is("build")}})
		tpl = w.update(tpl, in)
		shown := w.show(tpl, a)[0]
		same(t, "what it would do", doing(shown), []string{
			"+add plan/pilot", "+change plan/accepted/predecessors", "+change plan/specify/duration", "-change plan/build/duration", "-remove plan/train",
		})
		w.apply(tpl, nil, a)
		same(t, "the plan", drawn(w.plan(a)), []string{
			"1 phase Design 2026-12-07..2026-12-22",
			"1.1 task Specify 2026-12-07..2026-12-10",
			"1.2 task Build 2026-12-14..2026-12-18 <2FS+1d",
			"1.3 milestone Accepted 2026-12-22..2026-12-22 <3FS+2d",
			"1.4 task Pilot 2026-12-21..2026-12-21 <3",
			"2 milestone Fair 2027-02-01..2027-02-01 <4",
			"3 task Train 2027-01-29..2027-01-29 <4;6SS-2d",
		})
		lines[2].Values["duration"] = is("8d")
		in.Sections[1].Lines = slices.DeleteFunc(in.Sections[1].Lines, func(l templating.DraftLine) bool { return l.ID == "design" || l.ID == "pilot" })
		for _, l := range in.Sections[1].Lines {
			delete(l.Values, "phase")
		}
		tpl = w.update(tpl, in)
		w.apply(tpl, []string{"plan/build/duration", "plan/design", "plan/pilot"}, a)
		same(t, "what was chosen by hand", drawn(w.plan(a)), []string{
			"1 milestone Fair 2027-02-01..2027-02-01 <5",
			"2 task Train 2027-01-29..2027-01-29 <5;1SS-2d",
			"3 task Specify 2026-12-07..2026-12-10",
			"4 task Build 2026-12-14..2026-12-23 <3FS+1d",
			"5 milestone Accepted 2026-12-25..2026-12-25 <4FS+2d",
		})
	})
}

func TestAPlanIsInsertedUnderAPhaseOrInThePlaceOfAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a := w.project("A")
		name, old, begun, half := "Lot 2", "Old", "Begun", 50
		w.edit(a,
			plan.Edit{ID: -1, Add: plan.Phase, Set: plan.Patch{Name: &name}}, plan.Edit{ID: -2, Add: plan.Task, Set: plan.Patch{Name: &old}},
			plan.Edit{ID: -3, Add: plan.Task, Set: plan.Patch{Name: &begun, Progress: &half}})
		tpl := w.create(planned())
		under := row(w.plan(a), name).ID
		from := day.Of(2027, 3, 1)
		insert := &templating.Insertion{Under: under, From: from}
		number := w.change(func(tx *db.Tx) error {
			_, err := w.Apply(ctx, tx, sys, templating.Ask{Template: tpl, Projects: []int64{a}, Insert: insert})
			return err
		})
		same(t, "inserted", drawn(w.plan(a)), []string{
			"1 phase Lot 2 2027-03-01..2027-04-26",
			"1.1 phase Design 2027-03-01..2027-03-18",
			"1.1.1 task Specify 2027-03-01..2027-03-12",
			"1.1.2 task Build 2027-03-16..2027-03-18 <3FS+1d",
			"1.1.3 milestone Accepted 2027-03-18..2027-03-18 <4",
			"1.2 milestone Fair 2027-04-26..2027-04-26 <5",
			"1.3 task Train 2027-04-23..2027-04-23 <5;6SS-2d",
			"2 task Old 2026-12-07..2026-12-07",
			"3 task Begun 2026-12-07..2026-12-07",
		})
		w.undo(number)
		replace := templating.Ask{Template: tpl, Projects: []int64{a}, Insert: &templating.Insertion{Replace: true}}
		shown, err := w.Show(ctx, sys, replace)
		w.must(err)
		if done := strings.Join(doing(shown[0]), "\n"); strings.Count(done, "+remove") != 2 || strings.Count(done, "-remove") != 1 {
			t.Errorf("in the place of the plan it would do:\n%s", done)
		}
		w.change(func(tx *db.Tx) error {
			_, err := w.Apply(ctx, tx, sys, replace)
			return err
		})
		got := drawn(w.plan(a))
		if len(got) != 7 || row(w.plan(a), old).ID != 0 || row(w.plan(a), begun).ID == 0 {
			t.Errorf("in the place of the plan stands:\n%s", strings.Join(got, "\n"))
		}
		insert.Under = row(w.plan(a), "Build").ID
		if _, err := w.Show(ctx, sys, templating.Ask{Template: tpl, Projects: []int64{a}, Insert: insert}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("a task holds a plan: %v", err)
		}
	})
}

func TestANewProjectHasThePlanOfItsTemplate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		tpl := w.create(planned())
		given := field.Values{"name": field.Str("New"), "unit": field.Int(w.unit), "start": field.Int(int64(starts))}
		shown, err := w.Show(ctx, sys, templating.Ask{Template: tpl, Given: given})
		w.must(err)
		if n := len(shown[0].Items); n != 6 {
			t.Errorf("it would do %v, want 2 key dates, a phase and 3 tasks", doing(shown[0]))
		}
		var id int64
		w.change(func(tx *db.Tx) error {
			made, err := w.Apply(ctx, tx, sys, templating.Ask{Template: tpl, Given: given})
			if err == nil {
				id = made[0].Project.ID
			}
			return err
		})
		same(t, "the plan", drawn(w.plan(id)), asPlanned)
		ana := w.user
		w.edit(id, plan.Edit{ID: row(w.plan(id), "Train").ID, Set: plan.Patch{Owner: &ana}})
		taken, err := w.Take(ctx, sys, id)
		w.must(err)
		drafts, err := w.Write(ctx, w.d, sys, known{}, taken)
		w.must(err)
		for _, s := range drafts[0].Sections {
			if s.Kind == "plan" && len(s.Lines) != 6 {
				t.Errorf("of the plan is taken %+v", s.Lines)
			}
		}
		other := w.project("Other")
		again := w.create(drafts[0])
		w.apply(again, nil, other)
		same(t, "the plan that was taken", drawn(w.plan(other)), asPlanned)
		if r := row(w.plan(other), "Train"); r.Owner != 0 {
			t.Errorf("somebody who is nothing for the project was taken: %d", r.Owner)
		}
		nobody := int64(12)
		_, err = plan.Foresee(ctx, w.d, sys, id, w.plan(id).Mark, []plan.Edit{{ID: row(w.plan(id), "Train").ID, Set: plan.Patch{Owner: &nobody}}})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("nobody sees to it: %v", err)
		}
	})
}

func TestAPlanThatCannotBeIsRefused(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	for name, spoil := range map[string]func(lines []templating.DraftLine){
		"a circle":                func(l []templating.DraftLine) { l[1].Values["predecessors"] = is("build") },
		"a circle over a phase":   func(l []templating.DraftLine) { l[1].Values["predecessors"] = is("design") },
		"no such predecessor":     func(l []templating.DraftLine) { l[1].Values["predecessors"] = is("nobody") },
		"no such type":            func(l []templating.DraftLine) { l[2].Values["predecessors"] = is("specify XX") },
		"no such lag":             func(l []templating.DraftLine) { l[2].Values["predecessors"] = is("specify FS+3y") },
		"no duration":             func(l []templating.DraftLine) { l[1].Values["duration"] = is("long") },
		"a task for a phase":      func(l []templating.DraftLine) { l[2].Values["phase"] = is("specify") },
		"a phase in itself":       func(l []templating.DraftLine) { l[0].Values["phase"] = is("design") },
		"a milestone of nothing":  func(l []templating.DraftLine) { delete(l[3].Values, "key_date") },
		"a key date placed twice": func(l []templating.DraftLine) { l[3].Values["key_date"] = is("fair") },
		"no name":                 func(l []templating.DraftLine) { delete(l[1].Values, "name") },
		"no kind":                 func(l []templating.DraftLine) { delete(l[1].Values, "kind") },
		"a kind that is none":     func(l []templating.DraftLine) { l[1].Values["kind"] = is("epic") },
		"a constraint on no date": func(l []templating.DraftLine) { l[1].Values["constraint"] = is("must_start") },
		"a date of no constraint": func(l []templating.DraftLine) { l[1].Values["constraint_date"] = after("start", 1, "weeks") },
		"a date that is fixed":    func(l []templating.DraftLine) { l[1].Values["deadline"] = is("2027-01-04") },
		"an id with spaces":       func(l []templating.DraftLine) { l[5].ID = "to train" },
	} {
		in := planned()
		spoil(in.Sections[1].Lines)
		if _, err := w.Read(ctx, w.d, sys, known{}, in); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Read(ctx, w.d, sys, known{}, planned()); err != nil {
		t.Errorf("as it stands: %v", err)
	}
}

// TestANoteOfALinkMayBeGivenAsAMachineWritesIt: it used to end the request.
func TestANoteOfALinkMayBeGivenAsAMachineWritesIt(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	in := templating.Draft{Name: templating.DraftText{EN: "L"}, Sections: []templating.DraftSection{{Kind: "links", Lines: []templating.DraftLine{
		{Values: map[string]templating.DraftValue{"kind": is("depends_on"), "project": is(fmt.Sprint(w.project("A"))), "note": is("why")}},
	}}}}
	if _, err := w.Read(ctx, w.d, sys, known{}, in); err != nil && fault.KindOf(err) != fault.BadInput {
		t.Error(err)
	}
}

// TestAPlanThatIsTakenIsMadeAgain draws plans, takes a template from each, and applies it
// to a project that begins on the same day.
func TestAPlanThatIsTakenIsMadeAgain(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	n, made := 0, w.create(templating.Draft{Name: templating.DraftText{EN: "Taken"}})
	rapid.Check(t, func(rt *rapid.T) {
		n++
		a, b := w.project(fmt.Sprint("From ", n)), w.project(fmt.Sprint("To ", n))
		day := w.plan(a).Measures.Day
		var edits []plan.Edit
		var phases []int64
		count := rapid.IntRange(1, 12).Draw(rt, "lines")
		for i := range count {
			name := fmt.Sprint("Line ", i)
			e := plan.Edit{ID: -int64(i + 1), Add: rapid.SampledFrom([]plan.Kind{plan.Task, plan.Task, plan.Phase, plan.Milestone}).Draw(rt, "kind"), Set: plan.Patch{Name: &name}}
			if len(phases) > 0 && rapid.Bool().Draw(rt, "inside") {
				e.Move = &plan.Move{Parent: rapid.SampledFrom(phases).Draw(rt, "phase"), After: plan.Last}
			}
			links := []plan.Link{}
			for j := range i {
				if edits[j].Add != plan.Phase && e.Add != plan.Phase && rapid.IntRange(0, 3).Draw(rt, "waits") == 0 {
					links = append(links, plan.Link{From: -int64(j + 1), Type: rapid.SampledFrom([]string{"", "SS", "FF"}).Draw(rt, "type"), Lag: rapid.Int64Range(-2, 3).Draw(rt, "lag") * day})
				}
			}
			switch e.Add {
			case plan.Phase:
				phases = append(phases, e.ID)
			case plan.Task:
				length := rapid.Int64Range(1, 60).Draw(rt, "hours") * 60
				e.Set.Duration = &length
				if rapid.IntRange(0, 4).Draw(rt, "bound") == 0 {
					on := plan.When{Day: starts + 7*3}
					e.Set.Start = &on
				}
			case plan.Milestone:
				if len(links) == 0 {
					on := plan.When{Day: starts + 14}
					e.Set.Start = &on
				}
			}
			if len(links) > 0 {
				e.Set.Links = &links
			}
			edits = append(edits, e)
		}
		w.edit(a, edits...)
		taken, err := w.Take(ctx, sys, a)
		w.must(err)
		w.change(func(tx *db.Tx) error {
			made, err = template.Update(ctx, tx, sys, made.ID, 0, func(t *template.Template) error {
				t.Sections = taken.Sections
				return nil
			})
			return err
		})
		w.apply(made, nil, b)
		if diff := cmp.Diff(drawn(w.plan(a)), drawn(w.plan(b))); diff != "" {
			rt.Fatalf("taken and made again (-was +is):\n%s", diff)
		}
	})
}
