package config_test

import (
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
