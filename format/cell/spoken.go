package cell

import (
	"slices"
	"strings"

	"vigie/ground/label"
)

// Dates as people speak of them: weeks, the beginning and the end of a period,
// and what is too vague to be a date.

// weekWords name a week; "s" does from the third on, or where the column has
// weeks, for the first two may be half-years.
var weekWords = map[string]bool{"w": true, "wk": true, "week": true, "semaine": true, "kw": true, "cw": true}

// isWeek reports whether a word before or after a number names a week.
func (k token) isWeek(n token, weeks bool) bool {
	return weekWords[k.word] || (k.word == "s" || k.word == "sem") && (weeks || n.n > 2 || n.len == 2)
}

// spokenWeek reads S45 2026, W40-2027, semaine 12 2026 and 2026-S45.
func (t dated) spokenWeek(weeks bool) (period, ErrorKind, bool) {
	switch t.shape() {
	case "wDD", "hDD":
		if t[2].len == 4 && t[0].isWeek(t[1], weeks) {
			p, why := week(t[2], t[1])
			return p, why, true
		}
	case "DwD", "DhD":
		if t[0].len == 4 && t[1].isWeek(t[2], weeks) {
			p, why := week(t[0], t[2])
			return p, why, true
		}
	}
	return period{}, Unreadable, false
}

// edges are words for the last and the first day of a period.
var (
	ends   = map[string]bool{"fin": true, "end": true}
	starts = map[string]bool{"debut": true, "start": true, "beginning": true}
)

// edge reads "fin 2026" and "début mars 2027": the last or the first day of what follows.
func (t dated) edge(f Format) (period, ErrorKind, bool) {
	if len(t) < 2 || !ends[t[0].word] && !starts[t[0].word] {
		return period{}, Unreadable, false
	}
	p, why := t[1:].spoken(f)
	if why == None && p.first == p.last {
		return period{}, Unreadable, false
	}
	if ends[t[0].word] {
		return oneDay(p.last), why, true
	}
	return oneDay(p.first), why, true
}

// spoken reads a date in every way.
func (t dated) spoken(f Format) (period, ErrorKind) {
	if p, why, ok := t.edge(f); ok {
		return p, why
	}
	if p, why, ok := t.spokenWeek(f.InWeeks); ok {
		return p, why
	}
	return t.period(f.Order)
}

// vagueWords are words of texts that speak of a time and say no date.
var vagueWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`printemps ete automne hiver spring summer autumn fall winter mi mid milieu courant vers environ about around circa early late
		rentree avant apres before after horizon mois prochain prochaine next fy exercice s w semaine week sem t q`) {
		m[w] = true
	}
	return m
}()

// vagueDate says of a text that speaks of a time what to write instead.
func vagueDate(text string) error {
	words := strings.FieldsFunc(label.Fold(text), func(r rune) bool { return !(r >= 'a' && r <= 'z') })
	slices.Sort(words) // fy before q
	for _, w := range words {
		if w == "fy" || w == "exercice" {
			return &Error{Unreadable, label.F("“%s” is of a financial year; write a month or a quarter of the calendar", "«\u202f%s\u202f» est d’un exercice\u202f; écrivez un mois ou un trimestre civil", quoted(text))}
		}
		if vagueWords[w] {
			return &Error{Unreadable, label.F("“%s” is too vague for a date; write a day, a week with its year, a month or a quarter", "«\u202f%s\u202f» est trop vague pour une date\u202f; écrivez un jour, une semaine avec son année, un mois ou un trimestre", quoted(text))}
		}
	}
	return notDate(text)
}
