package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/label"
)

// Table is a grid read with a layout: named columns, and the rows below them.
type Table struct {
	Sheet   string
	Layout  Layout
	Columns []Column
	Rows    []Row
	Notes   []label.Text // of the grid, and of the table itself

	text   bool
	turned bool
	titles map[int]bool // lines merged over half of the width or more
}

// Column is one column of a table.
type Column struct {
	Name   string // distinct from all others, on one line; never empty
	Number int    // of the column in the file, from 1 (its row, where transposed)
	Blank  bool   // no row has a value in it
	Apart  bool   // it stands beside the table, after a blank column
	Made   bool   // no column of the file: filled from elsewhere in it
}

// Role says what a row of a table is.
type Role uint8

// The roles of rows. Only Data rows hold projects.
const (
	Data    Role = iota
	Total        // a total or subtotal
	Remark       // a note under the table, or a title inside it
	Heading      // the headers once more, as on every printed page
	Section      // the title of a group of records, with the sums of the group or without
)

// Row is one row of a table; Cells has one cell per column.
type Row struct {
	Number int // line in the file, from 1 (its column, where transposed)
	Role   Role
	Hidden bool
	Lone   bool // of a Data row: it has a single text between full rows, and may be the title of a group
	Cells  []cell.Cell
}

// Label returns the first words of a row, on one line; "" when it has none.
func (r *Row) Label() string {
	for _, c := range r.Cells {
		if c.Kind == cell.Words && !c.Blank() && !cell.Measures(c) {
			return oneLine(c.Text)
		}
	}
	return ""
}

// Table reads the grid with a layout, proposed by Guess or corrected by a person.
func (g *Grid) Table(l Layout) *Table {
	if l.Transposed && !g.turned {
		g = g.Transpose()
		g.note("The table has one record per column; rows and columns are exchanged", "Le tableau a une fiche par colonne\u202f; lignes et colonnes sont échangées")
	}
	t := &Table{Sheet: g.Sheet, Layout: l, Notes: slices.Clone(g.Notes), text: g.text, turned: g.turned}
	first := 0
	for first < len(g.Lines) && g.Lines[first].Number <= l.LastHeader {
		first++
	}
	body := g.fillDown(first, t)
	t.columns(g, l, body)
	t.titles = map[int]bool{}
	for _, m := range g.Merged {
		if m.Row == m.LastRow && (m.LastColumn-m.Column+1)*2 >= len(t.Columns) && m.LastColumn > m.Column {
			t.titles[m.Row] = true
		}
	}
	t.rows(body)
	t.noteTitles(g, l)
	return t
}

// columns names the columns from the header lines, and leaves out those that
// have neither a header nor a value.
func (t *Table) columns(g *Grid, l Layout, body []Line) {
	names := g.headerNames(l)
	used := make([]bool, g.deepest)
	for _, line := range body {
		for j, c := range line.Cells {
			used[j] = used[j] || !c.Blank()
		}
	}
	seen := map[string]int{}
	unnamed := 0
	for j := range g.deepest {
		name := ""
		if j < len(names) {
			name = names[j]
		}
		if name == "" && !used[j] {
			continue
		}
		if name == "" {
			name = "(" + Letters(j+1) + ")"
			if g.turned {
				name = "(" + strconv.Itoa(j+1) + ")"
			}
			unnamed++
		}
		t.Columns = append(t.Columns, Column{Name: unique(name, seen), Number: j + 1, Blank: !used[j]})
	}
	if unnamed > 0 && l.LastHeader > 0 {
		t.note("%d columns have values but no header", "%d colonnes ont des valeurs mais pas d’en-tête", unnamed)
	}
}

// unique makes a name distinct: "colour_rating", then "colour_rating (2)".
// seen holds, by folded name, the last number given.
func unique(name string, seen map[string]int) string {
	key := label.Fold(name)
	try := name
	for n := max(2, seen[key]+1); seen[label.Fold(try)] > 0; n++ {
		try = name + " (" + strconv.Itoa(n) + ")"
		seen[key] = n
	}
	seen[label.Fold(try)]++
	return try
}

// maxHeaderLines is how many lines the headers take at most.
const maxHeaderLines = 6

// headerNames joins the header lines of each column: "Budget / 2024".
func (g *Grid) headerNames(l Layout) []string {
	names := make([]string, g.deepest)
	for i, line := range g.Lines {
		if line.Number < max(l.FirstHeader, l.LastHeader-maxHeaderLines+1) || line.Number > l.LastHeader || l.LastHeader == 0 {
			continue
		}
		texts := g.spread(i)
		if line.Number < l.LastHeader {
			texts = g.carried(texts, l)
		}
		for j := range min(len(texts.Cells), len(names)) {
			names[j] = joined(names[j], oneLine(texts.Cells[j].Text))
		}
	}
	return names
}

// isUnit reports whether a text under a header says in what its values are: "(k€)", "months", "%".
func isUnit(s string) bool {
	bare := strings.Trim(s, "()[] ")
	if bare == "" || utf8.RuneCountInString(bare) > 20 {
		return false
	}
	if unitWords[label.Fold(bare)] {
		return true
	}
	for _, w := range strings.FieldsFunc(bare, func(r rune) bool { return r == ' ' || r == '/' || r == '(' || r == ')' }) {
		multiplier, _ := cell.HeaderUnit("(" + w + ")")
		if multiplier == 0 && !unitWords[label.Fold(w)] && !slices.Contains([]string{"en", "in", "of", "de", "HT", "TTC"}, w) {
			return false
		}
	}
	return true
}

var unitWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.SplitSeq("%|mois|jours|jour|j|j.h|jh|j/h|j.h.|annees|annee|ans|semaines|heures|h|months|years|weeks|days|hours|fte|etp|oui/non|yes/no|jj/mm/aaaa|mm/aaaa|dd/mm/yyyy|yyyy|aaaa|date|texte|text", "|") {
		m[w] = true
	}
	return m
}()

func joined(above, below string) string {
	switch {
	case below == "", above == below, strings.HasSuffix(above, " / "+below):
		return above
	case above == "":
		return below
	case isUnit(below):
		return above + " (" + strings.Trim(below, "()[] ") + ")"
	}
	return above + " / " + below
}

// carried fills the gaps right of a group's name, as far as the last header
// line has a header of its own and the group's own column has one too.
func (g *Grid) carried(line Line, l Layout) Line {
	var leaf Line
	for i := range g.Lines {
		if g.Lines[i].Number == l.LastHeader {
			leaf = g.spread(i)
		}
	}
	cells := make([]cell.Cell, max(len(line.Cells), len(leaf.Cells)))
	copy(cells, line.Cells)
	group := cell.Cell{}
	for j := range cells {
		switch {
		case !cells[j].Blank():
			group = cells[j]
			if leaf.at(j).Blank() {
				group = cell.Cell{}
			}
		case !leaf.at(j).Blank() && leaf.at(j) != line.at(j):
			cells[j] = group
		}
	}
	line.Cells = cells
	return line
}

// oneLine folds line breaks and runs of spaces, and drops what cannot be seen.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fillDown returns the lines below the headers, with texts repeated down cells
// merged over several rows.
func (g *Grid) fillDown(first int, t *Table) []Line {
	body := g.Lines[first:]
	filled, work := 0, 0
	for _, m := range g.Merged {
		i, found := slices.BinarySearchFunc(body, m.Row, func(l Line, row int) int { return l.Number - row })
		if !found || m.LastRow == m.Row || m.LastColumn > m.Column {
			continue
		}
		c := body[i].at(m.Column - 1)
		if c.Kind != cell.Words || cell.Measures(c) {
			continue
		}
		for i++; i < len(body) && body[i].Number <= m.LastRow && work < g.limits.Cells; i++ {
			work += 1 + len(body[i].Cells)
			if !body[i].at(m.Column - 1).Blank() {
				continue
			}
			if filled++; filled == 1 {
				body = slices.Clone(body)
			}
			body[i].Cells = withCell(body[i].Cells, m.Column-1, c)
		}
	}
	if filled > 0 {
		t.note("The text of cells merged over several rows is repeated in each row", "Le texte des cellules fusionnées sur plusieurs lignes est répété dans chaque ligne")
	}
	return body
}

// withCell returns a copy of the cells with one replaced.
func withCell(cells []cell.Cell, at int, c cell.Cell) []cell.Cell {
	list := make([]cell.Cell, max(len(cells), at+1))
	copy(list, cells)
	list[at] = c
	return list
}

func (t *Table) note(en, fr string, args ...any) { t.Notes = append(t.Notes, noted(en, fr, args)) }

// noteTitles tells which lines above the headers are not read.
func (t *Table) noteTitles(g *Grid, l Layout) {
	n := 0
	for _, line := range g.Lines {
		if line.Number < l.FirstHeader {
			n++
		}
	}
	if n > 0 {
		t.note("%d lines above the headers are not read", "%d lignes au-dessus des en-têtes ne sont pas lues", n)
	}
	if l.LastHeader == 0 {
		t.note("No line of headers was found; columns are named by their letters", "Aucune ligne d’en-têtes trouvée\u202f; les colonnes portent leur lettre")
	}
}

// Where names the place of a cell for a person: "K12" in a workbook, "line 12,
// column Coût" in a text file. Row and column count from 0.
func (t *Table) Where(row, column int) label.Text {
	r, c := t.Rows[row].Number, t.Columns[column].Number
	if t.turned {
		r, c = c, r
	}
	if !t.text {
		a := Address(r, c)
		return label.T(a, a)
	}
	if t.turned {
		return label.F("line %d, column %s", "ligne %d, colonne %s", r, Letters(c))
	}
	return label.F("line %d, column %s", "ligne %d, colonne %s", r, t.Columns[column].Name)
}

// Values lists a column's cells in the rows of data.
func (t *Table) Values(column int) []cell.Cell {
	var list []cell.Cell
	for _, r := range t.Rows {
		if r.Role == Data {
			list = append(list, r.Cells[column])
		}
	}
	return list
}
