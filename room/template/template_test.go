package template

import (
	"testing"

	"vigie/ground/day"
)

func TestADateLiesSoLongAfterAnotherOne(t *testing.T) {
	friday := day.Of(2027, 1, 29)
	for _, c := range []struct {
		r    Relative
		want string
	}{
		{Relative{Unit: Days, By: -29}, "2026-12-31"},
		{Relative{Unit: Weeks, By: 2}, "2027-02-12"},
		{Relative{Unit: Months, By: 1}, "2027-02-28"},
		{Relative{Unit: Workdays, By: 1}, "2027-02-01"},
		{Relative{Unit: Workdays, By: -5}, "2027-01-22"},
		{Relative{Unit: Workdays, By: 0}, "2027-01-29"},
	} {
		if got := c.r.After(friday).String(); got != c.want {
			t.Errorf("%d %s after %s: got %s, want %s", c.r.By, c.r.Unit, friday, got, c.want)
		}
	}
	if got := (Relative{Unit: Workdays, By: 1}).After(day.Of(2027, 1, 30)).String(); got != "2027-02-01" {
		t.Errorf("one working day after a Saturday: got %s", got)
	}
}
