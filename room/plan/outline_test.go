package plan_test

import (
	"context"
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

// BenchmarkOutlines reads what a roadmap shows of 1,000 projects of 100 items each.
func BenchmarkOutlines(b *testing.B) {
	ctx, who := context.Background(), access.System("bench")
	d := dbtest.SQLite(b)
	var ids []int64
	change := func(f func(*db.Tx) error) {
		if _, err := d.Update(ctx, who.Origin(), f); err != nil {
			b.Fatal(err)
		}
	}
	change(func(tx *db.Tx) error {
		if err := access.Seed(ctx, tx, who, "Ministry"); err != nil {
			return err
		}
		return field.Seed(ctx, tx, who)
	})
	c, err := field.Load(ctx, d, "project")
	if err != nil {
		b.Fatal(err)
	}
	unit, err := access.Root(ctx, d)
	if err != nil {
		b.Fatal(err)
	}
	type activity struct {
		ID      int64  `db:"id"`
		Version int64  `db:"version"`
		Project int64  `db:"project_id"`
		Parent  db.ID  `db:"parent_id"`
		Place   int64  `db:"place"`
		Kind    string `db:"kind"`
		Name    string `db:"name"`
		Start   int64  `db:"start_minute"`
		Finish  int64  `db:"finish_minute"`
		Body    string `db:"body"`
	}
	change(func(tx *db.Tx) error {
		for n := range 1000 {
			p, err := project.Change(ctx, tx, who, c, project.Edit{Values: field.Values{"name": field.Str(fmt.Sprint("Project ", n)), "unit": field.Ref(unit.ID)}})
			if err != nil {
				return err
			}
			ids = append(ids, p.ID)
			var rows []activity
			for i := range 100 {
				kind := "task"
				if i%20 == 0 {
					kind = "phase"
				}
				rows = append(rows, activity{tx.NewID(), 1, p.ID, 0, int64(i), kind, fmt.Sprint("Item ", i), 1, 2, "{}"})
			}
			if err := db.Insert(ctx, tx, "activity", rows...); err != nil {
				return err
			}
		}
		return nil
	})
	b.ResetTimer()
	for b.Loop() {
		out, err := plan.Outlines(ctx, d, ids)
		if err != nil || len(out.Phases) != 5000 {
			b.Fatalf("%d phases, %v", len(out.Phases), err)
		}
	}
}
