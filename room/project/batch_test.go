package project_test

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/field"
	"vigie/room/project"
)

// batch makes edits together, in one transaction.
func (w *world) batch(on day.Day, edits ...project.Edit) []project.Outcome {
	w.t.Helper()
	var out []project.Outcome
	w.must(w.update(on, func(tx *db.Tx) (err error) {
		out, err = project.Write(ctx, tx, w.who, w.c, edits)
		return err
	}))
	return out
}

func TestEditsOfOneProjectInOneBatchFollowEachOther(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, on := range []day.Day{0, w.today - 30} {
			id := w.create(w.today-60, "One", field.Values{"weather": field.Int(1)})
			month := (w.today - 30).Month()
			weather := func(n int64) project.Edit {
				return project.Edit{ID: id, Month: month, Values: field.Values{"weather": field.Int(n)}}
			}
			cost := project.Edit{ID: id, Values: field.Values{"total_cost": units(7)}}
			backwards := project.Edit{ID: id, Values: field.Values{"total_cost": units(9), "start": field.Int(500), "end": field.Int(400)}}
			out := w.batch(on, weather(2), cost, backwards, weather(3))
			for i, o := range out {
				if (o.Err != nil) != (i == 2) {
					t.Errorf("on %s: edit %d: %v", on, i, o.Err)
				}
			}
			if got := w.on(id, w.today).Values; !got["total_cost"].Equal(units(7)) || got["weather"].N != 3 || got["start"].Set {
				t.Errorf("on %s: got %v, want both edits and nothing of the refused one", on, got)
			}
			months, err := project.Months(ctx, w.d, w.who, id, "weather")
			w.must(err)
			if last := months[len(months)-1]; last.Month != month || last.Value.N != 3 {
				t.Errorf("on %s: got %v, want 3 in %s", on, months, month)
			}
			w.sound()
		}
	})
}

func TestTwoEditsOfOneNewMonthInOneBatchKeepTheLater(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id, month := w.create(w.today-90, "One", nil), w.today.Month()-1
		edit := func(n int64) project.Edit {
			return project.Edit{ID: id, Month: month, Values: field.Values{"weather": field.Ref(n)}}
		}
		for _, o := range w.batch(0, edit(2), edit(3)) {
			w.must(o.Err)
		}
		for _, o := range w.batch(0, edit(4), edit(1)) {
			w.must(o.Err)
		}
		months, err := project.Months(ctx, w.d, w.who, id, "weather")
		w.must(err)
		if len(months) != 1 || months[0].Month != month || months[0].Value.N != 1 {
			t.Errorf("got %v, want 1 in %s alone", months, month)
		}
		w.sound()
	})
}

func TestEditsOfOneBatchSeeTheProgrammesThatTheyMake(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		under := func(id, programme int64) project.Edit {
			return project.Edit{ID: id, Values: field.Values{"programme": field.Ref(programme)}}
		}
		a, b := w.create(0, "A", nil), w.create(0, "B", nil)
		out := w.batch(0, under(a, b), under(b, a))
		w.must(out[0].Err)
		refused(t, "a circle in one batch", out[1].Err, fault.BadInput, "programme")

		var id int64
		w.must(w.update(0, func(tx *db.Tx) error { id = tx.NewID(); return nil }))
		top := project.Edit{As: id, Values: field.Values{"name": field.Str("Top"), "unit": field.Int(w.unit)}}
		for _, o := range w.batch(0, top, under(b, id)) {
			w.must(o.Err)
		}
		out = w.batch(0, under(id, a))
		refused(t, "a circle of three", out[0].Err, fault.BadInput, "programme")
		w.sound()
	})
}
