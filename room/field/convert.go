package field

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigie/format/cell"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
)

// conversions are the kinds that each kind can become.
var conversions = map[Kind][]Kind{
	Text:     {LongText, Link, Number, Money, Percent, Date, Month, YesNo, Choice, Choices, User},
	LongText: {Text, Choice, Choices},
	Link:     {Text},
	Number:   {Money, Percent, Text, YesNo},
	Money:    {Number, Text},
	Percent:  {Number, Text},
	Date:     {Month, Text},
	Month:    {Date, Text},
	Choice:   {Choices, Text, YesNo},
	Choices:  {Choice, Text},
	YesNo:    {Choice, Text},
	User:     {Text},
	Light:    {Choice, Text},
	Weather:  {Choice, Text},
}

// CanBecome returns the kinds that the attribute can be given.
func (f *Field) CanBecome() []Kind {
	if f.Core || f.ReadOnly {
		return nil
	}
	all := conversions[f.Kind]
	if f.Object != "project" || f.PerMonth {
		all = slices.DeleteFunc(slices.Clone(all), func(k Kind) bool { return k == Money && f.Object != "project" })
	}
	return all
}

// longestText is the longest text of one line.
const longestText = 500

// Convert reads a value from when the attribute was of another kind as one of the
// kind that it is of now; ok is false when it is none.
func (f *Field) Convert(o Former, v Value) (out Value, ok bool) {
	switch from, to := o.Kind, f.Kind; {
	case from == to, from.IsNumeric() && to.IsNumeric():
		return v, true
	case from == Date && to == Month:
		return Int(int64(day.Day(v.N).Month())), true
	case from == Month && to == Date:
		return Int(int64(day.Month(v.N).First())), true
	case from == Choice && to == Choices:
		return List([]int64{v.N}), true
	case from == Choices && to == Choice:
		if len(v.L) != 1 {
			return f.fromWords(o, f.wordsOf(o, v), false)
		}
		return Int(v.L[0]), true
	}
	return f.fromWords(o, f.wordsOf(o, v), true)
}

// Words writes a value of a kind as people read it.
func (f *Field) Words(o Former, v Value) string { return f.wordsOf(o, v) }

// wordsOf writes a value from when the attribute was of another kind.
func (f *Field) wordsOf(o Former, v Value) string {
	switch o.Kind {
	case Text, LongText, Link:
		return v.S
	case Number, Money:
		return money.Amount(v.N).In(o.Lang)
	case Percent:
		return money.Amount(v.N).In(o.Lang) + label.T(" %", "\u202f%").In(o.Lang)
	case Date:
		return day.Day(v.N).In(o.Lang)
	case Month:
		return day.Month(v.N).In(o.Lang)
	case Choice:
		return f.labelsOf(o.Lang, v.N)
	case Choices:
		return f.labelsOf(o.Lang, v.L...)
	case YesNo:
		if v.N == 0 {
			return label.T("No", "Non").In(o.Lang)
		}
		return label.T("Yes", "Oui").In(o.Lang)
	case Light, Weather:
		if scale := o.Kind.scale(); v.N >= 1 && int(v.N) <= len(scale) {
			return ScaleText(scale[v.N-1]).In(o.Lang)
		}
	case User:
		return o.Names[v.N]
	}
	return ""
}

func (f *Field) labelsOf(l label.Lang, ids ...int64) string {
	var out []string
	for _, id := range ids {
		if c, ok := f.OptionByID(id); ok {
			out = append(out, c.Label.In(l))
		}
	}
	return strings.Join(out, ", ")
}

// fromWords reads words as a value of the attribute: as they were told to be read,
// or, where guessed, by what they say.
func (f *Field) fromWords(o Former, words string, guessed bool) (Value, bool) {
	if plain, told := o.Into[words]; told {
		v, err := f.parseInto(plain)
		return v, err == nil
	}
	if !guessed || strings.TrimSpace(words) == "" {
		return Value{}, false
	}
	c, none := cell.Of(words), Value{}
	got := func(n int64, err error) (Value, bool) {
		if err != nil {
			return none, false
		}
		return Int(n), true
	}
	switch f.Kind {
	case Text:
		one := strings.Join(strings.Fields(words), " ")
		return Str(one), utf8.RuneCountInString(one) <= longestText
	case LongText:
		return Str(words), true
	case Link:
		s, err := cell.Link(c)
		return Str(s), err == nil
	case Number:
		a, err := cell.Number(c, o.Form)
		return got(int64(a), err)
	case Money:
		a, _, err := cell.Amount(c, o.Form)
		return got(int64(a), err)
	case Percent:
		a, err := cell.Percent(c, o.Form)
		return got(int64(a), err)
	case Date:
		d, err := cell.Date(c, o.Form)
		return got(int64(d), err)
	case Month:
		m, err := cell.Month(c, o.Form)
		return got(int64(m), err)
	case YesNo:
		yes, err := cell.YesNo(c)
		return got(b2i(yes), err)
	case Choice:
		option, ok := f.OptionByText(words)
		return Int(option.ID), ok && option.ID != 0
	case Choices:
		return f.optionsOf(c)
	}
	return none, false
}

// optionsOf reads a text as values of the list.
func (f *Field) optionsOf(c cell.Cell) (Value, bool) {
	if o, ok := f.OptionByText(c.Text); ok {
		return List([]int64{o.ID}), o.ID != 0
	}
	var ids []int64
	for _, text := range cell.List(c) {
		o, ok := f.OptionByText(text)
		if !ok || o.ID == 0 {
			return Value{}, false
		}
		ids = append(ids, o.ID)
	}
	slices.Sort(ids)
	return List(slices.Compact(ids)), len(ids) > 0
}

// parseInto reads what a text was told to be read as; of a person, the id.
func (f *Field) parseInto(plain string) (Value, error) {
	if f.Kind != User || plain == "" {
		return ParsePlain(f, plain)
	}
	id, err := strconv.ParseInt(plain, 10, 64)
	return Ref(id), err
}
