package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// existing opens the database that a command works on, which must be there and
// of this program's version. It is safe while a server runs on the same one.
func existing(ctx context.Context, c *Config) (*db.DB, error) {
	if c.Database == "" {
		if _, err := os.Stat(c.file()); err != nil {
			return nil, fault.Conflict(label.F(
				"There is no database in %s: name its folder with --data, or its address with --database",
				"Il n’y a pas de base de données dans %s : indiquez son dossier avec --data, ou son adresse avec --database", c.Data)).Because(err)
		}
	}
	d, err := db.Open(ctx, c.file(), db.Options{Now: c.Now})
	if err == nil {
		if err = d.Attach(ctx); err != nil {
			err = errors.Join(err, d.Close())
		}
	}
	if db.IsDamaged(err) {
		err = db.Damaged(err)
	}
	return d, err
}

// on runs a command on the existing database.
func on(c *Config, f func(ctx context.Context, out *Console, d *db.DB, args []string) error) action {
	return func(ctx context.Context, out *Console, args []string) error {
		d, err := existing(ctx, c)
		if err != nil {
			return err
		}
		if _, err := newDesk(c, d); err != nil { // so that copies hold the attachments
			return errors.Join(err, d.Close())
		}
		return errors.Join(f(ctx, out, d, args), d.Close())
	}
}

func backup(o *options) action {
	c := newConfig("")
	o.place(c)
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if len(args) > 1 {
			return misuse{label.T("backup takes the name of one file", "backup attend le nom d’un seul fichier")}
		}
		path := filepath.Join(c.backups(), "vigie-"+stamp(d.Now())+backupEnd)
		if len(args) == 1 {
			path = args[0]
		}
		began := time.Now()
		m, err := d.Backup(ctx, path)
		if err != nil {
			return err
		}
		out.print(label.F("%s: %d rows, up to change %d, in %s", "%s : %d lignes, jusqu’à la modification %d, en %s", path, m.Rows(), m.Change, took(began)))
		return nil
	})
}

func took(began time.Time) string { return time.Since(began).Round(10 * time.Millisecond).String() }

func backupVerify(*options) action {
	return func(ctx context.Context, out *Console, args []string) error {
		if err := exactly(args, 1, label.T("name the file of the backup", "indiquez le fichier de la sauvegarde")); err != nil {
			return err
		}
		began := time.Now()
		m, err := db.Verify(ctx, args[0])
		if err != nil {
			return err
		}
		out.print(label.F("%s is good: made %s from %s, %d rows in %d tables, up to change %d; restored and compared in %s",
			"%s est bonne : faite le %s depuis %s, %d lignes dans %d tables, jusqu’à la modification %d ; restaurée et comparée en %s",
			args[0], time.UnixMilli(m.Made).Format("2006-01-02 15:04:05"), m.Engine, m.Rows(), len(m.Tables), m.Change, took(began)))
		return nil
	}
}

func restore(o *options) action {
	c := newConfig("")
	o.place(c)
	force := o.yes("force", label.T("replace the database that is there; it is kept aside", "remplacer la base de données présente ; elle est gardée de côté"))
	return func(ctx context.Context, out *Console, args []string) error {
		if err := exactly(args, 1, label.T("name the file of the backup", "indiquez le fichier de la sauvegarde")); err != nil {
			return err
		}
		if err := prepareFolder(c.Data); err != nil {
			return err
		}
		unlock, err := lockFolder(c.Data)
		if err != nil {
			return err
		}
		defer unlock()
		began := time.Now()
		m, aside, err := db.Restore(ctx, args[0], c.file(), db.RestoreOptions{
			Force: *force, Aside: filepath.Join(c.backups(), "before-restore-"+stamp(time.Now())+backupEnd),
			Progress: func(done, total int64) { out.step(label.T("rows", "lignes"), done, total) },
		})
		if err != nil {
			return err
		}
		out.print(label.F("Restored into %s: %d rows, up to change %d, in %s", "Restauré dans %s : %d lignes, jusqu’à la modification %d, en %s", hidePassword(c.file()), m.Rows(), m.Change, took(began)))
		if aside != "" {
			out.print(label.F("What was there is kept in %s", "Ce qui s’y trouvait est gardé dans %s", aside))
		}
		return noteRestore(ctx, c, filepath.Base(args[0]))
	}
}

// noteRestore leaves it in the audit of what was restored. A backup of an older
// version is upgraded by the next start, before which nothing can be written.
func noteRestore(ctx context.Context, c *Config, file string) error {
	d, err := existing(ctx, c)
	if err != nil {
		return nil
	}
	who := access.System("command")
	_, err = d.Update(ctx, who.Origin(), func(tx *db.Tx) error { return access.Audit(ctx, tx, who, access.Restored, file) })
	return errors.Join(err, d.Close())
}

func copyTo(o *options) action {
	c := newConfig("")
	o.place(c)
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if err := exactly(args, 1, label.T("name the target: postgres://user@host/name, or the file of a new SQLite database", "indiquez la cible : postgres://utilisateur@hôte/base, ou le fichier d’une nouvelle base SQLite")); err != nil {
			return err
		}
		began := time.Now()
		to, err := db.Open(ctx, args[0], db.Options{Now: c.Now})
		if err != nil {
			return err
		}
		defer to.Close()
		if err := to.Migrate(ctx, nil); err != nil {
			return err
		}
		contents, err := d.CopyTo(ctx, to, func(done, total int64) { out.step(label.T("rows", "lignes"), done, total) })
		if err != nil {
			return err
		}
		var rows int64
		for _, t := range contents {
			rows += t.Rows
		}
		out.print(label.F("Copied to %s: %d rows in %d tables, counted and compared on both sides, in %s",
			"Copié vers %s : %d lignes dans %d tables, comptées et comparées des deux côtés, en %s", hidePassword(args[0]), rows, len(contents), took(began)))
		return nil
	})
}

// recounts are what the rooms count again when the database is checked.
var recounts []db.Recount

func check(o *options) action {
	c := newConfig("")
	o.place(c)
	o.headKey(c)
	heads := o.text("heads", "", "FILE", label.T("compare with the heads that left: the file of --audit-heads, a log or a saved letter", "comparer aux têtes parties : le fichier de --audit-heads, un journal ou un courriel enregistré"))
	known := o.text("heads-key", "", "KEY,...", label.T("the public keys that signed them; that of the data folder when absent", "les clés publiques qui les ont signées ; celle du dossier de données par défaut"))
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if err := exactly(args, 0, label.T("check takes no argument", "check n’attend pas d’argument")); err != nil {
			return err
		}
		desk, err := newDesk(c, d)
		if err != nil {
			return err
		}
		found, err := d.Check(ctx, append(slices.Clone(recounts), desk.Recount())...)
		wrong := 0
		for _, f := range found {
			if len(f.Problems) == 0 {
				out.print(label.F("good   %s", "bon    %s", f.Name))
				continue
			}
			out.print(label.F("WRONG  %s", "FAUX   %s", f.Name))
			for _, p := range f.Problems {
				out.print(label.F("       - %s", "       - %s", p))
			}
			wrong += len(f.Problems)
		}
		if err != nil {
			return err
		}
		if *heads != "" {
			n, err := checkHeads(ctx, out, d, c, *heads, *known)
			if err != nil {
				return err
			}
			wrong += n
		}
		if err := tellLastBackup(ctx, out, d); err != nil {
			return err
		}
		if wrong > 0 {
			return fault.Conflict(label.F("%d problems were found; the last good backup is the way back: vigie restore FILE --force", "%d problèmes trouvés ; la dernière bonne sauvegarde permet de revenir en arrière : vigie restore FICHIER --force", wrong))
		}
		return nil
	})
}

func tellLastBackup(ctx context.Context, out *Console, d *db.DB) error {
	last, err := d.LastBackup(ctx)
	if err != nil {
		return err
	}
	if last.At == 0 {
		out.print(label.T("       No nightly backup has been made and verified yet", "       Aucune sauvegarde nocturne n’a encore été faite et vérifiée"))
		return nil
	}
	out.print(label.F("       Last nightly backup made and verified: %s, %s", "       Dernière sauvegarde nocturne faite et vérifiée : %s, %s", time.UnixMilli(last.At).Format("2006-01-02 15:04"), last.File))
	return nil
}

const (
	backupEnd   = ".vigie"
	nightlyName = "nightly-"
)

// nightly makes a backup, proves it, remembers that, and removes the oldest
// ones beyond the number to keep. A backup that cannot be proved stays beside
// the good ones, for people to see, and counts as none.
func (a *App) nightly(ctx context.Context, _ db.Job) error {
	if n, err := a.DB.LastChange(ctx); err != nil || n == 0 {
		return err // nothing was ever written
	}
	a.backing.Lock()
	defer a.backing.Unlock()
	path := freeName(a.config.backups(), nightlyName+stamp(a.DB.Now()))
	m, err := a.DB.Backup(ctx, path)
	if err != nil {
		return err
	}
	if _, err := db.Verify(ctx, path); err != nil {
		return errors.Join(err, os.Rename(path, path+".bad"))
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := a.DB.NoteBackup(ctx, db.LastBackup{At: a.DB.Millis(), File: path, Size: info.Size(), Rows: m.Rows()}); err != nil {
		return err
	}
	a.Log.Info("nightly backup made and verified", "file", path, "bytes", info.Size(), "rows", m.Rows())
	return removeOldest(a.config.backups(), a.config.Backups)
}

// freeName is the path of a new backup: names go by the second, and two backups
// may be made in one.
func freeName(folder, name string) string {
	path := filepath.Join(folder, name+backupEnd)
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, backupEnd))
	}
}

// removeOldest keeps the last nightly backups, and no others of that name.
func removeOldest(folder string, keep int) error {
	files, err := os.ReadDir(folder) // sorted by name, and so by time
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f os.DirEntry) bool {
		return !strings.HasPrefix(f.Name(), nightlyName) || !strings.HasSuffix(f.Name(), backupEnd)
	})
	for len(files) > keep {
		if err := os.Remove(filepath.Join(folder, files[0].Name())); err != nil {
			return fmt.Errorf("removing an old backup: %w", err)
		}
		files = files[1:]
	}
	return nil
}
