package snapshot

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/ground/money"
	"vigie/room/access"
)

func median(runs []time.Duration) time.Duration {
	slices.Sort(runs)
	return runs[len(runs)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// Each looks at the one before it twice: worked out anew each time, the last would be
// worked out 2⁴⁰ times.
func TestAnAttributeThatOthersAreComputedFromIsWorkedOutOnceARow(t *testing.T) {
	texts := []string{"progress + 0%"}
	for i := 1; i <= 40; i++ {
		texts = append(texts, fmt.Sprintf("IF(c%d > 50, c%d, c%d + 1%%)", i-1, i-1, i-1))
	}
	s, computed := portfolioOf(t, 300, texts)
	last := computed[40]
	get := s.getter(last, s.reader(access.System("test")))
	for r, want := range map[Row]int64{0: 40, 20: 51, 99: 99} {
		if got := get(r).N; got != want*money.Scale {
			t.Errorf("row %d: got %d, want %d points", r, got/money.Scale, want)
		}
	}
}
