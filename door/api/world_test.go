package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// world is an organisation with a small tree, and the API over it:
//
//	Organisation (root)
//	├── Branch           the roles of the matrix are given here: "own"
//	│   └── Team         "child"
//	├── Sibling          "sibling"
//	└── Other
//	    └── Far          "foreign"
type world struct {
	t       testing.TB
	d       *db.DB
	s       *Server
	h       http.Handler
	frame   *frame
	log     *bytes.Buffer
	units   map[string]int64 // by place: parent, own, child, sibling, foreign
	roles   map[string]int64
	serial  int
	secrets map[string]string // by persona
	// fills, when not nil, says what a new project holds beside what a test says, and
	// what it holds after one more change.
	fills func(n int) (first, then field.Values)
	// before says what it held in the month before.
	before func(n int) field.Values
	// says, when not nil, is what the nth line of a register holds beside what a test says,
	// and what it holds after one more change.
	says   func(kind string, n int) (first, then field.Values)
	lines  int
	filled []int64
}

const password = "correct-Horse7 pelican lantern"

// quick makes hashes that cost next to nothing; room/access tries the others.
var quick = access.HasherOf(64, 1, 4)

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, log: &bytes.Buffer{}, units: map[string]int64{}, roles: map[string]int64{}, secrets: map[string]string{}}
	gate := access.NewGate(d)
	gate.Hasher = quick
	gate.Log = slog.New(slog.NewJSONHandler(w.log, nil))
	w.s = &Server{DB: d, Gate: gate, Auth: &auth.Auth{Gate: gate, PublicURL: "http://vigie.test"}, Version: "test", Log: gate.Log, Portfolio: snapshot.NewKeeper(d), StreamLasts: time.Millisecond}
	var err error
	if w.h, w.frame, err = build(w.s, rights, rooms); err != nil {
		t.Fatal(err)
	}
	w.change(func(tx *db.Tx, who access.Who) error {
		return errors.Join(access.Seed(context.Background(), tx, who, "Ministère"), field.Seed(context.Background(), tx, who))
	})
	root, err := access.Root(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	w.units["parent"] = root.ID
	w.units["own"] = w.unit("Branch", root.ID)
	w.units["child"] = w.unit("Team", w.units["own"])
	w.units["sibling"] = w.unit("Sibling", root.ID)
	w.units["foreign"] = w.unit("Far", w.unit("Other", root.ID))
	roles, err := access.Roles(context.Background(), d, access.System("test"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range roles {
		w.roles[r.Key] = r.ID
	}
	return w
}

// change does something in the name of the program itself.
func (w *world) change(f func(*db.Tx, access.Who) error) {
	w.t.Helper()
	who := access.System("test")
	if _, err := w.d.Update(context.Background(), who.Origin(), func(tx *db.Tx) error { return f(tx, who) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) unit(name string, parent int64) int64 {
	w.t.Helper()
	var u access.Unit
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		u, err = access.CreateUnit(context.Background(), tx, who, access.Unit{Name: name, Parent: db.ID(parent)})
		return err
	})
	return u.ID
}

// fresh returns a name that nothing has yet.
func (w *world) fresh(kind string) string {
	w.serial++
	return fmt.Sprintf("%s-%d", kind, w.serial)
}

func (w *world) account(login string) access.Account {
	w.t.Helper()
	a := access.Account{Login: login, Name: "Name of " + login, Language: "en"}
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		a, err = access.CreateAccount(context.Background(), tx, who, a, "")
		return err
	})
	return a
}

func (w *world) grant(account, role, unit int64) int64 {
	w.t.Helper()
	g := access.Grant{Account: db.ID(account), Role: role, Unit: db.ID(unit)}
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		g, err = access.AddGrant(context.Background(), tx, who, g)
		return err
	})
	return g.ID
}

// setPassword gives an account the password of the tests.
func (w *world) setPassword(a access.Account) {
	w.t.Helper()
	hash, err := w.s.Gate.NewPassword(context.Background(), password, a, "")
	if err != nil {
		w.t.Fatal(err)
	}
	w.change(func(tx *db.Tx, who access.Who) error {
		return access.SetPassword(context.Background(), tx, who, a.ID, hash)
	})
}

// bearer returns a token of an account.
func (w *world) bearer(account int64, scope string) string {
	w.t.Helper()
	who, err := access.Load(context.Background(), w.d, account, "web")
	if err != nil {
		w.t.Fatal(err)
	}
	var clear string
	w.change(func(tx *db.Tx, _ access.Who) (err error) {
		_, clear, err = access.NewToken(context.Background(), tx, who, access.Token{Name: "test", Scope: scope, Expires: w.d.Millis() + time.Hour.Milliseconds()})
		return err
	})
	return clear
}

// client sends requests as one browser or program.
type client struct {
	w       *world
	cookies map[string]string
	bearer  string
	header  map[string]string
	address string
	leaves  time.Duration // after which it hangs up; 0 for never
}

func (w *world) client() *client {
	return &client{w: w, cookies: map[string]string{}, header: map[string]string{}, address: "192.0.2.1:4000"}
}

func (w *world) token(clear string) *client {
	c := w.client()
	c.bearer = clear
	return c
}

type answered struct {
	*http.Response
	text string
}

func (a answered) json(t testing.TB) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(a.text), &out); err != nil {
		t.Fatalf("%d %q: %v", a.StatusCode, a.text, err)
	}
	return out
}

// send sends a request; body is text to send as it is, or a value to send as JSON.
func (c *client) send(method, path string, body any) answered {
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case stream:
		reader = b
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.w.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, Prefix+path, reader)
	r.RemoteAddr = c.address
	if b, is := body.(stream); is {
		r.ContentLength = b.size
	}
	if c.leaves > 0 {
		ctx, cancel := context.WithTimeout(r.Context(), c.leaves)
		defer cancel()
		r = r.WithContext(ctx)
	}
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	c.w.h.ServeHTTP(w, r)
	res := w.Result()
	for _, cookie := range res.Cookies() {
		c.cookies[cookie.Name] = cookie.Value
		if cookie.MaxAge < 0 {
			delete(c.cookies, cookie.Name)
		}
	}
	return answered{res, w.Body.String()}
}

// with returns a client that also sends a header.
func (c *client) with(name, value string) *client {
	out := *c
	out.header = map[string]string{name: value}
	for k, v := range c.header {
		out.header[k] = v
	}
	out.header[name] = value
	return &out
}

func (w *world) signedIn(a access.Account) *client {
	w.t.Helper()
	c := w.client()
	if got := c.send("POST", "/session", map[string]any{"login": a.Login, "password": password}); got.StatusCode != 200 {
		w.t.Fatalf("signing in as %s: %d %s", a.Login, got.StatusCode, got.text)
	}
	return c
}

// administrator returns an administrator of the whole organisation.
func (w *world) administrator() access.Account {
	a := w.account(w.fresh("admin"))
	w.setPassword(a)
	w.change(func(tx *db.Tx, who access.Who) error {
		return access.Administrator(context.Background(), tx, who, a.ID)
	})
	return a
}

func want(t testing.TB, got answered, status int) answered {
	t.Helper()
	if got.StatusCode != status {
		t.Fatalf("got %d %s, want %d", got.StatusCode, got.text, status)
	}
	return got
}

func eachWorld(t *testing.T, f func(t *testing.T, w *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func sqlite(t testing.TB) *db.DB { return dbtest.SQLite(t) }
