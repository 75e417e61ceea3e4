package intake

import (
	"vigie/format/cell"
	"vigie/room/field"
)

// Options says how the cells of a column are written.
type Options struct {
	Decimal    string `json:"decimal"`    // "," or "."; "" when no cell tells
	DateOrder  string `json:"date_order"` // "day_first", "month_first" or ""
	Multiplier int64  `json:"multiplier"` // what a number without a unit counts: 1, 1000, 1000000, 1000000000
	Currency   string `json:"currency"`
	Fraction   bool   `json:"fraction"`         // 0.5 is 50 %
	Span       string `json:"span"`             // what a duration without a unit counts: years, months, weeks, days
	Separator  string `json:"separator"`        // between the values of a list; "" guesses
	PeriodEnd  bool   `json:"period_end"`       // a month or a year stands for its last day
	Serial     bool   `json:"serial,omitempty"` // dates are day numbers of a spreadsheet
	Yellow     bool   `json:"yellow,omitempty"`
	InWeeks    bool   `json:"in_weeks,omitempty"` // S2 2027 is a week
}

var (
	orders = []string{"", "day_first", "month_first"}
	spans  = []string{"years", "months", "weeks", "days"}
)

func optionsOf(f cell.Format, duration bool) Options {
	o := Options{DateOrder: orders[f.Order], Multiplier: max(f.Multiplier, 1), Currency: f.Currency, Fraction: f.Fraction, PeriodEnd: f.PeriodEnd, Serial: f.Serial, Yellow: f.Yellow, InWeeks: f.InWeeks}
	if f.Decimal != 0 {
		o.Decimal = string(f.Decimal)
	}
	if duration {
		o.Span = spans[f.Span]
	}
	return o
}

func (o Options) format() cell.Format {
	f := cell.Format{Multiplier: max(o.Multiplier, 1), Currency: o.Currency, Fraction: o.Fraction, PeriodEnd: o.PeriodEnd, Serial: o.Serial, Yellow: o.Yellow, InWeeks: o.InWeeks}
	if o.Decimal != "" {
		f.Decimal = o.Decimal[0]
	}
	for i, s := range orders {
		if s == o.DateOrder {
			f.Order = cell.Order(i)
		}
	}
	for i, s := range spans {
		if s == o.Span {
			f.Span = cell.Span(i)
		}
	}
	return f
}

// consolidations are the rules that new attributes start with.
var consolidations = map[field.Kind]field.Consolidation{
	field.Money: field.Sum, field.Light: field.Worst, field.Weather: field.Worst,
	field.Choice: field.CountByValue, field.Choices: field.CountByValue, field.YesNo: field.CountByValue,
}

func consolidationOf(k field.Kind) field.Consolidation {
	if c, ok := consolidations[k]; ok {
		return c
	}
	return field.None
}
