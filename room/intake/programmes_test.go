package intake

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// programmed has a programme that is a row of the file, and two that are not.
const programmed = "Nom;Programme;Coût total (k€)\n" +
	"Alpha;Socle numérique;100\n" +
	"Beta;socle numérique;200\n" +
	"Gamma;Cap Prestations;300\n" +
	"Delta;Alpha;400\n" +
	"Epsilon;-;500\n" +
	"Zeta;;600\n"

// byName reads all projects.
func (w *world) byName() map[string]*project.Project {
	w.t.Helper()
	out := map[string]*project.Project{}
	err := project.Each(context.Background(), w.d, nil, func(p *project.Project) error {
		out[p.Name()] = p
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func programmesOf(m *Import) []Choice {
	for _, c := range m.Settings.Columns {
		if c.Attribute == "programme" {
			return c.Values
		}
	}
	return nil
}

func TestProgrammesThatAreNotThereAreProposedMadeAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		before := w.everything()
		m := w.draft("a.csv", programmed, "2021-07-31")
		want := []Choice{{Text: "Socle numérique", Count: 2, Option: NewOption}, {Text: "Cap Prestations", Count: 1, Option: NewOption}, {Text: "-", Count: 1}}
		if got := programmesOf(m); !reflect.DeepEqual(got, want) {
			t.Errorf("the proposal lists %v, want %v", got, want)
		}
		m, err := w.desk.Check(ctx, w.who, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		r := m.Report
		if !slices.Equal(r.NewProgrammes, []string{"Socle numérique", "Cap Prestations"}) || r.New != 6 || r.Unreadable["programme"] != 1 {
			t.Errorf("the dry run says %v, %d new, %v unreadable", r.NewProgrammes, r.New, r.Unreadable)
		}
		if got := w.byName(); len(got) != 0 {
			t.Errorf("the dry run wrote %d projects", len(got))
		}
		digest := r.Digest
		if m, err = w.desk.Check(ctx, w.who, m.ID); err != nil || m.Report.Digest != digest {
			t.Errorf("a second dry run says something else: %v", err)
		}
		if m, err = w.desk.Start(ctx, w.who, m.ID); err == nil {
			err = w.desk.Run(ctx, m, nil)
		}
		if err != nil || m.Done != m.Total {
			t.Fatalf("%d of %d written: %v", m.Done, m.Total, err)
		}
		got := w.byName()
		c, err := field.Load(ctx, w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		kind, _ := c.Get("type").OptionByText("Programme")
		socle := got["Socle numérique"]
		if len(got) != 8 || socle == nil || socle.Values["type"].N != kind.ID || socle.Unit() != w.root {
			t.Fatalf("got %d projects, and %+v", len(got), socle)
		}
		for name, up := range map[string]string{"Alpha": "Socle numérique", "Beta": "Socle numérique", "Gamma": "Cap Prestations", "Delta": "Alpha"} {
			if got[name].Values["programme"].N != got[up].ID {
				t.Errorf("%s stands below %d, want %s", name, got[name].Values["programme"].N, up)
			}
		}
		members, err := portfolio.Ever(ctx, w.d, w.who, m.Portfolio, on("2021-07-31"))
		if err != nil || len(members) != 6 {
			t.Errorf("the portfolio has %d members, want the 6 rows: %v", len(members), err)
		}
		again := w.imported("a.csv", programmed, "2021-07-31", "")
		if r := again.Report; r.Unchanged != 6 || r.Gone != 0 || len(r.NewProgrammes) != 0 || len(programmesOf(again)) != 1 {
			t.Errorf("a second time: %d unchanged, %d gone, programmes %v, asked %v", r.Unchanged, r.Gone, r.NewProgrammes, programmesOf(again))
		}
		w.undone(again)
		if m = w.undone(m); len(m.Report.Kept) != 0 {
			t.Errorf("undoing kept %v", m.Report.Kept)
		}
		if after := w.everything(); len(after) != len(before) || len(w.byName()) != 0 {
			t.Errorf("undoing left %v and %d projects", after, len(w.byName()))
		}
	})
}

func TestAnEditionImportedLaterKnowsTheProgrammesOfItsDay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		file := "Nom;Programme\nAlpha;Socle\nBeta;Socle\n"
		w.imported("2018.csv", file, "2018-06-30", "")
		before := w.everything()
		past := w.imported("2016.csv", file, "2016-06-30", "")
		if r := past.Report; len(r.NewProgrammes) != 0 || r.Changed != 2 {
			t.Errorf("makes %v, changes %d; want the two rows only", r.NewProgrammes, r.Changed)
		}
		got := w.byName()
		for day, want := range map[string]bool{"2015-12-31": false, "2016-06-30": true, "2018-06-30": true} {
			there := map[int64]field.Values{}
			err := db.EachAsOf(context.Background(), w.d, project.Entity, on(day), 0, func(s *db.State) error {
				vs, _, err := field.DecodeAll(s.Data)
				there[s.Object] = vs
				return err
			})
			socle := there[got["Socle"].ID]
			if err != nil || (socle != nil) != want || want && (!socle["type"].Equal(got["Socle"].Values["type"]) || there[got["Alpha"].ID]["programme"].N != got["Socle"].ID) {
				t.Errorf("on %s: the programme is %v, and Alpha %v: %v", day, socle, there[got["Alpha"].ID], err)
			}
		}
		if again := w.imported("2016.csv", file, "2016-06-30", ""); again.Report.Unchanged != 2 || again.Total != 2 {
			t.Errorf("a second time: %d unchanged of %d rows", again.Report.Unchanged, again.Total)
		} else {
			w.undone(again)
		}
		w.undone(past)
		if after := w.everything(); !maps.Equal(after, before) {
			t.Errorf("undoing left\n%v\nwant\n%v", after, before)
		}
	})
}

func TestAProgrammeIsNotMadeAgainstADecision(t *testing.T) {
	w := newWorldFor(t)
	ctx := context.Background()
	w.imported("known.csv", "Nom;Code\nCap sur les prestations;CAP\n", "", "")
	m := w.draft("a.csv", programmed, "")
	values := []Choice{{Text: "socle numérique", Option: ""}, {Text: "Cap Prestations", Option: "CAP"}}
	m, err := w.desk.Correct(ctx, w.who, m.ID, 0, Patch{Columns: []PatchColumn{{Number: 2, Values: values}}})
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	if r := m.Report; len(r.NewProgrammes) != 0 || r.Unreadable["programme"] != 3 {
		t.Errorf("makes %v, %v unreadable; want none, and the two cells and the dash refused", r.NewProgrammes, r.Unreadable)
	}
	if m, err = w.desk.Start(ctx, w.who, m.ID); err == nil {
		err = w.desk.Run(ctx, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	got := w.byName()
	if g := got["Gamma"].Values["programme"].N; g != got["Cap sur les prestations"].ID {
		t.Errorf("Gamma stands below %d, want the project with the code", g)
	}
}

// A programme whose projects are all refused is not made.
func TestAProgrammeIsMadeOnlyForProjectsThatAreWritten(t *testing.T) {
	w := newWorldFor(t)
	m := w.imported("a.csv", "Nom;Code;Programme\nAlpha;A1;Premier\n;;Second\nBeta;B1;Premier\n", "", "")
	if r := m.Report; !slices.Equal(r.NewProgrammes, []string{"Premier"}) || len(w.byName()) != 3 {
		t.Errorf("made %v; there are %d projects", r.NewProgrammes, len(w.byName()))
	}
}

func TestWhoMayNotCreateProjectsMakesNoProgramme(t *testing.T) {
	w := newWorldFor(t)
	ctx := context.Background()
	w.imported("a.csv", "Nom\nAlpha\nBeta\n", "", "")
	var account access.Account
	w.change(func(tx *db.Tx) (err error) {
		rights := access.Import | access.EditPortfolio | access.ReadProject | access.EditProject | access.ReadPortfolio
		role, err := access.CreateRole(ctx, tx, w.who, access.Role{Label: label.T("Importer", "Importateur"), Rights: rights})
		if err != nil {
			return err
		}
		if account, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: "importer", Name: "Importer"}, ""); err != nil {
			return err
		}
		_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(account.ID), Role: role.ID, Unit: db.ID(w.root)})
		return err
	})
	who, err := access.Load(ctx, w.d, account.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	b := w.by(who)
	file := "Nom;Programme\nAlpha;Socle\nBeta;Alpha\n"
	m := b.checked("b.csv", file, "", "")
	if got := programmesOf(m); len(got) != 1 || got[0].Option != "" {
		t.Errorf("the proposal lists %v, want Socle left out", got)
	}
	r := m.Report
	if len(r.NewProgrammes) != 0 || len(r.CellsRefused) != 1 || r.Changed != 2 {
		t.Fatalf("makes %v, refuses %v, %d changed", r.NewProgrammes, r.CellsRefused, r.Changed)
	}
	if why := r.CellsRefused[0].Reason.In(label.EN); !strings.Contains(why, "someone with the right “Create projects”") {
		t.Errorf("%q does not say who can make it", why)
	}
	_, err = b.desk.Correct(ctx, who, m.ID, 0, Patch{Columns: []PatchColumn{{Number: 2, Values: []Choice{{Text: "Socle", Option: NewOption}}}}})
	if fault.KindOf(err) != fault.BadInput {
		t.Errorf("asking for it: got %v, want a refusal in words", err)
	}
	// What somebody with the right has asked for is not made by who has it not.
	asked := w.draft("c.csv", file, "")
	if m, err = b.desk.Check(ctx, who, asked.ID); err != nil || len(m.Report.NewProgrammes) != 0 || m.Report.Unreadable["programme"] != 1 {
		t.Errorf("another's draft makes %v: %v", m.Report.NewProgrammes, err)
	}
}
