package field_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

var ctx = context.Background()

type world struct {
	t   *testing.T
	d   *db.DB
	who access.Who
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, seeded(t, d)) })
}

func seeded(t *testing.T, d *db.DB) *world {
	t.Helper()
	w := &world{t, d, access.System("test")}
	w.must(w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministère"), field.Seed(ctx, tx, w.who))
	}))
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(*db.Tx) error) error {
	_, err := w.d.Update(ctx, w.who.Origin(), f)
	return err
}

func (w *world) load() *field.Catalogue {
	w.t.Helper()
	c, err := field.Load(ctx, w.d, "project")
	w.must(err)
	return c
}

func (w *world) create(f field.Field) (*field.Field, error) {
	f.Object = "project"
	err := w.update(func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, &f) })
	return &f, err
}

func (w *world) edit(key string, version int64, edit func(*field.Field) error) error {
	return w.update(func(tx *db.Tx) error {
		_, err := field.Update(ctx, tx, w.who, "project", key, version, edit)
		return err
	})
}

func refused(t *testing.T, what string, err error, kind fault.Kind, where string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != kind {
		t.Errorf("%s: got %v, want %v", what, err, kind)
		return
	}
	for _, d := range f.Details {
		if d.Where == where {
			return
		}
	}
	if where != "" {
		t.Errorf("%s: got %v, want %s named", what, f.Details, where)
	}
}

func named(en string) label.Text { return label.T(en, "") }

func TestADefinitionThatCouldNotWorkIsRefusedByName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		option := []field.Option{{Key: "a", Label: named("A")}, {Key: "a", Label: named("B")}}
		for _, c := range []struct {
			what  string
			f     field.Field
			where string
		}{
			{"reserved word", field.Field{Key: "state", Kind: field.Text, Label: named("S")}, "key"},
			{"member of a row", field.Field{Key: "children", Kind: field.Text, Label: named("S")}, "key"},
			{"trap of JavaScript", field.Field{Key: "constructor", Kind: field.Text, Label: named("S")}, "key"},
			{"prototype", field.Field{Key: "__proto__", Kind: field.Text, Label: named("S")}, "key"},
			{"capital", field.Field{Key: "Key", Kind: field.Text, Label: named("S")}, "key"},
			{"SQL", field.Field{Key: "a; drop", Kind: field.Text, Label: named("S")}, "key"},
			{"41 characters", field.Field{Key: strings.Repeat("a", 41), Kind: field.Text, Label: named("S")}, "key"},
			{"taken", field.Field{Key: "total_cost", Kind: field.Text, Label: named("S")}, "key"},
			{"no label", field.Field{Key: "k", Kind: field.Text}, "label"},
			{"a label that cannot be seen", field.Field{Key: "k", Kind: field.Text, Label: named("\u200b\u202e")}, "label"},
			{"no such kind", field.Field{Key: "k", Kind: "blob", Label: named("S")}, "kind"},
			{"a sum of texts", field.Field{Key: "k", Kind: field.Text, Consolidation: field.Sum, Label: named("S")}, "consolidation"},
			{"no weight", field.Field{Key: "k", Kind: field.Number, Consolidation: field.WeightedMean, Label: named("S")}, "weight"},
			{"weighed by a text", field.Field{Key: "k", Kind: field.Number, Consolidation: field.WeightedMean, Weight: "name", Label: named("S")}, "weight"},
			{"an option twice", field.Field{Key: "k", Kind: field.Choice, Choices: option, Label: named("S")}, "choices[1]"},
			{"an option without label", field.Field{Key: "k", Kind: field.Choice, Choices: []field.Option{{Key: "a"}}, Label: named("S")}, "choices[0]"},
			{"a default of another kind", field.Field{Key: "k", Kind: field.Number, Initial: "many", Label: named("S")}, "default"},
			{"nowhere", field.Field{Key: "k", Kind: field.Text, Section: "nowhere", Label: named("S")}, "section"},
			{"far away", field.Field{Key: "k", Kind: field.Text, Position: 1 << 62, Label: named("S")}, "position"},
			{"no formula", field.Field{Key: "k", Kind: field.Computed, Label: named("S")}, "formula"},
		} {
			_, err := w.create(c.f)
			refused(t, c.what, err, fault.BadInput, c.where)
		}
		f, err := w.create(field.Field{Kind: field.Text, Label: named("État"), Help: named("a\x00b")})
		w.must(err)
		if f.Key == "" || f.Key == "state" || f.Help.EN != "ab" {
			t.Errorf("got %+v", f)
		}
	})
}

func TestOptionsAreNeverDeletedAndKeepTheirIds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.load().Get("stage")
		idea, _ := before.OptionByText("idea")
		refused(t, "deleted", w.edit("stage", before.Version, func(f *field.Field) error {
			f.Choices = f.Choices[1:]
			return nil
		}), fault.BadInput, "choices")
		w.must(w.edit("stage", before.Version, func(f *field.Field) error {
			f.Choices[0].Label, f.Choices[0].Retired = label.T("Spark", "Étincelle"), true
			f.Choices = append(f.Choices, field.Option{Label: named("New one")})
			return nil
		}))
		after := w.load().Get("stage")
		if o, ok := after.OptionByText("étincelle"); !ok || o.ID != idea.ID || !o.Retired || o.Key != "idea" {
			t.Errorf("got %+v", o)
		}
		if o, ok := after.OptionByText("new_one"); !ok || o.ID == 0 {
			t.Errorf("got %+v", o)
		}
		if _, ok := after.OptionByText(""); ok {
			t.Error("no text is an option")
		}
		refused(t, "stale", w.edit("stage", before.Version, func(*field.Field) error { return nil }), fault.Stale, "")
		refused(t, "another kind", w.edit("stage", after.Version, func(f *field.Field) error { f.Kind = field.Text; return nil }), fault.Clash, "")
		refused(t, "a default that is renamed away", w.edit("stage", after.Version, func(f *field.Field) error { f.Initial = "Idea"; return nil }), fault.BadInput, "default")
	})
}

func TestARetiredAttributeIsOutOfUseAndOneInUseStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		retire := func(key string, version int64) error {
			return w.update(func(tx *db.Tx) error { return field.Retire(ctx, tx, w.who, "project", key, version) })
		}
		base, err := w.create(field.Field{Key: "base", Kind: field.Number, Label: named("Base")})
		w.must(err)
		tree, err := w.load().ParseFormula("base * 2", label.EN, nil)
		w.must(err)
		twice, err := w.create(field.Field{Key: "twice", Kind: field.Computed, Formula: tree, Label: named("Twice")})
		w.must(err)
		refused(t, "core", retire("name", 1), fault.Clash, "")
		refused(t, "used by a formula", retire("base", base.Version), fault.Clash, "")
		refused(t, "unknown", retire("nothing", 1), fault.Missing, "")
		w.must(retire("twice", twice.Version))
		w.must(retire("base", base.Version))
		refused(t, "twice", retire("base", base.Version+1), fault.Missing, "")
		refused(t, "changed when retired", w.edit("base", base.Version+1, func(*field.Field) error { return nil }), fault.Missing, "")
		_, err = w.create(field.Field{Key: "base", Kind: field.Text, Label: named("Other")})
		refused(t, "its key again", err, fault.BadInput, "key")
	})
}

func TestAFormulaNeverNeedsItself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		formula := func(text string) string {
			tree, err := w.load().ParseFormula(text, label.EN, nil)
			w.must(err)
			return tree
		}
		a, err := w.create(field.Field{Key: "a", Kind: field.Computed, Formula: formula("total_cost * 2"), Label: named("A")})
		w.must(err)
		_, err = w.create(field.Field{Key: "b", Kind: field.Computed, Formula: formula("CHILDREN.SUM(a)"), Label: named("B")})
		w.must(err)
		cycle := formula("b + total_cost")
		refused(t, "a needs b, b needs a", w.edit("a", a.Version, func(f *field.Field) error { f.Formula = cycle; return nil }), fault.BadInput, "")
		if got := w.load().Get("a").Version; got != a.Version {
			t.Errorf("got version %d, want %d", got, a.Version)
		}
	})
}

func TestTwoWhoChangeTheCatalogueAtOnceNeverLoseAChange(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var wg sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wg.Go(func() {
				if i%2 == 0 {
					errs[i] = w.edit("stage", 1, func(f *field.Field) error {
						f.Choices = append(f.Choices, field.Option{Label: named("Added")})
						return nil
					})
					return
				}
				_, errs[i] = w.create(field.Field{Key: "same", Kind: field.Text, Label: named("Same")})
			})
		}
		wg.Wait()
		done := [2]int{}
		for i, err := range errs {
			if err == nil {
				done[i%2]++
			} else if k := fault.KindOf(err); k != fault.Stale && k != fault.BadInput {
				t.Errorf("got %v", err)
			}
		}
		if done != [2]int{1, 1} {
			t.Errorf("%v were accepted, want one of each", done)
		}
	})
}

func TestOnlyWhoMayDefineDefines(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.who = access.Who{ID: 5, Via: "web"}
		_, err := w.create(field.Field{Key: "k", Kind: field.Text, Label: named("K")})
		refused(t, "create", err, fault.Denied, "")
		refused(t, "change", w.edit("name", 1, func(*field.Field) error { return nil }), fault.Denied, "")
		refused(t, "unknown", w.edit("nothing", 1, func(*field.Field) error { return nil }), fault.Denied, "")
	})
}
