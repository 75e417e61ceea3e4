package sheet

import (
	"archive/zip"
	"bytes"
	"testing"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// tight keeps what a fuzzer can make us read small.
var tight = Limits{Bytes: 1 << 20, Expanded: 4 << 20, Parts: 50, Rows: 2000, Columns: 500, Cells: 50_000, Cell: 10_000}

// sound opens a file and checks what must hold of whatever is read.
func sound(t *testing.T, raw []byte) {
	b, err := openBytes(raw, "x", tight)
	if err != nil {
		if !isFault(err) || fault.KindOf(err) == fault.Internal {
			t.Fatalf("open gives %v, want a fault", err)
		}
		return
	}
	for i := range b.Sheets {
		g, err := b.Read(i)
		if err != nil {
			if !isFault(err) {
				t.Fatalf("read gives %v, want a fault", err)
			}
			continue
		}
		l := g.Guess()
		for _, layout := range []Layout{l, {FirstHeader: 1, LastHeader: 2}, {Transposed: true, FirstHeader: 1, LastHeader: 1}, {}} {
			checkTable(t, g.Table(layout))
		}
	}
}

func checkTable(t *testing.T, table *Table) {
	names := map[string]bool{}
	for _, c := range table.Columns {
		if c.Name == "" || names[label.Fold(c.Name)] {
			t.Fatalf("column name %q is empty or comes twice", c.Name)
		}
		names[label.Fold(c.Name)] = true
	}
	last := 0
	for i, r := range table.Rows {
		if len(r.Cells) != len(table.Columns) || r.Number <= last {
			t.Fatalf("row %d has %d cells for %d columns, after row %d", r.Number, len(r.Cells), len(table.Columns), last)
		}
		last = r.Number
		for j := range r.Cells {
			_ = table.Where(i, j)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"A;B\n1;2\n", "A,B\r1,\"x\"\"y\"\r\n", "\xff\xfeA\x00;\x00", "\xef\xbb\xbfsep=|\nA|B", "\"", "a\tb\n\n\n\tc\n", "Projet;A;B\nCoût;1;2\n", "caf\xe9;1\n", "'=1;2\n", "Total;1\n\n* note\n", "PK\x03\x04", "<html>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(sound)
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>43159</v></c></row><row r="3"><c t="inlineStr"><is><t>x &amp; y</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
		`<sst><si><t>é_x000D_</t></si></sst>`, `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0\ &quot;M€&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(`<x:worksheet><!-- c --><x:sheetData><x:row><x:c><x:v><![CDATA[1.5E-3]]></x:v></x:c></x:row></x:sheetData></x:worksheet>`, `<sst/>`, `<styleSheet/>`)
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, s := range map[string]string{
			"[Content_Types].xml":        `<Types/>`,
			"xl/workbook.xml":            `<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="t.xml"/><Relationship Id="r3" Type="/styles" Target="f.xml"/></R>`,
			"xl/s.xml":                   sheet, "xl/t.xml": texts, "xl/f.xml": styles,
		} {
			w, _ := z.CreateHeader(&zip.FileHeader{Name: name})
			_, _ = w.Write([]byte(s))
		}
		_ = z.Close()
		sound(t, b.Bytes())
	})
}
