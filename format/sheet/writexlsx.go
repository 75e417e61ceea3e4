package sheet

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

const (
	maxXLSXRows  = 1 << 20
	maxXLSXChars = 32_767 // UTF-16 units a cell may hold
)

// WriteXLSX writes the sheet as a workbook: one sheet with a bold header that
// stays in sight and filters, and cells of their own type. Texts are always
// texts, never formulas; one longer than a cell holds is cut and ends in "[…]".
// Numbers are kept to 15 digits, all that a workbook can hold.
func WriteXLSX(w io.Writer, s Sheet) error { return WriteBook(w, []Sheet{s}) }

// WriteBook writes sheets as one workbook, each as WriteXLSX does. Two of one name
// are told apart by a number. What the last says about the export comes last.
func WriteBook(w io.Writer, all []Sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	// excelize would compress into memory and send that. The rows it has put
	// aside, in a file once they are many, go out as they are compressed.
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	x := &xlsxWriter{file: f, styles: map[styleKey]int{}}
	taken := map[string]bool{}
	for i, s := range all {
		name := free(sheetName(s.Name), taken)
		var err error
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("name sheet: %w", err)
		}
		if err := x.sheet(name, s); err != nil {
			return err
		}
	}
	if len(all) > 0 {
		if err := x.about(all[len(all)-1]); err != nil {
			return err
		}
		if err := x.facts(all[len(all)-1].Facts); err != nil {
			return err
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// free returns a name that no other sheet has: Costs, Costs 2, Costs 3.
func free(name string, taken map[string]bool) string {
	out := name
	for n := 2; taken[strings.ToLower(out)]; n++ {
		end := fmt.Sprintf(" %d", n)
		short := []rune(name)
		out = string(short[:min(len(short), 31-len(end))]) + end
	}
	taken[strings.ToLower(out)] = true
	return out
}

// sheet writes one sheet of the workbook.
func (x *xlsxWriter) sheet(name string, s Sheet) error {
	rows, err := x.table(name, s)
	if err != nil {
		return err
	}
	if len(s.Heads) > 0 {
		if err := x.file.AutoFilter(name, "A1:"+Address(rows-len(s.Foot), len(s.Heads)), nil); err != nil {
			return fmt.Errorf("filter: %w", err)
		}
	}
	if err := x.foot(name, s.Facts); err != nil {
		return err
	}
	if err := x.stream.Flush(); err != nil {
		return fmt.Errorf("flush sheet: %w", err)
	}
	return nil
}

type xlsxWriter struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	styles map[styleKey]int
	err    error
}

// table writes the header and the rows, and returns how many lines there are.
func (x *xlsxWriter) table(name string, s Sheet) (int, error) {
	stream, err := x.file.NewStreamWriter(name)
	if err != nil {
		return 0, fmt.Errorf("stream sheet: %w", err)
	}
	x.stream = stream
	if err := x.header(s); err != nil {
		return 0, err
	}
	n := 1
	cells := make([]any, len(s.Heads))
	for row, err := range s.lines() {
		if err != nil {
			return n, err
		}
		if n++; n > maxXLSXRows {
			return n, fault.Oversize(label.F(
				"A workbook holds at most %d rows; export to CSV, or filter the list", "Un classeur contient au plus %d lignes\u202f; exportez en CSV ou filtrez la liste", maxXLSXRows))
		}
		for i, h := range s.Heads {
			cells[i] = nil
			if i < len(row) && row[i].Filled {
				cells[i] = x.cell(h, row[i], s.Lang)
			}
		}
		if x.err != nil {
			return n, x.err
		}
		if err := stream.SetRow(Address(n, 1), cells); err != nil {
			return n, fmt.Errorf("write row %d: %w", n, err)
		}
	}
	return n, nil
}

// header sets widths and writes the first line.
func (x *xlsxWriter) header(s Sheet) error {
	bold, err := x.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF1"}},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "8A94A3"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	})
	if err != nil {
		return fmt.Errorf("header style: %w", err)
	}
	cells := make([]any, len(s.Heads))
	for i, h := range s.Heads {
		width := cmp.Or(h.Width, usualWidths[h.Kind], 12)
		width = min(max(width, min(utf8.RuneCountInString(h.Title)+3, 24)), 100)
		if err := x.stream.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return fmt.Errorf("column width: %w", err)
		}
		cells[i] = excelize.Cell{StyleID: bold, Value: fitting(h.Title)}
	}
	if err := x.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("freeze header: %w", err)
	}
	if err := x.stream.SetRow("A1", cells); err != nil {
		return fmt.Errorf("write header: %w", err)
	}
	return nil
}

var usualWidths = map[Kind]int{Text: 28, Number: 12, Money: 18, Percent: 10, Date: 12, Month: 12, YesNo: 8}

// firstDay is the first day whose number all spreadsheet programs agree on.
var firstDay = day.Of(1900, time.March, 1)

func (x *xlsxWriter) cell(h Head, v Value, l label.Lang) any {
	switch v.Kind {
	case Number:
		return excelize.Cell{StyleID: x.style(styleKey{kind: Number, places: h.Places}), Value: number(v.Amount, money.Scale)}
	case Money:
		return excelize.Cell{StyleID: x.style(styleKey{kind: Money, currency: cmp.Or(v.Currency, h.Currency)}), Value: number(v.Amount, money.Scale)}
	case Percent:
		return excelize.Cell{StyleID: x.style(styleKey{kind: Percent, places: h.Places}), Value: number(v.Amount, 100*money.Scale)}
	case Date, Month:
		if v.Day < firstDay {
			return v.Day.String()
		}
		return excelize.Cell{StyleID: x.style(styleKey{kind: v.Kind}), Value: int64(v.Day - firstDay + 61)}
	case YesNo:
		return yesNoWord(v.Yes, l)
	}
	return fitting(v.Text)
}

// number returns whole numbers as such, and others as the nearest that a
// workbook can hold: the shortest decimal of that is the number itself up to
// 15 digits.
func number(a money.Amount, scale int64) any {
	if int64(a)%scale == 0 {
		return int64(a) / scale
	}
	return float64(a) / float64(scale)
}

// fitting cuts a text to what a cell holds.
func fitting(s string) string {
	if len(s) <= maxXLSXChars {
		return s
	}
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > maxXLSXChars-4 {
			if rest := s[i:]; utf16Length(rest)+units > maxXLSXChars {
				return s[:i] + " […]"
			}
			return s
		}
	}
	return s
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

type styleKey struct {
	kind     Kind
	places   int
	currency string
}

// style returns the number of a cell style, made on first use.
func (x *xlsxWriter) style(k styleKey) int {
	if id, ok := x.styles[k]; ok {
		return id
	}
	style := &excelize.Style{}
	if k.kind == Date {
		style.NumFmt = 14 // the short date of the reader's own settings
	} else {
		code := k.code()
		style.CustomNumFmt = &code
	}
	id, err := x.file.NewStyle(style)
	if err != nil && x.err == nil {
		x.err = fmt.Errorf("cell style: %w", err)
	}
	x.styles[k] = id
	return id
}

// code returns the number format; separators follow the reader's own settings.
func (k styleKey) code() string {
	places := min(max(k.places, 0), 4)
	if k.kind == Money {
		places = money.Places(k.currency)
	}
	digits := "#,##0"
	if places > 0 {
		digits += "." + strings.Repeat("0", places)
	}
	switch {
	case k.kind == Percent:
		return strings.TrimPrefix(digits, "#,##") + "%"
	case k.kind == Month:
		return "mmm yyyy"
	case k.kind != Money || !money.IsCode(k.currency):
		return digits
	}
	switch k.currency {
	case "EUR":
		return digits + `\ [$€-40C]`
	case "GBP":
		return digits + `\ [$£-809]`
	case "USD":
		return digits + `\ [$$-409]`
	}
	return digits + `\ [$` + k.currency + `]`
}

// about writes the lines that say where the export comes from.
func (x *xlsxWriter) about(s Sheet) error {
	if len(s.About) == 0 {
		return nil
	}
	name := label.T("About this export", "À propos de cet export").In(s.Lang)
	if _, err := x.file.NewSheet(name); err != nil {
		return fmt.Errorf("second sheet: %w", err)
	}
	stream, err := x.file.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("second sheet: %w", err)
	}
	if err := stream.SetColWidth(1, 1, 100); err != nil {
		return fmt.Errorf("second sheet: %w", err)
	}
	for i, line := range s.About {
		if err := stream.SetRow(Address(i+1, 1), []any{fitting(line)}); err != nil {
			return fmt.Errorf("second sheet: %w", err)
		}
	}
	return stream.Flush()
}

// facts writes the properties of the workbook.
func (x *xlsxWriter) facts(f Facts) error {
	if f == (Facts{}) {
		return nil
	}
	p := excelize.DocProperties{Title: fitting(f.Title), Creator: fitting(f.Author), LastModifiedBy: fitting(f.Author), Category: f.Mark, Keywords: f.Mark, Description: "Vigie"}
	if !f.At.IsZero() {
		p.Created = f.At.UTC().Format(time.RFC3339)
		p.Modified = p.Created
	}
	if err := x.file.SetDocProps(&p); err != nil {
		return fmt.Errorf("properties: %w", err)
	}
	return nil
}

// foot has each printed page of a sheet say its name, its number and the mark.
func (x *xlsxWriter) foot(name string, f Facts) error {
	if f == (Facts{}) {
		return nil
	}
	mark := strings.ReplaceAll(f.Mark, "&", "&&")
	if err := x.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L" + mark + "&C&A&R&P / &N"}); err != nil {
		return fmt.Errorf("foot of the pages: %w", err)
	}
	return nil
}

// sheetName makes a name that workbooks accept: 31 characters, none of []:*?/\
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' || r > math.MaxUint16 {
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	return cmp.Or(strings.Trim(s, "' "), "Vigie")
}
