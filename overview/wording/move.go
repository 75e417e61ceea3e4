package wording

import (
	"math/big"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// Side is the value of an attribute in one reading: before, or now.
type Side struct {
	Names    snapshot.Names
	Field    *field.Field
	Value    field.Value
	Currency string // of money
}

var percent = label.T("%", "\u202f%")

// In writes the value; "" when there is none.
func (s Side) In(l label.Lang) string {
	f, v := s.Field, s.Value
	if !v.Set {
		return ""
	}
	switch f.ValueKind() {
	case field.Money:
		return Money(v.N, s.Currency, l)
	case field.Number:
		if f.Measure == "years" {
			return money.Amount(v.N).In(l) + Hard + label.T("years", "ans").In(l)
		}
		return money.Amount(v.N).In(l)
	case field.Percent:
		return money.Amount(v.N).In(l) + percent.In(l)
	case field.Date:
		return day.Day(v.N).In(l)
	case field.Month:
		return day.Month(v.N).In(l)
	case field.YesNo:
		if v.N != 0 {
			return label.T("yes", "oui").In(l)
		}
		return label.T("no", "non").In(l)
	}
	return s.Names.Text(f, v, l)
}

// Move is what became of a value, in words.
type Move struct {
	By    string // "+11.64 M€", "3.4 years later"; "" where nothing can be subtracted
	Exact string // "1,248 days" where By is rounded
	Pair  string // "16.10 → 27.74 M€", "Build → Run"
}

// Moved says what became of a value; both sides have one.
func Moved(was, now Side, l label.Lang) Move {
	m := Move{Pair: was.In(l) + " → " + now.In(l)}
	n := now.Value.N - was.Value.N
	size := money.Amount(max(n, -n))
	switch now.Field.Kind {
	case field.Money:
		if was.Currency == now.Currency {
			a, b := big.NewInt(was.Value.N), big.NewInt(now.Value.N)
			m.By, m.Pair = Signed(new(big.Int).Sub(b, a), now.Currency, l), pair(a, b, now.Currency, l)
		}
	case field.Percent:
		m.By = sign(int(n)) + size.In(l) + Hard + label.T("points", "points").In(l)
	case field.Number:
		m.By = sign(int(n)) + size.In(l)
	case field.Date:
		m.By, m.Exact = roughly(n, l), Exact(n, l)
	case field.Month:
		m.By = roughly(int64(day.Month(now.Value.N).First()-day.Month(was.Value.N).First()), l)
	}
	return m
}

// InBrackets writes all: "+11.64 M€ (16.10 → 27.74 M€)", "3.4 years later (1,248 days,
// 31/07/2018 → 30/12/2021)".
func (m Move) InBrackets() string {
	if m.By == "" {
		return m.Pair
	}
	return inBrackets(m.By, m.Exact, m.Pair)
}

// Short writes how far, for sentences: "3.4 years later (1,248 days)".
func (m Move) Short() string { return inBrackets(m.By, m.Exact) }
