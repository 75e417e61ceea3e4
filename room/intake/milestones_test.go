package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
)

const threeProjects = "Code;Projet;Direction\nCAP-01;Migration du socle;Usines\nCAP-02;Portail client;Ventes\nCAP-03;Entrepôt de données;Usines\n"

// dates brings a file of key dates up to its dry run.
func (w *world) dates(text, asOf, doubtful string) *Import {
	w.t.Helper()
	ctx := context.Background()
	r := Request{Object: "milestone", FileName: "jalons.csv", Content: []byte(text)}
	if asOf != "" {
		r.AsOf = on(asOf)
	}
	m, err := w.desk.Create(ctx, w.who, r)
	if err == nil && doubtful != "" {
		m, err = w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Doubtful: &doubtful})
	}
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

func (w *world) datesImported(text, asOf string) *Import {
	w.t.Helper()
	m, err := w.desk.Start(context.Background(), w.who, w.dates(text, asOf, "").ID)
	if err == nil {
		err = w.desk.Run(context.Background(), m, nil)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// keyDates lists what is there on a day, today when it is "": project, name,
// date, baseline and status, a line each, in order.
func (w *world) keyDates(asOf string) string {
	w.t.Helper()
	ctx := context.Background()
	c, err := field.Load(ctx, w.d, "milestone")
	if err != nil {
		w.t.Fatal(err)
	}
	names := map[int64]string{}
	if err := project.Each(ctx, w.d, nil, func(p *project.Project) error { names[p.ID] = p.Values["code"].S; return nil }); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	add := func(m *record.Record) error {
		status, _ := c.Get("status").OptionByID(m.Values["status"].N)
		out = append(out, fmt.Sprintf("%s %s %s %s %s", names[m.Project()], m.Name(), day.Day(m.Values["date"].N), day.Day(m.Values["baseline"].N), status.Key))
		return nil
	}
	if asOf == "" {
		err = milestone.Kind.Each(ctx, w.d, nil, add)
	} else {
		err = db.EachAsOf(ctx, w.d, milestone.Entity, on(asOf), 0, func(s *db.State) error {
			m, err := record.FromHistory(field.Slots{}, s.Object, s.Version, s.Data)
			if err != nil {
				return err
			}
			return add(m)
		})
	}
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func (w *world) same(got, want string) {
	w.t.Helper()
	if want = strings.TrimSpace(want); got != want {
		w.t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const keyDatesFile = `Projet;Jalon;Type de jalon;Date prévue;Date de référence;État;Commentaire
CAP-01;Mise en production;Mise en service;30/06/2027;31/03/2027;Prévu;Décalée par le fournisseur
migration du socle;Comité de lancement;Comité de pilotage;15/01/2026;15/01/2026;Réalisé;
PORTAIL CLIENT;Ouverture;Mise en service;01/02/2027;;En retard;
Portail des clients;Autre;;01/02/2027;;;
Inconnu;Ouverture;;01/02/2027;;;
CAP-03;Recette;Recette;pas encore;;;
`

func TestKeyDatesComeFromAFile(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.imported("p.csv", threeProjects, "2026-01-01", "")
		m := w.dates(keyDatesFile, "2026-06-01", "")
		r := m.Report
		if r.Rows != 6 || r.New != 4 || r.Refused != 2 || r.CellsRefusedCount != 1 {
			t.Fatalf("got %d rows, %d new, %d refused %v, %d cells refused", r.Rows, r.New, r.Refused, r.RowsRefused, r.CellsRefusedCount)
		}
		if got := r.RowsRefused[0].Reason.In(label.FR); !strings.Contains(got, "« Portail client »") || r.RowsRefused[1].Reason.IsZero() {
			t.Errorf("got the reason %q", got)
		}
		if len(r.NewOptions) != 1 || r.NewOptions[0].Key != "type" {
			t.Errorf("got new options %v, want the type Recette", r.NewOptions)
		}
		w.same(w.keyDates(""), "")
		m = w.datesImported(keyDatesFile, "2026-06-01")
		w.same(w.keyDates("2026-06-01"), `
CAP-01 Comité de lancement 2026-01-15 2026-01-15 done
CAP-01 Mise en production 2027-06-30 2027-03-31 planned
CAP-02 Ouverture 2027-02-01 2027-02-01 planned
CAP-03 Recette   planned`)
		w.same(w.keyDates("2026-05-31"), "")

		again := w.dates(keyDatesFile, "2026-06-01", "")
		if again.Report.New+again.Report.Changed != 0 || again.Report.Unchanged != 4 {
			t.Errorf("once more: got %d new, %d changed", again.Report.New, again.Report.Changed)
		}
		slipped := w.datesImported("Projet;Jalon;Date prévue\nCAP-01;Mise en production;30/09/2027\n", "2026-09-01")
		if slipped.Report.Changed != 1 {
			t.Errorf("got %d changed by the next file", slipped.Report.Changed)
		}
		w.same(strings.Split(w.keyDates("2026-08-31"), "\n")[1], "CAP-01 Mise en production 2027-06-30 2027-03-31 planned")
		w.same(strings.Split(w.keyDates(""), "\n")[1], "CAP-01 Mise en production 2027-09-30 2027-03-31 planned")

		w.undone(slipped)
		w.same(strings.Split(w.keyDates(""), "\n")[1], "CAP-01 Mise en production 2027-06-30 2027-03-31 planned")
		w.undone(m)
		w.same(w.keyDates(""), "")
		w.same(w.keyDates("2026-10-01"), "")
		c, err := field.Load(context.Background(), w.d, "milestone")
		if o, _ := c.Get("type").OptionByText("Recette"); err != nil || !o.Retired {
			t.Errorf("got %v %v: the option that the import made is still offered", o, err)
		}
	})
}

func TestAnAlikeProjectIsTakenWhenThePersonSaysSo(t *testing.T) {
	w := newWorldFor(t)
	w.imported("p.csv", threeProjects, "2026-01-01", "")
	m := w.dates(keyDatesFile, "2026-06-01", Same)
	if m.Report.New != 5 || m.Report.Refused != 1 {
		t.Errorf("got %d new, %v refused", m.Report.New, m.Report.RowsRefused)
	}
}

func TestKeyDatesOfOneNameStayApart(t *testing.T) {
	w := newWorldFor(t)
	w.imported("p.csv", threeProjects, "2026-01-01", "")
	w.datesImported("Projet;Jalon;Date\nCAP-01;Comité;01/02/2026\nCAP-01;Comité;01/03/2026\nCAP-01;Comité;01/04/2026\n", "2026-01-15")
	m := w.datesImported("Projet;Jalon;Date\nCAP-01;Comité;10/03/2026\nCAP-01;Comité;01/02/2026\nCAP-01;Comité;01/04/2026\n", "2026-02-15")
	if m.Report.Changed != 1 || m.Report.New != 0 {
		t.Errorf("got %d changed, %d new; want the one that moved", m.Report.Changed, m.Report.New)
	}
	w.same(w.keyDates(""), `
CAP-01 Comité 2026-02-01 2026-02-01 planned
CAP-01 Comité 2026-03-10 2026-03-01 planned
CAP-01 Comité 2026-04-01 2026-04-01 planned`)
}

func TestAColumnPerKeyDateIsReadToo(t *testing.T) {
	w := newWorldFor(t)
	w.imported("p.csv", threeProjects, "2026-01-01", "")
	m := w.datesImported("Projet;Chef de projet;Cadrage;Mise en production;Mise en production (référence)\nCAP-01;Anne;01/02/2026;30/06/2027;31/03/2027\nPortail client;Bruno;;01/02/2027;\n", "2026-01-15")
	if m.Report.New != 3 {
		t.Errorf("got %d new, %v refused", m.Report.New, m.Report.RowsRefused)
	}
	w.same(w.keyDates(""), `
CAP-01 Cadrage 2026-02-01 2026-02-01 planned
CAP-01 Mise en production 2027-06-30 2027-03-31 planned
CAP-02 Mise en production 2027-02-01 2027-02-01 planned`)
}

func TestUndoingKeyDatesKeepsWhatWasEditedSince(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.imported("p.csv", threeProjects, "2026-01-01", "")
		w.datesImported("Projet;Jalon;Date\nCAP-01;Recette;01/02/2026\n", "2026-01-15")
		m := w.datesImported("Projet;Jalon;Date;Commentaire\nCAP-01;Recette;01/03/2026;repoussée\n", "2026-02-15")
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "milestone")
			if err != nil {
				return err
			}
			id, err := db.Get[int64](ctx, tx, "SELECT id FROM milestone")
			if err == nil {
				_, err = milestone.Kind.Save(ctx, tx, w.who, c, record.Edit{ID: id, Values: field.Values{"comment": field.Str("à la main")}})
			}
			return err
		})
		m = w.undone(m)
		if kept := m.Report.Kept; len(kept) != 1 || kept[0].Key != "comment" {
			t.Errorf("got %v kept", kept)
		}
		w.same(w.keyDates(""), "CAP-01 Recette 2026-02-01 2026-02-01 planned")
	})
}

func TestUndoingProjectsKeepsThoseThatHaveKeyDatesSince(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		projects := w.imported("p.csv", threeProjects, "2026-01-01", "")
		dates := w.datesImported("Projet;Jalon;Date\nCAP-01;Recette;01/02/2026\n", "2026-01-15")
		again := w.imported("q.csv", "Code;Projet;Direction\nNEU-01;Tout neuf;Usines\n", "2026-02-01", "")
		w.undone(again)
		w.undone(dates)
		w.datesImported("Projet;Jalon;Date\nCAP-02;Recette;01/02/2026\n", "2026-01-15")
		kept := w.undone(projects).Report.Kept
		if len(kept) != 1 || kept[0].Name != "Portail client" || kept[0].Key != "" {
			t.Errorf("got %v kept, want the project with a key date", kept)
		}
		w.same(w.keyDates(""), "CAP-02 Recette 2026-02-01 2026-02-01 planned")
	})
}
