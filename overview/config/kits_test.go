package config_test

import (
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/config"
)

func TestEachStarterKitFitsAnEmptyInstanceAndIsThenWhatHolds(t *testing.T) {
	kits, err := config.Kits()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kits {
		t.Run(k.Key, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				w := fresh(t, d)
				before := w.change(func(*db.Tx) error { return nil })
				out, err := w.Diff(ctx, sys, config.Ask{Document: k.Document})
				w.must(err)
				for _, p := range out.Problems {
					t.Errorf("%s[%s].%s: %s", p.Section, p.Key, p.Where, p.Text.In(label.EN))
				}
				if t.Failed() {
					return
				}
				w.apply(config.Ask{Document: k.Document, Match: out.Hash})
				again, err := w.Diff(ctx, sys, config.Ask{Document: k.Document})
				w.must(err)
				for _, s := range again.Steps {
					t.Errorf("%s %s is still %s: %v", s.Section, s.Key, s.Kind, s.Changes)
				}
				_ = before
			})
		})
	}
}

// A kit is a whole method: it says something of each room that can be configured, and in
// both languages.
func TestEachStarterKitSaysSomethingOfEachRoom(t *testing.T) {
	kits, err := config.Kits()
	if err != nil {
		t.Fatal(err)
	}
	ownOf := []string{"settings", "texts", "mappings", "slide_masters"} // each organisation has its own
	for _, k := range kits {
		for _, section := range config.Sections() {
			if len(k.Document.Sections[section]) == 0 && !slices.Contains(ownOf, section) {
				t.Errorf("%s says nothing of %s", k.Key, section)
			}
		}
		said := map[string]bool{}
		for _, section := range []string{"lifecycles", "forms"} {
			for _, item := range k.Document.Sections[section] {
				object, _ := item["object"].(string)
				said[section+" "+object] = true
			}
		}
		for _, of := range []string{"lifecycles risk", "lifecycles action", "lifecycles decision", "forms risk", "forms action", "forms decision"} {
			if !said[of] {
				t.Errorf("%s has no %s", k.Key, of)
			}
		}
		spoken(t, k.Key, k.Document.Sections)
	}
}

// spoken finds texts that are there in one language alone.
func spoken(t *testing.T, where string, v any) {
	switch v := v.(type) {
	case map[string][]config.Item:
		for section, items := range v {
			for _, item := range items {
				spoken(t, where+" "+section, item)
			}
		}
	case map[string]any:
		en, hasEN := v["en"].(string)
		fr, hasFR := v["fr"].(string)
		if hasEN != hasFR || hasEN && (en == "") != (fr == "") {
			t.Errorf("%s: %v", where, v)
		}
		for key, below := range v {
			spoken(t, where+"."+key, below)
		}
	case []any:
		for _, below := range v {
			spoken(t, where, below)
		}
	}
}
