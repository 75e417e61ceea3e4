package templating_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/record"
	"vigie/room/resource"
)

// resource makes one of an account, 0 for none.
func (w *world) resource(name string, k resource.Kind, account int64) (id int64) {
	w.t.Helper()
	w.change(func(tx *db.Tx) error {
		r, err := resource.Create(ctx, tx, sys, resource.Says{Name: &name, Kind: &k, Account: &account})
		id = r.ID
		return err
	})
	return id
}

// carried is a template whose plan says who works, by which calendar, and attributes. It
// makes what it names.
func (w *world) carried() templating.Draft {
	w.t.Helper()
	w.resource("Ana Lopez", resource.Person, w.user)
	w.resource("Crane", resource.Equipment, 0)
	w.resource("Concrete", resource.Material, 0)
	w.resource("Sponsor", resource.Generic, 0)
	w.change(func(tx *db.Tx) error {
		_, err := calendar.Create(ctx, tx, sys, calendar.Calendar{Parent: calendar.Standard, Body: calendar.Body{Key: "shifts", Name: label.T("Shifts", "Postes")}})
		if err != nil {
			return err
		}
		return field.Create(ctx, tx, sys, &field.Field{Object: field.Task, Key: "room", Kind: field.Text, Label: label.T("Room", "Salle")})
	})
	in := planned()
	specify, build, train := in.Sections[1].Lines[1].Values, in.Sections[1].Lines[2].Values, in.Sections[1].Lines[5].Values
	specify["resources"] = is("role:manager; Crane")
	build["resources"], build["calendar"], build["ignores_calendars"] = is("role:sponsor; Concrete[12]"), is("shifts"), is("true")
	train["resources"], train["values.room"] = is("Crane[50% 2h]"), text("Big room", "Grande salle")
	return in
}

// staffed is what a plan says beside its dates.
func staffed(v *plan.View) []string {
	var out []string
	for _, r := range v.Rows {
		s := r.Name
		for _, u := range r.Uses {
			s += fmt.Sprintf(" %s(%d)", u.Text(label.EN), u.Work)
		}
		if r.Item.Calendar != 0 {
			s += " by its calendar"
		}
		if r.Alone {
			s += " alone"
		}
		if room := r.Values["room"].S; room != "" {
			s += " in " + room
		}
		out = append(out, s)
	}
	return out
}

func TestATemplateSaysWhoWorksByWhichCalendarAndWhereAndIsTakenAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a, b := w.project("A"), w.project("B")
		tpl := w.create(w.carried())
		before := w.state(a)
		number := w.apply(tpl, nil, a)
		day := w.plan(a).Measures.Day
		same(t, "the plan", staffed(w.plan(a)), []string{
			"Design",
			fmt.Sprintf("Specify Ana Lopez[25%%](%d) Crane[25%%](%d)", 5*day/2, 5*day/2),
			fmt.Sprintf("Build Concrete[12](0) Sponsor(%d) by its calendar alone", 3*day),
			"Accepted", "Fair", "Train Crane[50%](120) in Big room",
		})
		if r := row(w.plan(a), "Specify"); r.Effort != 5*day || r.Duration != 10*day {
			t.Errorf("Specify takes %d minutes and %d of work, not what the template says", r.Duration, r.Effort)
		}
		if again := w.show(tpl, a)[0]; len(again.Items) > 0 {
			t.Errorf("once applied there is still to do: %v", doing(again))
		}
		taken, err := w.Take(ctx, sys, a)
		w.must(err)
		drafts, err := w.Write(ctx, w.d, sys, known{}, taken)
		w.must(err)
		w.apply(w.create(drafts[0]), nil, b)
		same(t, "taken and made again", staffed(w.plan(b)), staffed(w.plan(a)))
		w.undo(number)
		same(t, "taken back", w.state(a), before)
	})
}

func TestATemplateChangesWhoWorksWhereNobodyChangedIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a := w.project("A")
		in := w.carried()
		tpl := w.create(in)
		w.apply(tpl, nil, a)
		crane := "Crane"
		w.edit(a, plan.Edit{ID: row(w.plan(a), "Build").ID, Set: plan.Patch{Resources: &crane}})
		lines := in.Sections[1].Lines
		lines[1].Values["resources"], lines[2].Values["resources"] = is("role:manager[80%]"), is("role:manager")
		lines[2].Values["calendar"] = is("standard")
		lines[5].Values["values.room"] = text("Small room", "Petite salle")
		tpl = w.update(tpl, in)
		same(t, "what it would do", doing(w.show(tpl, a)[0]), []string{
			"+change plan/build/calendar", "+change plan/specify/resources", "+change plan/train/values.room", "-change plan/build/resources",
		})
		w.apply(tpl, nil, a)
		v := w.plan(a)
		if got := row(v, "Specify").Resources(label.EN); got != "Ana Lopez[80%]" {
			t.Errorf("on Specify works %q", got)
		}
		if got := row(v, "Build").Resources(label.EN); got != "Crane" {
			t.Errorf("what somebody wrote became %q", got)
		}
		if got := row(v, "Train").Values["room"].S; got != "Small room" {
			t.Errorf("Train is in %q", got)
		}
	})
}

// TestWhoHoldsARoleWorks: roles on the project count as attributes of it do, also those
// that the same template gives; what cannot be had is said, and the rest is done.
func TestWhoHoldsARoleWorks(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	a := w.project("A")
	in := w.carried()
	in.Sections = append(in.Sections, templating.DraftSection{Kind: "roles", Lines: []templating.DraftLine{
		{ID: "r", Values: map[string]templating.DraftValue{"role": is("contributor"), "person": the("manager")}},
	}})
	lines := in.Sections[1].Lines
	lines[1].Values["resources"] = is("role:contributor; Nobody[50%]")
	lines[2].Values["resources"] = is("role:reader")
	tpl := w.create(in)
	said := map[string]string{}
	for _, it := range w.show(tpl, a)[0].Items {
		for _, s := range it.Says {
			if s.Part.Key == "resources" {
				said[it.Line] = s.Value.S + " | " + s.Text.In(label.EN)
			}
		}
	}
	if got := said["specify"]; !strings.HasPrefix(got, "Ana Lopez | There is no resource “Nobody”") {
		t.Errorf("on Specify it says %q", got)
	}
	if got := said["build"]; !strings.HasPrefix(got, " | Nobody is “Reader”") {
		t.Errorf("on Build it says %q", got)
	}
	w.apply(tpl, nil, a)
	v := w.plan(a)
	if got := row(v, "Specify").Resources(label.EN); !strings.HasPrefix(got, "Ana Lopez") {
		t.Errorf("on Specify works %q", got)
	}
	if got := row(v, "Build"); len(got.Uses) > 0 || got.ID == 0 {
		t.Errorf("on Build works %q", got.Resources(label.EN))
	}
}

func TestATemplateIsRefusedThatNamesNoRoleOrCalendar(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.carried()
	for name, spoil := range map[string]func(lines []templating.DraftLine){
		"a role that is none":       func(l []templating.DraftLine) { l[1].Values["resources"] = is("role:wizard") },
		"a bracket left open":       func(l []templating.DraftLine) { l[1].Values["resources"] = is("Ana[50%") },
		"half of nobody":            func(l []templating.DraftLine) { l[1].Values["resources"] = is("[50%]") },
		"no share":                  func(l []templating.DraftLine) { l[1].Values["resources"] = is("Ana[much]") },
		"work that is none":         func(l []templating.DraftLine) { l[1].Values["resources"] = is("Ana[50% long]") },
		"no such calendar":          func(l []templating.DraftLine) { l[1].Values["calendar"] = is("moon") },
		"no such attribute":         func(l []templating.DraftLine) { l[1].Values["values.moon"] = is("1") },
		"who works on a milestone":  func(l []templating.DraftLine) { l[3].Values["resources"] = is("Ana") },
		"a room of a milestone":     func(l []templating.DraftLine) { l[3].Values["values.room"] = text("A", "A") },
		"a calendar of a milestone": func(l []templating.DraftLine) { l[3].Values["calendar"] = is("shifts") },
	} {
		in := planned()
		spoil(in.Sections[1].Lines)
		if _, err := w.Read(ctx, w.d, sys, known{}, in); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatIsNotForSomebodyIsNotPlanned: an attribute that somebody may not read is
// neither shown nor written for him.
func TestWhatIsNotForSomebodyIsNotPlanned(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	a := w.project("A")
	tpl := w.create(w.carried())
	var ben access.Who
	w.change(func(tx *db.Tx) error {
		roles, err := access.Roles(ctx, tx, sys)
		if err != nil {
			return err
		}
		ids := map[string]int64{}
		for _, r := range roles {
			ids[r.Key] = r.ID
		}
		account, err := access.CreateAccount(ctx, tx, sys, access.Account{Login: "ben", Name: "Ben"}, "")
		if err == nil {
			_, err = access.AddGrant(ctx, tx, sys, access.Grant{Account: db.ID(account.ID), Role: ids["pmo"], Unit: db.ID(w.unit)})
		}
		if err != nil {
			return err
		}
		c, err := field.Load(ctx, tx, field.Task)
		if err == nil {
			_, err = field.Update(ctx, tx, sys, field.Task, "room", c.Get("room").Version, func(f *field.Field) error {
				f.Readers = []int64{ids["finance"]}
				return nil
			})
		}
		if err == nil {
			ben, err = access.Load(ctx, tx, account.ID, "web")
		}
		return err
	})
	shown, err := w.Show(ctx, ben, templating.Ask{Template: tpl, Projects: []int64{a}})
	w.must(err)
	for _, it := range shown[0].Items {
		for _, s := range it.Says {
			if s.Part.Key == "values.room" {
				t.Errorf("he is shown %q", s.Value.S)
			}
		}
	}
	w.change(func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, ben, templating.Ask{Template: tpl, Projects: []int64{a}})
		return err
	})
	if r := row(w.plan(a), "Former"); r.ID == 0 || r.Values["room"].Set {
		t.Errorf("he wrote %+v", r.Values)
	}
	parts, err := w.Parts(ctx, ben)
	w.must(err)
	if slices.ContainsFunc(parts["plan"], func(p templating.Part) bool { return p.Key == "values.room" }) {
		t.Error("he is offered it")
	}
}

func TestAKeyDateThatIsThereIsPlacedAndNotAdded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		a := w.project("A")
		c, err := field.Load(ctx, w.d, "milestone")
		w.must(err)
		w.change(func(tx *db.Tx) error {
			for name, on := range map[string]int64{"Fair": int64(starts) + 100, "Recette": int64(starts) + 30} {
				_, err := milestone.Kind.Save(ctx, tx, sys, c, record.Edit{Values: field.Values{"project": field.Int(a), "name": field.Str(name), "date": field.Int(on)}})
				if err != nil {
					return err
				}
			}
			return nil
		})
		tpl := w.create(planned())
		ask := templating.Ask{Template: tpl, Projects: []int64{a}, Insert: &templating.Insertion{}}
		shown, err := w.Show(ctx, sys, ask)
		w.must(err)
		var of []string
		for _, it := range doing(shown[0]) {
			if strings.Contains(it, "plan/accepted") || strings.Contains(it, "plan/fair") {
				of = append(of, it)
			}
		}
		same(t, "of the key dates", of, []string{"+change plan/accepted/place", "+change plan/accepted/predecessors", "+change plan/fair/place", "+change plan/fair/predecessors"})
		w.change(func(tx *db.Tx) error {
			_, err := w.Apply(ctx, tx, sys, ask)
			return err
		})
		same(t, "the plan", drawn(w.plan(a)), []string{
			"1 phase Design 2026-12-07..2026-12-24",
			"1.1 task Specify 2026-12-07..2026-12-18",
			"1.2 task Build 2026-12-22..2026-12-24 <2FS+1d",
			"1.3 milestone Recette 2026-12-24..2026-12-24 <3",
			"2 milestone Fair 2027-03-17..2027-03-17 <4",
			"3 task Train 2027-03-16..2027-03-16 <4;5SS-2d",
		})
		if again, err := w.Show(ctx, sys, ask); err != nil || slices.ContainsFunc(again[0].Items, func(it *templating.Item) bool { return it.Chosen }) {
			t.Errorf("once placed there is still to do: %v %v", doing(again[0]), err)
		}
	})
}

// TestTheLongestTemplateIsReadAndPlantedSoon: what looks at each line for each line takes
// minutes here.
func TestTheLongestTemplateIsReadAndPlantedSoon(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	in := templating.Draft{Name: templating.DraftText{EN: "Long"}, Sections: []templating.DraftSection{{Kind: "plan"}}}
	lines := &in.Sections[0].Lines
	for i := range 2000 {
		id := fmt.Sprint("l", i)
		values := map[string]templating.DraftValue{"name": text("Line "+id, "Ligne "+id), "kind": is("task"), "duration": is("1d")}
		switch {
		case i%20 == 0:
			values = map[string]templating.DraftValue{"name": text("Phase "+id, "Phase "+id), "kind": is("phase")}
		case i%20 > 1:
			values["phase"], values["predecessors"] = is(fmt.Sprint("l", i-i%20)), is(fmt.Sprint("l", i-1))
		default:
			values["phase"] = is(fmt.Sprint("l", i-i%20))
		}
		*lines = append(*lines, templating.DraftLine{ID: id, Values: values})
	}
	a := w.project("A")
	begun := time.Now()
	tpl := w.create(in)
	w.apply(tpl, nil, a)
	if n := len(w.plan(a).Rows); n != 2000 {
		t.Errorf("the plan has %d lines", n)
	}
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("reading and planting took %s", took)
	} else {
		t.Log(took)
	}
}
