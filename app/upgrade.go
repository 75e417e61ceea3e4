package app

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/label"
)

// migrate upgrades the schema, after a backup of what was there. begin is
// called before the backup, and only when there is something to upgrade.
func migrate(ctx context.Context, d *db.DB, c *Config, log *slog.Logger, begin func() error) error {
	err := d.Migrate(ctx, func() error {
		if err := begin(); err != nil {
			return err
		}
		path := filepath.Join(c.backups(), "before-upgrade-"+stamp(d.Now())+backupEnd)
		log.Info("backing up before the upgrade of the schema", "file", path)
		_, err := d.Backup(ctx, path)
		if err == nil {
			log.Info("upgrading the schema", "way_back", path)
		}
		return err
	})
	if db.IsDamaged(err) {
		return db.Damaged(err)
	}
	return err
}

// front owns the address on which Vigie answers. While the schema is upgraded
// it tells people so; then the program takes the same listener over, and no
// connection is refused in between.
type front struct {
	config  Config
	console *Console
	shared  *lent
	server  *http.Server
	done    chan struct{}
}

// listen takes the address, or the listener that waited for the upgrade.
func (f *front) listen() (net.Listener, error) {
	if err := f.endUpgrade(); err != nil {
		return nil, err
	}
	if f.shared != nil {
		return f.shared.Listener, nil
	}
	return listen(f.config)
}

// beginUpgrade answers every request with the page that says to wait.
func (f *front) beginUpgrade(certificates *tls.Config, log *slog.Logger) error {
	l, err := listen(f.config)
	if err != nil {
		return err
	}
	f.shared, f.done = &lent{Listener: l}, make(chan struct{})
	f.server = newServer(http.HandlerFunc(upgrading), log)
	f.server.TLSConfig = certificates
	f.console.note(label.F("Upgrading the data first; %s says so meanwhile", "Mise à niveau des données d’abord ; %s l’indique en attendant", f.config.address(l.Addr())))
	go func() {
		defer close(f.done)
		if certificates != nil {
			f.server.ServeTLS(f.shared, "", "")
		} else {
			f.server.Serve(f.shared)
		}
	}()
	return nil
}

// endUpgrade stops answering, without giving the address back.
func (f *front) endUpgrade() error {
	if f.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := f.server.Shutdown(ctx); err != nil {
		f.server.Close()
	}
	<-f.done
	f.server = nil
	return f.shared.reclaim()
}

// close gives the address back after a start that did not succeed.
func (f *front) close() error {
	err := f.endUpgrade()
	if f.shared != nil {
		err = errors.Join(err, f.shared.Listener.Close())
	}
	return err
}

// lent is a listener that outlives the server it is lent to: closing it only
// ends the waiting for connections.
type lent struct{ net.Listener }

func (l *lent) Close() error { return l.until(time.Unix(1, 0)) }

func (l *lent) reclaim() error { return l.until(time.Time{}) }

func (l *lent) until(t time.Time) error {
	if d, ok := l.Listener.(interface{ SetDeadline(time.Time) error }); ok {
		return d.SetDeadline(t)
	}
	return nil
}

var (
	upgradeTitle = label.T("Vigie is being upgraded", "Vigie est en cours de mise à niveau")
	upgradeText  = label.T("Your data was backed up and is now brought to the new version. This page looks again by itself; nothing you saved is lost.",
		"Vos données ont été sauvegardées et passent à la nouvelle version. Cette page se rafraîchit seule ; rien de ce que vous avez enregistré n’est perdu.")
)

var upgradePage = template.Must(template.New("upgrade").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<title>{{.Title}}</title></head><body><main><h1>{{.Title}}</h1><p>{{.Text}}</p></main></body></html>
`))

// upgrading answers while the schema is upgraded: the process lives, and it is
// not ready.
func upgrading(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		healthy(w, r)
		return
	}
	lang := label.Parse(r.Header.Get("Accept-Language"))
	h := w.Header()
	h.Set("Retry-After", "5")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", lang.String())
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	title, text := upgradeTitle.In(lang), upgradeText.In(lang)
	if strings.HasPrefix(r.URL.Path, "/api/") {
		h.Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusServiceUnavailable)
		json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": title, "status": http.StatusServiceUnavailable, "detail": text})
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	upgradePage.Execute(w, map[string]string{"Lang": lang.String(), "Title": title, "Text": text})
}
