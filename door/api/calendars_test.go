package api

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/calendar"
)

func init() {
	file, kind := form("days.ics", daysFile, nil)
	edited := func(request func(*world, *persona, string) ([]string, any)) fixture {
		return fixture{request: request, may: holds(access.EditCatalogue), version: true, ok: 200}
	}
	imports := edited(aCalendar(file))
	imports.kind = kind
	maps.Copy(fixtures, map[string]fixture{
		"GET /calendars":          {places: anywhere},
		"GET /calendars/holidays": {places: anywhere},
		"POST /calendars": {may: holds(access.EditCatalogue), request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"name": map[string]any{"en": w.fresh("Calendar")}, "unit": w.d.Seal(w.units[place])}
		}},
		"POST /calendars/preview":        {places: anywhere, request: just(map[string]any{"name": map[string]any{"en": "New"}, "year": 2026})},
		"GET /calendars/{id}":            {request: aCalendar(nil)},
		"GET /calendars/{id}/year":       {request: aCalendar(nil), query: "year=2026"},
		"GET /calendars/{id}/uses":       {request: aCalendar(nil), may: holds(access.EditCatalogue)},
		"GET /calendars/{id}/export.ics": {request: aCalendar(nil)},
		"GET /calendars/{id}/history":    {request: aCalendar(nil), may: holds(access.EditCatalogue)},
		"PATCH /calendars/{id}":          edited(aCalendar(map[string]any{"holidays": "fr"})),
		"DELETE /calendars/{id}":         {request: aCalendar(nil), may: holds(access.EditCatalogue), version: true},
		"POST /calendars/{id}/revert":    edited(aCalendar(map[string]any{"to": 1})),
		"POST /calendars/{id}/import":    imports,
	})
}

const daysFile = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Winter break\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

// aCalendar is one of the unit of a place.
func aCalendar(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		return []string{w.d.Seal(w.calendar(calendar.Calendar{Unit: w.units[place]}).ID)}, body
	}
}

func (w *world) calendar(c calendar.Calendar) calendar.Calendar {
	w.t.Helper()
	c.Name = label.T(w.fresh("Calendar"), "")
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		c, err = calendar.Create(context.Background(), tx, who, c)
		return err
	})
	return c
}

func TestACalendarIsWrittenForeseenImportedAndTakenBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		standard := want(t, c.send("GET", "/calendars", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		id := standard["id"].(string)
		if standard["standard"] != true || standard["version"] != 0.0 {
			t.Fatalf("got %v", standard)
		}
		year := func(path string) map[string]any {
			t.Helper()
			return want(t, c.send("GET", "/calendars/"+path+"/year?year=2026", nil), 200).json(t)
		}
		foreseen := want(t, c.send("POST", "/calendars/preview", map[string]any{"id": id, "holidays": "fr", "year": 2026}), 200).json(t)
		if foreseen["days"] != 252.0 || year(id)["days"] != 261.0 {
			t.Errorf("foreseen %v days, there are %v; want 252 and 261", foreseen["days"], year(id)["days"])
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/calendars/"+id, map[string]any{"holidays": "fr"}), 200)
		days := want(t, c.send("GET", "/calendars/"+id+"/year?year=2026", nil), 200).json(t)
		first := days["off"].([]any)[0].(map[string]any)
		if first["name"] != "New Year’s Day" || !strings.Contains(first["source"].(string), "L3133-1") {
			t.Errorf("the first holiday: %v", first)
		}
		team := want(t, c.send("POST", "/calendars", map[string]any{
			"name": map[string]any{"en": "Plant", "fr": "Usine"}, "unit": w.d.Seal(w.units["own"]), "holidays": "above",
			"week": [][]string{{"06:00-14:00"}, {"06:00-14:00"}, {"06:00-14:00"}, {"06:00-14:00"}, {}, {}, {}},
			"days": []any{map[string]any{"name": "Shutdown", "first": "2026-08-03", "last": "2026-08-14", "yearly": map[string]any{}}},
		}), 201).json(t)
		plant := team["id"].(string)
		if got := year(plant); got["minutes"] != float64(209-6-8)*480 {
			t.Errorf("the plant works %v minutes: %v", got["minutes"], got["days"])
		}
		for body, part := range map[string]string{
			`{"week":[["6-14"],[],[],[],[],[],[]]}`:        "6-14",
			`{"week":[["06:00-14:00"]]}`:                   "seven days",
			`{"holidays":"atlantis"}`:                      "atlantis",
			`{"days":[{"name":"x","first":"2026-02-30"}]}`: "days[0].first",
		} {
			if got := c.version(1).send("PATCH", "/calendars/"+plant, body); got.StatusCode != 422 || !strings.Contains(got.text, part) {
				t.Errorf("%s: got %d %s", body, got.StatusCode, got.text)
			}
		}
		file, kind := form("days.ics", daysFile, nil)
		tried := want(t, c.version(1).with("Content-Type", kind).send("POST", "/calendars/"+plant+"/import", file), 200).json(t)
		if tried["added"] != 1.0 || tried["applied"] != false || len(want(t, c.send("GET", "/calendars/"+plant, nil), 200).json(t)["days"].([]any)) != 1 {
			t.Errorf("the dry run: %v", tried)
		}
		file, _ = form("days.ics", daysFile, map[string]string{"apply": "true"})
		done := want(t, c.version(1).with("Content-Type", kind).send("POST", "/calendars/"+plant+"/import", file), 200).json(t)
		if done["applied"] != true || len(done["calendar"].(map[string]any)["days"].([]any)) != 2 {
			t.Errorf("the import: %v", done)
		}
		feed := want(t, c.send("GET", "/calendars/"+plant+"/export.ics", nil), 200)
		if !strings.Contains(feed.text, "SUMMARY:Winter break") || !strings.HasPrefix(feed.Header.Get("Content-Type"), "text/calendar") {
			t.Errorf("the feed: %s", feed.text)
		}
		stale := c.version(1).send("PATCH", "/calendars/"+plant, map[string]any{"holidays": "none"})
		if stale.StatusCode != 412 {
			t.Errorf("a version read before: %d", stale.StatusCode)
		}
		want(t, c.version(2).send("POST", "/calendars/"+plant+"/revert", map[string]any{"to": 1}), 200)
		past := want(t, c.send("GET", "/calendars/"+plant+"/history", nil), 200).json(t)["items"].([]any)
		if len(past) != 3 || past[1].(map[string]any)["changes"].([]any)[0].(map[string]any)["what"] != "Winter break" {
			t.Errorf("the history: %v", past)
		}
		if audit := want(t, c.send("GET", "/audit?kind=catalogue", nil), 200); !strings.Contains(audit.text, "Calendar changed") {
			t.Errorf("the audit does not know of it: %s", audit.text)
		}
	})
}

// A calendar of a project is there for those who may read it.
func TestACalendarOfAProjectIsForItsReaders(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		hidden := w.d.Seal(w.calendar(calendar.Calendar{Project: w.project("foreign", nil)}).ID)
		a := w.account("eve")
		w.setPassword(a)
		w.grant(a.ID, w.roles["administrator"], w.units["own"])
		c := w.signedIn(a)
		for _, call := range [][2]string{{"GET", ""}, {"GET", "/year"}, {"GET", "/history"}, {"GET", "/export.ics"}} {
			if got := c.send(call[0], "/calendars/"+hidden+call[1], nil); got.StatusCode != 404 {
				t.Errorf("%s %s: got %d, want 404", call[0], call[1], got.StatusCode)
			}
		}
		for _, call := range []answered{
			c.version(1).send("PATCH", "/calendars/"+hidden, map[string]any{"holidays": "fr"}), c.version(1).send("DELETE", "/calendars/"+hidden, nil),
			c.send("POST", "/calendars/preview", map[string]any{"name": map[string]any{"en": "x"}, "parent": hidden, "year": 2026}),
		} {
			if call.StatusCode != 404 {
				t.Errorf("got %d %s, want 404", call.StatusCode, call.text)
			}
		}
		if list := want(t, c.send("GET", "/calendars", nil), 200); strings.Contains(list.text, hidden) {
			t.Error("the list shows it")
		}
	})
}

// TestWhomACalendarTouchesIsSaidBeforeItGoes makes one that a plan, a line, a resource and
// a template name.
func TestWhomACalendarTouchesIsSaidBeforeItGoes(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, c := w.member("administrator", "parent")
		team := want(t, c.send("POST", "/calendars", map[string]any{"key": "team", "name": map[string]any{"en": "Team"}}), 201).json(t)["id"].(string)
		uses := func() string {
			got := want(t, c.send("GET", "/calendars/"+team+"/uses", nil), 200).json(t)
			var names []string
			for _, u := range got["items"].([]any) {
				u := u.(map[string]any)
				names = append(names, fmt.Sprint(u["project"].(map[string]any)["name"], " ", u["whole"], " ", u["items"]))
			}
			return fmt.Sprint(got["projects"], " ", got["plans"], " ", got["lines"], " ", names, " ", got["resources"], " ", got["templates"])
		}
		if got := uses(); got != "0 0 0 [] [] []" {
			t.Errorf("that of nobody touches %s", got)
		}
		plan := func(edits ...map[string]any) {
			id := w.d.Seal(w.project("own", nil))
			path := "/projects/" + id + "/plan"
			mark := want(t, c.send("GET", path, nil), 200).Header.Get("ETag")
			want(t, c.with("If-Match", mark).send("PATCH", path, map[string]any{"edits": edits}), 200)
		}
		plan(map[string]any{"op": "add", "ref": "a", "kind": "task", "name": "A", "calendar": team})
		plan(map[string]any{"op": "add", "ref": "a", "kind": "task", "name": "A"}, map[string]any{"op": "plan", "plan_calendar": team})
		want(t, c.send("POST", "/resources", map[string]any{"name": "Night shift", "kind": "generic", "calendar": team}), 201)
		w.templateOf(templating.DraftSection{Kind: "plan", Lines: []templating.DraftLine{{ID: "dig", Values: map[string]templating.DraftValue{
			"name": {Text: &templating.DraftText{EN: "Dig"}}, "kind": {Value: "task"}, "calendar": {Value: "team"},
		}}}})
		if got := uses(); !strings.HasPrefix(got, "2 1 1 [") || !strings.Contains(got, " false 1") || !strings.Contains(got, " true 0") || !strings.Contains(got, "] [Night shift] [Template") {
			t.Errorf("it touches %s", got)
		}
	})
}
