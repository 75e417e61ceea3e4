package report

import (
	"cmp"
	"fmt"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/ground/label"
)

// rowsOnPage is how many rows of a table a slide of the house has.
const rowsOnPage = 13

// House makes the template of the house for what the document holds: a cover, a
// slide for each part, and one that is repeated for each project.
func (d *Document) House() ([]byte, error) {
	pages := []deck.Page{{Cover: true, Title: "{{report.title}}", Shapes: []deck.Shape{deck.Words{
		Box: deck.Box{X: 72, Y: 306, W: 760, H: 130}, Name: "About", Lines: []deck.Line{
			{Text: "{{report.subtitle}}", Size: 18, Colour: deck.Ink2, After: 10},
			{Text: "{{report.line1}}", Size: 12, Colour: deck.Ink3, After: 3},
			{Text: "{{report.line2}}", Size: 12, Colour: deck.Ink3, After: 3},
			{Text: "{{report.line3}}", Size: 12, Colour: deck.Ink3},
		},
	}}}}
	for i := range d.Parts {
		pages = append(pages, d.Parts[i].pages()...)
	}
	if len(d.Projects) > 0 || d.Kind == Project {
		pages = append(pages, d.overview(), d.projectPage())
	}
	tag := map[label.Lang]string{label.EN: "en-GB", label.FR: "fr-FR"}[d.Lang]
	return deck.Make(pages, "{{report.footer}}", tag)
}

func (d *Document) say(en, fr string) string { return label.T(en, fr).In(d.Lang) }

// overview lists the projects.
func (d *Document) overview() deck.Page {
	return deck.Page{Title: d.say("Projects", "Projets"), Shapes: []deck.Shape{deck.Grid{
		Box: deck.Box{X: 40, Y: 84, W: 880, H: 400}, Name: "Projects", Size: 11, Row: 26,
		Columns: []deck.Column{
			{Title: d.say("Project", "Projet"), Cell: fmt.Sprintf("{{each projects by %d}}{{project.name}}", rowsOnPage), Width: 6, Bold: true},
			{Title: d.say("Project manager", "Chef de projet"), Cell: "{{project.manager}}", Width: 3},
			{Title: d.say("Weather", "Météo"), Cell: "{{mark project.weather}} {{project.weather}}", Width: 2.2},
			{Title: d.say("Confidence", "Confiance"), Cell: "{{mark project.light}} {{project.light}}", Width: 2.2},
			{Title: d.say("Progress", "Avancement"), Cell: "{{project.progress}}", Width: 1.8, Right: true},
			{Title: d.say("End", "Fin"), Cell: "{{project.end}}", Width: 2, Right: true},
			{Title: d.say("Total cost", "Coût total"), Cell: "{{project.total_cost}}", Width: 2.4, Right: true},
		},
	}}}
}

// projectPage is the slide of one project, repeated for each.
func (d *Document) projectPage() deck.Page {
	fact := func(x, w float64, key, title string, marked bool) []deck.Shape {
		value := "{{project." + key + "}}"
		if marked {
			value = "{{mark project." + key + "}} " + value
		}
		return []deck.Shape{
			deck.Rule{X: x, Y: 104, W: w, Colour: "D2D2CC"},
			deck.Words{Box: deck.Box{X: x, Y: 109, W: w, H: 44}, Name: title, Lines: []deck.Line{{Text: title, Size: 9.5, Colour: deck.Ink3, After: 3}, {Text: value, Size: 16, Bold: true}}},
		}
	}
	shapes := []deck.Shape{deck.Words{Box: deck.Box{X: 40, Y: 78, W: 880, H: 16}, Name: "Who", Lines: []deck.Line{{Text: "{{project.subtitle}}", Size: 12, Colour: deck.Ink3}}}}
	shapes = append(shapes, fact(40, 160, "weather", d.say("Weather", "Météo"), true)...)
	shapes = append(shapes, fact(220, 160, "light", d.say("Confidence", "Confiance"), true)...)
	shapes = append(shapes, fact(400, 160, "progress", d.say("Progress", "Avancement"), false)...)
	shapes = append(shapes, fact(580, 160, "end", d.say("End", "Fin"), false)...)
	shapes = append(shapes, fact(760, 160, "total_cost", d.say("Total cost", "Coût total"), false)...)
	left := []deck.Line{
		{Text: d.say("What changed", "Ce qui a changé"), Size: 12, Bold: true, Colour: deck.Accent, After: 4},
		{Text: "{{project.changes}}", Size: 13, After: 12},
		{Text: d.say("Comment of the month", "Commentaire du mois"), Size: 12, Bold: true, Colour: deck.Accent, After: 4},
		{Text: "{{project.comment}}", Size: 13},
	}
	if !d.compares() {
		left = left[2:]
	}
	shapes = append(shapes,
		deck.Words{Box: deck.Box{X: 40, Y: 168, W: 420, H: 330}, Name: "Text", Lines: left},
		deck.Words{Box: deck.Box{X: 500, Y: 168, W: 420, H: 16}, Name: "Costs title", Lines: []deck.Line{{Text: d.say("Costs", "Coûts"), Size: 12, Bold: true, Colour: deck.Accent}}},
		deck.Graph{Box: deck.Box{X: 500, Y: 184, W: 420, H: 116}, Form: deck.Bars, Key: "costs", Name: "Costs", Size: 10, Names: []string{"Costs"}},
		deck.Words{Box: deck.Box{X: 500, Y: 308, W: 420, H: 16}, Name: "Dates title", Lines: []deck.Line{{Text: d.say("Key dates", "Dates clés"), Size: 12, Bold: true, Colour: deck.Accent}}},
		deck.Grid{Box: deck.Box{X: 500, Y: 326, W: 420, H: 150}, Name: "Dates", Size: 10.5, Row: 22, Columns: []deck.Column{
			{Title: d.say("Key date", "Date clé"), Cell: "{{each dates by 6}}{{mark date.name}} {{date.name}}", Width: 5},
			{Title: "Date", Cell: "{{date.date}}", Width: 2.2, Right: true},
			{Title: d.say("Baseline", "Référence"), Cell: "{{date.baseline}}", Width: 2.2, Right: true},
			{Title: d.say("Status", "Statut"), Cell: "{{date.status}}", Width: 2},
		}})
	return deck.Page{Title: "{{project.title}}", Notes: "{{each projects}}", Shapes: shapes}
}

// compares reports whether the sheets say what changed.
func (d *Document) compares() bool {
	for _, p := range d.Projects {
		for _, part := range p.Parts {
			if part.Key == "changes" {
				return true
			}
		}
	}
	return false
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
	if p.Table == nil || len(p.Table.Rows) == 0 {
		return nil
	}
	size, row := 11.0, 25.0
	if w < 600 {
		size, row = 9.5, 24
	}
	if len(p.Table.Columns) > 6 {
		size -= 1.5
	}
	rows := int((500-y)/(row*1.12)) - 1
	g := deck.Grid{Box: deck.Box{X: x, Y: y, W: w, H: 60}, Name: p.Title, Size: size, Row: row}
	for i, c := range p.Table.Columns {
		cell := "{{mark " + p.Table.Item + "." + c.Key + "}} "
		if !p.Table.marked(i) {
			cell = ""
		}
		cell += "{{" + p.Table.Item + "." + c.Key + "}}"
		if i == 0 {
			cell = fmt.Sprintf("{{each %s by %d}}%s", p.Key, max(rows, 3), cell)
		}
		g.Columns = append(g.Columns, deck.Column{Title: c.Title, Cell: cell, Width: c.Width, Right: c.Right, Bold: c.Bold})
	}
	return []deck.Shape{g}
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
