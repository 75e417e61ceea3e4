package api

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// sees is the status of refusal of what a person may read but not do: 403 where
// he sees the object, 404 elsewhere.
func sees(p *persona, place string) int {
	if p.rights&access.ReadProject != 0 && p.reaches(place) {
		return 403
	}
	return 404
}

// holds lets in who has a right at the place.
func holds(r access.Right) func(*persona, string) bool {
	return func(p *persona, place string) bool { return p.rights&r == r && p.reaches(place) }
}

func init() {
	on := func(r access.Right, version bool, body any) fixture {
		return fixture{request: aProject(body), may: holds(r), refusal: sees, version: version}
	}
	more := map[string]fixture{
		"GET /fields":           {places: anywhere},
		"GET /fields/functions": {places: anywhere},
		"GET /fields/uses":      {places: anywhere, may: everywhereOnly},
		"GET /fields/readers":   {places: anywhere, may: everywhereOnly, query: "readers=reader"},
		"POST /fields": {places: anywhere, may: everywhereOnly, request: func(w *world, _ *persona, _ string) ([]string, any) {
			return nil, map[string]any{"kind": "text", "label": map[string]any{"en": w.fresh("Field"), "fr": "Champ"}}
		}},
		"PATCH /fields/{key}":  {places: anywhere, may: everywhereOnly, version: true, request: aField(map[string]any{"unit": "days"})},
		"DELETE /fields/{key}": {places: anywhere, may: everywhereOnly, version: true, request: aField(nil)},

		"GET /projects": {places: anywhere},
		"POST /projects": {may: holds(access.CreateProject), denied: 403, request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"name": w.fresh("New"), "unit": w.d.Seal(w.units[place])}
		}},
		"PATCH /projects": {places: anywhere, request: just(map[string]any{"items": []any{}})},

		"GET /projects/{id}":                 {request: aProject(nil)},
		"GET /projects/{id}/months":          {request: aProject(nil), query: "attribute=weather"},
		"PATCH /projects/{id}":               on(access.EditProject, true, map[string]any{"name": "Changed"}),
		"DELETE /projects/{id}":              on(access.DeleteProject, true, nil),
		"POST /projects/{id}/archive":        on(access.DeleteProject, false, nil),
		"POST /projects/{id}/unarchive":      on(access.DeleteProject, false, nil),
		"POST /projects/{id}/restore":        on(access.DeleteProject, false, nil),
		"POST /projects/{id}/merge":          {request: twoProjects("from"), may: holds(access.DeleteProject), refusal: sees},
		"GET /projects/{id}/links":           {request: aProject(nil)},
		"POST /projects/{id}/links":          {request: twoProjects("to"), may: holds(access.EditProject), refusal: sees},
		"DELETE /projects/{id}/links/{link}": {request: aLink, may: holds(access.EditProject), refusal: sees},

		"GET /portfolios": {places: anywhere},
		"POST /portfolios": {may: holds(access.EditPortfolio), denied: 403, request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"name": w.fresh("Portfolio"), "unit": w.d.Seal(w.units[place])}
		}},
		"GET /portfolios/{id}":          {request: aPortfolio(nil)},
		"PATCH /portfolios/{id}":        {request: aPortfolio(map[string]any{"description": "x"}), may: holds(access.EditPortfolio), refusal: sees, version: true},
		"DELETE /portfolios/{id}":       {request: aPortfolio(nil), may: holds(access.EditPortfolio), refusal: sees, version: true},
		"POST /portfolios/{id}/members": {request: aPortfolio(map[string]any{}), may: holds(access.EditPortfolio), refusal: sees},

		"GET /history": {request: func(w *world, p *persona, place string) ([]string, any) { return nil, nil }, places: anywhere, query: "project=none", may: func(*persona, string) bool { return false }, denied: 404},
		"GET /search":  {places: anywhere, query: "q=x"},
		"GET /events":  {places: anywhere},
	}
	for _, kind := range []string{"xlsx", "csv", "json", "ndjson"} {
		more["GET /exports/projects."+kind] = fixture{places: anywhere}
	}
	for pattern, f := range more {
		fixtures[pattern] = f
	}
}

// project makes a project at a place.
func (w *world) project(place string, vs field.Values) int64 {
	w.t.Helper()
	var p *project.Project
	if vs == nil {
		vs = field.Values{}
	}
	if !vs["name"].Set {
		vs["name"] = field.Str(w.fresh("Project"))
	}
	vs["unit"] = field.Int(w.units[place])
	var then field.Values
	if w.fills != nil {
		var first field.Values
		first, then = w.fills(len(w.filled))
		maps.Copy(vs, first)
	}
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err != nil {
			return err
		}
		p, err = project.Change(context.Background(), tx, who, c, project.Edit{Values: vs})
		return err
	})
	if then != nil {
		w.filled = append(w.filled, p.ID)
		if w.before != nil {
			w.change(func(tx *db.Tx, who access.Who) error {
				c, err := field.Load(context.Background(), tx, "project")
				if err == nil {
					_, err = project.Change(context.Background(), tx, who, c, project.Edit{ID: p.ID, Month: tx.Today().Month() - 1, Values: w.before(len(w.filled))})
				}
				return err
			})
		}
		w.change(func(tx *db.Tx, who access.Who) error {
			c, err := field.Load(context.Background(), tx, "project")
			if err == nil {
				_, err = project.Change(context.Background(), tx, who, c, project.Edit{ID: p.ID, Values: then})
			}
			return err
		})
	}
	return p.ID
}

func aProject(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		return []string{w.d.Seal(w.project(place, nil))}, body
	}
}

func twoProjects(member string) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		body := map[string]any{member: w.d.Seal(w.project(place, nil))}
		if member == "to" {
			body["kind"] = "depends_on"
		}
		return []string{w.d.Seal(w.project(place, nil))}, body
	}
}

func aLink(w *world, _ *persona, place string) ([]string, any) {
	from, to := w.project(place, nil), w.project(place, nil)
	var l project.Link
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		l, err = project.AddLink(context.Background(), tx, who, project.Link{Kind: "depends_on", From: from, To: to})
		return err
	})
	return []string{w.d.Seal(from), w.d.Seal(l.ID)}, nil
}

func aPortfolio(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		var p portfolio.Portfolio
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			p, err = portfolio.Create(context.Background(), tx, who, portfolio.Portfolio{Name: w.fresh("Portfolio"), Unit: w.units[place]})
			return err
		})
		return []string{w.d.Seal(p.ID)}, body
	}
}

func aField(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		f := &field.Field{Object: "project", Kind: field.Text}
		f.Label.EN = w.fresh("Field")
		w.change(func(tx *db.Tx, who access.Who) error { return field.Create(context.Background(), tx, who, f) })
		return []string{f.Key}, body
	}
}

// everyList is every way in which projects come out as many.
var everyList = []string{"/projects?limit=500", "/projects?shape=table&limit=500", "/projects?group=unit&limit=500", "/projects?sort=-total_cost&limit=500", "/exports/projects.json", "/exports/projects.ndjson", "/exports/projects.csv", "/projects/pivot?rows=name&columns=manager&measures=count,total_cost.sum", "/exports/pivot.csv?rows=name", "/search?q=secret", "/projects/roadmap"}

func TestWhatIsNotReadableIsInNoListTotalSearchOrExport(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		mine := w.project("child", field.Values{"name": field.Str("Visible secret"), "total_cost": field.Int(5_0000)})
		hidden := w.project("foreign", field.Values{"name": field.Str("Hidden secret"), "total_cost": field.Int(7_0000)})
		for id, name := range map[int64]string{mine: "Visible secret date", hidden: "Hidden secret date"} {
			w.record(milestone.Kind, field.Values{"project": field.Int(id), "name": field.Str(name), "date": field.Int(int64(day.Of(2027, 3, 1)))})
		}
		a := w.account(w.fresh("pm"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["pmo"], w.units["own"])
		c := w.signedIn(a)
		for _, path := range everyList {
			got := want(t, c.send("GET", path, nil), 200)
			if !strings.Contains(got.text, "Visible secret") || strings.Contains(got.text, "Hidden") || strings.Contains(got.text, w.d.Seal(hidden)) || strings.Contains(got.text, "12.00") {
				t.Errorf("%s shows what it must not, or not what it must: %s", path, got.text)
			}
		}
		list := want(t, c.send("GET", "/projects", nil), 200).json(t)
		if total := fmt.Sprint(list["total"]); total != "1" {
			t.Errorf("got total %s, want 1", total)
		}
		// A hidden project is no programme to be named, found, filtered by or linked.
		w.change(func(tx *db.Tx, who access.Who) error {
			cat, err := field.Load(context.Background(), tx, "project")
			if err == nil {
				_, err = project.Change(context.Background(), tx, who, cat, project.Edit{ID: mine, Values: field.Values{"programme": field.Int(hidden)}})
			}
			return err
		})
		row := want(t, c.send("GET", "/projects/"+w.d.Seal(mine), nil), 200)
		if strings.Contains(row.text, "Hidden") || !strings.Contains(row.text, `"external":true`) {
			t.Errorf("the programme gives itself away: %s", row.text)
		}
		for _, filter := range []string{`programme = "Hidden secret"`, `programme = "` + w.d.Seal(hidden) + `"`} {
			if got := c.send("GET", "/projects?filter="+strings.ReplaceAll(strings.ReplaceAll(filter, " ", "%20"), `"`, "%22"), nil); got.StatusCode != 422 {
				t.Errorf("filter %s: got %d %s, want 422", filter, got.StatusCode, got.text)
			}
		}
		want(t, c.send("POST", "/projects/"+w.d.Seal(mine)+"/links", map[string]any{"kind": "depends_on", "to": w.d.Seal(hidden)}), 422)
		want(t, c.with("If-Match", `"2"`).send("PATCH", "/projects/"+w.d.Seal(mine), map[string]any{"unit": w.d.Seal(w.units["foreign"])}), 403)
	})
}

func TestAProjectManagerEditsOnlyWhatHeManages(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account(w.fresh("pm"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["project_manager"], w.units["own"])
		c := w.signedIn(a).with("If-Match", `"1"`)
		mine := w.project("own", field.Values{"manager": field.Int(a.ID)})
		other := w.project("own", nil)
		want(t, c.send("PATCH", "/projects/"+w.d.Seal(mine), map[string]any{"weather": "rainy"}), 200)
		want(t, c.send("PATCH", "/projects/"+w.d.Seal(other), map[string]any{"weather": "rainy"}), 403)
		// Nor does he give himself another's project, or lose his rights half way.
		want(t, c.send("PATCH", "/projects/"+w.d.Seal(other), map[string]any{"manager": w.d.Seal(a.ID)}), 403)
	})
}

func TestTheSecondEditorGetsBothValues(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		path := "/projects/" + w.d.Seal(w.project("own", field.Values{"total_cost": field.Int(1_0000)}))
		want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"total_cost": "2"}), 200)
		got := want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"total_cost": "3"}), 412).json(t)
		current, _ := got["current"].(map[string]any)
		if cost := fmt.Sprint(current["total_cost"]); !strings.Contains(cost, "2.00") || fmt.Sprint(current["version"]) != "2" {
			t.Errorf("got current %v", current)
		}
		if sent := fmt.Sprint(got["sent"]); sent != "map[total_cost:3]" {
			t.Errorf("got sent %s", sent)
		}
		want(t, c.send("PATCH", path, map[string]any{"total_cost": "3"}), 428)
	})
}

func TestBadValuesAreRefusedByNameAndNothingIsWritten(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator()).with("If-Match", `"1"`)
	path := "/projects/" + w.d.Seal(w.project("own", nil))
	for body, where := range map[string]string{
		`{"total_cost":"1e309"}`: "total_cost", `{"total_cost":"0x10"}`: "total_cost", `{"total_cost":"1,5"}`: "total_cost", `{"total_cost":"NaN"}`: "total_cost",
		`{"total_cost":{"amount":"1","currency":"ZZZ"}}`: "total_cost", `{"progress":"101"}`: "progress", `{"start":"2026-02-30"}`: "start",
		`{"start":"2026-05-01","end":"2026-04-01"}`: "end", `{"stage":"nowhere"}`: "stage", `{"weather":5}`: "weather", `{"name":""}`: "name",
		`{"is_admin":true}`: "is_admin", `{"total_cost":{}}`: "total_cost", `{"total_cost":{"currency":"EUR"}}`: "total_cost", `{"state":"deleted"}`: "state", `{"updated_by":"x"}`: "updated_by", `{"__proto__":{}}`: "__proto__",
		`{"total_cost":"99999999999999999999"}`: "total_cost", `{"unit":"` + strings.Repeat("0", 11) + `"}`: "unit",
	} {
		got := want(t, c.send("PATCH", path, body), 422)
		if !strings.Contains(got.text, `"location":"`+where+`"`) {
			t.Errorf("%s: got %s, want %s named", body, got.text, where)
		}
	}
	row := want(t, c.send("GET", path, nil), 200).json(t)
	if fmt.Sprint(row["version"]) != "1" {
		t.Errorf("got version %v, want 1: something was written", row["version"])
	}
}

func TestABatchIsAllOrNothingUnlessAskedOtherwise(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		a, b := w.d.Seal(w.project("own", nil)), w.d.Seal(w.project("own", nil))
		items := []any{
			map[string]any{"id": a, "version": 1, "changes": map[string]any{"name": "A2"}},
			map[string]any{"id": b, "version": 1, "changes": map[string]any{"progress": "200"}},
		}
		statuses := func(got answered) string {
			var out struct{ Items []struct{ Status int } }
			if err := json.Unmarshal([]byte(got.text), &out); err != nil {
				t.Fatal(got.text, err)
			}
			var s []string
			for _, it := range out.Items {
				s = append(s, fmt.Sprint(it.Status))
			}
			return strings.Join(s, " ")
		}
		if got := statuses(want(t, c.send("PATCH", "/projects", map[string]any{"items": items}), 200)); got != "424 422" {
			t.Errorf("all or nothing: got %s", got)
		}
		if got := fmt.Sprint(want(t, c.send("GET", "/projects/"+a, nil), 200).json(t)["version"]); got != "1" {
			t.Errorf("got version %s, want 1", got)
		}
		if got := statuses(want(t, c.send("PATCH", "/projects", map[string]any{"items": items, "partial": true}), 200)); got != "200 422" {
			t.Errorf("partial: got %s", got)
		}
	})
}

func TestABatchBringsProjectsIntoTheArchiveAndTheBinAndBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		ids := []string{w.d.Seal(w.project("own", nil)), w.d.Seal(w.project("own", nil))}
		for i, state := range []string{"archived", "active", "deleted", "active"} {
			var items []any
			for _, id := range ids {
				items = append(items, map[string]any{"id": id, "version": i + 1, "changes": map[string]any{}, "state": state})
			}
			want(t, c.send("PATCH", "/projects", map[string]any{"items": items}), 200)
			for _, id := range ids {
				if got := want(t, c.send("GET", "/projects/"+id, nil), 200).json(t)["state"]; got != state {
					t.Errorf("got %v, want %s", got, state)
				}
			}
		}
	})
}

func TestABatchPutsBackTheImportedTextThatAValueReplaced(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		id := w.d.Seal(w.project("own", nil))
		send := func(version int, item map[string]any) answered {
			item["id"], item["version"] = id, version
			if item["changes"] == nil {
				item["changes"] = map[string]any{}
			}
			return c.send("PATCH", "/projects", map[string]any{"items": []any{item}})
		}
		want(t, send(1, map[string]any{"unread": map[string]any{"end": "Exempt"}, "changes": map[string]any{"start": "2026-01-01"}}), 200)
		want(t, send(2, map[string]any{"changes": map[string]any{"end": "2027-01-01"}}), 200)
		now := want(t, c.send("GET", "/projects/"+id, nil), 200).json(t)
		if now["unread"] != nil || now["duration"] != "1" {
			t.Errorf("with a date: got %v unread, %v years", now["unread"], now["duration"])
		}
		want(t, send(3, map[string]any{"unread": map[string]any{"end": "Exempt"}}), 200)
		now = want(t, c.send("GET", "/projects/"+id, nil), 200).json(t)
		if got := fmt.Sprint(now["unread"]); got != "map[end:Exempt]" || now["end"] != nil || now["duration"] != nil {
			t.Errorf("put back: got %s unread, end %v, %v years; want no date and no duration", got, now["end"], now["duration"])
		}
		if got := send(4, map[string]any{"unread": map[string]any{"nothing": "x"}}).text; !strings.Contains(got, `"status":422`) {
			t.Errorf("an attribute that is not there: got %s", got)
		}
	})
}

func TestHistorySaysWhoWhenBeforeAndAfter(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.administrator()
		c := w.signedIn(admin)
		id := w.d.Seal(w.project("own", field.Values{"total_cost": field.Int(1_0000)}))
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/projects/"+id, map[string]any{"total_cost": "2.5", "light": "amber_red"}), 200)
		var got struct {
			Items []struct {
				Actor   *refOut
				Via     string
				Changes []struct {
					Attribute     string
					Before, After json.RawMessage
				}
			}
		}
		text := want(t, c.send("GET", "/history?project="+id+"&attribute=total_cost", nil), 200).text
		if err := json.Unmarshal([]byte(text), &got); err != nil || len(got.Items) != 2 {
			t.Fatal(text, err)
		}
		last := got.Items[0]
		if last.Actor == nil || last.Actor.Name != admin.Name || last.Via != "web" {
			t.Errorf("got %+v", last)
		}
		found := ""
		for _, ch := range last.Changes {
			if ch.Attribute == "total_cost" {
				found = string(ch.Before) + string(ch.After)
			}
		}
		if found != `{"amount":"1.00","currency":"EUR"}{"amount":"2.50","currency":"EUR"}` {
			t.Errorf("got %s", found)
		}
	})
}

func TestEventsTellOnlyWhatThePersonMaySee(t *testing.T) {
	w := newWorld(t, sqlite(t))
	a := w.account(w.fresh("reader"))
	w.setPassword(a)
	w.grant(a.ID, w.roles["reader"], w.units["own"])
	c := w.signedIn(a)
	visible, hidden := w.project("child", nil), w.project("foreign", nil)
	who, err := access.Load(context.Background(), w.d, a.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	live, err := w.s.Portfolio.Live(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	rec := &recorder{}
	if _, err := w.s.tell(context.Background(), rec, who, live, 0); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(rec.text.String(), w.d.Seal(visible)) || strings.Contains(rec.text.String(), w.d.Seal(hidden)) || strings.Contains(rec.text.String(), `"account"`) {
		t.Errorf("got %s", rec.text.String())
	}
	want(t, c.send("GET", "/events", nil), 200)
}

// recorder is a response of which only the text counts.
type recorder struct{ text strings.Builder }

func (r *recorder) Header() http.Header         { return http.Header{} }
func (r *recorder) WriteHeader(int)             {}
func (r *recorder) Write(b []byte) (int, error) { return r.text.Write(b) }
