package api

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/hierarchy"
)

func init() {
	anyone := func(f fixture) fixture { f.places = anywhere; return f }
	definers := func(f fixture) fixture { f.places, f.may = anywhere, everywhereOnly; return f }
	for pattern, f := range map[string]fixture{
		"GET /hierarchies":                        anyone(fixture{}),
		"GET /hierarchies/{id}":                   anyone(fixture{request: aHierarchy(nil)}),
		"POST /hierarchies":                       definers(fixture{request: newHierarchy}),
		"PATCH /hierarchies/{id}":                 definers(fixture{request: aHierarchy(map[string]any{"help": map[string]any{"en": "x"}}), version: true}),
		"DELETE /hierarchies/{id}":                definers(fixture{request: aHierarchy(nil), version: true}),
		"GET /hierarchies/{id}/history":           definers(fixture{request: aHierarchy(nil)}),
		"POST /hierarchies/{id}/nodes":            definers(fixture{request: aHierarchy(map[string]any{"label": map[string]any{"en": "Node"}})}),
		"PATCH /hierarchies/{id}/nodes/{node}":    definers(fixture{request: aNode(map[string]any{"retired": true}), version: true}),
		"DELETE /hierarchies/{id}/nodes/{node}":   definers(fixture{request: aNode(nil), version: true}),
		"GET /hierarchies/{id}/nodes/{node}/uses": definers(fixture{request: aNode(nil)}),
		"POST /hierarchies/{id}/nodes/{node}/restore": definers(fixture{ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := aNode(nil)(w, p, place)
			return ids, map[string]any{"version": 1}
		}}),
	} {
		fixtures[pattern] = f
	}
}

func newHierarchy(w *world, _ *persona, _ string) ([]string, any) {
	return nil, map[string]any{"label": map[string]any{"en": w.fresh("tree")}}
}

// hierarchy makes one with a node.
func (w *world) hierarchy() (hierarchy.Hierarchy, hierarchy.Node) {
	var h hierarchy.Hierarchy
	var n hierarchy.Node
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		name := w.fresh("tree")
		if h, err = hierarchy.Create(context.Background(), tx, who, hierarchy.Hierarchy{Label: label.T(name, name)}); err != nil {
			return err
		}
		n, err = hierarchy.Add(context.Background(), tx, who, hierarchy.Node{Hierarchy: h.ID, Label: label.T("Top", "Haut")}, 0)
		return err
	})
	return h, n
}

func aHierarchy(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		h, _ := w.hierarchy()
		return []string{w.d.Seal(h.ID)}, body
	}
}

func aNode(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		h, n := w.hierarchy()
		return []string{w.d.Seal(h.ID), w.d.Seal(n.ID)}, body
	}
}

func TestAListBecomesAHierarchyThatOthersDrawFrom(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		wanted := func(got answered, status int, what string) {
			t.Helper()
			if got.StatusCode != status {
				t.Fatalf("%s: got %d %s", what, got.StatusCode, got.text)
			}
		}
		field := map[string]any{"key": "region", "kind": "choice", "label": map[string]any{"en": "Region"}, "choices": []map[string]any{
			{"key": "eu", "label": map[string]any{"en": "Europe"}}, {"key": "fr", "label": map[string]any{"en": "France"}, "parent": "eu", "until": "2020-01-01"},
		}}
		wanted(c.send("POST", "/fields", field), 201, "a list that is a tree")
		made := c.send("POST", "/projects", map[string]any{"name": "P", "unit": w.d.Seal(w.units["own"]), "region": "eu"})
		wanted(made, 201, "a project")
		wanted(c.send("POST", "/projects", map[string]any{"name": "Q", "unit": w.d.Seal(w.units["own"]), "region": "fr"}), 422, "a value out of its dates")
		shared := c.send("POST", "/hierarchies", map[string]any{"label": map[string]any{"en": "Geography"}, "of": map[string]any{"object": "project", "key": "region", "version": 1}})
		wanted(shared, 201, "sharing the list")
		id := shared.json(t)["id"].(string)
		nodes := shared.json(t)["nodes"].([]any)
		if len(nodes) != 2 || nodes[0].(map[string]any)["projects"] != 1.0 || nodes[1].(map[string]any)["parent"] != nodes[0].(map[string]any)["id"] {
			t.Errorf("got %v", nodes)
		}
		wanted(c.send("POST", "/fields?object=risk", map[string]any{"key": "where", "kind": "choices", "label": map[string]any{"en": "Where"}, "hierarchy": "geography"}), 201, "a second attribute")
		eu := nodes[0].(map[string]any)["id"].(string)
		wanted(c.with("If-Match", `"1"`).send("DELETE", "/hierarchies/"+id+"/nodes/"+eu, nil), 409, "deleting a node that is held")
		wanted(c.with("If-Match", `"1"`).send("DELETE", "/hierarchies/"+id, nil), 409, "deleting a hierarchy in use")
		asia := c.send("POST", "/hierarchies/"+id+"/nodes", map[string]any{"label": map[string]any{"en": "Asia"}})
		wanted(asia, 201, "a node")
		wanted(c.with("If-Match", `"1"`).send("DELETE", "/hierarchies/"+id+"/nodes/"+eu+"?by="+asia.json(t)["id"].(string), nil), 204, "replacing a node")
		if got := c.send("GET", "/projects/"+made.json(t)["id"].(string), nil).json(t)["region"]; got != "asia" {
			t.Errorf("got %v, want the node that takes its place", got)
		}
		wanted(c.send("POST", "/hierarchies/"+id+"/nodes/"+eu+"/restore", map[string]any{"version": 1}), 200, "bringing it back")
		if got := c.send("GET", "/hierarchies/"+id+"/history", nil).json(t)["total"]; got.(float64) < 5 {
			t.Errorf("got %v versions", got)
		}
	})
}

func TestEveryKindOfThingIsAttachedToTrees(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		tree := want(t, c.send("POST", "/hierarchies", map[string]any{"label": map[string]any{"en": "Places"}}), 201).json(t)["id"].(string)
		node := func(name, above string) string {
			body := map[string]any{"label": map[string]any{"en": name}}
			if above != "" {
				body["parent"] = above
			}
			return want(t, c.send("POST", "/hierarchies/"+tree+"/nodes", body), 201).json(t)["id"].(string)
		}
		node("Coast", node("North", ""))
		node("South", "")
		p := want(t, c.send("POST", "/projects", map[string]any{"name": "P", "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		for kind, plural := range map[string]string{"milestone": "milestones", "risk": "risks", "action": "actions", "decision": "decisions"} {
			want(t, c.send("POST", "/fields?object="+kind, map[string]any{"key": "places", "kind": "choices", "label": map[string]any{"en": "Places"}, "hierarchy": "places", "required": true}), 201)
			body := map[string]any{"name": "One", "date": "2026-12-01"}
			if kind != "milestone" {
				delete(body, "date")
			}
			if got := c.send("POST", "/projects/"+p+"/"+plural, body); got.StatusCode != 422 {
				t.Errorf("%s without what is mandatory: got %d %s", kind, got.StatusCode, got.text)
			}
			body["places"] = []string{"coast", "south"}
			want(t, c.send("POST", "/projects/"+p+"/"+plural, body), 201)
			for condition, n := range map[string]float64{`places under "north"`: 1, `places under "south"`: 1, `places = "north"`: 0} {
				found := want(t, c.send("GET", "/"+plural+"?filter="+url.QueryEscape(condition), nil), 200).json(t)
				if found["total"] != n {
					t.Errorf("%s, %s: got %v", kind, condition, found["total"])
				}
			}
			if file := want(t, c.send("GET", "/exports/"+plural+".csv", nil), 200).text; !strings.Contains(file, "North / Coast") || !strings.Contains(file, "South") {
				t.Errorf("%s: the file says %s", kind, file)
			}
		}
	})
}
