package project_test

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/field"
	"vigie/room/period"
	"vigie/room/project"
)

func (w *world) weather(id int64, m day.Month, v field.Value) {
	w.t.Helper()
	w.edit(0, project.Edit{ID: id, Month: m, Values: field.Values{"weather": v}})
}

func (w *world) weathers(id int64) map[day.Month]int64 {
	w.t.Helper()
	list, err := project.Months(ctx, w.d, w.who, id, "weather")
	w.must(err)
	out := map[day.Month]int64{}
	for _, m := range list {
		if m.Value.Set {
			out[m.Month] = m.Value.N
		}
	}
	return out
}

func TestClearingAMonthShowsTheMonthBeforeAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		now := w.today.Month()
		id := w.create(w.today-200, "One", nil)
		shown := func(want int64, what string) {
			t.Helper()
			got := w.get(id).Values["weather"]
			if got.N != want || got.Set != (want != 0) {
				t.Errorf("%s: got %v, want %d", what, got, want)
			}
		}
		w.weather(id, now-3, field.Ref(1))
		w.weather(id, now-1, field.Ref(2))
		w.weather(id, now, field.Ref(3))
		w.weather(id, now, field.Value{})
		shown(2, "this month cleared")
		w.weather(id, now, field.Value{})
		shown(2, "nothing said of this month, cleared again")
		w.weather(id, now-1, field.Value{})
		shown(1, "last month cleared too")
		w.weather(id, now-2, field.Ref(4))
		shown(4, "a later month than the one shown")
		w.weather(id, now-2, field.Value{})
		w.weather(id, now-3, field.Value{})
		shown(0, "nothing is left")
		w.sound()
	})
}

func TestGoingBackBringsTheMonthsBackSaveLockedOnes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		now := w.today.Month()
		id := w.create(w.today-200, "One", field.Values{"description": field.Str("first")})
		w.weather(id, now-2, field.Ref(1))
		w.weather(id, now-1, field.Ref(2))
		then, err := db.Get[int64](ctx, w.d, "SELECT MAX(number) FROM change")
		w.must(err)
		w.weather(id, now-2, field.Ref(4))
		w.weather(id, now-1, field.Ref(3))
		w.weather(id, now, field.Ref(3))
		w.edit(0, project.Edit{ID: id, Values: field.Values{"description": field.Str("second")}})
		w.must(w.update(0, func(tx *db.Tx) error { return period.Lock(ctx, tx, w.who, 1, now-2, []int64{id}) }))

		b := project.Back{ID: id, After: then}
		values, err := project.Differs(ctx, w.d, w.who, w.c, b)
		w.must(err)
		months, err := project.MonthsDiffer(ctx, w.d, w.who, w.c, b)
		w.must(err)
		if len(values) != 1 || len(months) != 3 || !months[0].Locked || months[1].Locked || months[1].Then.N != 2 || months[2].Then.Set {
			t.Fatalf("got values %v and months %v", values, months)
		}
		w.must(w.update(0, func(tx *db.Tx) error { return project.Revert(ctx, tx, w.who, w.c, b, values, months) }))
		got, p := w.weathers(id), w.get(id)
		if len(got) != 2 || got[now-2] != 4 || got[now-1] != 2 {
			t.Errorf("got months %v, want the locked one as it is, the next as it was, and none for this one", got)
		}
		if p.Values["weather"].N != 2 || p.Values["description"].S != "first" {
			t.Errorf("got %v, want the weather of the last month that has one", p.Values)
		}
		w.sound()
	})
}
