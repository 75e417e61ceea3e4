package usage

import (
	"context"
	"fmt"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/guide"
	"vigie/room/intake"
	"vigie/room/lifecycle"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/template"
	"vigie/room/trust"
	"vigie/room/view"
)

// Replace gives whatever names an option of a list the one that takes its place:
// filters and colour rules of views, portfolios that a filter fills, formulas, the
// trust score, forms, mappings of imports. What people keep for themselves is changed
// too, for it would show nothing any more. names are all that a condition may name.
func Replace(ctx context.Context, tx *db.Tx, who access.Who, names field.Directory, f *field.Field, swaps []field.Swap) error {
	c, err := field.Load(ctx, tx, f.Object)
	if err != nil {
		return err
	}
	words, name := field.Words{Catalogue: c, Directory: names}, f.Name(swaps)
	turn := func(condition string) (string, bool) {
		return formula.Swap(condition, label.EN, words, f.ID, name)
	}
	key := func(key string) (string, bool) {
		if o, ok := f.OptionByKey(key); ok {
			return name(o.ID)
		}
		return "", false
	}
	by := f.By(swaps)
	steps := []func() error{
		func() error { return view.Rewrite(ctx, tx, who, f.Object, turn) },
		func() error { return intake.Rewrite(ctx, tx, who, f.Object, f.Key, key) },
		func() error { return field.ReplaceOptions(ctx, tx, who, f, swaps) },
		func() error { return template.ReplaceOptions(ctx, tx, who, f, by) },
		func() error { return guide.ReplaceOptions(ctx, tx, who, f, by) },
	}
	if lifecycle.Has(f.Object) {
		steps = append(steps,
			func() error { return lifecycle.Rewrite(ctx, tx, who, f, by) },
			func() error { return form.ReplaceOptions(ctx, tx, who, f.Object, f.Key, by) },
		)
	}
	if f.Object == project.Entity {
		steps = append(steps,
			func() error { return portfolio.Rewrite(ctx, tx, who, turn) },
			func() error { return trust.Rewrite(ctx, tx, who, turn, keyOf(f.Key, key)) },
		)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("replacing a value in what names it: %w", err)
		}
	}
	return nil
}

// keyOf replaces keys of one list, and leaves those of others.
func keyOf(list string, key func(string) (string, bool)) func(list, key string) (string, bool) {
	return func(of, k string) (string, bool) {
		if by, ok := key(k); ok && of == list {
			return by, true
		}
		return k, false
	}
}

// Return gives what a change of attributes rewrote what it said before, where
// nobody changed it since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, number int64) error {
	for _, back := range []func(context.Context, *db.Tx, access.Who, int64) error{view.Return, intake.Return, portfolio.ReturnFilters, trust.Return, lifecycle.Return, form.Return, template.GiveBack, guide.Return} {
		if err := back(ctx, tx, who, number); err != nil {
			return fmt.Errorf("giving back what named a value: %w", err)
		}
	}
	return nil
}
