package deck

import (
	"fmt"
	"strings"

	"vigie/format/chart"
	"vigie/format/face"
)

// Picture is a drawing as shapes of PowerPoint, in one group: they can be moved
// and changed one by one.
type Picture struct {
	Box
	Name    string
	Drawing *chart.Drawing
}

func (p Picture) xml(m *maker, id int) string {
	d := p.Drawing
	scale := min(p.W/max(d.W, 1), p.H/max(d.H, 1))
	var b strings.Builder
	place := Box{p.X, p.Y, d.W * scale, d.H * scale}
	fmt.Fprintf(&b, `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="%[4]d" y="%[5]d"/><a:ext cx="%[6]d" cy="%[7]d"/><a:chOff x="%[4]d" y="%[5]d"/><a:chExt cx="%[6]d" cy="%[7]d"/></a:xfrm></p:grpSpPr>`,
		id, escape(p.Name), escape(d.Title), emu(place.X), emu(place.Y), emu(place.W), emu(place.H))
	for i, s := range d.Shapes {
		b.WriteString(p.shape(m, id*1000+i, s, scale))
	}
	return b.String() + `</p:grpSp>`
}

func (p Picture) shape(m *maker, id int, s chart.Shape, scale float64) string {
	head := fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%d"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>`, id, id)
	line := `<a:ln><a:noFill/></a:ln>`
	if s.Stroke != "" {
		line = fmt.Sprintf(`<a:ln w="%d">%s</a:ln>`, emu(s.Width*scale), solid(string(s.Stroke)))
	}
	fill := `<a:noFill/>`
	if s.Fill != "" && s.Kind != chart.Words {
		fill = solid(string(s.Fill))
		if s.Opacity > 0 {
			fill = strings.Replace(fill, "/></a:solidFill>", fmt.Sprintf(`><a:alpha val="%d"/></a:srgbClr></a:solidFill>`, int(s.Opacity*100000)), 1)
		}
	}
	at := func(x, y, w, h float64) Box { return Box{p.X + x*scale, p.Y + y*scale, w * scale, h * scale} }
	switch s.Kind {
	case chart.Rect:
		return head + at(s.X, s.Y, s.W, s.H).frame("a") + preset("rect") + fill + line + `</p:spPr></p:sp>`
	case chart.Disc:
		return head + at(s.X-s.W, s.Y-s.W, 2*s.W, 2*s.W).frame("a") + preset("ellipse") + fill + line + `</p:spPr></p:sp>`
	case chart.Path:
		return head + p.path(s, at) + fill + line + `</p:spPr></p:sp>`
	}
	wide := face.Width(s.Text, s.Size, s.Bold)*1.06 + 2
	x := s.X - wide*float64(s.Anchor)/2
	side := [...]string{"l", "ctr", "r"}[s.Anchor]
	return head + at(x, s.Y-s.Size, wide, s.Size*1.25).frame("a") + preset("rect") + `<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="` + side + `"/>` +
		m.run(s.Text, max(s.Size*scale, 5), s.Bold, string(s.Fill)) + `</a:p></p:txBody></p:sp>`
}

func preset(name string) string { return `<a:prstGeom prst="` + name + `"><a:avLst/></a:prstGeom>` }

// path writes a shape of its own form.
func (p Picture) path(s chart.Shape, at func(x, y, w, h float64) Box) string {
	left, top, right, bottom := s.Points[0].X, s.Points[0].Y, s.Points[0].X, s.Points[0].Y
	for _, q := range s.Points {
		left, top, right, bottom = min(left, q.X), min(top, q.Y), max(right, q.X), max(bottom, q.Y)
	}
	box := at(left, top, right-left, bottom-top)
	var b strings.Builder
	fmt.Fprintf(&b, `%s<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="%d" h="%d">`, box.frame("a"), emu(box.W), emu(box.H))
	for i, q := range s.Points {
		spot := at(q.X, q.Y, 0, 0)
		verb := []string{"moveTo", "lnTo"}[min(i, 1)]
		fmt.Fprintf(&b, `<a:%[1]s><a:pt x="%[2]d" y="%[3]d"/></a:%[1]s>`, verb, emu(spot.X-box.X), emu(spot.Y-box.Y))
	}
	if s.Fill != "" {
		b.WriteString(`<a:close/>`)
	}
	return b.String() + `</a:path></a:pathLst></a:custGeom>`
}
