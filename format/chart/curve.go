package chart

import (
	"math"

	"vigie/format/face"
)

// Curve is a chart of lines over categories, such as months.
type Curve struct {
	Title      string
	Categories []string
	Series     []Series
	Label      func(v float64) string // of the scale
	Height     float64
}

// Draw draws the chart at a width.
func (c Curve) Draw(width float64) *Drawing {
	d := &Drawing{W: width, H: c.Height, Title: c.Title}
	const size = 7.5
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, v := range s.Values {
			if !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return d
	}
	steps := ticks(min(low, 0), high)
	low, high = steps[0], steps[len(steps)-1]
	left, top, bottom := c.scale(steps, size)+6, 6.0, c.Height-14
	if len(c.Series) > 1 {
		top = size + 12
		d.legend(c.Series, left, size)
	}
	y := func(v float64) float64 { return bottom - (bottom-top)*(v-low)/(high-low) }
	x := func(i int) float64 {
		return left + (width-left-4)*float64(i)/float64(max(len(c.Categories)-1, 1))
	}
	for _, v := range steps {
		d.line(Hair, 0.5, Point{left, y(v)}, Point{width - 4, y(v)})
		d.words(left-5, y(v)+size*0.35, c.label(v), size, Ink3, End)
	}
	c.months(d, x, size)
	for i, s := range c.Series {
		c.curve(d, s, colourOf(s, i), x, y)
	}
	return d
}

func (c Curve) label(v float64) string {
	if c.Label == nil {
		return num(v)
	}
	return c.Label(v)
}

func (c Curve) scale(steps []float64, size float64) float64 {
	wide := 0.0
	for _, v := range steps {
		wide = max(wide, face.Width(c.label(v), size, false))
	}
	return wide
}

// months writes as many categories as have room.
func (c Curve) months(d *Drawing, x func(int) float64, size float64) {
	last := -1000.0
	for i, name := range c.Categories {
		wide := face.Width(name, size, false)
		if x(i)-wide/2 < last+8 || x(i)+wide/2 > d.W+6 {
			continue
		}
		d.words(x(i), d.H-3, name, size, Ink3, Middle)
		last = x(i) + wide/2
	}
}

// curve draws a line, with a gap where there is no value, and a dot at its end.
func (c Curve) curve(d *Drawing, s Series, colour Colour, x func(int) float64, y func(float64) float64) {
	var run []Point
	flush := func() {
		if len(run) > 1 {
			d.line(colour, 1.4, run...)
		}
		run = nil
	}
	last := Point{}
	for i, v := range s.Values {
		if math.IsNaN(v) {
			flush()
			continue
		}
		last = Point{x(i), y(v)}
		run = append(run, last)
	}
	flush()
	if last != (Point{}) {
		d.Shapes = append(d.Shapes, Shape{Kind: Disc, X: last.X, Y: last.Y, W: 2, Fill: colour})
	}
}

// ticks returns about five round numbers from low to high.
func ticks(low, high float64) []float64 {
	if high <= low {
		high = low + 1
	}
	step := math.Pow(10, math.Floor(math.Log10((high-low)/4)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if (high-low)/(step*m) <= 5 {
			step *= m
			break
		}
	}
	var out []float64
	for v := math.Floor(low/step) * step; ; v += step {
		if out = append(out, v); v >= high-step*1e-9 || len(out) > 20 {
			return out
		}
	}
}
