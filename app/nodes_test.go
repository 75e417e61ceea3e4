package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// pair is two nodes on one PostgreSQL, and someone signed in through the first.
type pair struct {
	t      *testing.T
	nodes  [2]*App
	cookie *http.Cookie
}

func newPair(t *testing.T) *pair {
	t.Helper()
	where := dbtest.PostgresURL(t)
	p := &pair{t: t}
	for i := range p.nodes {
		c := newConfig("test")
		c.Data, c.Database = filepath.Join(t.TempDir(), fmt.Sprint("node", i)), where
		c.SessionIdle, c.SessionLife = time.Hour, time.Hour
		a, err := Open(t.Context(), *c, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close(context.Background()) })
		p.nodes[i] = a
	}
	w := p.send(0, "POST", "/setup", "", map[string]any{"secret": p.nodes[0].parts.secret, "organisation": "Ministère", "login": "admin", "name": "Admin", "password": "correct-Horse7 pelican lantern", "language": "en"})
	if w.Code >= 300 {
		t.Fatalf("setting up: %d %s", w.Code, w.Body)
	}
	p.cookie = w.Result().Cookies()[0]
	return p
}

// send sends a request to a node; version, when there is one, as If-Match.
func (p *pair) send(node int, method, path, version string, body any) *httptest.ResponseRecorder {
	p.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, bytes.NewReader(text))
	if body == nil {
		r = httptest.NewRequest(method, "/api/v1"+path, nil)
	}
	r.Header.Set("Content-Type", "application/json")
	if version != "" {
		r.Header.Set("If-Match", `"`+version+`"`)
	}
	if p.cookie != nil {
		r.AddCookie(p.cookie)
	}
	w := httptest.NewRecorder()
	p.nodes[node].Handler().ServeHTTP(w, r)
	return w
}

func (p *pair) object(w *httptest.ResponseRecorder, status int) map[string]any {
	p.t.Helper()
	var out map[string]any
	if w.Code != status || status != http.StatusNoContent && json.Unmarshal(w.Body.Bytes(), &out) != nil {
		p.t.Fatalf("got %d %s, want %d", w.Code, w.Body, status)
	}
	return out
}

func (p *pair) root() string {
	p.t.Helper()
	u, err := access.Root(context.Background(), p.nodes[0].DB)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.nodes[0].DB.Seal(u.ID)
}

func (p *pair) project(node int, name string) string {
	p.t.Helper()
	return fmt.Sprint(p.object(p.send(node, "POST", "/projects", "", map[string]any{"name": name, "unit": p.root()}), 201)["id"])
}

func TestTwoNodesOnOneDatabaseAreOne(t *testing.T) {
	p := newPair(t)
	t.Run("a change on one is seen by the other at once", func(t *testing.T) {
		for i := range 4 {
			id := p.project(i%2, fmt.Sprint("Project ", i))
			if got := p.send(1-i%2, "GET", "/projects?filter=name%20%3D%20%22Project%20"+fmt.Sprint(i)+"%22", "", nil); !strings.Contains(got.Body.String(), id) {
				t.Errorf("the other node lists %s", got.Body)
			}
			p.object(p.send(1-i%2, "PATCH", "/projects/"+id, "1", map[string]any{"total_cost": "5"}), 200)
			if got := p.object(p.send(i%2, "GET", "/projects/"+id, "", nil), 200); fmt.Sprint(got["version"]) != "2" {
				t.Errorf("got version %v", got["version"])
			}
		}
	})
	t.Run("the second of two editors gets both values", func(t *testing.T) {
		id := p.project(0, "Edited twice")
		p.object(p.send(0, "PATCH", "/projects/"+id, "1", map[string]any{"total_cost": "1"}), 200)
		got := p.object(p.send(1, "PATCH", "/projects/"+id, "1", map[string]any{"total_cost": "2"}), 412)
		if current, _ := got["current"].(map[string]any); fmt.Sprint(current["version"]) != "2" || !strings.Contains(fmt.Sprint(current["total_cost"]), "1.00") {
			t.Errorf("got %v", got)
		}
	})
	t.Run("a new attribute is known to both", func(t *testing.T) {
		p.object(p.send(0, "POST", "/fields", "", map[string]any{"key": "risk", "kind": "text", "label": map[string]any{"en": "Risk"}}), 201)
		id := p.project(1, "With risk")
		p.object(p.send(1, "PATCH", "/projects/"+id, "1", map[string]any{"risk": "high"}), 200)
		if got := p.object(p.send(0, "GET", "/projects/"+id, "", nil), 200); got["risk"] != "high" {
			t.Errorf("got %v", got["risk"])
		}
	})
	t.Run("a past that is corrected is corrected for both", func(t *testing.T) { p.correctPast(t) })
	t.Run("the same request sent to both is done once", func(t *testing.T) {
		body, _ := json.Marshal(map[string]any{"name": "Only once", "unit": p.root()})
		var ids [2]string
		for i, a := range p.nodes {
			r := httptest.NewRequest("POST", "/api/v1/projects", bytes.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", "key")
			r.AddCookie(p.cookie)
			w := httptest.NewRecorder()
			a.Handler().ServeHTTP(w, r)
			ids[i] = fmt.Sprint(p.object(w, 201)["id"])
		}
		if ids[0] != ids[1] {
			t.Errorf("got %v", ids)
		}
	})
	t.Run("many at once on both, no id twice, one history", func(t *testing.T) { p.race(t) })
	t.Run("a scheduled job runs once", func(t *testing.T) {
		var wg sync.WaitGroup
		var took [8]bool
		slot := p.nodes[0].DB.Millis()
		for i := range took {
			wg.Go(func() {
				var err error
				if took[i], err = p.nodes[i%2].DB.Due(context.Background(), "test-of-nodes", slot); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		n := 0
		for _, did := range took {
			if did {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d nodes took the slot, want 1", n)
		}
	})
	t.Run("rights and sessions end on both at once", func(t *testing.T) { p.endRights(t) })
}

func (p *pair) correctPast(t *testing.T) {
	id := p.project(0, "Has a past")
	inner, err := p.nodes[0].DB.Unseal(id)
	if err != nil {
		t.Fatal(err)
	}
	on := day.OfTime(p.nodes[0].DB.Now()) - 100
	read := func(node int) string {
		return p.send(node, "GET", "/projects?fields=name,total_cost&as_of="+(on+1).String(), "", nil).Body.String()
	}
	if strings.Contains(read(1), id) {
		t.Fatal("it is there before it began")
	}
	for i, cost := range []int64{7, 9} {
		who := access.System("test")
		origin := who.Origin()
		origin.On = on
		d := p.nodes[i].DB
		if _, err := d.Update(context.Background(), origin, func(tx *db.Tx) error {
			c, err := field.Load(context.Background(), tx, "project")
			if err == nil {
				_, err = project.Change(context.Background(), tx, who, c, project.Edit{ID: inner, Values: field.Values{"total_cost": field.Int(cost * 10_000)}})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		a, b := read(0), read(1)
		if want := fmt.Sprintf("%d.00", cost); !strings.Contains(a, want) || !strings.Contains(b, want) {
			t.Errorf("got %s and %s, want %s in both", a, b, want)
		}
	}
}

func (p *pair) race(t *testing.T) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for node := range p.nodes {
		for g := range 3 {
			wg.Go(func() {
				for i := range 8 {
					w := p.send(node, "POST", "/projects", "", map[string]any{"name": fmt.Sprintf("Race %d %d %d", node, g, i), "unit": p.root()})
					if w.Code != 201 {
						t.Errorf("got %d %s", w.Code, w.Body)
						continue
					}
					var made struct{ ID string }
					json.Unmarshal(w.Body.Bytes(), &made)
					mu.Lock()
					if seen[made.ID] {
						t.Errorf("the id %s is given twice", made.ID)
					}
					seen[made.ID] = true
					mu.Unlock()
				}
			})
		}
	}
	wg.Wait()
	const list = "/projects?limit=1000&sort=name"
	a, b := p.send(0, "GET", list, "", nil).Body.String(), p.send(1, "GET", list, "", nil).Body.String()
	if a != b || len(seen) != 48 {
		t.Errorf("the nodes do not show the same after %d new projects", len(seen))
	}
	if bad, err := p.nodes[1].DB.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
		t.Errorf("the history does not hold: %v %v", bad, err)
	}
}

func (p *pair) endRights(t *testing.T) {
	admin := p.cookie
	var roles struct{ Items []struct{ ID, Key string } }
	json.Unmarshal(p.send(0, "GET", "/roles", "", nil).Body.Bytes(), &roles)
	role := ""
	for _, r := range roles.Items {
		if r.Key == "reader" {
			role = r.ID
		}
	}
	id := p.project(0, "Read for a while")
	var account access.Account
	d := p.nodes[0].DB
	who := access.System("test")
	hash, err := p.nodes[0].parts.gate.NewPassword(context.Background(), "correct-Horse7 pelican lantern", access.Account{Login: "guest"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(context.Background(), who.Origin(), func(tx *db.Tx) (err error) {
		if account, err = access.CreateAccount(context.Background(), tx, who, access.Account{Login: "guest", Name: "Guest", Language: "en"}, ""); err != nil {
			return err
		}
		return access.SetPassword(context.Background(), tx, who, account.ID, hash)
	}); err != nil {
		t.Fatal(err)
	}
	grant := fmt.Sprint(p.object(p.send(0, "POST", "/grants", "", map[string]any{"user": d.Seal(account.ID), "role": role, "unit": p.root()}), 201)["id"])
	p.cookie = nil
	guest := p.send(0, "POST", "/session", "", map[string]any{"login": "guest", "password": "correct-Horse7 pelican lantern"}).Result().Cookies()[0]
	p.cookie = guest
	p.object(p.send(1, "GET", "/projects/"+id, "", nil), 200)
	p.cookie = admin
	p.object(p.send(0, "DELETE", "/grants/"+grant, "", nil), http.StatusNoContent)
	p.cookie = guest
	p.object(p.send(1, "GET", "/projects/"+id, "", nil), 404)
	p.object(p.send(1, "GET", "/me", "", nil), 200)
	p.object(p.send(0, "DELETE", "/session", "", nil), http.StatusNoContent)
	p.object(p.send(1, "GET", "/me", "", nil), 401)
	p.cookie = admin
}
