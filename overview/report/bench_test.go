package report

import (
	"fmt"
	"io"
	"testing"
	"time"

	"vigie/format/chart"
	"vigie/format/deck"
	"vigie/format/pdf"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// sixty is the sheets of sixty projects, each with what a busy project has.
func sixty() Document {
	l := label.FR
	d := Document{Kind: Project, Lang: l, Title: "Tous les projets", Subtitle: "Fiches projet", Lines: []string{"À la date du 22/11/2026"}, Footer: "Tous les projets"}
	for i := range 60 {
		one := Document{Kind: Project, Lang: l, Title: fmt.Sprintf("Projet %d de refonte du système d’information", i+1), Subtitle: "P-01 · Lise Martin · DSI"}
		for j := range 25 {
			one.Facts = append(one.Facts, Fact{Key: fmt.Sprint("field", j), Label: fmt.Sprint("Attribut ", j), Cell: words("une valeur de longueur moyenne")})
		}
		one.Facts = append(one.Facts, Fact{Key: "weather", Label: "Météo", Cell: scale("rainy", l)}, Fact{Key: "light", Label: "Confiance", Cell: scale("amber_red", l)})
		one.Parts = append(one.Parts, Part{Key: "comment", Title: "Commentaire", Text: "Le lot du mois est livré et accepté par le métier ; la recette continue avec deux réserves levées la semaine prochaine."})
		bars := &chart.Bar{Categories: []string{"Référence", "Coût total", "Réalisé"}, Series: []chart.Series{{Values: []float64{1, 2, 3}}}}
		native := &deck.Chart{Categories: bars.Categories, Series: []deck.Series{{Name: "Coûts", Values: []deck.Number{deck.Num(money.Units(1)), deck.Num(money.Units(2)), deck.Num(money.Units(3))}}}}
		one.Parts = append(one.Parts, Part{Key: "costs", Title: "Coûts", Bars: bars, Native: native})
		dates := &Table{Item: "date", Columns: []Column{{Key: "name", Title: "Date clé", Width: 4}, {Key: "date", Title: "Date", Width: 2}, {Key: "baseline", Title: "Référence", Width: 2}, {Key: "status", Title: "Statut", Width: 2}}}
		for j := range 5 {
			dates.add(words("Mise en service du lot"), dateCell(day.Of(2026, 11, j+1), l), dateCell(day.Of(2026, 10, j+1), l), words("Prévue"))
		}
		one.Parts = append(one.Parts, Part{Key: "dates", Title: "Dates clés", Table: dates})
		d.Projects = append(d.Projects, one)
	}
	return d
}

// budget of a deck, and of a PDF, of sixty projects.
const budget = 3 * time.Second

func within(b *testing.B, write func() error) {
	b.Helper()
	for b.Loop() {
		if err := write(); err != nil {
			b.Fatal(err)
		}
	}
	if each := b.Elapsed() / time.Duration(b.N); each > budget {
		b.Errorf("it took %v, and the budget is %v", each, budget)
	}
}

func BenchmarkDeckOfSixtyProjects(b *testing.B) {
	d := sixty()
	within(b, func() error { return d.PowerPoint(io.Discard, nil) })
}

func BenchmarkPDFOfSixtyProjects(b *testing.B) {
	d := sixty()
	within(b, func() error { return d.PDF(io.Discard, "Lise Martin", time.Now()) })
}

func TestADocumentOfProjectsTakesEveryForm(t *testing.T) {
	d := sixty()
	for _, write := range []func(io.Writer) error{
		func(w io.Writer) error { return d.PowerPoint(w, nil) }, func(w io.Writer) error { return d.PDF(w, "x", time.Unix(0, 0)) }, func(w io.Writer) error { return d.Workbook(w, "", []string{"x"}) },
	} {
		if err := write(io.Discard); err != nil {
			t.Error(err)
		}
	}
}

func TestWeatherAndLightsNeverSpeakByColourAlone(t *testing.T) {
	signs := map[string]map[pdf.Sign]string{"weather": {}, "light": {}}
	for word, s := range scales {
		scale := "light"
		if word == "sunny" || word == "cloudy" || word == "rainy" || word == "stormy" {
			scale = "weather"
		}
		if other := signs[scale][s.sign]; other != "" {
			t.Errorf("%s and %s have the same sign", word, other)
		}
		signs[scale][s.sign] = word
		if s.label.EN == "" || s.label.FR == "" || marks[s.sign] == "" {
			t.Errorf("%s lacks a word or a mark", word)
		}
	}
}
