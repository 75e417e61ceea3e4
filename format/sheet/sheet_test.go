package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"vigie/format/cell"
	"vigie/ground/fault"
	"vigie/ground/label"
)

func openBytes(b []byte, name string, l Limits) (*Book, error) {
	return Open(bytes.NewReader(b), int64(len(b)), name, l)
}

// tableOf reads a text as a table.
func tableOf(t *testing.T, text string) *Table {
	t.Helper()
	b, err := openBytes([]byte(text), "t.csv", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := b.Table(0)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// show writes a table's data on one line per row, cells separated by bars.
func show(t *Table) string {
	var b strings.Builder
	for i, c := range t.Columns {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(c.Name)
	}
	for _, r := range t.Rows {
		if r.Role != Data {
			continue
		}
		b.WriteByte('\n')
		for j, c := range r.Cells {
			if j > 0 {
				b.WriteByte('|')
			}
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

func notesOf(notes []label.Text) string {
	var b strings.Builder
	for _, n := range notes {
		b.WriteString(n.In(label.EN) + "\n" + n.In(label.FR) + "\n")
	}
	return b.String()
}

const plain = "Projet|Coût|Début\nÉlan|12,5|31/12/2015\nŒuvre|3|01/02/2016"

func TestEveryEncodingReadsTheSame(t *testing.T) {
	text := strings.ReplaceAll(plain, "|", ";") + "\n"
	utf16of := func(big bool) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(text)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	legacy := func(m *charmap.Charmap, s string) []byte {
		b, err := m.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	noLigature := strings.ReplaceAll(text, "Œ", "Préœ"[:4])
	for _, c := range []struct {
		name string
		raw  []byte
		want string
		text string
	}{
		{"UTF-8", []byte(text), "UTF-8", text},
		{"UTF-8 with a mark", append([]byte("\xef\xbb\xbf"), text...), "UTF-8", text},
		{"UTF-16LE with a mark", append([]byte("\xff\xfe"), utf16of(false)...), "UTF-16LE", text},
		{"UTF-16BE with a mark", append([]byte("\xfe\xff"), utf16of(true)...), "UTF-16BE", text},
		{"UTF-16LE", utf16of(false), "UTF-16LE", text},
		{"UTF-16BE", utf16of(true), "UTF-16BE", text},
		{"Windows-1252", legacy(charmap.Windows1252, text), "Windows-1252", text},
		{"ISO-8859-15", legacy(charmap.ISO8859_15, text+"Coût en €;1;01/01/2020\n"), "ISO-8859-15", text + "Coût en €;1;01/01/2020\n"},
		{"Mac Roman", legacy(charmap.Macintosh, text+"Réélection;1;01/01/2020\nDéçu;2;01/01/2020\n"), "Mac Roman", text + "Réélection;1;01/01/2020\nDéçu;2;01/01/2020\n"},
		{"MS-DOS", legacy(charmap.CodePage850, noLigature+"Réélection;1;01/01/2020\nDéçu;2;01/01/2020\n"), "MS-DOS 850", noLigature + "Réélection;1;01/01/2020\nDéçu;2;01/01/2020\n"},
		{"UTF-8 with a foreign byte", append([]byte(text+"ééééé;1;\n"), "caf\xe9;1;01/01/2020\n"...), "UTF-8", text + "ééééé;1;\ncafé;1;01/01/2020\n"},
	} {
		b, err := openBytes(c.raw, "x.csv", Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if b.Encoding != c.want || b.Separator != ';' || b.text != c.text {
			t.Errorf("%s: read as %s with %q: %q", c.name, b.Encoding, b.Separator, b.text)
		}
	}
}

func TestEverySeparatorIsFound(t *testing.T) {
	for _, sep := range []string{",", ";", "\t", "|", "^", "~"} {
		text := strings.NewReplacer("|", sep, "12,5", `"12,5"`).Replace(plain)
		if got := show(tableOf(t, text)); got != plain {
			t.Errorf("with %q: %q", sep, got)
		}
	}
	for _, text := range []string{
		"sep=;\r\nA;B\r\n1;2\r\n",
		"Nom;Description;Coût\nAlpha;un, deux, trois;1,5\nBeta;quatre, cinq;2,5\nGamma;six;3,5\n",
		"Nom;Description\n\"A\";\"un, deux\"\n\"B\";\"a, b, c\"\n",
	} {
		b, err := openBytes([]byte(text), "x.csv", Limits{})
		if err != nil || b.Separator != ';' {
			t.Errorf("%q: separator %q, %v; want ;", text, b.Separator, err)
		}
	}
}

func TestLineEndsQuotesAndNulAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"A,B\r\n1,2\r3,4\n5,6": "A|B\n1|2\n3|4\n5|6",
		"A,B\r1,2\r":           "A|B\n1|2",
		"A,B\n\"x\r\ny\",\"say \"\"hi\"\"\"\n1,2\n": "A|B\nx\ny|say \"hi\"\n1|2",
		"A,B\nx\x00y,2\n1,2\n":                      "A|B\nxy|2\n1|2",
		"A,B\n\"x\"y,2\n1,2\n":                      "A|B\nxy|2\n1|2",
		"A,B\n5\" disk,2\n1,2\n":                    "A|B\n5\" disk|2\n1|2",
		"A,B\n1,2,3\n4,5\n":                         "A|B|(C)\n1|2|3\n4|5|",
		"A,B\n1\n4,5\n":                             "A|B\n1|\n4|5",
		"A,A,a\n1,2,3\n4,5,6\n":                     "A|A (2)|a (3)\n1|2|3\n4|5|6",
		"A,B,\n1,2,\n4,5,\n":                        "A|B\n1|2\n4|5",
	} {
		if got := show(tableOf(t, text)); got != want {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
	}
}

func TestUnterminatedQuoteNamesItsLine(t *testing.T) {
	b, err := openBytes([]byte("A,B\r\n1,\"x\r\ny\"\r\n2,\"never closed\r\n3,4\r\n"), "x.csv", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Read(0)
	if fault.KindOf(err) != fault.BadInput || !strings.Contains(err.Error(), "Line 4:") {
		t.Errorf("got %v, want a fault naming line 4", err)
	}
}

func TestRaggedLinesAreNoted(t *testing.T) {
	table := tableOf(t, "A,B\n1,2\n3,4,5\n6,7\n")
	if got := notesOf(table.Notes); !strings.Contains(got, "the first is line 3") {
		t.Errorf("notes are %q, want line 3 named", got)
	}
}

func TestLayoutsOfThePMOAreUnderstood(t *testing.T) {
	for _, c := range []struct{ name, text, want, notes string }{
		{
			"titles above", "Portefeuille 2024;;;\nÉdité le 12/03/2024;;;\n;;;\nProjet;Coût;Début;Statut\nA;12;01/02/2024;Vert\nB;13;01/03/2024;Rouge\n",
			"Projet|Coût|Début|Statut\nA|12|01/02/2024|Vert\nB|13|01/03/2024|Rouge", "2 lines above the headers",
		},
		{
			"titles without padding", "Portefeuille 2024\n\nProjet;Coût;Statut\nA;12;Vert\nB;13;Rouge\nC;13;Rouge\n",
			"Projet|Coût|Statut\nA|12|Vert\nB|13|Rouge\nC|13|Rouge", "One line above",
		},
		{
			"headers on two lines", "Projet;Direction;Budget;;Planning;\n;;2023;2024;Début;Fin\nA;DSI;1;2;01/02/2024;01/03/2024\nB;DRH;3;4;01/02/2024;01/03/2024\n",
			"Projet|Direction|Budget / 2023|Budget / 2024|Planning / Début|Planning / Fin\nA|DSI|1|2|01/02/2024|01/03/2024\nB|DRH|3|4|01/02/2024|01/03/2024", "",
		},
		{
			"totals and notes", "Projet;Coût;Statut\nA;12;Vert\n\nB;13;Rouge\nTotal;25;\n\nSource : DSI;;\n* hors taxes;;\n",
			"Projet|Coût|Statut\nA|12|Vert\nB|13|Rouge", "One total line",
		},
		{
			"a single project", "Nom;Statut;Budget;Direction;Date de fin\nCadastre;Vert;12000;DSI;31/12/2026\n",
			"Nom|Statut|Budget|Direction|Date de fin\nCadastre|Vert|12000|DSI|31/12/2026", "",
		},
		{
			"a project called Total", "Projet;Description;Coût\nTotal Recall;Migration de la mémoire;12\nB;Autre;13\n",
			"Projet|Description|Coût\nTotal Recall|Migration de la mémoire|12\nB|Autre|13", "",
		},
		{
			"subtotals", "Direction;Projet;Coût\nDSI;A;12\nDSI;B;13\nSous-total DSI;;25\nDRH;C;1\nTOTAL GÉNÉRAL;;26\n",
			"Direction|Projet|Coût\nDSI|A|12\nDSI|B|13\nDRH|C|1", "2 total lines",
		},
		{"headers again", "Projet;Coût;Statut\nA;12;Vert\nProjet;Coût;Statut\nB;13;Rouge\n", "Projet|Coût|Statut\nA|12|Vert\nB|13|Rouge", "repeats the headers"},
		{"line breaks in headers", "\"Nom\ndu projet\";\"Coût\r\n(k€)\"\nA;12\nB;13\n", "Nom du projet|Coût (k€)\nA|12\nB|13", ""},
		{"all words", "Nom;Ville;Pays\nAnne;Paris;France\nBob;Lille;France\n", "Nom|Ville|Pays\nAnne|Paris|France\nBob|Lille|France", ""},
		{"one column", "Projet\nA\nB\nC\n", "Projet\nA\nB\nC", ""},
		{
			"one project per column", "Projet;A;B;C\nDirection;DSI;DRH;DAF\nCoût (k€);12;13;14\nDébut;01/02/2024;01/03/2024;01/04/2024\nStatut;Vert;Rouge;Vert\n",
			"Projet|Direction|Coût (k€)|Début|Statut\nA|DSI|12|01/02/2024|Vert\nB|DRH|13|01/03/2024|Rouge\nC|DAF|14|01/04/2024|Vert", "one record per column",
		},
		{"months as headers", "Projet;janv-24;févr-24;mars-24\nA;1;2;3\nB;4;5;6\n", "Projet|janv-24|févr-24|mars-24\nA|1|2|3\nB|4|5|6", ""},
		{"empty columns", "Projet;;Coût;\nA;;12;\nB;;13;\n", "Projet|Coût\nA|12\nB|13", ""},
		{"one project", "Projet;Coût;Début\nA;12;01/02/2024\n", "Projet|Coût|Début\nA|12|01/02/2024", ""},
		{"no headers", "Alpha;12;01/02/2024\nBeta;13;02/02/2024\n", "(A)|(B)|(C)\nAlpha|12|01/02/2024\nBeta|13|02/02/2024", "named by their letters"},
		{"a block of facts above", "Direction :;DSI;;\nDate :;12/03/2024;;\n;;;\nN°;Projet;Budget k€;Météo\n1;Alpha;12;Soleil\n2;Beta;13;Pluie\n", "N°|Projet|Budget k€|Météo\n1|Alpha|12|Soleil\n2|Beta|13|Pluie", "2 lines above"},
		{"count after the total", "Code;Libellé;Montant\nP1;Alpha;1 234,50\nP2;Beta;2 000,00\nTotal général;;3 234,50\nNombre de projets : 2;;\n", "Code|Libellé|Montant\nP1|Alpha|1 234,50\nP2|Beta|2 000,00", "2 total lines"},
		{"indented table", ";;Projet;Coût\n;;A;12\n;;B;13\n", "Projet|Coût\nA|12\nB|13", ""},
		{"years as headers", "Project;Owner;2023;2024\nA;x;1;2\nB;y;4;5\n", "Project|Owner|2023|2024\nA|x|1|2\nB|y|4|5", ""},
		{"headers alone", "Projet;Coût;Début\n", "Projet|Coût|Début", ""},
	} {
		table := tableOf(t, c.text)
		if got := show(table); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s\nlayout %+v", c.name, got, c.want, table.Layout)
		}
		if got := notesOf(table.Notes); c.notes != "" && !strings.Contains(got, c.notes) {
			t.Errorf("%s: notes %q do not say %q", c.name, got, c.notes)
		}
	}
}

func TestPlacesAreNamedForPeople(t *testing.T) {
	table := tableOf(t, "Titre\n\nProjet;Coût\nA;12\nB;NA\n")
	if got, want := table.Where(1, 1).In(label.FR), "ligne 5, colonne Coût"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	x := &Table{Rows: []Row{{Number: 12}}, Columns: []Column{{Number: 11}}}
	if got := x.Where(0, 0).String(); got != "K12" {
		t.Errorf("got %q, want K12", got)
	}
	x.turned = true
	if got := x.Where(0, 0).String(); got != "L11" {
		t.Errorf("transposed: got %q, want L11", got)
	}
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := Letters(n); got != want {
			t.Errorf("Letters(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestTransposeTwiceIsTheSame(t *testing.T) {
	b, _ := openBytes([]byte("A,B,C\n1,,3\n,,\n4,5,6\n"), "x.csv", Limits{})
	g, err := b.Read(0)
	if err != nil {
		t.Fatal(err)
	}
	twice := g.Transpose().Transpose()
	if got, want := fmt.Sprint(twice.Lines), fmt.Sprint(g.Lines); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEachWrongFileIsRefusedWithItsRemedy(t *testing.T) {
	archive := func(names ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range names {
			w, err := z.Create(n)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.Write([]byte("x"))
		}
		_ = z.Close()
		return b.Bytes()
	}
	ole := func(stream string) []byte {
		b := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 512))
		for _, c := range stream {
			b = append(b, byte(c), 0)
		}
		return append(b, make([]byte, 512)...)
	}
	seen := map[string]string{}
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"empty":      {nil, "The file is empty"},
		"spaces":     {[]byte(" \r\n \n"), "The file is empty"},
		"web page":   {[]byte("\xef\xbb\xbf <!DOCTYPE html><html><table><tr><td>A</td></tr></table>"), "web page"},
		"html table": {[]byte("<table><tr><td>1</td></tr></table>"), "web page"},
		"xml 2003":   {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), "XML Spreadsheet 2003"},
		"xml":        {[]byte(`<?xml version="1.0"?><Project/>`), "XML document"},
		"json":       {[]byte(`[{"name":"x"}]`), "JSON"},
		"pdf":        {[]byte("%PDF-1.7\n..."), "PDF"},
		"picture":    {[]byte("\x89PNG\r\n\x1a\n0000"), "picture"},
		"gzip":       {[]byte("\x1f\x8b\x08\x00"), "compressed"},
		"old xls":    {ole("Workbook"), "old .xls"},
		"password":   {ole("EncryptedPackage"), "password"},
		"old word":   {ole("WordDocument"), "old Office document"},
		"macros":     {archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), ".xlsm"},
		"binary":     {archive("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"},
		"word":       {archive("[Content_Types].xml", "word/document.xml"), "Word document"},
		"slides":     {archive("[Content_Types].xml", "ppt/presentation.xml"), "presentation"},
		"ods":        {archive("mimetype", "content.xml"), ".ods"},
		"numbers":    {archive("Index/Document.iwa"), "Numbers"},
		"zip":        {archive("a.csv"), "ZIP archive"},
		"no sheet":   {archive("[Content_Types].xml"), "not a workbook"},
		"noise":      {bytes.Repeat([]byte{1, 2, 3, 200, 4}, 100), "not a text table"},
		"truncated":  {archive("[Content_Types].xml", "xl/workbook.xml")[:80], "damaged"},
	} {
		_, err := openBytes(c.raw, name+".xlsx", Limits{})
		if fault.KindOf(err) != fault.BadInput || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gives %v, want a fault with %q", name, err, c.want)
			continue
		}
		var f *fault.Fault
		if f, _ = err.(*fault.Fault); f.Text.FR == f.Text.EN || f.Text.FR == "" {
			t.Errorf("%s is not told in French: %q", name, f.Text.FR)
		}
		seen[f.Text.EN] = name
	}
	if len(seen) < 20 {
		t.Errorf("%d different sentences, want one for each sort of file", len(seen))
	}
}

func TestLimitsAreToldAsWhatToDo(t *testing.T) {
	text := strings.Repeat("a,b,c\n", 20)
	for _, c := range []struct {
		l    Limits
		want string
	}{
		{Limits{Bytes: 50}, "larger than"}, {Limits{Rows: 10}, "more than 10 rows"}, {Limits{Columns: 2}, "more than 2 columns"}, {Limits{Cells: 30}, "more than 30 cells"},
	} {
		b, err := openBytes([]byte(text), "x.csv", c.l)
		if err == nil {
			_, err = b.Read(0)
		}
		if fault.KindOf(err) != fault.TooLarge || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v gives %v, want %q", c.l, err, c.want)
		}
	}
	b, _ := openBytes([]byte("a,b\n"+strings.Repeat("x", 100)+",1\n"), "x.csv", Limits{Cell: 50})
	if _, err := b.Read(0); err == nil || !strings.Contains(err.Error(), "Cell A2") {
		t.Errorf("a long cell gives %v, want its address", err)
	}
}

func TestRolesKeepRowsInPlace(t *testing.T) {
	table := tableOf(t, "Projet;Coût;Statut\nA;12;Vert\nTotal;12;\n")
	if len(table.Rows) != 2 || table.Rows[1].Role != Total || table.Rows[1].Number != 3 {
		t.Errorf("rows are %+v, want the total kept as line 3", table.Rows)
	}
	if got := len(table.Values(0)); got != 1 {
		t.Errorf("%d values, want the one of the project", got)
	}
	if table.Rows[0].Cells[1].Kind != cell.Words {
		t.Errorf("a cell of a text file is of kind %d, want words", table.Rows[0].Cells[1].Kind)
	}
}
