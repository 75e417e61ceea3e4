package config_test

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// stored is all that a project holds, as the database has it.
type stored struct {
	ID     int64  `db:"id"`
	Name   string `db:"name"`
	Stage  int64  `db:"stage_id"`
	Custom string `db:"custom"`
}

func (w *world) stored() []stored {
	w.t.Helper()
	rows, err := db.Select[stored](ctx, w.d, "SELECT id, name, coalesce(stage_id, 0) AS stage_id, CAST(custom AS TEXT) AS custom FROM project ORDER BY id")
	w.must(err)
	return rows
}

// last is the change that there was last.
func (w *world) last() int64 {
	w.t.Helper()
	n, err := db.Get[int64](ctx, w.d, "SELECT max(number) FROM change")
	w.must(err)
	return n
}

// values are what people read of all projects.
func (w *world) values() map[int64]field.Values {
	w.t.Helper()
	out := map[int64]field.Values{}
	w.must(project.Each(ctx, w.d, nil, func(p *project.Project) error { out[p.ID] = p.Values; return nil }))
	return out
}

// filled makes projects that hold every value of the attributes of their own.
func (w *world) filled() {
	w.t.Helper()
	w.change(func(tx *db.Tx) error {
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		for i, o := range c.Get("risky").Choices {
			_, err := project.Change(ctx, tx, sys, c, project.Edit{Values: field.Values{
				"name": field.Str(fmt.Sprint("P", i)), "unit": field.Int(root.ID), "risky": field.Int(o.ID), "why": field.Str("because"), "stage": field.Int(c.Get("stage").Choices[0].ID),
			}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// TestWhateverIsConfiguredAndBroughtBackEveryStoredValueStays applies documents and
// goes back at random: what projects hold is never touched, and whatever held at a
// change holds again after going back to it.
func TestWhateverIsConfiguredAndBroughtBackEveryStoredValueStays(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		flag.Set("rapid.checks", "20") // each compares and applies whole documents
		defer flag.Set("rapid.checks", f.DefValue)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		w.filled()
		held, begin, values := w.stored(), w.last(), w.values()
		if len(held) != 2 {
			t.Fatalf("got %d projects", len(held))
		}
		var was []int64 // the changes that there were
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(1, 5).Draw(rt, "steps") {
				ask := config.Ask{Document: anyDocument(rt), Prune: rapid.Bool().Draw(rt, "prune")}
				to := int64(0)
				if len(was) > 0 && rapid.Bool().Draw(rt, "back") {
					to = rapid.SampledFrom(was).Draw(rt, "to")
					var err error
					ask, err = w.Back(ctx, sys, to)
					ok(rt, err)
				}
				change, err := d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
					_, err := w.Apply(ctx, tx, sys, ask)
					return err
				})
				if to == 0 && (fault.KindOf(err) == fault.BadInput || fault.KindOf(err) == fault.Clash) {
					continue // what a document at random asks for may not be possible
				}
				ok(rt, err)
				if diff := cmp.Diff(held, w.stored()); diff != "" {
					rt.Fatalf("stored values changed: %s", diff)
				}
				if to != 0 {
					w.holdsAgain(rt, to)
				}
				if change != 0 {
					was = append(was, change)
				}
			}
			ask, err := w.Back(ctx, sys, begin)
			ok(rt, err)
			_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
				_, err := w.Apply(ctx, tx, sys, ask)
				return err
			})
			ok(rt, err)
			if diff := cmp.Diff(values, w.values()); diff != "" {
				rt.Fatalf("with all brought back values are read otherwise: %s", diff)
			}
		})
	})
}

// TestGoingBackLeavesOutWhatATemplateGaveInAnotherKind brings back a configuration in
// which an attribute had another kind than what a template gives it.
func TestGoingBackLeavesOutWhatATemplateGaveInAnotherKind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		apply := func(ask config.Ask) int64 {
			w.change(func(tx *db.Tx) error {
				_, err := w.Apply(ctx, tx, sys, ask)
				return err
			})
			return w.last()
		}
		why := func(kind, name string) config.Ask {
			return config.Ask{Document: config.Document{Format: config.Format, Sections: map[string][]config.Item{
				"attributes": {{"object": "project", "key": "why", "kind": kind, "label": map[string]any{"en": name, "fr": name}}},
				"templates":  {{"key": "light", "description": map[string]any{"en": name, "fr": name}}},
			}}}
		}
		number := apply(why("number", "How many"))
		apply(why("number", "Count"))
		ask, err := w.Back(ctx, sys, number)
		w.must(err)
		apply(ask)
		ask.Prune = false
		out, err := w.Diff(ctx, sys, ask)
		w.must(err)
		if len(out.Steps)+len(out.Problems) != 0 {
			t.Errorf("after going back there are %v and %v", out.Steps, out.Problems)
		}
	})
}

// holdsAgain finds nothing different from what the history knows of a change, but
// the places of views, which it does not keep.
func (w *world) holdsAgain(rt *rapid.T, to int64) {
	ask, err := w.Back(ctx, sys, to)
	ok(rt, err)
	ask.Prune = false // what came since may have to stay
	out, err := w.Diff(ctx, sys, ask)
	ok(rt, err)
	for _, s := range out.Steps {
		if slices.ContainsFunc(out.Kept, func(p config.Problem) bool { return p.Section == s.Section && p.Key == s.Key }) {
			continue // and said so
		}
		for _, c := range s.Changes {
			if s.Section != "views" || c.What.In(label.EN) != "Position" {
				rt.Fatalf("after going back %s %s is %s: %s: %s → %s", s.Section, s.Key, s.Kind, c.What.In(label.EN), c.Was.In(label.EN), c.Now.In(label.EN))
			}
		}
	}
}

func ok(rt *rapid.T, err error) {
	if err != nil {
		var f *fault.Fault
		if errors.As(err, &f) {
			for _, d := range f.Details {
				rt.Errorf("%s: %s", d.Where, d.Text.In(label.EN))
			}
		}
		rt.Fatal(err)
	}
}

// anyDocument changes, adds and leaves out at random.
func anyDocument(rt *rapid.T) config.Document {
	word := func(what string) string {
		return rapid.SampledFrom([]string{"Alpha", "Bêta", "Gamma", "Delta"}).Draw(rt, what)
	}
	text := func(what string) map[string]any { return map[string]any{"en": word(what), "fr": word(what)} }
	doc := config.Document{Format: config.Format, Sections: map[string][]config.Item{}}
	some := func(what string) bool { return rapid.Bool().Draw(rt, what) }
	if some("attributes") {
		items := []config.Item{}
		for _, key := range []string{"risky", "why", "a_share", "b_gap", "newer", "old", "goal"} {
			if !some(key) {
				continue
			}
			item := config.Item{"object": "project", "key": key, "label": text("label"), "retired": key != "b_gap" && some("retired")}
			switch key {
			case "newer":
				item["kind"] = "number"
			case "goal":
				item["kind"], item["hierarchy"], item["grants"] = "choices", "plan", some("grants")
			case "risky":
				item["choices"] = []any{map[string]any{"key": rapid.SampledFrom([]string{"yes", "no", "maybe"}).Draw(rt, "option"), "label": text("option"), "retired": some("option retired")}}
			case "why":
				item["key"], item["aliases"] = rapid.SampledFrom([]string{"why", "reason", "grounds"}).Draw(rt, "renamed"), []any{"why", "reason", "grounds"}
				item["kind"] = rapid.SampledFrom([]string{"text", "long_text", "choice", "number"}).Draw(rt, "kind")
				item["required_if"] = rapid.SampledFrom([]string{"", `risky = "no"`, "total_cost > 5"}).Draw(rt, "condition")
			}
			items = append(items, item)
		}
		doc.Sections["attributes"] = items
	}
	if some("roles") {
		doc.Sections["roles"] = []config.Item{{"key": rapid.SampledFrom([]string{"sponsor", "auditor"}).Draw(rt, "role"), "label": text("role"), "permissions": []any{"project.read"}}}
	}
	if some("forms") {
		doc.Sections["forms"] = []config.Item{{"key": rapid.SampledFrom([]string{"sponsors", "everyone", "third"}).Draw(rt, "form"), "name": text("form"), "position": rapid.IntRange(1, 3).Draw(rt, "position"), "sections": []any{map[string]any{"title": text("title"), "columns": 1, "fields": []any{map[string]any{"attribute": "why"}}}}}}
	}
	if some("trust") {
		doc.Sections["trust"] = []config.Item{{"rhythm": rapid.IntRange(1, 40).Draw(rt, "rhythm")}}
	}
	if some("views") {
		doc.Sections["views"] = []config.Item{{"object": "project", "key": rapid.SampledFrom([]string{"all", "risky_ones", "mine_too"}).Draw(rt, "view"), "name": text("view"), "locked": some("locked"), "state": map[string]any{"filter": "risky is empty"}}}
	}
	if some("templates") {
		doc.Sections["templates"] = []config.Item{{
			"key": rapid.SampledFrom([]string{"light", "heavy"}).Draw(rt, "template"), "name": text("template"), "type": "project", "proposed": some("proposed"),
			"sections": []any{map[string]any{"kind": "milestone", "lines": []any{map[string]any{"id": "go", "values": map[string]any{"name": map[string]any{"text": text("key date")}, "date": map[string]any{"date": map[string]any{"from": "start", "by": rapid.IntRange(-9, 9).Draw(rt, "by"), "unit": "weeks"}}}}}}},
		}}
	}
	if some("lifecycles") {
		doc.Sections["lifecycles"] = []config.Item{}
	}
	if some("hierarchies") {
		doc.Sections["hierarchies"] = anyTrees(rt)
	}
	if some("conventions") {
		doc.Sections["conventions"] = []config.Item{{"first_month": rapid.IntRange(0, 12).Draw(rt, "month"), "week_start": rapid.SampledFrom([]string{"monday", "sunday", "none"}).Draw(rt, "week")}}
	}
	if some("terms") {
		doc.Sections["terms"] = []config.Item{{
			"key": rapid.SampledFrom([]string{"project", "portfolio"}).Draw(rt, "term"),
			"en":  map[string]any{"one": "initiative", "many": word("many"), "vowel": some("vowel")}, "fr": map[string]any{"one": "initiative", "many": "initiatives", "feminine": some("feminine"), "vowel": true},
		}}
	}
	if some("texts") {
		doc.Sections["texts"] = []config.Item{{"key": rapid.SampledFrom([]string{"one", "two", "three"}).Draw(rt, "sentence"), "text": text("wording")}}
	}
	return doc
}

// anyTrees are up to two hierarchies, their nodes in any order that has those above
// first, with the dates on which they are offered.
func anyTrees(rt *rapid.T) []config.Item {
	out := []config.Item{}
	for _, key := range []string{"plan", "places"} {
		if !rapid.Bool().Draw(rt, key) {
			continue
		}
		var nodes []any
		above := []string{""}
		for _, node := range rapid.Permutation([]string{"north", "south", "east", "west"}).Draw(rt, "nodes")[:rapid.IntRange(0, 4).Draw(rt, "how many")] {
			nodes = append(nodes, map[string]any{
				"key": node, "parent": rapid.SampledFrom(above).Draw(rt, "above"), "label": map[string]any{"en": node + rapid.SampledFrom([]string{"", " wing"}).Draw(rt, "name"), "fr": node},
				"until": rapid.SampledFrom([]string{"", "2030-12-31"}).Draw(rt, "until"), "retired": rapid.Bool().Draw(rt, "node retired"),
			})
			above = append(above, node)
		}
		out = append(out, config.Item{"key": key, "label": map[string]any{"en": key, "fr": rapid.SampledFrom([]string{"Plan", "Lieux"}).Draw(rt, "tree")}, "nodes": nodes})
	}
	return out
}
