package chart

import (
	"math"

	"vigie/format/face"
)

// Series is one row of figures, one for each category; NaN where there is none.
type Series struct {
	Name   string
	Values []float64
	Colour Colour   // by its place when empty
	Each   []Colour // of its bars, where they have colours of their own
}

// Bar is a chart of lying bars: one line for each category, the first on top.
type Bar struct {
	Title      string
	Categories []string
	Series     []Series
	Stacked    bool
	Label      func(category, series int) string // what stands behind a bar; nil for nothing
	Size       float64                           // of the text; 8 when 0
}

const barGap = 5

func colourOf(s Series, i int) Colour {
	if s.Colour != "" {
		return s.Colour
	}
	return Looks[i%len(Looks)]
}

// Height returns how high the chart wants to be.
func (c Bar) Height() float64 {
	lines := 1.0
	if !c.Stacked {
		lines = float64(max(len(c.Series), 1))
	}
	return c.legend() + float64(len(c.Categories))*(max(lines*7, 10)+barGap) + 2
}

func (c Bar) size() float64 {
	if c.Size == 0 {
		return 8
	}
	return c.Size
}

func (c Bar) legend() float64 {
	if len(c.Series) < 2 {
		return 0
	}
	return c.size() + 10
}

// Draw draws the chart at a width.
func (c Bar) Draw(width float64) *Drawing {
	d := &Drawing{W: width, H: c.Height(), Title: c.Title}
	size := c.size()
	names := 0.0
	for _, name := range c.Categories {
		names = max(names, face.Width(name, size, false))
	}
	names = min(names, width*0.36)
	left, right := names+8, c.room(size)
	span := max(width-left-right, 10)
	d.legend(c.Series, left, size)
	low, high := c.range01()
	at := func(v float64) float64 { return left + span*(v-low)/(high-low) }
	y := c.legend()
	step := (d.H - y - 2) / float64(max(len(c.Categories), 1))
	for i, name := range c.Categories {
		d.words(left-6, y+(step-barGap)/2+size*0.36, face.Fit(name, names, size, false), size, Ink2, End)
		c.bars(d, i, y, step-barGap, at, size)
		y += step
	}
	d.line(Strong, 0.5, Point{at(0), c.legend() - 1}, Point{at(0), d.H - 1})
	return d
}

func (c Bar) bars(d *Drawing, i int, y, high float64, at func(float64) float64, size float64) {
	sum, one := 0.0, high/float64(max(len(c.Series), 1))
	for j, s := range c.Series {
		if i >= len(s.Values) || math.IsNaN(s.Values[i]) {
			continue
		}
		v := s.Values[i]
		from, to, top, thick := at(0), at(v), y+float64(j)*one, one-0.8
		if c.Stacked {
			from, to, top, thick = at(sum), at(sum+v), y, high
			sum += v
		}
		colour := colourOf(s, j)
		if i < len(s.Each) {
			colour = s.Each[i]
		}
		d.rect(min(from, to), top, math.Abs(to-from), thick, colour)
		if c.Label == nil {
			continue
		}
		label := c.Label(i, j)
		switch {
		case !c.Stacked:
			d.words(max(from, to)+3, top+thick/2+size*0.32, label, size-0.5, Ink2, Start)
		case math.Abs(to-from) > face.Width(label, size-0.5, true)+4:
			d.Shapes = append(d.Shapes, Shape{Kind: Words, X: (from + to) / 2, Y: top + high/2 + size*0.34, Text: label, Size: size - 0.5, Bold: true, Fill: "FFFFFF", Anchor: Middle})
		}
	}
}

// room is what the labels behind the bars take.
func (c Bar) room(size float64) float64 {
	wide := 2.0
	if c.Label == nil || c.Stacked {
		return wide
	}
	for i := range c.Categories {
		for j := range c.Series {
			wide = max(wide, face.Width(c.Label(i, j), size-0.5, false)+6)
		}
	}
	return wide
}

// range01 returns the least and the greatest value that the chart shows, zero
// always among them.
func (c Bar) range01() (low, high float64) {
	for i := range c.Categories {
		sum := 0.0
		for _, s := range c.Series {
			if i >= len(s.Values) || math.IsNaN(s.Values[i]) {
				continue
			}
			sum += s.Values[i]
			v := s.Values[i]
			if c.Stacked {
				v = sum
			}
			low, high = min(low, v), max(high, v)
		}
	}
	if high == low {
		high = low + 1
	}
	return low, high
}

// legend names the series above the chart.
func (d *Drawing) legend(all []Series, x, size float64) {
	if len(all) < 2 {
		return
	}
	for i, s := range all {
		d.rect(x, 2, 8, size-1, colourOf(s, i))
		d.words(x+11, size, s.Name, size, Ink3, Start)
		x += 11 + face.Width(s.Name, size, false) + 14
	}
}
