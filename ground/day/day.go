// Package day counts calendar days, months and weeks as whole numbers: local
// dates without hour or zone, so that the same date is shown to everyone.
package day

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"vigie/ground/label"
)

// Day is a date of the Gregorian calendar, numbered from 1 = 0001-01-01.
// The zero value is "no date", NULL in SQL and null in JSON.
type Day int32

// The last day that is accepted: 9999-12-31.
const Last Day = 3652059

// epoch is the number of 1970-01-01.
const epoch = 719163

// Of returns the day of a year, month and day of month, which must exist.
func Of(year int, month time.Month, dom int) Day {
	return Day(time.Date(year, month, dom, 0, 0, 0, 0, time.UTC).Unix()/86400 + epoch)
}

// OfTime returns the date that the clock t shows in its own zone.
func OfTime(t time.Time) Day {
	y, m, d := t.Date()
	return Of(y, m, d)
}

// Valid returns the day if such a date exists between year 1 and year 9999.
func Valid(year, month, dom int) (Day, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || dom < 1 || dom > MonthOf(year, time.Month(month)).Days() {
		return 0, false
	}
	return Of(year, time.Month(month), dom), true
}

// Parse reads an ISO date: 2026-11-22.
func Parse(s string) (Day, error) {
	var y, m, d int
	if len(s) == 10 && s[4] == '-' && s[7] == '-' && digits(s[:4], &y) && digits(s[5:7], &m) && digits(s[8:], &d) {
		if v, ok := Valid(y, m, d); ok {
			return v, nil
		}
	}
	return 0, fmt.Errorf("%q is not a date like 2026-11-22", s)
}

func digits(s string, n *int) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		*n = *n*10 + int(s[i]-'0')
	}
	return true
}

func (d Day) time() time.Time { return time.Unix((int64(d)-epoch)*86400, 0).UTC() }

// Date returns the year, month and day of month. The zero Day has none: 0, 0, 0.
func (d Day) Date() (year int, month time.Month, dom int) {
	if d == 0 {
		return 0, 0, 0
	}
	return d.time().Date()
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.time().Weekday() }

// Month returns the month the day lies in; that of the zero Day is zero.
func (d Day) Month() Month {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Date()
	return MonthOf(y, m)
}

// AddMonths moves by whole months and keeps the day of month, clamped to the
// end of the month reached: 31 January + 1 month is the last day of February.
func (d Day) AddMonths(n int) Day {
	if d == 0 {
		return 0
	}
	_, _, dom := d.Date()
	m := d.Month() + Month(n)
	return m.First() + Day(min(dom, m.Days())-1)
}

// AddYears moves by whole years; 29 February becomes 28 February where needed.
func (d Day) AddYears(n int) Day { return d.AddMonths(12 * n) }

// Week returns the ISO year and week, such as 2026, 47.
func (d Day) Week() (year, week int) { return d.time().ISOWeek() }

// String returns the ISO date, empty for the zero Day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.time().Format("2006-01-02")
}

// In returns the date as it is read in language l: as the organisation writes dates,
// else 22/11/2026 in French, 22 Nov 2026 in English.
func (d Day) In(l label.Lang) string {
	if d == 0 {
		return ""
	}
	if own := label.Adopted().Dates[l]; own != "" {
		return d.written(own, l)
	}
	if l == label.FR {
		return d.time().Format("02/01/2006")
	}
	return d.time().Format("2 Jan 2006")
}

// written writes the date by a layout; of French months, the French names.
func (d Day) written(layout string, l label.Lang) string {
	text := d.time().Format(layout)
	if l == label.FR && strings.Contains(layout, "Jan") {
		month := d.Month().Month()
		text = strings.Replace(text, month.String()[:3], shortFR[month-1], 1)
	}
	return text
}

// shortFR are the months as French dates abbreviate them.
var shortFR = [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}

// MarshalJSON writes the ISO date, or null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads an ISO date, "" or null.
func (d *Day) UnmarshalJSON(b []byte) error {
	*d = 0
	var s *string
	if err := json.Unmarshal(b, &s); err != nil || s == nil || *s == "" {
		return err
	}
	v, err := Parse(*s)
	*d = v
	return err
}

// Value stores the day number, NULL for the zero Day.
func (d Day) Value() (driver.Value, error) { return nullable(int64(d)), nil }

// Scan reads a day number.
func (d *Day) Scan(v any) error {
	n, err := whole(v)
	*d = Day(n)
	return err
}

func nullable(n int64) driver.Value {
	if n == 0 {
		return nil
	}
	return n
}

func whole(v any) (int64, error) {
	switch v := v.(type) {
	case nil:
		return 0, nil
	case int64:
		return v, nil
	}
	return 0, fmt.Errorf("%T is not a day or month number", v)
}
