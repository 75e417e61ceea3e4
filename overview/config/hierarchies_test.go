package config_test

import (
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/room/field"
	"vigie/room/hierarchy"
)

const planned = `{"format": 1, "sections": {
	"hierarchies": [{"key": "plan", "label": {"en": "Plan", "fr": "Plan"}, "nodes": [
		{"key": "grow", "label": {"en": "Grow", "fr": "Croître"}, "until": "2030-12-31"},
		{"key": "offers", "parent": "grow", "label": {"en": "Offers", "fr": "Offres"}},
		{"key": "save", "label": {"en": "Save", "fr": "Économiser"}, "colour": "green"}]}],
	"attributes": [{"object": "project", "key": "goal", "kind": "choice", "label": {"en": "Goal", "fr": "But"}, "hierarchy": "plan", "grants": true}]}}`

const replanned = `{"format": 1, "sections": {
	"hierarchies": [{"key": "plan", "nodes": [
		{"key": "save", "label": {"en": "Save", "fr": "Économiser"}},
		{"key": "offers", "parent": "save", "label": {"en": "New offers", "fr": "Nouvelles offres"}},
		{"key": "care", "label": {"en": "Care", "fr": "Soin"}}]}]}}`

func (w *world) applied(text string, prune bool) int64 {
	w.t.Helper()
	doc, err := config.Decode([]byte(text))
	w.must(err)
	return w.change(func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, sys, config.Ask{Document: doc, Prune: prune})
		return err
	})
}

func (w *world) plan() (hierarchy.Hierarchy, map[string]hierarchy.Node, []string) {
	w.t.Helper()
	all, err := hierarchy.All(ctx, w.d)
	w.must(err)
	nodes, err := hierarchy.NodesOf(ctx, w.d, all[0].ID)
	w.must(err)
	byKey, order := map[string]hierarchy.Node{}, []string{}
	for _, n := range nodes {
		byKey[n.Key], order = n, append(order, n.Key)
	}
	return all[0], byKey, order
}

func TestHierarchiesTravelWithTheConfiguration(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		first := w.applied(planned, false)
		_, nodes, _ := w.plan()
		if nodes["offers"].Parent != nodes["grow"].ID || nodes["grow"].Until == 0 {
			t.Errorf("got %v", nodes)
		}
		c, err := field.Load(ctx, d, "project")
		w.must(err)
		if g := c.Get("goal"); !g.Grants || g.Tree != "plan" || len(g.Choices) != 3 || g.Choices[1].Full().EN != "Grow / Offers" {
			t.Errorf("got %+v", g)
		}
		before := w.read()
		again, err := w.Diff(ctx, sys, config.Ask{Document: before})
		w.must(err)
		if len(again.Steps) != 0 {
			t.Errorf("what was written differs from itself: %+v", again.Steps[0].Changes)
		}
		w.applied(replanned, true)
		_, now, order := w.plan()
		if now["offers"].Parent != now["save"].ID || now["offers"].ID != nodes["offers"].ID || !now["grow"].Retired || now["save"].Position >= now["care"].Position {
			t.Errorf("got %v in the order %v", now, order)
		}
		back, err := w.Back(ctx, sys, first)
		w.must(err)
		w.change(func(tx *db.Tx) error {
			_, err := w.Apply(ctx, tx, sys, back)
			return err
		})
		_, now, order = w.plan()
		if now["offers"].Parent != now["grow"].ID || now["grow"].Retired || now["offers"].Label.EN != "Offers" || order[0] != "grow" {
			t.Errorf("brought back: got %v in the order %v", now, order)
		}
	})
}

func TestADocumentThatMakesACircleIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		w.applied(planned, false)
		doc, err := config.Decode([]byte(`{"format": 1, "sections": {"hierarchies": [{"key": "plan", "nodes": [
			{"key": "grow", "parent": "offers", "label": {"en": "Grow"}}, {"key": "offers", "parent": "grow", "label": {"en": "Offers"}}]}]}}`))
		w.must(err)
		out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
		w.must(err)
		if len(out.Problems) != 1 {
			t.Errorf("got %v", out.Problems)
		}
	})
}

func TestANodeThatIsKeptIsNotTakenForOneThatMoved(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	tree := func(nodes string) config.Ask {
		return config.Ask{Document: world.parse(`{"format":1,"sections":{"hierarchies":[{"key":"plan","label":{"en":"Plan","fr":"Plan"},"nodes":[` + nodes + `]}]}}`)}
	}
	node := func(key, parent string) string {
		return `{"key":"` + key + `","label":{"en":"` + key + `","fr":"` + key + `"},"parent":"` + parent + `"}`
	}
	world.apply(tree(node("west", "") + "," + node("wing", "west") + "," + node("east", "")))
	without := tree(node("west", "") + "," + node("east", ""))
	if out := world.apply(without); len(out.Steps) != 0 {
		t.Errorf("a document that leaves out a node changes %v", out.Steps[0].Changes)
	}
	turned := world.apply(tree(node("east", "") + "," + node("west", "")))
	if len(turned.Steps) != 1 || !strings.HasPrefix(turned.Steps[0].Changes[0].Now.In(label.EN), "“east”") {
		t.Errorf("another order reads %v", turned.Steps)
	}
}
