package deck

import (
	"bytes"
	"strconv"
	"strings"
)

// edits returns what replaces the keys of a part, in one scope, on one page of
// its split rows.
func (f *filler) edits(n *node, b []byte, s *Scope, page int) []edit {
	var out []edit
	n.each(func(k *node) bool {
		switch {
		case k.is(drawing, "p"):
			out = append(out, fillParagraph(k, b, s)...)
			return false
		case k.is(drawing, "tr"):
			if list, by, ok := rowMarker(k, b, s); ok {
				out = append(out, edit{k.from, k.to, f.repeat(k, b, s, list, by, page)})
				return false
			}
		case k.name == "cNvPr":
			out = append(out, describe(k, b, s)...)
		}
		return true
	})
	return out
}

// rowMarker returns the list for which a row is repeated: one that is known.
func rowMarker(row *node, b []byte, s *Scope) (list string, by int, ok bool) {
	for _, p := range row.all(drawing, "p") {
		for _, k := range keysOf(readParagraph(p, b).text()) {
			if name, n, is := k.each(); is {
				if _, _, known := s.list(name); known {
					return name, n, true
				}
			}
		}
	}
	return "", 0, false
}

// repeat writes a row once for each item, or for those of one page. Without an
// item one row stays, empty: a table must have one.
func (f *filler) repeat(row *node, b []byte, s *Scope, list string, by, page int) []byte {
	items, around, _ := s.list(list)
	if by > 0 {
		items = items[min(page*by, len(items)):min((page+1)*by, len(items))]
	}
	var out bytes.Buffer
	for i := range items {
		item := &items[i]
		item.around = around
		if s.around != nil && around != s {
			item.around = s
		}
		out.Write(f.row(row, b, item, i > 0 || page > 0))
	}
	if len(items) == 0 {
		out.Write(f.row(row, b, &Scope{Values: blanks(row, b), around: s}, false))
	}
	return out.Bytes()
}

// blanks makes every key of a row known, and empty.
func blanks(row *node, b []byte) map[string]Value {
	out := map[string]Value{}
	for _, p := range row.all(drawing, "p") {
		for _, k := range keysOf(readParagraph(p, b).text()) {
			out[strings.TrimPrefix(k.key, "mark ")] = Value{}
		}
	}
	return out
}

// row writes one row. A copy gets a number of its own where rows have numbers.
func (f *filler) row(row *node, b []byte, s *Scope, copied bool) []byte {
	var edits []edit
	row.each(func(k *node) bool {
		switch {
		case k.is(drawing, "p"):
			edits = append(edits, fillParagraph(k, b, s)...)
			return false
		case copied && k.name == "rowId":
			f.rows++
			edits = append(edits, edit{k.from, k.to, setAttr(k.bytes(b), "val", strconv.FormatInt(1_000_000+f.rows, 10))})
		}
		return true
	})
	return apply(b, row.from, row.to, edits)
}

// describe replaces the keys in the description of a shape, which screen readers
// say; that of a chart becomes its title.
func describe(n *node, b []byte, s *Scope) []edit {
	tag := b[n.from:n.in]
	out := tag
	for _, name := range []string{"descr", "title"} {
		text := n.attr(name)
		found := keysOf(text)
		if len(found) == 0 {
			continue
		}
		var said strings.Builder
		at, changed := 0, false
		for _, k := range found {
			value, known := lookUp(k, s)
			if chart, ok := strings.CutPrefix(k.key, "chart "); ok {
				var c Chart
				c, known = s.chart(chart)
				value.text = c.Title
			}
			if known {
				said.WriteString(text[at:k.from] + value.text)
				at, changed = k.to, true
			}
		}
		said.WriteString(text[at:])
		if changed {
			out = setAttr(out, name, said.String())
		}
	}
	if bytes.Equal(out, tag) {
		return nil
	}
	return []edit{{n.from, n.in, out}}
}

// repeats returns the list for which a slide is repeated: the first marker
// outside of the rows of tables, on the slide or in its notes.
func (f *filler) repeats(own []string) (string, bool) {
	for _, name := range own {
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		root, b, err := f.pack.tree(name)
		if err != nil {
			continue // told when the part is filled
		}
		found := ""
		root.each(func(k *node) bool {
			if k.is(drawing, "tr") {
				return false
			}
			if !k.is(drawing, "p") {
				return true
			}
			for _, key := range keysOf(readParagraph(k, b).text()) {
				if list, _, ok := key.each(); ok && found == "" {
					if _, _, known := f.all.list(list); known {
						found = list
					}
				}
			}
			return false
		})
		if found != "" {
			return found, true
		}
	}
	return "", false
}

// pages returns how many slides the split rows of one slide take: at least one.
func (f *filler) pages(part string, s *Scope) (int, error) {
	root, b, err := f.pack.tree(part)
	if err != nil {
		return 0, err
	}
	pages := 1
	for _, row := range root.all(drawing, "tr") {
		if list, by, ok := rowMarker(row, b, s); ok && by > 0 {
			items, _, _ := s.list(list)
			pages = max(pages, (len(items)+by-1)/by)
		}
	}
	return pages, nil
}
