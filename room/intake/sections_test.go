package intake

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// sectioned has titles over projects, one line that may be either, and totals.
const sectioned = "Projet;Responsable;Début;Budget (k€)\n" +
	"DIRECTION DES SYSTÈMES;;;\n" +
	"Programme Socle;;;\n" +
	"Alpha;Roy;01/02/2025;100\n" +
	"Beta;Petit;01/03/2025;200\n" +
	"Sous-total;;;300\n" +
	"Direction des achats (2 projets);;;\n" +
	"Gamma;Roy;01/04/2025;300\n" +
	"Delta;Fa;01/05/2025;50\n" +
	"Finances;;;\n" +
	"Epsilon;Fa;01/05/2025;60\n" +
	"Zeta;Fa;01/06/2025;70\n" +
	"Total;;;780\n"

func TestTitlesBetweenProjectsAreLeftOutAndListed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		m := w.checked("a.csv", sectioned, "", "")
		r := m.Report
		want := []Left{
			{Row: 2, Kind: "section", Name: "DIRECTION DES SYSTÈMES"},
			{Row: 3, Kind: "section", Name: "Programme Socle"},
			{Row: 6, Kind: "total", Name: "Sous-total"},
			{Row: 7, Kind: "section", Name: "Direction des achats"},
			{Row: 13, Kind: "total", Name: "Total"},
		}
		if !slices.Equal(r.Left, want) || r.Rows != 7 || r.Refused != 0 {
			t.Errorf("%d rows, left out %+v, want %+v", r.Rows, r.Left, want)
		}
		if r.DoubtfulCount != 1 || r.Doubtful[0].Name != "Finances" || !r.Doubtful[0].Lone {
			t.Fatalf("asks %+v", r.Doubtful)
		}
		if got := fmt.Sprint(r.NewUnits, r.NewProgrammes, r.Totals["total_cost"].File.Plain()); got != "[DIRECTION DES SYSTÈMES Direction des achats Finances] [Programme Socle] map[EUR:780000.00]" {
			t.Errorf("makes %s", got)
		}
		// The doubtful line is a title; one of the titles a project.
		m, err := w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Matches: []Match{{Row: 10, Decision: Section}, {Row: 3, Decision: New}}})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if r = m.Report; r.DoubtfulCount != 0 || r.Rows != 7 || r.Doubtful[0].Decision != Section || !r.Left[1].Record || len(r.Left) != 6 {
			t.Fatalf("%d rows, asks %+v, left %+v", r.Rows, r.Doubtful, r.Left)
		}
		if m, err = w.desk.Start(ctx, w.who, m.ID); err == nil {
			err = w.desk.Run(ctx, m, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		got := w.byName()
		units := w.unitNames()
		for name, unit := range map[string]string{"Programme Socle": "DIRECTION DES SYSTÈMES", "Alpha": "DIRECTION DES SYSTÈMES", "Gamma": "Direction des achats", "Zeta": "Finances"} {
			if got[name] == nil || units[got[name].Unit()] != unit {
				t.Errorf("%s is of %q, want %q", name, units[got[name].Unit()], unit)
			}
		}
		if len(got) != 7 || got["Finances"] != nil {
			t.Errorf("%d projects", len(got))
		}
		// The next edition knows the answers.
		again := w.checked("b.csv", sectioned, "", "")
		if r := again.Report; r.DoubtfulCount != 0 || r.Unchanged != 7 || r.Gone != 0 {
			t.Errorf("a second time it asks %+v; %d unchanged, %d gone, left %+v", r.Doubtful, r.Unchanged, r.Gone, r.Left)
		}
	})
}

func (w *world) unitNames() map[int64]string {
	w.t.Helper()
	u, err := findUnits(context.Background(), &job{k: w.desk, who: w.who, m: &Import{Object: "project", Unit: w.root}})
	if err != nil {
		w.t.Fatal(err)
	}
	return u.names
}

// A project of the portfolio of which a file says nothing but its name stays one.
func TestAKnownProjectIsNoTitle(t *testing.T) {
	w := newWorldFor(t)
	head := "Projet;Responsable;Début;Budget (k€)\n"
	rest := "Alpha;Roy;01/02/2025;100\nBeta;Petit;01/03/2025;200\nGamma;Roy;01/04/2025;300\n"
	w.imported("a.csv", head+"Service civique;Roy;01/02/2025;70\nSIRHEN;Roy;01/02/2025;80\n"+rest, "", "")
	m := w.checked("b.csv", head+"Service civique;;;\n"+rest+"SIRHEN;;;\nDelta;Fa;01/05/2025;50\n", "", "")
	if r := m.Report; r.Rows != 6 || r.DoubtfulCount != 0 || r.Gone != 0 || r.New != 1 || len(r.Left) != 0 {
		t.Errorf("%d rows, %d new, %d gone, asks %v, left %v", r.Rows, r.New, r.Gone, r.Doubtful, r.Left)
	}
}

// Titles never take the place of a column that the file has.
func TestTitlesFillOnlyWhatNoColumnSays(t *testing.T) {
	w := newWorldFor(t)
	m := w.checked("a.csv", "Projet;Direction;Début;Budget (k€)\nDirection des achats;;;\nAlpha;Achats;01/02/2025;100\nBeta;Achats;01/03/2025;200\nGamma;Ventes;01/03/2025;200\n", "", "")
	last := m.Settings.Columns[len(m.Settings.Columns)-1]
	if last.Header != "Section" || last.Action != Ignore || last.Filled != 3 || len(m.Report.NewUnits) != 2 {
		t.Errorf("the titles become %+v; new units %v", last, m.Report.NewUnits)
	}
	ctx := context.Background()
	attribute := "programme"
	m, err := w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Columns: []PatchColumn{{Number: last.Number, Attribute: &attribute}}})
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err != nil || !slices.Equal(m.Report.NewProgrammes, []string{"Direction des achats"}) {
		t.Errorf("makes %v: %v", m.Report.NewProgrammes, err)
	}
}

// Where titles stand in another column than the names, they are no refused rows.
func TestTitlesInTheColumnOfCodesAreLeftOut(t *testing.T) {
	w := newWorldFor(t)
	m := w.checked("a.csv", "Code;Projet;Début;Budget (k€)\nFinances et achats;;;\nP1;Alpha;01/02/2025;100\nP2;Beta;01/03/2025;200\nRessources humaines;;;\nP3;Gamma;01/03/2025;200\nP4;Delta;01/03/2025;200\nP5;Epsilon;01/03/2025;200\nP6;Zeta;01/03/2025;200\n", "", "")
	if r := m.Report; r.Rows != 6 || r.Refused != 0 || r.DoubtfulCount != 0 || len(r.Left) != 2 || r.New != 6 {
		t.Errorf("%d rows, %d new, %d refused, asks %v, left %v", r.Rows, r.New, r.Refused, r.Doubtful, r.Left)
	}
}
