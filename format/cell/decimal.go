package cell

import (
	"strings"

	"vigie/ground/money"
)

// decimal is a number by its digits: digits × 10^-scale.
type decimal struct {
	digits string // at least one, no separator
	scale  int
	neg    bool
}

// amount returns the number times 10^power, rounded to four places.
func (d decimal) amount(power int) (money.Amount, bool) {
	digits, scale := strings.TrimLeft(d.digits, "0"), d.scale-power
	if digits == "" {
		return 0, true
	}
	if len(digits)-scale > 14 {
		return 0, false
	}
	if len(digits)-scale < -6 {
		return 0, true
	}
	if scale <= 0 {
		digits += strings.Repeat("0", -scale)
		scale = 0
	}
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale-len(digits)+1) + digits
	}
	plain := digits
	if scale > 0 {
		plain = digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
	}
	if d.neg {
		plain = "-" + plain
	}
	a, err := money.Parse(plain)
	return a, err == nil
}

// style is what the separators of one number tell about its decimal sign.
type style uint8

const (
	noStyle   style = iota // no separator, or the same in both styles
	comma                  // decimals follow a comma
	point                  // decimals follow a point
	eitherOne              // one separator before exactly three digits: "1,234" or "1.234"
)

// readDecimal reads the number at the start of s: digits grouped in threes
// by a space, an apostrophe, a point or a comma, decimals after a point or a
// comma, and an exponent. It returns how many bytes it took, 0 when s does not
// start with a well-formed number. hint is the decimal sign to use in doubt.
func readDecimal(s string, hint byte) (d decimal, st style, n int) {
	n = numberLength(s)
	body := s[:n]
	if n == 0 {
		return d, noStyle, 0
	}
	whole, frac, st, ok := splitNumber(body, hint)
	if !ok {
		return d, st, 0
	}
	d.digits, d.scale = whole+frac, len(frac)
	if exp, m := exponent(s[n:]); m > 0 {
		d.scale -= exp
		n += m
	}
	return d, st, n
}

// numberLength returns how many bytes of s are digits and separators between
// digits. A space or an apostrophe counts only before a group of three.
func numberLength(s string) int {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case digit(s, i):
			i++
		case (c == '.' || c == ',') && digit(s, i+1):
			i++
		case (c == ' ' || c == '\'') && i > 0 && digit(s, i+1) && digit(s, i+2) && digit(s, i+3) && !digit(s, i+4):
			i++
		case (c == '.' || c == ',') && i > 0 && digit(s, i-1) && !strings.ContainsAny(s[:i], ".,"):
			return i + 1 // "5." and "5," end with a lonely sign
		default:
			return i
		}
	}
	return i
}

func digit(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// splitNumber separates whole and decimal digits and drops the grouping.
func splitNumber(s string, hint byte) (whole, frac string, st style, ok bool) {
	sign, st := decimalSign(s, hint)
	whole = s
	if sign != 0 {
		i := strings.LastIndexByte(s, sign)
		whole, frac = s[:i], s[i+1:]
		if strings.ContainsAny(frac, "., '") || strings.IndexByte(whole, sign) >= 0 {
			return "", "", st, false
		}
	}
	whole, ok = ungroup(whole)
	return whole, frac, st, ok
}

// decimalSign decides which character of a number starts its decimals; 0 is none.
func decimalSign(s string, hint byte) (byte, style) {
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return 0, noStyle
	}
	c := s[last]
	own, other := point, comma
	if c == ',' {
		own, other = comma, point
	}
	switch {
	case commas > 0 && points > 0: // the last one, and it stands once
		return c, own
	case commas+points > 1: // repeated: grouping
		return 0, other
	case strings.ContainsAny(s[:last], " '"): // groups already have their own sign
		return c, own
	case len(s)-last-1 != 3 || last == 0 || last > 3 || s[0] == '0':
		return c, own
	case hint == c:
		return c, eitherOne
	}
	return 0, eitherOne
}

// ungroup drops the separators of thousands; every group after the first must
// have three digits and one kind of separator.
func ungroup(s string) (string, bool) {
	if !strings.ContainsAny(s, "., '") {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	var sep byte
	run := 0
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			b.WriteByte(c)
			run++
			continue
		}
		if sep != 0 && (c != sep || run != 3) || run == 0 || run > 3 {
			return "", false
		}
		sep, run = c, 0
	}
	return b.String(), run == 3
}

// exponent reads "E+06" and returns its value and length.
func exponent(s string) (value, n int) {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0, 0
	}
	i, neg := 1, false
	if s[i] == '+' || s[i] == '-' {
		neg = s[i] == '-'
		i++
	}
	start := i
	for digit(s, i) && i-start < 4 {
		value = value*10 + int(s[i]-'0')
		i++
	}
	if i == start || digit(s, i) {
		return 0, 0
	}
	if neg {
		value = -value
	}
	return value, i
}
