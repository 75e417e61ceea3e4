package portfolio

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// HandOver moves the portfolios of a unit to another.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, unit, by int64) error {
	all, err := db.Select[Portfolio](ctx, tx, "SELECT "+db.Columns[Portfolio]("")+" FROM portfolio WHERE unit_id = $1 ORDER BY id", unit)
	if err != nil {
		return err
	}
	for _, p := range all {
		if _, err := Update(ctx, tx, who, p.ID, p.Version, func(p *Portfolio) { p.Unit = by }); err != nil {
			return err
		}
	}
	return nil
}
