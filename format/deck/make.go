package deck

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// Page is one slide of a presentation that is made from nothing. Lengths are
// points on a page of 960 × 540, which is 16:9.
type Page struct {
	Cover  bool
	Title  string
	Notes  string // only markers of repetition stand there in templates
	Shapes []Shape
}

// Shape is what stands on a page.
type Shape interface {
	xml(m *maker, id int) string
}

// Box is a place on a page.
type Box struct{ X, Y, W, H float64 }

// Words is a text box.
type Words struct {
	Box
	Name  string // for screen readers and the list of shapes
	Lines []Line
	Fill  string // RRGGBB; none when empty
	Low   bool   // at the bottom of the box
}

// Line is one paragraph.
type Line struct {
	Text   string
	Size   float64
	Bold   bool
	Colour string // ink when empty
	Right  bool
	Centre bool
	After  float64 // space below, in points
}

// Rule is a hairline.
type Rule struct {
	X, Y, W float64
	Colour  string
}

// Grid is a table with hairlines: a header, and rows as they are written.
type Grid struct {
	Box
	Name    string
	Columns []Column
	Size    float64 // of the text
	Row     float64 // the height of a row
	Plain   bool    // without the header
}

// Column is one column of a Grid: its header, and what its cells hold.
type Column struct {
	Title, Cell string
	Width       float64
	Right       bool
	Bold        bool
}

// The looks of Vigie, in the names of its tokens.
const (
	ink, ink2, ink3 = "1B1E24", "474D57", "61676F"
	hairline        = "E5E5E1"
	Accent          = "2750B8"
	Ink, Ink2, Ink3 = ink, ink2, ink3
)

type maker struct {
	footer string
	lang   string
	parts  []madePart
	kinds  strings.Builder
	rels   []relation // of the page at work
	charts int
}

type madePart struct {
	name string
	body []byte
}

func (m *maker) add(name, kind, body string) {
	m.parts = append(m.parts, madePart{name, []byte(body)})
	if kind != "" {
		m.kinds.WriteString(override(name, kind))
	}
}

const (
	format = "application/vnd.openxmlformats-officedocument."
	spaces = ` xmlns:a="` + drawing + `" xmlns:r="` + references + `" xmlns:p="` + presentation + `"`
)

// Make writes a presentation in the looks of the house. The footer stands at
// the bottom of every page but the cover; lang is a tag such as "fr-FR".
func Make(pages []Page, footer, lang string) ([]byte, error) {
	m := &maker{footer: footer, lang: lang}
	for i, p := range pages {
		if err := m.page(i+1, p); err != nil {
			return nil, err
		}
	}
	m.frame(len(pages))
	m.presentation(len(pages))
	return m.pack()
}

func (m *maker) pack() ([]byte, error) {
	types := head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="xlsx" ContentType="` + format + `spreadsheetml.sheet"/>` + m.kinds.String() + `</Types>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range append([]madePart{{typesPart, []byte(types)}}, m.parts...) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write(p.body)
		}
		if err != nil {
			return nil, fmt.Errorf("making a presentation: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("making a presentation: %w", err)
	}
	return b.Bytes(), nil
}

// page writes one slide with its relations, charts and notes.
func (m *maker) page(n int, p Page) error {
	layout := 2
	if p.Cover {
		layout = 1
	}
	name := fmt.Sprintf("ppt/slides/slide%d.xml", n)
	m.rels = []relation{{id: "rId1", full: references + "/slideLayout", target: fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", layout)}}
	var body strings.Builder
	body.WriteString(m.title(p))
	for i, s := range p.Shapes {
		body.WriteString(s.xml(m, i+3))
	}
	if p.Notes != "" {
		m.rels = append(m.rels, relation{id: "rIdNotes", full: references + "/notesSlide", target: fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n)})
		m.notes(n, name, p.Notes)
	}
	m.add(name, format+"presentationml.slide+xml", head+`<p:sld`+spaces+`>`+tree(body.String())+`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	m.relations(name, m.rels)
	return nil
}

func (m *maker) relations(name string, all []relation) {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range all {
		b.WriteString(r.xml())
	}
	m.add(relsOf(name), "", b.String()+"</Relationships>")
}

// tree puts shapes into the tree that a slide has.
func tree(shapes string) string {
	return `<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>` +
		shapes + `</p:spTree></p:cSld>`
}

func (m *maker) title(p Page) string {
	kind := "title"
	if p.Cover {
		kind = "ctrTitle"
	}
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="%s"/><a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>`,
		kind, m.lang, escape(p.Title))
}

// emu turns points into the unit of the format.
func emu(points float64) int64 { return int64(points*12700 + 0.5) }

func (b Box) frame(tag string) string {
	return fmt.Sprintf(`<%[1]s:xfrm><a:off x="%[2]d" y="%[3]d"/><a:ext cx="%[4]d" cy="%[5]d"/></%[1]s:xfrm>`, tag, emu(b.X), emu(b.Y), emu(b.W), emu(b.H))
}

func solid(colour string) string {
	return `<a:solidFill><a:srgbClr val="` + colour + `"/></a:solidFill>`
}

func (w Words) xml(m *maker, id int) string {
	fill, anchor := "<a:noFill/>", "t"
	if w.Fill != "" {
		fill = solid(w.Fill)
	}
	if w.Low {
		anchor = "b"
	}
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>%s</p:spPr>`+
		`<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="%s"><a:normAutofit/></a:bodyPr><a:lstStyle/>%s</p:txBody></p:sp>`,
		id, escape(w.Name), w.frame("a"), fill, anchor, m.lines(w.Lines))
}

func (m *maker) lines(all []Line) string {
	var b strings.Builder
	for _, l := range all {
		side := "l"
		switch {
		case l.Right:
			side = "r"
		case l.Centre:
			side = "ctr"
		}
		fmt.Fprintf(&b, `<a:p><a:pPr algn="%s"><a:spcAft><a:spcPts val="%d"/></a:spcAft></a:pPr>%s</a:p>`, side, int(l.After*100), m.run(l.Text, l.Size, l.Bold, l.Colour))
	}
	return b.String()
}

func (m *maker) run(text string, size float64, bold bool, colour string) string {
	weight := ""
	if bold {
		weight = ` b="1"`
	}
	if colour == "" {
		colour = ink
	}
	return fmt.Sprintf(`<a:r><a:rPr lang="%s" sz="%d"%s dirty="0">%s</a:rPr><a:t>%s</a:t></a:r>`, m.lang, int(size*100), weight, solid(colour), escape(text))
}

func (r Rule) xml(_ *maker, id int) string {
	colour := r.Colour
	if colour == "" {
		colour = hairline
	}
	return fmt.Sprintf(`<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="%d" name="Line %d"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>%s<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525">%s</a:ln></p:spPr></p:cxnSp>`,
		id, id, Box{r.X, r.Y, r.W, 0}.frame("a"), solid(colour))
}

func (g Grid) xml(m *maker, id int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>%s<a:graphic><a:graphicData uri="%s/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>`,
		id, escape(g.Name), g.frame("p"), strings.TrimSuffix(drawing, "/main"))
	var wide float64
	for _, c := range g.Columns {
		wide += c.Width
	}
	for _, c := range g.Columns {
		fmt.Fprintf(&b, `<a:gridCol w="%d"/>`, emu(c.Width*g.W/wide))
	}
	b.WriteString(`</a:tblGrid>`)
	if !g.Plain {
		g.row(&b, m, true)
	}
	g.row(&b, m, false)
	b.WriteString(`</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`)
	return b.String()
}

func (g Grid) row(b *strings.Builder, m *maker, first bool) {
	fmt.Fprintf(b, `<a:tr h="%d">`, emu(g.Row))
	for _, c := range g.Columns {
		l := Line{Text: c.Cell, Size: g.Size, Bold: c.Bold, Right: c.Right}
		under := hairline
		if first {
			l, under = Line{Text: c.Title, Size: g.Size - 1, Colour: ink3, Right: c.Right}, "8E949D"
		}
		fmt.Fprintf(b, `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>%s</a:txBody><a:tcPr marL="0" marR="%d" marT="38100" marB="38100" anchor="ctr">%s<a:lnB w="6350">%s</a:lnB><a:noFill/></a:tcPr></a:tc>`,
			m.lines([]Line{l}), emu(10), strings.Join([]string{noLine("lnL"), noLine("lnR"), noLine("lnT")}, ""), solid(under))
	}
	b.WriteString(`</a:tr>`)
}

func noLine(name string) string { return `<a:` + name + ` w="0"><a:noFill/></a:` + name + `>` }
