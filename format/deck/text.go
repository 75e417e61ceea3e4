package deck

import (
	"regexp"
	"strconv"
	"strings"
)

// key is a key found in a text: [from, to) with its braces.
type key struct {
	from, to int
	key      string // as it is looked up: "project.name", "each projects by 12", "mark project.light"
}

var keyForm = regexp.MustCompile(`\{\{([^{}\n]{1,200})\}\}`)

// keysOf finds the keys of a text.
func keysOf(text string) []key {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var out []key
	for _, m := range keyForm.FindAllStringSubmatchIndex(text, -1) {
		inner := strings.Map(func(r rune) rune {
			if r == '\u00a0' || r == '\u202f' || r == '\t' {
				return ' '
			}
			return r
		}, text[m[2]:m[3]])
		if k := strings.ToLower(strings.Join(strings.Fields(inner), " ")); k != "" {
			out = append(out, key{m[0], m[1], k})
		}
	}
	return out
}

// each reads "each projects by 12": the list, and how many rows a slide has; 0
// for all.
func (k key) each() (list string, by int, ok bool) {
	words := strings.Fields(k.key)
	switch {
	case len(words) == 2 && words[0] == "each":
		return words[1], 0, true
	case len(words) == 4 && words[0] == "each" && words[2] == "by":
		n, err := strconv.Atoi(words[3])
		return words[1], n, err == nil && n > 0 && n <= 1000
	}
	return "", 0, false
}

// paragraph is the text of a paragraph by the runs that it is cut into.
type paragraph struct {
	runs []run
}

// run is a piece of a paragraph with one style; breaks and fields are runs
// without a node, in which nothing is replaced.
type run struct {
	node *node
	text string
}

func readParagraph(p *node, b []byte) paragraph {
	var out paragraph
	for _, k := range p.kids {
		switch {
		case k.is(drawing, "r"):
			if t := k.kid(drawing, "t"); t != nil {
				out.runs = append(out.runs, run{k, t.text(b)})
			}
		case k.is(drawing, "br"), k.is(drawing, "fld"):
			out.runs = append(out.runs, run{nil, "\n"})
		}
	}
	return out
}

func (p paragraph) text() string {
	var s strings.Builder
	for _, r := range p.runs {
		s.WriteString(r.text)
	}
	return s.String()
}

// bit is a part of what a run becomes.
type bit struct {
	text, colour string
}

// fillParagraph returns the edits that replace the keys of a paragraph. A key
// takes the style of the run in which it begins.
func fillParagraph(p *node, b []byte, s *Scope) []edit {
	para := readParagraph(p, b)
	text := para.text()
	found := keysOf(text)
	if len(found) == 0 {
		return nil
	}
	var edits []edit
	at := 0
	for _, r := range para.runs {
		from, to := at, at+len(r.text)
		at = to
		if r.node == nil {
			continue
		}
		if bits, changed := fillRun(text, from, to, found, s); changed {
			edits = append(edits, edit{r.node.from, r.node.to, writeRun(r.node, b, bits)})
		}
	}
	return edits
}

// fillRun returns what the run [from, to) of a text becomes.
func fillRun(text string, from, to int, found []key, s *Scope) (bits []bit, changed bool) {
	at := from
	for _, k := range found {
		if k.to <= from || k.from >= to {
			continue
		}
		bit, known := lookUp(k, s)
		if !known {
			continue
		}
		changed = true
		if k.from >= from {
			bits = append(bits, plain(text[at:k.from]), bit)
		}
		if at = min(k.to, to); bit.text == "" && strings.HasPrefix(k.key, "mark ") && strings.HasPrefix(text[at:to], " ") {
			at++ // no space behind a mark that is not there
		}
	}
	return append(bits, plain(text[at:to])), changed
}

func plain(s string) bit { return bit{text: s} }

// lookUp returns what a key becomes. Markers of repetition become nothing.
func lookUp(k key, s *Scope) (bit, bool) {
	if list, _, ok := k.each(); ok {
		_, _, known := s.list(list)
		return bit{}, known
	}
	if name, ok := strings.CutPrefix(k.key, "mark "); ok {
		v, known := s.value(name)
		return bit{v.Mark, v.Colour}, known
	}
	v, known := s.value(k.key)
	return bit{text: v.Text}, known
}

// writeRun writes a run anew: as many runs as there are colours and lines, each
// in the style of the old one.
func writeRun(n *node, b []byte, bits []bit) []byte {
	pre := n.prefix(b)
	style := ""
	style0 := n.kid(drawing, "rPr")
	if style0 != nil {
		style = string(style0.bytes(b))
	}
	var out, same strings.Builder
	flush := func(style string) {
		if same.Len() > 0 {
			out.WriteString("<" + pre + "r>" + style + "<" + pre + "t>" + same.String() + "</" + pre + "t></" + pre + "r>")
			same.Reset()
		}
	}
	for _, bit := range bits {
		if bit.colour != "" && bit.text != "" {
			flush(style)
			same.WriteString(escape(bit.text))
			flush(coloured(style0, b, pre, bit.colour))
			continue
		}
		for i, line := range strings.Split(clean(bit.text), "\n") {
			if i > 0 {
				flush(style)
				out.WriteString("<" + pre + "br>" + style + "</" + pre + "br>")
			}
			same.WriteString(escape(line))
		}
	}
	flush(style)
	if out.Len() == 0 {
		return []byte("<" + pre + "r>" + style + "<" + pre + "t></" + pre + "t></" + pre + "r>")
	}
	return []byte(out.String())
}

var fills = map[string]bool{"noFill": true, "solidFill": true, "gradFill": true, "blipFill": true, "pattFill": true, "grpFill": true}

// coloured returns the style of a run with another colour.
func coloured(style *node, b []byte, pre, colour string) string {
	fill := "<" + pre + `solidFill><` + pre + `srgbClr val="` + escape(colour) + `"/></` + pre + "solidFill>"
	if style == nil {
		return "<" + pre + "rPr>" + fill + "</" + pre + "rPr>"
	}
	if style.in == style.to { // <a:rPr …/>
		tag := strings.TrimSuffix(string(style.bytes(b)), "/>")
		return tag + ">" + fill + "</" + pre + "rPr>"
	}
	at, to := style.in, style.in
	for _, k := range style.kids {
		if fills[k.name] {
			at, to = k.from, k.to
			break
		}
		if k.is(drawing, "ln") {
			at, to = k.to, k.to
		}
	}
	return string(b[style.from:at]) + fill + string(b[to:style.to])
}
