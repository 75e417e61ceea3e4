package field

import (
	"strings"
	"unicode"

	"vigie/ground/label"
)

// maxPosition bounds where an attribute stands, so that the next still fits.
const maxPosition = 1_000_000_000

// clean makes labels fit to be shown: on one line, without what is invisible or
// turns the direction of reading.
// Clean makes labels fit to be shown.
func Clean(t label.Text) label.Text { return clean(t) }

func clean(t label.Text) label.Text { return label.T(cleaned(t.EN), cleaned(t.FR)) }

func cleaned(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.TrimSpace(s)
}

// lines makes helps fit: what controls a screen or cannot be stored goes.
func lines(t label.Text) label.Text {
	keep := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, "\ufffd"))
	}
	return label.T(keep(t.EN), keep(t.FR))
}
