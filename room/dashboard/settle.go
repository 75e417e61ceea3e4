package dashboard

import (
	"cmp"
	"slices"
)

// Settled puts blocks so that none overlaps and none has room above it, in the order
// in which one reads them. Of two at one place the first stays.
func Settled(blocks []Block) []Block {
	asRead := func(a, b Block) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) }
	out := slices.Clone(blocks)
	slices.SortStableFunc(out, asRead)
	var high [Columns]int
	for i := range out {
		b := &out[i]
		b.W = max(1, min(b.W, Columns))
		b.X = max(0, min(b.X, Columns-b.W))
		b.H = max(1, min(b.H, tallest))
		columns := high[b.X : b.X+b.W]
		b.Y = slices.Max(columns)
		for c := range columns {
			columns[c] = b.Y + b.H
		}
	}
	slices.SortStableFunc(out, asRead)
	return out
}
