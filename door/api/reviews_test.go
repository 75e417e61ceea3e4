package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
	meeting "vigie/room/review"
)

func init() {
	// Whoever may not lead a review that they see is told so; to others it is not there.
	lead := func(to meeting.State, version bool, body any) fixture {
		return fixture{request: aReview(to, body), may: holds(access.EditPortfolio), refusal: seesPortfolio, version: version}
	}
	read := func(to meeting.State) fixture { return fixture{request: aReview(to, nil)} }
	more := map[string]fixture{
		"GET /reviews": {places: anywhere},
		"POST /reviews": {may: holds(access.EditPortfolio), refusal: seesPortfolio, request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := aPortfolio(nil)(w, p, place)
			return nil, map[string]any{"portfolio": ids[0]}
		}},
		"GET /reviews/{id}":          read(meeting.Frozen),
		"PATCH /reviews/{id}":        lead(meeting.Draft, true, map[string]any{"name": "Another"}),
		"DELETE /reviews/{id}":       lead(meeting.Draft, true, nil),
		"PUT /reviews/{id}/items":    lead(meeting.Draft, true, map[string]any{"items": []any{}}),
		"POST /reviews/{id}/propose": lead(meeting.Draft, true, nil),
		"POST /reviews/{id}/freeze":  lead(meeting.Draft, true, nil),
		"POST /reviews/{id}/close":   lead(meeting.Frozen, true, nil),
		"GET /reviews/{id}/opening":  read(meeting.Frozen),
		"GET /reviews/{id}/pages/{project}": {request: func(w *world, _ *persona, place string) ([]string, any) {
			r, on := w.review(place, meeting.Frozen)
			return []string{w.d.Seal(r.ID), w.d.Seal(on)}, nil
		}},
		"GET /reviews/{id}/outcomes":   read(meeting.Frozen),
		"POST /reviews/{id}/decisions": lead(meeting.Frozen, false, map[string]any{"name": "Go on", "kind": "go"}),
		"POST /reviews/{id}/actions":   lead(meeting.Frozen, false, map[string]any{"name": "Ask the supplier"}),
		"GET /reviews/{id}/place":      read(meeting.Frozen),
		"PUT /reviews/{id}/place":      lead(meeting.Frozen, false, map[string]any{"place": "end"}),
		"GET /reviews/{id}/notes":      read(meeting.Frozen),
		"PUT /reviews/{id}/notes":      {request: aReview(meeting.Frozen, map[string]any{"body": "To ask"})},
		"GET /reviews/{id}/minutes":    read(meeting.Closed),
		"GET /reviews/{id}/minutes.md": read(meeting.Closed),
	}
	for pattern, f := range more {
		fixtures[pattern] = f
	}
}

func seesPortfolio(p *persona, place string) int {
	if p.rights&access.ReadPortfolio != 0 && p.reaches(place) {
		return 403
	}
	return 404
}

// review makes a review of a portfolio at a place, with one project there, and
// takes it to a state.
func (w *world) review(place string, to meeting.State) (meeting.Review, int64) {
	w.t.Helper()
	on := w.project(place, nil)
	var r meeting.Review
	w.change(func(tx *db.Tx, who access.Who) error {
		p, err := portfolio.Create(context.Background(), tx, who, portfolio.Portfolio{Name: w.fresh("Portfolio"), Unit: w.units[place]})
		if err == nil {
			err = portfolio.SetMembers(context.Background(), tx, who, p.ID, []int64{on}, nil)
		}
		r.Portfolio = p.ID
		return err
	})
	r = w.prepared(r.Portfolio, w.today(), on)
	w.takeTo(&r, to)
	return r, on
}

func (w *world) today() day.Day { return day.OfTime(w.d.Now()) }

// prepared makes a draft with some projects on its agenda.
func (w *world) prepared(of int64, on day.Day, projects ...int64) (r meeting.Review) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		if r, err = meeting.Create(context.Background(), tx, who, meeting.New(of, meeting.Edit{Day: &on}, w.today(), who.Lang), nil); err != nil {
			return err
		}
		agenda := make([]meeting.Item, len(projects))
		for i, p := range projects {
			agenda[i] = meeting.Item{Project: p, Reason: meeting.Hand}
		}
		r, err = meeting.SetItems(context.Background(), tx, who, r.ID, 0, agenda)
		return err
	})
	return r
}

func (w *world) takeTo(r *meeting.Review, to meeting.State) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		if to != meeting.Draft {
			*r, err = meeting.Freeze(context.Background(), tx, who, r.ID, 0)
		}
		return err
	})
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		if to == meeting.Closed {
			*r, err = meeting.Close(context.Background(), tx, who, r.ID, 0)
		}
		return err
	})
}

func aReview(to meeting.State, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		r, _ := w.review(place, to)
		w.change(func(tx *db.Tx, _ access.Who) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE review SET version = 1 WHERE id = $1", r.ID)
			return err
		})
		return []string{w.d.Seal(r.ID)}, body
	}
}

// as is somebody who has a role on a place.
func (w *world) as(role, place string) *client {
	w.t.Helper()
	a := w.account(w.fresh(role))
	w.setPassword(a)
	w.grant(a.ID, w.roles[role], w.units[place])
	return w.signedIn(a)
}

// version sends the version that was read.
func (c *client) version(n int) *client { return c.with("If-Match", fmt.Sprintf(`"%d"`, n)) }

func TestAReviewIsPreparedRunAndClosedOverTheAPI(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alpha := w.project("own", field.Values{"name": field.Str("Alpha")})
		beta := w.project("child", field.Values{"name": field.Str("Beta")})
		c := w.as("pmo", "own")
		var made struct{ ID string }
		all := map[string]any{"name": "All", "kind": "filter", "filter": `name = "Alpha" or name = "Beta"`, "unit": w.d.Seal(w.units["own"])}
		if err := json.Unmarshal([]byte(want(t, c.send("POST", "/portfolios", all), 201).text), &made); err != nil {
			t.Fatal(err)
		}
		portfolioID := made.ID
		var r struct {
			ID, Name string
			Version  int
			State    string
			Items    []struct {
				Project struct{ ID, Name string }
				Reason  string
				Minutes int
				Note    string
			}
			Previous *struct{ ID string }
			Outcomes map[string]int
		}
		read := func(a answered, status int) {
			t.Helper()
			r.Items, r.Previous = nil, nil
			if err := json.Unmarshal([]byte(want(t, a, status).text), &r); err != nil {
				t.Fatal(err)
			}
		}
		read(c.send("POST", "/reviews", map[string]any{"portfolio": portfolioID, "name": "October"}), 201)
		if len(r.Items) != 2 || r.Items[0].Reason != "all" || r.State != "draft" {
			t.Fatalf("got %+v, want both projects by the rule all", r)
		}
		path := "/reviews/" + r.ID
		read(c.version(r.Version).send("PUT", path+"/items", map[string]any{"items": []any{
			map[string]any{"project": w.d.Seal(beta), "minutes": 12, "note": "With the supplier"}, map[string]any{"project": w.d.Seal(alpha)},
		}}), 200)
		if r.Items[0].Project.Name != "Beta" || r.Items[0].Minutes != 12 || r.Items[0].Note != "With the supplier" || r.Items[1].Project.Name != "Alpha" {
			t.Errorf("got agenda %+v, want Beta of twelve minutes with its note, then Alpha", r.Items)
		}
		long := map[string]any{"project": w.d.Seal(beta), "note": strings.Repeat("é", 1001)}
		want(t, c.version(r.Version).send("PUT", path+"/items", map[string]any{"items": []any{long}}), 422)
		want(t, c.version(r.Version-1).send("POST", path+"/freeze", nil), 412)
		read(c.version(r.Version).send("POST", path+"/freeze", nil), 200)
		want(t, c.version(r.Version).send("PUT", path+"/items", map[string]any{"items": []any{}}), 409)
		want(t, c.send("POST", path+"/decisions", map[string]any{"project": w.d.Seal(alpha), "name": "Stop at the pilot", "kind": "stop", "due": "2027-01-31"}), 201)
		want(t, c.send("POST", path+"/actions", map[string]any{"name": "Find a budget"}), 201)
		want(t, c.send("POST", path+"/decisions", map[string]any{"project": w.d.Seal(w.project("own", nil)), "name": "Not on the agenda"}), 404)
		want(t, c.send("PUT", path+"/place", map[string]any{"place": w.d.Seal(alpha)}), 204)
		if at := want(t, c.send("GET", path+"/place", nil), 200).text; !strings.Contains(at, `"place":"`+w.d.Seal(alpha)+`"`) {
			t.Errorf("got place %s, want Alpha", at)
		}
		read(c.version(r.Version).send("PATCH", path, map[string]any{"conclusion": "We go on."}), 200)
		read(c.version(r.Version).send("POST", path+"/close", nil), 200)
		if r.State != "closed" || r.Outcomes["decision"] != 1 || r.Outcomes["action"] != 1 || r.Outcomes["open"] != 2 {
			t.Errorf("got %+v, want it closed with one open decision and one open action", r)
		}
		want(t, c.send("POST", path+"/decisions", map[string]any{"name": "Too late"}), 409)
		want(t, c.version(r.Version).send("PATCH", path, map[string]any{"conclusion": "Other"}), 409)
		for lang, words := range map[string][]string{
			"en": {"# Minutes: October", "Stop at the pilot", "31 Jan 2027", "Find a budget", "We go on.", "Whole portfolio"},
			"fr": {"# Compte rendu\u202f: October", "Stop at the pilot", "31/01/2027", "Ensemble du portefeuille"},
		} {
			text := want(t, c.send("GET", path+"/minutes.md?lang="+lang, nil), 200).text
			for _, word := range words {
				if !strings.Contains(text, word) {
					t.Errorf("%s: got minutes without %q:\n%s", lang, word, text)
				}
			}
		}
		read(c.send("POST", "/reviews", map[string]any{"portfolio": portfolioID}), 201)
		if r.Previous == nil || r.Previous.ID != strings.TrimPrefix(path, "/reviews/") || len(r.Items) != 1 || r.Items[0].Reason != "pending" {
			t.Errorf("got %+v, want the next one to follow it, with Alpha, about which something is pending", r)
		}
		next := want(t, c.send("GET", "/reviews/"+r.ID+"/opening", nil), 200).text
		for _, word := range []string{"Stop at the pilot", "Find a budget", `"state":"open"`} {
			if !strings.Contains(next, word) {
				t.Errorf("got an opening without %q: %s", word, next)
			}
		}
	})
}

func TestAReviewIsFrozenAgainUntilSomethingIsDecidedInIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alpha := w.project("own", field.Values{"name": field.Str("Alpha")})
		c := w.as("pmo", "own")
		var made struct{ ID string }
		set := map[string]any{"name": "All", "kind": "filter", "filter": `name ~ "Alpha"`, "unit": w.d.Seal(w.units["own"])}
		if err := json.Unmarshal([]byte(want(t, c.send("POST", "/portfolios", set), 201).text), &made); err != nil {
			t.Fatal(err)
		}
		var r struct {
			ID       string
			Version  int
			State    string
			FrozenAt string `json:"frozen_at"`
		}
		read := func(a answered, status int) {
			t.Helper()
			if err := json.Unmarshal([]byte(want(t, a, status).text), &r); err != nil {
				t.Fatal(err)
			}
		}
		read(c.send("POST", "/reviews", map[string]any{"portfolio": made.ID, "name": "October"}), 201)
		path := "/reviews/" + r.ID
		read(c.version(r.Version).send("POST", path+"/freeze", nil), 200)
		name := func() string {
			t.Helper()
			var slide struct{ Project struct{ Name string } }
			if err := json.Unmarshal([]byte(want(t, c.send("GET", path+"/pages/"+w.d.Seal(alpha), nil), 200).text), &slide); err != nil {
				t.Fatal(err)
			}
			return slide.Project.Name
		}
		var p struct{ Version int }
		if err := json.Unmarshal([]byte(want(t, c.send("GET", "/projects/"+w.d.Seal(alpha), nil), 200).text), &p); err != nil {
			t.Fatal(err)
		}
		want(t, c.version(p.Version).send("PATCH", "/projects/"+w.d.Seal(alpha), map[string]any{"name": "Alpha renamed"}), 200)
		if got := name(); got != "Alpha" {
			t.Errorf("frozen: got %q, want it as it was", got)
		}
		read(c.version(r.Version).send("POST", path+"/freeze", nil), 200)
		if got := name(); got != "Alpha renamed" || r.State != "frozen" {
			t.Errorf("frozen again: got %q %s, want what was entered since", got, r.State)
		}
		want(t, c.send("POST", path+"/decisions", map[string]any{"name": "Go on"}), 201)
		want(t, c.version(r.Version).send("POST", path+"/freeze", nil), 409)
		read(c.version(r.Version).send("POST", path+"/close", nil), 200)
		want(t, c.version(r.Version).send("POST", path+"/freeze", nil), 409)
	})
}

func TestAReviewOfAProjectNoLongerSeenIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, on := w.review("child", meeting.Frozen)
		kept := w.project("child", field.Values{"name": field.Str("Stays")})
		draft := w.prepared(r.Portfolio, w.today(), on, kept)
		w.takeTo(&draft, meeting.Frozen)
		reader := w.as("reader", "child")
		page := fmt.Sprintf("/reviews/%s/pages/%s", w.d.Seal(draft.ID), w.d.Seal(on))
		want(t, reader.send("GET", page, nil), 200)
		w.change(func(tx *db.Tx, who access.Who) error {
			c, err := field.Load(context.Background(), tx, project.Entity)
			if err == nil {
				_, err = project.Change(context.Background(), tx, who, c, project.Edit{ID: on, Values: field.Values{"unit": field.Ref(w.units["foreign"]), "name": field.Str("Secret")}})
			}
			return err
		})
		want(t, reader.send("GET", page, nil), 404)
		want(t, reader.send("PUT", "/reviews/"+w.d.Seal(draft.ID)+"/notes", map[string]any{"project": w.d.Seal(on), "body": "x"}), 404)
		for _, path := range []string{"", "/opening", "/outcomes", "/minutes", "/minutes.md", "/place"} {
			got := want(t, reader.send("GET", "/reviews/"+w.d.Seal(draft.ID)+path, nil), 200).text
			if strings.Contains(got, w.d.Seal(on)) || strings.Contains(got, "Project of") || strings.Contains(got, "Secret") {
				t.Errorf("GET %s tells of the project: %s", path, got)
			}
			if path == "" && !strings.Contains(got, `"projects":1`) {
				t.Errorf("got %s, want one project on the agenda", got)
			}
		}
	})
}

func TestNotesOfAReviewAreNobodyElses(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, on := w.review("own", meeting.Frozen)
		path := "/reviews/" + w.d.Seal(r.ID) + "/notes"
		mine, theirs := w.as("reader", "own"), w.as("administrator", "own")
		want(t, mine.send("PUT", path, map[string]any{"project": w.d.Seal(on), "body": "Ask about the budget"}), 204)
		want(t, mine.send("PUT", path, map[string]any{"body": "Leave at noon"}), 204)
		if got := want(t, mine.send("GET", path, nil), 200).text; !strings.Contains(got, "Ask about the budget") || !strings.Contains(got, "Leave at noon") {
			t.Errorf("got %s, want both notes", got)
		}
		if got := want(t, theirs.send("GET", path, nil), 200).text; !strings.Contains(got, `"items":[]`) {
			t.Errorf("got the notes of somebody else: %s", got)
		}
		want(t, mine.send("PUT", path, map[string]any{"body": ""}), 204)
		if got := want(t, mine.send("GET", path, nil), 200).text; strings.Contains(got, "Leave at noon") {
			t.Errorf("an emptied note is still there: %s", got)
		}
	})
}
