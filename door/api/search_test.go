package api

import (
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// foundBy are the kinds and names that a search answers, in its order.
func foundBy(t *testing.T, c *client, q string) string {
	t.Helper()
	var got struct{ Items []struct{ Kind, Name string } }
	want(t, c.send("GET", "/search?q="+q, nil), 200).decode(t, 200, &got)
	var out []string
	for _, h := range got.Items {
		out = append(out, h.Kind+" "+h.Name)
	}
	return strings.Join(out, "; ")
}

func TestEverythingIsFoundByItsWordsWithinTheRightsOfWhoAsks(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		mine := w.d.Seal(w.project("own", field.Values{"name": field.Str("Éditique adhérents"), "code": field.Str("EDI-1")}))
		_, c := w.member("pmo", "own")
		_, other := w.member("pmo", "foreign")
		want(t, c.send("POST", "/projects/"+mine+"/comments", map[string]any{"body": "Le **prestataire d’éditique** est en retard de 100%"}), 201)
		want(t, c.send("POST", "/projects/"+mine+"/milestones", map[string]any{"name": "Recette éditique", "date": "2027-01-15"}), 201)
		want(t, c.send("POST", "/portfolios", map[string]any{"name": "Éditique", "kind": "filter", "filter": `code = "EDI-1"`, "unit": w.d.Seal(w.units["own"])}), 201)
		for q, want := range map[string]string{
			"editique":        "project Éditique adhérents; portfolio Éditique; milestone Recette éditique; comment Le **prestataire d’éditique** est en retard de 100%",
			"EDI-1":           "project Éditique adhérents",
			"retard+editique": "comment Le **prestataire d’éditique** est en retard de 100%",
			"100%25":          "comment Le **prestataire d’éditique** est en retard de 100%",
			"%25":             "comment Le **prestataire d’éditique** est en retard de 100%",
			"retar_":          "",
			"nothing-like-it": "",
		} {
			if got := foundBy(t, c, q); got != want {
				t.Errorf("%s: got %q, want %q", q, got, want)
			}
			if got := foundBy(t, other, q); got != "" {
				t.Errorf("%s finds %q for somebody who sees none of it", q, got)
			}
		}
	})
}

func BenchmarkSearchAmongManyComments(b *testing.B) {
	d := sqlite(b)
	w := newWorld(b, d)
	_, c := w.member("pmo", "own")
	on := w.d.Seal(w.project("own", nil))
	for range 4 {
		want(b, c.send("POST", "/projects/"+on+"/comments", map[string]any{"body": strings.Repeat("The supplier is late and the budget holds. ", 8)}), 201)
	}
	w.multiply(b, 25_000)
	for b.Loop() {
		want(b, c.send("GET", "/search?q=nothing-like-it", nil), 200)
	}
	b.ReportMetric(float64(4*25_000), "comments")
}

// multiply copies every comment so many times.
func (w *world) multiply(t testing.TB, times int) {
	t.Helper()
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(t.Context(), tx, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
			INSERT INTO comment (id, version, project_id, author_id, body, created, folded)
			SELECT c.id + 1000000 + n.i * 1000, 1, c.project_id, c.author_id, c.body, c.created, c.folded FROM comment c, n`, times-1)
		return err
	})
}
