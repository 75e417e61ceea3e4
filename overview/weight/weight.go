// Package weight says how much changes tell, so that money, days and health of
// many projects stand in one order, the same in summaries and in reviews.
package weight

import (
	"vigie/ground/day"
	"vigie/ground/money"
	"vigie/room/field"
)

// What a change weighs. A day of slip weighs one; what a project of the portfolio
// costs on average, as much as four years, and any other amount in proportion (see
// scale.go); a stage as much as four months, a step of the weather as much as two,
// one of the light as much as six weeks.
const (
	mostDays = 4000
	average  = 1500
	stage    = 120
	weather  = 60
	light    = 45
	point    = 1 // of a percentage
	choice   = 20
	person   = 15
	text     = 2
	moved    = 100 // of a project that came or left
)

// Fine is how many parts a weight has within, so small that amounts of one currency
// that differ never weigh the same.
const Fine = 10_000_000_000

// Side is a value at one of two dates, with the currency of its project then.
type Side struct {
	Value    field.Value
	Currency string
}

// Change returns what a difference weighs, in 1/Fine.
func (s Scale) Change(f *field.Field, was, now Side) int64 {
	if f.ValueKind() == field.Money && was.Value.Set && now.Value.Set && was.Currency == now.Currency {
		w := s.Amount(now.Value.N-was.Value.N, now.Currency)
		if f.Key != "total_cost" {
			w /= 2
		}
		return w
	}
	return points(f, was.Value, now.Value) * Fine
}

// Move returns what a project weighs that came or left, by what it costs, in 1/Fine.
func (s Scale) Move(cost Side) int64 {
	w := int64(moved * Fine)
	if cost.Value.Set {
		w += s.Amount(cost.Value.N, cost.Currency)
	}
	return w
}

// points returns what a difference that is no amount of one currency weighs.
func points(f *field.Field, was, now field.Value) int64 {
	kind := f.ValueKind()
	switch {
	case kind == field.LongText || kind == field.Link:
		return text
	case !was.Set:
		return choice / 2
	case !now.Set:
		return choice
	case f.Key == "stage":
		return stage
	}
	switch kind {
	case field.Money:
		return choice // in another currency
	case field.Date, field.Month:
		w := min(abs(daysBetween(kind, was, now)), mostDays)
		if f.Key != "end" {
			w /= 2
		}
		return w
	case field.Weather:
		return weather * abs(now.N-was.N)
	case field.Light:
		return light * abs(now.N-was.N)
	case field.Percent, field.Number:
		return min(point*abs(now.N-was.N)/money.Scale+1, 100)
	case field.Choice, field.Choices, field.YesNo:
		return choice
	case field.User, field.Unit, field.Project:
		return person
	}
	return 2 * text
}

// daysBetween is how many days lie between two dates, or two months.
func daysBetween(kind field.Kind, was, now field.Value) int64 {
	if kind == field.Month {
		return int64(day.Month(now.N).First() - day.Month(was.N).First())
	}
	return now.N - was.N
}

func abs(n int64) int64 { return max(n, -n) }
