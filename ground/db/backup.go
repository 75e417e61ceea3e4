package db

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
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

// unpack copies the database of a backup to a new file, without the seal, and
// makes sure that not one byte has changed.
func unpack(path, to string) error {
	in, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Conflict(label.F("There is no file %s", "Le fichier %s n’existe pas", path))
	}
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	size := info.Size() - int64(sealLength)
	if size <= 0 {
		return damaged(path, errors.New("it is too short"))
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	h := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(out, h), in, size); err != nil {
		return err
	}
	seal, err := io.ReadAll(bufio.NewReader(in))
	if err != nil {
		return err
	}
	if string(seal) != sealPrefix+hex.EncodeToString(h.Sum(nil))+"\n" {
		return damaged(path, errors.New("the seal does not match the content"))
	}
	return errors.Join(out.Sync(), out.Close())
}

// revive restores a backup to a file and makes sure, at the version at which it
// was made, that it holds what its manifest says; then it upgrades the copy to
// the schema of this program.
func revive(ctx context.Context, path, to string, now func() time.Time) (Manifest, error) {
	if err := unpack(path, to); err != nil {
		return Manifest{}, err
	}
	b, err := openFile(ctx, to, "_pragma=journal_mode(DELETE)", now)
	if err != nil {
		return Manifest{}, damaged(path, err)
	}
	m, err := b.examine(ctx, path)
	if err == nil {
		_, err = b.exec(ctx, "DROP TABLE "+manifestTable)
	}
	if err := errors.Join(err, b.Close()); err != nil {
		return m, err
	}
	full, err := Open(ctx, to, Options{Now: now})
	if err != nil {
		return m, err
	}
	if err := full.Migrate(ctx, nil); err != nil {
		return m, errors.Join(err, full.Close())
	}
	bad, err := full.VerifyChain(ctx)
	if err == nil && len(bad) > 0 {
		err = damaged(path, fmt.Errorf("change %d: %s", bad[0].Change, bad[0].What))
	}
	return m, errors.Join(err, full.Close())
}

// examine compares the database of a backup with its manifest.
func (d *DB) examine(ctx context.Context, path string) (Manifest, error) {
	var m Manifest
	text, err := Select[string](ctx, d, "SELECT manifest FROM "+manifestTable)
	if err != nil || len(text) != 1 {
		return m, damaged(path, errors.Join(errors.New("it has no manifest"), err))
	}
	if err := stdjson.Unmarshal([]byte(text[0]), &m); err != nil {
		return m, damaged(path, err)
	}
	said, err := Select[string](ctx, d, "PRAGMA integrity_check(5)")
	if err != nil || len(said) != 1 || said[0] != "ok" {
		return m, damaged(path, errors.Join(errors.New(strings.Join(said, "; ")), err))
	}
	is, err := d.manifest(ctx)
	if err != nil {
		return m, err
	}
	if is.Step != m.Step || is.Change != m.Change || is.Head != m.Head || len(is.Tables) != len(m.Tables) {
		return m, damaged(path, errors.New("it does not hold what its manifest says"))
	}
	for name, c := range m.Tables {
		if is.Tables[name] != c {
			return m, damaged(path, fmt.Errorf("the table %s does not hold what the manifest says", name))
		}
	}
	return m, nil
}

// Verify restores a backup to a temporary place and proves that it is whole:
// its seal, the integrity of the database, the rows and hash of every table,
// the hash chain of the history, and the upgrade to this program's schema.
func Verify(ctx context.Context, path string) (Manifest, error) {
	dir, err := os.MkdirTemp("", "vigie-verify-")
	if err != nil {
		return Manifest{}, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	return revive(ctx, path, filepath.Join(dir, "vigie.db"), time.Now)
}

// RestoreOptions say how to restore.
type RestoreOptions struct {
	Force    bool   // replace what is there, keeping it aside
	Aside    string // where to keep aside what was in a PostgreSQL database: a path that is free
	Now      func() time.Time
	Progress Progress
}

// Restore brings a backup back: to a SQLite file, or to a PostgreSQL address.
// The backup is verified before anything is touched. What is already there is
// refused, or, by force, kept aside at the path that is returned.
func Restore(ctx context.Context, path, where string, opt RestoreOptions) (m Manifest, aside string, err error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if !IsPostgres(where) {
		return restoreFile(ctx, path, where, opt)
	}
	dir, err := os.MkdirTemp("", "vigie-restore-")
	if err != nil {
		return m, "", err
	}
	defer os.RemoveAll(dir)
	unpacked := filepath.Join(dir, "vigie.db")
	if m, err = revive(ctx, path, unpacked, opt.Now); err != nil {
		return m, "", err
	}
	from, err := Open(ctx, unpacked, Options{Now: opt.Now})
	if err != nil {
		return m, "", err
	}
	defer from.Close()
	to, err := Open(ctx, where, Options{Now: opt.Now})
	if err != nil {
		return m, "", err
	}
	defer to.Close()
	if err := to.Migrate(ctx, nil); err != nil {
		return m, "", err
	}
	full, err := to.filled(ctx)
	if err != nil {
		return m, "", err
	}
	if full != "" {
		if !opt.Force {
			return m, "", notEmpty(full)
		}
		aside = opt.Aside
		if _, err := to.Backup(ctx, aside); err != nil {
			return m, "", fmt.Errorf("keeping aside what is there: %w", err)
		}
	}
	_, err = from.copyOver(ctx, to, opt.Progress)
	return m, aside, err
}

// restoreFile prepares the new database beside the old one and then puts it in
// its place, so that there is a whole one at any moment.
func restoreFile(ctx context.Context, path, where string, opt RestoreOptions) (m Manifest, aside string, err error) {
	_, err = os.Stat(where)
	there := err == nil
	if there && !opt.Force {
		return m, "", fault.Conflict(label.F(
			"There is already a database in %s. Nothing was changed; --force replaces it and keeps it aside",
			"Il y a déjà une base de données dans %s. Rien n’a été modifié ; --force la remplace et la garde de côté", where))
	}
	if err := os.MkdirAll(filepath.Dir(where), 0o700); err != nil {
		return m, "", err
	}
	part := where + ".part"
	removeDatabase(part)
	defer removeDatabase(part)
	if m, err = revive(ctx, path, part, opt.Now); err != nil {
		return m, "", err
	}
	if there {
		aside = where + ".before-restore-" + opt.Now().UTC().Format("20060102-150405")
		for _, end := range []string{"-wal", "-shm", ""} {
			if err := os.Rename(where+end, aside+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return m, "", fmt.Errorf("keeping aside what is there: %w", err)
			}
		}
	}
	return m, aside, publish(part, where)
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
