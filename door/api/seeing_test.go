package api

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"POST /users/{id}/seeing": {request: aUser(nil), anew: true},
		"DELETE /me/seeing":       {places: anywhere, anew: true},
	})
}

// TestSeeingAsSomebodyOnlyReads tries every route of the table as an administrator
// who sees Vigie as somebody else: nothing is changed, nothing of that person's
// secrets comes out, and what was looked at stands in the audit under both names.
func TestSeeingAsSomebodyOnlyReads(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		seen := w.account(w.fresh("pm"))
		w.setPassword(seen)
		w.grant(seen.ID, w.roles["administrator"], w.units["parent"])
		c := w.signedIn(root)
		want(t, c.send("POST", "/users/"+w.d.Seal(seen.ID)+"/seeing", nil), 204)
		me := want(t, c.send("GET", "/me", nil), 200).json(t)
		if by, _ := me["seen_by"].(map[string]any); me["login"] != seen.Login || by["name"] != root.Name {
			t.Fatalf("got %v, want to be shown as %s, seen by %s", me, seen.Login, root.Name)
		}
		p := &persona{account: seen, c: c}
		for i, route := range w.frame.routes {
			f := fixtures[route.Pattern]
			method, _, _ := strings.Cut(route.Pattern, " ")
			if route.Rule.public || route.Rule.seen || f.live || w.sampled(i) {
				continue
			}
			var ids []string
			var body any
			if f.request != nil {
				ids, body = f.request(w, p, "own")
			}
			before := w.stateChanges()
			_, path := f.fill(route.Pattern, ids)
			got := c.with("If-Match", `"1"`).send(method, path, body)
			if w.stateChanges() != before {
				t.Errorf("%s changed something", route.Pattern)
			}
			if refuse := !isReading(method) || route.Rule.session || route.Rule.private; refuse != (got.StatusCode == 403) {
				t.Errorf("%s: got %d %s, want it refused: %t", route.Pattern, got.StatusCode, got.text, refuse)
			}
			if _, err := access.Load(context.Background(), w.d, seen.ID, "web"); err != nil {
				t.Fatal(err)
			}
		}
		looked := w.auditOf(t, access.SeenAs, root.ID)
		if len(looked) < 30 || !strings.Contains(strings.Join(looked, "\n"), fmt.Sprintf(`"account":%d`, seen.ID)) {
			t.Errorf("the audit has %d requests, want every one that was answered, about %d", len(looked), seen.ID)
		}
		if own := w.auditOf(t, access.SeenAs, seen.ID); len(own) > 0 {
			t.Errorf("noted in the name of the person seen: %v", own)
		}
		want(t, c.send("DELETE", "/me/seeing", nil), 204)
		if me := want(t, c.send("GET", "/me", nil), 200).json(t); me["login"] != root.Login || me["seen_by"] != nil {
			t.Errorf("afterwards: got %v, want oneself", me)
		}
	})
}

// auditOf returns what the audit holds of an event, done by somebody.
func (w *world) auditOf(t *testing.T, event string, actor int64) []string {
	t.Helper()
	found, err := db.Select[string](context.Background(), w.d, `SELECT h.data FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity = 'audit' AND c.actor = $1 AND h.data LIKE $2`, actor, `{"event":"`+event+`"%`)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNobodySeesAsSomebodyWhoMayMore(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		chief := w.account(w.fresh("chief"))
		w.setPassword(chief)
		w.grant(chief.ID, w.roles["administrator"], w.units["own"])
		c := w.signedIn(chief)
		within, beyond, off := w.account(w.fresh("within")), w.account(w.fresh("beyond")), w.account(w.fresh("off"))
		w.grant(within.ID, w.roles["reader"], w.units["child"])
		w.grant(off.ID, w.roles["reader"], w.units["child"])
		w.grant(beyond.ID, w.roles["reader"], w.units["child"])
		w.grant(beyond.ID, w.roles["reader"], w.units["sibling"])
		see := func(a access.Account) answered { return c.send("POST", "/users/"+w.d.Seal(a.ID)+"/seeing", nil) }
		want(t, see(beyond), 404)
		want(t, see(chief), 409)
		want(t, see(access.Account{ID: 1 << 40}), 404)
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := access.UpdateAccount(context.Background(), tx, who, off.ID, 1, func(a *access.Account) { a.Disabled = true })
			return err
		})
		want(t, see(off), 409)
		want(t, w.token(w.bearer(chief.ID, "write")).send("POST", "/users/"+w.d.Seal(within.ID)+"/seeing", nil), 403)
		want(t, see(within), 204)
		// Not nested: while one sees, nothing is begun.
		want(t, see(within), 403)
		login := func() any { return want(t, c.send("GET", "/me", nil), 200).json(t)["login"] }
		if got := login(); got != within.Login {
			t.Errorf("got %v, want %s", got, within.Login)
		}
		// What the person is given beyond the chief's reach ends it at once.
		given := w.grant(within.ID, w.roles["reader"], w.units["foreign"])
		if got := login(); got != chief.Login {
			t.Errorf("got %v, want %s again", got, chief.Login)
		}
		w.change(func(tx *db.Tx, who access.Who) error { return access.RemoveGrant(context.Background(), tx, who, given) })
		if _, err := w.d.Update(context.Background(), db.Origin{}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE session SET seeing_until = $1 WHERE seeing IS NOT NULL", tx.Millis()-1)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := login(); got != chief.Login {
			t.Errorf("after half an hour: got %v, want %s again", got, chief.Login)
		}
	})
}
