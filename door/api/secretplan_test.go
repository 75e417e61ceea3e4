package api

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/field"
)

// TestWhatIsHiddenInAPlanIsNowhere reads and writes a plan of which one attribute of tasks
// and one of key dates is for one role, as somebody who may do everything else with it.
func TestWhatIsHiddenInAPlanIsNowhere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "counsel", Label: label.T("Counsel", "Juriste"), Rights: access.ReadProject | access.EditProject | access.ReadHistory | access.Export})
			return err
		})
		counsel := w.account("counsel")
		w.setPassword(counsel)
		w.grant(counsel.ID, role.ID, w.units["parent"])
		w.change(func(tx *db.Tx, who access.Who) error {
			for _, f := range []*field.Field{
				{Object: "task", Key: "claim", Kind: field.Text, Label: label.T("Claim", "Litige"), Readers: []int64{role.ID}, Required: true},
				{Object: "task", Key: "award", Kind: field.Text, Label: label.T("Award", "Octroi")},
				{Object: "milestone", Key: "award", Kind: field.Text, Label: label.T("Award", "Octroi"), Readers: []int64{role.ID}},
				{Object: "task", Key: "stand", Kind: field.Text, Label: label.T("Stand", "Avis")},
				{Object: "milestone", Key: "stand", Kind: field.Text, Label: label.T("Stand", "Avis"), Writers: []int64{role.ID}},
				{Object: "task", Key: "topics", Kind: field.Choices, Label: label.T("Topics", "Sujets"), Free: true, Readers: []int64{role.ID}},
			} {
				if err := field.Create(context.Background(), tx, who, f); err != nil {
					return err
				}
			}
			return nil
		})
		id := w.d.Seal(w.project("own", nil))
		path, knows, not := "/projects/"+id+"/plan", w.signedIn(counsel), w.as("pmo", "parent")
		mark := func() string { return want(t, knows.send("GET", path, nil), 200).Header.Get("ETag") }
		edit := func(c *client, edits ...map[string]any) answered {
			return c.with("If-Match", mark()).send("PATCH", path, map[string]any{"edits": edits})
		}
		plan := want(t, edit(knows,
			map[string]any{"op": "add", "ref": "dig", "kind": "task", "name": "Dig", "values": map[string]any{"claim": "S3CRET"}},
			map[string]any{"op": "add", "ref": "open", "kind": "milestone", "name": "Open", "values": map[string]any{"award": "S3CRET"}},
			map[string]any{"op": "add", "ref": "bare", "kind": "task", "name": "Bare"},
		), 200).json(t)
		made := plan["made"].(map[string]any)
		safe := func(what string, got answered) {
			t.Helper()
			if text := unpacked(got.text); strings.Contains(text, "S3CRET") || strings.Contains(strings.ToLower(text), "claim") || strings.Contains(text, "Litige") {
				t.Errorf("%s tells of it: %d %s", what, got.StatusCode, text)
			}
		}
		kept := func(after string) {
			t.Helper()
			if got := want(t, knows.send("GET", path, nil), 200).text; strings.Count(got, "S3CRET") != 2 {
				t.Errorf("after %s it is no longer what it was: %s", after, got)
			}
		}
		baseline := want(t, not.send("POST", "/projects/"+id+"/baselines", map[string]any{"name": "First"}), 201).json(t)["id"].(string)
		for _, one := range []string{
			path, path + "/export?format=mspdi", path + "/export?format=xlsx", path + "/export?format=csv", path + "/export?format=svg", path + "/why/" + made["dig"].(string),
			"/projects/" + id + "/baselines/" + baseline, "/projects/" + id + "/summary", "/projects/" + id + "/milestones", "/changes?limit=5", "/search?q=S3CRET", "/fields?object=task",
		} {
			safe("GET "+one, want(t, not.send("GET", one, nil), 200))
		}
		model := w.d.Seal(w.templateOf(templating.DraftSection{Kind: "plan", Lines: []templating.DraftLine{{ID: "dig", Values: map[string]templating.DraftValue{
			"name": {Text: &templating.DraftText{EN: "Dig"}}, "kind": {Value: "task"}, "values.claim": {Text: &templating.DraftText{EN: "S3CRET"}},
		}}}}).ID)
		if got := want(t, knows.send("GET", "/templates/"+model, nil), 200).text; !strings.Contains(got, "S3CRET") {
			t.Errorf("a template does not say it to who may know: %s", got)
		}
		safe("a template", want(t, not.send("GET", "/templates/"+model, nil), 200))
		safe("what it would do", want(t, not.send("POST", "/templates/"+model+"/preview", map[string]any{"project": id}), 200))
		safe("what it did", want(t, not.send("POST", "/templates/"+model+"/apply", map[string]any{"project": id}), 200))
		kept("a template applied by somebody who may not read it")
		rename := map[string]any{"op": "set", "id": made["dig"], "name": "Digging"}
		safe("a preview", want(t, not.with("If-Match", mark()).send("PATCH", path+"?preview=true", map[string]any{"edits": []any{rename}}), 200))
		safe("a change", want(t, edit(not, rename), 200))
		safe("what is there meanwhile", want(t, not.with("If-Match", `"1-0"`).send("PATCH", path, map[string]any{"edits": []any{rename}}), 412))
		kept("a change by somebody who may not read it")
		stand := map[string]any{"edits": []any{map[string]any{"op": "set", "id": made["open"], "values": map[string]any{"stand": "x"}}}}
		for _, query := range []string{"?preview=true", ""} { // what is refused when it is saved is refused when it is foreseen
			if got := want(t, not.with("If-Match", mark()).send("PATCH", path+query, stand), 422); !strings.Contains(got.text, "entered by other roles") {
				t.Errorf("%q: %s", query, got.text)
			}
		}
		for c, locked := range map[*client]string{knows: "<nil>", not: "[stand]"} {
			if got := want(t, c.send("GET", path, nil), 200).json(t); fmt.Sprint(got["locked_date_values"]) != locked || got["locked_values"] != nil {
				t.Errorf("locked: %v, and of key dates %v, want %s", got["locked_values"], got["locked_date_values"], locked)
			}
		}
		for _, values := range []map[string]any{{"claim": "x"}, {"topics": []any{"Leaked"}}} {
			said := want(t, edit(not, map[string]any{"op": "set", "id": made["dig"], "values": values}), 422).text
			other := want(t, edit(not, map[string]any{"op": "set", "id": made["dig"], "values": map[string]any{"nothing": "x"}}), 422).text
			for key := range values {
				if strings.ReplaceAll(said, key, "nothing") != other {
					t.Errorf("%s is refused otherwise than what is not there: %s and %s", key, said, other)
				}
			}
		}
		want(t, edit(not, map[string]any{"op": "set", "id": made["open"], "values": map[string]any{"award": "x"}}), 422)
		if got := want(t, knows.send("GET", "/fields?object=task", nil), 200).text; strings.Contains(got, "Leaked") {
			t.Error("somebody who may not read a list added to it")
		}

		// a file that says it, brought in by somebody who may not read it
		const list = "Name;Type;Start;Duration;Claim;claim;Award\nDigging;Task;2027-01-04;2d;mine;mine;x\nOpen;Milestone;2027-01-06;;;;mine\n"
		for _, query := range []string{"", "apply=true"} {
			for _, fields := range []string{"", `{"5": "claim", "6": "claim"}`} {
				file, kind := form("list.csv", list, map[string]string{"fields": fields})
				got := want(t, not.with("Content-Type", kind).with("If-Match", mark()).send("POST", path+"/import?"+query, file), 200)
				if strings.Contains(got.text, "S3CRET") || strings.Contains(got.text, `"to":"claim"`) {
					t.Errorf("import %s %s tells of it: %s", query, fields, got.text)
				}
				kept("an import")
			}
		}
		number := want(t, not.send("GET", "/changes?limit=1", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["number"]
		safe("the change", want(t, not.send("GET", fmt.Sprint("/changes/", number), nil), 200))
		want(t, edit(knows, map[string]any{"op": "set", "id": made["dig"], "values": map[string]any{"claim": "later"}}), 200)
		want(t, edit(knows, map[string]any{"op": "set", "id": made["dig"], "values": map[string]any{"claim": "S3CRET"}}), 200)
		want(t, not.send("POST", fmt.Sprint("/changes/", number, "/undo"), map[string]any{"overwrite": true}), 200)
		kept("a change that was taken back")
	})
}
