package chart

import (
	"cmp"
	"math"
	"slices"

	"vigie/format/face"
)

// Bubble is a chart of discs: x, y, size and colour.
type Bubble struct {
	Title          string
	XTitle, YTitle string
	Points         []Blob
	XLabel, YLabel func(v float64) string // of the scales
	XMid, YMid     float64                // where the quadrants meet; NaN for none
	Height         float64
}

// Blob is one disc; Size is what its area says.
type Blob struct {
	Name       string
	X, Y, Size float64
	Colour     Colour
}

const largest = 16 // the radius of the greatest disc

// Draw draws the chart at a width. The greatest discs are named as far as their
// names do not meet.
func (c Bubble) Draw(width float64) *Drawing {
	d := &Drawing{W: width, H: c.Height, Title: c.Title}
	if len(c.Points) == 0 {
		return d
	}
	const size = 7.5
	xs, ys := c.spread(func(b Blob) float64 { return b.X }), c.spread(func(b Blob) float64 { return b.Y })
	left, top, bottom := (Curve{Label: c.YLabel}).scale(ys, size)+8, 16.0, c.Height-26
	x := func(v float64) float64 { return left + (width-left-6)*(v-xs[0])/(xs[len(xs)-1]-xs[0]) }
	y := func(v float64) float64 { return bottom - (bottom-top)*(v-ys[0])/(ys[len(ys)-1]-ys[0]) }
	for _, v := range ys {
		d.line(Hair, 0.5, Point{left, y(v)}, Point{width - 6, y(v)})
		d.words(left-5, y(v)+size*0.35, Curve{Label: c.YLabel}.label(v), size, Ink3, End)
	}
	for _, v := range xs {
		d.line(Hair, 0.5, Point{x(v), top}, Point{x(v), bottom})
		d.words(min(x(v), width-18), bottom+11, Curve{Label: c.XLabel}.label(v), size, Ink3, Middle)
	}
	if !math.IsNaN(c.XMid) && c.XMid > xs[0] && c.XMid < xs[len(xs)-1] {
		d.line(Grey, 0.7, Point{x(c.XMid), top}, Point{x(c.XMid), bottom})
	}
	if !math.IsNaN(c.YMid) && c.YMid > ys[0] && c.YMid < ys[len(ys)-1] {
		d.line(Grey, 0.7, Point{left, y(c.YMid)}, Point{width - 6, y(c.YMid)})
	}
	d.words(left, 8, c.YTitle, size, Ink2, Start)
	d.words(width-6, c.Height-3, c.XTitle, size, Ink2, End)
	c.discs(d, x, y, size)
	return d
}

func (c Bubble) spread(of func(Blob) float64) []float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range c.Points {
		low, high = min(low, of(p)), max(high, of(p))
	}
	if high == low {
		low, high = low-1, high+1
	}
	margin := (high - low) * 0.04
	if low >= 0 {
		return ticks(max(low-margin, 0), high+margin)
	}
	return ticks(low-margin, high+margin)
}

func (c Bubble) discs(d *Drawing, x, y func(float64) float64, size float64) {
	most := 0.0
	for _, p := range c.Points {
		most = max(most, p.Size)
	}
	radius := func(p Blob) float64 {
		if most <= 0 {
			return 4
		}
		return max(2, largest*math.Sqrt(max(p.Size, 0)/most))
	}
	order := slices.Clone(c.Points)
	slices.SortStableFunc(order, func(a, b Blob) int { return cmp.Compare(b.Size, a.Size) })
	for _, p := range order {
		colour := cmp.Or(p.Colour, Accent)
		d.Shapes = append(d.Shapes, Shape{Kind: Disc, X: x(p.X), Y: y(p.Y), W: radius(p), Fill: colour, Stroke: "FFFFFF", Width: 0.6, Opacity: 0.72})
	}
	var taken []Shape
	for _, p := range order[:min(len(order), 14)] {
		name := face.Fit(p.Name, 90, size-0.5, false)
		box := Shape{X: x(p.X) - face.Width(name, size-0.5, false)/2, Y: y(p.Y) - radius(p) - size - 1, W: face.Width(name, size-0.5, false), H: size}
		if box.X < 20 || box.X+box.W > d.W || box.Y < 10 || slices.ContainsFunc(taken, func(o Shape) bool { return meets(box, o) }) {
			continue
		}
		taken = append(taken, box)
		d.words(x(p.X), box.Y+size-1, name, size-0.5, Ink, Middle)
	}
}

func meets(a, b Shape) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
