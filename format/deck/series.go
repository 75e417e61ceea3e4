package deck

import (
	"fmt"
	"slices"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/money"
)

// chartWriter writes the series of one chart.
type chartWriter struct {
	b   []byte
	pre string
	c   Chart
}

// count returns how many series the data has.
func (w *chartWriter) count() int {
	if len(w.c.Points) > 0 {
		return len(w.groups())
	}
	return len(w.c.Series)
}

// groups are the points by group, each of which is a series.
func (w *chartWriter) groups() [][]Point {
	var out [][]Point
	for i, p := range w.c.Points {
		if i == 0 || p.Group != w.c.Points[i-1].Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// inGroups puts the points of a group behind one another.
func (c Chart) inGroups() Chart {
	first := map[string]int{}
	for i, p := range c.Points {
		if _, ok := first[p.Group]; !ok {
			first[p.Group] = i
		}
	}
	c.Points = slices.Clone(c.Points)
	slices.SortStableFunc(c.Points, func(a, b Point) int { return first[a.Group] - first[b.Group] })
	return c
}

// places are the children of a series in the order of the schema.
var places = map[string]int{
	"idx": 1, "order": 2, "tx": 3, "spPr": 4, "invertIfNegative": 5, "explosion": 5, "marker": 5, "pictureOptions": 6, "dPt": 7, "dLbls": 8,
	"trendline": 9, "errBars": 10, "cat": 11, "xVal": 11, "val": 12, "yVal": 12, "bubbleSize": 13, "shape": 14, "smooth": 14, "bubble3D": 14, "extLst": 15,
}

type piece struct {
	place int
	raw   string
}

// series writes one series in the looks of one of the template. A copy, for
// which the template has none, leaves the colour to the theme.
func (w *chartWriter) series(n *node, i int, copied bool) []byte {
	var out []piece
	format := "General"
	bubble := n.kid(charts, "xVal") != nil
	for _, k := range n.kids {
		switch k.name {
		case "idx", "order", "tx", "cat", "val", "xVal", "yVal", "bubbleSize":
			if code := k.down(charts, "numRef", "numCache", "formatCode"); code != nil && (k.name == "val" || k.name == "yVal") {
				format = code.text(w.b)
			}
			continue
		case "dPt", "spPr":
			if copied || k.name == "dPt" && w.colours(i) != nil || k.name == "spPr" && w.colour(i) != "" && k.kid(drawing, "ln") == nil {
				continue
			}
		case "extLst":
			if copied {
				continue
			}
		}
		place, ok := places[k.name]
		if !ok || k.space != charts {
			place = 15
		}
		out = append(out, piece{place, string(k.bytes(w.b))})
	}
	out = append(out, piece{1, fmt.Sprintf(`<%sidx val="%d"/>`, w.pre, i)}, piece{2, fmt.Sprintf(`<%sorder val="%d"/>`, w.pre, i)})
	if colour := w.colour(i); colour != "" && !slices.ContainsFunc(out, func(p piece) bool { return p.place == 4 }) {
		out = append(out, piece{4, w.fill("spPr", colour)})
	}
	for at, colour := range w.colours(i) {
		if colour != "" {
			out = append(out, piece{7, fmt.Sprintf(`<%[1]sdPt><%[1]sidx val="%[2]d"/><%[1]sinvertIfNegative val="0"/><%[1]sbubble3D val="0"/>%[3]s</%[1]sdPt>`, w.pre, at, w.fill("spPr", colour))})
		}
	}
	if bubble || len(w.c.Points) > 0 {
		out = append(out, w.points(i, n.kid(charts, "bubbleSize") != nil, format)...)
	} else {
		out = append(out, w.categories(i, format)...)
	}
	slices.SortStableFunc(out, func(a, b piece) int { return a.place - b.place })
	var s strings.Builder
	s.WriteString("<" + w.pre + "ser>")
	for _, p := range out {
		s.WriteString(p.raw)
	}
	s.WriteString("</" + w.pre + "ser>")
	return []byte(s.String())
}

func (w *chartWriter) fill(name, colour string) string {
	return fmt.Sprintf(`<%[1]s%[2]s><a:solidFill xmlns:a="%[3]s"><a:srgbClr val="%[4]s"/></a:solidFill></%[1]s%[2]s>`, w.pre, name, drawing, escape(colour))
}

func (w *chartWriter) colour(i int) string {
	if len(w.c.Points) > 0 {
		return w.groups()[i][0].Colour
	}
	return w.c.Series[i].Colour
}

func (w *chartWriter) colours(i int) []string {
	if len(w.c.Points) > 0 {
		return nil
	}
	return w.c.Series[i].Colours
}

func (w *chartWriter) categories(i int, format string) []piece {
	one, column, end := w.c.Series[i], sheet.Address(1, i+2), len(w.c.Categories)+1
	column = strings.TrimRight(column, "1")
	numbers := make([]string, len(w.c.Categories))
	for at := range numbers {
		if at < len(one.Values) && one.Values[at].Filled {
			numbers[at] = one.Values[at].Amount.String()
		}
	}
	return []piece{
		{3, w.texts("tx", "$"+column+"$1", []string{one.Name})},
		{11, w.texts("cat", fmt.Sprintf("$A$2:$A$%d", max(end, 2)), w.c.Categories)},
		{12, w.numbers("val", fmt.Sprintf("$%[1]s$2:$%[1]s$%[2]d", column, max(end, 2)), numbers, format)},
	}
}

// points writes a group of points.
func (w *chartWriter) points(i int, sized bool, format string) []piece {
	groups := w.groups()
	if i >= len(groups) {
		return nil
	}
	first, group := 2, groups[i]
	for _, g := range groups[:i] {
		first += len(g)
	}
	axis := func(name, column string, place int, of func(Point) money.Amount) piece {
		numbers := make([]string, len(group))
		for at, p := range group {
			numbers[at] = of(p).String()
		}
		return piece{place, w.numbers(name, fmt.Sprintf("$%[1]s$%[2]d:$%[1]s$%[3]d", column, first, first+len(group)-1), numbers, format)}
	}
	out := []piece{
		{3, w.texts("tx", fmt.Sprintf("$E$%d", first), []string{group[0].Group})},
		axis("xVal", "B", 11, func(p Point) money.Amount { return p.X }),
		axis("yVal", "C", 12, func(p Point) money.Amount { return p.Y }),
	}
	if sized {
		out = append(out, axis("bubbleSize", "D", 13, func(p Point) money.Amount { return p.Size }))
	}
	return out
}

// texts writes a reference to texts of the workbook, with what they are now.
func (w *chartWriter) texts(name, ref string, all []string) string {
	var s strings.Builder
	fmt.Fprintf(&s, `<%[1]s%[2]s><%[1]sstrRef><%[1]sf>Sheet1!%[3]s</%[1]sf><%[1]sstrCache><%[1]sptCount val="%[4]d"/>`, w.pre, name, ref, len(all))
	for i, text := range all {
		fmt.Fprintf(&s, `<%[1]spt idx="%[2]d"><%[1]sv>%[3]s</%[1]sv></%[1]spt>`, w.pre, i, escape(text))
	}
	fmt.Fprintf(&s, `</%[1]sstrCache></%[1]sstrRef></%[1]s%[2]s>`, w.pre, name)
	return s.String()
}

func (w *chartWriter) numbers(name, ref string, all []string, format string) string {
	var s strings.Builder
	fmt.Fprintf(&s, `<%[1]s%[2]s><%[1]snumRef><%[1]sf>Sheet1!%[3]s</%[1]sf><%[1]snumCache><%[1]sformatCode>%[4]s</%[1]sformatCode><%[1]sptCount val="%[5]d"/>`, w.pre, name, ref, escape(format), len(all))
	for i, n := range all {
		if n != "" {
			fmt.Fprintf(&s, `<%[1]spt idx="%[2]d"><%[1]sv>%[3]s</%[1]sv></%[1]spt>`, w.pre, i, n)
		}
	}
	fmt.Fprintf(&s, `</%[1]snumCache></%[1]snumRef></%[1]s%[2]s>`, w.pre, name)
	return s.String()
}
