package api

import (
	"context"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
)

func init() { maps.Copy(fixtures, map[string]fixture{"GET /screens": {places: anywhere}}) }

// TestARoleLeavesOutScreensAndNoRights: what is not shown can still be asked for,
// and whoever has another role sees what that one shows.
func TestARoleLeavesOutScreensAndNoRights(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		c := w.signedIn(root)
		want(t, c.send("POST", "/roles", map[string]any{"label": map[string]any{"en": "Odd"}, "permissions": []string{}, "hidden_screens": []string{"pirates"}}), 422)
		want(t, c.send("POST", "/roles", map[string]any{"label": map[string]any{"en": "Lost"}, "permissions": []string{"role.manage"}, "hidden_screens": []string{"admin.people"}}), 422)
		role := want(t, c.send("POST", "/roles", map[string]any{
			"label": map[string]any{"en": "Occasional"}, "permissions": []string{"project.read"}, "hidden_screens": []string{"import", "risks"},
		}), 201).json(t)["id"].(string)
		id, err := w.d.Unseal(role)
		if err != nil {
			t.Fatal(err)
		}
		a := w.account(w.fresh("occasional"))
		w.setPassword(a)
		w.grant(a.ID, id, w.units["own"])
		his := w.signedIn(a)
		hidden := func() string {
			t.Helper()
			text := want(t, his.send("GET", "/me", nil), 200).text
			_, rest, _ := strings.Cut(text, `"hidden_screens":[`)
			list, _, _ := strings.Cut(rest, "]")
			return list
		}
		if got := hidden(); got != `"risks","import"` {
			t.Errorf("got %s", got)
		}
		want(t, his.send("GET", "/risks", nil), 200)
		w.grant(a.ID, w.roles["reader"], w.units["own"])
		if got := hidden(); got != "" {
			t.Errorf("with a role that shows all: got %s", got)
		}
		var was access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			was, err = access.RoleByID(context.Background(), tx, who, id)
			return err
		})
		if len(was.Hidden) != 2 {
			t.Errorf("kept: %v", was.Hidden)
		}
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/roles/"+role, map[string]any{"hidden_screens": []string{}}), 200)
		if text := want(t, c.send("GET", "/audit?kind=rights", nil), 200).text; !strings.Contains(text, "Screens left out") {
			t.Error("the audit does not say what became of the screens")
		}
	})
}
