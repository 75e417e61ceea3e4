package sheet

import (
	"context"
	"iter"
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Sheet is a table to write. Rows are pulled one at a time, so that an export
// larger than memory streams; a row's slice may be used again for the next. An
// error from the iterator ends the writing and is returned as it is.
type Sheet struct {
	Name  string     // of the sheet in a workbook; made valid where needed
	Lang  label.Lang // language of yes and no
	Heads []Head
	Rows  iter.Seq2[[]Value, error]
	Foot  [][]Value // totals below the rows, outside the filter of a workbook
	About []string  // where the export comes from: a last sheet of a workbook, lines below the table of a text
	Facts Facts     // of the file
}

// Facts are what a workbook says of itself in its properties and at the foot of
// its pages on paper. All may be empty.
type Facts struct {
	Title  string
	Author string
	Mark   string // the classification
	At     time.Time
}

// While returns the sheet whose rows end with the error of the context once that
// is done: nobody waits for it any more, or it took too long.
func (s Sheet) While(ctx context.Context) Sheet {
	rows := s.Rows
	s.Rows = func(yield func([]Value, error) bool) {
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
	return s
}

// lines are the rows and the foot.
func (s Sheet) lines() iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		for row, err := range s.Rows {
			if !yield(row, err) {
				return
			}
		}
		for _, row := range s.Foot {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Head is the header of a column and how its values are shown.
type Head struct {
	Title    string
	Kind     Kind
	Places   int    // decimals shown of Number and Percent, 0 to 4; exports to text give all of them
	Currency string // of Money values that name none; may be empty
	Width    int    // in characters; 0 lets the kind decide
}

// Kind is what a column holds.
type Kind uint8

// The kinds of columns and values.
const (
	Text    Kind = iota
	Number       // Value.Amount
	Money        // Value.Amount in Value.Currency, shown with the places of the currency
	Percent      // Value.Amount in points: 12.5 is 12.5 %
	Date         // Value.Day
	Month        // Value.Day, any day of the month
	YesNo        // Value.Yes
)

// Value is one value to write. The zero Value is an empty cell. A value may be
// of another kind than its column: a text among amounts stays a text.
type Value struct {
	Text     string
	Currency string // ISO code
	Amount   money.Amount
	Day      day.Day
	Yes      bool
	Filled   bool // false writes an empty cell
	Kind     Kind
}

// TextValue makes a text; the empty text is an empty cell.
func TextValue(s string) Value { return Value{Kind: Text, Text: s, Filled: s != ""} }

// NumberValue makes a plain number.
func NumberValue(a money.Amount) Value { return Value{Kind: Number, Amount: a, Filled: true} }

// MoneyValue makes an amount in a currency.
func MoneyValue(a money.Amount, currency string) Value {
	return Value{Kind: Money, Amount: a, Currency: currency, Filled: true}
}

// PercentValue makes a percentage in points.
func PercentValue(a money.Amount) Value { return Value{Kind: Percent, Amount: a, Filled: true} }

// DateValue makes a date; the zero Day is an empty cell.
func DateValue(d day.Day) Value { return Value{Kind: Date, Day: d, Filled: d != 0} }

// MonthValue makes a month; the zero Month is an empty cell.
func MonthValue(m day.Month) Value {
	if m == 0 {
		return Value{}
	}
	return Value{Kind: Month, Day: m.First(), Filled: true}
}

// YesNoValue makes a yes or a no.
func YesNoValue(yes bool) Value { return Value{Kind: YesNo, Yes: yes, Filled: true} }

func yesNoWord(yes bool, l label.Lang) string {
	switch {
	case yes && l == label.FR:
		return "oui"
	case yes:
		return "yes"
	case l == label.FR:
		return "non"
	}
	return "no"
}

// risky reports whether a spreadsheet program might run a text as a formula:
// it begins, after any spaces, with = + - @ | or a tab or line end, or their
// full-width forms.
func risky(s string) bool {
	if s == "" {
		return false
	}
	if strings.IndexByte("\t\r\n", s[0]) >= 0 {
		return true
	}
	s = strings.TrimLeft(s, " \u00a0\u202f\u200b\ufeff\t\r\n")
	for _, r := range s {
		return strings.ContainsRune("=+-@|＝＋－＠｜﹢﹣−", r)
	}
	return false
}

// guarded puts an apostrophe before a risky text, and before one that could be
// taken for a guarded text.
func guarded(s string) string {
	if risky(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguard takes back what guarded does.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && risky(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}
