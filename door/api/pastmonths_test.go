package api

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
)

// tidal makes an attribute kept by month whose past months are for the role of treasury,
// with two people who may edit projects: one has that role, the other has not.
func (w *world) tidal(t *testing.T) (treasurer, manager *client) {
	var role access.Role
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
		return err
	})
	signed := func(name string, roles ...int64) *client {
		a := w.account(name)
		w.setPassword(a)
		for _, r := range roles {
			w.grant(a.ID, r, w.units["parent"])
		}
		return w.signedIn(a)
	}
	treasurer, manager = signed("treasurer", role.ID, w.roles["pmo"]), signed("manager", w.roles["pmo"])
	admin := w.signedIn(w.administrator())
	want(t, admin.send("POST", "/fields", map[string]any{"key": "tide", "kind": "number", "per_month": true, "label": map[string]any{"en": "Tide"}, "past_readers": []any{"treasury"}, "past_writers": []any{"treasury"}}), 201)
	return treasurer, manager
}

func TestPastMonthsAreReadAndWrittenByWhomTheyAreFor(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		treasurer, manager := w.tidal(t)
		id := w.d.Seal(w.project("own", nil))
		month := w.d.Now().AddDate(0, -1, 1-w.d.Now().Day()).Format("2006-01")
		patch := func(c *client, query string, value any, status int) string {
			t.Helper()
			got := want(t, c.send("GET", "/projects/"+id, nil), 200)
			return want(t, c.with("If-Match", got.Header.Get("ETag")).send("PATCH", "/projects/"+id+query, map[string]any{"tide": value}), status).text
		}
		if said := patch(manager, "?month="+month, "3", 422); strings.Contains(said, "not an attribute") == false {
			t.Errorf("who may not even read past months is told of them: %s", said)
		}
		patch(treasurer, "?month="+month, "3", 200)
		shown := func(c *client) any { return want(t, c.send("GET", "/projects/"+id, nil), 200).json(t)["tide"] }
		if a, b := shown(treasurer), shown(manager); a != "3" || b != nil {
			t.Errorf("what stands there from the month before is %v to the one, and %v to the other", a, b)
		}
		patch(manager, "", "7", 200)
		if a, b := shown(treasurer), shown(manager); a != "7" || b != "7" {
			t.Errorf("this month it is %v to the one, and %v to the other", a, b)
		}
		months := func(c *client) int {
			return len(want(t, c.send("GET", "/projects/"+id+"/months?attribute=tide", nil), 200).json(t)["items"].([]any))
		}
		if a, b := months(treasurer), months(manager); a != 2 || b != 1 {
			t.Errorf("%d months for the one, %d for the other; want 2 and 1", a, b)
		}
		history := func(c *client) bool {
			return strings.Contains(want(t, c.send("GET", "/history?project="+id, nil), 200).text, "tide")
		}
		if !history(treasurer) || history(manager) {
			t.Errorf("in the history: %v and %v", history(treasurer), history(manager))
		}
		me := want(t, manager.send("GET", "/me", nil), 200).json(t)["id"].(string)
		if said := want(t, manager.send("GET", "/rights/explain?user="+me+"&object=project:"+id+"&action=read_past.tide", nil), 200).text; !strings.Contains(said, "Treasury") || !strings.Contains(said, `"allowed":false`) {
			t.Errorf("why not: %s", said)
		}
		// Cleared, this month lets the one before stand again, which is not for the manager.
		patch(manager, "", nil, 200)
		if a, b := shown(treasurer), shown(manager); a != "3" || b != nil {
			t.Errorf("cleared, it is %v to the one, and %v to the other", a, b)
		}
	})
}

func TestReadersOfPastMonthsAreAmongTheReaders(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.tidal(t)
	admin := w.signedIn(w.administrator())
	for body, where := range map[string]string{
		`{"key":"a","kind":"number","label":{"en":"A"},"past_readers":["treasury"]}`:                                       "past_readers",
		`{"key":"a","kind":"number","per_month":true,"label":{"en":"A"},"readers":["pmo"],"past_readers":["treasury"]}`:    "past_readers",
		`{"key":"a","kind":"number","per_month":true,"label":{"en":"A"},"past_readers":["pmo"],"past_writers":["reader"]}`: "past_writers",
	} {
		if got := want(t, admin.send("POST", "/fields", body), 422).text; !strings.Contains(got, where) {
			t.Errorf("%s: refused with %s", body, got)
		}
	}
	fields := want(t, admin.send("GET", "/fields", nil), 200).json(t)["items"].([]any)
	last := fields[len(fields)-1].(map[string]any)
	if last["key"] != "tide" || last["past_readers"].([]any)[0] != "treasury" {
		t.Errorf("the attribute says %v", last)
	}
}
