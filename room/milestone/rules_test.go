package milestone_test

import (
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/record"
)

// govern gives an attribute of key dates its conditions, typed in English, and that
// within which it is unique.
func (w *world) govern(key, requiredIf, rule, unique string) {
	w.t.Helper()
	w.must(w.update(0, func(tx *db.Tx) error {
		_, err := field.Update(ctx, tx, w.who, "milestone", key, w.c.Get(key).Version, func(f *field.Field) (err error) {
			f.Message, f.UniqueIn = label.T("Ask the sponsor first", "Voyez d’abord le commanditaire"), unique
			for into, text := range map[*string]string{&f.RequiredIf: requiredIf, &f.Rule: rule} {
				if *into = ""; text != "" && err == nil {
					*into, err = w.c.ParseFormula(text, label.EN, nil)
				}
			}
			return err
		})
		return err
	}))
	var err error
	w.c, err = field.Load(ctx, w.d, "milestone")
	w.must(err)
}

func TestALineObeysTheRulesOfItsAttributes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		yes := field.Int(1)
		old := w.save(0, record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str("Before"), "date": at(w.today + 9), "baseline": at(w.today), "contractual": yes}})
		w.govern("comment", "contractual", "", "")
		w.govern("date", "", "date <= baseline", "")
		refused := func(what, key, said string, e record.Edit) {
			t.Helper()
			_, err := w.try(w.who, 0, e)
			f, ok := err.(*fault.Fault)
			if !ok || f.Kind != fault.BadInput || f.Details[0].Where != key || !strings.Contains(f.Details[0].Text.In(label.EN), said) {
				t.Errorf("%s: got %v, want %q at %s", what, err, said, key)
			}
		}
		fresh := field.Values{"project": field.Int(w.mine), "name": field.Str("New"), "contractual": yes}
		refused("a new line without it", "comment", "required when Contractual", record.Edit{Values: fresh})
		refused("a date after the baseline", "date", "Ask the sponsor first", record.Edit{ID: old.ID, Values: field.Values{"date": at(w.today + 10)}})
		w.save(0, record.Edit{ID: old.ID, Values: field.Values{"name": field.Str("Renamed")}})
		w.save(0, record.Edit{ID: old.ID, Values: field.Values{"date": at(w.today + 10)}, Follows: true})
		w.save(0, record.Edit{ID: old.ID, Values: field.Values{"date": at(w.today)}})
	})
}

func TestANameIsUniqueWithinItsProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.govern("name", "", "", "project")
		first := w.make(0, "Go-live", w.today)
		again := record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str("go-LIVE")}}
		if _, err := w.try(w.who, 0, again); kind(err) != fault.BadInput {
			t.Errorf("the same name in the same project: got %v, want a refusal", err)
		}
		elsewhere := record.Edit{Values: field.Values{"project": field.Int(w.theirs), "name": field.Str("Go-live")}}
		w.save(0, elsewhere)
		w.save(0, record.Edit{ID: first.ID, Values: field.Values{"name": field.Str("Go-live!")}})
		w.save(0, record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str("go-LIVE")}})
	})
}
