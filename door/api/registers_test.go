package api

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
)

func init() {
	more := map[string]fixture{
		"GET /projects/{id}/milestones":  {request: aProject(nil)},
		"POST /projects/{id}/milestones": {request: aProject(map[string]any{"name": "Go-live", "date": "2026-12-01"}), may: holds(access.EditProject), refusal: sees},
		"GET /milestones":                {places: anywhere},
		"PATCH /milestones":              {places: anywhere, request: just(map[string]any{"items": []any{}})},
		"PATCH /milestones/{id}":         {request: aMilestone(map[string]any{"date": "2027-01-31"}), may: holds(access.EditProject), refusal: sees, version: true},
		"DELETE /milestones/{id}":        {request: aMilestone(nil), may: holds(access.EditProject), refusal: sees, version: true},
	}
	more["GET /milestones/{id}/history"] = fixture{request: aMilestone(nil)}
	for _, kind := range agenda.Kinds[1:] {
		all := "/" + plurals[kind.Entity]
		edited := fixture{request: aRecord(kind, map[string]any{"name": "Changed"}), may: holds(access.EditProject), refusal: sees, version: true}
		more["GET /projects/{id}"+all] = fixture{request: aProject(nil)}
		more["POST /projects/{id}"+all] = fixture{request: aProject(map[string]any{"name": "New"}), may: holds(access.EditProject), refusal: sees}
		more["GET "+all] = fixture{places: anywhere}
		more["PATCH "+all] = fixture{places: anywhere, request: just(map[string]any{"items": []any{}})}
		more["PATCH "+all+"/{id}"], more["DELETE "+all+"/{id}"] = edited, edited
		more["GET "+all+"/{id}/history"] = fixture{request: aRecord(kind, nil)}
		if kind.Homes {
			more["POST /portfolios/{id}"+all] = fixture{request: aPortfolio(map[string]any{"name": "New"}), may: holds(access.EditPortfolio), refusal: sees}
		}
	}
	for _, kind := range agenda.Kinds {
		all := "/" + plurals[kind.Entity]
		more["GET "+all+"/{id}/form"] = fixture{request: aRecord(kind, nil), may: holds(access.ReadProject)}
		more["GET "+all+"/{id}/moves"] = fixture{request: aRecord(kind, nil), may: holds(access.ReadProject)}
		more["GET "+all+"/form"] = fixture{request: aProject(nil), query: "project={id}", may: holds(access.ReadProject)}
	}
	for _, kind := range []string{"xlsx", "csv", "json", "ndjson"} {
		for _, all := range plurals {
			more["GET /exports/"+all+"."+kind] = fixture{places: anywhere}
		}
	}
	for pattern, f := range more {
		fixtures[pattern] = f
	}
}

// milestone makes a key date of a project, from a day on.
func (w *world) milestone(owner int64, name string, date, on day.Day) int64 {
	w.t.Helper()
	var m *record.Record
	who := access.System("test")
	o := who.Origin()
	o.On = on
	vs, then := w.saying(milestone.Entity, field.Values{"project": field.Int(owner), "name": field.Str(name), "date": field.Int(int64(date))})
	_, err := w.d.Update(context.Background(), o, func(tx *db.Tx) error {
		c, err := field.Load(context.Background(), tx, milestone.Entity)
		if err != nil {
			return err
		}
		m, err = milestone.Kind.Save(context.Background(), tx, who, c, record.Edit{Values: vs})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.again(milestone.Kind, m.ID, then)
	return m.ID
}

func aMilestone(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		return []string{w.d.Seal(w.milestone(w.project(place, nil), "Go-live", 740_000, 0))}, body
	}
}

// record makes a record of a kind.
func (w *world) record(kind *record.Kind, vs field.Values) int64 {
	w.t.Helper()
	var m *record.Record
	vs, then := w.saying(kind.Entity, vs)
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, kind.Entity)
		if err == nil {
			m, err = kind.Save(context.Background(), tx, who, c, record.Edit{Values: vs})
		}
		return err
	})
	w.again(kind, m.ID, then)
	return m.ID
}

// saying is what a new line holds, and what it holds after one more change; nil for none.
func (w *world) saying(kind string, vs field.Values) (first, then field.Values) {
	if w.says == nil {
		return vs, nil
	}
	first, then = w.says(kind, w.lines)
	w.lines++
	maps.Copy(first, vs)
	then["name"] = field.Str(vs["name"].S + " again")
	return first, then
}

// again changes a line once more.
func (w *world) again(kind *record.Kind, id int64, then field.Values) {
	w.t.Helper()
	if then == nil {
		return
	}
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, kind.Entity)
		if err == nil {
			_, err = kind.Save(context.Background(), tx, who, c, record.Edit{ID: id, Values: then})
		}
		return err
	})
}

// aRecord is a record of a project at a place.
func aRecord(kind *record.Kind, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		id := w.record(kind, field.Values{"project": field.Int(w.project(place, nil)), "name": field.Str("X")})
		return []string{w.d.Seal(id)}, body
	}
}

// ofPortfolio is a record of a portfolio at a place.
func ofPortfolio(kind *record.Kind, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		ids, _ := aPortfolio(nil)(w, p, place)
		home, err := w.d.Unseal(ids[0])
		if err != nil {
			w.t.Fatal(err)
		}
		id := w.record(kind, field.Values{record.Portfolio: field.Int(home), "name": field.Str("X")})
		return []string{w.d.Seal(id)}, body
	}
}

// TestRecordsOfAPortfolioAreForThoseWhoMayItsUnit tries the routes of the matrix
// again on records that belong to a portfolio: its rights decide, not those on
// projects.
func TestRecordsOfAPortfolioAreForThoseWhoMayItsUnit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		edits := func(kind *record.Kind) fixture {
			return fixture{request: ofPortfolio(kind, map[string]any{"name": "Changed"}), may: holds(access.EditPortfolio), version: true, refusal: func(p *persona, place string) int {
				if p.rights&access.ReadPortfolio != 0 && p.reaches(place) {
					return 403
				}
				return 404
			}}
		}
		for _, kind := range []*record.Kind{action.Kind, decision.Kind} {
			one := "/" + plurals[kind.Entity] + "/{id}"
			for pattern, f := range map[string]fixture{
				"PATCH " + one: edits(kind), "DELETE " + one: edits(kind),
				"GET " + one + "/form":    {request: ofPortfolio(kind, nil), may: holds(access.ReadPortfolio)},
				"GET " + one + "/moves":   {request: ofPortfolio(kind, nil), may: holds(access.ReadPortfolio)},
				"GET " + one + "/history": {request: ofPortfolio(kind, nil), may: holds(access.ReadHistory | access.ReadPortfolio)},
			} {
				for _, p := range w.personas() {
					for _, place := range places {
						f.try(t, w, Route{Pattern: pattern, Rule: rights[pattern]}, p, place)
					}
				}
			}
		}
	})
}

// names returns the names of the items of a list, in order.
func names(t *testing.T, a answered) string {
	t.Helper()
	var l struct {
		Items []struct{ Name string }
	}
	if err := json.Unmarshal([]byte(want(t, a, 200).text), &l); err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(l.Items))
	for i, it := range l.Items {
		out[i] = it.Name
	}
	return strings.Join(out, " ")
}

func TestKeyDatesAcrossProjects(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		today := day.OfTime(w.d.Now())
		alpha := w.project("own", field.Values{"name": field.Str("Alpha")})
		beta := w.project("child", field.Values{"name": field.Str("Beta")})
		hidden := w.project("foreign", field.Values{"name": field.Str("Hidden")})
		w.milestone(alpha, "Late", today-10, 0)
		w.milestone(alpha, "Soon", today+10, 0)
		w.milestone(beta, "Later", today+60, 0)
		w.milestone(hidden, "Secret", today+5, 0)
		a := w.account(w.fresh("pm"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["pmo"], w.units["own"])
		c := w.signedIn(a)
		for query, expected := range map[string]string{
			"":                               "Late Soon Later",
			"when=late":                      "Late",
			"when=next_30":                   "Soon",
			"when=next_90":                   "Soon Later",
			"sort=-date":                     "Later Soon Late",
			"sort=project,-name":             "Soon Late Later",
			"group=date_month&sort=name":     "Late Later Soon",
			"q=beta":                         "Later",
			"q=ALPHA+so":                     "Soon",
			"project=" + w.d.Seal(beta):      "Later",
			"project=" + w.d.Seal(hidden):    "",
			"from=" + today.String():         "Soon Later",
			"until=" + (today + 10).String(): "Late Soon",
			"offset=1&limit=1":               "Soon",
			"filter=late+%3D+true":           "Late",
			"filter=" + url.QueryEscape(`project = "Alpha" and date > TODAY()`): "Soon",
			"projects=" + url.QueryEscape(`name = "Beta"`):                      "Later",
			"filter=" + url.QueryEscape(`unit = "Team"`):                        "Later",
		} {
			got := names(t, c.send("GET", "/milestones?"+query, nil))
			if strings.HasPrefix(query, "group") {
				continue // depends on where the month ends; it must only not fail
			}
			if got != expected {
				t.Errorf("%s: got %q, want %q", query, got, expected)
			}
		}
		list := want(t, c.send("GET", "/milestones?when=late", nil), 200).json(t)
		if got := fmt.Sprint(list["counts"], list["total"], list["hidden"]); got != "map[all:3 done:0 late:1 next_30:1 next_90:2 open:3] 1 2" {
			t.Errorf("got counts, total and hidden %s", got)
		}
		for _, path := range []string{"/milestones", "/milestones?shape=table&group=project", "/exports/milestones.json", "/exports/milestones.csv", "/exports/milestones.ndjson"} {
			if got := want(t, c.send("GET", path, nil), 200).text; !strings.Contains(got, "Soon") || strings.Contains(got, "Secret") || strings.Contains(got, "Hidden") {
				t.Errorf("%s shows what it must not, or not what it must: %s", path, got)
			}
		}
		want(t, c.send("GET", "/milestones?filter=project+%3D+%22Hidden%22", nil), 422)
		want(t, c.send("GET", "/milestones?sort=nothing", nil), 422)
		want(t, c.send("GET", "/projects/"+w.d.Seal(hidden)+"/milestones", nil), 404)
		want(t, c.send("POST", "/projects/"+w.d.Seal(hidden)+"/milestones", map[string]any{"name": "X"}), 404)
	})
}

func TestAKeyDateIsSavedListedAndDeleted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		alpha := w.project("own", field.Values{"name": field.Str("Alpha")})
		c := w.signedIn(w.administrator())
		made := want(t, c.send("POST", "/projects/"+w.d.Seal(alpha)+"/milestones", map[string]any{"name": "Go-live", "type": "go_live", "date": "2027-03-31", "contractual": true}), 201)
		if made.Header.Get("ETag") != `"1"` || !strings.Contains(made.text, `"baseline":"2027-03-31"`) || !strings.Contains(made.text, `"drift":"0"`) || !strings.Contains(made.text, `"can_edit":true`) {
			t.Errorf("got %s %s", made.Header.Get("ETag"), made.text)
		}
		path := "/milestones/" + made.json(t)["id"].(string)
		want(t, c.send("PATCH", path, map[string]any{"date": "2027-04-12"}), 428)
		moved := want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"date": "2027-04-12"}), 200)
		if !strings.Contains(moved.text, `"drift":"12"`) {
			t.Errorf("got %s, want a drift of 12 days", moved.text)
		}
		stale := want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"date": "2027-05-01"}), 412)
		if !strings.Contains(stale.text, `"2027-04-12"`) {
			t.Errorf("a stale version does not say what is there: %s", stale.text)
		}
		for _, body := range []map[string]any{{"name": ""}, {"nothing": "x"}, {"date": "tomorrow"}, {"late": true}, {"type": "no type"}} {
			want(t, c.with("If-Match", `"2"`).send("PATCH", path, body), 422)
		}
		batch := map[string]any{"items": []any{map[string]any{"id": made.json(t)["id"], "version": 2, "changes": map[string]any{"comment": "ok"}}, map[string]any{"id": made.json(t)["id"], "version": 0, "changes": map[string]any{}}}}
		if got := want(t, c.send("PATCH", "/milestones", batch), 200); !strings.Contains(got.text, `"status":424`) || !strings.Contains(got.text, `"status":422`) {
			t.Errorf("got %s for a batch that is refused", got.text)
		}
		batch["partial"] = true
		if got := want(t, c.send("PATCH", "/milestones", batch), 200); !strings.Contains(got.text, `"comment":"ok"`) {
			t.Errorf("got %s for a batch in part", got.text)
		}
		want(t, c.with("If-Match", `"3"`).send("DELETE", path, nil), 204)
		if got := names(t, c.send("GET", "/projects/"+w.d.Seal(alpha)+"/milestones", nil)); got != "" {
			t.Errorf("got %q after deleting", got)
		}
	})
}

func TestKeyDatesAreReadAsTheyWere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		today := day.OfTime(w.d.Now())
		var p *project.Project
		who := access.System("test")
		o := who.Origin()
		o.On = today - 300
		_, err := w.d.Update(context.Background(), o, func(tx *db.Tx) error {
			c, err := field.Load(context.Background(), tx, "project")
			if err == nil {
				p, err = project.Change(context.Background(), tx, who, c, project.Edit{Values: field.Values{"name": field.Str("Alpha"), "unit": field.Int(w.units["own"])}})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		id := w.milestone(p.ID, "Go-live", today+20, today-200)
		w.milestone(p.ID, "New", today+30, 0)
		c := w.signedIn(w.administrator())
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/milestones/"+w.d.Seal(id), map[string]any{"date": (today + 50).String()}), 200)
		then := "as_of=" + (today - 1).String()
		if got := names(t, c.send("GET", "/milestones?"+then, nil)); got != "Go-live" {
			t.Errorf("got %q as of yesterday", got)
		}
		if got := want(t, c.send("GET", "/milestones?"+then, nil), 200).text; !strings.Contains(got, (today+20).String()) || strings.Contains(got, `"can_edit":true`) {
			t.Errorf("got %s as of yesterday", got)
		}
		if got := names(t, c.send("GET", "/milestones?as_of="+(today-201).String(), nil)); got != "" {
			t.Errorf("got %q before there was any", got)
		}
		compared := want(t, c.send("GET", "/milestones?sort=name&fields=name,date&compare_to="+(today-1).String(), nil), 200).text
		if !strings.Contains(compared, `"diff":"changed","was":{"date":"`+(today+20).String()+`"}`) || !strings.Contains(compared, `"diff":"added"`) {
			t.Errorf("got %s compared with yesterday", compared)
		}
		w.milestone(p.ID, "Backdated", today+1, today-100)
		if got := names(t, c.send("GET", "/milestones?"+then, nil)); got != "Backdated Go-live" {
			t.Errorf("got %q after what was recorded for the past", got)
		}
	})
}
