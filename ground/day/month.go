package day

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"vigie/ground/label"
)

// Month is a calendar month, numbered year × 12 + month − 1. The zero value is
// "no month", NULL in SQL and null in JSON.
type Month int32

// MonthOf returns the month of a year.
func MonthOf(year int, m time.Month) Month { return Month(year*12 + int(m) - 1) }

// ParseMonth reads an ISO month: 2026-11.
func ParseMonth(s string) (Month, error) {
	var y, m int
	if len(s) == 7 && s[4] == '-' && digits(s[:4], &y) && digits(s[5:], &m) && y >= 1 && m >= 1 && m <= 12 {
		return MonthOf(y, time.Month(m)), nil
	}
	return 0, fmt.Errorf("%q is not a month like 2026-11", s)
}

// Year returns the calendar year.
func (m Month) Year() int { return int(m) / 12 }

// Month returns the month of the year.
func (m Month) Month() time.Month { return time.Month(int(m)%12 + 1) }

// First returns the first day of the month.
func (m Month) First() Day { return Of(m.Year(), m.Month(), 1) }

// Last returns the last day of the month.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// Days returns how many days the month has.
func (m Month) Days() int { return int(m.Last()-m.First()) + 1 }

// String returns the ISO month, empty for the zero Month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Month())
}

// Names of the months, as they are written and read.
var (
	namesEN = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	namesFR = [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// MonthName returns the name of a month of the year in language l.
func MonthName(m time.Month, l label.Lang) string {
	if l == label.FR {
		return namesFR[m-1]
	}
	return namesEN[m-1]
}

// In returns the month in words: "novembre 2026", "November 2026".
func (m Month) In(l label.Lang) string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d", MonthName(m.Month(), l), m.Year())
}

// MarshalJSON writes the ISO month, or null.
func (m Month) MarshalJSON() ([]byte, error) {
	if m == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + m.String() + `"`), nil
}

// UnmarshalJSON reads an ISO month, "" or null.
func (m *Month) UnmarshalJSON(b []byte) error {
	*m = 0
	var s *string
	if err := json.Unmarshal(b, &s); err != nil || s == nil || *s == "" {
		return err
	}
	v, err := ParseMonth(*s)
	*m = v
	return err
}

// Value stores the month number, NULL for the zero Month.
func (m Month) Value() (driver.Value, error) { return nullable(int64(m)), nil }

// Scan reads a month number.
func (m *Month) Scan(v any) error {
	n, err := whole(v)
	*m = Month(n)
	return err
}
