package sheet

import (
	"strconv"
	"strings"
)

// plainNumber writes the number of a cell in plain digits, without exponent,
// times a hundred for percentages. As Excel shows it, a number has at most 15
// digits: the file holds 16.100000000000001 for 16.1.
func plainNumber(raw string, percent bool) (string, bool) {
	mantissa, exp := raw, 0
	if i := strings.IndexAny(raw, "eE"); i >= 0 {
		n, err := strconv.Atoi(raw[i+1:])
		if err != nil || n > 300 || n < -400 {
			return "", false
		}
		mantissa, exp = raw[:i], n
	}
	mantissa, neg := strings.CutPrefix(mantissa, "-")
	mantissa = strings.TrimPrefix(mantissa, "+")
	whole, frac, _ := strings.Cut(mantissa, ".")
	digits := whole + frac
	if digits == "" || strings.Trim(digits, "0123456789") != "" || len(digits) > 400 {
		return "", false
	}
	if percent {
		exp += 2
	}
	point := len(whole) + exp // the decimal point stands after this many digits
	lead := len(digits) - len(strings.TrimLeft(digits, "0"))
	digits, point = digits[lead:], point-lead
	if len(digits) > 15 && point < len(digits) {
		digits, point = rounded(digits, point)
	}
	if point > 40 || point < -40 {
		return raw, len(digits) > 0 && !percent
	}
	if digits == "" {
		return "0", true
	}
	s := place(digits, point)
	if neg && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return s, true
}

// rounded keeps 15 significant digits, half away from zero.
func rounded(digits string, point int) (string, int) {
	b := []byte(digits[:15])
	if digits[15] >= '5' {
		i := 14
		for ; i >= 0; i-- {
			if b[i] < '9' {
				b[i]++
				break
			}
			b[i] = '0'
		}
		if i < 0 {
			b = append([]byte{'1'}, b...)
			point++
		}
	}
	return string(b), point
}

// place sets the decimal point after that many digits and drops needless zeros.
func place(digits string, point int) string {
	if point >= len(digits) {
		return digits + strings.Repeat("0", point-len(digits))
	}
	if point <= 0 {
		digits = strings.Repeat("0", 1-point) + digits
		point = 1
	}
	return strings.TrimRight(strings.TrimRight(digits[:point]+"."+digits[point:], "0"), ".")
}
