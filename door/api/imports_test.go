package api

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"os"
	"strings"
	"testing"
	"time"

	"vigie/room/access"
	"vigie/room/intake"
)

// form is a multipart form with a file.
func form(name, content string, fields map[string]string) (body, kind string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	w.SetBoundary("a-boundary-that-no-file-has")
	f, _ := w.CreateFormFile("file", name)
	f.Write([]byte(content))
	for k, v := range fields {
		w.WriteField(k, v)
	}
	w.Close()
	return b.String(), w.FormDataContentType()
}

// oneRow is a file with a project of a name that no other has.
func (w *world) oneRow() string {
	return "Project name;Total cost (£m)\n" + w.fresh("Imported") + ";1.5\n"
}

// imported makes an import into a portfolio at a place and brings it to a state.
func (w *world) imported(place string, state intake.State) *intake.Import {
	w.t.Helper()
	ctx, who, desk := context.Background(), access.System("test"), w.frame.server.Imports
	ids, _ := aPortfolio(nil)(w, nil, place)
	portfolio, err := w.d.Unseal(ids[0])
	if err != nil {
		w.t.Fatal(err)
	}
	m, err := desk.Create(ctx, who, intake.Request{Portfolio: portfolio, FileName: "one.csv", Content: []byte(w.oneRow())})
	if err == nil && state != intake.Draft {
		m, err = desk.Check(ctx, who, m.ID)
	}
	if err == nil && state == intake.Applied {
		if m, err = desk.Start(ctx, who, m.ID); err == nil {
			err = desk.Run(ctx, m, nil)
		}
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// unseen is the refusal to those who import, but not projects.
func unseen(*persona, string) int { return 404 }

func init() {
	at := func(state intake.State, body any) func(*world, *persona, string) ([]string, any) {
		return func(w *world, _ *persona, place string) ([]string, any) {
			return []string{w.d.Seal(w.imported(place, state).ID)}, body
		}
	}
	some := []string{"own", "sibling"}
	_, kind := form("", "", nil)
	more := map[string]fixture{
		"POST /imports": {kind: kind, may: holds(access.Import), refusal: sees, places: some, request: func(w *world, _ *persona, place string) ([]string, any) {
			ids, _ := aPortfolio(nil)(w, nil, place)
			body, _ := form("one.csv", w.oneRow(), map[string]string{"portfolio": ids[0]})
			return nil, body
		}},
		"GET /imports":               {places: anywhere},
		"GET /imports/objects":       {places: anywhere},
		"GET /imports/{id}":          {may: holds(access.Import), refusal: unseen, request: at(intake.Draft, nil)},
		"GET /imports/{id}/preview":  {may: holds(access.Import), refusal: unseen, request: at(intake.Draft, nil), places: some},
		"PATCH /imports/{id}":        {may: holds(access.Import), refusal: unseen, request: at(intake.Draft, map[string]any{"empty": "keep"}), places: some},
		"DELETE /imports/{id}":       {may: holds(access.Import), refusal: unseen, request: at(intake.Draft, nil), places: some},
		"POST /imports/{id}/dry-run": {may: holds(access.Import), refusal: unseen, request: at(intake.Draft, nil), places: some},
		"GET /imports/{id}/rows":     {may: holds(access.Import), refusal: unseen, request: at(intake.Checked, nil), places: some},
		"POST /imports/{id}/apply":   {may: holds(access.Import), refusal: unseen, request: at(intake.Checked, nil), places: some, ok: 202},
		"POST /imports/{id}/undo":    {may: holds(access.Import), refusal: unseen, request: at(intake.Applied, nil), places: some, ok: 202},
		"GET /mappings":              {places: anywhere},
		"POST /mappings": {may: holds(access.Import), refusal: unseen, places: some, request: func(w *world, _ *persona, place string) ([]string, any) {
			return nil, map[string]any{"import": w.d.Seal(w.imported(place, intake.Draft).ID), "name": w.fresh("Mapping")}
		}},
		"DELETE /mappings/{id}": {places: anywhere, may: everywhereOnly, refusal: func(p *persona, place string) int {
			if p.rights&access.Import == 0 {
				return unseen(p, place)
			}
			return 403
		}, request: func(w *world, _ *persona, place string) ([]string, any) {
			w.imported(place, intake.Applied)
			found, err := w.frame.server.Imports.Mappings(context.Background(), access.System("test"))
			if err != nil || len(found) == 0 {
				w.t.Fatal("no mapping was kept", err)
			}
			return []string{w.d.Seal(found[0].ID)}, nil
		}},
	}
	for pattern, f := range more {
		fixtures[pattern] = f
	}
}

func TestAFileGoesFromProposalToPortfolioAndBack(t *testing.T) {
	const name = "panorama-edition-2021-07.csv"
	content, err := os.ReadFile("../../../shared/data/portfolios/fr-panorama/" + name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("left out: the real files are not beside the repository")
	}
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		body, kind := form(name, string(content), map[string]string{"portfolio_name": "Panorama", "as_of": "2021-07-31"})
		m := want(t, c.with("Content-Type", kind).send("POST", "/imports", body), 201).json(t)
		id := m["id"].(string)
		want(t, c.send("PATCH", "/imports/"+id, map[string]any{"columns": []any{map[string]any{"number": 10, "action": "ignore"}}}), 200)
		m = want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200).json(t)
		report := m["report"].(map[string]any)
		if got := fmt.Sprint(report["totals"].(map[string]any)["total_cost"].(map[string]any)["file"]); got != "map[EUR:1881780000.00]" {
			t.Errorf("total of the file: got %s, want 1 881.78 M€", got)
		}
		rows := want(t, c.send("GET", "/imports/"+id+"/rows?kind=new&limit=10", nil), 200).json(t)
		if got := len(rows["items"].([]any)); got != 10 || rows["total"].(float64) != 49 || rows["next"] == "" {
			t.Errorf("rows: got %d of %v, next %v; want 10 of 49", got, rows["total"], rows["next"])
		}
		want(t, c.send("POST", "/imports/"+id+"/apply", nil), 202)
		awaitState(t, c, id, "applied")
		found := want(t, c.send("GET", "/projects?q=EXPADON", nil), 200).json(t)
		if got := found["total"].(float64); got != 1 {
			t.Errorf("projects found: got %v, want 1", got)
		}
		want(t, c.send("POST", "/imports/"+id+"/apply", nil), 409)
		want(t, c.send("POST", "/imports/"+id+"/undo", nil), 202)
		awaitState(t, c, id, "undone")
		found = want(t, c.send("GET", "/projects?q=EXPADON", nil), 200).json(t)
		if got := found["total"].(float64); got != 0 {
			t.Errorf("projects after the undo: got %v, want none", got)
		}
	})
}

func awaitState(t *testing.T, c *client, id, state string) {
	t.Helper()
	for range 200 {
		m := want(t, c.send("GET", "/imports/"+id, nil), 200).json(t)
		if m["state"] == state {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("the import did not become %s", state)
}

func TestAFileThatIsNoTableIsRefusedInWords(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	body, kind := form("image.png", "\x89PNG\r\n\x1a\n"+strings.Repeat("\x00\x01", 200), nil)
	res := want(t, c.with("Content-Type", kind).send("POST", "/imports", body), 422).json(t)
	if res["detail"] == "" {
		t.Errorf("got %v, want a sentence", res)
	}
	body, kind = form("later.csv", w.oneRow(), map[string]string{"as_of": "2031-01-01"})
	want(t, c.with("Content-Type", kind).send("POST", "/imports", body), 422)
	want(t, c.with("Content-Type", kind).send("POST", "/imports", "no form"), 422)
}

// What of a file is no project, or may be none, is said by the API, and decided by it.
func TestLinesThatAreNoProjectsAreListedAndDecided(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		content := "Projet;Programme;Début;Budget (k€)\nDirection des achats;;;\nAlphabet;Refonte des outils;01/02/2025;100\nBetatron;Refonte des outils;01/03/2025;200\nFinances;;;\nGammare;Refonte des outil;01/03/2025;200\nTotal;;;500\n"
		body, kind := form("a.csv", content, map[string]string{"portfolio_name": "Lignes"})
		id := want(t, c.with("Content-Type", kind).send("POST", "/imports", body), 201).json(t)["id"].(string)
		r := want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200).json(t)["report"].(map[string]any)
		if got := fmt.Sprint(r["left"], r["doubtful_count"]); got != "[map[kind:section name:Direction des achats record:false row:2] map[kind:total name:Total record:false row:7]] 2" {
			t.Fatalf("left out and asked: %s, %v", got, r["doubtful"])
		}
		asked := r["doubtful"].([]any)
		lone, programme := asked[0].(map[string]any), asked[1].(map[string]any)
		if lone["lone"] != true || lone["name"] != "Finances" || programme["column"] != 2.0 || !strings.Contains(fmt.Sprint(programme["candidates"]), "Refonte des outils") {
			t.Errorf("asks %v", asked)
		}
		want(t, c.send("PATCH", "/imports/"+id, map[string]any{
			"matches": []any{map[string]any{"row": 5, "decision": "section"}, map[string]any{"row": 2, "decision": "new"}},
			"columns": []any{map[string]any{"number": 2, "values": []any{map[string]any{"text": "Refonte des outil", "option": "Refonte des outils"}}}},
		}), 200)
		r = want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200).json(t)["report"].(map[string]any)
		if got := fmt.Sprint(r["doubtful_count"], r["new"], r["new_programmes"]); got != "0 4 [Refonte des outils]" {
			t.Errorf("after the decisions: %s", got)
		}
	})
}
