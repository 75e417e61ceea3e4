package api

import (
	"fmt"
	"strings"
	"testing"
)

func TestAFormIsSaidToUseWhatItNamesAndFollowsWhatReplacesIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, admin := w.member("administrator", "parent")
		stages := w.catalogueOf(t).Get("stage")
		made := want(t, admin.send("POST", "/forms", map[string]any{
			"name": map[string]any{"en": "Few"}, "stages": []string{stages.Choices[0].Key}, "sections": layout([]string{"One", "name"}),
		}), 201).json(t)
		for _, key := range []string{"name", "stage"} {
			if got := fmt.Sprint(use(t, admin, "project", key)["places"]); !strings.Contains(got, "form") {
				t.Errorf("%s: got %s, want the form", key, got)
			}
		}
		choices := []any{}
		for i, o := range stages.Choices {
			choices = append(choices, map[string]any{"key": o.Key, "label": map[string]any{"en": o.Label.EN, "fr": o.Label.FR}, "retired": i == 0})
		}
		want(t, admin.with("If-Match", fmt.Sprintf(`"%d"`, stages.Version)).send("PATCH", "/fields/stage", map[string]any{
			"choices": choices, "replace": map[string]any{stages.Choices[0].Key: stages.Choices[1].Key},
		}), 200)
		now := want(t, admin.send("GET", "/forms", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
		if got := fmt.Sprint(now["stages"]); now["id"] != made["id"] || got != "["+stages.Choices[1].Key+"]" {
			t.Errorf("got %s, want the stage that took the place", got)
		}
	})
}
