package sheet

import (
	"slices"
	"strconv"

	"vigie/format/cell"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Grid is the filled part of one sheet, as it lies in the file.
type Grid struct {
	Sheet  string
	Lines  []Line       // those with content, in order
	Notes  []label.Text // what was guessed or ignored in this sheet
	Merged []Range      // merged cells of a workbook

	limits  Limits
	text    bool // a text file: addresses are lines, not letters
	turned  bool // rows and columns were exchanged
	area    int  // cells held
	deepest int  // widest line
}

// Line is one row of a grid. Cells end at its last filled cell.
type Line struct {
	Number int // as the spreadsheet program counts, from 1
	Hidden bool
	Cells  []cell.Cell
}

// Range is a block of cells; rows and columns count from 1, ends included.
type Range struct{ Row, Column, LastRow, LastColumn int }

// at returns the cell in column i (from 0), empty beyond the end.
func (l Line) at(i int) cell.Cell {
	if i < len(l.Cells) {
		return l.Cells[i]
	}
	return cell.Cell{}
}

// filled returns how many cells are not blank.
func (l Line) filled() int {
	n := 0
	for _, c := range l.Cells {
		if !c.Blank() {
			n++
		}
	}
	return n
}

func (g *Grid) note(en, fr string, args ...any) {
	g.Notes = append(g.Notes, noted(en, fr, args))
}

// add appends a line unless it is blank, within the limits.
func (g *Grid) add(number int, cells []cell.Cell, hidden bool) error {
	for len(cells) > 0 && cells[len(cells)-1].Blank() {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	for i := range cells {
		if len(cells[i].Text) > g.limits.Cell {
			return tooLong(number, i+1, g.limits.Cell)
		}
	}
	g.area += len(cells)
	g.deepest = max(g.deepest, len(cells))
	switch {
	case len(cells) > g.limits.Columns:
		return oversize("columns", "colonnes", g.limits.Columns)
	case len(g.Lines) >= g.limits.Rows:
		return oversize("rows", "lignes", g.limits.Rows)
	case g.area > g.limits.Cells:
		return oversize("cells", "cellules", g.limits.Cells)
	}
	g.Lines = append(g.Lines, Line{Number: number, Hidden: hidden, Cells: cells})
	return nil
}

func tooLong(row, column, limit int) error {
	a := Address(row, column)
	return fault.Invalid(a, label.F("Cell %s holds more than %d characters; shorten its text",
		"La cellule %s contient plus de %d caractères\u202f; raccourcissez son texte", a, limit))
}

func oversize(en, fr string, n int) error {
	return fault.Oversize(label.F(
		"The sheet has more than %d "+en+"; cut it into several files", "La feuille a plus de %d "+fr+"\u202f; coupez-la en plusieurs fichiers", n))
}

// finish checks that the used columns over all lines stay within the limits,
// for a table holds them all, and notes the hidden lines.
func (g *Grid) finish() error {
	used, columns, hidden := make([]bool, g.deepest), 0, 0
	for _, l := range g.Lines {
		if l.Hidden {
			hidden++
		}
		for j, c := range l.Cells {
			if !used[j] && !c.Blank() {
				used[j] = true
				columns++
			}
		}
	}
	if columns*len(g.Lines) > 2*g.limits.Cells {
		return oversize("cells", "cellules", g.limits.Cells)
	}
	if hidden > 0 {
		g.note("%d hidden rows are read too", "%d lignes masquées sont lues aussi", hidden)
	}
	return nil
}

// Transpose exchanges rows and columns, for sheets with one project per column.
// Addresses remain those of the file.
func (g *Grid) Transpose() *Grid {
	t := &Grid{Sheet: g.Sheet, Notes: slices.Clone(g.Notes), limits: g.limits, text: g.text, turned: !g.turned}
	last := 0
	if n := len(g.Lines); n > 0 {
		last = g.Lines[n-1].Number
	}
	if int64(last)*int64(g.deepest) > 2*int64(g.limits.Cells) {
		last = 0 // an absurdly sparse sheet has no meaning this way round
	}
	for column := range g.deepest {
		cells := make([]cell.Cell, last)
		end := 0
		for _, l := range g.Lines {
			if l.Number <= last {
				cells[l.Number-1] = l.at(column)
				if !cells[l.Number-1].Blank() {
					end = l.Number
				}
			}
		}
		if end > 0 {
			t.Lines = append(t.Lines, Line{Number: column + 1, Cells: cells[:end]})
			t.deepest = max(t.deepest, end)
		}
	}
	for _, m := range g.Merged {
		t.Merged = append(t.Merged, Range{m.Column, m.Row, m.LastColumn, m.LastRow})
	}
	return t
}

// Address writes a place the way spreadsheets do: row 12, column 11 is "K12".
func Address(row, column int) string { return Letters(column) + strconv.Itoa(row) }

// Letters writes a column's number, from 1, in letters: 27 is "AA".
func Letters(column int) string {
	var b [8]byte
	i := len(b)
	for column > 0 && i > 0 {
		i--
		column--
		b[i] = byte('A' + column%26)
		column /= 26
	}
	return string(b[i:])
}
