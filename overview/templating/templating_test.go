package templating_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/change"
	"vigie/overview/snapshot"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

var (
	ctx = context.Background()
	sys = access.System("test")
)

type world struct {
	t testing.TB
	d *db.DB
	templating.Desk
	unit int64
	user int64
}

func newWorld(t testing.TB, d *db.DB) *world {
	w := &world{t: t, d: d, Desk: templating.Desk{DB: d, Portfolio: snapshot.NewKeeper(d)}}
	w.change(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, sys, "Ministère"), field.Seed(ctx, tx, sys))
	})
	var err error
	w.unit, err = db.Get[int64](ctx, d, "SELECT id FROM unit")
	w.must(err)
	w.change(func(tx *db.Tx) error {
		a, err := access.CreateAccount(ctx, tx, sys, access.Account{Login: "ana", Name: "Ana"}, "")
		w.user = a.ID
		return err
	})
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		var f *fault.Fault
		if errors.As(err, &f) {
			for _, d := range f.Details {
				w.t.Errorf("%s: %s", d.Where, d.Text)
			}
		}
		w.t.Fatal(err)
	}
}

func (w *world) change(f func(*db.Tx) error) int64 {
	w.t.Helper()
	n, err := w.d.Update(ctx, sys.Origin(), f)
	w.must(err)
	return n
}

func (w *world) catalogue() *field.Catalogue {
	w.t.Helper()
	c, err := field.Load(ctx, w.d, "project")
	w.must(err)
	return c
}

var starts = day.Of(2026, 12, 7) // a Monday

func (w *world) project(name string) int64 {
	w.t.Helper()
	var id int64
	w.change(func(tx *db.Tx) error {
		p, err := project.Change(ctx, tx, sys, w.catalogue(), project.Edit{Values: field.Values{
			"name": field.Str(name), "unit": field.Int(w.unit), "start": field.Int(int64(starts)), "manager": field.Int(w.user),
		}})
		if err == nil {
			id = p.ID
		}
		return err
	})
	return id
}

// known names what has no key by its number.
type known struct{}

func (known) Public(_ string, id int64) string { return fmt.Sprint(id) }

func (known) Private(_, text string) (int64, bool) {
	var n int64
	_, err := fmt.Sscan(text, &n)
	return n, err == nil
}

func text(en, fr string) templating.DraftValue {
	return templating.DraftValue{Text: &templating.DraftText{EN: en, FR: fr}}
}

func after(from string, by int, unit string) templating.DraftValue {
	return templating.DraftValue{Date: &templating.DraftDate{From: from, By: by, Unit: unit}}
}

func is(v string) templating.DraftValue { return templating.DraftValue{Value: v} }

func the(who string) templating.DraftValue { return templating.DraftValue{Person: who} }

// application is a template with something in every section that a test can fill
// without another project.
func application() templating.Draft {
	line := func(id string, values map[string]templating.DraftValue) templating.DraftLine {
		return templating.DraftLine{ID: id, Values: values}
	}
	return templating.Draft{
		Name: templating.DraftText{EN: "Application", FR: "Applicatif"}, Type: "project",
		Sections: []templating.DraftSection{
			{Kind: "fields", Lines: []templating.DraftLine{
				line("priority", map[string]templating.DraftValue{"priority": is("high")}),
				line("end", map[string]templating.DraftValue{"end": after("start", 6, "months")}),
			}},
			{Kind: "milestone", Lines: []templating.DraftLine{
				line("kick_off", map[string]templating.DraftValue{"name": text("Kick-off", "Lancement"), "date": after("start", 5, "workdays")}),
				line("go_live", map[string]templating.DraftValue{"name": text("Go-live", "Mise en service"), "date": after("end", -2, "weeks"), "type": is("go_live"), "contractual": is("true")}),
				line("review", map[string]templating.DraftValue{"name": text("Review after go-live", "Bilan"), "date": after("go_live", 1, "months")}),
			}},
			{Kind: "risk", Lines: []templating.DraftLine{
				line("supplier", map[string]templating.DraftValue{"name": text("The supplier is late", "Le fournisseur est en retard"), "probability": is("3"), "impact": is("4"), "owner": the("manager")}),
			}},
			{Kind: "action", Lines: []templating.DraftLine{
				line("plan", map[string]templating.DraftValue{"name": text("Write the plan", "Rédiger le plan"), "due": after("kick_off", 10, "days"), "owner": the("manager")}),
			}},
			{Kind: "roles", Lines: []templating.DraftLine{
				line("reader", map[string]templating.DraftValue{"role": is("reader"), "person": the("manager")}),
			}},
		},
	}
}

func (w *world) create(in templating.Draft) template.Template {
	w.t.Helper()
	var t template.Template
	w.change(func(tx *db.Tx) error {
		to, err := w.Read(ctx, tx, sys, known{}, in)
		if err == nil {
			t, err = template.Create(ctx, tx, sys, to)
		}
		return err
	})
	return t
}

func (w *world) update(t template.Template, in templating.Draft) template.Template {
	w.t.Helper()
	w.change(func(tx *db.Tx) error {
		to, err := w.Read(ctx, tx, sys, known{}, in)
		if err == nil {
			t, err = template.Update(ctx, tx, sys, t.ID, t.Version, func(now *template.Template) error {
				now.Name, now.Sections = to.Name, to.Sections
				return nil
			})
		}
		return err
	})
	return t
}

func (w *world) show(t template.Template, ids ...int64) []*templating.Plan {
	w.t.Helper()
	all, err := w.Show(ctx, sys, templating.Ask{Template: t, Projects: ids})
	w.must(err)
	return all
}

func (w *world) apply(t template.Template, picked []string, ids ...int64) int64 {
	w.t.Helper()
	return w.change(func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, sys, templating.Ask{Template: t, Projects: ids, Picked: picked})
		return err
	})
}

func (w *world) undo(number int64) int64 {
	w.t.Helper()
	c := change.Catalogues{Projects: w.catalogue(), Records: map[string]*field.Catalogue{}}
	for _, k := range agenda.Kinds {
		var err error
		c.Records[k.Entity], err = field.Load(ctx, w.d, k.Entity)
		w.must(err)
	}
	back, err := w.d.Update(ctx, db.Origin{Via: change.Via(number)}, func(tx *db.Tx) error { return change.Undo(ctx, tx, sys, c, number, false) })
	w.must(err)
	return back
}

func (w *world) records(k *record.Kind, id int64) []*record.Record {
	w.t.Helper()
	all, err := k.Of(ctx, w.d, sys, id)
	w.must(err)
	return all
}

// state is all that a template can touch of a project.
func (w *world) state(id int64) string {
	w.t.Helper()
	p, err := project.Get(ctx, w.d, sys, id)
	w.must(err)
	out := field.Encode(p.Values, nil)
	for _, k := range agenda.Kinds {
		for _, m := range w.records(k, id) {
			out += fmt.Sprintf("\n%s %d %s", k.Entity, m.ID, field.Encode(m.Values, nil))
		}
	}
	grants, err := access.GrantsOn(ctx, w.d, sys, []int64{id})
	w.must(err)
	links, err := project.Links(ctx, w.d, sys, id)
	w.must(err)
	uses, err := template.UsesOf(ctx, w.d, sys, id)
	w.must(err)
	for i := range uses {
		uses[i].Version, uses[i].At = 0, 0
	}
	laid, err := dashboard.Get(ctx, w.d, sys, dashboard.OfProject, dashboard.OfOne(p))
	w.must(err)
	return out + fmt.Sprintf("\n%v\n%v\n%v\n%+v", grants, links, uses, laid.Blocks)
}

func doing(p *templating.Plan) []string {
	var out []string
	for _, it := range p.Items {
		mark := "-"
		if it.Chosen {
			mark = "+"
		}
		out = append(out, mark+it.Do+" "+it.ID)
	}
	slices.Sort(out)
	return out
}

func dates(all []*record.Record, key string) map[string]string {
	out := map[string]string{}
	for _, m := range all {
		out[m.Name()] = day.Day(m.Values[key].N).String()
	}
	return out
}

func TestATemplateIsShownFirstAndThenMakesWhatWasShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		made, id := w.create(application()), w.project("One")
		before := w.state(id)
		plan := w.show(made, id)[0]
		want := []string{"+add action/plan", "+add fields/end", "+add fields/priority", "+add milestone/go_live", "+add milestone/kick_off", "+add milestone/review", "+add risk/supplier", "+add roles/reader"}
		if got := doing(plan); !cmp.Equal(got, want) {
			t.Errorf("shown: %s", cmp.Diff(want, got))
		}
		if got := w.state(id); got != before {
			t.Fatalf("looking wrote something: %s", cmp.Diff(before, got))
		}
		number := w.apply(made, nil, id)
		got := dates(w.records(agenda.Kinds[0], id), "date")
		if want := map[string]string{"Kick-off": "2026-12-14", "Go-live": "2027-05-24", "Review after go-live": "2027-06-24"}; !cmp.Equal(got, want) {
			t.Errorf("key dates: %s", cmp.Diff(want, got))
		}
		if again := w.show(made, id)[0]; len(again.Items) != 0 || again.Same != 0 && again.Use == nil {
			t.Errorf("applied, and yet to do: %v", doing(again))
		}
		back := w.undo(number)
		if got := w.state(id); got != before {
			t.Errorf("taken back, it is not what it was: %s", cmp.Diff(before, got))
		}
		w.undo(back)
		if n, again := len(w.records(agenda.Kinds[0], id)), w.show(made, id)[0]; n != 3 || again.Use == nil {
			t.Errorf("done again, there are %d key dates, and of its template it knows %v", n, again.Use)
		}
	})
}

func TestATemplateAppliedAgainLeavesWhatPeopleWrote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		in := application()
		made, id := w.create(in), w.project("One")
		w.apply(made, nil, id)
		milestones, err := field.Load(ctx, d, "milestone")
		w.must(err)
		w.change(func(tx *db.Tx) error {
			for _, m := range w.records(agenda.Kinds[0], id) {
				if m.Name() == "Go-live" {
					_, err := agenda.Kinds[0].Save(ctx, tx, sys, milestones, record.Edit{ID: m.ID, Values: field.Values{"date": field.Int(int64(day.Of(2027, 6, 1)))}})
					return err
				}
			}
			return errors.New("no go-live")
		})
		in.Sections[1].Lines[0].Values["date"] = after("start", 2, "weeks") // nobody touched it
		in.Sections[1].Lines[1].Values["date"] = after("end", -1, "weeks")  // somebody did
		in.Sections[1].Lines = append(in.Sections[1].Lines, templating.DraftLine{Values: map[string]templating.DraftValue{"name": text("Training", "Formation"), "date": after("go_live", -10, "days")}})
		in.Sections[2].Lines = nil
		in.Sections[0].Lines[0].Values["priority"] = is("low")
		made = w.update(made, in)
		plan := w.show(made, id)[0]
		want := []string{"+add milestone/training", "+change fields/priority", "+change milestone/kick_off/date", "-change milestone/go_live/date", "-remove risk/supplier"}
		if got := doing(plan); !cmp.Equal(got, want) {
			t.Fatalf("shown: %s", cmp.Diff(want, got))
		}
		w.apply(made, nil, id)
		got := dates(w.records(agenda.Kinds[0], id), "date")
		if want := map[string]string{"Kick-off": "2026-12-21", "Go-live": "2027-06-01", "Review after go-live": "2027-06-24", "Training": "2027-05-22"}; !cmp.Equal(got, want) {
			t.Errorf("key dates: %s", cmp.Diff(want, got))
		}
		if again := w.show(made, id)[0]; again.Counts().Add+again.Counts().Change+again.Counts().Remove != 0 {
			t.Errorf("applied, and yet to do: %v", doing(again))
		}
	})
}

func TestAProjectIsMadeFromATemplate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		made := w.create(application())
		given := field.Values{"name": field.Str("New"), "unit": field.Int(w.unit), "start": field.Int(int64(starts)), "manager": field.Int(w.user), "priority": {}}
		var id int64
		number := w.change(func(tx *db.Tx) error {
			all, err := w.Apply(ctx, tx, sys, templating.Ask{Template: made, Given: given})
			if err == nil {
				id = all[0].Project.ID
			}
			return err
		})
		p, err := project.Get(ctx, d, sys, id)
		w.must(err)
		if got := day.Day(p.Values["end"].N).String(); got != "2027-06-07" {
			t.Errorf("end: got %s", got)
		}
		if n := len(w.records(agenda.Kinds[0], id)); n != 3 {
			t.Errorf("got %d key dates, want 3", n)
		}
		uses, err := template.UsesOf(ctx, d, sys, id)
		w.must(err)
		if len(uses) != 1 || !uses[0].Made || uses[0].Applied != made.Version {
			t.Errorf("uses: %+v", uses)
		}
		err = nil
		_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error { return template.Delete(ctx, tx, sys, made.ID, made.Version) })
		if fault.KindOf(err) != fault.Clash {
			t.Errorf("a template that made a project was deleted: %v", err)
		}
		w.undo(number)
		if p, err = project.Get(ctx, d, sys, id); err != nil || p.State != project.Deleted {
			t.Errorf("taken back, the project is %v, %v; want it in the bin", p, err)
		}
	})
}

func TestTwoApplicationsAtOnceMakeNothingTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		made := w.create(application())
		var ids []int64
		for i := range 5 {
			ids = append(ids, w.project(fmt.Sprint("P", i)))
		}
		var all sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			all.Go(func() {
				_, errs[i] = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
					_, err := w.Apply(ctx, tx, sys, templating.Ask{Template: made, Projects: ids})
					return err
				})
			})
		}
		all.Wait()
		w.must(errors.Join(errs...))
		for _, id := range ids {
			if n := len(w.records(agenda.Kinds[0], id)); n != 3 {
				t.Errorf("got %d key dates, want 3", n)
			}
			grants, err := access.GrantsOn(ctx, d, sys, []int64{id})
			w.must(err)
			if len(grants) != 1 {
				t.Errorf("got %d roles, want 1", len(grants))
			}
		}
	})
}

func TestATemplateOfAProjectMakesItAgain(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	first := w.project("One")
	w.apply(w.create(application()), nil, first)
	taken, err := w.Take(ctx, sys, first)
	w.must(err)
	drafts, err := w.Write(ctx, w.d, sys, known{}, taken)
	w.must(err)
	second := w.create(drafts[0])
	plan := w.show(second, first)[0]
	if len(plan.Items) != 0 {
		t.Errorf("the project differs from its own template: %v", doing(plan))
	}
	other := w.project("Two")
	w.apply(second, nil, other)
	want, got := dates(w.records(agenda.Kinds[0], first), "date"), dates(w.records(agenda.Kinds[0], other), "date")
	if !cmp.Equal(got, want) {
		t.Errorf("key dates: %s", cmp.Diff(want, got))
	}
	again, err := w.Write(ctx, w.d, sys, known{}, second)
	w.must(err)
	if !cmp.Equal(again[0], drafts[0]) {
		t.Errorf("what is written is not what was read: %s", cmp.Diff(drafts[0], again[0]))
	}
}

// A template says who gets which role, and gives nobody a right that they could not
// have been given by whoever applies it.
func TestATemplateGivesNoRoleThatItsReaderCouldNotGive(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	made, id := w.create(application()), w.project("One")
	w.change(func(tx *db.Tx) error {
		roles, err := access.Roles(ctx, tx, sys)
		if err != nil {
			return err
		}
		for _, r := range roles {
			if r.Key == "project_manager" {
				_, err = access.AddGrant(ctx, tx, sys, access.Grant{Account: db.ID(w.user), Role: r.ID, Unit: db.ID(w.unit)})
			}
		}
		return err
	})
	ana, err := access.Load(ctx, w.d, w.user, "test")
	w.must(err)
	plans, err := w.Show(ctx, ana, templating.Ask{Template: made, Projects: []int64{id}})
	w.must(err)
	for _, it := range plans[0].Items {
		if (it.Section == "roles") == it.Chosen || it.Section == "roles" && it.Why.In(label.EN) == "" {
			t.Errorf("%s: chosen %t, why %q", it.ID, it.Chosen, it.Why)
		}
	}
	_, err = w.d.Update(ctx, ana.Origin(), func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, ana, templating.Ask{Template: made, Projects: []int64{id}, Picked: []string{"roles/reader"}})
		return err
	})
	if fault.KindOf(err) != fault.BadInput {
		t.Errorf("a role was given by who gives none: %v", err)
	}
	if grants, err := access.GrantsOn(ctx, w.d, sys, []int64{id}); err != nil || len(grants) != 0 {
		t.Errorf("roles: %v, %v", grants, err)
	}
}

// Whatever is chosen, taking it back leaves the projects as they were, and applying
// again what did not change proposes nothing.
func TestAnythingAppliedCanBeTakenBackAndIsNotProposedAgain(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	in := application()
	made := w.create(in)
	ids := []int64{w.project("One"), w.project("Two"), w.project("Three")}
	rapid.Check(t, func(rt *rapid.T) {
		some := slices.Clone(ids[:rapid.IntRange(1, len(ids)).Draw(rt, "projects")])
		if rapid.Bool().Draw(rt, "change the template") {
			in.Sections[1].Lines[0].Values["date"] = after("start", rapid.IntRange(-20, 20).Draw(rt, "by"), rapid.SampledFrom(template.Units).Draw(rt, "unit"))
			in.Sections[2].Lines[0].Values["impact"] = is(fmt.Sprint(rapid.IntRange(1, 5).Draw(rt, "impact")))
			made = w.update(made, in)
		}
		var before []string
		for _, id := range some {
			before = append(before, w.state(id))
		}
		var picked []string
		if rapid.Bool().Draw(rt, "pick") {
			picked = []string{}
			for _, it := range w.show(made, some[0])[0].Items {
				if rapid.Bool().Draw(rt, it.ID) {
					picked = append(picked, it.ID)
				}
			}
		}
		number := w.apply(made, picked, some...)
		for _, p := range w.show(made, some...) {
			if c := p.Counts(); c.Add+c.Change+c.Remove != 0 {
				rt.Fatalf("applied, and yet proposed: %v", doing(p))
			}
		}
		if rapid.Bool().Draw(rt, "take back") && number != 0 {
			n, err := db.Get[int64](ctx, w.d, "SELECT count(*) FROM history WHERE change = $1 AND entity IN ('project', 'milestone', 'risk', 'action', 'grant', 'dashboard')", number)
			if w.must(err); n == 0 {
				return // nothing was chosen: there is only the note that it was applied
			}
			w.undo(number)
			for i, id := range some {
				if got := w.state(id); got != before[i] {
					rt.Fatalf("taken back, it is not what it was: %s", cmp.Diff(before[i], got))
				}
			}
		}
	})
}

func TestAPreviewLeavesOutWhatItsReaderMayNotRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		var secret, open int64
		w.change(func(tx *db.Tx) error {
			role := func(name string) (int64, error) {
				r, err := access.CreateRole(ctx, tx, sys, access.Role{Key: name, Label: label.T(name, name), Rights: access.ReadProject | access.EditProject})
				return r.ID, err
			}
			var err, err2 error
			secret, err = role("keepers")
			open, err2 = role("others")
			return errors.Join(err, err2)
		})
		w.change(func(tx *db.Tx) error {
			_, err := access.AddGrant(ctx, tx, sys, access.Grant{Account: db.ID(w.user), Role: open, Unit: db.ID(w.unit)})
			return errors.Join(err, field.Create(ctx, tx, sys, &field.Field{Object: "project", Key: "price", Kind: field.Text, Label: label.T("Price", "Prix"), Readers: []int64{secret}}))
		})
		p := w.project("Alpha")
		w.change(func(tx *db.Tx) error {
			_, err := project.Change(ctx, tx, sys, w.catalogue(), project.Edit{ID: p, Values: field.Values{"price": field.Str("seven million")}})
			return err
		})
		tmpl := w.create(templating.Draft{Name: templating.DraftText{EN: "T", FR: "T"}, Sections: []templating.DraftSection{{Kind: "fields", Lines: []templating.DraftLine{
			{ID: "price", Values: map[string]templating.DraftValue{"price": {Text: &templating.DraftText{EN: "one", FR: "un"}}}},
			{ID: "description", Values: map[string]templating.DraftValue{"description": {Text: &templating.DraftText{EN: "said", FR: "dit"}}}},
		}}}})
		who, err := access.Load(ctx, d, w.user, "web")
		w.must(err)
		plans, err := w.Show(ctx, who, templating.Ask{Template: tmpl, Projects: []int64{p}})
		w.must(err)
		said := ""
		for _, it := range plans[0].Items {
			said += fmt.Sprintf("%+v\n", *it)
		}
		if strings.Contains(said, "price") || strings.Contains(said, "seven million") || !strings.Contains(said, "description") {
			t.Errorf("got %s", said)
		}
	})
}
