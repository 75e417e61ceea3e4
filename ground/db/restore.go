package db

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

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
