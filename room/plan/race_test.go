package plan_test

import (
	"fmt"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/record"
	"vigie/room/resource"
)

// TestNoEditIsLostBetweenMany lets several people add to one plan, and set its key dates,
// at a time: who read an older plan is told so and tries again, and in the end all is there.
func TestNoEditIsLostBetweenMany(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		open := w.id("Open")
		const people, each = 4, 5
		var all sync.WaitGroup
		wrong := make(chan error, 2*people*each)
		for p := range people {
			all.Go(func() {
				for n := range each {
					if err := w.insist(task(-1, fmt.Sprintf("p%d n%d", p, n), 1, "")); err != nil {
						wrong <- err
					}
					_, err := w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
						_, err := milestone.Kind.Write(ctx, tx, w.who, w.c, []record.Edit{{ID: open, Values: field.Values{"comment": field.Str(fmt.Sprint(p, n))}}})
						return err
					})
					if err != nil {
						wrong <- err
					}
				}
			})
		}
		all.Wait()
		close(wrong)
		for err := range wrong {
			t.Error(err)
		}
		if got := len(w.get().Rows); got != 7+people*each {
			t.Errorf("got %d lines, want %d", got, 7+people*each)
		}
	})
}

// TestAResourceIsDeletedOrAssigned lets somebody delete a resource while another assigns
// it: one of them has his way, and the other is told why not.
func TestAResourceIsDeletedOrAssigned(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.house()
		wall := w.id("Wall")
		for n := range 12 {
			id := w.resource(fmt.Sprint("Anne ", n), 0)
			var all sync.WaitGroup
			var deleted, assigns error
			all.Go(func() { assigns = w.insist(assigned(wall, fmt.Sprint("Anne ", n))) })
			all.Go(func() {
				_, deleted = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error { return resource.Delete(ctx, tx, w.who, id, 1) })
			})
			all.Wait()
			for what, err := range map[string]error{"deleting": deleted, "assigning": assigns} {
				if kind := fault.KindOf(err); err != nil && kind != fault.Clash && kind != fault.BadInput {
					t.Errorf("%s: %v", what, err)
				}
			}
			if (deleted == nil) == (assigns == nil) {
				t.Errorf("both, or neither: %v, %v", deleted, assigns)
			}
		}
	})
}

// insist tries a batch until nobody was faster.
func (w *world) insist(edits ...plan.Edit) error {
	for {
		v, err := plan.Get(ctx, w.d, w.who, w.mine)
		if err != nil {
			return err
		}
		_, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
			_, err := plan.Change(ctx, tx, w.who, w.c, w.mine, v.Mark, edits)
			return err
		})
		if fault.KindOf(err) != fault.Stale {
			return err
		}
	}
}
