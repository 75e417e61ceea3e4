package api

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"vigie/format/deck"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/report"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/master"
	meeting "vigie/room/review"
)

func init() {
	_, kind := form("", "", nil)
	maps.Copy(fixtures, map[string]fixture{
		"GET /reports/{kind}":      {places: anywhere, query: "format=xlsx", request: func(*world, *persona, string) ([]string, any) { return []string{"summary"}, nil }},
		"GET /slide-masters":       {places: anywhere},
		"GET /slide-masters/house": {places: anywhere, may: everywhereOnly, query: "kind=review"},
		"POST /slide-masters": {places: anywhere, may: everywhereOnly, kind: kind, request: func(w *world, _ *persona, _ string) ([]string, any) {
			body, _ := form("t.pptx", string(pattern(w.t)), map[string]string{"kind": "review", "name": w.fresh("Template")})
			return nil, body
		}},
		"GET /slide-masters/{id}":    {places: anywhere, may: everywhereOnly, request: aMaster(nil)},
		"PATCH /slide-masters/{id}":  {places: anywhere, may: everywhereOnly, request: aMaster(map[string]any{"name": "Other"}), version: true},
		"DELETE /slide-masters/{id}": {places: anywhere, may: everywhereOnly, request: aMaster(nil), version: true},
	})
}

// pattern is a master to bring.
func pattern(t testing.TB) []byte {
	t.Helper()
	d, err := report.Example(label.EN)
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.House()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func aMaster(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		var made master.Master
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			made, err = master.Add(context.Background(), tx, who, master.Master{Kind: "review", Name: w.fresh("Template")}, pattern(w.t))
			return err
		})
		return []string{w.d.Seal(made.ID)}, body
	}
}

// inside returns the text of all parts of an Office file.
func inside(t testing.TB, b string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, ".xlsx") {
			all.WriteString(inside(t, string(body)))
			continue
		}
		all.Write(body)
	}
	return all.String()
}

const trap = `=HYPERLINK("http://x") <b>&'{{project.code}}` + "\u202e"

func TestEveryReportIsMadeInEveryFormAndLanguage(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r, on := w.review("own", meeting.Closed)
		w.project("own", field.Values{"name": field.Str(trap), "total_cost": field.Int(int64(money.Units(1_234_500))), "total_cost_baseline": field.Int(int64(money.Units(1_000_000))), "comment": field.Str(trap)})
		c := w.signedIn(w.administrator())
		for _, path := range []string{"summary?x=", "project?x=", "project?project=" + w.d.Seal(on), "review?review=" + w.d.Seal(r.ID)} {
			for format, kind := range forms {
				for _, lang := range []string{"en", "fr"} {
					path := strings.Replace(path, "x=&", "", 1)
					got := c.send("GET", "/reports/"+strings.Replace(path, "?x=", "?", 1)+"&format="+format+"&lang="+lang, nil)
					if got.StatusCode != 200 || got.Header.Get("Content-Type") != kind {
						t.Errorf("%s as %s: got %d %s", path, format, got.StatusCode, got.text[:min(len(got.text), 200)])
						continue
					}
					look(t, path, format, got.text)
				}
			}
		}
	})
}

// look makes sure that a file is what it says, and that no text broke out.
func look(t *testing.T, path, format, b string) {
	t.Helper()
	switch format {
	case "pdf":
		if !strings.HasPrefix(b, "%PDF-") || !strings.Contains(b, "/StructTreeRoot") {
			t.Errorf("%s is no tagged PDF", path)
		}
		return
	case "pptx":
		wrong, err := deck.Check([]byte(b))
		if err != nil || len(wrong) > 0 {
			t.Errorf("%s: %v %v", path, err, wrong)
		}
	}
	text := inside(t, b)
	if strings.Contains(text, "<b>") || strings.Contains(text, "<f>=HYPER") || strings.Contains(text, "<f>HYPER") || strings.Contains(text, "\u202e") {
		t.Errorf("%s as %s: a text broke out", path, format)
	}
	if strings.HasPrefix(path, "project?x=") && !strings.Contains(text, "{{project.code}}") {
		t.Errorf("%s as %s: the text of a value was read as a key", path, format)
	}
	if left := strings.Count(text, "{{"); format == "pptx" && left != strings.Count(text, "{{project.code}}") {
		t.Errorf("%s: a key of the master of the house is not known: %s", path, text[strings.Index(text, "{{"):][:60])
	}
}

func TestAReportShowsNothingThatOneMayNotExport(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.project("own", field.Values{"name": field.Str("Visible here")})
		far := w.project("foreign", field.Values{"name": field.Str("Secret elsewhere")})
		r, _ := w.review("foreign", meeting.Closed)
		c := w.holder(access.ReadProject|access.ReadPortfolio|access.Export, "own")
		for _, path := range []string{"/reports/summary?format=pptx", "/reports/summary?format=xlsx", "/reports/project?format=pptx", "/reports/project?format=xlsx"} {
			text := inside(t, c.send("GET", path, nil).text)
			if strings.Contains(text, "Secret") {
				t.Errorf("%s shows a project elsewhere", path)
			}
			if strings.Contains(path, "project") && !strings.Contains(text, "Visible") {
				t.Errorf("%s lacks the project that one sees", path)
			}
		}
		for _, path := range []string{"/reports/project?project=" + w.d.Seal(far), "/reports/review?review=" + w.d.Seal(r.ID)} {
			if got := c.send("GET", path, nil); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s: got %d, want 404", path, got.StatusCode)
			}
		}
		reader := w.holder(access.ReadProject|access.ReadPortfolio, "own")
		if got := reader.send("GET", "/reports/project", nil); got.StatusCode != http.StatusForbidden {
			t.Errorf("without the right to export: got %d, want 403", got.StatusCode)
		}
	})
}

func TestASlideMasterIsBroughtFilledAndDeleted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.project("own", field.Values{"name": field.Str("EXPADON 2")})
		master, err := deck.Make([]deck.Page{{Title: "Chez nous : {{project.title}} {{nothing.known}}", Notes: "{{each projects}}"}}, "", "fr-FR")
		if err != nil {
			t.Fatal(err)
		}
		c := w.signedIn(w.administrator())
		body, kind := form("Comité.pptx", string(master), map[string]string{"kind": "project"})
		made := c.with("Content-Type", kind).send("POST", "/slide-masters", body).json(t)
		if made["slides"] != 1.0 || made["name"] != "Comité" {
			t.Errorf("got %v", made)
		}
		if unknown := made["unknown"].([]any); len(unknown) != 1 || unknown[0] != "nothing.known" {
			t.Errorf("got the unknown keys %v, want nothing.known", unknown)
		}
		id := made["id"].(string)
		if got := c.send("GET", "/slide-masters/"+id, nil); got.text != string(master) {
			t.Errorf("the master comes back otherwise: %d bytes, want %d", len(got.text), len(master))
		}
		got := c.send("GET", "/reports/project?format=pptx&master="+id, nil)
		if text := inside(t, got.text); !strings.Contains(text, "Chez nous : EXPADON 2 {{nothing.known}}") {
			t.Errorf("the master was not filled: %d %s", got.StatusCode, text[:min(200, len(text))])
		}
		if got := c.send("GET", "/reports/summary?format=pptx&master="+id, nil); got.StatusCode != 422 {
			t.Errorf("of another kind: got %d, want 422", got.StatusCode)
		}
		if got := c.version(1).send("DELETE", "/slide-masters/"+id, nil); got.StatusCode != 204 {
			t.Errorf("deleting: got %d", got.StatusCode)
		}
		if got := c.send("GET", "/reports/project?format=pptx&master="+id, nil); got.StatusCode != 404 {
			t.Errorf("after deleting: got %d, want 404", got.StatusCode)
		}
		for name, wrong := range map[string]string{"text": "no presentation", "bomb": bombOf(t, master)} {
			body, kind := form("t.pptx", wrong, map[string]string{"kind": "project"})
			if got := c.with("Content-Type", kind).send("POST", "/slide-masters", body); got.StatusCode != 422 && got.StatusCode != 413 {
				t.Errorf("%s: got %d, want a refusal", name, got.StatusCode)
			}
		}
	})
}

func bombOf(t *testing.T, master []byte) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	from, err := zip.NewReader(bytes.NewReader(master), int64(len(master)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range from.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := z.Create("ppt/media/zeros.bin")
	if err == nil {
		_, err = part.Write(make([]byte, 40<<20))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
