package report

import (
	"io"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/label"
)

// Workbook writes the tables and the figures of the document, a sheet each; of
// one part alone when it is named.
func (d *Document) Workbook(w io.Writer, only string, about []string) error {
	var all []sheet.Sheet
	for _, p := range d.Parts {
		if only != "" && p.Key != only {
			continue
		}
		if len(p.Figures) > 0 {
			all = append(all, p.figureSheet(d.Lang))
		}
		if p.Table != nil && len(p.Table.Columns) > 0 {
			all = append(all, p.Table.sheet(p.Title, d.Lang))
		}
	}
	if len(d.Projects) > 0 && only == "" {
		all = append(all, d.projectSheet())
		all = append(all, d.registerSheets()...)
	}
	if len(all) == 0 {
		all = append(all, sheet.Sheet{Name: d.Title, Lang: d.Lang, Heads: []sheet.Head{{Title: nothing.In(d.Lang)}}, Rows: func(func([]sheet.Value, error) bool) {}})
	}
	all[len(all)-1].About = about
	return sheet.WriteBook(w, all)
}

func (p *Part) figureSheet(l label.Lang) sheet.Sheet {
	s := sheet.Sheet{Name: p.Title, Lang: l, Heads: []sheet.Head{
		{Title: label.T("Figure", "Chiffre").In(l), Width: 32},
		{Title: label.T("Value", "Valeur").In(l), Kind: sheet.Number, Places: 2, Width: 20},
		{Title: label.T("Before", "Avant").In(l), Kind: sheet.Number, Places: 2, Width: 20},
		{Title: label.T("In words", "En mots").In(l), Width: 40},
	}}
	s.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, f := range p.Figures {
			said := f.Value
			if f.Note != "" {
				said += " (" + f.Note + ")"
			}
			if !yield([]sheet.Value{sheet.TextValue(f.Label), f.Cell, f.Was, sheet.TextValue(said)}, nil) {
				return
			}
		}
	}
	return s
}

// value is what stands in a workbook: the typed value, or else the words.
func (c Cell) value() sheet.Value {
	if c.Value.Filled {
		return c.Value
	}
	return sheet.TextValue(strings.Map(straight, c.Text))
}

// straight leaves out the marks that would turn the direction of what follows.
func straight(r rune) rune {
	if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
		return -1
	}
	return r
}

func (t *Table) sheet(name string, l label.Lang) sheet.Sheet {
	s := sheet.Sheet{Name: name, Lang: l}
	for _, c := range t.Columns {
		s.Heads = append(s.Heads, sheet.Head{Title: c.Title, Kind: c.Kind, Width: int(c.Width * 6)})
	}
	s.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, r := range t.Rows {
			row := make([]sheet.Value, len(r))
			for i, c := range r {
				row[i] = c.value()
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

// projectSheet lists the projects with all their attributes.
func (d *Document) projectSheet() sheet.Sheet {
	t := Table{}
	for _, f := range d.Projects[0].Facts {
		kind := sheet.Text
		for _, p := range d.Projects {
			if c, ok := p.fact(f.Key); ok && c.Value.Filled {
				kind = c.Value.Kind
				break
			}
		}
		t.Columns = append(t.Columns, Column{Key: f.Key, Title: f.Label, Width: 3.5, Kind: kind})
	}
	for _, p := range d.Projects {
		row := make([]Cell, len(t.Columns))
		for i, c := range t.Columns {
			if f, ok := p.fact(c.Key); ok {
				row[i] = f.Cell
			}
		}
		t.add(row...)
	}
	return t.sheet(projectsText.In(d.Lang), d.Lang)
}

// registerSheets lists what is in the registers of all the projects.
func (d *Document) registerSheets() []sheet.Sheet {
	var out []sheet.Sheet
	for _, p := range d.Projects[0].Parts {
		if p.Table == nil {
			continue
		}
		all := Table{Columns: append([]Column{{Title: projectText.In(d.Lang), Width: 6}}, p.Table.Columns...)}
		for _, one := range d.Projects {
			for _, part := range one.Parts {
				if part.Key != p.Key || part.Table == nil {
					continue
				}
				for _, r := range part.Table.Rows {
					all.add(append([]Cell{words(one.Title)}, r...)...)
				}
			}
		}
		if len(all.Rows) > 0 {
			out = append(out, all.sheet(p.Title, d.Lang))
		}
	}
	return out
}
