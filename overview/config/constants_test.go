package config_test

import (
	"strings"
	"testing"

	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/constant"
	"vigie/room/field"
)

func TestConstantsAndTheFormulasThatNameThemGoTogether(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	doc := world.parse(`{"format":1,"sections":{
		"constants":[{"key":"daily_rate","label":{"en":"Daily rate","fr":"Coût journalier"},"kind":"money","currency":"EUR","values":[{"from":"","value":"650"},{"from":"2030-01-01","value":"700"}]}],
		"attributes":[{"object":"project","key":"days","kind":"computed","label":{"en":"Days","fr":"Jours"},"formula":"total_cost / daily_rate","consolidation":"none"}]}}`)
	if out := world.apply(config.Ask{Document: doc}); len(out.Steps) != 2 {
		t.Fatalf("got %d steps, want both: %v", len(out.Steps), out.Problems)
	}
	if again := world.apply(config.Ask{Document: world.read()}); len(again.Steps) != 0 {
		t.Errorf("what was exported changes something: %v", again.Steps)
	}
	c, err := field.Load(ctx, world.d, "project")
	world.must(err)
	if got := c.KeyedText(c.Get("days").Expr(), nil); got != "total_cost / daily_rate" {
		t.Errorf("the formula reads %q", got)
	}
	none := world.parse(`{"format":1,"sections":{"constants":[]}}`)
	out := world.apply(config.Ask{Document: none, Prune: true})
	if len(out.Kept) != 1 || !strings.Contains(out.Kept[0].Text.EN, "formula") {
		t.Errorf("what a formula names: %v, want it kept", out.Kept)
	}
	none = world.parse(`{"format":1,"sections":{"constants":[],"attributes":[{"object":"project","key":"days","formula":"total_cost / 650"}]}}`)
	out = world.apply(config.Ask{Document: none})
	world.apply(config.Ask{Document: world.parse(`{"format":1,"sections":{"constants":[]}}`), Prune: true})
	if all, err := constant.Load(ctx, world.d); err != nil || len(all.Items) != 0 {
		t.Errorf("got %v, %v, want none: %v", all, err, out.Problems)
	}
}
