package cell

import (
	"vigie/ground/money"
)

// formats finds how the cells of the guessed kind are written.
func (p *profile) formats(g *ColumnGuess) {
	switch g.Kind {
	case "number", "money", "percent":
		p.decimals(g)
		p.units(g)
		if g.Kind == "percent" {
			p.fractions(g)
		}
		if g.Duration {
			g.Format.Multiplier, g.Unit = 1, NoSource
			p.span(g)
		}
	case "date", "month":
		p.order(g)
		p.weeks(g)
	case "light":
		p.yellows(g)
		g.Choices, _ = distinct(p.filled, func(c Cell) []string { return []string{c.Text} })
	case "weather":
		g.Choices, _ = distinct(p.filled, func(c Cell) []string { return []string{c.Text} })
	default:
		if multiplier, currency := HeaderUnit(p.raw.Header); multiplier != 0 { // for who says that the column is of amounts after all
			g.Format.Multiplier, g.Format.Currency, g.Unit = multiplier, currency, FromHeader
		}
	}
	if len(g.Choices) > 50 {
		g.Choices = g.Choices[:50]
	}
}

// decimals decides the decimal sign of the texts from the cells that prove it.
func (p *profile) decimals(g *ColumnGuess) {
	var votes [4]int
	sign := map[byte]int{}
	for _, x := range p.filled {
		if x.Kind != Words || len(x.Text) > 200 {
			continue
		}
		q, ok := scan(x.Text, 0)
		if !ok {
			continue
		}
		votes[q.style]++
		if q.style == eitherOne {
			sign[lastSign(x.Text)]++
		}
	}
	switch {
	case votes[comma] > votes[point]:
		g.Format.Decimal = ','
	case votes[point] > 0:
		g.Format.Decimal = '.'
	case votes[eitherOne] > 0:
		p.doubtfulDecimals(g, sign, votes)
		return
	}
	if votes[comma] > 0 && votes[point] > 0 {
		g.AmbiguousDecimal = votes[eitherOne] > 0
		g.note("Some cells have a decimal comma and others a decimal point", "Certaines cellules ont une virgule décimale, d’autres un point")
	}
}

// doubtfulDecimals weighs a column where every separator stands before exactly
// three digits. Decimals of always three digits are rare, so the separator
// groups thousands; that is sure when three cells or more have it and the
// numbers without one all lie below a thousand.
func (p *profile) doubtfulDecimals(g *ColumnGuess, sign map[byte]int, votes [4]int) {
	g.Format.Decimal = '.'
	if sign['.'] > sign[','] {
		g.Format.Decimal = ','
	}
	small := 0
	for _, q := range p.numbers {
		if a, ok := q.dec.amount(0); ok && q.style == noStyle {
			if a >= money.Units(1000) || a <= money.Units(-1000) {
				small = -1
				break
			}
			small++
		}
	}
	g.AmbiguousDecimal = votes[eitherOne] < 3 || small < 1 || len(sign) > 1
	if !g.AmbiguousDecimal {
		g.note("The separator in numbers such as 1%s234 is read as thousands", "Le séparateur des nombres comme 1%s234 est lu comme celui des milliers", string(other(g.Format.Decimal)))
	}
}

func other(sign byte) byte {
	if sign == ',' {
		return '.'
	}
	return ','
}

func lastSign(s string) byte {
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '.' || s[i] == ',') && digit(s, i-1) {
			return s[i]
		}
	}
	return 0
}

// units finds the multiplier and the currency, from the header, then from the cells.
func (p *profile) units(g *ColumnGuess) {
	multiplier, currency := HeaderUnit(p.raw.Header)
	if multiplier != 0 && g.Kind != "percent" {
		g.Format.Multiplier, g.Unit = multiplier, FromHeader
		if g.Kind == "number" && currency == "" && multiplier == 1 {
			g.Unit = NoSource
		}
	}
	g.Format.Currency = orElse(p.currency(g), currency)
	if g.Format.Multiplier == 0 {
		g.Format.Multiplier = 1
		p.cellUnits(g)
	}
}

// currency returns the currency most cells name.
func (p *profile) currency(g *ColumnGuess) string {
	count, best := map[string]int{}, ""
	for _, q := range p.numbers {
		if q.currency != "" {
			count[q.currency]++
			if count[q.currency] > count[best] {
				best = q.currency
			}
		}
	}
	if len(count) > 1 {
		g.note("Amounts are in several currencies", "Les montants sont en plusieurs devises")
	}
	return best
}

// cellUnits looks at the multipliers the cells write themselves.
func (p *profile) cellUnits(g *ColumnGuess) {
	scaled, bare := map[int]int{}, 0
	total, best := 0, 0
	for _, q := range p.numbers {
		switch a, _ := q.dec.amount(0); {
		case q.scaled:
			total++
			scaled[q.power]++
			if scaled[q.power] > scaled[best] {
				best = q.power
			}
		case a != 0:
			bare++
		}
	}
	if total == 0 {
		return
	}
	g.Unit = FromCells
	if bare > 0 {
		g.AmbiguousUnit = true
		g.note("%d amounts name no unit beside others that do; they are read as they stand", "%d montants n’ont pas d’unité alors que d’autres en ont une\u202f; ils sont lus tels quels", bare)
	}
}

// fractions tells percentages written as parts of one from points.
func (p *profile) fractions(g *ColumnGuess) {
	bare, one, small := 0, 0, 0
	for _, q := range p.numbers {
		a, ok := q.dec.amount(0)
		if q.percent || !ok {
			continue
		}
		bare++
		if a >= -money.Scale && a <= money.Scale {
			one++
		}
		if a > -money.Scale && a < money.Scale && a != 0 {
			small++
		}
	}
	decimals := false
	for _, q := range p.numbers {
		a, _ := q.dec.amount(0)
		decimals = decimals || !q.percent && a%money.Scale != 0
	}
	if p.percent > 0 && small > 0 || bare > one && small > 0 {
		g.note("%d percentages below 1 are written without a %% sign and read as they stand: 0.5 is 0.5 %%; look whether 50 %% is meant", "%d pourcentages inférieurs à 1, sans signe %%, sont lus tels quels\u202f: 0,5 vaut 0,5\u202f%%\u202f; vérifiez si 50\u202f%% est voulu", small)
		g.Confidence = min(g.Confidence, 60)
	}
	if bare > 0 && bare == one && decimals {
		g.Format.Fraction = true
		g.note("Percentages are written as parts of one: 0.5 is 50 %", "Les pourcentages sont écrits en parts de un\u202f: 0,5 vaut 50\u202f%")
	} else if bare > 1 && bare == one {
		g.note("There are only 0 and 1: they are read as 0 % and 1 %; say so if 1 is 100 %", "Il n’y a que 0 et 1\u202f: ils sont lus comme 0\u202f% et 1\u202f%\u202f; précisez-le si 1 vaut 100\u202f%")
	}
}

// span reads the unit of a duration in the header.
func (p *profile) span(g *ColumnGuess) {
	for _, w := range headerWords(p.raw.Header) {
		f := fold(w.text)
		if s, ok := spans[f]; ok && (len(f) > 1 || w.apart) {
			g.Format.Span = s
		}
	}
}

// order decides between day/month and month/day.
func (p *profile) order(g *ColumnGuess) {
	var votes [3]int
	for _, x := range p.filled {
		if x.Kind != Words || len(x.Text) > 60 {
			continue
		}
		t, ok := tokens(x.Text)
		if !ok || t.shape() != "DDD" || t[0].len == 4 || t[0].n == t[1].n {
			continue
		}
		switch {
		case t[0].n > 12:
			votes[DayFirst]++
		case t[1].n > 12:
			votes[MonthFirst]++
		default:
			votes[AnyOrder]++
		}
	}
	if votes == [3]int{} {
		return
	}
	g.Format.Order = DayFirst
	if votes[MonthFirst] > votes[DayFirst] {
		g.Format.Order = MonthFirst
	}
	g.AmbiguousOrder = votes[AnyOrder] > 0 && (votes[DayFirst] == 0) == (votes[MonthFirst] == 0)
	if g.AmbiguousOrder {
		g.note("Nothing proves whether 03/04 is 3 April or 4 March", "Rien ne prouve si 03/04 est le 3 avril ou le 4 mars")
	}
}

// weeks marks a column in which S stands for a week.
func (p *profile) weeks(g *ColumnGuess) {
	for _, x := range p.filled {
		if x.Kind != Words || len(x.Text) > 60 {
			continue
		}
		t, ok := tokens(x.Text)
		if !ok {
			continue
		}
		for i := 1; i < len(t); i++ {
			if k := t[i-1]; k.word == "s" && t[i].word == "" && t[i].len <= 2 && k.isWeek(t[i], false) {
				g.Format.InWeeks = true
			}
		}
	}
}

// yellows marks a column that has both yellow and orange.
func (p *profile) yellows(g *ColumnGuess) {
	yellows, oranges := false, false
	for _, x := range p.filled {
		f := fold(x.Text)
		yellows = yellows || yellow(x)
		oranges = oranges || f == "orange" || f == "amber" || f == "🟠" || f == "ambre"
	}
	g.Format.Yellow = yellows && oranges
}

// count reads all cells again with the format found.
func (p *profile) count(g *ColumnGuess) {
	for _, x := range p.filled {
		if readAs(g, x) != nil {
			g.Unread++
		}
	}
}

// readAs returns the error of reading a cell as the guess says.
func readAs(g *ColumnGuess, x Cell) error {
	var err error
	switch g.Kind {
	case "money":
		_, _, err = Amount(x, g.Format)
	case "percent":
		_, err = Percent(x, g.Format)
	case "number":
		if g.Duration {
			_, err = Duration(x, g.Format)
		} else {
			_, err = Number(x, g.Format)
		}
	case "date":
		_, err = Date(x, g.Format)
	case "month":
		_, err = Month(x, g.Format)
	case "yes_no":
		_, err = YesNo(x)
	case "light":
		_, err = Light(x, g.Format)
	case "weather":
		_, err = Weather(x)
	case "link":
		_, err = Link(x)
	}
	return err
}
