package snapshot

import (
	"slices"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/money"
	"vigie/room/field"
)

// Equals is the condition that an attribute has a value; of several choices, that
// it has those and no others.
func (s *Snapshot) Equals(f *field.Field, v field.Value) string {
	if !v.Set {
		return f.Key + " is empty"
	}
	quote := func(text string) string { return f.Key + ` = "` + strings.ReplaceAll(text, `"`, `""`) + `"` }
	switch f.ValueKind() {
	case field.Choice:
		o, _ := f.OptionByID(v.N)
		return quote(o.Key)
	case field.Choices:
		return equalsAll(f, v.L, quote)
	case field.Weather:
		return quote(field.Weathers[v.N-1])
	case field.Light:
		return quote(field.Lights[v.N-1])
	case field.User, field.Unit, field.Project:
		e, ok := s.Directory.entry(f.Kind, v.N)
		if !ok || v.N == hiddenProject {
			return f.Key + " is not empty"
		}
		return quote(e.Public)
	case field.YesNo:
		return f.Key + " = " + strconv.FormatBool(v.N != 0)
	case field.Number, field.Money:
		return f.Key + " = " + money.Amount(v.N).String()
	case field.Percent:
		return f.Key + " = " + money.Amount(v.N).String() + "%"
	case field.Date:
		return quote(day.Day(v.N).String())
	case field.Month:
		return quote(day.Month(v.N).String())
	}
	return quote(v.S)
}

func equalsAll(f *field.Field, ids []int64, quote func(string) string) string {
	var all, others []string
	for _, o := range f.Choices {
		if slices.Contains(ids, o.ID) {
			all = append(all, quote(o.Key))
		} else {
			others = append(others, `"`+o.Key+`"`)
		}
	}
	if len(others) > 0 {
		all = append(all, f.Key+" not in ("+strings.Join(others, ", ")+")")
	}
	return strings.Join(all, " and ")
}

// Within is the condition that a date lies in a period, as groups by month, quarter
// or year number them.
func (l Level) Within(n int64) string {
	var first, last day.Month
	switch l.By {
	case "year":
		first, last = day.Month(n*12), day.Month(n*12+11)
	case "quarter":
		first = day.Month(n/4*12 + n%4*3)
		last = first + 2
	default:
		first, last = day.Month(n), day.Month(n)
	}
	from, to := first.String(), last.String()
	if l.Field.ValueKind() == field.Date {
		from, to = first.First().String(), last.Last().String()
	}
	return l.Field.Key + ` >= "` + from + `" and ` + l.Field.Key + ` <= "` + to + `"`
}

// condition is the one that holds for the projects of a group of a level.
func (s *Snapshot) condition(l Level, v field.Value) string {
	if l.at != nil {
		return l.under(v)
	}
	if l.By != "" && v.Set {
		return l.Within(v.N)
	}
	return s.Equals(l.Field, v)
}
