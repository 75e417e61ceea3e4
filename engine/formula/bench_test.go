package formula

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
)

const benchRows = 10_000

// columns is a source as the snapshot is one: typed columns.
type columns struct {
	cost  []int64
	stage []int64
	name  []string
}

func (c *columns) Attribute(id int64) func(int32) Value {
	switch id {
	case aName:
		return func(row int32) Value { return Value{S: c.name[row]} }
	case aStage:
		return func(row int32) Value { return Value{N: c.stage[row]} }
	}
	return func(row int32) Value { return Value{N: c.cost[row]} }
}
func (c *columns) Children(int32) []int32 { return nil }
func (c *columns) Currency(int32) string  { return "EUR" }
func (c *columns) Today() day.Day         { return 1 }

type fastColumns struct{ columns }

func (c *fastColumns) Numbers(id int64) func(int32) (int64, bool) {
	switch id {
	case aName:
		return nil
	case aStage:
		return func(row int32) (int64, bool) { return c.stage[row], true }
	}
	return func(row int32) (int64, bool) { return c.cost[row], true }
}

func (c *fastColumns) Folded(int64) func(int32) string {
	folded := make([]string, len(c.name))
	for i, s := range c.name {
		folded[i] = label.Fold(s)
	}
	return func(row int32) string { return folded[row] }
}

func filled() columns {
	c := columns{}
	for i := range int64(benchRows) {
		c.cost = append(c.cost, i*7919%2_000_000*10_000)
		c.stage = append(c.stage, i%3+1)
		c.name = append(c.name, []string{"Réseau de paie", "Portal for citizens", "EXPADON 2"}[i%3])
	}
	return c
}

func benchFilter(b *testing.B, filter string, src Source) {
	e, err := ParseFilter(filter, label.EN, catalogue)
	if err != nil {
		b.Fatal(err)
	}
	holds := Predicate(e, src)
	count := 0
	for b.Loop() {
		for row := range int32(benchRows) {
			if holds(row) {
				count++
			}
		}
	}
	if count == 0 {
		b.Fatal("no row holds")
	}
}

// Over 10,000 rows; the budget of the first two is 1 ms.
func BenchmarkFilterNumbers(b *testing.B) {
	c := filled()
	benchFilter(b, `total_cost > 1000000 and stage = "run"`, &fastColumns{c})
}

func BenchmarkFilterValues(b *testing.B) {
	c := filled()
	benchFilter(b, `total_cost > 1000000 and stage = "run"`, &c)
}

func BenchmarkFilterText(b *testing.B) {
	c := filled()
	benchFilter(b, `name ~ "pai" or name in ("expadon 2", "x")`, &c)
}

func BenchmarkFilterFoldedText(b *testing.B) {
	c := filled()
	benchFilter(b, `name ~ "pai" or name in ("expadon 2", "x")`, &fastColumns{c})
}

func BenchmarkFormula(b *testing.B) {
	c := filled()
	benchFilter(b, `IF(stage = "run", total_cost * (1 + 10%), ROUND(total_cost, -3)) - MAX(total_cost, 5) > 0`, &fastColumns{c})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := ParseFilter(`stage = "run" and total_cost > 1000000 and (name ~ "pay" or manager = me)`, label.EN, catalogue); err != nil {
			b.Fatal(err)
		}
	}
}
