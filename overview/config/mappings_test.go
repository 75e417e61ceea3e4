package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/intake"
)

const mapping = `{"format": 1, "sections": {"mappings": [{"object": "project", "key": "monthly_list", "name": "Monthly list", "empty": "keep",
	"columns": [{"header": "Projet", "action": "attribute", "attribute": "name"}, {"header": "Météo", "action": "attribute", "attribute": "weather", "values": {"Beau": "sunny"}}, {"header": "Divers", "action": "ignore"}]}]}}`

func TestAMappingTravelsAndComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		empty := w.noted()
		w.apply(config.Ask{Document: w.parse(mapping)})
		all, err := intake.Named(ctx, d, sys)
		w.must(err)
		if len(all) != 1 || all[0].Signature == "" || len(all[0].Plan.Columns) != 3 || all[0].Plan.Columns[1].Values["Beau"] != "sunny" {
			t.Fatalf("got %+v", all)
		}
		text, made := w.export(), w.noted()

		second := fresh(t, dbtest.SQLite(t))
		second.apply(config.Ask{Document: second.parse(text)})
		if got := second.export(); got != text {
			t.Errorf("elsewhere it is %s", cmp.Diff(text, got))
		}

		out := w.apply(config.Ask{Document: w.parse(`{"format": 1, "sections": {"mappings": [{"object": "project", "key": "monthly_list", "columns": [{"header": "Projet", "action": "ignore"}]}]}}`)})
		if len(out.Steps) != 1 || len(out.Steps[0].Changes) == 0 || out.Steps[0].Name.EN != "Monthly list" {
			t.Errorf("got %+v", out.Steps)
		}
		changed := w.noted()
		w.apply(config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"mappings": []}}`)})
		if all, err = intake.Named(ctx, d, sys); err != nil || len(all) != 0 {
			t.Errorf("got %+v, %v", all, err)
		}
		w.back(changed)
		if all, err = intake.Named(ctx, d, sys); err != nil || len(all) != 1 || len(all[0].Plan.Columns) != 1 {
			t.Errorf("got %+v, %v", all, err)
		}
		w.back(made)
		if got := w.export(); got != text {
			t.Errorf("brought back: %s", cmp.Diff(text, got))
		}
		w.sound()
		w.back(empty)
		if all, err = intake.Named(ctx, d, sys); err != nil || len(all) != 0 {
			t.Errorf("got %+v, %v", all, err)
		}
	})
}

func TestAMappingToWhatIsNotThereIsRefusedWithItsPlace(t *testing.T) {
	w := fresh(t, dbtest.SQLite(t))
	out, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(`{"format": 1, "sections": {"mappings": [
		{"object": "project", "key": "a", "name": "A", "columns": [{"header": "X", "action": "attribute", "attribute": "nowhere"}]},
		{"object": "project", "key": "b", "name": "B"}]}}`)})
	w.must(err)
	var got []string
	for _, p := range out.Problems {
		got = append(got, p.Key+" "+p.Where)
	}
	if diff := cmp.Diff([]string{"project.a columns[0].attribute", "project.b columns"}, got); diff != "" {
		t.Error(diff)
	}
}

// A mapping that an earlier program kept has no history of its own: it was there before.
func TestAMappingOfAnEarlierProgramWasThereBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		w.change(func(tx *db.Tx) error {
			for name, id := range map[string]int64{"Old": tx.NewID(), "": tx.NewID()} {
				const settings = `{"columns": [{"header": "Projet", "action": "attribute", "attribute": "name"}]}`
				if _, err := db.Exec(ctx, tx, "INSERT INTO mapping (id, version, object, name, signature, settings, created) VALUES ($1, 3, 'project', $2, 'x', $3, 1)", id, name, settings); err != nil {
					return err
				}
			}
			return nil
		})
		before := w.noted()
		for range 2 { // each start
			w.change(func(tx *db.Tx) error { return intake.Renew(ctx, tx, sys) })
		}
		w.sound()
		text := w.export()
		w.apply(config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"mappings": []}}`)})
		w.back(before)
		if got := w.export(); got != text {
			t.Errorf("brought back: %s", cmp.Diff(text, got))
		}
	})
}
