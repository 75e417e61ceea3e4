package config_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/overview/config"
	"vigie/room/field"
)

// What a view of a list shows is looked at with the attributes of what it lists.
func TestViewsOfRegistersAreCheckedWithTheirOwnAttributes(t *testing.T) {
	d := dbtest.SQLite(t)
	w := fresh(t, d)
	before := w.export()
	wrong := map[string]struct{ where, state string }{
		"unknown":  {"state.filter", `{"filter": "nowhere > 3"}`},
		"project":  {"state.filter", `{"filter": "weather = \"sunny\""}`},
		"operator": {"state.filter", `{"filter": "owner > 3"}`},
		"value":    {"state.filter", `{"filter": "status = \"nope\""}`},
		"rule":     {"state.rules[0].filter", `{"rules": [{"name": "x", "filter": "status = ", "colour": "red"}]}`},
		"column":   {"state.columns[0].key", `{"columns": [{"key": "weather"}]}`},
		"sort":     {"state.sort[0].key", `{"sort": [{"key": "weather"}]}`},
		"group":    {"state.group[0].key", `{"group": [{"key": "weather"}]}`},
		"total":    {"state.columns[0].total", `{"columns": [{"key": "name", "total": "sum"}]}`},
		"coloured": {"state.rules[0].key", `{"rules": [{"name": "x", "filter": "status is empty", "colour": "red", "key": "weather"}]}`},
	}
	right := map[string]string{
		"risk": `criticality > 12 and status = \"open\"`, "action": `late = true and owner = me`,
		"decision": `made > today - 30d`, "milestone": `late = true and project_code is not empty`,
	}
	var views []any
	item := func(object, key, state string) {
		text := fmt.Sprintf(`{"object": %q, "key": %q, "name": {"en": %q, "fr": %q}, "scope": "everyone", "state": %s}`, object, key, key, key, state)
		views = append(views, json.RawMessage(text))
	}
	for _, object := range field.Listed {
		if object == "project" {
			continue
		}
		if right[object] == "" {
			t.Fatalf("%s has no condition that can be read here", object)
		}
		item(object, "right", `{"filter": "`+right[object]+`", "columns": [{"key": "name"}], "sort": [{"key": "status"}], "group": [{"key": "status"}],
			"rules": [{"name": "Not said", "filter": "status is empty", "colour": "red", "label": {"en": "Not said", "fr": "Non dit"}}]}`)
		for key, one := range wrong {
			item(object, key, one.state)
		}
	}
	text, err := json.Marshal(map[string]any{"format": 1, "sections": map[string]any{"views": views}})
	w.must(err)
	doc := w.parse(string(text))
	out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
	w.must(err)
	got := map[string]string{}
	for _, p := range out.Problems {
		got[p.Key] += p.Where + " "
	}
	for _, object := range field.Listed {
		for key, one := range wrong {
			if said := got[object+"."+key]; object != "project" && said != one.where+" " {
				t.Errorf("%s.%s: got %q, want %q", object, key, said, one.where)
			}
		}
		if said := got[object+".right"]; said != "" {
			t.Errorf("%s: what is right is said to be wrong at %s", object, said)
		}
	}
	_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, sys, config.Ask{Document: doc})
		return err
	})
	if fault.KindOf(err) != fault.BadInput || w.export() != before {
		t.Errorf("applied, with %v", err)
	}
}
