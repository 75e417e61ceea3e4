package api

import (
	"strings"
	"testing"
)

// groupsSaid are the names of the groups, in their order.
func groupsSaid(got map[string]any) string {
	var out []string
	for _, g := range got["items"].([]any) {
		out = append(out, g.(map[string]any)["label"].(map[string]any)["fr"].(string))
	}
	return strings.Join(out, ", ")
}

func TestGroupsOfAttributesAreMadeRenamedArrangedAndDeleted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		group := func(key, en, fr string) any {
			return map[string]any{"key": key, "label": map[string]any{"en": en, "fr": fr}}
		}
		got := want(t, c.send("GET", "/attribute-groups", nil), 200).json(t)
		if groupsSaid(got) != "Identité, Santé, Calendrier, Coûts, Autres attributs" {
			t.Errorf("at first: %s", groupsSaid(got))
		}
		all := []any{group("identity", "Identity", "Fiche"), group("", "Stakes", "Enjeux"), group("costs", "Costs", "Coûts"), group("health", "Health", "Santé"), group("dates", "Dates", "Calendrier"), group("more", "Other attributes", "Autres attributs")}
		got = want(t, c.with("If-Match", `"0"`).send("PUT", "/attribute-groups", map[string]any{"items": all}), 200).json(t)
		if groupsSaid(got) != "Fiche, Enjeux, Coûts, Santé, Calendrier, Autres attributs" {
			t.Errorf("arranged: %s", groupsSaid(got))
		}
		many := map[string]any{"attributes": []any{map[string]any{"object": "project", "key": "axes"}, map[string]any{"object": "risk", "key": "probability"}}}
		if moved := want(t, c.send("POST", "/attribute-groups/stakes/attributes", many), 200).json(t)["moved"]; moved != 2.0 {
			t.Errorf("%v attributes moved, want 2", moved)
		}
		if got := want(t, c.send("GET", "/fields?object=risk", nil), 200).text; !strings.Contains(got, `"section":"stakes"`) {
			t.Errorf("no attribute of risks stands in the group: %s", got)
		}
		uses := want(t, c.send("GET", "/attribute-groups/uses", nil), 200).json(t)["items"].([]any)[1].(map[string]any)
		if uses["key"] != "stakes" || len(uses["attributes"].([]any)) != 2 {
			t.Errorf("in the group stand %v", uses)
		}
		less := map[string]any{"items": append([]any{all[0]}, all[2:]...)}
		if said := want(t, c.with("If-Match", `"1"`).send("PUT", "/attribute-groups", less), 409).text; !strings.Contains(said, "Stakes") {
			t.Errorf("refused with %s", said)
		}
		less["into"] = map[string]any{"stakes": "dates"}
		want(t, c.with("If-Match", `"1"`).send("PUT", "/attribute-groups", less), 200)
		want(t, c.with("If-Match", `"1"`).send("PUT", "/attribute-groups", less), 412)
		if past := want(t, c.send("GET", "/attribute-groups/history", nil), 200).json(t)["items"].([]any); len(past) != 2 {
			t.Errorf("%d versions, want 2", len(past))
		}
		got = want(t, c.with("If-Match", `"2"`).send("POST", "/attribute-groups/revert", map[string]any{"to": 1}), 200).json(t)
		again := want(t, c.send("GET", "/attribute-groups/uses", nil), 200).json(t)["items"].([]any)[1].(map[string]any)
		if groupsSaid(got) != "Fiche, Enjeux, Coûts, Santé, Calendrier, Autres attributs" || len(again["attributes"].([]any)) != 2 {
			t.Errorf("brought back: %s with %v", groupsSaid(got), again["attributes"])
		}
	})
}
