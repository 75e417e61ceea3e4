// Package vault keeps the backups of this server in their folder: it lists
// them, makes one, proves one, and hands one out. A name never leads out of the
// folder.
package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// End is what the names of backups end with; Nightly and Upgrade are what those
// begin with that are made every night, and before the schema is upgraded.
const (
	End     = ".vigie"
	Nightly = "nightly-"
	Upgrade = "before-upgrade-"
)

// Vault is the folder of the backups. It may not be there yet.
type Vault struct {
	DB     *db.DB
	Folder string
}

// Backup is one file.
type Backup struct {
	Name string
	Kind string // "nightly", "upgrade", or "manual" for one that somebody asked for
	Made int64  // milliseconds since 1970 UTC
	Size int64  // bytes
	Bad  bool   // it could not be proved, and counts as none
}

// List returns the backups, the newest first.
func (v *Vault) List() ([]Backup, error) {
	files, err := os.ReadDir(v.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the folder of the backups: %w", err)
	}
	var out []Backup
	for _, f := range files {
		name, bad := strings.CutSuffix(f.Name(), ".bad")
		if !f.Type().IsRegular() || !strings.HasSuffix(name, End) {
			continue
		}
		info, err := f.Info()
		if err != nil {
			continue // it went away meanwhile
		}
		out = append(out, Backup{f.Name(), kindOf(f.Name()), info.ModTime().UnixMilli(), info.Size(), bad})
	}
	slices.SortFunc(out, func(a, b Backup) int { return int(b.Made - a.Made) })
	return out, nil
}

func kindOf(name string) string {
	switch {
	case strings.HasPrefix(name, Nightly):
		return "nightly"
	case strings.HasPrefix(name, Upgrade):
		return "upgrade"
	}
	return "manual"
}

// Make backs the database up, and proves the backup. One that cannot be proved
// stays beside the good ones, for people to see.
func (v *Vault) Make(ctx context.Context, prefix string) (Backup, db.Manifest, error) {
	name := prefix + v.DB.Now().UTC().Format("20060102-150405") + End
	path := filepath.Join(v.Folder, name)
	if _, err := v.DB.Backup(ctx, path); err != nil {
		return Backup{}, db.Manifest{}, err
	}
	m, err := db.Verify(ctx, path)
	if err != nil {
		return Backup{}, m, errors.Join(err, os.Rename(path, path+".bad"))
	}
	info, err := os.Stat(path)
	if err != nil {
		return Backup{}, m, err
	}
	err = v.DB.NoteBackup(ctx, db.LastBackup{At: v.DB.Millis(), File: path, Size: info.Size(), Rows: m.Rows()})
	return Backup{Name: name, Kind: kindOf(name), Made: v.DB.Millis(), Size: info.Size()}, m, err
}

// Verify proves that a backup can be restored, by restoring it to a place of
// its own.
func (v *Vault) Verify(ctx context.Context, name string) (db.Manifest, error) {
	f, err := v.Open(name)
	if err != nil {
		return db.Manifest{}, err
	}
	f.Close()
	return db.Verify(ctx, filepath.Join(v.Folder, name))
}

// Open returns a backup to be read; a name that is none, or that leads out of
// the folder, is fault.NotFound.
func (v *Vault) Open(name string) (*os.File, error) {
	if name != filepath.Base(name) || !strings.HasSuffix(name, End) && !strings.HasSuffix(name, End+".bad") {
		return nil, fault.NotFound()
	}
	root, err := os.OpenRoot(v.Folder)
	if err != nil {
		return nil, fault.NotFound()
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, fault.NotFound()
	}
	return root.Open(name)
}
