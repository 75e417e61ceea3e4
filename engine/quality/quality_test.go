package quality

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/money"
)

func TestTheScoreIsTheProductOfItsThreeFactors(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Input
		want Score
	}{
		{"complete, fresh and consistent", Input{Filled: 9, Required: 9, Days: 31, Rhythm: 31}, Score{100 * money.Scale, money.Scale, money.Scale, money.Scale}},
		{"nothing required is complete", Input{Rhythm: 31}, Score{100 * money.Scale, money.Scale, money.Scale, money.Scale}},
		{"half way to three rhythms", Input{Filled: 1, Required: 1, Days: 62, Rhythm: 31}, Score{50 * money.Scale, money.Scale, money.Scale / 2, money.Scale}},
		{"one day after the rhythm", Input{Filled: 1, Required: 1, Days: 32, Rhythm: 31}, Score{983871, money.Scale, 9839, money.Scale}},
		{"at three rhythms", Input{Filled: 1, Required: 1, Days: 93, Rhythm: 31}, Score{0, money.Scale, 0, money.Scale}},
		{"two findings", Input{Filled: 1, Required: 1, Rhythm: 31, Findings: 2}, Score{80 * money.Scale, money.Scale, money.Scale, 8000}},
		{"eleven findings", Input{Filled: 1, Required: 1, Rhythm: 31, Findings: 11}, Score{0, money.Scale, money.Scale, 0}},
		{"three quarters, half, nine tenths", Input{Filled: 3, Required: 4, Days: 20, Rhythm: 10, Findings: 1}, Score{337500, 7500, 5000, 9000}},
	} {
		if got := Of(c.in); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func inputs() *rapid.Generator[Input] {
	return rapid.Custom(func(t *rapid.T) Input {
		required := rapid.Int64Range(0, 50_000).Draw(t, "required")
		return Input{
			Filled: rapid.Int64Range(0, required).Draw(t, "filled"), Required: required,
			Days: rapid.Int64Range(0, 4000).Draw(t, "days"), Rhythm: rapid.Int64Range(1, 3650).Draw(t, "rhythm"), Findings: rapid.Int64Range(0, 15).Draw(t, "findings"),
		}
	})
}

// oracle computes the score as the product document words it, in fractions.
func oracle(in Input) *big.Rat {
	c, f, k := big.NewRat(1, 1), big.NewRat(0, 1), big.NewRat(0, 1)
	if in.Required > 0 {
		c = big.NewRat(in.Filled, in.Required)
	}
	if in.Days <= in.Rhythm {
		f = big.NewRat(1, 1)
	} else if in.Days < 3*in.Rhythm {
		f.Sub(big.NewRat(1, 1), big.NewRat(in.Days-in.Rhythm, 2*in.Rhythm))
	}
	if in.Findings < 10 {
		k.Sub(big.NewRat(1, 1), big.NewRat(in.Findings, 10))
	}
	out := big.NewRat(100, 1)
	return out.Mul(out, c).Mul(out, f).Mul(out, k)
}

func TestTheScoreIsExactToItsLastPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "in")
		got := big.NewRat(int64(Of(in).Value), money.Scale)
		off := new(big.Rat).Sub(got, oracle(in))
		if off.Abs(off).Cmp(big.NewRat(1, 2*money.Scale)) > 0 {
			t.Fatalf("%+v: got %s, want %s", in, got.FloatString(6), oracle(in).FloatString(6))
		}
	})
}

func TestABetterProjectNeverScoresLower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		worse := inputs().Draw(t, "in")
		better := worse
		switch rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			better.Filled = rapid.Int64Range(worse.Filled, worse.Required).Draw(t, "filled")
		case 1:
			better.Days = rapid.Int64Range(0, worse.Days).Draw(t, "days")
		default:
			better.Findings = rapid.Int64Range(0, worse.Findings).Draw(t, "findings")
		}
		low, high := Of(worse), Of(better)
		if high.Value < low.Value || low.Value < 0 || high.Value > full {
			t.Fatalf("%+v: got %v; %+v: got %v", worse, low, better, high)
		}
	})
}

func someScores(t *rapid.T) []Weighed {
	n := rapid.IntRange(1, 20).Draw(t, "projects")
	all := make([]Weighed, n)
	for i := range all {
		all[i] = Weighed{Of(inputs().Draw(t, "in")), rapid.Int64Range(-5, 1e15).Draw(t, "budget")}
	}
	return all
}

func TestAPortfolioScoresBetweenItsWorstAndItsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someScores(t)
		low, high := all[0].Value, all[0].Value
		for _, w := range all {
			low, high = min(low, w.Value), max(high, w.Value)
		}
		if got, _ := Mean(all); got.Value < low || got.Value > high {
			t.Fatalf("got %v, want from %v to %v", got.Value, low, high)
		}
	})
}

func TestThePortfolioIsWeighedByBudgetAndElseByCount(t *testing.T) {
	good, bad := Of(Input{Rhythm: 31}), Of(Input{Rhythm: 31, Findings: 10})
	for _, c := range []struct {
		name  string
		all   []Weighed
		want  money.Amount
		known bool
	}{
		{"three to one", []Weighed{{good, 3}, {bad, 1}}, 75 * money.Scale, true},
		{"no budget is known", []Weighed{{good, 0}, {bad, 0}, {bad, 0}}, 333333, false},
		{"one budget is not known, and weighs as the mean of the others", []Weighed{{good, 6}, {bad, 2}, {bad, 0}}, 50 * money.Scale, true},
		{"no projects", nil, 0, false},
	} {
		if got, known := Mean(c.all); got.Value != c.want || known != c.known {
			t.Errorf("%s: got %v, %t; want %v, %t", c.name, got.Value, known, c.want, c.known)
		}
	}
}

func TestTheSizeOfTheCurrencyDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someScores(t)
		larger := make([]Weighed, len(all))
		by := rapid.Int64Range(1, 1000).Draw(t, "by")
		for i, w := range all {
			larger[i] = Weighed{w.Score, w.Budget * by}
		}
		got, _ := Mean(larger)
		if want, _ := Mean(all); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
