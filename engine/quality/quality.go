// Package quality says how far the figures of a project can be trusted: how
// complete they are, how fresh, and how consistent with one another. It is pure
// and exact: every ratio is kept as a fraction until it is written.
package quality

import (
	"math/big"

	"vigie/ground/money"
)

// full is the score of a project whose figures are complete, fresh and consistent.
const full = 100 * money.Scale

// tenths is how many open findings leave no consistency.
const tenths = 10

// Input is what the score of one project is made from.
type Input struct {
	Filled   int64 // the weights of the required attributes that have a value
	Required int64 // the weights of all required attributes; 0 when nothing is required
	Days     int64 // since the last update
	Rhythm   int64 // how many days may pass between two updates; at least 1
	Findings int64 // open findings of the rules
}

// Score is a trust score and its three factors. The score goes from 0 to 100,
// each factor from 0 to 1; all count ten-thousandths.
type Score struct {
	Value        money.Amount
	Completeness money.Amount
	Freshness    money.Amount
	Consistency  money.Amount
}

// Of returns the score of a project: completeness × freshness × consistency.
// Completeness is the share, by weight, of the required attributes that are
// filled; it is 1 when none is required. Freshness is 1 within the rhythm and
// falls evenly to 0 at three rhythms. Consistency loses a tenth for each open
// finding, and is never below 0. The product is rounded once, half up.
func Of(in Input) Score {
	c, f, k := in.completeness(), in.freshness(), in.consistency()
	product := fraction{c.n * f.n * k.n, c.d * f.d * k.d}
	return Score{product.times(full), c.times(money.Scale), f.times(money.Scale), k.times(money.Scale)}
}

// fraction is n / d, between 0 and 1.
type fraction struct{ n, d int64 }

// times returns the fraction of a whole, rounded half up.
func (f fraction) times(whole int64) money.Amount {
	n, _ := money.MulDiv(f.n, whole, f.d) // at most the whole, and nothing is negative
	return money.Amount(n)
}

func (in Input) completeness() fraction {
	if in.Required <= 0 {
		return fraction{1, 1}
	}
	return fraction{min(max(in.Filled, 0), in.Required), in.Required}
}

func (in Input) freshness() fraction {
	rhythm := max(in.Rhythm, 1)
	switch {
	case in.Days <= rhythm:
		return fraction{1, 1}
	case in.Days >= 3*rhythm:
		return fraction{0, 1}
	}
	return fraction{3*rhythm - in.Days, 2 * rhythm}
}

func (in Input) consistency() fraction {
	return fraction{tenths - min(max(in.Findings, 0), tenths), tenths}
}

// Weighed is the score of one project in a portfolio. Budget is what it weighs;
// 0 or less when that is not known.
type Weighed struct {
	Score
	Budget int64
}

// Mean returns the score of a portfolio and its three factors, each a mean
// weighed by budget. A project whose budget is not known weighs as much as the
// mean of those that are; when none is known, all weigh the same. known says
// whether budgets weighed. It is zero for no projects.
func Mean(all []Weighed) (s Score, known bool) {
	count, sum := int64(0), new(big.Int)
	for _, w := range all {
		if w.Budget > 0 {
			count++
			sum.Add(sum, big.NewInt(w.Budget))
		}
	}
	if len(all) == 0 {
		return Score{}, false
	}
	// Weights are budgets times the number of known ones, so that the mean of
	// those, sum / count, is whole: it becomes sum.
	unknown := sum
	if count == 0 {
		unknown = big.NewInt(1)
	}
	var m mean
	for _, w := range all {
		weight := unknown
		if w.Budget > 0 {
			weight = new(big.Int).Mul(big.NewInt(w.Budget), big.NewInt(count))
		}
		m.add(w.Score, weight)
	}
	return m.score(), count > 0
}

type mean struct {
	sums [4]big.Int
	by   big.Int
}

func (m *mean) add(s Score, weight *big.Int) {
	var n big.Int
	for i, v := range []money.Amount{s.Value, s.Completeness, s.Freshness, s.Consistency} {
		m.sums[i].Add(&m.sums[i], n.Mul(big.NewInt(int64(v)), weight))
	}
	m.by.Add(&m.by, weight)
}

func (m *mean) score() Score {
	var out [4]money.Amount
	for i := range m.sums {
		n := new(big.Int).Lsh(&m.sums[i], 1)
		n.Add(n, &m.by)
		out[i] = money.Amount(n.Quo(n, new(big.Int).Lsh(&m.by, 1)).Int64())
	}
	return Score{out[0], out[1], out[2], out[3]}
}
