package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"vigie/format/chart"
)

func about() About {
	return About{Title: "Synthèse du portefeuille", Author: "Lise Martin", Subject: "Projets", Lang: "fr-FR", Footer: "Portefeuille · à la date du 22/11/2026", Page: "Page %d / %d", Created: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
}

func sample(rows int) *Doc {
	d := New(about())
	d.Cover("Synthèse du portefeuille", "Projets numériques", []string{"À la date du 22/11/2026"})
	d.Figures([]Figure{{Label: "Projets", Value: "60", Note: "+3 depuis octobre"}, {Label: "Coût total", Value: "2 292,90 M€", Note: "−411,12 M€", Colour: chart.Good}, {Label: "En retard", Value: "12"}, {Label: "Confiance", Value: "63"}})
	d.Heading(2, "Coût par entité", 60)
	d.Draw(chart.Bar{Title: "Coût par entité", Categories: []string{"DSI", "Direction financière", "Ressources humaines"}, Series: []chart.Series{{Name: "à date", Values: []float64{12, 7, math.NaN()}}, {Name: "référence", Values: []float64{10, 8, 3}}}, Label: func(i, j int) string { return "12,0 M€" }}.Draw(d.Width()))
	d.Heading(2, "Projets", 60)
	var all [][]Cell
	for i := range rows {
		all = append(all, []Cell{{Text: fmt.Sprint("P", i)}, {Text: strings.Repeat("Projet de refonte ", 1+i%6)}, {Text: "Ensoleillé", Sign: Sign(i%5 + 1), Colour: chart.Good}, {Text: "1 234,50 €"}})
	}
	d.Table([]Column{{Title: "Code", Width: 1}, {Title: "Nom", Width: 4, Bold: true}, {Title: "Météo", Width: 2}, {Title: "Coût total", Width: 2, Right: true}}, all)
	return d
}

func written(t testing.TB, d *Doc) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	if name := os.Getenv("VIGIE_KEEP"); name != "" {
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// contents returns what is written on each page, unpacked.
func contents(t testing.TB, b []byte) []string {
	t.Helper()
	var out []string
	for _, m := range regexp.MustCompile(`(?s)/Filter /FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream`).FindAllSubmatch(b, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		s, err := io.ReadAll(r)
		if err == nil && bytes.Contains(s, []byte("BT ")) {
			out = append(out, string(s))
		}
	}
	return out
}

func TestADocumentSaysWhatItIsAndWhatItsPartsAre(t *testing.T) {
	b := written(t, sample(80))
	for _, want := range []string{"/Lang (fr-FR)", "/MarkInfo <</Marked true>>", "/S /H1", "/S /H2", "/S /Table", "/S /TH", "/S /Figure", "/Outlines", "/StructParents 2", "/DisplayDocTitle true"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if n := bytes.Count(b, []byte("/S /H2")); n != 2 {
		t.Errorf("got %d headings of level 2, want 2", n)
	}
	for i, page := range contents(t, b) {
		if open, closed := strings.Count(page, " BDC")+strings.Count(page, " BMC"), strings.Count(page, "EMC"); open != closed || open == 0 {
			t.Errorf("page %d opens %d parts and closes %d", i+1, open, closed)
		}
	}
}

func TestTheHeadOfATableComesAgainOnEachPage(t *testing.T) {
	b := written(t, sample(80))
	pages := contents(t, b)
	if len(pages) < 3 {
		t.Fatalf("got %d pages, want more", len(pages))
	}
	for i, page := range pages {
		if n := strings.Count(page, "/TH <<"); n != 4 {
			t.Errorf("page %d has %d heads, want 4", i+1, n)
		}
		if rows := strings.Count(page, "/TD <<") / 4; rows < 2 {
			t.Errorf("page %d has %d rows: they stand alone", i+1, rows)
		}
	}
}

func TestNoRowIsLeftAloneOnTheLastPage(t *testing.T) {
	for rows := 2; rows < 90; rows++ {
		d := New(about())
		var all [][]Cell
		for i := range rows {
			all = append(all, []Cell{{Text: strings.Repeat("mot ", 1+i%40)}})
		}
		d.Table([]Column{{Title: "Texte", Width: 1}}, all)
		n := 0
		for _, e := range d.marks[len(d.marks)-1] {
			if e.tag == "TD" {
				n++
			}
		}
		if n < 2 {
			t.Errorf("%d rows: the last page has %d", rows, n)
		}
	}
}

func TestAnythingCanBeWritten(t *testing.T) {
	d := New(about())
	d.Cover("a\x00b\u202ec (\\) <<>> endobj", "", nil)
	d.Text(strings.Repeat("Ω", 3000) + " 👩‍🚀 " + strings.Repeat("long ", 2000))
	d.Heading(2, strings.Repeat("x", 500), 20)
	d.Table([]Column{{Title: "", Width: 1}}, [][]Cell{{{Text: strings.Repeat("y", 9000)}}, nil})
	b := written(t, d)
	if !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.HasSuffix(b, []byte("%%EOF\n")) {
		t.Error("this is no PDF")
	}
}

func BenchmarkDocument(b *testing.B) {
	for b.Loop() {
		written(b, sample(80))
	}
}

func TestAShortCellStaysOnOneLine(t *testing.T) {
	rows := [][]Cell{{{Text: strings.Repeat("mot ", 60)}, {Text: "31 Dec 2027", Sign: Square}}, {{Text: "a"}, {Text: ""}}}
	columns := []Column{{Title: "What", Width: 40}, {Title: "Amber/green", Width: 1}}
	x := New(about()).table(columns, rows)
	if n := len(x.lines(1, rows[0][1])); n != 1 {
		t.Errorf("a date takes %d lines", n)
	}
	if n := len(wrap(columns[1].Title, x.wide[1]-cellSpace, cellSize-0.7, false)); n != 1 {
		t.Errorf("a head of one word takes %d lines", n)
	}
	if sum := x.wide[0] + x.wide[1]; math.Abs(sum-New(about()).Width()) > 0.01 {
		t.Errorf("the columns take %.1f points of %.1f", sum, New(about()).Width())
	}
}

func TestAHeadingStaysWithItsTable(t *testing.T) {
	columns := []Column{{Title: "Risque", Width: 2}, {Title: "Parade", Width: 1}}
	for before := range 90 {
		for _, rows := range [][][]Cell{{{{Text: "a"}}}, {{{Text: "a"}}, {{Text: "b"}, {Text: strings.Repeat("mot ", 50)}}}, {{{Text: strings.Repeat("mot ", 3000)}}}} {
			d := New(about())
			d.Space(float64(before) * 8)
			d.Heading(2, "Risques ouverts", d.Starts(columns, rows))
			d.Table(columns, rows)
			for i, page := range d.marks {
				if len(page) > 0 && page[len(page)-1].tag == "H2" {
					t.Fatalf("after %d points the heading stands alone on page %d", before*8, i+1)
				}
			}
		}
	}
}
