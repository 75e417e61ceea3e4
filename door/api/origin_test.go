package api

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"vigie/format/sheet"
	"vigie/room/campaign"
)

// textOf is all the text of a file: of a workbook, that of its parts.
func textOf(t *testing.T, suffix, text string) string {
	t.Helper()
	if suffix != "xlsx" {
		return text
	}
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out.String()
}

// records is how many rows an import takes from a file.
func records(t *testing.T, text, name string) int {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader([]byte(text)), int64(len(text)), name, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := b.Read(0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range g.Table(sheet.Layout{FirstHeader: 1, LastHeader: 1}).Rows {
		if r.Role == sheet.Data {
			n++
		}
	}
	return n
}

// exportOf is what an export must be asked with.
func exportOf(w *world, path string) string {
	if strings.HasPrefix(path, "access-campaign") {
		ids, _ := aCampaign(campaign.Open, func(*world, campaign.Line) any { return nil })(w, nil, "")
		return "?campaign=" + ids[0]
	}
	return ""
}

func TestEveryExportSaysWhereItComesFrom(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.signedIn(w.administrator())
		for _, name := range []string{"Alpha", "Beta"} {
			want(t, root.send("POST", "/projects", map[string]any{"name": name, "unit": w.d.Seal(w.units["own"])}), 201)
		}
		version := want(t, root.send("GET", "/settings", nil), 200).json(t)["version"]
		want(t, root.with("If-Match", fmt.Sprintf(`"%v"`, version)).send("PATCH", "/settings", map[string]any{"mark_fr": "Confidentiel & interne", "mark_en": "Confidential & internal"}), 200)
		clock := regexp.MustCompile(`(Exported by|Exporté par) Name of [^ ]+ (on|le) \d\d?[/ ][^ ]+.{0,9} (at|à) \d\d:\d\d `)
		for pattern := range rights {
			path, is := strings.CutPrefix(pattern, "GET /exports/")
			if !is {
				continue
			}
			_, suffix, _ := strings.Cut(path, ".")
			for lang, mark := range map[string]string{"fr": "Confidentiel & interne", "en": "Confidential & internal"} {
				ask := "/exports/" + path + "?lang=" + lang
				if strings.HasPrefix(path, "audit") || strings.HasPrefix(path, "rights") || strings.HasPrefix(path, "access-campaign") {
					ask, mark = "/exports/"+path+exportOf(w, path), "Confidential & internal"
				}
				text := want(t, root.send("GET", ask, nil), 200).text
				said := strings.NewReplacer("&amp;", "&", `\u0026`, "&").Replace(textOf(t, suffix, text))
				if !strings.Contains(said, mark) || !clock.MatchString(said) {
					t.Errorf("%s: got %.2000q, want the mark, who and when", ask, said)
				}
			}
		}
		asked := "?fields=name,stage&lang=fr&filter=" + "name+%3D+%22Alpha%22+or+name+%3D+%22Beta%22"
		for _, suffix := range []string{"xlsx", "csv", "json", "ndjson"} {
			text := want(t, root.send("GET", "/exports/projects."+suffix+asked, nil), 200).text
			said := strings.NewReplacer("&#34;", `"`, "&quot;", `"`, `\"`, `"`, `""`, `"`).Replace(textOf(t, suffix, text))
			if !strings.Contains(said, `Filtre : `) && !strings.Contains(said, `Filtre : `) || !strings.Contains(said, `Nom = "Alpha" ou Nom = "Beta"`) {
				t.Errorf("%s: got %.3000q, want the filter in French words", suffix, said)
			}
			rows := want(t, root.send("GET", "/exports/projects."+suffix+asked+"&origin=false", nil), 200).text
			if strings.Contains(textOf(t, suffix, rows), "Confidentiel") {
				t.Errorf("%s without its origin bears it all the same", suffix)
			}
			switch suffix {
			case "xlsx", "csv":
				if a, b := records(t, text, "x."+suffix), records(t, rows, "x."+suffix); a != 2 || b != 2 {
					t.Errorf("%s: %d and %d records are read back, want 2", suffix, a, b)
				}
			case "json":
				var doc struct {
					About struct{ Author, Mark, Filter string }
					Items []any
				}
				if err := json.Unmarshal([]byte(text), &doc); err != nil || len(doc.Items) != 2 || doc.About.Mark == "" || doc.About.Author == "" || doc.About.Filter == "" {
					t.Errorf("got %+v %v", doc, err)
				}
			case "ndjson":
				lines := strings.Split(strings.TrimSpace(text), "\n")
				if len(lines) != 3 || !strings.HasPrefix(lines[2], `{"about":`) || strings.Count(rows, "\n") != 2 {
					t.Errorf("got %q and %q", lines, rows)
				}
			}
		}
		for _, form := range []string{"pdf", "pptx", "xlsx"} {
			file := want(t, root.send("GET", "/reports/project?lang=fr&format="+form, nil), 200).text
			if form == "pdf" {
				continue // its text is compressed; door/api TestEveryReportIsMadeInEveryFormAndLanguage reads it
			}
			if said := textOf(t, "xlsx", file); !strings.Contains(said, "Confidentiel &amp; interne") {
				t.Errorf("%s: the report does not bear the mark", form)
			}
		}
	})
}
