package formula

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/fault"
	"vigie/ground/label"
)

func TestStoredFormulasAreIdsAndReadBack(t *testing.T) {
	e := mustParse(t, `IF(stage in ("run", "idea"), [Total cost] * 12%, "")`, label.EN)
	want := `{"op":"IF","args":[{"op":"in","args":[{"attribute":10,"type":"choice","list":10},{"type":"choice","list":10,"value":"1"},` +
		`{"type":"choice","list":10,"value":"3"}]},{"op":"mul","args":[{"attribute":1,"type":"money"},{"type":"percent","value":"12"}]},{"type":"money"}]}`
	if d := cmp.Diff(want, tree(e)); d != "" {
		t.Error(d)
	}
	var back Expr
	if err := json.Unmarshal([]byte(want), &back); err != nil {
		t.Fatal(err)
	}
	if back.Type() != Money || tree(&back) != want {
		t.Errorf("got %s", tree(&back))
	}
	if d := cmp.Diff([]int64{aCost, aStage}, e.Uses()); d != "" {
		t.Error(d)
	}
}

func TestStoredFormulasAreChecked(t *testing.T) {
	deep := strings.Repeat(`{"op":"neg","args":[`, 200) + `{"attribute":1,"type":"number"}` + strings.Repeat(`]}`, 200)
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"op":"nope"}`, `{"op":"add","args":[{"type":"number","value":"1"}]}`, `{"op":"add","args":[null,null]}`,
		`{"type":"number","value":"x"}`, `{"type":"date","value":"2026-02-30"}`, `{"type":"bool","value":"2"}`, `{"type":"none","value":"2"}`,
		`{"op":"IF","args":[]}`, `{"op":"if","args":[]}`, `{"op":"SWITCH","args":[{"type":"none"}]}`, `{"extra":1}`, deep,
		`{"op":"mul","args":[{"attribute":1,"type":"money"},{"attribute":1,"type":"money"}]}`,
	} {
		var e Expr
		err := json.Unmarshal([]byte(s), &e)
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%.60s: got %v, want a fault", s, err)
		}
	}
}

func TestCheckSeesWhatChangedInTheCatalogue(t *testing.T) {
	e := mustParse(t, "duration * 2 > 5", label.EN)
	if _, err := Check(e, catalogue); err != nil {
		t.Error(err)
	}
	changed := append(world{}, catalogue...)
	changed[aDuration-1].Type = Text
	if _, err := Check(e, changed); err == nil {
		t.Error("a text was multiplied")
	}
	if _, err := Check(mustParse(t, "unit is empty", label.EN), catalogue[:3]); err == nil {
		t.Error("an attribute that is gone was accepted")
	}
}

func TestOrderPutsUsedAttributesFirstAndNamesCircles(t *testing.T) {
	parse := func(s string) *Expr { return mustParse(t, s, label.EN) }
	got, err := Order(map[int64]*Expr{
		aCost: parse("actual_cost + total_cost_baseline"), aSpent: parse("total_cost_baseline * 2"), aDuration: parse("1"),
	}, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int64{aSpent, aCost, aDuration}, got); d != "" {
		t.Error(d)
	}
	_, err = Order(map[int64]*Expr{
		aDuration: parse("total_cost / 1 / actual_cost"), aCost: parse("total_cost_baseline"),
		aBaseline: parse("actual_cost"), aSpent: parse("CHILDREN.SUM(total_cost)"),
	}, catalogue)
	f, _ := errors.AsType[*fault.Fault](err)
	if f == nil || !strings.Contains(f.Text.In(label.FR), "Coût total → Coût estimé → Coût réel → Coût total") {
		t.Errorf("got %v", err)
	}
}
