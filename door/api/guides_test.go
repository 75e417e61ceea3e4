package api

import (
	"context"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/guide"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /guides":              {places: anywhere},
		"POST /guides":             {places: anywhere, may: everywhereOnly, request: just(map[string]any{"title": map[string]any{"en": "New"}, "text": map[string]any{"en": "x"}})},
		"PATCH /guides/{id}":       {places: anywhere, may: everywhereOnly, version: true, request: aGuide(map[string]any{"text": map[string]any{"en": "y"}})},
		"DELETE /guides/{id}":      {places: anywhere, may: everywhereOnly, version: true, request: aGuide(nil)},
		"POST /guides/{id}/revert": {places: anywhere, may: everywhereOnly, version: true, ok: 200, request: aGuide(map[string]any{"to": 1})},
		"GET /guides/history":      {places: anywhere},
		"POST /guides/order": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, _ *persona, _ string) ([]string, any) {
			all, err := guide.List(context.Background(), w.d)
			if err != nil {
				w.t.Fatal(err)
			}
			ids := []string{}
			for _, g := range all {
				ids = append(ids, w.d.Seal(g.ID))
			}
			return nil, map[string]any{"ids": ids}
		}},
	})
}

// aGuide makes a guide for each try.
func aGuide(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		return []string{w.d.Seal(w.guide(guide.Guide{Title: label.T(w.fresh("Guide"), ""), Text: label.T("x", "")}).ID)}, body
	}
}

func (w *world) guide(g guide.Guide) guide.Guide {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		g, err = guide.Create(context.Background(), tx, who, g)
		return err
	})
	return g
}

// guidesOf are the keys of the guides that somebody is shown, and what they say.
func guidesOf(t *testing.T, c *client) string {
	t.Helper()
	var got struct {
		Items []struct {
			Key  string
			Text struct{ EN string }
		}
	}
	want(t, c.send("GET", "/guides", nil), 200).decode(t, 200, &got)
	var out []string
	for _, g := range got.Items {
		out = append(out, g.Key+": "+g.Text.EN)
	}
	return strings.Join(out, "; ")
}

func TestAGuideIsShownToItsReadersWithoutWhatIsHiddenFromThem(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.administrator()
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
			return err
		})
		w.grant(admin.ID, role.ID, w.units["parent"])
		w.change(func(tx *db.Tx, who access.Who) error {
			return field.Create(context.Background(), tx, who, &field.Field{Object: "project", Key: "zanzibar", Kind: field.Number, Label: label.T("Zanzibar", "Zanzibar"), Readers: []int64{role.ID}, Consolidation: field.Sum})
		})
		c := w.signedIn(admin)
		text := "See [the margin](#project.zanzibar), then `zanzibar > 5`."
		for _, g := range []map[string]any{
			{"title": map[string]any{"en": "All"}, "text": map[string]any{"en": text}, "stage": "build"},
			{"title": map[string]any{"en": "Few"}, "text": map[string]any{"en": "For few"}, "readers": []any{"treasury"}, "role": "treasury"},
		} {
			want(t, c.send("POST", "/guides", g), 201)
		}
		if got := guidesOf(t, c); got != "all: "+text+"; few: For few" {
			t.Errorf("whoever may know all reads %q", got)
		}
		_, reader := w.member("contributor", "own")
		if got := guidesOf(t, reader); got != "all: See …, then …." {
			t.Errorf("a reader for whom it is not reads %q", got)
		}
		if got := foundBy(t, reader, "zanzibar"); got != "" {
			t.Errorf("a search finds %q", got)
		}
		if got := foundBy(t, reader, "then"); got != "guide All" {
			t.Errorf("a search finds %q, want the guide", got)
		}
		if got := foundBy(t, reader, "few"); got != "" {
			t.Errorf("a search finds %q, which is for others", got)
		}
		other := w.account("method")
		w.setPassword(other)
		w.grant(other.ID, w.roles["administrator"], w.units["parent"])
		writer := w.signedIn(other)
		id := want(t, writer.send("GET", "/guides", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["id"].(string)
		at := writer.with("If-Match", `"1"`)
		want(t, at.send("PATCH", "/guides/"+id, map[string]any{"text": map[string]any{"en": "Lost"}}), 409)
		want(t, at.send("PATCH", "/guides/"+id, map[string]any{"title": map[string]any{"en": "Everybody"}}), 200)
		if got := guidesOf(t, c); !strings.HasPrefix(got, "all: "+text) {
			t.Errorf("after a change of the title by somebody who does not see all of it: %q", got)
		}
		want(t, c.send("DELETE", "/roles/"+w.d.Seal(role.ID), nil), 428)
	})
}

func TestAGuideIsOrderedAndBroughtBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		var ids []any
		for _, name := range []string{"One", "Two"} {
			made := want(t, c.send("POST", "/guides", map[string]any{"title": map[string]any{"en": name}, "text": map[string]any{"en": name}}), 201).json(t)
			ids = append(ids, made["id"])
		}
		want(t, c.send("POST", "/guides/order", map[string]any{"ids": []any{ids[1], ids[0]}}), 200)
		if got := guidesOf(t, c); got != "two: Two; one: One" {
			t.Errorf("ordered: %q", got)
		}
		want(t, c.send("POST", "/guides/order", map[string]any{"ids": ids[:1]}), 409)
		want(t, c.with("If-Match", `"2"`).send("DELETE", "/guides/"+ids[1].(string), nil), 204)
		past := want(t, c.send("GET", "/guides/history", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		if past["gone"] != true || past["version"] != 3.0 {
			t.Errorf("the history begins with %v", past)
		}
		want(t, c.with("If-Match", `"3"`).send("POST", "/guides/"+ids[1].(string)+"/revert", map[string]any{"to": 1}), 200)
		if got := guidesOf(t, c); got != "two: Two; one: One" && got != "one: One; two: Two" {
			t.Errorf("brought back: %q", got)
		}
		audit := want(t, c.send("GET", "/audit?kind=catalogue", nil), 200).text
		if !strings.Contains(audit, "Guide deleted") {
			t.Errorf("the audit does not say so: %s", audit)
		}
	})
}
