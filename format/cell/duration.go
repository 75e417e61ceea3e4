package cell

import (
	"strings"

	"vigie/ground/label"
	"vigie/ground/money"
)

// spans maps the folded words for a unit of duration.
var spans = map[string]Span{
	"an": Years, "ans": Years, "annee": Years, "annees": Years, "year": Years, "years": Years, "yr": Years, "yrs": Years, "y": Years, "a": Years,
	"mois": Months, "month": Months, "months": Months, "mo": Months, "mth": Months, "mths": Months, "m": Months,
	"semaine": Weeks, "semaines": Weeks, "sem": Weeks, "week": Weeks, "weeks": Weeks, "wk": Weeks, "wks": Weeks, "w": Weeks, "s": Weeks,
	"jour": Days, "jours": Days, "j": Days, "day": Days, "days": Days, "d": Days,
}

// share returns a duration in years; a year has 12 months, 365.25 days and so
// 52.1786 weeks.
func (s Span) share(a money.Amount) (money.Amount, bool) {
	switch s {
	case Months:
		return a.Div(money.Units(12))
	case Weeks:
		n, ok := money.MulDiv(int64(a), 28, 1461)
		return money.Amount(n), ok
	case Days:
		n, ok := money.MulDiv(int64(a), 4, 1461)
		return money.Amount(n), ok
	}
	return a, true
}

// Duration reads a duration in years: "3 ans", "18 mois" is 1.5, "5 years 2
// months" is 5.1667. A number without a unit counts Format.Span.
func Duration(c Cell, f Format) (money.Amount, error) {
	if c.Blank() {
		return 0, blank()
	}
	hint := f.Decimal
	if c.Kind == Numeric {
		hint = '.'
	} else if c.Kind != Words || len(c.Text) > 60 {
		return 0, notDuration(c.Text)
	}
	parts, ok := durationParts(label.Fold(tidy(c.Text)), hint, f.Span)
	if !ok {
		return 0, notDuration(c.Text)
	}
	var total money.Amount
	for _, p := range parts {
		if p.style == eitherOne && hint == 0 {
			return 0, doubtful(c.Text, "thousands", "decimals", "en milliers", "avec décimales")
		}
		a, fits := p.dec.amount(0)
		years, fits2 := p.span.share(a)
		sum, fits3 := total.Add(years)
		if !fits || !fits2 || !fits3 || sum > money.Max {
			return 0, tooLarge(c.Text)
		}
		total = sum
	}
	return total, nil
}

func notDuration(text string) error {
	return unreadable(text, "a duration such as 18 months", "une durée comme 18 mois")
}

type durationPart struct {
	dec   decimal
	style style
	span  Span
}

// durationParts reads numbers each followed by its unit; only a lonely number may have none.
func durationParts(s string, hint byte, bare Span) (parts []durationPart, ok bool) {
	for len(parts) < 4 {
		s = strings.TrimLeft(s, " ,")
		for _, and := range []string{"et ", "and "} {
			s = strings.TrimPrefix(s, and)
		}
		if s == "" {
			return parts, len(parts) > 0
		}
		d, st, n := readDecimal(s, hint)
		if n == 0 {
			return nil, false
		}
		s = strings.TrimLeft(s[n:], " ")
		w := letters(s)
		span, known := spans[s[:w]]
		if w == 0 && s == "" && len(parts) == 0 {
			return []durationPart{{d, st, bare}}, true
		}
		if !known {
			return nil, false
		}
		s = strings.TrimPrefix(s[w:], ".")
		s = strings.TrimPrefix(s, "(s)")
		parts = append(parts, durationPart{d, st, span})
	}
	return nil, false
}
