package report

import (
	"io"
	"time"

	"vigie/format/chart"
	"vigie/format/pdf"
	"vigie/ground/label"
)

// PDF writes the document on paper.
func (d *Document) PDF(w io.Writer, author string, now time.Time) error {
	tag := map[label.Lang]string{label.EN: "en-GB", label.FR: "fr-FR"}[d.Lang]
	out := pdf.New(pdf.About{Title: d.Title, Author: author, Subject: d.Subtitle, Lang: tag, Footer: d.Footer, Page: label.T("Page %d / %d", "Page %d / %d").In(d.Lang), Created: now})
	if d.Kind != Project {
		out.Cover(d.Title, d.Subtitle, d.Lines)
		d.parts(out, 2)
	}
	for i := range d.Projects {
		out.Fresh()
		d.Projects[i].onPage(out, d.says)
	}
	return out.Write(w)
}

// onPage writes the sheet of a project. Its head has the attributes of which says is
// true: those that some project of the document has.
func (d *Document) onPage(out *pdf.Doc, says func(string) bool) {
	out.Heading(1, d.Title, 60)
	if d.Subtitle != "" {
		out.Note(d.Subtitle)
	}
	var signs []pdf.Column
	var values []pdf.Cell
	for _, key := range []string{"weather", "light", "progress", "end", "total_cost"} {
		if f, ok := d.fact(key); ok && says(key) {
			signs = append(signs, pdf.Column{Title: f.Label, Width: 1, Bold: true})
			values = append(values, cell(dash(f.Cell)))
		}
	}
	if len(signs) > 0 {
		out.Space(4)
		out.Table(signs, [][]pdf.Cell{values})
	}
	d.parts(out, 2)
	var pairs []pdf.Pair
	for _, f := range d.Facts {
		if f.Text != "" && f.Label != "" && !apart[f.Key] && d.part(longPart+f.Key) == nil {
			pairs = append(pairs, pdf.Pair{Name: f.Label, Value: f.Text})
		}
	}
	if len(pairs) > 0 {
		out.Heading(2, label.T("All attributes", "Tous les attributs").In(d.Lang), 60)
		out.Pairs(pairs)
	}
}

func cell(c Cell) pdf.Cell { return pdf.Cell{Text: c.Text, Sign: c.Sign, Colour: c.Colour} }

func (d *Document) parts(out *pdf.Doc, level int) {
	for _, p := range d.Parts {
		if p.Table.empty() && p.Text == "" && len(p.Figures) == 0 && d.Kind == Project {
			if p.Bars == nil && p.Key != "changes" {
				continue // a sheet says nothing of registers that are empty
			}
		}
		p.onPaper(out, d.Lang, level)
	}
}

func (p *Part) onPaper(out *pdf.Doc, l label.Lang, level int) {
	drawn := p.drawing(out.Width())
	follows := 50.0
	switch {
	case drawn != nil:
		follows = min(drawn.H, 420)
	case p.Table != nil && len(p.Figures) == 0 && p.Text == "" && len(p.Table.Rows) > 0:
		follows = out.Starts(p.Table.filled().paper())
	}
	if p.Note != "" {
		follows += 17
	}
	out.Heading(level, p.Title, follows)
	if p.Note != "" {
		out.Note(p.Note)
	}
	if len(p.Figures) > 0 {
		var all []pdf.Figure
		for _, f := range p.Figures {
			all = append(all, pdf.Figure{Label: f.Label, Value: f.Value, Note: f.Note, Colour: f.Colour})
		}
		out.Figures(all)
	}
	if p.Text != "" {
		out.Text(p.Text)
	}
	if drawn != nil {
		out.Draw(drawn)
	}
	switch {
	case p.Table == nil || p.Timeline != nil || p.Bubble != nil:
	case len(p.Table.Rows) == 0:
		out.Note(nothing.In(l))
	default:
		out.Table(p.Table.filled().paper())
		if more := p.Table.more(); more != "" {
			out.Note(more)
		}
	}
}

func (t *Table) paper() ([]pdf.Column, [][]pdf.Cell) {
	columns := make([]pdf.Column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = pdf.Column{Title: c.Title, Width: c.Width, Right: c.Right, Bold: c.Bold}
	}
	rows := make([][]pdf.Cell, len(t.Rows))
	for i, r := range t.Rows {
		for _, c := range r {
			rows[i] = append(rows[i], cell(c))
		}
	}
	return columns, rows
}

// drawing draws the chart of a part; nil when it has none.
func (p *Part) drawing(width float64) *chart.Drawing {
	switch {
	case p.Bars != nil && len(p.Bars.Categories) > 0:
		return p.Bars.Draw(width)
	case p.Curve != nil:
		return p.Curve.Draw(width)
	case p.Bubble != nil && len(p.Bubble.Points) > 0:
		return p.Bubble.Draw(width)
	case p.Timeline != nil && len(p.Timeline.Rows) > 0:
		return p.Timeline.Draw(width)
	}
	return nil
}
