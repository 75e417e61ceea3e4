package plan_test

import (
	"errors"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
)

// attribute makes one, of tasks where nothing else is said, and returns it as it is kept.
func (w *world) attribute(f field.Field) *field.Field {
	w.t.Helper()
	if f.Object == "" {
		f.Object = field.Task
	}
	f.Label = label.T("The "+f.Key, "Le "+f.Key)
	w.must(w.update(func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, &f) }))
	c, err := field.Load(ctx, w.d, f.Object)
	w.must(err)
	if f.Object == milestone.Entity {
		w.c = c
	}
	return c.Get(f.Key)
}

// said says values by the keys of attributes, as machines write them.
func said(values map[string]string) plan.Said {
	return func(find func(string) *field.Field) (field.Values, error) {
		vs := field.Values{}
		for key, text := range values {
			f := find(key)
			if f == nil {
				return nil, fault.Invalid(key, label.T("nothing is called so", "rien ne s’appelle ainsi"))
			}
			v, err := field.ParsePlain(f, text)
			if err != nil {
				return nil, err
			}
			vs[key] = v
		}
		return vs, nil
	}
}

func values(values map[string]string) plan.Patch { return plan.Patch{Values: said(values)} }

// shown are the values of a line as texts.
func (w *world) shown(who access.Who, name string) string {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, who, w.mine)
	w.must(err)
	var out []string
	for _, r := range v.Rows {
		if r.Name != name {
			continue
		}
		for _, a := range v.Has {
			if value := r.Values[a.Key]; value.Set {
				text := value.S
				if o, is := a.Of(r.Kind).OptionByID(value.N); is {
					text = o.Key
				}
				out = append(out, a.Key+"="+text)
			}
		}
	}
	return strings.Join(out, " ")
}

func TestLinesHaveTheAttributesOfTheCatalogue(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		risky := []field.Option{{Key: "low", Label: label.T("Low", "Faible")}, {Key: "high", Label: label.T("High", "Fort")}}
		w.attribute(field.Field{Key: "lot", Kind: field.Text, Initial: "main"})
		w.attribute(field.Field{Key: "exposure", Kind: field.Choice, Choices: risky})
		w.attribute(field.Field{Object: milestone.Entity, Key: "exposure", Kind: field.Choice, Choices: risky})
		open := w.id("Open")
		w.edit(
			plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"lot": "A", "exposure": "high"})},
			plan.Edit{ID: w.id("Build"), Set: values(map[string]string{"exposure": "low"})},
			plan.Edit{ID: open, Set: values(map[string]string{"exposure": "high"})},
			task(-1, "Clean", 1, ""),
		)
		changed := w.last
		w.attribute(field.Field{Key: "sponsor", Kind: field.Text, Required: true})
		for _, r := range w.get().Rows {
			if lacks := len(r.Warnings) == 1 && strings.Contains(r.Warnings[0].In(label.EN), "The sponsor"); lacks != (r.Kind != plan.Milestone) {
				t.Errorf("%s says %v, want phases and tasks alone to say what they lack", r.Name, r.Warnings)
			}
		}
		look := func(when string, want map[string]string) {
			t.Helper()
			for name, text := range want {
				if got := w.shown(w.who, name); got != text {
					t.Errorf("%s %s has %q, want %q", when, name, got, text)
				}
			}
		}
		look("made:", map[string]string{"Dig": "lot=A exposure=high", "Build": "exposure=low", "Open": "exposure=high", "Clean": "lot=main", "Wall": ""})
		m, err := milestone.Kind.Get(ctx, w.d, w.who, open)
		if w.must(err); !m.Values["exposure"].Set {
			t.Error("the key date does not have what its milestone has")
		}

		c, err := field.Load(ctx, w.d, field.Task)
		w.must(err)
		w.must(w.update(func(tx *db.Tx) error {
			_, err := field.Rename(ctx, tx, w.who, field.Task, "lot", c.Get("lot").Version, "parcel")
			return err
		}))
		low, _ := c.Get("exposure").OptionByKey("low")
		high, _ := c.Get("exposure").OptionByKey("high")
		mark := w.get().Mark
		w.must(w.update(func(tx *db.Tx) error {
			return plan.ReplaceOptions(ctx, tx, w.who, c, "exposure", []field.Swap{{From: high.ID, To: low.ID}})
		}))
		look("renamed and replaced:", map[string]string{"Dig": "parcel=A exposure=low", "Clean": "parcel=main"})
		if w.get().Mark == mark {
			t.Error("whoever read the plan before is not told that it changed")
		}
		held, err := plan.Everywhere(ctx, w.d, w.who)
		if w.must(err); len(held.Values) != 3 {
			t.Errorf("%d lines hold something, want Dig, Build and Clean", len(held.Values))
		}

		all, err := plan.Reversals(ctx, w.d, w.who, changed)
		w.must(err)
		w.must(w.update(func(tx *db.Tx) error {
			_, err := plan.Return(ctx, tx, w.who, w.c, all[0], true)
			return err
		}))
		look("taken back:", map[string]string{"Dig": "", "Build": "", "Clean": ""})
	})
}

func TestAValueThatDoesNotFitIsRefusedAtItsPlace(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.house()
	w.attribute(field.Field{Key: "site", Kind: field.Link})
	for name, c := range map[string]struct {
		edit        plan.Edit
		where, says string
	}{
		"a wrong link":      {plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"site": "here"})}, "edits[0].values.site", "“Dig”: A link begins with"},
		"nothing of a task": {plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"budget": "1"})}, "edits[0].values.budget", "Dig"},
		"not of key dates":  {plan.Edit{ID: w.id("Open"), Set: values(map[string]string{"site": "https://x.test"})}, "edits[0].values.site", "Open"},
	} {
		_, err := w.try(w.mine, c.edit)
		var f *fault.Fault
		if !errors.As(err, &f) || len(f.Details) != 1 || f.Details[0].Where != c.where || !strings.Contains(f.Details[0].Text.In(label.EN), c.says) {
			t.Errorf("%s: %v %+v", name, err, f)
		}
	}
	for kind, object := range map[field.Kind]string{field.Computed: "computed", field.Money: "amounts"} {
		err := w.update(func(tx *db.Tx) error {
			return field.Create(ctx, tx, w.who, &field.Field{Object: field.Task, Key: "x", Kind: kind, Formula: "1", Label: label.T("X", "X")})
		})
		if err == nil {
			t.Errorf("tasks were given an attribute that is %s", object)
		}
	}
}

func TestWhatIsHiddenInAPlanIsNeitherReadNorWrittenAndStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		f := w.attribute(field.Field{Key: "price", Kind: field.Text})
		dig := w.id("Dig")
		w.edit(plan.Edit{ID: dig, Set: values(map[string]string{"price": "dear"})})
		secret, who := w.roles()
		w.keepFrom(f, secret)
		if got := w.shown(who, "Dig"); got != "" {
			t.Errorf("somebody reads %q", got)
		}
		v, err := plan.Get(ctx, w.d, who, w.mine)
		w.must(err)
		write := func(p plan.Patch) error {
			return w.update(func(tx *db.Tx) error {
				_, err := plan.Change(ctx, tx, who, w.c, w.mine, v.Mark, []plan.Edit{{ID: dig, Set: p}})
				return err
			})
		}
		if err := write(values(map[string]string{"price": "cheap"})); fault.KindOf(err) != fault.BadInput {
			t.Errorf("somebody wrote what he may not read: %v", err)
		}
		name := "Digging"
		w.must(write(plan.Patch{Name: &name}))
		if got := w.shown(w.who, "Digging"); got != "price=dear" {
			t.Errorf("after a change by somebody who does not know it, it is %q", got)
		}
	})
}

// person signs somebody in who has a role everywhere.
func (w *world) person(tx *db.Tx, role access.Role) (access.Who, error) {
	root, err := access.Root(ctx, tx)
	if err != nil {
		return access.Who{}, err
	}
	a, err := access.CreateAccount(ctx, tx, w.who, access.Account{Login: role.Key, Name: role.Key}, "a hash")
	if err != nil {
		return access.Who{}, err
	}
	if _, err := access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: role.ID, Unit: db.ID(root.ID)}); err != nil {
		return access.Who{}, err
	}
	return access.Load(ctx, tx, a.ID, "test")
}

// roles are one whose people alone read some things, and somebody of another one, who
// plans and takes changes back.
func (w *world) roles() (secret access.Role, planner access.Who) {
	w.t.Helper()
	w.must(w.update(func(tx *db.Tx) (err error) {
		open, err := access.CreateRole(ctx, tx, w.who, access.Role{Key: "planner", Label: label.T("Planner", "Planificateur"), Rights: access.ReadProject | access.EditProject | access.ReadHistory})
		if err != nil {
			return err
		}
		if secret, err = access.CreateRole(ctx, tx, w.who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject}); err != nil {
			return err
		}
		if _, err = w.person(tx, secret); err != nil { // somebody must be left who reads it
			return err
		}
		planner, err = w.person(tx, open)
		return err
	}))
	return secret, planner
}

// keepFrom lets only the people of a role read an attribute.
func (w *world) keepFrom(f *field.Field, role access.Role) {
	w.t.Helper()
	w.must(w.update(func(tx *db.Tx) error {
		_, err := field.Update(ctx, tx, w.who, f.Object, f.Key, f.Version, func(f *field.Field) error {
			f.Readers = []int64{role.ID}
			return nil
		})
		return err
	}))
}

func TestWhatIsHiddenOfKeyDatesIsHiddenOfMilestones(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		w.attribute(field.Field{Key: "price", Kind: field.Text})
		f := w.attribute(field.Field{Object: milestone.Entity, Key: "price", Kind: field.Text})
		open := w.id("Open")
		w.edit(plan.Edit{ID: open, Set: values(map[string]string{"price": "dear"})}, plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"price": "cheap"})})
		secret, who := w.roles()
		w.keepFrom(f, secret)
		if dig, got := w.shown(who, "Dig"), w.shown(who, "Open"); got != "" || dig != "price=cheap" {
			t.Errorf("somebody reads %q of the key date, and %q of the task, for which he has leave", got, dig)
		}
		v, err := plan.Get(ctx, w.d, who, w.mine)
		w.must(err)
		for _, p := range []plan.Patch{values(map[string]string{"price": "free"}), {Note: new(string)}} {
			err := w.update(func(tx *db.Tx) error {
				_, err := plan.Change(ctx, tx, who, w.c, w.mine, v.Mark, []plan.Edit{{ID: open, Set: p}})
				return err
			})
			if refused := fault.KindOf(err) == fault.BadInput; refused != (p.Values != nil) {
				t.Errorf("somebody wrote %+v: %v", p, err)
			}
		}
		if got := w.shown(w.who, "Open"); got != "price=dear" {
			t.Errorf("after changes by somebody who does not know it, it is %q", got)
		}
	})
}

func TestTakingAChangeBackLeavesWhatIsNotForThePerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		f := w.attribute(field.Field{Key: "price", Kind: field.Text})
		w.attribute(field.Field{Key: "lot", Kind: field.Text})
		dig := w.id("Dig")
		set := func(said map[string]string, name string) int64 {
			p := values(said)
			if name != "" {
				p.Name = &name
			}
			w.edit(plan.Edit{ID: dig, Set: p})
			return w.last
		}
		set(map[string]string{"price": "first", "lot": "A"}, "")
		secret, who := w.roles()
		w.keepFrom(f, secret)
		both, alone := set(map[string]string{"price": "second", "lot": "B"}, "Digging"), set(map[string]string{"price": "third"}, "")
		back := func(change int64) []plan.Reversal {
			all, err := plan.Reversals(ctx, w.d, who, change)
			w.must(err)
			for _, r := range all {
				w.must(w.update(func(tx *db.Tx) error {
					_, err := plan.Return(ctx, tx, who, w.c, r, true)
					return err
				}))
			}
			return all
		}
		for _, r := range back(alone) {
			if names := append(r.Changes, r.Stays...); len(names) > 0 {
				t.Errorf("somebody is told that %v would change by what he may not know", names)
			}
		}
		if got := w.shown(w.who, "Digging"); got != "price=third lot=B" {
			t.Errorf("he took back what he may not read: %q", got)
		}
		back(both)
		if got := w.shown(w.who, "Dig"); got != "price=third lot=A" {
			t.Errorf("with the rest of a change he took back what he may not read: %q", got)
		}
		w.edit(plan.Edit{ID: dig, Delete: true})
		back(both)
		if got := w.shown(w.who, "Dig"); got != "price=third lot=A" {
			t.Errorf("what was deleted came back with %q", got)
		}
	})
}
