package intake

import (
	"context"
	"testing"
)

// A text that is nearly the name of a programme is asked about, and written as
// it was decided.
func TestAMisspeltProgrammeIsAskedAbout(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.imported("a.csv", "Nom;Programme\nAlpha;Modernisation RH\nBeta;Modernisation RH\n", "", "")
		file := "Nom;Programme\nAlpha;Modernisation RH\nBeta;Modernisation RH\nGamma;Modernisaton RH\nDelta;Modernisation RH 2\nEpsilon;Portail\n"
		m := w.checked("b.csv", file, "", "")
		got := programmesOf(m)
		if len(got) != 3 || got[0].Option != Doubt || got[0].Near[0].Name != "Modernisation RH" || got[2].Option != NewOption {
			t.Fatalf("proposed %+v", got)
		}
		r := m.Report
		if r.DoubtfulCount != len(r.Doubtful) || r.Doubtful[0].Name != "Modernisaton RH" || r.Doubtful[0].Row != 4 || r.Doubtful[0].Column != 2 || r.Doubtful[0].Candidates[0].Name != "Modernisation RH" {
			t.Fatalf("the dry run asks %d: %+v", r.DoubtfulCount, r.Doubtful)
		}
		if _, err := w.desk.Start(ctx, w.who, m.ID); err == nil {
			t.Fatal("it is written though nobody decided")
		}
		values := []Choice{{Text: "Modernisaton RH", Option: "Modernisation RH"}, {Text: "Modernisation RH 2", Option: NewOption}}
		m, err := w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Columns: []PatchColumn{{Number: 2, Values: values}}})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err != nil || m.Report.DoubtfulCount != 0 || m.Report.Doubtful[0].Decision != Same || m.Report.Doubtful[0].Object == 0 {
			t.Fatalf("decided: %+v, %v", m.Report.Doubtful, err)
		}
		if m, err = w.desk.Start(ctx, w.who, m.ID); err == nil {
			err = w.desk.Run(ctx, m, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		projects := w.byName()
		if projects["Gamma"].Values["programme"].N != projects["Modernisation RH"].ID || projects["Modernisaton RH"] != nil || projects["Delta"].Values["programme"].N != projects["Modernisation RH 2"].ID {
			t.Errorf("Gamma stands below %d, want %d", projects["Gamma"].Values["programme"].N, projects["Modernisation RH"].ID)
		}
		again := w.checked("b.csv", file, "", "")
		if again.Report.DoubtfulCount != 0 || again.Report.Unchanged != 5 {
			t.Errorf("a second time it asks %+v, %d unchanged", again.Report.Doubtful, again.Report.Unchanged)
		}
	})
}

// Of two new programmes that are alike, the one that fewer rows name is asked
// about; the settings may decide it.
func TestAProgrammeMisspeltInTheFileItselfIsAskedAbout(t *testing.T) {
	w := newWorldFor(t)
	file := "Nom;Programme\nAlpha;Modernisation RH\nBeta;Modernisation RH\nGamma;Modernisaton RH\nDelta;Lot 1 du portail\nEpsilon;Lot 2 du portail\n"
	m := w.checked("a.csv", file, "", "")
	if r := m.Report; r.DoubtfulCount != 1 || r.Doubtful[0].Name != "Modernisaton RH" || len(r.NewProgrammes) != 3 {
		t.Fatalf("asks %+v, makes %v", r.Doubtful, r.NewProgrammes)
	}
	m = w.imported("a.csv", file, "", Same)
	if r := m.Report; r.DoubtfulCount != 0 || len(r.NewProgrammes) != 3 {
		t.Fatalf("asks %+v, makes %v", r.Doubtful, r.NewProgrammes)
	}
	if got := w.byName(); got["Gamma"].Values["programme"].N != got["Modernisation RH"].ID || len(got) != 8 {
		t.Errorf("Gamma stands below %d, want %d", got["Gamma"].Values["programme"].N, got["Modernisation RH"].ID)
	}
}
