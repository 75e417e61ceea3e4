package api

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/room/access"
	"vigie/room/field"
)

func init() {
	name := map[string]any{"name": "V1"}
	one := func(body any) func(*world, *persona, string) ([]string, any) {
		return func(w *world, _ *persona, place string) ([]string, any) {
			id := w.d.Seal(w.project(place, nil))
			return []string{id, w.based(id, "V1", false)}, body
		}
	}
	edits := holds(access.EditProject)
	maps.Copy(fixtures, map[string]fixture{
		"POST /projects/{id}/plan/shift":             {request: aProject(map[string]any{"days": 3}), may: edits, refusal: sees, match: `"0-811c9dc5"`},
		"GET /projects/{id}/baselines":               {request: aProject(nil)},
		"POST /projects/{id}/baselines":              {request: aProject(name), may: edits, refusal: sees},
		"GET /projects/{id}/baselines/{baseline}":    {request: one(nil)},
		"PATCH /projects/{id}/baselines/{baseline}":  {request: one(map[string]any{"reference": true}), may: edits, refusal: sees, version: true},
		"DELETE /projects/{id}/baselines/{baseline}": {request: one(nil), may: edits, refusal: sees, version: true},
		"POST /baselines": {
			places: places, request: func(w *world, _ *persona, place string) ([]string, any) {
				return nil, map[string]any{"name": "V1", "projects": []string{w.d.Seal(w.project(place, nil))}}
			}, may: edits, refusal: sees,
		},
		"GET /milestones/trend": {places: anywhere},
	})
}

// based keeps a baseline of a project as the PMO; it returns its id.
func (w *world) based(id, name string, reference bool) string {
	w.t.Helper()
	made := want(w.t, w.as("pmo", "parent").send("POST", "/projects/"+id+"/baselines", map[string]any{"name": name, "reference": reference}), 201)
	return made.json(w.t)["id"].(string)
}

func TestABaselineIsKeptComparedRenamedDeletedAndTakenBackOverTheAPI(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		start := field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}
		id := w.d.Seal(w.project("own", start))
		_, made := w.planned(id,
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "duration_minutes": 840},
			map[string]any{"op": "add", "ref": "wall", "kind": "task", "name": "Wall", "duration_minutes": 420, "predecessors": []any{map[string]any{"id": "dig"}}},
			map[string]any{"op": "add", "ref": "open", "kind": "milestone", "name": "Open", "predecessors": []any{map[string]any{"id": "wall"}}},
		)
		first := w.based(id, "V1", true)
		w.planned(id, map[string]any{"op": "set", "id": made["dig"], "duration_minutes": 1680, "effort_minutes": 840}, map[string]any{"op": "add", "kind": "task", "name": "Paint"})
		c := w.as("pmo", "parent")
		path := "/projects/" + id + "/baselines"
		got := want(t, c.send("GET", path+"/reference", nil), 200).json(t)
		lines := func(of map[string]any) string {
			var out []string
			for _, l := range of["lines"].([]any) {
				one := l.(map[string]any)
				out = append(out, fmt.Sprint(one["name"], " ", one["state"], " ", one["start_drift"], " ", one["finish_drift"], " ", one["duration_drift_minutes"], " ", one["effort_drift_minutes"]))
			}
			return strings.Join(out, "; ")
		}
		if l := lines(got); l != "Dig moved 0 2 840 840; Wall moved 2 2 0 0; Open moved 2 2 0 0; Paint added 0 0 0 0" || got["id"] != first || got["finish_drift"] != 2.0 {
			t.Errorf("got %s of %v", l, got)
		}
		if shown := want(t, c.send("GET", "/projects/"+id+"/milestones", nil), 200); !strings.Contains(shown.text, `"baseline":"2027-01-06"`) || !strings.Contains(shown.text, `"drift":"2"`) && !strings.Contains(shown.text, `"drift":2`) {
			t.Errorf("the key date does not carry the date of the reference: %s", shown.text)
		}
		second := w.based(id, "V2", true)
		all := want(t, c.send("GET", path, nil), 200).json(t)
		if n := all["items"].([]any); all["can_edit"] != true || len(n) != 2 || n[0].(map[string]any)["id"] != second || n[1].(map[string]any)["reference"] != false {
			t.Errorf("listed: %v", all)
		}
		changed := want(t, c.with("If-Match", `"2"`).send("PATCH", path+"/"+first, map[string]any{"name": "Contract", "reference": true}), 200)
		if changed.json(t)["name"] != "Contract" || changed.Header.Get("ETag") != `"3"` {
			t.Errorf("changed: %s", changed.text)
		}
		if stale := c.with("If-Match", `"1"`).send("DELETE", path+"/"+first, nil); stale.StatusCode != 412 || !strings.Contains(stale.text, "Contract") {
			t.Errorf("a version read before: %d %s", stale.StatusCode, stale.text)
		}
		gone := want(t, c.with("If-Match", `"3"`).send("DELETE", path+"/"+first, nil), 200)
		number := fmt.Sprint(int(gone.json(t)["change"].(float64)))
		if detail := want(t, c.send("GET", "/changes/"+number, nil), 200); !strings.Contains(detail.text, `"kind":"baseline"`) || !strings.Contains(detail.text, `"comes":["Contract"]`) {
			t.Errorf("what taking it back would do: %s", detail.text)
		}
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 200)
		if l := lines(want(t, c.send("GET", path+"/reference", nil), 200).json(t)); !strings.Contains(l, "Wall moved 2 2") {
			t.Errorf("back again: %s", l)
		}
		trend := want(t, c.send("GET", "/milestones/trend?project="+id, nil), 200)
		if !strings.Contains(trend.text, `"date":"2027-01-08"`) || len(trend.json(t)["baselines"].([]any)) != 2 {
			t.Errorf("the trend: %s", trend.text)
		}
	})
}

func TestBaselinesOfAListAreKeptOfWhatOneMayEdit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		own, far := w.d.Seal(w.project("own", nil)), w.d.Seal(w.project("foreign", nil))
		a := w.account("eve")
		w.setPassword(a)
		w.grant(a.ID, w.roles["pmo"], w.units["own"])
		w.grant(a.ID, w.roles["reader"], w.units["foreign"])
		eve := w.signedIn(a)
		made := want(t, eve.send("POST", "/baselines", map[string]any{"name": "Review", "filter": `name <> ""`, "reference": true}), 201).json(t)
		if made["taken"] != 1.0 || made["left"] != 1.0 {
			t.Errorf("got %v", made)
		}
		kept := want(t, eve.send("GET", "/projects/"+own+"/baselines", nil), 200)
		none := want(t, eve.send("GET", "/projects/"+far+"/baselines", nil), 200).json(t)
		if !strings.Contains(kept.text, "Review") || none["total"] != 0.0 || none["can_edit"] != false {
			t.Errorf("kept %s, elsewhere %v", kept.text, none)
		}
		want(t, eve.send("POST", "/changes/"+fmt.Sprint(int(made["change"].(float64)))+"/undo", map[string]any{}), 200)
		if kept := want(t, eve.send("GET", "/projects/"+own+"/baselines", nil), 200).json(t); kept["total"] != 0.0 {
			t.Errorf("taken back: %v", kept)
		}
	})
}

func TestAPlanAndItsReferenceAreShiftedOverTheAPI(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}))
		w.planned(id, map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "duration_minutes": 840})
		w.based(id, "V1", true)
		c := w.as("pmo", "parent")
		mark := want(t, c.send("GET", "/projects/"+id+"/plan", nil), 200).Header.Get("ETag")
		shift := func(query string, body map[string]any) answered {
			return c.with("If-Match", mark).send("POST", "/projects/"+id+"/plan/shift"+query, body)
		}
		week := map[string]any{"days": 5}
		foreseen := want(t, shift("?preview=true", week), 200).json(t)
		if foreseen["preview"] != true || foreseen["finish"] != "2027-01-12T17:00" || foreseen["was_finish"] != "2027-01-05T17:00" || len(foreseen["moved"].([]any)) != 1 {
			t.Errorf("foreseen: %v", foreseen)
		}
		done := want(t, shift("", week), 200).json(t)
		plan := want(t, c.send("GET", "/projects/"+id+"/plan", nil), 200)
		if mark = plan.Header.Get("ETag"); !strings.Contains(items(plan.json(t)), "Dig 2027-01-11T09:00 2027-01-12T17:00") || done["change"].(float64) == 0 {
			t.Errorf("shifted: %v", done)
		}
		later := map[string]any{"days": 5, "dates": "reference"}
		want(t, shift("", later), 422)
		later["reference_version"] = want(t, shift("?preview=true", later), 200).json(t)["reference_version"]
		want(t, shift("", later), 200)
		if twice := want(t, shift("", later), 412); !strings.Contains(twice.text, `"version":2`) {
			t.Errorf("sent twice: %s", twice.text)
		}
		if got := want(t, c.send("GET", "/projects/"+id+"/baselines/reference", nil), 200); got.json(t)["finish_drift"] != 0.0 {
			t.Errorf("its reference: %s", got.text)
		}
		if got := shift("", map[string]any{"days": 0}); got.StatusCode != 422 || !strings.Contains(got.text, "days") {
			t.Errorf("by nothing: %d %s", got.StatusCode, got.text)
		}
		want(t, c.send("POST", "/changes/"+fmt.Sprint(int(done["change"].(float64)))+"/undo", map[string]any{}), 200)
		if got := items(want(t, c.send("GET", "/projects/"+id+"/plan", nil), 200).json(t)); !strings.Contains(got, "Dig 2027-01-04T09:00") {
			t.Errorf("taken back: %s", got)
		}
	})
}
