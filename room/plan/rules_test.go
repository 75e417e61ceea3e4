package plan_test

import (
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/plan"
)

func TestATaskObeysTheRulesOfItsAttributes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		w.attribute(field.Field{Key: "lot", Kind: field.Text})
		w.attribute(field.Field{Key: "sponsor", Kind: field.Text})
		w.edit(plan.Edit{ID: w.id("Build"), Set: values(map[string]string{"lot": "X"})})
		govern := func(key string, say func(f *field.Field, c *field.Catalogue) error) {
			t.Helper()
			c, err := field.Load(ctx, w.d, field.Task)
			w.must(err)
			w.must(w.update(func(tx *db.Tx) error {
				_, err := field.Update(ctx, tx, w.who, field.Task, key, c.Get(key).Version, func(f *field.Field) error { return say(f, c) })
				return err
			}))
		}
		govern("lot", func(f *field.Field, c *field.Catalogue) (err error) {
			f.Message = label.T("Lots are A or B", "Les lots sont A ou B")
			f.Rule, err = c.ParseFormula(`lot = "A" or lot = "B"`, label.EN, nil)
			return err
		})
		govern("sponsor", func(f *field.Field, c *field.Catalogue) (err error) {
			f.RequiredIf, err = c.ParseFormula(`lot = "B"`, label.EN, nil)
			return err
		})
		_, err := w.try(w.mine, plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"lot": "C"})})
		if f, ok := err.(*fault.Fault); !ok || f.Kind != fault.BadInput || !strings.HasSuffix(f.Details[0].Where, "lot") || !strings.Contains(f.Details[0].Text.In(label.EN), "Lots are A or B") {
			t.Errorf("a lot that there is not: got %v, want the message of the rule at the lot", err)
		}
		w.edit(plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"lot": "B"})})
		want := map[string]string{"Dig": "“The sponsor” is required and is not filled in", "Build": "“The lot”: Lots are A or B"}
		for _, r := range w.get().Rows {
			got := ""
			for _, one := range r.Warnings {
				got += one.In(label.EN)
			}
			if got != want[r.Name] {
				t.Errorf("%s says %q, want %q", r.Name, got, want[r.Name])
			}
		}
		w.edit(plan.Edit{ID: w.id("Dig"), Set: values(map[string]string{"sponsor": "Anne"})})
		for _, r := range w.get().Rows {
			if r.Name == "Dig" && len(r.Warnings) > 0 {
				t.Errorf("with what was asked for it says %v", r.Warnings)
			}
		}
	})
}
