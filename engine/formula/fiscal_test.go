package formula

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/label"
)

// counting has time counted in a way until the test ends.
func counting(t *testing.T) func(weekStart, firstMonth int) {
	was := label.Adopted()
	t.Cleanup(func() { label.AdoptConventions(was) })
	return func(weekStart, firstMonth int) {
		label.AdoptConventions(label.Conventions{WeekStart: weekStart, FirstMonth: firstMonth})
	}
}

func TestPeriodsFollowTheConventions(t *testing.T) {
	count := counting(t)
	rapid.Check(t, func(rt *rapid.T) {
		week, month := rapid.IntRange(0, 6).Draw(rt, "week"), rapid.IntRange(1, 12).Draw(rt, "month")
		count(week, month)
		today := day.Of(1990, 1, 1) + day.Day(rapid.IntRange(0, 30_000).Draw(rt, "today"))
		for _, unit := range []span{spanWeek, spanMonth, spanQuarter, spanYear, spanFiscal} {
			first, last, _ := around(today, unit, 0)
			if today < first || today > last {
				rt.Fatalf("%s does not lie in %s to %s (unit %d)", today, first, last, unit)
			}
			if next, _, _ := around(today, unit, 1); next != last+1 {
				rt.Fatalf("the unit %d after %s begins on %s, not the day after", unit, last, next)
			}
		}
		first, last, _ := around(today, spanFiscal, 0)
		if _, m, d := first.Date(); m != time.Month(month) || d != 1 || first.AddMonths(12) != last+1 {
			rt.Fatalf("the fiscal year goes from %s to %s, want 12 months from month %d", first, last, month)
		}
		// Four quarters make the fiscal year.
		q, _, _ := around(first, spanQuarter, 0)
		_, end, _ := around(first, spanQuarter, 3)
		if q != first || end != last {
			rt.Fatalf("its quarters go from %s to %s, not %s to %s", q, end, first, last)
		}
		if begins, _, _ := around(today, spanWeek, 0); (int(begins.Weekday())+6)%7 != week {
			rt.Fatalf("the week begins on a %s, want %d days after Monday", begins.Weekday(), week)
		}
	})
}
