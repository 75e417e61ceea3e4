package project_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// govern gives an attribute its conditions, typed in English.
func (w *world) govern(key, requiredIf, rule string) {
	w.t.Helper()
	w.must(w.update(0, func(tx *db.Tx) error {
		_, err := field.Update(ctx, tx, w.who, "project", key, w.c.Get(key).Version, func(f *field.Field) (err error) {
			f.Message = label.T("Ask the controller first", "Voyez d’abord le contrôle de gestion")
			for into, text := range map[*string]string{&f.RequiredIf: requiredIf, &f.Rule: rule} {
				if *into = ""; text != "" && err == nil {
					*into, err = w.c.ParseFormula(text, label.EN, nil)
				}
			}
			return err
		})
		return err
	}))
	w.reload()
}

func TestAnAttributeIsAskedForUnderItsCondition(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old := w.create(0, "There before the rule", field.Values{"progress": units(80)})
		w.govern("description", "progress > 50", "")
		_, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("Far"), "unit": field.Int(w.unit), "progress": units(60)}})
		refused(t, "a new project without it", err, fault.BadInput, "description")
		if err == nil || !strings.Contains(err.Error(), "required when Progress > 50%") {
			t.Errorf("got %v, want the condition in words", err)
		}
		id := w.create(0, "Near", field.Values{"progress": units(40)})
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"progress": units(60)}})
		refused(t, "coming under the condition without it", err, fault.BadInput, "description")
		w.edit(0, project.Edit{ID: id, Values: field.Values{"progress": units(60), "description": field.Str("Why")}})
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"description": {}}})
		refused(t, "emptying it", err, fault.BadInput, "description")
		w.edit(0, project.Edit{ID: old, Values: field.Values{"progress": units(90)}})
		w.edit(0, project.Edit{ID: old, State: project.Deleted})
	})
}

func TestAValueObeysItsRule(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		money := func(total, actual int64) field.Values {
			return field.Values{"total_cost": units(total), "actual_cost": units(actual), "currency": field.Str("EUR")}
		}
		old := w.create(0, "There before the rule", money(10, 20))
		w.govern("actual_cost", "", "actual_cost <= total_cost")
		_, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("New"), "unit": field.Int(w.unit), "total_cost": units(1), "actual_cost": units(2)}})
		refused(t, "a new project that breaks it", err, fault.BadInput, "actual_cost")
		if err == nil || !strings.Contains(err.Error(), "Ask the controller first") {
			t.Errorf("got %v, want the message of the rule", err)
		}
		id := w.create(0, "Kept", money(10, 10))
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"total_cost": units(9)}})
		refused(t, "another attribute that the rule looks at", err, fault.BadInput, "actual_cost")
		w.edit(0, project.Edit{ID: id, Values: field.Values{"actual_cost": {}, "total_cost": units(9)}})
		w.edit(0, project.Edit{ID: old, Values: field.Values{"name": field.Str("Another name")}})
		_, err = w.try(w.who, 0, project.Edit{ID: old, Values: field.Values{"actual_cost": units(15)}})
		refused(t, "still breaking it", err, fault.BadInput, "actual_cost")
		w.edit(0, project.Edit{ID: old, Values: field.Values{"actual_cost": units(10)}})
		w.govern("actual_cost", "", "")
		w.edit(0, project.Edit{ID: old, Values: field.Values{"actual_cost": units(99)}})
	})
}

func TestConditionsThatCouldNotBeTriedAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, c := range []struct{ object, key, text, where string }{
			{"project", "actual_cost", "total_cost", "rule"},
			{"project", "actual_cost", "CHILDREN.SUM(total_cost) > 0", "rule"},
			{"risk", "criticality", "impact > 3", "rule"},
		} {
			err := w.update(0, func(tx *db.Tx) error {
				all, err := field.Load(ctx, tx, c.object)
				w.must(err)
				f := all.Get(c.key)
				tree, err := all.ParseFormula(c.text, label.EN, nil)
				w.must(err)
				_, err = field.Update(ctx, tx, w.who, c.object, c.key, f.Version, func(f *field.Field) error {
					f.Rule, f.Message = tree, label.T("No", "Non")
					return nil
				})
				return err
			})
			refused(t, c.text, err, fault.BadInput, c.where)
		}
	})
}

func TestAFormulaThatARuleUsesDoesNotReachBelowLater(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		compute := func(key, text string) error {
			return w.update(0, func(tx *db.Tx) error {
				tree, err := w.c.ParseFormula(text, label.EN, nil)
				w.must(err)
				if f := w.c.Get(key); f != nil {
					_, err = field.Update(ctx, tx, w.who, "project", key, f.Version, func(f *field.Field) error { f.Formula = tree; return nil })
					return err
				}
				return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: key, Kind: field.Computed, Label: label.T(key, key), Formula: tree})
			})
		}
		w.must(compute("left", "total_cost - actual_cost"))
		w.reload()
		w.must(compute("enough", "left > 0"))
		w.reload()
		w.govern("actual_cost", "", "enough")
		refused(t, "two formulas away", compute("left", "CHILDREN.SUM(total_cost)"), fault.BadInput, "formula")
		w.govern("actual_cost", "", "")
		w.must(compute("left", "CHILDREN.SUM(total_cost)"))
	})
}

// Each attribute is computed from the two before it: followed on every way, the rule
// would look at the first ones 2⁴⁰ times.
func TestARuleLooksOnceAtWhatItIsComputedFrom(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		compute := func(key, text string) {
			w.must(w.update(0, func(tx *db.Tx) error {
				tree, err := w.c.ParseFormula(text, label.EN, nil)
				w.must(err)
				return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: key, Kind: field.Computed, Label: label.T(key, key), Formula: tree})
			}))
			w.reload()
		}
		compute("c0", "total_cost")
		compute("c1", "actual_cost")
		for i := 2; i <= 60; i++ {
			compute(fmt.Sprintf("c%d", i), fmt.Sprintf("MAX(c%d, c%d)", i-1, i-2))
		}
		old := w.create(0, "There before the rule", field.Values{"actual_cost": units(300), "currency": field.Str("EUR")})
		w.govern("actual_cost", "", "c60 < 100")
		w.edit(0, project.Edit{ID: old, Values: field.Values{"name": field.Str("Another name")}})
		compute("below", "CHILDREN.SUM(total_cost)")
		id := w.create(0, "One", field.Values{"actual_cost": units(5), "currency": field.Str("EUR")})
		_, err := w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"total_cost": units(200)}})
		refused(t, "what the rule looks at in the end", err, fault.BadInput, "actual_cost")
	})
}

// No edit that is accepted brings a project from obeying to breaking a rule,
// whatever else is edited, and one that is refused changes nothing.
func TestNoEditBreaksARuleThatIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.create(0, "One", field.Values{"total_cost": units(5), "actual_cost": units(5), "currency": field.Str("EUR"), "progress": units(10)})
		w.govern("actual_cost", "", "actual_cost <= total_cost")
		w.govern("description", "progress > 50", "")
		obeys := func(p *project.Project) bool {
			total, actual := p.Values["total_cost"], p.Values["actual_cost"]
			money := !actual.Set || total.Set && actual.N <= total.N
			return money && (p.Values["description"].Set || p.Values["progress"].N <= units(50).N)
		}
		rapid.Check(t, func(t *rapid.T) {
			vs := field.Values{}
			for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"total_cost", "actual_cost", "progress", "description", "start"}), 1, 4).Draw(t, "attributes") {
				n := rapid.Int64Range(0, 100).Draw(t, key)
				switch {
				case n < 20:
					vs[key] = field.Value{}
				case key == "description":
					vs[key] = field.Str("text")
				case key == "start":
					vs[key] = field.Int(int64(w.today) + n)
				default:
					vs[key] = units(n)
				}
			}
			was := w.get(id)
			_, err := w.try(w.who, 0, project.Edit{ID: id, Values: vs})
			now := w.get(id)
			if !obeys(now) {
				t.Fatalf("%v made of %v %v, error %v", vs, was.Values, now.Values, err)
			}
			if err != nil && !now.Values.Equal(was.Values) {
				t.Fatalf("what was refused changed %v to %v", was.Values, now.Values)
			}
			if want := maps.Clone(was.Values); err != nil {
				for key, v := range vs {
					want[key] = v
				}
				if next := (&project.Project{Values: want}); obeys(next) {
					t.Fatalf("%v was refused of %v: %v", vs, was.Values, err)
				}
			}
		})
	})
}
