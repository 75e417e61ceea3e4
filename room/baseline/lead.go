package baseline

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
)

// lead makes a baseline the reference of its project: the one before is none any more, and
// the dates of this one are the baseline of the project and of its key dates.
func (b *Baseline) lead(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, content *Content) error {
	others, err := of(ctx, tx, "project_id = $1 AND reference = 1 AND id <> $2", b.Project, b.ID)
	if err != nil {
		return err
	}
	for _, o := range others {
		o.Reference = false
		if err := o.put(ctx, tx); err != nil {
			return err
		}
	}
	if err := b.leadProject(ctx, tx, who, c.Projects, content); err != nil {
		return err
	}
	return b.leadDates(ctx, tx, who, c.Dates, content)
}

// leadProject gives the project the start and the end of the baseline as those that were
// promised. A date that the baseline does not have changes nothing.
func (b *Baseline) leadProject(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, content *Content) error {
	p, err := readable(ctx, tx, who, b.Project)
	if err != nil {
		return err
	}
	vs := field.Values{}
	for key, then := range map[string]day.Day{"start_baseline": content.Start, "end_baseline": content.End} {
		if then != 0 && c.Get(key) != nil && !p.Values[key].Equal(field.Int(int64(then))) {
			vs[key] = field.Int(int64(then))
		}
	}
	if len(vs) == 0 {
		return nil
	}
	out, err := project.Write(ctx, tx, who, c, []project.Edit{{ID: b.Project, Values: vs}})
	if err == nil {
		err = out[0].Err
	}
	return err
}

// leadDates does the same for the key dates.
func (b *Baseline) leadDates(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, content *Content) error {
	all, err := milestone.Kind.OfProjects(ctx, tx, access.System("plan"), []int64{b.Project})
	if err != nil {
		return err
	}
	then := map[int64]day.Day{}
	for _, i := range content.Items {
		if i.Kind == plan.Milestone {
			then[i.ID] = i.Day
		}
	}
	var edits []record.Edit
	names := map[int64]string{}
	for _, m := range all[b.Project] {
		on := then[m.ID]
		if on == 0 || m.Values["baseline"].Equal(field.Int(int64(on))) {
			continue
		}
		names[m.ID] = m.Name()
		edits = append(edits, record.Edit{ID: m.ID, Values: field.Values{"baseline": field.Int(int64(on))}})
	}
	if len(edits) == 0 {
		return nil
	}
	out, err := milestone.Kind.Write(ctx, tx, who, c, edits)
	if err != nil {
		return err
	}
	for n, o := range out {
		if f, ok := o.Err.(*fault.Fault); ok && f.Kind != fault.Internal {
			g := *f
			g.Text = label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", names[edits[n].ID], f.Text)
			return &g
		}
		if o.Err != nil {
			return o.Err
		}
	}
	return nil
}
