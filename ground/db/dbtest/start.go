package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"vigie/ground/db"
)

// A migrated database is made once on each engine and copied for each test:
// the steps of the schema take longer than most tests. The copies have keys
// of their own, for none is left in what they are copied from.

// sqliteStart is the file of a migrated database, made once in a process.
var sqliteStart = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "vigie-start-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "vigie.db")
	if err := migrated(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// postgresStart is the name of a migrated database of the test server, made
// once for all processes that know the same schema.
var postgresStart = sync.OnceValues(func() (name string, err error) {
	ctx, server := context.Background(), os.Getenv("VIGIE_TEST_POSTGRES")
	schema, err := db.Schema()
	if err != nil {
		return "", err
	}
	admin, err := adminOf(server)
	if err != nil {
		return "", err
	}
	conn, err := admin.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	const one = 7161575
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", one); err != nil {
		return "", err
	}
	defer func() {
		_, unlock := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", one)
		err = errors.Join(err, unlock)
	}()
	name = "start_" + schema[:16]
	var there bool
	if err := conn.QueryRowContext(ctx, "SELECT count(*) > 0 FROM pg_database WHERE datname = $1", name).Scan(&there); err != nil || there {
		return name, err
	}
	half := name + "_half"
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + half + " WITH (FORCE)", createFrom(half, "template0")} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return "", err
		}
	}
	if err := migrated(addressOf(server, half)); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+half+" RENAME TO "+name)
	return name, err
})

// migrated makes the schema at where, without a key for the ids.
func migrated(where string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{Now: Now()})
	if err != nil {
		return err
	}
	if err := errors.Join(d.Migrate(ctx, nil), d.Close()); err != nil {
		return err
	}
	driver := "sqlite"
	if db.IsPostgres(where) {
		driver = "pgx"
	}
	raw, err := sql.Open(driver, where)
	if err != nil {
		return err
	}
	_, err = raw.ExecContext(ctx, "DELETE FROM setting WHERE key = 'id_key'")
	return errors.Join(err, raw.Close())
}
