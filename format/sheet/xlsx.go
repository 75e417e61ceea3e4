package sheet

import (
	"strconv"
	"strings"
	"time"

	"vigie/format/cell"
	"vigie/format/markup"
	"vigie/ground/day"
)

// measure finds how far the filled cells of a sheet reach. Cells that have a
// format but no value do not count.
func (x *workbook) measure(i int, info *Info) error {
	row, column, valued := 0, 0, false
	err := x.archive.walk(x.sheets[i], func(w *markup.Walker) error {
		if w.Kind == markup.Opening {
			switch string(w.Name) {
			case "row":
				row, column = nextRow(w, row), 0
			case "c":
				column = nextColumn(w, column)
			case "v", "t":
				valued = true
			}
		} else if w.Kind == markup.Words && valued {
			if len(w.Text) > 0 {
				info.Rows, info.Columns = max(info.Rows, row), max(info.Columns, column)
			}
		} else if w.Kind == markup.Closing {
			valued = false
			if string(w.Name) == "sheetData" {
				return errStop
			}
		}
		return nil
	})
	return err
}

// nextRow returns the number of the row that opens: its own, or one more than the last.
func nextRow(w *markup.Walker, last int) int {
	if n, err := strconv.Atoi(string(w.Attr("r"))); err == nil && n > 0 && n <= 1<<20 {
		return n
	}
	return last + 1
}

// nextColumn returns the column of the cell that opens, from its address "K12".
func nextColumn(w *markup.Walker, last int) int {
	n := 0
	for _, c := range w.Attr("r") {
		switch {
		case c >= 'A' && c <= 'Z':
			n = n*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			n = n*26 + int(c-'a') + 1
		default:
			if n > 0 && n <= 16_384 {
				return n
			}
			return last + 1
		}
		if n > 16_384 {
			return last + 1
		}
	}
	return last + 1
}

// reader gathers the cells of one sheet while it is walked.
type reader struct {
	x     *workbook
	g     *Grid
	row   int
	line  []cell.Cell
	show  bool // the row is not hidden
	cell  rawCell
	state byte // what the coming text belongs to: 'v', 't', or 0

	formulas, uncomputed, errors int
	firstError                   string
	columnsHidden                int
}

// rawCell is a cell as the file writes it.
type rawCell struct {
	column  int
	style   int
	kind    string // s, str, inlineStr, b, e, d, n or empty
	value   []byte // of v, or of the texts of is
	formula bool
}

// read reads the cells of a sheet into the grid.
func (x *workbook) read(i int, g *Grid) error {
	r := &reader{x: x, g: g}
	if err := x.archive.walk(x.sheets[i], r.token); err != nil {
		return err
	}
	r.notes()
	return nil
}

func (r *reader) token(w *markup.Walker) error {
	switch w.Kind {
	case markup.Opening:
		return r.opened(w)
	case markup.Closing:
		return r.closed(string(w.Name))
	case markup.Words:
		if r.state != 0 {
			if len(r.cell.value)+len(w.Text) > 8*r.g.limits.Cell {
				return tooLong(r.row, r.cell.column, r.g.limits.Cell)
			}
			r.cell.value = append(r.cell.value, w.Text...)
		}
	}
	return nil
}

func (r *reader) opened(w *markup.Walker) error {
	switch string(w.Name) {
	case "row":
		r.row = nextRow(w, r.row)
		r.show = !truth(w.Attr("hidden"))
		r.line, r.cell.column = r.line[:0], 0
	case "c":
		style, _ := strconv.Atoi(string(w.Attr("s")))
		r.cell = rawCell{column: nextColumn(w, r.cell.column), style: style, kind: kindName(w.Attr("t")), value: r.cell.value[:0]}
	case "v", "t":
		r.state = w.Name[0]
	case "f":
		r.cell.formula = true
	case "rPh", "extLst":
		return w.Pass()
	case "col":
		if truth(w.Attr("hidden")) {
			r.columnsHidden++
		}
	case "mergeCell":
		if m, ok := parseRange(w.Value("ref")); ok && len(r.g.Merged) < 10_000 {
			r.g.Merged = append(r.g.Merged, m)
		}
	}
	return nil
}

func truth(v []byte) bool { return string(v) == "1" || string(v) == "true" }

// kindName returns a constant for each type of cell, so that none is allocated.
func kindName(t []byte) string {
	for _, k := range []string{"s", "n", "str", "inlineStr", "b", "e", "d"} {
		if string(t) == k {
			return k
		}
	}
	return ""
}

func (r *reader) closed(name string) error {
	switch name {
	case "v", "t":
		r.state = 0
	case "c":
		return r.put()
	case "row":
		if len(r.line) == 0 {
			return nil
		}
		cells := make([]cell.Cell, len(r.line))
		copy(cells, r.line)
		r.line = r.line[:0]
		return r.g.add(r.row, cells, !r.show)
	}
	return nil
}

// put turns the cell just read into a typed one and lays it in its column.
func (r *reader) put() error {
	c, err := r.typed()
	if err != nil {
		return err
	}
	if r.cell.formula {
		r.formulas++
		if c.Kind == cell.Empty && r.cell.kind != "str" {
			r.uncomputed++
		}
	}
	if c.Kind == cell.Broken {
		if r.errors++; r.errors == 1 {
			r.firstError = Address(r.row, r.cell.column)
		}
	}
	if c.Kind == cell.Empty {
		return nil
	}
	if r.cell.column > r.g.limits.Columns {
		return oversize("columns", "colonnes", r.g.limits.Columns)
	}
	for len(r.line) < r.cell.column {
		r.line = append(r.line, cell.Cell{})
	}
	r.line[r.cell.column-1] = c
	return nil
}

func (r *reader) typed() (cell.Cell, error) {
	if len(r.cell.value) == 0 {
		return cell.Cell{}, nil
	}
	switch r.cell.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(string(r.cell.value)))
		if err != nil || n < 0 || n >= len(r.x.shared) {
			return cell.Cell{}, markup.ErrMalformed
		}
		return cell.Of(r.x.shared[n]), nil
	case "str", "inlineStr":
		return cell.Of(newlines(unescaped(string(r.cell.value)))), nil
	case "b":
		if truth(r.cell.value) {
			return cell.Cell{Text: "TRUE", Kind: cell.Logical}, nil
		}
		return cell.Cell{Text: "FALSE", Kind: cell.Logical}, nil
	case "e":
		return cell.Cell{Text: string(r.cell.value), Kind: cell.Broken}, nil
	case "d":
		return isoDate(string(r.cell.value)), nil
	}
	return r.number(strings.TrimSpace(string(r.cell.value))), nil
}

func isoDate(s string) cell.Cell {
	if len(s) >= 10 {
		if d, err := day.Parse(s[:10]); err == nil {
			return cell.Cell{Text: d.String(), Day: d, Kind: cell.Dated}
		}
	}
	return cell.Of(s)
}

// number reads a numeric cell by its digits and shows it as its format does.
func (r *reader) number(raw string) cell.Cell {
	var l look
	if r.cell.style >= 0 && r.cell.style < len(r.x.looks) {
		l = r.x.looks[r.cell.style]
	}
	plain, ok := plainNumber(raw, l.percent)
	if !ok {
		return cell.Of(raw)
	}
	if l.date || l.month {
		if c, ok := r.x.dated(plain, l); ok {
			return c
		}
	}
	switch {
	case l.percent:
		plain += "%"
	case l.clock:
		if s, ok := clock(plain); ok {
			return cell.Of(s)
		}
	case l.before != "" || l.after != "":
		plain = beside(l, plain)
	}
	return cell.Cell{Text: plain, Kind: cell.Numeric}
}

func beside(l look, plain string) string {
	if l.after != "" {
		plain += " " + l.after
	}
	if l.before == "" {
		return plain
	}
	if rest, ok := strings.CutPrefix(plain, "-"); ok {
		return "-" + l.before + rest
	}
	if last := l.before[len(l.before)-1]; last >= 'A' && last <= 'Z' {
		return l.before + " " + plain
	}
	return l.before + plain
}

// dated reads a day counted from 1900 (or 1904). The count has a 29 February
// 1900 that never was, so days before 1 March 1900 are one less.
func (x *workbook) dated(plain string, l look) (cell.Cell, bool) {
	whole, frac, _ := strings.Cut(plain, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 1 {
		return cell.Cell{}, false
	}
	d := day.Of(1899, time.December, 30) + day.Day(n)
	switch {
	case x.since04:
		d = day.Of(1904, time.January, 1) + day.Day(n)
	case n < 60:
		d++
	}
	if d > day.Last || n > int(day.Last) {
		return cell.Cell{}, false
	}
	text := d.String()
	if l.month {
		text = text[:len("2006-01")]
	} else if s, ok := clock("0." + frac); ok && frac != "" && s != "00:00" {
		text += " " + s
	}
	return cell.Cell{Text: text, Day: d, Kind: cell.Dated}, true
}

// clock shows a part of a day as hours and minutes.
func clock(plain string) (string, bool) {
	f, err := strconv.ParseFloat(plain, 64)
	if err != nil || f < 0 || f >= 1 {
		return "", false
	}
	m := int(f*1440 + 0.5)
	return time.Unix(int64(m%1440)*60, 0).UTC().Format("15:04"), true
}

func parseRange(s string) (Range, bool) {
	from, to, ok := strings.Cut(s, ":")
	if !ok {
		return Range{}, false
	}
	r1, c1 := parseAddress(from)
	r2, c2 := parseAddress(to)
	return Range{r1, c1, r2, c2}, r1 > 0 && c1 > 0 && r2 >= r1 && c2 >= c1
}

func parseAddress(s string) (row, column int) {
	s = strings.ReplaceAll(s, "$", "")
	i := 0
	for i < len(s) && s[i] >= 'A' && s[i] <= 'Z' && i < 4 {
		column = column*26 + int(s[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(s[i:])
	if err != nil || row > 1<<20 || column > 16_384 {
		return 0, 0
	}
	return row, column
}

// notes tells what was read otherwise than a person may expect.
func (r *reader) notes() {
	if r.formulas > 0 {
		r.g.note("%d cells hold formulas; the values last computed are read", "%d cellules contiennent des formules\u202f; leurs dernières valeurs calculées sont lues", r.formulas)
	}
	if r.uncomputed > 0 {
		r.g.note("%d formulas have no computed value and are read as empty; open the workbook, save it, and import it again", "%d formules n’ont pas de valeur calculée et sont lues comme vides\u202f; ouvrez le classeur, enregistrez-le puis importez-le à nouveau", r.uncomputed)
	}
	if r.errors > 0 {
		r.g.note("%d cells show an error, the first is %s", "%d cellules affichent une erreur, la première est %s", r.errors, r.firstError)
	}
	if len(r.g.Merged) > 0 {
		r.g.note("The sheet has merged cells", "La feuille a des cellules fusionnées")
	}
	if r.columnsHidden > 0 {
		r.g.note("Hidden columns are read too", "Les colonnes masquées sont lues aussi")
	}
}
