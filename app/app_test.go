package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

// started opens an app on a new folder.
func started(t *testing.T) *App {
	t.Helper()
	c := newConfig("test")
	c.Data, c.Backups = filepath.Join(t.TempDir(), "data"), 2
	c.SessionIdle, c.SessionLife = time.Minute, time.Hour
	a, err := Open(t.Context(), *c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return a
}

// run runs a command line and returns its exit code and what it printed.
func run(t *testing.T, env map[string]string, args ...string) (code int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Run(t.Context(), Console{In: strings.NewReader(""), Out: &o, Err: &e, Version: "test", Env: func(k string) string { return env[k] }}, args)
	return code, o.String(), e.String()
}

var french = map[string]string{"LANG": "fr_FR.UTF-8"}

func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	a := started(t)
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/", "/projects/x", "/nothing.js", "/api/v1/me", "/api/v1/nothing", "/api/v1/setup"} {
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		h := w.Result().Header
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
			t.Errorf("%s: got %v, want nosniff and a referrer policy", path, h)
		}
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: got policy %q", path, csp)
		}
		if isProgram(path) && !strings.Contains(h.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: got Cache-Control %q, want no-store", path, h.Get("Cache-Control"))
		}
		if w.Code >= 500 {
			t.Errorf("%s: got status %d", path, w.Code)
		}
	}
}

func TestMetricsAreToldApartByRouteNotByObject(t *testing.T) {
	a := started(t)
	for i := range 5 {
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprint("/api/v1/users/", i), nil))
		a.Handler().ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprint("/page/", i), nil))
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	body := w.Body.String()
	if !strings.Contains(body, `route="/api/v1/users/{id}"`) || !strings.Contains(body, `vigie_db_up 1`) || strings.Contains(body, "/page/") {
		t.Errorf("got %s", body)
	}
}

func TestASlowClientIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		l := &oneConn{conn: make(chan net.Conn, 1), closed: make(chan struct{})}
		l.conn <- far
		server := newServer(http.NotFoundHandler(), quietLog())
		go server.Serve(l)
		began := time.Now()
		dripped := make(chan struct{})
		go func() {
			defer close(dripped)
			for _, b := range []byte("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") {
				if _, err := near.Write([]byte{b}); err != nil {
					return
				}
				time.Sleep(time.Second)
			}
		}()
		io.Copy(io.Discard, near) // ends when the server hangs up
		if took := time.Since(began); took > 15*time.Second {
			t.Errorf("a client that drips its header was kept for %s", took)
		}
		near.Close()
		server.Close()
		<-dripped
	})
}

// oneConn is a listener with one connection.
type oneConn struct {
	conn   chan net.Conn
	closed chan struct{}
}

func (l *oneConn) Accept() (net.Conn, error) {
	select {
	case c := <-l.conn:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}
func (l *oneConn) Close() error   { close(l.closed); return nil }
func (l *oneConn) Addr() net.Addr { return &net.TCPAddr{} }

func TestAPanicIsAnsweredAndOthersGoOn(t *testing.T) {
	a := started(t)
	var log bytes.Buffer
	var err error
	if a.Log, err = newLog(&log, Config{}); err != nil {
		t.Fatal(err)
	}
	h := a.recovered(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/boom" {
			panic("boom")
		}
	}))
	r := httptest.NewRequest("GET", "/boom", nil)
	r.Header.Set("Accept-Language", "fr")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	id, _, _ := strings.Cut(log.String()[strings.Index(log.String(), "id=")+3:], " ")
	if w.Code != 500 || !strings.Contains(w.Body.String(), "Erreur interne") || !strings.Contains(w.Body.String(), id) || strings.Contains(w.Body.String(), "boom") {
		t.Errorf("got %d %s, want 500 in French with the number %s and not the cause", w.Code, w.Body, id)
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 200 {
		t.Errorf("afterwards: got %d, want 200", w.Code)
	}
}

func TestTheSignalToStopLetsRequestsEnd(t *testing.T) {
	a := started(t)
	entered := make(chan struct{}, 2)
	a.handler = a.guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		if r.URL.Path == "/api/v1/events" {
			<-r.Context().Done() // live updates end at once
			return
		}
		time.Sleep(300 * time.Millisecond)
		io.WriteString(w, "whole")
	}))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, l) }()
	answers := make(chan string, 2)
	for _, path := range []string{"/slow", "/api/v1/events"} {
		go func() {
			r, err := http.Get("http://" + l.Addr().String() + path)
			if err != nil {
				answers <- err.Error()
				return
			}
			defer r.Body.Close()
			b, _ := io.ReadAll(r.Body)
			answers <- string(b)
		}()
	}
	<-entered
	<-entered
	began := time.Now()
	stop()
	if got := <-answers + <-answers; got != "whole" {
		t.Errorf("got %q, want the whole answer, and the stream ended", got)
	}
	if err := <-served; err != nil || time.Since(began) > 5*time.Second {
		t.Errorf("stopped after %s: %v", time.Since(began), err)
	}
	if _, err := http.Get("http://" + l.Addr().String()); err == nil {
		t.Error("it still answers after the stop")
	}
}

func TestAFailedStartNeverServes(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), filepath.Join(dir, "vigie.db"), db.Options{})
	if err == nil {
		err = d.Migrate(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error {
		_, err := db.Exec(t.Context(), tx, "INSERT INTO migration (number, name, checksum, at) VALUES (9999, '9999_later.sql', 'x', 0)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	d.Close()
	code, out, said := run(t, french, "serve", "--data", dir, "--addr", "127.0.0.1:0")
	if code != exitFailure || out != "" || !strings.Contains(said, "version plus récente") {
		t.Errorf("got %d %q %q, want 1 and the reason in French", code, out, said)
	}
}

func TestAFolderThatCannotBeUsedIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{file, filepath.Join(file, "below"), "/proc/vigie"} {
		code, _, said := run(t, nil, "serve", "--data", folder, "--addr", "127.0.0.1:0")
		if code != exitFailure || !strings.Contains(said, "The data folder "+folder+" cannot be used") {
			t.Errorf("%s: got %d %q, want it named", folder, code, said)
		}
	}
}

func TestTheDataFolderIsForItsOwnerOnly(t *testing.T) {
	a := started(t)
	for path, want := range map[string]os.FileMode{a.config.Data: 0o700, a.config.file(): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
}

func TestASecondServerOnTheFolderIsRefused(t *testing.T) {
	a := started(t)
	if _, err := Open(t.Context(), a.config, io.Discard); fault.KindOf(err) != fault.Clash {
		t.Errorf("a second server: got %v, want a clash", err)
	}
	code, _, said := run(t, nil, "restore", "any", "--force", "--data", a.config.Data)
	if code != exitFailure || !strings.Contains(said, "already running") {
		t.Errorf("a restore under it: got %d %q", code, said)
	}
}

func TestADamagedDatabaseIsNamedWithTheWayBack(t *testing.T) {
	a := started(t)
	file, config := a.config.file(), a.config
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	copy(b, "not a database at all")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), config, io.Discard); fault.KindOf(err) != fault.Clash || !strings.Contains(err.Error(), "vigie restore FILE --force") {
		t.Errorf("got %v, want the way back", err)
	}
}

func TestTheNightlyBackupIsProvedAndTheOldestGo(t *testing.T) {
	a := started(t)
	if _, err := a.DB.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error { tx.Touch("x", 1); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(a.config.backups(), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"nightly-20200101-000000.vigie", "nightly-20200102-000000.vigie", "mine.vigie", "before-upgrade-20200101-000000.vigie"} {
		if err := os.WriteFile(filepath.Join(a.config.backups(), name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.nightly(t.Context(), db.Job{}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(a.config.backups(), "*"))
	if err != nil {
		t.Fatal(err)
	}
	nightlies := 0
	for _, f := range files {
		if strings.Contains(f, nightlyName) {
			nightlies++
		}
	}
	if nightlies != 2 || len(files) != 4 {
		t.Errorf("got %v, want two nightly ones and those of others", files)
	}
	last, err := a.DB.LastBackup(t.Context())
	if err != nil || last.At == 0 || last.Rows == 0 {
		t.Errorf("got %v %v, want the last backup noted", last, err)
	}
}

func TestCommandsAnswerByExitCodeAndLanguage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nothing")
	for _, c := range []struct {
		env  map[string]string
		line string
		code int
		says string
	}{
		{nil, "version", exitOK, "vigie test"},
		{nil, "--help", exitOK, "Usage: vigie COMMAND"},
		{french, "--help", exitOK, "Utilisation\u202f: vigie COMMANDE"},
		{french, "help backup verify", exitOK, "Prouver"},
		{nil, "", exitUsage, "name a command"},
		{french, "vol", exitUsage, "commande inconnue\u202f: vol"},
		{nil, "serve --colour", exitUsage, "unknown option: --colour"},
		{french, "serve --addr", exitUsage, "--addr attend une valeur"},
		{nil, "serve extra", exitUsage, "options only"},
		{nil, "serve --smtp mail:25 --data " + dir, exitUsage, "--public-url"},
		{nil, "serve --public-url ftp://x", exitUsage, "cannot be read"},
		{map[string]string{"VIGIE_TRUSTED_PROXY": "nonsense"}, "config", exitUsage, "VIGIE_TRUSTED_PROXY"},
		{map[string]string{"VIGIE_ADDR": ":99", "VIGIE_DATABASE": "postgres://u:hush@h/d"}, "config", exitOK, ":99"},
		{nil, "check --data " + dir, exitFailure, "no database in " + dir},
		{nil, "backup verify", exitUsage, "name the file"},
		{nil, "backup verify /nowhere", exitFailure, "no file /nowhere"},
		{french, "restore /nowhere --data " + dir, exitFailure, "Le fichier /nowhere n’existe pas"},
	} {
		code, out, said := run(t, c.env, strings.Fields(c.line)...)
		if code != c.code || !strings.Contains(out+said, c.says) {
			t.Errorf("vigie %s: got %d %q, want %d and %q", c.line, code, out+said, c.code, c.says)
		}
		if strings.Contains(out+said, "hush") {
			t.Errorf("vigie %s shows a password", c.line)
		}
	}
}

func TestEveryCommandHasHelpInBothLanguages(t *testing.T) {
	for _, cmd := range commands() {
		if cmd.about.EN == "" || cmd.about.FR == "" || cmd.about.EN == cmd.about.FR {
			t.Errorf("%s: got %v, want one line in each language", cmd.name, cmd.about)
		}
		for _, env := range []map[string]string{nil, french} {
			code, out, _ := run(t, env, append(strings.Fields(cmd.name), "--help")...)
			if code != exitOK || !strings.Contains(out, "vigie "+cmd.name) {
				t.Errorf("vigie %s --help: got %d %q", cmd.name, code, out)
			}
		}
	}
}

func TestBackupRestoreAndCopyByCommand(t *testing.T) {
	a := started(t)
	data, dir := a.config.Data, t.TempDir()
	good := func(args ...string) {
		t.Helper()
		if code, out, said := run(t, nil, args...); code != exitOK {
			t.Fatalf("vigie %v: got %d %s %s", args, code, out, said)
		}
	}
	file := filepath.Join(dir, "b.vigie")
	good("backup", file, "--data", data) // while the server runs
	good("backup", "verify", file)
	good("restore", file, "--data", filepath.Join(dir, "restored"))
	good("check", "--data", filepath.Join(dir, "restored"))
	server := dbtest.PostgresURL(t)
	good("copy-to", server, "--data", data)
	good("check", "--database", server)
	if code, _, said := run(t, nil, "copy-to", server, "--data", data); code != exitFailure || !strings.Contains(said, "not empty") {
		t.Errorf("copying twice: got %d %q, want it refused", code, said)
	}
	good("copy-to", filepath.Join(dir, "back.db"), "--database", server)
	if code, _, said := run(t, nil, "restore", file, "--database", server, "--data", dir); code != exitFailure || !strings.Contains(said, "not empty") {
		t.Errorf("restoring over something: got %d %q, want it refused", code, said)
	}
	good("restore", file, "--database", server, "--data", dir, "--force")
}

func TestTheSecretOfTheFirstStartIsPrintedUntilSomeoneHasAnAccount(t *testing.T) {
	a := started(t)
	var out bytes.Buffer
	c := &Console{Out: &out, Err: io.Discard}
	a.greet(c, &net.TCPAddr{IP: net.IPv4zero, Port: 8080})
	if a.parts.secret == "" || !strings.Contains(out.String(), a.parts.secret) || !strings.Contains(out.String(), "http://localhost:8080/setup") {
		t.Errorf("got %q, want the secret and where to enter it", out.String())
	}
	body := fmt.Sprintf(`{"secret":%q,"organisation":"Mairie","login":"anne","name":"Anne Roy","email":"anne@example.org","password":"Velo73-rouille-estuaire","language":"fr"}`, a.parts.secret)
	r := httptest.NewRequest("POST", "/api/v1/setup", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	if w.Code/100 != 2 {
		t.Fatalf("got %d %s", w.Code, w.Body)
	}
	config := a.config
	if code, out, said := run(t, nil, "check", "--data", config.Data); code != exitOK {
		t.Errorf("the check of what the set-up wrote: %d %s %s", code, out, said)
	}
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), config, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close(context.Background())
	if again.parts.secret != "" {
		t.Error("a secret is made although someone has an account")
	}
}

func quietLog() *slog.Logger { return slog.New(slog.DiscardHandler) }
