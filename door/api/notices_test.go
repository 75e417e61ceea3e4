package api

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /notices":       {places: anywhere},
		"POST /notices/read": {places: anywhere, request: just(map[string]any{"all": true})},
		"GET /me/digest":     {places: anywhere},
		"PATCH /me/digest":   {places: anywhere, request: just(map[string]any{"rhythm": "weekly"})},
		"GET /me/places":     {places: anywhere},
		"POST /me/favourites": {ok: 204, denied: 422, may: holds(access.ReadProject), request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"kind": "project", "id": w.d.Seal(w.project(place, nil))}
		}, refusal: func(*persona, string) int { return 422 }},
		"DELETE /me/favourites/{kind}/{id}": {places: anywhere, request: func(w *world, _ *persona, place string) ([]string, any) {
			return []string{"project", w.d.Seal(w.project(place, nil))}, nil
		}},
	})
}

// told are the kinds of a person's notices, the latest first.
func told(t *testing.T, c *client) string {
	t.Helper()
	var got struct {
		Items []struct {
			Kind string
			Text string
		}
		Unread int
	}
	want(t, c.send("GET", "/notices", nil), 200).decode(t, 200, &got)
	var out []string
	for _, n := range got.Items {
		out = append(out, strings.TrimSpace(n.Kind+" "+n.Text))
	}
	return fmt.Sprintf("%s (%d)", strings.Join(out, "; "), got.Unread)
}

func TestPeopleAreToldWhatConcernsThemOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ann, a := w.member("pmo", "own")
		bob, b := w.member("project_manager", "own")
		id := w.project("own", field.Values{"manager": field.Ref(ann.ID)})
		on := "/projects/" + w.d.Seal(id)
		first := want(t, b.send("POST", on+"/comments", map[string]any{"body": "Late by a week"}), 201).json(t)
		want(t, a.send("POST", on+"/comments", map[string]any{"body": "Why?", "parent": first["id"]}), 201)
		want(t, a.with("If-Match", `"1"`).send("PATCH", on, map[string]any{"manager": w.d.Seal(bob.ID)}), 200)
		want(t, a.with("If-Match", `"2"`).send("PATCH", on, map[string]any{"description": "the same manager"}), 200)
		if got := told(t, a); got != "comment Late by a week; appointed (2)" {
			t.Errorf("the first manager is told %q", got)
		}
		if got := told(t, b); got != "appointed; reply Why? (2)" {
			t.Errorf("the second manager is told %q", got)
		}
		want(t, b.send("POST", "/notices/read", map[string]any{"all": true}), 204)
		if got := told(t, b); got != "appointed; reply Why? (0)" {
			t.Errorf("after reading: %q", got)
		}
		if got := told(t, a); got != "comment Late by a week; appointed (2)" {
			t.Errorf("reading marked the notices of somebody else: %q", got)
		}
		change := want(t, b.with("If-Match", `"3"`).send("PATCH", on, map[string]any{"description": "mine"}), 200).Header.Get("Vigie-Change")
		want(t, a.send("POST", "/changes/"+change+"/undo", map[string]any{}), 200)
		if got := told(t, b); !strings.HasPrefix(got, "undone;") {
			t.Errorf("who made the change is told %q", got)
		}
	})
}

func TestNoticesAndPlacesEndWithTheRightToSeeThem(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ann, a := w.member("pmo", "own")
		_, b := w.member("pmo", "own")
		id := w.project("own", field.Values{"manager": field.Ref(ann.ID)})
		on := w.d.Seal(id)
		want(t, b.send("POST", "/projects/"+on+"/comments", map[string]any{"body": "Secret"}), 201)
		want(t, a.send("POST", "/projects/"+on+"/visit", nil), 200)
		want(t, a.send("POST", "/me/favourites", map[string]any{"kind": "project", "id": on}), 204)
		want(t, a.send("POST", "/me/favourites", map[string]any{"kind": "project", "id": on}), 204)
		if got := want(t, a.send("GET", "/me/places", nil), 200); strings.Count(got.text, on) != 2 {
			t.Errorf("got %s, want it once among the favourites and once among the recent", got.text)
		}
		w.change(func(tx *db.Tx, _ access.Who) error {
			_, err := db.Exec(t.Context(), tx, "UPDATE project SET unit_id = $1, manager_id = NULL, version = version + 1 WHERE id = $2", w.units["foreign"], id)
			tx.Touch("project", id)
			return err
		})
		if got := told(t, a); got != " (0)" {
			t.Errorf("got %q after the project went where she sees nothing", got)
		}
		if got := want(t, a.send("GET", "/me/places", nil), 200); strings.Contains(got.text, on) {
			t.Errorf("got %s", got.text)
		}
		want(t, a.send("DELETE", "/me/favourites/project/"+on, nil), 204)
	})
}

func TestASummaryIsAskedForAndDueOnceADay(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, a := w.member("pmo", "own")
		want(t, a.send("PATCH", "/me/digest", map[string]any{"rhythm": "hourly"}), 422)
		want(t, a.send("PATCH", "/me/digest", map[string]any{"rhythm": "daily"}), 200)
		if got := want(t, a.send("GET", "/me/digest", nil), 200).json(t); got["rhythm"] != "daily" {
			t.Errorf("got %v", got)
		}
	})
}
