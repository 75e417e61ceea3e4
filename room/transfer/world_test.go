package transfer_test

import (
	"context"
	"errors"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

var ctx = context.Background()

// world is a database with the catalogue and two projects, which begin on Monday 4
// January 2027; days have seven hours.
type world struct {
	t           testing.TB
	d           *db.DB
	who         access.Who
	c, projects *field.Catalogue
	mine, other int64
	last        int64 // the change that was made last
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB) *world {
	w := &world{t: t, d: d, who: access.System("test")}
	w.must(w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministry"), field.Seed(ctx, tx, w.who))
	}))
	var err error
	w.c, err = field.Load(ctx, d, "milestone")
	w.must(err)
	w.projects, err = field.Load(ctx, d, "project")
	w.must(err)
	w.mine, w.other = w.project("Mine"), w.project("Other")
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(*db.Tx) error) (err error) {
	number, err := w.d.Update(ctx, w.who.Origin(), f)
	if err == nil {
		w.last = number
	}
	return err
}

func (w *world) project(name string) int64 {
	w.t.Helper()
	root, err := access.Root(ctx, w.d)
	w.must(err)
	var p *project.Project
	w.must(w.update(func(tx *db.Tx) (err error) {
		p, err = project.Change(ctx, tx, w.who, w.projects, project.Edit{Values: field.Values{"name": field.Str(name), "unit": field.Ref(root.ID), "start": field.Int(int64(day.Of(2027, 1, 4)))}})
		return err
	}))
	return p.ID
}

func one(t *testing.T, f func(*testing.T, *world)) { f(t, newWorld(t, dbtest.SQLite(t))) }
