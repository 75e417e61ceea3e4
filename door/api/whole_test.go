package api

import (
	"fmt"
	"testing"
)

// rowsAndIDs are the names of the rows of an answer, and of the projects that its
// ids name.
func rowsAndIDs(t *testing.T, got map[string]any) (rows, ids []string) {
	t.Helper()
	names := map[string]string{}
	for _, one := range got["rows"].([]any) {
		row := one.([]any)
		names[row[0].(string)] = row[3].(string)
		rows = append(rows, row[3].(string))
	}
	list, _ := got["ids"].([]any)
	for _, id := range list {
		ids = append(ids, names[id.(string)])
	}
	return rows, ids
}

func TestAShortListComesWholeWithTheOrderOfWhatIsAskedFor(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		for i, name := range []string{"Cité", "ague", "Bac"} {
			want(t, c.send("POST", "/projects", map[string]any{"name": name, "code": fmt.Sprint(i), "unit": w.d.Seal(w.units["own"])}), 201)
		}
		const asked = "/projects?shape=table&fields=name&limit=1&sort=-name&q=a&whole="
		rows, ids := rowsAndIDs(t, want(t, c.send("GET", asked+"3000", nil), 200).json(t))
		if got := fmt.Sprint(rows, ids); got != "[ague Bac Cité] [Bac ague]" {
			t.Errorf("got %s", got)
		}
		got := want(t, c.send("GET", asked+"2", nil), 200).json(t)
		if rows, _ := rowsAndIDs(t, got); fmt.Sprint(rows) != "[Bac]" || got["ids"] != nil || got["hidden"] != 1.0 {
			t.Errorf("a longer list: got %v", got)
		}
		only := want(t, c.send("GET", "/projects?shape=ids&q=a&sort=-name", nil), 200).json(t)
		if len(only["ids"].([]any)) != 2 || only["rows"] != nil || only["total"] != 2.0 {
			t.Errorf("the order alone: got %v", only)
		}
		if none := want(t, c.send("GET", "/projects?shape=table&fields=name&limit=1", nil), 200).json(t); none["ids"] != nil {
			t.Errorf("a list that is not asked for whole: got %v", none)
		}
	})
}

func TestAListThatComesWholeHoldsOnlyWhatOneMayRead(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.signedIn(w.administrator())
		for _, place := range []string{"own", "foreign"} {
			want(t, admin.send("POST", "/projects", map[string]any{"name": "In " + place, "unit": w.d.Seal(w.units[place])}), 201)
		}
		reader := w.account(w.fresh("reader"))
		w.setPassword(reader)
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		rows, ids := rowsAndIDs(t, want(t, w.signedIn(reader).send("GET", "/projects?shape=table&fields=name&whole=3000&q=nothing", nil), 200).json(t))
		if got := fmt.Sprint(rows, ids); got != "[In own] []" {
			t.Errorf("got %s", got)
		}
	})
}
