package db_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

// unitRow points to another row of its own table.
type unitRow struct {
	ID     int64  `db:"id"`
	Vers   int64  `db:"version"`
	Parent db.ID  `db:"parent_id"`
	Name   string `db:"name"`
	Folded string `db:"name_folded"`
}

type projectRow struct {
	ID      int64  `db:"id"`
	Vers    int64  `db:"version"`
	Name    string `db:"name"`
	Folded  string `db:"name_folded"`
	Unit    int64  `db:"unit_id"`
	Cost    db.ID  `db:"total_cost"`
	Custom  string `db:"custom"`
	Unread  string `db:"unread"`
	Created int64  `db:"created"`
	Updated int64  `db:"updated"`
}

type importRow struct {
	ID      int64  `db:"id"`
	Vers    int64  `db:"version"`
	Object  string `db:"object"`
	AsOf    int64  `db:"as_of_day"`
	State   string `db:"state"`
	Name    string `db:"file_name"`
	Digest  string `db:"file_digest"`
	Size    int64  `db:"file_size"`
	Unit    int64  `db:"unit_id"`
	Setting string `db:"settings"`
	Created int64  `db:"created"`
}

type importPart struct {
	Import  int64  `db:"import_id"`
	Place   int64  `db:"place"`
	Content []byte `db:"content"`
}

// fill puts n projects with history, a unit that points to a
// later one, and an import with its file into the database.
func fill(t testing.TB, d *db.DB, n int) {
	t.Helper()
	ctx := context.Background()
	_, err := d.Update(ctx, db.Origin{Actor: 7, Via: "test", Note: "l’été « à Nîmes »"}, func(tx *db.Tx) error {
		low := tx.NewIDs(2)
		units := []unitRow{{ID: low + 1, Vers: 1, Name: "Siège"}, {ID: low, Vers: 1, Name: "Nîmes", Parent: db.ID(low + 1)}}
		if err := db.Insert(ctx, tx, "unit", units...); err != nil {
			return err
		}
		tx.Touch("unit", units[0].ID)
		first := tx.NewIDs(n)
		rows := make([]projectRow, n)
		for i := range rows {
			id := first + int64(i)
			rows[i] = projectRow{
				ID: id, Vers: 1, Name: fmt.Sprintf("Projet %d — œuvre", i), Folded: fmt.Sprint("projet ", i), Unit: units[0].ID,
				Cost: db.ID(rand.Int64N(1 << 50)), Custom: `{"b": [1.50, 2, 1e2], "a": {"z": null, "y": "é\u00e9"}}`, Unread: `{}`, Created: tx.Millis(), Updated: tx.Millis(),
			}
			tx.Record(db.Version{Entity: "project", Object: id, Version: 1, Data: fmt.Sprintf(`{"name":"Projet %d"}`, i)})
		}
		if err := db.Insert(ctx, tx, "project", rows...); err != nil {
			return err
		}
		file := make([]byte, 70_000)
		for i := range file {
			file[i] = byte(i * 7)
		}
		id := tx.NewID()
		if err := db.Insert(ctx, tx, "import", importRow{ID: id, Vers: 1, Object: "project", AsOf: 738000, State: "applied", Name: "éd.csv", Digest: "x", Size: int64(len(file)), Unit: units[0].ID, Setting: "{}"}); err != nil {
			return err
		}
		return db.Insert(ctx, tx, "import_part", importPart{Import: id, Place: 1, Content: file})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func contents(t testing.TB, d *db.DB) map[string]db.Content {
	t.Helper()
	c, err := d.Contents(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sameContents(t testing.TB, got, want map[string]db.Content) {
	t.Helper()
	for name, w := range want {
		if got[name] != w {
			t.Errorf("table %s: got %v, want %v", name, got[name], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d tables, want %d", len(got), len(want))
	}
}

func TestCopyCarriesEveryTableToTheOtherEngineAndBack(t *testing.T) {
	ctx := context.Background()
	file := dbtest.SQLite(t)
	fill(t, file, 2500)
	server := dbtest.Postgres(t)
	var done, total int64
	if _, err := file.CopyTo(ctx, server, func(d, n int64) { done, total = d, n }); err != nil {
		t.Fatal(err)
	}
	if done != total || total < 5000 {
		t.Errorf("progress ended at %d of %d", done, total)
	}
	want := contents(t, file)
	sameContents(t, contents(t, server), want)
	back := dbtest.SQLite(t)
	if _, err := server.CopyTo(ctx, back, nil); err != nil {
		t.Fatal(err)
	}
	sameContents(t, contents(t, back), want)
	for _, d := range []*db.DB{server, back} {
		if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
			t.Errorf("%s: chain %v %v", d.Engine, bad, err)
		}
		if d.Seal(4711) != file.Seal(4711) {
			t.Errorf("%s: the opaque ids differ", d.Engine)
		}
		fill(t, d, 3) // ids and changes go on after the copied ones
		if found, err := d.Check(ctx); err != nil || problems(found) != "" {
			t.Errorf("%s: %s %v", d.Engine, problems(found), err)
		}
	}
}

func problems(found []db.Finding) string {
	var b strings.Builder
	for _, f := range found {
		for _, p := range f.Problems {
			fmt.Fprintf(&b, "%s: %s; ", f.Name, p)
		}
	}
	return b.String()
}

func TestCopyRefusesATargetThatIsNotEmpty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		other := dbtest.SQLite(t)
		fill(t, other, 2)
		fill(t, d, 1)
		before := contents(t, other)
		if _, err := d.CopyTo(context.Background(), other, nil); fault.KindOf(err) != fault.Clash {
			t.Fatalf("got %v, want a clash", err)
		}
		sameContents(t, contents(t, other), before)
	})
}

func TestBackupIsOfOneInstantWhileOthersWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithCancel(context.Background())
		fill(t, d, 500)
		var writers sync.WaitGroup
		for range 3 {
			writers.Go(func() {
				for ctx.Err() == nil {
					fill(t, d, 5)
				}
			})
		}
		defer writers.Wait()
		defer cancel()
		for i := range 3 {
			path := filepath.Join(t.TempDir(), fmt.Sprint(i, ".vigie"))
			made, err := d.Backup(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := db.Verify(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			if got.Change != made.Change || got.Rows() != made.Rows() || got.Engine != d.Engine.String() {
				t.Errorf("got %v, want %v", got, made)
			}
			// Each change wrote five projects, or 500, together.
			if n := got.Tables["project"].Rows; n%5 != 0 {
				t.Errorf("the backup holds half a change: %d projects", n)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("got mode %v, want 0600", info.Mode())
			}
		}
	})
}

func TestRestoreGivesBackTheSameOnEitherEngine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		fill(t, d, 300)
		want := contents(t, d)
		path := filepath.Join(t.TempDir(), "b.vigie")
		if _, err := d.Backup(ctx, path); err != nil {
			t.Fatal(err)
		}
		for _, where := range []string{filepath.Join(t.TempDir(), "new", "vigie.db"), dbtest.PostgresURL(t)} {
			if _, _, err := db.Restore(ctx, path, where, db.RestoreOptions{}); err != nil {
				t.Fatal(err)
			}
			got, err := db.Open(ctx, where, db.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer got.Close()
			if err := got.Attach(ctx); err != nil {
				t.Fatal(err)
			}
			sameContents(t, contents(t, got), want)
		}
	})
}

func TestRestoreKeepsWhatItReplaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		fill(t, d, 10)
		path := filepath.Join(t.TempDir(), "b.vigie")
		if _, err := d.Backup(ctx, path); err != nil {
			t.Fatal(err)
		}
		backedUp := contents(t, d)
		fill(t, d, 10)
		lost := contents(t, d)
		where := d.Path
		if d.Engine == db.Postgres {
			where = addressOf(t, d)
		} else {
			d.Close()
		}
		opt := db.RestoreOptions{Aside: filepath.Join(t.TempDir(), "aside.vigie")}
		if _, _, err := db.Restore(ctx, path, where, opt); fault.KindOf(err) != fault.Clash {
			t.Fatalf("got %v, want a clash", err)
		}
		opt.Force = true
		_, aside, err := db.Restore(ctx, path, where, opt)
		if err != nil {
			t.Fatal(err)
		}
		now, err := db.Open(ctx, where, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer now.Close()
		sameContents(t, contents(t, now), backedUp)
		if d.Engine == db.Postgres {
			m, err := db.Verify(ctx, aside)
			if err != nil {
				t.Fatal(err)
			}
			sameContents(t, m.Tables, lost)
			return
		}
		old, err := db.Open(ctx, aside, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer old.Close()
		sameContents(t, contents(t, old), lost)
	})
}

func addressOf(t *testing.T, d *db.DB) string {
	t.Helper()
	name, err := db.Get[string](context.Background(), d, "SELECT CAST(current_database() AS TEXT)")
	if err != nil {
		t.Fatal(err)
	}
	server := os.Getenv("VIGIE_TEST_POSTGRES")
	return server[:strings.LastIndex(server, "/")+1] + name + "?sslmode=disable"
}

func TestVerifyNoticesEveryFlippedByte(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	fill(t, d, 50)
	dir := t.TempDir()
	path := filepath.Join(dir, "b.vigie")
	if _, err := d.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		at := rand.IntN(len(good))
		bad := append([]byte(nil), good...)
		bad[at] ^= 1 << rand.IntN(8)
		flipped := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(flipped, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Verify(ctx, flipped); fault.KindOf(err) != fault.Clash {
			t.Errorf("byte %d of %d flipped: got %v, want a clash", at, len(good), err)
		}
	}
	cut := filepath.Join(dir, "cut")
	if err := os.WriteFile(cut, good[:len(good)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Verify(ctx, cut); fault.KindOf(err) != fault.Clash {
		t.Errorf("cut in half: got %v, want a clash", err)
	}
}

func TestBackupNeverReplacesAFile(t *testing.T) {
	d := dbtest.SQLite(t)
	path := filepath.Join(t.TempDir(), "b.vigie")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Backup(context.Background(), path); fault.KindOf(err) != fault.Clash {
		t.Errorf("got %v, want a clash", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Errorf("got %q, want the file as it was", b)
	}
}

func TestCheckNamesWhatDoesNotHold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		fill(t, d, 5)
		if found, err := d.Check(ctx); err != nil || problems(found) != "" {
			t.Fatalf("got %s %v, want no problem", problems(found), err)
		}
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "UPDATE project SET version = 9 WHERE name_folded = 'projet 3'")
			if err == nil {
				_, err = db.Exec(ctx, tx, "UPDATE history SET data = '{}' WHERE version = 1 AND object IN (SELECT id FROM project WHERE name_folded = 'projet 2')")
			}
			if err == nil {
				_, err = db.Exec(ctx, tx, "UPDATE counter SET n = 3 WHERE name = 'id'")
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		found, err := d.Check(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := problems(found)
		for _, want := range []string{"its version 9 is not in the history", "is not what was written", "beyond the counter"} {
			if !strings.Contains(got, want) {
				t.Errorf("got %q, want %q in it", got, want)
			}
		}
	})
}

func TestTwoProcessesNeverTakeTheSameJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		const jobs = 60
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			for range jobs {
				if err := tx.Enqueue(ctx, "work", "{}", 0); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		taken := map[int64]int{}
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for {
					job, err := d.Claim(ctx, time.Minute)
					if fault.KindOf(err) == fault.Missing {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					taken[job.ID]++
					mu.Unlock()
					if err := d.Finish(ctx, job); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		for id, n := range taken {
			if n != 1 {
				t.Errorf("job %d was taken %d times", id, n)
			}
		}
		if len(taken) < jobs*9/10 { // a worker may leave while another holds the last ones
			t.Errorf("got %d jobs done, want %d", len(taken), jobs)
		}
	})
}

func TestASlotOfAScheduleIsTakenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		var mu sync.Mutex
		won := 0
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				due, err := d.Due(ctx, "nightly", 1000)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if due {
					won++
				}
			})
		}
		wg.Wait()
		if won != 1 {
			t.Errorf("got %d winners, want 1", won)
		}
		if due, err := d.Due(ctx, "nightly", 900); err != nil || due {
			t.Errorf("a slot before the last: got %t %v, want not due", due, err)
		}
		n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM job WHERE kind = 'nightly'")
		if err != nil || n != 1 {
			t.Errorf("got %d jobs %v, want 1", n, err)
		}
	})
}

func TestPruneKeepsHistoryAndItsChain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		fill(t, d, 10)
		fill(t, d, 10)
		if err := d.Prune(ctx, d.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM event"); err != nil || n != 0 {
			t.Errorf("got %d events %v, want none", n, err)
		}
		if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history"); err != nil || n != 20 {
			t.Errorf("got %d versions %v, want 20", n, err)
		}
		if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
			t.Errorf("chain: %v %v", bad, err)
		}
		fill(t, d, 1)
		if err := d.Prune(ctx, d.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM event"); err != nil || n == 0 {
			t.Errorf("got %d events %v, want the young ones kept", n, err)
		}
	})
}
