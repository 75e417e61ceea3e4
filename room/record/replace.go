package record

import (
	"cmp"
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

// ReplaceOptions gives the records that hold an option of a list the one that
// takes its place. The person must be allowed to edit each of them; those of
// projects in the bin keep what they have.
func (k *Kind) ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, key string, swaps []field.Swap) error {
	return k.rewrite(ctx, tx, who, c, func(m *Record) (string, field.Value, bool) {
		v, changed := m.Values[key].Swapped(swaps)
		return key, v, changed
	})
}

// Bring brings the records of a type that stand at some stages to others, as a new
// lifecycle needs it; 0 is no stage. The person must be allowed to edit each of them;
// those of projects in the bin keep what they have.
func (k *Kind) Bring(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, typ int64, into map[int64]int64) error {
	return k.rewrite(ctx, tx, who, c, func(m *Record) (string, field.Value, bool) {
		to, ok := into[m.Values[k.Status].N]
		return k.Status, field.Int(to), ok && m.Values[lifecycle.ObjectOf(k.Entity).Type].N == typ
	})
}

// rewrite gives each record the value that now says, whatever its lifecycle says.
func (k *Kind) rewrite(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, now func(*Record) (string, field.Value, bool)) error {
	var edits []Edit
	var owners []home
	err := k.Each(ctx, tx, nil, func(m *Record) error {
		if key, v, changed := now(m); changed {
			edits = append(edits, Edit{ID: m.ID, Values: field.Values{key: v}, States: true})
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
	for i, e := range edits { // one of a portfolio has no project
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
