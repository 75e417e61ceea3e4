// Package cell turns what one cell of a spreadsheet says into a value, and
// guesses from a column's cells what they hold.
//
// Reading is exact: decimals are read by their digits, never through binary
// floating point. Reading is honest: a cell that does not say a number gives
// an error that says why, never zero; a cell that two people could read in
// two ways ("1,234", "03/04/2015") gives a Doubtful error unless the Format
// declares which way the column is written.
//
// Empty cells: only a cell without any visible character is Blank. Marks such
// as "-", "NA", "n/a" or "tbc" are Unreadable, and NoValue tells them apart
// from other unreadable text. Callers test Blank first.
//
//	guesses := cell.GuessAll(columns)           // one per column: kind, format, doubts
//	f := guesses[7].Format                      // decimal style, unit, currency, date order
//	amount, currency, err := cell.Amount(c, f)  // "£26.19m" is 26190000, "GBP"
package cell

import (
	"strings"
	"unicode"

	"vigie/ground/day"
)

// Kind says what the file itself declares of a cell. Cells of a text file
// (CSV) are always Words or Empty.
type Kind uint8

// The kinds of cells.
const (
	Empty   Kind = iota // nothing, or only white space
	Words               // characters
	Numeric             // a number of a workbook; Cell.Text is its plain decimal with a point, and its unit if the format shows one
	Dated               // a date of a workbook; Cell.Text is ISO, "2018-02-28", or "2018-02" when only the month is shown
	Logical             // TRUE or FALSE of a workbook
	Broken              // an error value of a workbook, such as #N/A
)

// Cell is one cell: its text as a person reads it, and its type where the
// file has one. The zero value is an empty cell.
type Cell struct {
	Text string
	Day  day.Day // of a Dated cell, else 0
	Kind Kind
}

// Of makes the cell of a text file from its text.
func Of(text string) Cell {
	if strings.TrimFunc(text, hollow) == "" {
		return Cell{Text: text}
	}
	return Cell{Text: text, Kind: Words}
}

// Blank reports whether the cell shows nothing at all.
func (c Cell) Blank() bool {
	if c.Kind == Words && c.Text != "" && c.Text[0] > ' ' && c.Text[0] < 0x7f {
		return false // most cells: it begins with something that is seen
	}
	return c.Kind == Empty || c.Kind == Words && strings.TrimFunc(c.Text, hollow) == ""
}

// hollow reports whether a character leaves no mark on paper.
func hollow(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

// Format declares how the cells of a column are written. The zero value
// declares nothing: then whatever can be read in two ways is Doubtful.
type Format struct {
	Decimal    byte   // ',' or '.' separates decimals in texts; 0 is unknown
	Order      Order  // order of day and month in dates such as 03/04/2015
	Multiplier int64  // what one unit of a number without its own unit stands for: 1 (or 0), 1_000, 1_000_000, 1_000_000_000
	Currency   string // ISO code of amounts that name none; may be empty
	Fraction   bool   // percentages without a % sign are fractions of one: 0.5 is 50 %
	Span       Span   // what a duration without a unit counts
	Yellow     bool   // a light "yellow" lies between green and amber, because the column has "orange" too
	Serial     bool   // numbers of five digits are days as spreadsheets count them: 43862 is 1 February 2020
	InWeeks    bool   // "S2 2027" is the second week, not the second half-year, because the column has "S45" too
	PeriodEnd  bool   // a month, quarter or year stands for its last day as a date, not its first
}

// Order is the order of day and month in a date written with numbers.
type Order uint8

// The orders of dates. Dates that start with the year need none.
const (
	AnyOrder   Order = iota
	DayFirst         // 31/12/2015
	MonthFirst       // 12/31/2015
)

// Span is a unit of duration.
type Span uint8

// The units of duration.
const (
	Years Span = iota
	Months
	Weeks
	Days
)
