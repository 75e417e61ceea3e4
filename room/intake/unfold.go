package intake

import (
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/label"
)

// unfold turns a table with a project per row and a column of dates per key date
// into one with a key date per row. A column that is named as another with
// "baseline" or "référence" beside it has the baselines of that one. Any other
// table stays as it is.
func unfold(t *sheet.Table) *sheet.Table {
	var dates []int
	owner := -1
	for j, c := range t.Columns {
		plain, _ := plainHeader(c.Name)
		if ruleOf("name").score(plain) > 0 || ruleOf("type").score(plain) > 0 {
			return t // it has a key date per row
		}
		switch {
		case ruleOf("project").score(plain) > 0 || owner < 0 && ruleOf("project_code").score(plain) > 0:
			owner = j
		case areDates(t.Values(j)):
			dates = append(dates, j)
		}
	}
	if owner < 0 || len(dates) == 0 {
		return t
	}
	current, target := pairs(t, dates)
	out := &sheet.Table{Sheet: t.Sheet, Layout: t.Layout, Notes: append(slices.Clone(t.Notes), label.T("Each column of dates is read as a key date of the project of its row", "Chaque colonne de dates est lue comme une date clé du projet de sa ligne"))}
	last := t.Columns[len(t.Columns)-1].Number
	out.Columns = []sheet.Column{t.Columns[owner], {Name: "Date clé", Number: last + 1}, {Name: "Date", Number: last + 2}}
	if len(target) > 0 {
		out.Columns = append(out.Columns, sheet.Column{Name: "Référence", Number: last + 3})
	}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, unfolded(t, r, owner, current, target)...)
	}
	return out
}

// upright is the layout of a file with its headers in the first line.
var upright = sheet.Layout{FirstHeader: 1, LastHeader: 1}

// namesProjects reports whether a column is named as one of projects.
func namesProjects(t *sheet.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c sheet.Column) bool {
		plain, _ := plainHeader(c.Name)
		return ruleOf("project").score(plain) > 0 || ruleOf("project_code").score(plain) > 0
	})
}

func ruleOf(key string) rule {
	i := slices.IndexFunc(milestoneRules, func(r rule) bool { return r.key == key })
	return milestoneRules[i]
}

// unfolded makes a row of each date of a row.
func unfolded(t *sheet.Table, r sheet.Row, owner int, current []int, target map[int]int) []sheet.Row {
	var out []sheet.Row
	for _, j := range current {
		cells := []cell.Cell{r.Cells[owner], cell.Of(t.Columns[j].Name), r.Cells[j]}
		base, has := target[j]
		if len(target) > 0 {
			cells = append(cells, cell.Cell{})
		}
		if has {
			cells[3] = r.Cells[base]
		}
		if r.Cells[j].Blank() && (!has || cells[3].Blank()) {
			continue
		}
		out = append(out, sheet.Row{Number: r.Number, Role: r.Role, Hidden: r.Hidden, Cells: cells})
	}
	return out
}

// areDates reports whether most filled cells are dates.
func areDates(cells []cell.Cell) bool {
	filled, read := 0, 0
	for _, c := range cells[:min(len(cells), sampled)] {
		if c.Blank() {
			continue
		}
		filled++
		if _, err := cell.Date(c, cell.Format{Order: cell.DayFirst}); err == nil {
			read++
		}
	}
	return filled > 0 && 2*read > filled
}

var targetWords = []string{"reference", "ref", "baseline", "initiale", "initial", "cible", "target", "prevue initiale"}

// pairs says which columns are key dates, and which column has the baselines of each.
func pairs(t *sheet.Table, dates []int) (current []int, target map[int]int) {
	byName := map[string]int{}
	for _, j := range dates {
		byName[label.Fold(t.Columns[j].Name)] = j
	}
	target = map[int]int{}
	for _, j := range dates {
		if at, ok := byName[withoutTarget(t.Columns[j].Name)]; ok && at != j {
			target[at] = j
			continue
		}
		current = append(current, j)
	}
	return current, target
}

// withoutTarget is a header without the words that mark a baseline, "" when it
// has none.
func withoutTarget(header string) string {
	words := strings.FieldsFunc(label.Fold(header), func(r rune) bool { return strings.ContainsRune(" ()[]-–:,/", r) })
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(targetWords, w) })
	if len(kept) == len(words) {
		return ""
	}
	return strings.Join(kept, " ")
}
