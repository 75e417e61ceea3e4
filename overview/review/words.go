package review

import (
	"math/big"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

func decimal(n int64) string { return money.Amount(n).String() }

var emptyText = label.T("empty", "vide")

// words says a change as people do: "+€11.64m (€16.1m → €27.74m)", "3.4 years
// later (30/06/2018 → 31/12/2021)", "Build → Run".
func (d differ) words(f, then *field.Field, was, now field.Value, wasCurrency, currency string) string {
	from, to := text(d.wasNames, then, was, wasCurrency, d.lang), text(d.names, f, now, currency, d.lang)
	pair := from + " → " + to
	n := now.N - was.N
	switch {
	case !was.Set || !now.Set:
		return pair
	case f.Kind == field.Money && wasCurrency == currency:
		return signed(n, Amount(abs(n), currency, d.lang)) + " (" + pair + ")"
	case f.Kind == field.Percent:
		return signed(n, money.Amount(abs(n)).In(d.lang)+" "+label.T("points", "points").In(d.lang)) + " (" + pair + ")"
	case f.Kind == field.Number:
		return signed(n, money.Amount(abs(n)).In(d.lang)) + " (" + pair + ")"
	case f.Kind == field.Date:
		return Later(n).In(d.lang) + " (" + pair + ")"
	}
	return pair
}

func signed(n int64, text string) string {
	if n < 0 {
		return "−" + text
	}
	return "+" + text
}

// text writes a value as people read it.
func text(names snapshot.Names, f *field.Field, v field.Value, currency string, l label.Lang) string {
	if !v.Set {
		return emptyText.In(l)
	}
	switch f.Kind {
	case field.Money:
		return Amount(v.N, currency, l)
	case field.Number:
		return money.Amount(v.N).In(l)
	case field.Percent:
		return money.Amount(v.N).In(l) + percent.In(l)
	case field.Date:
		return day.Day(v.N).In(l)
	case field.Month:
		return day.Month(v.N).In(l)
	case field.YesNo:
		if v.N != 0 {
			return label.T("yes", "oui").In(l)
		}
		return label.T("no", "non").In(l)
	}
	return names.Text(f, v, l)
}

var percent = label.T("%", "\u202f%")

// Amount writes an amount of money short: €11.64m, €850k, €1,234.5; 11,64 M€ in French.
func Amount(n int64, currency string, l label.Lang) string {
	return BigAmount(big.NewInt(n), currency, l)
}

// BigAmount is Amount for a total.
func BigAmount(n *big.Int, currency string, l label.Lang) string {
	symbol := map[string]string{"EUR": "€", "GBP": "£", "USD": "$"}[currency]
	if symbol == "" {
		symbol = currency
	}
	size := new(big.Int).Abs(n)
	unit, letter := int64(money.Scale), ""
	switch {
	case size.Cmp(big.NewInt(1_000_000*money.Scale)) >= 0:
		unit, letter = 1_000_000*money.Scale, "M"
	case size.Cmp(big.NewInt(10_000*money.Scale)) >= 0:
		unit, letter = 1000*money.Scale, "k"
	}
	short := new(big.Int).Mul(n, big.NewInt(money.Scale))
	short.Quo(short, big.NewInt(unit))
	places := 2
	if letter == "k" {
		places = 0
	}
	figure := money.Group(money.Amount(short.Int64()).Round(places).String(), l)
	if l == label.FR {
		return figure + "\u00a0" + letter + symbol
	}
	if after, minus := strings.CutPrefix(figure, "-"); minus {
		return "-" + symbol + after + strings.ToLower(letter)
	}
	return symbol + figure + strings.ToLower(letter)
}

// Later writes a number of days by which a date moved.
func Later(days int64) label.Text {
	n := abs(days)
	var span label.Text
	switch {
	case n == 1:
		span = label.T("1 day", "1 jour")
	case n < 60:
		span = label.F("%d days", "%d jours", n)
	case n < 730:
		span = label.F("%d months", "%d mois", (n*100+1522)/3044)
	default:
		tenths := money.Amount((n*money.Scale*100/36525 + 500) / 1000 * 1000)
		span = label.T(tenths.In(label.EN)+" years", tenths.In(label.FR)+" ans")
	}
	if days < 0 {
		return label.T(span.In(label.EN)+" earlier", span.In(label.FR)+" plus tôt")
	}
	return label.T(span.In(label.EN)+" later", span.In(label.FR)+" plus tard")
}

var projectsText = label.T("Projects", "Projets")

func counted(n int64, l label.Lang) string { return money.Group(decimal(n*money.Scale), l) }
