package mspdi

import (
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/ground/label"
	"vigie/ground/money"
)

// leaf is an element without others in it: how it is read into something, and written
// from it. What is written and read again is the same, for both stand side by side.
type leaf[T any] struct {
	name  string
	read  func(r *reader, to *T, s string) bool // false where it is not what it should be
	write func(of *T) (s string, said bool)
}

// leaves are those of one element, by name and in the order in which they are written.
type leaves[T any] struct {
	order []leaf[T]
	by    map[string]*leaf[T]
}

func these[T any](order ...leaf[T]) leaves[T] {
	l := leaves[T]{order, map[string]*leaf[T]{}}
	for i := range order {
		l.by[order[i].name] = &order[i]
	}
	return l
}

func text[T any](name string, at func(*T) *string) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool { *at(to) = s; return true },
		func(of *T) (string, bool) { s := *at(of); return s, s != "" },
	}
}

// number is a whole number; of 0 nothing is written where the element may be left out.
func number[T any](name string, at func(*T) *int) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
			*at(to) = n
			return err == nil && n < 1<<31 && n >= -1<<31
		},
		func(of *T) (string, bool) { return strconv.Itoa(*at(of)), true },
	}
}

// counted is a number that may have decimals of which none are used.
func counted[T any](name string, at func(*T) *int64) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			n, err := strconv.ParseInt(s, 10, 64)
			*at(to) = n
			return err == nil
		},
		func(of *T) (string, bool) { return strconv.FormatInt(*at(of), 10), true },
	}
}

func flag[T any](name string, at func(*T) *bool) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) (ok bool) { *at(to), ok = truth(s); return ok },
		func(of *T) (string, bool) { return written(*at(of)), true },
	}
}

// unless is a flag that is true where the element is left out, kept the other way round.
func unless[T any](name string, at func(*T) *bool) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool { v, ok := truth(s); *at(to) = !v; return ok },
		func(of *T) (string, bool) { return written(!*at(of)), true },
	}
}

func truth(s string) (v, ok bool) {
	switch s {
	case "1", "true", "True":
		return true, true
	case "0", "false", "False", "":
		return false, true
	}
	return false, false
}

func written(v bool) string {
	if v {
		return "1"
	}
	return "0"
}

func when[T any](name string, at func(*T) *planfile.Time) leaf[T] {
	return leaf[T]{
		name,
		func(r *reader, to *T, s string) bool {
			if s == "" || s == "NA" {
				return true
			}
			t, whole, ok := planfile.ParseTime(s)
			if !whole && ok {
				r.unmapped("seconds", label.T("The times of a plan are minutes; the seconds are left off", "Les heures d’un plan sont des minutes\u202f; les secondes sont omises"))
			}
			*at(to) = t
			return ok && t > 0
		},
		func(of *T) (string, bool) { t := *at(of); return t.String(), t != 0 },
	}
}

func clock[T any](name string, at func(*T) *int) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) (ok bool) { *at(to), _, ok = planfile.ParseClock(s); return ok },
		func(of *T) (string, bool) { return hours(*at(of)), true },
	}
}

// hours writes minutes of a day; its end is 00:00, as Microsoft Project has it.
func hours(m int) string {
	m %= planfile.PerDay
	return strconv.Itoa(100 + m/60)[1:] + ":" + strconv.Itoa(100 + m%60)[1:] + ":00"
}

func span[T any](name string, at func(*T) *planfile.Span) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) (ok bool) {
			if s == "" {
				return true
			}
			*at(to), ok = planfile.ParseSpan(s)
			return ok
		},
		func(of *T) (string, bool) { return at(of).String(), true },
	}
}

// tenths is a length of time counted in tenths of a minute.
func tenths[T any](name string, at func(*T) *planfile.Span) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			whole, _, _ := strings.Cut(s, ".")
			n, err := strconv.ParseInt(whole, 10, 64)
			*at(to) = planfile.Span(n) * planfile.Minute / 10
			return err == nil && n < 1<<40 && n > -1<<40
		},
		func(of *T) (string, bool) {
			return strconv.FormatInt(int64(*at(of)/(planfile.Minute/10)), 10), true
		},
	}
}

// amount is a decimal number.
func amount[T any](name string, at func(*T) *money.Amount) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			v, ok := decimal(s)
			*at(to) = v
			return ok
		},
		func(of *T) (string, bool) { return at(of).String(), true },
	}
}

// cents is an amount of money counted in hundredths.
func cents[T any](name string, at func(*T) *money.Amount) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			v, ok := decimal(s)
			*at(to) = v / 100
			return ok
		},
		func(of *T) (string, bool) { return (*at(of) * 100).String(), true },
	}
}

func decimal(s string) (money.Amount, bool) {
	if s == "" {
		return 0, true
	}
	v, err := money.Parse(s)
	return v, err == nil
}

// coded is one of a few, which the file has as numbers.
func coded[T any, E ~uint8](name string, at func(*T) *E, codes ...E) leaf[T] {
	return leaf[T]{
		name,
		func(_ *reader, to *T, s string) bool {
			n, err := strconv.Atoi(s)
			if err != nil || n < 0 || n >= len(codes) {
				return false
			}
			*at(to) = codes[n]
			return true
		},
		func(of *T) (string, bool) {
			for n, c := range codes {
				if c == *at(of) {
					return strconv.Itoa(n), true
				}
			}
			return "0", true
		},
	}
}
