package api

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/room/access"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"POST /types": {places: anywhere, may: everywhereOnly, ok: 201, request: func(w *world, _ *persona, _ string) ([]string, any) {
			return nil, map[string]any{"label": map[string]any{"fr": w.fresh("Sorte"), "en": w.fresh("Kind")}}
		}},
	})
}

// security is the life of a risk: it is assessed, treated by whoever may, closed.
func security() map[string]any {
	return map[string]any{
		"stages": []any{
			map[string]any{"stage": "open", "start": true},
			map[string]any{"stage": "treated", "required": []any{"response"}},
			map[string]any{"stage": "closed"},
		},
		"moves": []any{
			map[string]any{"from": "open", "to": "treated"},
			map[string]any{
				"from": "treated", "to": "closed", "roles": []any{"pmo", "administrator"}, "condition": "criticality <= 6",
				"message": map[string]any{"fr": "Réduisez la criticité", "en": "Bring the criticality down"},
				"effects": []any{map[string]any{"attribute": "probability", "value": "1"}},
			},
		},
	}
}

func TestATypeOfRiskIsDrawnForeseenPublishedLivedAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		at := func(c *client, version any) *client { return c.with("If-Match", fmt.Sprintf(`"%v"`, version)) }

		typ := want(t, c.send("POST", "/types?object=risk", map[string]any{"label": map[string]any{"fr": "Sécurité", "en": "Security"}}), 201).json(t)
		if typ["key"] != "security" {
			t.Fatalf("the type is %v", typ)
		}
		want(t, c.send("POST", "/types?object=risk", map[string]any{"label": map[string]any{"fr": "Sécurité", "en": "Security"}}), 422)
		var status map[string]any
		for _, f := range want(t, c.send("GET", "/fields?object=risk", nil), 200).json(t)["items"].([]any) {
			if f := f.(map[string]any); f["key"] == "status" {
				status = f
			}
		}
		treated := map[string]any{"key": "treated", "label": map[string]any{"fr": "Traité", "en": "Treated"}, "meaning": "suspended"}
		want(t, at(c, status["version"]).send("PATCH", "/fields/status?object=risk", map[string]any{"choices": append(status["choices"].([]any), treated)}), 200)

		project := want(t, c.send("POST", "/projects", map[string]any{"name": "Data centre", "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"].(string)
		risk := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Intrusion", "type": "security", "status": "happened", "probability": "3", "impact": "4"}), 201).json(t)
		id := risk["id"].(string)

		// Nothing holds yet: it moves freely. Then it is foreseen.
		gate := security()
		gate["moves"].([]any)[0].(map[string]any)["gate"] = true
		if p := want(t, c.send("POST", "/types/security/preview?object=risk", gate), 200).json(t)["problems"].([]any); len(p) != 1 {
			t.Errorf("problems of a gate: %v", p)
		}
		wrong := security()
		wrong["moves"].([]any)[1].(map[string]any)["effects"] = []any{map[string]any{"attribute": "probability", "value": "9"}}
		if p := want(t, c.send("POST", "/types/security/preview?object=risk", wrong), 200).json(t)["problems"].([]any); len(p) != 1 {
			t.Errorf("problems of a probability of 9: %v", p)
		}
		seen := want(t, c.send("POST", "/types/security/preview?object=risk", security()), 200).json(t)
		if seen["projects"] != 1.0 || len(seen["outside"].([]any)) != 1 {
			t.Fatalf("the impact is %v", seen)
		}
		publish := security()
		publish["bring"] = map[string]any{"happened": "open"}
		held := want(t, at(c, 0.0).send("POST", "/types/security/publish?object=risk", publish), 200).json(t)
		now := func() map[string]any {
			for _, r := range want(t, c.send("GET", "/projects/"+project+"/risks", nil), 200).json(t)["items"].([]any) {
				if r := r.(map[string]any); r["id"] == id {
					return r
				}
			}
			t.Fatal("the risk is gone")
			return nil
		}
		if got := now()["status"]; got != "open" {
			t.Fatalf("the risk was brought to %v", got)
		}
		change := func(c *client, in map[string]any, status int) answered {
			return want(t, at(c, now()["version"]).send("PATCH", "/risks/"+id, in), status)
		}
		if got := change(c, map[string]any{"status": "closed"}, 422); !strings.Contains(got.text, "Treated") {
			t.Errorf("a way that is not there: %s", got.text)
		}
		if got := change(c, map[string]any{"status": "treated"}, 422); !strings.Contains(got.text, `"response"`) {
			t.Errorf("what the stage asks for: %s", got.text)
		}
		change(c, map[string]any{"status": "treated", "response": "A second firewall"}, 200)
		change(c, map[string]any{"response": ""}, 422)
		if got := change(c, map[string]any{"status": "closed"}, 422); !strings.Contains(got.text, "Bring the criticality down") {
			t.Errorf("a condition that does not hold: %s", got.text)
		}
		change(c, map[string]any{"impact": "2"}, 200)
		leader := w.holder(access.EditProject|access.ReadProject, "own")
		if got := change(leader, map[string]any{"status": "closed"}, 422); !strings.Contains(got.text, "roles") {
			t.Errorf("a role that is not held: %s", got.text)
		}
		change(c, map[string]any{"status": "closed"}, 200)
		if got := now(); got["probability"] != "1" && got["probability"] != 1.0 {
			t.Errorf("the move wrote %v", got["probability"])
		}
		change(c, map[string]any{"status": "treated"}, 200) // the same person takes the last move back
		fresh := want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Fire", "type": "security"}), 201).json(t)
		if fresh["status"] != "open" {
			t.Errorf("a new risk begins at %v", fresh["status"])
		}
		want(t, c.send("POST", "/projects/"+project+"/risks", map[string]any{"name": "Flood", "type": "security", "status": "closed"}), 422)
		want(t, c.send("DELETE", "/fields/response?object=risk", nil), 428)

		// It is in the document, and can be taken back.
		if doc := want(t, c.send("GET", "/config", nil), 200).text; !strings.Contains(doc, `"object": "risk"`) && !strings.Contains(doc, `"object":"risk"`) {
			t.Error("the configuration does not say the life of the risk")
		}
		past := want(t, c.send("GET", "/types/security/history?object=risk", nil), 200).json(t)["items"].([]any)
		if len(past) != 1 {
			t.Fatalf("the history is %v", past)
		}
		freed := want(t, at(c, held["version"]).send("POST", "/types/security/free?object=risk", nil), 200).json(t)
		change(c, map[string]any{"status": "happened"}, 200)
		want(t, at(c, freed["version"]).send("POST", "/types/security/revert?object=risk", map[string]any{"to": past[0].(map[string]any)["version"]}), 200)
		change(c, map[string]any{"status": "closed"}, 200) // from a stage outside, any of its stages
		want(t, c.send("GET", "/types", nil), 200)
		if got := want(t, c.send("GET", "/types", nil), 200).text; strings.Contains(got, "security") {
			t.Error("a type of risk is among those of projects")
		}
	})
}
