package config_test

import (
	"testing"

	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/convention"
)

func TestTheConventionsArePartOfTheConfiguration(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	doc := world.parse(`{"format":1,"sections":{"conventions":[{"first_month":4,"number_fr":"point"}]}}`)
	if out := world.apply(config.Ask{Document: doc}); len(out.Steps) != 1 || len(out.Steps[0].Changes) != 2 {
		t.Fatalf("got %+v, want one step with two changes", out.Steps)
	}
	c, err := convention.Load(ctx, world.d)
	world.must(err)
	if c.FirstMonth != 4 || c.NumberFR != "point" || c.WeekStart != "monday" || c.DayMinutes != 420 {
		t.Errorf("got %+v, want what is said changed, and the rest as it was", c)
	}
	if again := world.apply(config.Ask{Document: world.read(), Prune: true}); len(again.Steps) != 0 {
		t.Errorf("what was exported changes something: %v", again.Steps)
	}
}
