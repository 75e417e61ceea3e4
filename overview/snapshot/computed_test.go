package snapshot

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
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

// In a line of programmes, each with another project beside the next one, every attribute
// looks at the one before it below three times: worked out anew each time, the first
// programme would ask for 3²⁴ values.
func TestWhatIsGatheredFromChildrenIsWorkedOutOnceAProgramme(t *testing.T) {
	const deep = 24
	texts := []string{"progress + 0%"}
	for i := 1; i <= deep; i++ {
		texts = append(texts, fmt.Sprintf("CHILDREN.MAX(c%d) + CHILDREN.SUM(c%d) - CHILDREN.SUM(c%d) + 1%%", i-1, i-1, i-1))
	}
	// 1 is above 2 and 3, 3 above 4 and 5, and so on.
	s, computed := portfolioOf(t, 2*deep+1, texts, func(id int64, v field.Values) {
		v["progress"] = field.Int(7 * money.Scale)
		if id > 1 {
			v["programme"] = field.Int((id-2)/2*2 + 1)
		}
	})
	if got, want := s.getter(computed[deep], s.reader(access.System("test")))(0).N, int64(7+deep); got != want*money.Scale {
		t.Errorf("got %d, want %d points", got/money.Scale, want)
	}
}
