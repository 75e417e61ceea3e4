package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	stdjson "encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// A backup is one file: a SQLite database with every table, whichever engine
// it was made from; a manifest of what it holds, in a table of its own; and,
// after the last page, where SQLite does not look, a seal over every byte. It
// opens in any tool that reads SQLite, and restores onto either engine.

// Manifest says what a backup holds.
type Manifest struct {
	Made   int64              `json:"made"`   // milliseconds since 1970 UTC
	Engine string             `json:"engine"` // of the database it was made from
	Step   int64              `json:"step"`   // of the schema
	Change int64              `json:"change"` // the last one in it
	Head   string             `json:"head"`   // of the hash chain
	Tables map[string]Content `json:"tables"`
}

// Rows is how many rows the backup holds in all.
func (m Manifest) Rows() int64 {
	var n int64
	for _, c := range m.Tables {
		n += c.Rows
	}
	return n
}

const (
	manifestTable = "vigie_backup"
	sealPrefix    = "\nvigie backup sha256 "
	sealLength    = len(sealPrefix) + 64 + 1
)

// Backup writes the database as it is now into a new file, while others write
// on. The file is there whole or not at all.
func (d *DB) Backup(ctx context.Context, path string) (Manifest, error) {
	if _, err := os.Stat(path); err == nil {
		return Manifest{}, fault.Conflict(label.F("%s is already there", "%s existe déjà", path))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Manifest{}, fmt.Errorf("making the folder of the backup: %w", err)
	}
	if _, err := d.known(ctx); err != nil {
		return Manifest{}, err
	}
	part := path + ".part"
	removeDatabase(part)
	defer removeDatabase(part)
	m, err := d.writeBackup(ctx, part)
	if err != nil {
		return Manifest{}, fmt.Errorf("writing the backup: %w", classify(err))
	}
	if err := sealFile(part); err != nil {
		return Manifest{}, fmt.Errorf("sealing the backup: %w", err)
	}
	return m, publish(part, path)
}

func (d *DB) writeBackup(ctx context.Context, part string) (Manifest, error) {
	if d.Engine == SQLite {
		if err := d.vacuumInto(ctx, part); err != nil {
			return Manifest{}, err
		}
	} else if err := d.copyIntoFile(ctx, part); err != nil {
		return Manifest{}, err
	}
	b, err := openFile(ctx, part, "_pragma=journal_mode(DELETE)&_pragma=synchronous(OFF)", d.now)
	if err != nil {
		return Manifest{}, err
	}
	defer b.Close()
	if err := d.copyBeside(ctx, b); err != nil {
		return Manifest{}, err
	}
	m, err := b.manifest(ctx)
	if err != nil {
		return Manifest{}, err
	}
	m.Engine = d.Engine.String()
	text, err := stdjson.Marshal(m)
	if err != nil {
		return Manifest{}, err
	}
	if _, err := b.exec(ctx, "CREATE TABLE "+manifestTable+" (manifest TEXT NOT NULL)"); err != nil {
		return Manifest{}, err
	}
	_, err = b.exec(ctx, "INSERT INTO "+manifestTable+" (manifest) VALUES ($1)", string(text))
	return m, err
}

// vacuumInto uses a connection of its own: it reads one instant while the
// writer goes on.
func (d *DB) vacuumInto(ctx context.Context, part string) error {
	own, err := openFile(ctx, d.Path, "_pragma=busy_timeout(10000)", d.now)
	if err != nil {
		return err
	}
	defer own.Close()
	_, err = own.exec(ctx, "VACUUM INTO $1", part)
	return err
}

// copyIntoFile makes a SQLite file of the schema that the database has now,
// which before an upgrade is an older one, and copies everything into it.
func (d *DB) copyIntoFile(ctx context.Context, part string) error {
	steps, err := d.steps(ctx)
	if err != nil {
		return err
	}
	file, err := Open(ctx, part, Options{Now: d.now})
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.exec(ctx, "CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		return err
	}
	for _, m := range steps {
		if err := file.apply(ctx, m); err != nil {
			return err
		}
	}
	_, err = d.copyOver(ctx, file, nil)
	return err
}

// openFile opens a SQLite file on one connection, with what else its address
// says.
func openFile(ctx context.Context, path, query string, now func() time.Time) (*DB, error) {
	pool, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+query)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{Engine: SQLite, Path: path, write: pool, read: pool, now: now}, nil
}

// manifest counts and hashes what the database holds.
func (d *DB) manifest(ctx context.Context) (Manifest, error) {
	m := Manifest{Made: d.Millis(), Engine: d.Engine.String()}
	head, err := Get[headRow](ctx, d, "SELECT n, hash FROM counter WHERE name = 'change'")
	if err != nil {
		return m, err
	}
	m.Change, m.Head = head.N, head.Hash
	steps, err := d.steps(ctx)
	if err != nil {
		return m, err
	}
	m.Step = int64(len(steps))
	all, err := tablesOf(steps)
	if err != nil {
		return m, err
	}
	m.Tables = map[string]Content{}
	for _, t := range all {
		if m.Tables[t.name], err = contentOf(ctx, d.read, t); err != nil {
			return m, fmt.Errorf("reading the table %s: %w", t.name, err)
		}
	}
	return m, nil
}

func sealFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if _, err := f.WriteString(sealPrefix + hex.EncodeToString(h.Sum(nil)) + "\n"); err != nil {
		return err
	}
	if err := f.Chmod(0o600); err != nil {
		return err
	}
	return f.Sync()
}

// publish gives a finished file its name, and makes sure that a power cut does
// not take it away again.
func publish(part, path string) error {
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

func removeDatabase(path string) {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		os.Remove(path + end)
	}
}

func damaged(path string, why error) error {
	return fault.Conflict(label.F(
		"The backup %s is damaged or is no backup of Vigie; use another one",
		"La sauvegarde %s est abîmée ou n’est pas une sauvegarde de Vigie ; utilisez-en une autre", path)).Because(why)
}

// LastBackup is the last one that was made and verified.
type LastBackup struct {
	At   int64  `json:"at"` // milliseconds since 1970 UTC; 0 for never
	File string `json:"file"`
	Size int64  `json:"size"` // bytes
	Rows int64  `json:"rows"`
}

// LastBackup returns what NoteBackup was last told.
func (d *DB) LastBackup(ctx context.Context) (LastBackup, error) {
	var last LastBackup
	text, err := Select[string](ctx, d, "SELECT value FROM setting WHERE key = 'last_backup'")
	if err != nil || len(text) == 0 {
		return last, err
	}
	err = stdjson.Unmarshal([]byte(text[0]), &last)
	return last, err
}

// NoteBackup remembers that a backup was made and verified.
func (d *DB) NoteBackup(ctx context.Context, last LastBackup) error {
	text, err := stdjson.Marshal(last)
	if err != nil {
		return err
	}
	return d.retry(ctx, func() error {
		_, err := d.exec(ctx, "INSERT INTO setting (key, value) VALUES ('last_backup', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", string(text))
		return err
	})
}
