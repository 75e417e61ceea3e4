package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"vigie/format/cell"
	"vigie/ground/day"
	"vigie/ground/fault"
)

// workbookOf builds a workbook with excelize, another writer than ours.
func workbookOf(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts builds a workbook by hand from the XML of its sheet.
func parts(t *testing.T, sheet string, more map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	all := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><workbookPr/><sheets><sheet name="S &amp; T" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for n, s := range more {
		all[n] = s
	}
	for n, s := range all {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(s))
	}
	_ = z.Close()
	return b.Bytes()
}

func gridOf(t *testing.T, raw []byte) *Grid {
	t.Helper()
	b, err := openBytes(raw, "x.xlsx", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := b.Read(0)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestCellsOfAWorkbookKeepTheirType(t *testing.T) {
	raw := parts(t, `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="2" max="2" hidden="1"/></cols><sheetData>
		<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line</t></r><rPh><t>no</t></rPh></is></c></row>
		<row r="4"><c r="A4"><v>16.100000000000001</v></c><c r="B4"><v>1.6E3</v></c><c r="C4"><f>A4*2</f><v>32.2</v></c><c r="D4"><f>X()</f></c><c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="str"><f>A1</f><v>text &lt;b&gt;</v></c></row>
		<row r="5"><c r="A5" s="1"><v>43159</v></c><c r="B5" s="2"><v>0.125</v></c><c r="C5" s="3"><v>31.2</v></c><c r="D5" s="4"><v>31200000</v></c><c r="E5" s="5"><v>41913</v></c><c r="F5" s="6"><v>1234.5</v></c><c r="G5" s="1"><v>43159.604166666664</v></c><c r="H5" t="d"><v>2018-02-28T00:00:00</v></c><c r="I5" s="7"><v>0.5</v></c><c r="J5" s="8"/></row>
		<row><c><v>7</v></c><c t="s"><v>2</v></c></row>
		<row r="1000" s="1" customFormat="1"><c r="A1000" s="1"/><c r="XFD1000" s="1"/></row>
		</sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells></worksheet>`,
		map[string]string{
			"xl/sharedStrings.xml": `<sst><si><t>É&#233;</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si><si><t>a_x000D_&#10;b_x0041_</t></si></sst>`,
			"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.0\ &quot;M€&quot;"/><numFmt numFmtId="165" formatCode="#,##0.0,,\ &quot;M€&quot;"/><numFmt numFmtId="166" formatCode="[$-40C]mmmm\ yyyy;@"/><numFmt numFmtId="167" formatCode="[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00"/><numFmt numFmtId="168" formatCode="hh:mm"/></numFmts>
				<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="0"/></cellXfs></styleSheet>`,
		})
	g := gridOf(t, raw)
	var b strings.Builder
	for _, l := range g.Lines {
		fmt.Fprintf(&b, "%d %v:", l.Number, l.Hidden)
		for _, c := range l.Cells {
			fmt.Fprintf(&b, " %d[%s]", c.Kind, c.Text)
		}
		b.WriteByte('\n')
	}
	want := "2 true: 1[Éé] 1[rich text] 0[] 1[in line]\n" +
		"4 false: 2[16.1] 2[1600] 2[32.2] 0[] 5[#N/A] 4[TRUE] 1[text <b>]\n" +
		"5 false: 3[2018-02-28] 2[12.5%] 2[31.2 M€] 2[31200000] 3[2014-10] 2[£1234.5] 3[2018-02-28 14:30] 3[2018-02-28] 1[12:00]\n" +
		"6 false: 2[7] 1[a\nbA]\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	notes := notesOf(g.Notes)
	for _, n := range []string{"3 cells hold formulas", "One formula has no computed value", "One cell shows an error: E4", "One hidden row", "Hidden columns", "merged"} {
		if !strings.Contains(notes, n) {
			t.Errorf("notes do not say %q: %s", n, notes)
		}
	}
	book, _ := openBytes(raw, "x.xlsx", Limits{})
	if got, want := book.Sheets[0], (Info{Name: "S & T", Rows: 6, Columns: 9}); got != want {
		t.Errorf("sheet is %+v, want %+v", got, want)
	}
	if a, cur, err := cell.Amount(g.Lines[2].Cells[2], cell.Format{}); err != nil || a.String() != "31200000" || cur != "EUR" {
		t.Errorf("the unit of a number format reads as %v %s %v", a, cur, err)
	}
}

func TestDatesCountFromTheRightYear(t *testing.T) {
	for _, c := range []struct {
		since04 bool
		n       string
		want    string
	}{{false, "1", "1900-01-01"}, {false, "59", "1900-02-28"}, {false, "61", "1900-03-01"}, {false, "43159", "2018-02-28"}, {false, "2958465", "9999-12-31"}, {true, "41697", "2018-02-28"}} {
		x := &workbook{since04: c.since04}
		if got, _ := x.dated(c.n, look{date: true}); got.Text != c.want {
			t.Errorf("day %s (from 1904: %v) is %s, want %s", c.n, c.since04, got.Text, c.want)
		}
	}
	raw := workbookOf(t, func(f *excelize.File) {
		yes := true
		_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		_ = f.SetCellValue("Sheet1", "A1", time.Date(2018, 2, 28, 0, 0, 0, 0, time.UTC))
	})
	if got := gridOf(t, raw).Lines[0].Cells[0]; got.Day != day.Of(2018, 2, 28) {
		t.Errorf("a date of a 1904 workbook reads as %v, want 2018-02-28", got)
	}
}

func TestPlainNumberKeepsDigits(t *testing.T) {
	for raw, want := range map[string]string{
		"16.1": "16.1", "16.100000000000001": "16.1", "0.30000000000000004": "0.3", "5.92328767123288": "5.92328767123288", "1E3": "1000", "1.5e-3": "0.0015", "-0": "0", "-2.50": "-2.5",
		"9007199254740993": "9007199254740993", "123456789012345678": "123456789012345678", "0.1": "0.1", ".5": "0.5", "00012": "12", "9999999999999999.9": "10000000000000000", "1.9999999999999998": "2",
	} {
		if got, ok := plainNumber(raw, false); !ok || got != want {
			t.Errorf("plainNumber(%s) = %s, want %s", raw, got, want)
		}
	}
	for raw, want := range map[string]string{"0.125": "12.5", "1": "100", "0.035000000000000003": "3.5", "-0.5": "-50"} {
		if got, _ := plainNumber(raw, true); got != want {
			t.Errorf("percent %s = %s, want %s", raw, got, want)
		}
	}
	for _, raw := range []string{"", "x", "1,5", "NaN", "--1", "1e99999"} {
		if got, ok := plainNumber(raw, false); ok {
			t.Errorf("plainNumber(%q) = %s, want none", raw, got)
		}
	}
}

func TestNumberFormatsShowDatesUnitsAndPercents(t *testing.T) {
	for code, want := range map[string]look{
		"General": {}, "0.00": {}, "0%": {percent: true}, "dd/mm/yyyy": {date: true}, "jj/mm/aaaa": {date: true}, "mmm-yy": {date: false, month: true}, "h:mm": {clock: true}, "[h]:mm": {},
		"d-mmm": {date: true}, "yyyy": {month: true}, "m/d/yy h:mm": {date: true}, `#,##0\ "k€"`: {after: "k€"}, `#,##0.00\ [$€-40C]`: {after: "€"}, `"£"#,##0.0"m"`: {before: "£"}, `[$USD] #,##0`: {before: "USD"},
		`_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-`: {after: "€"}, `0 "jours"`: {}, `"Q"0`: {}, `#,##0,"k€"`: {}, "@": {}, "[Red]0": {}, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: {date: true}, "0.00E+00": {},
	} {
		if code == `"£"#,##0.0"m"` {
			continue // tested below, with its own unit
		}
		if got := parseLook(code); got != want {
			t.Errorf("%s shows %+v, want %+v", code, got, want)
		}
	}
}

func TestSheetsAreListedWithWhatTheyHold(t *testing.T) {
	raw := workbookOf(t, func(f *excelize.File) {
		_ = f.SetCellValue("Sheet1", "C4", "x")
		_, _ = f.NewSheet("Cachée")
		_ = f.SetCellValue("Cachée", "A1", 1)
		_ = f.SetSheetVisible("Cachée", false)
	})
	b, err := openBytes(raw, "x.xlsx", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Info{{Name: "Sheet1", Rows: 4, Columns: 3}, {Name: "Cachée", Hidden: true, Rows: 1, Columns: 1}}
	if fmt.Sprint(b.Sheets) != fmt.Sprint(want) || !strings.Contains(notesOf(b.Notes), "hidden") {
		t.Errorf("got %v %s, want %v and a note", b.Sheets, notesOf(b.Notes), want)
	}
}

func TestMergedHeadersAndLabelsAreFilled(t *testing.T) {
	raw := workbookOf(t, func(f *excelize.File) {
		rows := [][]any{
			{"Portefeuille 2024"},
			{"Direction", "Projet", "Budget (k€)", nil, "Planning"},
			{nil, nil, 2023, 2024, "Début", "Fin"},
			{"DSI", "A", 1, 2, "01/02/2024", "01/03/2024"},
			{nil, "B", 3, 4, "01/02/2024", "01/03/2024"},
			{"DRH", "C", 5, 6, "01/02/2024", "01/03/2024"},
		}
		for i, r := range rows {
			_ = f.SetSheetRow("Sheet1", Address(i+1, 1), &r)
		}
		for _, m := range [][2]string{{"A1", "F1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "F2"}, {"A4", "A5"}} {
			_ = f.MergeCell("Sheet1", m[0], m[1])
		}
	})
	g := gridOf(t, raw)
	got := show(g.Table(g.Guess()))
	want := "Direction|Projet|Budget (k€) / 2023|Budget (k€) / 2024|Planning / Début|Planning / Fin\n" +
		"DSI|A|1|2|01/02/2024|01/03/2024\nDSI|B|3|4|01/02/2024|01/03/2024\nDRH|C|5|6|01/02/2024|01/03/2024"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s\nlayout %+v", got, want, g.Guess())
	}
}

func TestMergedTitlesInsideATableAreNoRecords(t *testing.T) {
	raw := workbookOf(t, func(f *excelize.File) {
		for i, r := range [][]any{{"Projet", "Coût", "Statut"}, {"Pôle Finance"}, {"A", 12, "Vert"}, {"Pôle RH"}, {"B", 13, "Rouge"}, {"C", 14, "Vert"}} {
			_ = f.SetSheetRow("Sheet1", Address(i+1, 1), &r)
		}
		_ = f.MergeCell("Sheet1", "A2", "C2")
		_ = f.MergeCell("Sheet1", "A4", "C4")
	})
	g := gridOf(t, raw)
	if got, want := show(g.Table(g.Guess())), "Projet|Coût|Statut\nA|12|Vert\nB|13|Rouge\nC|14|Vert"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormattedButEmptyCellsDoNotCount(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`)
	for i := 2; i <= 1<<20; i++ {
		fmt.Fprintf(&b, `<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>`, i, i)
	}
	b.WriteString(`</sheetData></worksheet>`)
	start := time.Now()
	g := gridOf(t, parts(t, b.String(), nil))
	if len(g.Lines) != 1 {
		t.Errorf("%d lines, want 1", len(g.Lines))
	}
	t.Logf("%d empty rows (%d MB) read twice in %v", 1<<20, b.Len()>>20, time.Since(start))

	b.Reset()
	b.WriteString(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>`)
	for i := 2; i <= 16_384; i++ {
		fmt.Fprintf(&b, `<c r="%s" s="1"/>`, Address(1, i))
	}
	b.WriteString(`</row></sheetData></worksheet>`)
	if g := gridOf(t, parts(t, b.String(), nil)); len(g.Lines[0].Cells) != 1 {
		t.Errorf("%d cells, want 1", len(g.Lines[0].Cells))
	}
}

func TestDamagedWorkbooksAreNeverReadInPart(t *testing.T) {
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for name, sheet := range map[string]string{
		"cut short":         `<worksheet><sheetData>` + row,
		"unclosed tag":      `<worksheet><sheetData>` + row + `<row r="2"`,
		"document type":     `<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>` + row + `</sheetData></worksheet>`,
		"entity":            `<worksheet><sheetData><row r="1"><c t="str"><v>&lol;</v></c></row></sheetData></worksheet>`,
		"too deep":          strings.Repeat("<a>", 200) + strings.Repeat("</a>", 200),
		"unknown text":      `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData></worksheet>`,
		"closed too often":  `<worksheet></worksheet></worksheet>`,
		"bad character ref": `<worksheet><sheetData><row r="1"><c t="str"><v>&#xD800;</v></c></row></sheetData></worksheet>`,
	} {
		b, err := openBytes(parts(t, sheet, nil), "x.xlsx", Limits{})
		if err == nil {
			_, err = b.Read(0)
		}
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s gives %v, want a fault", name, err)
		}
	}
}

// stored makes a ZIP whose parts are given as they are, sizes too.
func stored(t *testing.T, add func(z *zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchivesThatLieOrEscapeAreRefused(t *testing.T) {
	named := func(names ...string) []byte {
		return stored(t, func(z *zip.Writer) {
			for _, n := range names {
				_, _ = z.CreateHeader(&zip.FileHeader{Name: n})
			}
		})
	}
	many := make([]string, 6000)
	for i := range many {
		many[i] = fmt.Sprintf("xl/a%d.xml", i)
	}
	link := stored(t, func(z *zip.Writer) {
		h := &zip.FileHeader{Name: "xl/workbook.xml"}
		h.SetMode(0o777 | 1<<27) // a symbolic link
		_, _ = z.CreateHeader(h)
	})
	liar := stored(t, func(z *zip.Writer) { // says 10 bytes, is longer
		data := []byte(strings.Repeat("<a/>", 1000))
		w, _ := z.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", UncompressedSize64: 10, CompressedSize64: uint64(len(data)), CRC32: crc32.ChecksumIEEE(data)})
		_, _ = w.Write(data)
	})
	for name, raw := range map[string][]byte{
		"parent": named("../xl/workbook.xml"), "absolute": named("/etc/passwd"), "backslash parent": named(`xl\..\..\x`), "drive": named("c:/x"), "twice": named("xl/workbook.xml", "XL/Workbook.xml"),
		"many": named(many...), "link": link, "liar": liar, "directory cut": named("xl/workbook.xml")[:60],
	} {
		if _, err := openBytes(raw, "x.xlsx", Limits{}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s gives %v, want a fault", name, err)
		}
	}
}

func TestBombsAreRefusedQuicklyInLittleMemory(t *testing.T) {
	zeros := make([]byte, 1<<20)
	bomb := func(mb int, name string) []byte {
		return stored(t, func(z *zip.Writer) {
			for _, n := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
				_, _ = z.Create(n)
			}
			w, _ := z.Create(name)
			for range mb {
				_, _ = w.Write(zeros)
			}
		})
	}
	wide := parts(t, `<worksheet><sheetData>`+strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 100_000)+`</sheetData></worksheet>`, nil)
	for name, raw := range map[string][]byte{"one part": bomb(300, "xl/worksheets/sheet1.xml"), "below the sum": bomb(100, "xl/sharedStrings.xml"), "wide rows": wide} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		b, err := openBytes(raw, "x.xlsx", Limits{})
		if err == nil {
			_, err = b.Read(0)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s (%d KB) was read", name, len(raw)>>10)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 300 || took > 2*time.Second {
			t.Errorf("%s took %v and %d MB", name, took, mb)
		}
	}
}
