package record

import (
	"cmp"
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// ReplaceOptions gives the records that hold an option of a list the one that
// takes its place. The person must be allowed to edit each of them; those of
// projects in the bin keep what they have.
func (k *Kind) ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, key string, swaps []field.Swap) error {
	var edits []Edit
	var owners []home
	err := k.Each(ctx, tx, nil, func(m *Record) error {
		if v, changed := m.Values[key].Swapped(swaps); changed {
			edits = append(edits, Edit{ID: m.ID, Values: field.Values{key: v}})
			owners = append(owners, m.home())
		}
		return nil
	})
	if err != nil || len(edits) == 0 {
		return err
	}
	hs, err := homesOf(ctx, tx, owners, nil)
	if err != nil {
		return err
	}
	kept := edits[:0]
	for i, e := range edits {
		if p := hs.projects[owners[i].project]; p == nil || p.State != project.Deleted {
			kept = append(kept, e)
		}
	}
	out, err := k.Write(ctx, tx, who, c, kept)
	for _, o := range out {
		err = cmp.Or(err, o.Err)
	}
	return err
}
