package snapshot

import (
	"strings"

	"vigie/engine/formula"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
)

// Sheet returns the items of a result as a typed table, in the person's
// language. A cell that could not be read shows its text.
func (res *Result) Sheet(fields []*field.Field, name string, about []string) sheet.Sheet {
	l := res.who.Lang
	out := sheet.Sheet{Name: name, Lang: l, About: about}
	for _, f := range fields {
		out.Heads = append(out.Heads, sheet.Head{Title: f.Label.In(l), Kind: sheetKind(f), Places: places(f)})
	}
	w := res.NewWriter(fields)
	if res.Against != nil {
		out.Heads = append(out.Heads, sheet.Head{Title: res.Against.Since().In(l), Kind: sheet.Text})
	}
	out.Rows = func(yield func([]sheet.Value, error) bool) {
		row := make([]sheet.Value, len(out.Heads))
		for _, it := range res.Items {
			w.sheetRow(row, it)
			if !yield(row, nil) {
				return
			}
		}
	}
	return out
}

func (w *Writer) sheetRow(row []sheet.Value, it Item) {
	s, get := w.res.of(it), w.gets[b2i(it.Gone)]
	unread := s.head(it.Row).unread
	for i, f := range w.fields {
		v := get[i](it.Row)
		if text := unread[f.Key]; text != "" && !v.Set {
			row[i] = sheet.TextValue(text)
			continue
		}
		row[i] = w.res.cell(f, v, s.Value(it.Row, "currency").S)
	}
	if w.res.Against != nil {
		kind, _ := w.Was(it)
		row[len(row)-1] = sheet.TextValue(differenceTexts[kind].In(w.res.who.Lang))
	}
}

// Value returns the value of an item for the attribute at a place, and the text that
// could not be read as one.
func (w *Writer) Value(at int, it Item) (v field.Value, unread string) {
	v = w.gets[b2i(it.Gone)][at](it.Row)
	if !v.Set {
		unread = w.res.of(it).head(it.Row).unread[w.fields[at].Key]
	}
	return v, unread
}

var differenceTexts = map[string]label.Text{
	"added": label.T("added", "ajouté"), "removed": label.T("removed", "sorti"),
	"changed": label.T("changed", "modifié"), "same": label.T("same", "inchangé"),
}

func sheetKind(f *field.Field) sheet.Kind {
	t, _ := f.FormulaType()
	switch t {
	case formula.Number:
		return sheet.Number
	case formula.Money:
		return sheet.Money
	case formula.Percent:
		return sheet.Percent
	case formula.Date:
		return sheet.Date
	case formula.Month:
		return sheet.Month
	case formula.Bool:
		return sheet.YesNo
	}
	return sheet.Text
}

func places(f *field.Field) int {
	if f.Kind == field.Number {
		return 2
	}
	return 0
}

func (res *Result) cell(f *field.Field, v field.Value, currency string) sheet.Value {
	if !v.Set {
		return sheet.Value{}
	}
	switch sheetKind(f) {
	case sheet.Number:
		return sheet.NumberValue(money.Amount(v.N))
	case sheet.Money:
		return sheet.MoneyValue(money.Amount(v.N), currency)
	case sheet.Percent:
		return sheet.PercentValue(money.Amount(v.N))
	case sheet.Date:
		return sheet.DateValue(day.Day(v.N))
	case sheet.Month:
		return sheet.MonthValue(day.Month(v.N))
	case sheet.YesNo:
		return sheet.YesNoValue(v.N != 0)
	}
	if f.IsTree() && (f.Kind == field.Choice || f.Kind == field.Choices) {
		return sheet.TextValue(f.Paths(v, res.who.Lang))
	}
	return sheet.TextValue(res.Names.Text(f, v, res.who.Lang))
}

// Text returns a value that is not a number or a date as people read it.
func (n Names) Text(f *field.Field, v field.Value, l label.Lang) string {
	if !v.Set {
		return ""
	}
	_, list := f.FormulaType()
	words := field.Words{Catalogue: n.dir.projects.Catalogue, Directory: n}
	switch {
	case v.L != nil:
		names := make([]string, len(v.L))
		for i, id := range v.L {
			names[i] = words.OptionName(list, id, l)
		}
		return strings.Join(names, ", ")
	case list != 0:
		return words.OptionName(list, v.N, l)
	}
	return v.S
}
