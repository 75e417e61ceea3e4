package sheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/label"
)

// groupWords begin the titles of groups of projects.
var groupWords = strings.Fields("page pole direction ministere axe domaine service departement lot division theme section categorie phase partie perimetre secteur portefeuille programme department directorate ministry portfolio program domain category group groupe stream workstream area")

// sections marks the lines between the records that are titles of groups, and
// those that may be: a single text over fuller rows. Titles begin with a word for
// a group, or are in capitals where the records are not, or stand beside the sums
// of their group. usual is how many cells half of the rows fill.
func (t *Table) sections(fills []int, usual int) {
	loud := t.capitals(fills)*5 < len(t.Rows)
	var open []int
	for i := range t.Rows {
		text, ok := t.Rows[i].first()
		if t.Rows[i].Role != Data || fills[i] != 1 || !ok || !t.precedes(i, fills) {
			continue
		}
		grouped := isGroup(text)
		shouted := loud && isLoud(text)
		switch {
		case usual >= 3 && (grouped || shouted && isLong(text)):
			t.Rows[i].Role = Section
		case usual >= 3 || grouped || shouted && isLong(text):
			open = append(open, i)
		}
	}
	t.sumsOfGroups(fills, usual)
	t.doubt(open, fills)
	if usual >= 4 {
		t.noteLonely(fills)
	}
}

// capitals counts the records whose first text is in capitals.
func (t *Table) capitals(fills []int) int {
	n := 0
	for i := range t.Rows {
		if text, _ := t.Rows[i].first(); t.Rows[i].Role == Data && fills[i] > 1 && text == strings.ToUpper(text) {
			n++
		}
	}
	return n
}

func isGroup(text string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(label.Fold(text), " -–—*>#▸►•="), " ")
	word = strings.TrimRight(word, ":")
	return slices.Contains(groupWords, word) || slices.Contains(groupWords, strings.TrimSuffix(word, "s"))
}

func isLoud(text string) bool {
	return utf8.RuneCountInString(text) > 3 && text == strings.ToUpper(text) && strings.ContainsFunc(text, unicode.IsLetter)
}

// isLong reports whether a text in capitals is more than one short word, such as
// the acronym by which a project goes.
func isLong(text string) bool {
	return strings.Contains(strings.TrimSpace(text), " ") || utf8.RuneCountInString(text) > 12
}

// precedes reports whether a fuller record follows row i, at once or after other
// rows of a single text.
func (t *Table) precedes(i int, fills []int) bool {
	for k := i + 1; k < len(t.Rows); k++ {
		switch {
		case t.Rows[k].Role == Heading:
		case t.Rows[k].Role != Data && t.Rows[k].Role != Section:
			return false
		case fills[k] > 1:
			return true
		}
	}
	return false
}

// doubt marks the single texts that may be titles: each alone between full rows,
// and few of them. Many, or several in a row, are records of which little is known.
func (t *Table) doubt(open, fills []int) {
	records := 0
	for i := range t.Rows {
		if t.Rows[i].Role == Data && fills[i] > 1 {
			records++
		}
	}
	if len(open)*3 > records {
		return
	}
	bare := func(i int) bool {
		return i >= 0 && i < len(t.Rows) && t.Rows[i].Role == Data && fills[i] == 1
	}
	for _, i := range open {
		t.Rows[i].Lone = t.Rows[i].Role == Data && !bare(i-1) && !bare(i+1)
	}
}

// sumsOfGroups marks the lines of one text and quantities, every one of which is
// the sum of its column over the records of a group: of those below, up to the
// next such line, or of those above.
func (t *Table) sumsOfGroups(fills []int, usual int) {
	var at []int
	for i := range t.Rows {
		if t.Rows[i].Role == Data && fills[i] > 1 && fills[i] < usual && t.isNamedSum(i) {
			at = append(at, i)
		}
	}
	for k, i := range at {
		after, before := len(t.Rows), -1
		if k+1 < len(at) {
			after = at[k+1]
		}
		if k > 0 {
			before = at[k-1]
		}
		switch {
		case t.addsUp(i, i+1, after):
			t.Rows[i].Role = Section
		case t.addsUp(i, before+1, i):
			t.Rows[i].Role = Total
		}
	}
}

// isNamedSum reports whether a row has one text, its first cell, and quantities.
func (t *Table) isNamedSum(i int) bool {
	words := 0
	for _, c := range t.Rows[i].Cells {
		if !c.Blank() && !cell.Measures(c) {
			words++
		}
	}
	_, ok := t.Rows[i].first()
	return ok && words == 1
}

// addsUp reports whether every quantity of row i, but percentages and dates, is
// the sum of two records or more between two rows, within a thousandth.
func (t *Table) addsUp(i, from, to int) bool {
	found := false
	for j, c := range t.Rows[i].Cells {
		sum, ok := quantityOf(c)
		if !ok || !cell.Measures(c) || sum == 0 || strings.Contains(c.Text, "%") {
			continue
		}
		if !t.sumsTo(from, to, j, sum) {
			return false
		}
		found = true
	}
	return found
}
