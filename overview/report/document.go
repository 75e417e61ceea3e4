// Package report makes documents of what the screens show: the summary of a
// portfolio, the sheets of its projects, a review. A report is first a Document,
// plain tables and charts in the reader's language; that becomes a PDF, a
// workbook, or fills a PowerPoint template, the one of the house or one of the
// customer's.
package report

import (
	"slices"

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

// Table is a table; Item is what one row is called in templates. Its rows beyond
// Most, which is none when 0, stand in the workbook alone; More says so. Columns that
// hold nothing are left out of paper and slides, but not of a template that is yet to
// be filled.
type Table struct {
	Item    string
	Columns []Column
	Rows    [][]Cell
	Most    int
	More    string
	Sample  bool
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

// shown are the rows that paper and slides show.
func (t *Table) shown() [][]Cell {
	if t.Most > 0 && len(t.Rows) > t.Most {
		return t.Rows[:t.Most]
	}
	return t.Rows
}

// more says what those leave out; nothing when they are all.
func (t *Table) more() string {
	if t == nil || len(t.shown()) == len(t.Rows) {
		return ""
	}
	return t.More
}

// filled is the table as paper and slides show it: without the columns in which no
// row that is shown says anything.
func (t *Table) filled() *Table {
	if t.empty() || t.Sample {
		return t
	}
	out := &Table{Item: t.Item, Rows: make([][]Cell, len(t.shown()))}
	for i, c := range t.Columns {
		if !slices.ContainsFunc(t.shown(), func(r []Cell) bool { return i < len(r) && r[i].Text != "" }) {
			continue
		}
		out.Columns = append(out.Columns, c)
		for j, r := range t.shown() {
			one := Cell{}
			if i < len(r) {
				one = r[i]
			}
			out.Rows[j] = append(out.Rows[j], one)
		}
	}
	return out
}

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

// part finds a part of a document; nil when it has none of this key.
func (d *Document) part(key string) *Part {
	for i := range d.Parts {
		if d.Parts[i].Key == key {
			return &d.Parts[i]
		}
	}
	return nil
}
