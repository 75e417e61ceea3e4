package project_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// A naive model: the value of every day, kept day by day. An edit on a day holds
// until the next day that something was said for, or until Until.
func TestWritesOfAnyDayReadBackAsAModelOfEveryDay(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWorld(t, d)
	const days = 12
	rapid.Check(t, func(rt *rapid.T) {
		first := rapid.IntRange(0, days-1).Draw(rt, "first")
		var model [days]int64 // by days ago
		var said [days]bool
		set := func(ago, until int, cost int64) {
			before := model
			if ago == 0 && model[0] == cost {
				return // of today, what is so already is not news
			}
			said[ago] = true
			for a := ago; a >= 0 && (a == ago || !said[a]) && a > until; a-- {
				model[a] = cost
			}
			if until >= 0 && until < ago && !slices.Contains(said[until:ago], true) {
				said[until] = true
				model[until] = before[until]
			}
		}
		w.set++ // each is an edition, which states the cost for its day
		id := w.create(w.today-day.Day(first), "M", field.Values{"total_cost": units(1)})
		set(first, -1, 1)
		for range rapid.IntRange(1, 8).Draw(rt, "edits") {
			w.set++
			ago := rapid.IntRange(0, days-1).Draw(rt, "ago")
			cost := int64(rapid.IntRange(1, 9).Draw(rt, "cost"))
			e := project.Edit{ID: id, Values: field.Values{"total_cost": units(cost)}}
			until := -1
			if ago <= first && rapid.Bool().Draw(rt, "bounded") {
				until = rapid.IntRange(0, days-1).Draw(rt, "until")
				e.Until = w.today - day.Day(until)
			}
			if until >= ago || said[ago] && until >= 0 {
				until, e.Until = -1, 0 // of a day already stated, nothing is left to keep
			}
			w.edit(w.today-day.Day(ago), e)
			set(ago, until, cost)
		}
		for ago := range days {
			got := w.on(id, w.today-day.Day(ago))
			if (got == nil) != (model[ago] == 0) || got != nil && !got.Values["total_cost"].Equal(units(model[ago])) {
				rt.Fatalf("%d days ago: got %v, want %d", ago, got, model[ago])
			}
		}
		if got := w.get(id).Values["total_cost"]; !got.Equal(units(model[0])) {
			rt.Fatalf("the table has %v, want %d", got, model[0])
		}
		w.sound()
	})
}

func TestTrySaysWhatWriteWillSayAndWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.create(w.today-50, "One", field.Values{"total_cost": units(1)})
		edits := []project.Edit{
			{ID: id, Values: field.Values{"total_cost": units(2)}},
			{ID: id, Values: field.Values{"name": field.Str("One")}},
			{Values: field.Values{"name": field.Str("Two"), "unit": field.Int(w.unit)}},
			{Values: field.Values{"unit": field.Int(w.unit)}},
			{ID: id, Values: field.Values{"progress": units(101)}},
			{ID: 999_999, Values: field.Values{"name": field.Str("Nobody")}},
		}
		for _, on := range []day.Day{w.today, w.today - 20} {
			before, err := w.d.LastChange(ctx)
			w.must(err)
			tried, err := project.Try(ctx, w.d, w.who, w.c, on, project.Plan{}, edits)
			w.must(err)
			if after, err := w.d.LastChange(ctx); err != nil || after != before {
				t.Fatalf("trying made a change: %d, %v", after, err)
			}
			rollback := errors.New("rollback")
			err = w.update(on, func(tx *db.Tx) error {
				for i := range edits { // one by one, as each was tried against the same state
					out, err := project.Write(ctx, tx, w.who, w.c, edits[i:i+1])
					if err != nil {
						return err
					}
					o, p := out[0], tried[i]
					if i != 1 && (o.New != p.New || o.Changed != p.Changed || fault.KindOf(o.Err) != fault.KindOf(p.Err)) {
						t.Errorf("edit %d on %s: tried %+v, written %+v", i, on, p, o)
					}
				}
				return rollback
			})
			if !errors.Is(err, rollback) {
				t.Fatal(err)
			}
		}
	})
}

func TestTheSameEditTwiceChangesNothingTheSecondTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, on := range []day.Day{0, w.today - 30} {
			id := w.create(w.today-60, "One", nil)
			e := project.Edit{ID: id, Values: field.Values{"total_cost": units(2), "weather": field.Int(2)}}
			w.edit(on, e)
			version := w.get(id).Version
			if again := w.get(w.edit(on, e).ID); again.Version != version {
				t.Errorf("on %s: got version %d, want %d", on, again.Version, version)
			}
		}
		w.sound()
	})
}

func TestOneCodeIsOneProject(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := func(s string) field.Values { return field.Values{"code": field.Str(s)} }
		a, b := w.create(0, "A", code("X")), w.create(0, "B", nil)
		_, err := w.try(w.who, 0, project.Edit{ID: b, Values: code(" X ")})
		refused(t, "taken", err, fault.BadInput, "code")
		_, err = w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("C"), "unit": field.Int(w.unit), "code": field.Str("X")}})
		refused(t, "taken by a new one", err, fault.BadInput, "code")

		// In the bin a code is free; whoever comes back may find it taken.
		w.edit(0, project.Edit{ID: a, State: project.Deleted})
		w.edit(0, project.Edit{ID: b, Values: code("X")})
		_, err = w.try(w.who, 0, project.Edit{ID: a, State: project.Active})
		refused(t, "restored too late", err, fault.BadInput, "code")
		w.edit(0, project.Edit{ID: b, Values: field.Values{"code": field.Value{}}})
		w.edit(0, project.Edit{ID: a, State: project.Active})
		w.sound()
	})
}

func TestTwoWhoTakeOneCodeAtOnceAreTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("Same"), "unit": field.Int(w.unit), "code": field.Str("SAME")}})
			})
		}
		wg.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else {
				refused(t, "the second", err, fault.BadInput, "")
			}
		}
		if made != 1 {
			t.Errorf("%d projects have the code, want 1", made)
		}
	})
}

func TestNoProjectStandsAboveItself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		under := func(id, programme int64) error {
			_, err := w.try(w.who, 0, project.Edit{ID: id, Values: field.Values{"programme": field.Ref(programme)}})
			return err
		}
		a, b, c := w.create(0, "A", nil), w.create(0, "B", nil), w.create(0, "C", nil)
		refused(t, "itself", under(a, a), fault.BadInput, "programme")
		w.must(under(b, a))
		w.must(under(c, b))
		refused(t, "its grandchild", under(a, c), fault.BadInput, "programme")
		refused(t, "nothing", under(a, 424_242), fault.BadInput, "programme")
		w.edit(0, project.Edit{ID: a, State: project.Deleted})
		refused(t, "in the bin", under(c, a), fault.BadInput, "programme")

		// Two who put each below the other at the same moment.
		x, y := w.create(0, "X", nil), w.create(0, "Y", nil)
		errs := make(chan error, 2)
		go func() { errs <- under(x, y) }()
		go func() { errs <- under(y, x) }()
		one, two := <-errs, <-errs
		if (one == nil) == (two == nil) {
			t.Errorf("got %v and %v, want one refused", one, two)
		}
	})
}

func TestUnknownForbiddenAndReadableAreToldApartByRightsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mine, foreign := w.create(0, "Mine", nil), w.create(0, "Foreign", field.Values{"unit": field.Int(w.other)})
		name := field.Values{"name": field.Str("Changed")}
		reader, pmo := w.person("reader", w.unit), w.person("pmo", w.unit)
		for _, c := range []struct {
			what string
			who  access.Who
			e    project.Edit
			kind fault.Kind
		}{
			{"unknown", pmo, project.Edit{ID: 424_242, Values: name}, fault.Missing},
			{"foreign", pmo, project.Edit{ID: foreign, Values: name}, fault.Missing},
			{"foreign, to the bin", pmo, project.Edit{ID: foreign, State: project.Deleted}, fault.Missing},
			{"readable only", reader, project.Edit{ID: mine, Values: name}, fault.Denied},
			{"readable only, to the bin", reader, project.Edit{ID: mine, State: project.Deleted}, fault.Denied},
			{"moved away", pmo, project.Edit{ID: mine, Values: field.Values{"unit": field.Int(w.other)}}, fault.Denied},
			{"new, elsewhere", pmo, project.Edit{Values: field.Values{"name": field.Str("N"), "unit": field.Int(w.other)}}, fault.Denied},
			{"under a foreign programme", pmo, project.Edit{ID: mine, Values: field.Values{"programme": field.Int(foreign)}}, fault.BadInput},
			{"stale", pmo, project.Edit{ID: mine, Version: 9, Values: name}, fault.Stale},
		} {
			_, err := w.try(c.who, 0, c.e)
			refused(t, c.what, err, c.kind, "")
		}
		if v := w.get(mine).Version + w.get(foreign).Version; v != 2 {
			t.Errorf("something was written: versions add up to %d", v)
		}
	})
}

func TestMonthlyValuesKeepTheirMonth(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		now := w.today.Month()
		id := w.create(w.today-200, "One", nil)
		set := func(m day.Month, weather int64) error {
			_, err := w.try(w.who, 0, project.Edit{ID: id, Month: m, Values: field.Values{"weather": field.Ref(weather)}})
			return err
		}
		months := func() map[day.Month]int64 {
			list, err := project.Months(ctx, w.d, w.who, id, "weather")
			w.must(err)
			out := map[day.Month]int64{}
			for _, m := range list {
				out[m.Month] = m.Value.N
			}
			return out
		}
		w.must(set(now-1, 2))
		w.must(set(now-3, 4)) // an earlier month, and nothing else
		w.must(set(now, 2))   // as last month, and said of this one
		w.must(set(now-1, 3)) // corrected afterwards: this month stays
		if got := w.get(id).Values["weather"].N; got != 2 {
			t.Errorf("got weather %d, want that of this month, 2", got)
		}
		if got := months(); got[now] != 2 || got[now-1] != 3 || got[now-3] != 4 || len(got) != 3 {
			t.Errorf("got %v", got)
		}
		refused(t, "a month to come", set(now+1, 1), fault.BadInput, "month")
		w.sound()
	})
}

func TestACustomMonthlyAttributeDoesNotMixWithOneNamedLikeItsMonth(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.update(0, func(tx *db.Tx) error {
			risk := &field.Field{Object: "project", Key: "risk", Kind: field.Text, PerMonth: true}
			other := &field.Field{Object: "project", Key: "risk_month", Kind: field.Text}
			risk.Label.EN, other.Label.EN = "Risk", "Risk month"
			return errors.Join(field.Create(ctx, tx, w.who, risk), field.Create(ctx, tx, w.who, other))
		}))
		w.reload()
		id := w.create(0, "One", field.Values{"risk": field.Str("high"), "risk_month": field.Str("mine")})
		if got := w.get(id).Values; got["risk"].S != "high" || got["risk_month"].S != "mine" {
			t.Errorf("got %v", got)
		}
		history, err := project.History(ctx, w.d, w.who, id, project.Filter{}, project.Place{}, 10)
		w.must(err)
		for _, d := range history[0].Changes {
			if w.c.Get(d.Key) == nil {
				t.Errorf("the history shows the hidden %s", d.Key)
			}
		}
	})
}

func TestTheHistoryIsReadPageByPageToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.create(w.today-20, "From", nil)
		for i := range int64(9) {
			w.edit(w.today-15+day.Day(i), project.Edit{ID: from, Values: field.Values{"total_cost": units(i + 1)}})
		}
		into := w.create(0, "Into", nil)
		w.must(w.merge(w.who, into, from)) // one change with ten entries
		all, err := project.History(ctx, w.d, w.who, into, project.Filter{}, project.Place{}, 1000)
		w.must(err)
		var after project.Place
		seen := 0
		for range 100 {
			page, err := project.History(ctx, w.d, w.who, into, project.Filter{}, after, 3)
			w.must(err)
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				if e.Change.Number != after.Change {
					after = project.Place{Change: e.Change.Number}
				}
				after.Seen++
				seen++
			}
		}
		if seen != len(all) || seen < 11 {
			t.Errorf("read %d entries in pages of 3, want %d", seen, len(all))
		}
	})
}
