package summary

import (
	"unicode"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/label"
)

// SinceDay says from when on changes are told: since November 2016 for the end
// of a month, else since the day.
func SinceDay(d day.Day) label.Text {
	m := d.Month()
	if d == m.Last() {
		return label.T("since "+m.In(label.EN), "depuis "+m.In(label.FR))
	}
	return label.T("since "+d.In(label.EN), "depuis le "+d.In(label.FR))
}

// small is a name within a sentence.
type small struct{ name label.Text }

func (s small) In(l label.Lang) string { return lower(s.name.In(l)) }

// lower makes a label fit for the middle of a sentence: its first letter small,
// unless it is an abbreviation.
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(second) || !unicode.IsUpper(first) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
