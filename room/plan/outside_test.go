package plan_test

import (
	"strconv"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/calendar"
	"vigie/room/milestone"
	"vigie/room/plan"
)

// A plan waits for one of another project, which is external for who may not see it.
func TestAProjectWaitsForAnotherOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made, err := w.try(w.other, task(-1, "Deliver", 6, ""))
		w.must(err)
		deliver := made.Made[-1]
		w.house()
		w.edit(waitsFor(w.id("Dig"), plan.Link{From: deliver}))
		v := w.get()
		after, err := func() ([]plan.After, error) {
			v, err := plan.Get(ctx, w.d, w.who, w.other)
			w.must(err)
			return v.After(ctx, w.d, w.who)
		}()
		if w.must(err); len(after) != 1 || after[0].Name != "Mine / Dig" || after[0].From != deliver {
			t.Errorf("what waits for it: %+v", after)
		}
		dig := v.Rows[1]
		if dig.Dates.EarlyStart.Day() != date("2027-01-12") || !dig.Waits[0].Outside || dig.Waits[0].Name != "Other / Deliver" {
			t.Errorf("got %+v\n%s", dig.Waits, text(v))
		}
		_, err = w.try(w.other, plan.Edit{ID: deliver, Set: plan.Patch{Duration: of(int64(7 * 420))}})
		w.must(err)
		if m, err := milestone.Kind.Get(ctx, w.d, w.who, w.id("Open")); err != nil || day.Day(m.Values["date"].N) != date("2027-01-21") {
			t.Errorf("the key date did not follow the other project: %v, %v", m.Values["date"], err)
		}
		_, err = w.try(w.other, waitsFor(deliver, plan.Link{From: w.id("Dig")}))
		if f, ok := err.(*fault.Fault); !ok || !strings.Contains(f.Text.EN+f.Details[0].Text.In(label.EN), "Deliver → Mine / Dig → Deliver") {
			t.Errorf("a circle over two projects: %v", err)
		}
	})
}

// Two projects wait for each other by different items: what moves goes there and back.
func TestWhatMovesComesBackThroughAnotherProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made, err := w.try(w.other, task(-1, "Deliver", 2, ""))
		w.must(err)
		deliver := made.Made[-1]
		w.house()
		_, err = w.try(w.other, waitsFor(deliver, plan.Link{From: w.id("Dig")}))
		w.must(err)
		w.edit(task(-1, "Receive", 1, ""), plan.Edit{ID: -2, Add: plan.Milestone, Set: plan.Patch{Name: of("Received"), Waits: of("")}})
		w.edit(waitsFor(w.id("Receive"), plan.Link{From: deliver}), waitsFor(w.id("Received"), plan.Link{From: w.id("Receive")}))
		dates := func() (stored, shown day.Day) {
			m, err := milestone.Kind.Get(ctx, w.d, w.who, w.id("Received"))
			w.must(err)
			for _, r := range w.get().Rows {
				if r.ID == m.ID {
					shown = r.Dates.EarlyFinish.Day()
				}
			}
			return day.Day(m.Values["date"].N), shown
		}
		before, _ := dates()
		out := w.edit(plan.Edit{ID: w.id("Dig"), Set: plan.Patch{Duration: of(int64(30 * 420))}})
		if stored, shown := dates(); stored != shown || stored <= before {
			t.Errorf("the key date is kept on %s and shown on %s, and was on %s", stored, shown, before)
		}
		if v := w.get(); out.Mark != v.Mark {
			t.Errorf("the change answers the plan %s, and it has become %s", out.Mark, v.Mark)
		}
	})
}

// The stored dates of every plan follow the calendars, and so do those that wait for them.
func TestKeyDatesFollowAnotherCalendar(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made, err := w.try(w.other, task(-1, "Deliver", 6, ""))
		w.must(err)
		w.house()
		w.edit(waitsFor(w.id("Dig"), plan.Link{From: made.Made[-1]}))
		open := func() day.Day {
			m, err := milestone.Kind.Get(ctx, w.d, w.who, w.id("Open"))
			w.must(err)
			return day.Day(m.Values["date"].N)
		}
		before, mark := open(), w.get().Mark
		w.must(plan.FollowAll(ctx, w.d, w.c))
		if w.get().Mark != mark {
			t.Error("a plan that does not move was written")
		}
		w.must(w.update(func(tx *db.Tx) error {
			all, err := calendar.Load(ctx, tx)
			if err != nil {
				return err
			}
			c, _ := all.Get(calendar.Standard)
			_, err = calendar.Change(ctx, tx, w.who, calendar.Standard, c.Version, func(c *calendar.Calendar) error {
				c.Days = append(c.Days, calendar.Days{Name: "Closed", First: date("2027-01-05"), Last: date("2027-01-05")})
				return nil
			})
			if err == nil { // all plans are computed anew once, however much changes meanwhile
				_, err = calendar.Create(ctx, tx, w.who, calendar.Calendar{Parent: calendar.Standard, Body: calendar.Body{Key: "shifts", Name: label.T("Shifts", "Postes")}})
			}
			return err
		}))
		type left struct {
			Kind string `db:"kind"`
		}
		jobs, err := db.Select[left](ctx, w.d, "SELECT kind FROM job WHERE state = 'waiting'")
		if w.must(err); len(jobs) != 1 || jobs[0].Kind != calendar.ChangedKind {
			t.Fatalf("the jobs that are left: %v", jobs)
		}
		w.must(plan.FollowAll(ctx, w.d, w.c))
		if got := open(); got != before+1 {
			t.Errorf("the key date is on %s, want the day after %s", got, before)
		}
	})
}

// A plan that cannot be computed keeps no other one from following the calendars.
func TestAPlanThatCannotBeReadKeepsNoOtherFromFollowing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		_, err := w.try(w.other, task(-1, "Deliver", 6, ""))
		w.must(err)
		_, err = w.try(w.other, plan.Edit{ID: -1, Add: plan.Milestone, Set: plan.Patch{Name: of("Handed over"), Waits: of("1")}})
		w.must(err)
		dates := func() string {
			all, err := milestone.Kind.Of(ctx, w.d, w.who, w.other)
			w.must(err)
			return day.Day(all[0].Values["date"].N).String()
		}
		before := dates()
		w.must(w.update(func(tx *db.Tx) error {
			all, err := calendar.Load(ctx, tx)
			if err != nil {
				return err
			}
			c, _ := all.Get(calendar.Standard)
			_, err = calendar.Change(ctx, tx, w.who, calendar.Standard, c.Version, func(c *calendar.Calendar) error {
				c.Days = append(c.Days, calendar.Days{Name: "Closed", First: date("2027-01-05"), Last: date("2027-01-05")})
				return nil
			})
			if err == nil {
				_, err = db.Exec(ctx, tx, "UPDATE activity SET body = '{' WHERE project_id = $1", w.mine)
			}
			return err
		}))
		if err := plan.FollowAll(ctx, w.d, w.c); err == nil || !strings.Contains(err.Error(), strconv.FormatInt(w.mine, 10)) {
			t.Errorf("the plan that cannot be read is not told: %v", err)
		}
		if got := dates(); got == before {
			t.Errorf("the other plan stayed on %s", got)
		}
	})
}
