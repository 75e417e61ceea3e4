package chart

import (
	"strconv"

	"vigie/format/face"
)

// Timeline is a chart of projects over the years. Days are whole numbers; year
// tells on which day one begins.
type Timeline struct {
	Title    string
	From, To int           // the first and the last year
	Begins   func(int) int // the first day of a year
	Today    int           // 0 for none
	Rows     []Span
}

// Span is one project: from its start to its end, its end as it was planned
// under it, and its key dates.
type Span struct {
	Name       string
	Start, End int // 0 where unknown
	Was        int // the end of the baseline
	Colour     Colour
	Dates      []int
}

const spanHigh = 13

// Height returns how high the chart is.
func (c Timeline) Height() float64 { return 16 + float64(len(c.Rows))*spanHigh + 2 }

// Draw draws the chart at a width.
func (c Timeline) Draw(width float64) *Drawing {
	d := &Drawing{W: width, H: c.Height(), Title: c.Title}
	const size = 7.5
	left := 0.0
	for _, r := range c.Rows {
		left = max(left, face.Width(r.Name, size, false))
	}
	left = min(left, width*0.32) + 8
	first, last := c.Begins(c.From), c.Begins(c.To+1)
	x := func(day int) float64 {
		return left + (width-left-2)*float64(min(max(day, first), last)-first)/float64(max(last-first, 1))
	}
	every := 1
	for (c.To-c.From+1)/every > int((width-left)/30) {
		every++
	}
	for year := c.From; year <= c.To; year += every {
		at := x(c.Begins(year))
		d.line(Hair, 0.5, Point{at, 12}, Point{at, d.H})
		d.words(at+2, 8, strconv.Itoa(year), size-0.5, Ink3, Start)
	}
	for i, r := range c.Rows {
		y := 16 + float64(i)*spanHigh
		d.words(0, y+8, face.Fit(r.Name, left-8, size, false), size, Ink2, Start)
		c.span(d, r, y, x, width)
	}
	if c.Today > first && c.Today < last {
		d.line(Bad, 0.7, Point{x(c.Today), 10}, Point{x(c.Today), d.H})
	}
	return d
}

func (c Timeline) span(d *Drawing, r Span, y float64, x func(int) float64, width float64) {
	colour := r.Colour
	if colour == "" {
		colour = Accent
	}
	from, to := r.Start, r.End
	switch {
	case from == 0 && to == 0:
		return
	case from == 0:
		from = to
	case to == 0:
		to = from
	}
	d.rect(x(from), y+2, max(x(to)-x(from), 1.5), 6, colour)
	if r.Was != 0 {
		d.rect(x(from), y+9, max(x(r.Was)-x(from), 1.5), 1.6, Grey)
	}
	for _, at := range r.Dates {
		px, py := x(at), y+5
		d.area(Ink, Point{px, py - 3.4}, Point{px + 3.4, py}, Point{px, py + 3.4}, Point{px - 3.4, py})
	}
}
