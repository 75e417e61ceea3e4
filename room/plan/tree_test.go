package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/plan"
)

func TestATreeIsOnlySoDeep(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		chain := func(n int) []plan.Edit {
			var edits []plan.Edit
			for i := range int64(n) {
				edits = append(edits, plan.Edit{ID: -i - 1, Add: plan.Phase, Move: &plan.Move{Parent: min(0, -i)}, Set: plan.Patch{Name: of(fmt.Sprint("P", i))}})
			}
			return edits
		}
		if _, err := w.try(w.mine, chain(101)...); fault.KindOf(err) != fault.BadInput || !strings.Contains(err.Error(), "P100") {
			t.Errorf("101 levels: %v", err)
		}
		w.edit(chain(100)...)
		if v := w.get(); v.Rows[99].Level != 99 {
			t.Errorf("100 levels: %d", v.Rows[99].Level)
		}
	})
}

// TestABatchKeepsTheTreeInOrder adds, moves and deletes at random in one batch, and compares
// with a list that does the same plainly.
func TestABatchKeepsTheTreeInOrder(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	rapid.Check(t, func(r *rapid.T) {
		type node struct {
			id, parent int64
		}
		var all []node // siblings in their order
		var edits []plan.Edit
		remove := func(id int64) {
			todo := []int64{id}
			for len(todo) > 0 {
				gone := todo[0]
				todo = todo[1:]
				all = slices.DeleteFunc(all, func(n node) bool {
					if n.parent == gone {
						todo = append(todo, n.id)
					}
					return n.id == gone
				})
			}
		}
		within := func(id, up int64) bool {
			for id != 0 && id != up {
				id = all[slices.IndexFunc(all, func(n node) bool { return n.id == id })].parent
			}
			return id == up
		}
		for n := range rapid.IntRange(1, 40).Draw(r, "edits") {
			pick := func(label string) int64 {
				if len(all) == 0 {
					return 0
				}
				return all[rapid.IntRange(0, len(all)-1).Draw(r, label)].id
			}
			what, id := rapid.IntRange(0, 4).Draw(r, "what"), pick("item")
			if id == 0 || what < 2 {
				id = -int64(n + 1)
				edits = append(edits, plan.Edit{ID: id, Add: plan.Phase, Set: plan.Patch{Name: of(fmt.Sprint(-id))}})
				all = append(all, node{id, 0})
				continue
			}
			if what == 4 {
				edits = append(edits, plan.Edit{ID: id, Delete: true})
				remove(id)
				continue
			}
			up := int64(0)
			if rapid.Bool().Draw(r, "in a phase") {
				up = pick("phase")
			}
			if up != 0 && within(up, id) {
				continue
			}
			at := slices.IndexFunc(all, func(n node) bool { return n.id == id })
			all = slices.Delete(all, at, at+1)
			after, place := int64(0), 0
			if sibling := pick("sibling"); sibling != 0 {
				if at := slices.IndexFunc(all, func(n node) bool { return n.id == sibling }); all[at].parent == up {
					after, place = sibling, at+1
				}
			}
			all = slices.Insert(all, place, node{id, up})
			edits = append(edits, plan.Edit{ID: id, Move: &plan.Move{Parent: up, After: after}})
		}
		var want []string
		var walk func(parent int64, level int)
		walk = func(parent int64, level int) {
			for _, n := range all {
				if n.parent == parent {
					want = append(want, fmt.Sprint(level, " ", -n.id))
					walk(n.id, level+1)
				}
			}
		}
		walk(0, 0)
		v := w.get()
		out, err := plan.Foresee(ctx, w.d, w.who, w.mine, v.Mark, edits)
		if err != nil {
			r.Fatal(err)
		}
		var got []string
		for _, row := range out.Rows {
			got = append(got, fmt.Sprint(row.Level, " ", row.Name))
		}
		if !slices.Equal(got, want) {
			r.Fatalf("got %v, want %v", got, want)
		}
	})
}
