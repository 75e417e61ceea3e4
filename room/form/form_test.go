package form_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
)

var ctx = context.Background()

type world struct {
	t   *testing.T
	d   *db.DB
	sys access.Who
	c   *field.Catalogue
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := &world{t: t, d: d, sys: access.System("test")}
		w.must(w.change(func(tx *db.Tx) error {
			return errors.Join(access.Seed(ctx, tx, w.sys, "Ministère"), field.Seed(ctx, tx, w.sys))
		}))
		var err error
		w.c, err = field.Load(ctx, d, "project")
		w.must(err)
		f(t, w)
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) change(f func(*db.Tx) error) error {
	_, err := w.d.Update(ctx, w.sys.Origin(), f)
	return err
}

func (w *world) create(f form.Form) (form.Form, error) {
	f.Object = form.Project
	if f.Name.IsZero() {
		f.Name = label.T("Form", "Formulaire")
	}
	err := w.change(func(tx *db.Tx) (err error) {
		f, err = form.Create(ctx, tx, w.sys, f)
		return err
	})
	return f, err
}

func (w *world) made(f form.Form) form.Form {
	w.t.Helper()
	f, err := w.create(f)
	w.must(err)
	return f
}

func (w *world) edit(f form.Form, edit func(*form.Form)) (form.Form, error) {
	var out form.Form
	err := w.change(func(tx *db.Tx) (err error) {
		out, err = form.Update(ctx, tx, w.sys, f.ID, f.Version, func(f *form.Form) error {
			edit(f)
			return nil
		})
		return err
	})
	return out, err
}

func (w *world) list() []form.Form {
	w.t.Helper()
	forms, err := form.Of(ctx, w.d, form.Project)
	w.must(err)
	return forms
}

func (w *world) option(list string, at int) int64 {
	w.t.Helper()
	f := w.c.Get(list)
	if f == nil || len(f.Choices) <= at {
		w.t.Fatalf("no option %d of %s", at, list)
	}
	return f.Choices[at].ID
}

func (w *world) role(key string) int64 {
	w.t.Helper()
	roles, err := access.Roles(ctx, w.d, w.sys)
	w.must(err)
	for _, r := range roles {
		if r.Key == key {
			return r.ID
		}
	}
	w.t.Fatalf("no role %s", key)
	return 0
}

func (w *world) sections(keys ...string) []form.Section {
	s := form.Section{Title: label.T("All", "Tout"), Columns: 2}
	for _, key := range keys {
		s.Lines = append(s.Lines, form.Line{Field: w.c.Get(key).ID})
	}
	return []form.Section{s}
}

func names(forms []form.Form) string {
	out := []string{}
	for _, f := range forms {
		out = append(out, f.Name.EN)
	}
	return fmt.Sprint(out)
}

func wantKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); err == nil || got != want {
		t.Errorf("got %v (%v), want kind %v", err, got, want)
	}
}

func TestTheFirstFormThatFitsCounts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		build, idea := w.option("stage", 1), w.option("stage", 0)
		pmo, manager := w.role("pmo"), w.role("project_manager")
		w.made(form.Form{Name: label.T("PMO", ""), For: form.For{Roles: []int64{pmo}, Stages: []int64{build}}})
		w.made(form.Form{Name: label.T("Build", ""), For: form.For{Stages: []int64{build}}})
		w.made(form.Form{Name: label.T("Typed", ""), For: form.For{Types: []int64{w.option("type", 0)}}})
		forms := w.list()
		at := func(stage int64) field.Values { return field.Values{"stage": field.Int(stage)} }
		typed := field.Values{"stage": field.Int(idea), "type": field.Int(w.option("type", 0))}
		for _, c := range []struct {
			values field.Values
			roles  []int64
			want   string
		}{
			{at(build), []int64{manager, pmo}, "PMO"},
			{at(build), []int64{manager}, "Build"},
			{at(build), nil, "Build"},
			{at(idea), []int64{pmo}, ""},
			{typed, []int64{pmo}, "Typed"},
			{field.Values{}, []int64{pmo}, ""},
		} {
			got := ""
			if f := form.Choose(forms, w.c, c.values, c.roles); f != nil {
				got = f.Name.EN
			}
			if got != c.want {
				t.Errorf("%v for %v: got %q, want %q", c.values, c.roles, got, c.want)
			}
		}
	})
}

func TestAConditionOnAnAttributeThatIsNotThereIsNone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := form.Form{For: form.For{Variants: []int64{42}}}
		if w.c.Get("variant") != nil || !f.Fits(w.c, field.Values{}) {
			t.Error("a form for variants fits nothing where there are none")
		}
		v := &field.Field{Object: "project", Key: "variant", Kind: field.Choice, Label: label.T("Method", ""), Choices: []field.Option{{Key: "light", Label: label.T("Light", "")}, {Key: "full", Label: label.T("Full", "")}}}
		w.must(w.change(func(tx *db.Tx) error { return field.Create(ctx, tx, w.sys, v) }))
		var err error
		w.c, err = field.Load(ctx, w.d, "project")
		w.must(err)
		light, full := w.option("variant", 0), w.option("variant", 1)
		f = w.made(form.Form{For: form.For{Variants: []int64{light}}})
		for values, want := range map[int64]bool{light: true, full: false, 0: false} {
			if got := f.Fits(w.c, field.Values{"variant": {Set: values != 0, N: values}}); got != want {
				t.Errorf("variant %d: got %t, want %t", values, got, want)
			}
		}
		w.must(w.change(func(tx *db.Tx) error { return field.Retire(ctx, tx, w.sys, "project", "variant", v.Version) }))
		w.c, err = field.Load(ctx, w.d, "project")
		w.must(err)
		if !f.Fits(w.c, field.Values{}) {
			t.Error("a form for variants fits nothing once there are none any more")
		}
	})
}

func TestAFormThatCouldNotWorkIsRefusedByName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		twice := w.sections("name", "code", "name")
		wide := w.sections("name")
		wide[0].Columns = 4
		untitled := w.sections("name")
		untitled[0].Title = label.Text{}
		for where, f := range map[string]form.Form{
			"sections[0].fields[2]": {Sections: twice},
			"sections[0].columns":   {Sections: wide},
			"sections[0].title":     {Sections: untitled},
			"sections[0].fields[0]": {Sections: []form.Section{{Title: label.T("A", "A"), Lines: []form.Line{{Field: 1}}}}},
			"stages":                {For: form.For{Stages: []int64{w.option("type", 0)}}},
			"roles":                 {For: form.For{Roles: []int64{7}}},
			"name":                  {Name: label.T(" ", " ")},
		} {
			_, err := w.create(f)
			bad, ok := errors.AsType[*fault.Fault](err)
			if !ok || bad.Kind != fault.BadInput || len(bad.Details) == 0 || bad.Details[0].Where != where {
				t.Errorf("%s: got %v", where, err)
			}
		}
		if n := len(w.list()); n != 0 {
			t.Errorf("got %d forms, want none", n)
		}
	})
}

func TestOnlyWhoDefinesAttributesEverywhereChangesForms(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		nobody := access.Who{ID: 5}
		f := w.made(form.Form{})
		wantKind(t, w.change(func(tx *db.Tx) error {
			_, err := form.Create(ctx, tx, nobody, form.Form{Object: form.Project, Name: label.T("A", "A")})
			return err
		}), fault.Denied)
		wantKind(t, w.change(func(tx *db.Tx) error {
			_, err := form.Update(ctx, tx, nobody, f.ID, f.Version, func(*form.Form) error { return nil })
			return err
		}), fault.Denied)
		wantKind(t, w.change(func(tx *db.Tx) error { return form.Delete(ctx, tx, nobody, f.ID, f.Version) }), fault.Denied)
		wantKind(t, w.change(func(tx *db.Tx) error {
			_, err := form.Order(ctx, tx, nobody, form.Project, []int64{f.ID})
			return err
		}), fault.Denied)
		_, err := form.History(ctx, w.d, nobody, "")
		wantKind(t, err, fault.Denied)
	})
}

func TestAStaleVersionIsRefusedAndNothingChangedIsNoVersion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := w.made(form.Form{Sections: w.sections("name")})
		same, err := w.edit(f, func(f *form.Form) { f.Sections = w.sections("name") })
		if err != nil || same.Version != 1 {
			t.Errorf("got version %d, %v; want 1", same.Version, err)
		}
		now, err := w.edit(f, func(f *form.Form) { f.Whole = true })
		if err != nil || now.Version != 2 || !w.list()[0].Whole {
			t.Errorf("got %+v, %v", now, err)
		}
		_, err = w.edit(f, func(f *form.Form) { f.Whole = false })
		wantKind(t, err, fault.Stale)
		wantKind(t, w.change(func(tx *db.Tx) error { return form.Delete(ctx, tx, w.sys, f.ID, f.Version) }), fault.Stale)
	})
}

func TestFormsAreTriedInTheOrderGiven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.made(form.Form{Name: label.T("A", "")})
		b := w.made(form.Form{Name: label.T("B", "")})
		order := func(ids ...int64) error {
			return w.change(func(tx *db.Tx) error {
				_, err := form.Order(ctx, tx, w.sys, form.Project, ids)
				return err
			})
		}
		w.must(order(b.ID, a.ID))
		if got := names(w.list()); got != "[B A]" {
			t.Errorf("got %s", got)
		}
		wantKind(t, order(b.ID), fault.Clash)
		wantKind(t, order(a.ID, a.ID), fault.Clash)
	})
}

func TestADeletedFormComesBackWithAnEarlierVersion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := w.made(form.Form{Name: label.T("First", ""), Sections: w.sections("name", "code")})
		g, err := w.edit(f, func(f *form.Form) { f.Name, f.Sections = label.T("Second", ""), w.sections("name") })
		w.must(err)
		w.must(w.change(func(tx *db.Tx) error { return form.Delete(ctx, tx, w.sys, g.ID, g.Version) }))
		past, err := form.History(ctx, w.d, w.sys, "")
		w.must(err)
		said := []string{}
		for _, p := range past {
			said = append(said, fmt.Sprintf("%d %s %t %v", p.Version, p.Name.EN, p.Gone, p.Parts))
		}
		if got, want := fmt.Sprint(said), "[3 Second true [] 2 Second false [name sections] 1 First false []]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		revert := func(version, to int64) error {
			return w.change(func(tx *db.Tx) error {
				_, err := form.Revert(ctx, tx, w.sys, f.ID, version, to)
				return err
			})
		}
		wantKind(t, revert(2, 1), fault.Clash)
		wantKind(t, revert(3, 3), fault.BadInput)
		w.must(revert(3, 1))
		if all := w.list(); len(all) != 1 || all[0].Name.EN != "First" || all[0].Version != 4 || len(all[0].Sections[0].Lines) != 2 {
			t.Errorf("got %+v", all)
		}
		w.must(revert(4, 2))
		if all := w.list(); names(all) != "[Second]" || all[0].Version != 5 {
			t.Errorf("got %+v", all)
		}
		found, err := w.d.Check(ctx)
		w.must(err)
		for _, f := range found {
			if len(f.Problems) > 0 {
				t.Errorf("%s: %v", f.Name, f.Problems)
			}
		}
	})
}

func TestReplacedOptionsAndRolesAreFollowedAndComeBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, two := w.option("stage", 0), w.option("stage", 1)
		f := w.made(form.Form{For: form.For{Stages: []int64{one, two}, Types: []int64{w.option("type", 0)}, Roles: []int64{w.role("pmo")}}})
		swap := func(id int64) (int64, bool) { return two, id == one }
		number, err := w.d.Update(ctx, w.sys.Origin(), func(tx *db.Tx) error {
			return errors.Join(form.ReplaceOptions(ctx, tx, w.sys, form.Project, "priority", swap), form.ReplaceOptions(ctx, tx, w.sys, form.Project, "stage", swap))
		})
		w.must(err)
		if got := w.list()[0]; fmt.Sprint(got.For.Stages) != fmt.Sprint([]int64{two}) || got.Version != 2 {
			t.Errorf("got %+v", got)
		}
		w.must(w.change(func(tx *db.Tx) error { return form.Return(ctx, tx, w.sys, number) }))
		if got := w.list()[0]; len(got.For.Stages) != 2 || got.Version != 3 {
			t.Errorf("got %+v", got)
		}
		wantKind(t, w.change(func(tx *db.Tx) error { return form.LeaveRole(ctx, tx, w.sys, w.role("pmo"), 0) }), fault.Clash)
		w.must(w.change(func(tx *db.Tx) error {
			return form.LeaveRole(ctx, tx, w.sys, w.role("pmo"), w.role("project_manager"))
		}))
		if got := w.list()[0]; fmt.Sprint(got.For.Roles) != fmt.Sprint([]int64{w.role("project_manager")}) || got.ID != f.ID {
			t.Errorf("got %+v", got)
		}
	})
}
