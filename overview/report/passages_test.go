package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"vigie/format/deck"
	"vigie/ground/label"
	"vigie/overview/review"
)

// crowded is a review of many projects, most of them new, none with a weather, a unit
// or a manager.
func crowded(t *testing.T, came, went, projects int) *Document {
	t.Helper()
	passages := func(n int, name string) []review.Passage {
		out := make([]review.Passage, n)
		for i := range out {
			out[i] = review.Passage{Subject: review.Subject{Name: fmt.Sprintf("%s %03d", name, i+1)}, End: "2027-06-30", Cost: json.RawMessage(fmt.Sprintf(`{"amount":"%d.00","currency":"EUR"}`, 1000*(n-i)))}
		}
		return out
	}
	m := &review.Minutes{Name: "Revue", Day: "2026-11-23", Previous: &review.Subject{Name: "La précédente"}, Opening: &review.Opening{New: passages(came, "Venu"), Gone: passages(went, "Parti")}}
	d, err := Meeting(m, label.FR)
	if err != nil {
		t.Fatal(err)
	}
	for i := range projects {
		d.Projects = append(d.Projects, Document{Kind: Project, Lang: label.FR, Title: fmt.Sprintf("Projet %03d", i+1), Facts: []Fact{
			{Key: "name", Label: "Nom", Cell: words(fmt.Sprintf("Projet %03d", i+1))},
			{Key: "weather", Label: "Météo"},
			{Key: "manager", Label: "Chef de projet"},
			{Key: "end", Label: "Fin", Cell: words("30/06/2027")},
		}})
	}
	return &d
}

// slides are the texts of the slides of a document, in order.
func slides(t *testing.T, d *Document) []string {
	t.Helper()
	var b bytes.Buffer
	if err := d.PowerPoint(&b, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := deck.Check(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	parts, _ := partsOf(t, b.Bytes())
	var out []string
	for n := 1; parts[fmt.Sprintf("ppt/slides/slide%d.xml", n)] != ""; n++ {
		out = append(out, parts[fmt.Sprintf("ppt/slides/slide%d.xml", n)])
	}
	return out
}

// Of many projects that came and went, the deck, the PDF and the minutes tell the same
// ones and count the rest; the workbook has them all.
func TestManyProjectsThatCameAndWentAreCutByOneRule(t *testing.T) {
	d := crowded(t, 127, 3, 0)
	var at []string
	for _, s := range slides(t, d) {
		if strings.Contains(s, "Venu 001") {
			at = append(at, s)
		}
	}
	if len(at) != 1 {
		t.Fatalf("the new projects stand on %d slides, want 1", len(at))
	}
	var paper bytes.Buffer
	if err := d.PDF(&paper, "Camille", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"deck": at[0], "PDF": textOf(t, paper.Bytes())} {
		for _, want := range []string{"Nouveaux dans le portefeuille (127)", "et 112 autres, dans l’Excel de la revue", "Sortis du portefeuille (3)", "Venu 015", "Parti 003", "127\u00a0k€"} {
			if !strings.Contains(text, want) {
				t.Errorf("the %s lacks %q", form, want)
			}
		}
		for _, other := range []string{"Venu 016", "Entité"} {
			if strings.Contains(text, other) {
				t.Errorf("the %s has %q: more than is told, or a column that holds nothing", form, other)
			}
		}
	}
	var book bytes.Buffer
	if err := d.Workbook(&book, "", nil); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range x.GetSheetList() {
		rows, err := x.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		found += len(slices.DeleteFunc(rows, func(r []string) bool { return len(r) == 0 || !strings.HasPrefix(r[0], "Venu ") }))
	}
	if found != 127 {
		t.Errorf("the workbook has %d of 127 new projects", found)
	}
}

// A review of 235 projects lists all of them, two beside one another, gives each of its
// agenda a slide, and has no column or field that is empty everywhere.
func TestADeckOfManyProjectsStaysReadable(t *testing.T) {
	all := slides(t, crowded(t, 0, 0, 235))
	if len(all) > 235+14 {
		t.Errorf("got %d slides, want few beside those of the projects", len(all))
	}
	text := strings.Join(all, "\n")
	for n := 1; n <= 235; n++ {
		if times := strings.Count(text, fmt.Sprintf("Projet %03d<", n)); times != 2 {
			t.Errorf("project %d is named %d times, want it in the list and on its slide", n, times)
		}
	}
	for _, other := range []string{"Météo", "Chef de projet", "Dates clés", "{{"} {
		if strings.Contains(text, other) {
			t.Errorf("the deck has %q", other)
		}
	}
}
