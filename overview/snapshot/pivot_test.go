package snapshot_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db/dbtest"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/project"
)

type crossedCell struct {
	At     int
	Value  json.RawMessage
	Filter string
	Count  int
	Totals []json.RawMessage
	Shares []*string
	Cells  []crossedCell
	Lines  []crossedCell
}

type crossed struct {
	Heads, Lines []crossedCell
	All          crossedCell
}

func (w *world) pivot(t testing.TB, q snapshot.Query, c snapshot.Crossing) crossed {
	t.Helper()
	p, err := w.live().Pivot(w.who, q, c)
	if err != nil {
		t.Fatal(err)
	}
	var out crossed
	if err := json.Unmarshal(append(p.AppendPivot([]byte{'{'}), '}'), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// scattered makes projects whose attributes are drawn at random, empty ones too.
func (w *world) scattered(seed, count int) {
	gen := rapid.Custom(func(t *rapid.T) field.Values {
		vs := field.Values{"currency": field.Str(rapid.SampledFrom([]string{"EUR", "EUR", "GBP"}).Draw(t, "currency"))}
		maybe := func(key string, v func() field.Value) {
			if rapid.IntRange(0, 4).Draw(t, key) > 0 {
				vs[key] = v()
			}
		}
		option := func(key string) int64 { return rapid.SampledFrom(w.c.Get(key).Choices).Draw(t, key+" option").ID }
		maybe("stage", func() field.Value { return field.Int(option("stage")) })
		maybe("axes", func() field.Value {
			a, b := option("axes"), option("axes")
			if a == b {
				return field.List([]int64{a})
			}
			return field.List([]int64{a, b})
		})
		maybe("end", func() field.Value {
			return field.Int(int64(day.Of(2026, 1, 1)) + int64(rapid.IntRange(0, 900).Draw(t, "end day")))
		})
		maybe("light", func() field.Value { return field.Int(rapid.Int64Range(1, 5).Draw(t, "light")) })
		maybe("total_cost", func() field.Value { return field.Int(rapid.Int64Range(-1e6, 1e9).Draw(t, "cost")) })
		maybe("progress", func() field.Value { return field.Int(rapid.Int64Range(0, 1e6).Draw(t, "progress")) })
		return vs
	})
	edits := make([]project.Edit, count)
	for i := range edits {
		vs := gen.Example(seed + i)
		vs["name"], vs["unit"] = field.Str(fmt.Sprintf("P %d", i)), field.Int(w.unit)
		edits[i] = project.Edit{Values: vs}
	}
	w.write(0, edits...)
}

// Every cell opens on its projects: the condition of its line and its column keeps
// as many as it counts, and they come to what it shows.
func TestEachCellOfAPivotIsTheListOfItsConditions(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.scattered(1, 150)
	all := func(key string) string { return key + " is not empty or " + key + " is empty" }
	for _, c := range []snapshot.Crossing{
		{Rows: "stage", Columns: "end.quarter", Measures: "count,total_cost.sum,progress.weighted_mean"},
		{Rows: "axes,-light", Columns: "currency", Measures: "total_cost.maximum,end.minimum"},
		{Rows: "-end.year,stage,light", Measures: "progress.mean,light.worst,total_cost.count"},
		{Rows: "unit", Columns: "-end.month", Measures: "count"},
		{Columns: "stage", Measures: "total_cost.mean"},
	} {
		t.Run(c.Rows+" by "+c.Columns, func(t *testing.T) {
			got := w.pivot(t, snapshot.Query{}, c)
			agree := func(cell crossedCell, filter string) {
				t.Helper()
				rules, keys := map[string]field.Consolidation{}, []string{}
				for name := range strings.SplitSeq(c.Measures, ",") {
					key, rule, _ := strings.Cut(name, ".")
					rules[key], keys = field.Consolidation(rule), append(keys, key)
				}
				delete(rules, "count")
				res, err := w.live().List(w.who, snapshot.Query{Filter: filter, Totals: keys, Rules: rules})
				if err != nil {
					t.Fatalf("%s: %v", filter, err)
				}
				want(t, filter, cell.Count, len(res.Items))
				var totals map[string]json.RawMessage
				if err := json.Unmarshal(res.Names.AppendTotals(nil, w.c, res.Totals), &totals); err != nil {
					t.Fatal(err)
				}
				for i, key := range keys {
					if key == "count" {
						want(t, filter+": count", string(cell.Totals[i]), fmt.Sprintf(`{"rule":"count","filled":%d,"unread":0,"value":"%d"}`, cell.Count, cell.Count))
					} else {
						want(t, filter+": "+key, string(cell.Totals[i]), string(totals[key]))
					}
				}
			}
			agree(got.All, all("name"))
			for _, h := range got.Heads {
				agree(h, h.Filter)
			}
			var walk func(lines []crossedCell, above string)
			walk = func(lines []crossedCell, above string) {
				for _, l := range lines {
					at := above + "(" + l.Filter + ")"
					agree(l, at)
					sum := 0
					for _, cell := range l.Cells {
						agree(cell, at+" and ("+got.Heads[cell.At].Filter+")")
						sum += cell.Count
					}
					if len(got.Heads) > 0 {
						want(t, at+": its cells", sum, l.Count)
					}
					walk(l.Lines, at+" and ")
				}
			}
			walk(got.Lines, "")
		})
	}
}

func TestAPivotSharesByLineColumnAndWhole(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	stages := w.c.Get("stage").Choices
	for i, cost := range []int64{10, 20, 30, 40} {
		w.create(0, fmt.Sprint(i), field.Values{"stage": field.Int(stages[i/2].ID), "light": field.Int(int64(1 + i%2)), "total_cost": euros(cost)})
	}
	for share, wanted := range map[string]string{"row": "33.3 66.7 42.9 57.1", "column": "25 33.3 75 66.7", "all": "10 20 30 40", "": ""} {
		got := w.pivot(t, snapshot.Query{}, snapshot.Crossing{Rows: "stage", Columns: "light", Measures: "total_cost.sum,progress.mean", Share: share})
		var said []string
		for _, l := range got.Lines {
			for _, c := range l.Cells {
				if len(c.Shares) > 0 {
					said = append(said, *c.Shares[0])
					if c.Shares[1] != nil {
						t.Errorf("a mean is a part of something: %s", *c.Shares[1])
					}
				}
			}
		}
		want(t, "by "+share, strings.Join(said, " "), wanted)
	}
}

func TestAPivotNobodyCanReadIsRefused(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.scattered(7, 130)
	for _, c := range []snapshot.Crossing{
		{Rows: "gone"},
		{Rows: "stage,light,unit,type"},
		{Rows: "stage", Columns: "name"}, // a column a project
		{Rows: "stage", Columns: "end.week"},
		{Rows: "stage", Measures: "name.sum"},
		{Rows: "stage", Measures: "stage.count_by_value"},
		{Rows: "stage", Measures: "total_cost.weighted_mean"},
	} {
		if _, err := w.live().Pivot(w.who, snapshot.Query{}, c); err == nil {
			t.Errorf("%+v was accepted", c)
		}
	}
}

func BenchmarkPivotOfTenThousand(b *testing.B) {
	w := newWorld(b, dbtest.SQLite(b))
	for i := range 10 {
		w.scattered(i*1000, 1000)
	}
	s := w.live()
	for b.Loop() {
		p, err := s.Pivot(w.who, snapshot.Query{}, snapshot.Crossing{Rows: "stage,light,axes", Columns: "end.quarter", Measures: "count,total_cost.sum,progress.weighted_mean"})
		if err != nil {
			b.Fatal(err)
		}
		p.AppendPivot(nil)
	}
}
