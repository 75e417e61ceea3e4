package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAChangeGoesOverWhatADraftSays(t *testing.T) {
	item := func(key, name string) any { return map[string]any{"key": key, "name": name} }
	list := func(items ...any) any { return items }
	for name, x := range map[string]struct{ was, now, said, want any }{
		"what only the draft changed stays": {"a", "a", "b", "b"},
		"what is changed again wins":        {"a", "c", "b", "c"},
		"one language beside the other":     {map[string]any{"en": "a", "fr": "a"}, map[string]any{"en": "b", "fr": "a"}, map[string]any{"fr": "c"}, map[string]any{"en": "b", "fr": "c"}},
		"added beside what the draft added": {list(item("a", "A")), list(item("a", "A"), item("b", "B")), list(item("a", "X"), item("c", "C")), list(item("a", "X"), item("b", "B"), item("c", "C"))},
		"taken out by the draft":            {list(item("a", "A"), item("b", "B")), list(item("a", "Y"), item("b", "B")), list(item("a", "A")), list(item("a", "Y"))},
		"taken out by the change":           {list(item("a", "A"), item("b", "B")), list(item("a", "A")), list(item("a", "X"), item("b", "B")), list(item("a", "X"))},
	} {
		if diff := cmp.Diff(x.want, merged("fields", x.was, x.now, x.said)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestNothingOfAChangeIsLost merges at random: where the draft says what was, the change
// holds whole, and where the change changes nothing, the draft.
func TestNothingOfAChangeIsLost(t *testing.T) {
	value := func(rt *rapid.T, name string) any {
		items := []any{}
		for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 4, rapid.ID[string]).Draw(rt, name) {
			items = append(items, map[string]any{"key": key, "n": rapid.SampledFrom([]string{"1", "2"}).Draw(rt, key)})
		}
		return map[string]any{"list": items, "text": rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "text")}
	}
	rapid.Check(t, func(rt *rapid.T) {
		was, other := value(rt, "was"), value(rt, "other")
		if diff := cmp.Diff(other, merged("fields", was, other, was)); diff != "" {
			rt.Errorf("over a draft that says what was: %s", diff)
		}
		if diff := cmp.Diff(other, merged("fields", was, was, other)); diff != "" {
			rt.Errorf("a change that changes nothing: %s", diff)
		}
	})
}
