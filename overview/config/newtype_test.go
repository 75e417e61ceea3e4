package config_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
)

const trials = `{"format": 1, "sections": {
	"attributes": [{"object": "project", "key": "type", "choices": [{"key": "trial", "label": {"en": "Trial", "fr": "Essai"}}]},
		{"object": "project", "key": "runs", "kind": "number", "label": {"en": "Runs", "fr": "Passes"}}],
	"lifecycles": [{"type": "trial", "stages": [{"stage": "idea", "start": true}, {"stage": "build", "required": ["runs"]}],
		"moves": [{"from": "idea", "to": "build", "condition": "runs > 2", "message": {"en": "Run it thrice", "fr": "Trois passes"}}]}],
	"forms": [{"key": "trials", "name": {"en": "Trials", "fr": "Essais"}, "types": ["trial"], "sections": [{"title": {"en": "All", "fr": "Tout"}, "columns": 1, "fields": [{"attribute": "runs"}]}]}]}}`

func TestATypeThatCameWithItsLifecycleGoesWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		before := w.export()
		versions, err := w.Versions(ctx, sys)
		w.must(err)
		w.apply(config.Ask{Document: w.parse(trials)})
		ask, err := w.Back(ctx, sys, versions[0].Change.Number)
		w.must(err)
		w.apply(ask)
		if o, ok := w.field("type").OptionByKey("trial"); !ok || !o.Retired {
			t.Error("the type stays in the list, out of use")
		}
		doc := w.read()
		if got := len(doc.Sections["lifecycles"]); got != len(w.parse(before).Sections["lifecycles"]) {
			t.Errorf("%d lifecycles", got)
		}
		w.apply(config.Ask{Document: w.parse(trials)})
		if o, _ := w.field("type").OptionByKey("trial"); o.Retired {
			t.Error("the document brings the type back into use")
		}
	})
}

// threats is a form of the risks beside one of projects that has the same key.
const threats = `{"format": 1, "sections": {"forms": [
	{"key": "short", "name": {"en": "Short", "fr": "Court"}, "sections": [{"title": {"en": "All", "fr": "Tout"}, "columns": 1, "fields": [{"attribute": "weather"}]}]},
	{"key": "short", "object": "risk", "name": {"en": "Short", "fr": "Court"}, "stages": ["open"], "sections": [{"title": {"en": "All", "fr": "Tout"}, "columns": 1, "fields": [{"attribute": "response", "wide": true}]}]}]}}`

func TestAFormOfARegisterIsKeptApartFromThoseOfProjects(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		before := w.export()
		versions, err := w.Versions(ctx, sys)
		w.must(err)
		w.apply(config.Ask{Document: w.parse(threats)})
		of := map[any]any{}
		for _, f := range w.read().Sections["forms"] {
			if f["key"] == "short" {
				of[f["object"]] = f["stages"].([]any)
			}
		}
		if len(of) != 2 || len(of["risk"].([]any)) != 1 || of["risk"].([]any)[0] != "open" {
			t.Errorf("the forms called short are %v", of)
		}
		again, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(threats)})
		w.must(err)
		if len(again.Steps) != 0 {
			t.Errorf("applied again it changes %v", again.Steps)
		}
		if out, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(`{"format": 1, "sections": {"forms": [{"key": "wrong", "object": "risk", "name": {"en": "W", "fr": "W"}, "sections": [{"title": {"en": "All", "fr": "Tout"}, "columns": 1, "fields": [{"attribute": "weather"}]}]}]}}`)}); err == nil && len(out.Problems) == 0 {
			t.Error("a form of risks with an attribute of projects was taken")
		}
		ask, err := w.Back(ctx, sys, versions[0].Change.Number)
		w.must(err)
		w.apply(ask)
		if after := w.export(); after != before {
			t.Errorf("gone back, it is %s", after)
		}
	})
}
