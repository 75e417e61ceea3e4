package api

import (
	"testing"

	"vigie/ground/db/dbtest"
)

func init() {
	fixtures["POST /fields/preview"] = fixture{places: anywhere, may: everywhereOnly, request: just(map[string]any{"formula": "total_cost * 2"})}
}

func TestAFormulaIsTriedBeforeItIsKept(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	c := w.signedIn(w.administrator())
	unit := w.d.Seal(w.units["own"])
	for name, cost := range map[string]string{"Small": "10", "Large": "30"} {
		want(t, c.send("POST", "/projects", map[string]any{"name": name, "unit": unit, "total_cost": map[string]any{"amount": cost, "currency": "EUR"}}), 201)
	}
	try := func(formula string) map[string]any {
		t.Helper()
		return want(t, c.send("POST", "/fields/preview", map[string]any{"formula": formula}), 200).json(t)
	}
	good := try("total_cost * 2")
	first := good["items"].([]any)[0].(map[string]any)
	if good["problem"] != nil || good["gives"] != "money" || first["name"] != "Large" || first["preview"].(map[string]any)["amount"] != "60.00" {
		t.Errorf("got %v", good)
	}
	bad := try("total_cost + nonsense")
	problem := bad["problem"].(map[string]any)
	if problem["at"] != 14.0 || problem["message"] == "" || len(bad["items"].([]any)) != 0 {
		t.Errorf("got %v, want the unknown name at its place", bad)
	}
	if empty := try(""); empty["problem"] == nil {
		t.Errorf("got %v, want a word about the empty formula", empty)
	}
}
