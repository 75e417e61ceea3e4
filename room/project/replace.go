package project

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/period"
)

// ReplaceOptions gives the projects that hold an option of a list the one that
// takes its place, those archived or in the bin too. What is kept per month is
// replaced in every month that is not locked. The person must be allowed to edit
// each of them.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, key string, swaps []field.Swap) error {
	edits, err := swapped(ctx, tx, c.Get(key), swaps)
	if err != nil || len(edits) == 0 {
		return err
	}
	out, err := Write(ctx, tx, who, c, edits)
	for _, o := range out {
		err = cmp.Or(err, o.Err)
	}
	return err
}

// swapped returns what gives each project the other option: one edit or, of what
// is kept per month, one for each month that has the old one and is not locked.
func swapped(ctx context.Context, tx *db.Tx, f *field.Field, swaps []field.Swap) ([]Edit, error) {
	months := map[int64][]Monthly{}
	if f.PerMonth {
		err := db.Each(ctx, tx, func(m *monthly) error {
			months[m.Project] = append(months[m.Project], Monthly{m.Month, storedMonth(*m)})
			return nil
		}, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE field = $1 ORDER BY project_id, month", f.Key)
		if err != nil {
			return nil, err
		}
	}
	locked, err := period.Of(ctx, tx, slices.Collect(maps.Keys(months)))
	if err != nil {
		return nil, err
	}
	var edits []Edit
	err = Each(ctx, tx, nil, func(p *Project) error {
		said := months[p.ID]
		if len(said) == 0 {
			said = []Monthly{{day.Month(p.Values[monthOf(f.Key)].N), p.Values[f.Key]}}
		}
		for _, m := range said {
			v, changed := m.Value.Swapped(swaps)
			if !changed || locked.Has(p.ID, m.Month) {
				continue
			}
			e := Edit{ID: p.ID, Values: field.Values{f.Key: v}, Month: m.Month, States: true}
			if p.State == Deleted {
				e.State = Deleted
			}
			edits = append(edits, e)
		}
		return nil
	})
	return edits, err
}
