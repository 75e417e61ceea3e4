// Package pdf lays documents out on paged paper: headings, texts, figures, tables
// and drawings, in the looks of the house. Headings become bookmarks; every
// part says what it is (heading, table, figure), so that screen readers can go
// through it; pages are numbered; the head of a table comes again on each page,
// and no row stands alone.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"vigie/format/chart"
	"vigie/format/face"
)

// Kind is the media type of a document.
const Kind = "application/pdf"

// The page: A4, in points.
const (
	shortSide, longSide = 595.28, 841.89
	margin              = 48.0
	footHigh            = 34.0
)

// About is what the document says of itself.
type About struct {
	Title, Author, Subject string
	Lang                   string // "fr-FR"
	Footer                 string // at the bottom of each page: where it comes from
	Page                   string // "Page %d / %d"
	Created                time.Time
	Wide                   bool // the pages lie
}

// Doc is a document that is being written, from the top down.
type Doc struct {
	about About
	f     *fpdf.Fpdf
	w, h  float64
	y     float64
	tree  *element
	marks [][]*element // of each page, by number
}

// New begins a document.
func New(a About) *Doc {
	d := &Doc{about: a, w: shortSide, h: longSide, tree: &element{tag: "Document", mark: -1}}
	way := "P"
	if a.Wide {
		way, d.w, d.h = "L", longSide, shortSide
	}
	d.f = fpdf.New(way, "pt", "A4", "")
	d.f.SetAutoPageBreak(false, 0)
	d.f.SetMargins(0, 0, 0)
	d.f.SetCellMargin(0)
	d.f.AddUTF8FontFromBytes("inter", "", bytes.Clone(face.Regular))
	d.f.AddUTF8FontFromBytes("inter", "B", bytes.Clone(face.SemiBold))
	d.f.SetTitle(clean(a.Title), true)
	d.f.SetAuthor(clean(a.Author), true)
	d.f.SetSubject(clean(a.Subject), true)
	d.f.SetCreator("Vigie", true)
	d.f.SetProducer("Vigie", true)
	d.f.SetLang(a.Lang)
	d.f.SetCatalogSort(true)
	d.f.SetCreationDate(a.Created)
	d.f.SetModificationDate(a.Created)
	d.Break()
	return d
}

// Width is how wide the text of a page is.
func (d *Doc) Width() float64 { return d.w - 2*margin }

// Left is how much of the page is left.
func (d *Doc) Left() float64 { return d.h - margin - footHigh/2 - d.y }

// Break begins a new page.
func (d *Doc) Break() {
	d.f.AddPage()
	d.marks = append(d.marks, nil)
	d.y = margin
}

// Fresh begins a new page unless nothing stands on this one.
func (d *Doc) Fresh() {
	if d.y > margin {
		d.Break()
	}
}

// need begins a new page when less than so much is left.
func (d *Doc) need(height float64) {
	if d.Left() < height && d.y > margin {
		d.Break()
	}
}

// Space leaves some room.
func (d *Doc) Space(height float64) { d.y += height }

// Write writes the document.
func (d *Doc) Write(w io.Writer) error {
	d.feet()
	var b bytes.Buffer
	if err := d.f.Output(&b); err != nil {
		return fmt.Errorf("writing a PDF: %w", err)
	}
	out, err := d.tag(b.Bytes())
	if err != nil {
		return fmt.Errorf("writing a PDF: %w", err)
	}
	_, err = w.Write(out)
	return err
}

// feet writes the footer of every page, now that there is a last one.
func (d *Doc) feet() {
	last := d.f.PageCount()
	for n := 1; n <= last; n++ {
		d.f.SetPage(n)
		d.f.SetFont("inter", "", 1) // so that the next size is written on this page too
		d.artifact(func() {
			y := d.h - margin + 8
			d.hair(margin, y-12, d.w-margin, chart.Hair, 0.5)
			page := fmt.Sprintf(d.about.Page, n, last)
			wide := face.Width(page, 8, false)
			for i, line := range wrap(d.about.Footer, d.Width()-wide-20, 7.5, false) {
				d.put(margin, y+float64(i)*9.5, line, 7.5, false, chart.Ink3)
			}
			d.put(d.w-margin-wide, y, page, 8, false, chart.Ink3)
		})
	}
}

// put writes a line of text on the base line at x, y.
func (d *Doc) put(x, y float64, text string, size float64, bold bool, colour chart.Colour) {
	style := ""
	if bold {
		style = "B"
	}
	d.f.SetFont("inter", style, size)
	r, g, b := rgb(colour)
	d.f.SetTextColor(r, g, b)
	d.f.Text(x, y, text)
}

func (d *Doc) hair(x1, y, x2 float64, colour chart.Colour, width float64) {
	r, g, b := rgb(colour)
	d.f.SetDrawColor(r, g, b)
	d.f.SetLineWidth(width)
	d.f.Line(x1, y, x2, y)
}

func rgb(c chart.Colour) (r, g, b int) {
	if len(c) == 6 {
		if n, err := fmt.Sscanf(string(c), "%02x%02x%02x", &r, &g, &b); n == 3 && err == nil {
			return r, g, b
		}
	}
	return 0, 0, 0
}

// clean leaves out what cannot be set, and the marks that would turn the
// direction of what follows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\r':
			return ' '
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return -1
		case !face.Has(r):
			return '□'
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// wrap breaks a text into lines of a width. A word longer than a line is cut.
func wrap(text string, width, size float64, bold bool) []string {
	var out []string
	for para := range strings.SplitSeq(clean(text), "\n") {
		line := ""
		for _, word := range strings.FieldsFunc(para, func(r rune) bool { return r == ' ' }) {
			longer := word
			if line != "" {
				longer = line + " " + word
			}
			if face.Width(longer, size, bold) <= width {
				line = longer
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			line = word
			for face.Width(line, size, bold) > width {
				n := cut(line, width, size, bold)
				out = append(out, line[:n])
				line = line[n:]
			}
		}
		out = append(out, line)
	}
	return out
}

// cut returns how many bytes of a long word fit a line: at least one letter.
func cut(word string, width, size float64, bold bool) int {
	sum := 0.0
	for i, r := range word {
		if sum += face.Width(string(r), size, bold); sum > width && i > 0 {
			return i
		}
	}
	return len(word)
}
