package milestone_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
)

var ctx = context.Background()

// world is a database with the catalogue, two units and a project in each.
type world struct {
	t            testing.TB
	d            *db.DB
	who          access.Who
	c, projects  *field.Catalogue
	today        day.Day
	unit, other  int64
	mine, theirs int64 // projects
	set          int64 // what changes are a part of, such as an import
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB) *world {
	w := &world{t: t, d: d, who: access.System("test"), today: day.OfTime(d.Now())}
	w.must(w.update(0, func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministry"), field.Seed(ctx, tx, w.who))
	}))
	var err error
	w.c, err = field.Load(ctx, d, "milestone")
	w.must(err)
	w.projects, err = field.Load(ctx, d, "project")
	w.must(err)
	root, err := access.Root(ctx, d)
	w.must(err)
	w.must(w.update(0, func(tx *db.Tx) error {
		a, err := access.CreateUnit(ctx, tx, w.who, access.Unit{Name: "Branch", Parent: db.ID(root.ID)})
		w.must(err)
		b, err := access.CreateUnit(ctx, tx, w.who, access.Unit{Name: "Other", Parent: db.ID(root.ID)})
		w.unit, w.other = a.ID, b.ID
		return err
	}))
	w.mine, w.theirs = w.project("Mine", w.unit, w.today-400), w.project("Theirs", w.other, w.today-400)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(on day.Day, f func(*db.Tx) error) error {
	o := w.who.Origin()
	o.On, o.Set = on, w.set
	_, err := w.d.Update(ctx, o, f)
	return err
}

func (w *world) project(name string, unit int64, on day.Day) int64 {
	w.t.Helper()
	var p *project.Project
	w.must(w.update(on, func(tx *db.Tx) (err error) {
		p, err = project.Change(ctx, tx, w.who, w.projects, project.Edit{Values: field.Values{"name": field.Str(name), "unit": field.Ref(unit)}})
		return err
	}))
	return p.ID
}

// person returns somebody with a role on a unit.
func (w *world) person(role string, unit int64) access.Who {
	w.t.Helper()
	var a access.Account
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: fmt.Sprintf("p%d", tx.NewID()), Name: "Someone", Language: "en"}, ""); err != nil {
			return err
		}
		roles, err := access.Roles(ctx, tx, w.who)
		for _, r := range roles {
			if r.Key == role {
				_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: r.ID, Unit: db.ID(unit)})
			}
		}
		return err
	}))
	who, err := access.Load(ctx, w.d, a.ID, "web")
	w.must(err)
	return who
}

// try saves one edit as a person, effective from a day.
func (w *world) try(who access.Who, on day.Day, e record.Edit) (m *record.Record, err error) {
	o := who.Origin()
	o.On, o.Set = on, w.set
	_, err = w.d.Update(ctx, o, func(tx *db.Tx) (err error) {
		m, err = milestone.Kind.Save(ctx, tx, who, w.c, e)
		return err
	})
	return m, err
}

func (w *world) save(on day.Day, e record.Edit) *record.Record {
	w.t.Helper()
	m, err := w.try(w.who, on, e)
	w.must(err)
	return m
}

// make writes a key date of "Mine" with a date.
func (w *world) make(on day.Day, name string, date day.Day) *record.Record {
	w.t.Helper()
	return w.save(on, record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str(name), "date": field.Int(int64(date))}})
}

func (w *world) get(id int64) *record.Record {
	w.t.Helper()
	m, err := milestone.Kind.Get(ctx, w.d, w.who, id)
	w.must(err)
	return m
}

func (w *world) option(key, option string) field.Value {
	o, ok := w.c.Get(key).OptionByText(option)
	if !ok {
		w.t.Fatal("no option ", option)
	}
	return field.Int(o.ID)
}

// dateOn returns the date that "Mine"'s only key date had on a day; 0 when it
// was not there.
func (w *world) dateOn(on day.Day) day.Day {
	w.t.Helper()
	all, err := milestone.Kind.OfAsOf(ctx, w.d, w.who, w.mine, on)
	w.must(err)
	if len(all) == 0 {
		return 0
	}
	return day.Day(all[0].Values["date"].N)
}

func kind(err error) fault.Kind { return fault.KindOf(err) }

func at(d day.Day) field.Value { return field.Int(int64(d)) }

func TestTheFirstDateIsTheBaselineAndStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.save(0, record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str(" Go-live ")}})
		if m.Name() != "Go-live" || m.Values["baseline"].Set || !m.Values["status"].Equal(w.option("status", "planned")) {
			t.Fatalf("got %v for a key date without a date", m.Values)
		}
		w.save(0, record.Edit{ID: m.ID, Version: 1, Values: field.Values{"date": at(w.today + 30)}})
		m = w.save(0, record.Edit{ID: m.ID, Version: 2, Values: field.Values{"date": at(w.today + 42)}})
		if got := w.get(m.ID); got.Version != 3 || got.Values["baseline"].N != int64(w.today+30) || got.Values["date"].N != int64(w.today+42) {
			t.Errorf("got version %d %v, want the baseline of the first date", got.Version, got.Values)
		}
		other := w.save(0, record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str("B"), "date": at(w.today), "baseline": {}}})
		if other.Values["baseline"].Set {
			t.Errorf("got the baseline %v where none was said", other.Values["baseline"])
		}
	})
}

func TestReachingSetsTheDayAndReopeningClearsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(0, "Go-live", w.today-5)
		m = w.save(0, record.Edit{ID: m.ID, Values: field.Values{"status": w.option("status", "done")}})
		if m.Values["done_on"].N != int64(w.today) {
			t.Errorf("got %v, want reached today", m.Values["done_on"])
		}
		m = w.save(0, record.Edit{ID: m.ID, Values: field.Values{"status": w.option("status", "planned")}})
		if m.Values["done_on"].Set {
			t.Errorf("got reached on %v for a key date that is open", m.Values["done_on"])
		}
		m = w.save(0, record.Edit{ID: m.ID, Values: field.Values{"done_on": at(w.today - 2)}})
		if !m.Values["status"].Equal(w.option("status", "done")) {
			t.Errorf("got status %v for a key date with the day on which it was reached", m.Values["status"])
		}
		if _, err := w.try(w.who, 0, record.Edit{ID: m.ID, Values: field.Values{"done_on": at(w.today + 1)}}); kind(err) != fault.BadInput {
			t.Errorf("got %v for a day that has not come", err)
		}
	})
}

func TestLateAndDriftFollowFromTheRest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		rules := milestone.Kind.Rules(w.c)
		for _, c := range []struct {
			name       string
			vs         field.Values
			late       int64
			drift      int64
			driftKnown bool
		}{
			{"to come", field.Values{"date": at(110), "baseline": at(100)}, 0, 10, true},
			{"today", field.Values{"date": at(105), "baseline": at(105)}, 0, 0, true},
			{"passed", field.Values{"date": at(104), "baseline": at(106)}, 1, -2, true},
			{"passed and reached", field.Values{"date": at(104), "baseline": at(100), "done_on": at(103), "status": w.option("status", "done")}, 0, 3, true},
			{"passed and dropped", field.Values{"date": at(104), "status": w.option("status", "dropped")}, 0, 0, false},
			{"without a date", field.Values{"baseline": at(100)}, 0, 0, false},
		} {
			late, drift := rules.Follow(c.vs, "late", 105), rules.Follow(c.vs, "drift", 105)
			if late.N != c.late || drift.Set != c.driftKnown || drift.N != c.drift*10_000 {
				t.Errorf("%s: got late %v, drift %v", c.name, late, drift)
			}
		}
	})
}

func TestRightsAreThoseOfTheProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(0, "Go-live", w.today)
		reader, outsider := w.person("reader", w.unit), w.person("pmo", w.other)
		change := record.Edit{ID: m.ID, Values: field.Values{"name": field.Str("X")}}
		fresh := record.Edit{Values: field.Values{"project": field.Int(w.mine), "name": field.Str("X")}}
		for _, c := range []struct {
			what string
			who  access.Who
			e    record.Edit
			want fault.Kind
		}{
			{"a reader changes", reader, change, fault.Denied},
			{"a reader makes", reader, fresh, fault.Denied},
			{"a reader deletes", reader, record.Edit{ID: m.ID, Delete: true}, fault.Denied},
			{"an outsider changes", outsider, change, fault.Missing},
			{"an outsider makes", outsider, fresh, fault.BadInput},
			{"an outsider deletes", outsider, record.Edit{ID: m.ID, Delete: true}, fault.Missing},
		} {
			if _, err := w.try(c.who, 0, c.e); kind(err) != c.want {
				t.Errorf("%s: got %v, want %v", c.what, err, c.want)
			}
		}
		if _, err := milestone.Kind.Get(ctx, w.d, reader, m.ID); err != nil {
			t.Errorf("a reader reads: got %v", err)
		}
		if _, err := milestone.Kind.Of(ctx, w.d, outsider, w.mine); kind(err) != fault.Missing {
			t.Errorf("an outsider lists: got %v", err)
		}
		if w.get(m.ID).Version != 1 {
			t.Error("a refused change left something")
		}
	})
}

func TestSaveRefusesStaleVersionsAndWhatIsWrong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(0, "Go-live", w.today)
		w.save(0, record.Edit{ID: m.ID, Version: 1, Values: field.Values{"comment": field.Str("moved")}})
		if _, err := w.try(w.who, 0, record.Edit{ID: m.ID, Version: 1, Values: field.Values{"comment": field.Str("again")}}); kind(err) != fault.Stale {
			t.Errorf("got %v for a version of before", err)
		}
		for _, vs := range []field.Values{
			{"name": {}}, {"drift": field.Int(1)}, {"late": field.Int(1)}, {"date": at(0)}, {"type": field.Int(m.ID)}, {"nothing": field.Int(1)}, {"project": field.Int(w.theirs)},
		} {
			if _, err := w.try(w.who, 0, record.Edit{ID: m.ID, Values: vs}); kind(err) != fault.BadInput {
				t.Errorf("got %v for %v", err, vs)
			}
		}
	})
}

func TestThePastIsAsItWas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(w.today-300, "Go-live", w.today-100)
		w.save(w.today-200, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today - 50)}})
		w.save(w.today-250, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today - 70)}})
		for _, c := range []struct{ on, want day.Day }{{w.today - 301, 0}, {w.today - 300, w.today - 100}, {w.today - 250, w.today - 70}, {w.today - 200, w.today - 50}, {w.today, w.today - 50}} {
			if got := w.dateOn(c.on); got != c.want {
				t.Errorf("on %s: got %s, want %s", c.on, got, c.want)
			}
		}
		if got := w.get(m.ID).Values["date"].N; got != int64(w.today-50) {
			t.Errorf("got %d now: an edit of the past reached over a later one", got)
		}
		w.save(0, record.Edit{ID: m.ID, Delete: true})
		if _, err := milestone.Kind.Get(ctx, w.d, w.who, m.ID); kind(err) != fault.Missing {
			t.Errorf("got %v after deleting", err)
		}
		if w.dateOn(w.today) != 0 || w.dateOn(w.today-1) != w.today-50 {
			t.Errorf("got %s and %s around the day of deleting", w.dateOn(w.today), w.dateOn(w.today-1))
		}
		if bad, err := w.d.VerifyChain(ctx); err != nil || len(bad) > 0 {
			t.Errorf("got %v %v", bad, err)
		}
	})
}

func TestMergingCarriesKeyDatesAlongWithTheirPast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(w.today-300, "Go-live", w.today-100)
		w.save(0, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today)}})
		w.must(w.update(0, func(tx *db.Tx) error {
			if _, err := project.Merge(ctx, tx, w.who, w.projects, w.theirs, w.mine); err != nil {
				return err
			}
			return milestone.Kind.Pass(ctx, tx, w.who, w.mine, w.theirs)
		}))
		now, err := milestone.Kind.Of(ctx, w.d, w.who, w.theirs)
		w.must(err)
		then, err := milestone.Kind.OfAsOf(ctx, w.d, w.who, w.theirs, w.today-1)
		w.must(err)
		if len(now) != 1 || len(then) != 1 || then[0].Values["date"].N != int64(w.today-100) {
			t.Errorf("got %v now and %v then", now, then)
		}
	})
}

func TestKeyDatesOfAProjectInTheBinWait(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(0, "Go-live", w.today)
		w.must(w.update(0, func(tx *db.Tx) error {
			_, err := project.Delete(ctx, tx, w.who, w.projects, w.mine, 1)
			return err
		}))
		if _, err := w.try(w.who, 0, record.Edit{ID: m.ID, Values: field.Values{"name": field.Str("X")}}); kind(err) != fault.Clash {
			t.Errorf("got %v in the bin", err)
		}
		w.must(w.update(0, func(tx *db.Tx) error {
			_, err := project.Restore(ctx, tx, w.who, w.projects, w.mine)
			return err
		}))
		w.save(0, record.Edit{ID: m.ID, Values: field.Values{"name": field.Str("X")}})
	})
}

func TestTryingSaysWhatWritingDoes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(w.today-300, "Go-live", w.today)
		edits := []record.Edit{
			{ID: m.ID, Values: field.Values{"date": at(w.today + 1)}},
			{ID: m.ID, Values: field.Values{"date": at(w.today)}},
			{As: 1 << 40, Values: field.Values{"project": field.Int(w.mine), "name": field.Str("B")}},
			{As: 1<<40 + 1, Values: field.Values{"project": field.Int(w.mine)}},
		}
		got, err := milestone.Kind.Try(ctx, w.d, w.who, w.c, w.today-200, edits)
		w.must(err)
		for i, want := range []struct {
			changed bool
			kind    fault.Kind
		}{{true, 0}, {false, 0}, {true, 0}, {false, fault.BadInput}} {
			if got[i].Changed != want.changed || got[i].Err != nil != (want.kind != 0) {
				t.Errorf("edit %d: got %+v", i, got[i])
			}
		}
		if n := w.get(m.ID).Version; n != 1 {
			t.Errorf("got version %d: trying wrote", n)
		}
	})
}
