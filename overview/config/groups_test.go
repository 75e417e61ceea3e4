package config_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/field"
	"vigie/room/heading"
)

func (w *world) groupOf(key string) string {
	w.t.Helper()
	c, err := field.Load(ctx, w.d, "project")
	w.must(err)
	return c.GroupOf(c.Get(key))
}

func TestGroupsAndTheAttributesThatStandInThemGoTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		w.applied(`{"format":1,"sections":{"attributes":[{"object":"project","key":"gain","kind":"number","label":{"en":"Gain","fr":"Gain"},"section":"costs","consolidation":"none"}]}}`, false)
		before := w.last()
		w.applied(`{"format":1,"sections":{
			"attribute_groups":[{"key":"stakes","label":{"en":"Stakes","fr":"Enjeux"},"position":15},{"key":"more","label":{"en":"The rest","fr":"Le reste"}}],
			"attributes":[{"object":"project","key":"gain","section":"stakes"},{"object":"project","key":"axes","section":"stakes"}]}}`, false)
		all, err := heading.Load(ctx, d)
		w.must(err)
		if got := all.Items; len(got) != 6 || got[1].Key != "stakes" || got[5].Label.FR != "Le reste" || w.groupOf("gain") != "stakes" {
			t.Errorf("got %v, and gain in %s", got, w.groupOf("gain"))
		}
		if again := w.apply(config.Ask{Document: w.read()}); len(again.Steps) != 0 {
			t.Errorf("what was exported changes something: %v", again.Steps)
		}
		// A group that goes leaves its attributes to the rest, which stays itself.
		out := w.apply(config.Ask{Document: w.parse(`{"format":1,"sections":{"attribute_groups":[{"key":"stakes"}]}}`), Prune: true})
		if len(out.Kept) != 1 || w.groupOf("total_cost") != heading.Rest || w.groupOf("gain") != "stakes" {
			t.Errorf("kept %v, total_cost in %s", out.Kept, w.groupOf("total_cost"))
		}
		back, err := w.Back(ctx, sys, before)
		w.must(err)
		w.apply(back)
		if all, err = heading.Load(ctx, d); err != nil || len(all.Items) != 5 || w.groupOf("gain") != "costs" || w.groupOf("total_cost") != "costs" || w.groupOf("axes") != "identity" {
			t.Errorf("brought back: %v, %v; gain in %s, total_cost in %s, axes in %s", all.Items, err, w.groupOf("gain"), w.groupOf("total_cost"), w.groupOf("axes"))
		}
	})
}
