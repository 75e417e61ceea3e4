package api

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/project"
)

// twoOfOne is a small layout of a project.
var twoOfOne = map[string]any{"blocks": []any{
	map[string]any{"id": "a", "kind": "values", "settings": map[string]any{"attributes": []any{"progress"}, "months": 0}, "x": 0, "y": 0, "w": 12, "h": 2},
	map[string]any{"id": "b", "kind": "risks", "x": 0, "y": 2, "w": 6, "h": 4},
}}

// aLayoutOfOne is a project at a place with a layout of the persona's own, where he
// may keep one.
func aLayoutOfOne(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		id := w.project(place, nil)
		ids := []string{w.d.Seal(id)}
		who, err := access.Load(context.Background(), w.d, p.account.ID, "web")
		if err != nil {
			return ids, body // nobody
		}
		_, _ = w.d.Update(context.Background(), who.Origin(), func(tx *db.Tx) error {
			_, err := dashboard.Keep(context.Background(), tx, who, dashboard.Mine, dashboard.OfOne(&project.Project{ID: id, Values: field.Values{}}), 0, summary.OfOne())
			return err
		})
		return ids, body
	}
}

func init() {
	for pattern, f := range map[string]fixture{
		"GET /projects/{id}/summary":                {request: aProject(nil)},
		"POST /projects/{id}/summary/preview":       {request: aProject(twoOfOne)},
		"GET /projects/{id}/summary/layout":         {request: aProject(nil)},
		"PUT /projects/{id}/summary/layout":         {request: aProject(twoOfOne)},
		"DELETE /projects/{id}/summary/layout":      {request: aLayoutOfOne(nil), version: true},
		"GET /projects/{id}/summary/layout/history": {request: aLayoutOfOne(nil)},
		"POST /projects/{id}/summary/layout/revert": {request: aLayoutOfOne(map[string]any{"to": 1}), version: true},
	} {
		fixtures[pattern] = f
	}
}

func TestTheSummaryOfAnEmptyProjectHasEveryBlockAndNoError(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c, id := w.signedIn(w.administrator()), w.d.Seal(w.project("own", nil))
		for _, query := range []string{"", "?compare_to=baseline", "?lang=fr"} {
			got := want(t, c.send("GET", "/projects/"+id+"/summary"+query, nil), 200).json(t)
			blocks := got["blocks"].([]any)
			if len(blocks) != len(summary.OfOne()) {
				t.Errorf("%s: got %d blocks, want %d", query, len(blocks), len(summary.OfOne()))
			}
			for _, b := range blocks {
				if block := b.(map[string]any); block["error"] != nil || block["data"] == nil || block["title"] == "" {
					t.Errorf("%s: block %v: %v", query, block["id"], block["error"])
				}
			}
		}
		if got := want(t, c.send("GET", "/projects/"+id+"/summary?as_of=2020-01-31", nil), 200).json(t); got["count"] != 0.0 {
			t.Errorf("before it was there: got %v projects, want none", got["count"])
		}
	})
}

// ofType is a project of a type, at a place.
func (w *world) ofType(place, kind string) int64 {
	live, err := field.Load(context.Background(), w.d, project.Entity)
	if err != nil {
		w.t.Fatal(err)
	}
	o, ok := live.Get("type").OptionByKey(kind)
	if !ok {
		w.t.Fatalf("there is no type %s", kind)
	}
	return w.project(place, field.Values{"type": field.Int(o.ID)})
}

func TestTheNarrowestLayoutOfAProjectIsShown(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		first, other := w.d.Seal(w.ofType("own", "project")), w.d.Seal(w.ofType("own", "project"))
		plain := w.d.Seal(w.project("own", nil))
		shown := func(id string) any {
			return want(t, c.send("GET", "/projects/"+id+"/summary", nil), 200).json(t)["layout"].(map[string]any)["scope"]
		}
		for _, at := range []struct{ scope, one, same, none string }{
			{"", "built-in", "built-in", "built-in"},
			{"instance", "instance", "instance", "instance"},
			{"type", "type", "type", "instance"},
			{"project", "project", "type", "instance"},
			{"mine", "mine", "type", "instance"},
		} {
			if at.scope != "" {
				want(t, c.send("PUT", "/projects/"+first+"/summary/layout?scope="+at.scope, twoOfOne), 200)
			}
			if got, want := fmt.Sprint(shown(first), shown(other), shown(plain)), at.one+at.same+at.none; strings.ReplaceAll(got, " ", "") != want {
				t.Errorf("kept for %q: got %s, want %s", at.scope, got, want)
			}
		}
		want(t, c.send("PUT", "/projects/"+plain+"/summary/layout?scope=type", twoOfOne), 422)
		want(t, c.with("If-Match", `"1"`).send("DELETE", "/projects/"+first+"/summary/layout?scope=project", nil), 204)
		want(t, c.with("If-Match", `"2"`).send("POST", "/projects/"+first+"/summary/layout/revert?scope=project", map[string]any{"to": 1}), 200)
		history := want(t, c.send("GET", "/projects/"+first+"/summary/layout/history?scope=project", nil), 200).json(t)["items"].([]any)
		if len(history) != 3 || history[1].(map[string]any)["deleted"] != true {
			t.Errorf("history: got %v, want it kept, given up and brought back", history)
		}
	})
}

func TestALayoutOfProjectsIsArrangedByWhoeverItBelongsTo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.ofType("own", "project"))
		path := "/projects/" + id + "/summary/layout?scope="
		reader, editor := w.holder(access.ReadProject, "own"), w.holder(access.ReadProject|access.EditProject, "own")
		for _, at := range []struct {
			who   *client
			scope string
			code  int
		}{
			{reader, "mine", 200},
			{reader, "project", 403},
			{reader, "type", 403},
			{reader, "instance", 403},
			{editor, "mine", 200},
			{editor, "project", 200},
			{editor, "type", 403},
			{editor, "instance", 403},
			{w.signedIn(w.administrator()), "type", 200},
		} {
			if got := at.who.send("PUT", path+at.scope, twoOfOne); got.StatusCode != at.code {
				t.Errorf("%s: got %d %s, want %d", at.scope, got.StatusCode, got.text, at.code)
			}
		}
		wrong := map[string]any{"blocks": []any{map[string]any{"id": "a", "kind": "bubble", "x": 0, "y": 0, "w": 6, "h": 6}}}
		if got := editor.send("PUT", path+"project", wrong); got.StatusCode != 422 || !strings.Contains(got.text, "blocks[0].kind") {
			t.Errorf("a block of portfolios: got %d %s, want 422", got.StatusCode, got.text)
		}
	})
}
