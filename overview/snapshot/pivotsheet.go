package snapshot

import (
	"strings"

	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

var (
	emptyText  = label.T("(empty)", "(vide)")
	hiddenText = label.T("Projects that you may not see", "Projets que vous ne voyez pas")
	countText  = label.T("Projects", "Projets")

	ruleTexts = map[field.Consolidation]label.Text{
		field.Sum: label.T("sum", "somme"), field.Mean: label.T("mean", "moyenne"), field.WeightedMean: label.T("weighted mean", "moyenne pondérée"),
		field.Minimum: label.T("minimum", "minimum"), field.Maximum: label.T("maximum", "maximum"), field.Latest: label.T("latest", "dernier"),
		field.Worst: label.T("worst", "pire"), field.Best: label.T("best", "meilleur"), field.Count: label.T("filled", "renseignés"),
	}
)

// PivotSheet returns the pivot as a table, in the person's language: a column for each
// level of rows, then for each head and measure. Each line stands under the one
// it is in, with its own total; the last one is the total of all.
func (p *Pivot) PivotSheet(name string) sheet.Sheet {
	l := p.who.Lang
	out := sheet.Sheet{Name: name, Lang: l}
	for _, level := range p.Rows {
		out.Heads = append(out.Heads, sheet.Head{Title: p.levelName(level), Kind: sheet.Text})
	}
	if len(p.Rows) == 0 {
		out.Heads = append(out.Heads, sheet.Head{Title: "", Kind: sheet.Text})
	}
	heads := []string{}
	for _, h := range p.Heads {
		heads = append(heads, p.read(p.Columns[0], h.Value))
	}
	heads = append(heads, totalText.In(l))
	for i, head := range heads {
		for _, m := range p.Measures {
			title := head
			switch {
			case len(p.Heads) == 0:
				title = p.measureName(m)
			case len(p.Measures) > 1 || i == len(heads)-1:
				title += label.T(": ", "\u202f: ").In(l) + p.measureName(m)
			}
			out.Heads = append(out.Heads, sheet.Head{Title: title, Kind: p.measureKind(m), Places: p.measurePlaces(m)})
		}
	}
	var rows [][]sheet.Value
	rows = p.sheetLines(rows, p.Lines, 0)
	all := p.sheetRow(0, totalText.In(l), p.Partial(), Cell{len(p.Items), p.Sums}, p.headCells(), shareOf{all: p.Sums, row: p.Sums})
	out.Foot = [][]sheet.Value{all}
	out.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return out
}

func (p *Pivot) headCells() []Cell {
	out := make([]Cell, len(p.Heads))
	for i, h := range p.Heads {
		out[i] = Cell{h.Count, p.headSums(i)}
	}
	return out
}

func (p *Pivot) sheetLines(rows [][]sheet.Value, lines []Line, depth int) [][]sheet.Value {
	for _, l := range lines {
		missing := p.missing(p.Rows[depth], Group{Value: l.Value}, p.Partial())
		rows = append(rows, p.sheetRow(depth, p.read(p.Rows[depth], l.Value), missing, l.Cell, l.Cells, shareOf{all: p.Sums, row: l.Sums}))
		rows = p.sheetLines(rows, l.Lines, depth+1)
	}
	return rows
}

func (p *Pivot) sheetRow(depth int, name string, partial bool, whole Cell, cells []Cell, of shareOf) []sheet.Value {
	row := make([]sheet.Value, max(len(p.Rows), 1))
	if partial {
		name += " (" + partialText.In(p.who.Lang) + ")"
	}
	row[depth] = sheet.TextValue(name)
	for at, c := range cells {
		of.column = p.headSums(at)
		row = append(row, p.sheetCell(c, of)...)
	}
	of.column = p.Sums
	return append(row, p.sheetCell(whole, of)...)
}

func (p *Pivot) sheetCell(c Cell, of shareOf) []sheet.Value {
	out := make([]sheet.Value, len(p.Measures))
	for i, t := range c.Sums {
		if share, ok := p.share(i, t, of); p.Share != "" && p.shares(p.Measures[i]) {
			if ok {
				out[i] = sheet.PercentValue(share)
			}
			continue
		}
		out[i] = p.sheetTotal(p.Measures[i], t)
	}
	return out
}

// shares reports whether a measure adds up, so that its cells may be shown as per
// cents.
func (p *Pivot) shares(m Measure) bool { return m.Field == nil || addsUp(m.Field.Consolidation) }

func addsUp(rule field.Consolidation) bool { return rule == field.Sum || rule == field.Count }

func (p *Pivot) sheetTotal(m Measure, t Total) sheet.Value {
	switch {
	case t.Rule == field.Count:
		return sheet.NumberValue(money.Units(int64(t.Filled)))
	case t.ByCurrency == nil:
		return p.cell(m.Field, t.Value, "")
	case t.Converted != nil && t.Converted.Amount != nil && len(t.ByCurrency) > 1:
		return sumValue(t.Converted.Amount, t.Converted.Currency)
	}
	var texts []string
	for _, c := range sortedKeys(t.ByCurrency) {
		if len(t.ByCurrency) == 1 {
			return sumValue(t.ByCurrency[c], c)
		}
		texts = append(texts, BigFixed(t.ByCurrency[c], c)+" "+c)
	}
	return sheet.TextValue(strings.Join(texts, " + "))
}

func (p *Pivot) measureName(m Measure) string {
	if m.Field == nil {
		return countText.In(p.who.Lang)
	}
	return m.Field.Label.In(p.who.Lang) + " (" + ruleTexts[m.Field.Consolidation].In(p.who.Lang) + ")"
}

func (p *Pivot) measureKind(m Measure) sheet.Kind {
	switch {
	case p.Share != "" && p.shares(m):
		return sheet.Percent
	case m.Field == nil || m.Field.Consolidation == field.Count:
		return sheet.Number
	}
	return sheetKind(m.Field)
}

func (p *Pivot) measurePlaces(m Measure) int {
	switch {
	case p.Share != "" && p.shares(m):
		return 1
	case m.Field == nil || m.Field.Consolidation == field.Count:
		return 0
	}
	return places(m.Field)
}

func (p *Pivot) levelName(l Level) string {
	name := l.Field.Label.In(p.who.Lang)
	switch l.By {
	case "month":
		return name + label.T(" by month", " par mois").In(p.who.Lang)
	case "quarter":
		return name + label.T(" by quarter", " par trimestre").In(p.who.Lang)
	case "year":
		return name + label.T(" by year", " par année").In(p.who.Lang)
	}
	if l.at != nil {
		return name + label.F(", level %s", ", niveau %s", l.By).In(p.who.Lang)
	}
	return name
}

// read is what a group of a level is called.
func (p *Pivot) read(l Level, v field.Value) string {
	lang := p.who.Lang
	switch {
	case !v.Set:
		return emptyText.In(lang)
	case l.By == "year":
		return l.Period(v.N)
	case l.By == "quarter":
		return label.F("Q%d %d", "T%d %d", v.N%4+1, v.N/4).In(lang)
	case l.By == "month":
		return day.Month(v.N).In(lang)
	case l.Field.Kind == field.Project && v.N == hiddenProject:
		return hiddenText.In(lang)
	}
	switch l.Field.ValueKind() {
	case field.Date:
		return day.Day(v.N).In(lang)
	case field.Month:
		return day.Month(v.N).In(lang)
	case field.Number, field.Money, field.Percent:
		return money.Amount(v.N).In(lang)
	case field.YesNo:
		if v.N != 0 {
			return label.T("Yes", "Oui").In(lang)
		}
		return label.T("No", "Non").In(lang)
	}
	return p.Names.Text(l.Field, v, lang)
}
