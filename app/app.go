// Package app builds the program from its parts, once: Open, Close, and the
// table of commands. End-to-end tests begin here too.
package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// App is Vigie, built and ready to serve.
type App struct {
	DB  *db.DB
	Log *slog.Logger

	config  Config
	tls     *tls.Config
	sender  *mail.Sender // nil when no mail leaves
	parts   parts
	metrics *metrics
	idle    idleness
	handler http.Handler
	stop    []func(context.Context) error // in the order of building
	ending  context.Context               // done when the drain begins
	end     context.CancelFunc
	unlock  func()
	front   *front     // nil when nobody waits
	backing sync.Mutex // one nightly backup at a time
}

// Open builds everything: it prepares the data folder, opens the database,
// backs it up before an upgrade of its schema, and starts the workers. Either
// all of it works or an error is returned and nothing is left running.
func Open(ctx context.Context, c Config, log io.Writer) (*App, error) {
	return openBehind(ctx, c, log, nil)
}

// openBehind is Open; front, when not nil, answers people while the schema is
// upgraded.
func openBehind(ctx context.Context, c Config, log io.Writer, front *front) (*App, error) {
	a := &App{config: c, front: front, unlock: func() {}}
	a.ending, a.end = context.WithCancel(context.Background())
	if err := a.open(ctx, log); err != nil {
		return nil, errors.Join(err, a.Close(ctx))
	}
	return a, nil
}

func (a *App) open(ctx context.Context, log io.Writer) (err error) {
	if a.Log, err = newLog(log, a.config); err != nil {
		return err
	}
	if a.tls, err = certificate(a.config, time.Now); err != nil {
		return err
	}
	if a.sender, err = newSender(a.config); err != nil {
		return err
	}
	if err := prepareFolder(a.config.Data); err != nil {
		return err
	}
	if a.config.Database == "" {
		unlock, err := lockFolder(a.config.Data)
		if err != nil {
			return err
		}
		a.unlock = unlock
	}
	if a.DB, err = openDatabase(ctx, &a.config); err != nil {
		return err
	}
	if err := migrate(ctx, a.DB, &a.config, a.Log, a.announce); err != nil {
		return err
	}
	if err := a.assemble(ctx); err != nil {
		return err
	}
	known, err := patterns()
	if err != nil {
		return err
	}
	a.metrics = newMetrics(a.DB, known)
	if a.handler, err = a.routes(); err != nil {
		return err
	}
	a.startWork(ctx)
	return a.watchHeads()
}

// announce tells those who wait at the door that the schema is upgraded first.
func (a *App) announce() error {
	if a.front == nil {
		return nil
	}
	return a.front.beginUpgrade(a.tls, a.Log)
}

// Close stops what Open started, the last first. It waits for running work
// until ctx ends.
func (a *App) Close(ctx context.Context) error {
	a.end()
	var err error
	for i := len(a.stop) - 1; i >= 0; i-- {
		err = errors.Join(err, a.stop[i](ctx))
	}
	a.stop = nil
	if a.DB != nil {
		err = errors.Join(err, a.DB.Close())
		a.DB = nil
	}
	a.unlock()
	a.unlock = func() {}
	return err
}

// Handler answers every request: the API, the pages, and the health of the
// program.
func (a *App) Handler() http.Handler { return a.handler }

// openDatabase opens the database of the settings; a new file is for the user
// of the program alone.
func openDatabase(ctx context.Context, c *Config) (*db.DB, error) {
	if c.Database == "" {
		// The engine would make a file that others may read.
		if f, err := os.OpenFile(c.file(), os.O_CREATE|os.O_RDWR, 0o600); err == nil {
			f.Close()
		}
	}
	d, err := db.Open(ctx, c.file(), db.Options{Now: c.Now})
	if db.IsDamaged(err) {
		return nil, db.Damaged(err)
	}
	return d, err
}

// prepareFolder makes the data folder, or names what is wrong with it.
func prepareFolder(folder string) error {
	refuse := func(err error) error {
		return fault.Conflict(label.F(
			"The data folder %s cannot be used: give Vigie's user the right to write there, or name another one with --data",
			"Le dossier de données %s n’est pas utilisable : donnez à l’utilisateur de Vigie le droit d’y écrire, ou indiquez-en un autre avec --data", folder)).Because(err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return refuse(err)
	}
	probe, err := os.CreateTemp(folder, ".probe-*")
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || (err != nil && !isFull(err)) {
		return refuse(err)
	}
	if err == nil {
		probe.Close()
		os.Remove(probe.Name())
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format("20060102-150405") }

func newLog(w io.Writer, c Config) (*slog.Logger, error) {
	var level slog.Level
	if c.LogLevel != "" {
		if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
			return nil, misuse{label.F("--log-level is debug, info, warn or error, not %s", "--log-level vaut debug, info, warn ou error, et non %s", c.LogLevel)}
		}
	}
	o := &slog.HandlerOptions{Level: level}
	switch c.LogFormat {
	case "", "text":
		return slog.New(slog.NewTextHandler(w, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, o)), nil
	}
	return nil, misuse{label.F("--log-format is text or json, not %s", "--log-format vaut text ou json, et non %s", fmt.Sprint(c.LogFormat))}
}
