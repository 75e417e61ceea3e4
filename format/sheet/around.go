package sheet

import (
	"slices"
	"strconv"
	"strings"

	"vigie/format/cell"
	"vigie/ground/money"
)

// What stands around the records of a table without being one: sums without a
// word, titles of groups, another table below.

// fills returns how many cells each row and each column fills, and how many half
// of the records do.
func (t *Table) fills() (rows, columns []int, usual int) {
	rows, columns = make([]int, len(t.Rows)), make([]int, len(t.Columns))
	var records []int
	for i := range t.Rows {
		for j, c := range t.Rows[i].Cells {
			if !c.Blank() {
				rows[i]++
				columns[j]++
			}
		}
		if t.Rows[i].Role == Data {
			records = append(records, rows[i])
		}
	}
	if len(records) > 0 {
		slices.Sort(records)
		usual = records[len(records)/2]
	}
	return rows, columns, usual
}

// isSum reports whether row i says nothing but quantities, few of them, of which
// one is the sum of its column above.
func (t *Table) isSum(i int) bool {
	r := &t.Rows[i]
	for _, c := range r.Cells {
		if !c.Blank() && !cell.Measures(c) {
			return false
		}
	}
	for j, c := range r.Cells {
		if sum, ok := quantityOf(c); ok && sum != 0 && t.sums(i, j, sum) {
			return true
		}
	}
	return false
}

// sums reports whether the records above row i add up to an amount in a column,
// within a thousandth: people round.
func (t *Table) sums(i, column int, sum money.Amount) bool {
	return t.sumsTo(0, i, column, sum)
}

// sumsTo does so for the records of some rows.
func (t *Table) sumsTo(from, to, column int, sum money.Amount) bool {
	total, n := money.Amount(0), 0
	for k := from; k < to; k++ {
		if t.Rows[k].Role != Data {
			continue
		}
		if a, ok := quantityOf(t.Rows[k].Cells[column]); ok {
			total += a
			n++
		}
	}
	far := total - sum
	return n > 1 && max(far, -far) <= max(sum, -sum)/1000
}

func quantityOf(c cell.Cell) (money.Amount, bool) {
	if c.Blank() {
		return 0, false
	}
	for _, decimal := range []byte{0, ','} {
		a, _, err := cell.Amount(c, cell.Format{Decimal: decimal, Multiplier: 1})
		if err == nil {
			return a, max(a, -a) < 1<<53
		}
	}
	return 0, false
}

// first returns the first filled cell of a row, and whether it is words.
func (r *Row) first() (text string, words bool) {
	for _, c := range r.Cells {
		if !c.Blank() {
			return c.Text, c.Kind == cell.Words && !cell.Measures(c)
		}
	}
	return "", false
}

// other finds the row with which another table begins below a gap: a line of
// words that name attributes, over quantities where the records above have none,
// or a title over such a line. It is -1 where there is none.
func (t *Table) other() int {
	for i := 2; i+1 < len(t.Rows); i++ {
		if t.Rows[i].Number <= t.Rows[i-1].Number+1 {
			continue
		}
		if t.isOtherHead(i) {
			return i
		}
		if filledIn(t.Rows[i].Cells) == 1 && i+2 < len(t.Rows) && t.isOtherHead(i+1) {
			return i
		}
	}
	return -1
}

func (t *Table) isOtherHead(i int) bool {
	r := &t.Rows[i]
	filled := filledIn(r.Cells)
	if filled < 2 || t.isHeading(r) || known(r.Cells)*2 < filled {
		return false
	}
	contrast := 0
	for j, c := range r.Cells {
		if c.Blank() {
			continue
		}
		if cell.Measures(c) || len(c.Text) > 80 {
			return false
		}
		if t.quantities(j, i+1, len(t.Rows)) && !t.quantities(j, 0, i) {
			contrast++
		}
	}
	return contrast > 0
}

// quantities reports whether most filled cells of a column in some rows are quantities.
func (t *Table) quantities(column, from, to int) bool {
	filled, n := 0, 0
	for _, r := range t.Rows[from:min(to, from+200)] {
		if c := r.Cells[column]; !c.Blank() {
			filled++
			if cell.Measures(c) {
				n++
			}
		}
	}
	return filled > 0 && n*3 >= filled*2
}

// apart marks the columns right of a blank one that few of the rows fill: a
// legend, or another table beside this one.
func (t *Table) apart(fill []int) {
	for j := 1; j < len(t.Columns); j++ {
		if t.Columns[j].Number <= t.Columns[j-1].Number+1 || slices.Max(fill[j:])*2 >= slices.Max(fill[:j]) || slices.Max(fill[j:]) == 0 {
			continue
		}
		for k := j; k < len(t.Columns); k++ {
			t.Columns[k].Apart = true
		}
		t.note("Beside the table, from column %s on, stands something else; it is left out", "À côté du tableau, à partir de la colonne %s, se trouve autre chose\u202f; ce n’est pas repris", Letters(t.Columns[j].Number))
		return
	}
}

// around marks what stands around the records, and says so.
func (t *Table) around() {
	fills, columns, usual := t.fills()
	t.apart(columns)
	if at := t.other(); at >= 0 {
		for i := at; i < len(t.Rows); i++ {
			t.Rows[i].Role = Remark
		}
		t.note("A second table begins on line %d; it is not read: to import it, put it into a file or a sheet of its own", "Un deuxième tableau commence à la ligne %d\u202f; il n’est pas lu\u202f: pour l’importer, mettez-le dans un fichier ou une feuille à part", t.Rows[at].Number)
	}
	for i := 2; i < len(t.Rows) && usual >= 3; i++ {
		if t.Rows[i].Role == Data && fills[i]*2 < usual && t.isSum(i) {
			t.Rows[i].Role = Total
		}
	}
	if usual >= 2 {
		t.sections(fills, usual)
	}
}

// noteLonely lists the first lines that hold a single text and are read as records.
func (t *Table) noteLonely(fills []int) {
	n := 0
	for i := range t.Rows {
		if t.Rows[i].Role == Data && fills[i] == 1 && i+1 < len(t.Rows) && !t.Rows[i].Lone {
			n++
		}
	}
	if n > 0 {
		t.note("%d lines hold nothing but a name (%s); they are read as records", "%d lignes ne contiennent qu’un nom (%s)\u202f; elles sont lues comme des fiches", n, t.lonely(fills))
	}
}

func (t *Table) lonely(fills []int) string {
	var out []string
	for i := range t.Rows {
		if t.Rows[i].Role == Data && fills[i] == 1 && i+1 < len(t.Rows) && !t.Rows[i].Lone {
			if len(out) == 5 {
				return strings.Join(append(out, "…"), ", ")
			}
			out = append(out, strconv.Itoa(t.Rows[i].Number))
		}
	}
	return strings.Join(out, ", ")
}
