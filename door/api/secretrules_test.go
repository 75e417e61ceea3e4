package api

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// TestRulesTellNothingOfWhatIsHidden holds lines of a register, and a task, to rules that
// read an attribute for one role, as somebody else who may write them, and as an
// administrator who defines attributes and may not read that one.
func TestRulesTellNothingOfWhatIsHidden(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "counsel", Label: label.T("Counsel", "Juriste"), Rights: access.ReadProject | access.EditProject})
			return err
		})
		counsel := w.account("counsel")
		w.setPassword(counsel)
		w.grant(counsel.ID, role.ID, w.units["parent"])
		for _, object := range []string{"risk", field.Task} {
			w.change(func(tx *db.Tx, who access.Who) error {
				for _, f := range []*field.Field{
					{Object: object, Key: "claim", Kind: field.Text, Label: label.T("Claim", "Litige"), Readers: []int64{role.ID}},
					{Object: object, Key: "reply", Kind: field.Text, Label: label.T("Reply", "Réponse")},
					{Object: object, Key: "stand", Kind: field.Text, Label: label.T("Stand", "Avis")},
				} {
					if err := field.Create(context.Background(), tx, who, f); err != nil {
						return err
					}
				}
				for key, govern := range map[string]func(f *field.Field, text string){
					"reply": func(f *field.Field, text string) { f.RequiredIf = text },
					"stand": func(f *field.Field, text string) {
						f.Rule, f.Message = text, label.T("Ask about the claim", "Voyez le litige")
					},
				} {
					c, err := field.Load(context.Background(), tx, object)
					if err != nil {
						return err
					}
					text, err := c.ParseFormula(map[string]string{"reply": `claim = "S3CRET"`, "stand": `claim <> "S3CRET"`}[key], label.EN, nil)
					if err != nil {
						return err
					}
					if _, err := field.Update(context.Background(), tx, who, object, key, c.Get(key).Version, func(f *field.Field) error { govern(f, text); return nil }); err != nil {
						return err
					}
				}
				return nil
			})
		}
		home := "/projects/" + w.d.Seal(w.project("own", nil))
		knows, not, defines := w.signedIn(counsel), w.as("pmo", "parent"), w.signedIn(w.administrator())
		safe := func(what string, got answered) answered {
			t.Helper()
			if text := strings.ToLower(unpacked(got.text)); strings.Contains(text, "s3cret") || strings.Contains(text, "claim") || strings.Contains(text, "litige") {
				t.Errorf("%s tells of it: %d %s", what, got.StatusCode, got.text)
			}
			return got
		}
		refused := func(what, key string, got answered) {
			t.Helper()
			if e := want(t, got, 422).json(t)["errors"].([]any)[0].(map[string]any); !strings.HasSuffix(fmt.Sprint(e["location"]), key) {
				t.Errorf("%s: got %v, want a refusal at %s", what, e, key)
			}
		}

		// a line: who reads the claim is held to both rules, who does not to neither
		refused("no reply to a claim", "reply", knows.send("POST", home+"/risks", map[string]any{"name": "R", "claim": "S3CRET"}))
		refused("a stand on a claim", "stand", knows.send("POST", home+"/risks", map[string]any{"name": "R", "claim": "S3CRET", "reply": "x", "stand": "x"}))
		line := want(t, knows.send("POST", home+"/risks", map[string]any{"name": "R", "claim": "S3CRET", "reply": "x"}), 201).json(t)
		path, mark := "/risks/"+line["id"].(string), fmt.Sprintf(`"%v"`, line["version"])
		now := safe("a change of the line", want(t, not.with("If-Match", mark).send("PATCH", path, map[string]any{"stand": "x", "reply": nil}), 200)).json(t)
		safe("the form of the line", want(t, not.send("GET", path+"/form", nil), 200))
		safe("the attributes", want(t, not.send("GET", "/fields?object=risk", nil), 200))
		refused("a claim without a reply", "stand", knows.with("If-Match", fmt.Sprintf(`"%v"`, now["version"])).send("PATCH", path, map[string]any{"stand": "y"}))

		// a task: what is missing is a warning, for who reads the claim
		edit := func(c *client, e map[string]any) answered {
			t.Helper()
			at := want(t, knows.send("GET", home+"/plan", nil), 200).Header.Get("ETag")
			return c.with("If-Match", at).send("PATCH", home+"/plan", map[string]any{"edits": []any{e}})
		}
		refused("a stand on the claim of a task", "stand", edit(knows, map[string]any{"op": "add", "ref": "a", "kind": "task", "name": "A", "values": map[string]any{"claim": "S3CRET", "stand": "x"}}))
		made := want(t, edit(knows, map[string]any{"op": "add", "ref": "a", "kind": "task", "name": "A", "values": map[string]any{"claim": "S3CRET"}}), 200)
		if !strings.Contains(made.text, "“Reply” is required and is not filled in") {
			t.Errorf("who reads the claim is not warned: %s", made.text)
		}
		set := map[string]any{"op": "set", "id": made.json(t)["made"].(map[string]any)["a"], "values": map[string]any{"stand": "x"}}
		if got := safe("a change of the task", want(t, edit(not, set), 200)); strings.Contains(got.text, "is required") {
			t.Errorf("the warning tells that there is a claim: %s", got.text)
		}
		safe("the plan", want(t, not.send("GET", home+"/plan", nil), 200))

		// who defines attributes may not try out what the hidden values are
		for _, object := range []string{"risk", "task"} {
			for _, as := range []string{"rule", "required_if"} {
				tried := func(formula, of string) string {
					return want(t, defines.send("POST", "/fields/preview?object="+object, map[string]any{"formula": formula, "as": as, "of": of}), 200).text
				}
				for _, of := range []string{"name", "stand", "claim"} {
					if is, other := tried(`claim = "S3CRET"`, of), tried(`claim = "0THERS"`, of); is != other {
						t.Errorf("%s of %s, %s: the preview tells the value: %s and %s", as, object, of, is, other)
					}
				}
				if is, other := tried(`name = "R" or name = "A"`, "claim"), tried(`name = "0"`, "claim"); is != other {
					t.Errorf("%s of %s: the preview tells which have a value: %s and %s", as, object, is, other)
				}
			}
			safe("the uses", want(t, not.send("GET", "/fields/uses?object="+object, nil), 200))
		}
	})
}
