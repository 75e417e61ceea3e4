package api

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// sent sends a file and returns the import that it became.
func (c *client) sent(t *testing.T, name, content string, fields map[string]string) map[string]any {
	t.Helper()
	body, kind := form(name, content, fields)
	return want(t, c.with("Content-Type", kind).send("POST", "/imports", body), 201).json(t)
}

func TestAFileAloneIsEnough(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	m := c.sent(t, "one.csv", w.oneRow(), nil)
	if m["object"] != "project" || m["portfolio"] != nil || m["as_of"] == "" {
		t.Errorf("got %v, %v, %v; want projects, no portfolio, today", m["object"], m["portfolio"], m["as_of"])
	}
	for _, col := range m["columns"].([]any) {
		if n := col.(map[string]any)["confidence"].(float64); n > 100 {
			t.Errorf("confidence %v, want at most 100", n)
		}
	}
	m = c.sent(t, "one.csv", w.oneRow(), map[string]string{"portfolio": "", "portfolio_name": "", "mapping": "", "as_of": "", "object": ""})
	if m["portfolio"] != nil {
		t.Errorf("empty fields: got the portfolio %v, want none", m["portfolio"])
	}
}

// Names come from other people's machines: whatever they hold, the answer is no
// failure of the server, on either database.
func TestNamesOfFilesAreKeptInCharactersThatCanBeKept(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		for name, wanted := range map[string]string{
			"../../etc/passwd.csv":                "passwd.csv",
			`C:\Users\claire\Suivi.csv`:           "Suivi.csv",
			"a\x00b.csv":                          "ab.csv",
			"tab\tand\x1b[31mcolour.csv":          "tab and[31mcolour.csv",
			"latin\xe9.csv":                       "latin\ufffd.csv",
			"turned\u202evsc.exe.csv":             "turnedvsc.exe.csv",
			strings.Repeat("long ", 100) + ".csv": "",
		} {
			body, kind := form("NAME", w.oneRow(), map[string]string{"portfolio_name": "Port\x00folio \xff " + name})
			body = strings.Replace(body, `filename="NAME"`, "filename*=utf-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"), 1)
			answer := c.with("Content-Type", kind).send("POST", "/imports", body)
			if answer.StatusCode != 201 {
				t.Errorf("%q: got %d %s", name, answer.StatusCode, answer.text)
				continue
			}
			m := answer.json(t)
			got := m["file"].(map[string]any)["name"].(string)
			if wanted != "" && got != wanted {
				t.Errorf("%q: got %q, want %q", name, got, wanted)
			}
			if wanted == "" && (len([]rune(got)) > 200 || !strings.HasSuffix(got, ".csv")) {
				t.Errorf("%q: got %q, want it shorter with its ending", name, got)
			}
			if p := m["portfolio"].(map[string]any)["name"].(string); strings.ContainsAny(p, "\x00\x1b\t") || len([]rune(p)) > 200 {
				t.Errorf("%q: the portfolio is called %q", name, p)
			}
			id := m["id"].(string)
			want(t, c.send("PATCH", "/imports/"+id, map[string]any{"portfolio_name": "a\u0007b\u202e" + w.fresh("P")}), 200)
			want(t, c.send("POST", "/mappings", map[string]any{"import": id, "name": "m\u0007" + w.fresh("M")}), 201)
			want(t, c.send("PATCH", "/imports/"+id, map[string]any{"sheet": "no\u0007sheet"}), 422)
			label := map[string]any{"en": "N\u0007ame" + w.fresh("l"), "fr": "N\u0007om"}
			column := map[string]any{"number": 1, "action": "new", "new": map[string]any{"kind": "text", "label": label}}
			for _, got := range []answered{c.send("PATCH", "/imports/"+id, map[string]any{"columns": []any{column}}), c.send("POST", "/imports/"+id+"/dry-run", nil), c.send("POST", "/imports/"+id+"/apply", nil)} {
				if got.StatusCode >= 500 {
					t.Errorf("%q: got %d %s", name, got.StatusCode, got.text)
				}
			}
		}
	})
}

func TestTheListOfImportsSaysHowManyThereAre(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	var before float64 = want(t, c.send("GET", "/imports?limit=1", nil), 200).json(t)["total"].(float64)
	for range 5 {
		c.sent(t, "one.csv", w.oneRow(), nil)
	}
	seen, after := map[string]bool{}, ""
	for range 10 {
		l := want(t, c.send("GET", "/imports?limit=2&after="+after, nil), 200).json(t)
		if got := l["total"].(float64); got != before+5 {
			t.Errorf("total: got %v, want %v", got, before+5)
		}
		for _, m := range l["items"].([]any) {
			seen[m.(map[string]any)["id"].(string)] = true
		}
		if after, _ = l["next"].(string); after == "" {
			break
		}
	}
	if len(seen) != int(before)+5 {
		t.Errorf("pages held %d imports, want %d", len(seen), int(before)+5)
	}
}

func TestADecidedMatchStaysToBeLookedAt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		fields := map[string]string{"portfolio_name": w.fresh("Doubts")}
		first := c.sent(t, "a.csv", "Project name;Description\nHospital information system renewal;Renewing the system of the hospital\n", fields)
		want(t, c.send("POST", "/imports/"+first["id"].(string)+"/dry-run", nil), 200)
		want(t, c.send("POST", "/imports/"+first["id"].(string)+"/apply", nil), 202)
		awaitState(t, c, first["id"].(string), "applied")

		m := c.sent(t, "b.csv", "Project name;Description\nHospital information system renewal (phase 2);Renewing the system of the hospital\n", fields)
		id := m["id"].(string)
		m = want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200).json(t)
		d := m["report"].(map[string]any)["doubtful"].([]any)
		if len(d) != 1 {
			t.Fatalf("got %d doubts, want 1", len(d))
		}
		candidate := d[0].(map[string]any)["candidates"].([]any)[0].(map[string]any)["id"]
		for _, decision := range []map[string]any{{"row": 2, "decision": "same", "project": candidate}, {"row": 2, "decision": "new"}} {
			want(t, c.send("PATCH", "/imports/"+id, map[string]any{"matches": []any{decision}}), 200)
			m = want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200).json(t)
			report := m["report"].(map[string]any)
			d := report["doubtful"].([]any)
			if len(d) != 1 || report["doubtful_count"].(float64) != 0 {
				t.Fatalf("after the decision: got %d doubts, %v open; want the decided one, none open", len(d), report["doubtful_count"])
			}
			shown := d[0].(map[string]any)
			if shown["decision"] != decision["decision"] || fmt.Sprint(shown["project"]) != fmt.Sprint(decision["project"]) || len(shown["candidates"].([]any)) != 1 {
				t.Errorf("got %v, want the decision %v with its candidate", shown, decision)
			}
		}
	})
}

func TestAMappingKeptByItselfHasAName(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	m := c.sent(t, "suivi-2026.csv", w.oneRow(), nil)
	want(t, c.send("POST", "/imports/"+m["id"].(string)+"/dry-run", nil), 200)
	want(t, c.send("POST", "/imports/"+m["id"].(string)+"/apply", nil), 202)
	awaitState(t, c, m["id"].(string), "applied")
	kept := want(t, c.send("GET", "/mappings", nil), 200).json(t)["items"].([]any)
	if len(kept) != 1 {
		t.Fatalf("got %d mappings, want 1", len(kept))
	}
	if p := kept[0].(map[string]any); p["automatic"] != true || !strings.Contains(p["name"].(string), "suivi-2026.csv") {
		t.Errorf("got %v, automatic %v; want the name of the file it came from", p["name"], p["automatic"])
	}
}

func TestTheFirstLinesOfASheetAreShownAsTheyLie(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	m := c.sent(t, "a.csv", "Portefeuille de la DSI;;\n\nProjet;Budget;Budget\n;2025;2026\nAlpha;1;2\nBeta;3;4\n", nil)
	id := m["id"].(string)
	p := want(t, c.send("GET", "/imports/"+id+"/preview?limit=4", nil), 200).json(t)
	lines := p["lines"].([]any)
	if len(lines) != 4 || p["columns"].(float64) != 3 || p["height"].(float64) != 6 {
		t.Fatalf("got %d lines, %v columns, height %v; want 4, 3, 6", len(lines), p["columns"], p["height"])
	}
	second := lines[1].(map[string]any)
	if second["number"].(float64) != 3 || fmt.Sprint(second["cells"]) != "[Projet Budget Budget]" {
		t.Errorf("got line %v %v, want line 3 with its texts", second["number"], second["cells"])
	}
	m = want(t, c.send("PATCH", "/imports/"+id, map[string]any{"first_header_row": 3, "header_row": 4}), 200).json(t)
	var headers []string
	for _, col := range m["columns"].([]any) {
		headers = append(headers, col.(map[string]any)["header"].(string))
	}
	if got := strings.Join(headers, ", "); got != "Projet, Budget / 2025, Budget / 2026" {
		t.Errorf("two lines of headers: got %s", got)
	}
	want(t, c.send("GET", "/imports/"+id+"/preview?sheet=none", nil), 422)
	want(t, c.send("PATCH", "/imports/"+id, map[string]any{"first_header_row": 5, "header_row": 4}), 422)
}

func TestPeopleChooseAmongWhatTheyMayImport(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	found := want(t, c.send("GET", "/imports/objects", nil), 200).json(t)["items"].([]any)
	keys := map[string]bool{}
	for _, o := range found {
		o := o.(map[string]any)
		keys[o["object"].(string)] = true
		if o["label"] == "" || o["help"] == "" || o["permission"] == "" {
			t.Errorf("%v lacks words", o)
		}
	}
	if !keys["project"] || !keys["unit"] || !keys["user"] {
		t.Errorf("got %v, want projects, units and people", keys)
	}
}
