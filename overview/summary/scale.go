package summary

import (
	"cmp"
	"math"
	"math/big"

	"vigie/ground/money"
)

// fine is how many parts a weight has within, so small that amounts of one currency
// that differ never weigh the same.
const fine = 10_000_000_000

// scale says what amounts weigh: in proportion to what a project of the portfolio
// costs on average, at the one of both dates where that is more. Currencies with a
// rate are taken together, converted by the rates of the page; one without is
// measured against the projects in it. So a larger amount never weighs less than a
// smaller one of its currency, whatever its project costs, and how many projects
// there are changes nothing.
type scale map[string]factor

// factor is what 1/10,000 of a currency weighs, in 1/fine.
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

// average is what one of the projects costs; 0 where none does.
func (c costs) average() *big.Rat {
	if c.count == 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(c.sum, new(big.Rat).SetInt64(c.count))
}

// scaleOf makes the scale of a page.
func scaleOf(now, was *reading) scale {
	out, book := scale{}, now.Rates()
	set := func(currency string, worth, average *big.Rat) {
		if average.Sign() > 0 {
			x := new(big.Rat).SetInt64(averageWeight * fine)
			x.Mul(x, worth).Quo(x, average)
			out[currency] = factor{x.Num(), x.Denom()}
		}
	}
	together, one := new(big.Rat), big.NewRat(1, 1)
	apart := map[string]*big.Rat{}
	for _, r := range []*reading{now, was} {
		var converted costs
		for currency, c := range r.costs() {
			if used, known := book.Of(currency); known {
				converted = converted.plus(c, used.Worth)
			} else if a := c.average(); apart[currency] == nil || a.Cmp(apart[currency]) > 0 {
				apart[currency] = a
			}
		}
		if a := converted.average(); a.Cmp(together) > 0 {
			together = a
		}
	}
	for currency, average := range apart {
		set(currency, one, average)
	}
	for _, used := range book.All() {
		set(used.From, used.Worth, together)
	}
	if book != nil {
		set(book.Into, one, together)
	}
	return out
}

// costs are what the projects of a reading cost, by currency.
func (r *reading) costs() map[string]costs {
	f := r.Catalogue.Get("total_cost")
	if f == nil {
		return nil
	}
	type sum struct {
		total big.Int
		count int64
	}
	of, get := map[string]*sum{}, r.set.Get(f)
	var n big.Int
	var last *sum // that of the row before, which is mostly of the same currency
	lastCurrency := ""
	for _, row := range r.rows {
		v := get(row)
		if !v.Set || v.N <= 0 {
			continue
		}
		if currency := r.CurrencyOf(row); last == nil || currency != lastCurrency {
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

// weight is what an amount weighs, in 1/fine.
func (s scale) weight(n int64, currency string) int64 {
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

// relative puts two changes that weigh the same in order: by how much of what its
// project cost before its cost moved.
func (d *differ) relative(a, b moveOf) int {
	return cmp.Compare(d.share(a), d.share(b))
}

// share is by how much of what it was the cost of a project moved, in 1/10,000; 0
// for one whose cost did not.
func (d *differ) share(m moveOf) int64 {
	if m.kind != WasChanged {
		return 0
	}
	for _, i := range m.fields {
		if d.fields[i].Key != "total_cost" {
			continue
		}
		was, now := d.gets[0][i](m.then), d.gets[1][i](m.row)
		if !was.Set || !now.Set || was.N == 0 {
			return 0
		}
		if n, ok := money.MulDiv(abs(now.N-was.N), money.Scale, abs(was.N)); ok {
			return n
		}
		return math.MaxInt64
	}
	return 0
}
