package db_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
)

func TestOneTextRunsWhileItsRowsAreStillBeingRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		read := func(q db.Querier) (outer, inner int) {
			const text = "SELECT n FROM counter WHERE n >= $1"
			err := db.Each(ctx, q, func(*int64) error {
				outer++
				return db.Each(ctx, q, func(*int64) error { inner++; return nil }, text, -1)
			}, text, -1)
			if err != nil {
				t.Fatal(err)
			}
			return outer, inner
		}
		for range 3 {
			if outer, inner := read(d); outer == 0 || inner != outer*outer {
				t.Errorf("got %d rows within %d, want %d", inner, outer, outer*outer)
			}
		}
		if d.Engine == db.Postgres {
			return // a transaction there reads one answer at a time
		}
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			for i := range 300 { // far more texts than are kept, in the middle of reading
				if i%50 == 0 {
					if outer, inner := read(tx); inner != outer*outer {
						t.Errorf("in a transaction: got %d rows within %d", inner, outer)
					}
				}
				if n, err := db.Get[int64](ctx, tx, fmt.Sprintf("SELECT count(*) + %d FROM counter", i)); err != nil || n <= int64(i) {
					return fmt.Errorf("text %d: %d %w", i, n, err)
				}
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
}

func TestAStatementThatFailedRunsAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		add := func(key string) error {
			_, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error { return db.Insert(ctx, tx, "setting", thing{key, "x"}) })
			return err
		}
		for _, try := range []struct {
			key  string
			fine bool
		}{{"one", true}, {"one", false}, {"one", false}, {"two", true}, {"two", false}, {"three", true}} {
			if err := add(try.key); (err == nil) != try.fine || err != nil && !db.IsDuplicate(err) {
				t.Errorf("adding %s: %v", try.key, err)
			}
		}
	})
}

// TestWhatIsDeletedUnderAChangeIsNoFaultOfTheProgram lets somebody delete a row between the
// moment at which another looks for it and that at which he names it, and the other way
// round: who comes second looks again, and can say what happened in his own words.
func TestWhatIsDeletedUnderAChangeIsNoFaultOfTheProgram(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		write := func(f func(*db.Tx) error) error {
			_, err := d.Update(ctx, db.Origin{}, f)
			return err
		}
		add := func(id, parent int64) error {
			return write(func(tx *db.Tx) error {
				return db.Insert(ctx, tx, "unit", unitRow{ID: id, Vers: 1, Parent: db.ID(parent), Name: "a", Folded: "a"})
			})
		}
		remove := func(id int64) error {
			return write(func(tx *db.Tx) error {
				_, err := db.Exec(ctx, tx, "DELETE FROM unit WHERE id = $1", id)
				return err
			})
		}
		for _, err := range []error{add(5001, 0), add(5002, 5001)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, err := range map[string]error{"naming what is not there": add(5003, 4999), "deleting what is named": remove(5001)} {
			if fault.KindOf(err) != fault.Clash {
				t.Errorf("%s: %v", name, err)
			}
		}
		if d.Engine != db.Postgres {
			return // one writer at a time
		}
		// act counts the units of the query, lets the other act once, then acts itself
		// where nothing hinders.
		act := func(count string, other, mine func() error, tx *db.Tx, hinders int64) error {
			n, err := db.Get[int64](ctx, tx, count)
			if err != nil {
				return err
			}
			if n == hinders {
				return fault.Conflict(label.F("%d", "%d", n))
			}
			if err := other(); err != nil {
				return err
			}
			return mine()
		}
		once := func(f func() error) func() error {
			done := false
			return func() error {
				if done {
					return nil
				}
				done = true
				return f()
			}
		}
		adds, removes := once(func() error { return add(5004, 5002) }), once(func() error { return remove(5005) })
		err := write(func(tx *db.Tx) error {
			return act("SELECT count(*) FROM unit WHERE parent_id = 5002", adds, func() error {
				_, err := db.Exec(ctx, tx, "DELETE FROM unit WHERE id = 5002")
				return err
			}, tx, 1)
		})
		if fault.KindOf(err) != fault.Clash || err.Error() != "1" {
			t.Errorf("deleting what was named meanwhile: %v", err)
		}
		if err := add(5005, 0); err != nil {
			t.Fatal(err)
		}
		err = write(func(tx *db.Tx) error {
			return act("SELECT count(*) FROM unit WHERE id = 5005", removes, func() error {
				return db.Insert(ctx, tx, "unit", unitRow{ID: 5006, Vers: 1, Parent: 5005, Name: "a", Folded: "a"})
			}, tx, 0)
		})
		if fault.KindOf(err) != fault.Clash || err.Error() != "0" {
			t.Errorf("naming what was deleted meanwhile: %v", err)
		}
	})
}

func TestReplaceWritesLaterVersionsOverOlderOnesAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		type unit struct {
			ID      int64  `db:"id"`
			Version int64  `db:"version"`
			Name    string `db:"name"`
			Folded  string `db:"name_folded"`
		}
		rows := make([]unit, 200) // more than one statement takes
		for i := range rows {
			rows[i] = unit{int64(5000 + i), 1, "a", "a"}
		}
		write := func(f func(*db.Tx) error) error {
			_, err := d.Update(ctx, db.Origin{}, f)
			return err
		}
		if err := write(func(tx *db.Tx) error { return db.Insert(ctx, tx, "unit", rows...) }); err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			rows[i].Version, rows[i].Name = 2, "b"
		}
		replace := func(rows ...unit) error {
			return write(func(tx *db.Tx) error { return db.Replace(ctx, tx, "unit", rows...) })
		}
		if err := replace(rows...); err != nil {
			t.Fatal(err)
		}
		if err := replace(unit{5000, 2, "c", "c"}, unit{5001, 3, "c", "c"}); err == nil {
			t.Error("a version that is not later replaced one")
		}
		if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM unit WHERE name = 'b' AND version = 2"); err != nil || n != 200 {
			t.Errorf("%d rows are as written, want 200 (%v)", n, err)
		}
	})
}

func TestTheLogOfWritesDoesNotGrowWithoutEnd(t *testing.T) {
	d, ctx := dbtest.SQLite(t), context.Background()
	big := strings.Repeat("x", 200_000)
	for i := range 400 { // 80 MB
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			if _, err := db.Exec(ctx, tx, "DELETE FROM setting WHERE key LIKE 'big%'"); err != nil {
				return err
			}
			return db.Insert(ctx, tx, "setting", thing{fmt.Sprintf("big%d", i), big})
		}); err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.Stat(d.Path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if log.Size() > 48<<20 {
		t.Errorf("the log holds %d MB", log.Size()>>20)
	}
}
