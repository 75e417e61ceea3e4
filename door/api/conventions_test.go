package api

import (
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

func TestConventionsHoldAtOnceAndGoBack(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		inOwnWords(t)
		c := w.signedIn(w.administrator())
		first := want(t, c.send("GET", "/conventions", nil), 200).json(t)
		if first["version"].(float64) != 0 || first["week_start"] != "monday" || first["first_month"].(float64) != 1 {
			t.Fatalf("got %v, want those of the program", first)
		}
		set := map[string]any{"first_month": 4, "week_start": "sunday", "number_en": "space", "date_en": "iso", "money": "thousand", "day_minutes": 450}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/conventions", set), 200)
		if got := money.Group("1234567.5", label.EN); got != "1\u202f234\u202f567,5" {
			t.Errorf("a number is written %q", got)
		}
		if got := day.Of(2026, 11, 22).In(label.EN); got != "2026-11-22" {
			t.Errorf("a date is written %q", got)
		}
		shown := want(t, c.send("GET", "/me", nil), 200).json(t)["instance"].(map[string]any)["conventions"].(map[string]any)
		if shown["first_month"].(float64) != 4 || shown["money"] != "thousand" {
			t.Errorf("the browser is told %v", shown)
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/conventions", set), 412)
		for _, bad := range []map[string]any{{"first_month": 13}, {"week_start": "friday"}, {"day_minutes": 10}, {"number_fr": "roman"}, {"date_fr": "us"}, {"money": "billion"}, {"load_unit": "years"}} {
			refused := want(t, c.with("If-Match", `"1"`).send("PATCH", "/conventions", bad), 422).json(t)
			for key := range bad {
				if !strings.Contains(allTexts(refused["errors"]), key) {
					t.Errorf("%v is refused by %v, which does not name it", bad, refused["errors"])
				}
			}
		}
		past := want(t, c.send("GET", "/conventions/history", nil), 200).json(t)
		if past["total"].(float64) != 1 || len(past["items"].([]any)[0].(map[string]any)["changes"].([]any)) != 6 {
			t.Errorf("got %v, want one version with six changes", past)
		}
		audit := want(t, c.send("GET", "/audit?kind=catalogue", nil), 200).json(t)
		if !strings.Contains(allTexts(audit["items"]), "First month of the fiscal year") {
			t.Errorf("the audit does not tell: %v", audit["items"])
		}
		want(t, c.with("If-Match", `"1"`).send("POST", "/conventions/revert", map[string]any{"to": 0}), 200)
		if got := money.Group("1234.5", label.EN); got != "1,234.5" {
			t.Errorf("after going back a number is written %q", got)
		}
		want(t, c.with("If-Match", `"2"`).send("POST", "/conventions/revert", map[string]any{"to": 1}), 200)
		want(t, c.with("If-Match", `"3"`).send("POST", "/conventions/revert", map[string]any{"to": 9}), 422)
	})
}
