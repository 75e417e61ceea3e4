package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
	"vigie/room/risk"
)

func TestRisksAreRatedListedAndCounted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alpha := w.d.Seal(w.project("own", field.Values{"name": field.Str("Alpha")}))
		w.record(risk.Kind, field.Values{"project": field.Int(w.project("foreign", field.Values{"name": field.Str("Hidden")})), "name": field.Str("Secret")})
		a := w.account(w.fresh("pm"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["pmo"], w.units["own"])
		c := w.signedIn(a)
		made := want(t, c.send("POST", "/projects/"+alpha+"/risks", map[string]any{"name": "Supplier fails", "probability": "4", "impact": 3}), 201)
		if !strings.Contains(made.text, `"criticality":"12"`) || !strings.Contains(made.text, `"status":"open"`) || strings.Contains(made.text, "portfolio_id") {
			t.Errorf("got %s", made.text)
		}
		want(t, c.send("POST", "/projects/"+alpha+"/risks", map[string]any{"name": "Key person leaves", "probability": "1", "impact": "5"}), 201)
		want(t, c.send("POST", "/projects/"+alpha+"/risks", map[string]any{"name": "Not rated"}), 201)
		for _, body := range []map[string]any{{"probability": "6"}, {"impact": "0"}, {"impact": "2.5"}, {"criticality": "25"}, {"status": "none"}, {"portfolio": "x"}} {
			body["name"] = "X"
			want(t, c.send("POST", "/projects/"+alpha+"/risks", body), 422)
		}
		for query, expected := range map[string]string{
			"": "Supplier fails Key person leaves Not rated", "when=high": "Supplier fails", "sort=name": "Key person leaves Not rated Supplier fails",
			"filter=" + url.QueryEscape("criticality >= 5 and probability < 4"): "Key person leaves",
			"filter=" + url.QueryEscape("probability = 4 and impact = 3"):       "Supplier fails",
			"filter=" + url.QueryEscape("criticality is empty"):                 "Not rated",
			"q=key": "Key person leaves", "projects=" + url.QueryEscape(`name = "Beta"`): "",
		} {
			if got := names(t, c.send("GET", "/risks?"+query, nil)); got != expected {
				t.Errorf("%s: got %q, want %q", query, got, expected)
			}
		}
		path := "/risks/" + made.json(t)["id"].(string)
		want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"status": "happened"}), 200)
		list := want(t, c.send("GET", "/risks", nil), 200).json(t)
		if got := fmt.Sprint(list["counts"]); got != "map[all:3 done:1 high:0 open:2]" {
			t.Errorf("got counts %s", got)
		}
		history := want(t, c.send("GET", path+"/history", nil), 200).text
		if strings.Count(history, `"change":`) != 2 || !strings.Contains(history, `"attribute":"status"`) {
			t.Errorf("got the history %s", history)
		}
		batch := map[string]any{"items": []any{map[string]any{"id": made.json(t)["id"], "version": 2, "state": "deleted", "changes": map[string]any{}}}}
		want(t, c.send("PATCH", "/risks", batch), 200)
		if got := names(t, c.send("GET", "/risks", nil)); got != "Key person leaves Not rated" {
			t.Errorf("got %q after deleting one", got)
		}
	})
}

func TestActionsOfAPortfolioStandBesideThoseOfItsProjects(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		today := day.OfTime(w.d.Now())
		c := w.signedIn(w.administrator())
		alpha, beta := w.project("own", field.Values{"name": field.Str("Alpha")}), w.project("own", field.Values{"name": field.Str("Beta")})
		p := want(t, c.send("POST", "/portfolios", map[string]any{"name": "Digital", "kind": "manual", "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		want(t, c.send("POST", "/portfolios/"+p+"/members", map[string]any{"add": []string{w.d.Seal(alpha)}}), 200)
		add := func(path string, body map[string]any) string {
			return want(t, c.send("POST", path, body), 201).json(t)["id"].(string)
		}
		asked := add("/projects/"+w.d.Seal(alpha)+"/decisions", map[string]any{"name": "Freeze the scope", "kind": "ask"})
		add("/portfolios/"+p+"/actions", map[string]any{"name": "Common", "due": (today - 2).String()})
		add("/projects/"+w.d.Seal(alpha)+"/actions", map[string]any{"name": "Mine", "due": (today + 2).String(), "decision_id": asked})
		add("/projects/"+w.d.Seal(beta)+"/actions", map[string]any{"name": "Other"})
		for query, expected := range map[string]string{
			"": "Common Mine Other", "portfolio=" + p: "Common Mine", "portfolio=" + p + "&own=true": "Common", "when=late": "Common", "decision=" + asked: "Mine",
			"projects=" + url.QueryEscape(`name = "Alpha"`): "Mine", "filter=" + url.QueryEscape(`portfolio = "Digital"`): "Common",
			"q=digital": "Common", "group=due_month&sort=name": "",
		} {
			if got := names(t, c.send("GET", "/actions?"+query, nil)); got != expected && expected != "" {
				t.Errorf("%s: got %q, want %q", query, got, expected)
			}
		}
		list := want(t, c.send("GET", "/actions?own=true&portfolio="+p, nil), 200).text
		if !strings.Contains(list, `"project":null`) || !strings.Contains(list, `"portfolio":"Digital"`) || !strings.Contains(list, `"portfolio_id":"`+p+`"`) || !strings.Contains(list, `"can_edit":true`) {
			t.Errorf("got %s", list)
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(alpha)+"/actions", map[string]any{"name": "X", "decision_id": w.d.Seal(alpha)}), 422)
		if got := want(t, c.with("If-Match", `"1"`).send("DELETE", "/portfolios/"+p, nil), 409).text; !strings.Contains(got, "actions") {
			t.Errorf("a portfolio with actions of its own goes: got %s", got)
		}
		reader := w.account(w.fresh("reader"))
		w.setPassword(reader)
		w.grant(reader.ID, w.roles["reader"], w.units["sibling"])
		if got := names(t, w.signedIn(reader).send("GET", "/actions", nil)); got != "" {
			t.Errorf("who may see neither sees %q", got)
		}
		for _, path := range []string{"/exports/actions.csv", "/exports/actions.json?own=true", "/search?q=common"} {
			if got := want(t, c.send("GET", path, nil), 200).text; !strings.Contains(got, "Common") {
				t.Errorf("%s leaves it out: %s", path, got)
			}
		}
	})
}

func TestWhoIsGivenAnActionIsToldAndMayTakeItsChangeBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alpha := w.project("own", nil)
		anne := w.account(w.fresh("anne"))
		w.setPassword(anne)
		w.grant(anne.ID, w.roles["pmo"], w.units["own"])
		boss := w.signedIn(w.administrator())
		for kind, path := range map[string]string{"action": "/actions", "risk": "/risks", "decision": "/decisions"} {
			want(t, boss.send("POST", "/projects/"+w.d.Seal(alpha)+path, map[string]any{"name": "For Anne", "owner": w.d.Seal(anne.ID)}), 201)
			found := want(t, w.signedIn(anne).send("GET", "/notices?limit=1", nil), 200).text
			if !strings.Contains(found, `"kind":"`+kind+`"`) || !strings.Contains(found, `"text":"For Anne"`) {
				t.Errorf("%s: got %s", kind, found)
			}
		}
		c := w.signedIn(anne)
		if got := names(t, c.send("GET", "/actions?filter=owner+%3D+me", nil)); got != "For Anne" {
			t.Errorf("got %q of her own", got)
		}
		made := want(t, c.send("POST", "/projects/"+w.d.Seal(alpha)+"/actions", map[string]any{"name": "Slip"}), 201).json(t)["id"].(string)
		changes := want(t, c.send("GET", "/changes?limit=1", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		if got := fmt.Sprint(changes["counts"]); got != "map[action:1]" {
			t.Errorf("got %s touched", got)
		}
		want(t, c.send("POST", fmt.Sprintf("/changes/%.0f/undo", changes["number"]), map[string]any{}), 200)
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/actions/"+made, map[string]any{"name": "X"}), 404)
	})
}

func TestMergingProjectsCarriesTheirRisksActionsAndDecisions(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		into, from := w.project("own", nil), w.project("own", nil)
		c := w.signedIn(w.administrator())
		for _, kind := range []*record.Kind{risk.Kind, action.Kind, decision.Kind} {
			w.record(kind, field.Values{"project": field.Int(from), "name": field.Str("Carried")})
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(into)+"/merge", map[string]any{"from": w.d.Seal(from)}), 200)
		for _, all := range []string{"risks", "actions", "decisions"} {
			if got := names(t, c.send("GET", "/projects/"+w.d.Seal(into)+"/"+all, nil)); got != "Carried" {
				t.Errorf("%s: got %q after merging", all, got)
			}
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(into)+"/unmerge", map[string]any{"from": w.d.Seal(from)}), 200)
		if got := names(t, c.send("GET", "/projects/"+w.d.Seal(from)+"/decisions", nil)); got != "Carried" {
			t.Errorf("got %q after making two of them again", got)
		}
	})
}

// The history of a project says with which other it was merged, by whom, and that
// it was undone.
func TestAMergeIsALineOfTheHistory(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		into, from := w.project("own", field.Values{"name": field.Str("Kept")}), w.project("own", field.Values{"name": field.Str("Gone")})
		account, c := w.member("administrator", "parent")
		said := func() string {
			t.Helper()
			out := ""
			for _, x := range want(t, c.send("GET", "/history?project="+w.d.Seal(into), nil), 200).json(t)["items"].([]any) {
				e := x.(map[string]any)
				m, ok := e["merge"].(map[string]any)
				if !ok {
					continue
				}
				if by := e["actor"].(map[string]any)["name"]; by != account.Name || e["at"] == "" || m["with"].(map[string]any)["id"] != w.d.Seal(from) {
					t.Errorf("by %v, with %v", by, m)
				}
				out += fmt.Sprint(m["with"].(map[string]any)["name"], " ", m["undone"], ";")
			}
			return out
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(into)+"/merge", map[string]any{"from": w.d.Seal(from)}), 200)
		if got := said(); got != "Gone false;" {
			t.Errorf("merged: got %q", got)
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(into)+"/unmerge", map[string]any{"from": w.d.Seal(from)}), 200)
		if got := said(); got != "Gone true;Gone false;" {
			t.Errorf("undone: got %q", got)
		}
	})
}
