package project_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

var ctx = context.Background()

// world is a database with the core catalogue and two units below the root.
type world struct {
	set   int64 // what changes are a part of, such as an import
	t     testing.TB
	d     *db.DB
	who   access.Who
	c     *field.Catalogue
	today day.Day
	root  int64
	unit  int64
	other int64
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, who: access.System("test"), today: day.OfTime(d.Now())}
	w.must(w.update(0, func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministère"), field.Seed(ctx, tx, w.who))
	}))
	root, err := access.Root(ctx, d)
	w.must(err)
	w.root = root.ID
	w.unit, w.other = w.newUnit("Branch"), w.newUnit("Other")
	w.reload()
	return w
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) reload() {
	var err error
	w.c, err = field.Load(ctx, w.d, "project")
	w.must(err)
}

func (w *world) newUnit(name string) int64 {
	var u access.Unit
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		u, err = access.CreateUnit(ctx, tx, w.who, access.Unit{Name: name, Parent: db.ID(w.root)})
		return err
	}))
	return u.ID
}

// update runs f as a change that is effective from a day, today when 0.
func (w *world) update(on day.Day, f func(*db.Tx) error) error {
	o := w.who.Origin()
	o.On, o.Set = on, w.set
	_, err := w.d.Update(ctx, o, f)
	return err
}

// person returns somebody with a role on a unit.
func (w *world) person(role string, unit int64) access.Who {
	w.t.Helper()
	a := access.Account{Login: fmt.Sprintf("p%d", w.d.Millis()), Name: "Someone", Language: "en"}
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		a.Login = fmt.Sprintf("p%d", tx.NewID())
		if a, err = access.CreateAccount(ctx, tx, w.who, a, ""); err != nil {
			return err
		}
		roles, err := access.Roles(ctx, tx, w.who)
		if err != nil {
			return err
		}
		for _, r := range roles {
			if r.Key == role {
				_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: r.ID, Unit: db.ID(unit)})
				return err
			}
		}
		return errors.New("no role " + role)
	}))
	who, err := access.Load(ctx, w.d, a.ID, "web")
	w.must(err)
	return who
}

// try makes one edit as a person and returns what became of it.
func (w *world) try(who access.Who, on day.Day, e project.Edit) (*project.Project, error) {
	var p *project.Project
	o := who.Origin()
	o.On, o.Set = on, w.set
	_, err := w.d.Update(ctx, o, func(tx *db.Tx) (err error) {
		p, err = project.Change(ctx, tx, who, w.c, e)
		return err
	})
	return p, err
}

func (w *world) edit(on day.Day, e project.Edit) *project.Project {
	w.t.Helper()
	p, err := w.try(w.who, on, e)
	w.must(err)
	return p
}

func (w *world) create(on day.Day, name string, vs field.Values) int64 {
	w.t.Helper()
	if vs == nil {
		vs = field.Values{}
	}
	vs["name"] = field.Str(name)
	if !vs["unit"].Set {
		vs["unit"] = field.Int(w.unit)
	}
	return w.edit(on, project.Edit{Values: vs}).ID
}

func (w *world) get(id int64) *project.Project {
	w.t.Helper()
	p, err := project.Get(ctx, w.d, w.who, id)
	w.must(err)
	return p
}

// on returns a project as the history has it on a day, nil when it is not there.
func (w *world) on(id int64, on day.Day) *project.Project {
	w.t.Helper()
	r, err := w.d.AsOf(ctx, project.Entity, id, on, 0)
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	w.must(err)
	p, err := project.FromHistory(field.Slots{}, id, r.Version, r.Data.S)
	w.must(err)
	return p
}

// sound fails the test when the history is not as it was written, or the table
// not as the history says.
func (w *world) sound() {
	w.t.Helper()
	bad, err := w.d.VerifyChain(ctx)
	if err != nil || len(bad) > 0 {
		w.t.Fatalf("the history does not hold: %v %v", bad, err)
	}
	w.must(project.Each(ctx, w.d, nil, func(p *project.Project) error {
		then := w.on(p.ID, w.today)
		switch {
		case p.State == project.Deleted:
			if then != nil {
				return fmt.Errorf("project %d is in the bin, and the history shows it today", p.ID)
			}
		case then == nil || !then.Values.Equal(p.Values):
			return fmt.Errorf("project %d is %v, and today by its history %v", p.ID, p.Values, then)
		}
		return nil
	}))
}

func units(n int64) field.Value { return field.Int(int64(money.Units(n))) }

// refused fails the test unless err is a refusal of a kind that names a place.
func refused(t testing.TB, what string, err error, kind fault.Kind, where string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != kind {
		t.Errorf("%s: got %v, want %v", what, err, kind)
		return
	}
	for _, d := range f.Details {
		if d.Where == where {
			return
		}
	}
	if where != "" {
		t.Errorf("%s: got %v, want %s named", what, f.Details, where)
	}
}
