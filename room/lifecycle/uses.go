package lifecycle

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Named are the keys of the attributes that a definition names, the type and the
// stage of projects among them, by what it is about.
func (d *Definition) Named(c *field.Catalogue) []string {
	if d == nil {
		return nil
	}
	of := ObjectOf(c.Object)
	keys := []string{of.Type, of.Stage}
	if len(d.Variants) > 0 {
		keys = append(keys, Variant)
	}
	for _, id := range d.Attributes() {
		if f := c.ByID(id); f != nil {
			keys = append(keys, f.Key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// FreeOfAttribute refuses to let an attribute of an object go that a lifecycle which
// holds names: nobody could fulfil any more what is asked of it.
func FreeOfAttribute(ctx context.Context, tx *db.Tx, who access.Who, object, key string) error {
	return each(ctx, tx, who, object, func(c *field.Catalogue, typ field.Option, d *Definition) error {
		if slices.Contains(d.Named(c), key) {
			return fault.Conflict(label.F("The lifecycle of “%s” uses this attribute; change it first", "Le cycle de vie de « %s » utilise cet attribut ; changez-le d’abord", typ.Label))
		}
		return nil
	})
}

// FreeOfOptions refuses to leave a list without an option, out of use now, that a
// lifecycle which holds names: a project could be where no way leads.
func FreeOfOptions(ctx context.Context, tx *db.Tx, who access.Who, object, key string) error {
	return each(ctx, tx, who, object, func(c *field.Catalogue, typ field.Option, d *Definition) error {
		if o, named := d.retired(c.Get(key)); named {
			return fault.Conflict(label.F("The lifecycle of “%s” names “%s”; change it first, or say which value takes its place", "Le cycle de vie de « %s » nomme « %s » ; changez-le d’abord, ou dites quelle valeur prend sa place", typ.Label, o.Label))
		}
		return nil
	})
}

// each goes through what holds of the types of an object that are in use.
func each(ctx context.Context, tx *db.Tx, who access.Who, object string, f func(*field.Catalogue, field.Option, *Definition) error) error {
	if !Has(object) {
		return nil
	}
	c, err := field.Hold(ctx, tx, who, object)
	if err != nil {
		return err
	}
	all, err := All(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range Types(c) {
		if l := all[o.ID]; !o.Retired && l != nil && l.Holds != nil {
			if err := f(c, o, l.Holds); err != nil {
				return err
			}
		}
	}
	return nil
}

// retired is the first option of a list, out of use, that the definition names.
func (d *Definition) retired(list *field.Field) (field.Option, bool) {
	if list == nil {
		return field.Option{}, false
	}
	i := slices.IndexFunc(list.Choices, func(o field.Option) bool { return o.Retired && d.keeps(list, o) })
	if i < 0 {
		return field.Option{}, false
	}
	return list.Choices[i], true
}

// keeps reports whether an option of a list is one of the stages or of the variants,
// or is what a move writes.
func (d *Definition) keeps(list *field.Field, o field.Option) bool {
	return d.Step(o.ID) != nil ||
		slices.ContainsFunc(d.Variants, func(v Scale) bool { return v.Variant == o.ID }) ||
		slices.ContainsFunc(d.Moves, func(m Move) bool {
			return slices.ContainsFunc(m.Effects, func(e Effect) bool { return e.Attribute == list.ID && e.Value == o.Key })
		})
}

// Keep reports whether one of the lifecycles that hold names an option of a list.
func Keep(all map[int64]*Lifecycle, list *field.Field, option int64) bool {
	o, ok := list.OptionByID(option)
	for _, l := range all {
		if ok && l.Holds != nil && l.Holds.keeps(list, o) {
			return true
		}
	}
	return false
}
