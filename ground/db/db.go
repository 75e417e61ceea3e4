// Package db is the one way to the database: one SQL text for SQLite and
// PostgreSQL, rows to structs, and one kind of write transaction that numbers
// every change, records its history, and tells the rest of the program.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver
	_ "modernc.org/sqlite"             // the SQLite driver
)

// Engine is the kind of database behind a DB.
type Engine uint8

// The engines.
const (
	SQLite Engine = iota
	Postgres
)

func (e Engine) String() string {
	if e == Postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

// DB is an open database. Reads go to many connections; writes on SQLite go
// through one.
type DB struct {
	Engine Engine
	Path   string // the file of a SQLite database, else empty

	write      *sql.DB
	read       *sql.DB
	now        func() time.Time
	ids        blocks
	seal       *seal
	stepsKnown int // steps of the schema that this program knows

	checkpoints *checkpointer // of SQLite, when it may write

	mu     sync.Mutex
	onBump func(change int64)
	beside func(ctx context.Context, into *DB) error
}

// Options of Open.
type Options struct {
	Now      func() time.Time // the clock; time.Now when nil
	ReadOnly bool             // refuse writes and do not migrate
}

// Open opens the database at where: a file path, or a postgres:// address. It
// does not touch the schema: see Migrate.
func Open(ctx context.Context, where string, opt Options) (*DB, error) {
	d := &DB{now: opt.Now}
	if d.now == nil {
		d.now = time.Now
	}
	steps, err := readMigrations()
	if err != nil {
		return nil, err
	}
	d.stepsKnown = len(steps)
	if IsPostgres(where) {
		err = d.openPostgres(where)
	} else {
		err = d.openSQLite(where, opt.ReadOnly)
	}
	if err != nil {
		return nil, err
	}
	if err := d.read.PingContext(ctx); err != nil {
		d.Close()
		return nil, fmt.Errorf("reaching the database: %w", err)
	}
	return d, nil
}

// IsPostgres reports whether where is a PostgreSQL address.
func IsPostgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

func (d *DB) openPostgres(where string) error {
	pool, err := sql.Open("pgx", where)
	if err != nil {
		return fmt.Errorf("opening PostgreSQL: %w", err)
	}
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(8)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	d.Engine, d.write, d.read = Postgres, pool, pool
	return nil
}

func (d *DB) openSQLite(path string, readOnly bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil && !readOnly {
		return fmt.Errorf("making the data folder: %w", err)
	}
	d.Engine, d.Path = SQLite, path
	base := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)"
	writer := base + fmt.Sprintf("&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-16000)&_pragma=wal_autocheckpoint(%d)", checkpointAlone)
	reader := base + "&_pragma=query_only(1)&_pragma=cache_size(-8000)"
	if readOnly {
		writer = reader
	}
	var err error
	if d.write, err = openPrepared(writer); err != nil {
		return fmt.Errorf("opening %s: %w", path, err)
	}
	d.write.SetMaxOpenConns(1)
	d.write.SetConnMaxIdleTime(0)
	if err := d.write.Ping(); err != nil {
		d.write.Close()
		return fmt.Errorf("opening %s: %w", path, err)
	}
	if d.read, err = openPrepared(reader); err != nil {
		return fmt.Errorf("opening %s: %w", path, err)
	}
	d.read.SetMaxOpenConns(8)
	d.read.SetMaxIdleConns(4)
	d.read.SetConnMaxIdleTime(10 * time.Second) // each has a cache of its own
	if !readOnly {
		d.startCheckpoints()
	}
	return nil
}

// Close ends all connections.
func (d *DB) Close() error {
	if d.Engine == Postgres {
		return d.write.Close()
	}
	d.checkpoints.close()
	var err error
	if d.read != nil {
		err = d.read.Close()
	}
	return errors.Join(err, d.write.Close())
}

// Now returns the time by the injected clock.
func (d *DB) Now() time.Time { return d.now() }

// Millis returns the time by the injected clock, in milliseconds since 1970 UTC.
func (d *DB) Millis() int64 { return d.now().UnixMilli() }

// Ping asks whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return classify(d.read.PingContext(ctx)) }

// OnChange calls f after every change committed by this process.
func (d *DB) OnChange(f func(change int64)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.onBump = f
}

// Querier reads: a DB, outside any transaction, or a Tx.
type Querier interface {
	query(ctx context.Context, sql string, args ...any) (*sql.Rows, error)
	exec(ctx context.Context, sql string, args ...any) (sql.Result, error)
	engine() Engine
}

func (d *DB) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return d.read.QueryContext(ctx, q, plain(args)...)
}

func (d *DB) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return d.write.ExecContext(ctx, q, plain(args)...)
}

func (d *DB) engine() Engine { return d.Engine }

// plain turns yes/no into the 1 and 0 that both engines store.
func plain(args []any) []any {
	for i, a := range args {
		if b, ok := a.(bool); ok {
			if b {
				args[i] = int64(1)
			} else {
				args[i] = int64(0)
			}
		}
	}
	return args
}
