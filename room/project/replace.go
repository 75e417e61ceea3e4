package project

import (
	"cmp"
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// ReplaceOptions gives the projects that hold an option of a list the one that
// takes its place, those archived or in the bin too. The person must be allowed
// to edit each of them.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, key string, swaps []field.Swap) error {
	var edits []Edit
	err := Each(ctx, tx, nil, func(p *Project) error {
		v, changed := p.Values[key].Swapped(swaps)
		if !changed {
			return nil
		}
		e := Edit{ID: p.ID, Values: field.Values{key: v}}
		if p.State == Deleted {
			e.State = Deleted
		}
		edits = append(edits, e)
		return nil
	})
	if err != nil || len(edits) == 0 {
		return err
	}
	out, err := Write(ctx, tx, who, c, edits)
	for _, o := range out {
		err = cmp.Or(err, o.Err)
	}
	return err
}
