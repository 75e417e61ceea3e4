package transfer

import (
	"slices"
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/plan"
)

// Say writes a value as people read it.
type Say func(f *field.Field, v field.Value) string

// family is a series of custom fields of tasks as Microsoft Project numbers them.
type family struct {
	name string
	ids  []int // by which files know them, the first first
}

// Microsoft Project numbers the custom fields of tasks in stretches.
var (
	texts   = family{name: "Text", ids: slices.Concat([]int{188743731, 188743734, 188743737, 188743740, 188743743, 188743746, 188743747, 188743748, 188743749, 188743750}, from(188743997, 20))}
	numbers = family{name: "Number", ids: slices.Concat(from(188743767, 5), from(188743982, 15))}
	flagged = family{name: "Flag", ids: slices.Concat(from(188743752, 10), from(188743972, 10))}
	dated   = family{name: "Date", ids: from(188743945, 10)}
)

func from(first, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = first + i
	}
	return out
}

// familyOf is the series that carries values of a kind.
func familyOf(k field.Kind) *family {
	switch k {
	case field.Number, field.Percent:
		return &numbers
	case field.YesNo:
		return &flagged
	case field.Date:
		return &dated
	}
	return &texts
}

// customs gives each attribute of the plan a custom field, the same whoever the plan goes
// out for: by the order of the catalogue, in the series of its kind, and among the texts
// where that is full. What finds no place is left out.
func (o *out) customs() {
	o.fields = map[string]carried{}
	taken := map[*family]int{}
	for _, f := range o.v.Used {
		of := familyOf(f.Kind)
		if taken[of] == len(of.ids) {
			of = &texts
		}
		if taken[of] == len(of.ids) {
			continue
		}
		n := taken[of]
		taken[of]++
		if !slices.ContainsFunc(o.v.Has, func(a plan.Attribute) bool { return a.Field == f }) {
			continue // it is numbered, and nothing more of it goes out
		}
		id := strconv.Itoa(of.ids[n])
		o.fields[f.Key] = carried{id, of}
		o.p.Fields = append(o.p.Fields, planfile.Field{ID: id, Of: planfile.OfTask, Name: of.name + strconv.Itoa(n+1), Alias: f.Label.In(o.of.Lang)})
	}
}

// carried is the custom field that carries an attribute.
type carried struct {
	id string
	of *family
}

// values are those of a line.
func (o *out) values(r *plan.Row) []planfile.Value {
	var out []planfile.Value
	for _, a := range o.v.Has {
		v, to := r.Values[a.Key], o.fields[a.Key]
		if !v.Set || to.of == nil {
			continue
		}
		f := a.Of(r.Kind)
		text := ""
		switch to.of {
		case &numbers:
			text = money.Amount(v.N).String()
		case &flagged:
			text = strconv.FormatInt(v.N, 10)
		case &dated:
			text = day.Day(v.N).String() + "T08:00:00"
		default:
			text = o.of.said(f, v)
		}
		if text != "" {
			out = append(out, planfile.Value{Field: to.id, Text: text})
		}
	}
	return out
}

// said writes a value as text.
func (of Leaving) said(f *field.Field, v field.Value) string { return saidBy(of.Say, f, v, of.Lang) }

func saidBy(say Say, f *field.Field, v field.Value, l label.Lang) string {
	switch {
	case f.Kind.IsText():
		return v.S
	case f.Kind == field.Choice:
		o, _ := f.OptionByID(v.N)
		return o.Label.In(l)
	case f.Kind == field.Choices:
		var all []string
		for _, id := range v.L {
			o, _ := f.OptionByID(id)
			all = append(all, o.Label.In(l))
		}
		return strings.Join(all, ", ")
	case say == nil:
		return ""
	}
	return say(f, v)
}

// headOf is the column of an attribute in a table.
func headOf(a plan.Attribute, l label.Lang) sheet.Head {
	h := sheet.Head{Title: a.Label.In(l), Kind: sheet.Text, Width: 18}
	switch a.Kind {
	case field.Number:
		h.Kind, h.Places, h.Width = sheet.Number, 2, 12
	case field.Percent:
		h.Kind, h.Places, h.Width = sheet.Percent, 1, 10
	case field.Date:
		h.Kind, h.Width = sheet.Date, 12
	}
	return h
}

// cellOf is what a line says of an attribute in a table.
func cellOf(a plan.Attribute, r *plan.Row, say Say, l label.Lang) sheet.Value {
	v := r.Values[a.Key]
	if !v.Set {
		return sheet.Value{}
	}
	switch a.Kind {
	case field.Number:
		return sheet.NumberValue(money.Amount(v.N))
	case field.Percent:
		return sheet.PercentValue(money.Amount(v.N))
	case field.Date:
		return sheet.DateValue(day.Day(v.N))
	}
	return sheet.TextValue(saidBy(say, a.Of(r.Kind), v, l))
}
