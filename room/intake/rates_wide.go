package intake

import (
	"math/big"
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Of a table with a column per currency every rate is taken up to dailyAtMost;
// beyond, the last one of each month; and ratesAtMost is the end.
const (
	dailyAtMost = 5_000
	ratesAtMost = 20_000
)

// wide is a table of rates with a day per row and a column per currency, as central
// banks publish their history: units of each currency for one of the file's own.
type wide struct {
	table      *sheet.Table
	date       int
	currencies []int // columns
	codes      []string
	into       int // the column of the currency of consolidation; -1 when the file is in it
	own        int // the place among codes of the currency of the file; -1 when it is that of consolidation, or unknown
}

// wideRates recognises such a table. Any other has a column that is named as the
// currency or the rate, or none that is named as a currency.
func wideRates(t *sheet.Table, into string) (wide, bool) {
	w := wide{table: t, date: -1, into: -1, own: -1}
	for j, c := range t.Columns {
		code := currencyOf(c.Name)
		switch {
		case w.date < 0 && areDates(t.Values(j)):
			w.date = j
		case code == into && isOne(t.Values(j)): // the currency of the file itself
		case code != "" && !slices.Contains(w.codes, code):
			if code == into {
				w.into = j
			}
			w.currencies, w.codes = append(w.currencies, j), append(w.codes, code)
		}
	}
	// Tables of the central bank of the euro do not name it.
	if w.into >= 0 && !slices.Contains(w.codes, "EUR") {
		w.own, w.codes = len(w.codes), append(w.codes, "EUR")
	}
	return w, w.date >= 0 && len(w.currencies) > 0
}

// namesCurrencies reports whether two columns at least are named as currencies.
func namesCurrencies(t *sheet.Table) bool {
	named := 0
	for _, c := range t.Columns {
		if currencyOf(c.Name) != "" {
			named++
		}
	}
	return named >= 2
}

// currencyOf reads the name of a column: "USD", "Dollar (USD)"; "" for any other.
func currencyOf(name string) string {
	name = strings.TrimSpace(name)
	if open := strings.LastIndexByte(name, '('); open >= 0 && strings.HasSuffix(name, ")") {
		name = name[open+1 : len(name)-1]
	}
	if name = strings.TrimSpace(name); !money.IsCode(name) {
		return ""
	}
	return name
}

func isOne(cells []cell.Cell) bool {
	return !slices.ContainsFunc(cells, func(c cell.Cell) bool { n, ok := rateIn(c); return ok && n.Cmp(big.NewRat(1, 1)) != 0 })
}

// rateIn reads a cell; empty ones and words such as N/A hold no rate.
func rateIn(c cell.Cell) (*big.Rat, bool) {
	text := plainRate(strings.TrimSpace(c.Text))
	if strings.ContainsAny(text, "/eE") || len(text) > 30 {
		return nil, false
	}
	n, ok := new(big.Rat).SetString(text)
	return n, ok && n.Sign() > 0
}

// quote is one rate of a wide table.
type quote struct {
	row  int
	code int
	day  day.Day
	text string
}

// long turns the table into one with a rate per row.
func (w wide) long(into string) (*sheet.Table, error) {
	all := w.quotes()
	notes := []label.Text{label.T("Each column named as a currency is read as its rates; cells without a number are left out", "Chaque colonne qui porte le nom d’une devise est lue comme ses taux ; les cellules sans nombre sont laissées de côté")}
	if n := len(all); n > dailyAtMost {
		all = lastOfMonths(all)
		notes = append(notes, label.F("Of %s rates, the last of each month is taken: %s. For every day, import a shorter time", "Sur %s taux, le dernier de chaque mois est retenu : %s. Pour chaque jour, importez une durée plus courte", inWords(n), inWords(len(all))))
	}
	if len(all) > ratesAtMost {
		return nil, fault.Invalid("file", label.F("The file holds %s rates; at most %s are imported at a time", "Le fichier contient %s taux ; on en importe %s au plus à la fois", inWords(len(all)), inWords(ratesAtMost)))
	}
	if w.into >= 0 {
		notes = append(notes, label.F("The rates are for another currency; they are divided by those of %s", "Les taux sont donnés pour une autre devise ; ils sont divisés par ceux de %s", into))
	}
	t := w.table
	out := &sheet.Table{Sheet: t.Sheet, Layout: t.Layout, Notes: append(slices.Clone(t.Notes), notes...)}
	last := t.Columns[len(t.Columns)-1].Number
	out.Columns = []sheet.Column{t.Columns[w.date], {Name: "Currency", Number: last + 1}, {Name: "Rate", Number: last + 2}}
	for _, q := range all {
		r := t.Rows[q.row]
		out.Rows = append(out.Rows, sheet.Row{Number: r.Number, Role: r.Role, Hidden: r.Hidden, Cells: []cell.Cell{r.Cells[w.date], cell.Of(w.codes[q.code]), cell.Of(q.text)}})
	}
	return out, nil
}

// quotes are the rates of the table, for one unit of the currency of consolidation.
func (w wide) quotes() []quote {
	var out []quote
	format := cell.Guess(cell.Column{Header: w.table.Columns[w.date].Name, Cells: w.table.Values(w.date)}).Format
	for i, r := range w.table.Rows {
		on, err := cell.Date(r.Cells[w.date], format)
		if err != nil {
			continue
		}
		by := big.NewRat(1, 1)
		if w.into >= 0 {
			n, ok := rateIn(r.Cells[w.into])
			if !ok {
				continue
			}
			if by = n; w.own >= 0 {
				out = append(out, quoteOf(i, w.own, on, new(big.Rat).Inv(by)))
			}
		}
		for k, j := range w.currencies {
			if n, ok := rateIn(r.Cells[j]); ok && j != w.into {
				out = append(out, quoteOf(i, k, on, n.Quo(n, by)))
			}
		}
	}
	return out
}

func inWords(n int) money.Amount { return money.Units(int64(n)) }

func quoteOf(row, code int, on day.Day, n *big.Rat) quote {
	return quote{row, code, on, strings.TrimRight(strings.TrimRight(n.FloatString(12), "0"), ".")}
}

// lastOfMonths keeps the latest rate of each currency and month.
func lastOfMonths(all []quote) []quote {
	type place struct {
		code  int
		month day.Month
	}
	latest := map[place]day.Day{}
	for _, q := range all {
		p := place{q.code, q.day.Month()}
		latest[p] = max(latest[p], q.day)
	}
	return slices.DeleteFunc(all, func(q quote) bool { return q.day != latest[place{q.code, q.day.Month()}] })
}
