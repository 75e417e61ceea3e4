package intake

import (
	"context"
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// sampled is how many rows the proposal looks at.
const sampled = 2000

// proposal is the work of finding out what the columns of a table hold.
type proposal struct {
	t        *target
	c        *field.Catalogue
	table    *sheet.Table
	cells    [][]cell.Cell // by column, of the first rows
	guesses  []cell.ColumnGuess
	plain    []string // headers as plain words
	yearly   []bool
	columns  []Column
	used     map[string]int  // attribute → column
	grows    bool            // the person may add attributes, and values to lists
	makes    bool            // the person may create projects in the unit
	projects map[string]bool // by folded name and code, where a column names programmes
	known    []entry         // the same, to be compared with
}

// propose fills the settings of an import with a mapping: the saved one that is
// asked for or that was made for the same headers, else one found from names
// and contents.
func (k *Desk) propose(ctx context.Context, who access.Who, m *Import, table *sheet.Table, mapping int64) error {
	t := targets[m.Object]
	c, err := t.catalogue(ctx, k.DB)
	if err != nil {
		return err
	}
	c = c.For(who)
	p := &proposal{t: t, c: c, table: table, used: map[string]int{}, grows: t.mayGrow(who)}
	p.look()
	p.assign()
	p.fallBack()
	p.settleUnits()
	p.assignSections()
	if err := p.settleRates(ctx, k.DB); err != nil {
		return err
	}
	s := &m.Settings
	s.Columns = p.columns
	s.Matches, s.Empty, s.Gone, s.Doubtful = nil, Clear, Leave, Ask
	if s.Currency, err = p.currency(ctx, k.DB); err != nil {
		return err
	}
	if err := k.reuse(ctx, who, m, c, mapping); err != nil {
		return err
	}
	if err := p.learnProjects(ctx, k.DB, who, m, s.Columns); err != nil {
		return err
	}
	for i := range s.Columns {
		if !p.grows {
			s.Columns[i].shrink()
		}
		p.finish(&s.Columns[i], i)
	}
	return nil
}

// shrink takes out of a column what only those may ask for who may define
// attributes: one that is still to be made, and values that a list has not.
func (col *Column) shrink() {
	if col.Action == ToNew {
		col.Action, col.New = Ignore, nil
	}
	for i := range col.Values {
		if col.Values[i].Option == NewOption && col.Kind != field.Project {
			col.Values[i].Option = ""
		}
	}
}

// look guesses every column from its first rows.
func (p *proposal) look() {
	var columns []cell.Column
	for j, c := range p.table.Columns {
		cells := p.table.Values(j)
		cells = cells[:min(len(cells), sampled)]
		p.cells = append(p.cells, cells)
		columns = append(columns, cell.Column{Header: c.Name, Cells: cells})
		plain, yearly := plainHeader(c.Name)
		p.plain, p.yearly = append(p.plain, plain), append(p.yearly, yearly)
	}
	p.guesses = cell.GuessAll(columns)
	for j, c := range p.table.Columns {
		g := p.guesses[j]
		p.columns = append(p.columns, Column{Number: c.Number, Header: c.Name, Action: Ignore, Filled: g.Filled, Samples: samples(p.cells[j]), Options: optionsOf(g.Format, g.Duration), Made: c.Made})
	}
}

// samples shows the first different texts of a column.
func samples(cells []cell.Cell) []string {
	out := []string{}
	for _, c := range cells {
		s := strings.Join(strings.Fields(c.Text), " ")
		if r := []rune(s); len(r) > 80 {
			s = string(r[:79]) + "…"
		}
		if s != "" && !slices.Contains(out, s) {
			if out = append(out, s); len(out) == 3 {
				break
			}
		}
	}
	return out
}

// pairing is a column that may hold an attribute.
type pairing struct {
	score, column int
	key           string
	extra         *extra
}

// assign gives each attribute the column that names it best.
func (p *proposal) assign() {
	var all []pairing
	for j := range p.columns {
		if p.table.Columns[j].Apart || p.table.Columns[j].Made {
			continue
		}
		if p.guesses[j].Filled > 0 || p.table.Columns[j].Number > 0 && !strings.HasPrefix(p.columns[j].Header, "(") {
			all = append(all, p.named(j)...)
		}
	}
	slices.SortStableFunc(all, func(a, b pairing) int { return b.score - a.score })
	all = p.withoutSeries(all)
	for _, x := range all {
		_, taken := p.used[x.key]
		if taken || p.columns[x.column].Action != Ignore {
			continue
		}
		p.take(x)
	}
	p.fullNames()
}

func (p *proposal) take(x pairing) {
	col := &p.columns[x.column]
	p.used[x.key] = x.column
	col.Confidence = min(x.score, 100)
	if f := p.c.Get(x.key); f != nil {
		col.Action, col.Attribute, col.Kind = ToAttribute, x.key, f.Kind
		return
	}
	kind := p.kindOf(x.extra.kind, x.column)
	col.Action, col.Kind = ToNew, kind
	col.New = &NewField{Key: x.key, Kind: kind, Label: x.extra.label, Consolidation: consolidationOf(kind)}
}

// kindOf weakens the usual kind of a new attribute where the cells do not bear it.
func (p *proposal) kindOf(k field.Kind, column int) field.Kind {
	g := p.guesses[column]
	switch {
	case p.fits(k, column):
		return k
	case g.Kind == "":
		return field.Text
	}
	return field.Kind(g.Kind)
}

// named returns what a column's header names: as a whole or, where headers stand
// in groups ("Calendar / Start"), by its last part.
func (p *proposal) named(j int) []pairing {
	out := p.pairings(j, p.plain[j], p.columns[j].Header)
	at := strings.LastIndex(p.columns[j].Header, " / ")
	if len(out) > 0 || at < 0 {
		return out
	}
	leaf := p.columns[j].Header[at+3:]
	plain, _ := plainHeader(leaf)
	out = p.pairings(j, plain, leaf)
	for i := range out {
		out[i].score = max(out[i].score-5, 1)
	}
	return out
}

func (p *proposal) pairings(j int, plain, header string) []pairing {
	var out []pairing
	if slices.Contains([]string{"n", "no", "numero", "rang", "ligne", ""}, plain) && p.isCounter(j) {
		return nil
	}
	whole := strings.Contains(plain, "whole life") || strings.Contains(plain, "wlc")
	if p.yearly[j] && !whole {
		plain = strings.ReplaceAll("year "+plain, "year financial year", "financial year")
	}
	for _, r := range p.t.rules {
		f := p.c.Get(r.key)
		if f == nil || f.Retired || f.ReadOnly {
			continue
		}
		if s := r.score(plain); s > 0 && (p.fits(f.Kind, j) || strings.Contains(r.takes, p.guesses[j].Kind) && r.takes != "") {
			out = append(out, pairing{score: s, column: j, key: r.key})
		}
	}
	for i, x := range p.t.extras {
		if f := p.c.Get(x.key); f != nil && (f.Retired || f.Kind != x.kind && !p.fits(f.Kind, j)) || f == nil && !p.grows {
			continue
		}
		if s := x.score(plain); s > 0 {
			out = append(out, pairing{score: s, column: j, key: x.key, extra: &p.t.extras[i]})
		}
	}
	folded := label.Fold(header)
	for _, f := range p.c.Fields {
		if !f.Retired && !f.ReadOnly && f.Kind != field.Computed && (f.Key == header || f.Label.IsCalled(folded)) && p.fits(f.Kind, j) {
			out = append(out, pairing{score: 110, column: j, key: f.Key})
		}
	}
	return out
}

// withoutSeries drops the attributes of one year where the file has a column
// for each of several years: those become attributes of their own.
func (p *proposal) withoutSeries(all []pairing) []pairing {
	count := map[string]int{}
	for _, x := range all {
		if x.extra != nil && strings.HasPrefix(x.key, "year_") && p.yearly[x.column] {
			count[x.key]++
		}
	}
	return slices.DeleteFunc(all, func(x pairing) bool { return count[x.key] > 1 })
}

// fullNames prefers, of two columns that name units, the one with the longer
// texts, and reads the other as their codes.
func (p *proposal) fullNames() {
	at, has := p.used["unit"]
	if !has || p.c.Get("unit_code") == nil {
		return
	}
	if _, has := p.used["unit_code"]; has {
		return
	}
	var rule rule
	for _, r := range p.t.rules {
		if r.key == "unit" {
			rule = r
		}
	}
	for j := range p.columns {
		if p.columns[j].Action != Ignore || rule.score(p.plain[j]) == 0 || !p.fits(field.Unit, j) {
			continue
		}
		long, short := at, j
		if p.mean(long) < p.mean(short) {
			long, short = short, long
		}
		if p.mean(short) > 15 {
			continue
		}
		p.take(pairing{score: 95, column: long, key: "unit"})
		p.take(pairing{score: 90, column: short, key: "unit_code"})
		return
	}
}

func (p *proposal) mean(j int) int {
	n, total := 1, 0
	for _, c := range p.cells[j] {
		if !c.Blank() {
			n, total = n+1, total+len(c.Text)
		}
	}
	return total / n
}

// fallBack makes new attributes of the columns that nothing is known about.
func (p *proposal) fallBack() {
	for j := range p.columns {
		col, g := &p.columns[j], p.guesses[j]
		if col.Action != Ignore || g.Filled == 0 {
			continue
		}
		if p.isSecondRating(j) {
			p.take(pairing{score: 70, column: j, key: "owner_light", extra: extraOf("owner_light")})
			continue
		}
		if !p.grows || p.t.closed || p.table.Columns[j].Apart || p.table.Columns[j].Made || p.isCounter(j) || p.isEdition(j) {
			continue
		}
		kind := field.Kind(g.Kind)
		col.Action, col.Kind, col.Confidence = ToNew, kind, min(g.Confidence, 60)
		title := cleanTitle(col.Header)
		col.New = &NewField{Key: p.freeKey(title), Kind: kind, Label: label.T(title, title), Consolidation: consolidationOf(kind)}
		p.used[col.New.Key] = j
	}
}

// isSecondRating reports whether the column repeats the header of the lights.
func (p *proposal) isSecondRating(j int) bool {
	first, has := p.used["light"]
	_, taken := p.used["owner_light"]
	known := p.c.Get("owner_light")
	return has && !taken && (p.grows || known != nil) && (known == nil || !known.Retired) && extraOf("owner_light") != nil && p.t.object == "project" &&
		p.guesses[j].Kind == "light" && p.plain[j] == p.plain[first]
}

func extraOf(key string) *extra {
	for i := range extras {
		if extras[i].key == key {
			return &extras[i]
		}
	}
	return nil
}

// isCounter reports whether the column numbers the rows 1, 2, 3.
func (p *proposal) isCounter(j int) bool {
	n := 0
	for _, c := range p.cells[j] {
		n++
		a, err := cell.Number(c, cell.Format{Decimal: '.'})
		if err != nil || int64(a) != int64(n)*10_000 {
			return false
		}
	}
	return n > 2
}

// isEdition reports whether the column says the same year in every row.
func (p *proposal) isEdition(j int) bool {
	switch p.plain[j] {
	case "year", "annee", "exercice", "edition", "millesime":
		return len(p.columns[j].Samples) == 1
	}
	return false
}

// cleanTitle makes a label of a header: without units, at most 100 characters.
func cleanTitle(h string) string {
	s := strings.Join(strings.Fields(strings.ReplaceAll(h, "_", " ")), " ")
	if _, c := cell.HeaderUnit(h); c != "" {
		if cut := strings.TrimSpace(brackets.ReplaceAllString(s, "")); cut != "" {
			s = strings.Join(strings.Fields(cut), " ")
		}
	}
	if r := []rune(s); len(r) > 100 {
		s = strings.TrimSpace(string(r[:99])) + "…"
	}
	return s
}

func (p *proposal) freeKey(title string) string {
	base := field.KeyFor(title)
	key := base
	for n := 2; p.c.Get(key) != nil || p.used[key] > 0 || p.hasKey(key); n++ {
		key = base[:min(len(base), 36)] + "_" + itoa(n)
	}
	return key
}

func (p *proposal) hasKey(key string) bool {
	_, has := p.used[key]
	return has || extraOf(key) != nil
}

// settleUnits decides what the amounts count, like the costs of whole projects
// where a column says nothing itself.
func (p *proposal) settleUnits() {
	var evidence []string
	for j, g := range p.guesses {
		if g.Kind == "long_text" {
			for _, c := range p.cells[j] {
				evidence = append(evidence, c.Text)
			}
		}
	}
	main, found := cell.ColumnGuess{}, false
	for _, key := range []string{"total_cost", "total_cost_baseline"} {
		if j, has := p.used[key]; has && !found {
			p.guesses[j] = cell.CostUnit(cell.Column{Header: p.columns[j].Header, Cells: p.cells[j]}, p.guesses[j], evidence)
			main, found = p.guesses[j], true
			if main.Unit == cell.FromMagnitude {
				p.columns[j].Confidence = min(p.columns[j].Confidence, 60) // for somebody to look at
			}
		}
	}
	for j := range p.columns {
		g, col := &p.guesses[j], &p.columns[j]
		if col.Kind == field.Money && found && g.Unit == cell.NoSource && (main.Unit == cell.FromEvidence || main.Unit == cell.FromMagnitude || main.Unit == cell.FromHeader) {
			g.Format.Multiplier = main.Format.Multiplier
			g.Notes = append(g.Notes, label.T("Amounts are read in the same unit as the costs of the projects", "Les montants sont lus dans la même unité que les coûts des projets"))
		}
		duration := g.Duration || col.Attribute == "duration"
		if col.Attribute == "end" || col.Attribute == "end_baseline" {
			g.Format.PeriodEnd = true
		}
		col.Options, col.Notes = optionsOf(g.Format, duration), g.Notes
	}
}

var french = strings.Fields("projet cout couts ministere debut fin duree avancement chef libelle intitule entite montant devise meteo etape priorite responsable objectifs commentaire")

// currency is what amounts without one are in: what most columns say, else that
// of the language of the headers, else that of the instance.
func (p *proposal) currency(ctx context.Context, d *db.DB) (string, error) {
	count, best := map[string]int{}, ""
	for j, col := range p.columns {
		if c := p.guesses[j].Format.Currency; c != "" && col.Kind == field.Money {
			if count[c]++; count[c] > count[best] {
				best = c
			}
		}
	}
	if best != "" {
		return best, nil
	}
	words := 0
	for _, plain := range p.plain {
		if slices.ContainsFunc(strings.Fields(plain), func(w string) bool { return slices.Contains(french, w) }) {
			words++
		}
	}
	if words > 2 {
		return "EUR", nil
	}
	set, err := db.Select[string](ctx, d, "SELECT value FROM setting WHERE key = 'currency'")
	if err != nil || len(set) == 0 || set[0] == "" {
		return "EUR", err
	}
	return set[0], nil
}
