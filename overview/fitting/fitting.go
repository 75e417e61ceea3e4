// Package fitting finds the form with which a person reads a project, and says of
// which projects a form is the one.
package fitting

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/project"
)

// Fit is a form laid over a project: what its page shows.
type Fit struct {
	Form     *form.Form     // nil when none fits: the page shows the sections of the catalogue
	Sections []Section      // in order; those without attributes in use are left out
	Asked    []*field.Field // what is required and empty, and in no section or there to be read only
	Others   int            // how many attributes in use stand in none of them
	All      bool           // the person may have the others shown too
}

// Section is a section of a form with its attributes.
type Section struct {
	form.Section
	Lines []Line
}

// Line is one attribute of a section.
type Line struct {
	form.Line
	Field *field.Field
}

// Of returns the form with which a person reads a project of a snapshot.
func Of(ctx context.Context, q db.Querier, who access.Who, snap *snapshot.Snapshot, today day.Day, id int64) (Fit, error) {
	p, err := snap.Get(who, id)
	if err != nil {
		return Fit{}, err
	}
	forms, err := form.List(ctx, q, form.Project)
	if err != nil || len(forms) == 0 {
		return Fit{}, err
	}
	roles, err := access.RolesOn(ctx, q, who, id, p.Values["unit"].N)
	if err != nil {
		return Fit{}, err
	}
	f := form.Choose(forms, snap.Catalogue, p.Values, roles)
	if f == nil {
		return Fit{}, nil
	}
	out := Lay(f, snap.Catalogue, p, today)
	out.All = f.Whole || form.MayDesign(who)
	return out, nil
}

// Lay lays a form over a project. Attributes that are no longer in use are left out.
func Lay(f *form.Form, c *field.Catalogue, p *project.Project, today day.Day) Fit {
	out := Fit{Form: f, All: f.Whole}
	held, still := map[int64]bool{}, map[int64]bool{}
	for _, s := range f.Sections {
		laid := Section{Section: s}
		for _, l := range s.Lines {
			if a := c.ByID(l.Field); a != nil && !a.Retired {
				laid.Lines = append(laid.Lines, Line{l, a})
				held[a.ID], still[a.ID] = true, l.ReadOnly
			}
		}
		if len(laid.Lines) > 0 {
			out.Sections = append(out.Sections, laid)
		}
	}
	for _, a := range p.Asked(c, today) {
		if !held[a.ID] || still[a.ID] {
			out.Asked = append(out.Asked, a)
		}
	}
	for _, a := range c.Fields {
		if !a.Retired && !held[a.ID] {
			out.Others++
		}
	}
	return out
}

// Reach is how far a form reaches: the active projects of which it is the form of
// some reader, whoever may see them, and a few of those that the person sees.
type Reach struct {
	Projects int
	Some     []int64
}

// Reaches says of each form, by its id, how far it reaches. A form that comes
// after one for everybody does not reach what that one shows.
func Reaches(live *snapshot.Snapshot, who access.Who, forms []form.Form, some int) (map[int64]Reach, error) {
	set, err := live.Set(access.System("form"), snapshot.Query{State: project.Active})
	if err != nil {
		return nil, err
	}
	out := make(map[int64]Reach, len(forms))
	for _, row := range set.Rows {
		values := field.Values{}
		for _, list := range form.Lists {
			values[list] = live.Value(row, list)
		}
		for i := range forms {
			f := &forms[i]
			if !f.Fits(live.Catalogue, values) {
				continue
			}
			r := out[f.ID]
			r.Projects++
			if id := live.ID(row); len(r.Some) < some && live.Shows(who, id) {
				r.Some = append(r.Some, id)
			}
			out[f.ID] = r
			if len(f.For.Roles) == 0 {
				break
			}
		}
	}
	return out, nil
}

// With puts a form that is being designed among the others: in its place, or as
// the last when it is new.
func With(forms []form.Form, f form.Form) []form.Form {
	out := slices.Clone(forms)
	if at := slices.IndexFunc(out, func(o form.Form) bool { return o.ID == f.ID }); at >= 0 {
		f.Position = out[at].Position
		out[at] = f
		return out
	}
	return append(out, f)
}
