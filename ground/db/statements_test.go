package db_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
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
