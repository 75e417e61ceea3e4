package api

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
)

// TestNoRouteNamesAnAttributeThatItsReaderMayNotKnow puts an attribute that is not for
// everybody into a view, a dashboard, a form and a lifecycle that are for everybody, and
// reads every route as somebody for whom it is not: its name is nowhere.
func TestNoRouteNamesAnAttributeThatItsReaderMayNotKnow(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
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
	view := want(t, c.send("POST", "/views", map[string]any{
		"object": "project", "label": map[string]any{"en": "For all"}, "scope": "everyone",
		"state": map[string]any{
			"display": "grid", "columns": []any{map[string]any{"key": "name"}, map[string]any{"key": "zanzibar"}}, "sort": []any{map[string]any{"key": "zanzibar"}}, "group": []any{map[string]any{"key": "zanzibar"}},
			"tree": "", "filter": "zanzibar > 5", "find": "", "state": "active", "density": "", "period": "", "compare": "", "only": false,
			"rules": []any{map[string]any{"name": "High", "filter": "zanzibar > 9", "colour": "red", "key": "zanzibar"}},
			"board": map[string]any{"by": "stage", "lanes": "", "card": []any{"zanzibar"}}, "timeline": map[string]any{"start": "start", "end": "end", "base_start": "", "base_end": "", "colour": "zanzibar", "scale": ""},
			"bubble": map[string]any{"x": "zanzibar", "y": "progress", "size": "zanzibar", "colour": "stage"},
			"pivot":  map[string]any{"rows": []any{map[string]any{"key": "stage"}}, "columns": []any{}, "measures": []any{map[string]any{"key": "zanzibar", "rule": "sum"}}},
		},
	}), 201).json(t)
	w.form(formWith(w, "zanzibar"))
	at := c.with("If-Match", `"0"`)
	life := works()
	life["stages"].([]any)[2].(map[string]any)["required"] = []any{"manager", "zanzibar"}
	life["moves"].([]any)[2].(map[string]any)["condition"] = "zanzibar > 5"
	want(t, at.send("POST", "/types/project/publish", life), 200)
	want(t, at.send("PUT", "/portfolios/all/summary/layout?scope=instance", map[string]any{"blocks": []any{
		map[string]any{"id": "one", "kind": "figures", "settings": map[string]any{"figures": []any{"count", "zanzibar"}, "months": 12}, "x": 0, "y": 0, "w": 12, "h": 2},
		map[string]any{"id": "two", "kind": "breakdown", "settings": map[string]any{"by": "stage", "total": "zanzibar", "limit": 12}, "x": 0, "y": 2, "w": 6, "h": 5},
		map[string]any{"id": "three", "kind": "bubble", "settings": map[string]any{"x": "end", "y": "zanzibar", "size": "zanzibar", "colour": "stage"}, "x": 0, "y": 7, "w": 6, "h": 5},
	}}), 200)
	guide := want(t, c.send("POST", "/guides", map[string]any{"title": map[string]any{"en": "For all"}, "text": map[string]any{"en": "See [it](#project.zanzibar), or `zanzibar > 5`."}}), 201).json(t)["id"].(string)
	w.project("own", nil)
	reader := w.account("plain")
	w.setPassword(reader)
	w.grant(reader.ID, w.roles["pmo"], w.units["own"])
	p := &persona{name: "pmo", account: reader, c: w.signedIn(reader), rights: w.rightsOf("pmo")}
	id := view["id"].(string)
	keepsWhatIsNotForHim(t, w, c, id, guide)
	shown := want(t, p.c.send("GET", "/views/"+id, nil), 200).json(t)
	if shown["left_out"] != true || shown["can_edit"] != false {
		t.Errorf("what is left out is not told: %v", shown)
	}
	paths := []string{"/views/" + id + "/rows", "/views/" + id + "/rows.csv", "/portfolios/all/summary", "/portfolios/all/summary/layout", "/portfolios/all/summary/layout?scope=instance", "/types", "/types/project"}
	for _, route := range w.frame.routes {
		f := fixtures[route.Pattern]
		method, _, _ := strings.Cut(route.Pattern, " ")
		if method != "GET" || f.live || unlike[route.Pattern] {
			continue
		}
		var ids []string
		if f.request != nil {
			ids, _ = f.request(w, p, "own")
		}
		_, path := f.fill(route.Pattern, ids)
		paths = append(paths, path)
	}
	for _, path := range paths {
		if got := unpacked(p.c.send("GET", path, nil).text); strings.Contains(strings.ToLower(got), "zanzibar") {
			at := strings.Index(strings.ToLower(got), "zanzibar")
			t.Errorf("GET %s names what is not for its reader: …%s…", path, got[max(0, at-100):min(len(got), at+60)])
		}
	}
}

// keepsWhatIsNotForHim changes a view and the summaries, in which an attribute is named,
// as who may arrange them for others and not know of it.
func keepsWhatIsNotForHim(t *testing.T, w *world, knows *client, id, guide string) {
	t.Helper()
	not := w.as("pmo", "parent")
	one := w.d.Seal(w.project("own", nil))
	figures := map[string]any{"blocks": []any{map[string]any{"id": "one", "kind": "values", "settings": map[string]any{"attributes": []any{"zanzibar"}}, "x": 0, "y": 0, "w": 12, "h": 2}}}
	plain := map[string]any{"blocks": []any{map[string]any{"id": "one", "kind": "risks", "x": 0, "y": 0, "w": 6, "h": 4}}}
	want(t, knows.with("If-Match", `"0"`).send("PUT", "/projects/"+one+"/summary/layout?scope=instance", plain), 200)
	want(t, knows.version(1).send("PUT", "/projects/"+one+"/summary/layout?scope=instance", figures), 200)
	for _, at := range []struct {
		path    string
		version int
	}{{"/portfolios/all/summary/layout", 1}, {"/projects/" + one + "/summary/layout", 2}} {
		want(t, not.version(at.version).send("DELETE", at.path+"?scope=instance", nil), 409)
		want(t, not.version(at.version).send("POST", at.path+"/revert?scope=instance", map[string]any{"to": 1}), 409)
	}
	want(t, knows.version(2).send("PUT", "/projects/"+one+"/summary/layout?scope=instance", plain), 200)
	want(t, not.version(3).send("POST", "/projects/"+one+"/summary/layout/revert?scope=instance", map[string]any{"to": 2}), 409)
	want(t, knows.version(3).send("PUT", "/projects/"+one+"/summary/layout?scope=instance", figures), 200)
	want(t, not.version(1).send("POST", "/views/"+id+"/revert", map[string]any{"to": 1}), 409)
	want(t, not.version(1).send("POST", "/guides/"+guide+"/revert", map[string]any{"to": 1}), 409)
	want(t, knows.with("If-Match", `"0"`).send("PATCH", "/trust", map[string]any{"attributes": []any{map[string]any{"attribute": "zanzibar", "weight": 2, "stages": []any{}}}}), 200)
	want(t, not.version(1).send("POST", "/trust/revert", map[string]any{"to": 0}), 409)
}

// formWith is a form for everybody with one line.
func formWith(w *world, key string) design.Form {
	w.t.Helper()
	var f *field.Field
	w.change(func(tx *db.Tx, _ access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err == nil {
			f = c.Get(key)
		}
		return err
	})
	return design.Form{Name: label.T("For all", "Pour tous"), Sections: []design.Section{{Title: label.T("Money", "Argent"), Lines: []design.Line{{Field: f.ID}}}}}
}
