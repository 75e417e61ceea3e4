package api

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/project"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /forms":              {places: anywhere},
		"POST /forms":             {places: anywhere, may: everywhereOnly, request: just(map[string]any{"name": map[string]any{"en": "New"}})},
		"PATCH /forms/{id}":       {places: anywhere, may: everywhereOnly, version: true, request: aForm(map[string]any{"open": true})},
		"DELETE /forms/{id}":      {places: anywhere, may: everywhereOnly, version: true, request: aForm(nil)},
		"POST /forms/{id}/revert": {places: anywhere, may: everywhereOnly, version: true, request: aForm(map[string]any{"to": 1})},
		"GET /forms/history":      {places: anywhere},
		"GET /projects/{id}/form": {request: aProject(nil)},
		"POST /forms/order": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, _ *persona, _ string) ([]string, any) {
			all, err := design.Of(context.Background(), w.d, design.Project)
			if err != nil {
				w.t.Fatal(err)
			}
			ids := []string{}
			for _, f := range all {
				ids = append(ids, w.d.Seal(f.ID))
			}
			return nil, map[string]any{"ids": ids}
		}},
		"POST /forms/preview": {places: anywhere, may: everywhereOnly, ok: 200, request: just(map[string]any{"form": map[string]any{"name": map[string]any{"en": "New"}}})},
	})
}

// aForm makes a form that is for nobody here, for each try.
func aForm(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		return []string{w.d.Seal(w.form(design.Form{Name: label.T(w.fresh("Form"), "")}).ID)}, body
	}
}

func (w *world) form(f design.Form) design.Form {
	w.t.Helper()
	f.Object = design.Project
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		f, err = design.Create(context.Background(), tx, who, f)
		return err
	})
	return f
}

// layout is sections as the API takes them: a title, and keys.
func layout(sections ...[]string) []any {
	out := []any{}
	for _, s := range sections {
		fields := []any{}
		for _, key := range s[1:] {
			fields = append(fields, map[string]any{"attribute": key})
		}
		out = append(out, map[string]any{"title": map[string]any{"en": s[0]}, "columns": 1, "fields": fields})
	}
	return out
}

// shown says which keys a form shows, section by section.
func shown(of map[string]any) string {
	out := []string{}
	for _, s := range of["sections"].([]any) {
		s := s.(map[string]any)
		keys := []string{}
		for _, f := range s["fields"].([]any) {
			keys = append(keys, f.(map[string]any)["attribute"].(string))
		}
		out = append(out, s["title"].(map[string]any)["en"].(string)+": "+strings.Join(keys, " "))
	}
	return strings.Join(out, "; ")
}

func TestAFormIsMadeTriedKeptAndShownToThoseItIsFor(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		live, err := field.Load(context.Background(), w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		stage := live.Get("stage").Choices
		id := w.d.Seal(w.project("own", field.Values{"stage": field.Int(stage[1].ID)}))
		other := w.d.Seal(w.project("own", field.Values{"stage": field.Int(stage[0].ID)}))
		_, admin := w.member("administrator", "parent")
		_, manager := w.member("project_manager", "own")
		roles := want(t, admin.send("GET", "/forms", nil), 200).json(t)["roles"].([]any)
		at := slices.IndexFunc(roles, func(r any) bool { return r.(map[string]any)["label"].(map[string]any)["en"] == "Project manager" })
		role := roles[at].(map[string]any)["id"].(string)

		draft := map[string]any{
			"name": map[string]any{"fr": "Chefs"}, "stages": []string{stage[1].Key}, "roles": []string{role},
			"sections": layout([]string{"Essentials", "name", "end"}, []string{"Empty"}),
		}
		try := want(t, admin.send("POST", "/forms/preview", map[string]any{"form": draft, "project": id, "role": role}), 200).json(t)
		if got := shown(try["shown"].(map[string]any)); got != "Essentials: name end" || try["fits"] != true || try["projects"].(float64) != 1 {
			t.Errorf("got %s, %v", got, try)
		}
		if try := want(t, admin.send("POST", "/forms/preview", map[string]any{"form": draft, "project": id, "stage": stage[0].Key}), 200).json(t); try["fits"] != false || try["instead"] != nil {
			t.Errorf("at another stage: got %v", try)
		}
		if got := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t); got["id"] != "" {
			t.Errorf("before it is kept: got %v", got)
		}

		made := want(t, admin.send("POST", "/forms", draft), 201).json(t)
		seen := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t)
		if seen["id"] != made["id"] || shown(seen) != "Essentials: name end" || seen["all"] != false {
			t.Errorf("got %v", seen)
		}
		if got := want(t, manager.send("GET", "/projects/"+other+"/form", nil), 200).json(t); got["id"] != "" {
			t.Errorf("at another stage: got %v", got)
		}
		if got := want(t, admin.send("GET", "/projects/"+id+"/form", nil), 200).json(t); got["id"] != "" {
			t.Errorf("for another role: got %v", got)
		}

		path := "/forms/" + made["id"].(string)
		want(t, admin.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"open": true, "sections": layout([]string{"One", "name"})}), 200)
		want(t, admin.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"open": false}), 412)
		if got := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t); shown(got) != "One: name" || got["all"] != true {
			t.Errorf("got %v", got)
		}
		want(t, admin.with("If-Match", `"2"`).send("DELETE", path, nil), 204)
		if got := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t); got["id"] != "" {
			t.Errorf("once it is gone: got %v", got)
		}
		if said := want(t, admin.send("GET", "/audit?kind=catalogue&limit=9", nil), 200).text; !strings.Contains(said, `"Form made"`) || !strings.Contains(said, `"what":"Sections"`) {
			t.Errorf("the audit says %s, want what became of the form", said)
		}
		past := want(t, admin.send("GET", "/forms/history", nil), 200).json(t)["items"].([]any)
		if first := past[0].(map[string]any); first["gone"] != true || first["version"].(float64) != 3 || first["name"].(map[string]any)["en"] != "Chefs" {
			t.Errorf("got %v", first)
		}
		want(t, admin.with("If-Match", `"3"`).send("POST", path+"/revert", map[string]any{"to": 1}), 200)
		if got := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t); shown(got) != "Essentials: name end" {
			t.Errorf("got %v", got)
		}
	})
}

func TestWhatIsAskedForAndInNoSectionIsShownAllTheSame(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", nil))
		_, admin := w.member("administrator", "parent")
		for _, f := range []map[string]any{{"key": "gate", "required": true}, {"key": "why", "required_if": "stage is empty"}, {"key": "free"}} {
			f["kind"], f["label"] = "text", map[string]any{"en": f["key"]}
			want(t, admin.send("POST", "/fields", f), 201)
		}
		want(t, admin.send("POST", "/forms", map[string]any{"name": map[string]any{"en": "Few"}, "sections": layout([]string{"One", "name"})}), 201)
		asked := func() string {
			got := want(t, admin.send("GET", "/projects/"+id+"/form", nil), 200).json(t)
			return fmt.Sprint(got["asked"])
		}
		if got := asked(); got != "[gate why]" {
			t.Errorf("got %s, want what is required and empty", got)
		}
		still := []any{map[string]any{"title": map[string]any{"en": "One"}, "columns": 1, "fields": []any{
			map[string]any{"attribute": "gate", "read_only": true}, map[string]any{"attribute": "why"},
		}}}
		form := want(t, admin.send("GET", "/forms", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["id"].(string)
		want(t, admin.with("If-Match", `"1"`).send("PATCH", "/forms/"+form, map[string]any{"sections": still}), 200)
		if got := asked(); got != "[gate]" {
			t.Errorf("got %s, want what could be read only", got)
		}
		want(t, admin.with("If-Match", `"2"`).send("PATCH", "/forms/"+form, map[string]any{"sections": layout([]string{"One", "name"})}), 200)
		row := want(t, admin.send("GET", "/projects/"+id, nil), 200)
		want(t, admin.with("If-Match", row.Header.Get("ETag")).send("PATCH", "/projects/"+id, map[string]any{"gate": "A"}), 200)
		if got := asked(); got != "[why]" {
			t.Errorf("got %s, want what is still empty", got)
		}
	})
}

func TestARoleThatAFormIsForStays(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		role := want(t, admin.send("POST", "/roles", map[string]any{"label": map[string]any{"en": "Odd"}, "permissions": []string{}}), 201).json(t)
		by := want(t, admin.send("POST", "/roles", map[string]any{"label": map[string]any{"en": "Other"}, "permissions": []string{}}), 201).json(t)
		want(t, admin.send("POST", "/forms", map[string]any{"name": map[string]any{"en": "Few"}, "roles": []any{role["id"]}}), 201)
		path := "/roles/" + role["id"].(string)
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path, nil), 409)
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path+"?by="+by["id"].(string), nil), 204)
		now := want(t, admin.send("GET", "/forms", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		if got := fmt.Sprint(now["roles"]); got != fmt.Sprint([]any{by["id"]}) {
			t.Errorf("got %s, want the other role", got)
		}
	})
}

func (w *world) catalogueOf(t *testing.T) *field.Catalogue {
	t.Helper()
	c, err := field.Load(context.Background(), w.d, "project")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAFormReachesWhatNoEarlierOneShowsEverybody(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		stages := w.catalogueOf(t).Get("stage").Choices
		build, idea := field.Values{"stage": field.Int(stages[1].ID)}, field.Values{"stage": field.Int(stages[0].ID)}
		w.project("own", build)
		w.project("own", build)
		w.project("foreign", idea)
		w.editAll(project.Edit{ID: w.project("own", idea), State: project.Deleted})
		_, admin := w.member("administrator", "parent")
		roles := want(t, admin.send("GET", "/forms", nil), 200).json(t)["roles"].([]any)
		role := roles[0].(map[string]any)["id"]
		for _, f := range []map[string]any{
			{"name": map[string]any{"en": "Some"}, "roles": []any{role}},
			{"name": map[string]any{"en": "Build"}, "stages": []any{stages[1].Key}},
			{"name": map[string]any{"en": "Rest"}},
			{"name": map[string]any{"en": "Never"}},
		} {
			want(t, admin.send("POST", "/forms", f), 201)
		}
		got := []string{}
		for _, f := range want(t, admin.send("GET", "/forms", nil), 200).json(t)["items"].([]any) {
			f := f.(map[string]any)
			got = append(got, fmt.Sprint(f["name"].(map[string]any)["en"], " ", f["projects"], " ", len(f["some"].([]any))))
		}
		if got, want := fmt.Sprint(got), "[Some 3 3 Build 2 2 Rest 1 1 Never 0 0]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		ids := []any{}
		for _, f := range want(t, admin.send("GET", "/forms", nil), 200).json(t)["items"].([]any) {
			ids = append([]any{f.(map[string]any)["id"]}, ids...)
		}
		turned := want(t, admin.send("POST", "/forms/order", map[string]any{"ids": ids}), 200).json(t)["items"].([]any)
		if first := turned[0].(map[string]any); first["name"].(map[string]any)["en"] != "Never" || first["projects"].(float64) != 3 {
			t.Errorf("got %v first, want the one that was last, for all projects", first)
		}
		want(t, admin.send("POST", "/forms/order", map[string]any{"ids": ids[:1]}), 409)
	})
}

func TestAProjectThatWasNotThereYetHasNoForm(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", nil))
		foreign := w.d.Seal(w.project("foreign", nil))
		_, manager := w.member("project_manager", "own")
		w.form(design.Form{Name: label.T("All", ""), Sections: []design.Section{{Title: label.T("One", ""), Lines: []design.Line{{Field: w.catalogueOf(t).Get("name").ID}}}}})
		if got := want(t, manager.send("GET", "/projects/"+id+"/form?as_of=2001-01-01", nil), 200).json(t); got["id"] != "" {
			t.Errorf("got %v, want no form", got)
		}
		want(t, manager.send("GET", "/projects/"+foreign+"/form?as_of=2001-01-01", nil), 404)
		if got := want(t, manager.send("GET", "/projects/"+id+"/form", nil), 200).json(t); shown(got) != "One: name" {
			t.Errorf("got %v", got)
		}
	})
}
