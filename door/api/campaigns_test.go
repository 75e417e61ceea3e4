package api

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/campaign"
)

func init() {
	run := func(state string, body func(*world, campaign.Line) any) fixture {
		return fixture{places: anywhere, may: everywhereOnly, request: aCampaign(state, body)}
	}
	items := func(w *world, l campaign.Line) any { return map[string]any{"items": []string{w.d.Seal(l.Line)}} }
	nothing := func(*world, campaign.Line) any { return nil }
	changed := run(campaign.Open, func(*world, campaign.Line) any { return map[string]any{"note": "Be brief"} })
	changed.version = true
	closed := run(campaign.Open, nothing)
	closed.version = true
	exported := run(campaign.Open, nothing)
	exported.query = "campaign={id}"
	maps.Copy(fixtures, map[string]fixture{
		"GET /access-campaigns": {places: anywhere},
		"POST /access-campaigns": {places: anywhere, may: everywhereOnly, request: func(w *world, _ *persona, _ string) ([]string, any) {
			return nil, map[string]any{"name": w.fresh("Campaign"), "due": w.today().String(), "units": []string{w.d.Seal(w.units["own"])}}
		}},
		"POST /access-campaigns/preview": {places: anywhere, may: everywhereOnly, request: func(*world, *persona, string) ([]string, any) { return nil, map[string]any{} }},
		"GET /access-campaigns/{id}":     run(campaign.Open, nothing),
		"PATCH /access-campaigns/{id}":   changed,
		"POST /access-campaigns/{id}/answers": run(campaign.Open, func(w *world, l campaign.Line) any {
			return map[string]any{"items": []string{w.d.Seal(l.Line)}, "answer": "keep"}
		}),
		"POST /access-campaigns/{id}/remind":     run(campaign.Open, nothing),
		"POST /access-campaigns/{id}/close":      closed,
		"POST /access-campaigns/{id}/withdraw":   run(campaign.Closed, items),
		"POST /access-campaigns/{id}/bring-back": run(campaign.Closed, items),
		"GET /exports/access-campaign.xlsx":      exported,
		"GET /exports/access-campaign.csv":       exported,
	})
}

// aCampaign is one over the roles of a unit of its own, in which somebody reads.
func aCampaign(state string, body func(*world, campaign.Line) any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		reader, asked := w.account(w.fresh("reader")), w.account(w.fresh("asked"))
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		var c campaign.Campaign
		var line campaign.Line
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			ctx := context.Background()
			c, err = campaign.Start(ctx, tx, who, campaign.Campaign{Name: w.fresh("Campaign"), Due: w.today(), Units: []int64{w.units["own"]}, Roles: []int64{w.roles["reader"]}, Reviewers: []int64{asked.ID}})
			if err == nil && state == campaign.Closed {
				c, err = campaign.Close(ctx, tx, who, c.ID, 0)
			}
			if err != nil {
				return err
			}
			lines, err := campaign.Lines(ctx, tx, who, c)
			line = lines[slices.IndexFunc(lines, func(l campaign.Line) bool { return l.Account == reader.ID })]
			return err
		})
		return []string{w.d.Seal(c.ID)}, body(w, line)
	}
}

// TestACampaignGoesFromItsStartToTheExportOfAuditors goes the whole way: a manager of
// a unit is asked, told and answers; the administrator withdraws, and brings back.
func TestACampaignGoesFromItsStartToTheExportOfAuditors(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.signedIn(w.administrator())
		chief, reader := w.account(w.fresh("chief")), w.account(w.fresh("reader"))
		w.setPassword(chief)
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "chief", Label: label.T("Chief", "Chef"), Rights: access.ManageUsers | access.ReadProject})
			return err
		})
		w.grant(chief.ID, role.ID, w.units["own"])
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		hers := w.signedIn(chief)
		scope := map[string]any{"units": []string{w.d.Seal(w.units["own"])}}
		if got := want(t, admin.send("POST", "/access-campaigns/preview", scope), 200).json(t); got["grants"].(float64) < 2 {
			t.Errorf("got the preview %v", got)
		}
		scope["name"], scope["due"] = "Autumn", "2026-12-24"
		made := want(t, admin.send("POST", "/access-campaigns", scope), 201).json(t)
		path := "/access-campaigns/" + made["id"].(string)
		if told := want(t, hers.send("GET", "/notices", nil), 200).text; !strings.Contains(told, `"kind":"access"`) || !strings.Contains(told, made["id"].(string)) {
			t.Errorf("she is told %s", told)
		}
		mine := want(t, hers.send("GET", path, nil), 200).json(t)
		var id string
		for _, i := range mine["items"].([]any) {
			if item := i.(map[string]any); item["holder"] == reader.Name {
				id = item["id"].(string)
			}
		}
		want(t, hers.send("POST", path+"/answers", map[string]any{"items": []string{id}, "answer": "withdraw", "note": "Left"}), 200)
		want(t, hers.send("POST", path+"/withdraw", map[string]any{"items": []string{id}}), 404)
		done := want(t, admin.send("POST", path+"/withdraw", map[string]any{"items": []string{id}}), 200).json(t)
		if !done["items"].([]any)[0].(map[string]any)["done"].(bool) {
			t.Errorf("got %v", done)
		}
		if text := want(t, admin.send("GET", "/exports/access-campaign.csv?campaign="+made["id"].(string), nil), 200).text; !strings.Contains(text, reader.Login) || !strings.Contains(text, "Left") {
			t.Errorf("the export does not tell of it: %s", text)
		}
		want(t, admin.send("POST", path+"/bring-back", map[string]any{"items": []string{id}}), 200)
		if got := want(t, admin.send("GET", path, nil), 200).json(t); got["withdrawn"] != 0.0 {
			t.Errorf("after it came back: %v", got["withdrawn"])
		}
		if trail := want(t, admin.send("GET", "/audit?kind=rights", nil), 200).text; !strings.Contains(trail, "Autumn") {
			t.Errorf("the audit does not know of it: %s", trail)
		}
	})
}
