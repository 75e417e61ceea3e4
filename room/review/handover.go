package review

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// HandOver moves the reviews of a unit to another, those that are closed too: the
// unit says who may see them, and nothing of what was frozen changes.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, unit, by int64) error {
	all, err := db.Select[Review](ctx, tx, "SELECT "+db.Columns[Review]("")+" FROM review WHERE unit_id = $1 ORDER BY id", unit)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := access.Must(who.Can(access.ManageUnits, unit) && who.Can(access.ManageUnits, by)); err != nil {
			return err
		}
		r.Unit = by
		if _, err := r.save(ctx, tx, who); err != nil {
			return err
		}
	}
	return nil
}
