package api

import (
	"net/http"
	"slices"
	"testing"
)

func TestEveryRouteNeedsALineInTheTableOfRights(t *testing.T) {
	w := newWorld(t, sqlite(t))
	short := map[string]Rule{}
	for k, v := range rights {
		short[k] = v
	}
	delete(short, "GET /units")
	if _, _, err := build(w.s, short, rooms); err == nil {
		t.Error("the server would start with a route that has no line in the table of rights")
	}
}

func TestEveryLineOfTheTableOfRightsIsARoute(t *testing.T) {
	w := newWorld(t, sqlite(t))
	for pattern := range rights {
		if !slices.ContainsFunc(w.frame.routes, func(r Route) bool { return r.Pattern == pattern }) {
			t.Errorf("%s has a line, but is no route", pattern)
		}
	}
}

func TestOneSignsInChangesAUserAndSignsOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.administrator()
		c := w.signedIn(admin)
		me := want(t, c.send("GET", "/me", nil), 200).json(t)
		if me["login"] != admin.Login || me["instance"].(map[string]any)["name"] != "Ministère" {
			t.Errorf("got %v", me)
		}
		user := want(t, c.send("POST", "/users", map[string]any{"login": "anne", "name": "Anne Élan", "email": "anne@example.org", "language": "fr"}), 201).json(t)
		got := want(t, c.with("If-Match", `"1"`).send("PATCH", "/users/"+user["id"].(string), map[string]any{"name": "Anne Dupont"}), 200)
		if got.json(t)["version"] != 2.0 || got.Header.Get("Vigie-Change") == "" {
			t.Errorf("got %s with change %q", got.text, got.Header.Get("Vigie-Change"))
		}
		stale := want(t, c.with("If-Match", `"1"`).send("PATCH", "/users/"+user["id"].(string), map[string]any{"name": "Anne Autre"}), 412).json(t)
		if current := stale["current"].(map[string]any); current["name"] != "Anne Dupont" || current["id"] != user["id"] {
			t.Errorf("got %v as what is stored now", stale["current"])
		}
		want(t, c.send("PATCH", "/users/"+user["id"].(string), map[string]any{"name": "x"}), http.StatusPreconditionRequired)
		list := want(t, c.send("GET", "/users?q=elan", nil), 200).json(t)
		if list["total"] != 0.0 {
			t.Errorf("got %v", list)
		}
		list = want(t, c.send("GET", "/users?q=dup", nil), 200).json(t)
		if list["total"] != 1.0 {
			t.Errorf("got %v", list)
		}
		want(t, c.send("DELETE", "/session", nil), 204)
		want(t, c.send("GET", "/me", nil), 401)
	})
}
