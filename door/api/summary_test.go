package api

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/heading"
	"vigie/room/portfolio"
)

// twoBlocks is a small layout.
var twoBlocks = map[string]any{"blocks": []any{
	map[string]any{"id": "a", "kind": "figures", "x": 0, "y": 0, "w": 12, "h": 2},
	map[string]any{"id": "b", "kind": "breakdown", "settings": map[string]any{"by": "stage"}, "x": 0, "y": 2, "w": 6, "h": 4},
}}

// aLayout is a portfolio at a place with a layout of the persona's own, where he
// may keep one.
func aLayout(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		ids, _ := aPortfolio(nil)(w, p, place)
		id, err := w.d.Unseal(ids[0])
		if err != nil {
			w.t.Fatal(err)
		}
		who, err := access.Load(context.Background(), w.d, p.account.ID, "web")
		if err != nil {
			return ids, body // nobody
		}
		_, _ = w.d.Update(context.Background(), who.Origin(), func(tx *db.Tx) error {
			_, err := dashboard.Keep(context.Background(), tx, who, dashboard.Mine, dashboard.Of(&portfolio.Portfolio{ID: id}), 0, summary.BuiltIn())
			return err
		})
		return ids, body
	}
}

// aSubscription is one of the persona's own, or of somebody else.
func aSubscription(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		owner := p.account
		if place != "own" || owner.ID == 0 {
			owner = w.account(w.fresh("other"))
		}
		who, err := access.Load(context.Background(), w.d, owner.ID, "web")
		if err != nil {
			w.t.Fatal(err)
		}
		var s dashboard.Subscription
		_, err = w.d.Update(context.Background(), who.Origin(), func(tx *db.Tx) (err error) {
			// the routes that are tried with many bodies make more than a person may have
			if _, err := db.Exec(context.Background(), tx, "DELETE FROM subscription WHERE account_id = $1", owner.ID); err != nil {
				return err
			}
			s, err = dashboard.Subscribe(context.Background(), tx, who, dashboard.Subscription{Every: "week", Day: 1, Hour: 7, Format: "mail"})
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
		return []string{w.d.Seal(s.ID)}, body
	}
}

func init() {
	ownOrOther := []string{"own", "foreign"}
	for pattern, f := range map[string]fixture{
		"GET /portfolios/{id}/summary":                {request: aPortfolio(nil)},
		"POST /portfolios/{id}/summary/preview":       {request: aPortfolio(twoBlocks)},
		"GET /portfolios/{id}/summary/layout":         {request: aPortfolio(nil)},
		"PUT /portfolios/{id}/summary/layout":         {request: aPortfolio(twoBlocks)},
		"DELETE /portfolios/{id}/summary/layout":      {request: aLayout(nil), version: true},
		"GET /portfolios/{id}/summary/layout/history": {request: aLayout(nil)},
		"POST /portfolios/{id}/summary/layout/revert": {request: aLayout(map[string]any{"to": 1}), version: true},
		"GET /portfolios/{id}/changes":                {request: aPortfolio(nil), query: "from=2026-01-31"},
		"GET /summary/kinds":                          {places: anywhere},
		"GET /explain":                                {places: anywhere, query: "object=portfolio:all&attribute=count"},
		"GET /trust":                                  {places: anywhere},
		"PATCH /trust":                                {places: anywhere, may: everywhereOnly, ok: 200, request: nextTrust},
		"POST /trust/preview":                         {places: anywhere, may: everywhereOnly, ok: 200, request: nextTrust},
		"GET /trust/history":                          {places: anywhere, may: everywhereOnly},
		"POST /trust/revert": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := nextTrust(w, p, place)
			return ids, map[string]any{"to": 0}
		}},
		"GET /vocabulary":          {places: anywhere},
		"PATCH /vocabulary":        {places: anywhere, may: everywhereOnly, ok: 200, request: nextWords},
		"GET /vocabulary/overlay":  {places: anywhere, query: "language=fr"},
		"GET /vocabulary/texts":    {places: anywhere, may: everywhereOnly},
		"POST /vocabulary/preview": {places: anywhere, may: everywhereOnly, ok: 200, request: nextWords},
		"GET /vocabulary/history":  {places: anywhere, may: everywhereOnly},
		"POST /vocabulary/revert": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := nextWords(w, p, place)
			return ids, map[string]any{"to": 0}
		}},
		"GET /onboarding": {places: anywhere, may: everywhereOnly},
		"PUT /onboarding/{step}": {places: anywhere, may: everywhereOnly, ok: 200, request: func(*world, *persona, string) ([]string, any) {
			return []string{"types"}, map[string]any{"skipped": true}
		}},
		"GET /conventions":         {places: anywhere},
		"PATCH /conventions":       {places: anywhere, may: everywhereOnly, ok: 200, request: nextConventions},
		"GET /conventions/history": {places: anywhere, may: everywhereOnly},
		"POST /conventions/revert": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := nextConventions(w, p, place)
			return ids, map[string]any{"to": 0}
		}},
		"GET /attribute-groups":         {places: anywhere},
		"PUT /attribute-groups":         {places: anywhere, may: everywhereOnly, ok: 200, request: nextGroups},
		"GET /attribute-groups/uses":    {places: anywhere, may: everywhereOnly},
		"GET /attribute-groups/history": {places: anywhere, may: everywhereOnly},
		"POST /attribute-groups/{key}/attributes": {places: anywhere, may: everywhereOnly, ok: 200, request: func(*world, *persona, string) ([]string, any) {
			return []string{"costs"}, map[string]any{"attributes": []any{map[string]any{"object": "project", "key": "light"}}}
		}},
		"POST /attribute-groups/revert": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			nextGroups(w, p, place)
			return nil, map[string]any{"to": 0}
		}},
		"GET /constants":                {places: anywhere},
		"PUT /constants/{key}":          {places: anywhere, may: everywhereOnly, ok: 200, request: aConstant("", dailyRate)},
		"DELETE /constants/{key}":       {places: anywhere, may: everywhereOnly, request: aConstant("daily_rate", nil), version: true},
		"GET /constants/uses":           {places: anywhere, may: everywhereOnly},
		"POST /constants/{key}/preview": {places: anywhere, may: everywhereOnly, ok: 200, request: aConstant("daily_rate", dailyRate)},
		"GET /constants/history":        {places: anywhere, may: everywhereOnly},
		"POST /constants/revert": {places: anywhere, may: everywhereOnly, ok: 200, request: func(w *world, p *persona, place string) ([]string, any) {
			aConstant("", nil)(w, p, place)
			return nil, map[string]any{"to": 0}
		}},
		"GET /subscriptions": {places: anywhere},
		"POST /subscriptions": {request: func(w *world, p *persona, place string) ([]string, any) {
			ids, _ := aPortfolio(nil)(w, p, place)
			return nil, map[string]any{"portfolio": ids[0], "every": "month", "day": 3, "hour": 8}
		}},
		"PATCH /subscriptions/{id}":  {places: ownOrOther, may: onlyOwn, request: aSubscription(map[string]any{"hour": 9}), version: true},
		"DELETE /subscriptions/{id}": {places: ownOrOther, may: onlyOwn, request: aSubscription(nil), version: true},
	} {
		fixtures[pattern] = f
	}
}

// nextConventions forgets what was set, so that the version to send is always none.
func nextConventions(w *world, _ *persona, _ string) ([]string, any) {
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(context.Background(), tx, "DELETE FROM convention")
		return err
	})
	return nil, map[string]any{"day_minutes": 450}
}

// nextGroups forgets what was set, so that the version to send is always none.
func nextGroups(w *world, _ *persona, _ string) ([]string, any) {
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(context.Background(), tx, "DELETE FROM attribute_group")
		return err
	})
	items := []any{}
	for _, g := range heading.Shipped().Items {
		items = append(items, map[string]any{"key": g.Key, "label": map[string]any{"en": g.Label.EN, "fr": g.Label.FR}})
	}
	return nil, map[string]any{"items": append(items, map[string]any{"label": map[string]any{"en": "Stakes", "fr": "Enjeux"}})}
}

// nextTrust forgets what was set, so that the version to send is always none.
func nextWords(w *world, _ *persona, _ string) ([]string, any) {
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(context.Background(), tx, "DELETE FROM vocabulary")
		return err
	})
	return nil, map[string]any{"terms": map[string]any{"project": map[string]any{"fr": map[string]any{"one": "chantier", "many": "chantiers"}}}}
}

func nextTrust(w *world, _ *persona, _ string) ([]string, any) {
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(context.Background(), tx, "DELETE FROM trust")
		return err
	})
	return nil, map[string]any{"rhythm": 45}
}

func TestTheSummaryOfAnEmptyPortfolioHasEveryBlockAndNoError(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		for _, query := range []string{"", "?compare_to=baseline", "?compare_to=2026-01-31", "?as_of=2026-01-31&compare_to=2025-01-31&lang=fr"} {
			got := want(t, c.send("GET", "/portfolios/all/summary"+query, nil), 200).json(t)
			blocks := got["blocks"].([]any)
			if len(blocks) != len(summary.BuiltIn()) {
				t.Errorf("%s: got %d blocks, want %d", query, len(blocks), len(summary.BuiltIn()))
			}
			for _, b := range blocks {
				if block := b.(map[string]any); block["error"] != nil || block["data"] == nil || block["title"] == "" {
					t.Errorf("%s: block %v: %v", query, block["id"], block["error"])
				}
			}
		}
	})
}

func TestProjectsThatAreAllNewAreToldAsNew(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		want(t, c.send("POST", "/projects", map[string]any{
			"name": "First", "unit": w.d.Seal(w.units["own"]), "end": "2027-01-31", "total_cost": map[string]any{"amount": "1000", "currency": "EUR"},
		}), 201)
		block := map[string]any{"id": "c", "kind": "changes", "x": 0, "y": 0, "w": 6, "h": 6}
		got := want(t, c.send("POST", "/portfolios/all/summary/preview?compare_to=2020-01-31", map[string]any{"blocks": []any{block}}), 200).json(t)
		data := got["blocks"].([]any)[0].(map[string]any)["data"].(map[string]any)
		items := data["items"].([]any)
		if len(items) != 1 || items[0].(map[string]any)["kind"] != summary.WasAdded {
			t.Errorf("got %v, want one project that is new", items)
		}
	})
}

func TestALayoutIsKeptForOneselfForThePortfolioAndForAll(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		ids, _ := aPortfolio(nil)(w, nil, "own")
		path := "/portfolios/" + ids[0] + "/summary"
		shown := func() string {
			layout := want(t, c.send("GET", path, nil), 200).json(t)["layout"].(map[string]any)
			return layout["scope"].(string)
		}
		if got := shown(); got != "built-in" {
			t.Errorf("at first: got %s, want built-in", got)
		}
		for _, scope := range []string{"instance", "portfolio", "mine"} {
			want(t, c.send("PUT", path+"/layout?scope="+scope, twoBlocks), 200)
			if got := shown(); got != scope {
				t.Errorf("got %s, want %s", got, scope)
			}
		}
		stale := want(t, c.with("If-Match", `"7"`).send("PUT", path+"/layout", twoBlocks), 412).json(t)
		if now := stale["current"].(map[string]any); now["version"] != 1.0 {
			t.Errorf("a stale layout: got %v, want the version that is kept", now)
		}
		want(t, c.with("If-Match", `"1"`).send("DELETE", path+"/layout", nil), 204)
		if got := shown(); got != "portfolio" {
			t.Errorf("after the reset: got %s, want portfolio", got)
		}
		history := want(t, c.send("GET", path+"/layout/history", nil), 200).json(t)["items"].([]any)
		if len(history) != 2 || history[0].(map[string]any)["deleted"] != true {
			t.Errorf("history: got %v, want two versions, the last one given up", history)
		}
		want(t, c.with("If-Match", `"2"`).send("POST", path+"/layout/revert", map[string]any{"to": 1}), 200)
		if got := shown(); got != "mine" {
			t.Errorf("after the return: got %s, want mine", got)
		}
	})
}

func TestBlocksThatCannotBeShownAreRefusedInWords(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	block := func(kind string, settings map[string]any) map[string]any {
		return map[string]any{"id": "a", "kind": kind, "settings": settings, "x": 0, "y": 0, "w": 6, "h": 4}
	}
	for name, blocks := range map[string][]any{
		"an unknown kind":      {block("horoscope", nil)},
		"an unknown attribute": {block("breakdown", map[string]any{"by": "sign"})},
		"an unknown setting":   {block("figures", map[string]any{"colour": "red"})},
		"a text as an axis":    {block("bubble", map[string]any{"x": "name"})},
		"two in one place":     {block("stale", nil), map[string]any{"id": "b", "kind": "trust", "x": 5, "y": 3, "w": 6, "h": 4}},
		"wider than the page":  {map[string]any{"id": "b", "kind": "trust", "x": 7, "y": 0, "w": 6, "h": 4}},
	} {
		res := want(t, c.send("PUT", "/portfolios/all/summary/layout", map[string]any{"blocks": blocks}), 422).json(t)
		if errs := res["errors"].([]any); len(errs) == 0 || !strings.HasPrefix(errs[0].(map[string]any)["location"].(string), "blocks[") {
			t.Errorf("%s: got %v, want what is wrong with which block", name, res)
		}
	}
}

func TestOnlyWhoMayExportGetsTheSummaryAsAFile(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		reader, exporter := w.holder(access.ReadProject|access.ReadPortfolio, "own"), w.holder(access.ReadProject|access.ReadPortfolio|access.Export, "own")
		pdf := map[string]any{"portfolio": "all", "every": "week", "day": 1, "hour": 7, "format": "pdf"}
		if got := exporter.send("POST", "/subscriptions", pdf); got.StatusCode != 201 || !strings.Contains(got.text, `"format":"pdf"`) {
			t.Errorf("who may export: got %d %s", got.StatusCode, got.text)
		}
		if got := reader.send("POST", "/subscriptions", pdf); got.StatusCode != 422 || !strings.Contains(got.text, "format") {
			t.Errorf("who may not: got %d %s, want 422", got.StatusCode, got.text)
		}
		delete(pdf, "format")
		made := reader.send("POST", "/subscriptions", pdf)
		if made.StatusCode != 201 || !strings.Contains(made.text, `"format":"mail"`) {
			t.Fatalf("as a letter: got %d %s", made.StatusCode, made.text)
		}
		id, _, _ := strings.Cut(strings.SplitN(made.text, `"id":"`, 2)[1], `"`)
		if got := reader.version(1).send("PATCH", "/subscriptions/"+id, map[string]any{"format": "pdf"}); got.StatusCode != 422 {
			t.Errorf("changed into a file: got %d %s, want 422", got.StatusCode, got.text)
		}
	})
}

func TestTheTimelineBeginsWithProjectsUnderWay(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		for _, p := range []map[string]any{
			{"name": "Finished", "stage": "done", "end": "2026-01-31"},
			{"name": "Stopped", "stage": "stopped", "end": "2026-02-28"},
			{"name": "Later", "stage": "build", "end": "2027-06-30"},
			{"name": "Sooner", "stage": "build", "end": "2027-01-31"},
			{"name": "Of no stage", "end": "2027-03-31"},
		} {
			p["unit"] = w.d.Seal(w.units["own"])
			want(t, c.send("POST", "/projects", p), 201)
		}
		names := func(sort string) (out []string) {
			block := map[string]any{"id": "t", "kind": "timeline", "settings": map[string]any{"sort": sort, "limit": 30}, "x": 0, "y": 0, "w": 6, "h": 6}
			got := want(t, c.send("POST", "/portfolios/all/summary/preview", map[string]any{"blocks": []any{block}}), 200).json(t)
			data := got["blocks"].([]any)[0].(map[string]any)["data"].(map[string]any)
			for _, row := range data["rows"].([]any) {
				out = append(out, row.(map[string]any)["name"].(string))
			}
			return out
		}
		if got := strings.Join(names("end"), ", "); got != "Sooner, Of no stage, Later, Finished, Stopped" {
			t.Errorf("by end: got %s, want what is under way first", got)
		}
		if got := strings.Join(names("name"), ", "); got != "Finished, Later, Of no stage, Sooner, Stopped" {
			t.Errorf("by name: got %s, want the order that was asked for", got)
		}
	})
}
