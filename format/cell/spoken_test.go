package cell

import (
	"strings"
	"testing"

	"vigie/ground/label"
)

func TestDatesAreReadAsPeopleSpeakOfThem(t *testing.T) {
	end, weeks := Format{PeriodEnd: true}, Format{InWeeks: true}
	for _, c := range []struct {
		text string
		f    Format
		want string
	}{
		{"fin 2026", Format{}, "2026-12-31"},
		{"Fin mars 2027", Format{}, "2027-03-31"},
		{"fin T1 2027", Format{}, "2027-03-31"},
		{"end of Q2 2027", Format{}, "2027-06-30"},
		{"début 2026", end, "2026-01-01"},
		{"S45 2026", Format{}, "2026-11-02"},
		{"S45 2026", end, "2026-11-08"},
		{"S05 2026", Format{}, "2026-01-26"},
		{"W40-2027", Format{}, "2027-10-04"},
		{"semaine 12 2026", Format{}, "2026-03-16"},
		{"2026-S45", Format{}, "2026-11-02"},
		{"S2 2027", Format{}, "2027-07-01"},
		{"S2 2027", weeks, "2027-01-11"},
		{"2e semestre 2027", end, "2027-12-31"},
		{"01.03.26", Format{}, "2026-03-01"},
	} {
		if got, err := Date(Of(c.text), c.f); err != nil || got.String() != c.want {
			t.Errorf("Date(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for text, why := range map[string]string{
		"printemps 2027": "too vague", "mi-2026": "too vague", "S45": "too vague", "courant 2026": "too vague", "Q1 FY27": "financial year",
		"à définir": "is not a date", "S54 2026": "not a date that exists", "fin": "is not a date", "fin 12/03/2026": "day/month",
	} {
		if got, err := Date(Of(text), Format{}); err == nil || !strings.Contains(err.(*Error).Text.In(label.EN), why) {
			t.Errorf("Date(%q) = %v, %v; want it %s", text, got, err, why)
		}
	}
}

func TestAHeaderSaysWhatItsColumnIs(t *testing.T) {
	of := func(header string, texts ...string) ColumnGuess {
		c := Column{Header: header}
		for _, s := range texts {
			c.Cells = append(c.Cells, Of(s))
		}
		return Guess(c)
	}
	if g := of("% budget consommé", "110", "12", "100"); g.Kind != "percent" {
		t.Errorf("a share of a budget is %s", g.Kind)
	}
	if g := of("Budget (hors 10 % d’aléas)", "110", "12", "100"); g.Kind == "percent" {
		t.Error("a budget is a percentage")
	}
	if g := of("Budget total (k€)", "TBD", "à définir", "301"); g.Format.Multiplier != 1000 || g.Format.Currency != "EUR" {
		t.Errorf("a column of few amounts has lost its unit: %+v", g)
	}
	if g := of("Avancement", "35 %", "0,5", "80"); len(g.Notes) == 0 || g.Confidence > 60 {
		t.Errorf("a part of one among points goes unseen: %+v", g)
	}
	if g := of("Fin", "S45 2026", "S2 2027"); !g.Format.InWeeks {
		t.Errorf("half-years among weeks: %+v", g)
	}
}
