package api

import (
	"context"
	"maps"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

func init() {
	maps.Copy(fixtures, map[string]fixture{
		"GET /feeds":         {places: anywhere},
		"POST /feeds":        {places: anywhere, request: just(map[string]any{"kind": "mine"})},
		"DELETE /feeds/{id}": {places: []string{"own", "foreign"}, may: onlyOwn, denied: 404, request: aToken},
		"GET /feeds/milestones.ics": {places: anywhere, query: "token={token}", request: func(w *world, _ *persona, _ string) ([]string, any) {
			owner, err := access.Load(context.Background(), w.d, w.administrator().ID, "web")
			if err != nil {
				w.t.Fatal(err)
			}
			clear := ""
			w.change(func(tx *db.Tx, _ access.Who) (err error) {
				_, clear, err = access.NewFeed(context.Background(), tx, owner, w.fresh("feed"), access.FeedOfMine, 0)
				return err
			})
			return []string{clear}, nil
		}},
	})
}

// fed is what the calendar at an address says to anybody who has it.
func (w *world) fed(address string) answered {
	w.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.client().send("GET", strings.TrimPrefix(u.Path, Prefix)+"?"+u.RawQuery, nil)
}

func TestACalendarAtAnAddressShowsWhatItsOwnerMaySeeNowUntilItIsRevoked(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.project("own", field.Values{"name": field.Str("Pier; part 2")})
		date := w.milestone(id, "Opening, with a very long name that takes more than seventy-five bytes on its line", day.Of(2027, 3, 5), 0)
		pmo := w.as("pmo", "parent")
		made := want(t, pmo.send("POST", "/feeds", map[string]any{"kind": "project", "object": w.d.Seal(id)}), 201).json(t)
		address := made["address"].(string)
		feed := want(t, w.fed(address), 200)
		if !strings.HasPrefix(feed.Header.Get("Content-Type"), "text/calendar") {
			t.Errorf("got %s", feed.Header.Get("Content-Type"))
		}
		flat := strings.ReplaceAll(feed.text, "\r\n ", "")
		for _, line := range []string{"BEGIN:VCALENDAR\r\n", "UID:" + w.d.Seal(date) + "@vigie\r\n", "SEQUENCE:1\r\n", "DTSTART;VALUE=DATE:20270305\r\n", "DTEND;VALUE=DATE:20270306\r\n", `SUMMARY:Opening\, with a very long name that takes more than seventy-five bytes on its line – Pier\; part 2` + "\r\n", "X-WR-CALNAME:Pier\\; part 2\r\n"} {
			if !strings.Contains(flat, line) {
				t.Errorf("no %q in\n%s", line, flat)
			}
		}
		for line := range strings.SplitSeq(feed.text, "\r\n") {
			if len(line) > 75 {
				t.Errorf("a line of %d bytes: %q", len(line), line)
			}
		}
		root := w.signedIn(w.administrator())
		// who manages people sees that there is a token, and not of which project
		if got := want(t, root.send("GET", "/credentials", nil), 200).text; strings.Contains(got, "Pier") || !strings.Contains(got, "Calendar at an address") {
			t.Errorf("the credentials that others read: %s", got)
		}
		sealed := w.d.Seal(date)
		now := want(t, root.send("GET", "/milestones?fields=name", nil), 200)
		want(t, root.version(1).send("PATCH", "/milestones/"+sealed, map[string]any{"date": "2027-04-01"}), 200)
		if moved := w.fed(address).text; !strings.Contains(moved, "SEQUENCE:2") || !strings.Contains(moved, "20270401") || !strings.Contains(moved, sealed+"@vigie") {
			t.Errorf("after it moved:\n%s\n%s", moved, now.text)
		}
		if got := want(t, pmo.send("GET", "/feeds", nil), 200).json(t)["items"].([]any); len(got) != 1 || got[0].(map[string]any)["address"] != nil {
			t.Errorf("the list of feeds: %v", got)
		}
		// the token of an address is good for that alone, and nothing of it is in a list
		token := address[strings.Index(address, "token=")+len("token="):]
		if got := w.client().with("Authorization", "Bearer "+token).send("GET", "/projects", nil); got.StatusCode != 401 {
			t.Errorf("the token reads projects: %d", got.StatusCode)
		}
		for _, bad := range []map[string]any{{"kind": "project", "object": w.d.Seal(w.project("foreign", nil))}, {"kind": "project", "object": "nothing"}, {"kind": "view", "object": w.d.Seal(id)}} {
			if got := w.as("pmo", "own").send("POST", "/feeds", bad); got.StatusCode != 404 {
				t.Errorf("%v: got %d %s", bad, got.StatusCode, got.text)
			}
		}
		// a calendar elsewhere keeps what it reads: only what may be exported goes there
		a := w.account(w.fresh("reader"))
		w.setPassword(a)
		w.grant(a.ID, w.role(access.ReadProject|access.Export), w.units["own"])
		w.grant(a.ID, w.role(access.ReadProject|access.ReadPortfolio), w.units["sibling"])
		reader, near := w.signedIn(a), w.project("sibling", field.Values{"name": field.Str("Near")})
		w.milestone(near, "Near date", day.Of(2027, 3, 6), 0)
		want(t, reader.send("POST", "/feeds", map[string]any{"kind": "project", "object": w.d.Seal(near)}), 403)
		all := view.View{Object: "milestone", Name: label.T("All", "Toutes"), Scope: view.Everyone}
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			all, err = view.Create(context.Background(), tx, who, all)
			return err
		})
		some := want(t, reader.send("POST", "/feeds", map[string]any{"kind": "view", "object": w.d.Seal(all.ID)}), 201).json(t)
		if got := want(t, w.fed(some["address"].(string)), 200).text; !strings.Contains(got, "Opening") || strings.Contains(got, "Near date") {
			t.Errorf("the feed of who may export a part: %s", got)
		}
		mine := want(t, pmo.send("POST", "/feeds", map[string]any{"kind": "mine"}), 201).json(t)
		if got := want(t, w.fed(mine["address"].(string)), 200).text; strings.Contains(got, "VEVENT") {
			t.Errorf("nobody manages it, and yet it is in the feed of one’s own: %s", got)
		}
		shared := view.View{Object: "milestone", Name: label.T("Spring", "Printemps"), Scope: view.Everyone, State: view.State{Filter: `type = "go_live"`}}
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			shared, err = view.Create(context.Background(), tx, who, shared)
			return err
		})
		spring := want(t, pmo.send("POST", "/feeds", map[string]any{"kind": "view", "object": w.d.Seal(shared.ID)}), 201).json(t)
		if got := want(t, w.fed(spring["address"].(string)), 200).text; strings.Contains(got, "BEGIN:VEVENT") || !strings.Contains(got, "X-WR-CALNAME:Spring") {
			t.Errorf("the feed of a view: %s", got)
		}
		want(t, pmo.send("DELETE", "/feeds/"+made["id"].(string), nil), 204)
		for _, gone := range []string{address, strings.Replace(address, "vigiefeed_", "vigiefeed_x", 1), strings.Split(address, "?")[0] + "?token="} {
			if got := w.fed(gone); got.StatusCode != 404 {
				t.Errorf("%s: got %d", gone, got.StatusCode)
			}
		}
	})
}
