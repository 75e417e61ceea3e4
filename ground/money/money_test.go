package money_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/label"
	"vigie/ground/money"
)

func TestParseReadsPlainDecimalsExactly(t *testing.T) {
	for in, want := range map[string]money.Amount{
		"0": 0, "1": 10_000, "-1.5": -15_000, "+2.25": 22_500, "0001.10": 11_000, "1234.56785": 12_345_679, "-0.00005": -1, "0.00004": 0,
		"9000000000000": money.Max,
	} {
		if got, err := money.Parse(in); err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", ".", "1.", ".5", "1,5", "0x10", "1e5", "NaN", "Inf", " 1", "1 ", "--1", "9000000000000.0001", "99999999999999999999", "١"} {
		if got, err := money.Parse(in); err == nil {
			t.Errorf("Parse(%q) = %d, want an error", in, got)
		}
	}
}

func TestTextAndJSONGoThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount(rapid.Int64Range(int64(money.Min), int64(money.Max)).Draw(t, "a"))
		if got, err := money.Parse(a.String()); err != nil || got != a {
			t.Fatalf("Parse(%q) = %d, %v", a.String(), got, err)
		}
		b, err := json.Marshal(a)
		var got money.Amount
		if err != nil || json.Unmarshal(b, &got) != nil || got != a {
			t.Fatalf("JSON %s gives %d, want %d", b, got, a)
		}
	})
}

func TestFixedRoundsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		a      money.Amount
		places int
		want   string
	}{{12_345, 2, "1.23"}, {12_350, 2, "1.24"}, {-12_350, 2, "-1.24"}, {-12_349, 2, "-1.23"}, {5_000, 0, "1"}, {-5_000, 0, "-1"}, {4_999, 0, "0"}, {1, 4, "0.0001"}, {0, 2, "0.00"}} {
		if got := c.a.Fixed(c.places); got != c.want {
			t.Errorf("Fixed(%d, %d) = %s, want %s", c.a, c.places, got, c.want)
		}
	}
}

// Every split sums to the total exactly, no part is a unit or more away from
// its share, and equal weights differ by at most one unit.
func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "places")
		step := int64(1)
		for range 4 - places {
			step *= 10
		}
		total := money.Amount(rapid.Int64Range(-1e12, 1e12).Draw(t, "units") * step)
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1e6), 1, 20).Draw(t, "weights")
		parts := money.Split(total, places, weights)
		var sum, all int64
		for _, w := range weights {
			all += w
		}
		for i, p := range parts {
			sum += int64(p)
			if int64(p)%step != 0 {
				t.Fatalf("part %d is %d, no multiple of %d", i, p, step)
			}
			w, of := weights[i], all
			if all == 0 {
				w, of = 1, int64(len(weights))
			}
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(w)), big.NewInt(of))
			away := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(int64(p)))
			if away.Abs(away).Cmp(new(big.Rat).SetInt64(step)) >= 0 {
				t.Fatalf("part %d is %d, a unit or more from its share", i, p)
			}
		}
		if sum != int64(total) {
			t.Fatalf("the parts sum to %d, want %d", sum, total)
		}
	})
}

func TestMulDivIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b"), rapid.Int64().Draw(t, "c")
		got, ok := money.MulDiv(a, b, c)
		if c == 0 {
			if ok {
				t.Fatal("divided by zero")
			}
			return
		}
		n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		d := big.NewInt(c)
		q, r := new(big.Int).QuoRem(new(big.Int).Abs(n), new(big.Int).Abs(d), new(big.Int))
		if r.Lsh(r, 1).Cmp(new(big.Int).Abs(d)) >= 0 {
			q.Add(q, big.NewInt(1))
		}
		if n.Sign()*d.Sign() < 0 {
			q.Neg(q)
		}
		if ok && (!q.IsInt64() || q.Int64() != got) {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, want %s", a, b, c, got, q)
		}
		if !ok && q.IsInt64() && q.Int64() != -1<<63 {
			t.Fatalf("MulDiv(%d, %d, %d) refused, want %s", a, b, c, q)
		}
	})
}

func TestReadersSeeTheirOwnSeparators(t *testing.T) {
	a := money.Units(-1234567) - 5000
	if got := a.In(label.FR); got != "-1\u202f234\u202f567,5" {
		t.Errorf("got %q", got)
	}
	if got := a.In(label.EN); got != "-1,234,567.5" {
		t.Errorf("got %q", got)
	}
}

func TestCurrencyKnowsSymbolsCodesAndPlaces(t *testing.T) {
	for in, want := range map[string]string{"€": "EUR", "£": "GBP", "eur": "EUR", " usd ": "USD", "M€": "", "XYZ": "", "": ""} {
		if got := money.Currency(in); got != want {
			t.Errorf("Currency(%q) = %q, want %q", in, got, want)
		}
	}
	for code, want := range map[string]int{"EUR": 2, "JPY": 0, "KWD": 3} {
		if got := money.Places(code); got != want {
			t.Errorf("Places(%s) = %d, want %d", code, got, want)
		}
	}
}
