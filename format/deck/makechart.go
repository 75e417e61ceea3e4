package deck

import (
	"fmt"
	"strings"

	"vigie/ground/money"
)

// Graph is a native chart: it opens in PowerPoint's own editor, with its workbook.
type Graph struct {
	Box
	Form  Form
	Key   string // of its data: "chart costs" is asked for as "costs"
	Name  string
	Size  float64 // of its text
	Names []string
	// Names are those of the series that the template shows the looks of.
}

// Form is a kind of chart.
type Form uint8

// The forms of charts.
const (
	Bars    Form = iota // lying, one beside another
	Columns             // standing, one beside another
	Stacked             // lying, one behind another
	Curves              // lines over time
	Bubbles
)

// looks are the colours of the series, by their place: what is now, what was.
var looks = []string{"accent1", "accent2", "accent3", "accent4", "accent5", "accent6"}

func (g Graph) xml(m *maker, id int) string {
	m.charts++
	part := fmt.Sprintf("ppt/charts/chart%d.xml", m.charts)
	book := fmt.Sprintf("ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", m.charts)
	ref := fmt.Sprintf("rId%d", 100+m.charts)
	m.rels = append(m.rels, relation{id: ref, full: references + "/chart", target: part})
	sample := g.sample()
	workbook, err := sample.book()
	if err != nil {
		workbook = nil
	}
	m.add(book, "", string(workbook))
	m.add(part, format+"drawingml.chart+xml", g.chart(sample))
	m.relations(part, []relation{{id: "rId1", full: references + "/package", target: book}})
	return fmt.Sprintf(`<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="%s" descr="{{chart %s}}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>%s<a:graphic><a:graphicData uri="%s"><c:chart xmlns:c="%s" r:id="%s"/></a:graphicData></a:graphic></p:graphicFrame>`,
		id, escape(g.Name), escape(g.Key), g.frame("p"), charts, charts, ref)
}

// sample is what the chart shows before it is filled.
func (g Graph) sample() Chart {
	c := Chart{Title: g.Name, Categories: []string{"A", "B", "C"}}
	if g.Form == Bubbles {
		c.Points = []Point{{Name: "A", X: money.Units(1), Y: money.Units(2), Size: money.Units(3), Group: "A"}, {Name: "B", X: money.Units(2), Y: money.Units(1), Size: money.Units(2), Group: "A"}}
		c.Categories = nil
		return c
	}
	for i, name := range g.Names {
		c.Series = append(c.Series, Series{Name: name, Values: []Number{Num(money.Units(int64(3 + i))), Num(money.Units(int64(5 + i))), Num(money.Units(int64(2 + i)))}})
	}
	return c
}

func (g Graph) chart(sample Chart) string {
	var s strings.Builder
	s.WriteString(head + `<c:chartSpace xmlns:c="` + charts + `" xmlns:a="` + drawing + `" xmlns:r="` + references + `"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>`)
	s.WriteString(g.plot(sample))
	s.WriteString(`<c:spPr><a:noFill/></c:spPr></c:plotArea>`)
	if len(g.Names) > 1 || g.Form == Bubbles {
		s.WriteString(`<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>`)
	}
	fmt.Fprintf(&s, `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d">%s</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>`, int(g.Size*100), solid(ink2))
	s.WriteString(`<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`)
	return s.String()
}

// plot writes the series and the axes.
func (g Graph) plot(sample Chart) string {
	w := &chartWriter{pre: "c:", c: sample}
	var series strings.Builder
	for i := range w.count() {
		series.WriteString(g.seriesXML(w, i))
	}
	switch g.Form {
	case Bubbles:
		return `<c:bubbleChart><c:varyColors val="0"/>` + series.String() + `<c:bubbleScale val="60"/><c:showNegBubbles val="0"/><c:axId val="1001"/><c:axId val="1002"/></c:bubbleChart>` +
			axis("valAx", 1001, 1002, "b", true, false) + axis("valAx", 1002, 1001, "l", true, false)
	case Curves:
		return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>` + series.String() + `<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>` +
			axis("catAx", 1001, 1002, "b", false, false) + axis("valAx", 1002, 1001, "l", true, false)
	}
	way, grouping, over, cat, val := "bar", "clustered", "-10", "l", "b"
	if g.Form == Columns {
		way, cat, val = "col", "b", "l"
	}
	if g.Form == Stacked {
		grouping, over = "stacked", "100"
	}
	return `<c:barChart><c:barDir val="` + way + `"/><c:grouping val="` + grouping + `"/><c:varyColors val="0"/>` + series.String() +
		`<c:gapWidth val="60"/><c:overlap val="` + over + `"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>` +
		axis("catAx", 1001, 1002, cat, false, way == "bar") + axis("valAx", 1002, 1001, val, true, way == "bar")
}

func (g Graph) seriesXML(w *chartWriter, i int) string {
	colour := `<a:solidFill><a:schemeClr val="` + looks[i%len(looks)] + `"/></a:solidFill>`
	var looksXML, more string
	switch g.Form {
	case Curves:
		looksXML = `<c:spPr><a:ln w="22225" cap="rnd">` + colour + `<a:round/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`
		more = `<c:smooth val="0"/>`
	case Bubbles:
		looksXML, more = `<c:spPr>`+strings.Replace(colour, "/>", `><a:alpha val="70000"/></a:schemeClr>`, 1)+`</c:spPr><c:invertIfNegative val="0"/>`, `<c:bubble3D val="0"/>`
	default:
		looksXML = `<c:spPr>` + colour + `</c:spPr><c:invertIfNegative val="0"/>`
	}
	data := w.categories
	pieces := []piece(nil)
	if g.Form == Bubbles {
		pieces = w.points(i, true, "#,##0")
	} else {
		pieces = data(i, "#,##0.##")
	}
	out := fmt.Sprintf(`<c:ser><c:idx val="%d"/><c:order val="%d"/>`, i, i) + pieces[0].raw + looksXML
	for _, p := range pieces[1:] {
		out += p.raw
	}
	return out + more + `</c:ser>`
}

// axis writes an axis with hairlines. Lying bars are listed from the top.
func axis(kind string, id, cross int, place string, lines, turned bool) string {
	way, crosses := "minMax", "autoZero"
	if turned && kind == "catAx" {
		way = "maxMin"
	}
	if turned && kind == "valAx" {
		crosses = "max"
	}
	grid, mark := "", "none"
	if lines {
		grid = `<c:majorGridlines><c:spPr><a:ln w="6350">` + solid(hairline) + `</a:ln></c:spPr></c:majorGridlines>`
	}
	out := fmt.Sprintf(`<c:%[1]s><c:axId val="%[2]d"/><c:scaling><c:orientation val="%[3]s"/></c:scaling><c:delete val="0"/><c:axPos val="%[4]s"/>%[5]s<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="%[6]s"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="6350">%[7]s</a:ln></c:spPr><c:crossAx val="%[8]d"/><c:crosses val="%[9]s"/>`,
		kind, id, way, place, grid, mark, solid("D2D2CC"), cross, crosses)
	if kind == "catAx" {
		return out + `<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
	}
	return out + `</c:valAx>`
}
