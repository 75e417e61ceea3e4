package field

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/ground/db"
	"vigie/ground/label"
)

// Former is a name under which values of an attribute were stored while it was of
// another kind, and how those are read now.
type Former struct {
	Slot  string
	Kind  Kind
	Lang  label.Lang        // of the words that texts are made of
	Form  cell.Format       // how numbers and dates are written in texts
	Into  map[string]string // texts, and what is read in their place, as ParsePlain reads it; "" for nothing
	Names map[int64]string  // of people: what they were called
}

// Slots are the names under which values are stored. An attribute is stored under
// the key that it had first, whatever it is called since, so that no value is
// written again when it is renamed; one that has become of another kind is stored
// under a new name, and what stands under the old one is converted as it is read.
// The zero Slots store everything under its key.
type Slots struct {
	slot map[string]string // by key, in use or former
	read map[string]reading
}

// reading is whose values stand under a name.
type reading struct {
	f      *Field
	former *Former // nil where they are of the kind that it has now
}

// rawMark begins the names that values have which could not be converted: they are
// nobody's, and are kept as they are.
const rawMark = "~"

// RawKey is the key under which a value is kept that could not be converted.
func RawKey(slot string) string { return rawMark + slot }

// IsRaw reports whether a key is that of a value which could not be converted.
func IsRaw(key string) bool { return strings.HasPrefix(key, rawMark) }

// monthSuffix ends the hidden keys that say of which month a value is.
const monthSuffix = ".month"

// StoredAs returns the name under which values of the attribute are stored.
func (f *Field) StoredAs() string {
	if f.Slot != "" {
		return f.Slot
	}
	return f.Key
}

// movedSlot reports whether values of the attribute stand elsewhere than under its key.
func (f *Field) movedSlot() bool {
	return f.Slot != "" && f.Slot != f.Key || len(f.Former) > 0 || len(f.Aliases) > 0
}

// Slots returns under which names the attributes are stored.
func (c *Catalogue) Slots() Slots { return c.slots }

func slotsOf(fields []*Field) Slots {
	var s Slots
	for _, f := range fields {
		if !f.movedSlot() {
			continue
		}
		if s.slot == nil {
			s = Slots{map[string]string{}, map[string]reading{}}
		}
		s.slot[f.Key] = f.StoredAs()
		s.read[f.StoredAs()] = reading{f: f}
		for i := range f.Former {
			s.read[f.Former[i].Slot] = reading{f, &f.Former[i]}
		}
	}
	for _, f := range fields {
		for _, key := range f.Aliases {
			if _, taken := s.slot[key]; !taken {
				s.slot[key] = f.StoredAs()
			}
		}
	}
	return s
}

// SlotsOf reads under which names the attributes of a kind of object are stored. It
// belongs to what stores them, and looks at no rights.
func SlotsOf(ctx context.Context, q db.Querier, object string) (Slots, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM field WHERE object = $1 AND slot <> ''", object)
	if err != nil || len(rows) == 0 {
		return Slots{}, err
	}
	fields, byID, ids := []*Field{}, map[int64]*Field{}, []int64{}
	for _, r := range rows {
		f := r.field()
		fields, byID[f.ID] = append(fields, f), f
		ids = append(ids, f.ID)
	}
	in, args := db.List(nil, ids)
	options, err := db.Select[choiceRow](ctx, q, "SELECT "+db.Columns[choiceRow]("")+" FROM choice WHERE field_id IN "+in+" ORDER BY position, id", args...)
	for _, o := range options {
		byID[o.FieldID].Choices = append(byID[o.FieldID].Choices, o.option())
	}
	return slotsOf(fields), err
}

// Of returns the name under which values of the attribute with a key are stored.
func (s Slots) Of(key string) string {
	if base, ok := strings.CutSuffix(key, monthSuffix); ok {
		return s.Of(base) + monthSuffix
	}
	if slot, ok := s.slot[key]; ok {
		return slot
	}
	return strings.TrimPrefix(key, rawMark)
}

// All returns every name under which values of the attribute with a key stand.
func (s Slots) All(key string) []string {
	slot := s.Of(key)
	out := []string{slot}
	if r, ok := s.read[slot]; ok {
		for _, o := range r.f.Former {
			out = append(out, o.Slot)
		}
	}
	return out
}

// Read returns a stored value under the key that its attribute has now. One that
// could not be converted comes under a key that is nobody's, with its words and the
// key of the attribute that lacks it.
func (s Slots) Read(slot string, v Value) (key string, now Value, lacks, words string) {
	if s.read == nil {
		return slot, v, "", ""
	}
	if base, ok := strings.CutSuffix(slot, monthSuffix); ok {
		if r, moved := s.read[base]; moved {
			return r.f.Key + monthSuffix, v, "", ""
		}
		return slot, v, "", ""
	}
	r, moved := s.read[slot]
	switch {
	case !moved:
		return slot, v, "", ""
	case r.former == nil || !v.Set:
		return r.f.Key, v, "", ""
	}
	if out, ok := r.f.Convert(*r.former, v); ok {
		return r.f.Key, out, "", ""
	}
	return rawMark + slot, v, r.f.Key, r.f.wordsOf(*r.former, v)
}

// Encode writes values by key as the function of that name does, under the names
// that they are stored under.
func (s Slots) Encode(vs Values, unread map[string]string) string {
	if s.slot == nil {
		return Encode(vs, unread)
	}
	stored, texts := make(Values, len(vs)), make(map[string]string, len(unread))
	for key, v := range vs {
		if !IsRaw(key) {
			stored[s.Of(key)] = v
			continue
		}
		// What stands for an attribute that has a value again is no longer needed.
		if r, ok := s.read[key[len(rawMark):]]; !ok || !vs[r.f.Key].Set {
			stored[key[len(rawMark):]] = v
		}
	}
	for key, text := range unread {
		if !s.isRaw(vs, key) {
			texts[s.Of(key)] = text
		}
	}
	return Encode(stored, texts)
}

// isRaw reports whether what is unread of an attribute stands there as a value that
// could not be converted.
func (s Slots) isRaw(vs Values, key string) bool {
	r, ok := s.read[s.Of(key)]
	return ok && slices.ContainsFunc(r.f.Former, func(o Former) bool { return vs[rawMark+o.Slot].Set })
}

// Decode reads what Encode wrote, whenever that was.
func (s Slots) Decode(data string, each func(key string, v Value), unread func(key, text string)) error {
	if s.read == nil {
		return Decode(data, each, unread)
	}
	return Decode(data, func(slot string, v Value) {
		key, v, lacks, words := s.Read(slot, v)
		each(key, v)
		if lacks != "" && unread != nil {
			unread(lacks, words)
		}
	}, func(slot, text string) {
		if unread != nil {
			key, _, _, _ := s.Read(slot, Value{})
			unread(key, text)
		}
	})
}

// DecodeAll reads what Encode wrote into maps.
func (s Slots) DecodeAll(data string) (Values, map[string]string, error) {
	vs := Values{}
	var texts map[string]string
	err := s.Decode(data, func(k string, v Value) { vs[k] = v }, func(k, t string) {
		if texts == nil {
			texts = map[string]string{}
		}
		texts[k] = t
	})
	for k := range texts {
		if vs[k].Set && s.read != nil {
			delete(texts, k)
		}
	}
	return vs, texts, err
}

// Texts writes texts by key, such as those that could not be read.
func (s Slots) Texts(vs Values, texts map[string]string) string {
	if s.slot == nil {
		return EncodeTexts(texts)
	}
	out := make(map[string]string, len(texts))
	for key, text := range texts {
		if !s.isRaw(vs, key) {
			out[s.Of(key)] = text
		}
	}
	return EncodeTexts(out)
}

func readFormer(text string) []Former {
	var out []Former
	if json.Unmarshal([]byte(text), &out) != nil {
		return nil
	}
	return out
}

func (f *Field) former() string {
	if len(f.Former) == 0 {
		return ""
	}
	b, err := json.Marshal(f.Former)
	if err != nil {
		panic(fmt.Sprintf("writing how %s is read: %v", f.Key, err)) // maps of texts can be written
	}
	return string(b)
}
