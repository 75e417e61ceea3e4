package api

import (
	"fmt"
	"strings"
	"testing"

	"vigie/room/field"
)

// TestWhatIsSavedIntoADraftHoldsOnceItIsPublished saves changes of several screens into
// one draft, one over the other, and publishes it.
func TestWhatIsSavedIntoADraftHoldsOnceItIsPublished(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		d := want(t, c.send("POST", "/config/drafts", map[string]any{"name": "Method 2027"}), 201).json(t)
		id := d["id"].(string)
		aside := c.with(IntoDraft, id)
		before := want(t, c.send("GET", "/config", nil), 200).text

		answer := want(t, aside.send("POST", "/fields", map[string]any{"key": "budget_line", "kind": "text", "label": map[string]any{"en": "Budget line", "fr": "Ligne budgétaire"}}), 202).json(t)
		if now := answer["current"].(map[string]any); now["name"] != "Method 2027" || now["version"] != 2.0 {
			t.Errorf("it answers %v, want the draft", answer)
		}
		version := ""
		for _, a := range want(t, c.send("GET", "/fields?object=project", nil), 200).json(t)["items"].([]any) {
			if a := a.(map[string]any); a["key"] == "stage" {
				version = fmt.Sprintf("%q", fmt.Sprint(a["version"]))
			}
		}
		at := aside.with("If-Match", version)
		want(t, at.send("PATCH", "/fields/stage", map[string]any{"help": map[string]any{"en": "How far it is", "fr": "Où il en est"}}), 202)
		want(t, at.send("PATCH", "/fields/stage", map[string]any{"label": map[string]any{"en": "Step", "fr": "Étape du projet"}}), 202)
		want(t, aside.send("POST", "/guides", map[string]any{"title": map[string]any{"en": "Begin"}, "text": map[string]any{"en": "# Well\n\nbegun"}}), 202)
		want(t, aside.with("If-Match", `"0"`).send("PUT", "/constants/daily_rate", dailyRate), 202)
		if after := want(t, c.send("GET", "/config", nil), 200).text; after != before {
			t.Errorf("something holds already")
		}

		now := want(t, c.send("GET", "/config/drafts/"+id, nil), 200).json(t)
		text := now["document"].(string)
		for _, said := range []string{"key: budget_line", "key: stage", "Étape du projet", "Où il en est", "key: begin", "key: daily_rate"} {
			if strings.Count(text, said) != 1 {
				t.Errorf("the draft says %q %d times:\n%s", said, strings.Count(text, said), text)
			}
		}
		if strings.Contains(text, "choices:") {
			t.Errorf("the draft says what nobody changed:\n%s", text)
		}
		seen := want(t, c.send("POST", "/config/drafts/"+id+"/diff", nil), 200).json(t)
		if n, wrong := len(seen["items"].([]any)), seen["problems"].([]any); n != 4 || len(wrong) > 0 {
			t.Fatalf("publishing would change %d things, want 4; problems %v", n, wrong)
		}
		want(t, c.with("If-Match", `"`+seen["state"].(string)+`"`).send("POST", "/config/drafts/"+id+"/publish", map[string]any{"version": now["version"]}), 200)
		if got := guidesOf(t, c); got != "begin: # Well\n\nbegun" {
			t.Errorf("the guide: %q", got)
		}
		all := want(t, c.send("GET", "/fields?object=project", nil), 200).text
		for _, said := range []string{"Étape du projet", "Où il en est", "budget_line"} {
			if !strings.Contains(all, said) {
				t.Errorf("%q does not hold", said)
			}
		}
	})
}

func TestADraftTakesNoDeletionAndNothingButConfiguration(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		id := want(t, c.send("POST", "/config/drafts", map[string]any{"name": "Aside"}), 201).json(t)["id"].(string)
		aside := c.with(IntoDraft, id)
		project := w.d.Seal(w.project("own", field.Values{"name": field.Str("Kept")}))
		guide := want(t, c.send("POST", "/guides", map[string]any{"title": map[string]any{"en": "Begin"}, "text": map[string]any{"en": "x"}}), 201).json(t)["id"].(string)
		want(t, aside.with("If-Match", `"1"`).send("DELETE", "/guides/"+guide, nil), 409)
		want(t, aside.with("If-Match", `"1"`).send("PATCH", "/projects/"+project, map[string]any{"name": "Other"}), 409)
		want(t, aside.send("POST", "/fields", map[string]any{"key": "No key", "kind": "text", "label": map[string]any{"en": "x"}}), 422)
		if got := want(t, c.send("GET", "/projects/"+project, nil), 200).json(t)["name"]; got != "Kept" {
			t.Errorf("the project is called %v", got)
		}
		if d := want(t, c.send("GET", "/config/drafts/"+id, nil), 200).json(t); d["version"] != 1.0 {
			t.Errorf("the draft has changed: %v", d)
		}
		_, manager := w.member("pmo", "own")
		want(t, manager.with(IntoDraft, id).send("POST", "/portfolios", map[string]any{"name": "Mine", "kind": "manual", "unit": w.d.Seal(w.units["own"])}), 403)
	})
}

// Views that are shared, and the settings, are configuration too; the name of the
// organisation, and a view of one person, are not.
func TestASharedViewAndTheSettingsGoIntoADraft(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		id := want(t, c.send("POST", "/config/drafts", map[string]any{"name": "Aside"}), 201).json(t)["id"].(string)
		aside := c.with(IntoDraft, id)
		view := func(scope string) (string, map[string]any) {
			v := want(t, c.send("POST", "/views", map[string]any{"object": "project", "scope": scope, "label": map[string]any{"en": "Followed " + scope, "fr": "Suivi " + scope}}), 201).json(t)
			return v["id"].(string), v
		}
		shared, before := view("everyone")
		own, _ := view("personal")
		label := map[string]any{"label": map[string]any{"en": "Watched"}}
		want(t, aside.with("If-Match", `"1"`).send("PATCH", "/views/"+shared, label), 202)
		want(t, aside.with("If-Match", `"1"`).send("PATCH", "/views/"+own, label), 409)
		if now := want(t, c.send("GET", "/views/"+shared, nil), 200).json(t); fmt.Sprint(now["label"]) != fmt.Sprint(before["label"]) {
			t.Errorf("it holds already: %v", now["label"])
		}
		set := aside.with("If-Match", fmt.Sprintf("%q", fmt.Sprint(want(t, c.send("GET", "/settings", nil), 200).json(t)["version"])))
		want(t, set.send("PATCH", "/settings", map[string]any{"session_idle": 45}), 202)
		want(t, set.send("PATCH", "/settings", map[string]any{"name": "Elsewhere", "session_idle": 50}), 409)
		document := want(t, c.send("GET", "/config/drafts/"+id, nil), 200).json(t)["document"].(string)
		for _, said := range []string{"en: Watched", "session_idle: 45"} {
			if strings.Count(document, said) != 1 {
				t.Errorf("the draft does not say %q once:\n%s", said, document)
			}
		}
	})
}
