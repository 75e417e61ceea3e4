package api

import (
	"maps"
	"strings"
	"testing"

	"vigie/room/access"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /exports/rights.xlsx": {places: anywhere, may: everywhereOnly},
		"GET /exports/rights.csv":  {places: anywhere, may: everywhereOnly},
		"GET /roles/{id}/people":   {places: anywhere, request: aRole(nil)},
		"GET /roles/{id}/gives":    {places: anywhere, request: aRole(nil)},
		"GET /users/{id}/sees": {request: aUser(nil), may: func(p *persona, place string) bool {
			return p.rights&access.ManageUsers != 0 && !p.token && p.reaches(place)
		}},
	})
}

func TestAuditorsReadWhoHeldWhatByWhatChain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		c := w.signedIn(root)
		group := want(t, c.send("POST", "/groups", map[string]any{"name": "Committee"}), 201).json(t)["id"].(string)
		grant := want(t, c.send("POST", "/grants", map[string]any{"group": group, "role": w.d.Seal(w.roles["pmo"]), "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		member, deputy := w.account(w.fresh("member")), w.account(w.fresh("deputy"))
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/users/"+w.d.Seal(member.ID), map[string]any{"groups": []string{group}}), 200)
		w.bearer(member.ID, "read")
		want(t, c.send("POST", "/delegations", map[string]any{"from": w.d.Seal(member.ID), "to": w.d.Seal(deputy.ID), "until": "2026-12-24"}), 201)
		line := func(path, login string, parts ...string) bool {
			t.Helper()
			text := want(t, c.send("GET", path, nil), 200).text
			if !strings.Contains(text, "# ") {
				t.Errorf("%s does not say where it comes from", path)
			}
			for l := range strings.Lines(text) {
				ok := strings.Contains(l, login)
				for _, p := range parts {
					ok = ok && strings.Contains(l, p)
				}
				if ok {
					return true
				}
			}
			return false
		}
		if !line("/exports/rights.csv", member.Login, "Committee", "Branch", "PMO", root.Name) {
			t.Error("the member's right, with its chain, is not there")
		}
		if !line("/exports/rights.csv", deputy.Login, "Branch", member.Name, "2026-12-24") {
			t.Error("the deputy's right, by delegation, is not there")
		}
		if !line("/exports/rights.csv?part=people", member.Login, "read") {
			t.Error("the member's token is not there")
		}
		if line("/exports/rights.csv?as_of=2026-11-21", member.Login) {
			t.Error("somebody is there who was not yet")
		}
		if got := want(t, c.send("GET", "/exports/rights.xlsx", nil), 200).text; !strings.HasPrefix(got, "PK") {
			t.Error("no workbook")
		}
		if len(w.auditOf(t, access.Exported, root.ID)) < 4 {
			t.Error("the exports are not in the audit")
		}
		want(t, c.send("DELETE", "/grants/"+grant, nil), 204)
		if line("/exports/rights.csv", member.Login, "Committee") {
			t.Error("what was taken back is still there")
		}
	})
}

func TestPeopleWithOneRoleAndNotAnotherAreThoseOneSees(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		chief := w.account(w.fresh("chief"))
		w.setPassword(chief)
		w.grant(chief.ID, w.roles["administrator"], w.units["own"])
		c := w.signedIn(chief)
		both, one, far := w.account(w.fresh("both")), w.account(w.fresh("one")), w.account(w.fresh("far"))
		for _, g := range []struct {
			a    access.Account
			role string
			unit string
		}{{both, "reader", "child"}, {both, "pmo", "own"}, {one, "reader", "child"}, {far, "reader", "foreign"}, {one, "pmo", "foreign"}} {
			w.grant(g.a.ID, w.roles[g.role], w.units[g.unit])
		}
		names := func(query string) string {
			return want(t, c.send("GET", "/roles/"+w.d.Seal(w.roles["reader"])+"/people"+query, nil), 200).text
		}
		if got := names(""); !strings.Contains(got, both.Name) || !strings.Contains(got, one.Name) || strings.Contains(got, far.Name) {
			t.Errorf("got %s", got)
		}
		// What somebody has where the chief does not look, he does not learn.
		if got := names("?without=" + w.d.Seal(w.roles["pmo"])); strings.Contains(got, both.Name) || !strings.Contains(got, one.Name) {
			t.Errorf("got %s", got)
		}
	})
}
