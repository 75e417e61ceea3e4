package api

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/risk"
)

// ownRecord is a record of a project at a place, to which the caller sees.
func ownRecord(kind *record.Kind, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		id := w.record(kind, field.Values{"project": field.Int(w.project(place, nil)), "name": field.Str("X"), "owner": field.Ref(p.account.ID)})
		return []string{w.d.Seal(id)}, body
	}
}

// TestWhoSeesToARecordSaysHowItStands tries the routes of the matrix again on
// records of the caller's own: reading the project is enough for how they stand,
// and for nothing else.
func TestWhoSeesToARecordSaysHowItStands(t *testing.T) {
	done := map[*record.Kind]string{action.Kind: action.Done, decision.Kind: decision.CarriedOut, risk.Kind: "closed"}
	eachWorld(t, func(t *testing.T, w *world) {
		personas := w.personas()
		for kind, status := range done {
			one := "/" + plurals[kind.Entity] + "/{id}"
			patched := func(body any, need access.Right) fixture {
				return fixture{request: ownRecord(kind, body), may: holds(need), refusal: sees, version: true}
			}
			ticking := access.ReadProject
			if kind == risk.Kind {
				ticking = access.EditProject
			}
			for _, f := range []fixture{
				patched(map[string]any{"status": status}, ticking),
				patched(map[string]any{"status": status, "name": "Changed"}, access.EditProject),
				patched(map[string]any{"owner": nil}, access.EditProject),
			} {
				for i, p := range personas {
					if w.sampled(i) {
						continue
					}
					for _, place := range places {
						f.try(t, w, Route{Pattern: "PATCH " + one, Rule: rights["PATCH "+one]}, p, place)
					}
				}
			}
			deleted := patched(nil, access.EditProject)
			for _, p := range personas {
				deleted.try(t, w, Route{Pattern: "DELETE " + one, Rule: rights["DELETE "+one]}, p, "own")
			}
		}
	})
}

func TestATickIsOfferedToWhoSeesToTheRecordAlone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		of := w.project("own", nil)
		a, reader := w.member("reader", "own")
		_, other := w.member("reader", "own")
		id := w.record(action.Kind, field.Values{"project": field.Int(of), "name": field.Str("Call them"), "owner": field.Ref(a.ID)})
		path := "/actions/" + w.d.Seal(id)
		offered := func(c *client) any {
			return want(t, c.send("GET", "/actions", nil), 200).json(t)["items"].([]any)[0].(map[string]any)["can_tick"]
		}
		if got := offered(reader); got != true {
			t.Errorf("its owner is offered %v", got)
		}
		if got := offered(other); got != false {
			t.Errorf("somebody else is offered %v", got)
		}
		row := want(t, reader.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"status": "done", "note": "They agree"}), 200).json(t)
		if row["done_on"] == nil || row["note"] != "They agree" {
			t.Errorf("got %v", row)
		}
		want(t, other.with("If-Match", `"2"`).send("PATCH", path, map[string]any{"status": "to_do"}), 403)
		c, err := field.Load(context.Background(), w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := project.Delete(context.Background(), tx, who, c, of, 0)
			return err
		})
		want(t, reader.with("If-Match", `"2"`).send("PATCH", path, map[string]any{"status": "to_do"}), 409)
	})
}
