package api

import (
	"context"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/field"
)

var dailyRate = map[string]any{
	"label": map[string]any{"en": "Daily rate", "fr": "Coût journalier"}, "kind": "money", "currency": "EUR",
	"values": []any{map[string]any{"value": "650"}, map[string]any{"from": "2030-01-01", "value": "700"}},
}

// aConstant makes there be one constant of that key, or none, and sends a body about
// daily_rate.
func aConstant(key string, body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		w.change(func(tx *db.Tx, who access.Who) error {
			if _, err := db.Exec(context.Background(), tx, "DELETE FROM constant"); err != nil || key == "" {
				return err
			}
			_, err := field.ChangeConstants(context.Background(), tx, who, 0, func(s *constant.Set) {
				s.Items = append(s.Items, constant.Constant{Key: key, Label: label.T("Daily rate", "Coût journalier"), Kind: constant.Money, Values: []constant.Dated{{Value: "650"}}})
			})
			return err
		})
		return []string{"daily_rate"}, body
	}
}

func TestAConstantIsNamedByFormulasForeseenAndGuarded(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		id := w.d.Seal(w.project("own", field.Values{"total_cost": field.Int(6_500 * 10_000), "currency": field.Str("EUR")}))
		pounds := w.d.Seal(w.project("own", field.Values{"total_cost": field.Int(6_500 * 10_000), "currency": field.Str("GBP")}))
		want(t, c.with("If-Match", `"0"`).send("PUT", "/constants/daily_rate", dailyRate), 200)
		if got := want(t, c.send("GET", "/constants", nil), 200).json(t)["items"].([]any)[0].(map[string]any); got["now"] != "650.0000" && got["now"] != "650" {
			t.Errorf("today it is %v, want 650", got["now"])
		}
		french := c.with("Accept-Language", "fr")
		tried := want(t, french.send("POST", "/fields/preview", map[string]any{"formula": "total_cost / [Coût journalier]"}), 200).json(t)
		if tried["problem"] != nil {
			t.Fatalf("the formula does not hold: %v", tried["problem"])
		}
		want(t, c.send("POST", "/fields", map[string]any{"key": "days", "kind": "computed", "label": map[string]any{"en": "Days"}, "formula": "total_cost / [Daily rate]"}), 201)
		days := func(of string) any {
			return want(t, c.send("GET", "/projects/"+of, nil), 200).json(t)["days"]
		}
		if got := days(id); got != "10" {
			t.Errorf("6500 EUR at 650 are %v days, want 10", got)
		}
		if got := days(pounds); got != nil {
			t.Errorf("pounds at a rate in euros are %v days, want none", got)
		}
		if got := want(t, c.send("GET", "/projects?filter="+"daily_rate+%3C+total_cost", nil), 200).json(t)["total"]; got != 1.0 {
			t.Errorf("%v projects cost more than a day, want the one in euros", got)
		}
		dearer := map[string]any{"label": dailyRate["label"], "kind": "money", "currency": "EUR", "values": []any{map[string]any{"value": "1300"}}}
		foreseen := want(t, c.send("POST", "/constants/daily_rate/preview", dearer), 200).json(t)
		moved := foreseen["attributes"].([]any)[0].(map[string]any)
		if foreseen["projects"] != 1.0 || moved["key"] != "days" || moved["some"].([]any)[0].(map[string]any)["now"] != "5" {
			t.Errorf("foreseen: %v", foreseen)
		}
		if got := days(id); got != "10" {
			t.Errorf("foreseeing changed it to %v", got)
		}
		if why := c.version(1).send("DELETE", "/constants/daily_rate", nil); why.StatusCode != 409 || !strings.Contains(why.text, "Days") {
			t.Errorf("deleting what a formula uses: %d %s", why.StatusCode, why.text)
		}
		want(t, c.version(1).send("PUT", "/constants/daily_rate", dearer), 200)
		if got := days(id); got != "5" {
			t.Errorf("after the change it is %v, want 5", got)
		}
		want(t, c.version(2).send("POST", "/constants/revert", map[string]any{"to": 1}), 200)
		if got := days(id); got != "10" {
			t.Errorf("brought back it is %v, want 10", got)
		}
		if why := c.version(3).send("POST", "/constants/revert", map[string]any{"to": 0}); why.StatusCode != 409 {
			t.Errorf("going back to before what a formula uses: %d", why.StatusCode)
		}
		if past := want(t, c.send("GET", "/constants/history", nil), 200).json(t)["items"].([]any); len(past) != 3 {
			t.Errorf("got %d versions, want 3", len(past))
		}
		for body, why := range map[string]map[string]any{
			"/constants/total_cost": dailyRate,
			"/constants/UPPER":      dailyRate,
			"/constants/other":      {"label": dailyRate["label"], "kind": "money", "values": []any{}},
			"/constants/daily_rate": {"label": dailyRate["label"], "kind": "money", "values": []any{map[string]any{"value": "a lot"}}},
		} {
			if got := c.version(3).send("PUT", body, why); got.StatusCode != 422 {
				t.Errorf("%s with %v: got %d %s", body, why, got.StatusCode, got.text)
			}
		}
		if got := c.send("POST", "/fields", map[string]any{"key": "daily_rate", "kind": "number", "label": map[string]any{"en": "Rate"}}); got.StatusCode != 422 {
			t.Errorf("an attribute of the same key: got %d", got.StatusCode)
		}
		explained := want(t, c.send("GET", "/explain?object=project:"+id+"&attribute=days", nil), 200)
		if !strings.Contains(explained.text, "Daily rate") {
			t.Errorf("the explanation does not name the constant: %s", explained.text)
		}
	})
}
