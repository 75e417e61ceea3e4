package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"vigie/format/deck"
	"vigie/ground/label"
)

// PowerPoint fills a template; nil is the one of the house, made for what the
// document holds.
func (d *Document) PowerPoint(w io.Writer, template []byte) error {
	if template == nil {
		var err error
		if template, err = d.House(); err != nil {
			return err
		}
	}
	return deck.Fill(w, template, d.Scope())
}

// Scope is what the keys of a template stand for: report.title, the facts of a
// project as project.KEY, figures as figure.KEY.value, the rows of each table as
// a list of its key, the charts by the key of their part, and the sheets of
// projects as the list projects.
func (d *Document) Scope() deck.Scope {
	s := d.scope("report")
	s.Values["report.footer"] = deck.Text(d.Footer)
	for i, line := range d.Lines {
		s.Values[fmt.Sprintf("report.line%d", i+1)] = deck.Text(line)
	}
	for i := len(d.Lines); i < 5; i++ {
		s.Values[fmt.Sprintf("report.line%d", i+1)] = deck.Text("")
	}
	all := []deck.Scope{}
	for i := range d.Projects {
		all = append(all, d.Projects[i].scope("project"))
	}
	s.Lists["projects"] = all
	s.Lists["pairs"] = pairs(all)
	return s
}

func (d *Document) scope(name string) deck.Scope {
	s := deck.Scope{Values: map[string]deck.Value{}, Lists: map[string][]deck.Scope{}, Charts: map[string]deck.Chart{}}
	s.Values[name+".title"], s.Values[name+".subtitle"] = deck.Text(d.Title), deck.Text(d.Subtitle)
	for _, f := range d.Facts {
		s.Values[name+"."+f.Key] = valueOf(f.Cell)
		s.Values[name+"."+f.Key+".label"] = deck.Text(f.Label)
	}
	for i := range d.Parts {
		d.Parts[i].into(s)
	}
	if name == "project" {
		s.Values["project.changes"] = deck.Text(d.changeLines())
		d.bare(s)
	}
	return s
}

// pairs puts projects in two columns, to be read down the one and then down the other
// on each slide.
func pairs(all []deck.Scope) []deck.Scope {
	var out []deck.Scope
	for from := 0; from < len(all); from += 2 * pairsOnPage {
		page := all[from:min(from+2*pairsOnPage, len(all))]
		rows := (len(page) + 1) / 2
		for i := range rows {
			one := deck.Scope{Values: map[string]deck.Value{}}
			for side, at := range map[string]int{"left.": i, "right.": i + rows} {
				for key, v := range all[0].Values {
					if at < len(page) {
						v = page[at].Values[key]
					} else {
						v = deck.Value{}
					}
					one.Values[side+strings.TrimPrefix(key, "project.")] = v
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// bare makes what a project has nothing of known, and empty: a template shows its
// own sample of nothing.
func (d *Document) bare(s deck.Scope) {
	for _, key := range ofSheets {
		if _, ok := s.Values[key+".title"]; !ok {
			s.Values[key+".title"], s.Values[key+".note"], s.Values[key+".text"] = deck.Value{}, deck.Value{}, deck.Value{}
		}
		if _, ok := s.Lists[key]; !ok && key != "projects" {
			s.Lists[key] = []deck.Scope{}
		}
	}
	if _, ok := s.Charts["costs"]; !ok {
		title := costsText.In(d.Lang)
		s.Charts["costs"] = deck.Chart{Title: title, Series: []deck.Series{{Name: title}}}
	}
}

// changeLines says what changed on a project in a few lines.
func (d *Document) changeLines() string {
	out := ""
	for _, p := range d.Parts {
		if p.Key != "changes" {
			continue
		}
		if p.Table.empty() && p.Text == "" {
			return label.T("Nothing changed", "Rien n’a changé").In(d.Lang)
		}
		out = p.Text
		if p.Table == nil {
			continue
		}
		for i, r := range p.Table.Rows {
			if i == 6 && len(p.Table.Rows) > 7 {
				out += more(len(p.Table.Rows)-6, d.Lang)
				break
			}
			if len(r) < 3 {
				out += r[len(r)-1].Text + "\n"
				continue
			}
			out += r[0].Text + label.T(": ", "\u202f: ").In(d.Lang)
			if r[1].Text != "" {
				out += r[1].Text + " → "
			}
			out += r[2].Text + "\n"
		}
	}
	return strings.TrimSpace(out)
}

// more says how many were left out: two or more.
func more(n int, l label.Lang) string { return label.F("and %d more", "et %d autres", n).In(l) }

func valueOf(c Cell) deck.Value {
	return deck.Value{Text: c.Text, Mark: marks[c.Sign], Colour: string(c.Colour)}
}

// into adds what a part holds.
func (p *Part) into(s deck.Scope) {
	s.Values[p.Key+".title"], s.Values[p.Key+".note"], s.Values[p.Key+".text"] = deck.Text(p.Title), deck.Text(p.Note), deck.Text(p.Text)
	for i, f := range p.Figures {
		for _, key := range []string{f.Key, strconv.Itoa(i + 1)} {
			s.Values[p.Key+"."+key+".label"], s.Values[p.Key+"."+key+".value"] = deck.Text(f.Label), deck.Text(f.Value)
			s.Values[p.Key+"."+key+".note"] = deck.Text(f.Note)
		}
	}
	if p.Native != nil {
		s.Charts[p.Key] = *p.Native
	}
	if p.Table == nil {
		return
	}
	s.Values[p.Key+".more"] = deck.Text(p.Table.more())
	rows := []deck.Scope{}
	for _, r := range p.Table.shown() {
		one := deck.Scope{Values: map[string]deck.Value{}}
		for i, c := range p.Table.Columns {
			if i < len(r) {
				one.Values[p.Table.Item+"."+c.Key] = valueOf(r[i])
			}
		}
		rows = append(rows, one)
	}
	s.Lists[p.Key] = rows
}
