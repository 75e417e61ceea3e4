package review_test

import (
	"testing"

	"vigie/ground/label"
	"vigie/overview/review"
)

func TestAmountsAreWrittenShortAsTheLanguageDoes(t *testing.T) {
	for _, c := range []struct {
		n      int64
		en, fr string
	}{
		{277_400_000_000, "€27.74m", "27,74\u00a0M€"},
		{-116_400_000_000, "-€11.64m", "-11,64\u00a0M€"},
		{8_500_000_000, "€850k", "850\u00a0k€"},
		{12_345_000, "€1,234.5", "1\u202f234,5\u00a0€"},
		{0, "€0", "0\u00a0€"},
	} {
		if got := review.Amount(c.n, "EUR", label.EN); got != c.en {
			t.Errorf("%d in English: got %q, want %q", c.n, got, c.en)
		}
		if got := review.Amount(c.n, "EUR", label.FR); got != c.fr {
			t.Errorf("%d in French: got %q, want %q", c.n, got, c.fr)
		}
	}
}

func TestADateMovesByDaysThenMonthsThenYears(t *testing.T) {
	for days, want := range map[int64][2]string{
		1:    {"1 day later", "1 jour plus tard"},
		-46:  {"46 days earlier", "46 jours plus tôt"},
		215:  {"7 months later", "7 mois plus tard"},
		1242: {"3.4 years later", "3,4 ans plus tard"},
	} {
		got := review.Later(days)
		if got.In(label.EN) != want[0] || got.In(label.FR) != want[1] {
			t.Errorf("%d days: got %q, %q, want %q", days, got.In(label.EN), got.In(label.FR), want)
		}
	}
}
