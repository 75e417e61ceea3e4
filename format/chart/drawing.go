// Package chart draws charts: bars, lines, bubbles and timelines, in the looks
// of the house. A chart becomes a Drawing of few kinds of shapes, which a PDF
// paints and SVG writes down.
package chart

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// Colour is RRGGBB; the empty colour paints nothing.
type Colour string

// The colours of the house, from the tokens of the light theme.
const (
	Ink    Colour = "1B1E24"
	Ink2   Colour = "474D57"
	Ink3   Colour = "61676F"
	Grey   Colour = "8E949D"
	Hair   Colour = "E5E5E1"
	Strong Colour = "D2D2CC"
	Sunken Colour = "F1F1EE"
	Accent Colour = "2750B8"
	Soft   Colour = "B5C5EF"
	Good   Colour = "1A7A45"
	Bad    Colour = "B3261E"
)

// Looks are the colours of series, by their place.
var Looks = []Colour{Accent, Grey, "0F7B80", "B4530A", "6A45B3", "5C7A10", "A8327D", "8A6500"}

// Drawing is a picture of shapes, painted in their order. Lengths are points,
// counted from the upper left corner.
type Drawing struct {
	W, H   float64
	Title  string // what it shows, for those who cannot see it
	Shapes []Shape
}

// Kind is what a shape is.
type Kind uint8

// The kinds of shapes.
const (
	Rect  Kind = iota // X, Y, W, H
	Path              // Points; closed when it has a Fill
	Disc              // the centre X, Y and the radius W
	Words             // Text on the base line at X, Y
)

// Anchor is which end of a text stands at its place.
type Anchor uint8

// The anchors of a text.
const (
	Start Anchor = iota
	Middle
	End
)

// Point is a place.
type Point struct{ X, Y float64 }

// Shape is one thing that is painted.
type Shape struct {
	Kind       Kind
	X, Y, W, H float64
	Points     []Point
	Fill       Colour
	Stroke     Colour
	Width      float64 // of the stroke
	Opacity    float64 // of the fill; 0 is full
	Text       string
	Size       float64
	Bold       bool
	Anchor     Anchor
}

func (d *Drawing) rect(x, y, w, h float64, fill Colour) {
	d.Shapes = append(d.Shapes, Shape{Kind: Rect, X: x, Y: y, W: max(w, 0), H: max(h, 0), Fill: fill})
}

func (d *Drawing) line(stroke Colour, width float64, points ...Point) {
	d.Shapes = append(d.Shapes, Shape{Kind: Path, Points: points, Stroke: stroke, Width: width})
}

func (d *Drawing) area(fill Colour, points ...Point) {
	d.Shapes = append(d.Shapes, Shape{Kind: Path, Points: points, Fill: fill})
}

func (d *Drawing) words(x, y float64, text string, size float64, fill Colour, anchor Anchor) {
	d.Shapes = append(d.Shapes, Shape{Kind: Words, X: x, Y: y, Text: text, Size: size, Fill: fill, Anchor: anchor})
}

// SVG writes the drawing as a picture that scales. Texts are texts, whatever
// they hold.
func (d *Drawing) SVG(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" role="img" aria-label="%s" font-family="Inter, Arial, sans-serif">`, num(d.W), num(d.H), text(d.Title))
	for _, s := range d.Shapes {
		s.svg(&b)
	}
	b.WriteString("</svg>")
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Shape) svg(b *strings.Builder) {
	paint := paintOf("fill", s.Fill) + paintOf("stroke", s.Stroke)
	if s.Width > 0 {
		paint += ` stroke-width="` + num(s.Width) + `"`
	}
	if s.Opacity > 0 {
		paint += ` fill-opacity="` + num(s.Opacity) + `"`
	}
	switch s.Kind {
	case Rect:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"%s/>`, num(s.X), num(s.Y), num(s.W), num(s.H), paint)
	case Disc:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"%s/>`, num(s.X), num(s.Y), num(s.W), paint)
	case Path:
		var at strings.Builder
		for i, p := range s.Points {
			at.WriteString([]string{"M", "L"}[min(i, 1)] + num(p.X) + " " + num(p.Y))
		}
		if s.Fill != "" {
			at.WriteString("Z")
		}
		fmt.Fprintf(b, `<path d="%s"%s/>`, at.String(), paint)
	case Words:
		weight := ""
		if s.Bold {
			weight = ` font-weight="600"`
		}
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s" text-anchor="%s"%s%s>%s</text>`, num(s.X), num(s.Y), num(s.Size), [...]string{"start", "middle", "end"}[s.Anchor], weight, paintOf("fill", s.Fill), text(s.Text))
	}
}

func paintOf(name string, c Colour) string {
	if !valid(c) {
		return ` ` + name + `="none"`
	}
	return ` ` + name + `="#` + string(c) + `"`
}

// valid keeps what is no colour out of the picture.
func valid(c Colour) bool {
	return len(c) == 6 && strings.Trim(string(c), "0123456789abcdefABCDEF") == ""
}

func num(f float64) string {
	s := fmt.Sprintf("%.2f", f)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// text leaves out what XML cannot hold and escapes the rest.
func text(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}
