package project

import (
	"cmp"
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// HandOver moves the projects of a unit to another, those archived or in the bin
// too. The person must be allowed to edit each of them.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, unit, by int64) error {
	type found struct {
		ID    int64 `db:"id"`
		State State `db:"state"`
	}
	all, err := db.Select[found](ctx, tx, "SELECT id, state FROM project WHERE unit_id = $1 AND state <> 'merged' ORDER BY id", unit)
	if err != nil || len(all) == 0 {
		return err
	}
	edits := make([]Edit, len(all))
	for i, p := range all {
		edits[i] = Edit{ID: p.ID, Values: field.Values{"unit": field.Int(by)}}
		if p.State == Deleted {
			edits[i].State = Deleted
		}
	}
	out, err := Write(ctx, tx, who, c, edits)
	for _, o := range out {
		err = cmp.Or(err, o.Err)
	}
	return err
}
