package sheet

import (
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/ground/label"
)

// rows lays the lines out in the table's columns and says what each one is.
func (t *Table) rows(body []Line) {
	t.Rows = make([]Row, 0, len(body))
	all := make([]cell.Cell, len(body)*len(t.Columns))
	ragged, firstRagged := 0, 0
	for _, line := range body {
		cells := all[:len(t.Columns):len(t.Columns)]
		all = all[len(t.Columns):]
		for j, c := range t.Columns {
			cells[j] = line.at(c.Number - 1)
		}
		if n := len(line.Cells); n > t.lastNamed() && t.text && !t.turned && t.lastNamed() > 0 {
			if ragged++; firstRagged == 0 {
				firstRagged = line.Number
			}
		}
		t.Rows = append(t.Rows, Row{Number: line.Number, Hidden: line.Hidden, Cells: cells})
	}
	if ragged > 0 {
		t.note("%d lines have more cells than there are headers, the first is line %d", "%d lignes ont plus de cellules que d’en-têtes, la première est la ligne %d", ragged, firstRagged)
	}
	t.roles()
}

// lastNamed returns the number of the last column that has a header.
func (t *Table) lastNamed() int {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if !strings.HasPrefix(t.Columns[i].Name, "(") {
			return t.Columns[i].Number
		}
	}
	return 0
}

// roles marks totals, remarks and repeated headers, and notes how many.
func (t *Table) roles() {
	var count [5]int
	sums := 0
	last := t.lastDense()
	for i := range t.Rows {
		r := &t.Rows[i]
		switch {
		case t.isHeading(r):
			r.Role = Heading
		case isTotal(r):
			r.Role = Total
		case t.titles[r.Number] && filledIn(r.Cells) == 1 && i < last:
			r.Role = Section
		case t.titles[r.Number] && filledIn(r.Cells) == 1, i > last && len(t.Columns) > 2 && t.isRemark(i):
			r.Role = Remark
		}
		count[r.Role]++
	}
	t.around()
	titles := 0
	for i := range t.Rows {
		switch t.Rows[i].Role {
		case Total:
			sums++
		case Section:
			titles++
		}
	}
	if titles > 0 {
		t.note("%d lines between the records are titles of groups, and no records", "%d lignes entre les fiches sont des titres de groupes, et non des fiches", titles)
	}
	if sums > 0 {
		t.note("%d total lines are not records", "%d lignes de total ne sont pas des fiches", sums)
	}
	if count[Remark] > 0 {
		t.note("%d lines of titles or remarks are not records", "%d lignes de titres ou de remarques ne sont pas des fiches", count[Remark])
	}
	if count[Heading] > 0 {
		t.note("%d lines repeat the headers", "%d lignes répètent les en-têtes", count[Heading])
	}
}

// lastDense returns the index of the last row with three filled cells or more, or a total.
func (t *Table) lastDense() int {
	for i := len(t.Rows) - 1; i >= 0; i-- {
		if filledIn(t.Rows[i].Cells) >= min(3, len(t.Columns)) || isTotal(&t.Rows[i]) {
			return i
		}
	}
	return len(t.Rows)
}

func filledIn(cells []cell.Cell) int {
	n := 0
	for _, c := range cells {
		if !c.Blank() {
			n++
		}
	}
	return n
}

// isHeading reports whether the row repeats the names of most columns.
func (t *Table) isHeading(r *Row) bool {
	same, filled := 0, 0
	for j, c := range r.Cells {
		if c.Blank() {
			continue
		}
		filled++
		if c.Kind == cell.Words && len(c.Text) < 300 && strings.EqualFold(oneLine(c.Text), t.Columns[j].Name) {
			same++
		}
	}
	return filled > 1 && same*3 >= filled*2
}

var totals = []string{"total", "totaux", "sous-total", "sous total", "s/total", "subtotal", "sub-total", "sub total", "grand total", "totals", "sum", "cumul", "ensemble des projets"}

// aggregates are other words for what is reckoned over the records.
var aggregates = []string{"moyenne", "average", "mean", "mediane", "median", "nombre de projets", "nb de projets", "nb projets", "number of projects"}

var allTotals = slices.Concat(totals, aggregates)

func isAggregate(name string) bool {
	return slices.ContainsFunc(aggregates, func(w string) bool { return strings.HasPrefix(name, w) })
}

// maybeTotal is a quick look at how a text begins.
func maybeTotal(s string) bool {
	if len(s) < 3 {
		return false
	}
	switch strings.ToLower(s[:3]) {
	case "tot", "sou", "s/t", "sub", "gra", "sum", "cum", "ens", "moy", "ave", "mea", "med", "m\xc3\xa9", "nom", "nb ", "num":
		return true
	}
	return false
}

// isTotal reports whether the row says "total" and beside it little but
// quantities. "Total Recall" with a description is a project.
func isTotal(r *Row) bool {
	at, name, rest := totalCell(r.Cells)
	if at < 0 {
		return false
	}
	others := 0 // words that do not stand in the total's own name
	for j, c := range r.Cells {
		if j != at && !c.Blank() && !cell.Measures(c) && !strings.Contains(name, label.Fold(c.Text)) {
			others++
		}
	}
	alone := rest == "" || strings.IndexByte(":=(", rest[0]) >= 0
	switch {
	case isAggregate(name):
		return others == 0 && alone
	case alone:
		return others <= 2
	}
	return others == 0
}

// totalCell finds the first cell that begins with a word for total; -1 when there is none.
func totalCell(cells []cell.Cell) (at int, name, rest string) {
	for j, c := range cells {
		s := strings.TrimLeft(c.Text, " \u00a0")
		if c.Kind != cell.Words || s == "" || len(s) > 80 || !maybeTotal(s) {
			continue
		}
		if folded := label.Fold(s); folded != "" {
			if rest, ok := totalName(folded); ok {
				return j, folded, rest
			}
		}
	}
	return -1, "", ""
}

// totalName reports whether a folded text begins with a word for total, and what follows it.
func totalName(s string) (rest string, ok bool) {
	for _, w := range allTotals {
		if rest, ok := strings.CutPrefix(s, w); ok && (rest == "" || rest == "s" || strings.IndexByte(" :=(", rest[0]) >= 0) {
			return strings.TrimPrefix(strings.TrimSpace(rest), "general"), true
		}
	}
	return "", false
}

// isRemark reports whether row i, below the last full row, is a note and not a
// record: one or two words after a gap, or words that begin like a note.
func (t *Table) isRemark(i int) bool {
	r := t.Rows[i]
	first := ""
	for _, c := range r.Cells {
		if !c.Blank() {
			first = label.Fold(c.Text)
			break
		}
	}
	gap := i > 0 && (t.Rows[i-1].Number < r.Number-1 || t.Rows[i-1].Role == Remark || t.Rows[i-1].Role == Total && filledIn(r.Cells) == 1)
	for _, w := range []string{"source", "note", "nb ", "nb:", "n.b.", "*", "(1)", "(*)", "legende", "legend", "remarque", "remark", "date ", "extrait", "export", "mise a jour", "updated", "©", "1)", "[1]"} {
		if strings.HasPrefix(first, w) {
			return true
		}
	}
	return gap || len(first) > 120
}
