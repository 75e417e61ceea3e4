package plan_test

import (
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
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
