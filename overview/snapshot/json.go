package snapshot

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"vigie/engine/formula"
	"vigie/room/field"
)

// Columns prepares the attributes of a list for writing: those asked for, or
// all that are in use when keys is empty.
func (res *Result) Columns(keys []string) []*field.Field {
	c := res.Snapshot.Catalogue
	var out []*field.Field
	for _, k := range keys {
		if f := c.Get(k); f != nil && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	if len(keys) > 0 {
		return out
	}
	for _, f := range c.Fields {
		if !f.Retired {
			out = append(out, f)
		}
	}
	return out
}

// Writer writes items as JSON.
type Writer struct {
	res    *Result
	fields []*field.Field
	gets   [2][]func(Row) field.Value // of the snapshot, and of the one compared with

	courses *Courses // written with each item, where there are some
	shown   [2][]condition
}

// With writes the courses of the items beside their values.
func (w *Writer) With(c *Courses) *Writer {
	w.courses = c
	return w
}

// condition says on which rows an attribute is shown.
type condition struct {
	key   string
	holds func(Row) bool
}

// NewWriter prepares to write the given attributes of a result's items.
func (res *Result) NewWriter(fields []*field.Field) *Writer {
	w := &Writer{res: res, fields: fields}
	for i, s := range []*Snapshot{res.Snapshot, res.Against} {
		if s == nil {
			continue
		}
		for _, f := range fields {
			w.gets[i] = append(w.gets[i], s.getter(f, res.rd))
		}
		rd := res.rd
		rd.s = s
		for _, f := range s.Catalogue.Fields {
			if f.Shown() != nil && !f.Retired {
				w.shown[i] = append(w.shown[i], condition{f.Key, formula.Predicate(f.Shown(), rd)})
			}
		}
	}
	return w
}

// Object appends an item as an object: id, version, state, the attributes by
// key, the unread texts, can_edit, the attributes that are not shown on it, and, when two dates are compared, what was
// different then.
func (w *Writer) Object(b []byte, it Item) []byte {
	s, get := w.res.of(it), w.gets[b2i(it.Gone)]
	h := s.head(it.Row)
	b = append(b, `{"id":"`...)
	b = append(b, h.public...)
	b = append(b, `","version":`...)
	b = strconv.AppendInt(b, h.version, 10)
	b = append(b, `,"state":"`...)
	b = append(b, h.state...)
	b = append(b, '"')
	currency := s.currency(it.Row)
	for i, f := range w.fields {
		b = append(b, ',', '"')
		b = append(b, f.Key...)
		b = append(b, '"', ':')
		b = w.res.Names.AppendValue(b, f, get[i](it.Row), currency)
	}
	if len(h.unread) > 0 {
		b = append(b, `,"unread":`...)
		b = append(b, field.EncodeTexts(h.unread)...)
	}
	b = append(b, `,"can_edit":`...)
	b = strconv.AppendBool(b, !it.Gone && s.CanEdit(w.res.who, it.Row))
	if w.res.Locks() {
		b = w.locked(append(b, `,"locked":`...), s, it)
	}
	b = w.concealed(b, it)
	if w.res.Against != nil {
		b = w.difference(b, it)
	}
	if w.courses != nil {
		b = w.courses.append(append(b, `,"trends":`...), h.id)
	}
	return append(b, '}')
}

// concealed appends the attributes whose condition to be shown a project does not
// fulfil, where there are some.
func (w *Writer) concealed(b []byte, it Item) []byte {
	opening := `,"concealed":[`
	for _, c := range w.shown[b2i(it.Gone)] {
		if !c.holds(it.Row) {
			b = appendQuoted(append(b, opening...), c.key)
			opening = ","
		}
	}
	if opening == "," {
		b = append(b, ']')
	}
	return b
}

// Locks reports whether the rows say which attributes are locked: where some are not
// for everybody.
func (res *Result) Locks() bool { return res.Snapshot.Catalogue.Sensitive() }

// locked appends the attributes that a person who may edit a project may read and not
// write there; null where there are none.
func (w *Writer) locked(b []byte, s *Snapshot, it Item) []byte {
	start := len(b)
	if !it.Gone && s.CanEdit(w.res.who, it.Row) {
		for _, f := range s.Locked(w.res.who, it.Row) {
			b = appendQuoted(append(b, ','), f.Key)
		}
	}
	if len(b) == start {
		return append(b, "null"...)
	}
	b[start] = '['
	return append(b, ']')
}

// Array appends an item as a list: id, version, can_edit, the attributes, then
// the unread texts (or null) and, when two dates are compared, what happened
// and what was different then; last, where some are not for everybody, the attributes
// that are locked.
func (w *Writer) Array(b []byte, it Item) []byte {
	s, get := w.res.of(it), w.gets[b2i(it.Gone)]
	h := s.head(it.Row)
	b = append(b, '[', '"')
	b = append(b, h.public...)
	b = append(b, '"', ',')
	b = strconv.AppendInt(b, h.version, 10)
	b = append(b, ',')
	b = strconv.AppendBool(b, !it.Gone && s.CanEdit(w.res.who, it.Row))
	currency := s.currency(it.Row)
	for i, f := range w.fields {
		b = append(b, ',')
		b = w.res.Names.AppendValue(b, f, get[i](it.Row), currency)
	}
	b = append(b, ',')
	if len(h.unread) > 0 {
		b = append(b, field.EncodeTexts(h.unread)...)
	} else {
		b = append(b, "null"...)
	}
	if w.res.Against != nil {
		kind, was := w.Was(it)
		b = append(b, ',', '"')
		b = append(b, kind...)
		b = append(b, '"', ',')
		b = w.appendWas(b, it, was)
	}
	if w.courses != nil {
		b = w.courses.append(append(b, ','), h.id)
	}
	if w.res.Locks() {
		b = w.locked(append(b, ','), s, it)
	}
	return append(b, ']')
}

// All appends many items, separated by commas, each written by write (Object
// or Array). It visits the rows as they lie in memory, which for a sorted list
// of thousands is twice as fast as visiting them in their order.
func (w *Writer) All(b []byte, items []Item, write func([]byte, Item) []byte) []byte {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return int(items[i].Row - items[j].Row) })
	const typical = 600 // bytes of a row
	text := make([]byte, 0, len(items)*typical)
	ends := make([][2]int, len(items))
	for _, i := range order {
		start := len(text)
		text = write(text, items[i])
		ends[i] = [2]int{start, len(text)}
	}
	b = slices.Grow(b, len(text)+len(items)+typical)
	for i, e := range ends {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, text[e[0]:e[1]]...)
	}
	return b
}

// WriteAll writes many objects, separated by commas, some hundred at a time, so
// that a list of any length is never whole in memory as text.
func (w *Writer) WriteAll(out io.Writer, items []Item) error {
	const some = 500
	var b []byte
	for from := 0; from < len(items); from += some {
		if b = b[:0]; from > 0 {
			b = append(b, ',')
		}
		b = w.All(b, items[from:min(from+some, len(items))], w.Object)
		if _, err := out.Write(b); err != nil {
			return fmt.Errorf("writing rows: %w", err)
		}
	}
	return nil
}

// Was returns what became of an item since the date compared with: added,
// removed, changed or same; and the places of the attributes that differ.
func (w *Writer) Was(it Item) (kind string, fields []int) {
	if it.Gone {
		return "removed", nil
	}
	if it.Then < 0 {
		return "added", nil
	}
	for i := range w.fields {
		if !w.gets[0][i](it.Row).Equal(w.gets[1][i](it.Then)) {
			fields = append(fields, i)
		}
	}
	if len(fields) == 0 {
		return "same", nil
	}
	return "changed", fields
}

func (w *Writer) difference(b []byte, it Item) []byte {
	kind, was := w.Was(it)
	b = append(b, `,"diff":"`...)
	b = append(b, kind...)
	b = append(b, `","was":`...)
	return w.appendWas(b, it, was)
}

func (w *Writer) appendWas(b []byte, it Item, fields []int) []byte {
	b = append(b, '{')
	if len(fields) == 0 {
		return append(b, '}')
	}
	currency := w.res.Against.currency(it.Then)
	for n, i := range fields {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, w.fields[i].Key...)
		b = append(b, '"', ':')
		b = w.res.Names.AppendValue(b, w.fields[i], w.gets[1][i](it.Then), currency)
	}
	return append(b, '}')
}
