package report

import (
	"cmp"
	"fmt"
	"slices"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/ground/label"
)

// How many projects a slide of the house lists: one beside the other, so many twice.
const (
	rowsOnPage  = 13
	pairsOnPage = 14
)

// besideChart is how many rows of a table stand beside its chart; more take slides of
// their own, so that the chart is not drawn again on each.
const besideChart = 18

// House makes the template of the house for what the document holds: a cover, a
// slide for each part, and one that is repeated for each project.
func (d *Document) House() ([]byte, error) {
	pages := []deck.Page{{Cover: true, Title: "{{report.title}}", Shapes: []deck.Shape{deck.Words{
		Box: deck.Box{X: 72, Y: 306, W: 760, H: 130}, Name: "About", Lines: []deck.Line{
			{Text: "{{report.subtitle}}", Size: 18, Colour: deck.Ink2, After: 10},
			{Text: "{{report.line1}}", Size: 12, Colour: deck.Ink3, After: 3},
			{Text: "{{report.line2}}", Size: 12, Colour: deck.Ink3, After: 3},
			{Text: "{{report.line3}}", Size: 12, Colour: deck.Ink3, After: 3},
			{Text: "{{report.line4}}", Size: 12, Colour: deck.Ink3},
		},
	}}}}
	var passed []*Part
	for i := range d.Parts {
		switch p := &d.Parts[i]; {
		case p.Key != "new" && p.Key != "gone":
			pages = append(pages, p.pages()...)
		default:
			passed = append(passed, p)
			if i+1 == len(d.Parts) || d.Parts[i+1].Key != "gone" {
				pages = append(pages, d.passages(passed))
			}
		}
	}
	if len(d.Projects) > 0 || d.Kind == Project {
		if len(d.Projects) != 1 || d.sample() {
			pages = append(pages, d.overview())
		}
		pages = append(pages, d.projectPage())
	}
	tag := map[label.Lang]string{label.EN: "en-GB", label.FR: "fr-FR"}[d.Lang]
	return deck.Make(pages, "{{report.footer}}", tag)
}

func (d *Document) say(en, fr string) string { return label.T(en, fr).In(d.Lang) }

// sample reports whether the document stands for all that are made like it.
func (d *Document) sample() bool {
	return !slices.ContainsFunc(d.Projects, func(p Document) bool { return len(p.Facts) > 0 })
}

// says reports whether a project says something of an attribute: what none does needs
// no column.
func (d *Document) says(key string) bool {
	return d.sample() || slices.ContainsFunc(d.Projects, func(p Document) bool {
		f, _ := p.fact(key)
		return f.Text != ""
	})
}

// overview lists the projects, in two columns where there are many and little is to
// be said of each.
func (d *Document) overview() deck.Page {
	all := slices.DeleteFunc([]deck.Column{
		{Title: d.say("Project", "Projet"), Cell: "name", Width: 6, Bold: true},
		{Title: d.say("Project manager", "Chef de projet"), Cell: "manager", Width: 3},
		{Title: d.say("Weather", "Météo"), Cell: "weather", Width: 2.2},
		{Title: d.say("Confidence", "Confiance"), Cell: "light", Width: 2.2},
		{Title: d.say("Progress", "Avancement"), Cell: "progress", Width: 1.8, Right: true},
		{Title: d.say("End", "Fin"), Cell: "end", Width: 2, Right: true},
		{Title: d.say("Total cost", "Coût total"), Cell: "total_cost", Width: 2.4, Right: true},
	}, func(c deck.Column) bool { return !c.Bold && !d.says(c.Cell) })
	columns := func(each, of string) (out []deck.Column) {
		for i, c := range all {
			key := of + "." + c.Cell
			c.Cell = "{{" + key + "}}"
			if key == of+".weather" || key == of+".light" {
				c.Cell = "{{mark " + key + "}} " + c.Cell
			}
			if i == 0 {
				c.Cell = each + c.Cell
			}
			out = append(out, c)
		}
		return out
	}
	page := deck.Page{Title: d.say("Projects", "Projets")}
	g := deck.Grid{Box: deck.Box{X: 40, Y: 84, W: 880, H: 400}, Name: page.Title, Size: 11, Row: 26}
	if len(d.Projects) > 2*rowsOnPage && len(all) <= 4 {
		g.Size, g.Row = 9, 22
		left, right := columns(fmt.Sprintf("{{each pairs by %d}}", pairsOnPage), "left"), columns("", "right")
		g.Columns = slices.Concat(left, []deck.Column{{Width: 0.5}}, right)
	} else {
		g.Columns = columns(fmt.Sprintf("{{each projects by %d}}", rowsOnPage), "project")
	}
	page.Shapes = []deck.Shape{g}
	return page
}

// passages is the slide of the projects that are new, beside those that are gone: the
// lists are cut so that they fit.
func (d *Document) passages(all []*Part) deck.Page {
	page := deck.Page{Title: d.say("New and gone", "Entrées et sorties")}
	wide := (880 - 30*float64(len(all)-1)) / float64(len(all))
	for i, p := range all {
		x := 40 + float64(i)*(wide+30)
		page.Shapes = append(page.Shapes,
			deck.Words{Box: deck.Box{X: x, Y: 78, W: wide - 200, H: 16}, Name: p.Title, Lines: []deck.Line{{Text: "{{" + p.Key + ".title}}", Size: 12, Bold: true, Colour: deck.Accent}}},
			deck.Words{Box: deck.Box{X: x + wide - 200, Y: 81, W: 200, H: 14}, Name: "More", Lines: []deck.Line{{Text: "{{" + p.Key + ".more}}", Size: 9, Colour: deck.Ink3, Right: true}}},
			p.gridOf(deck.Grid{Box: deck.Box{X: x, Y: 98, W: wide, H: 60}, Name: p.Title, Size: 8.5, Row: 20}, p.Key))
	}
	return page
}

// projectPage is the slide of one project, repeated for each.
func (d *Document) projectPage() deck.Page {
	facts := []struct {
		key, title string
		marked     bool
	}{
		{"weather", d.say("Weather", "Météo"), true},
		{"light", d.say("Confidence", "Confiance"), true},
		{"progress", d.say("Progress", "Avancement"), false},
		{"end", d.say("End", "Fin"), false},
		{"total_cost", d.say("Total cost", "Coût total"), false},
	}
	shapes := []deck.Shape{deck.Words{Box: deck.Box{X: 40, Y: 78, W: 880, H: 16}, Name: "Who", Lines: []deck.Line{{Text: "{{project.subtitle}}", Size: 12, Colour: deck.Ink3}}}}
	x := 40.0
	for _, f := range facts {
		if !d.says(f.key) {
			continue
		}
		value := "{{project." + f.key + "}}"
		if f.marked {
			value = "{{mark project." + f.key + "}} " + value
		}
		shapes = append(shapes, deck.Rule{X: x, Y: 104, W: 160, Colour: "D2D2CC"},
			deck.Words{Box: deck.Box{X: x, Y: 109, W: 160, H: 44}, Name: f.title, Lines: []deck.Line{{Text: f.title, Size: 9.5, Colour: deck.Ink3, After: 3}, {Text: value, Size: 16, Bold: true}}})
		x += 180
	}
	left := []deck.Line{
		{Text: d.say("What changed", "Ce qui a changé"), Size: 12, Bold: true, Colour: deck.Accent, After: 4},
		{Text: "{{project.changes}}", Size: 13, After: 12},
		{Text: d.say("Comment of the month", "Commentaire du mois"), Size: 12, Bold: true, Colour: deck.Accent, After: 4},
		{Text: "{{project.comment}}", Size: 13},
	}
	all := d.sample()
	switch {
	case all || d.has("comment"):
	case d.has("description"):
		left[2].Text, left[3].Text = d.say("Description", "Description"), "{{project.description}}"
	default:
		left = left[:2]
	}
	if !d.has("changes") {
		left = left[2:]
	}
	dates, wide := 308.0, 420.0
	if !all && !d.has("costs") && !d.has("dates") {
		wide = 880
	}
	if len(left) > 0 {
		shapes = append(shapes, deck.Words{Box: deck.Box{X: 40, Y: 168, W: wide, H: 330}, Name: "Text", Lines: left})
	}
	if all || d.has("costs") {
		shapes = append(shapes, deck.Words{Box: deck.Box{X: 500, Y: 168, W: 420, H: 16}, Name: "Costs title", Lines: []deck.Line{{Text: d.say("Costs", "Coûts"), Size: 12, Bold: true, Colour: deck.Accent}}},
			deck.Graph{Box: deck.Box{X: 500, Y: 184, W: 420, H: 116}, Form: deck.Bars, Key: "costs", Name: "Costs", Size: 10, Names: []string{"Costs"}})
	} else {
		dates = 168
	}
	if all || d.has("dates") {
		shapes = append(shapes, deck.Words{Box: deck.Box{X: 500, Y: dates, W: 420, H: 16}, Name: "Dates title", Lines: []deck.Line{{Text: d.say("Key dates", "Dates clés"), Size: 12, Bold: true, Colour: deck.Accent}}},
			deck.Grid{Box: deck.Box{X: 500, Y: dates + 18, W: 420, H: 150}, Name: "Dates", Size: 10.5, Row: 22, Columns: []deck.Column{
				{Title: d.say("Key date", "Date clé"), Cell: "{{each dates by 6}}{{mark date.name}} {{date.name}}", Width: 5},
				{Title: "Date", Cell: "{{date.date}}", Width: 2.2, Right: true},
				{Title: d.say("Baseline", "Référence"), Cell: "{{date.baseline}}", Width: 2.2, Right: true},
				{Title: d.say("Status", "Statut"), Cell: "{{date.status}}", Width: 2},
			}})
	}
	return deck.Page{Title: "{{project.title}}", Notes: "{{each projects}}", Shapes: shapes}
}

// has reports whether some project has something in a part.
func (d *Document) has(key string) bool {
	return slices.ContainsFunc(d.Projects, func(one Document) bool {
		p := one.part(key)
		return p != nil && (key == "changes" || p.Text != "" || p.Native != nil || !p.Table.empty())
	})
}

// pages are the slides of a part.
func (p *Part) pages() []deck.Page {
	title := "{{" + p.Key + ".title}}"
	note := deck.Words{Box: deck.Box{X: 40, Y: 76, W: 880, H: 16}, Name: "Note", Lines: []deck.Line{{Text: "{{" + p.Key + ".note}}", Size: 11, Colour: deck.Ink3}}}
	drawn := p.drawing(880)
	switch {
	case len(p.Figures) > 0:
		shapes := append(p.figures(), p.grid(40, 880, 110+92*float64((len(p.Figures)+3)/4))...)
		if p.Note != "" {
			shapes = append(shapes, note)
		}
		return []deck.Page{{Title: title, Shapes: shapes}}
	case p.Timeline != nil && drawn != nil:
		return p.calendar(title)
	case p.Bubble != nil && drawn != nil:
		return []deck.Page{{Title: title, Shapes: []deck.Shape{
			p.graph(deck.Box{X: 40, Y: 80, W: 880, H: 404}),
			deck.Words{Box: deck.Box{X: 40, Y: 488, W: 880, H: 14}, Name: "Axes", Lines: []deck.Line{{Text: p.Native.Axes[0] + " → · " + p.Native.Axes[1] + " ↑ · ● " + p.Native.Axes[2], Size: 9.5, Colour: deck.Ink3}}},
		}}}
	case p.Bars != nil && drawn != nil && p.Table != nil && len(p.Table.shown()) > besideChart:
		return []deck.Page{{Title: title, Shapes: []deck.Shape{p.graph(deck.Box{X: 40, Y: 80, W: 880, H: 424})}}, {Title: title, Shapes: p.grid(40, 880, 84)}}
	case p.Bars != nil && drawn != nil:
		return []deck.Page{{Title: title, Shapes: append([]deck.Shape{p.graph(deck.Box{X: 40, Y: 80, W: 420, H: 424})}, p.grid(480, 440, 84)...)}}
	case p.Table != nil && len(p.Table.Rows) > 0:
		shapes := p.grid(40, 880, 84)
		if p.Note != "" {
			shapes = append([]deck.Shape{note}, p.grid(40, 880, 100)...)
		}
		return []deck.Page{{Title: title, Shapes: shapes}}
	}
	text := "{{" + p.Key + ".text}}"
	if p.Text == "" {
		return nil // an empty slide says nothing
	}
	return []deck.Page{{Title: title, Shapes: []deck.Shape{deck.Words{Box: deck.Box{X: 40, Y: 88, W: 880, H: 400}, Name: "Text", Lines: []deck.Line{{Text: text, Size: 16}}}}}}
}

func (p *Part) graph(b deck.Box) deck.Shape {
	g := deck.Graph{Box: b, Form: p.Form, Key: p.Key, Name: p.Title, Size: 10, Axes: p.Axes, Free: p.negative()}
	for _, s := range p.Native.Series {
		g.Names = append(g.Names, s.Name)
	}
	return g
}

// figures are the figures of a part, four in a line.
func (p *Part) figures() []deck.Shape {
	var out []deck.Shape
	for i, f := range p.Figures {
		x, y := 40+float64(i%4)*224, 96+float64(i/4)*92
		key := fmt.Sprintf("%s.%d", p.Key, i+1)
		size := 26.0
		if len([]rune(f.Value)) > 14 {
			size = 17
		}
		out = append(out, deck.Rule{X: x, Y: y, W: 206, Colour: "D2D2CC"}, deck.Words{Box: deck.Box{X: x, Y: y + 7, W: 206, H: 74}, Name: f.Label, Lines: []deck.Line{
			{Text: "{{" + key + ".label}}", Size: 11, Colour: deck.Ink3, After: 4},
			{Text: "{{" + key + ".value}}", Size: size, Bold: true, After: 2},
			{Text: "{{" + key + ".note}}", Size: 10.5, Colour: string(cmp.Or(f.Colour, chart.Ink3))},
		}})
	}
	return out
}

// grid is the table of a part.
func (p *Part) grid(x, w, y float64) []deck.Shape {
	if p.Table.empty() {
		return nil
	}
	t := p.Table.filled()
	size, row := 11.0, 25.0
	if w < 600 {
		size, row = 9.5, 24
	}
	if len(t.Columns) > 6 {
		size -= 1.5
	}
	rows := max(int((500-y)/(row*1.12))-1, 3)
	switch n := len(p.Table.shown()); {
	case n > rows && float64(n) <= 1.3*float64(rows):
		rows, row, size = n, row*float64(rows)/float64(n), size-1 // all on one slide, closer
	case n > rows:
		pages := (n + rows - 1) / rows
		rows = (n + pages - 1) / pages // as many on each slide
	}
	g := deck.Grid{Box: deck.Box{X: x, Y: y, W: w, H: 60}, Name: p.Title, Size: size, Row: row}
	return []deck.Shape{p.gridOf(g, fmt.Sprintf("%s by %d", p.Key, rows))}
}

// gridOf gives a grid the columns of the table, with a row for each of a list.
func (p *Part) gridOf(g deck.Grid, each string) deck.Grid {
	t := p.Table.filled()
	for i, c := range t.Columns {
		cell := "{{mark " + t.Item + "." + c.Key + "}} "
		if !t.marked(i) {
			cell = ""
		}
		cell += "{{" + t.Item + "." + c.Key + "}}"
		if i == 0 {
			cell = "{{each " + each + "}}" + cell
		}
		g.Columns = append(g.Columns, deck.Column{Title: c.Title, Cell: cell, Width: c.Width, Right: c.Right, Bold: c.Bold})
	}
	return g
}

// marked reports whether a column has signs.
func (t *Table) marked(i int) bool {
	for _, r := range t.Rows {
		if i < len(r) && r[i].Sign != 0 {
			return true
		}
	}
	return false
}

// calendar draws a timeline, as many rows on a slide as can be read.
func (p *Part) calendar(title string) []deck.Page {
	var out []deck.Page
	pages := (len(p.Timeline.Rows) + 29) / 30
	most := (len(p.Timeline.Rows) + pages - 1) / max(pages, 1)
	for from := 0; from < len(p.Timeline.Rows); from += most {
		part := *p.Timeline
		part.Rows = part.Rows[from:min(from+most, len(part.Rows))]
		out = append(out, deck.Page{Title: title, Shapes: []deck.Shape{deck.Picture{Box: deck.Box{X: 40, Y: 82, W: 880, H: 420}, Name: p.Title, Drawing: part.Draw(800)}}})
	}
	return out
}

// negative reports whether a figure of the chart lies below zero.
func (p *Part) negative() bool {
	for _, s := range p.Native.Series {
		for _, v := range s.Values {
			if v.Filled && v.Amount < 0 {
				return true
			}
		}
	}
	return false
}
