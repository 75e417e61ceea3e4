package api

import (
	"context"
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func TestWhatARoleAndAPersonSeeIsTold(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		boss, reader := w.account("boss"), w.account("reader")
		w.setPassword(boss)
		w.setPassword(reader)
		w.change(func(tx *db.Tx, who access.Who) error {
			return access.Administrator(context.Background(), tx, who, boss.ID)
		})
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		w.grant(boss.ID, w.roles["pmo"], w.units["parent"])
		w.change(func(tx *db.Tx, who access.Who) error {
			return field.Create(context.Background(), tx, who, &field.Field{Object: "risk", Key: "claim", Kind: field.Number, Label: label.T("Claim", "Litige"), Readers: []int64{w.roles["pmo"]}})
		})
		w.project("own", nil)
		w.project("foreign", nil)
		c := w.signedIn(boss)
		for key, reads := range map[string]bool{"pmo": true, "reader": false} {
			got := want(t, c.send("GET", "/roles/"+w.d.Seal(w.roles[key])+"/gives", nil), 200).json(t)
			all := got["attributes"].([]any)
			if len(all) != 1 || all[0].(map[string]any)["reads"] != reads || all[0].(map[string]any)["writes"] != reads {
				t.Errorf("%s: got %v", key, all)
			}
			if slices.Contains(got["screens"].([]any), any("admin.system")) {
				t.Errorf("%s is said to see the administration: %v", key, got["screens"])
			}
		}
		got := want(t, c.send("GET", "/users/"+w.d.Seal(reader.ID)+"/sees", nil), 200).json(t)
		if got["projects"] != 1.0 || got["edits"] != 0.0 || len(got["names"].([]any)) != 1 {
			t.Errorf("the reader sees one project of two and edits none, got %v", got)
		}
		if without := got["without"].([]any); len(without) != 1 || without[0].(map[string]any)["object"] != "risk" {
			t.Errorf("the claim is kept from the reader, got %v", without)
		}
	})
}
