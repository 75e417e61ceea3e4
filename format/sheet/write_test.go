package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"vigie/format/cell"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

func rowsOf(rows [][]Value) iter.Seq2[[]Value, error] {
	return func(yield func([]Value, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var allKinds = []Head{
	{Title: "Projet"},
	{Title: "Charge", Kind: Number, Places: 2},
	{Title: "Coût", Kind: Money, Currency: "EUR"},
	{Title: "Avancement", Kind: Percent, Places: 1},
	{Title: "Début", Kind: Date},
	{Title: "Mois", Kind: Month},
	{Title: "Actif", Kind: YesNo},
}

func oneRow() [][]Value {
	return [][]Value{{
		TextValue("=1+1"), NumberValue(-5 * money.Scale), MoneyValue(12345678, "EUR"), PercentValue(125000),
		DateValue(day.Of(2026, 12, 31)), MonthValue(day.MonthOf(2026, 11)), YesNoValue(true),
	}, {TextValue("Élan; \"x\"\nsuite"), {}, {}, {}, {}, {}, YesNoValue(false)}}
}

func TestCSVSpeaksTheDialect(t *testing.T) {
	for _, c := range []struct {
		d    Dialect
		l    label.Lang
		want string
	}{
		{French, label.FR, "\ufeffProjet;Charge;Coût;Avancement;Début;Mois;Actif\r\n'=1+1;-5;1234,5678;12,5;31/12/2026;2026-11;oui\r\n\"Élan; \"\"x\"\"\nsuite\";;;;;;non\r\n"},
		{ISO, label.EN, "Projet,Charge,Coût,Avancement,Début,Mois,Actif\r\n'=1+1,-5,1234.5678,12.5,2026-12-31,2026-11,yes\r\n\"Élan; \"\"x\"\"\nsuite\",,,,,,no\r\n"},
	} {
		var b bytes.Buffer
		if err := WriteCSV(&b, Sheet{Lang: c.l, Heads: allKinds, Rows: rowsOf(oneRow())}, c.d); err != nil || b.String() != c.want {
			t.Errorf("got %v\n%q\nwant\n%q", err, b.String(), c.want)
		}
	}
}

func TestTextNeverBecomesAFormula(t *testing.T) {
	for _, s := range []string{"=1+1", "+33 1", "-x", "@SUM(A1)", "\t=1", "\r=1", "|calc", "＝1+1", "＋1", "－1", "＠x", "｜x", "  =1", "\u00a0=1", "\u200b=1", "'=1", "''=1", "-5"} {
		g := guarded(s)
		if g[0] != '\'' {
			t.Errorf("%q is written as %q", s, g)
		}
		if got := unguard(g); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
	for _, s := range []string{"", "a=1", "L'été", "'quoted'", "1-2", "(=)"} {
		if got := guarded(s); got != s || unguard(s) != s {
			t.Errorf("%q is written as %q", s, got)
		}
	}
	var b bytes.Buffer
	if err := WriteXLSX(&b, Sheet{Heads: allKinds, Rows: rowsOf(oneRow())}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b, excelize.Options{UnzipSizeLimit: 10 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if formula, _ := f.GetCellFormula("Vigie", "A2"); formula != "" {
		t.Errorf("A2 holds the formula %q", formula)
	}
	if got, _ := f.GetCellValue("Vigie", "A2"); got != "=1+1" {
		t.Errorf("A2 is %q, want the text as typed", got)
	}
}

func TestWorkbookIsReadyToUse(t *testing.T) {
	var b bytes.Buffer
	s := Sheet{Name: "Projets [2026]/12", Lang: label.FR, Heads: allKinds, Rows: rowsOf(oneRow()), About: []string{"Exporté par Anne le 31/12/2026", "=filtre"}}
	if err := WriteXLSX(&b, s); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: 10 << 20})
	if err != nil {
		t.Fatal(err)
	}
	name := f.GetSheetList()[0]
	if name != "Projets -2026--12" {
		t.Errorf("sheet is named %q", name)
	}
	if panes, _ := f.GetPanes(name); !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("header is not frozen: %+v", panes)
	}
	for at, want := range map[string]string{"B2": "-5.00", "C2": "1,234.57 €", "D2": "12.5%", "F2": "Nov 2026", "G2": "oui", "G3": "non"} {
		if got, _ := f.GetCellValue(name, at); got != want {
			t.Errorf("%s shows %q, want %q", at, got, want)
		}
	}
	if !bytes.Contains(part(t, raw, "xl/worksheets/sheet1.xml"), []byte(`<autoFilter ref="$A$1:$G$3"`)) {
		t.Error("the sheet has no filter over its rows")
	}
	book, err := openBytes(raw, "x.xlsx", Limits{})
	if err != nil || len(book.Sheets) != 2 || book.Sheets[1].Name != "À propos de cet export" {
		t.Errorf("sheets are %+v, %v", book.Sheets, err)
	}
}

func part(t *testing.T, raw []byte, name string) []byte {
	t.Helper()
	a, err := openArchive(bytes.NewReader(raw), int64(len(raw)), Limits{}.orDefaults())
	if err != nil {
		t.Fatal(err)
	}
	rc, err := a.open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	var b bytes.Buffer
	_, _ = b.ReadFrom(rc)
	return b.Bytes()
}

func TestErrorOfTheRowsEndsTheWriting(t *testing.T) {
	broken := errors.New("database away")
	rows := func(yield func([]Value, error) bool) {
		_ = yield([]Value{TextValue("a")}, nil) && yield(nil, broken)
	}
	s := Sheet{Heads: []Head{{Title: "A"}}, Rows: rows}
	if err := WriteCSV(&bytes.Buffer{}, s, ISO); !errors.Is(err, broken) {
		t.Errorf("CSV gives %v, want the error of the rows", err)
	}
	if err := WriteXLSX(&bytes.Buffer{}, s); !errors.Is(err, broken) {
		t.Errorf("XLSX gives %v, want the error of the rows", err)
	}
}

func TestLongTextIsCutVisibly(t *testing.T) {
	long := strings.Repeat("é", 40_000)
	var b bytes.Buffer
	if err := WriteXLSX(&b, Sheet{Heads: []Head{{Title: "A"}, {Title: "B"}}, Rows: rowsOf([][]Value{{TextValue(long), TextValue(strings.Repeat("x", maxXLSXChars))}})}); err != nil {
		t.Fatal(err)
	}
	got := gridOf(t, b.Bytes()).Lines[1].Cells
	if !strings.HasSuffix(got[0].Text, "é […]") || utf16Length(got[0].Text) > maxXLSXChars {
		t.Errorf("the text has %d units and ends in %q", utf16Length(got[0].Text), got[0].Text[len(got[0].Text)-10:])
	}
	if len(got[1].Text) != maxXLSXChars {
		t.Errorf("a text that just fits has %d characters", len(got[1].Text))
	}
}

// drawTable draws a table of values as an export may hold.
func drawTable(t *rapid.T) Sheet {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abcé Œ’œ\"';,|=+-@\t\n_x0041€\u202f\u00a0漢🎯<>&[]/0129.")), 0, 30, -1)
	s := Sheet{Lang: label.FR}
	n := rapid.IntRange(1, 6).Draw(t, "columns")
	for i := range n {
		s.Heads = append(s.Heads, Head{Title: fmt.Sprintf("Projet %d", i), Kind: Kind(rapid.IntRange(0, int(YesNo)).Draw(t, "kind"))})
	}
	s.Heads[0].Kind = Text
	var rows [][]Value
	for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
		row := make([]Value, n)
		for j, h := range s.Heads {
			a := money.Amount(rapid.Int64Range(-1e14, 1e14).Draw(t, "amount"))
			d := day.Day(rapid.Int32Range(int32(firstDay), int32(day.Last)).Draw(t, "day"))
			row[j] = map[Kind]Value{
				Text: TextValue(text.Draw(t, "text")), Number: NumberValue(a), Money: MoneyValue(a, "EUR"), Percent: PercentValue(a), Date: DateValue(d), Month: MonthValue(d.Month()), YesNo: YesNoValue(a > 0),
			}[h.Kind]
		}
		row[0] = TextValue(fmt.Sprintf("p%d", i) + row[0].Text)
		rows = append(rows, row)
	}
	s.Rows = rowsOf(rows)
	if rapid.Bool().Draw(t, "about") {
		s.About = []string{"Interne; diffusion limitée", "Exporté par Léa, le 23/11/2026 à 14:05 CET", "Filtre : Étape = \"Réalisation\""}
	}
	return s
}

// readBack compares what was written with what is read, value by value.
func readBack(t *rapid.T, raw []byte, s Sheet, f cell.Format) {
	b, err := openBytes(raw, "x", Limits{})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	g, err := b.Read(0)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	table := g.Table(Layout{FirstHeader: 1, LastHeader: 1})
	i := 0
	for row := range s.Rows {
		for j, v := range row {
			var c cell.Cell
			for k, column := range table.Columns {
				if column.Number == j+1 {
					c = table.Rows[i].Cells[k]
				}
			}
			if got, want := valueOf(v.Kind, c, f), valueText(v); got != want {
				t.Fatalf("row %d column %d: %q reads as %q, want %q\n%q", i, j, c.Text, got, want, raw[:min(len(raw), 500)])
			}
		}
		i++
	}
	if i != len(table.Rows) {
		t.Fatalf("%d rows, want %d", len(table.Rows), i)
	}
}

func valueText(v Value) string {
	switch {
	case !v.Filled || v.Kind == Text && cell.Of(v.Text).Blank():
		return ""
	case v.Kind == Text:
		return v.Text
	case v.Kind == Date:
		return v.Day.String()
	case v.Kind == Month:
		return v.Day.Month().String()
	case v.Kind == YesNo:
		return fmt.Sprint(v.Yes)
	}
	return v.Amount.String()
}

func valueOf(k Kind, c cell.Cell, f cell.Format) string {
	var v fmt.Stringer = money.Amount(0)
	var err error
	switch {
	case c.Blank():
		return ""
	case k == Text:
		return c.Text
	case k == Date:
		v, err = cell.Date(c, f)
	case k == Month:
		v, err = cell.Month(c, f)
	case k == YesNo:
		yes, err := cell.YesNo(c)
		return fmt.Sprint(yes, errText(err))
	case k == Percent:
		v, err = cell.Percent(c, f)
	default:
		v, _, err = cell.Amount(c, f)
	}
	return v.String() + errText(err)
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return " " + err.Error()
}

func TestWhatIsWrittenAsTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTable(t)
		d := rapid.SampledFrom([]Dialect{French, English, ISO}).Draw(t, "dialect")
		var b bytes.Buffer
		if err := WriteCSV(&b, s, d); err != nil {
			t.Fatal(err)
		}
		raw := append([]byte("sep="+string(d.Separator)+"\r\n"), bytes.TrimPrefix(b.Bytes(), []byte("\ufeff"))...)
		readBack(t, raw, s, cell.Format{Decimal: d.Decimal, Order: cell.DayFirst})
	})
}

func TestWhatIsWrittenAsAWorkbookReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTable(t)
		var b bytes.Buffer
		if err := WriteXLSX(&b, s); err != nil {
			t.Fatal(err)
		}
		readBack(t, b.Bytes(), s, cell.Format{Decimal: ','}) // typed cells do not depend on the style of texts
	})
}
