package round_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/project"
	"vigie/room/round"
)

var ctx = context.Background()

// world is a database with a PMO, two managers and a project of each.
type world struct {
	t        testing.TB
	d        *db.DB
	c        *field.Catalogue
	root     int64
	pmo      access.Who
	managers [2]access.Who
	projects [2]int64
	month    day.Month
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, month: day.OfTime(d.Now()).Month()}
	system := access.System("test")
	w.must(w.as(system, func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, system, "Mutuelle"), field.Seed(ctx, tx, system))
	}))
	root, err := access.Root(ctx, d)
	w.must(err)
	w.root = root.ID
	w.c, err = field.Load(ctx, d, "project")
	w.must(err)
	w.pmo = w.person("pmo", "pmo")
	for i, name := range []string{"anne", "bruno"} {
		w.managers[i] = w.person(name, "project_manager")
		w.must(w.as(w.pmo, func(tx *db.Tx) error {
			out, err := project.Write(ctx, tx, w.pmo, w.c, []project.Edit{{Values: field.Values{"name": field.Str("Project of " + name), "unit": field.Int(w.root), "manager": field.Int(w.managers[i].ID)}}})
			if err == nil {
				err, w.projects[i] = out[0].Err, out[0].Project.ID
			}
			return err
		}))
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

func (w *world) person(login, role string) access.Who {
	w.t.Helper()
	system := access.System("test")
	var a access.Account
	w.must(w.as(system, func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, system, access.Account{Login: login, Name: login, Email: login + "@example.org", Language: "en"}, ""); err != nil {
			return err
		}
		id, err := db.Get[int64](ctx, tx, "SELECT id FROM role WHERE key = $1", role)
		if err != nil {
			return err
		}
		_, err = access.AddGrant(ctx, tx, system, access.Grant{Account: db.ID(a.ID), Role: id, Unit: db.ID(w.root)})
		return err
	}))
	who, err := access.Load(ctx, w.d, a.ID, "web")
	w.must(err)
	return who
}

// start opens the round of the month for both projects.
func (w *world) start() round.Round {
	w.t.Helper()
	r := round.Round{Unit: w.root, Month: w.month, Due: day.OfTime(w.d.Now()) + 5, Fields: round.Fields([]string{"weather", "comment"})}
	asks := []round.Ask{{Project: w.projects[0], Account: db.ID(w.managers[0].ID)}, {Project: w.projects[1], Account: db.ID(w.managers[1].ID)}}
	w.must(w.as(w.pmo, func(tx *db.Tx) (err error) {
		r, err = round.Start(ctx, tx, w.pmo, w.c, r, asks)
		return err
	}))
	return r
}

// weather says how a project is in a month.
func (w *world) weather(who access.Who, i int, m day.Month, v int64) error {
	return w.as(who, func(tx *db.Tx) error {
		out, err := project.Write(ctx, tx, who, w.c, []project.Edit{{ID: w.projects[i], Month: m, Values: field.Values{"weather": field.Int(v)}}})
		if err == nil {
			err = out[0].Err
		}
		return err
	})
}

func (w *world) lock(r round.Round) {
	w.t.Helper()
	w.must(w.as(w.pmo, func(tx *db.Tx) error { _, err := round.Lock(ctx, tx, w.pmo, r.ID, 0); return err }))
}

func wantKind(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}

func TestARoundTellsEachManagerAndKnowsWhoHasAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.start()
		for _, m := range w.managers {
			told, err := notice.List(ctx, w.d, m, 0, true, 10)
			w.must(err)
			var rounds int
			for _, n := range told {
				if n.Kind == notice.Round && n.Object == r.ID {
					rounds++
				}
			}
			if rounds != 1 {
				t.Errorf("%s was told %d times of the round, want once", m.Name, rounds)
			}
		}
		answer := func(who access.Who, i int) error {
			return w.as(who, func(tx *db.Tx) error { _, err := round.Answer(ctx, tx, who, r.ID, w.projects[i], true); return err })
		}
		w.must(answer(w.managers[0], 0))
		wantKind(t, "answering for the project of somebody else", answer(w.managers[0], 1), fault.Denied)
		pending := func(who access.Who) int {
			n, err := round.Pending(ctx, w.d, who)
			w.must(err)
			return n[r.ID]
		}
		if got := [2]int{pending(w.managers[0]), pending(w.managers[1])}; got != [2]int{0, 1} {
			t.Errorf("pending: got %v, want [0 1]", got)
		}
		mine, err := round.Asks(ctx, w.d, w.pmo, r)
		w.must(err)
		if len(mine) != 2 {
			t.Errorf("the PMO sees %d asks, want 2", len(mine))
		}
	})
}

func TestRoundsAreCountedByWhatIsSeenOfThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.start()
		w.must(w.as(w.managers[0], func(tx *db.Tx) error {
			_, err := round.Answer(ctx, tx, w.managers[0], r.ID, w.projects[0], true)
			return err
		}))
		guest := w.managers[1]
		for _, c := range []struct {
			name string
			who  access.Who
			seen []int64
			want round.Tally
		}{
			{"the PMO", w.pmo, w.projects[:], round.Tally{Asked: 2, Answered: 1}},
			{"the PMO, one project hidden", w.pmo, w.projects[:1], round.Tally{Asked: 1, Answered: 1}},
			{"who has answered", w.managers[0], w.projects[:], round.Tally{Asked: 2, Answered: 1}},
			{"who has not", guest, w.projects[:], round.Tally{Asked: 2, Answered: 1, Mine: 1}},
			{"nobody of them seen", guest, nil, round.Tally{}},
		} {
			got, err := round.Tallies(ctx, w.d, c.who, []round.Round{r}, func(p int64) bool { return slices.Contains(c.seen, p) })
			w.must(err)
			if got[r.ID] != c.want {
				t.Errorf("%s: got %+v, want %+v", c.name, got[r.ID], c.want)
			}
		}
		w.lock(r)
		r.State = round.Locked
		got, err := round.Tallies(ctx, w.d, guest, []round.Round{r}, func(int64) bool { return true })
		w.must(err)
		if got[r.ID].Mine != 0 {
			t.Errorf("a locked round awaits %d answers, want none", got[r.ID].Mine)
		}
	})
}

func TestOnlyOneRoundIsThereForAPortfolioAndAMonth(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.start()
		again := func(who access.Who, change func(*round.Round)) error {
			return w.as(who, func(tx *db.Tx) error {
				next := r
				change(&next)
				_, err := round.Start(ctx, tx, who, w.c, next, []round.Ask{{Project: w.projects[0]}})
				return err
			})
		}
		wantKind(t, "the same month", again(w.pmo, func(*round.Round) {}), fault.Clash)
		wantKind(t, "a month to come", again(w.pmo, func(r *round.Round) { r.Month++ }), fault.BadInput)
		wantKind(t, "an attribute that nobody enters", again(w.pmo, func(r *round.Round) { r.Month--; r.Fields = "duration_drift nonsense" }), fault.BadInput)
		wantKind(t, "a day that has passed", again(w.pmo, func(r *round.Round) { r.Month--; r.Due -= 30 }), fault.BadInput)
		wantKind(t, "by a manager", again(w.managers[0], func(r *round.Round) { r.Month-- }), fault.Denied)
		w.must(again(w.pmo, func(r *round.Round) { r.Month-- }))
	})
}

func TestALockedMonthDoesNotChangeUntilItIsReopenedByRight(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.weather(w.managers[0], 0, w.month, 2))
		r := w.start()
		w.lock(r)
		wantKind(t, "another weather in the locked month", w.weather(w.managers[0], 0, w.month, 3), fault.BadInput)
		wantKind(t, "the same by the PMO", w.weather(w.pmo, 0, w.month, 3), fault.BadInput)
		w.must(w.weather(w.managers[0], 0, w.month, 2)) // what stands there already
		w.must(w.weather(w.managers[0], 0, w.month-1, 4))
		wantKind(t, "reopening without the right", w.as(w.managers[0], func(tx *db.Tx) error { _, err := round.Reopen(ctx, tx, w.managers[0], r.ID, 0); return err }), fault.Denied)
		wantKind(t, "deleting it while it is locked", w.as(w.pmo, func(tx *db.Tx) error { return round.Delete(ctx, tx, w.pmo, r.ID, 0) }), fault.Clash)
		w.must(w.as(w.pmo, func(tx *db.Tx) error { _, err := round.Reopen(ctx, tx, w.pmo, r.ID, 0); return err }))
		w.must(w.weather(w.managers[0], 0, w.month, 3))
	})
}

func TestRemindersStopWhenAnsweredAndComeOnceADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.start()
		w.must(w.as(w.managers[0], func(tx *db.Tx) error {
			_, err := round.Answer(ctx, tx, w.managers[0], r.ID, w.projects[0], true)
			return err
		}))
		system := access.System("system")
		due := func(on day.Day) []int64 {
			var asks []round.Ask
			w.must(w.as(system, func(tx *db.Tx) (err error) {
				r.Due = tx.Today() + on
				asks, err = round.Due(ctx, tx, system, r)
				return err
			}))
			return round.Managers(asks)
		}
		if got := due(3); len(got) != 0 {
			t.Errorf("three days before: reminded %v, want nobody", got)
		}
		if got := due(2); len(got) != 1 || got[0] != w.managers[1].ID {
			t.Errorf("two days before: reminded %v, want who has not answered", got)
		}
		if got := due(2); len(got) != 0 {
			t.Errorf("the same day again: reminded %v, want nobody", got)
		}
		wantKind(t, "reminding by a manager", w.as(w.managers[0], func(tx *db.Tx) error { _, err := round.Remind(ctx, tx, w.managers[0], r.ID); return err }), fault.Denied)
	})
}

// TestLockedMonthsNeverChange does anything in any order, and looks whether what
// was there when a month was locked is there still.
func TestLockedMonthsNeverChange(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	r := w.start()
	rapid.Check(t, func(rt *rapid.T) {
		locked, at := false, map[int]string{}
		if got, err := round.Get(ctx, w.d, w.pmo, r.ID); err == nil && got.State == round.Locked {
			w.must(w.as(w.pmo, func(tx *db.Tx) error { _, err := round.Reopen(ctx, tx, w.pmo, r.ID, 0); return err }))
		}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0:
				if locked {
					w.must(w.as(w.pmo, func(tx *db.Tx) error { _, err := round.Reopen(ctx, tx, w.pmo, r.ID, 0); return err }))
				} else {
					w.lock(r)
					for i := range w.projects {
						at[i] = w.shown(i)
					}
				}
				locked = !locked
			default:
				i := rapid.IntRange(0, 1).Draw(rt, "project")
				m := w.month - day.Month(rapid.IntRange(0, 2).Draw(rt, "months back"))
				w.weather(w.pmo, i, m, int64(rapid.IntRange(1, 4).Draw(rt, "weather"))) // refused or not
			}
			if !locked {
				continue
			}
			for i := range w.projects {
				if got := w.shown(i); got != at[i] {
					rt.Fatalf("project %d: got %s, want %s as it was locked", i, got, at[i])
				}
			}
		}
	})
}

// shown is the weather of a project in the month of the round.
func (w *world) shown(i int) string {
	w.t.Helper()
	months, err := project.Months(ctx, w.d, w.pmo, w.projects[i], "weather")
	w.must(err)
	for _, m := range months {
		if m.Month == w.month {
			return field.Encode(field.Values{"v": m.Value}, nil)
		}
	}
	return ""
}
