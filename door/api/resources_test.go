package api

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/resource"
)

func init() {
	edited := func(body any) fixture {
		return fixture{request: aResource(body), may: holds(access.EditResources), version: true, ok: 200}
	}
	maps.Copy(fixtures, map[string]fixture{
		"GET /resources": {places: anywhere},
		"POST /resources": {may: holds(access.EditResources), request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"name": w.fresh("Resource"), "unit": w.d.Seal(w.units[place])}
		}},
		"GET /resources/{id}":         {places: anywhere, request: aResource(nil)},
		"GET /resources/{id}/uses":    {places: anywhere, request: aResource(nil)},
		"PATCH /resources/{id}":       edited(map[string]any{"kind": "generic"}),
		"DELETE /resources/{id}":      {request: aResource(nil), may: holds(access.EditResources), version: true},
		"GET /resources/{id}/history": {request: aResource(nil), may: holds(access.EditResources)},
		"POST /resources/{id}/revert": edited(map[string]any{"to": 1}),
	})
}

// aResource is one of the unit of a place.
func aResource(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		name, unit := w.fresh("Resource"), w.units[place]
		return []string{w.d.Seal(w.resource(resource.Says{Name: &name, Unit: &unit}).ID)}, body
	}
}

func (w *world) resource(says resource.Says) resource.Resource {
	w.t.Helper()
	var r resource.Resource
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		r, err = resource.Create(context.Background(), tx, who, says)
		return err
	})
	return r
}

func TestAResourceIsMadeAssignedChangedAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		anne := want(t, c.send("POST", "/resources", map[string]any{"name": " Anne  Roux ", "email": "anne@example.org", "units": 8000}), 201).json(t)
		if anne["name"] != "Anne Roux" || anne["kind"] != "person" || anne["units"] != 8000.0 || anne["version"] != 1.0 {
			t.Fatalf("got %v", anne)
		}
		path := "/resources/" + anne["id"].(string)
		for _, refused := range []struct{ body, part string }{
			{`{"name":"ANNE ROUX"}`, "Another resource"},
			{`{"name":"Anne; Paul"}`, "separate names"},
			{`{"name":"x","email":"nowhere"}`, "nowhere"},
			{`{"name":"x","units":0}`, "above zero"},
			{fmt.Sprintf(`{"name":"x","kind":"cost","account":%q}`, w.d.Seal(w.administrator().ID)), "Only a person"},
		} {
			if got := c.send("POST", "/resources", refused.body); got.StatusCode != 422 || !strings.Contains(got.text, refused.part) {
				t.Errorf("%s: got %d %s", refused.body, got.StatusCode, got.text)
			}
		}
		id := w.d.Seal(w.project("own", nil))
		plan, made := w.planned(id, map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "duration_minutes": 840, "resources_text": "anne roux[50%]"})
		line := plan["items"].([]any)[0].(map[string]any)
		if line["effort_minutes"] != 420.0 || line["resources_text"] != "Anne Roux[50%]" || line["assignments"].([]any)[0].(map[string]any)["work_minutes"] != 420.0 {
			t.Errorf("the line: %v", line)
		}
		plan, _ = w.planned(id, map[string]any{"op": "set", "id": made["dig"], "assignments": []any{map[string]any{"resource": anne["id"], "work_minutes": 840}}})
		if line = plan["items"].([]any)[0].(map[string]any); line["effort_minutes"] != 840.0 || line["units"] != 10000.0 {
			t.Errorf("the line: %v", line)
		}
		uses := want(t, c.send("GET", path+"/uses", nil), 200).json(t)
		if uses["others"] != false || len(uses["items"].([]any)) != 1 {
			t.Errorf("the uses: %v", uses)
		}
		if got := c.version(1).send("DELETE", path, nil); got.StatusCode != 409 {
			t.Errorf("deleting it: %d %s", got.StatusCode, got.text)
		}
		want(t, c.version(1).send("PATCH", path, map[string]any{"active": false}), 200)
		if stale := c.version(1).send("PATCH", path, map[string]any{"active": true}); stale.StatusCode != 412 || !strings.Contains(stale.text, `"active":false`) {
			t.Errorf("a version read before: %d %s", stale.StatusCode, stale.text)
		}
		back := want(t, c.version(2).send("POST", path+"/revert", map[string]any{"to": 1}), 200).json(t)
		past := want(t, c.send("GET", path+"/history", nil), 200).json(t)["items"].([]any)
		if back["active"] != true || len(past) != 3 || past[1].(map[string]any)["changes"].([]any)[0].(map[string]any)["what"] != "Active" {
			t.Errorf("taken back: %v, %v", back, past)
		}
		if audit := want(t, c.send("GET", "/audit?kind=catalogue", nil), 200); !strings.Contains(audit.text, "Resource changed") || !strings.Contains(audit.text, "Anne Roux") {
			t.Errorf("the audit does not know of it: %s", audit.text)
		}
		// who reads projects reads the name, and not the address
		if seen := want(t, w.as("reader", "own").send("GET", path, nil), 200); strings.Contains(seen.text, "anne@") || !strings.Contains(seen.text, `"can_edit":false`) {
			t.Errorf("as a reader: %s", seen.text)
		}
	})
}

// TestAResourceIsCountedWhereOneSees assigns a resource in two projects, and asks as those
// who see none, one and both of them.
func TestAResourceIsCountedWhereOneSees(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		name, own := w.fresh("Resource"), w.units["own"]
		id := w.d.Seal(w.resource(resource.Says{Name: &name, Unit: &own}).ID)
		for _, place := range []string{"own", "parent"} {
			for range 2 {
				w.planned(w.d.Seal(w.project(place, nil)), map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "resources_text": name})
			}
		}
		for _, c := range []struct {
			role, place string
			projects    int
			others      bool
		}{
			{"reader", "sibling", 0, false},
			{"reader", "own", 2, false},
			{"resource_manager", "own", 2, true},
			{"pmo", "parent", 4, false},
		} {
			as := w.as(c.role, c.place)
			one := want(t, as.send("GET", "/resources/"+id, nil), 200).json(t)
			var listed map[string]any
			for _, r := range want(t, as.send("GET", "/resources", nil), 200).json(t)["items"].([]any) {
				if r := r.(map[string]any); r["id"] == id {
					listed = r
				}
			}
			uses := want(t, as.send("GET", "/resources/"+id+"/uses", nil), 200).json(t)
			for _, r := range []map[string]any{one, listed} {
				if r["projects"] != float64(c.projects) || r["items"] != float64(c.projects) || r["others"] != c.others {
					t.Errorf("%s at %s: got %v", c.role, c.place, r)
				}
			}
			if len(uses["items"].([]any)) != c.projects || uses["others"] != c.others {
				t.Errorf("%s at %s: got %v", c.role, c.place, uses)
			}
			if c.others {
				if got := as.version(1).send("DELETE", "/resources/"+id, nil); got.StatusCode != 409 || !strings.Contains(got.text, "is assigned to tasks") {
					t.Errorf("deleting it: %d %s", got.StatusCode, got.text)
				}
			}
		}
	})
}
