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
	"vigie/room/risk"
)

// TestWhatIsHiddenOfALineIsNowhere reads and writes a risk of which one attribute is for
// one role, as somebody who may do everything else with it, and as somebody of the role.
func TestWhatIsHiddenOfALineIsNowhere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "counsel", Label: label.T("Counsel", "Juriste"), Rights: access.ReadProject | access.EditProject | access.ReadHistory | access.Export})
			return err
		})
		counsel, plain := w.account("counsel"), w.account("plain")
		w.setPassword(counsel)
		w.setPassword(plain)
		w.grant(counsel.ID, role.ID, w.units["parent"])
		w.grant(plain.ID, w.roles["pmo"], w.units["parent"])
		w.change(func(tx *db.Tx, who access.Who) error {
			return field.Create(context.Background(), tx, who, &field.Field{Object: "risk", Key: "claim", Kind: field.Number, Label: label.T("Claim", "Litige"), Readers: []int64{role.ID}})
		})
		owner := w.project("own", nil)
		id := w.d.Seal(w.record(risk.Kind, field.Values{"project": field.Int(owner), "name": field.Str("Court"), "claim": field.Int(70_007 * 10_000)}))
		one, knows, not := "/risks/"+id, w.signedIn(counsel), w.signedIn(plain)

		for path, tells := range map[string]bool{
			"/risks": true, "/exports/risks.csv": true, one + "/history": true, one + "/form": false, "/risks?as_of=2026-11-22": false,
		} {
			if got := unpacked(knows.send("GET", path, nil).text); tells && !strings.Contains(got, "70007") {
				t.Errorf("GET %s does not tell counsel the claim: %s", path, got)
			}
			if got := unpacked(not.send("GET", path, nil).text); strings.Contains(got, "70007") || strings.Contains(got, "laim") {
				t.Errorf("GET %s tells of the claim: %s", path, got)
			}
		}
		for _, query := range []string{"filter=claim+%3E+5", "sort=claim", "fields=claim", "group=claim", "filter=claim+is+not+empty"} {
			want(t, knows.send("GET", "/risks?"+query, nil), 200)
			if x, y := not.send("GET", "/risks?"+query, nil), not.send("GET", "/risks?"+strings.ReplaceAll(query, "claim", "clxxm"), nil); x.StatusCode != y.StatusCode || strings.ReplaceAll(x.text, "clxxm", "claim") == x.text && !strings.Contains(x.text, "claim") {
				t.Errorf("%s is answered otherwise than what is not there: %s and %s", query, x.text, y.text)
			}
		}
		if n := want(t, knows.send("GET", "/projects?filter=has.risk(claim+%3E+5)", nil), 200).json(t)["total"]; n != 1.0 {
			t.Errorf("counsel finds %v projects by the claim", n)
		}
		want(t, not.send("GET", "/projects?filter=has.risk(claim+%3E+5)", nil), 422)

		at := not.with("If-Match", `"1"`)
		if got := want(t, at.send("PATCH", one, map[string]any{"claim": "1"}), 422).text; strings.Contains(got, "70007") {
			t.Errorf("the refusal tells the claim: %s", got)
		}
		if got := want(t, at.send("PATCH", one, map[string]any{"name": "Court of appeal"}), 200).text; strings.Contains(got, "70007") {
			t.Errorf("what is answered to a change tells the claim: %s", got)
		}
		if got := want(t, at.send("PATCH", one, map[string]any{"name": "Court"}), 412).text; strings.Contains(got, "70007") {
			t.Errorf("what is there now tells the claim: %s", got)
		}
		if got := want(t, knows.send("GET", "/risks", nil), 200).text; !strings.Contains(got, "70007") {
			t.Errorf("a change by somebody who may not read the claim took it away: %s", got)
		}

		// Deleted and brought back by the same, the line has all that it had.
		want(t, not.with("If-Match", `"2"`).send("DELETE", one, nil), 204)
		last := want(t, not.send("GET", "/changes?limit=1", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["number"]
		change := fmt.Sprint("/changes/", int(last.(float64)))
		if got := want(t, not.send("GET", change, nil), 200).text; strings.Contains(got, "70007") {
			t.Errorf("the change tells the claim: %s", got)
		}
		want(t, not.send("POST", change+"/undo", map[string]any{}), 200)
		if got := want(t, knows.send("GET", "/risks", nil), 200).text; !strings.Contains(got, "70007") {
			t.Errorf("what came back lacks the claim: %s", got)
		}
	})
}
