package snapshot_test

import (
	"context"
	"errors"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

func TestWhySaysWhichConditionHidesHowMany(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		day := w.live().On
		for _, p := range []struct{ name, stage string }{{"Alpha", "build"}, {"Beta", "build"}, {"Gamma", "idea"}, {"Delta", ""}} {
			vs := field.Values{}
			if o, ok := w.c.Get("stage").OptionByText(p.stage); ok {
				vs["stage"] = field.Int(o.ID)
			}
			w.create(day, p.name, vs)
		}
		hidden, list, err := w.live().Why(w.who, snapshot.Query{Filter: `stage = "build" and name !~ "gam"`, Search: "alp"})
		if err != nil {
			t.Fatal(err)
		}
		want(t, "hidden", hidden, 3)
		want(t, "conditions", list, []snapshot.Hiding{
			{Filter: `stage = "build"`, Hides: 2},
			{Filter: `name !~ "gam"`, Hides: 1},
			{Search: "alp", Hides: 3, Alone: 1},
		})
		res, err := w.live().List(w.who, snapshot.Query{Filter: `stage = "build" and name !~ "gam"`, Search: "alp"})
		if err != nil {
			t.Fatal(err)
		}
		want(t, "hidden by the list", res.Hidden, hidden)
	})
}

func TestAWrongFilterSaysAtWhichCharacter(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	err := w.live().CheckFilter(w.who, `stage = "build" and nosuch > 3`)
	f, _ := errors.AsType[*fault.Fault](err)
	if f == nil || len(f.Details) != 2 || f.Details[0].Where != "filter" || f.Details[1].Where != "filter@21" {
		t.Errorf("got %+v", err)
	}
}

func TestMyUnitsAreThoseOfWhoReads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		on := w.live().On
		home := w.create(on, "Top", nil)
		var branch int64
		var reader access.Account
		w.update(0, func(tx *db.Tx) error {
			u, err := access.CreateUnit(context.Background(), tx, w.who, access.Unit{Name: "Branch", Parent: db.ID(w.unit)})
			if err != nil {
				return err
			}
			branch = u.ID
			if reader, err = access.CreateAccount(context.Background(), tx, w.who, access.Account{Login: "ann", Name: "Ann"}, ""); err != nil {
				return err
			}
			roles, err := access.Roles(context.Background(), tx, w.who)
			if err != nil {
				return err
			}
			for _, r := range roles {
				if r.Key == "reader" {
					_, err = access.AddGrant(context.Background(), tx, w.who, access.Grant{Account: db.ID(reader.ID), Role: r.ID, Unit: db.ID(branch)})
				}
			}
			if err == nil { // on one project above as well, which makes its unit no unit of hers
				_, err = access.AddGrant(context.Background(), tx, w.who, access.Grant{Account: db.ID(reader.ID), Role: roles[0].ID, Project: db.ID(home)})
			}
			return err
		})
		unit := w.unit
		w.unit = branch
		w.create(on, "Below", nil)
		w.unit = unit
		who, err := access.Load(context.Background(), d, reader.ID, "web")
		if err != nil {
			t.Fatal(err)
		}
		w.who = who
		want(t, "all that Ann sees", w.list(w.live(), snapshot.Query{Sort: []snapshot.Sort{{Key: "name"}}}), []string{"Below", "Top"})
		want(t, "of her units", w.list(w.live(), snapshot.Query{Filter: "unit in my units"}), []string{"Below"})
		want(t, "of the others", w.list(w.live(), snapshot.Query{Filter: "unit pas dans mes entités"}), []string{"Top"})
		if err := w.live().CheckPortfolio(who, "unit in my units"); err == nil {
			t.Error("a portfolio may depend on who reads it")
		}
	})
}
