package plan_test

import (
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/resource"
)

// calendar is one of the organisation, on which there is work on some weekdays (Monday
// is 0) during some hours.
func (w *world) calendar(name string, from, to int, days ...int) int64 {
	w.t.Helper()
	week, none := calendar.Week{}, ""
	for _, d := range days {
		week[d] = []calendar.Shift{{From: from * 60, To: to * 60}}
	}
	c := calendar.Calendar{Parent: calendar.Standard, Body: calendar.Body{Name: label.T(name, name), Week: &week, Holidays: &none}}
	w.must(w.update(func(tx *db.Tx) (err error) {
		c, err = calendar.Create(ctx, tx, w.who, c)
		return err
	}))
	return c.ID
}

func (w *world) resource(name string, calendar int64) int64 {
	w.t.Helper()
	var r resource.Resource
	w.must(w.update(func(tx *db.Tx) (err error) {
		r, err = resource.Create(ctx, tx, w.who, resource.Says{Name: &name, Calendar: &calendar})
		return err
	}))
	return r.ID
}

func assigned(ref int64, text string) plan.Edit {
	return plan.Edit{ID: ref, Set: plan.Patch{Resources: &text}}
}

func TestATaskFollowsTheCalendarsOfItsResources(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		week := []int{0, 1, 2, 3, 4}
		part, late := w.calendar("Part time", 9, 12, 0, 2), w.calendar("Late shift", 13, 18, week...)
		weekend := w.calendar("Weekend", 9, 12, 5, 6)
		w.resource("Anne", part)
		paul := w.resource("Paul", late)
		w.resource("Zoé", 0)
		w.house()
		dig := w.id("Dig")
		dates := func() string {
			for _, r := range w.get().Rows {
				if r.ID == dig {
					return short(r.Dates.EarlyStart) + " – " + short(r.Dates.EarlyFinish) + " " + r.Resources(label.EN)
				}
			}
			return ""
		}
		for _, c := range []struct{ text, want string }{
			{"Zoé", "4 Jan 2027 9:00 – 5 Jan 2027 17:00 Zoé"},
			{"anne", "4 Jan 2027 9:00 – 18 Jan 2027 11:00 Anne"},            // six hours a week
			{"Paul[50%]", "4 Jan 2027 13:00 – 6 Jan 2027 17:00 Paul[50%]"},  // five hours a day
			{"Anne; Paul", "4 Jan 2027 9:00 – 6 Jan 2027 10:00 Anne; Paul"}, // as soon as any of them works
		} {
			w.edit(assigned(dig, c.text))
			if got := dates(); got != c.want {
				t.Errorf("%s: got %s, want %s", c.text, got, c.want)
			}
		}
		why, err := plan.Why(ctx, w.d, w.who, w.mine, dig, false)
		w.must(err)
		if got := why[0].In(label.EN); !strings.Contains(got, "(Anne, Paul)") {
			t.Errorf("why: %s", got)
		}
		w.edit(assigned(dig, "Paul"))
		if why, err = plan.Why(ctx, w.d, w.who, w.mine, dig, false); err != nil || !strings.Contains(why[0].In(label.FR), "le calendrier «\u202fLate shift\u202f» de Paul") {
			t.Errorf("why: %v, %v", why, err)
		}
		// with a calendar of its own: when both work; none of these in common: its own
		for own, want := range map[int64]string{
			part:    "4 Jan 2027 9:00 – 18 Jan 2027 11:00 Paul",
			weekend: "9 Jan 2027 9:00 – 23 Jan 2027 11:00 Paul",
		} {
			w.edit(plan.Edit{ID: dig, Set: plan.Patch{Calendar: &own}})
			if got := dates(); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			for _, r := range w.get().Rows {
				if r.ID == dig && (len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0].In(label.EN), "no time in common")) {
					t.Errorf("the warnings: %v", r.Warnings)
				}
			}
		}
		usual := int64(calendar.Standard)
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Calendar: &usual}})
		if got, want := dates(), "4 Jan 2027 13:30 – 7 Jan 2027 17:00 Paul"; got != want { // 3.5 hours a day
			t.Errorf("both together: got %s, want %s", got, want)
		}
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Alone: of(true)}})
		if got, want := dates(), "4 Jan 2027 9:00 – 5 Jan 2027 17:00 Paul"; got != want {
			t.Errorf("its own alone: got %s, want %s", got, want)
		}
		w.edit(plan.Edit{ID: dig, Set: plan.Patch{Calendar: of(int64(0)), Alone: of(false)}})
		// another calendar of the resource moves the plan
		w.must(w.update(func(tx *db.Tx) error {
			_, err := resource.Change(ctx, tx, w.who, paul, 1, resource.Says{Calendar: &part})
			return err
		}))
		w.must(plan.FollowAll(ctx, w.d, w.c))
		if got, want := dates(), "4 Jan 2027 9:00 – 18 Jan 2027 11:00 Paul"; got != want {
			t.Errorf("after its calendar changed: got %s, want %s", got, want)
		}
	})
}

func TestAssignmentsAreKeptFoundAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		anne := w.resource("Anne", 0)
		w.resource("Paul", 0)
		w.house()
		wall := w.id("Wall")
		before := full(w.get())
		w.edit(assigned(wall, "Anne; Paul[50%]"), assigned(w.id("Dig"), "Anne"))
		change := w.last
		uses := func() (all []resource.Use) {
			w.must(resource.Uses(ctx, w.d, anne, func(u resource.Use) { all = append(all, u) }))
			return all
		}
		if got := uses(); len(got) != 1 || got[0] != (resource.Use{Resource: anne, Project: w.mine, Items: 2}) {
			t.Errorf("got %+v", got)
		}
		for _, r := range w.get().Rows {
			if r.ID == wall && (r.Effort != 1890 || r.Units != 15_000 || len(r.Uses) != 2) {
				t.Errorf("three days of one and a half: got %d minutes, %d, %v", r.Effort, r.Units, r.Uses)
			}
		}
		if err := w.update(func(tx *db.Tx) error { return resource.Delete(ctx, tx, w.who, anne, 1) }); err == nil || !strings.Contains(err.Error(), "is assigned to tasks") {
			t.Errorf("deleting one who is assigned: %v", err)
		}
		if _, err := w.try(w.mine, assigned(wall, "Nobody")); err == nil || !strings.Contains(err.Error(), "Nobody") {
			t.Errorf("one who is not there: %v", err)
		}
		w.must(w.update(func(tx *db.Tx) error {
			_, err := resource.Change(ctx, tx, w.who, anne, 1, resource.Says{Inactive: of(true)})
			return err
		}))
		if _, err := w.try(w.mine, assigned(w.id("Order"), "Anne")); err == nil || !strings.Contains(err.Error(), "inactive") {
			t.Errorf("one who is inactive: %v", err)
		}
		w.edit(assigned(wall, "Anne")) // was there already
		w.takeBack(t, w.last)
		w.takeBack(t, change)
		if got := full(w.get()); got != before {
			t.Errorf("got\n%swant\n%s", got, before)
		}
		if got := uses(); len(got) != 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWorkDoesNotMakeATaskLastForAges(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.house()
	const century = 100 * 366 * schedule.PerDay
	typ, sweep := "fixed_units", "Sweep"
	number := func(n int64) *int64 { return &n }
	for name, p := range map[string]plan.Patch{
		"of nobody":    {Type: &typ, Effort: number(century), Units: number(1)},
		"of somebody":  {Type: &typ, Assigned: &[]plan.Assign{{Resource: w.resource("Anne", 0), Units: number(1), Work: number(century)}}},
		"of a century": {Type: &typ, Effort: number(century), Units: number(10_000)},
	} {
		p.Name = &sweep
		_, err := w.try(w.mine, plan.Edit{ID: -1, Add: plan.Task, Set: p})
		if refused := fault.KindOf(err) == fault.BadInput; refused != (name != "of a century") {
			t.Errorf("work %s: %v", name, err)
		}
	}
}
