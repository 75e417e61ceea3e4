package intake

import (
	"strings"

	"vigie/format/cell"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// plainValue reads a cell that needs nothing but itself. currency is what an
// amount names. Names of options, people, units and projects come back as text.
func plainValue(k field.Kind, c cell.Cell, f cell.Format, duration bool) (v field.Value, currency string, err error) {
	switch k {
	case field.LongText:
		return field.Str(strings.TrimSpace(strings.ToValidUTF8(c.Text, "\ufffd"))), "", nil
	case field.Number:
		read := cell.Number
		if duration {
			read = cell.Duration
		}
		a, err := read(c, f)
		return field.Int(int64(a)), "", err
	case field.Money:
		a, currency, err := cell.Amount(c, f)
		return field.Int(int64(a)), currency, err
	case field.Percent:
		a, err := cell.Percent(c, f)
		return field.Int(int64(a)), "", err
	case field.Date:
		d, err := cell.Date(c, f)
		return field.Int(int64(d)), "", err
	case field.Month:
		m, err := cell.Month(c, f)
		return field.Int(int64(m)), "", err
	case field.YesNo:
		yes, err := cell.YesNo(c)
		if yes {
			return field.Int(1), "", err
		}
		return field.Int(0), "", err
	case field.Link:
		s, err := cell.Link(c)
		return field.Str(s), "", err
	case field.Light:
		word, err := cell.Light(c, f)
		return scaled(field.Lights, word), "", err
	case field.Weather:
		word, err := cell.Weather(c)
		return scaled(field.Weathers, word), "", err
	}
	return field.Str(project.OneLine(c.Text)), "", nil
}

func scaled(scale []string, word string) field.Value {
	for i, w := range scale {
		if w == word {
			return field.Int(int64(i + 1))
		}
	}
	return field.Value{}
}

// reasonOf returns the sentence of an error for the person who imports.
func reasonOf(err error) label.Text {
	switch e := err.(type) {
	case *cell.Error:
		return e.Text
	case *fault.Fault:
		if len(e.Details) == 1 {
			return e.Details[0].Text
		}
		return e.Text
	}
	return label.T("The value cannot be read", "La valeur n’est pas lisible")
}
