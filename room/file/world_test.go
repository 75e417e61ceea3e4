package file_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/file"
	"vigie/room/project"
)

var ctx = context.Background()

// world is a database with one project, and a desk over it.
type world struct {
	t       testing.TB
	d       *db.DB
	who     access.Who
	project int64
	desk    *file.Desk
}

func newWorld(t testing.TB, d *db.DB, place file.Place) *world {
	t.Helper()
	w := &world{t: t, d: d, who: access.System("test")}
	w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministère"), field.Seed(ctx, tx, w.who))
	})
	root, err := access.Root(ctx, d)
	w.must(err)
	c, err := field.Load(ctx, d, "project")
	w.must(err)
	w.update(func(tx *db.Tx) error {
		p, err := project.Change(ctx, tx, w.who, c, project.Edit{Values: field.Values{"name": field.Str("P"), "unit": field.Int(root.ID)}})
		if err == nil {
			w.project = p.ID
		}
		return err
	})
	if place == nil {
		place = file.Rows{DB: d}
	}
	w.desk = file.NewDesk(d, place)
	w.desk.Log = slog.New(slog.DiscardHandler)
	return w
}

func each(t *testing.T, f func(t *testing.T, w *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d, nil)) })
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(tx *db.Tx) error) {
	w.t.Helper()
	_, err := w.d.Update(ctx, w.who.Origin(), f)
	w.must(err)
}

func (w *world) try(name string, content []byte) (file.Listed, error) {
	return w.desk.Add(ctx, w.who, file.Upload{Project: w.project, Name: name, Content: bytes.NewReader(content), Size: int64(len(content))}, w.who.Origin())
}

func (w *world) add(name string, content []byte) file.Listed {
	w.t.Helper()
	f, err := w.try(name, content)
	w.must(err)
	return f
}

func (w *world) read(id int64) []byte {
	w.t.Helper()
	_, in, err := w.desk.Open(ctx, w.who, w.project, id)
	w.must(err)
	defer in.Close()
	b, err := io.ReadAll(in)
	w.must(err)
	return b
}

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// person returns an administrator who is a person.
func (w *world) person() access.Who {
	w.t.Helper()
	var a access.Account
	w.update(func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: "ann", Name: "Ann", Language: "en"}, ""); err != nil {
			return err
		}
		return access.Administrator(ctx, tx, w.who, a.ID)
	})
	who, err := access.Load(ctx, w.d, a.ID, "web")
	w.must(err)
	return who
}
