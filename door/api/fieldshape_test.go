package api

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/view"
)

func init() {
	fixtures["POST /fields/{key}/restore"] = fixture{places: anywhere, may: everywhereOnly, request: func(w *world, _ *persona, _ string) ([]string, any) {
		f := &field.Field{Object: "project", Kind: field.Text, Label: label.T(w.fresh("Gone"), "")}
		w.change(func(tx *db.Tx, who access.Who) error {
			if err := field.Create(context.Background(), tx, who, f); err != nil {
				return err
			}
			return field.Retire(context.Background(), tx, who, "project", f.Key, 1)
		})
		return []string{f.Key}, nil
	}}
	fixtures["POST /fields/{key}/conversion"] = fixture{places: anywhere, may: everywhereOnly, request: aField(map[string]any{"kind": "number"})}
}

// anAttribute makes one of the projects.
func (w *world) anAttribute(key string, kind field.Kind) *field.Field {
	f := &field.Field{Object: "project", Key: key, Kind: kind, Label: label.T("The "+key, "Le "+key)}
	w.change(func(tx *db.Tx, who access.Who) error { return field.Create(context.Background(), tx, who, f) })
	return f
}

// shape changes an attribute as an administrator does, in its present version.
func shape(t *testing.T, c *client, key string, body map[string]any, status int) map[string]any {
	t.Helper()
	for _, x := range want(t, c.send("GET", "/fields", nil), 200).json(t)["items"].([]any) {
		f := x.(map[string]any)
		if f["key"] == key {
			return want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, f["version"])).send("PATCH", "/fields/"+key, body), status).json(t)
		}
	}
	t.Fatalf("there is no attribute %s", key)
	return nil
}

func TestAnAttributeIsRenamedAndBothKeysAnswer(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.anAttribute("cost_centre", field.Text)
		w.anAttribute("effort", field.Number)
		id := w.project("own", field.Values{"cost_centre": field.Str("A 12"), "effort": field.Int(30000)})
		w.change(func(tx *db.Tx, who access.Who) error {
			v := view.View{Object: "project", Scope: view.Everyone}
			v.Name.EN, v.State.Columns = "Centres", []view.Column{{Key: "cost_centre"}}
			v.State.Filter = `cost_centre = "A 12" and [cost_centre] is not empty and "cost_centre" <> name`
			v.State.Rules = []view.Rule{{Filter: `cost_centre is empty`, Colour: "red", Key: "cost_centre"}}
			_, err := view.Create(ctx, tx, who, v)
			return err
		})
		_, c := w.member("administrator", "parent")
		now := shape(t, c, "cost_centre", map[string]any{"key": "budget_holder"}, 200)
		if now["key"] != "budget_holder" || fmt.Sprint(now["aliases"]) != "[cost_centre]" {
			t.Errorf("got %v, %v", now["key"], now["aliases"])
		}
		for _, v := range want(t, c.send("GET", "/views", nil), 200).json(t)["items"].([]any) {
			if v := v.(map[string]any); v["label"].(map[string]any)["en"] == "Centres" {
				s := v["state"].(map[string]any)
				if got, wanted := s["filter"], `budget_holder = "A 12" and [budget_holder] is not empty and "cost_centre" <> name`; got != wanted {
					t.Errorf("the view asks for %v, want %v", got, wanted)
				}
				if got := fmt.Sprint(s["columns"], s["rules"]); got != "[map[key:budget_holder]] [map[colour:red filter:budget_holder is empty key:budget_holder name:]]" {
					t.Errorf("the view shows %s", got)
				}
			}
		}
		// The old key goes on answering, in values, in filters and where it is written.
		for _, key := range []string{"budget_holder", "cost_centre"} {
			got := want(t, c.send("GET", "/projects?fields=name,"+key+"&filter="+url.QueryEscape(key+` = "A 12"`), nil), 200).json(t)
			if got["total"].(float64) != 1 {
				t.Errorf("%s finds %v projects, want 1", key, got["total"])
			}
		}
		seal := w.d.Seal(id)
		p := want(t, c.send("GET", "/projects/"+seal, nil), 200).json(t)
		if p["budget_holder"] != "A 12" || p["cost_centre"] != nil {
			t.Errorf("the project has %v and %v", p["budget_holder"], p["cost_centre"])
		}
		p = want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, p["version"])).send("PATCH", "/projects/"+seal, map[string]any{"cost_centre": "B 7"}), 200).json(t)
		if p["budget_holder"] != "B 7" {
			t.Errorf("written by its old key it is %v", p["budget_holder"])
		}
		past := want(t, c.send("GET", "/history?project="+seal+"&attribute=budget_holder", nil), 200).json(t)
		if n := len(past["items"].([]any)); n != 2 {
			t.Errorf("the history tells of %d changes under the new key, want 2: %v", n, past)
		}
		want(t, c.send("POST", "/fields", map[string]any{"key": "cost_centre", "kind": "text", "label": map[string]any{"en": "Another"}}), 422)
		back := shape(t, c, "budget_holder", map[string]any{"key": "cost_centre"}, 200)
		if fmt.Sprint(back["aliases"]) != "[budget_holder]" {
			t.Errorf("taken back, it also answers to %v", back["aliases"])
		}
		if p = want(t, c.send("GET", "/projects/"+seal, nil), 200).json(t); p["cost_centre"] != "B 7" {
			t.Errorf("taken back, the project has %v", p["cost_centre"])
		}
		shape(t, c, "name", map[string]any{"key": "title"}, 409)
	})
}

func TestTextBecomesNumbersAndBackWithoutLosingAnything(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.anAttribute("size", field.Text)
		var ids []int64
		texts := []string{"12,5", "1 200,00", "large", "large", "40"}
		for _, text := range texts {
			ids = append(ids, w.project("own", field.Values{"size": field.Str(text)}))
		}
		w.project("own", nil)
		_, c := w.member("administrator", "parent")
		try := func(body map[string]any) map[string]any {
			t.Helper()
			return want(t, c.send("POST", "/fields/size/conversion", body), 200).json(t)
		}
		got := try(map[string]any{"kind": "number"})
		if fmt.Sprint(got["filled"], got["converts"], got["fails"]) != "5 3 2" || fmt.Sprint(got["failing"]) != "[map[count:2 from:large to:]]" {
			t.Errorf("got %v", got)
		}
		if got := try(map[string]any{"kind": "number", "into": map[string]any{"large": "100"}}); fmt.Sprint(got["converts"], got["fails"]) != "5 0" {
			t.Errorf("told what large is, got %v", got)
		}
		if got := try(map[string]any{"kind": "choice"}); len(got["proposed"].([]any)) != 4 {
			t.Errorf("a list is proposed %v", got["proposed"])
		}
		read := func(id int64) map[string]any {
			t.Helper()
			return want(t, c.send("GET", "/projects/"+w.d.Seal(id), nil), 200).json(t)
		}
		shape(t, c, "size", map[string]any{"kind": "number"}, 200)
		if p := read(ids[0]); fmt.Sprint(p["size"]) != "12.5" {
			t.Errorf("12,5 is read as %v", p["size"])
		}
		if p := read(ids[2]); p["size"] != nil || fmt.Sprint(p["unread"]) != "map[size:large]" {
			t.Errorf("what is no number is %v, unread %v", p["size"], p["unread"])
		}
		if got := want(t, c.send("GET", "/projects?filter="+url.QueryEscape("size > 13"), nil), 200).json(t); got["total"].(float64) != 2 {
			t.Errorf("%v projects are larger than 13, want 2", got["total"])
		}
		// A project that is changed otherwise keeps what could not be read.
		w.editAll(project.Edit{ID: ids[2], Values: field.Values{"description": field.Str("x")}}, project.Edit{ID: ids[3], Values: field.Values{"size": field.Int(70000)}})
		if p := read(ids[2]); fmt.Sprint(p["unread"]) != "map[size:large]" {
			t.Errorf("after another change it is unread as %v", p["unread"])
		}
		// Back to text: what was stored is read as it was, what was entered since as words.
		shape(t, c, "size", map[string]any{"kind": "text"}, 200)
		for i, wanted := range []string{"12,5", "1 200,00", "large", "7", "40"} {
			if p := read(ids[i]); p["size"] != wanted || p["unread"] != nil && fmt.Sprint(p["unread"]) != "map[]" {
				t.Errorf("text again, project %d has %q (unread %v), want %q", i, p["size"], p["unread"], wanted)
			}
		}
		// Once more, told what the word is.
		shape(t, c, "size", map[string]any{"kind": "number", "into": map[string]any{"large": "100"}}, 200)
		if p := read(ids[2]); fmt.Sprint(p["size"]) != "100" {
			t.Errorf("large is %v, want 100", p["size"])
		}
		shape(t, c, "stage", map[string]any{"kind": "text"}, 422)
	})
}

func TestTextBecomesAListAndAFormulaStopsWhatItCouldNotRead(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.anAttribute("zone", field.Text)
		a, b := w.project("own", field.Values{"zone": field.Str("North")}), w.project("own", field.Values{"zone": field.Str("sud")})
		_, c := w.member("administrator", "parent")
		want(t, c.send("POST", "/fields", map[string]any{"kind": "computed", "formula": `LEN(zone)`, "label": map[string]any{"en": "Length"}}), 201)
		options := []any{map[string]any{"key": "north", "label": map[string]any{"en": "North"}}, map[string]any{"key": "south", "label": map[string]any{"en": "South", "fr": "Sud"}}}
		got := want(t, c.send("POST", "/fields/zone/conversion", map[string]any{"kind": "choice", "choices": options}), 200).json(t)
		if fmt.Sprint(got["fails"], len(got["blocked"].([]any))) != "0 1" {
			t.Errorf("got %v", got)
		}
		shape(t, c, "zone", map[string]any{"kind": "choice", "choices": options}, 409)
		shape(t, c, "length", map[string]any{"formula": "1 + 1"}, 200)
		shape(t, c, "zone", map[string]any{"kind": "choice", "choices": options}, 200)
		for id, wanted := range map[int64]string{a: "north", b: "south"} {
			if p := want(t, c.send("GET", "/projects/"+w.d.Seal(id), nil), 200).json(t); p["zone"] != wanted {
				t.Errorf("got %v, want %v", p["zone"], wanted)
			}
		}
		// From a list to text, and what was retired comes back with its values.
		f := shape(t, c, "zone", map[string]any{"kind": "text"}, 200)
		if p := want(t, c.send("GET", "/projects/"+w.d.Seal(b), nil), 200).json(t); p["zone"] != "sud" {
			t.Errorf("text again it is %v, want what was typed", p["zone"])
		}
		want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, f["version"])).send("DELETE", "/fields/zone", nil), 204)
		gone := want(t, c.send("GET", "/fields?retired=true", nil), 200).json(t)["items"].([]any)
		if last := gone[len(gone)-1].(map[string]any); last["key"] != "zone" {
			t.Fatalf("retired are %v", gone)
		}
		want(t, c.send("POST", "/fields/zone/restore", nil), 200)
		if p := want(t, c.send("GET", "/projects/"+w.d.Seal(b), nil), 200).json(t); p["zone"] != "sud" {
			t.Errorf("restored it is %v", p["zone"])
		}
	})
}
