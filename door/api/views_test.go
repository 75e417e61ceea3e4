package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

func init() {
	renamed := map[string]any{"label": map[string]any{"en": "Renamed"}}
	for pattern, f := range map[string]fixture{
		"GET /views":               {places: anywhere},
		"POST /views":              {places: anywhere, request: just(map[string]any{"label": map[string]any{"en": "Mine"}})},
		"POST /views/order":        {places: anywhere, request: just(map[string]any{"object": "project", "ids": []string{}})},
		"GET /views/audience":      {places: anywhere},
		"GET /views/{id}":          {request: sharedView(nil), may: seesUnit},
		"GET /views/{id}/history":  {request: sharedView(nil), may: seesUnit},
		"POST /views/{id}/copy":    {request: sharedView(map[string]any{}), may: seesUnit},
		"POST /views/{id}/open":    {request: sharedView(nil), may: seesUnit},
		"PATCH /views/{id}":        {request: sharedView(renamed), version: true, may: sharesWith, refusal: lockedView},
		"DELETE /views/{id}":       {request: sharedView(nil), version: true, may: sharesWith, refusal: lockedView},
		"POST /views/{id}/revert":  {request: sharedView(map[string]any{"to": 1}), version: true, may: sharesWith, refusal: lockedView},
		"POST /views/{id}/restore": {request: deletedView, may: sharesWith},
		"GET /projects/hidden":     {places: anywhere, query: "filter=progress+%3E+50"},
		"GET /views/{id}/uses":     {request: sharedView(nil), may: seesUnit},
		"GET /views/{id}/rows":     {request: sharedView(nil), may: seesUnit},
		"GET /projects/roadmap":    {places: anywhere},
		"GET /projects/pivot":      {places: anywhere, query: "rows=unit&columns=end.year&measures=count,total_cost.sum"},
		"GET /exports/pivot.xlsx":  {places: anywhere, query: "rows=unit"},
		"GET /exports/pivot.csv":   {places: anywhere, query: "rows=unit"},
	} {
		fixtures[pattern] = f
	}
	for _, suffix := range []string{"xlsx", "csv", "ndjson"} {
		fixtures["GET /views/{id}/rows."+suffix] = fixture{request: sharedView(nil), may: func(p *persona, place string) bool {
			return p.rights&access.Export != 0 && seesUnit(p, place)
		}}
	}
}

// seesUnit: a view shared with a unit reaches those with a role on it, above or below it.
func seesUnit(p *persona, place string) bool { return p.reaches(place) || place == "parent" }

// sharesWith: who may share views with the unit manages those shared with it alone.
func sharesWith(p *persona, place string) bool {
	return p.rights&access.ShareView != 0 && p.reaches(place)
}

// lockedView is the answer to who sees a locked view and may not change it.
func lockedView(p *persona, place string) int {
	if seesUnit(p, place) {
		return 409
	}
	return 404
}

// sharedView is a locked view of the program, shared with the unit of a place.
func sharedView(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		return []string{w.d.Seal(w.view(place).ID)}, body
	}
}

func deletedView(w *world, _ *persona, place string) ([]string, any) {
	v := w.view(place)
	w.change(func(tx *db.Tx, who access.Who) error {
		return view.Delete(context.Background(), tx, who, v.ID, v.Version)
	})
	return []string{w.d.Seal(v.ID)}, nil
}

func (w *world) view(place string) (v view.View) {
	w.t.Helper()
	v = view.View{Object: "project", Name: label.T(w.fresh("view"), ""), Scope: view.Some, Locked: true, Audience: []view.Audience{{Kind: view.ForUnit, Target: w.units[place]}}}
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		v, err = view.Create(context.Background(), tx, who, v)
		return err
	})
	return v
}

// colleague is somebody new with a role on a unit, signed in.
func (w *world) colleague(role, place string) *client {
	w.t.Helper()
	a := w.account(w.fresh(role))
	w.setPassword(a)
	w.grant(a.ID, w.roles[role], w.units[place])
	return w.signedIn(a)
}

// decode reads an answer of a status.
func (a answered) decode(t testing.TB, status int, into any) {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("got %d %s, want %d", a.StatusCode, a.text, status)
	}
	if err := json.Unmarshal([]byte(a.text), into); err != nil {
		t.Fatal(err)
	}
}

// state is a whole state with some of its members.
func state(members map[string]any) map[string]any {
	out := map[string]any{
		"display": "auto", "columns": []any{}, "sort": []any{}, "group": []any{}, "tree": "", "filter": "", "find": "", "state": "active", "density": "",
		"rules": []any{}, "period": "", "compare": "", "only": false, "board": map[string]any{"by": "", "lanes": "", "card": []any{}},
		"timeline": map[string]any{"start": "", "end": "", "base_start": "", "base_end": "", "colour": "", "scale": ""},
	}
	for key, value := range members {
		out[key] = value
	}
	return out
}

func saved(members map[string]any, more map[string]any) map[string]any {
	out := map[string]any{"label": map[string]any{"en": "Saved", "fr": "Gardée"}, "state": state(members)}
	for key, value := range more {
		out[key] = value
	}
	return out
}

func TestAViewIsSavedSharedAndReadByAnother(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		pmo, reader := w.colleague("pmo", "parent"), w.colleague("reader", "own")
		var made, read viewOut
		pmo.send("POST", "/views", saved(map[string]any{"filter": "progress > 50", "sort": []any{map[string]any{"key": "end", "down": true}}}, nil)).decode(t, 201, &made)
		if !made.Mine || made.Scope != view.Personal || !made.CanManage {
			t.Errorf("got %+v", made)
		}
		if got := reader.send("GET", "/views/"+made.ID, nil); got.StatusCode != 404 {
			t.Errorf("a personal view is read by another: %d", got.StatusCode)
		}
		pmo.with("If-Match", `"1"`).send("PATCH", "/views/"+made.ID, map[string]any{
			"scope": "some", "locked": true, "audience": []any{map[string]any{"kind": "unit", "id": w.d.Seal(w.units["own"])}},
		}).decode(t, 200, &made)
		reader.send("GET", "/views/"+made.ID, nil).decode(t, 200, &read)
		if read.Mine || read.CanEdit || len(read.Audience) != 0 || read.State.Filter != "progress > 50" || read.Label.FR != "Gardée" {
			t.Errorf("got %+v", read)
		}
		if len(made.Audience) != 1 || made.Audience[0].Name != "Branch" {
			t.Errorf("got %+v", made.Audience)
		}
		if got := pmo.with("If-Match", `"1"`).send("PATCH", "/views/"+made.ID, map[string]any{"locked": false}); got.StatusCode != 412 || !strings.Contains(got.text, `"version":2`) {
			t.Errorf("a stale version: got %d %s", got.StatusCode, got.text)
		}
	})
}

func TestAViewRefusesWhatItsWriterMayNotRead(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.colleague("reader", "own")
	for where, body := range map[string]map[string]any{
		"state.filter":          saved(map[string]any{"filter": "nosuch > 1"}, nil),
		"state.filter@16":       saved(map[string]any{"filter": "progress > 1 + nosuch"}, nil),
		"state.rules[0].filter": saved(map[string]any{"rules": []any{map[string]any{"name": "", "filter": "stage = \"nope\"", "colour": "red", "key": ""}}}, nil),
		"state.columns[0].key":  saved(map[string]any{"columns": []any{map[string]any{"key": "nosuch"}}}, nil),
		"portfolio":             saved(nil, map[string]any{"portfolio": w.d.Seal(12345)}),
		"audience":              saved(nil, map[string]any{"scope": "some", "audience": []any{map[string]any{"kind": "unit", "id": "x"}}}),
	} {
		if got := c.send("POST", "/views", body); got.StatusCode != 422 || !strings.Contains(got.text, fmt.Sprintf(`"location":%q`, where)) {
			t.Errorf("%s: got %d %s", where, got.StatusCode, got.text)
		}
	}
}

// A shared view names a project that some of its readers may not see: they read
// the view without that condition, learn nothing of the project, and lose
// nothing of the view when they save it.
func TestASharedViewIsNoOracleAndWidensNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		pmo, reader := w.colleague("pmo", "parent"), w.colleague("project_manager", "own")
		secret := w.project("foreign", field.Values{"name": field.Str("Operation Nightfall")})
		mine := w.project("own", nil)
		filter := `programme = "Operation Nightfall" or progress is empty`
		var made, read viewOut
		pmo.send("POST", "/views", saved(map[string]any{"filter": filter}, map[string]any{"scope": "everyone"})).decode(t, 201, &made)
		got := reader.send("GET", "/views", nil)
		if strings.Contains(got.text, "Nightfall") {
			t.Error("the view tells the name of a project that its reader may not see")
		}
		reader.send("GET", "/views/"+made.ID, nil).decode(t, 200, &read)
		if read.State.Filter != "" || !slices.Equal(read.Broken, []string{"state.filter"}) {
			t.Errorf("got filter %q, broken %v", read.State.Filter, read.Broken)
		}
		for _, text := range []string{filter, `programme = "` + w.d.Seal(secret) + `"`} {
			known := reader.send("GET", "/projects/hidden?filter="+url.QueryEscape(text), nil)
			unknown := reader.send("GET", "/projects/hidden?filter="+url.QueryEscape(`programme = "No such thing"`), nil)
			if known.StatusCode != 422 || unknown.StatusCode != 422 {
				t.Errorf("a hidden project answers %d, one that does not exist %d", known.StatusCode, unknown.StatusCode)
			}
		}
		read.State.Find = "x"
		reader.with("If-Match", fmt.Sprintf(`"%d"`, made.Version)).send("PATCH", "/views/"+made.ID, map[string]any{"state": read.State}).decode(t, 200, &read)
		pmo.send("GET", "/views/"+made.ID, nil).decode(t, 200, &made)
		if made.State.Filter != filter || made.State.Find != "x" {
			t.Errorf("saved by a reader, the view is %+v", made.State)
		}
		var hidden hiddenOut
		reader.send("GET", "/projects/hidden?filter="+url.QueryEscape("progress > 50"), nil).decode(t, 200, &hidden)
		if hidden.Hidden != 1 || len(hidden.Conditions) != 1 || hidden.Conditions[0].Hides != 1 {
			t.Errorf("got %+v, want one hidden: %d, whatever the reader may not see", hidden, mine)
		}
	})
}

func TestTheHistoryOfAViewSaysWhoChangedWhat(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		pmo := w.colleague("pmo", "parent")
		var v viewOut
		pmo.send("POST", "/views", saved(map[string]any{"filter": "progress > 50"}, nil)).decode(t, 201, &v)
		pmo.with("If-Match", `"1"`).send("PATCH", "/views/"+v.ID, map[string]any{"state": state(map[string]any{"find": "a"})}).decode(t, 200, &v)
		var past list[viewPast]
		pmo.send("GET", "/views/"+v.ID+"/history", nil).decode(t, 200, &past)
		if len(past.Items) != 2 || !slices.Equal(past.Items[0].Parts, []string{"filter", "find"}) || past.Items[0].Actor == nil {
			t.Fatalf("got %+v", past.Items)
		}
		pmo.with("If-Match", `"2"`).send("POST", "/views/"+v.ID+"/revert", map[string]any{"to": 1}).decode(t, 200, &v)
		if v.State.Filter != "progress > 50" || v.State.Find != "" || v.Version != 3 {
			t.Errorf("got version %d %+v", v.Version, v.State)
		}
	})
}

func TestAChangeOfAViewIsToldWithoutWhoMadeIt(t *testing.T) {
	w := newWorld(t, sqlite(t))
	ann := w.account("ann")
	live, err := w.s.Portfolio.Live(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	who, err := access.Load(context.Background(), w.d, w.account("bob").ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	got := w.s.visibleEvents(live, live, who, []eventRow{{Change: 7, Entity: view.Entity, Object: 5, Actor: db.ID(ann.ID)}})
	if len(got) != 1 || got[0].Actor != nil || len(got[0].IDs) != 0 {
		t.Errorf("got %+v, want the news alone", got)
	}
}

func TestChangesOfTheConfigurationAreToldAndThoseOfRightsWithoutWhoMadeThem(t *testing.T) {
	w := newWorld(t, sqlite(t))
	ann, bob := w.account("ann"), w.account("bob")
	live, err := w.s.Portfolio.Live(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	who, err := access.Load(context.Background(), w.d, bob.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	tell := func(entity string, object int64) []eventOut {
		return w.s.visibleEvents(live, live, who, []eventRow{{Change: 7, Entity: entity, Object: object, Actor: db.ID(ann.ID)}})
	}
	for _, entity := range []string{"field", "hierarchy", "node", "lifecycle", "form", "project_template", "trust", "constant", "convention", "vocabulary"} {
		if got := tell(entity, 5); len(got) != 1 || got[0].Actor == nil || len(got[0].IDs) != 0 {
			t.Errorf("%s: got %+v, want the news and who made it", entity, got)
		}
	}
	for _, entity := range []string{"role", "grant", "group", "delegation", "dashboard"} {
		if got := tell(entity, 5); len(got) != 1 || got[0].Actor != nil || len(got[0].IDs) != 0 {
			t.Errorf("%s: got %+v, want the news alone", entity, got)
		}
	}
	if got := tell("account", ann.ID); len(got) != 0 {
		t.Errorf("the account of another: got %+v", got)
	}
}
