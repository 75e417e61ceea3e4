package baseline

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

// Catalogues are the attributes of projects and of key dates, whose baseline dates the
// reference gives.
type Catalogues struct {
	Projects, Dates *field.Catalogue
}

// Ask is what is asked when baselines are taken.
type Ask struct {
	Name      string
	Reference bool // they become the references of their projects
}

// Take keeps what is planned now of some projects, a baseline of each, as one change: all
// of them or none. It returns them in the order of their ids. drawn is what the plans of
// some of them were shortly before; what has changed since, and all others, is read anew.
func Take(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, projects []int64, drawn Drawn, ask Ask) ([]*Baseline, error) {
	name, err := access.CleanName("name", ask.Name, longestName)
	if err != nil {
		return nil, err
	}
	projects = slices.Compact(slices.Sorted(slices.Values(projects)))
	if len(projects) == 0 || len(projects) > MostProjects {
		return nil, fault.Invalid("projects", label.F("Choose from 1 to %d projects", "Choisissez de 1 à %d projets", MostProjects))
	}
	if err := project.Hold(ctx, tx, who, projects); err != nil {
		return nil, err
	}
	of, err := editables(ctx, tx, who, projects)
	if err != nil {
		return nil, err
	}
	marks, err := plan.Marks(ctx, tx, who, projects)
	if err != nil {
		return nil, err
	}
	all, out := make([]fresh, len(projects)), make([]*Baseline, len(projects))
	for n, id := range projects {
		out[n] = &Baseline{Project: id, Name: name, On: tx.Today(), Reference: ask.Reference}
		all[n] = fresh{out[n], drawn[id], of[id]}
		if all[n].mark == marks[id] && all[n].version == of[id].Version {
			continue
		}
		if all[n].drawing, err = draw(ctx, tx, who, of[id]); err != nil {
			return nil, err
		}
	}
	return out, begin(ctx, tx, who, c, all)
}

// Keep keeps a baseline that comes from elsewhere, such as a file, with the date that it
// has there. Its items that are no longer in the plan are those that were deleted.
func Keep(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, b Baseline, content *Content) (*Baseline, error) {
	var err error
	if b.Name, err = access.CleanName("name", b.Name, longestName); err != nil {
		return nil, err
	}
	if b.On == 0 || b.On > tx.Today() {
		return nil, fault.Invalid("on", label.T("Give the date of the baseline, today or before", "Donnez la date de la référence, aujourd’hui ou avant"))
	}
	if err := project.Hold(ctx, tx, who, []int64{b.Project}); err != nil {
		return nil, err
	}
	p, err := editable(ctx, tx, who, b.Project)
	if err != nil {
		return nil, err
	}
	d, err := drawingOf(content)
	if err != nil {
		return nil, err
	}
	return &b, begin(ctx, tx, who, c, []fresh{{&b, d, p}})
}

// fresh is a baseline that is written for the first time, of a project.
type fresh struct {
	*Baseline
	drawing
	of *project.Project
}

// begin writes new baselines, of a project each.
func begin(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, all []fresh) error {
	if err := roomFor(ctx, tx, all); err != nil {
		return err
	}
	var rows []contentRow
	var leads []leading
	var written []*Baseline
	for n := range all {
		f := &all[n]
		b := f.Baseline
		b.ID, b.Version, b.Taken, b.By = tx.NewID(), 0, tx.Millis(), who.ID
		b.content, b.Items, b.Finish = tx.NewID(), f.items, f.finish
		rows = append(rows, contentRow{b.content, b.Project, f.text})
		written = append(written, b)
		if b.Reference {
			leads = append(leads, leading{b, f.of, f.dates})
		}
	}
	if err := db.Insert(ctx, tx, "baseline_content", rows...); err != nil {
		return err
	}
	if err := lead(ctx, tx, who, c, leads); err != nil {
		return err
	}
	return put(ctx, tx, written...)
}

// roomFor refuses a baseline of a project that has as many as there may be.
func roomFor(ctx context.Context, tx *db.Tx, all []fresh) error {
	type count struct {
		Project int64 `db:"project_id"`
		Count   int64 `db:"n"`
	}
	for part := range slices.Chunk(all, 400) {
		ids, by := []int64(nil), map[int64]*project.Project{}
		for _, f := range part {
			ids, by[f.of.ID] = append(ids, f.of.ID), f.of
		}
		in, args := db.List(nil, ids)
		err := db.Each(ctx, tx, func(r *count) error {
			if r.Count < mostOfOne {
				return nil
			}
			return named(by[r.Project].Name(), len(all), fault.Conflict(label.F("A project has at most %d baselines; delete some first", "Un projet a au plus %d références\u202f; supprimez-en d’abord", mostOfOne)))
		}, "SELECT project_id, count(*) AS n FROM baseline WHERE project_id IN "+in+" GROUP BY project_id", args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// editables are projects whose plans the person may change, by their ids; all of them.
func editables(ctx context.Context, q db.Querier, who access.Who, ids []int64) (map[int64]*project.Project, error) {
	out := make(map[int64]*project.Project, len(ids))
	for part := range slices.Chunk(ids, 400) {
		if err := project.Each(ctx, q, part, func(p *project.Project) error { out[p.ID] = p; return nil }); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		p := out[id]
		if p == nil || !who.CanProject(access.ReadProject, id, p.Unit(), p.Manager()) {
			return nil, fault.NotFound()
		}
		if err := mayEdit(who, p); err != nil {
			return nil, named(p.Name(), len(ids), err)
		}
	}
	return out, nil
}

// editable returns a project whose plan the person may change.
func editable(ctx context.Context, q db.Querier, who access.Who, id int64) (*project.Project, error) {
	p, err := readable(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	return p, mayEdit(who, p)
}

func mayEdit(who access.Who, p *project.Project) error {
	if !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return fault.Forbidden()
	}
	if p.State == project.Deleted {
		return fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille\u202f; restaurez-le d’abord"))
	}
	return nil
}

// named says of which project, or date, an error is, where there are several.
func named(name string, of int, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok || of == 1 || f.Kind == fault.Internal {
		return err
	}
	g := *f
	g.Text = label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", name, f.Text)
	return &g
}

// Patch is a change of a baseline. What is nil stays.
type Patch struct {
	Name      *string
	Reference *bool
}

// Change renames a baseline, or makes it the reference, or no longer.
func Change(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, projectID, id, version int64, p Patch) (*Baseline, error) {
	b, err := held(ctx, tx, who, projectID, id, version)
	if err != nil {
		return nil, err
	}
	was := *b
	if p.Name != nil {
		if b.Name, err = access.CleanName("name", *p.Name, longestName); err != nil {
			return nil, err
		}
	}
	if p.Reference != nil && *p.Reference != b.Reference {
		if b.Reference = *p.Reference; b.Reference {
			content, err := contentOf(ctx, tx, b)
			if err != nil {
				return nil, err
			}
			if err := b.lead(ctx, tx, who, c, content); err != nil {
				return nil, err
			}
		}
	}
	if *b == was {
		return b, nil
	}
	return b, put(ctx, tx, b)
}

// Delete takes a baseline away. The dates that it gave as the reference stay.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, projectID, id, version int64) error {
	b, err := held(ctx, tx, who, projectID, id, version)
	if err != nil {
		return err
	}
	return b.drop(ctx, tx)
}

// held returns a baseline that the person may change and that nobody else does meanwhile.
func held(ctx context.Context, tx *db.Tx, who access.Who, projectID, id, version int64) (*Baseline, error) {
	if err := project.Hold(ctx, tx, who, []int64{projectID}); err != nil {
		return nil, err
	}
	if _, err := editable(ctx, tx, who, projectID); err != nil {
		return nil, err
	}
	b, err := one(ctx, tx, projectID, id)
	if err == nil && version != 0 && version != b.Version {
		err = fault.Outdated(b)
	}
	return b, err
}
