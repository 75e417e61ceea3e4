package field

import (
	"context"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/constant"
)

// Constant returns the value that a constant has on a day, with the currency of an
// amount; ok is false for what is no constant.
func (c *Catalogue) Constant(id int64, on day.Day) (v formula.Value, currency string, ok bool) {
	k, ok := c.Constants.ByID(id)
	if !ok {
		return formula.Empty, "", false
	}
	return k.Value(on), k.Currency, true
}

// ChangeConstants changes the constants of the platform; version is the one that was
// read. What a formula or a rule of an attribute names stays, and no constant takes
// the key of an attribute.
func ChangeConstants(ctx context.Context, tx *db.Tx, who access.Who, version int64, edit func(*constant.Set)) (constant.Set, error) {
	var all []*Catalogue
	for _, object := range Objects {
		c, err := change(ctx, tx, object)
		if err != nil {
			return constant.Set{}, err
		}
		all = append(all, c)
	}
	was, now, err := constant.Change(ctx, tx, who, version, edit)
	if err != nil {
		return was, err
	}
	for _, c := range all {
		if err := c.agree(was, now); err != nil {
			return was, err
		}
	}
	return now, nil
}

// agree refuses constants that the attributes cannot stand beside.
func (c *Catalogue) agree(was, now constant.Set) error {
	for _, k := range now.Items {
		if f := c.byKey[k.Key]; f != nil {
			return fault.Invalid("key", label.F("The attribute “%s” has this key, or had it before it was renamed", "L’attribut «\u202f%s\u202f» a cette clé, ou l’avait avant d’être renommé", f.Label))
		}
		if reserved[k.Key] {
			return fault.Invalid("key", label.T("This key is a reserved word", "Cette clé est un mot réservé"))
		}
	}
	for _, k := range was.Items {
		if _, stays := now.ByID(k.ID); stays {
			continue
		}
		for _, f := range c.Fields {
			if !f.Retired && slices.Contains(f.Uses(), k.ID) {
				return fault.Conflict(label.F("The formula or a rule of “%s” uses the constant “%s”; change it first", "La formule ou une règle de «\u202f%s\u202f» utilise la constante «\u202f%s\u202f»\u202f; changez-la d’abord", f.Label, k.Label))
			}
		}
	}
	return nil
}

// WithConstants returns the catalogue beside other constants.
func (c *Catalogue) WithConstants(k constant.Set) *Catalogue {
	out := c.Over(slices.Clone(c.Fields))
	out.Constants = k
	if c.whole != nil {
		out.under(c.whole.WithConstants(k))
	}
	return out
}

// Rests returns whether an attribute is computed, in the end, from a constant.
func (c *Catalogue) Rests(f *Field, constant int64) bool {
	return f.expr != nil && c.reaches(f.expr, constant)
}
