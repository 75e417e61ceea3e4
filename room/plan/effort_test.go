package plan

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatTheTypeOfATaskFixesStays(t *testing.T) {
	for _, c := range []struct {
		name                           string
		typ                            string
		said                           int
		duration, effort, units        int64 // as the edit leaves them
		wantDuration, wantEffort, want int64
	}{
		{"a fixed duration, twice as long", "", saidDuration, 840, 420, whole, 840, 840, whole},
		{"a fixed duration, twice the work", "", saidEffort, 420, 840, whole, 420, 840, 2 * whole},
		{"a fixed duration, half a person", "", saidUnits, 420, 420, whole / 2, 420, 210, whole / 2},
		{"fixed units, twice as long", "fixed_units", saidDuration, 840, 420, whole, 840, 840, whole},
		{"fixed units, twice the work", "fixed_units", saidEffort, 420, 840, whole, 840, 840, whole},
		{"fixed units, half a person", "fixed_units", saidUnits, 420, 420, whole / 2, 840, 420, whole / 2},
		{"fixed work, twice as long", "fixed_work", saidDuration, 840, 420, whole, 840, 420, whole / 2},
		{"fixed work, twice the work", "fixed_work", saidEffort, 420, 840, whole, 840, 840, whole},
		{"fixed work, half a person", "fixed_work", saidUnits, 420, 420, whole / 2, 840, 420, whole / 2},
		{"work for the first time", "", saidEffort, 420, 840, 0, 420, 840, 2 * whole},
		{"all three, as they were", "", saidDuration | saidEffort | saidUnits, 7, 2, 3333, 7, 2, 3333},
		{"all three, which do not agree", "", saidDuration | saidEffort | saidUnits, 420, 840, whole, 420, 840, 2 * whole},
		{"no work is said", "fixed_units", saidDuration, 840, 0, 0, 840, 0, 0},
	} {
		i := &Item{Kind: Task, Body: Body{Type: c.typ, Duration: c.duration, Effort: c.effort, Units: c.units}}
		i.balance(c.said)
		if i.Duration != c.wantDuration || i.Effort != c.wantEffort || i.Units != c.want {
			t.Errorf("%s: got %d, %d, %d; want %d, %d, %d", c.name, i.Duration, i.Effort, i.Units, c.wantDuration, c.wantEffort, c.want)
		}
	}
}

// TestEffortIsDurationTimesUnits draws tasks and edits: afterwards the three agree, as
// near as whole minutes and hundredths of a percent let them.
func TestEffortIsDurationTimesUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := &Item{Kind: Task, Body: Body{
			Type: rapid.SampledFrom([]string{"", "fixed_units", "fixed_work"}).Draw(t, "type"), Duration: rapid.Int64Range(1, 50_000).Draw(t, "duration"),
			Effort: rapid.Int64Range(1, 50_000).Draw(t, "effort"), Units: rapid.Int64Range(100, 5*whole).Draw(t, "units"),
		}}
		was := *i
		said := rapid.IntRange(1, 7).Draw(t, "said")
		i.balance(said)
		off := i.Duration*i.Units - i.Effort*whole
		if off < 0 {
			off = -off
		}
		if off > max(i.Units, i.Duration, whole) {
			t.Fatalf("%d minutes at %d are not %d of work", i.Duration, i.Units, i.Effort)
		}
		stays := map[int][2]int64{saidDuration: {was.Duration, i.Duration}, saidEffort: {was.Effort, i.Effort}, saidUnits: {was.Units, i.Units}}
		if said != saidDuration|saidEffort|saidUnits {
			for bit, n := range stays {
				if said&bit != 0 && n[0] != n[1] {
					t.Fatalf("what was said, %d, became %d", n[0], n[1])
				}
			}
		}
	})
}
