package api

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

func init() {
	few := map[string]any{"stages": []any{map[string]any{"stage": "idea"}}, "moves": []any{}}
	whole := func(body any) fixture {
		return fixture{places: anywhere, may: everywhereOnly, ok: 200, request: aType(body)}
	}
	maps.Copy(fixtures, map[string]fixture{
		"GET /types":                {places: anywhere},
		"PUT /types/{key}/draft":    whole(few),
		"DELETE /types/{key}/draft": whole(nil),
		"POST /types/{key}/preview": whole(few),
		"POST /types/{key}/publish": whole(few),
		"POST /types/{key}/free":    whole(nil),
		"GET /types/{key}/history":  whole(nil),
		"POST /types/{key}/revert":  whole(map[string]any{"to": 0}),
		"GET /projects/{id}/moves":  {request: aProject(nil)},
		"POST /projects/{id}/moves": {request: aProject(map[string]any{"to": "build"}), may: holds(access.EditProject), refusal: sees, version: true, ok: 200},
	})
}

// aType makes a type of project for each try.
func aType(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		w.t.Helper()
		name, key := w.fresh("Type"), ""
		w.change(func(tx *db.Tx, who access.Who) error {
			f, err := field.AddOptions(context.Background(), tx, who, "project", "type", []string{name})
			if err == nil {
				o, _ := f.OptionByText(name)
				key = o.Key
			}
			return err
		})
		return []string{key}, body
	}
}

// works is the life of a project of works: an idea, a study behind a gate, a site, its end.
func works() map[string]any {
	return map[string]any{
		"stages": []any{
			map[string]any{"stage": "idea", "start": true},
			map[string]any{"stage": "framing"},
			map[string]any{"stage": "build", "required": []any{"manager", "total_cost"}},
			map[string]any{"stage": "done"},
		},
		"moves": []any{
			map[string]any{"from": "idea", "to": "framing", "label": map[string]any{"fr": "Lancer l’étude", "en": "Start the study"}},
			map[string]any{"from": "framing", "to": "build", "gate": true},
			map[string]any{
				"from": "build", "to": "done", "roles": []any{"pmo", "administrator"}, "condition": "actual_cost <= total_cost",
				"message": map[string]any{"fr": "Dépensez moins", "en": "Spend less"}, "effects": []any{map[string]any{"attribute": "progress", "value": "100"}},
			},
		},
	}
}

func TestALifecycleIsDrawnForeseenPublishedLivedAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.administrator()
		c := w.signedIn(admin)
		reader := w.account(w.fresh("reader"))
		w.setPassword(reader)
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		reading := w.signedIn(reader)
		make := func(name, stage string) map[string]any {
			return want(t, c.send("POST", "/projects", map[string]any{"name": name, "unit": w.d.Seal(w.units["own"]), "type": "project", "stage": stage}), 201).json(t)
		}
		old, lost := make("In the site without a manager", "build"), make("In a stage that goes", "pilot")
		is := func() map[string]any {
			for _, x := range want(t, c.send("GET", "/types", nil), 200).json(t)["items"].([]any) {
				if x := x.(map[string]any); x["key"] == "project" {
					return x
				}
			}
			t.Fatal("no type project")
			return nil
		}
		if now := is(); now["holds"] != nil || now["version"] != 0.0 || now["projects"] != 2.0 {
			t.Errorf("got %v, want two projects that move freely", now)
		}
		at := func(version any) *client { return c.with("If-Match", fmt.Sprintf(`"%v"`, version)) }
		drawn := want(t, c.send("PUT", "/types/project/draft", works()), 200).json(t)
		if drawn["holds"] != nil || drawn["draft"] == nil {
			t.Errorf("got %v, want a draft that does not hold", drawn)
		}
		if got := want(t, reading.send("GET", "/types", nil), 200); strings.Contains(got.text, "Start the study") {
			t.Error("a reader is shown the draft")
		}

		seen := want(t, c.send("POST", "/types/project/preview", works()), 200).json(t)
		stage := func(list string, n int) map[string]any { return seen[list].([]any)[n].(map[string]any) }
		if n := stage("stages", 2); n["count"] != 1.0 || n["lacking"] != 1.0 {
			t.Errorf("at the site: got %v, want one project that lacks something", n)
		}
		if n := stage("outside", 0); n["stage"] != "pilot" || n["count"] != 1.0 {
			t.Errorf("outside: got %v, want one project in the pilot", n)
		}
		if len(seen["problems"].([]any)) != 0 || len(seen["changes"].([]any)) == 0 || len(seen["sample"].([]any)) != 2 {
			t.Errorf("got %v, want no problem, what changes, and both projects tried", seen)
		}
		wrong := works()
		wrong["moves"].([]any)[0].(map[string]any)["condition"] = "total_cost"
		seen = want(t, c.send("POST", "/types/project/preview", wrong), 200).json(t)
		if seen["moves"] == nil || seen["stages"] == nil || seen["outside"] == nil || seen["sample"] == nil {
			t.Errorf("got %v, want lists, be they empty", seen)
		}
		if p := seen["problems"].([]any)[0].(map[string]any); p["location"] != "moves[0].condition" {
			t.Errorf("got %v, want the condition named that gives an amount", p)
		}
		if got := want(t, at(drawn["version"]).send("POST", "/types/project/publish", wrong), 422); !strings.Contains(got.text, "moves[0].condition") {
			t.Errorf("got %s, want it refused at its place", got.text)
		}

		publish := works()
		publish["bring"] = map[string]any{"pilot": "rollout"}
		want(t, at(drawn["version"]).send("POST", "/types/project/publish", publish), 422) // no stage of it
		far := works()
		far["moves"].([]any)[2].(map[string]any)["effects"] = []any{map[string]any{"attribute": "progress", "value": "500"}}
		if got := want(t, at(drawn["version"]).send("POST", "/types/project/publish", far), 422); !strings.Contains(got.text, "moves[2].effects[0]") {
			t.Errorf("got %s, want the effect refused at its place", got.text)
		}
		if p := want(t, c.send("POST", "/types/project/preview", far), 200).json(t)["problems"].([]any); len(p) != 1 {
			t.Errorf("got %v, want the effect told", p)
		}
		publish["bring"] = map[string]any{"pilot": "build"}
		held := want(t, at(drawn["version"]).send("POST", "/types/project/publish", publish), 200).json(t)
		want(t, at(drawn["version"]).send("POST", "/types/project/publish", publish), 412)
		if held["draft"] != nil || held["holds"] == nil {
			t.Errorf("got %v, want what holds and no draft", held)
		}
		if p := want(t, c.send("GET", "/projects/"+lost["id"].(string), nil), 200).json(t); p["stage"] != "build" {
			t.Errorf("the project outside stands in %v, want it brought along", p["stage"])
		}
		refused := want(t, at(old["version"]).send("PATCH", "/projects/"+old["id"].(string), map[string]any{"stage": "idea"}), 422).json(t)
		if e := refused["errors"].([]any)[0].(map[string]any); e["location"] != "stage" {
			t.Errorf("got %v, want the way back refused", e)
		}

		p := make("Lived", "idea")
		path := "/projects/" + p["id"].(string)
		moves := func() map[string]any { return want(t, c.send("GET", path+"/moves", nil), 200).json(t) }
		if m := moves(); m["bound"] != true || len(m["moves"].([]any)) != 1 {
			t.Errorf("got %v, want one way on", m)
		}
		p = want(t, at(p["version"]).send("POST", path+"/moves", map[string]any{"to": "framing"}), 200).json(t)
		way := moves()["moves"].([]any)[0].(map[string]any)
		if way["gate"] != true || way["open"] != true || len(way["missing"].([]any)) != 2 {
			t.Errorf("got %v, want a gate that lacks two attributes", way)
		}
		if seen := want(t, reading.send("GET", path+"/moves", nil), 200).json(t)["moves"].([]any)[0].(map[string]any); seen["open"] != false || seen["closed"] == "" {
			t.Errorf("got %v, want no way open to who may only read", seen)
		}
		cost := map[string]any{"manager": map[string]any{"id": w.d.Seal(admin.ID)}, "total_cost": map[string]any{"amount": "10", "currency": "EUR"}}
		bare := want(t, at(p["version"]).send("POST", path+"/moves", map[string]any{"to": "build", "changes": cost}), 422).json(t)
		if e := bare["errors"].([]any)[0].(map[string]any); e["location"] != "decision" {
			t.Errorf("got %v, want the decision asked for", e)
		}
		p = want(t, at(p["version"]).send("POST", path+"/moves", map[string]any{"to": "build", "changes": cost, "decision": "Go for the site"}), 200).json(t)
		decided := want(t, c.send("GET", filtered("/decisions", `name = "Go for the site"`), nil), 200).json(t)
		if decided["total"] != 1.0 {
			t.Errorf("got %v decisions, want the one of the gate", decided["total"])
		}
		p = want(t, at(p["version"]).send("POST", path+"/moves", map[string]any{"to": "done", "changes": map[string]any{"actual_cost": map[string]any{"amount": "9", "currency": "EUR"}}}), 200).json(t)
		if p["stage"] != "done" || p["progress"] == nil {
			t.Errorf("got %v, want it done with its effect", p)
		}

		past := want(t, c.send("GET", "/types/project/history", nil), 200).json(t)["items"].([]any)
		if len(past) != 1 || len(past[0].(map[string]any)["changes"].([]any)) == 0 {
			t.Errorf("got %v, want one version with what it changed", past)
		}
		freed := want(t, at(held["version"]).send("POST", "/types/project/free", nil), 200).json(t)
		if freed["holds"] != nil {
			t.Errorf("got %v, want nothing to hold", freed["holds"])
		}
		again := want(t, at(freed["version"]).send("POST", "/types/project/revert", map[string]any{"to": past[0].(map[string]any)["version"]}), 200).json(t)
		if fmt.Sprint(again["holds"]) != fmt.Sprint(held["holds"]) {
			t.Errorf("got %v, want what held before", again["holds"])
		}
	})
}

func TestWhatALifecycleNamesStaysInUse(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		flag := w.aList("project", field.Choice)
		life := works()
		move := life["moves"].([]any)[0].(map[string]any)
		move["condition"], move["message"] = flag.Key+` = "two"`, map[string]any{"en": "Say two"}
		move["effects"] = []any{map[string]any{"attribute": "priority", "value": "high"}}
		want(t, c.with("If-Match", `"0"`).send("POST", "/types/project/publish", life), 200)
		attribute := func(key string) (version any, choices []any) {
			for _, f := range want(t, c.send("GET", "/fields?object=project", nil), 200).json(t)["items"].([]any) {
				if f := f.(map[string]any); f["key"] == key {
					return f["version"], f["choices"].([]any)
				}
			}
			t.Fatalf("no attribute %s", key)
			return nil, nil
		}
		for _, key := range []string{"type", "stage", "manager", "priority", flag.Key} {
			found := false
			for _, p := range use(t, c, "project", key)["places"].([]any) {
				found = found || p.(map[string]any)["kind"] == "lifecycle"
			}
			if !found {
				t.Errorf("the uses of %s do not tell the lifecycle", key)
			}
		}
		version, _ := attribute(flag.Key)
		if got := want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, version)).send("DELETE", "/fields/"+flag.Key, nil), 409); !strings.Contains(got.text, "ifecycle") {
			t.Errorf("got %s, want the lifecycle named that asks for it", got.text)
		}
		retire := func(list, option string, status int, more map[string]any) {
			t.Helper()
			version, choices := attribute(list)
			for _, o := range choices {
				if o := o.(map[string]any); o["key"] == option {
					o["retired"] = true
				}
			}
			body := map[string]any{"choices": choices}
			maps.Copy(body, more)
			if got := want(t, c.with("If-Match", fmt.Sprintf(`"%v"`, version)).send("PATCH", "/fields/"+list, body), status); status == 409 && !strings.Contains(got.text, "ifecycle") {
				t.Errorf("got %s, want the lifecycle named", got.text)
			}
		}
		retire("stage", "framing", 409, nil)
		retire("priority", "high", 409, nil)
		retire("stage", "pilot", 200, nil)
		retire("stage", "framing", 200, map[string]any{"replace": map[string]any{"framing": "build"}})
		retire("stage", "idea", 200, map[string]any{"replace": map[string]any{"idea": "done"}})
		for _, typ := range want(t, c.send("GET", "/types", nil), 200).json(t)["items"].([]any) {
			if typ := typ.(map[string]any); typ["key"] == "project" {
				for _, s := range typ["holds"].(map[string]any)["stages"].([]any) {
					if s := s.(map[string]any); s["stage"] == "done" && s["start"] != true {
						t.Error("projects do not begin any more in what took the place of the beginning")
					}
				}
			}
		}
		retire("stage", "build", 409, nil)
		retire("type", "project", 200, nil)
		retire("stage", "build", 200, nil)
	})
}
