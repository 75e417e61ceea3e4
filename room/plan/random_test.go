package plan_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/record"
)

// full is all that a plan says, by what its items are called.
func full(v *plan.View) string {
	names := map[int64]string{}
	for _, r := range v.Rows {
		names[r.ID] = r.Name
	}
	var b strings.Builder
	fmt.Fprintln(&b, v.Settings, v.Start, v.Finish)
	for _, r := range v.Rows {
		body := r.Body
		body.Links, body.Kept, body.Remaining = nil, 0, nil
		fmt.Fprint(&b, r.WBS, " ", r.Name, " ", r.Kind, " in ", names[r.Parent], " ", body, r.Dates, r.Day, r.Done)
		if r.Remaining != nil {
			fmt.Fprint(&b, " left ", *r.Remaining)
		}
		var links []string
		for _, l := range r.Links {
			links = append(links, fmt.Sprint(names[l.From], l.Type, l.Kind, l.Lag))
		}
		slices.Sort(links)
		fmt.Fprintln(&b, links)
	}
	return b.String()
}

// drawn is a batch of one to six edits of a plan as it is.
func drawn(t *rapid.T, v *plan.View, serial *int) []plan.Edit {
	var out []plan.Edit
	var ids, phases []int64
	phases = append(phases, 0)
	for _, r := range v.Rows {
		if ids = append(ids, r.ID); r.Kind == plan.Phase {
			phases = append(phases, r.ID)
		}
	}
	for n := range rapid.IntRange(1, 6).Draw(t, "edits") {
		*serial++
		if len(ids) < 3 || rapid.IntRange(0, 3).Draw(t, "add") == 0 {
			kind := rapid.SampledFrom([]plan.Kind{plan.Phase, plan.Task, plan.Task, plan.Milestone}).Draw(t, "kind")
			out = append(out, plan.Edit{
				ID: int64(-1 - n), Add: kind, Set: plan.Patch{Name: of(fmt.Sprintf("n%d", *serial))},
				Move: &plan.Move{Parent: rapid.SampledFrom(phases).Draw(t, "in"), After: plan.Last},
			})
			continue
		}
		e := plan.Edit{ID: rapid.SampledFrom(ids).Draw(t, "item")}
		switch rapid.IntRange(0, 9).Draw(t, "what") {
		case 0:
			e.Delete = true
		case 1:
			e.Move = &plan.Move{Parent: rapid.SampledFrom(phases).Draw(t, "to"), After: rapid.SampledFrom([]int64{0, plan.Last}).Draw(t, "after")}
		case 2, 3:
			links := []plan.Link{}
			for range rapid.IntRange(0, 3).Draw(t, "links") {
				links = append(links, plan.Link{
					From: rapid.SampledFrom(ids).Draw(t, "from"), Type: rapid.SampledFrom([]string{"", "SS", "FF", "SF"}).Draw(t, "type"),
					Lag: rapid.Int64Range(-900, 900).Draw(t, "lag"), Kind: rapid.SampledFrom([]string{"", "elapsed", "percent"}).Draw(t, "lag in"),
				})
			}
			e.Set.Links = &links
		case 4:
			e.Set.Duration = of(rapid.Int64Range(0, 4200).Draw(t, "long"))
		case 5:
			e.Set.Start = &plan.When{Day: date(monday) + day.Day(rapid.IntRange(-10, 30).Draw(t, "start"))}
		case 6:
			e.Set.Progress = of(rapid.IntRange(0, 100).Draw(t, "done"))
		case 7:
			e.Set.Manual = of(rapid.Bool().Draw(t, "by hand"))
		case 8:
			e.Set.Effort, e.Set.Type = of(rapid.Int64Range(1, 9000).Draw(t, "effort")), of(rapid.SampledFrom([]string{"", "fixed_units", "fixed_work"}).Draw(t, "type"))
		case 9:
			e = plan.Edit{Plan: &plan.Patches{Off: of(rapid.Bool().Draw(t, "off"))}}
		}
		out = append(out, e)
	}
	return out
}

// TestBatchesAreForeseenKeptAndTakenBack draws batches. What is foreseen comes; what is
// refused leaves all as it was; what was kept is read again, and the key dates and the
// rows say the same; and a batch that is taken back leaves what was before it.
func TestBatchesAreForeseenKeptAndTakenBack(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	rapid.Check(t, func(t *rapid.T) {
		w.mine = w.project("Drawn")
		serial := 0
		for range rapid.IntRange(1, 8).Draw(t, "batches") {
			before := w.get()
			edits := drawn(t, before, &serial)
			foreseen, refused := plan.Foresee(ctx, w.d, w.who, w.mine, before.Mark, edits)
			done, err := w.try(w.mine, edits...)
			if (refused == nil) != (err == nil) {
				t.Fatalf("foreseen %v, then %v", refused, err)
			}
			if err != nil {
				if fault.KindOf(err) != fault.BadInput && fault.KindOf(err) != fault.Clash {
					t.Fatal(err)
				}
				if full(w.get()) != full(before) {
					t.Fatalf("what was refused changed\n%s\ninto\n%s", full(before), full(w.get()))
				}
				continue
			}
			after := w.get()
			if full(foreseen.View) != full(done.View) || full(done.View) != full(after) {
				t.Fatalf("foreseen\n%s\nkept\n%s\nread\n%s", full(foreseen.View), full(done.View), full(after))
			}
			w.agree(t, after)
			if after.Mark == before.Mark {
				continue // nothing was different
			}
			if rapid.Bool().Draw(t, "take back") {
				w.takeBack(t, w.last)
				if got := full(w.get()); got != full(before) {
					t.Fatalf("taken back is\n%s\nwas\n%s\nafter\n%s", got, full(before), full(after))
				}
			}
		}
	})
}

// agree checks that the rows and the key dates say what was computed.
func (w *world) agree(t *rapid.T, v *plan.View) {
	type row struct {
		ID     int64 `db:"id"`
		Start  int64 `db:"start_minute"`
		Finish int64 `db:"finish_minute"`
	}
	rows, err := db.Select[row](ctx, w.d, "SELECT id, start_minute, finish_minute FROM activity WHERE project_id = $1", w.mine)
	if err != nil {
		t.Fatal(err)
	}
	by := map[int64]row{}
	for _, r := range rows {
		by[r.ID] = r
	}
	dates, err := milestone.Kind.Of(ctx, w.d, w.who, w.mine)
	if err != nil {
		t.Fatal(err)
	}
	days := map[int64]int64{}
	for _, m := range dates {
		days[m.ID] = m.Values["date"].N
	}
	for _, r := range v.Rows {
		if s := by[r.ID]; schedule.Time(s.Start) != r.Dates.EarlyStart || schedule.Time(s.Finish) != r.Dates.EarlyFinish {
			t.Fatalf("%s: the row says %d to %d, computed was %d to %d", r.Name, s.Start, s.Finish, r.Dates.EarlyStart, r.Dates.EarlyFinish)
		}
		if r.Kind == plan.Milestone && days[r.ID] != int64(r.Day) {
			t.Fatalf("%s: the key date is on %d, computed was %d", r.Name, days[r.ID], r.Day)
		}
		delete(by, r.ID)
	}
	if len(by) > 0 {
		t.Fatalf("rows of nothing: %v", slices.Collect(maps.Keys(by)))
	}
}

// takeBack takes a change back as overview/change does: key dates first.
func (w *world) takeBack(t interface{ Fatal(...any) }, change int64) {
	records, err := milestone.Kind.Reversals(ctx, w.d, w.who, w.c, change)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := plan.Reversals(ctx, w.d, w.who, change)
	if err != nil {
		t.Fatal(err)
	}
	err = w.update(func(tx *db.Tx) error {
		var edits []record.Edit
		for _, r := range records {
			edits = append(edits, r.Edits(true)...)
		}
		out, err := milestone.Kind.Write(ctx, tx, w.who, w.c, edits)
		if err != nil {
			return err
		}
		for _, o := range out {
			if o.Err != nil {
				return o.Err
			}
		}
		for _, p := range plans {
			if _, err := plan.Return(ctx, tx, w.who, w.c, p, true); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
