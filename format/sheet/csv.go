package sheet

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// separators are tried in this order; the earlier wins a tie.
var separators = []rune{';', ',', '\t', '|', '^', '~', '\x1f', '¦', '§'}

// fields cuts a text into records and fields. Line ends are CR, LF or CRLF.
// Quotes count at the start of a field; a doubled quote inside is one quote.
type fields struct {
	text   string
	sep    string
	at     int
	line   int // physical line, from 1, for messages
	strays int // quotes that do not follow the rules
	open   int // line on which a quote opened that never closes
}

func newFields(text string, sep rune) *fields { return &fields{text: text, sep: string(sep), line: 1} }

// next returns the fields of the next record in buf; ok is false at the end.
func (f *fields) next(buf []string) (record []string, ok bool) {
	if f.at >= len(f.text) {
		return buf, false
	}
	for {
		var value string
		if f.text[f.at:] != "" && f.text[f.at] == '"' {
			value = f.quoted()
		} else {
			value = f.plain()
		}
		buf = append(buf, value)
		if strings.HasPrefix(f.text[f.at:], f.sep) {
			f.at += len(f.sep)
			continue
		}
		f.lineEnd()
		return buf, true
	}
}

// plain takes a field up to the separator or the end of the line.
func (f *fields) plain() string {
	rest := f.text[f.at:]
	first, stop := f.sep[0], len(rest)
	for i := range len(rest) {
		c := rest[i]
		if c == '\n' || c == '\r' || c == first && (len(f.sep) == 1 || strings.HasPrefix(rest[i:], f.sep)) {
			stop = i
			break
		}
	}
	f.at += stop
	return rest[:stop]
}

// quoted takes a field in quotes. What follows the closing quote, up to the
// separator, is kept and counted as stray.
func (f *fields) quoted() string {
	start, opened := f.at+1, f.line
	f.at = start
	doubled := false
	for {
		i := strings.IndexByte(f.text[f.at:], '"')
		if i < 0 {
			f.open, f.at = opened, len(f.text)
			return unfold(f.text[start:], doubled)
		}
		f.count(f.text[f.at : f.at+i])
		f.at += i + 1
		if f.at < len(f.text) && f.text[f.at] == '"' {
			doubled = true
			f.at++
			continue
		}
		break
	}
	value := unfold(f.text[start:f.at-1], doubled)
	if tail := f.plain(); strings.TrimLeft(tail, " \t") != "" {
		f.strays++
		value += tail
	}
	return value
}

// count counts the line ends within a quoted field.
func (f *fields) count(s string) {
	f.line += strings.Count(s, "\n")
	if strings.IndexByte(s, '\r') >= 0 {
		f.line += strings.Count(s, "\r") - strings.Count(s, "\r\n")
	}
}

func (f *fields) lineEnd() {
	if f.at >= len(f.text) {
		return
	}
	if f.text[f.at] == '\r' && f.at+1 < len(f.text) && f.text[f.at+1] == '\n' {
		f.at++
	}
	f.at++
	f.line++
}

// unfold makes doubled quotes single and line ends LF.
func unfold(s string, doubled bool) string {
	if doubled {
		s = strings.ReplaceAll(s, `""`, `"`)
	}
	return newlines(s)
}

func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// separator guesses the separator: the one that cuts most records into the same number of fields.
func (b *Book) separator() {
	if line, rest, ok := declared(b.text); ok { // Excel's own "sep=;" first line
		b.Separator, b.text = line, rest
		return
	}
	sample := b.text[:min(len(b.text), 1<<20)]
	best := 0
	b.Separator = ','
	for _, s := range separators {
		if n := consistency(sample, s, len(sample) < len(b.text)); n > best {
			best, b.Separator = n, s
		}
	}
	if best == 0 {
		b.note("No separator was found: the file has one column", "Aucun séparateur trouvé\u202f: le fichier n’a qu’une colonne")
	}
}

func declared(text string) (rune, string, bool) {
	if len(text) < 6 || !strings.EqualFold(text[:4], "sep=") {
		return 0, text, false
	}
	r, n := utf8.DecodeRuneInString(text[4:])
	rest := text[4+n:]
	if trimmed := strings.TrimLeft(rest, "\r\n"); len(trimmed) < len(rest) && r != utf8.RuneError {
		return r, trimmed, true
	}
	return 0, text, false
}

// consistency scores a separator on the first 300 records: the squared share
// of those that have the most usual number of fields, more for more fields. A
// last record that the sample cut is left out.
func consistency(sample string, sep rune, cut bool) int {
	f := newFields(sample, sep)
	count := map[int]int{}
	total, buf := 0, []string(nil)
	for total < 300 {
		record, ok := f.next(buf[:0])
		if !ok {
			break
		}
		buf = record
		if cut && f.at >= len(sample) && total > 0 {
			break
		}
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		total++
		count[len(record)]++
	}
	usual := 0
	for n, times := range count {
		if n > 1 && (times > count[usual] || times == count[usual] && n > usual) {
			usual = n
		}
	}
	if usual == 0 || f.strays*4 > total {
		return 0
	}
	share := 1000 * count[usual] / total
	return share * share / 1000 * (3 + bits.Len(uint(usual-1)))
}

// measure returns how many records with content a text has and its widest one.
func measure(text string, sep rune) (rows, columns int) {
	f := newFields(text, sep)
	var buf []string
	n := 0
	for {
		record, ok := f.next(buf[:0])
		if !ok {
			return rows, columns
		}
		n++
		for i, s := range record {
			if s != "" {
				rows, columns = n, max(columns, i+1)
			}
		}
		buf = record
	}
}

// parseText reads a text file into the grid.
func parseText(text string, sep rune, g *Grid) error {
	f := newFields(text, sep)
	var buf []string
	for n := 1; ; n++ {
		record, ok := f.next(buf[:0])
		if !ok {
			break
		}
		buf = record
		if f.open > 0 {
			return fault.Invalid("file", label.F(
				"Line %d: a quotation mark is opened and never closed; correct this line and import the file again",
				"Ligne %d\u202f: un guillemet est ouvert et jamais refermé\u202f; corrigez cette ligne puis importez à nouveau le fichier", f.open))
		}
		cells := make([]cell.Cell, len(record))
		for i, s := range record {
			cells[i] = cell.Of(unguard(newlines(s)))
		}
		if err := g.add(n, cells, false); err != nil {
			return err
		}
	}
	if f.strays > 0 {
		g.note("%d quoted cells go on after their closing quotation mark; both parts were kept", "%d cellules entre guillemets continuent après le guillemet fermant\u202f; les deux parties ont été gardées", f.strays)
	}
	return nil
}
