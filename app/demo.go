package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/demo"
)

// demonstrate serves a company that does not exist, from a folder of its own,
// which it fills the first time.
func demonstrate(o *options) action {
	c := newConfig("")
	c.Demo, c.Backups = true, 0
	o.settingText(&c.Data, "data", "vigie-demo", "FOLDER", label.T("folder of the demonstration, apart from any other", "dossier de la démonstration, à part de tout autre"))
	o.settingText(&c.Addr, "addr", "localhost:8080", "HOST:PORT", label.T("where to listen", "où écouter"))
	o.settingText(&c.LogLevel, "log-level", "warn", "LEVEL", label.T("debug, info, warn or error", "debug, info, warn ou error"))
	c.SessionIdle, c.SessionLife = 12*time.Hour, 24*time.Hour
	projects := o.text("projects", "60", "NUMBER", label.T("how many projects: 60, or up to 20000 to see a large portfolio", "combien de projets : 60, ou jusqu’à 20000 pour voir un grand portefeuille"))
	seed := o.text("seed", "1", "NUMBER", label.T("the same number makes the same company", "le même nombre donne la même entreprise"))
	return func(ctx context.Context, out *Console, args []string) error {
		if err := exactly(args, 0, label.T("demo takes options only", "demo n’attend que des options")); err != nil {
			return err
		}
		var want demo.Options
		var err error
		if want.Projects, err = strconv.Atoi(*projects); err != nil || want.Projects > 20000 {
			return misuse{label.T("--projects is a number from 60 to 20000", "--projects est un nombre de 60 à 20000")}
		}
		if want.Seed, err = strconv.ParseUint(*seed, 10, 64); err != nil {
			return misuse{label.T("--seed is a whole number", "--seed est un nombre entier")}
		}
		c.Version = out.Version
		if err := prepareDemo(ctx, out, c, want); err != nil {
			return err
		}
		return runServer(ctx, out, *c)
	}
}

// prepareDemo fills the folder, unless a demonstration is in it already.
// Anything else in it is left alone, and refused.
func prepareDemo(ctx context.Context, out *Console, c *Config, want demo.Options) error {
	names, err := namesIn(c.Data)
	if err != nil {
		return err
	}
	if slices.Contains(names, "vigie.db") {
		return isDemo(ctx, out, c)
	}
	for _, name := range names {
		if !slices.Contains(unfinished, name) && !(name == "files" && slices.Contains(names, unfinished[0])) {
			return refusedFolder(c)
		}
	}
	if err := prepareFolder(c.Data); err != nil {
		return err
	}
	unlock, err := lockFolder(c.Data)
	if err != nil {
		return err
	}
	defer unlock()
	return fillDemo(ctx, out, c, want)
}

// unfinished are the files of a demonstration that is being made.
var unfinished = []string{"filling.db", "filling.db-wal", "filling.db-shm", "vigie.lock"}

func namesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the folder of the demonstration: %w", err)
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, nil
}

func refusedFolder(c *Config) error {
	return fault.Conflict(label.F(
		"The folder %s holds something other than a demonstration, and is left as it is: name another one with --data",
		"Le dossier %s contient autre chose qu’une démonstration et reste tel quel : indiquez-en un autre avec --data", c.Data))
}

func isDemo(ctx context.Context, out *Console, c *Config) error {
	d, err := openDatabase(ctx, c) // also of an older version: the start upgrades it
	if err != nil {
		return err
	}
	ok, err := demo.IsDemo(ctx, d)
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	if !ok {
		return refusedFolder(c)
	}
	out.note(label.F("The demonstration in %s goes on; delete the folder to begin another", "La démonstration de %s continue ; supprimez le dossier pour en commencer une autre", c.Data))
	return nil
}

// fillDemo makes the database under another name, so that one that was not
// finished is never taken for a whole one.
func fillDemo(ctx context.Context, out *Console, c *Config, want demo.Options) error {
	began := time.Now()
	path := filepath.Join(c.Data, unfinished[0])
	for _, name := range unfinished[:3] {
		if err := os.Remove(filepath.Join(c.Data, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	now := time.Now
	if c.Now != nil {
		now = c.Now
	}
	// The engine would make a file that others may read.
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err == nil {
		f.Close()
	}
	clock := demo.NewClock(now())
	d, err := db.Open(ctx, path, db.Options{Now: clock.Now})
	if err != nil {
		return err
	}
	want.Progress = func(done, total int) {
		out.step(label.T("Making up the demonstration, month", "Préparation de la démonstration, mois"), int64(done), int64(total))
	}
	want.Files, err = placeOf(c, d)
	if err == nil {
		err = d.Migrate(ctx, nil)
	}
	if err == nil {
		err = demo.Fill(ctx, d, clock, want)
	}
	if err = errors.Join(err, d.Close()); err != nil {
		return err
	}
	if err := os.Rename(path, c.file()); err != nil {
		return err
	}
	out.note(label.F("A company that does not exist, with %d projects and %d months of history, is in %s (made in %s). The password of every account is %s",
		"Une entreprise qui n’existe pas, avec %d projets et %d mois d’historique, est dans %s (préparée en %s). Le mot de passe de tous les comptes est %s",
		want.Projects, demo.Months+1, c.Data, took(began), demo.Password))
	return nil
}
