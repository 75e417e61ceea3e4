package api

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// What is hidden has a key, a name in two languages, choices and values, each a word
// that nothing else has.
var secretWords = regexp.MustCompile(`(?i)zanzibar|mombasa|malindi|pemba|lamu|sofala|quetzal|70007|70,?007|70\x{202f}007`)

// secretive is a world in which attributes that are not for everybody stand wherever
// an administrator can put them.
func secretive(t *testing.T) (*world, *persona) {
	w := newWorld(t, dbtest.SQLite(t))
	admin := w.administrator()
	var role access.Role
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
		return err
	})
	w.grant(admin.ID, role.ID, w.units["parent"])
	readers := []int64{role.ID}
	named := label.T("Mombasa", "Malindi")
	var list *field.Field
	w.change(func(tx *db.Tx, who access.Who) error {
		for _, f := range []*field.Field{
			{Key: "zanzibar", Kind: field.Number, Label: named, Help: named, Consolidation: field.Sum},
			{Key: "zanzibar_list", Kind: field.Choice, Label: named, Choices: []field.Option{{Key: "pemba", Label: label.T("Lamu", "Sofala")}}, Consolidation: field.CountByValue},
			{Key: "zanzibar_text", Kind: field.Text, Label: named, Searchable: true},
			{Key: "zanzibar_month", Kind: field.Number, Label: named, PerMonth: true, Consolidation: field.Sum},
		} {
			f.Object, f.Readers, f.Writers = "project", readers, readers
			if err := field.Create(context.Background(), tx, who, f); err != nil {
				return err
			}
			if f.Kind == field.Choice {
				list = f
			}
		}
		return nil
	})
	w.computed("zanzibar_twice", "zanzibar * 2", field.Sum)
	c := w.signedIn(admin)
	want(t, c.send("POST", "/templates", map[string]any{
		"name":     map[string]any{"en": "Light", "fr": "Léger"},
		"sections": []any{map[string]any{"kind": "fields", "lines": []any{map[string]any{"id": "zanzibar", "values": map[string]any{"zanzibar": map[string]any{"value": "70007"}}}}}},
	}), 201)
	want(t, c.with("If-Match", `"0"`).send("PATCH", "/trust", map[string]any{
		"attributes": []any{map[string]any{"attribute": "zanzibar", "weight": 3, "stages": []any{}}, map[string]any{"attribute": "name", "weight": 1, "stages": []any{}}},
		"rules":      []any{map[string]any{"key": "high", "label": map[string]any{"en": "Too high", "fr": "Trop haut"}, "condition": "zanzibar > 5"}},
	}), 200)
	w.mappingOf("zanzibar_list", "Lamu", "pemba")
	want(t, c.send("POST", "/portfolios", map[string]any{"name": w.fresh("Of"), "unit": w.d.Seal(w.units["own"]), "filter": "zanzibar > 5"}), 201)
	id := w.project("own", nil)
	for _, n := range []int64{70_007, 170_007} {
		w.change(func(tx *db.Tx, who access.Who) error {
			cat, err := field.Load(context.Background(), tx, "project")
			if err != nil {
				return err
			}
			_, err = project.Change(context.Background(), tx, who, cat, project.Edit{ID: id, Values: field.Values{
				"zanzibar": field.Int(n * 10_000), "zanzibar_list": field.Int(list.Choices[0].ID), "zanzibar_text": field.Str(fmt.Sprint("quetzal ", n)), "zanzibar_month": field.Int(n * 10_000),
			}})
			return err
		})
	}
	reader := w.account("plain")
	w.setPassword(reader)
	w.grant(reader.ID, w.roles["pmo"], w.units["own"])
	return w, &persona{name: "pmo", account: reader, c: w.signedIn(reader), rights: w.rightsOf("pmo")}
}

// readings are the routes that read, filled in for somebody.
func (w *world) readings(p *persona) (patterns, paths []string) {
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
		patterns, paths = append(patterns, route.Pattern), append(paths, path)
	}
	return patterns, paths
}

func TestNoRouteTellsAWordOfWhatIsHidden(t *testing.T) {
	w, p := secretive(t)
	_, paths := w.readings(p)
	id := want(t, p.c.send("GET", "/projects", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["id"].(string)
	paths = append(paths, "/projects/"+id, "/projects/"+id+"/history", "/projects.csv", "/projects?find=quetzal", "/search?q=quetzal", "/search?q=mombasa", "/search?q=lamu")
	for _, lang := range []string{"en", "fr"} {
		c := p.c.with("Accept-Language", lang)
		for _, path := range paths {
			got := unpacked(c.send("GET", path, nil).text)
			for _, asked := range []string{"quetzal", "mombasa", "lamu"} { // what was asked for may be said again
				if strings.HasSuffix(path, "="+asked) {
					got = strings.ReplaceAll(got, asked, "")
				}
			}
			if at := secretWords.FindStringIndex(got); at != nil {
				t.Errorf("GET %s in %s tells what is hidden: …%s…", path, lang, got[max(0, at[0]-160):min(len(got), at[1]+60)])
			}
		}
	}
}

// TestWhatIsHiddenIsRefusedAsWhatIsNotThere asks every route, in every parameter, for
// what is hidden and for what nobody ever made: but for the name, the answers are one.
func TestWhatIsHiddenIsRefusedAsWhatIsNotThere(t *testing.T) {
	w, p := secretive(t)
	probe := &twins{a: w}
	patterns, paths := w.readings(p)
	tried := 0
	for i, path := range paths {
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		for _, name := range probe.parameters(patterns[i]) {
			if _, known := tries[name]; known || strings.Contains(path, name+"=") {
				continue
			}
			for _, ask := range []string{"KEY", "-KEY", "name,KEY", "KEY > 5", `KEY = "pemba"`, "KEY is empty", "sum(children(KEY)) > 1", "total_cost:KEY", "KEY.year"} {
				at := func(key string) string {
					a := p.c.send("GET", path+sign+name+"="+url.QueryEscape(strings.ReplaceAll(ask, "KEY", key)), nil)
					return strings.ReplaceAll(said(a), key, "KEY")
				}
				tried++
				if x, y := at("zanzibar"), at("xuvwytqh"); x != y {
					t.Errorf("GET %s with %s=%s tells that it is there:\n%s", path, name, ask, firstDifference(x, y))
				}
			}
		}
	}
	for _, formula := range []string{"KEY + 1", "KEY > 5", "[KEY]", "sum(children(KEY))"} {
		at := func(key string) string {
			a := p.c.send("POST", "/fields/preview", map[string]any{"formula": strings.ReplaceAll(formula, "KEY", key)})
			return strings.ReplaceAll(said(a), key, "KEY")
		}
		if x, y := at("zanzibar"), at("xuvwytqh"); x != y {
			t.Errorf("the preview of %s tells that it is there:\n%s", formula, firstDifference(x, y))
		}
	}
	if tried < 500 {
		t.Errorf("only %d questions were asked", tried)
	}
	t.Logf("%d questions", tried)
}
