package api

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	configuration "vigie/overview/config"
	"vigie/room/access"
	"vigie/room/draft"
	"vigie/room/master"
)

func init() {
	empty := map[string]any{"format": 1, "sections": map[string]any{}}
	maps.Copy(fixtures, map[string]fixture{
		"GET /config":                      {places: anywhere, may: everywhereOnly},
		"GET /config/schema":               {places: anywhere, may: everywhereOnly},
		"GET /config/kits":                 {places: anywhere, may: everywhereOnly},
		"GET /config/kits/{key}":           {places: anywhere, may: everywhereOnly, request: func(*world, *persona, string) ([]string, any) { return []string{"it-department"}, nil }},
		"GET /config/versions":             {places: anywhere, may: everywhereOnly},
		"POST /config/diff":                {places: anywhere, may: everywhereOnly, ok: 200, request: just(empty)},
		"POST /config/apply":               {places: anywhere, may: everywhereOnly, version: true, ok: 412, request: just(empty)},
		"GET /config/items":                {places: anywhere, may: everywhereOnly},
		"GET /config/drafts":               {places: anywhere, may: everywhereOnly},
		"POST /config/drafts":              {places: anywhere, may: everywhereOnly, request: just(map[string]any{"name": "New"})},
		"GET /config/drafts/{id}":          {places: anywhere, may: everywhereOnly, request: aDraft(nil)},
		"PATCH /config/drafts/{id}":        {places: anywhere, may: everywhereOnly, version: true, request: aDraft(map[string]any{"prune": true})},
		"DELETE /config/drafts/{id}":       {places: anywhere, may: everywhereOnly, version: true, request: aDraft(nil)},
		"POST /config/drafts/{id}/take":    {places: anywhere, may: everywhereOnly, version: true, ok: 200, request: aDraft(map[string]any{"section": "roles", "key": "reader"})},
		"POST /config/drafts/{id}/diff":    {places: anywhere, may: everywhereOnly, ok: 200, request: aDraft(nil)},
		"POST /config/drafts/{id}/publish": {places: anywhere, may: everywhereOnly, version: true, ok: 412, request: aDraft(map[string]any{"version": 1})},
		"POST /config/drafts/{id}/restore": {places: anywhere, may: everywhereOnly, version: true, ok: 409, request: aDraft(nil)},

		"POST /config/rollback": {places: anywhere, may: everywhereOnly, ok: 200, request: just(map[string]any{"to": "1", "dry_run": true})},
	})
}

// aDraft begins a draft for each try, and discards those of the tries before: few may be open at once.
func aDraft(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		d := draft.Draft{Name: w.fresh("Draft"), Document: "format: 1\nsections: {}\n"}
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			old, err := draft.List(context.Background(), tx, who, w.d.Now().UnixMilli())
			for _, o := range old {
				if err == nil && o.State == draft.Open {
					_, err = draft.Close(context.Background(), tx, who, o.ID, o.Version, draft.Discarded)
				}
			}
			if err != nil {
				return err
			}
			d, err = draft.Create(context.Background(), tx, who, d)
			return err
		})
		return []string{w.d.Seal(d.ID)}, body
	}
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

func TestADraftHoldsNothingUntilItIsPublishedAndCanBeTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		d := want(t, admin.send("POST", "/config/drafts", map[string]any{"name": "New method"}), 201).json(t)
		at := "/config/drafts/" + d["id"].(string)
		d = want(t, admin.with("If-Match", `"1"`).send("POST", at+"/take", map[string]any{"section": "roles", "key": "reader"}), 200).json(t)
		if text := d["document"].(string); !strings.Contains(text, "key: reader") {
			t.Fatalf("got %s", text)
		}
		text := "format: 1\nsections:\n  attributes:\n    - {object: project, key: budget_line, kind: text, label: {en: Budget line, fr: Ligne}}\n    - {object: project, key: name, required: true, help: {en: In a few words, fr: En quelques mots}}\n"
		d = want(t, admin.with("If-Match", `"2"`).send("PATCH", at, map[string]any{"document": text}), 200).json(t)
		diff := want(t, admin.send("POST", at+"/diff", nil), 200).json(t)
		if items := diff["items"].([]any); len(items) != 2 {
			t.Fatalf("got %v", items)
		}
		want(t, admin.send("POST", at+"/publish", map[string]any{"version": d["version"]}), 428)
		if _, text, _ := configOf(t, admin); strings.Contains(text, "budget_line") {
			t.Error("a draft holds before it is published")
		}
		want(t, admin.with("If-Match", diff["state"].(string)).send("POST", at+"/publish", map[string]any{"version": d["version"]}), 200)
		if _, text, _ := configOf(t, admin); !strings.Contains(text, "budget_line") {
			t.Error("a published draft does not hold")
		}
		first := want(t, admin.send("GET", "/config/versions", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		if first["note"] != "New method" {
			t.Errorf("the history calls it %v", first["note"])
		}
	})
}

func TestWhereProjectsAreBroughtIsReadFromTheEnd(t *testing.T) {
	got := Pruning{Bring: []string{"project.build.design", "risk.security.open.closed", "short.one"}}.brought(configuration.Document{}).Bring
	want := map[string]map[string]string{"project": {"build": "design"}, "risk.security": {"open": "closed"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestReportTemplatesTravelWithTheConfigurationWhenAskedFor(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	c := w.signedIn(w.administrator())
	house := want(t, c.send("GET", "/slide-masters/house?kind=review", nil), 200).text
	w.change(func(tx *db.Tx, who access.Who) error {
		_, err := master.Add(context.Background(), tx, who, master.Master{Kind: "review", Name: "Committee"}, []byte(house))
		return err
	})
	doc, plain, state := configOf(t, c)
	if items := doc["sections"].(map[string]any)["slide_masters"].([]any); len(items) != 1 || strings.Contains(plain, `"content"`) {
		t.Errorf("got %v", items)
	}
	whole := want(t, c.send("GET", "/config?presentations=true&format=yaml", nil), 200)
	if !strings.Contains(whole.text, "content: ") || whole.Header.Get("ETag") != state {
		t.Errorf("state %s, want %s, and the bytes", whole.Header.Get("ETag"), state)
	}
	if items := want(t, c.send("POST", "/config/diff", json.RawMessage(plain)), 200).json(t)["items"].([]any); len(items) != 0 {
		t.Errorf("it differs from itself: %v", items)
	}
}
