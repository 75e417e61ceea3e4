package planfile

import (
	"fmt"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
)

// Time is a local minute without zone: the number of a day × 1,440 and the minute of
// that day. 0 is no time.
type Time int64

// PerDay are the minutes of a day.
const PerDay = 1440

// At returns a minute of a day.
func At(d day.Day, minute int) Time { return Time(d)*PerDay + Time(minute) }

// Day returns the day in which the minute begins.
func (t Time) Day() day.Day { return day.Day(t / PerDay) }

// Minute returns the minutes since the day began.
func (t Time) Minute() int { return int(t % PerDay) }

// In returns the time as it is read in a language.
func (t Time) In(l label.Lang) string {
	if t == 0 {
		return ""
	}
	return t.Day().In(l) + fmt.Sprintf(" %d:%02d", t.Minute()/60, t.Minute()%60)
}

// String returns the time as files have it, 2026-11-22T17:00:00; "" for none.
func (t Time) String() string {
	if t == 0 {
		return ""
	}
	return fmt.Sprintf("%sT%02d:%02d:00", t.Day(), t.Minute()/60, t.Minute()%60)
}

// ParseTime reads a date, a space or T, and a time of day to the minute or second; a
// date alone is its beginning. whole is false where seconds were left off.
func ParseTime(s string) (t Time, whole, ok bool) {
	if len(s) < 10 {
		return 0, false, false
	}
	d, err := day.Parse(s[:10])
	if err != nil {
		return 0, false, false
	}
	if len(s) == 10 {
		return At(d, 0), true, true
	}
	if s[10] != 'T' && s[10] != ' ' {
		return 0, false, false
	}
	m, whole, ok := ParseClock(s[11:])
	return At(d, m), whole, ok
}

// ParseClock reads a time of day, 17:00 or 17:00:00, in minutes since it began.
func ParseClock(s string) (minute int, whole, ok bool) {
	if i := strings.IndexAny(s, ".Z+"); i >= 5 { // a zone says nothing of a local time
		s = s[:i]
	}
	if len(s) != 5 && len(s) != 8 || s[2] != ':' || len(s) == 8 && s[5] != ':' {
		return 0, false, false
	}
	h, okH := two(s[:2])
	m, okM := two(s[3:5])
	sec, okS := 0, true
	if len(s) == 8 {
		sec, okS = two(s[6:])
	}
	if !okH || !okM || !okS || h > 24 || m > 59 || sec > 59 || h == 24 && m+sec > 0 {
		return 0, false, false
	}
	return h*60 + m, sec == 0, true
}

func two(s string) (int, bool) {
	if s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// Span is a length of time, in hundredths of a second: exact for all that files say.
type Span int64

// The lengths that spans are made of.
const (
	Second Span = 100
	Minute      = 60 * Second
	Hour        = 60 * Minute
)

// longest is the longest span that is taken: 10,000 years of days and nights.
const longest = 10_000 * 366 * 24 * Hour

// Minutes returns the span in whole minutes, rounded half away from zero.
func (s Span) Minutes() int64 {
	if s < 0 {
		return -(-s).Minutes()
	}
	return int64((s + Minute/2) / Minute)
}

// String returns the span as ISO 8601 has it: PT8H30M0S, with hundredths where there are.
func (s Span) String() string {
	sign := ""
	if s < 0 {
		sign, s = "-", -s
	}
	out := fmt.Sprintf("%sPT%dH%dM%d", sign, s/Hour, s%Hour/Minute, s%Minute/Second)
	if rest := s % Second; rest != 0 {
		out += "." + strings.TrimRight(fmt.Sprintf("%02d", rest), "0")
	}
	return out + "S"
}

// ParseSpan reads a duration of ISO 8601 without months and years, which have no length.
func ParseSpan(s string) (Span, bool) {
	rest, negative := strings.CutPrefix(s, "-")
	rest, ok := strings.CutPrefix(rest, "P")
	if !ok || rest == "" || rest == "T" {
		return 0, false
	}
	total, clock := Span(0), false
	for rest != "" {
		if !clock && rest[0] == 'T' {
			clock, rest = true, rest[1:]
			continue
		}
		i := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if i <= 0 {
			return 0, false
		}
		unit, ok := units[unitKey{rest[i], clock}]
		if !ok {
			return 0, false
		}
		n, ok := scaled(rest[:i], unit)
		if !ok || total+n > longest {
			return 0, false
		}
		total, rest = total+n, rest[i+1:]
	}
	if negative {
		total = -total
	}
	return total, true
}

type unitKey struct {
	letter byte
	clock  bool
}

var units = map[unitKey]Span{{'W', false}: 7 * 24 * Hour, {'D', false}: 24 * Hour, {'H', true}: Hour, {'M', true}: Minute, {'S', true}: Second}

// Hours reads a decimal number of hours, as 7.5 or -16.
func Hours(s string) (Span, bool) {
	rest, negative := strings.CutPrefix(s, "-")
	n, ok := scaled(rest, Hour)
	if negative {
		n = -n
	}
	return n, ok
}

// scaled reads a decimal number of units, rounded to the hundredth of a second.
func scaled(s string, unit Span) (Span, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" && frac == "" || len(whole) > 12 || strings.Contains(frac, ".") {
		return 0, false
	}
	n, err := strconv.ParseInt("0"+whole, 10, 64)
	if err != nil || Span(n) > longest/unit {
		return 0, false
	}
	total := Span(n) * unit
	if frac == "" {
		return total, true
	}
	frac = frac[:min(len(frac), 9)]
	part, err := strconv.ParseInt(frac, 10, 64)
	if err != nil || part < 0 {
		return 0, false
	}
	scale := Span(1)
	for range frac {
		scale *= 10
	}
	return total + (Span(part)*unit+scale/2)/scale, true
}
