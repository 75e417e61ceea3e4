package view_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

var ctx = context.Background()

// world is an organisation with two branches, and the views it starts with.
type world struct {
	t            testing.TB
	d            *db.DB
	sys          access.Who
	root, branch int64
	other, below int64
	roles        map[string]int64
	n            int
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, sys: access.System("test"), roles: map[string]int64{}}
	w.must(w.as(w.sys, func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.sys, "Ministère"), field.Seed(ctx, tx, w.sys), view.Seed(ctx, tx, w.sys))
	}))
	root, err := access.Root(ctx, d)
	w.must(err)
	w.root = root.ID
	w.branch, w.other = w.unit(w.root, "Branch"), w.unit(w.root, "Other")
	w.below = w.unit(w.branch, "Below")
	roles, err := access.Roles(ctx, d, w.sys)
	w.must(err)
	for _, r := range roles {
		w.roles[r.Key] = r.ID
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) as(who access.Who, f func(*db.Tx) error) error {
	_, err := w.d.Update(ctx, who.Origin(), f)
	return err
}

func (w *world) unit(parent int64, name string) int64 {
	w.t.Helper()
	var u access.Unit
	w.must(w.as(w.sys, func(tx *db.Tx) (err error) {
		u, err = access.CreateUnit(ctx, tx, w.sys, access.Unit{Name: name, Parent: db.ID(parent)})
		return err
	}))
	return u.ID
}

// person is somebody with a role on a unit.
func (w *world) person(role string, unit int64) access.Who {
	w.t.Helper()
	w.n++
	var a access.Account
	name := role + strings.Repeat("x", w.n)
	w.must(w.as(w.sys, func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, w.sys, access.Account{Login: name, Name: name}, ""); err != nil {
			return err
		}
		_, err = access.AddGrant(ctx, tx, w.sys, access.Grant{Account: db.ID(a.ID), Role: w.roles[role], Unit: db.ID(unit)})
		return err
	}))
	who, err := access.Load(ctx, w.d, a.ID, "web")
	w.must(err)
	return who
}

func (w *world) create(who access.Who, v view.View) (view.View, error) {
	if v.Object == "" {
		v.Object = "project"
	}
	if v.Name.IsZero() {
		v.Name = label.T("Mine", "Mienne")
	}
	err := w.as(who, func(tx *db.Tx) (err error) {
		v, err = view.Create(ctx, tx, who, v)
		return err
	})
	return v, err
}

func (w *world) made(who access.Who, v view.View) view.View {
	w.t.Helper()
	v, err := w.create(who, v)
	w.must(err)
	return v
}

func (w *world) update(who access.Who, v view.View, change func(*view.View)) (view.View, error) {
	var out view.View
	err := w.as(who, func(tx *db.Tx) (err error) {
		out, err = view.Update(ctx, tx, who, v.ID, v.Version, change)
		return err
	})
	return out, err
}

func (w *world) names(who access.Who) []string {
	w.t.Helper()
	views, err := view.List(ctx, w.d, who, "project")
	w.must(err)
	var out []string
	for _, v := range views {
		out = append(out, v.Name.EN)
	}
	return out
}

func (w *world) sees(who access.Who, v view.View) bool {
	w.t.Helper()
	_, err := view.Get(ctx, w.d, who, v.ID)
	if err != nil && fault.KindOf(err) != fault.Missing {
		w.t.Fatal(err)
	}
	views, err2 := view.List(ctx, w.d, who, "project")
	w.must(err2)
	listed := slices.ContainsFunc(views, func(o view.View) bool { return o.ID == v.ID })
	if listed != (err == nil) {
		w.t.Errorf("the list and the view itself disagree: listed %v, %v", listed, err)
	}
	return err == nil
}

func wantKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); err == nil || got != want {
		t.Errorf("got %v (%v), want kind %v", err, got, want)
	}
}
