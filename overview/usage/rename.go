package usage

import (
	"context"
	"fmt"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/round"
	"vigie/room/template"
	"vigie/room/trust"
	"vigie/room/view"
)

// Rename has whatever names an attribute by the key that it had name it by the one
// that it has: views, portfolios that a filter fills, dashboards, the trust score,
// mappings of imports, monthly rounds; what people keep for themselves too. Formulas,
// forms and lifecycles know it by its id. names are all that a condition may name.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, names field.Directory, f *field.Field, was string) error {
	c, err := field.Load(ctx, tx, f.Object)
	if err != nil {
		return err
	}
	words := field.Words{Catalogue: c, Directory: names}
	turn := func(condition string) (string, bool) {
		return formula.Rename(condition, label.EN, words, f.ID, was, f.Key)
	}
	steps := []func() error{
		func() error { return view.Rename(ctx, tx, who, f.Object, was, f.Key, turn) },
		func() error { return intake.Rename(ctx, tx, who, f.Object, was, f.Key) },
	}
	if f.Object == project.Entity {
		steps = append(steps,
			func() error { return portfolio.Rewrite(ctx, tx, who, turn) },
			func() error { return dashboard.Rename(ctx, tx, who, was, f.Key, turn) },
			func() error { return template.Rename(ctx, tx, who, was, f.Key, turn) },
			func() error { return trust.Rename(ctx, tx, who, was, f.Key, turn) },
			func() error { return round.Rename(ctx, tx, who, was, f.Key) },
		)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("renaming an attribute in what names it: %w", err)
		}
	}
	return nil
}
