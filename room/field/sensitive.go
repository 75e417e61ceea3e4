package field

import (
	"regexp"
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
)

// weigh finds out which roles each attribute needs: its own, and those of all that
// it is computed from, in the end; of now, and of past months.
func (c *Catalogue) weigh() {
	c.sensitive = slices.ContainsFunc(c.Fields, func(f *Field) bool { return f.reads|f.writes|f.readsPast|f.writesPast != 0 })
	if !c.sensitive {
		return
	}
	c.needs, c.needsPast = map[int64][]access.Marks{}, map[int64][]access.Marks{}
	for _, f := range c.Fields {
		for past, needs := range map[bool]map[int64][]access.Marks{false: c.needs, true: c.needsPast} {
			all := append(c.needsOf(f.expr, past), f.readBy(past)...)
			slices.Sort(all)
			if all = slices.Compact(all); len(all) > 0 {
				needs[f.ID] = all
			}
		}
	}
}

// readBy returns the roles, one of each set, without which what the attribute holds
// itself is not read; past says whether past months are meant.
func (f *Field) readBy(past bool) (out []access.Marks) {
	if f.reads != 0 {
		out = append(out, f.reads)
	}
	if past && f.readsPast != 0 {
		out = append(out, f.readsPast)
	}
	return out
}

// needsOf returns the roles, one of each set, without which a formula or a
// condition reads something that is not for the person.
func (c *Catalogue) needsOf(e *formula.Expr, past bool) []access.Marks {
	seen, out := map[int64]bool{}, []access.Marks(nil)
	var add func(*formula.Expr)
	add = func(e *formula.Expr) {
		if e == nil {
			return
		}
		for _, id := range e.Uses() {
			f := c.byID[id]
			if f == nil || seen[id] {
				continue
			}
			seen[id] = true
			out = append(out, f.readBy(past)...)
			add(f.expr)
		}
	}
	add(e)
	return out
}

// Past returns the catalogue as it is for reading the past: what of past months is not
// for a person is not for him.
func (c *Catalogue) Past() *Catalogue {
	if c == nil || c.past {
		return c
	}
	out := &Catalogue{
		Object: c.Object, Fields: c.Fields, Constants: c.Constants, Groups: c.Groups, byKey: c.byKey, byID: c.byID, slots: c.slots,
		sensitive: c.sensitive, needs: c.needs, needsPast: c.needsPast, past: true,
	}
	if c.whole != nil {
		out.whole = c.whole.Past()
	}
	return out
}

// Dated reports whether past months of an attribute are for fewer people than it is.
func (c *Catalogue) Dated(f *Field) bool { return len(c.needsPast[f.ID]) > len(c.needs[f.ID]) }

// Sensitive reports whether some attribute is not for everybody who sees its object.
func (c *Catalogue) Sensitive() bool { return c.sensitive }

// Secret reports whether the values of an attribute are not for everybody who sees
// their object.
func (c *Catalogue) Secret(f *Field) bool { return len(c.needsAt()[f.ID]) > 0 }

func (c *Catalogue) needsAt() map[int64][]access.Marks {
	if c.past {
		return c.needsPast
	}
	return c.needs
}

// Readable reports whether whoever has some roles on an object may read an attribute
// there, with all that it is computed from.
func (c *Catalogue) Readable(f *Field, held access.Marks) bool { return all(c.needsAt()[f.ID], held) }

// ReadablePast reports the same of past months.
func (c *Catalogue) ReadablePast(f *Field, held access.Marks) bool {
	return all(c.needsPast[f.ID], held)
}

// Writable reports whether whoever has some roles on an object that he may edit may
// write an attribute there. What cannot be read cannot be written either.
func (c *Catalogue) Writable(f *Field, held access.Marks) bool {
	writes := f.writes
	if c.past && f.writesPast != 0 {
		writes = f.writesPast
	}
	return c.Readable(f, held) && (writes == 0 || writes&held != 0)
}

func all(needs []access.Marks, held access.Marks) bool {
	return !slices.ContainsFunc(needs, func(one access.Marks) bool { return one&held == 0 })
}

// Opens reports whether whoever has some roles on an object may read all that a
// condition looks at.
func (c *Catalogue) Opens(e *formula.Expr, held access.Marks) bool {
	return e == nil || !c.sensitive || all(c.needsOf(e, c.past), held)
}

// Whole returns the catalogue with every attribute, for what is done to the
// catalogue itself, and for what everybody keeps.
func (c *Catalogue) Whole() *Catalogue {
	if c.whole != nil {
		return c.whole
	}
	return c
}

// For returns the catalogue as a person knows it: without the attributes that he
// may read nowhere, and without the conditions that look at them.
func (c *Catalogue) For(who access.Who) *Catalogue {
	c = c.Whole()
	if !c.sensitive {
		return c
	}
	held := who.MarksSomewhere()
	if known, ok := c.known.Load(held); ok {
		return known.(*Catalogue)
	}
	var fields []*Field
	for _, f := range c.Fields {
		if c.Readable(f, held) {
			fields = append(fields, c.asKnown(f, held))
		}
	}
	out := c.Over(fields)
	out.under(c)
	known, _ := c.known.LoadOrStore(held, out)
	return known.(*Catalogue)
}

// Unknown tells a text that names attributes which the person may read nowhere, for
// whom the catalogue is; nil where there are none.
func (c *Catalogue) Unknown() *regexp.Regexp {
	if c.whole == nil {
		return nil
	}
	var keys []string
	for _, f := range c.whole.Fields {
		if c.byKey[f.Key] == nil {
			keys = append(keys, regexp.QuoteMeta(f.Key))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return regexp.MustCompile(`\b(` + strings.Join(keys, "|") + `)\b`)
}

// With returns the catalogue with one more attribute, or another definition of one
// that is there.
func (c *Catalogue) With(f *Field) *Catalogue {
	others := slices.DeleteFunc(slices.Clone(c.Fields), func(o *Field) bool { return o.Key == f.Key })
	out := c.Over(append(others, f))
	if c.whole != nil {
		out.under(c.whole.With(f))
	}
	return out
}

// under makes the catalogue that of a person who knows a part of the whole one.
func (c *Catalogue) under(whole *Catalogue) {
	c.whole, c.sensitive, c.needs, c.needsPast = whole, true, whole.needs, whole.needsPast
}

// asKnown is an attribute as people who have some roles know it.
func (c *Catalogue) asKnown(f *Field, held access.Marks) *Field {
	out := *f
	if !c.Opens(f.requiredIf, held) {
		out.RequiredIf, out.requiredIf = "", nil
	}
	if !c.Opens(f.shownIf, held) {
		out.ShownIf, out.shownIf = "", nil
	}
	if !c.Opens(f.rule, held) {
		out.Rule, out.rule, out.Message = "", nil, label.Text{}
	}
	return &out
}

// Veil says which attributes of an object are not for a person on one project or
// unit; nil where all are.
type Veil struct {
	c     *Catalogue
	held  access.Marks
	stale map[string]bool // what stands there from a past month that is not for him
}

// Veil returns which attributes are not for a person on a project of a unit.
func (c *Catalogue) Veil(who access.Who, unit, project int64) *Veil {
	if c == nil || who.IsSystem() || !c.Whole().sensitive {
		return nil
	}
	c = c.Whole()
	return &Veil{c: c, held: who.MarksOn(unit, project)}
}

// Past returns the same for what is read of the past, and written into it.
func (v *Veil) Past() *Veil {
	if v == nil {
		return nil
	}
	return &Veil{c: v.c.Past(), held: v.held}
}

// Now returns the same for values of which some stand there from a past month: it is
// the one that of says, 0 for none. Those months may be for fewer people.
func (v *Veil) Now(now day.Month, of func(key string) day.Month) *Veil {
	if v == nil {
		return nil
	}
	out := *v
	for _, f := range v.c.Fields {
		if f.readsPast == 0 || of(f.Key) >= now || v.c.ReadablePast(f, v.held) {
			continue
		}
		if out.stale == nil {
			out.stale = map[string]bool{}
		}
		out.stale[f.Key] = true
	}
	return &out
}

// Hides reports whether the person may not read an attribute there.
func (v *Veil) Hides(key string) bool {
	if v == nil {
		return false
	}
	f := v.c.byKey[key]
	return f != nil && (v.stale[f.Key] || !v.c.Readable(f, v.held))
}

// Locks reports whether the person may not write an attribute there.
func (v *Veil) Locks(key string) bool {
	if v == nil {
		return false
	}
	f := v.c.byKey[key]
	return f != nil && !v.c.Writable(f, v.held)
}

// Closes reports whether a condition looks at something that the person may not
// read there: it then says nothing to him, and asks nothing of him.
func (v *Veil) Closes(e *formula.Expr) bool {
	return v != nil && (!v.c.Opens(e, v.held) || len(v.stale) > 0 && v.c.looksAt(e, v.stale))
}

// looksAt reports whether a condition looks, in the end, at one of some attributes.
func (c *Catalogue) looksAt(e *formula.Expr, keys map[string]bool) bool {
	for _, f := range c.Fields {
		if e != nil && keys[f.Key] && c.reaches(e, f.ID) {
			return true
		}
	}
	return false
}

// Hidden returns the keys of the attributes that the person may not read there.
func (v *Veil) Hidden() []string {
	if v == nil {
		return nil
	}
	var out []string
	for _, f := range v.c.Fields {
		if v.stale[f.Key] || !v.c.Readable(f, v.held) {
			out = append(out, f.Key)
		}
	}
	return out
}
