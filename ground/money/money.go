// Package money holds exact decimals: amounts, and the other numbers people
// type. Nothing here is ever a floating point number.
package money

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"vigie/ground/label"
)

// Scale is how many parts a unit has: an Amount counts ten-thousandths.
const Scale = 10_000

// Amount is an exact decimal with four places, counted in 1/10,000. It holds
// about ±922 million million. It is used for money, in a currency given beside
// it, for plain numbers, and for percentages (in points: 12.5 % is 12.5).
type Amount int64

// Max and Min bound one value that is accepted: nine million million units.
// Sums are checked (Add), for a hundred of them would no longer fit.
const (
	Max Amount = 9_000_000_000_000 * Scale
	Min        = -Max
)

// Units returns n whole units.
func Units(n int64) Amount { return Amount(n * Scale) }

// ErrRange says that a number does not fit.
var ErrRange = errors.New("number out of range")

// Parse reads a plain decimal: an optional sign, digits, and an optional point
// with digits, as APIs and files for machines write it. More than four places
// are rounded half away from zero.
func Parse(s string) (Amount, error) {
	t, neg := strings.CutPrefix(s, "-")
	if !neg {
		t = strings.TrimPrefix(t, "+")
	}
	whole, frac, point := strings.Cut(t, ".")
	if whole == "" || point && frac == "" || !allDigits(whole) || !allDigits(frac) {
		return 0, errors.New(strconv.Quote(s) + " is not a decimal number like 1234.50")
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > 13 {
		return 0, ErrRange
	}
	up := len(frac) > 4 && frac[4] >= '5'
	n, err := strconv.ParseInt("0"+whole+(frac + "0000")[:4], 10, 64)
	if err != nil {
		return 0, ErrRange
	}
	if up {
		n++
	}
	if neg {
		n = -n
	}
	if a := Amount(n); a <= Max && a >= Min {
		return a, nil
	}
	return 0, ErrRange
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Float reads a number of a spreadsheet cell by its shortest decimal form.
// It is the only way in for binary numbers, and rounds to four places.
func Float(f float64) (Amount, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) || math.Abs(f) >= 1e13 {
		return 0, ErrRange
	}
	return Parse(strconv.FormatFloat(f, 'f', -1, 64))
}

// String returns the plain decimal with as many places as it needs: "1234.5".
func (a Amount) String() string {
	s := a.Fixed(4)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// Fixed returns the plain decimal with exactly 0 to 4 places, rounded half
// away from zero: Units(3).Fixed(2) is "3.00".
func (a Amount) Fixed(places int) string {
	step := pow10(4 - places)
	n := int64(a.Round(places)) / step
	neg := n < 0
	u := uint64(n)
	if neg {
		u = -u
	}
	s := strconv.FormatUint(u, 10)
	if places > 0 {
		if len(s) <= places {
			s = strings.Repeat("0", places+1-len(s)) + s
		}
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	if neg {
		s = "-" + s
	}
	return s
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// Round rounds half away from zero to 0 to 4 places.
func (a Amount) Round(places int) Amount {
	step := Amount(pow10(4 - places))
	r := a % step
	a -= r
	if r >= step-r {
		a += step
	} else if -r >= step+r {
		a -= step
	}
	return a
}

// MulDiv returns a × b ÷ c, computed exactly and rounded half away from zero;
// ok is false when c is zero or the result does not fit.
func MulDiv(a, b, c int64) (n int64, ok bool) {
	if c == 0 {
		return 0, false
	}
	neg := (a < 0) != (b < 0) != (c < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	d := magnitude(c)
	if hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if r >= d-r {
		q++
	}
	if q > math.MaxInt64 {
		return 0, false
	}
	if neg {
		return -int64(q), true
	}
	return int64(q), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Mul returns the product of two decimals, rounded to four places.
func (a Amount) Mul(b Amount) (Amount, bool) {
	n, ok := MulDiv(int64(a), int64(b), Scale)
	return Amount(n), ok
}

// Div returns the quotient of two decimals, rounded to four places; ok is
// false when b is zero or the result does not fit.
func (a Amount) Div(b Amount) (Amount, bool) {
	n, ok := MulDiv(int64(a), Scale, int64(b))
	return Amount(n), ok
}

// Add returns the sum; ok is false when it does not fit.
func (a Amount) Add(b Amount) (Amount, bool) {
	s := a + b
	return s, (b >= 0) == (s >= a)
}

// Split shares a total over weights so that the parts sum to the total exactly,
// each a multiple of 10^-places: the largest-remainder method, ties to the
// first. Weights must not be negative; when all are zero they count as equal.
// The total must itself be a multiple of 10^-places, or the rest goes to the first part.
func Split(total Amount, places int, weights []int64) []Amount {
	parts := make([]Amount, len(weights))
	if len(weights) == 0 {
		return parts
	}
	step := pow10(4 - places)
	units := int64(total) / step
	var sum int64
	for _, w := range weights {
		sum += w
	}
	left := units
	rests := make([]int64, len(weights))
	for i, w := range weights {
		if sum == 0 {
			w = 1
		}
		whole, rest := share(units, w, max(sum, weightless(sum, len(weights))))
		parts[i], rests[i] = Amount(whole*step), rest
		left -= whole
	}
	sign := int64(1)
	if left < 0 {
		sign = -1
	}
	for ; left != 0; left -= sign {
		best := 0
		for i := range rests {
			if rests[i] > rests[best] {
				best = i
			}
		}
		parts[best] += Amount(sign * step)
		rests[best] = -1
	}
	parts[0] += Amount(int64(total) % step)
	return parts
}

func weightless(sum int64, n int) int64 {
	if sum == 0 {
		return int64(n)
	}
	return 0
}

// share returns n × w ÷ sum truncated towards zero, and the size of what was cut.
func share(n, w, sum int64) (whole, rest int64) {
	hi, lo := bits.Mul64(magnitude(n), uint64(w))
	q, r := bits.Div64(hi, lo, uint64(sum))
	if n < 0 {
		return -int64(q), int64(r)
	}
	return int64(q), int64(r)
}

// In returns the number as it is read in language l, with as many places as it
// needs: "1 234,5" in French (narrow no-break space), "1,234.5" in English.
func (a Amount) In(l label.Lang) string { return Group(a.String(), l) }

// Group writes a plain decimal with the separators of language l.
func Group(plain string, l label.Lang) string {
	sep, point := ",", "."
	if l == label.FR {
		sep, point = "\u202f", ","
	}
	if own := label.Adopted().Numbers[l]; own.Point != "" {
		sep, point = own.Group, own.Point
	}
	t, neg := strings.CutPrefix(plain, "-")
	whole, frac, has := strings.Cut(t, ".")
	var b strings.Builder
	if neg {
		b.WriteString("-")
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(c)
	}
	if has {
		b.WriteString(point + frac)
	}
	return b.String()
}

// MarshalJSON writes the plain decimal as a string: "1234.5".
func (a Amount) MarshalJSON() ([]byte, error) { return []byte(`"` + a.String() + `"`), nil }

// UnmarshalJSON reads a decimal string, or a JSON number by its own digits.
func (a *Amount) UnmarshalJSON(b []byte) error {
	v, err := Parse(strings.Trim(string(b), `"`))
	*a = v
	return err
}
