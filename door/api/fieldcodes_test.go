package api

import (
	"fmt"
	"strings"
	"testing"

	"vigie/room/field"
)

func init() {
	own := aField(nil)
	fixtures["GET /fields/{key}/duplicates"] = fixture{places: anywhere, may: everywhereOnly, request: own}
	fixtures["GET /fields/{key}/next"] = fixture{places: anywhere, may: everywhereOnly, request: own, query: "pattern=A{00}"}
}

func TestAPatternIsTriedAndValuesThereTwiceAreShownBeforeTheyAreRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.anAttribute("badge", field.Text)
		for _, text := range []string{"one", "ONE", "two"} {
			w.project("foreign", field.Values{"badge": field.Str(text)})
		}
		_, c := w.member("administrator", "parent")
		next := want(t, c.send("GET", "/fields/code/next?pattern={type}-{yy}-{000}", nil), 200).json(t)["next"].(string)
		if !strings.HasPrefix(next, "PROJECT-") || !strings.HasSuffix(next, "-001") {
			t.Errorf("the next would be %s", next)
		}
		want(t, c.send("GET", "/fields/code/next?pattern={nothing}", nil), 422)
		got := want(t, c.send("GET", "/fields/badge/duplicates?within=all", nil), 200).json(t)
		if got["total"].(float64) != 1 || fmt.Sprint(got["items"].([]any)[0].(map[string]any)["projects"]) != "2" {
			t.Errorf("got %v", got)
		}
		shape(t, c, "badge", map[string]any{"unique_in": "all"}, 200)
		unit := w.d.Seal(w.units["own"])
		said := want(t, c.send("POST", "/projects", map[string]any{"name": "Third", "unit": unit, "badge": "Two"}), 422).json(t)
		if fmt.Sprint(said["errors"].([]any)[0].(map[string]any)["location"]) == "" {
			t.Errorf("got %v", said)
		}
		shape(t, c, "code", map[string]any{"pattern": "{yyyy}-{000}"}, 200)
		p := want(t, c.send("POST", "/projects", map[string]any{"name": "Numbered", "unit": unit}), 201).json(t)
		if code, _ := p["code"].(string); !strings.HasSuffix(code, "-001") {
			t.Errorf("the project is numbered %v", p["code"])
		}
	})
}
