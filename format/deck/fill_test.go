package deck

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/ground/money"
)

// decks are presentations that PowerPoint saved, and nobody of this project made.
var decks = []string{"cht-charts", "mst-placeholders", "ph-populated-placeholders", "tbl-cell", "txt-text"}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "pptx", name+".pptx"))
	if os.IsNotExist(err) {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("shared/data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// parts returns a presentation by part, and the names in order.
func parts(t testing.TB, b []byte) (map[string]string, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out, names := map[string]string{}, []string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(body)
		names = append(names, f.Name)
	}
	return out, names
}

// with returns a presentation with parts changed: old to new, once each.
func with(t testing.TB, b []byte, name string, pairs ...string) []byte {
	t.Helper()
	all, names := parts(t, b)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(all[name], pairs[i]) {
			t.Fatalf("%s does not hold %q", name, pairs[i])
		}
		all[name] = strings.Replace(all[name], pairs[i], pairs[i+1], 1)
	}
	return zipped(t, all, names)
}

func zipped(t testing.TB, all map[string]string, names []string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, n := range names {
		w, err := z.Create(n)
		if err == nil {
			_, err = w.Write([]byte(all[n]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func filled(t testing.TB, template []byte, s Scope) []byte {
	t.Helper()
	out, err := Bytes(template, s)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, out)
	return out
}

func sound(t testing.TB, b []byte) {
	t.Helper()
	found, err := Check(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

func values(pairs ...string) Scope {
	s := Scope{Values: map[string]Value{}}
	for i := 0; i < len(pairs); i += 2 {
		s.Values[pairs[i]] = Text(pairs[i+1])
	}
	return s
}

func TestADeckWithoutKeysComesOutByteForByte(t *testing.T) {
	for _, name := range decks {
		t.Run(name, func(t *testing.T) {
			b := sample(t, name)
			sound(t, b)
			out := filled(t, b, values("project.name", "x"))
			was, order := parts(t, b)
			now, names := parts(t, out)
			if strings.Join(names, "\n") != strings.Join(order, "\n") {
				t.Errorf("the parts changed: got %q, want %q", names, order)
			}
			for n := range was {
				if was[n] != now[n] {
					t.Errorf("%s changed", n)
				}
			}
		})
	}
}

func TestAKeyIsReplacedAlsoWhenCutIntoRuns(t *testing.T) {
	b := with(t, sample(t, "txt-text"), "ppt/slides/slide1.xml",
		"<a:t> Foo Bar </a:t>", "<a:t>To {</a:t></a:r><a:r><a:rPr b=\"1\"/><a:t>{project</a:t></a:r><a:r><a:t>.name}} end</a:t>",
		"<a:t>yahoo.com</a:t>", "<a:t>{{ Project.Name }} {{unknown.key}}</a:t>")
	out := filled(t, b, values("project.name", "A & B <\x01tag> {{project.name}}\n=2"))
	was, _ := parts(t, b)
	now, _ := parts(t, out)
	got := now["ppt/slides/slide1.xml"]
	for _, want := range []string{"To A &amp; B &lt;tag&gt; {{project.name}}</a:t>", "<a:t>=2</a:t>", "<a:t> end</a:t>", "{{unknown.key}}", `<a:hlinkClick r:id="rId2"/>`} {
		if !strings.Contains(got, want) {
			t.Errorf("the slide lacks %q:\n%s", want, got)
		}
	}
	for n := range was {
		if n != "ppt/slides/slide1.xml" && was[n] != now[n] {
			t.Errorf("%s changed", n)
		}
	}
}

func TestKeysInTablesNotesGroupsAndDiagramsAreReplaced(t *testing.T) {
	b := sample(t, "ph-populated-placeholders")
	all, names := parts(t, b)
	n := 0
	for name, body := range all {
		if strings.HasPrefix(name, "ppt/slides/slide") || strings.HasPrefix(name, "ppt/diagrams/d") || strings.HasPrefix(name, "ppt/slideLayouts/slideLayout") {
			if i := strings.Index(body, "<a:t>"); i > 0 {
				all[name] = body[:i] + "<a:t>{{project.name}}" + body[i+5:]
				n++
			}
		}
	}
	if n < 5 {
		t.Fatalf("got %d parts with text, want more", n)
	}
	now, _ := parts(t, filled(t, zipped(t, all, names), values("project.name", "SAPHIR")))
	done := 0
	for name, body := range now {
		if strings.Contains(body, "{{project.name}}") {
			t.Errorf("%s still holds the key", name)
		}
		if strings.Contains(body, "SAPHIR") {
			done++
		}
	}
	if done != n {
		t.Errorf("got %d parts filled, want %d", done, n)
	}
}

func TestARowOfATableIsRepeated(t *testing.T) {
	b := sample(t, "tbl-cell")
	all, names := parts(t, b)
	const slide = "ppt/slides/slide1.xml"
	body := all[slide]
	from := strings.Index(body, "<a:tr ")
	rows := strings.Count(body, "<a:tr ")
	cell := strings.Index(body[from:], "<a:p>") + from
	end := strings.Index(body[cell:], "</a:p>") + cell
	all[slide] = body[:cell] + `<a:p><a:r><a:t>{{each projects}}{{project.name}}</a:t></a:r></a:p>` + body[end+6:]
	s := Scope{Lists: map[string][]Scope{"projects": {values("project.name", "one"), values("project.name", "two"), values("project.name", "three")}}}
	now, _ := parts(t, filled(t, zipped(t, all, names), s))
	got := now[slide]
	if n := strings.Count(got, "<a:tr "); n != rows+2 {
		t.Errorf("got %d rows, want %d", n, rows+2)
	}
	if i, j, k := strings.Index(got, "one"), strings.Index(got, "two"), strings.Index(got, "three"); !(0 < i && i < j && j < k) {
		t.Errorf("the rows are not in order:\n%s", got)
	}
	if strings.Contains(got, "{{") {
		t.Error("a marker stayed")
	}
}

func house(t testing.TB) []byte {
	t.Helper()
	b, err := Make([]Page{
		{Cover: true, Title: "{{portfolio.name}}"},
		{Title: "{{project.name}}", Notes: "{{each projects}}", Shapes: []Shape{
			Words{Box: Box{40, 90, 300, 20}, Name: "Light", Lines: []Line{{Text: "{{mark project.light}} {{project.light}}", Size: 12}}},
			Graph{Box: Box{40, 130, 400, 300}, Form: Bars, Key: "costs", Name: "Costs", Size: 10, Names: []string{"now", "was"}},
		}},
		{Title: "Rows {{page}}/{{pages}}", Shapes: []Shape{
			Grid{Box: Box{40, 90, 880, 40}, Name: "Rows", Size: 11, Row: 20, Columns: []Column{{Title: "Name", Cell: "{{each projects by 2}}{{project.name}}", Width: 3}, {Title: "Light", Cell: "{{mark project.light}}", Width: 1}}},
			Graph{Box: Box{40, 300, 400, 200}, Form: Bubbles, Key: "bubbles", Name: "Bubbles", Size: 10},
		}},
	}, "{{portfolio.name}}", "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	sound(t, b)
	return b
}

func world(names ...string) Scope {
	s := values("portfolio.name", "All")
	s.Lists = map[string][]Scope{}
	for i, name := range names {
		p := values("project.name", name)
		p.Values["project.light"] = Value{Text: "red", Mark: "■", Colour: "C02A21"}
		p.Charts = map[string]Chart{"costs": {Title: "Costs of " + name, Categories: []string{"=1+1", "<b>"}, Series: []Series{{Name: name, Values: []Number{Num(money.Units(int64(i + 1))), {}}}}}}
		s.Lists["projects"] = append(s.Lists["projects"], p)
	}
	s.Charts = map[string]Chart{"bubbles": {Title: "B", Points: []Point{{Name: "a", X: 1, Y: 2, Size: 3, Group: "g"}, {Name: "b", X: 4, Y: 5, Size: 6, Group: "h", Colour: "00FF00"}, {Name: "c", X: 7, Y: 8, Size: 9, Group: "g"}}}}
	return s
}

func TestASlideIsRepeatedWithItsChartAndItsWorkbook(t *testing.T) {
	now, names := parts(t, filled(t, house(t), world("one", "two", "three")))
	slides := 0
	for _, n := range names {
		if strings.HasPrefix(n, "ppt/slides/slide") {
			slides++
		}
	}
	if slides != 1+3+2 {
		t.Errorf("got %d slides, want 6", slides)
	}
	charts, books := map[string]bool{}, map[string]bool{}
	for n, body := range now {
		if strings.HasPrefix(n, "ppt/charts/chart") {
			charts[body] = true
		}
		if strings.HasPrefix(n, "ppt/embeddings/") {
			books[body] = true
		}
	}
	if len(charts) != 4 || len(books) != 4 {
		t.Errorf("got %d charts and %d workbooks that differ, want 4 and 4", len(charts), len(books))
	}
	if body := now["ppt/slides/slide2.xml"]; !strings.Contains(body, `<a:srgbClr val="C02A21"/>`) || !strings.Contains(body, "Costs of one") {
		t.Errorf("the first project's slide lacks its mark or its description:\n%s", body)
	}
}

func TestASlideForNothingIsLeftOut(t *testing.T) {
	s := world()
	s.Lists["projects"] = []Scope{}
	now, _ := parts(t, filled(t, house(t), s))
	if now["ppt/slides/slide2.xml"] != "" || now["ppt/charts/chart1.xml"] != "" {
		t.Error("the slide of no project stayed, or its chart")
	}
	if body := now["ppt/slides/slide3.xml"]; strings.Contains(body, "{{") || strings.Count(body, "<a:tr ") != 2 {
		t.Errorf("the table of no project is not empty:\n%s", body)
	}
}

func TestTheChartOfACustomerKeepsItsLooks(t *testing.T) {
	b := with(t, sample(t, "cht-charts"), "ppt/slides/slide1.xml", `name="Chart 1"`, `name="Chart 1" descr="{{chart costs}}"`)
	s := Scope{Charts: map[string]Chart{"costs": {Title: "Costs", Categories: []string{"DSI", "@cmd", "+x", "-y", "e"}, Series: []Series{
		{Name: "=HYPERLINK(1)", Values: []Number{Num(money.Units(7)), Num(15_000), {}, Num(1), Num(2)}}, {Name: "two"}, {Name: "three"}, {Name: "four"}, {Name: "five"},
	}}}}
	now, _ := parts(t, filled(t, b, s))
	got := now["ppt/charts/chart1.xml"]
	for _, want := range []string{`<c:f>Sheet1!$A$2:$A$6</c:f>`, `<c:v>1.5</c:v>`, `<c:f>Sheet1!$F$1</c:f>`, `<c14:style val="118"/>`, `<c:v>=HYPERLINK(1)</c:v>`} {
		if !strings.Contains(got, want) {
			t.Errorf("the chart lacks %q", want)
		}
	}
	book, _ := parts(t, []byte(now["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]))
	if sheet := book["xl/worksheets/sheet1.xml"]; strings.Contains(sheet, "<f>") || !strings.Contains(sheet, "<v>1.5</v>") {
		t.Errorf("the workbook holds a formula, or not the figures:\n%s", sheet)
	}
	was, _ := parts(t, b)
	for n := range was {
		if was[n] != now[n] && n != "ppt/charts/chart1.xml" && n != "ppt/slides/slide1.xml" && !strings.HasPrefix(n, "ppt/embeddings") {
			t.Errorf("%s changed", n)
		}
	}
}

func TestBombsAndOtherFilesAreRefused(t *testing.T) {
	all, names := parts(t, house(t))
	bomb := func(name, body string) []byte {
		more := map[string]string{name: body}
		for k, v := range all {
			more[k] = v
		}
		return zipped(t, more, append(names[:len(names):len(names)], name))
	}
	for name, b := range map[string][]byte{
		"zeros":    bomb("ppt/media/zeros.bin", strings.Repeat("\x00", 20<<20)),
		"macros":   bomb("ppt/vbaProject.bin", "x"),
		"out":      bomb("../out.xml", "x"),
		"twice":    bomb("PPT/presentation.xml", "x"),
		"text":     []byte("no archive at all"),
		"empty":    nil,
		"entities": with(t, house(t), "ppt/slides/slide1.xml", "<p:sld", "<!DOCTYPE p [<!ENTITY a 'b'>]><p:sld"),
		"deep":     with(t, house(t), "ppt/slides/slide1.xml", "<p:cSld>", strings.Repeat("<a:x>", 1000)+strings.Repeat("</a:x>", 1000)+"<p:cSld>"),
	} {
		if _, err := Bytes(b, Scope{}); err == nil {
			t.Errorf("%s: it was filled, want a refusal", name)
		}
	}
}

func TestTheKeysOfATemplateAreListed(t *testing.T) {
	got, err := Keys(house(t))
	if err != nil {
		t.Fatal(err)
	}
	want := "portfolio.name mark project.light project.light project.name chart costs each projects page pages each projects by 2 chart bubbles"
	all := " " + strings.Join(got, " ") + " "
	for _, k := range strings.Fields(want) {
		if !strings.Contains(all, " "+k+" ") {
			t.Errorf("got %q, which lacks %q", got, k)
		}
	}
}

// FuzzFill: whatever a slide holds, filling refuses or gives a sound
// presentation in which the text of a value is no tag.
func FuzzFill(f *testing.F) {
	b, err := Make([]Page{{Title: "{{project.name}}", Shapes: []Shape{Grid{Box: Box{1, 1, 2, 2}, Size: 9, Row: 9, Columns: []Column{{Cell: "{{each projects}}{{mark project.light}}", Width: 1}}}}}}, "", "en-GB")
	if err != nil {
		f.Fatal(err)
	}
	all, names := parts(f, b)
	f.Add(all["ppt/slides/slide1.xml"], "a")
	f.Add(all["ppt/slides/slide1.xml"], "<&>\x00{{project.name}}")
	f.Add(`<p:sld xmlns:p="`+presentation+`" xmlns:a="`+drawing+`"><a:p><a:r><a:t>{{project.name}}</a:t></a:r></a:p></p:sld>`, "x")
	f.Fuzz(func(t *testing.T, slide, name string) {
		changed := map[string]string{}
		for k, v := range all {
			changed[k] = v
		}
		changed["ppt/slides/slide1.xml"] = slide
		template := zipped(t, changed, names)
		before, err := Check(template)
		if err != nil || len(before) > 0 {
			return
		}
		out, err := Bytes(template, world(name, "two"))
		if err != nil {
			return
		}
		if after, err := Check(out); err != nil || len(after) > 0 {
			t.Fatalf("sound before, and now %v %v\n%s", err, after, slide)
		}
	})
}
