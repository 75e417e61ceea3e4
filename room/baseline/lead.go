package baseline

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
)

// leading is a baseline that becomes the reference of its project.
type leading struct {
	*Baseline
	of    *project.Project
	dates promises
}

// lead makes a baseline the reference of its project.
func (b *Baseline) lead(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, content *Content) error {
	p, err := readable(ctx, tx, who, b.Project)
	if err != nil {
		return err
	}
	return lead(ctx, tx, who, c, []leading{{b, p, content.promises()}})
}

// lead makes baselines the references of their projects: those before are none any more,
// and the dates of these are the baseline of the project and of its key dates.
func lead(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, all []leading) error {
	for part := range slices.Chunk(all, 400) {
		ids, now := []int64(nil), map[int64]bool{}
		for _, l := range part {
			ids, now[l.ID] = append(ids, l.Project), true
		}
		in, args := db.List(nil, ids)
		others, err := of(ctx, tx, "reference = 1 AND project_id IN "+in, args...)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(o *Baseline) bool { return now[o.ID] })
		for _, o := range others {
			o.Reference = false
		}
		if err := put(ctx, tx, others...); err != nil {
			return err
		}
		if err := leadProjects(ctx, tx, who, c.Projects, part, len(all)); err != nil {
			return err
		}
		if err := leadDates(ctx, tx, who, c.Dates, part, len(all)); err != nil {
			return err
		}
	}
	return nil
}

// leadProjects gives projects the start and the end of their baselines as those that were
// promised. A date that a baseline does not have changes nothing. They are so many in all.
func leadProjects(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, all []leading, many int) error {
	var edits []project.Edit
	var names []string
	for _, l := range all {
		vs := field.Values{}
		for key, then := range map[string]day.Day{"start_baseline": l.dates.start, "end_baseline": l.dates.end} {
			if then != 0 && c.Get(key) != nil && !l.of.Values[key].Equal(field.Int(int64(then))) {
				vs[key] = field.Int(int64(then))
			}
		}
		if len(vs) > 0 {
			edits, names = append(edits, project.Edit{ID: l.Project, Values: vs}), append(names, l.of.Name())
		}
	}
	if len(edits) == 0 {
		return nil
	}
	out, err := project.Write(ctx, tx, who, c, edits)
	if err != nil {
		return err
	}
	for n, o := range out {
		if o.Err != nil {
			return named(names[n], many, o.Err)
		}
	}
	return nil
}

// leadDates does the same for the key dates.
func leadDates(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, all []leading, many int) error {
	var ids []int64
	for _, l := range all {
		ids = append(ids, l.Project)
	}
	dates, err := milestone.Kind.OfProjects(ctx, tx, access.System("plan"), ids)
	if err != nil {
		return err
	}
	var edits []record.Edit
	var names, projects []string
	for _, l := range all {
		for _, m := range dates[l.Project] {
			on := l.dates.key[m.ID]
			if on == 0 || m.Values["baseline"].Equal(field.Int(int64(on))) {
				continue
			}
			names, projects = append(names, m.Name()), append(projects, l.of.Name())
			edits = append(edits, record.Edit{ID: m.ID, Values: field.Values{"baseline": field.Int(int64(on))}})
		}
	}
	for len(edits) > 0 {
		n := min(len(edits), 2000)
		out, err := milestone.Kind.Write(ctx, tx, who, c, edits[:n])
		if err != nil {
			return err
		}
		for k, o := range out {
			if o.Err != nil {
				return named(projects[k], many, named(names[k], 0, o.Err))
			}
		}
		edits, names, projects = edits[n:], names[n:], projects[n:]
	}
	return nil
}
