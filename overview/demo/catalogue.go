package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	"vigie/room/risk"
)

// describe fits the catalogue to the company.
func (f *filler) describe(ctx context.Context) error {
	if err := f.seed(ctx); err != nil {
		return err
	}
	err := f.configure(ctx, f.begin(), "hierarchies", "attribute_groups", "attributes")
	if err != nil {
		return err
	}
	who := f.people["helene.vasseur"]
	if err := f.update(ctx, f.begin(), who, "", func(tx *db.Tx) error { return showPlan(ctx, tx, who) }); err != nil {
		return err
	}
	if f.catalogue, err = field.Load(ctx, f.d, "project"); err != nil {
		return err
	}
	f.registers = map[string]*field.Catalogue{}
	for _, k := range []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind} {
		if f.registers[k.Entity], err = field.Load(ctx, f.d, k.Entity); err != nil {
			return err
		}
	}
	return nil
}

// seed writes the core attributes where the start of the program has not.
func (f *filler) seed(ctx context.Context) error {
	n, err := db.Get[int64](ctx, f.d, "SELECT count(*) FROM field")
	if err != nil || n > 0 {
		return err
	}
	who := access.System("command")
	return f.update(ctx, f.begin(), who, "", func(tx *db.Tx) error { return field.Seed(ctx, tx, who) })
}

// pick returns the value of a choice by its key.
func (f *filler) pick(key, option string) field.Value {
	if option == "" {
		return field.Value{}
	}
	v, err := field.ParsePlain(f.catalogue.Get(key), option)
	if err != nil {
		panic(err) // a word of this package that its own lists do not have
	}
	return v
}
