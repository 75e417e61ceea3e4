package config_test

import (
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

const threeStages = `{"format": 1, "sections": {"lifecycles": [{"type": "project", "stages": [{"stage": "idea", "start": true}, {"stage": "framing"}, {"stage": "build"}],
	"moves": [{"from": "idea", "to": "framing"}, {"from": "framing", "to": "build"}], "variants": []}]}}`

const twoStages = `{"format": 1, %s "sections": {"lifecycles": [{"type": "project", "stages": [{"stage": "idea", "start": true}, {"stage": "build"}],
	"moves": [{"from": "idea", "to": "build"}], "variants": []}]}}`

func TestProjectsAtAStageThatGoesAreBroughtWhereTheDocumentSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		w.applied(threeStages, false)
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			root, err := access.Root(ctx, tx)
			if err != nil {
				return err
			}
			framing, _ := c.Get("stage").OptionByKey("framing")
			kind, _ := c.Get("type").OptionByKey("project")
			_, err = project.Change(ctx, tx, sys, c, project.Edit{States: true, Values: field.Values{"name": field.Str("P"), "unit": field.Int(root.ID), "type": field.Int(kind.ID), "stage": field.Int(framing.ID)}})
			return err
		})
		diff := func(bring string) config.Outcome {
			t.Helper()
			doc, err := config.Decode([]byte(fmt.Sprintf(twoStages, bring)))
			w.must(err)
			out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
			w.must(err)
			return out
		}
		out := diff("")
		if len(out.Outside) != 1 || out.Outside[0].Stage != "framing" || out.Outside[0].Count != 1 || len(out.Outside[0].Into) != 2 || out.Outside[0].By != "" {
			t.Fatalf("got %+v %+v", out.Outside, out.Problems)
		}
		if out = diff(`"bring": {"project": {"framing": "nowhere"}},`); len(out.Problems) != 1 {
			t.Errorf("a stage that is none was taken: %+v", out)
		}
		w.applied(fmt.Sprintf(twoStages, `"bring": {"project": {"framing": "build"}},`), false)
		c, err := field.Load(ctx, d, "project")
		w.must(err)
		build, _ := c.Get("stage").OptionByKey("build")
		for _, v := range w.values() {
			if v["stage"].N != build.ID {
				t.Errorf("got %v", v["stage"])
			}
		}
	})
}
