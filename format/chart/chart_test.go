package chart

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

const hostile = "<script>\"'&\x00\x1f</script>"

func drawings() map[string]*Drawing {
	years := func(y int) int { return (y - 2000) * 365 }
	return map[string]*Drawing{
		"bars":     Bar{Title: hostile, Categories: []string{hostile, "b"}, Series: []Series{{Name: hostile, Values: []float64{-3, math.NaN()}, Colour: `red"/>`}, {Values: []float64{5, 1, 9}}}, Label: func(int, int) string { return hostile }}.Draw(300),
		"stacked":  Bar{Stacked: true, Categories: []string{"a"}, Series: []Series{{Values: []float64{1}}, {Values: []float64{2}}}}.Draw(300),
		"curve":    Curve{Height: 100, Categories: []string{"a", hostile, "c"}, Series: []Series{{Values: []float64{1, math.NaN(), 3}}}}.Draw(300),
		"bubble":   Bubble{Height: 200, XMid: 2, YMid: math.NaN(), Points: []Blob{{Name: hostile, X: 1, Y: 2, Size: 3}, {X: 3, Y: 4}}}.Draw(300),
		"timeline": Timeline{From: 2020, To: 2026, Begins: years, Today: years(2023) + 9, Rows: []Span{{Name: hostile, Start: years(2021), End: years(2022), Was: years(2021) + 50, Dates: []int{years(2021) + 99}}, {Name: "none"}}}.Draw(300),
		"empty":    Curve{Height: 10}.Draw(10),
		"nothing":  Bar{}.Draw(0),
		"no one":   Bubble{}.Draw(100),
	}
}

func TestADrawingIsAPictureWhateverItsTextsHold(t *testing.T) {
	for name, d := range drawings() {
		var b strings.Builder
		if err := d.SVG(&b); err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(strings.NewReader(b.String()))
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, b.String())
			}
			if s, ok := tok.(xml.StartElement); ok && s.Name.Local == "script" {
				t.Errorf("%s: a text became a tag", name)
			}
		}
		if strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
			t.Errorf("%s has a place that is no number:\n%s", name, b.String())
		}
	}
}

func TestNothingIsDrawnOutsideOfThePicture(t *testing.T) {
	for name, d := range drawings() {
		for _, s := range d.Shapes {
			if s.Kind == Rect && (s.X < -0.5 || s.Y < -0.5 || s.X+s.W > d.W+0.5 || s.Y+s.H > d.H+0.5) && d.W > 100 {
				t.Errorf("%s: a rectangle at %.1f, %.1f of %.1f × %.1f leaves %.1f × %.1f", name, s.X, s.Y, s.W, s.H, d.W, d.H)
			}
		}
	}
}

func TestTheLengthsOfBarsAreInProportion(t *testing.T) {
	d := Bar{Categories: []string{"a", "b"}, Series: []Series{{Values: []float64{10, 5}}}}.Draw(200)
	var wide []float64
	for _, s := range d.Shapes {
		if s.Kind == Rect {
			wide = append(wide, s.W)
		}
	}
	if len(wide) != 2 || math.Abs(wide[0]-2*wide[1]) > 0.01 {
		t.Errorf("got %v, want the first twice as long as the second", wide)
	}
}

func TestTicksAreRoundAndHoldTheRange(t *testing.T) {
	for _, c := range [][2]float64{{0, 1}, {0, 97}, {-3, 12}, {0.001, 0.0011}, {5, 5}, {1e9, 3e9}} {
		got := ticks(c[0], c[1])
		if got[0] > c[0] || got[len(got)-1] < c[1]-1e-9*math.Abs(c[1]) || len(got) < 2 || len(got) > 9 {
			t.Errorf("%v: got %v", c, got)
		}
	}
}
