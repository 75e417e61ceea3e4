package round

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// HandOver moves the rounds of a unit to another, those that are over too.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, unit, by int64) error {
	all, err := db.Select[Round](ctx, tx, "SELECT "+db.Columns[Round]("")+" FROM round WHERE unit_id = $1 ORDER BY id", unit)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := access.Must(who.Can(access.ManageUnits, unit) && who.Can(access.ManageUnits, by)); err != nil {
			return err
		}
		r.Unit = by
		if _, err := r.save(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
