// Package report makes documents of what the screens show: the summary of a
// portfolio, the sheets of its projects, a review. A report is first a Document,
// plain tables and charts in the reader's language; that becomes a PDF, a
// workbook, or fills a PowerPoint template, the one of the house or one of the
// customer's.
package report

import (
	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/format/pdf"
	"vigie/format/sheet"
	"vigie/ground/label"
)

// The kinds of reports.
const (
	Summary = "summary"
	Project = "project"
	Review  = "review"
)

// Kinds are all of them.
var Kinds = []string{Summary, Project, Review}

// Document is a report before it takes a form.
type Document struct {
	Kind     string
	Lang     label.Lang
	Title    string
	Subtitle string
	Lines    []string // from when, compared with what, made by whom
	Footer   string
	Facts    []Fact
	Parts    []Part
	Projects []Document // the sheets of projects, each a document within this one
}

// Fact is one value with its name.
type Fact struct {
	Key, Label string
	Cell
}

// Cell is a value as it is read, with a sign of its colour where it has one.
type Cell struct {
	Text   string
	Sign   pdf.Sign
	Colour chart.Colour
	Value  sheet.Value // for workbooks; Text when empty
}

// Figure is a figure that is read from afar.
type Figure struct {
	Key, Label, Value, Note string
	Colour                  chart.Colour // of the note
	Cell                    sheet.Value
	Was                     sheet.Value
}

// Part is one block of a document.
type Part struct {
	Key, Title string
	Note       string // a sentence under the title
	Text       string
	Figures    []Figure
	Table      *Table
	Bars       *chart.Bar
	Curve      *chart.Curve
	Bubble     *chart.Bubble
	Timeline   *chart.Timeline
	Native     *deck.Chart // the same chart for PowerPoint
	Form       deck.Form
	Axes       [2]string // the formats of the axes of bubbles
}

// Table is a table; Item is what one row is called in templates.
type Table struct {
	Item    string
	Columns []Column
	Rows    [][]Cell
}

// Column is one column of a Table.
type Column struct {
	Key, Title  string
	Width       float64
	Right, Bold bool
	Kind        sheet.Kind
}

func (t *Table) empty() bool { return t == nil || len(t.Rows) == 0 }

func (t *Table) add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

func words(s string) Cell { return Cell{Text: s} }

// nothing says that a part has nothing to show.
var nothing = label.T("Nothing to report", "Rien à signaler")

// fact finds a fact of a document.
func (d *Document) fact(key string) (Fact, bool) {
	for _, f := range d.Facts {
		if f.Key == key {
			return f, true
		}
	}
	return Fact{}, false
}
