package lifecycle

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Variants makes sure that projects have the attribute that says by how much method
// they are run. It comes with the first lifecycle
// that has variants.
func Variants(ctx context.Context, tx *db.Tx, who access.Who) error {
	c, err := field.Hold(ctx, tx, who, "project")
	if err != nil {
		return err
	}
	switch f := c.Get(Variant); {
	case f == nil:
		return field.Create(ctx, tx, who, &field.Field{
			Object: "project", Key: Variant, Kind: field.Choice, Label: label.T("Method", "Méthode"), Consolidation: field.CountByValue,
			Help: label.T("By how much method the project is run; it follows the rule of its type until it is chosen by hand", "Avec quel degré de méthode le projet est mené ; suit la règle de son type tant qu’il n’est pas choisi à la main"),
			Choices: []field.Option{
				{Key: "light", Label: label.T("Light", "Légère"), Colour: "green"},
				{Key: "standard", Label: label.T("Standard", "Standard"), Colour: "blue"},
				{Key: "full", Label: label.T("Full", "Complète"), Colour: "violet"},
			},
		})
	case f.Retired:
		_, err = field.Revive(ctx, tx, who, "project", Variant)
	}
	return err
}
