package project

import (
	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/room/field"
)

// Asked returns the attributes that are asked of a project as it stands and that
// it does not have, in the order of the catalogue: those always required, and those
// required under a condition that it fulfils. What is not shown on it is not asked for.
func (p *Project) Asked(c *field.Catalogue, today day.Day) []*field.Field {
	var out []*field.Field
	for _, f := range c.Fields {
		if f.Retired || f.ReadOnly || f.Kind == field.Computed || p.Values[f.Key].Set {
			continue
		}
		if p.Conceals(f, c, today, nil) {
			continue
		}
		requiredIf, _ := f.Conditions()
		if f.Required || requiredIf != nil && formula.Predicate(requiredIf, aloneOn(p, c, today))(0) {
			out = append(out, f)
		}
	}
	return out
}

// AskedUnder returns the keys of the attributes that are asked of a person, under
// conditions that a project, or what stands in a register, fulfils as it stands, whether
// it has them or not.
func (p *Project) AskedUnder(c *field.Catalogue, today day.Day, veil *field.Veil) []string {
	var out []string
	for _, f := range c.Fields {
		if !f.Retired && p.wants(f, c, today, veil) {
			out = append(out, f.Key)
		}
	}
	return out
}
