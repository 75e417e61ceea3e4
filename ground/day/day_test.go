package day_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/label"
)

func TestDaysAgreeWithTheStandardCalendar(t *testing.T) {
	if d := day.Of(1, time.January, 1); d != 1 {
		t.Errorf("the first day has number %d, want 1", d)
	}
	if d := day.Of(9999, time.December, 31); d != day.Last {
		t.Errorf("the last day has number %d, want %d", d, day.Last)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := day.Day(rapid.Int32Range(1, int32(day.Last)).Draw(t, "d"))
		y, m, dom := d.Date()
		std := time.Date(y, m, dom, 0, 0, 0, 0, time.UTC)
		if day.Of(y, m, dom) != d || d.Weekday() != std.Weekday() || d.String() != std.Format("2006-01-02") {
			t.Fatalf("day %d reads as %s", d, d)
		}
		if got, err := day.Parse(d.String()); err != nil || got != d {
			t.Fatalf("Parse(%s) = %d, %v", d, got, err)
		}
		if got := d.Month(); got.First() > d || got.Last() < d || got.First().Month() != got {
			t.Fatalf("day %s is not in its month %s", d, got)
		}
		var back day.Day
		b, err := json.Marshal(d)
		if err != nil || json.Unmarshal(b, &back) != nil || back != d {
			t.Fatalf("JSON %s gives %d", b, back)
		}
	})
}

func TestMonthsClampToTheirEnd(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2028-02-29", 48, "2032-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
	} {
		from, err := day.Parse(c.from)
		if got := from.AddMonths(c.months); err != nil || got.String() != c.want {
			t.Errorf("%s + %d months = %s, %v, want %s", c.from, c.months, got, err, c.want)
		}
	}
}

func TestImpossibleDatesAreRefused(t *testing.T) {
	for _, s := range []string{"2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-1", "2026-11-22T00:00:00Z", "22/11/2026", "", "２026-11-22"} {
		if d, err := day.Parse(s); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", s, d)
		}
	}
}

func TestWeeksFollowTheISOYear(t *testing.T) {
	for s, want := range map[string][2]int{"2027-01-03": {2026, 53}, "2027-01-04": {2027, 1}, "2026-11-22": {2026, 47}, "2018-12-31": {2019, 1}} {
		d, err := day.Parse(s)
		if y, w := d.Week(); err != nil || y != want[0] || w != want[1] {
			t.Errorf("%s is in week %d of %d, want %v", s, w, y, want)
		}
	}
}

// A date is what the clock of the place shows, also on days of 23 or 25 hours.
func TestTheDateIsThatOfThePlace(t *testing.T) {
	for _, zone := range []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skip("left out: no time zones on this machine")
		}
		at := time.Date(2027, 3, 27, 12, 0, 0, 0, loc)
		for i := range 400 {
			moment := at.Add(time.Duration(i) * time.Hour)
			y, m, d := moment.Date()
			if got := day.OfTime(moment); got != day.Of(y, m, d) {
				t.Fatalf("%s: got %s", moment, got)
			}
		}
	}
}

func TestNoDateIsNothing(t *testing.T) {
	var d day.Day
	b, err := json.Marshal(d)
	if v, verr := d.Value(); string(b) != "null" || err != nil || v != nil || verr != nil || d.String() != "" || d.In(label.FR) != "" || d.Month() != 0 {
		t.Errorf("got %s %v %q", b, v, d)
	}
}

func TestMonthsReadInWords(t *testing.T) {
	m := day.MonthOf(2026, time.August)
	if m.In(label.FR) != "août 2026" || m.In(label.EN) != "August 2026" || m.String() != "2026-08" || m.Days() != 31 {
		t.Errorf("got %q, %q, %q, %d", m.In(label.FR), m.In(label.EN), m, m.Days())
	}
}
