package snapshot_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// consolidation is one case of testdata/consolidate.json, which the browser
// tries too: web/src/data/consolidate.test.ts.
type consolidation struct {
	Name    string
	Kind    field.Kind
	Rule    field.Consolidation
	Values  []any
	Weights []any
	Filled  int
	Want    any

	Converted   any
	Unconverted []string
}

func TestValuesAreMadeOneAsTheBrowserMakesThem(t *testing.T) {
	text, err := os.ReadFile("testdata/consolidate.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []consolidation
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.rate("GBP", day.Of(2020, 1, 1), "1.1875")
		w.inverseRate("USD", day.Of(2020, 1, 1), "1.085")
		for i, c := range cases {
			w.consolidate(t, c, fmt.Sprintf("case_%d", i))
		}
	})
}

// consolidate tries a case on projects of its own, found by their code.
func (w *world) consolidate(t *testing.T, c consolidation, key string) {
	t.Helper()
	w.update(0, func(tx *db.Tx) error {
		f := &field.Field{Object: "project", Kind: c.Kind, Key: key, Label: label.T(key, key), Consolidation: c.Rule}
		if c.Rule == field.Count {
			f.Consolidation = field.None // chosen by a view alone
		}
		if c.Weights != nil {
			weight := &field.Field{Object: "project", Kind: weightKind(c), Key: key + "_w", Label: label.T(key+" w", key+" w")}
			if err := field.Create(context.Background(), tx, w.who, weight); err != nil {
				return err
			}
			f.Weight = weight.Key
		}
		return field.Create(context.Background(), tx, w.who, f)
	})
	w.c = w.live().Catalogue
	for i, v := range c.Values {
		vs := field.Values{"code": field.Str(fmt.Sprintf("%s-%d", key, i)), "currency": field.Str("EUR")}
		if m, ok := v.(map[string]any); ok {
			vs["currency"] = field.Str(m["currency"].(string))
			v = m["amount"]
		}
		vs[key] = valueOfCase(t, c.Kind, v)
		if c.Weights != nil {
			weight := c.Weights[i]
			if m, ok := weight.(map[string]any); ok {
				vs["currency"] = field.Str(m["currency"].(string))
				weight = m["amount"]
			}
			vs[key+"_w"] = valueOfCase(t, field.Number, weight)
		}
		w.create(0, fmt.Sprintf("%s %d", key, i), vs)
	}
	res, err := w.live().List(w.who, snapshot.Query{Totals: []string{key}, Rules: map[string]field.Consolidation{key: c.Rule}, Filter: fmt.Sprintf("code ~ %q", key+"-")})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]struct {
		Filled      int
		Value       any
		Converted   struct{ Amount, Value any }
		Unconverted []string
	}
	if err := json.Unmarshal(res.Names.AppendTotals(nil, res.Snapshot.Catalogue, res.Totals), &got); err != nil {
		t.Fatal(err)
	}
	want(t, c.Name+": filled", got[key].Filled, c.Filled)
	want(t, c.Name, plainTotal(t, got[key].Value), plainTotal(t, c.Want))
	want(t, c.Name+": converted", plainTotal(t, cmp.Or(got[key].Converted.Amount, got[key].Converted.Value)), plainTotal(t, c.Converted))
	want(t, c.Name+": without a rate", got[key].Unconverted, c.Unconverted)
}

func weightKind(c consolidation) field.Kind {
	for _, w := range c.Weights {
		if _, ok := w.(map[string]any); ok {
			return field.Money
		}
	}
	return field.Number
}

func valueOfCase(t *testing.T, kind field.Kind, v any) field.Value {
	t.Helper()
	text, _ := v.(string)
	switch {
	case v == nil:
		return field.Value{}
	case kind == field.YesNo:
		if v.(bool) {
			return field.Int(1)
		}
		return field.Int(0)
	case kind == field.Light:
		return field.Int(int64(slices.Index(field.Lights, text) + 1))
	case kind == field.Weather:
		return field.Int(int64(slices.Index(field.Weathers, text) + 1))
	case kind == field.Date:
		on, err := day.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return field.Int(int64(on))
	}
	n, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return field.Int(int64(n))
}

// plainTotal writes figures in one way: "120.50" as "120.5".
func plainTotal(t *testing.T, v any) any {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for k, one := range v {
			v[k] = plainTotal(t, one)
		}
	case string:
		if n, err := money.Parse(v); err == nil {
			return n.String()
		}
	}
	return v
}
