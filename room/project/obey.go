package project

import (
	"slices"
	"time"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
)

// Obey says which rules of the catalogue a project, or what stands in a register beside
// it, does not fulfil: what is asked for under a condition and is not there, and what is
// there and breaks its rule. old is what it was, without values where it was not there. A
// rule that came later stands in the way only of who touches what it looks at, and one
// that looks at something hidden from the person not in his: the answer would tell it.
func (p *Project) Obey(c *field.Catalogue, today day.Day, old *Project, veil *field.Veil) []fault.Detail {
	return append(p.misses(c, today, old, veil), p.Breaks(c, today, old, veil)...)
}

// misses says what is asked for under a condition and is not there.
func (p *Project) misses(c *field.Catalogue, today day.Day, old *Project, veil *field.Veil) []fault.Detail {
	var bad []fault.Detail
	for _, f := range c.Fields {
		requiredIf, _ := f.Conditions()
		if requiredIf == nil || f.Retired || p.Values[f.Key].Set || p.Unread[f.Key] != "" || !p.wants(f, c, today, veil) {
			continue
		}
		if old.Values[f.Key].Set || !old.Fulfils(requiredIf, c, today) || old.Conceals(f, c, today, veil) {
			when := c.RequiredWhen(f)
			bad = append(bad, fault.Detail{Where: f.Key, Text: label.F("“%s” is required when %s", "«\u202f%s\u202f» est obligatoire quand %s", f.Label, when)})
		}
	}
	return bad
}

// wants reports whether an attribute is asked of a person under its condition, which he
// may read and fulfil.
func (p *Project) wants(f *field.Field, c *field.Catalogue, today day.Day, veil *field.Veil) bool {
	requiredIf, _ := f.Conditions()
	return requiredIf != nil && !veil.Hides(f.Key) && !veil.Locks(f.Key) && !veil.Closes(requiredIf) && !p.Conceals(f, c, today, veil) && p.Fulfils(requiredIf, c, today)
}

// Breaks says which values break the rule of their attribute, as Obey does.
func (p *Project) Breaks(c *field.Catalogue, today day.Day, old *Project, veil *field.Veil) []fault.Detail {
	var bad []fault.Detail
	for _, f := range c.Fields {
		_, rule := f.Conditions()
		if rule == nil || f.Retired || !p.Values[f.Key].Set || veil.Hides(f.Key) || veil.Closes(rule) || p.Fulfils(rule, c, today) {
			continue
		}
		if p.touches(f, old) || p.touchesAny(rule, c, old) {
			bad = append(bad, fault.Detail{Where: f.Key, Text: f.Message})
		}
	}
	return bad
}

// Conceals reports whether an attribute is not shown on a project as it stands, for its
// condition does not hold: it is not asked for then. To a person who may not read what
// the condition looks at, it is shown.
func (p *Project) Conceals(f *field.Field, c *field.Catalogue, today day.Day, veil *field.Veil) bool {
	e := f.Shown()
	return e != nil && !veil.Closes(e) && !p.Fulfils(e, c, today)
}

func (p *Project) touches(f *field.Field, old *Project) bool {
	return !p.Values[f.Key].Equal(old.Values[f.Key])
}

// touchesAny reports whether anything is different of what a condition looks at.
func (p *Project) touchesAny(e *formula.Expr, c *field.Catalogue, old *Project) bool {
	seen := map[int64]bool{}
	var any func(e *formula.Expr) bool
	any = func(e *formula.Expr) bool {
		return slices.ContainsFunc(e.Uses(), func(id int64) bool {
			f := c.ByID(id)
			if f == nil || seen[id] {
				return false
			}
			seen[id] = true
			return p.touches(f, old) || f.Expr() != nil && any(f.Expr())
		})
	}
	return any(e)
}

// Fulfils tries a condition on the values of a project on a day. One that there was
// not before fulfils none.
func (p *Project) Fulfils(e *formula.Expr, c *field.Catalogue, today day.Day) bool {
	return p.Values != nil && formula.Predicate(e, aloneOn(p, c, today))(0)
}

// alone is one project as the source of a condition.
type alone struct {
	p     *Project
	c     *field.Catalogue
	today day.Day
	known map[int64]formula.Value // what is computed, worked out once
}

func aloneOn(p *Project, c *field.Catalogue, today day.Day) alone {
	return alone{p, c, today, map[int64]formula.Value{}}
}

// Attribute implements formula.Source.
func (a alone) Attribute(id int64) func(int32) formula.Value {
	always := func(n int64) func(int32) formula.Value {
		return func(int32) formula.Value { return formula.Value{N: n} }
	}
	switch id {
	case field.SelfID:
		return always(a.p.ID)
	case field.CreatedID:
		return always(int64(day.OfTime(time.UnixMilli(a.p.Created))))
	case field.UpdatedID:
		return always(int64(a.today))
	}
	f := a.c.ByID(id)
	if f == nil {
		return nil
	}
	if f.Kind == field.Computed {
		if f.Expr() == nil {
			return nil
		}
		return func(row int32) formula.Value {
			v, ok := a.known[id]
			if !ok {
				v = formula.Compile(f.Expr(), a)(row)
				a.known[id] = v
			}
			return v
		}
	}
	v := a.p.Values[f.Key]
	return func(int32) formula.Value { return formula.Value{Null: !v.Set, N: v.N, S: v.S, L: v.L} }
}

// Constant implements formula.ConstantSource.
func (a alone) Constant(id int64) (formula.Value, string, bool) { return a.c.Constant(id, a.today) }

// Children implements formula.Source: a rule looks at one project.
func (alone) Children(int32) []int32 { return nil }

// Branch implements formula.BranchSource.
func (a alone) Branch(list, id int64) map[int64]bool { return a.c.Branch(list, id, nil) }

// Currency implements formula.Source.
func (a alone) Currency(int32) string { return a.p.Values["currency"].S }

// Today implements formula.Source.
func (a alone) Today() day.Day { return a.today }
