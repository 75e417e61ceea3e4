package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vigie/ground/label"
	"vigie/room/field"
)

// The tests here take real files, change them as people change spreadsheets,
// and expect to read the same from them: the same projects, values and sums.

// grid is a file as lines of texts; the first is the header.
type grid [][]string

func (g grid) clone() grid {
	out := make(grid, len(g))
	for i, r := range g {
		out[i] = slices.Clone(r)
	}
	return out
}

// column returns the place of a header.
func (g grid) column(header string) int { return slices.Index(g[0], header) }

// each changes the cells of a column below the header.
func (g grid) each(header string, f func(string) string) grid {
	j := g.column(header)
	if j < 0 {
		panic("no column " + header)
	}
	for _, r := range g[1:] {
		r[j] = f(r[j])
	}
	return g
}

// rename changes headers, in pairs of before and after.
func (g grid) rename(pairs ...string) grid {
	for i := 0; i < len(pairs); i += 2 {
		j := g.column(pairs[i])
		if j < 0 {
			panic("no column " + pairs[i])
		}
		g[0][j] = pairs[i+1]
	}
	return g
}

func (g grid) transposed() grid {
	out := make(grid, len(g[0]))
	for j := range out {
		for i := range g {
			out[j] = append(out[j], g[i][j])
		}
	}
	return out
}

// labelled puts a column of group labels before the first: a label over four
// lines, on the first of them or on each.
func (g grid) labelled(every bool) grid {
	for i, r := range g {
		label := []string{"Identité", "Pilotage", "Calendrier", "Finances", "Divers"}[min(i/4, 4)]
		if !every && i%4 > 0 {
			label = ""
		}
		g[i] = append([]string{label}, r...)
	}
	return g
}

// add appends lines; each is completed to the width of the first.
func (g grid) add(lines ...[]string) grid {
	for _, l := range lines {
		g = append(g, append(slices.Clone(l), make([]string, max(0, len(g[0])-len(l)))...))
	}
	return g
}

// under puts lines above the header.
func (g grid) under(lines ...[]string) grid {
	return append(grid{g[0]}.add(lines...)[1:], g...)
}

func (g grid) text(separator rune) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = separator
	if err := w.WriteAll(g); err != nil {
		panic(err)
	}
	return b.String()
}

// workbook writes the lines from a cell on and lets the rest be decorated.
func (g grid) workbook(t *testing.T, typed bool, more func(f *excelize.File, sheet string)) string {
	t.Helper()
	f := excelize.NewFile()
	const sheet = "Sheet1"
	for i, r := range g {
		for j, s := range r {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if s == "" {
				continue
			}
			var v any = s
			var n float64
			if _, err := fmt.Sscanf(s, "%g", &n); typed && err == nil && fmt.Sprint(n) == s {
				v = n
			}
			if err := f.SetCellValue(sheet, at, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if more != nil {
		more(f, sheet)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// original reads a real file, and leaves the test out where there is none.
func original(t *testing.T, name string, separator rune, latin bool) grid {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "portfolios", filepath.FromSlash(name)))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("left out: the real files are not beside the repository")
	}
	if latin {
		if b, err = charmap.Windows1252.NewDecoder().Bytes(b); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator, -1, true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// core are the attributes that are compared.
var core = []string{"code", "name", "description", "unit", "stage", "start", "end", "duration", "total_cost", "light", "progress"}

// reading is what a dry run says of a file: values by project and attribute.
type reading struct {
	m      *Import
	values map[string]map[string]string
	rowOf  map[int]string // project, folded, by line of the file
}

func (w *world) reads(name, content string) reading {
	w.t.Helper()
	ctx := context.Background()
	m, err := w.desk.Create(ctx, w.who, Request{FileName: name, Content: []byte(content)})
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	r := reading{m, map[string]map[string]string{}, map[int]string{}}
	units, options := m.Provisional()
	c, err := w.desk.Catalogue(ctx, m)
	if err != nil {
		w.t.Fatal(err)
	}
	for after := int64(0); ; {
		rows, _, err := w.desk.Rows(ctx, w.who, m.ID, IsNew, after, 500)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(rows) == 0 {
			return r
		}
		for _, row := range rows {
			vs := map[string]string{}
			for _, ch := range row.Changes {
				vs[ch.Key] = shown(c.Get(ch.Key), ch.After, units, options)
			}
			r.values[label.Fold(row.Name)] = vs
			r.rowOf[row.Line] = label.Fold(row.Name)
			after = row.Place
		}
	}
}

func shown(f *field.Field, v field.Value, units, options map[int64]string) string {
	switch {
	case f == nil || !v.Set:
		return ""
	case f.Kind == field.Unit && v.N < 0:
		return bare(units[v.N])
	case f.Kind == field.Choice && v.N < 0:
		return bare(options[v.N])
	case f.Kind == field.Choice:
		o, _ := f.OptionByID(v.N)
		return o.Key
	case f.Kind == field.LongText || f.Kind == field.Text:
		return bare(v.S)
	}
	return fmt.Sprint(v.N, v.L)
}

// same compares two readings in some attributes.
func (r reading) same(t *testing.T, want reading, keys []string) {
	t.Helper()
	wrong := 0
	for name, vs := range want.values {
		got, there := r.values[name]
		if !there {
			t.Errorf("%q is missing", name)
			wrong++
		}
		for _, k := range keys {
			if there && got[k] != vs[k] {
				t.Errorf("%q, %s: got %q, want %q", name, k, got[k], vs[k])
				wrong++
			}
		}
		if wrong > 5 {
			break
		}
	}
	for name := range r.values {
		if _, there := want.values[name]; !there {
			t.Errorf("%q is no project", name)
		}
	}
	if wrong > 0 {
		for _, c := range r.m.Settings.Columns {
			t.Logf("column %q becomes %q %+v", c.Header, c.Becomes(), c.Options)
		}
		t.Logf("layout %+v, notes %v", r.m.Settings.Layout, r.m.Settings.Notes)
	}
}

// total returns the sum of an attribute over the file, and of how many cells.
func (r reading) total(key string) string {
	t := r.m.Report.Totals[key]
	if t == nil {
		return "none"
	}
	return fmt.Sprint(t.File.Plain(), " of ", t.Cells)
}

// said reports whether a note of the file, a column or the report has a word.
func (r reading) said(word string) bool {
	notes := slices.Concat(r.m.Settings.Notes, r.m.Report.Notes)
	for _, c := range r.m.Settings.Columns {
		notes = append(notes, c.Notes...)
	}
	return slices.ContainsFunc(notes, func(n label.Text) bool { return strings.Contains(n.In(label.EN), word) })
}

// variation is one way to change a file.
type variation struct {
	name    string
	file    string // its name
	make    func(t *testing.T, g grid) string
	without []string // attributes that it does not have, or has otherwise
	total   string   // where it is another
	refused int      // rows
	note    string   // a word that the notes must have
}

func (w *world) vary(t *testing.T, g grid, vs []variation) {
	t.Helper()
	first := w.reads("original.csv", g.text(','))
	for _, v := range vs {
		t.Run(v.name, func(t *testing.T) {
			at := *w
			at.t = t
			got := at.reads(v.file, v.make(t, g.clone()))
			keys := slices.DeleteFunc(slices.Clone(core), func(k string) bool { return slices.Contains(v.without, k) })
			got.same(t, first, keys)
			want := v.total
			if want == "" {
				want = first.total("total_cost")
			}
			if s := got.total("total_cost"); s != want {
				t.Errorf("the sum of the costs: got %s, want %s", s, want)
			}
			if n := got.m.Report.Refused; n != v.refused {
				t.Errorf("got %d rows refused, want %d: %v", n, v.refused, got.m.Report.RowsRefused)
			}
			if v.note != "" && !got.said(v.note) {
				t.Errorf("no note says “%s”: %v", v.note, got.m.Settings.Notes)
			}
		})
	}
}

func encoded(t *testing.T, s string, e interface{ String(string) (string, error) }) string {
	t.Helper()
	out, err := e.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var cards = rand.New(rand.NewPCG(7, 11))

// shuffled puts the columns in another order.
func (g grid) shuffled() grid {
	for i, j := range cards.Perm(len(g[0])) {
		if j > i {
			for _, r := range g {
				r[i], r[j] = r[j], r[i]
			}
		}
	}
	return g
}

// utf16 writes a text as Windows programs do.
func utf16(t *testing.T, s string) string {
	return encoded(t, s, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())
}

// replaced writes what an encoding does not have as a question mark.
type replaced struct{ *charmap.Charmap }

func (r replaced) String(s string) (string, error) {
	var b strings.Builder
	for _, c := range s {
		if x, ok := r.EncodeRune(c); ok {
			b.WriteByte(x)
		} else {
			b.WriteByte('?')
		}
	}
	return b.String(), nil
}
