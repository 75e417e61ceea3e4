package project_test

import (
	"testing"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

func TestWhatIsNotShownIsNotAskedFor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		shown := func(text string) func(*field.Field) error {
			return func(f *field.Field) (err error) {
				f.Required = true
				f.ShownIf, err = w.c.ParseFormula(text, label.EN, nil)
				return err
			}
		}
		w.must(w.attribute("reason", shown("progress > 50")))
		w.must(w.attribute("evidence", func(f *field.Field) (err error) {
			if f.ShownIf, err = w.c.ParseFormula("progress > 50", label.EN, nil); err == nil {
				f.RequiredIf, err = w.c.ParseFormula("progress > 10", label.EN, nil)
			}
			return err
		}))
		id := w.create(0, "Near", field.Values{"progress": units(40)})
		_, err := w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"progress": units(60), "evidence": field.Str("Report")}})
		refused(t, "what comes to be shown and is required", err, fault.BadInput, "reason")
		_, err = w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"progress": units(60), "reason": field.Str("Delay")}})
		refused(t, "what comes to be shown and is required under a condition that held before", err, fault.BadInput, "evidence")
		both := field.Values{"progress": units(60), "reason": field.Str("Delay"), "evidence": field.Str("Report")}
		w.edit(0, project.Edit{ID: id, Values: both})
		w.edit(0, project.Edit{ID: id, Values: field.Values{"progress": units(20)}})
		if got := w.get(id).Values["reason"].S; got != "Delay" {
			t.Errorf("what is not shown any more holds %q, want it kept", got)
		}
		asked := w.get(w.create(0, "Early", field.Values{"progress": units(20)})).Asked(w.c, w.today)
		for _, f := range asked {
			if f.Key == "reason" || f.Key == "evidence" {
				t.Errorf("%s is asked for where it is not shown", f.Key)
			}
		}
		for key, text := range map[string]string{"start": "progress > 50", "reason": "reason <> \"\"", "evidence": "progress"} {
			if err := w.attribute(key, shown(text)); fault.KindOf(err) != fault.BadInput {
				t.Errorf("%s shown if %s: got %v, want it refused", key, text, err)
			}
		}
	})
}
