package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vigie/format/deck"
	"vigie/ground/label"
	"vigie/overview/review"
)

// customers are presentations that PowerPoint saved, and what each takes of a review.
var customers = map[string]struct{ texts, tables, charts int }{
	"cht-charts":                {0, 0, 1},
	"mst-placeholders":          {1, 0, 0},
	"ph-populated-placeholders": {4, 1, 1},
	"tbl-cell":                  {3, 3, 0},
	"txt-text":                  {2, 1, 0},
}

func customer(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "pptx", name+".pptx"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("left out: the real decks are not beside the repository")
	}
	return b
}

// partsOf returns the parts of a presentation, and their names in order.
func partsOf(t *testing.T, b []byte) (map[string]string, []string) {
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
		out[f.Name], names = string(body), append(names, f.Name)
	}
	return out, names
}

func zippedOf(t *testing.T, parts map[string]string, names []string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, parts[name])
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

var (
	firstRun   = regexp.MustCompile(`(?s)<a:r>(?:<a:rPr[^>]*/>|<a:rPr[^>/]*>.*?</a:rPr>)?<a:t>`)
	firstCell  = regexp.MustCompile(`(?s)<a:tbl>.*?<a:tc>.*?(<a:p>.*?</a:p>|<a:p/>)`)
	chartFrame = regexp.MustCompile(`(?s)<p:graphicFrame>(?:[^<]|<[^/]|</[^p]|</p:[^g])*?name="[^"]*"()[^>]*>(?:[^<]|<[^/]|</[^p]|</p:[^g])*?drawingml/2006/chart"`)
	slideName  = regexp.MustCompile(`^ppt/(slides/slide|slideMasters/slideMaster)\d+\.xml$`)
)

// marked writes keys into the slides of a presentation, or into the master of one
// that has no slides: cut into three runs in the
// first text of each, one of them for all projects; a row for each outcome in each
// table; and a chart.
func marked(t *testing.T, name string, b []byte) (template []byte, changed map[string]bool) {
	t.Helper()
	parts, names := partsOf(t, b)
	changed = map[string]bool{}
	texts, tables, charts, repeats := 0, 0, 0, 0
	for _, part := range slices.Sorted(slices.Values(names)) {
		body := parts[part]
		if !slideName.MatchString(part) || strings.Contains(part, "Master") && name != "mst-placeholders" {
			continue
		}
		if at := chartFrame.FindStringSubmatchIndex(body); at != nil {
			body, charts = body[:at[2]]+` descr="{{chart health}}"`+body[at[2]:], charts+1
		}
		if at := firstCell.FindStringSubmatchIndex(body); at != nil {
			body, tables = body[:at[2]]+`<a:p><a:r><a:t>{{each outcomes}}{{outcome.name}}</a:t></a:r></a:p>`+body[at[3]:], tables+1
		}
		if at := firstRun.FindStringIndex(body); at != nil {
			key := `{{repo</a:t></a:r><a:r><a:rPr b="1"/><a:t>rt.ti</a:t></a:r><a:r><a:t>tle}} `
			if repeats == 0 && strings.HasPrefix(part, "ppt/slides/") && !strings.Contains(body, "<a:tbl>") {
				key = `{{each pro</a:t></a:r><a:r><a:t>jects}}{{project.ti</a:t></a:r><a:r><a:rPr b="1"/><a:t>tle}} `
				repeats++
			}
			body, texts = body[:at[1]]+key+body[at[1]:], texts+1
		}
		changed[part], parts[part] = body != parts[part], body
	}
	if want := customers[name]; want.texts != texts || want.tables != tables || want.charts != charts {
		t.Fatalf("%s has %d texts, %d tables and %d charts; want %+v", name, texts, tables, charts, want)
	}
	return zippedOf(t, parts, names), changed
}

// heldReview is a review of sixty projects, with decisions and the weather.
func heldReview(t *testing.T) *Document {
	t.Helper()
	spread := review.Spread{Attribute: "weather", Label: "Météo"}
	for i, value := range []string{"sunny", "cloudy", "rainy", "stormy"} {
		spread.Values = append(spread.Values, struct {
			Value string `json:"value"`
			Count int    `json:"count"`
			Was   int    `json:"was"`
		}{value, 11 * (i + 1), i})
	}
	m := &review.Minutes{Name: "Revue d’octobre & Cie <b>", Opening: &review.Opening{Health: []review.Spread{spread}}}
	for i := range 7 {
		m.Outcomes = append(m.Outcomes, review.Outcome{Register: "decision", Name: fmt.Sprintf("Décision n°%d", i+1)})
	}
	d, err := Meeting(m, label.FR)
	if err != nil {
		t.Fatal(err)
	}
	d.Projects = sixty().Projects
	return &d
}

// TestTheDecksOfCustomersTakeAReview fills five decks that PowerPoint saved with a
// review of sixty projects, and reads them again: what was asked for is there, the
// charts have their workbook, and nothing else changed.
func TestTheDecksOfCustomersTakeAReview(t *testing.T) {
	d := heldReview(t)
	for name := range customers {
		t.Run(name, func(t *testing.T) {
			template, changed := marked(t, name, customer(t, name))
			var out bytes.Buffer
			if err := d.PowerPoint(&out, template); err != nil {
				t.Fatal(err)
			}
			if wrong, err := deck.Check(out.Bytes()); err != nil || len(wrong) > 0 {
				t.Fatalf("it is not sound: %v %v", err, wrong)
			}
			if left, err := deck.Keys(out.Bytes()); err != nil || len(left) > 0 {
				t.Errorf("keys stayed in it: %q %v", left, err)
			}
			was, _ := partsOf(t, template)
			now, _ := partsOf(t, out.Bytes())
			checkTaken(t, was, now)
			for part, body := range was {
				if !changed[part] && !strings.HasPrefix(part, "ppt/charts/") && !strings.HasPrefix(part, "ppt/embeddings/") && !strings.Contains(part, "rels") && part != "[Content_Types].xml" && part != "ppt/presentation.xml" && now[part] != body {
					t.Errorf("%s is not as it was", part)
				}
			}
		})
	}
}

// checkTaken looks for what the keys of a template asked for.
func checkTaken(t *testing.T, was, now map[string]string) {
	t.Helper()
	asked, got, books := strings.Builder{}, strings.Builder{}, 0
	for part, body := range was {
		if slideName.MatchString(part) {
			asked.WriteString(body)
		}
	}
	for part, body := range now {
		if slideName.MatchString(part) {
			got.WriteString(body)
		}
		if strings.HasPrefix(part, "ppt/embeddings/") && strings.HasSuffix(part, ".xlsx") && holdsHealth(t, body) {
			books++
		}
	}
	for _, c := range []struct {
		key, text string
		times     int
	}{
		{"{{repo</a:t>", "Revue d’octobre &amp; Cie &lt;b&gt;", 1},
		{"{{project.ti</a:t>", "Projet 60 de refonte du système d’information", 1},
		{"{{each outcomes}}", "Décision n°7", 1},
	} {
		want := strings.Count(asked.String(), c.key)
		if n := strings.Count(got.String(), c.text); n < want || want == 0 && n != 0 {
			t.Errorf("%q stands there %d times, want %d", c.text, n, want)
		}
	}
	if want := strings.Count(asked.String(), "{{chart health}}"); books != want {
		t.Errorf("%d workbooks of charts hold the figures, want %d", books, want)
	}
}

// holdsHealth reports whether the workbook of a chart holds how many projects have
// each weather.
func holdsHealth(t *testing.T, b string) bool {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(b), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, row := range rows[1:] {
		if len(row) > 1 {
			found = append(found, row[1])
		}
	}
	return slices.Equal(found, []string{"11", "22", "33", "44"})
}
