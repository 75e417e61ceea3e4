package rate

import (
	"math/big"
	"slices"
	"strings"

	"vigie/ground/money"
)

// Round rounds an exact amount, in 1/10,000, to the minor unit of a currency,
// half away from zero.
func Round(x *big.Rat, currency string) *big.Int {
	step := stepOf(currency)
	num, den := x.Num(), new(big.Int).Mul(x.Denom(), step)
	return new(big.Int).Mul(quotient(num, den), step)
}

// stepOf is the minor unit of a currency in 1/10,000.
func stepOf(currency string) *big.Int {
	step := int64(money.Scale)
	for range money.Places(currency) {
		step /= 10
	}
	return big.NewInt(step)
}

// quotient divides, rounded half away from zero; den is above zero.
func quotient(num, den *big.Int) *big.Int {
	twice := new(big.Int).Lsh(num, 1)
	if num.Sign() >= 0 {
		twice.Add(twice, den)
	} else {
		twice.Sub(twice, den)
	}
	return twice.Quo(twice, new(big.Int).Lsh(den, 1))
}

// Share rounds exact parts, in 1/10,000, to the minor unit of a currency so that
// they sum to the whole: each to the unit below or above, those with the largest
// remainder up first, ties in their order. A whole that the parts cannot make
// leaves each rounded by itself.
func Share(whole *big.Int, parts []*big.Rat, currency string) []*big.Int {
	step := stepOf(currency)
	out := make([]*big.Int, len(parts))
	rests := make([]*big.Rat, len(parts))
	left := new(big.Int).Set(whole)
	for i, p := range parts {
		den := new(big.Int).Mul(p.Denom(), step)
		floor, rest := new(big.Int).DivMod(p.Num(), den, new(big.Int))
		out[i] = floor.Mul(floor, step)
		rests[i] = new(big.Rat).SetFrac(rest, den)
		left.Sub(left, out[i])
	}
	units, odd := new(big.Int).QuoRem(left, step, new(big.Int))
	if odd.Sign() != 0 || units.Sign() < 0 || units.Cmp(big.NewInt(int64(len(parts)))) > 0 {
		for i, p := range parts {
			out[i] = Round(p, currency)
		}
		return out
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rests[b].Cmp(rests[a]) })
	for _, i := range order[:units.Int64()] {
		out[i].Add(out[i], step)
	}
	return out
}

// Text is what one unit is worth, as people read it: exactly where twelve places
// are enough, else to ten figures.
func (u Used) Text() string {
	if n, exact := u.Worth.FloatPrec(); exact && n <= places {
		return trimmed(u.Worth.FloatString(places))
	}
	figures := 9
	for limit := big.NewRat(1, 1); u.Worth.Cmp(limit) < 0 && figures < 30; figures++ {
		limit.Mul(limit, big.NewRat(1, 10))
	}
	return trimmed(u.Worth.FloatString(figures))
}

func trimmed(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
