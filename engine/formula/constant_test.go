package formula

import (
	"strings"
	"testing"

	"vigie/ground/label"
)

// fixed is a table beside constants of the platform.
type fixed struct {
	table
	values   map[int64]Value
	currency string
}

func (f fixed) Constant(id int64) (Value, string, bool) {
	v, ok := f.values[id]
	return v, f.currency, ok
}

// TestAConstantIsWorthItsLiteral computes with an attribute that is a constant what a
// literal in its place gives, in every row.
func TestAConstantIsWorthItsLiteral(t *testing.T) {
	rows := table{rows: []map[int64]Value{{}}}
	a, ok := catalogue.Find("total_cost", label.EN)
	if !ok {
		t.Fatal("the world has no total_cost")
	}
	for _, src := range []string{"total_cost * 2", "total_cost > 100", "total_cost / 3 + 5", "IF(total_cost > 650, 1, 2)", "SUM(total_cost, 1)"} {
		with, err := Parse(src, label.EN, catalogue)
		if err != nil {
			t.Fatal(src, err)
		}
		number, err := Parse(strings.ReplaceAll(src, "total_cost", "650"), label.EN, catalogue)
		if err != nil {
			t.Fatal(src, err)
		}
		for _, currency := range []string{"", rows.Currency(0)} {
			one := Compile(with, fixed{rows, map[int64]Value{a.ID: {N: 650 * 10_000}}, currency})(0)
			two := Compile(number, rows)(0)
			if one.N != two.N || one.Null != two.Null || one.Err != two.Err {
				t.Errorf("%s in %q: got %+v, want %+v", src, currency, one, two)
			}
		}
		other := Compile(with, fixed{rows, map[int64]Value{a.ID: {N: 650 * 10_000}}, "XXX"})(0)
		if rows.Currency(0) != "" && other.Err != MixedCurrencies {
			t.Errorf("%s in another currency: got %+v, want it refused", src, other)
		}
		none := Compile(with, fixed{rows, map[int64]Value{a.ID: Empty}, "XXX"})(0)
		if none.Err != 0 {
			t.Errorf("%s before there is a value: got %+v, want no error", src, none)
		}
	}
}
