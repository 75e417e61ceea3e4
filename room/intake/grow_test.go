package intake

import (
	"context"
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

// branch is a unit with somebody who has a role there, and nowhere else.
func (w *world) branch(name, role string) (unit int64, who access.Who) {
	w.t.Helper()
	ctx := context.Background()
	var account access.Account
	w.change(func(tx *db.Tx) error {
		u, err := access.CreateUnit(ctx, tx, w.who, access.Unit{Parent: db.ID(w.root), Name: name})
		if err != nil {
			return err
		}
		unit = u.ID
		if account, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: label.Key(name) + "-" + role, Name: "Chief of " + name}, ""); err != nil {
			return err
		}
		id, err := db.Get[int64](ctx, tx, "SELECT id FROM role WHERE key = $1", role)
		if err == nil {
			_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(account.ID), Role: id, Unit: db.ID(unit)})
		}
		return err
	})
	who, err := access.Load(ctx, w.d, account.ID, "web")
	if err != nil {
		w.t.Fatal(err)
	}
	return unit, who
}

// by does what follows in somebody else's name.
func (w *world) by(who access.Who) *world {
	other := *w
	other.who = who
	return &other
}

// growing names values, an attribute and a unit that are not there.
const growing = "Nom;Phase;Zone fonctionnelle;Couleur du dossier;Ministère\n" +
	"Alpha;Hibernation;Nord;Bleu;Ministère de la Mer\n" +
	"Beta;Cadrage;Sud;Vert;Ministère de la Mer\n" +
	"Gamma;Hibernation;Nord;Bleu;Branche\n" +
	"Delta;Hibernation;Sud;Bleu;Branche\n"

func TestAnImportOfOneBranchAddsNothingThatEverybodyShares(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		unit, who := w.branch("Branche", "pmo")
		b := w.by(who)
		before, err := field.Load(context.Background(), w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		m := b.imported("branch.csv", growing, "", "")
		r := m.Report
		if len(r.NewFields)+len(r.NewOptions) != 0 || len(r.NewUnits) != 1 {
			t.Errorf("the report adds %v, %v, %v; want a unit of the branch only", r.NewFields, r.NewOptions, r.NewUnits)
		}
		if r.New != 4 || r.Unreadable["stage"] != 3 || r.Unreadable["unit"] != 0 {
			t.Errorf("got %d new, cells refused %v; want 4 new and 3 stages refused", r.New, r.Unreadable)
		}
		for _, c := range r.CellsRefused {
			if en := c.Reason.In(label.EN); !strings.Contains(en, "someone with the right “") {
				t.Errorf("%s: %q does not say who can add the value", c.Column, en)
			}
		}
		after, err := field.Load(context.Background(), w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		if len(after.Fields) != len(before.Fields) || len(after.Get("stage").Choices) != len(before.Get("stage").Choices) {
			t.Errorf("the catalogue has %d attributes and %d stages, want the %d and %d of before", len(after.Fields), len(after.Get("stage").Choices), len(before.Fields), len(before.Get("stage").Choices))
		}
		below, err := db.Select[int64](context.Background(), w.d, "SELECT id FROM unit WHERE parent_id = $1", unit)
		if err != nil || len(below) != 1 {
			t.Fatalf("got %v %v, want one new unit, below the branch", below, err)
		}
		err = project.Each(context.Background(), w.d, nil, func(p *project.Project) error {
			if p.Unit() != unit && p.Unit() != below[0] {
				t.Errorf("%s stands on %d, want the branch %d or the unit below", p.Name(), p.Unit(), unit)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhoMayNotAddAskingForItIsRefused(t *testing.T) {
	w := newWorldFor(t)
	_, who := w.branch("Branche", "pmo")
	b := w.by(who)
	m := b.draft("branch.csv", growing, "")
	at := map[string]int{}
	for _, c := range m.Settings.Columns {
		at[c.Header] = c.Number
	}
	made := ToNew
	for name, pc := range map[string]PatchColumn{
		"a new attribute": {Number: at["Couleur du dossier"], Action: &made, New: &NewField{Key: "colour", Kind: field.Text, Label: label.T("Colour", "Couleur")}},
		"a new value":     {Number: at["Phase"], Values: []Choice{{Text: "Hibernation", Option: NewOption}}},
	} {
		_, err := w.desk.Correct(context.Background(), who, m.ID, 0, Patch{Columns: []PatchColumn{pc}})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: got %v, want a refusal in words", name, err)
		}
	}
}

// What somebody with every right prepared is not written by who has fewer.
func TestADraftOfAnotherGivesNoRights(t *testing.T) {
	w := newWorldFor(t)
	unit, who := w.branch("Branche", "pmo")
	var p portfolio.Portfolio
	w.change(func(tx *db.Tx) (err error) {
		p, err = portfolio.Create(context.Background(), tx, w.who, portfolio.Portfolio{Name: "Branche", Unit: unit})
		return err
	})
	m, err := w.desk.Create(context.Background(), w.who, Request{Portfolio: p.ID, FileName: "a.csv", Content: []byte(growing)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = w.desk.Check(context.Background(), who, m.ID); fault.KindOf(err) != fault.BadInput {
		t.Errorf("got %v, want the new attribute refused", err)
	}
}

func TestAnImporterWhoMayNotEditAPortfolioDoesNotFillIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		unit, _ := w.branch("Branche", "pmo")
		_, other := w.branch("Autre", "pmo")
		var p portfolio.Portfolio
		w.change(func(tx *db.Tx) (err error) {
			p, err = portfolio.Create(context.Background(), tx, w.who, portfolio.Portfolio{Name: "Branche", Unit: unit})
			return err
		})
		_, err := w.desk.Create(context.Background(), other, Request{Portfolio: p.ID, FileName: "a.csv", Content: []byte(growing)})
		if fault.KindOf(err) != fault.Missing {
			t.Errorf("a portfolio of another branch: got %v, want not found", err)
		}
		importer := access.Who{ID: other.ID, Via: "web"}
		_, err = w.d.Update(context.Background(), db.Origin{Actor: other.ID, Via: "import", Set: 7}, func(tx *db.Tx) error {
			return portfolio.SetEdition(context.Background(), tx, importer, p.ID, nil, nil, 0)
		})
		if err == nil {
			t.Error("its members were set by who does not see it")
		}
	})
}
