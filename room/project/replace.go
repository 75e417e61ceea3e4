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
	"vigie/room/lifecycle"
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
	return all(ctx, tx, who, c, edits)
}

// Bring brings the projects of a type that stand at some stages to others, as a new
// lifecycle needs it; 0 is no stage. Those archived or in the bin come along. The
// person must be allowed to edit each of them.
func Bring(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, typ int64, into map[int64]int64) error {
	var edits []Edit
	err := Each(ctx, tx, nil, func(p *Project) error {
		to, ok := into[p.Values[lifecycle.Stage].N]
		if p.Values[lifecycle.Type].N != typ || !ok {
			return nil
		}
		e := Edit{ID: p.ID, Values: field.Values{lifecycle.Stage: field.Int(to)}, States: true}
		if p.State == Deleted {
			e.State = Deleted
		}
		edits = append(edits, e)
		return nil
	})
	if err != nil || len(edits) == 0 {
		return err
	}
	return all(ctx, tx, who, c, edits)
}

// all makes edits of which none may be refused.
func all(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []Edit) error {
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
		slots, err := field.SlotsOf(ctx, tx, Entity)
		if err != nil {
			return nil, err
		}
		in, args := db.List(nil, slots.All(f.Key))
		err = db.Each(ctx, tx, func(m *monthly) error {
			_, v := m.read(slots)
			months[m.Project] = append(months[m.Project], Monthly{m.Month, v})
			return nil
		}, "SELECT "+db.Columns[monthly]("")+" FROM month_value WHERE field IN "+in+" ORDER BY project_id, month", args...)
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
