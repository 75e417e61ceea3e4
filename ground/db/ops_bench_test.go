package db_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

// BenchmarkWholeDatabase times what is done to all of it, with 10,000 projects
// and 20 versions of each.
func BenchmarkWholeDatabase(b *testing.B) {
	ctx := context.Background()
	d := dbtest.SQLite(b)
	fill(b, d, 10_000)
	ids, err := db.Select[int64](ctx, d, "SELECT id FROM project")
	if err != nil {
		b.Fatal(err)
	}
	for v := range 19 {
		if _, err := d.Update(ctx, db.Origin{Via: "test", On: day.Day(739000 + 30*v)}, func(tx *db.Tx) error {
			for _, id := range ids {
				tx.Record(db.Version{Entity: "project", Object: id, Version: int64(v + 2), Data: fmt.Sprintf(`{"name":"Projet %d","description":"%0600d"}`, id, v)})
			}
			_, err := db.Exec(ctx, tx, "UPDATE project SET version = $1", v+2)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
	server := dbtest.Postgres(b)
	for b.Loop() {
		dir := b.TempDir()
		timed := func(what string, f func() error) {
			began := time.Now()
			if err := f(); err != nil {
				b.Fatal(what, err)
			}
			b.Logf("%-32s %6.2f s", what, time.Since(began).Seconds())
		}
		file := filepath.Join(dir, "b.vigie")
		timed("backup", func() error { _, err := d.Backup(ctx, file); return err })
		if info, err := os.Stat(file); err == nil {
			b.Logf("%-32s %6.1f MB", "size of the backup", float64(info.Size())/1e6)
		}
		timed("verify", func() error { _, err := db.Verify(ctx, file); return err })
		timed("restore", func() error {
			_, _, err := db.Restore(ctx, file, filepath.Join(dir, "r.db"), db.RestoreOptions{})
			return err
		})
		timed("check", func() error { _, err := d.Check(ctx); return err })
		timed("copy to PostgreSQL, compared", func() error { _, err := d.CopyTo(ctx, server, nil); return err })
		timed("backup of PostgreSQL", func() error { _, err := server.Backup(ctx, filepath.Join(dir, "p.vigie")); return err })
	}
}
