package plan

import (
	"strconv"
	"strings"

	"vigie/ground/label"
)

// Span is a length of time as people write it, whatever a day of work has: 10d, 4h,
// 2w, 3ed, 50%.
type Span struct {
	Hundredths int64  // of the unit
	Kind       string // as in Link: elapsed or percent; "" for work
	unit       byte   // m minute, h hour, d day, w week, p percent
}

// ParseSpan reads a number with at most two decimals and a unit, in either language;
// days where there is none.
func ParseSpan(text string) (Span, bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	s := Span{unit: 'd'}
	for _, u := range units {
		if number, found := strings.CutSuffix(text, u.name); found {
			text, s.Kind, s.unit = number, u.kind, u.is
			break
		}
	}
	var ok bool
	s.Hundredths, ok = decimal(text)
	return s, ok
}

// SpanOf is the shortest span that says minutes, of work or of any day and night, or
// hundredths of a percent.
func SpanOf(minutes int64, kind string, m Measures) Span {
	if kind == "percent" {
		return Span{minutes, kind, 'p'}
	}
	for _, unit := range []byte{'d', 'h'} {
		s := Span{Kind: kind, unit: unit}
		if per := s.per(m); per > 0 && minutes*100%per == 0 {
			s.Hundredths = minutes * 100 / per
			return s
		}
	}
	return Span{minutes * 100, kind, 'm'}
}

// per is how many minutes a unit has.
func (s Span) per(m Measures) int64 {
	switch {
	case s.unit == 'd' && s.Kind == "elapsed":
		return 1440
	case s.unit == 'w' && s.Kind == "elapsed":
		return 7 * 1440
	}
	return map[byte]int64{'m': 1, 'h': 60, 'd': m.Day, 'w': m.Week, 'p': 100}[s.unit]
}

// Minutes are those of the plan whose measures are given; of percent hundredths of one.
func (s Span) Minutes(m Measures) int64 { return rounded(s.Hundredths*s.per(m), 100) }

// Text writes a span as ParseSpan reads it, in the words of a language.
func (s Span) Text(l label.Lang) string {
	mark, words := ".", map[byte]string{'m': "min", 'h': "h", 'd': "d", 'w': "w", 'p': "%"}
	if l == label.FR {
		mark, words['d'], words['w'] = ",", "j", "s"
	}
	unit := words[s.unit]
	switch {
	case s.Kind == "elapsed" && s.unit == 'm':
		unit = "em"
	case s.Kind == "elapsed":
		unit = "e" + map[byte]string{'h': "h", 'd': words['d'], 'w': "w"}[s.unit]
	}
	if s.Kind == "elapsed" && s.unit == 'w' && l == label.FR {
		unit = "se"
	}
	text := strconv.FormatInt(s.Hundredths/100, 10)
	if rest := s.Hundredths % 100; rest != 0 {
		text += mark + strings.TrimSuffix(strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	return text + unit
}
