package api

import (
	"fmt"
	"strings"
	"testing"

	"vigie/room/access"
)

// membersOf are the members of some objects of an answer.
func membersOf(items any, member string) []string {
	out := []string{}
	for _, i := range items.([]any) {
		out = append(out, fmt.Sprint(i.(map[string]any)[member]))
	}
	return out
}

func TestAFormOfARegisterIsMadeTriedAndShownOnItsLines(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		at := func(c *client, version any) *client { return c.with("If-Match", fmt.Sprintf(`"%v"`, version)) }
		want(t, c.send("POST", "/types?object=risk", map[string]any{"label": map[string]any{"fr": "Sécurité", "en": "Security"}}), 201)
		want(t, c.send("POST", "/fields?object=risk", map[string]any{"key": "asset", "kind": "text", "label": map[string]any{"en": "Asset", "fr": "Bien"}}), 201)
		project := want(t, c.send("POST", "/projects", map[string]any{"name": "Data centre", "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		risk := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Intrusion", "type": "security", "asset": "Mail"}), 201).json(t)["id"].(string)
		other := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Delay"}), 201).json(t)["id"].(string)
		_, manager := w.member("project_manager", "own")

		// It is tried on a line as if it were of another type, and reaches those it fits.
		draft := map[string]any{"name": map[string]any{"en": "Security"}, "types": []any{"security"}, "sections": layout([]string{"Threat", "name", "asset", "criticality"})}
		try := want(t, c.send("POST", "/forms/preview?object=risk", map[string]any{"form": draft, "project": risk}), 200).json(t)
		if shown(try["shown"].(map[string]any)) != "Threat: name asset criticality" || try["fits"] != true || try["projects"] != 1.0 {
			t.Errorf("the preview is %v", try)
		}
		if row := try["row"].(map[string]any); row["name"] != "Intrusion" {
			t.Errorf("the line of the preview is %v", row)
		}
		if try := want(t, c.send("POST", "/forms/preview?object=risk", map[string]any{"form": draft, "project": other}), 200).json(t); try["fits"] != false {
			t.Errorf("on a line of no type: %v", try)
		}
		if try := want(t, c.send("POST", "/forms/preview?object=risk", map[string]any{"form": draft, "project": other, "type": "security"}), 200).json(t); try["fits"] != true {
			t.Errorf("as if of the type: %v", try)
		}
		if got := want(t, c.send("POST", "/forms?object=risk", map[string]any{"name": map[string]any{"en": "X"}, "sections": layout([]string{"One", "weather"})}), 422); !strings.Contains(got.text, "risks") {
			t.Errorf("an attribute of projects: %s", got.text)
		}
		want(t, c.send("POST", "/forms?object=risk", map[string]any{"name": map[string]any{"en": "X"}, "variants": []any{"light"}}), 422)

		made := want(t, c.send("POST", "/forms?object=risk", draft), 201).json(t)
		if made["object"] != "risk" || made["projects"] != 1.0 || fmt.Sprint(membersOf(made["some"], "name")) != "[Intrusion]" {
			t.Errorf("made %v", made)
		}
		if all := want(t, c.send("GET", "/forms", nil), 200).json(t)["items"].([]any); len(all) != 0 {
			t.Errorf("among those of projects: %v", all)
		}
		formOf := func(id string) map[string]any {
			return want(t, manager.send("GET", "/risks/"+id+"/form", nil), 200).json(t)
		}
		if got := formOf(risk); got["id"] != made["id"] || shown(got) != "Threat: name asset criticality" {
			t.Errorf("the manager reads it with %v", got)
		}
		if got := formOf(other); got["id"] != "" {
			t.Errorf("a line of no type is read with %v", got)
		}

		// A new line of the type is filled in with it, and begins as the catalogue says.
		begin := want(t, manager.send("GET", "/risks/form?project="+project+"&type=security", nil), 200).json(t)
		if form := begin["form"].(map[string]any); form["id"] != made["id"] || fmt.Sprint(begin["values"]) != "map[status:open type:security]" {
			t.Errorf("a new line begins with %v", begin)
		}
		want(t, manager.send("GET", "/risks/form?project="+project+"&type=nothing", nil), 422)
		want(t, manager.send("GET", "/risks/form", nil), 404)

		// Orders are kept apart, and it goes and comes back.
		second := want(t, c.send("POST", "/forms?object=risk", map[string]any{"name": map[string]any{"en": "Rest"}}), 201).json(t)
		want(t, c.send("POST", "/forms/order", map[string]any{"ids": []any{second["id"], made["id"]}}), 409)
		want(t, c.send("POST", "/forms/order?object=risk", map[string]any{"ids": []any{second["id"], made["id"]}}), 200)
		if got := formOf(risk); got["id"] != second["id"] {
			t.Errorf("after the order changed: %v", got)
		}
		want(t, at(c, 2).send("DELETE", "/forms/"+second["id"].(string), nil), 204)
		past := want(t, c.send("GET", "/forms/history?object=risk", nil), 200).json(t)["items"]
		if got := fmt.Sprint(membersOf(past, "object")); got != "[risk risk risk risk risk]" {
			t.Errorf("the history is of %s", got)
		}
		if items := want(t, c.send("GET", "/forms/history?object=project", nil), 200).json(t)["items"].([]any); len(items) != 0 {
			t.Errorf("of projects: %v", items)
		}
		want(t, at(c, 3).send("POST", "/forms/"+second["id"].(string)+"/revert", map[string]any{"to": 1}), 200)

		// An option that goes is replaced in it, and is brought back with the change undone.
		if doc := want(t, c.send("GET", "/config", nil), 200).text; !strings.Contains(doc, `"object": "risk"`) && !strings.Contains(doc, `"object":"risk"`) {
			t.Error("the configuration does not have the form of the risks")
		}
		if said := want(t, c.send("GET", "/audit?kind=catalogue&limit=20", nil), 200).text; !strings.Contains(said, "Threat (Risk, Asset, Criticality)") {
			t.Errorf("the audit does not say what the form shows: %s", said)
		}
		if uses := want(t, c.send("GET", "/fields/uses?object=risk", nil), 200).text; !strings.Contains(uses, "Security") {
			t.Errorf("where the attribute is used: %s", uses)
		}
	})
}

func TestALineIsOfferedTheMovesThatAreOpenToItsReader(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		want(t, c.send("POST", "/types?object=risk", map[string]any{"label": map[string]any{"fr": "Sécurité", "en": "Security"}}), 201)
		project := want(t, c.send("POST", "/projects", map[string]any{"name": "Data centre", "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		free := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Delay"}), 201).json(t)["id"].(string)
		life := map[string]any{
			"stages": []any{map[string]any{"stage": "open", "start": true}, map[string]any{"stage": "happened", "required": []any{"response"}}, map[string]any{"stage": "closed"}},
			"moves": []any{
				map[string]any{"from": "open", "to": "happened"},
				map[string]any{"from": "open", "to": "closed", "roles": []any{"administrator"}},
			},
		}
		want(t, c.with("If-Match", `"0"`).send("POST", "/types/security/publish?object=risk", life), 200)
		risk := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Intrusion", "type": "security"}), 201).json(t)["id"].(string)
		said := func(c *client, id string) string {
			got := want(t, c.send("GET", "/risks/"+id+"/moves", nil), 200).json(t)
			out := fmt.Sprint(got["bound"], " ", got["stage"])
			for _, m := range got["moves"].([]any) {
				m := m.(map[string]any)
				out += fmt.Sprint("; ", m["to"], " ", m["open"], " ", m["missing"])
			}
			return out
		}
		if got := said(c, risk); got != "true open; happened true [response]; closed true []" {
			t.Errorf("the administrator is offered %s", got)
		}
		leader := w.holder(access.EditProject|access.ReadProject, "own")
		if got := said(leader, risk); got != "true open; happened true [response]; closed false []" {
			t.Errorf("whoever leads the project is offered %s", got)
		}
		reader := w.holder(access.ReadProject, "own")
		if got := said(reader, risk); got != "true open; happened false [response]; closed false []" {
			t.Errorf("whoever reads it is offered %s", got)
		}
		if got := said(c, free); got != "false open" {
			t.Errorf("a line of no type is offered %s", got)
		}
		if got := want(t, leader.send("GET", "/risks/form?project="+project+"&type=security", nil), 200).json(t); fmt.Sprint(got["starts"]) != "[open]" {
			t.Errorf("a new line may begin in %v", got["starts"])
		}
		if got := want(t, leader.send("GET", "/risks/form?project="+project, nil), 200).json(t); fmt.Sprint(got["starts"]) != "[]" {
			t.Errorf("a new line of no type may begin in %v", got["starts"])
		}
	})
}
