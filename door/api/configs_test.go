package api

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db/dbtest"
	"vigie/room/access"
)

func init() {
	empty := map[string]any{"format": 1, "sections": map[string]any{}}
	maps.Copy(fixtures, map[string]fixture{
		"GET /config":            {places: anywhere, may: everywhereOnly},
		"GET /config/schema":     {places: anywhere, may: everywhereOnly},
		"GET /config/kits":       {places: anywhere, may: everywhereOnly},
		"GET /config/kits/{key}": {places: anywhere, may: everywhereOnly, request: func(*world, *persona, string) ([]string, any) { return []string{"it-department"}, nil }},
		"GET /config/versions":   {places: anywhere, may: everywhereOnly},
		"POST /config/diff":      {places: anywhere, may: everywhereOnly, ok: 200, request: just(empty)},
		"POST /config/apply":     {places: anywhere, may: everywhereOnly, version: true, ok: 412, request: just(empty)},
		"POST /config/rollback":  {places: anywhere, may: everywhereOnly, ok: 200, request: just(map[string]any{"to": "1", "dry_run": true})},
	})
}

// configOf reads the configuration as a person gets it, with its state.
func configOf(t *testing.T, c *client) (doc map[string]any, text, state string) {
	t.Helper()
	got := want(t, c.send("GET", "/config", nil), 200)
	if err := json.Unmarshal([]byte(got.text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc, got.text, got.Header.Get("ETag")
}

func TestAConfigurationIsComparedAppliedAndBroughtBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		want(t, admin.send("POST", "/fields?object=project", map[string]any{"key": "budget_line", "kind": "text", "label": map[string]any{"en": "Budget line", "fr": "Ligne budgétaire"}}), 201)
		_, before, _ := configOf(t, admin)
		first := want(t, admin.send("GET", "/config/versions", nil), 200).json(t)["items"].([]any)[0].(map[string]any)

		change := map[string]any{"format": 1, "sections": map[string]any{"attributes": []any{
			map[string]any{"object": "project", "key": "budget_line", "label": map[string]any{"en": "Cost line"}},
			map[string]any{"object": "project", "key": "ratio", "kind": "computed", "label": map[string]any{"en": "Ratio", "fr": "Rapport"}, "formula": "total_cost / 2"},
		}}}
		diff := want(t, admin.send("POST", "/config/diff", change), 200).json(t)
		items := diff["items"].([]any)
		if len(items) != 2 || items[0].(map[string]any)["kind"] != "changed" || items[1].(map[string]any)["kind"] != "added" {
			t.Fatalf("got %v", items)
		}
		if _, now, _ := configOf(t, admin); now != before {
			t.Fatal("comparing changed something")
		}
		want(t, admin.send("POST", "/config/apply", change), 428)
		admin.header["If-Match"] = `"` + diff["state"].(string) + `"`
		want(t, admin.send("POST", "/config/apply", change), 200)
		want(t, admin.send("POST", "/config/apply", change), 412) // no longer what was compared

		back := map[string]any{"to": first["change"], "dry_run": true}
		foreseen := want(t, admin.send("POST", "/config/rollback", back), 200).json(t)
		admin.header["If-Match"] = `"` + foreseen["state"].(string) + `"`
		want(t, admin.send("POST", "/config/rollback", map[string]any{"to": first["change"]}), 200)
		delete(admin.header, "If-Match")
		doc, _, _ := configOf(t, admin)
		for _, a := range doc["sections"].(map[string]any)["attributes"].([]any) {
			a := a.(map[string]any)
			if a["key"] == "budget_line" && a["label"].(map[string]any)["en"] != "Budget line" || a["key"] == "ratio" && a["retired"] != true {
				t.Errorf("got %v", a)
			}
		}
	})
}

func TestAStarterKitIsComparedAndAppliedAsAnyDocument(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	_, admin := w.member("administrator", "parent")
	kits := want(t, admin.send("GET", "/config/kits", nil), 200).json(t)["items"].([]any)
	if len(kits) == 0 {
		t.Fatal("there is none")
	}
	for _, k := range kits {
		kit := k.(map[string]any)
		if kit["name"] == "" || kit["about"] == "" || len(kit["sections"].([]any)) < 5 {
			t.Errorf("got %v", kit)
		}
	}
	text := want(t, admin.send("GET", "/config/kits/it-department", nil), 200).text
	admin.header["Content-Type"] = "application/yaml"
	diff := want(t, admin.send("POST", "/config/diff", text), 200).json(t)
	if len(diff["problems"].([]any)) > 0 || len(diff["items"].([]any)) < 20 {
		t.Errorf("got %v", diff["problems"])
	}
	want(t, admin.send("GET", "/config/kits/wine", nil), 422)
	if got := want(t, admin.send("GET", "/config?format=yaml", nil), 200); !strings.HasPrefix(got.text, "$schema:") {
		t.Errorf("got %.60s", got.text)
	}
}

func TestTheRolesOfAConfigurationAreForThoseWhoManageThem(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, pmo := w.member("pmo", "parent")
		doc, _, _ := configOf(t, pmo)
		if _, there := doc["sections"].(map[string]any)["roles"]; there {
			t.Error("whoever may not manage roles gets them")
		}
		change := map[string]any{"format": 1, "sections": map[string]any{"roles": []any{map[string]any{"key": "reader", "permissions": []string{"role.manage"}}}}}
		diff := want(t, pmo.send("POST", "/config/diff", change), 200).json(t)
		if len(diff["problems"].([]any)) != 1 || len(diff["items"].([]any)) != 0 {
			t.Errorf("got %v", diff)
		}
		pmo.header["If-Match"] = `"` + diff["state"].(string) + `"`
		want(t, pmo.send("POST", "/config/apply", change), 422)
	})
}

func TestNoConfigurationLocksOutTheLastAdministrator(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		change := map[string]any{"format": 1, "sections": map[string]any{"roles": []any{map[string]any{"key": "administrator", "permissions": access.Reading.Keys()}}}}
		diff := want(t, admin.send("POST", "/config/diff", change), 200).json(t)
		if len(diff["problems"].([]any)) == 0 {
			t.Errorf("got %v", diff)
		}
		admin.header["If-Match"] = `"` + diff["state"].(string) + `"`
		got := admin.send("POST", "/config/apply", change)
		if got.StatusCode < 400 || !strings.Contains(got.text, "roles") {
			t.Errorf("got %d %s", got.StatusCode, got.text)
		}
	})
}
