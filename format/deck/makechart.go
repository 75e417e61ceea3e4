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
	Size  float64  // of its text
	Names []string // of the series that the template shows the looks of

	Format string    // of figures: "#,##0"; short, in thousands and millions, when empty
	Axes   [2]string // the formats of the axes of bubbles
	Free   bool      // the scale of bars need not begin at zero
}

// Short is the format of figures in thousands and millions, as amounts are written.
const Short = `[>=1000000]#,##0.00,," M";[>=10000]#,##0," k";General`

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
			g.axis("valAx", 1001, 1002, "b", g.Axes[0]) + g.axis("valAx", 1002, 1001, "l", g.Axes[1])
	case Curves:
		return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>` + series.String() + `<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>` +
			g.axis("catAx", 1001, 1002, "b", "") + g.axis("valAx", 1002, 1001, "l", "")
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
		g.axis("catAx", 1001, 1002, cat, "") + g.axis("valAx", 1002, 1001, val, "")
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
		looksXML = `<c:spPr>` + colour + `</c:spPr><c:invertIfNegative val="0"/>` + g.labels()
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

// labels writes the figure at the end of each bar, or within it where bars stand
// behind one another.
func (g Graph) labels() string {
	place, code, colour := "outEnd", g.Format, ink2
	if g.Form == Stacked {
		place, code, colour = "ctr", "0;;;", "FFFFFF"
	}
	if code == "" {
		code = Short
	}
	return fmt.Sprintf(`<c:dLbls><c:numFmt formatCode="%s" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d">%s</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>`+
		`<c:dLblPos val="%s"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`,
		escape(code), int(g.Size*100), solid(colour), place)
}

// axis writes an axis with hairlines. Lying bars are listed from the top; the
// scale of bars is not shown, as each has its figure.
func (g Graph) axis(kind string, id, cross int, place, code string) string {
	bars := g.Form == Bars || g.Form == Stacked
	way, crosses, gone, low, grid := "minMax", "autoZero", 0, "", ""
	if bars && kind == "catAx" {
		way = "maxMin"
	}
	if kind == "valAx" {
		grid = `<c:majorGridlines><c:spPr><a:ln w="6350">` + solid(hairline) + `</a:ln></c:spPr></c:majorGridlines>`
		if bars || g.Form == Columns {
			gone, grid = 1, ""
			if !g.Free {
				low = `<c:min val="0"/>`
			}
		}
	}
	if code == "" {
		code = Short
	}
	out := fmt.Sprintf(`<c:%[1]s><c:axId val="%[2]d"/><c:scaling><c:orientation val="%[3]s"/>%[4]s</c:scaling><c:delete val="%[5]d"/><c:axPos val="%[6]s"/>%[7]s<c:numFmt formatCode="%[8]s" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="6350">%[9]s</a:ln></c:spPr><c:crossAx val="%[10]d"/><c:crosses val="%[11]s"/>`,
		kind, id, way, low, gone, place, grid, escape(code), solid("D2D2CC"), cross, crosses)
	if kind == "catAx" {
		return out + `<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
	}
	return out + `</c:valAx>`
}
