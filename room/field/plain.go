package field

import (
	"strings"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// ParsePlain reads a value in the one form that machines write: decimals with
// a point, ISO dates, keys of options and of scales, true and false. It does
// not read references to people, units and projects.
func ParsePlain(f *Field, text string) (Value, error) {
	if text == "" {
		return Value{}, nil
	}
	switch f.Kind {
	case Text, LongText, Link:
		return Str(text), nil
	case Number, Money, Percent:
		a, err := money.Parse(text)
		return plainInt(f, int64(a), err == nil, "1234.50")
	case Date:
		d, err := day.Parse(text)
		return plainInt(f, int64(d), err == nil, "2026-11-22")
	case Month:
		m, err := day.ParseMonth(text)
		return plainInt(f, int64(m), err == nil, "2026-11")
	case YesNo:
		return plainInt(f, b2i(text == "true"), text == "true" || text == "false", "true")
	case Choice:
		o, ok := f.OptionByText(text)
		return plainInt(f, o.ID, ok, f.firstOption())
	case Choices:
		var ids []int64
		for part := range strings.SplitSeq(text, ",") {
			o, ok := f.OptionByText(strings.TrimSpace(part))
			if !ok {
				return plainInt(f, 0, false, f.firstOption())
			}
			ids = append(ids, o.ID)
		}
		return List(ids), nil
	case Light, Weather:
		for i, w := range f.Kind.scale() {
			if w == text {
				return Int(int64(i + 1)), nil
			}
		}
		return plainInt(f, 0, false, f.Kind.scale()[0])
	}
	return Value{}, fault.Invalid(f.Key, label.F("“%s” cannot be given as text", "« %s » ne peut pas être donné en texte", f.Label))
}

func (f *Field) firstOption() string {
	if len(f.Choices) == 0 {
		return ""
	}
	return f.Choices[0].Key
}

func plainInt(f *Field, n int64, ok bool, example string) (Value, error) {
	if !ok {
		return Value{}, fault.Invalid(f.Key, label.F("“%s” is written like %s", "« %s » s’écrit comme %s", f.Label, example))
	}
	return Int(n), nil
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
