package api

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /changes":                 {places: anywhere},
		"GET /changes/{number}":        {request: aChange(nil)},
		"POST /changes/{number}/undo":  {request: aChange(map[string]any{}), may: holds(access.ReadHistory | access.EditProject), refusal: knows},
		"PUT /changes/{number}/reason": {request: aChange(map[string]any{"why": "because"}), may: func(*persona, string) bool { return false }, refusal: knows},
	})
}

// knows is how a change is refused to those who may not take it back.
func knows(p *persona, place string) int {
	if holds(access.ReadHistory)(p, place) {
		return 403
	}
	return 404
}

// aChange is an edit of a project at a place.
func aChange(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		id := w.project(place, field.Values{"description": field.Str("before")})
		return []string{fmt.Sprint(w.editAll(project.Edit{ID: id, Values: field.Values{"description": field.Str("after")}}))}, body
	}
}

// editAll makes edits at one time, as the system, and returns their change.
func (w *world) editAll(edits ...project.Edit) int64 {
	w.t.Helper()
	ctx, who := context.Background(), access.System("test")
	c, err := field.Load(ctx, w.d, project.Entity)
	if err != nil {
		w.t.Fatal(err)
	}
	number, err := w.d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		out, err := project.Write(ctx, tx, who, c, edits)
		for _, o := range out {
			if o.Err != nil {
				return o.Err
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(fault.KindOf(err), err)
	}
	return number
}

func TestAReasonIsGivenAfterAChangeByWhoMadeIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c, ids, number := pasted(t, w)
		said := func(c *client) string {
			list := want(t, c.send("GET", "/changes?project="+ids[0], nil), 200).json(t)
			note, _ := list["items"].([]any)[0].(map[string]any)["note"].(string)
			entries := want(t, c.send("GET", "/history?project="+ids[0], nil), 200).json(t)
			inHistory, _ := entries["items"].([]any)[0].(map[string]any)["note"].(string)
			one, _ := want(t, c.send("GET", "/changes/"+number, nil), 200).json(t)["note"].(string)
			return note + "|" + inHistory + "|" + one
		}
		if got := said(c); got != "||" {
			t.Errorf("before a reason is given: %s", got)
		}
		for _, why := range []string{"Arbitrage du comité", "Arbitrage du 12"} {
			want(t, c.send("PUT", "/changes/"+number+"/reason", map[string]any{"why": "  " + why + " \n"}), 204)
			if got := said(c); got != why+"|"+why+"|"+why {
				t.Errorf("got %s, want %s three times", got, why)
			}
		}
		_, other := w.member("pmo", "own")
		want(t, other.send("PUT", "/changes/"+number+"/reason", map[string]any{"why": "mine"}), 403)
		want(t, c.send("PUT", "/changes/"+number+"/reason", map[string]any{"why": strings.Repeat("x", 501)}), 422)
		want(t, c.send("PUT", "/changes/999999/reason", map[string]any{"why": "x"}), 404)
		if got := said(other); !strings.HasPrefix(got, "Arbitrage du 12|") {
			t.Errorf("after the refusals: %s", got)
		}
		if bad, err := w.d.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
			t.Errorf("the chain of changes: %v, %v", bad, err)
		}
		want(t, c.send("PUT", "/changes/"+number+"/reason", map[string]any{"why": ""}), 204)
		if got := said(c); got != "||" {
			t.Errorf("after it was taken back: %s", got)
		}
	})
}

func TestABatchTakesItsReason(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, c := w.member("pmo", "own")
		id := w.d.Seal(w.project("own", field.Values{"description": field.Str("old")}))
		items := []map[string]any{{"id": id, "version": 1, "changes": map[string]any{"description": "new"}}}
		want(t, c.send("PATCH", "/projects", map[string]any{"items": items, "why": "Revue du 12"}), 200)
		entries := want(t, c.send("GET", "/history?project="+id, nil), 200).json(t)
		if got := entries["items"].([]any)[0].(map[string]any)["note"]; got != "Revue du 12" {
			t.Errorf("got %v, want the reason of the batch", got)
		}
	})
}

// pasted is a person who changed the names and costs of three projects at once.
func pasted(t *testing.T, w *world) (c *client, ids []string, number string) {
	_, c = w.member("pmo", "own")
	items := []map[string]any{}
	for i := range 3 {
		id := w.d.Seal(w.project("own", field.Values{"description": field.Str(fmt.Sprint("old ", i)), "total_cost": field.Int(int64(i+1) * 1_000_0000)}))
		ids = append(ids, id)
		items = append(items, map[string]any{"id": id, "version": 1, "changes": map[string]any{"description": "pasted", "total_cost": "7", "weather": "rainy"}})
	}
	got := want(t, c.send("PATCH", "/projects", map[string]any{"items": items}), 200)
	return c, ids, got.Header.Get("Vigie-Change")
}

func TestAPasteIsOneChangeThatIsFoundAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c, ids, number := pasted(t, w)
		before := want(t, c.send("GET", "/projects/"+ids[2], nil), 200).json(t)
		found := want(t, c.send("GET", "/changes?limit=1", nil), 200)
		if !strings.Contains(found.text, `"number":`+number) || !strings.Contains(found.text, `"project":3`) {
			t.Fatalf("got %s, want the paste first, of three projects", found.text)
		}
		shown := want(t, c.send("GET", "/changes/"+number, nil), 200)
		for _, part := range []string{`"attribute":"description"`, `"before":"old 1","after":"pasted","now":"pasted"`, `"attribute":"weather"`} {
			if !strings.Contains(shown.text, part) {
				t.Errorf("got %s, want %s", shown.text, part)
			}
		}
		undone := want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 200)
		if !strings.Contains(undone.text, `"gone_by":`+undone.Header.Get("Vigie-Change")) {
			t.Errorf("got %s, want it to say by which change it is gone", undone.text)
		}
		for i, id := range ids {
			row := want(t, c.send("GET", "/projects/"+id, nil), 200).json(t)
			if row["description"] != fmt.Sprint("old ", i) || row["weather"] != nil || !strings.Contains(fmt.Sprint(row["total_cost"]), fmt.Sprint(i+1, "000.00")) {
				t.Errorf("got %v, want what it was before the paste", row)
			}
		}
		again := undone.Header.Get("Vigie-Change")
		if got := want(t, c.send("GET", "/changes/"+again, nil), 200); !strings.Contains(got.text, `"took_back":`+number) {
			t.Errorf("got %s, want it to say what it took back", got.text)
		}
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 409)
		want(t, c.send("POST", "/changes/"+again+"/undo", map[string]any{}), 200)
		after := want(t, c.send("GET", "/projects/"+ids[2], nil), 200).json(t)
		for _, moves := range []string{"version", "updated", "last_update"} {
			delete(before, moves)
			delete(after, moves)
		}
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("undone twice: got\n%v\nwant\n%v", after, before)
		}
	})
}

func TestWhatWasChangedSinceIsShownAndStaysUnlessAsked(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c, ids, number := pasted(t, w)
		later := want(t, c.with("If-Match", `"2"`).send("PATCH", "/projects/"+ids[0], map[string]any{"description": "by hand"}), 200).Header.Get("Vigie-Change")
		shown := want(t, c.send("GET", "/changes/"+number, nil), 200)
		if !strings.Contains(shown.text, `"after":"pasted","now":"by hand","since":`+later) {
			t.Errorf("got %s, want the later value and its change", shown.text)
		}
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 200)
		row := want(t, c.send("GET", "/projects/"+ids[0], nil), 200).json(t)
		if row["description"] != "by hand" || !strings.Contains(fmt.Sprint(row["total_cost"]), "1000.00") {
			t.Errorf("got %v, want the later text and the earlier cost", row)
		}
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{"overwrite": true}), 200)
		if row := want(t, c.send("GET", "/projects/"+ids[0], nil), 200).json(t); row["description"] != "old 0" {
			t.Errorf("got %v, want what it was before", row["description"])
		}
	})
}

func TestDeletingAndMakingAreTakenBackToo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, c := w.member("pmo", "own")
		id := w.d.Seal(w.project("own", field.Values{"description": field.Str("kept")}))
		gone := want(t, c.with("If-Match", `"1"`).send("DELETE", "/projects/"+id, nil), 204).Header.Get("Vigie-Change")
		want(t, c.send("POST", "/changes/"+gone+"/undo", map[string]any{}), 200)
		if row := want(t, c.send("GET", "/projects/"+id, nil), 200).json(t); row["state"] != "active" || row["description"] != "kept" {
			t.Errorf("got %v, want it back as it was", row)
		}
		made := want(t, c.send("POST", "/projects", map[string]any{"name": "Made", "unit": w.d.Seal(w.units["own"])}), 201)
		number := made.Header.Get("Vigie-Change")
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 200)
		if row := want(t, c.send("GET", "/projects/"+fmt.Sprint(made.json(t)["id"]), nil), 200).json(t); row["state"] != "deleted" {
			t.Errorf("got %v, want it in the bin", row["state"])
		}
	})
}

func TestOthersChangesAreNotKnownToWhoDoesNotSeeTheProjects(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, _, number := pasted(t, w)
		_, c := w.member("pmo", "foreign")
		if got := want(t, c.send("GET", "/changes", nil), 200); strings.Contains(got.text, `"number":`+number) {
			t.Errorf("got %s", got.text)
		}
		want(t, c.send("GET", "/changes/"+number, nil), 404)
		want(t, c.send("POST", "/changes/"+number+"/undo", map[string]any{}), 404)
	})
}
