package api

import (
	"strings"
	"testing"

	"vigie/ground/label"
)

// inOwnWords puts the words of the program back when the test ends.
func inOwnWords(t *testing.T) {
	t.Helper()
	was := label.Adopt(nil)
	t.Cleanup(func() { label.Adopt(was) })
}

func TestATermThatIsRenamedIsRightInTheBrowserAndOnTheServer(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		inOwnWords(t)
		c := w.signedIn(w.administrator())
		first := want(t, c.send("GET", "/vocabulary", nil), 200).json(t)
		if first["version"].(float64) != 0 || len(first["terms"].([]any)) < 15 {
			t.Fatalf("got %v, want the terms as shipped", first)
		}
		initiative := map[string]any{"terms": map[string]any{"project": map[string]any{
			"fr": map[string]any{"one": "initiative", "many": "initiatives", "feminine": true, "vowel": true},
			"en": map[string]any{"one": "initiative", "many": "initiatives", "vowel": true},
		}}}
		foreseen := want(t, c.send("POST", "/vocabulary/preview", initiative), 200).json(t)
		if foreseen["changed"].(float64) < 300 || !strings.Contains(allTexts(foreseen["texts"]), "Nouvelle initiative") {
			t.Errorf("got %v, want what would be said", foreseen)
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/vocabulary", initiative), 200)
		o := want(t, c.send("GET", "/vocabulary/overlay?language=fr", nil), 200).json(t)
		messages := o["messages"].(map[string]any)
		if messages["portfolio.new.title"] != "Nouvelle initiative" || messages["action.save"] != nil {
			t.Errorf("got %v and %v, want only what is said otherwise", messages["portfolio.new.title"], messages["action.save"])
		}
		if got := o["labels"].(map[string]any)["Project manager\nChef de projet"]; got != "Chef d’initiative" {
			t.Errorf("got %v for the label of an attribute", got)
		}
		refused := want(t, c.send("GET", "/projects?group=nothing", nil), 422).json(t)
		if !strings.Contains(refused["detail"].(string), "of initiatives") && !strings.Contains(allTexts(refused["errors"]), "of initiatives") {
			t.Errorf("the server says %v, want it in the words of the organisation", refused)
		}
		if me := want(t, c.send("GET", "/me", nil), 200).json(t); me["instance"].(map[string]any)["vocabulary"].(float64) != 1 {
			t.Errorf("got %v, want the version of the vocabulary", me["instance"])
		}
		audit := want(t, c.send("GET", "/audit?kind=catalogue", nil), 200).json(t)
		if !strings.Contains(allTexts(audit["items"]), "initiative") {
			t.Errorf("the audit does not tell: %v", audit["items"])
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/vocabulary", initiative), 412)
		want(t, c.with("If-Match", `"1"`).send("POST", "/vocabulary/revert", map[string]any{"to": 0}), 200)
		if o := want(t, c.send("GET", "/vocabulary/overlay?language=fr", nil), 200).json(t); len(o["messages"].(map[string]any)) != 0 {
			t.Errorf("going back leaves %v", o["messages"])
		}
		past := want(t, c.send("GET", "/vocabulary/history", nil), 200).json(t)
		if past["total"].(float64) != 2 {
			t.Errorf("got %v versions, want 2", past["total"])
		}
	})
}

func allTexts(v any) string {
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			b.WriteString(v + "\n")
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(v)
	return b.String()
}

func TestASingleTextIsWordedOtherwise(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		inOwnWords(t)
		c := w.signedIn(w.administrator())
		found := want(t, c.send("GET", "/vocabulary/texts?find=Nouveau+projet", nil), 200).json(t)
		if found["items"].([]any)[0].(map[string]any)["shipped_fr"] != "Nouveau projet" {
			t.Errorf("got %v first", found["items"].([]any)[0])
		}
		for body, why := range map[string]any{
			"portfolio.count":      map[string]any{"fr": "Des projets"},
			"portfolio.new.title":  map[string]any{"fr": "Créer {name}"},
			"no.such.message":      map[string]any{"fr": "Rien"},
			"portfolio.menu.some":  map[string]any{"en": "{count projects"},
			"portfolio.new.action": map[string]any{"fr": "⟦a|b⟧"},
			"action.save":          map[string]any{"fr": "\u200b"}, // a button on which nothing is read
			"action.cancel":        map[string]any{"en": "\u202elecnaC"},
		} {
			if got := c.with("If-Match", `"0"`).send("PATCH", "/vocabulary", map[string]any{"texts": map[string]any{body: why}}); got.StatusCode != 422 {
				t.Errorf("%s: got %d, want 422", body, got.StatusCode)
			}
		}
		own := map[string]any{"texts": map[string]any{
			"portfolio.new.title":             map[string]any{"fr": "Lancer un projet"},
			"server: Not found = Introuvable": map[string]any{"en": "Nowhere"},
			"portfolio.menu.some":             map[string]any{"fr": "{count} fiches choisies"},
		}}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/vocabulary", own), 200)
		o := want(t, c.send("GET", "/vocabulary/overlay?language=fr", nil), 200).json(t)
		if got := o["messages"].(map[string]any)["portfolio.new.title"]; got != "Lancer un projet" {
			t.Errorf("got %v", got)
		}
		gone := want(t, c.send("GET", "/projects/xxxx", nil), 404).json(t)
		if gone["title"] != "Nowhere" {
			t.Errorf("got %v, want the text as it was worded", gone["title"])
		}
		if got := want(t, c.send("GET", "/vocabulary/texts?own=true", nil), 200).json(t); got["total"].(float64) != 3 {
			t.Errorf("got %v texts of its own, want 3", got["total"])
		}
		back := map[string]any{"texts": map[string]any{"portfolio.new.title": map[string]any{}}}
		if got := want(t, c.with("If-Match", `"1"`).send("PATCH", "/vocabulary", back), 200).json(t); got["texts"].(float64) != 2 {
			t.Errorf("got %v, want one text as shipped again", got["texts"])
		}
	})
}
