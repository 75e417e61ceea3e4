package api

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/field"
	"vigie/room/project"
)

func init() {
	taking := func(body any) fixture {
		return fixture{request: aComment(body), may: holds(access.Comment), refusal: sees}
	}
	versioned := taking(map[string]any{"body": "changed"})
	versioned.version = true
	maps.Copy(fixtures, map[string]fixture{
		"POST /projects/{id}/unmerge": {request: aMerge, may: holds(access.DeleteProject), refusal: sees},
		"GET /projects/{id}/revert":   {request: aProject(nil), query: "as_of=2026-01-01", may: holds(access.ReadHistory), refusal: sees, ok: 422},
		"POST /projects/{id}/revert":  {request: aProject(map[string]any{"after": 1}), version: true, may: holds(access.ReadHistory), refusal: sees, ok: 422},
		"POST /projects/{id}/visit":   {request: aProject(nil)},
		"GET /me/news":                {places: anywhere},

		"GET /projects/{id}/comments":                    {request: aProject(nil)},
		"POST /projects/{id}/comments":                   {request: aProject(map[string]any{"body": "Said"}), may: holds(access.Comment), refusal: sees},
		"PATCH /projects/{id}/comments/{comment}":        versioned,
		"DELETE /projects/{id}/comments/{comment}":       taking(nil),
		"POST /projects/{id}/comments/{comment}/restore": taking(nil),
		"POST /projects/{id}/comments/{comment}/resolve": taking(map[string]any{"resolved": true}),
		"GET /projects/{id}/comments/{comment}/versions": {request: aComment(nil)},
		"GET /projects/{id}/people":                      {request: aProject(nil)},
	})
}

// aComment is a comment, of the persona's own, on a project at a place.
func aComment(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		on := w.project(place, nil)
		id := w.comment(on, 0, "Something")
		if _, err := w.d.Update(context.Background(), db.Origin{Via: "test"}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE comment SET author_id = $1 WHERE id = $2", db.ID(p.account.ID), id)
			return err
		}); err != nil {
			w.t.Fatal(err)
		}
		return []string{w.d.Seal(on), w.d.Seal(id)}, body
	}
}

func (w *world) comment(on, parent int64, text string) int64 {
	w.t.Helper()
	var c comment.Comment
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		c, _, err = comment.Add(context.Background(), tx, who, comment.Comment{Project: on, Parent: db.ID(parent), Body: text})
		return err
	})
	return c.ID
}

// aMerge is a project at a place that another became part of.
func aMerge(w *world, _ *persona, place string) ([]string, any) {
	into, from := w.project(place, nil), w.project(place, nil)
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err == nil {
			_, err = project.Merge(context.Background(), tx, who, c, into, from)
		}
		return err
	})
	return []string{w.d.Seal(into)}, map[string]any{"from": w.d.Seal(from)}
}

// member is somebody with a role at a place, signed in.
func (w *world) member(role, place string) (access.Account, *client) {
	w.t.Helper()
	a := w.account(w.fresh(role))
	w.setPassword(a)
	w.grant(a.ID, w.roles[role], w.units[place])
	return a, w.signedIn(a)
}

func TestPeopleTalkAboutAProject(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", nil))
		ann, a := w.member("contributor", "own")
		_, b := w.member("project_manager", "own")
		first := want(t, a.send("POST", on+"/comments", map[string]any{"body": "  **Late** by a week\r\n"}), 201).json(t)
		if first["body"] != "**Late** by a week" || first["mine"] != true {
			t.Errorf("got %v", first)
		}
		id := fmt.Sprint(first["id"])
		answer := want(t, b.send("POST", on+"/comments", map[string]any{"body": "Why?", "parent": id}), 201).json(t)
		if got := b.send("POST", on+"/comments", map[string]any{"body": "Deeper", "parent": answer["id"]}); got.StatusCode != 422 {
			t.Errorf("an answer to an answer: got %d", got.StatusCode)
		}
		want(t, b.with("If-Match", `"1"`).send("PATCH", on+"/comments/"+id, map[string]any{"body": "Mine now"}), 403)
		want(t, b.send("DELETE", on+"/comments/"+id, nil), 403)
		want(t, a.with("If-Match", `"1"`).send("PATCH", on+"/comments/"+id, map[string]any{"body": "Late by two weeks"}), 200)
		stale := want(t, a.with("If-Match", `"1"`).send("PATCH", on+"/comments/"+id, map[string]any{"body": "Late by three"}), 412).json(t)
		if current, _ := stale["current"].(map[string]any); current["body"] != "Late by two weeks" {
			t.Errorf("got current %v", stale["current"])
		}
		want(t, b.send("POST", on+"/comments/"+id+"/resolve", map[string]any{"resolved": true}), 200)
		got := want(t, a.send("GET", on+"/comments", nil), 200).json(t)
		items, _ := got["items"].([]any)
		thread, _ := items[0].(map[string]any)
		if len(items) != 1 || thread["resolved"] == nil || thread["edited"] == nil || len(thread["answers"].([]any)) != 1 || fmt.Sprint(thread["author"]) != fmt.Sprint(map[string]any{"id": w.d.Seal(ann.ID), "name": ann.Name}) {
			t.Errorf("got %v", got)
		}
		said := want(t, a.send("GET", on+"/comments/"+id+"/versions", nil), 200)
		if !strings.Contains(said.text, "by a week") || !strings.Contains(said.text, "two weeks") {
			t.Errorf("what was said before is lost: %s", said.text)
		}
	})
}

func TestACommentTakenBackLeavesItsPlaceToTheAnswers(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", nil))
		_, a := w.member("contributor", "own")
		say := func(body map[string]any) string {
			return fmt.Sprint(want(t, a.send("POST", on+"/comments", body), 201).json(t)["id"])
		}
		alone, answered := say(map[string]any{"body": "Alone"}), say(map[string]any{"body": "Answered secret"})
		say(map[string]any{"body": "Answer", "parent": answered})
		want(t, a.send("DELETE", on+"/comments/"+alone, nil), 204)
		want(t, a.send("DELETE", on+"/comments/"+answered, nil), 204)
		got := want(t, a.send("GET", on+"/comments", nil), 200)
		if strings.Contains(got.text, "secret") || strings.Contains(got.text, "Alone") || !strings.Contains(got.text, "Answer") || !strings.Contains(got.text, `"deleted":true`) {
			t.Errorf("got %s", got.text)
		}
		want(t, a.send("POST", on+"/comments/"+alone+"/restore", nil), 200)
		if got := a.send("GET", on+"/comments", nil); !strings.Contains(got.text, "Alone") {
			t.Errorf("undo did not bring it back: %s", got.text)
		}
	})
}

func TestOnlyWhoSeesTheProjectIsNamed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", nil))
		bob, _ := w.member("reader", "own")
		eve, _ := w.member("pmo", "sibling")
		gone, _ := w.member("reader", "own")
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := access.UpdateAccount(context.Background(), tx, who, gone.ID, 1, func(a *access.Account) { a.Disabled = true })
			return err
		})
		_, a := w.member("contributor", "own")
		name := func(who access.Account, said string) string { return "@[" + said + "](user:" + w.d.Seal(who.ID) + ")" }
		first := want(t, a.send("POST", on+"/comments", map[string]any{"body": "Ask " + name(bob, "Anything")}), 201).json(t)
		if got := fmt.Sprint(first["body"]); got != "Ask "+name(bob, bob.Name) {
			t.Errorf("got %q, want the name that the person has", got)
		}
		for _, who := range []access.Account{eve, gone, {ID: 987654321}} {
			got := want(t, a.send("POST", on+"/comments", map[string]any{"body": "Ask " + name(who, "Somebody")}), 422)
			if !strings.Contains(got.text, "Somebody cannot see this project") || who.Name != "" && strings.Contains(got.text, who.Name) {
				t.Errorf("got %s, want a reason that gives nothing away", got.text)
			}
		}
		if list := want(t, a.send("GET", on+"/comments", nil), 200).json(t); fmt.Sprint(list["total"]) != "1" {
			t.Errorf("a refused comment was kept: %v", list)
		}
		people := want(t, a.send("GET", on+"/people?q=name", nil), 200)
		if !strings.Contains(people.text, bob.Name) || strings.Contains(people.text, eve.Name) || strings.Contains(people.text, gone.Name) {
			t.Errorf("got %s", people.text)
		}
		named, err := db.Select[int64](context.Background(), w.d, "SELECT account_id FROM mention")
		if err != nil || len(named) != 1 || named[0] != bob.ID {
			t.Errorf("got %v %v, want %d alone", named, err, bob.ID)
		}
	})
}

func TestWhatOthersChangedSinceTheLastLookIsTold(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.project("own", nil)
		on := "/projects/" + w.d.Seal(id)
		_, reader := w.member("contributor", "own") // who may not read the history
		_, pmo := w.member("pmo", "own")
		if got := want(t, pmo.send("POST", on+"/visit", nil), 200).json(t); got["at"] != nil || fmt.Sprint(got["count"]) != "0" {
			t.Errorf("the first look: got %v", got)
		}
		want(t, reader.send("POST", on+"/visit", nil), 200)
		want(t, pmo.with("If-Match", `"1"`).send("PATCH", on+"?why=Bad%20news", map[string]any{"weather": "stormy"}), 200)
		got := want(t, reader.send("POST", on+"/visit", nil), 200).json(t)
		if fmt.Sprint(got["changed"], got["count"], got["by"]) != "[weather] 1 []" {
			t.Errorf("got %v", got)
		}
		if got := want(t, pmo.send("POST", on+"/visit", nil), 200).json(t); fmt.Sprint(got["count"]) != "0" {
			t.Errorf("one's own change is no news: %v", got)
		}
		if got := want(t, reader.send("GET", "/me/news", nil), 200).json(t); fmt.Sprint(got["items"]) != "["+w.d.Seal(id)+"]" {
			t.Errorf("got %v", got)
		}
		history := want(t, pmo.send("GET", "/history?project="+w.d.Seal(id)+"&attribute=weather", nil), 200)
		if !strings.Contains(history.text, `"note":"Bad news"`) {
			t.Errorf("the reason is not in the history: %s", history.text)
		}
	})
}

func TestAProjectIsBroughtBackToWhatItWas(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", field.Values{"total_cost": field.Int(5_0000), "description": field.Str("first")}))
		_, c := w.member("pmo", "own")
		made := want(t, c.with("If-Match", `"1"`).send("PATCH", on, map[string]any{"description": "second"}), 200)
		after := made.Header.Get("Vigie-Change")
		want(t, c.with("If-Match", `"2"`).send("PATCH", on, map[string]any{"description": "third", "total_cost": "9", "weather": "rainy"}), 200)
		preview := want(t, c.send("GET", on+"/revert?after="+after, nil), 200)
		for _, part := range []string{`"attribute":"description","now":"third","then":"second"`, `"attribute":"total_cost"`} {
			if !strings.Contains(preview.text, part) {
				t.Errorf("got %s, want %s", preview.text, part)
			}
		}
		if month := day.OfTime(w.d.Now()).Month().String(); !strings.Contains(preview.text, `"attribute":"weather","month":"`+month+`","now":`) {
			t.Errorf("the monthly value is not said with its month, %s: %s", month, preview.text)
		}
		number, err := strconv.Atoi(after)
		if err != nil {
			t.Fatal(err)
		}
		body := map[string]any{"after": number, "attributes": []string{"description"}, "why": "Mistaken"}
		want(t, c.with("If-Match", `"2"`).send("POST", on+"/revert", body), 412)
		row := want(t, c.with("If-Match", `"3"`).send("POST", on+"/revert", body), 200).json(t)
		if row["description"] != "second" || !strings.Contains(fmt.Sprint(row["total_cost"]), "9") {
			t.Errorf("got %v", row)
		}
		_, reader := w.member("reader", "own")
		want(t, reader.with("If-Match", `"4"`).send("POST", on+"/revert", body), 403)
		want(t, c.send("GET", on+"/revert", nil), 422)
		want(t, c.send("GET", on+"/revert?as_of=1990-01-01", nil), 422)
	})
}

func TestAHistoryIsReadByPersonAndDate(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.project("own", nil)
		ann, a := w.member("pmo", "own")
		_, b := w.member("pmo", "own")
		want(t, a.with("If-Match", `"1"`).send("PATCH", "/projects/"+w.d.Seal(id), map[string]any{"description": "by ann"}), 200)
		want(t, b.with("If-Match", `"2"`).send("PATCH", "/projects/"+w.d.Seal(id), map[string]any{"description": "by bob"}), 200)
		path := "/history?project=" + w.d.Seal(id)
		for query, count := range map[string]string{"": "3", "&actor=" + w.d.Seal(ann.ID): "1", "&from=2020-01-01": "3", "&to=2020-01-01": "0", "&from=2100-01-01": "0", "&since=999999": "0"} {
			if got := want(t, a.send("GET", path+query, nil), 200).json(t); fmt.Sprint(got["total"]) != count {
				t.Errorf("%q: got %v entries, want %s", query, got["total"], count)
			}
		}
	})
}

func TestAMergeWithWhatWasSaidIsUndoneByTheAPI(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		into, from := w.project("own", nil), w.project("own", nil)
		w.comment(from, 0, "Said before")
		_, c := w.member("pmo", "own")
		path := "/projects/" + w.d.Seal(into)
		want(t, c.send("POST", path+"/merge", map[string]any{"from": w.d.Seal(from), "take": []string{"name"}}), 200)
		if got := want(t, c.send("GET", path+"/comments", nil), 200); !strings.Contains(got.text, "Said before") {
			t.Errorf("what was said is lost: %s", got.text)
		}
		want(t, c.send("POST", path+"/unmerge", map[string]any{"from": w.d.Seal(from)}), 200)
		if got := want(t, c.send("GET", "/projects/"+w.d.Seal(from)+"/comments", nil), 200); !strings.Contains(got.text, "Said before") {
			t.Errorf("what was said did not come back: %s", got.text)
		}
		want(t, c.send("POST", path+"/unmerge", map[string]any{"from": w.d.Seal(from)}), 404)
	})
}
