package sheet

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/label"
)

// Layout says how a grid is to be read as a table. Line numbers are those of
// the file, or its columns (from 1) where Transposed.
type Layout struct {
	Transposed  bool `json:"transposed"`   // one project per column; the first column names the attributes
	FirstHeader int  `json:"first_header"` // first line of the headers; 0 when there are none
	LastHeader  int  `json:"last_header"`  // last line of the headers; the same unless they take several lines
}

// headerWords are words that often name an attribute, folded.
var headerWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`projet project projets projects nom name intitule libelle title titre code id ref reference numero number n° #
		description objectif objectifs aims objet cout couts cost costs budget montant amount estime forecast actual realise baseline variance wlc
		debut fin start end date dates duree duration echeance deadline statut status etat phase stage etape rating rag colour feu meteo weather
		ministere department departement direction entite unit service pole owner responsable manager chef pilote sponsor porteur mo moa moe
		priorite priority avancement progress programme program category categorie type commentaire comment commentary narrative remarque risque risk axe zone domaine
		year annee exercice charge charges jh email mail fournisseur supplier total
		perimetre scope enveloppe livraison delivery volumetrie volume tendance trend enjeu enjeux gain gains benefices benefits contexte context`) {
		m[w] = true
	}
	return m
}()

// known counts how many of the cells name an attribute by one of the usual words.
func known(cells []cell.Cell) int {
	n := 0
	for _, c := range cells {
		if c.Kind != cell.Words || utf8.RuneCountInString(c.Text) > 250 {
			continue
		}
		for _, w := range strings.FieldsFunc(label.Fold(c.Text), func(r rune) bool { return strings.ContainsRune(" _-/().:,'*\t", r) }) {
			if headerWords[w] {
				n++
				break
			}
		}
	}
	return n
}

// Guess proposes how to read the grid. It reads it sideways when the first
// column is named like attributes and the first line is not, and when sorts of
// cells run along the lines rather than down the columns.
func (g *Grid) Guess() Layout {
	g = g.corner(200, 300)
	upright, words := g.headers()
	if g.deepest < 2 || len(g.Lines) < 2 {
		return upright
	}
	if len(g.Lines)-upright.LastHeader == 1 && words >= 50 {
		return upright // one line under its headers: nothing can be seen to run along it
	}
	turned := g.Transpose()
	side, sideWords := turned.headers()
	if side.LastHeader == 0 || sideWords < 25 {
		return upright
	}
	gain := turned.steady(side) - g.steady(upright)
	if gain > 60 && sideWords > words || sideWords >= 40 && (gain >= 0 && sideWords > words+20 || gain > 20 && sideWords > words-20 || gain > 40 && sideWords >= 60) {
		side.Transposed = true
		return side
	}
	return upright
}

// corner returns the first lines and columns, enough to guess from.
func (g *Grid) corner(lines, columns int) *Grid {
	c := &Grid{Merged: g.Merged, limits: g.limits, text: g.text, turned: g.turned}
	for _, l := range g.Lines[:min(len(g.Lines), lines)] {
		l.Cells = l.Cells[:min(len(l.Cells), columns)]
		c.deepest = max(c.deepest, len(l.Cells))
		c.Lines = append(c.Lines, l)
	}
	return c
}

// headers finds the line of the headers, and how many of 100 of its cells name
// an attribute by a usual word.
func (g *Grid) headers() (Layout, int) {
	width := g.usualWidth()
	best, at := -1, -1
	for i := range min(len(g.Lines), 40) {
		if s := g.headerScore(i, width); s > best {
			best, at = s, i
		}
	}
	if at < 0 || best <= 0 || g.headless(at) {
		return Layout{}, 0
	}
	if g.completes(at) {
		at++
	}
	l := Layout{FirstHeader: g.Lines[at].Number, LastHeader: g.Lines[at].Number}
	line := g.spread(at)
	words := 100 * known(line.Cells) / line.filled()
	if g.continues(at) {
		l.LastHeader++
	}
	for i := at - 1; i >= 0 && i >= at-3 && g.Lines[i].Number == l.FirstHeader-1 && g.groups(i, at); i-- {
		l.FirstHeader = g.Lines[i].Number
	}
	return l, words
}

// usualWidth returns the number of filled cells that half of the lines reach.
func (g *Grid) usualWidth() int {
	var count []int
	n := 0
	for _, l := range g.Lines[:min(len(g.Lines), 200)] {
		f := l.filled()
		for len(count) <= f {
			count = append(count, 0)
		}
		if f > 1 {
			count[f]++
			n++
		}
	}
	left := n / 2
	for f, c := range count {
		if left -= c; left < 0 {
			return f
		}
	}
	return 1
}

// headerScore rates line i as the last line of the headers: filled with short
// and different words, unlike the lines below, and named like attributes.
func (g *Grid) headerScore(i, width int) int {
	line := g.spread(i)
	filled, texts, same := 0, 0, map[string]bool{}
	long := 0
	for _, c := range line.Cells {
		if c.Blank() {
			continue
		}
		filled++
		if !cell.Measures(c) {
			texts++
		}
		if len(c.Text) > 300 {
			long++
		}
		same[label.Fold(c.Text)] = true
	}
	if filled == 0 || filled < 2 && width > 1 || texts == 0 {
		return 0
	}
	score := 100*min(filled, width)/max(width, 1) + 60*texts/filled + 40*len(same)/filled - 200*long/filled
	score += 120 * min(known(line.Cells), 8) / min(filled, 8)
	score += 80 * g.contrast(i, line) / filled
	if filled*2 < width {
		score -= 100
	}
	return score - 3*i
}

// headless reports whether the line taken for headers is a record like the
// others: no usual word, and quantities (years apart) above quantities.
func (g *Grid) headless(i int) bool {
	line := g.Lines[i]
	if known(line.Cells) > 0 || g.contrast(i, line) > 0 || i+1 >= len(g.Lines) {
		return false
	}
	for j, c := range line.Cells {
		if len(strings.TrimSpace(c.Text)) != 4 && cell.Measures(c) && cell.Measures(g.Lines[i+1].at(j)) {
			return true
		}
	}
	return false
}

// contrast counts the columns in which line i has words and the lines below mostly quantities.
func (g *Grid) contrast(i int, line Line) int {
	n := 0
	below := g.Lines[i+1 : min(len(g.Lines), i+21)]
	for j, c := range line.Cells {
		if c.Blank() || cell.Measures(c) {
			continue
		}
		filled, quantities := 0, 0
		for _, l := range below {
			if x := l.at(j); !x.Blank() {
				filled++
				if cell.Measures(x) {
					quantities++
				}
			}
		}
		if quantities > 0 && quantities*2 >= filled {
			n++
		}
	}
	return n
}

// continues reports whether the line after i completes the headers in line i:
// it fills gaps of that line, and is blank where that line has its first name,
// below which the lines have values.
func (g *Grid) continues(i int) bool {
	if i+2 >= len(g.Lines) || g.Lines[i+1].Number != g.Lines[i].Number+1 {
		return false
	}
	head, next, below := g.Lines[i], g.Lines[i+1], g.Lines[i+2:min(len(g.Lines), i+12)]
	gaps, first := 0, -1
	for j := range g.deepest {
		h, x := head.at(j), next.at(j)
		switch {
		case len(x.Text) > 80:
			return false
		case !h.Blank() && first < 0:
			first = j
		case h.Blank() && !x.Blank():
			gaps++
		}
	}
	if first < 0 || !next.at(first).Blank() || gaps == 0 && !onlyUnits(next) {
		return false
	}
	used := 0
	for _, l := range below {
		if !l.at(first).Blank() {
			used++
		}
	}
	return used*2 > len(below)
}

// onlyUnits reports whether a line says nothing but units.
func onlyUnits(line Line) bool {
	n := 0
	for _, c := range line.Cells {
		if !c.Blank() && !isUnit(oneLine(c.Text)) {
			return false
		}
		if !c.Blank() {
			n++
		}
	}
	return n > 0
}

// groups reports whether line i names groups of the headers in line at: it has
// two words or more, no quantities but years, and some gap or merged cell that
// the line below fills.
func (g *Grid) groups(i, at int) bool {
	above, leaf := g.Lines[i], g.Lines[at]
	words := 0
	for j, c := range above.Cells {
		if c.Blank() {
			continue
		}
		if len(c.Text) > 80 || cell.Measures(c) && len(c.Text) != 4 {
			return false
		}
		if j < g.deepest {
			words++
		}
	}
	if words < 1 {
		return false
	}
	for _, m := range g.Merged {
		if m.Row == above.Number && m.LastColumn > m.Column && m.LastColumn-m.Column+1 < g.usualWidth() && words > 1 {
			return true
		}
		if m.Row <= above.Number && m.LastRow >= leaf.Number {
			return true
		}
	}
	spans := 0 // a word over columns that only the line below tells apart
	for j, c := range above.Cells {
		if !c.Blank() && !leaf.at(j).Blank() && above.at(j+1).Blank() && !leaf.at(j+1).Blank() {
			spans++
		}
	}
	return words > 1 && (spans > 0 && (g.repeats(i, at) || g.vague(i, at)) || g.doubled(i, at))
}

// completes reports whether the line below i holds the headers of which line i
// only names the groups: words alone, more of them, over quantities.
func (g *Grid) completes(i int) bool {
	if i+2 >= len(g.Lines) || g.Lines[i+1].Number != g.Lines[i].Number+1 {
		return false
	}
	head, next := g.Lines[i], g.Lines[i+1]
	gaps := 0
	for j, c := range next.Cells {
		if c.Blank() {
			continue
		}
		if c.Kind != cell.Words || cell.Measures(c) || len(c.Text) > 80 {
			return false
		}
		if head.at(j).Blank() {
			gaps++
		}
	}
	return gaps > 0 && next.filled() > head.filled() && g.contrast(i+1, next)*2 >= next.filled() && known(next.Cells) > 0
}

// doubled reports whether line i has one word over two columns side by side that
// the line below tells apart.
func (g *Grid) doubled(i, at int) bool {
	above, leaf := g.Lines[i], g.Lines[at]
	for j := 1; j < g.deepest; j++ {
		a, b := above.at(j-1), above.at(j)
		if !a.Blank() && label.Fold(a.Text) == label.Fold(b.Text) && !leaf.at(j).Blank() && label.Fold(leaf.at(j-1).Text) != label.Fold(leaf.at(j).Text) {
			return true
		}
	}
	return false
}

// vague reports whether a header under a group says little without it: none of
// its words usually names an attribute.
func (g *Grid) vague(i, at int) bool {
	group := false
	for j := range g.deepest {
		group = group || !g.Lines[i].at(j).Blank()
		if c := g.Lines[at].at(j); group && c.Kind == cell.Words && !c.Blank() && known([]cell.Cell{c}) == 0 {
			return true
		}
	}
	return false
}

// repeats reports whether the header line has a gap under the group line, or
// the same word twice: what makes a second line of headers needful.
func (g *Grid) repeats(i, at int) bool {
	seen := map[string]bool{}
	for j := range g.deepest {
		c := g.Lines[at].at(j)
		if c.Blank() {
			if !g.Lines[i].at(j).Blank() {
				return true
			}
			continue
		}
		k := label.Fold(c.Text)
		if seen[k] {
			return true
		}
		seen[k] = true
	}
	return false
}

// spread returns line i with merged cells filled in. Blocks wider than 300
// columns are decoration and left out.
func (g *Grid) spread(i int) Line {
	line := g.Lines[i]
	var cells []cell.Cell
	for _, m := range g.Merged {
		if line.Number < m.Row || line.Number > m.LastRow || m.LastColumn-m.Column > 300 {
			continue
		}
		source := g.lineAt(m.Row, i)
		if source < 0 {
			continue
		}
		c := g.Lines[source].at(m.Column - 1)
		if c.Blank() {
			continue
		}
		if cells == nil {
			cells = slices.Clone(line.Cells)
		}
		for len(cells) < m.LastColumn {
			cells = append(cells, cell.Cell{})
		}
		for j := m.Column - 1; j < m.LastColumn; j++ {
			if cells[j].Blank() {
				cells[j] = c
			}
		}
	}
	if cells != nil {
		line.Cells = cells
	}
	return line
}

// lineAt finds the index of a line by its number, at or before index from; -1 if blank.
func (g *Grid) lineAt(number, from int) int {
	for i := from; i >= 0 && g.Lines[i].Number >= number; i-- {
		if g.Lines[i].Number == number {
			return i
		}
	}
	return -1
}

// steady returns how many of 100 columns hold one sort of cells below the headers.
func (g *Grid) steady(l Layout) int {
	even, columns := 0, 0
	var body []Line // without the headers once more, as on every printed page
	for _, line := range g.Lines[:min(len(g.Lines), 60)] {
		if line.Number > l.LastHeader && !g.same(line, l.LastHeader) {
			body = append(body, line)
		}
	}
	for j := range min(g.deepest, 100) {
		filled, quantities := 0, 0
		for _, line := range body {
			if c := line.at(j); !c.Blank() {
				filled++
				if cell.Measures(c) {
					quantities++
				}
			}
		}
		if filled > 1 {
			columns++
			if quantities*10 <= filled || quantities*10 >= filled*9 {
				even++
			}
		}
	}
	if columns == 0 {
		return 0
	}
	return 100 * even / columns
}

// same reports whether a line says what another says, in two cells or more.
func (g *Grid) same(line Line, number int) bool {
	for _, other := range g.Lines {
		if other.Number != number {
			continue
		}
		same := 0
		for j, c := range other.Cells {
			if !c.Blank() && label.Fold(c.Text) != label.Fold(line.at(j).Text) {
				return false
			}
			if !c.Blank() {
				same++
			}
		}
		return same > 1
	}
	return false
}
