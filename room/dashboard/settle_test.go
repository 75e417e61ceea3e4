package dashboard

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSettledBlocksNeverOverlapAndFallAsFarAsTheyCan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var blocks []Block
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			w := rapid.IntRange(1, Columns).Draw(t, "w")
			blocks = append(blocks, Block{ID: fmt.Sprint(i), Kind: "text", W: w, X: rapid.IntRange(0, Columns-w).Draw(t, "x"), Y: rapid.IntRange(0, 9).Draw(t, "y"), H: rapid.IntRange(1, 8).Draw(t, "h")})
		}
		got := Settled(blocks)
		if err := Check(got); err != nil || len(got) != len(blocks) {
			t.Fatalf("got %v of %v: %v", got, blocks, err)
		}
		for _, b := range got {
			under := b.Y == 0 || slices.ContainsFunc(got, func(o Block) bool { return o.Y+o.H == b.Y && b.X < o.X+o.W && o.X < b.X+b.W })
			if !under {
				t.Fatalf("%+v hangs in the air among %v", b, got)
			}
		}
		if again := Settled(got); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Fatalf("settled twice: got %v, want %v", again, got)
		}
	})
}
