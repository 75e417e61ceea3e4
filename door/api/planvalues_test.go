package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestTheLinesOfAPlanCarryAttributesOfTheCatalogue(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		make := func(object, key, kind string, more map[string]any) {
			t.Helper()
			in := map[string]any{"key": key, "kind": kind, "label": map[string]any{"en": strings.ToUpper(key), "fr": strings.ToUpper(key)}}
			for k, v := range more {
				in[k] = v
			}
			want(t, c.send("POST", "/fields?object="+object, in), 201)
		}
		risky := map[string]any{"choices": []any{map[string]any{"key": "low", "label": map[string]any{"en": "Low", "fr": "Faible"}}, map[string]any{"key": "high", "label": map[string]any{"en": "High", "fr": "Fort"}}}}
		make("task", "lot", "text", nil)
		make("task", "exposure", "choice", risky)
		make("milestone", "exposure", "choice", risky)
		make("task", "topics", "choices", map[string]any{"free": true})
		make("task", "sponsor", "user", nil)
		make("task", "share", "percent", nil)

		me, _ := want(t, c.send("GET", "/me", nil), 200).json(t)["id"].(string)
		id := w.d.Seal(w.project("own", nil))
		plan, made := w.planned(id,
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "values": map[string]any{
				"lot": "A", "exposure": "Fort", "topics": []any{"Ground", "Water"}, "sponsor": me, "share": "12.5",
			}},
			map[string]any{"op": "add", "ref": "open", "kind": "milestone", "name": "Open", "values": map[string]any{"exposure": "low"}},
		)
		values := func(plan map[string]any, line int) string {
			return fmt.Sprint(plan["items"].([]any)[line].(map[string]any)["values"])
		}
		for n, said := range [][]string{{"exposure:high", "lot:A", "share:12.5", "name:", "topics:["}, {"exposure:low"}} {
			for _, word := range said {
				if got := values(plan, n); !strings.Contains(got, word) {
					t.Errorf("line %d has %s, want %s in it", n+1, got, word)
				}
			}
		}
		dates := want(t, c.send("GET", "/projects/"+id+"/milestones", nil), 200)
		if !strings.Contains(dates.text, `"exposure":"low"`) {
			t.Errorf("the key date does not have what its milestone was given: %s", dates.text)
		}

		mark := plan["mark"].(string)
		for name, said := range map[string]struct{ values, says string }{
			"not in the list": {`{"exposure": "huge"}`, "EXPOSURE"},
			"no number":       {`{"share": "some"}`, "SHARE"},
			"not there":       {`{"budget": 1}`, "budget"},
		} {
			body := fmt.Sprintf(`{"edits": [{"op": "set", "id": %q, "values": %s}]}`, made["dig"], said.values)
			got := c.with("If-Match", `"`+mark+`"`).send("PATCH", "/projects/"+id+"/plan", json.RawMessage(body))
			if got.StatusCode != 422 || !strings.Contains(got.text, "edits[0].values.") || !strings.Contains(got.text, said.says) || !strings.Contains(got.text, "Dig") {
				t.Errorf("%s: %d %s", name, got.StatusCode, got.text)
			}
		}
		cleared, _ := w.planned(id, map[string]any{"op": "set", "id": made["dig"], "values": map[string]any{"lot": nil, "topics": []any{}}})
		if got := values(cleared, 0); !strings.Contains(got, "lot:<nil>") || !strings.Contains(got, "topics:<nil>") || !strings.Contains(got, "exposure") {
			t.Errorf("after two were cleared: %s", got)
		}
		uses := want(t, c.send("GET", "/fields/uses?object=task", nil), 200)
		if !strings.Contains(uses.text, `"key":"exposure","filled":1,"choices":{"high":1,"low":0}`) {
			t.Errorf("uses: %s", uses.text)
		}

		other := w.d.Seal(w.project("own", nil))
		const list = "Name;Start;Duration;Exposure;Supplier\nWall;2027-01-04;2d;High;Stone & Co\nRoof;2027-01-06;1d;;Tiles\n"
		bring := func(query, match string) map[string]any {
			t.Helper()
			file, kind := form("list.csv", list, map[string]string{"fields": `{"5": "+"}`})
			return want(t, c.with("Content-Type", kind).with("If-Match", match).send("POST", "/projects/"+other+"/plan/import?"+query, file), 200).json(t)
		}
		tried := bring("", "")
		if got := fmt.Sprint(tried["custom_fields"]); !strings.Contains(got, "name:Exposure") || !strings.Contains(got, "to:exposure") || !strings.Contains(got, "name:Supplier") || !strings.Contains(got, "to:+") || tried["may_make"] != true {
			t.Errorf("custom fields: %s", got)
		}
		bring("apply=true", `"`+tried["mark"].(string)+`"`)
		read := want(t, c.send("GET", "/projects/"+other+"/plan", nil), 200)
		sent := want(t, c.send("GET", "/projects/"+other+"/plan/export?format=mspdi", nil), 200)
		for _, part := range []string{`"exposure":"high"`, `"supplier":"Stone & Co"`} {
			if !strings.Contains(read.text, part) {
				t.Errorf("what was brought in does not say %s: %s", part, read.text)
			}
		}
		if !strings.Contains(sent.text, "<Alias>Supplier</Alias>") || !strings.Contains(sent.text, "Stone &amp; Co") {
			t.Error("what goes out lacks the custom field")
		}
	})
}
