package summary

import (
	"testing"

	"vigie/ground/label"
	"vigie/room/dashboard"
	"vigie/room/field"
)

func TestWhatTheProgramLaysOutCanBeShownAndStandsInOrder(t *testing.T) {
	for _, one := range []bool{false, true} {
		blocks := BuiltIn()
		if one {
			blocks = OfOne()
		}
		if err := dashboard.Check(blocks); err != nil {
			t.Errorf("of one project %t: %v", one, err)
		}
		for _, b := range blocks {
			if k, ok := kinds[b.Kind]; !ok || !k.isFor(one) {
				t.Errorf("of one project %t: the block %s is of a kind that is not offered", one, b.ID)
			}
		}
	}
}

func TestEveryKindIsOfferedSomewhereAndOnlyWhereItCanBeShown(t *testing.T) {
	offered := map[string]int{}
	for _, one := range []bool{false, true} {
		for _, k := range Kinds(label.FR, one) {
			offered[k.Kind]++
			if k.Label == "" || k.Help == "" || k.W < 1 || k.H < 1 {
				t.Errorf("%s: got %+v, want words and a size", k.Kind, k)
			}
			block := []dashboard.Block{{ID: "a", Kind: k.Kind, Settings: k.Settings, W: k.W, H: k.H}}
			if kinds[k.Kind].of != ofBoth && Check(&field.Catalogue{}, block, !one) == nil {
				t.Errorf("%s is taken where it is not offered", k.Kind)
			}
		}
	}
	if len(offered) != len(kinds) {
		t.Errorf("got %d kinds offered, want %d", len(offered), len(kinds))
	}
}
