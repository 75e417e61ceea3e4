package portfolio_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

var ctx = context.Background()

type world struct {
	t     testing.TB
	d     *db.DB
	who   access.Who
	c     *field.Catalogue
	today day.Day
	root  int64
	unit  int64
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
	w.must(w.update(0, func(tx *db.Tx) error {
		u, err := access.CreateUnit(ctx, tx, w.who, access.Unit{Name: "Branch", Parent: db.ID(w.root)})
		w.unit = u.ID
		return err
	}))
	w.c, err = field.Load(ctx, d, "project")
	w.must(err)
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

func (w *world) update(on day.Day, f func(*db.Tx) error) error {
	o := w.who.Origin()
	o.On = on
	_, err := w.d.Update(ctx, o, f)
	return err
}

func (w *world) project(name string) int64 {
	w.t.Helper()
	var p *project.Project
	w.must(w.update(w.today-100, func(tx *db.Tx) (err error) {
		p, err = project.Change(ctx, tx, w.who, w.c, project.Edit{Values: field.Values{"name": field.Str(name), "unit": field.Int(w.unit)}})
		return err
	}))
	return p.ID
}

func (w *world) create(p portfolio.Portfolio) (portfolio.Portfolio, error) {
	if p.Unit == 0 {
		p.Unit = w.unit
	}
	err := w.update(0, func(tx *db.Tx) (err error) {
		p, err = portfolio.Create(ctx, tx, w.who, p)
		return err
	})
	return p, err
}

func (w *world) set(on day.Day, id int64, add, remove []int64, until day.Day) error {
	return w.update(on, func(tx *db.Tx) error {
		if until == 0 {
			return portfolio.SetMembers(ctx, tx, w.who, id, add, remove)
		}
		return portfolio.SetEdition(ctx, tx, w.who, id, add, remove, until)
	})
}

func (w *world) members(on day.Day) map[int64]map[int64]bool {
	w.t.Helper()
	out, err := portfolio.MembersAsOf(ctx, w.d, on)
	w.must(err)
	return out
}

func refused(t testing.TB, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}

// A model that keeps every day by itself: what is set on a day holds until the
// next day of which something was said, or until the day that is left as it was.
func TestMembershipReadsBackAsAModelOfEveryDay(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	a := w.project("A")
	const days = 10
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		serial++
		p, err := w.create(portfolio.Portfolio{Name: strings.Repeat("P", serial%150+1) + string(rune('a'+serial/150))})
		w.must(err)
		var in, said [days]bool // by days ago
		state := func(ago int, member bool) {
			if in[ago] == member {
				return // what is so already is not news
			}
			said[ago] = true
			for a := ago; a >= 0 && (a == ago || !said[a]); a-- {
				in[a] = member
			}
		}
		for range rapid.IntRange(1, 10).Draw(rt, "sets") {
			ago, member := rapid.IntRange(0, days-1).Draw(rt, "ago"), rapid.Bool().Draw(rt, "member")
			until := rapid.IntRange(-1, ago-1).Draw(rt, "until")
			var add, remove []int64
			if member {
				add = []int64{a, a}
			} else {
				remove = []int64{a}
			}
			on, end := w.today-day.Day(ago), day.Day(0)
			if until >= 0 {
				end = w.today - day.Day(until)
			}
			w.must(w.set(on, p.ID, add, remove, end))
			then := until >= 0 && in[max(until, 0)]
			state(ago, member)
			if until >= 0 {
				state(until, then)
			}
		}
		for ago := range days {
			if got := w.members(w.today - day.Day(ago))[p.ID][a]; got != in[ago] {
				rt.Fatalf("%d days ago: got %t, want %t", ago, got, in[ago])
			}
		}
		now, err := portfolio.Members(ctx, w.d)
		w.must(err)
		if now[p.ID][a] != in[0] {
			rt.Fatalf("the table has %t, want %t", now[p.ID][a], in[0])
		}
	})
	if bad, err := w.d.VerifyChain(ctx); err != nil || len(bad) > 0 {
		t.Fatalf("%v %v", bad, err)
	}
}

func TestAPortfolioIsCheckedByName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for what, p := range map[string]portfolio.Portfolio{
			"no name":          {Name: " \u200b "},
			"201 characters":   {Name: strings.Repeat("é", 201)},
			"no such kind":     {Name: "K", Kind: "magic"},
			"no filter":        {Name: "F", Kind: portfolio.Filter},
			"no such unit":     {Name: "U", Unit: 424_242},
			"unit of a reader": {Name: "V", Unit: -1},
		} {
			_, err := w.create(p)
			refused(t, what, err, fault.BadInput)
		}
		one, err := w.create(portfolio.Portfolio{Name: " Économies\u202e  d’énergie ", Description: "a\x00\r\nb"})
		w.must(err)
		if one.Name != "Économies d’énergie" || one.Description != "a\nb" {
			t.Errorf("got %+v", one)
		}
		if _, err := w.create(portfolio.Portfolio{Name: strings.Repeat("é", 200)}); err != nil {
			t.Errorf("200 characters: %v", err)
		}
		_, err = w.create(portfolio.Portfolio{Name: "economies d’energie"})
		refused(t, "the same name", err, fault.BadInput)
		rename := func(version int64, name string) error {
			return w.update(0, func(tx *db.Tx) error {
				_, err := portfolio.Update(ctx, tx, w.who, one.ID, version, func(p *portfolio.Portfolio) { p.Name, p.Owner = name, 99 })
				return err
			})
		}
		w.must(rename(1, "Autre nom"))
		refused(t, "stale", rename(1, "Encore"), fault.Stale)
		if p, err := portfolio.Find(ctx, w.d, w.who, "AUTRE NOM"); err != nil || p.Owner != one.Owner {
			t.Errorf("got %+v %v: the owner must not be given away", p, err)
		}
	})
}

func TestWhoDoesNotSeeAPortfolioOrAProjectCannotTouchThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p, err := w.create(portfolio.Portfolio{Name: "P"})
		w.must(err)
		a := w.project("A")
		w.must(w.set(0, p.ID, []int64{a}, nil, 0))
		nobody := access.Who{ID: 7, Via: "web"}
		act := func(f func(tx *db.Tx) error) error { return w.update(0, f) }
		refused(t, "update", act(func(tx *db.Tx) error {
			_, err := portfolio.Update(ctx, tx, nobody, p.ID, 1, func(*portfolio.Portfolio) {})
			return err
		}), fault.Missing)
		refused(t, "delete", act(func(tx *db.Tx) error { return portfolio.Delete(ctx, tx, nobody, p.ID, 1) }), fault.Missing)
		refused(t, "members", act(func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, nobody, p.ID, nil, []int64{a}) }), fault.Missing)
		refused(t, "create", act(func(tx *db.Tx) error {
			_, err := portfolio.Create(ctx, tx, nobody, portfolio.Portfolio{Name: "Q", Unit: w.unit})
			return err
		}), fault.Denied)
		refused(t, "pass", act(func(tx *db.Tx) error { return portfolio.Pass(ctx, tx, nobody, a, a) }), fault.Denied)
		refused(t, "a project that is not there", w.set(0, p.ID, []int64{424_242}, nil, 0), fault.BadInput)
		dynamic, err := w.create(portfolio.Portfolio{Name: "D", Kind: portfolio.Filter, Filter: "total_cost > 1"})
		w.must(err)
		refused(t, "by hand in a dynamic one", w.set(0, dynamic.ID, []int64{a}, nil, 0), fault.Clash)
	})
}

func TestADeletedPortfolioIsGoneTodayAndItsPastStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p, err := w.create(portfolio.Portfolio{Name: "P"})
		w.must(err)
		a := w.project("A")
		w.must(w.set(w.today-30, p.ID, []int64{a}, nil, 0))
		w.must(w.update(0, func(tx *db.Tx) error { return portfolio.Delete(ctx, tx, w.who, p.ID, 1) }))
		if _, err := portfolio.Get(ctx, w.d, w.who, p.ID); fault.KindOf(err) != fault.Missing {
			t.Errorf("got %v", err)
		}
		if !w.members(w.today - 1)[p.ID][a] || w.members(w.today)[p.ID][a] {
			t.Error("it must have its project until yesterday and not today")
		}
		if _, err := w.create(portfolio.Portfolio{Name: "P"}); err != nil {
			t.Errorf("its name is not free again: %v", err)
		}
	})
}

func TestTwoWhoAddTheSameProjectAtOnceMakeOneMember(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p, err := w.create(portfolio.Portfolio{Name: "P"})
		w.must(err)
		a := w.project("A")
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				if err := w.set(0, p.ID, []int64{a}, nil, 0); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		w.must(w.set(0, p.ID, nil, []int64{a}, 0))
		if w.members(w.today)[p.ID][a] {
			t.Error("it was removed, and the history still has it")
		}
	})
}
