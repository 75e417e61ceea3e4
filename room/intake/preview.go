package intake

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Preview is the corner of a sheet as it lies in the file, for a person to say
// where the table begins.
type Preview struct {
	Sheet   string
	Columns int // shown; the sheet may have more
	Width   int // columns of the sheet
	Height  int // number of its last line
	Lines   []PreviewLine
	Merged  []sheet.Range // cells merged over several, within the corner
	Layout  sheet.Layout  // where the headers are: as decided, or guessed for another sheet
}

// PreviewLine is one line of a sheet; its cells end at the last filled one.
type PreviewLine struct {
	Number int
	Hidden bool
	Cells  []string
}

// How much of a sheet is shown at most.
const (
	mostPreviewed  = 200 // lines
	widestPreview  = 60  // columns
	longestPreview = 200 // characters of a cell
)

// Preview shows the first lines that hold something of a sheet: of the one that
// the import reads when name is empty.
func (k *Desk) Preview(ctx context.Context, who access.Who, id int64, name string, limit int) (Preview, error) {
	m, err := k.Get(ctx, k.DB, who, id)
	if err != nil {
		return Preview{}, err
	}
	content, err := k.content(ctx, m)
	if err != nil {
		return Preview{}, err
	}
	book, err := sheet.Open(bytes.NewReader(content), int64(len(content)), m.File.Name, limits)
	if err != nil {
		return Preview{}, err
	}
	if name == "" {
		name = m.Settings.Sheet
	}
	at := slices.IndexFunc(book.Sheets, func(i sheet.Info) bool { return i.Name == name })
	if at < 0 {
		return Preview{}, noSheet(name)
	}
	grid, err := book.Read(at)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{Sheet: name, Width: book.Sheets[at].Columns, Height: book.Sheets[at].Rows}
	if name == m.Settings.Sheet && m.Settings.Layout != nil {
		p.Layout = *m.Settings.Layout
	} else {
		p.Layout = grid.Guess()
	}
	p.corner(grid, min(max(limit, 1), mostPreviewed))
	return p, nil
}

func (p *Preview) corner(grid *sheet.Grid, limit int) {
	lines := grid.Lines[:min(len(grid.Lines), limit)]
	for _, l := range lines {
		shown := PreviewLine{Number: l.Number, Hidden: l.Hidden}
		for _, c := range l.Cells[:min(len(l.Cells), widestPreview)] {
			shown.Cells = append(shown.Cells, shortened(c.Text))
		}
		p.Columns = max(p.Columns, len(shown.Cells))
		p.Lines = append(p.Lines, shown)
	}
	for _, r := range grid.Merged {
		if len(lines) > 0 && r.Row <= lines[len(lines)-1].Number && r.Column <= p.Columns && len(p.Merged) < mostPreviewed {
			p.Merged = append(p.Merged, r)
		}
	}
}

func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longestPreview {
		return string(r[:longestPreview-1]) + "…"
	}
	return s
}

func noSheet(name string) error {
	return fault.Invalid("sheet", label.F("There is no sheet “%s” in the file", "Le fichier n’a pas de feuille «\u202f%s\u202f»", name))
}
