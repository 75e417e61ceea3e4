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
	batch := map[string]any{"edits": []any{map[string]any{"op": "add", "kind": "task", "name": "Dig"}}}
	maps.Copy(fixtures, map[string]fixture{
		"GET /projects/{id}/plan":   {request: aProject(nil)},
		"PATCH /projects/{id}/plan": {request: aProject(batch), may: holds(access.EditProject), refusal: sees, ok: 200, match: `"0-811c9dc5"`},
		"GET /projects/{id}/plan/why/{item}": {request: func(w *world, _ *persona, place string) ([]string, any) {
			id := w.d.Seal(w.project(place, nil))
			_, made := w.planned(id, map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig"})
			return []string{id, made["dig"].(string)}, nil
		}},
	})
}

// planned changes a plan as the PMO; it returns the plan, and what was made.
func (w *world) planned(id string, edits ...map[string]any) (plan, made map[string]any) {
	w.t.Helper()
	c := w.as("pmo", "parent")
	mark := want(w.t, c.send("GET", "/projects/"+id+"/plan", nil), 200).Header.Get("ETag")
	plan = want(w.t, c.with("If-Match", mark).send("PATCH", "/projects/"+id+"/plan", map[string]any{"edits": edits}), 200).json(w.t)
	made, _ = plan["made"].(map[string]any)
	return plan, made
}

func items(plan map[string]any) string {
	var out []string
	for _, i := range plan["items"].([]any) {
		one := i.(map[string]any)
		out = append(out, fmt.Sprint(one["wbs"], " ", one["name"], " ", one["start"], " ", one["finish"], " ", one["predecessors_text"]))
	}
	return strings.Join(out, "\n")
}

func TestAPlanIsMadeForeseenChangedAndTakenBackOverTheAPI(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}))
		plan, made := w.planned(id,
			map[string]any{"op": "add", "ref": "build", "kind": "phase", "name": "Build"},
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "duration_minutes": 840, "parent": "build"},
			map[string]any{"op": "add", "ref": "wall", "kind": "task", "name": "Wall", "duration_minutes": 420, "parent": "build", "predecessors": []any{map[string]any{"id": "dig", "lag": 420}}},
			map[string]any{"op": "add", "ref": "open", "kind": "milestone", "name": "Open", "predecessors": []any{map[string]any{"id": "build"}}},
		)
		const first = "1 Build 2027-01-04T09:00 2027-01-07T17:00 \n1.1 Dig 2027-01-04T09:00 2027-01-05T17:00 \n1.2 Wall 2027-01-07T09:00 2027-01-07T17:00 2FS+1d\n2 Open 2027-01-07T17:00 2027-01-07T17:00 1"
		if got := items(plan); got != first {
			t.Fatalf("got\n%s\nwant\n%s", got, first)
		}
		c := w.signedIn(w.administrator())
		read := func() map[string]any { return want(t, c.send("GET", "/projects/"+id+"/plan", nil), 200).json(t) }
		want(t, c.send("PATCH", "/me", map[string]any{"language": "fr"}), 200)
		french := read()
		if got := items(french); !strings.Contains(got, "2FD+1j") {
			t.Errorf("in French: %s", got)
		}
		want(t, c.send("PATCH", "/me", map[string]any{"language": "en"}), 200)
		mark := read()["mark"].(string)
		edit := map[string]any{"edits": []any{map[string]any{"op": "set", "id": made["wall"], "predecessors_text": "2SS+50%"}}}
		foreseen := want(t, c.with("If-Match", `"`+mark+`"`).send("PATCH", "/projects/"+id+"/plan?preview=true", edit), 200).json(t)
		if foreseen["preview"] != true || len(foreseen["moved"].([]any)) != 3 || items(read()) != first {
			t.Errorf("foreseen: %v", foreseen["moved"])
		}
		want(t, c.with("If-Match", `"`+mark+`"`).send("PATCH", "/projects/"+id+"/plan", edit), 200)
		if got := items(read()); !strings.Contains(got, "1.2 Wall 2027-01-05T09:00 2027-01-05T17:00 2SS+50%") {
			t.Errorf("after it\n%s", got)
		}
		stale := c.with("If-Match", `"`+mark+`"`).send("PATCH", "/projects/"+id+"/plan", edit)
		if stale.StatusCode != 412 || !strings.Contains(stale.text, `"current"`) {
			t.Errorf("a mark read before: %d %s", stale.StatusCode, stale.text)
		}
		why := want(t, c.send("GET", "/projects/"+id+"/plan/why/"+made["open"].(string)+"?date=finish", nil), 200)
		if !strings.Contains(why.text, "Build") {
			t.Errorf("why: %s", why.text)
		}
		circle := map[string]any{"edits": []any{map[string]any{"op": "set", "id": made["dig"], "predecessors_text": "3"}}}
		now := `"` + read()["mark"].(string) + `"`
		if got := c.with("If-Match", now).send("PATCH", "/projects/"+id+"/plan", circle); got.StatusCode != 422 || !strings.Contains(got.text, "Dig → Wall → Dig") {
			t.Errorf("a circle: %d %s", got.StatusCode, got.text)
		}
		changes := want(t, c.send("GET", "/changes?limit=1", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		number := fmt.Sprint(int(changes["number"].(float64)))
		detail := want(t, c.send("GET", "/changes/"+number, nil), 200)
		if !strings.Contains(detail.text, `"changes":["Wall"`) {
			t.Errorf("what taking it back would do: %s", detail.text)
		}
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 200)
		if got := items(read()); got != first {
			t.Errorf("taken back\n%s", got)
		}
		if date := want(t, c.send("GET", "/milestones/"+made["open"].(string)+"/history", nil), 200); !strings.Contains(date.text, "2027-01-07") {
			t.Errorf("the key date: %s", date.text)
		}
	})
}

// What lies in a project that somebody may not see is external, without its content.
func TestAPlanSaysNothingOfProjectsOutOfSight(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		start := field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}
		own, far := w.d.Seal(w.project("own", start)), w.d.Seal(w.project("foreign", start))
		_, there := w.planned(far, map[string]any{"op": "add", "ref": "a", "kind": "task", "name": "Classified", "duration_minutes": 840})
		_, here := w.planned(own,
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "predecessors": []any{map[string]any{"id": there["a"]}}})
		_, later := w.planned(far, map[string]any{"op": "add", "ref": "b", "kind": "task", "name": "Classified too", "predecessors": []any{map[string]any{"id": here["dig"]}}})
		a := w.account("eve")
		w.setPassword(a)
		w.grant(a.ID, w.roles["administrator"], w.units["own"])
		eve := w.signedIn(a)
		plan := want(t, eve.send("GET", "/projects/"+own+"/plan", nil), 200)
		dig := plan.json(t)["items"].([]any)[0].(map[string]any)
		if dig["start"] != "2027-01-06T09:00" || dig["predecessors"].([]any)[0].(map[string]any)["external"] != true || len(plan.json(t)["external_successors"].([]any)) != 1 {
			t.Errorf("got %s", plan.text)
		}
		why := want(t, eve.send("GET", "/projects/"+own+"/plan/why/"+here["dig"].(string), nil), 200)
		if !strings.Contains(why.text, "external") {
			t.Errorf("why: %s", why.text)
		}
		mark := plan.Header.Get("ETag")
		edit := func(body map[string]any) answered {
			return eve.with("If-Match", mark).send("PATCH", "/projects/"+own+"/plan?preview=true", map[string]any{"edits": []any{body}})
		}
		kept := edit(map[string]any{"op": "set", "id": here["dig"], "predecessors_text": ""})
		guessed := edit(map[string]any{"op": "add", "kind": "task", "name": "Guess", "predecessors": []any{map[string]any{"id": later["b"]}}})
		if kept.StatusCode != 200 || guessed.StatusCode != 422 {
			t.Errorf("got %d %s and %d %s", kept.StatusCode, kept.text, guessed.StatusCode, guessed.text)
		}
		for _, answer := range []answered{plan, why, kept, guessed} {
			for _, hidden := range []string{"Classified", there["a"].(string), later["b"].(string), far} {
				if strings.Contains(answer.text, hidden) {
					t.Errorf("%q is in %s", hidden, answer.text)
				}
			}
		}
		for _, path := range []string{"/projects/" + far + "/plan", "/projects/" + far + "/plan/why/" + there["a"].(string), "/projects/" + own + "/plan/why/" + there["a"].(string)} {
			if got := eve.send("GET", path, nil); got.StatusCode != 404 {
				t.Errorf("%s: got %d, want 404", path, got.StatusCode)
			}
		}
	})
}
