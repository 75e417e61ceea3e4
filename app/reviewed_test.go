package app

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"vigie/format/deck"
	"vigie/ground/money"
)

// editionsOf are the editions of each real portfolio, in the order of their dates,
// with what a reader is told of their costs and what that is called.
var editionsOf = []struct {
	portfolio, lang, currency, cost string
	editions                        []int
	words                           []string
}{
	{"Panorama", "fr", "EUR", "Coût total", []int{0, 1, 2, 3}, []string{"2 292,90 M€", "2 633,80 M€", "2 808,78 M€", "1 881,78 M€"}},
	{"GMPP", "en", "GBP", "Total cost", []int{5, 6, 7, 8}, []string{"398,606.60 M£", "488,920.51 M£", "541,951.37 M£", "494,181.00 M£"}},
}

// TestReviewsHoldTheControlTotalsOfEveryEdition imports the real editions one after
// the other, and freezes a review at the date of each: its figures, its minutes, its
// PDF, its workbook and its deck show what was counted independently, to the cent.
// What it shows is the same, to the byte, after the editions that follow, and after
// one that is imported later at an earlier date.
func TestReviewsHoldTheControlTotalsOfEveryEdition(t *testing.T) {
	for _, of := range editionsOf {
		t.Run(of.portfolio, func(t *testing.T) {
			eachPlace(t, func(t *testing.T, place []string) {
				var frozen []*held
				editions := of.editions
				if len(place) > 2 {
					editions = editions[:2] // the totals are the same on both engines
				}
				for i, edition := range editions {
					c := controls[edition]
					imports(t, exitOK, append([]string{realFile(t, c.file), "--portfolio", of.portfolio, "--as-of", c.date, "--doubtful", "same"}, place...)...)
					r := reading(t, place)
					for _, h := range frozen[max(0, i-1):] {
						h.checkSame(r, "after the edition of "+c.date)
					}
					h := r.hold(of.portfolio, c.date, of.lang)
					h.check(r, edition, of.currency, of.cost, of.words[i])
					frozen = append(frozen, h)
					r.app.Close(context.Background())
				}
				if of.portfolio == "Panorama" && len(frozen) == 4 {
					late := controls[4]
					imports(t, exitOK, append([]string{realFile(t, late.file), "--portfolio", of.portfolio, "--as-of", late.date, "--doubtful", "same"}, place...)...)
					checkTold(t, frozen)
				}
				r := reading(t, place)
				for _, h := range frozen {
					h.checkSame(r, "at the end")
				}
				frozen[0].checkSameDocuments(r)
			})
		})
	}
}

// held is a frozen review, and all that it said when it was frozen.
type held struct {
	id, day, lang string
	items         []string
	said          map[string]string // the answers of the API, by their path
	documents     map[string][]byte // by their format
}

// hold makes a review of all projects at a date, and freezes it.
func (r *reader) hold(portfolio, date, lang string) *held {
	r.t.Helper()
	var made struct {
		ID      string
		Version int
		Items   []struct{ Project struct{ ID string } }
	}
	in := fmt.Sprintf(`{"portfolio":%q,"day":%q,"name":%q,"rules":["all"]}`, r.portfolio(portfolio), date, "Revue "+date)
	r.send("POST", "/reviews", 0, in, &made)
	r.send("POST", "/reviews/"+made.ID+"/freeze", made.Version, "", &made)
	h := &held{id: made.ID, day: date, lang: lang}
	for _, it := range made.Items {
		h.items = append(h.items, it.Project.ID)
	}
	h.said, h.documents = h.read(r), map[string][]byte{}
	for _, format := range []string{"pdf", "pptx", "xlsx"} {
		h.documents[format] = h.report(r, format)
	}
	return h
}

// send changes something by the API.
func (r *reader) send(method, path string, version int, body string, into any) {
	r.t.Helper()
	in := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	in.Header.Set("Cookie", r.cookie)
	in.Header.Set("Content-Type", "application/json")
	if version != 0 {
		in.Header.Set("If-Match", `"`+strconv.Itoa(version)+`"`)
	}
	out := httptest.NewRecorder()
	r.app.Handler().ServeHTTP(out, in)
	if out.Code >= 300 {
		r.t.Fatalf("%s %s: %d %s", method, path, out.Code, out.Body)
	}
	if err := json.Unmarshal(out.Body.Bytes(), into); err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
}

// bytes reads a path of the API as it is.
func (r *reader) bytes(path string) []byte {
	r.t.Helper()
	in := httptest.NewRequest("GET", "/api/v1"+path, nil)
	in.Header.Set("Cookie", r.cookie)
	out := httptest.NewRecorder()
	r.app.Handler().ServeHTTP(out, in)
	if out.Code != 200 {
		r.t.Fatalf("%s: %d %s", path, out.Code, out.Body)
	}
	return out.Body.Bytes()
}

func (h *held) report(r *reader, format string) []byte {
	return r.bytes("/reports/review?review=" + h.id + "&format=" + format + "&lang=" + h.lang)
}

// read reads all that a review says: its first page, what came of it, its minutes,
// the pages of its projects.
func (h *held) read(r *reader) map[string]string {
	r.t.Helper()
	paths := []string{"/opening", "/outcomes", "/minutes?lang=" + h.lang, "/minutes.md?lang=" + h.lang}
	for _, id := range h.items {
		paths = append(paths, "/pages/"+id)
	}
	out := map[string]string{}
	for _, p := range paths {
		out[p] = string(r.bytes("/reviews/" + h.id + p))
	}
	return out
}

// shown is all that stands in a document, by page or part, without what says when it
// was made.
func (h *held) shown(t testing.TB, documents map[string][]byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	for i, page := range pdfTexts(t, documents["pdf"]) {
		out[fmt.Sprint("page ", i+1)] = page
	}
	for name, body := range unpacked(t, documents["pptx"]) {
		if !strings.HasPrefix(name, "docProps/") && !strings.HasSuffix(name, ".xlsx") {
			out[name] = body
		}
	}
	return out
}

func (h *held) checkSameDocuments(r *reader) {
	r.t.Helper()
	same(r.t, "the documents of the review of "+h.day, h.shown(r.t, map[string][]byte{"pdf": h.report(r, "pdf"), "pptx": h.report(r, "pptx")}), h.shown(r.t, h.documents))
}

// same compares what was read now with what was read before, part by part.
func same(t testing.TB, what string, now, was map[string]string) {
	t.Helper()
	if len(now) != len(was) {
		t.Errorf("%s: got %d parts, want %d", what, len(now), len(was))
	}
	for name, before := range was {
		if now[name] == before {
			continue
		}
		i := 0
		for i < min(len(before), len(now[name])) && before[i] == now[name][i] {
			i++
		}
		from := max(0, i-60)
		t.Fatalf("%s changed in %s: got …%s, want …%s", what, name, now[name][min(from, len(now[name])):min(len(now[name]), i+60)], before[from:min(len(before), i+60)])
	}
}

func (h *held) checkSame(r *reader, when string) {
	r.t.Helper()
	same(r.t, when+", the review of "+h.day, h.read(r), h.said)
}

// check compares a review with what was counted independently.
func (h *held) check(r *reader, edition int, currency, cost, words string) {
	r.t.Helper()
	c := controls[edition]
	if len(h.items) != c.rows {
		r.t.Errorf("%s: got %d projects on the agenda, want %d", h.day, len(h.items), c.rows)
	}
	h.checkFigures(r, fmt.Sprintf(`{"%s":"%s"}`, currency, c.total), c.rows, cost, words)
	h.checkPages(r, c.cells, c.total)
	h.checkPDF(r.t, cost, words, c.rows)
	h.checkDeck(r.t, edition, cost, words)
	h.checkWorkbook(r.t, edition, cost)
}

// checkFigures looks at the first page of the review, and at its minutes.
func (h *held) checkFigures(r *reader, total string, rows int, cost, words string) {
	r.t.Helper()
	type opening struct {
		Partial bool
		Figures []struct {
			Key, Text string
			Value     json.RawMessage
		}
	}
	var first opening
	r.get("/reviews/"+h.id+"/opening", &first)
	var minutes struct{ Opening opening }
	r.get("/reviews/"+h.id+"/minutes?lang="+h.lang, &minutes)
	for name, o := range map[string]opening{"opening": first, "minutes": minutes.Opening} {
		got := map[string]string{}
		for _, f := range o.Figures {
			got[f.Key] = string(f.Value)
			if name == "minutes" && f.Key == "total_cost" && plainSpaces(f.Text) != words {
				r.t.Errorf("%s: the minutes say %q, want %q", h.day, f.Text, words)
			}
		}
		if o.Partial || got["count"] != strconv.Itoa(rows) || got["total_cost"] != total {
			r.t.Errorf("%s: the %s shows %v, want %d projects and %s", h.day, name, got, rows, total)
		}
	}
	text := plainSpaces(string(r.bytes("/reviews/" + h.id + "/minutes.md?lang=" + h.lang)))
	if !strings.Contains(text, words) {
		r.t.Errorf("%s: the text of the minutes lacks %q for %s", h.day, words, cost)
	}
}

// checkPages adds up what the pages of the projects say.
func (h *held) checkPages(r *reader, cells int, total string) {
	r.t.Helper()
	sum, filled := money.Amount(0), 0
	for _, id := range h.items {
		var page struct {
			Row struct {
				Cost *struct{ Amount money.Amount } `json:"total_cost"`
			}
		}
		r.get("/reviews/"+h.id+"/pages/"+id, &page)
		if page.Row.Cost != nil {
			sum, filled = sum+page.Row.Cost.Amount, filled+1
		}
	}
	if filled != cells || sum.Fixed(2) != total {
		r.t.Errorf("%s: the pages show %d costs of %s together, want %d of %s", h.day, filled, sum.Fixed(2), cells, total)
	}
}

func (h *held) checkPDF(t testing.TB, cost, words string, rows int) {
	t.Helper()
	pages := pdfTexts(t, h.documents["pdf"])
	if len(pages) < rows {
		t.Errorf("%s: the PDF has %d pages for %d projects", h.day, len(pages), rows)
	}
	text := plainSpaces(strings.Join(pages[:min(3, len(pages))], "\n"))
	if !strings.Contains(text, cost) || !strings.Contains(text, words) {
		t.Errorf("%s: the PDF begins with %q, want %q and %q in it", h.day, text, cost, words)
	}
}

// checkDeck looks at the slide of the figures, and at the workbooks of the charts:
// those of the projects hold what each costs.
func (h *held) checkDeck(t testing.TB, edition int, cost, words string) {
	t.Helper()
	b := h.documents["pptx"]
	if wrong, err := deck.Check(b); err != nil || len(wrong) > 0 {
		t.Errorf("%s: the deck is not sound: %v %v", h.day, err, wrong)
	}
	sum, filled, said := money.Amount(0), 0, false
	for name, body := range unpacked(t, b) {
		if path.Dir(name) == "ppt/slides" {
			text := plainSpaces(slideText(body))
			said = said || strings.Contains(text, cost) && strings.Contains(text, words)
			if strings.Contains(text, "{{") {
				t.Errorf("%s: a key stayed in %s: %s", h.day, name, text)
			}
		}
		if path.Dir(name) == "ppt/embeddings" {
			for _, row := range rowsOf(t, body)[""] {
				if len(row) > 1 && row[0] == cost {
					n, err := money.Parse(row[1])
					if err != nil {
						t.Fatalf("%s: %s holds %q: %v", h.day, name, row[1], err)
					}
					sum, filled = sum+n, filled+1
				}
			}
		}
	}
	if !said {
		t.Errorf("%s: no slide says %s %s", h.day, cost, words)
	}
	if c := controls[edition]; filled != c.cells || sum.Fixed(2) != c.total {
		t.Errorf("%s: the charts of the deck hold %d costs of %s together, want %d of %s", h.day, filled, sum.Fixed(2), c.cells, c.total)
	}
}

// checkWorkbook adds up the costs of the workbook, and reads the total in it.
func (h *held) checkWorkbook(t testing.TB, edition int, cost string) {
	t.Helper()
	c := controls[edition]
	want, _ := money.Parse(c.total)
	said, sum, filled := false, money.Amount(0), 0
	for _, rows := range rowsOf(t, string(h.documents["xlsx"])) {
		at := -1
		for _, row := range rows {
			if len(row) > 1 && row[0] == cost {
				n, err := money.Parse(row[1])
				said = said || err == nil && n == want
			}
			if i := slices.Index(row, cost); i > 0 && len(row) > 10 { // the head of the list of projects
				at = i
			}
			if at > 0 && at < len(row) && row[at] != cost && row[at] != "" {
				n, err := money.Parse(row[at])
				if err != nil {
					t.Fatalf("%s: the workbook holds %q as a cost: %v", h.day, row[at], err)
				}
				sum, filled = sum+n, filled+1
			}
		}
	}
	if !said || filled != c.cells || sum != want {
		t.Errorf("%s: the workbook says the total: %t, and holds %d costs of %s together; want %d of %s", h.day, said, filled, sum, c.cells, c.total)
	}
}

// checkTold finds the known slips again on the pages of the reviews.
func checkTold(t testing.TB, frozen []*held) {
	t.Helper()
	for name, want := range map[string]string{"EXPADON 2": "27,74 M€", "SAPHIR": "7,48 M€"} {
		text := ""
		for _, h := range frozen[1:] {
			text += plainSpaces(h.said["/minutes.md?lang=fr"])
		}
		if !strings.Contains(text, name) || !strings.Contains(text, want) {
			t.Errorf("the minutes do not tell that %s comes to %s", name, want)
		}
	}
}

var hardSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func plainSpaces(s string) string { return hardSpaces.Replace(s) }

var slideRuns = regexp.MustCompile(`<a:t>([^<]*)</a:t>|</a:p>`)

// slideText is the text of a slide, a line for each paragraph.
func slideText(body string) string {
	var out strings.Builder
	for _, m := range slideRuns.FindAllStringSubmatch(body, -1) {
		if out.WriteString(m[1]); m[0] == "</a:p>" {
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// unpacked returns the parts of an Office file by name.
func unpacked(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(body)
	}
	return out
}

// rowsOf returns the cells of a workbook as they are stored, by sheet; those of the
// first one also by "".
func rowsOf(t testing.TB, b string) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(b), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][][]string{}
	for i, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if out[name] = rows; i == 0 {
			out[""] = rows
		}
	}
	return out
}

var (
	pdfStreams = regexp.MustCompile(`(?s)/Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	pdfShown   = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
	pdfEscapes = regexp.MustCompile(`(?s)\\(.)`)
)

// pdfTexts returns what is written on each page of a PDF of ours: two bytes for each
// letter, in the order in which it is drawn.
func pdfTexts(t testing.TB, b []byte) []string {
	t.Helper()
	var out []string
	for _, m := range pdfStreams.FindAllSubmatchIndex(b, -1) {
		size, err := strconv.Atoi(string(b[m[2]:m[3]]))
		if err != nil {
			t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(b[m[1]:min(len(b), m[1]+size)]))
		if err != nil {
			continue // a font or a picture
		}
		page, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(page, []byte("BT ")) {
			continue
		}
		text := ""
		for _, shown := range pdfShown.FindAllSubmatch(page, -1) {
			raw := pdfEscapes.ReplaceAllFunc(shown[1], func(e []byte) []byte {
				if e[1] == 'r' {
					return []byte{'\r'}
				}
				return e[1:]
			})
			letters := make([]uint16, len(raw)/2)
			for i := range letters {
				letters[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			text += string(utf16.Decode(letters)) + "\n"
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		t.Fatal("no page of the PDF has a text")
	}
	return out
}
