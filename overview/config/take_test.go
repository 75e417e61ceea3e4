package config_test

import (
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
)

func TestWhatIsTakenIntoADraftChangesNothingAndKeepsWhatWasWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		w.applied(planned, false)
		draft := []byte("format: 1\n# for the committee\nsections: {}\n")
		for _, of := range [][2]string{{"hierarchies", "plan"}, {"attributes", "project.goal"}, {"hierarchies", "plan"}} {
			var err error
			draft, err = w.Take(ctx, d, sys, draft, of[0], of[1])
			w.must(err)
		}
		doc, err := config.Decode(draft)
		w.must(err)
		if len(doc.Sections["hierarchies"]) != 1 || len(doc.Sections["attributes"]) != 1 || !strings.Contains(string(draft), "# for the committee") {
			t.Errorf("got\n%s", draft)
		}
		out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
		w.must(err)
		if len(out.Problems)+len(out.Steps) != 0 {
			t.Errorf("what holds is different from itself: %v %v\n%s", out.Problems, out.Steps, draft)
		}
		changed, err := config.Decode([]byte(strings.Replace(string(draft), "en: Goal", "en: Purpose", 1)))
		w.must(err)
		if out, err = w.Diff(ctx, sys, config.Ask{Document: changed}); err != nil || len(out.Steps) != 1 || out.Steps[0].Key != "project.goal" {
			t.Errorf("got %v, %v", out.Steps, err)
		}
		if _, err := w.Take(ctx, d, sys, draft, "forms", "wine"); err == nil {
			t.Error("something that is not there was taken")
		}
	})
}
