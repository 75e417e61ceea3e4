package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"vigie/ground/money"
	"vigie/room/field"
)

func TestAViewIsAListForPrograms(t *testing.T) {
	w := newWorld(t, sqlite(t))
	pmo, reader := w.colleague("pmo", "parent"), w.colleague("reader", "own")
	for i, place := range []string{"own", "own", "own", "foreign"} {
		w.project(place, field.Values{"name": field.Str(fmt.Sprint("P", i)), "progress": field.Int(int64(money.Units(int64(40 + 10*i)))), "total_cost": field.Int(int64(money.Units(100)))})
	}
	columns := []any{map[string]any{"key": "name"}, map[string]any{"key": "total_cost", "label": map[string]any{"en": "Budget", "fr": "Enveloppe"}, "total": "mean"}, map[string]any{"key": "progress"}}
	var made viewOut
	pmo.send("POST", "/views", saved(map[string]any{"filter": "progress > 40", "columns": columns, "sort": []any{map[string]any{"key": "progress", "down": true}}}, map[string]any{"scope": "everyone"})).decode(t, 201, &made)
	at := "/views/" + made.ID + "/rows"

	var list struct {
		Items  []struct{ Name string }
		Total  int
		Totals map[string]struct{ Rule string }
	}
	reader.send("GET", at, nil).decode(t, 200, &list)
	if list.Total != 2 || len(list.Items) != 2 || list.Items[0].Name != "P2" || list.Totals["total_cost"].Rule != "mean" {
		t.Errorf("a reader of one unit: got %+v", list)
	}
	pmo.send("GET", at+"?limit=1", nil).decode(t, 200, &list)
	if len(list.Items) != 1 {
		t.Errorf("a page of one: got %+v", list)
	}
	text := want(t, pmo.send("GET", at+".csv?lang=fr&origin=false", nil), 200).text
	if !strings.Contains(text, "Enveloppe") || strings.Contains(text, "Coût total") || !strings.Contains(text, "P2") {
		t.Errorf("as text: got %s", text)
	}

	pivot := map[string]any{"rows": []any{map[string]any{"key": "unit"}}, "columns": []any{}, "measures": []any{map[string]any{"key": "progress", "rule": "maximum"}}}
	pmo.send("POST", "/views", saved(map[string]any{"display": "pivot", "pivot": pivot}, nil)).decode(t, 201, &made)
	var crossed struct{ Lines []struct{ Count int } }
	pmo.send("GET", "/views/"+made.ID+"/rows", nil).decode(t, 200, &crossed)
	if len(crossed.Lines) == 0 {
		t.Error("a pivot has no lines")
	}
	want(t, pmo.send("GET", "/views/"+made.ID+"/rows.xlsx", nil), 200)

	pmo.send("POST", "/views", saved(map[string]any{"filter": `late = true`}, map[string]any{"object": "milestone"})).decode(t, 201, &made)
	want(t, pmo.send("GET", "/views/"+made.ID+"/rows", nil), 200)
	want(t, pmo.send("GET", "/views/"+made.ID+"/rows.csv", nil), 200)
}

// Without a condition that its reader may not apply, a view would give other rows;
// and the refusal does not say what the condition names.
func TestTheRowsOfAViewAreNoOracle(t *testing.T) {
	w := newWorld(t, sqlite(t))
	pmo, reader := w.colleague("pmo", "parent"), w.colleague("project_manager", "own")
	w.project("foreign", field.Values{"name": field.Str("Operation Nightfall")})
	w.project("own", nil)
	var made viewOut
	pmo.send("POST", "/views", saved(map[string]any{"filter": `programme = "Operation Nightfall"`}, map[string]any{"scope": "everyone"})).decode(t, 201, &made)
	for _, suffix := range []string{"", ".csv"} {
		got := reader.send("GET", "/views/"+made.ID+"/rows"+suffix, nil)
		if got.StatusCode == http.StatusOK || strings.Contains(got.text, "Nightfall") {
			t.Errorf("rows%s: got %d %s", suffix, got.StatusCode, got.text)
		}
	}
}

func TestAViewSaysWhatWouldMissIt(t *testing.T) {
	w := newWorld(t, sqlite(t))
	pmo, reader := w.colleague("pmo", "parent"), w.colleague("reader", "own")
	var made viewOut
	pmo.send("POST", "/views", saved(nil, map[string]any{"scope": "everyone"})).decode(t, 201, &made)
	want(t, reader.send("POST", "/views/"+made.ID+"/open", nil), 204)
	want(t, reader.send("POST", "/me/favourites", map[string]any{"kind": "view", "id": made.ID}), 204)
	var uses, told viewUsesOut
	pmo.send("GET", "/views/"+made.ID+"/uses", nil).decode(t, 200, &uses)
	if uses.Readers != 1 || uses.Opens != 1 || uses.Favourites != 1 {
		t.Errorf("got %+v", uses)
	}
	reader.send("GET", "/views/"+made.ID+"/uses", nil).decode(t, 200, &told)
	if told.Readers != 0 || told.Favourites != 0 {
		t.Errorf("who may not manage it learns of others: %+v", told)
	}
}
