package vault

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

func TestABackupIsMadeProvedListedAndHandedOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		v := &Vault{DB: d, Folder: filepath.Join(t.TempDir(), "backups")}
		if list, err := v.List(); err != nil || len(list) != 0 {
			t.Fatalf("before the first: got %v %v", list, err)
		}
		made, m, err := v.Make(context.Background(), "vigie-")
		if err != nil || m.Rows() == 0 {
			t.Fatal(made, err)
		}
		list, err := v.List()
		if err != nil || len(list) != 1 || list[0].Name != made.Name || list[0].Size == 0 || list[0].Kind != "manual" {
			t.Errorf("got %+v %v, want %s", list, err, made.Name)
		}
		if last, err := d.LastBackup(context.Background()); err != nil || last.Size != list[0].Size {
			t.Errorf("got %+v %v as the last", last, err)
		}
		f, err := v.Open(made.Name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if n, err := io.Copy(io.Discard, f); err != nil || n != list[0].Size {
			t.Errorf("got %d bytes, %v", n, err)
		}
		spoil(t, filepath.Join(v.Folder, made.Name))
		if _, err := v.Verify(context.Background(), made.Name); err == nil {
			t.Error("a spoilt backup is taken for a good one")
		}
	})
}

func spoil(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNoNameLeadsOutOfTheFolder(t *testing.T) {
	folder := t.TempDir()
	v := &Vault{Folder: filepath.Join(folder, "backups")}
	os.Mkdir(v.Folder, 0o700)
	secret := filepath.Join(folder, "secret.vigie")
	os.WriteFile(secret, []byte("secret"), 0o600)
	os.Symlink(secret, filepath.Join(v.Folder, "link.vigie"))
	os.Mkdir(filepath.Join(v.Folder, "folder.vigie"), 0o700)
	os.WriteFile(filepath.Join(v.Folder, "vigie.db"), []byte("database"), 0o600)
	for _, name := range []string{"", ".", "..", "../secret.vigie", "..%2fsecret.vigie", `..\secret.vigie`, secret, "link.vigie", "folder.vigie", "vigie.db", "none.vigie", "a/../../secret.vigie", "\x00.vigie"} {
		f, err := v.Open(name)
		if fault.KindOf(err) != fault.Missing || err == nil {
			t.Errorf("%q: got %v %v, want not found", name, f, err)
		}
	}
	if list, err := v.List(); err != nil || len(list) != 0 {
		t.Errorf("got %v %v, want only files that are backups", list, err)
	}
}
