package api

import (
	"context"
	"maps"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/template"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /templates":               {places: anywhere},
		"GET /templates/sections":      {places: anywhere},
		"POST /templates":              {places: anywhere, may: everywhereOnly, request: just(map[string]any{"name": map[string]any{"en": "New"}})},
		"POST /templates/preview":      {places: anywhere, may: everywhereOnly, ok: 200, request: just(map[string]any{"template": map[string]any{"name": map[string]any{"en": "New"}}})},
		"GET /templates/{id}":          {places: anywhere, request: aTemplate(nil)},
		"PATCH /templates/{id}":        {places: anywhere, may: everywhereOnly, version: true, request: aTemplate(map[string]any{"proposed": true})},
		"DELETE /templates/{id}":       {places: anywhere, may: everywhereOnly, version: true, request: aTemplate(nil)},
		"GET /templates/{id}/history":  {places: anywhere, may: everywhereOnly, request: aTemplate(nil)},
		"POST /templates/{id}/revert":  {places: anywhere, may: everywhereOnly, version: true, ok: 200, request: aTemplate(map[string]any{"to": 1})},
		"GET /templates/{id}/projects": {places: anywhere, request: aTemplate(nil)},
		"POST /templates/{id}/preview": {ok: 200, request: aTemplateFor("project")},
		"POST /templates/{id}/apply":   {ok: 200, request: aTemplateFor("project"), may: holds(access.EditProject), refusal: sees},
		"POST /templates/{id}/many":    {ok: 200, request: aTemplateFor("projects"), may: holds(access.EditProject), refusal: sees},
		"POST /templates/{id}/create": {may: holds(access.CreateProject), denied: 403, request: func(w *world, p *persona, place string) ([]string, any) {
			return []string{w.d.Seal(w.template().ID)}, map[string]any{"values": map[string]any{"name": w.fresh("New"), "unit": w.d.Seal(w.units[place])}}
		}},
		"GET /projects/{id}/template":  {places: anywhere, may: everywhereOnly, request: aProject(nil)},
		"GET /projects/{id}/templates": {request: aProject(nil)},
	})
}

// template makes a template that gives a project a priority.
func (w *world) template() template.Template {
	w.t.Helper()
	return w.templateOf(templating.DraftSection{Kind: "fields", Lines: []templating.DraftLine{{ID: "priority", Values: map[string]templating.DraftValue{"priority": {Value: "high"}}}}})
}

// templateOf makes a template with a section.
func (w *world) templateOf(section templating.DraftSection) template.Template {
	w.t.Helper()
	var t template.Template
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		desk := templating.Desk{DB: w.d, Portfolio: snapshot.NewKeeper(w.d)}
		t, err = desk.Read(context.Background(), tx, who, nil, templating.Draft{Sections: []templating.DraftSection{section}})
		if err != nil {
			return err
		}
		t.Name = label.T(w.fresh("Template"), "")
		t, err = template.Create(context.Background(), tx, who, t)
		return err
	})
	return t
}

func aTemplate(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) { return []string{w.d.Seal(w.template().ID)}, body }
}

// aTemplateFor names a project at the place, alone or in a list.
func aTemplateFor(member string) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		var of any = w.d.Seal(w.project(place, nil))
		if member == "projects" {
			of = []any{of}
		}
		return []string{w.d.Seal(w.template().ID)}, map[string]any{member: of}
	}
}

func TestATemplateIsWrittenTriedAppliedAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		first, second := w.d.Seal(w.project("own", nil)), w.d.Seal(w.project("own", nil))
		both := func(en, fr string) map[string]any { return map[string]any{"text": map[string]any{"en": en, "fr": fr}} }
		says := map[string]any{
			"name": map[string]any{"en": "Light", "fr": "Léger"},
			"sections": []any{
				map[string]any{"kind": "fields", "lines": []any{map[string]any{"id": "priority", "values": map[string]any{"priority": map[string]any{"value": "high"}}}}},
				map[string]any{"kind": "milestone", "lines": []any{map[string]any{"id": "", "values": map[string]any{"name": both("Start", "Début"), "date": map[string]any{"date": map[string]any{"from": "start", "by": 2, "unit": "weeks"}}}}}},
			},
		}
		tried := want(t, admin.send("POST", "/templates/preview", map[string]any{"template": says, "project": first, "start": "2027-01-04"}), 200).json(t)
		items := tried["items"].([]any)
		if len(items) != 2 || items[1].(map[string]any)["says"].([]any)[1].(map[string]any)["value"] != "2027-01-18" {
			t.Fatalf("tried: %v", tried)
		}
		made := want(t, admin.send("POST", "/templates", says), 201).json(t)
		path := "/templates/" + made["id"].(string)
		if wrong := admin.send("PATCH", path, map[string]any{"sections": []any{map[string]any{"kind": "milestone", "lines": []any{map[string]any{"id": "x", "values": map[string]any{"date": map[string]any{"date": map[string]any{"from": "nowhere", "by": 1, "unit": "days"}}}}}}}}); wrong.StatusCode != 428 && wrong.StatusCode != 422 {
			t.Errorf("a key date without a name, after one that is not there: %d", wrong.StatusCode)
		}
		plan := want(t, admin.send("POST", path+"/preview", map[string]any{"project": first}), 200).json(t)
		done := want(t, admin.send("POST", path+"/apply", map[string]any{"project": first, "items": []any{"fields/priority"}, "match": plan["match"]}), 200).json(t)
		if got := want(t, admin.send("GET", "/projects/"+first, nil), 200).json(t)["priority"]; got != "high" {
			t.Errorf("priority: got %v", got)
		}
		if stale := admin.send("POST", path+"/apply", map[string]any{"project": first, "match": plan["match"]}); stale.StatusCode != 409 {
			t.Errorf("applied what was looked at before: %d", stale.StatusCode)
		}
		if used := want(t, admin.send("GET", "/projects/"+first+"/templates", nil), 200).json(t); used["total"].(float64) != 1 {
			t.Errorf("used: %v", used)
		}
		dry := want(t, admin.send("POST", path+"/many", map[string]any{"projects": []any{first, second}, "dry": true}), 200).json(t)
		if all := dry["items"].([]any); len(all) != 2 || all[1].(map[string]any)["add"].(float64) != 2 {
			t.Errorf("dry run: %v", dry)
		}
		many := want(t, admin.send("POST", path+"/many", map[string]any{"projects": []any{first, second}}), 200).json(t)
		for _, number := range []any{many["change"], done["change"]} {
			want(t, admin.send("POST", "/changes/"+label.F("%v", "%v", int64(number.(float64))).In(label.EN)+"/undo", map[string]any{}), 200)
		}
		for _, id := range []string{first, second} {
			if got := want(t, admin.send("GET", "/projects/"+id, nil), 200).json(t)["priority"]; got != nil {
				t.Errorf("taken back, the priority is %v", got)
			}
		}
		taken := want(t, admin.send("GET", "/projects/"+first+"/template", nil), 200).json(t)
		if taken["name"].(map[string]any)["en"] == "" {
			t.Errorf("taken from a project: %v", taken)
		}
		if gone := admin.version(1).send("DELETE", path, nil); gone.StatusCode != 204 {
			t.Errorf("after all was taken back, it is still used: %d %s", gone.StatusCode, gone.text)
		}
	})
}

func TestThePlanOfATemplateIsInsertedIntoAProject(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		text := func(s string) map[string]any { return map[string]any{"text": map[string]any{"en": s, "fr": s}} }
		value := func(s string) map[string]any { return map[string]any{"value": s} }
		line := func(id string, values map[string]any) map[string]any {
			return map[string]any{"id": id, "values": values}
		}
		made := want(t, admin.send("POST", "/templates", map[string]any{"name": map[string]any{"en": w.fresh("Planned"), "fr": ""}, "sections": []any{
			map[string]any{"kind": "milestone", "lines": []any{line("done", map[string]any{"name": text("Handed over")})}},
			map[string]any{"kind": "plan", "lines": []any{
				line("build", map[string]any{"name": text("Build"), "kind": value("task"), "duration": value("2w")}),
				line("done", map[string]any{"kind": value("milestone"), "key_date": value("done"), "predecessors": value("build FS+1d")}),
			}},
		}}), 201).json(t)
		path := "/templates/" + made["id"].(string)
		id := w.d.Seal(w.project("own", nil))
		asked := map[string]any{"project": id, "insert": map[string]any{"from": "2027-03-01"}}
		shown := want(t, admin.send("POST", path+"/preview", asked), 200).json(t)
		if n := len(shown["items"].([]any)); n != 2 {
			t.Errorf("it would do %v, want the key date and the task", shown["items"])
		}
		want(t, admin.send("POST", path+"/apply", asked), 200)
		plan := want(t, admin.send("GET", "/projects/"+id+"/plan", nil), 200).json(t)
		starts := map[string]string{}
		for _, one := range plan["items"].([]any) {
			item := one.(map[string]any)
			starts[item["name"].(string)] = item["start"].(string)[:10]
		}
		if starts["Build"] != "2027-03-01" || starts["Handed over"] != "2027-03-15" {
			t.Errorf("the plan stands at %v", starts)
		}
		asked["insert"] = map[string]any{"under": id}
		want(t, admin.send("POST", path+"/preview", asked), 422)
	})
}
