package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// hard is the space that keeps a number with its unit.
const hard = "\u00a0"

// symbols are how currencies are written beside amounts; others by their code.
var symbols = map[string]string{"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}

// scale is how far an amount is written in short: in millions, thousands or units.
type scale struct {
	by   int64
	sign string
}

var scales = []scale{{1_000_000, "M"}, {10_000, "k"}, {1, ""}}

// scaleOf returns the scale in which amounts, in 1/10,000, are written side by side.
func scaleOf(amounts ...int64) scale {
	for _, s := range scales {
		for _, n := range amounts {
			if n >= s.by*money.Scale || -n >= s.by*money.Scale {
				if s.sign == "k" {
					s.by = 1000
				}
				return s
			}
		}
	}
	return scales[len(scales)-1]
}

// number writes an amount in a scale with at most two places: 27.74.
func (s scale) number(n int64, l label.Lang) string {
	return money.Amount(divided(n, s.by)).Round(2).In(l)
}

// divided divides, rounded half away from zero.
func divided(n, by int64) int64 {
	half := by / 2
	if n < 0 {
		half = -half
	}
	return (n + half) / by
}

func (s scale) unit(currency string) string {
	symbol, ok := symbols[currency]
	if !ok {
		symbol = currency
	}
	if s.sign != "" && !ok && currency != "" {
		symbol = hard + symbol
	}
	return strings.TrimRight(hard+s.sign+symbol, hard)
}

// Money writes an amount in short: "27.74 M€".
func Money(n int64, currency string, l label.Lang) string {
	s := scaleOf(n)
	return s.number(n, l) + s.unit(currency)
}

// signed writes a difference: "+11.64 M€", "−0.4 M€".
func signed(n int64, currency string, l label.Lang) string {
	if n < 0 {
		return "−" + Money(-n, currency, l)
	}
	return "+" + Money(n, currency, l)
}

// Span writes a length of time: "5 days", "3 weeks", "7 months", "3.4 years".
func Span(days int64, l label.Lang) string {
	if days < 0 {
		days = -days
	}
	switch {
	case days < 14:
		return counted1(days, l, "day", "days", "jour", "jours")
	case days < 61:
		return counted1((days+3)/7, l, "week", "weeks", "semaine", "semaines")
	case days < 730:
		return counted1((days*12*100+36525/2)/36525, l, "month", "months", "mois", "mois")
	}
	years := money.Amount(divided(days*money.Scale*100, 36525)).Round(1)
	return years.In(l) + hard + label.T("years", "ans").In(l)
}

func counted1(n int64, l label.Lang, one, many, un, plusieurs string) string {
	word := label.T(many, plusieurs)
	if n == 1 {
		word = label.T(one, un)
	} else if n == 0 {
		word.FR = un
	}
	return money.Units(n).In(l) + hard + word.In(l)
}

// Shift writes how far a date moved: "3.4 years later".
func Shift(days int64, l label.Lang) string {
	switch {
	case days > 0:
		return label.F("%s later", "%s plus tard", Span(days, l)).In(l)
	case days < 0:
		return label.F("%s earlier", "%s plus tôt", Span(days, l)).In(l)
	}
	return label.T("unchanged", "inchangé").In(l)
}

// SinceDay says from when on changes are told: since November 2016 for the end
// of a month, else since the day.
func SinceDay(d day.Day) label.Text {
	m := d.Month()
	if d == m.Last() {
		return label.T("since "+m.In(label.EN), "depuis "+m.In(label.FR))
	}
	return label.T("since "+d.In(label.EN), "depuis le "+d.In(label.FR))
}

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
