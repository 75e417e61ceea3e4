package intake

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// HandOver moves the imports into a unit to another, so that who answers for it
// still finds them, and can take them back. None of them may be at work.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, unit, by int64) error {
	if err := access.Must(who.Can(access.ManageUnits, unit) && who.Can(access.ManageUnits, by)); err != nil {
		return err
	}
	atWork, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM import WHERE unit_id = $1 AND lease > $2", unit, tx.Millis())
	if err != nil {
		return err
	}
	if atWork > 0 {
		return fault.Conflict(label.T("An import into the unit is under way; wait for its end", "Un import dans l’entité est en cours ; attendez sa fin"))
	}
	moved, err := db.Select[int64](ctx, tx, "UPDATE import SET unit_id = $2, version = version + 1 WHERE unit_id = $1 RETURNING id", unit, by)
	if err != nil {
		return err
	}
	for _, id := range moved {
		tx.Touch(Entity, id)
	}
	return nil
}
