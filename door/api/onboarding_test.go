package api

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheSetUpIsAsFarAsWhatIsThere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		state := func() map[string]map[string]any {
			out := map[string]map[string]any{}
			for _, s := range want(t, c.send("GET", "/onboarding", nil), 200).json(t)["steps"].([]any) {
				step := s.(map[string]any)
				out[step["key"].(string)] = step
			}
			return out
		}
		before := state()
		if len(before) != 10 || before["conventions"]["done"] == true || before["types"]["done"] == true || before["units"]["done"] != true {
			t.Fatalf("got %v", before)
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/conventions", map[string]any{"day_minutes": 450}), 200)
		if now := state(); now["conventions"]["done"] != true {
			t.Errorf("the conventions were set, and the step says %v", now["conventions"])
		}
		want(t, c.send("PUT", "/onboarding/types", map[string]any{"skipped": true}), 200)
		if now := state(); now["types"]["skipped"] != true || now["types"]["done"] == true {
			t.Errorf("a step that is left out says %v", now["types"])
		}
		want(t, c.send("PUT", "/onboarding/types", map[string]any{"skipped": false}), 200)
		if now := state(); now["types"]["skipped"] == true {
			t.Errorf("a step that is taken up again says %v", now["types"])
		}
		// What is done is not left out, whatever was said before.
		want(t, c.send("PUT", "/onboarding/units", map[string]any{"skipped": true}), 200)
		if now := state(); now["units"]["skipped"] == true || now["units"]["done"] != true {
			t.Errorf("a step that is done says %v", now["units"])
		}
		var said []string
		for _, line := range want(t, c.send("GET", "/audit?kind=catalogue&limit=10", nil), 200).json(t)["items"].([]any) {
			e := line.(map[string]any)
			if e["text"] == "Set-up changed" {
				change := e["changes"].([]any)[0].(map[string]any)
				said = append(said, fmt.Sprint(change["before"], " → ", change["after"]))
			}
		}
		if got, want := strings.Join(said, "; "), " → Describe the units; Give projects a lifecycle → ;  → Give projects a lifecycle"; got != want {
			t.Errorf("the audit says %q, want %q", got, want)
		}
		want(t, c.send("PUT", "/onboarding/lunch", map[string]any{"skipped": true}), 422)
	})
}
