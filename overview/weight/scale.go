package weight

import (
	"math"
	"math/big"

	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// Scale says what amounts weigh: in proportion to what a project of the portfolio
// costs on average, at the one of both dates where that is more. Currencies with a
// rate are taken together, converted by the rates of the page; one without is
// measured against the projects in it. So a larger amount never weighs less than a
// smaller one of its currency, whatever its project costs, and how many projects
// there are changes nothing.
type Scale map[string]factor

// factor is what 1/10,000 of a currency weighs, in 1/Fine.
type factor struct{ num, den *big.Int }

// costs are what some projects cost.
type costs struct {
	sum   *big.Rat
	count int64
}

// plus adds the costs of other projects, of which one unit has some worth.
func (c costs) plus(other costs, worth *big.Rat) costs {
	if c.sum == nil {
		c.sum = new(big.Rat)
	}
	worthy := new(big.Rat).Mul(other.sum, worth)
	return costs{worthy.Add(worthy, c.sum), c.count + other.count}
}

// mean is what one of the projects costs; 0 where none does.
func (c costs) mean() *big.Rat {
	if c.count == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(c.sum, new(big.Rat).SetInt64(c.count))
}

// Of makes the scale of changes between two readings of a portfolio.
func Of(now, was *snapshot.Set) Scale {
	out, book := Scale{}, now.Snapshot.Rates()
	set := func(currency string, worth, mean *big.Rat) {
		if mean.Sign() > 0 {
			x := new(big.Rat).SetInt64(average * Fine)
			x.Mul(x, worth).Quo(x, mean)
			out[currency] = factor{x.Num(), x.Denom()}
		}
	}
	together, one := new(big.Rat), big.NewRat(1, 1)
	apart := map[string]*big.Rat{}
	for _, side := range []*snapshot.Set{now, was} {
		var converted costs
		for currency, c := range costsOf(side) {
			if used, known := book.Of(currency); known {
				converted = converted.plus(c, used.Worth)
			} else if a := c.mean(); apart[currency] == nil || a.Cmp(apart[currency]) > 0 {
				apart[currency] = a
			}
		}
		if a := converted.mean(); a.Cmp(together) > 0 {
			together = a
		}
	}
	for currency, mean := range apart {
		set(currency, one, mean)
	}
	for _, used := range book.All() {
		set(used.From, used.Worth, together)
	}
	if book != nil {
		set(book.Into, one, together)
	}
	return out
}

// costsOf are what the projects of a reading cost, by currency.
func costsOf(x *snapshot.Set) map[string]costs {
	f := x.Snapshot.Catalogue.Get("total_cost")
	if f == nil {
		return nil
	}
	type sum struct {
		total big.Int
		count int64
	}
	of, get := map[string]*sum{}, x.Get(f)
	var n big.Int
	var last *sum // that of the row before, which is mostly of the same currency
	lastCurrency := ""
	for _, row := range x.Rows {
		v := get(row)
		if !v.Set || v.N <= 0 {
			continue
		}
		if currency := x.Snapshot.CurrencyOf(row); last == nil || currency != lastCurrency {
			if of[currency] == nil {
				of[currency] = &sum{}
			}
			last, lastCurrency = of[currency], currency
		}
		last.total.Add(&last.total, n.SetInt64(v.N))
		last.count++
	}
	out := make(map[string]costs, len(of))
	for currency, s := range of {
		out[currency] = costs{new(big.Rat).SetInt(&s.total), s.count}
	}
	return out
}

// Amount is what an amount weighs, in 1/Fine; 0 in a currency that is not measured.
func (s Scale) Amount(n int64, currency string) int64 {
	f, known := s[currency]
	if !known {
		return 0
	}
	w := big.NewInt(abs(n))
	if w.Mul(w, f.num).Quo(w, f.den); !w.IsInt64() {
		return heaviest
	}
	return min(w.Int64(), heaviest)
}

// heaviest is what one amount weighs at most, so that some of them can be added up.
const heaviest = math.MaxInt64 / 200

// Share is by how much of what it was a cost moved, in 1/10,000; 0 where nobody can
// say. It puts two changes in order that weigh the same.
func Share(was, now field.Value) int64 {
	if !was.Set || !now.Set || was.N == 0 {
		return 0
	}
	if n, ok := money.MulDiv(abs(now.N-was.N), money.Scale, abs(was.N)); ok {
		return n
	}
	return math.MaxInt64
}
