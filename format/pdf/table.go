package pdf

import (
	"strings"
	"unicode/utf8"

	"vigie/format/chart"
	"vigie/format/face"
)

// Column is one column of a table; Width is its share.
type Column struct {
	Title string
	Width float64
	Right bool
	Bold  bool
}

// Cell is one cell: its text, behind a sign where it has one.
type Cell struct {
	Text   string
	Sign   Sign
	Colour chart.Colour // of the sign
	Ink    chart.Colour // of the text; the usual one when empty
}

// Sign is a small shape that says with its colour what a word says.
type Sign uint8

// The signs.
const (
	None Sign = iota
	Round
	Square
	Lozenge
	Up
	Down
)

const (
	cellSize  = 8.2
	lineHigh  = 11.0
	cellSpace = 8.0
	rowSpace  = 5.5
	wholeRow  = 20 // a row of more lines goes on over the end of a page
	leastPart = 4  // lines of such a row on a page
)

// Table writes a table. Its head comes again on each page; neither the first row nor
// the last stands alone, and only a long row is cut by the end of a page.
func (d *Doc) Table(columns []Column, rows [][]Cell) {
	t := d.table(columns, rows)
	heights := make([]float64, len(rows))
	for i, row := range rows {
		heights[i] = t.height(row)
	}
	t.element = d.tree.open("Table", "")
	for i, row := range rows {
		needed := heights[i]
		if needed > high(wholeRow) {
			needed = high(leastPart)
		} else if i == len(rows)-2 && heights[i+1] <= high(wholeRow) {
			needed += heights[i+1] // the last does not go alone
		}
		if i == 0 {
			needed += t.headHigh()
			if len(rows) > 2 {
				needed += min(heights[1], high(leastPart))
			}
		}
		if i == 0 || d.Left() < needed {
			if d.Left() < needed && d.y > margin {
				d.Break()
			}
			t.head()
		}
		t.row(row)
	}
	d.y += 10
}

// Starts returns how much room a table needs to begin: its head and two rows, so that
// its heading does not stand alone.
func (d *Doc) Starts(columns []Column, rows [][]Cell) float64 {
	t := d.table(columns, rows)
	sum := t.headHigh()
	for _, row := range rows[:min(len(rows), 2)] {
		one := t.height(row)
		if one > high(wholeRow) {
			one = high(leastPart)
		}
		sum += one
	}
	return sum
}

func (d *Doc) table(columns []Column, rows [][]Cell) *table {
	t := &table{d: d, columns: columns}
	least := make([]float64, len(columns))
	for i, c := range columns {
		least[i] = t.least(i, rows)
		t.wide = append(t.wide, c.Width)
	}
	share(t.wide, least, d.Width())
	return t
}

// unbroken is how many letters a cell has at most that stays on one line.
const unbroken = 14

// least is how wide a column must be so that no word of its head and no short cell,
// such as a date, is broken.
func (t *table) least(i int, rows [][]Cell) float64 {
	wide := 0.0
	for word := range strings.SplitSeq(clean(t.columns[i].Title), " ") {
		wide = max(wide, face.Width(word, cellSize-0.7, false))
	}
	for _, r := range rows {
		if i < len(r) && utf8.RuneCountInString(r[i].Text) <= unbroken {
			one := face.Width(clean(r[i].Text), cellSize, t.columns[i].Bold)
			if r[i].Sign != None {
				one += 10
			}
			wide = max(wide, one)
		}
	}
	return wide + cellSpace + 0.1
}

// share turns shares into widths that make up a whole: none is less than it must be,
// unless all of that is too much.
func share(shares, least []float64, whole float64) {
	fixed := make([]bool, len(shares))
	for range shares {
		rest, sum := whole, 0.0
		for i, s := range shares {
			if fixed[i] {
				rest -= least[i]
			} else {
				sum += s
			}
		}
		narrow := false
		for i, s := range shares {
			if !fixed[i] && s*rest/sum < least[i] && rest > 0 {
				fixed[i], narrow = true, true
			}
		}
		if narrow {
			continue
		}
		for i := range shares {
			if fixed[i] {
				shares[i] = least[i]
			} else {
				shares[i] *= rest / sum
			}
		}
		return
	}
	sum := 0.0
	for _, l := range least {
		sum += l
	}
	for i, l := range least {
		shares[i] = l * whole / sum
	}
}

// high is how high a row of so many lines is.
func high(lines int) float64 { return float64(lines)*lineHigh + rowSpace }

type table struct {
	d       *Doc
	columns []Column
	wide    []float64
	element *element
}

func (t *table) headHigh() float64 {
	lines := 1
	for i, c := range t.columns {
		lines = max(lines, len(wrap(c.Title, t.wide[i]-cellSpace, cellSize-0.7, false)))
	}
	return float64(lines)*9.5 + 6
}

func (t *table) head() {
	d := t.d
	high := t.headHigh()
	tr := t.element.open("TR", "")
	x := margin
	for i, c := range t.columns {
		lines := wrap(c.Title, t.wide[i]-cellSpace, cellSize-0.7, false)
		d.say(tr, "TH", "", func() {
			y := d.y + high - 5 - float64(len(lines)-1)*9.5
			for _, line := range lines {
				d.put(t.left(x, i, line, cellSize-0.7, false), y, line, cellSize-0.7, false, chart.Ink3)
				y += 9.5
			}
		})
		x += t.wide[i]
	}
	d.y += high
	d.artifact(func() { d.hair(margin, d.y, d.w-margin, chart.Grey, 0.6) })
}

// left is where a line begins in its column.
func (t *table) left(x float64, i int, line string, size float64, bold bool) float64 {
	if t.columns[i].Right {
		return x + t.wide[i] - cellSpace - face.Width(line, size, bold)
	}
	return x
}

func (t *table) lines(i int, c Cell) []string {
	wide := t.wide[i] - cellSpace
	if c.Sign != None {
		wide -= 10
	}
	return wrap(c.Text, max(wide, 12), cellSize, t.columns[i].Bold)
}

// count is how many lines a row has: at least one.
func (t *table) count(row []Cell) int {
	lines := 1
	for i, c := range row[:min(len(row), len(t.columns))] {
		lines = max(lines, len(t.lines(i, c)))
	}
	return lines
}

func (t *table) height(row []Cell) float64 { return high(t.count(row)) }

// row writes a row, a long one over as many pages as it takes.
func (t *table) row(row []Cell) {
	d := t.d
	tr := t.element.open("TR", "")
	all := t.count(row)
	for from := 0; from < all; {
		n := all - from
		if d.Left() < high(n) {
			n = min(n, max(int((d.Left()-rowSpace)/lineHigh), 1))
		}
		x := margin
		for i := range t.columns {
			var c Cell
			if i < len(row) {
				c = row[i]
			}
			lines := t.lines(i, c)
			lines = slice(lines, from, n)
			d.say(tr, "TD", "", func() { t.cell(x, i, c, lines, from == 0) })
			x += t.wide[i]
		}
		d.y += high(n)
		d.artifact(func() { d.hair(margin, d.y, d.w-margin, chart.Hair, 0.4) })
		if from += n; from < all {
			d.Break()
			t.head()
		}
	}
}

// cell writes some lines of a cell; first says that they are its first.
func (t *table) cell(x float64, i int, c Cell, lines []string, first bool) {
	d, bold, ink := t.d, t.columns[i].Bold, c.Ink
	if ink == "" {
		ink = chart.Ink
	}
	y := d.y + lineHigh
	if c.Sign != None {
		if first {
			d.sign(c.Sign, x+3.5, y-2.9, c.Colour)
		}
		x += 10
	}
	for _, line := range lines {
		d.put(t.left(x, i, line, cellSize, bold), y, line, cellSize, bold, ink)
		y += lineHigh
	}
}

// sign draws a sign around a centre.
func (d *Doc) sign(s Sign, x, y float64, colour chart.Colour) {
	const r = 3.1
	switch s {
	case Round:
		d.shape(chart.Shape{Kind: chart.Disc, W: r, Fill: colour}, x, y)
	case Square:
		d.shape(chart.Shape{Kind: chart.Rect, X: -r + 0.3, Y: -r + 0.3, W: 2*r - 0.6, H: 2*r - 0.6, Fill: colour}, x, y)
	case Lozenge:
		d.shape(chart.Shape{Kind: chart.Path, Fill: colour, Points: []chart.Point{{X: 0, Y: -r - 0.6}, {X: r + 0.6, Y: 0}, {X: 0, Y: r + 0.6}, {X: -r - 0.6, Y: 0}}}, x, y)
	case Up, Down:
		way := 1.0
		if s == Down {
			way = -1
		}
		d.shape(chart.Shape{Kind: chart.Path, Fill: colour, Points: []chart.Point{{X: -r - 0.2, Y: r * way}, {X: r + 0.2, Y: r * way}, {X: 0, Y: -r * way}}}, x, y)
	}
}
