// Package deck fills PowerPoint templates. A template is a presentation whose
// texts hold keys in double braces:
//
//	{{project.name}}            the text of a value, also when PowerPoint cut the key into several runs
//	{{mark project.light}}      its mark in its colour, such as a red square
//	{{each projects}}           in a row of a table: the row comes once for each project; elsewhere on a
//	                            slide, or in its notes: the slide does
//	{{each projects by 12}}     in a row: twelve rows on a slide, and as many slides as that takes
//	{{chart costs}}             in the description of a native chart: its data, and its workbook, are made anew
//
// Keys are looked for in text boxes, shapes in groups, tables, notes, charts,
// diagrams, and what stands on layouts and masters. There is no logic in a
// template, and a value is never read again for keys. A key that nothing is
// known of stays as it is. Parts of the file in which nothing is replaced come
// out byte for byte as they were, in their order.
package deck

import (
	"bytes"
	"io"
	"strings"

	"vigie/ground/money"
)

// Kind is the media type of a presentation.
const Kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

// Value is what a key stands for.
type Value struct {
	Text   string
	Mark   string // a sign for it, such as "●"; with Colour
	Colour string // of the mark, RRGGBB; empty for that of the text
}

// Text makes a value that is only text.
func Text(s string) Value { return Value{Text: s} }

// Scope is what the keys of a template, of one slide or of one row stand for.
// What a scope of a list does not know is looked for in the one around it.
type Scope struct {
	Values map[string]Value   // "project.name"
	Lists  map[string][]Scope // "projects"
	Charts map[string]Chart   // "costs"
	around *Scope
}

// Chart is the data of a native chart: series over categories, or points.
type Chart struct {
	Title      string
	Categories []string
	Series     []Series
	Points     []Point   // of bubble and scatter charts, instead
	Axes       [3]string // of points: what x, y and the size are
}

// Series is one row of figures, one for each category.
type Series struct {
	Name    string
	Values  []Number
	Colour  string   // RRGGBB; that of the template when empty
	Colours []string // of each category; Colour when empty
}

// Number is a figure that may be absent.
type Number struct {
	Amount money.Amount
	Filled bool
}

// Num makes a figure.
func Num(a money.Amount) Number { return Number{a, true} }

// Point is one point of a bubble chart.
type Point struct {
	Name       string
	X, Y, Size money.Amount
	Group      string // the points of a group are one series
	Colour     string // of the group
}

func (s *Scope) value(key string) (Value, bool) {
	for ; s != nil; s = s.around {
		if v, ok := s.Values[key]; ok {
			return v, true
		}
	}
	return Value{}, false
}

func (s *Scope) list(key string) ([]Scope, *Scope, bool) {
	for ; s != nil; s = s.around {
		if l, ok := s.Lists[key]; ok {
			return l, s, true
		}
	}
	return nil, nil, false
}

func (s *Scope) chart(key string) (Chart, bool) {
	for ; s != nil; s = s.around {
		if c, ok := s.Charts[key]; ok {
			return c, true
		}
	}
	return Chart{}, false
}

// Fill writes the template with its keys replaced. What cannot be opened, or
// expands out of all proportion, is refused.
func Fill(w io.Writer, template []byte, all Scope) error {
	p, err := open(template)
	if err != nil {
		return err
	}
	f := &filler{pack: p, all: &all}
	if err := f.fill(); err != nil {
		return err
	}
	return p.write(w)
}

// Keys returns the keys that a template holds, each once, in the order of its
// slides: "project.name", "each projects", "chart costs".
func Keys(template []byte) ([]string, error) {
	p, err := open(template)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []string
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			out = append(out, key)
		}
	}
	f := &filler{pack: p, all: &Scope{}}
	parts, err := f.texts()
	if err != nil {
		return nil, err
	}
	for _, name := range parts {
		root, b, err := p.tree(name)
		if err != nil {
			return nil, err
		}
		for _, para := range root.all(drawing, "p") {
			for _, m := range keysOf(readParagraph(para, b).text()) {
				add(m.key)
			}
		}
		for _, c := range chartKeys(root) {
			add("chart " + c.key)
		}
	}
	return out, nil
}

// Bytes is Fill into memory.
func Bytes(template []byte, all Scope) ([]byte, error) {
	var b bytes.Buffer
	err := Fill(&b, template, all)
	return b.Bytes(), err
}

// clean leaves out what XML cannot hold, and the marks that would turn the
// direction of what follows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u2028' || r == '\u2029' || r == '\v':
			return '\n'
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0xfffe, r == 0xffff, r == 0xfffd:
			return -1
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "\t", "&#9;", "\n", "&#10;")

// escape writes a text for XML, between tags or in an attribute.
func escape(s string) string { return escaper.Replace(clean(s)) }

// Slides returns how many slides a presentation has.
func Slides(b []byte) (int, error) {
	p, err := open(b)
	if err != nil {
		return 0, err
	}
	f := &filler{pack: p, all: &Scope{}}
	err = f.open()
	return len(f.slide), err
}
