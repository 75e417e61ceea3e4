package pdf

import (
	"vigie/format/chart"
	"vigie/format/face"
)

// Cover writes the head of the document: its title, what it is about, and from when.
func (d *Doc) Cover(title, subtitle string, lines []string) {
	d.artifact(func() {
		r, g, b := rgb(chart.Accent)
		d.f.SetFillColor(r, g, b)
		d.f.Rect(margin, d.y, 40, 3, "F")
	})
	d.y += 20
	for _, line := range wrap(title, d.Width(), 22, true) {
		d.y += 24
		d.say(d.tree, "H1", "", func() { d.put(margin, d.y, line, 22, true, chart.Ink) })
	}
	d.f.Bookmark(clean(title), 0, 0)
	if subtitle != "" {
		d.y += 21
		for i, line := range wrap(subtitle, d.Width(), 13, false) {
			d.y += float64(min(i, 1)) * 17
			d.say(d.tree, "P", "", func() { d.put(margin, d.y, line, 13, false, chart.Ink2) })
		}
	}
	for _, text := range lines {
		d.y += 4
		for _, line := range wrap(text, d.Width(), 9, false) {
			d.y += 12
			d.say(d.tree, "P", "", func() { d.put(margin, d.y, line, 9, false, chart.Ink3) })
		}
	}
	d.y += 16
}

// Heading writes a heading of level 1, 2 or 3, which stays with what follows,
// for which so much is needed.
func (d *Doc) Heading(level int, text string, follows float64) {
	size := [...]float64{17, 12.5, 10}[min(max(level, 1), 3)-1]
	lines := wrap(text, d.Width(), size, true)
	high := float64(len(lines)) * size * 1.25
	d.need(high + 18 + follows)
	if d.y > margin {
		d.y += 9
	}
	d.f.SetY(d.y)
	d.f.Bookmark(clean(text), level-1, -1)
	for _, line := range lines {
		d.y += size * 1.25
		d.say(d.tree, "H"+string(rune('0'+level)), "", func() { d.put(margin, d.y, line, size, true, chart.Ink) })
	}
	d.y += 6
}

// Text writes a paragraph.
func (d *Doc) Text(text string) { d.text(text, 9.5, chart.Ink2) }

// Note writes a paragraph in small letters.
func (d *Doc) Note(text string) { d.text(text, 8, chart.Ink3) }

func (d *Doc) text(text string, size float64, colour chart.Colour) {
	lines := wrap(text, d.Width(), size, false)
	for i, line := range lines {
		left := float64(len(lines)-i) * size * 1.45
		if i == 0 || len(lines)-i == 2 {
			left = min(left, 2*size*1.45) // two lines stay together
		} else {
			left = size * 1.45
		}
		d.need(left)
		d.y += size * 1.45
		d.say(d.tree, "P", "", func() { d.put(margin, d.y, line, size, false, colour) })
	}
	d.y += 5
}

// Figure is one figure that is read from afar.
type Figure struct {
	Label, Value, Note string
	Colour             chart.Colour // of the note
}

// Figures writes figures beside one another, up to four in a line.
func (d *Doc) Figures(all []Figure) {
	across := min(max(len(all), 1), 4)
	wide := d.Width() / float64(across)
	for i := 0; i < len(all); i += across {
		line := all[i:min(i+across, len(all))]
		labels, values, notes := make([][]string, across), make([][]string, across), make([][]string, across)
		sizes := make([]float64, across)
		most := [3]int{1, 1, 1}
		for j, f := range line {
			sizes[j] = 17
			for sizes[j] > 10 && face.Width(clean(f.Value), sizes[j], true) > wide-16 {
				sizes[j]--
			}
			labels[j], values[j], notes[j] = wrap(f.Label, wide-16, 8.5, false), wrap(f.Value, wide-16, sizes[j], true), wrap(f.Note, wide-16, 8, false)
			most = [3]int{max(most[0], len(labels[j])), max(most[1], len(values[j])), max(most[2], len(notes[j]))}
		}
		labelsHigh, valuesHigh := float64(most[0]-1)*10.5, float64(most[1]-1)*13
		high := 58 + labelsHigh + valuesHigh + float64(most[2]-1)*10
		d.need(high)
		for j, f := range line {
			x := margin + float64(j)*wide
			d.artifact(func() { d.hair(x, d.y, x+wide-14, chart.Strong, 0.6) })
			d.say(d.tree, "P", "", func() {
				d.stack(x, d.y+14, 10.5, labels[j], 8.5, false, chart.Ink3)
				d.stack(x, d.y+34+labelsHigh, 13, values[j], sizes[j], true, chart.Ink)
				colour := f.Colour
				if colour == "" {
					colour = chart.Ink3
				}
				d.stack(x, d.y+47+labelsHigh+valuesHigh, 10, notes[j], 8, false, colour)
			})
		}
		d.y += high
	}
}

// stack writes lines below one another, the first on the base line y.
func (d *Doc) stack(x, y, step float64, lines []string, size float64, bold bool, colour chart.Colour) {
	for _, line := range lines {
		d.put(x, y, line, size, bold, colour)
		y += step
	}
}

// Pair is a name and its value.
type Pair struct{ Name, Value string }

// Pairs writes names and values in two columns, each on as many lines as it takes.
func (d *Doc) Pairs(all []Pair) {
	const named, step = 96.0, 11.0
	wide := d.Width() / 2
	for i := 0; i < len(all); i += 2 {
		line := all[i:min(i+2, len(all))]
		var names, values [2][]string
		most := 1
		for j, p := range line {
			names[j], values[j] = wrap(p.Name, named, 8.5, false), wrap(p.Value, wide-named-20, 9, false)
			most = max(most, len(names[j]), len(values[j]))
		}
		for from := 0; from < most; {
			d.need(16)
			n := min(most-from, max(int((d.Left()-5)/step), 1))
			if from == 0 && n < most && most <= wholeRow {
				d.Break()
				n = most
			}
			for j := range line {
				x := margin + float64(j)*wide
				d.say(d.tree, "P", "", func() {
					d.stack(x, d.y+14, step, slice(names[j], from, n), 8.5, false, chart.Ink3)
					d.stack(x+named+6, d.y+14, step, slice(values[j], from, n), 9, false, chart.Ink)
				})
			}
			d.y += 14 + float64(n-1)*step
			from += n
		}
		d.artifact(func() { d.hair(margin, d.y+4.5, d.w-margin, chart.Hair, 0.4) })
	}
	d.y += 10
}

// slice returns n lines from a place, or as many of them as there are.
func slice(lines []string, from, n int) []string {
	return lines[min(from, len(lines)):min(from+n, len(lines))]
}

// Draw places a drawing, whole, on this page or the next.
func (d *Doc) Draw(g *chart.Drawing) {
	d.need(min(g.H, d.h-2*margin))
	d.y += 3
	top := d.y
	d.say(d.tree, "Figure", g.Title, func() {
		for _, s := range g.Shapes {
			d.shape(s, margin, top)
		}
	})
	d.y += g.H + 6
}

func (d *Doc) shape(s chart.Shape, x, y float64) {
	style := ""
	if s.Fill != "" {
		r, g, b := rgb(s.Fill)
		d.f.SetFillColor(r, g, b)
		style = "F"
	}
	if s.Stroke != "" {
		r, g, b := rgb(s.Stroke)
		d.f.SetDrawColor(r, g, b)
		d.f.SetLineWidth(s.Width)
		style += "D"
	}
	if s.Opacity > 0 {
		d.f.SetAlpha(s.Opacity, "Normal")
		defer d.f.SetAlpha(1, "Normal")
	}
	switch s.Kind {
	case chart.Rect:
		d.f.Rect(x+s.X, y+s.Y, s.W, s.H, style)
	case chart.Disc:
		d.f.Circle(x+s.X, y+s.Y, s.W, style)
	case chart.Path:
		for i, p := range s.Points {
			if i == 0 {
				d.f.MoveTo(x+p.X, y+p.Y)
			} else {
				d.f.LineTo(x+p.X, y+p.Y)
			}
		}
		if s.Fill != "" {
			d.f.ClosePath()
		}
		d.f.DrawPath(style)
	case chart.Words:
		text := clean(s.Text)
		wide := face.Width(text, s.Size, s.Bold)
		d.put(x+s.X-wide*float64(s.Anchor)/2, y+s.Y, text, s.Size, s.Bold, s.Fill)
	}
}
