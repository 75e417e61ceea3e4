package deck

import (
	"bytes"
	"slices"
	"strings"

	"vigie/format/sheet"
)

// chartKey is a chart of a slide that asks for data.
type chartKey struct {
	key, ref string
}

// chartKeys finds the charts of a slide whose name, title or description holds
// a key.
func chartKeys(root *node) []chartKey {
	var out []chartKey
	root.each(func(n *node) bool {
		if !n.is(presentation, "graphicFrame") {
			return true
		}
		ref, key := "", ""
		n.each(func(k *node) bool {
			switch {
			case k.is(charts, "chart"):
				ref = k.ref("id")
			case k.is(presentation, "cNvPr"):
				for _, m := range keysOf(k.attr("descr") + "\n" + k.attr("title") + "\n" + k.attr("name")) {
					if name, ok := strings.CutPrefix(m.key, "chart "); ok && key == "" {
						key = name
					}
				}
			}
			return true
		})
		if ref != "" && key != "" {
			out = append(out, chartKey{key, ref})
		}
		return false
	})
	return out
}

// chartsOf finds the data of the charts of a slide, by part.
func (f *filler) chartsOf(part string, s *Scope, into map[string]Chart) error {
	root, _, err := f.pack.tree(part)
	if err != nil {
		return err
	}
	keys := chartKeys(root)
	if len(keys) == 0 {
		return nil
	}
	rels, err := f.pack.relations(part)
	if err != nil {
		return err
	}
	for _, k := range keys {
		data, known := s.chart(k.key)
		if r, ok := target(rels, k.ref); ok && known && !r.external && f.pack.has(r.target) {
			into[r.target] = data
		}
	}
	return nil
}

// chartEdits puts data into a chart: its series, and the workbook that opens
// when somebody edits it.
func (f *filler) chartEdits(root *node, b []byte, name string, c Chart, one *instance) ([]edit, error) {
	c = c.inGroups()
	plot := root.down(charts, "chartSpace", "chart", "plotArea")
	if plot == nil {
		return nil, nil
	}
	var edits []edit
	var series []*node
	for _, group := range plot.kids {
		series = append(series, kidsOf(group, "ser")...)
	}
	if len(series) == 0 {
		return nil, nil
	}
	w := &chartWriter{b: b, pre: series[0].prefix(b), c: c}
	last := -1
	for i, n := range series {
		if i >= w.count() {
			edits = append(edits, edit{n.from, n.to, nil})
			continue
		}
		last = i
		edits = append(edits, edit{n.from, n.to, w.series(n, i, false)})
	}
	if last >= 0 {
		var more bytes.Buffer
		for i := len(series); i < w.count(); i++ {
			more.Write(w.series(series[last], i, true))
		}
		if more.Len() > 0 {
			at := slices.IndexFunc(edits, func(e edit) bool { return e.from == series[last].from })
			edits[at].with = append(edits[at].with, more.Bytes()...)
		}
	}
	more, err := f.workbook(root, b, name, c, one)
	return append(edits, more...), err
}

func kidsOf(n *node, name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.is(charts, name) {
			out = append(out, k)
		}
	}
	return out
}

// workbook gives a chart a workbook of its data, under a name of its own when
// the old one is not an .xlsx file inside the presentation.
func (f *filler) workbook(root *node, b []byte, name string, c Chart, one *instance) ([]edit, error) {
	book, err := c.book()
	if err != nil {
		return nil, err
	}
	rels, err := f.pack.relations(name)
	if err != nil {
		return nil, err
	}
	space := root.kids[0]
	data := space.kid(charts, "externalData")
	ref := ""
	if data != nil {
		ref = data.ref("id")
	}
	old, ok := target(rels, ref)
	if ok && !old.external && strings.HasSuffix(strings.ToLower(old.target), ".xlsx") && one.names[old.target] != "" {
		one.books[one.names[old.target]] = true
		return nil, f.pack.put(one.names[old.target], book)
	}
	fresh := f.pack.free("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx")
	if err := f.pack.put(fresh, book); err != nil {
		return nil, err
	}
	f.added = append(f.added, override(fresh, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
	var edits []edit
	made := relation{id: ref, full: references + "/package", target: fresh}
	if !ok {
		made.id = "rIdWorkbook"
		rels = append(rels, made)
		if data == nil {
			end := space.out
			for _, behind := range []string{"extLst", "userShapes", "printSettings"} {
				if k := space.kid(charts, behind); k != nil {
					end = k.from
				}
			}
			pre := space.prefix(b)
			edits = append(edits, edit{end, end, []byte(`<` + pre + `externalData xmlns:r="` + references + `" r:id="rIdWorkbook"><` + pre + `autoUpdate val="0"/></` + pre + `externalData>`)})
		}
	} else {
		for i := range rels {
			if rels[i].id == ref {
				rels[i] = made
			}
		}
	}
	for i, r := range rels {
		if as := one.names[r.target]; as != "" && !r.external {
			rels[i].target = as
		}
	}
	return edits, f.pack.writeRelations(one.names[name], rels)
}

// book writes the data as the workbook of a chart.
func (c Chart) book() ([]byte, error) {
	s := sheet.Sheet{Name: "Sheet1", Heads: []sheet.Head{{Title: " "}}}
	if len(c.Points) > 0 {
		for i, title := range []string{"X", "Y", "Size"} {
			if c.Axes[i] != "" {
				title = c.Axes[i]
			}
			s.Heads = append(s.Heads, sheet.Head{Title: title, Kind: sheet.Number, Places: 2})
		}
		s.Heads = append(s.Heads, sheet.Head{Title: " "})
	}
	for _, one := range c.Series {
		s.Heads = append(s.Heads, sheet.Head{Title: one.Name, Kind: sheet.Number, Places: 2})
	}
	s.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, p := range c.Points {
			if !yield([]sheet.Value{sheet.TextValue(clean(p.Name)), sheet.NumberValue(p.X), sheet.NumberValue(p.Y), sheet.NumberValue(p.Size), sheet.TextValue(clean(p.Group))}, nil) {
				return
			}
		}
		for i, cat := range c.Categories {
			row := []sheet.Value{sheet.TextValue(clean(cat))}
			for _, one := range c.Series {
				var v sheet.Value
				if i < len(one.Values) && one.Values[i].Filled {
					v = sheet.NumberValue(one.Values[i].Amount)
				}
				row = append(row, v)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	err := sheet.WriteXLSX(&b, s)
	return b.Bytes(), err
}
