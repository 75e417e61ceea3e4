package cell

import (
	"regexp"
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/ground/money"
)

// smallCost is the median below which whole-project costs without any unit
// are taken for millions: no portfolio tracks projects of a few thousand units.
const smallCost = 20_000

// CostUnit completes the guess of a column that the caller knows to hold the
// costs of whole projects, when neither its header nor its cells name a unit.
// First the texts of other columns are searched for the same numbers with a
// unit ("from £1996.00m to £2013.02m"); else a median below 20,000 means
// millions, unless most cells name a currency: "1 000 €" is a thousand euros.
// The guess returned says so in Unit and in its Notes.
func CostUnit(c Column, g ColumnGuess, evidence []string) ColumnGuess {
	if g.Unit != NoSource || g.Kind != "money" && g.Kind != "number" || g.Duration {
		return g
	}
	values := sizes(c, g.Format)
	if len(values) == 0 {
		return g
	}
	g.Notes = slices.Clone(g.Notes)
	if power, currency := quotedUnit(values, evidence); power > 0 {
		g.Unit, g.Format.Multiplier = FromEvidence, pow10(power)
		g.Format.Currency = orElse(g.Format.Currency, currency)
		g.note("Costs are read in %s, as the texts of other columns quote them", "Les coûts sont lus en %s, comme les citent les textes d’autres colonnes", scaleName(power))
		return g
	}
	slices.Sort(values)
	if values[len(values)/2] < money.Units(smallCost) && !nameCurrencies(c, g.Format) {
		g.Unit, g.Format.Multiplier = FromMagnitude, 1_000_000
		g.note("No unit is given; costs this small are read as millions", "Aucune unité n’est indiquée\u202f; des coûts aussi petits sont lus en millions")
	}
	return g
}

// nameCurrencies reports whether most amounts of a column stand with a currency.
func nameCurrencies(c Column, f Format) bool {
	f.Currency = ""
	with, all := 0, 0
	for _, x := range c.Cells {
		if _, currency, err := Amount(x, f); err == nil {
			all++
			if currency != "" {
				with++
			}
		}
	}
	return 2*with > all
}

// sizes lists the magnitudes of the column's non-zero numbers.
func sizes(c Column, f Format) []money.Amount {
	f.Multiplier = 1
	var list []money.Amount
	for _, x := range c.Cells {
		if a, _, err := Amount(x, f); err == nil && a != 0 {
			list = append(list, max(a, -a))
		}
	}
	return list
}

func scaleName(power int) label.Localized {
	switch power {
	case 3:
		return scaleText(label.T("thousands", "milliers"))
	case 6:
		return scaleText(label.T("millions", "millions"))
	}
	return scaleText(label.T("thousand millions", "milliards"))
}

type scaleText label.Text

func (t scaleText) In(l label.Lang) string { return label.Text(t).In(l) }

// mention finds amounts with a unit in running text: "£1996.00m", "277.66 (£M)", "12,5 M€".
var mention = regexp.MustCompile(`([£€$] ?)?\d[\d.,  \x{202f}]*\d ?\(?([£€$])?(k|K|m|M|Md|bn|million|millions)\b ?([£€$])?`)

// quotedUnit returns the power of ten and currency with which the texts quote
// numbers of the column, when at least three do and they agree; else 0.
func quotedUnit(values []money.Amount, evidence []string) (power int, currency string) {
	known := map[money.Amount]bool{}
	for _, v := range values {
		known[v] = true
		known[v.Round(0)] = true
	}
	count, codes, total := map[int]int{}, map[string]int{}, 0
	for _, text := range evidence {
		for _, m := range mention.FindAllString(text, 20) {
			q, ok := scan(closed(m), '.')
			if !ok || !q.scaled {
				continue
			}
			a, fits := q.dec.amount(0)
			if a = max(a, -a); !fits || a < money.Units(2) || !known[a] && !known[a.Round(0)] {
				continue
			}
			total++
			count[q.power]++
			codes[q.currency]++
			if count[q.power] > count[power] {
				power = q.power
			}
			if codes[q.currency] > codes[currency] || currency == "" {
				currency = q.currency
			}
		}
	}
	if count[power] < 3 || count[power]*10 < total*7 {
		return 0, ""
	}
	return power, currency
}

// closed completes a bracket that the match cut.
func closed(s string) string {
	if strings.Count(s, "(") > strings.Count(s, ")") {
		return s + ")"
	}
	return s
}
