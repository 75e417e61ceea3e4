package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// onRoadmap is what of projects a roadmap shows, by names.
func onRoadmap(t *testing.T, c *client, query string) []string {
	t.Helper()
	got := want(t, c.send("GET", "/projects/roadmap"+query, nil), 200).json(t)
	out := []string{fmt.Sprint("of ", got["total"])}
	for _, one := range got["phases"].([]any) {
		p := one.(map[string]any)
		out = append(out, fmt.Sprint("phase ", p["name"], " ", p["start"], " ", p["finish"]))
	}
	for _, one := range got["dates"].([]any) {
		d := one.(map[string]any)
		out = append(out, fmt.Sprint("date ", d["name"], " ", d["date"], " ", d["phase"] != nil))
	}
	for _, one := range got["links"].([]any) {
		l := one.(map[string]any)
		out = append(out, fmt.Sprint("link ", l["type"], " ", l["from_phase"] != nil, " ", l["to_phase"] != nil))
	}
	slices.Sort(out)
	return out
}

func TestARoadmapShowsThePlansOfAListAndNothingOfOthers(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		start := field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}
		a, b := w.project("own", start), w.project("own", start)
		far := w.project("foreign", start)
		_, first := w.planned(w.d.Seal(a),
			map[string]any{"op": "add", "ref": "build", "kind": "phase", "name": "Build"},
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "duration_minutes": 840, "parent": "build"},
			map[string]any{"op": "add", "ref": "open", "kind": "milestone", "name": "Open", "parent": "build", "predecessors": []any{map[string]any{"id": "dig"}}})
		w.planned(w.d.Seal(b), map[string]any{"op": "add", "ref": "after", "kind": "task", "name": "After", "predecessors": []any{map[string]any{"id": first["dig"], "type": "SS"}}})
		w.planned(w.d.Seal(far), map[string]any{"op": "add", "kind": "phase", "name": "Far"}, map[string]any{"op": "add", "kind": "task", "name": "Far too", "predecessors": []any{map[string]any{"id": first["dig"]}}})
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := project.AddLink(context.Background(), tx, who, project.Link{Kind: project.DependsOn, From: b, To: a})
			return err
		})
		want := []string{"date Open 2027-01-05 true", "link FS false false", "link SS true false", "of 2", "phase Build 2027-01-04T09:00 2027-01-05T17:00"}
		c := w.as("reader", "own")
		if got := onRoadmap(t, c, ""); !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		all := onRoadmap(t, w.signedIn(w.administrator()), "")
		if !slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, "phase Far") }) {
			t.Errorf("who sees all is shown\n%s", strings.Join(all, "\n"))
		}
		if got := onRoadmap(t, c, "?filter=name%20%3D%20%22nobody%22"); !slices.Equal(got, []string{"of 0"}) {
			t.Errorf("a filter leaves %v", got)
		}
		if got := onRoadmap(t, c, "?as_of="+day.OfTime(w.d.Now()).String()); len(got) != 2 {
			t.Errorf("of the past come %v, want the key date alone", got)
		}
	})
}

func TestAnItemOfAPlanNamesWhoSeesToIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", nil))
		_, made := w.planned(id, map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig"})
		ann := w.account("ann")
		seen := func(who string) any {
			plan, _ := w.planned(id, map[string]any{"op": "set", "id": made["dig"], "responsible": who})
			return plan["items"].([]any)[0].(map[string]any)["responsible"]
		}
		if got, _ := seen(w.d.Seal(ann.ID)).(map[string]any); got["id"] != w.d.Seal(ann.ID) || got["name"] != ann.Name {
			t.Errorf("it is seen to by %v", got)
		}
		if got := seen(""); got != nil {
			t.Errorf("once nobody sees to it, %v does", got)
		}
		c := w.as("pmo", "parent")
		mark := want(t, c.send("GET", "/projects/"+id+"/plan", nil), 200).Header.Get("ETag")
		edits := map[string]any{"edits": []any{map[string]any{"op": "set", "id": made["dig"], "responsible": id}}}
		want(t, c.with("If-Match", mark).send("PATCH", "/projects/"+id+"/plan", edits), 422)
	})
}
