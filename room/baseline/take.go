package baseline

import (
	"context"
	"slices"

	"vigie/ground/day"
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
// of them or none. It returns them in the order of the projects.
func Take(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, projects []int64, ask Ask) ([]*Baseline, error) {
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
	out := make([]*Baseline, 0, len(projects))
	for _, id := range projects {
		p, err := editable(ctx, tx, who, id)
		if err != nil {
			return nil, err
		}
		v, err := plan.Get(ctx, tx, who, id)
		if err != nil {
			return nil, err
		}
		content := Of(v)
		content.Start, content.End = day.Day(p.Values["start"].N), day.Day(p.Values["end"].N)
		b := &Baseline{Project: id, Name: name, On: tx.Today(), Reference: ask.Reference}
		if err := b.begin(ctx, tx, who, c, &content); err != nil {
			return nil, named(p, len(projects), err)
		}
		out = append(out, b)
	}
	return out, nil
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
	if _, err := editable(ctx, tx, who, b.Project); err != nil {
		return nil, err
	}
	return &b, b.begin(ctx, tx, who, c, content)
}

// begin writes a new baseline.
func (b *Baseline) begin(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, content *Content) error {
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM baseline WHERE project_id = $1", b.Project)
	if err != nil {
		return err
	}
	if n >= mostOfOne {
		return fault.Conflict(label.F("A project has at most %d baselines; delete some first", "Un projet a au plus %d références\u202f; supprimez-en d’abord", mostOfOne))
	}
	b.ID, b.Version, b.Taken, b.By = tx.NewID(), 0, tx.Millis(), who.ID
	if err := b.keepContent(ctx, tx, content); err != nil {
		return err
	}
	if b.Reference {
		if err := b.lead(ctx, tx, who, c, content); err != nil {
			return err
		}
	}
	return b.put(ctx, tx)
}

// editable returns a project whose plan the person may change.
func editable(ctx context.Context, q db.Querier, who access.Who, id int64) (*project.Project, error) {
	p, err := readable(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.EditProject, id, p.Unit(), p.Manager()) {
		return nil, fault.Forbidden()
	}
	if p.State == project.Deleted {
		return nil, fault.Conflict(label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille\u202f; restaurez-le d’abord"))
	}
	return p, nil
}

// named says of which project an error is, where there are several.
func named(p *project.Project, of int, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok || of == 1 || f.Kind == fault.Internal {
		return err
	}
	g := *f
	g.Text = label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", p.Name(), f.Text)
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
	return b, b.put(ctx, tx)
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
