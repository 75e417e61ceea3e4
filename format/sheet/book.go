// Package sheet reads and writes tables: text files (CSV, any separator and
// encoding) and Excel workbooks (.xlsx). It knows files and words, not what
// the tables mean.
//
// Reading goes in three steps, so that a person can correct what was guessed:
//
//	book, err := sheet.Open(file, size, "portfolio.xlsx", sheet.Limits{})
//	grid, err := book.Read(0)      // the cells of one sheet, as they lie
//	layout := grid.Guess()         // where the headers are, which way it runs
//	table := grid.Table(layout)    // named columns, and rows with their role
//
// Whatever was guessed, repaired or ignored is told in Notes. A file that
// cannot be read gives a fault whose sentence says what it is and what to do.
// Files are hostile until proven otherwise: what an archive expands to is
// bounded before and while it is read, nothing outside the file is ever
// opened, formulas are never run and macros are refused.
//
// Writing streams: WriteXLSX and WriteCSV pull rows from an iterator.
package sheet

import (
	"bytes"
	"io"
	"path"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Limits bound what is read. A zero field takes its default.
type Limits struct {
	Bytes    int64 // size of the file; 64 MB
	Expanded int64 // what the parts of a workbook expand to, together; 256 MB
	Parts    int   // files inside a workbook; 5,000
	Rows     int   // lines with content in one sheet; 200,000
	Columns  int   // columns in one sheet; 16,384
	Cells    int   // cells of one sheet, gaps before filled cells included; 4,000,000
	Cell     int   // bytes of text in one cell; 200,000
}

func (l Limits) orDefaults() Limits {
	fill := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.Bytes <= 0 {
		l.Bytes = 64 << 20
	}
	if l.Expanded <= 0 {
		l.Expanded = 256 << 20
	}
	fill(&l.Parts, 5_000)
	fill(&l.Rows, 200_000)
	fill(&l.Columns, 16_384)
	fill(&l.Cells, 4_000_000)
	fill(&l.Cell, 200_000)
	return l
}

// Book is an opened file. It reads from the file given to Open, which must stay
// open; it holds no other resource. It may be read by one goroutine at a time.
type Book struct {
	Name   string
	Sheets []Info       // at least one
	Notes  []label.Text // what concerns the whole file

	// Encoding and Separator are what was guessed of a text file, and zero for
	// a workbook. Separator may be changed before Read.
	Encoding  string // "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", "ISO-8859-15", "Mac Roman" or "MS-DOS 850"
	Separator rune

	limits Limits
	text   string // of a text file, decoded
	xlsx   *workbook
}

// Info describes one sheet: its name, whether the workbook hides it, and how
// far its filled cells reach.
type Info struct {
	Name    string `json:"name"`
	Hidden  bool   `json:"hidden"`
	Rows    int    `json:"rows"`
	Columns int    `json:"columns"`
}

// Open recognises a file by its content (its name is only shown) and lists its
// sheets. A file that is not a table is refused with a fault that says what it
// is and how to make a table of it.
func Open(r io.ReaderAt, size int64, name string, limits Limits) (*Book, error) {
	b := &Book{Name: path.Base(strings.ReplaceAll(name, `\`, "/")), limits: limits.orDefaults()}
	if size > b.limits.Bytes {
		return nil, fault.Oversize(label.F(
			"The file is larger than %d MB; remove pictures and sheets that are not needed, or cut it in two",
			"Le fichier dépasse %d Mo\u202f; retirez les images et les feuilles inutiles, ou coupez-le en deux", b.limits.Bytes>>20))
	}
	head := make([]byte, min(size, 4096))
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), head); err != nil {
		return nil, unreadable(err)
	}
	if err := sniff(head, r, size); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("PK")) {
		return b, b.openXLSX(r, size)
	}
	return b, b.openText(r, size)
}

// Read reads one sheet, by its place in Sheets.
func (b *Book) Read(sheet int) (*Grid, error) {
	if sheet < 0 || sheet >= len(b.Sheets) {
		return nil, fault.Invalid("sheet", label.T("This sheet is not in the file", "Cette feuille n’est pas dans le fichier"))
	}
	g := &Grid{Sheet: b.Sheets[sheet].Name, limits: b.limits}
	var err error
	if b.xlsx != nil {
		err = b.xlsx.read(sheet, g)
	} else {
		g.text = true
		err = parseText(b.text, b.Separator, g)
	}
	if err == nil {
		err = g.finish()
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// Table reads one sheet and lays it out as guessed: Read, Guess and Table in one.
func (b *Book) Table(sheet int) (*Table, error) {
	g, err := b.Read(sheet)
	if err != nil {
		return nil, err
	}
	return g.Table(g.Guess()), nil
}

func refuse(en, fr string, args ...any) error { return fault.Invalid("file", label.F(en, fr, args...)) }

func unreadable(err error) error {
	return fault.Invalid("file", label.T(
		"The file is damaged and cannot be read; open it in your spreadsheet program and save it again",
		"Le fichier est endommagé et illisible\u202f; ouvrez-le dans votre tableur puis enregistrez-le à nouveau")).Because(err)
}
