package formula

import (
	"encoding/json"
	"testing"

	"vigie/ground/label"
)

func TestSwapLeavesAllButTheOptionAsItWasTyped(t *testing.T) {
	idea, ok := catalogue.Option(aStage, "idea", label.EN)
	run, there := catalogue.Option(aStage, "run", label.EN)
	if !ok || !there {
		t.Fatal("the tests know no such stages")
	}
	turn := func(id int64) (string, bool) { return `do"ne`, id == idea }
	for src, want := range map[string]string{
		`stage = "idea"`:                                 `stage = "do""ne"`,
		`stage  <> "idea"  or NOT(name="x")`:             `stage  <> "do""ne"  or NOT(name="x")`,
		`stage in ("run", "idée") and total_cost > 1000`: `stage in ("run", "do""ne") and total_cost > 1000`,
		`name = "idea" and stage = "idea"`:               `name = "idea" and stage = "do""ne"`,
		`name = "é « idea »" and stage = “idea”`:         `name = "é « idea »" and stage = "do""ne"`,
		`IF(secret, "idea", "run") = stage`:              `IF(secret, "do""ne", "run") = stage`,
		`stage = "run"`:                                  "",
		`name = "idea"`:                                  "",
		`nothing = "idea"`:                               "",
		`stage = "idea`:                                  "",
	} {
		got, changed := Swap(src, label.EN, catalogue, aStage, turn)
		if want == "" {
			want = src
		}
		if got != want || changed != (want != src) {
			t.Errorf("%s: got %s, %v, want %s", src, got, changed, want)
		}
	}
	e, err := Parse(`IF(stage = "idea", 1, 2)`, label.EN, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	by, changed := e.Swap(aStage, func(id int64) (int64, bool) { return run, id == idea })
	if got, want := Format(by, label.EN, catalogue), `IF(Stage = "run", 1, 2)`; got != want || !changed {
		t.Errorf("got %s, %v, want %s", got, changed, want)
	}
	if again, changed := by.Swap(aStage, func(id int64) (int64, bool) { return run, id == idea }); changed {
		b, _ := json.Marshal(again)
		t.Errorf("nothing was left to swap, and it became %s", b)
	}
}
