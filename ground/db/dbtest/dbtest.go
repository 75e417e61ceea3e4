// Package dbtest gives each test a migrated database of its own, on both engines.
package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vigie/ground/db"
)

// Each runs the test on SQLite and on PostgreSQL. PostgreSQL is left out, with
// a word, where VIGIE_TEST_POSTGRES names no server; under CI that is a failure.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, Postgres(t)) })
}

// Now is the clock of test databases: noon of 22 November 2026, UTC, going on
// from there with real time.
func Now() func() time.Time {
	started := time.Now()
	return func() time.Time {
		return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Add(time.Since(started))
	}
}

// SQLite returns a new migrated database in a temporary file.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	start, err := sqliteStart()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vigie.db")
	if err := os.WriteFile(path, start, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

// Postgres returns a new migrated database on the test server.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	server := serverOf(t)
	start, err := postgresStart()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, create(t, server, start))
}

// Twins returns two new migrated SQLite databases with one key and clocks that stand
// still: where the same is done in both, both hold the same, under the same ids.
func Twins(t testing.TB) (a, b *db.DB) {
	t.Helper()
	start, err := sqliteStart()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	still := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	one, other := filepath.Join(dir, "one.db"), filepath.Join(dir, "other.db")
	if err := os.WriteFile(one, start, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := openAt(t, one, still).Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", one)
	if err == nil {
		_, err = raw.Exec("VACUUM INTO '" + other + "'")
	}
	if err = errors.Join(err, raw.Close()); err != nil {
		t.Fatal(err)
	}
	return openAt(t, one, still), openAt(t, other, still)
}

func open(t testing.TB, where string) *db.DB { return openAt(t, where, Now()) }

func openAt(t testing.TB, where string, now func() time.Time) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), where, db.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return d
}

var (
	serial   atomic.Int64
	adminMu  sync.Mutex
	adminOne *sql.DB
)

// PostgresURL makes an empty database on the test server, dropped when the
// test ends, and returns its address.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return create(t, serverOf(t), "template0")
}

// serverOf is the address of the test server.
func serverOf(t testing.TB) string {
	t.Helper()
	server := os.Getenv("VIGIE_TEST_POSTGRES")
	if server == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("VIGIE_TEST_POSTGRES names no PostgreSQL server; run the tests by make test")
		}
		t.Skip("left out: VIGIE_TEST_POSTGRES names no PostgreSQL server (make test starts one)")
	}
	return server
}

// create copies a database of the server for the time of a test.
func create(t testing.TB, server, from string) string {
	t.Helper()
	admin, err := adminOf(server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), serial.Add(1))
	if _, err := admin.Exec(createFrom(name, from)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return addressOf(server, name)
}

func createFrom(name, from string) string {
	return "CREATE DATABASE " + name + " TEMPLATE " + from + " ENCODING 'UTF8' LOCALE 'C.UTF-8' STRATEGY FILE_COPY"
}

func addressOf(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server // what cannot be read is refused when it is opened
	}
	u.Path = "/" + name
	return u.String()
}

func adminOf(server string) (*sql.DB, error) {
	adminMu.Lock()
	defer adminMu.Unlock()
	if adminOne == nil {
		var err error
		if adminOne, err = sql.Open("pgx", server); err != nil {
			return nil, err
		}
		adminOne.SetMaxOpenConns(4)
	}
	return adminOne, nil
}
