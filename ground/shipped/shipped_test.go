package shipped_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/shipped"
)

type thing struct {
	Name, Help string
	Place      int
	List       []string
	On         bool
}

var properties = []shipped.Property[thing]{
	shipped.Of("name", func(t *thing) *string { return &t.Name }),
	shipped.Of("help", func(t *thing) *string { return &t.Help }),
	shipped.Of("place", func(t *thing) *int { return &t.Place }),
	shipped.Of("list", func(t *thing) *[]string { return &t.List }),
	shipped.Flag("on", func(t *thing) bool { return t.On }, func(t *thing, on bool) { t.On = on }),
}

func draw(t *rapid.T) thing {
	word := rapid.SampledFrom([]string{"", "a", "b", "c"})
	return thing{word.Draw(t, "name"), word.Draw(t, "help"), rapid.IntRange(0, 2).Draw(t, "place"), rapid.SliceOfN(word, 0, 2).Draw(t, "list"), rapid.Bool().Draw(t, "on")}
}

// set gives a thing one property of another.
func set(into *thing, from thing, name string) {
	switch name {
	case "name":
		into.Name = from.Name
	case "help":
		into.Help = from.Help
	case "place":
		into.Place = from.Place
	case "list":
		into.List = from.List
	case "on":
		into.On = from.On
	}
}

func TestNoOrderOfHandChangesAndUpgradesLosesAHandChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ours := draw(t)
		now, base := ours, shipped.PartsOf(properties, &ours)
		byHand := shipped.Parts{} // what somebody set, by property
		touched := map[string]bool{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "upgrade") {
				ours = draw(t)
				base, _ = shipped.Renew(properties, base, &now, &ours)
				if again, changed := shipped.Renew(properties, base, &now, &ours); changed {
					t.Fatalf("a second start of the same program changed %+v again, %v", now, again)
				}
			} else {
				p := rapid.SampledFrom(properties).Draw(t, "property")
				set(&now, draw(t), p.Name)
				text := shipped.PartsOf(properties, &now)[p.Name]
				// What is set back to what was shipped last is the program's again.
				touched[p.Name] = text != base[p.Name]
				byHand[p.Name] = text
			}
			is, shall := shipped.PartsOf(properties, &now), shipped.PartsOf(properties, &ours)
			for _, p := range properties {
				if touched[p.Name] && is[p.Name] != byHand[p.Name] {
					t.Fatalf("%s: got %s, want %s, which was set by hand", p.Name, is[p.Name], byHand[p.Name])
				}
				if !touched[p.Name] && is[p.Name] != shall[p.Name] {
					t.Fatalf("%s: got %s, want %s, which is shipped", p.Name, is[p.Name], shall[p.Name])
				}
			}
		}
	})
}

func TestKeysKeepTheOrderOfTheHandAndFollowTheShippedOneOtherwise(t *testing.T) {
	for _, c := range []struct{ name, now, base, ours, want string }{
		{"untouched", "abc", "abc", "cab", "cab"},
		{"new in the middle", "abc", "abc", "axbc", "axbc"},
		{"new at the start", "abc", "abc", "xabc", "xabc"},
		{"own ones stay behind what they followed", "aQbc", "abc", "cxab", "cxaQb"},
		{"own ones at the end", "abcQ", "abc", "abcx", "abcxQ"},
		{"ordered by hand", "bac", "abc", "axcb", "baxc"},
		{"ordered by hand as is shipped later", "bac", "abc", "bac", "bac"},
		{"a new database", "", "", "abc", "abc"},
	} {
		got, next := shipped.RenewOrder(shipped.OrderOf(keys(c.base)), keys(c.now), keys(c.ours))
		if !slices.Equal(got, keys(c.want)) {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
		if again, _ := shipped.RenewOrder(next, got, keys(c.ours)); !slices.Equal(again, got) {
			t.Errorf("%s: a second start made %v of it, want %s", c.name, again, c.want)
		}
	}
}

func keys(s string) []string {
	out := []string{}
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}
