package milestone_test

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
)

// imported saves an edit as a part of set 7.
func (w *world) imported(on day.Day, e record.Edit) *record.Record {
	w.set = 7
	defer func() { w.set = 0 }()
	return w.save(on, e)
}

func (w *world) takeBack(ids ...int64) (kept []record.Kept) {
	w.t.Helper()
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		kept, err = milestone.Kind.TakeBack(ctx, tx, w.who, 7, ids)
		return err
	}))
	if bad, err := w.d.VerifyChain(ctx); err != nil || len(bad) > 0 {
		w.t.Errorf("got %v %v", bad, err)
	}
	return kept
}

func TestTakingBackRestoresWhatWasAndKeepsWhatWasEditedSince(t *testing.T) {
	comment := field.Values{"comment": field.Str("by hand")}
	for _, c := range []struct {
		name      string
		on        day.Day // of the import, in days from today
		since     func(w *world) field.Values
		kept      int
		then, now day.Day // the date as of the day after the import, and today
	}{
		{"nothing since", -200, nil, 0, 10, 10},
		{"nothing since, today", 0, nil, 0, 10, 10},
		{"another attribute since", -200, func(*world) field.Values { return comment }, 0, 10, 10},
		{"another attribute on the same day", 0, func(*world) field.Values { return comment }, 0, 10, 10},
		{"the same attribute since", -200, func(w *world) field.Values { return field.Values{"date": at(w.today + 30)} }, 1, 10, 30},
		{"the same attribute on the same day", 0, func(w *world) field.Values { return field.Values{"date": at(w.today + 30)} }, 1, 30, 30},
	} {
		t.Run(c.name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				m := w.make(w.today-300, "Go-live", w.today+10)
				w.imported(w.today+c.on, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today + 20)}})
				if c.since != nil {
					w.save(0, record.Edit{ID: m.ID, Values: c.since(w)})
				}
				kept := w.takeBack(m.ID)
				if len(kept) != c.kept {
					t.Errorf("got %v kept, want %d", kept, c.kept)
				}
				if got := day.Day(w.get(m.ID).Values["date"].N); got != w.today+c.now {
					t.Errorf("got %s now, want %s", got, w.today+c.now)
				}
				if got := w.dateOn(min(w.today+c.on+1, w.today)); got != w.today+c.then {
					t.Errorf("got %s then, want %s", got, w.today+c.then)
				}
				if c.since != nil && c.kept == 0 && w.get(m.ID).Values["comment"].S != "by hand" {
					t.Error("what was entered by hand is gone")
				}
			})
		})
	}
}

func TestTakingBackLeavesTheRowWhereALaterVersionHolds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := w.make(w.today-300, "Go-live", w.today+10)
		w.save(w.today-100, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today + 20)}})
		w.imported(w.today-200, record.Edit{ID: m.ID, Values: field.Values{"date": at(w.today + 20)}})
		w.takeBack(m.ID)
		if then, now := w.dateOn(w.today-150), w.get(m.ID).Values["date"].N; then != w.today+10 || now != int64(w.today+20) {
			t.Errorf("got %s then and %d now", then, now)
		}
	})
}

func TestTakingBackRemovesWhatTheSetMade(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		vs := field.Values{"project": field.Int(w.mine), "name": field.Str("Go-live"), "date": at(w.today)}
		gone := w.imported(w.today-200, record.Edit{Values: vs})
		stays := w.imported(w.today-200, record.Edit{Values: vs})
		w.save(0, record.Edit{ID: stays.ID, Values: field.Values{"comment": field.Str("by hand")}})
		kept := w.takeBack(gone.ID, stays.ID)
		if _, err := milestone.Kind.Get(ctx, w.d, w.who, gone.ID); fault.KindOf(err) != fault.Missing {
			t.Errorf("got %v for what the set made", err)
		}
		if w.get(stays.ID).Values["comment"].S != "by hand" || len(kept) != 1 || kept[0].Key != "" {
			t.Errorf("got %v kept", kept)
		}
		then, err := milestone.Kind.OfAsOf(ctx, w.d, w.who, w.mine, w.today-100)
		w.must(err)
		if len(then) != 1 || then[0].ID != stays.ID {
			t.Errorf("got %v in the past", then)
		}
	})
}
