package agenda

import (
	"slices"
	"strconv"

	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/money"
	"vigie/overview/wording"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/record"
)

// Columns returns the attributes of a list: those asked for, or all that are in
// use when keys is empty.
func (res *Result) Columns(keys []string) []*field.Field {
	var out []*field.Field
	for _, f := range res.Reading.catalogue.Fields {
		if !f.Retired && len(keys) == 0 {
			out = append(out, f)
		}
	}
	for _, k := range keys {
		if f := res.Reading.catalogue.Get(k); f != nil && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// Writer writes items as JSON. seal makes ids opaque.
type Writer struct {
	res    *Result
	fields []*field.Field
	gets   [2][]func(*record.Record) field.Value // of the reading, and of the one compared with
	seal   func(int64) string
}

// NewWriter prepares to write the given attributes of a result's items.
func (res *Result) NewWriter(fields []*field.Field, seal func(int64) string) *Writer {
	w := &Writer{res: res, fields: fields, seal: seal}
	for _, f := range fields {
		w.gets[0] = append(w.gets[0], res.now.getter(f))
		if res.Against != nil {
			w.gets[1] = append(w.gets[1], res.was.getter(f))
		}
	}
	return w
}

// CanEdit reports whether the person may edit a record; the past can never be.
func (res *Result) CanEdit(it Item) bool {
	if it.Project() == 0 {
		h, ok := res.Reading.homes[it.Portfolio()]
		return ok && !it.Gone && !res.Reading.past && res.who.Can(access.EditPortfolio, h.Unit)
	}
	row, ok := res.Reading.Projects.Find(it.Project())
	return ok && !it.Gone && res.Reading.Projects.CanEdit(res.who, row)
}

// CanTick reports whether the person sees to a record and may say how it stands,
// also without the right to edit it.
func (res *Result) CanTick(it Item) bool {
	if it.Gone || res.Reading.past || !res.Reading.Kind.MayTick(res.who, it.Record) {
		return false
	}
	row, ok := res.Reading.Projects.Find(it.Project())
	return !ok || res.Reading.Projects.StateOf(row) != project.Deleted
}

// Object appends an item as an object: id, version, the attributes by key,
// can_edit, can_tick where its kind knows it, and, when two dates are compared, what was different then.
func (w *Writer) Object(b []byte, it Item) []byte {
	b = append(b, `{"id":"`...)
	b = append(b, w.seal(it.ID)...)
	b = append(b, `","version":`...)
	b = strconv.AppendInt(b, it.Version, 10)
	for i, f := range w.fields {
		b = append(b, ',', '"')
		b = append(b, f.Key...)
		b = append(b, '"', ':')
		b = w.value(b, f, i, it)
	}
	b = w.appendOrigins(b, it)
	b = append(b, `,"can_edit":`...)
	b = strconv.AppendBool(b, w.res.CanEdit(it))
	if len(w.res.Reading.Kind.Ticks) > 0 {
		b = append(b, `,"can_tick":`...)
		b = strconv.AppendBool(b, w.res.CanTick(it))
	}
	if w.res.Against != nil {
		kind, was := w.Was(it)
		b = append(b, `,"diff":"`...)
		b = append(b, kind...)
		b = append(b, `","was":`...)
		b = w.appendWas(b, it, was)
	}
	return append(b, '}')
}

// appendOrigins appends the ids of what a record belongs to and comes from, where
// its kind has such: null for none.
func (w *Writer) appendOrigins(b []byte, it Item) []byte {
	if !w.res.Reading.Kind.Homes {
		return b
	}
	for _, key := range []string{record.Portfolio, record.Review, record.Decision} {
		b = append(b, ',', '"')
		b = append(b, key...)
		b = append(b, '"', ':')
		if v := it.Values[key]; v.Set {
			b = append(b, '"')
			b = append(b, w.seal(v.N)...)
			b = append(b, '"')
		} else {
			b = append(b, "null"...)
		}
	}
	return b
}

// Array appends an item as a list: id, version, can_edit, the attributes, null
// (where projects have the texts that could not be read) and, when two dates are
// compared, what happened and what was different then.
func (w *Writer) Array(b []byte, it Item) []byte {
	b = append(b, '[', '"')
	b = append(b, w.seal(it.ID)...)
	b = append(b, '"', ',')
	b = strconv.AppendInt(b, it.Version, 10)
	b = append(b, ',')
	b = strconv.AppendBool(b, w.res.CanEdit(it))
	for i, f := range w.fields {
		b = append(b, ',')
		b = w.value(b, f, i, it)
	}
	b = append(b, ",null"...)
	if w.res.Against != nil {
		kind, was := w.Was(it)
		b = append(b, ',', '"')
		b = append(b, kind...)
		b = append(b, '"', ',')
		b = w.appendWas(b, it, was)
	}
	return append(b, ']')
}

func (w *Writer) value(b []byte, f *field.Field, i int, it Item) []byte {
	r := w.res.of(it)
	return r.names.AppendValue(b, f, w.gets[b2i(it.Gone)][i](it.Record), "")
}

// Text returns the value of an item, for the attribute at a place, as people read it.
func (w *Writer) Text(at int, it Item) string {
	f, v := w.fields[at], w.gets[b2i(it.Gone)][at](it.Record)
	if c := w.res.cell(f, it, v); c.Kind == sheet.Text {
		return c.Text
	}
	return wording.Side{Names: w.res.of(it).names, Field: f, Value: v}.In(w.res.who.Lang)
}

// Was returns what became of an item since the date compared with: added,
// removed, changed or same; and the places of the attributes that differ.
func (w *Writer) Was(it Item) (kind string, fields []int) {
	if it.Gone {
		return "removed", nil
	}
	if it.Then == nil {
		return "added", nil
	}
	for i, f := range w.fields {
		if f.Key != "late" && !w.gets[0][i](it.Record).Equal(w.gets[1][i](it.Then)) {
			fields = append(fields, i)
		}
	}
	if len(fields) == 0 {
		return "same", nil
	}
	return "changed", fields
}

func (w *Writer) appendWas(b []byte, it Item, fields []int) []byte {
	b = append(b, '{')
	for n, i := range fields {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, w.fields[i].Key...)
		b = append(b, '"', ':')
		b = w.res.was.names.AppendValue(b, w.fields[i], w.gets[1][i](it.Then), "")
	}
	return append(b, '}')
}

// AppendGroups appends the groups as JSON.
func (res *Result) AppendGroups(b []byte) []byte {
	b = append(b, '[')
	for i, g := range res.Groups {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"value":`...)
		b = res.now.names.AppendValue(b, res.GroupBy, g.Value, "")
		b = append(b, `,"count":`...)
		b = append(strconv.AppendInt(b, int64(g.Count), 10), '}')
	}
	return append(b, ']')
}

// Sheet returns the items as a typed table, in the person's language.
func (res *Result) Sheet(fields []*field.Field, about []string) sheet.Sheet {
	l := res.who.Lang
	out := sheet.Sheet{Name: res.Reading.Kind.Label.In(l), Lang: l, About: about}
	for _, f := range fields {
		out.Heads = append(out.Heads, sheet.Head{Title: f.Label.In(l), Kind: sheetKind(f.Kind)})
	}
	w := res.NewWriter(fields, nil)
	out.Rows = func(yield func([]sheet.Value, error) bool) {
		row := make([]sheet.Value, len(fields))
		for _, it := range res.Items {
			for i, f := range fields {
				row[i] = res.cell(f, it, w.gets[b2i(it.Gone)][i](it.Record))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return out
}

func sheetKind(k field.Kind) sheet.Kind {
	switch k {
	case field.Number:
		return sheet.Number
	case field.Date:
		return sheet.Date
	case field.Month:
		return sheet.Month
	case field.YesNo:
		return sheet.YesNo
	}
	return sheet.Text
}

func (res *Result) cell(f *field.Field, it Item, v field.Value) sheet.Value {
	if !v.Set {
		return sheet.Value{}
	}
	switch f.Kind {
	case field.Number:
		return sheet.NumberValue(money.Amount(v.N))
	case field.Date:
		return sheet.DateValue(day.Day(v.N))
	case field.Month:
		return sheet.MonthValue(day.Month(v.N))
	case field.YesNo:
		return sheet.YesNoValue(v.N != 0)
	case field.Choice:
		o, _ := f.OptionByID(v.N)
		return sheet.TextValue(o.Label.In(res.who.Lang))
	case field.Choices:
		return sheet.TextValue(f.Paths(v, res.who.Lang))
	case field.User, field.Unit, field.Project:
		return sheet.TextValue(res.of(it).names.Name(f.Kind, v.N))
	}
	return sheet.TextValue(v.S)
}

// One is the result that holds one record.
func (r *Reading) One(who access.Who, m *record.Record) *Result {
	return &Result{Reading: r, Items: []Item{{Record: m}}, who: who, now: r.reader(who)}
}

// Home is the name of what an item belongs to: its project, or its portfolio;
// empty for what the person may not see.
func (res *Result) Home(it Item) string {
	if p := it.Project(); p != 0 {
		return res.of(it).names.Name(field.Project, p)
	}
	return res.Reading.homes[it.Portfolio()].Name
}
