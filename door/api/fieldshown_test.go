package api

import (
	"fmt"
	"testing"
)

func TestANewAttributeCanBeNamedByItsOwnRule(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		says := func(en, fr string) map[string]any { return map[string]any{"en": en, "fr": fr} }
		own := map[string]any{"label": says("Trials", "Essais"), "kind": "number"}
		seen := want(t, c.send("POST", "/fields/preview", map[string]any{"formula": "Trials <= 20", "as": "rule", "own": own}), 200).json(t)
		if seen["problem"] != nil || seen["total"] != 0.0 {
			t.Errorf("got %v, want a rule that nothing breaks yet", seen)
		}
		made := want(t, c.send("POST", "/fields", map[string]any{
			"kind": "number", "label": says("Trials", "Essais"), "rule": "Trials <= 20", "message": says("Twenty at most", "Vingt au plus"),
		}), 201).json(t)
		if rule := made["rule"].(map[string]any)["fr"]; rule != "Essais <= 20" {
			t.Errorf("got the rule %q, want it to name the attribute", rule)
		}
		want(t, c.send("POST", "/fields", map[string]any{
			"kind": "choice", "key": "fate", "label": says("Fate", "Sort"), "choices": []any{map[string]any{"label": says("Go", "On y va")}, map[string]any{"label": says("Stop", "On arrête")}},
			"rule": `Fate <> "Stop" or progress > 0`, "message": says("Not before it began", "Pas avant le début"), "default": "go",
		}), 201)
		project := func(values map[string]any) map[string]any {
			values["name"], values["unit"] = "P", w.d.Seal(w.units["own"])
			return values
		}
		want(t, c.send("POST", "/projects", project(map[string]any{"trials": "21"})), 422)
		want(t, c.send("POST", "/projects", project(map[string]any{"fate": "stop"})), 422)
		if p := want(t, c.send("POST", "/projects", project(map[string]any{"trials": "20"})), 201).json(t); p["fate"] != "go" {
			t.Errorf("got %v, want the default of the list", p["fate"])
		}
	})
}

func TestWhatIsConcealedIsSaidAndWhatIsSearchedIsFound(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		says := func(en, fr string) map[string]any { return map[string]any{"en": en, "fr": fr} }
		made := want(t, c.send("POST", "/fields", map[string]any{
			"kind": "text", "key": "supplier", "label": says("Supplier", "Fournisseur"), "shown_if": "progress > 50", "searchable": true, "required": true,
		}), 201).json(t)
		if made["searchable"] != true || made["shown_if"].(map[string]any)["fr"] != "Avancement > 50%" {
			t.Errorf("got %v", made)
		}
		p := want(t, c.send("POST", "/projects", map[string]any{"name": "P", "unit": w.d.Seal(w.units["own"]), "progress": "10"}), 201).json(t)
		id := p["id"].(string)
		if got := fmt.Sprint(p["concealed"]); got != "[supplier]" {
			t.Errorf("concealed: got %v", got)
		}
		p = want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, p["version"])).send("PATCH", "/projects/"+id, map[string]any{"progress": "60", "supplier": "Société Générale des Eaux"}), 200).json(t)
		if p["concealed"] != nil {
			t.Errorf("concealed: got %v, want nothing", p["concealed"])
		}
		found := func(c *client) []any {
			return want(t, c.send("GET", "/search?q=generale+eaux", nil), 200).json(t)["items"].([]any)
		}
		if hits := found(c); len(hits) != 1 || hits[0].(map[string]any)["detail"] != "Supplier: Société Générale des Eaux" {
			t.Errorf("found %v, want the project with what it says", hits)
		}
		want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, made["version"])).send("PATCH", "/fields/supplier", map[string]any{"readers": []string{"administrator"}}), 200)
		if hits := found(c); len(hits) != 1 {
			t.Errorf("who may read it finds %v", hits)
		}
		if hits := found(w.as("project_manager", "own")); len(hits) != 0 {
			t.Errorf("who may not read it finds %v", hits)
		}
	})
}
