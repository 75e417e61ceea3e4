// Package wording says values, and what became of them, as people read them: in
// the sentences of summaries, in reviews, reports and letters.
package wording

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/ground/money"
)

// Hard is the space that keeps a number with its unit.
const Hard = "\u00a0"

// symbols are how currencies are written beside amounts; others by their code, for
// more than one calls itself a dollar.
var symbols = map[string]string{"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}

// scale is how far an amount is written in short: in millions with two places, in
// thousands with none, or in units, whole or with those of the currency. Screens
// write them alike (web/src/format/money.ts, web/testdata/amount).
type scale struct {
	from   int64 // in units
	by     int64
	places int // -1 for those of the currency, and none of a whole amount
	sign   string
}

var scales = []scale{{1_000_000, 1_000_000, 2, "M"}, {large, 1000, 0, "k"}, {0, 1, -1, ""}}

// large is from what on amounts are written in thousands or millions.
const large = 10_000

// scaleOf returns the scale in which amounts, in 1/10,000, are written side by side:
// that of the largest.
func scaleOf(amounts ...*big.Int) int {
	for at, s := range scales {
		least := s.from
		switch label.Adopted().Large {
		case "unit":
			return len(scales) - 1
		case "thousand":
			if s.sign == "M" {
				continue
			}
		case "million":
			if s.sign == "M" {
				least = large
			} else if s.sign != "" {
				continue
			}
		}
		from := big.NewInt(least * money.Scale)
		for _, n := range amounts {
			if n.CmpAbs(from) >= 0 {
				return at
			}
		}
	}
	return len(scales) - 1
}

// number writes an amount in a scale: 27.74.
func (s scale) number(n *big.Int, currency string, l label.Lang) string {
	places := s.places
	if places < 0 {
		places = money.Places(currency)
	}
	one := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	parts := divided(new(big.Int).Mul(n, one), s.by*money.Scale)
	minus := ""
	if parts.Sign() < 0 {
		minus = "-"
	}
	whole, rest := parts.Abs(parts).QuoRem(parts, one, new(big.Int))
	text := minus + whole.String()
	if places > 0 && (s.places > 0 || rest.Sign() != 0) {
		digits := rest.String()
		text += "." + strings.Repeat("0", places-len(digits)) + digits
	}
	return money.Group(text, l)
}

// divided divides, rounded half away from zero.
func divided(n *big.Int, by int64) *big.Int {
	half := big.NewInt(by / 2)
	if n.Sign() < 0 {
		half.Neg(half)
	}
	return half.Quo(half.Add(half, n), big.NewInt(by))
}

func (s scale) unit(currency string) string {
	symbol, ok := symbols[currency]
	if !ok {
		symbol = currency
	}
	if s.sign != "" && !ok && currency != "" {
		symbol = Hard + symbol
	}
	return strings.TrimRight(Hard+s.sign+symbol, Hard)
}

// Money writes an amount in short: "27.74 M€".
func Money(n int64, currency string, l label.Lang) string {
	return Total(big.NewInt(n), currency, l)
}

// Total writes a sum of amounts in short, however large.
func Total(n *big.Int, currency string, l label.Lang) string {
	s := scales[scaleOf(n)]
	return s.number(n, currency, l) + s.unit(currency)
}

// pair writes two amounts of one currency side by side: "16.10 → 27.74 M€", in a
// scale in which they differ.
func pair(a, b *big.Int, currency string, l label.Lang) string {
	for _, s := range scales[scaleOf(a, b):] {
		was, now := s.number(a, currency, l), s.number(b, currency, l)
		if was != now || s.places < 0 || a.Cmp(b) == 0 {
			return was + " → " + now + s.unit(currency)
		}
	}
	return ""
}

// Signed writes a difference: "+11.64 M€", "−400 k€".
func Signed(n *big.Int, currency string, l label.Lang) string {
	return sign(n.Sign()) + Total(new(big.Int).Abs(n), currency, l)
}

// Totals writes what is never added up, by currency, as a sum: "1.20 M€ + 500 k$".
// Screens write it alike (web/src/format/money.ts, web/testdata/amount).
func Totals(by map[string]*big.Int, l label.Lang) string {
	text := ""
	for _, currency := range slices.Sorted(maps.Keys(by)) {
		if n := by[currency]; text == "" {
			text = Total(n, currency, l)
		} else {
			text += " " + sign(n.Sign()) + " " + Total(new(big.Int).Abs(n), currency, l)
		}
	}
	return text
}

// SignedTotals writes what moved of it: "+1.20 M€ − 500 k$".
func SignedTotals(by map[string]*big.Int, l label.Lang) string {
	moved := map[string]*big.Int{}
	for currency, n := range by {
		if n.Sign() != 0 {
			moved[currency] = n
		}
	}
	text := Totals(moved, l)
	if text == "" {
		return ""
	}
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		return sign(-1) + rest
	}
	return sign(1) + text
}

func sign(n int) string {
	if n < 0 {
		return "−"
	}
	return "+"
}

// Count writes how many there are.
func Count(n int, l label.Lang) string { return money.Units(int64(n)).In(l) }

// More writes a difference of two counts: "+3".
func More(n int, l label.Lang) string { return sign(n) + Count(max(n, -n), l) }

// Span writes a length of time: "5 days", "3 weeks", "7 months", "3.4 years". Screens
// write it alike (web/src/format/span.ts, web/testdata/span).
func Span(days int64, l label.Lang) string {
	days = max(days, -days)
	switch {
	case days < 14:
		return Counted(days, l, "day", "days", "jour", "jours")
	case days < 61:
		return Counted((days+3)/7, l, "week", "weeks", "semaine", "semaines")
	case days < 730:
		return Counted((days*12*100+36525/2)/36525, l, "month", "months", "mois", "mois")
	}
	tenths := (days*1000 + 36525/2) / 36525
	return money.Amount(tenths*money.Scale/10).In(l) + Hard + label.T("years", "ans").In(l)
}

// Counted writes how many of something: "1 day", "3 jours".
func Counted(n int64, l label.Lang, one, many, un, plusieurs string) string {
	word := label.T(many, plusieurs)
	if n == 1 {
		word = label.T(one, un)
	} else if n == 0 {
		word.FR = un
	}
	return money.Units(n).In(l) + Hard + word.In(l)
}

// Exact writes the days of a length of time that Span rounds, "1,248 days"; nothing
// where Span says the days itself.
func Exact(days int64, l label.Lang) string {
	if days = max(days, -days); days < 14 {
		return ""
	}
	return Counted(days, l, "day", "days", "jour", "jours")
}

// Shift writes how far a date moved, with the days in brackets where it is rounded:
// "3.4 years later (1,248 days)".
func Shift(days int64, l label.Lang) string { return inBrackets(roughly(days, l), Exact(days, l)) }

// inBrackets puts what there is to say more behind a text.
func inBrackets(text string, more ...string) string {
	more = slices.DeleteFunc(more, func(s string) bool { return s == "" })
	if len(more) == 0 {
		return text
	}
	return text + " (" + strings.Join(more, ", ") + ")"
}

// roughly writes how far a date moved: "3.4 years later".
func roughly(days int64, l label.Lang) string {
	switch {
	case days > 0:
		return label.F("%s later", "%s plus tard", Span(days, l)).In(l)
	case days < 0:
		return label.F("%s earlier", "%s plus tôt", Span(days, l)).In(l)
	}
	return label.T("unchanged", "inchangé").In(l)
}
