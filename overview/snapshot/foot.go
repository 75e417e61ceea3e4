package snapshot

import (
	"maps"
	"math/big"
	"slices"

	"vigie/format/sheet"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

// WithTotals returns a sheet of the result with its totals below: a line per
// currency, one before them for what is no amount, and one with what they come to together where the rates are known.
// Each is named so that an import takes it for no project. A sheet in which no
// column could bear the name stays as it is.
func (res *Result) WithTotals(s sheet.Sheet, fields []*field.Field) sheet.Sheet {
	at := res.nameColumn(fields)
	if at < 0 || len(res.present()) == 0 {
		return s
	}
	currencies, into := map[string]bool{}, ""
	for _, f := range fields {
		t := res.Totals[f.Key]
		for c := range t.ByCurrency {
			currencies[c] = true
		}
		if t.Converted != nil && t.Converted.Amount != nil {
			into = t.Converted.Currency
		}
	}
	all := slices.Sorted(maps.Keys(currencies))
	other := func(f *field.Field, t Total) sheet.Value { // of all projects, whatever their currency
		if t.ByCurrency != nil || t.Rule == field.CountByValue {
			return sheet.Value{}
		}
		if t.Rule == field.Count {
			return sheet.NumberValue(money.Units(int64(t.Filled)))
		}
		return res.cell(f, t.Value, "")
	}
	if len(all) != 1 {
		if line := res.footLine(fields, at, "", other); len(all) == 0 || filled(line) > 1 {
			s.Foot = append(s.Foot, line)
		}
	}
	for _, c := range all {
		name := c
		if len(all) == 1 {
			name = ""
		}
		s.Foot = append(s.Foot, res.footLine(fields, at, name, func(f *field.Field, t Total) sheet.Value {
			if t.ByCurrency == nil && len(all) == 1 {
				return other(f, t)
			}
			return sumValue(t.ByCurrency[c], c)
		}))
	}
	if into == "" {
		return s
	}
	s.Foot = append(s.Foot, res.footLine(fields, at, label.F("converted into %s", "converti en %s", into).In(res.who.Lang), func(_ *field.Field, t Total) sheet.Value {
		if t.Converted != nil && t.Converted.Amount != nil {
			return sumValue(t.Converted.Amount, into)
		}
		return sumValue(t.ByCurrency[into], into)
	}))
	return s
}

// nameColumn is where the name of a line of totals stands: under those of the
// projects, else under the first words; -1 when there are none.
func (res *Result) nameColumn(fields []*field.Field) int {
	isText := func(f *field.Field) bool { return sheetKind(f) == sheet.Text && f.Consolidation == field.None }
	if i := slices.IndexFunc(fields, func(f *field.Field) bool { return f.Key == "name" }); i >= 0 {
		return i
	}
	return slices.IndexFunc(fields, isText)
}

var (
	totalText   = label.T("Total", "Total")
	partialText = label.T("partial", "partiel")
)

func (res *Result) footLine(fields []*field.Field, at int, name string, value func(*field.Field, Total) sheet.Value) []sheet.Value {
	if res.Partial() {
		if name != "" {
			name += ", "
		}
		name += partialText.In(res.who.Lang)
	}
	if name != "" {
		name = " (" + name + ")"
	}
	row := make([]sheet.Value, len(fields))
	for i, f := range fields {
		if t, ok := res.Totals[f.Key]; ok {
			row[i] = value(f, t)
		}
	}
	row[at] = sheet.TextValue(totalText.In(res.who.Lang) + name)
	return row
}

func filled(line []sheet.Value) (n int) {
	for _, v := range line {
		if v.Filled {
			n++
		}
	}
	return n
}

// sumValue is a sum of amounts; one that no cell can hold is written in words.
func sumValue(n *big.Int, currency string) sheet.Value {
	switch {
	case n == nil:
		return sheet.Value{}
	case n.IsInt64():
		return sheet.MoneyValue(money.Amount(n.Int64()), currency)
	}
	return sheet.TextValue(BigFixed(n, currency) + " " + currency)
}

// RatesUsed says by which rates the totals were made one, or which lack.
func (res *Result) RatesUsed() []string {
	l := res.who.Lang
	used, lacking := map[string]bool{}, map[string]bool{}
	for _, t := range res.Totals {
		if t.Converted != nil {
			for _, u := range t.Converted.Rates {
				used[label.F("Rate: 1 %s = %s %s, of %s", "Taux : 1 %s = %s %s, du %s", u.From, money.Group(u.Text(), l), t.Converted.Currency, u.Day).In(l)] = true
			}
		}
		for _, c := range t.Unconverted {
			lacking[label.F("No rate for %s: the totals are not converted", "Aucun taux pour %s : les totaux ne sont pas convertis", c).In(l)] = true
		}
	}
	return append(slices.Sorted(maps.Keys(used)), slices.Sorted(maps.Keys(lacking))...)
}
