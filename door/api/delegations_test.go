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
	manages := func(p *persona, place string) bool { return p.rights&access.ManageUsers != 0 && p.reaches(place) }
	maps.Copy(fixtures, map[string]fixture{
		"GET /delegations":         {places: anywhere},
		"POST /delegations":        {request: newDelegation, may: manages},
		"DELETE /delegations/{id}": {request: aDelegation, may: manages},
	})
}

// newDelegation is for somebody who may read at a place.
func newDelegation(w *world, _ *persona, place string) ([]string, any) {
	from, to := w.account(w.fresh("from")), w.account(w.fresh("to"))
	w.grant(from.ID, w.roles["reader"], w.units[place])
	return nil, map[string]any{"from": w.d.Seal(from.ID), "to": w.d.Seal(to.ID), "until": "2026-12-24"}
}

func aDelegation(w *world, _ *persona, place string) ([]string, any) {
	from, to := w.account(w.fresh("from")), w.account(w.fresh("to"))
	w.grant(from.ID, w.roles["reader"], w.units[place])
	var d access.Delegation
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		d, err = access.Delegate(context.Background(), tx, who, access.Delegation{From: from.ID, To: to.ID, Begins: tx.Millis(), Ends: tx.Millis() + 1000_000})
		return err
	})
	return []string{w.d.Seal(d.ID)}, nil
}

// TestADeputyWorksAndTheHistorySaysForWhom goes the whole way: set up by oneself,
// in force for a session under way, told in the history, ended at once.
func TestADeputyWorksAndTheHistorySaysForWhom(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		chief, deputy := w.account(w.fresh("chief")), w.account(w.fresh("deputy"))
		w.setPassword(chief)
		w.setPassword(deputy)
		w.grant(chief.ID, w.roles["pmo"], w.units["own"])
		w.grant(deputy.ID, w.roles["reader"], w.units["own"])
		his, hers := w.signedIn(chief), w.signedIn(deputy)
		id := w.d.Seal(w.project("child", nil))
		path := "/projects/" + id
		edit := func(version string) answered {
			return hers.with("If-Match", version).send("PATCH", path, map[string]any{"name": w.fresh("Changed")})
		}
		want(t, edit(`"1"`), 403)
		made := want(t, his.send("POST", "/delegations", map[string]any{"to": w.d.Seal(deputy.ID), "until": "2026-12-24", "note": "On leave"}), 201).json(t)
		if made["state"] != "running" || made["until"] != "2026-12-24" {
			t.Errorf("got %v", made)
		}
		me := want(t, hers.send("GET", "/me", nil), 200).text
		if !strings.Contains(me, `"acts_for":[{`) || !strings.Contains(me, chief.Name) {
			t.Errorf("the deputy is not told for whom: %s", me)
		}
		want(t, edit(`"1"`), 200)
		for _, where := range []string{"/history?object=project:" + id, "/history?project=" + id, "/changes"} {
			got := his.send("GET", where, nil)
			if got.StatusCode == 422 {
				continue
			}
			if want(t, got, 200); !strings.Contains(got.text, `"behalf":[{"id":"`+w.d.Seal(chief.ID)) {
				t.Errorf("%s does not say for whom: %s", where, got.text)
			}
		}
		why := want(t, his.send("GET", "/rights/who?object=project:"+id, nil), 200).text
		if strings.Count(why, deputy.Name) != 1 {
			t.Errorf("who sees it: %s", why)
		}
		_, said := allowed(t, hers.why("project:"+id, "", "edit"), "edit")
		if text := said["reasons"]; !strings.Contains(strings.ToLower(fmt.Sprint(text)), "for "+strings.ToLower(chief.Name)) {
			t.Errorf("the reason does not say for whom: %v", said)
		}
		want(t, hers.send("DELETE", "/delegations/"+made["id"].(string), nil), 204)
		want(t, edit(`"2"`), 403)
		want(t, hers.send("DELETE", "/delegations/"+made["id"].(string), nil), 409)
	})
}
