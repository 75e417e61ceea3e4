package api

import (
	"context"
	"slices"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/round"
)

func init() {
	run := func(state round.State, version bool, body any) fixture {
		return fixture{request: aRound(state, body), may: holds(access.EditPortfolio), refusal: seesPortfolio, version: version}
	}
	more := map[string]fixture{
		"GET /rounds": {places: anywhere},
		"POST /rounds": {may: holds(access.EditPortfolio), refusal: seesPortfolio, request: func(w *world, p *persona, place string) ([]string, any) {
			_, of := w.roundPortfolio(place)
			return nil, map[string]any{"portfolio": w.d.Seal(of), "month": w.today().Month().String(), "due": w.today().String()}
		}},
		"GET /rounds/{id}":         {request: aRound(round.Open, nil), may: holds(access.ReadPortfolio)},
		"PATCH /rounds/{id}":       run(round.Open, true, map[string]any{"note": "Be brief"}),
		"DELETE /rounds/{id}":      run(round.Open, true, nil),
		"POST /rounds/{id}/remind": run(round.Open, false, nil),
		"POST /rounds/{id}/lock":   run(round.Open, true, nil),
		"POST /rounds/{id}/reopen": {request: aRound(round.Locked, nil), may: holds(access.ReopenMonth), refusal: seesPortfolio, version: true},
		"PUT /rounds/{id}/answers/{project}": {may: holds(access.EditProject), refusal: seesPortfolio, request: func(w *world, _ *persona, place string) ([]string, any) {
			r, on := w.round(place, round.Open)
			return []string{w.d.Seal(r.ID), w.d.Seal(on)}, map[string]any{"done": true}
		}},
	}
	for pattern, f := range more {
		fixtures[pattern] = f
	}
}

// roundPortfolio makes a portfolio at a place with one project there.
func (w *world) roundPortfolio(place string) (project, portfolio int64) {
	w.t.Helper()
	r, on := w.review(place, "draft")
	return on, r.Portfolio
}

// round starts a round of a portfolio at a place, about one project there.
func (w *world) round(place string, state round.State) (round.Round, int64) {
	w.t.Helper()
	on, of := w.roundPortfolio(place)
	r := round.Round{Portfolio: db.ID(of), Unit: w.units[place], Month: w.today().Month(), Due: w.today() + 3, Fields: "weather"}
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err != nil {
			return err
		}
		r, err = round.Start(context.Background(), tx, who, c, r, []round.Ask{{Project: on}})
		return err
	})
	if state == round.Locked {
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			r, err = round.Lock(context.Background(), tx, who, r.ID, 0)
			return err
		})
	}
	return r, on
}

func aRound(state round.State, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		r, _ := w.round(place, state)
		w.change(func(tx *db.Tx, _ access.Who) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE round SET version = 1 WHERE id = $1", r.ID)
			return err
		})
		return []string{w.d.Seal(r.ID)}, body
	}
}

// TestARoundFromTheQuestionToTheLock goes through a month as a PMO and a manager do.
func TestARoundFromTheQuestionToTheLock(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		pmo := w.as("pmo", "own")
		a := w.account(w.fresh("manager"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["project_manager"], w.units["own"])
		manager := w.signedIn(a)
		on, of := w.roundPortfolio("own")
		path := "/projects/" + w.d.Seal(on)
		want(t, pmo.version(1).send("PATCH", path, map[string]any{"manager": w.d.Seal(a.ID)}), 200)
		month := w.today().Month()
		made := want(t, pmo.send("POST", "/rounds", map[string]any{"portfolio": w.d.Seal(of), "month": month.String(), "due": (w.today() + 5).String(), "note": "Two lines, please"}), 201).json(t)
		id := made["id"].(string)
		line := func(c *client) map[string]any {
			t.Helper()
			return want(t, c.send("GET", "/rounds/"+id, nil), 200).json(t)
		}
		mine := line(manager)
		if mine["mine"] != 1.0 || mine["note"] != "Two lines, please" || mine["can_run"] != false {
			t.Errorf("the manager sees %v", mine)
		}
		ask := mine["items"].([]any)[0].(map[string]any)
		if ask["can_edit"] != true || ask["values"].(map[string]any)["weather"] != nil || len(ask["entered"].([]any)) != 0 {
			t.Errorf("before the answer: %v", ask)
		}
		want(t, manager.version(int(ask["version"].(float64))).send("PATCH", path+"?month="+month.String(), map[string]any{"weather": "rainy"}), 200)
		want(t, manager.send("PUT", "/rounds/"+id+"/answers/"+w.d.Seal(on), map[string]any{"done": true}), 204)
		board := line(pmo)
		ask = board["items"].([]any)[0].(map[string]any)
		if board["answered"] != 1.0 || ask["values"].(map[string]any)["weather"] != "rainy" || ask["answered_by"] == nil || len(ask["entered"].([]any)) != 1 {
			t.Errorf("after the answer: %v", board)
		}
		if got := want(t, pmo.send("POST", "/rounds/"+id+"/remind", nil), 200).json(t); got["people"] != 0.0 {
			t.Errorf("reminded %v, want nobody", got)
		}
		want(t, pmo.version(1).send("POST", "/rounds/"+id+"/lock", nil), 200)
		version := int(line(manager)["items"].([]any)[0].(map[string]any)["version"].(float64))
		refused := want(t, manager.version(version).send("PATCH", path+"?month="+month.String(), map[string]any{"weather": "sunny"}), 422)
		if got := refused.json(t)["errors"].([]any)[0].(map[string]any)["location"]; got != "weather" {
			t.Errorf("refused at %v, want weather", got)
		}
		want(t, manager.send("PUT", "/rounds/"+id+"/answers/"+w.d.Seal(on), map[string]any{"done": false}), 409)
		want(t, pmo.version(2).send("POST", "/rounds/"+id+"/reopen", nil), 200)
		want(t, manager.version(version).send("PATCH", path+"?month="+month.String(), map[string]any{"weather": "sunny"}), 200)
	})
}

// TestRoundsAreListedPageByPage reads the rounds one at a time, and those alone that
// wait for an answer.
func TestRoundsAreListedPageByPage(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account(w.fresh("manager"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["project_manager"], w.units["own"])
		pmo, manager := w.as("pmo", "own"), w.signedIn(a)
		on, of := w.roundPortfolio("own")
		month := w.today().Month()
		start := func(m day.Month) string {
			return want(t, pmo.send("POST", "/rounds", map[string]any{"portfolio": w.d.Seal(of), "month": m.String(), "due": (w.today() + 5).String()}), 201).json(t)["id"].(string)
		}
		old := start(month - 2)
		want(t, pmo.version(1).send("PATCH", "/projects/"+w.d.Seal(on), map[string]any{"manager": w.d.Seal(a.ID)}), 200)
		asked := start(month - 1)
		last := start(month)
		want(t, manager.send("PUT", "/rounds/"+last+"/answers/"+w.d.Seal(on), map[string]any{"done": true}), 204)
		read := func(c *client, query string) (ids []string) {
			t.Helper()
			after, total := "", -1.0
			for {
				got := want(t, c.send("GET", "/rounds?limit=1"+query+"&after="+after, nil), 200).json(t)
				for _, it := range got["items"].([]any) {
					ids = append(ids, it.(map[string]any)["id"].(string))
				}
				if total = got["total"].(float64); got["next"] == nil {
					break
				}
				after = got["next"].(string)
			}
			if int(total) != len(ids) {
				t.Errorf("rounds?%s: got %d of %v", query, len(ids), total)
			}
			return ids
		}
		if got := slices.DeleteFunc(read(pmo, ""), func(id string) bool { return id != old && id != asked && id != last }); !slices.Equal(got, []string{last, asked, old}) {
			t.Errorf("got the rounds %v, want %v", got, []string{last, asked, old})
		}
		if got := read(manager, "&waiting=true"); !slices.Equal(got, []string{asked}) {
			t.Errorf("the rounds that wait for the manager are %v, want %s alone", got, asked)
		}
	})
}

// TestARoundShowsNoProjectThatOneMayNotSee counts and lists only what the caller sees.
func TestARoundShowsNoProjectThatOneMayNotSee(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, of := w.roundPortfolio("own")
		hidden := w.project("foreign", nil)
		w.change(func(tx *db.Tx, who access.Who) error {
			return portfolio.SetMembers(context.Background(), tx, who, of, []int64{hidden}, nil)
		})
		made := want(t, w.signedIn(w.administrator()).send("POST", "/rounds", map[string]any{"portfolio": w.d.Seal(of), "month": w.today().Month().String(), "due": w.today().String()}), 201).json(t)
		if made["asked"] != 2.0 {
			t.Fatalf("asked about %v projects, want 2", made["asked"])
		}
		pmo := w.as("pmo", "own")
		got := want(t, pmo.send("GET", "/rounds/"+made["id"].(string), nil), 200)
		if seen := got.json(t); seen["asked"] != 1.0 || strings.Contains(got.text, w.d.Seal(hidden)) {
			t.Errorf("the PMO of one branch sees %s", got.text)
		}
		want(t, pmo.send("PUT", "/rounds/"+made["id"].(string)+"/answers/"+w.d.Seal(hidden), map[string]any{"done": true}), 404)
	})
}

// TestTheSummaryTellsWhatARoundAwaits tells whoever runs it how many answers are
// missing, a manager which of their own, and a reader of another branch nothing.
func TestTheSummaryTellsWhatARoundAwaits(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		pmo := w.as("pmo", "own")
		a := w.account(w.fresh("manager"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["project_manager"], w.units["own"])
		manager := w.signedIn(a)
		on, of := w.roundPortfolio("own")
		want(t, pmo.version(1).send("PATCH", "/projects/"+w.d.Seal(on), map[string]any{"manager": w.d.Seal(a.ID)}), 200)
		made := want(t, pmo.send("POST", "/rounds", map[string]any{"portfolio": w.d.Seal(of), "month": w.today().Month().String(), "due": (w.today() + 5).String()}), 201).json(t)
		id := made["id"].(string)
		preview := map[string]any{"blocks": []map[string]any{{"id": "asked", "kind": "asked", "settings": map[string]any{"limit": 20}, "x": 0, "y": 0, "w": 6, "h": 4}}}
		told := func(c *client, kind string) (out []map[string]any) {
			t.Helper()
			for _, b := range want(t, c.send("POST", "/portfolios/all/summary/preview", preview), 200).json(t)["blocks"].([]any) {
				for _, it := range b.(map[string]any)["data"].(map[string]any)["items"].([]any) {
					if it := it.(map[string]any); it["kind"] == kind {
						out = append(out, it)
					}
				}
			}
			return out
		}
		if got := told(pmo, "round"); len(got) != 1 || got[0]["id"] != id || got[0]["project"] != nil || got[0]["days"] != 5.0 {
			t.Errorf("who runs it is told %v, want one line of the round", got)
		}
		if got := told(manager, "round"); len(got) != 1 || got[0]["project"].(map[string]any)["id"] != w.d.Seal(on) {
			t.Errorf("the manager is told %v, want the project", got)
		}
		if got := told(w.as("pmo", "foreign"), "round"); len(got) != 0 {
			t.Errorf("another branch is told %v, want nothing", got)
		}
		if got := told(pmo, "review"); len(got) != 1 {
			t.Errorf("reviews to come: got %v, want the one in preparation", got)
		}
		want(t, manager.send("PUT", "/rounds/"+id+"/answers/"+w.d.Seal(on), map[string]any{"done": true}), 204)
		if got := append(told(pmo, "round"), told(manager, "round")...); len(got) != 0 {
			t.Errorf("after the answer: told %v, want nothing", got)
		}
	})
}
