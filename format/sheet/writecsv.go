package sheet

import (
	"bufio"
	"io"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
)

// Dialect says how a text file is written.
type Dialect struct {
	Separator byte // between cells
	Decimal   byte // between units and decimals
	BOM       bool // a mark by which Excel recognises UTF-8
	Slashes   bool // dates as 31/12/2026; else 2026-12-31
}

// The dialects people need. All are UTF-8 with line ends CR LF.
var (
	French  = Dialect{Separator: ';', Decimal: ',', BOM: true, Slashes: true} // opens well in a French Excel
	English = Dialect{Separator: ',', Decimal: '.', BOM: true}                // opens well in an English Excel
	ISO     = Dialect{Separator: ',', Decimal: '.'}                           // for programs
)

// DialectOf returns the dialect for the spreadsheet programs of a language.
func DialectOf(l label.Lang) Dialect {
	if l == label.FR {
		return French
	}
	return English
}

// WriteCSV writes the sheet as text. Numbers, amounts and percentages are plain
// numbers without grouping, sign or currency; dates are dates. A text that a
// spreadsheet program might take for a formula gets an apostrophe in front,
// which Open takes away again. Below the table, after an empty line, the lines of
// About begin with "# "; Open passes over them.
func WriteCSV(w io.Writer, s Sheet, d Dialect) error {
	out := bufio.NewWriterSize(w, 64<<10)
	if d.BOM {
		out.WriteString("\ufeff")
	}
	line := make([]byte, 0, 4096)
	for i, h := range s.Heads {
		line = d.text(d.separate(line, i), h.Title)
	}
	out.Write(append(line, "\r\n"...))
	for row, err := range s.lines() {
		if err != nil {
			return err
		}
		line = line[:0]
		for i := range s.Heads {
			line = d.separate(line, i)
			if i < len(row) {
				line = d.value(line, row[i], s.Lang)
			}
		}
		if len(s.Heads) == 1 && len(line) == 0 {
			line = append(line, `""`...) // an empty line would be lost
		}
		if _, err := out.Write(append(line, "\r\n"...)); err != nil {
			return err
		}
	}
	for i, said := range s.About {
		if i == 0 {
			out.WriteString("\r\n" + aboutBegins + "\r\n")
		}
		out.Write(append(d.text(line[:0], "# "+oneLine(said)), "\r\n"...))
	}
	return out.Flush()
}

// aboutBegins is the line after which a text says where it comes from.
const aboutBegins = "# Vigie"

// withoutAbout returns a text without the lines that WriteCSV puts below the
// table, also where a spreadsheet program has saved it again.
func withoutAbout(text string) (table string, found bool) {
	at := strings.LastIndex(text, "\n"+aboutBegins)
	if at < 0 || len(text)-at > 64<<10 {
		return text, false
	}
	empty := func(s string) bool { return strings.Trim(s, ";,\t|\" \r") == "" }
	for line := range strings.SplitSeq(text[at+1:], "\n") {
		if !strings.HasPrefix(strings.TrimPrefix(line, "\""), "# ") && !empty(line) {
			return text, false
		}
	}
	table = strings.TrimRight(text[:at], "\r")
	above := strings.LastIndexByte(table, '\n') + 1
	if above == 0 || !empty(table[above:]) {
		return text, false
	}
	return table[:above], true
}

func (d Dialect) separate(line []byte, i int) []byte {
	if i > 0 {
		line = append(line, d.Separator)
	}
	return line
}

func (d Dialect) value(line []byte, v Value, l label.Lang) []byte {
	if !v.Filled {
		return line
	}
	switch v.Kind {
	case Number, Money, Percent:
		n := v.Amount.String()
		if i := strings.IndexByte(n, '.'); i >= 0 && d.Decimal != '.' {
			line = append(line, n[:i]...)
			line = append(line, d.Decimal)
			n = n[i+1:]
		}
		return append(line, n...)
	case Date:
		return d.date(line, v.Day)
	case Month:
		return append(line, v.Day.Month().String()...)
	case YesNo:
		return append(line, yesNoWord(v.Yes, l)...)
	}
	return d.text(line, v.Text)
}

func (d Dialect) date(line []byte, v day.Day) []byte {
	if d.Slashes {
		return append(line, v.In(label.FR)...)
	}
	return append(line, v.String()...)
}

func (d Dialect) text(line []byte, s string) []byte {
	s = strings.ReplaceAll(guarded(s), "\x00", "")
	if !strings.ContainsAny(s, "\"\r\n\t;,|") && strings.IndexByte(s, d.Separator) < 0 && strings.TrimSpace(s) == s {
		return append(line, s...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(s, `"`, `""`)...)
	return append(line, '"')
}
