package api

import (
	"fmt"
	"testing"
)

func TestRulesAreTypedInBothLanguagesForeseenAndKept(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		project := func(name, total, actual string) map[string]any {
			return map[string]any{
				"name": name, "unit": w.d.Seal(w.units["own"]),
				"total_cost": map[string]any{"amount": total, "currency": "EUR"}, "actual_cost": map[string]any{"amount": actual, "currency": "EUR"},
			}
		}
		want(t, c.send("POST", "/projects", project("Broken before", "10", "20")), 201)
		want(t, c.send("POST", "/projects", project("Well", "10", "5")), 201)

		seen := want(t, c.send("POST", "/fields/preview", map[string]any{"formula": "actual_cost <= total_cost", "as": "rule", "of": "actual_cost"}), 200).json(t)
		if items := seen["items"].([]any); seen["total"] != 1.0 || len(items) != 1 || items[0].(map[string]any)["name"] != "Broken before" {
			t.Errorf("got %v, want the one project that breaks the rule", seen)
		}
		filter := seen["filter"].(string)
		if got := want(t, c.send("GET", filtered("/projects", filter), nil), 200).json(t); got["total"] != 1.0 {
			t.Errorf("the filter %q: got %v projects, want 1", filter, got["total"])
		}
		if got := want(t, c.send("POST", "/fields/preview", map[string]any{"formula": "total_cost", "as": "rule", "of": "actual_cost"}), 200).json(t); got["problem"] == nil {
			t.Error("an amount is taken for a condition")
		}

		f := want(t, c.send("GET", "/fields?object=project", nil), 200).json(t)
		version := func(key string) string {
			for _, x := range want(t, c.send("GET", "/fields?object=project", nil), 200).json(t)["items"].([]any) {
				if x := x.(map[string]any); x["key"] == key {
					return fmt.Sprintf(`"%v"`, x["version"])
				}
			}
			t.Fatalf("no attribute %s in %v", key, f)
			return ""
		}
		kept := want(t, c.with("If-Match", version("actual_cost")).send("PATCH", "/fields/actual_cost", map[string]any{
			"rule": "actual_cost <= total_cost", "message": map[string]any{"en": "Ask the controller", "fr": "Voyez le contrôle de gestion"},
		}), 200).json(t)
		if rule := kept["rule"].(map[string]any); rule["fr"] == "" || rule["en"] == "" {
			t.Errorf("got the rule %v, want it in both languages", rule)
		}
		refused := want(t, c.send("POST", "/projects", project("New", "1", "2")), 422).json(t)
		if e := refused["errors"].([]any)[0].(map[string]any); e["location"] != "actual_cost" || e["message"] != "Ask the controller" {
			t.Errorf("got %v, want the message of the rule at its attribute", e)
		}
		bare := want(t, c.with("If-Match", version("description")).send("PATCH", "/fields/description", map[string]any{"rule": "LEN(description) > 10"}), 422).json(t)
		if e := bare["errors"].([]any)[0].(map[string]any); e["location"] != "message" {
			t.Errorf("got %v, want a message asked for", e)
		}
		gone := want(t, c.with("If-Match", version("actual_cost")).send("PATCH", "/fields/actual_cost", map[string]any{"rule": " "}), 200).json(t)
		if gone["rule"] != nil {
			t.Errorf("got the rule %v, want none", gone["rule"])
		}
		want(t, c.send("POST", "/projects", project("Newer", "1", "2")), 201)
	})
}

func TestRulesOfLinesAreForeseenAndKept(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		risks := "/projects/" + w.d.Seal(w.project("own", nil)) + "/risks"
		want(t, c.send("POST", risks, map[string]any{"name": "Broken before", "probability": "5", "impact": "5"}), 201)
		want(t, c.send("POST", risks, map[string]any{"name": "Well", "probability": "1", "impact": "1"}), 201)
		try := map[string]any{"formula": "criticality < 20", "as": "rule", "of": "probability"}
		seen := want(t, c.send("POST", "/fields/preview?object=risk", try), 200).json(t)
		if items := seen["items"].([]any); seen["total"] != 1.0 || items[0].(map[string]any)["name"] != "Broken before" {
			t.Errorf("got %v, want the one line that breaks the rule", seen)
		}
		for _, x := range want(t, c.send("GET", "/fields?object=risk", nil), 200).json(t)["items"].([]any) {
			f := x.(map[string]any)
			if f["key"] == "probability" {
				said := map[string]any{"rule": "criticality < 20", "message": map[string]any{"en": "Escalate it", "fr": "Remontez-le"}}
				want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, f["version"])).send("PATCH", "/fields/probability?object=risk", said), 200)
			}
		}
		e := want(t, c.send("POST", risks, map[string]any{"name": "New", "probability": "5", "impact": "4"}), 422).json(t)["errors"].([]any)[0].(map[string]any)
		if e["location"] != "probability" || e["message"] != "Escalate it" {
			t.Errorf("got %v, want the message of the rule at its attribute", e)
		}
		for _, x := range want(t, c.send("GET", "/fields/uses?object=risk", nil), 200).json(t)["items"].([]any) {
			if u := x.(map[string]any); u["key"] == "criticality" && len(u["places"].([]any)) == 0 {
				t.Error("that a rule reads the criticality is not said")
			}
		}
	})
}
