package summary

import (
	"encoding/json"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

var hiddenText = label.T("Projects that you may not see", "Projets que vous ne voyez pas")

// shown writes a value of an attribute as it heads a group: what it is, how it is
// read, its colour.
func (p *Page) shown(r *reading, f *field.Field, v field.Value) valueOut {
	if !v.Set || v.N == noValue && v.L == nil && v.S == "" {
		return valueOut{json.RawMessage("null"), noValueText.In(p.lang), ""}
	}
	one := *f
	if f.Kind == field.Choices {
		one.Kind = field.Choice
	}
	out := valueOut{Value: r.names.AppendValue(nil, &one, v, "")}
	switch f.Kind {
	case field.Choice, field.Choices:
		o, _ := f.OptionByID(v.N)
		out.Label, out.Colour = o.Label.In(p.lang), o.Colour
	case field.Weather, field.Light:
		out.Label = r.names.Text(f, v, p.lang)
	case field.Project:
		if out.Label = r.names.Name(field.Project, v.N); v.N == snapshot.HiddenProject {
			out.Label = hiddenText.In(p.lang)
		}
	case field.User, field.Unit:
		e, _ := r.Directory.Entry(f.Kind, v.N)
		out.Label = e.Name
	case field.YesNo:
		out.Label = yesNo(v.N != 0).In(p.lang)
	case field.Number, field.Percent, field.Money:
		out.Label = money.Amount(v.N).In(p.lang)
	case field.Date:
		out.Label = day.Day(v.N).In(p.lang)
	case field.Month:
		out.Label = day.Month(v.N).In(p.lang)
	default:
		out.Label = v.S
	}
	return out
}

func yesNo(yes bool) label.Text {
	if yes {
		return label.T("Yes", "Oui")
	}
	return label.T("No", "Non")
}

// equals is the condition that an attribute has a value; of several choices, that
// it is among them.
func (r *reading) equals(f *field.Field, v field.Value) string {
	if !v.Set || v.N == noValue && v.S == "" && v.L == nil {
		return f.Key + " is empty"
	}
	quote := func(s string) string { return f.Key + " = " + strconv.Quote(s) }
	switch f.Kind {
	case field.Choice, field.Choices:
		o, _ := f.OptionByID(v.N)
		return quote(o.Key)
	case field.Weather:
		return quote(field.Weathers[v.N-1])
	case field.Light:
		return quote(field.Lights[v.N-1])
	case field.User, field.Unit, field.Project:
		e, ok := r.Directory.Entry(f.Kind, v.N)
		if !ok || v.N == snapshot.HiddenProject {
			return f.Key + " is not empty"
		}
		return quote(e.Public)
	case field.YesNo:
		if v.N != 0 {
			return f.Key + " = true"
		}
		return f.Key + " = false"
	case field.Number, field.Percent, field.Money:
		return f.Key + " = " + money.Amount(v.N).String()
	case field.Date:
		return quote(day.Day(v.N).String())
	case field.Month:
		return quote(day.Month(v.N).String())
	}
	return quote(v.S)
}

// within is the condition that a date lies in a period.
func within(f *field.Field, by string, n int64) string {
	var first, last day.Month
	switch by {
	case "year":
		first, last = day.Month(n*12), day.Month(n*12+11)
	case "quarter":
		first = day.Month(n/4*12 + n%4*3)
		last = first + 2
	default:
		first, last = day.Month(n), day.Month(n)
	}
	if f.Kind == field.Month {
		return f.Key + ` >= "` + first.String() + `" and ` + f.Key + ` <= "` + last.String() + `"`
	}
	return f.Key + ` >= "` + first.First().String() + `" and ` + f.Key + ` <= "` + last.Last().String() + `"`
}

// ExplainProject is where a figure of one project is explained.
func ExplainProject(id, attribute string, s *snapshot.Snapshot) string {
	path := "/explain?object=project:" + id + "&attribute=" + attribute
	if !s.Live {
		path += "&as_of=" + s.On.String()
	}
	return path
}

// cutPeriod parts "end.year" into the attribute and the period.
func cutPeriod(by string) (key, period string) {
	key, period, _ = strings.Cut(by, ".")
	return key, period
}
