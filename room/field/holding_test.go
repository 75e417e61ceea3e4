package field

import "testing"

func TestARoleWritesOnlyWhatItReads(t *testing.T) {
	f := &Field{Kind: Number, PerMonth: true, Readers: []int64{1, 2, 3}, Writers: []int64{1, 2}, PastReaders: []int64{1}}
	for role, want := range map[int64]Holding{
		1: {Limited: true, Reads: true, Writes: true, ReadsPast: true, WritesPast: true},
		2: {Limited: true, Reads: true, Writes: true},
		3: {Limited: true, Reads: true},
		4: {Limited: true},
	} {
		if got := f.HeldBy(role); got != want {
			t.Errorf("role %d: got %+v, want %+v", role, got, want)
		}
	}
	if got := (&Field{Kind: Number}).HeldBy(4); got != (Holding{Reads: true, Writes: true, ReadsPast: true, WritesPast: true}) {
		t.Errorf("an attribute for everybody: got %+v", got)
	}
}
