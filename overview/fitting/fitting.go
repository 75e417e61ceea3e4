// Package fitting finds the form with which a person reads a project or a line of a
// register, and says of which of them a form is the one.
package fitting

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/project"
	"vigie/room/record"
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
	return choose(ctx, q, who, snap.Catalogue, subject{form.Project, p, id, p.Values["unit"].N}, today)
}

// OfLine returns the form with which a person reads a line of a register, or fills
// in one that is not stored yet; whoever may see it is for the caller to ask.
func OfLine(ctx context.Context, q db.Querier, who access.Who, r *agenda.Reading, m *record.Record, today day.Day) (Fit, error) {
	return choose(ctx, q, who, r.Catalogue(), subject{r.Kind.Entity, r.As(m), m.Project(), r.UnitOf(m)}, today)
}

// subject is what a form is laid over, and where the roles of its reader count.
type subject struct {
	object  string
	as      *project.Project
	project int64 // 0 where it belongs to none
	unit    int64
}

func choose(ctx context.Context, q db.Querier, who access.Who, c *field.Catalogue, s subject, today day.Day) (Fit, error) {
	forms, err := form.Of(ctx, q, s.object)
	if err != nil || len(forms) == 0 {
		return Fit{}, err
	}
	roles, err := access.RolesOn(ctx, q, who, s.project, s.unit)
	if err != nil {
		return Fit{}, err
	}
	f := form.Choose(forms, c, s.as.Values, roles)
	if f == nil {
		return Fit{}, nil
	}
	out := Lay(f, c, s.as, today)
	out.All = f.Whole || form.MayDesign(who)
	return out, nil
}

// Lay lays a form over a project, or a line as conditions look at it. Attributes that
// are no longer in use are left out.
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
		if f.Object != form.Project && a.Key == record.Project {
			continue // a line of a portfolio has none, and none is asked of it
		}
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

// Reach is how far a form reaches: the active projects, or the lines of a register
// that belong to one or to a portfolio, of which it is the form of some reader,
// whoever may see them, and a few of those that the person sees.
type Reach struct {
	Projects int
	Some     []int64
}

// Reaches says of each form of projects, by its id, how far it reaches. A form that
// comes after one for everybody does not reach what that one shows.
func Reaches(live *snapshot.Snapshot, who access.Who, forms []form.Form, some int) (map[int64]Reach, error) {
	set, err := live.Set(access.System("form"), snapshot.Query{State: project.Active})
	if err != nil {
		return nil, err
	}
	out := make(map[int64]Reach, len(forms))
	lists := form.Lists(form.Project)
	for _, row := range set.Rows {
		values := field.Values{}
		for _, list := range lists {
			values[list.Key] = live.Value(row, list.Key)
		}
		reach(out, forms, live.Catalogue, values, some, live.ID(row), func() bool { return live.Shows(who, live.ID(row)) })
	}
	return out, nil
}

// ReachesLines says the same of the forms of a register.
func ReachesLines(r *agenda.Reading, who access.Who, forms []form.Form, some int) map[int64]Reach {
	out := make(map[int64]Reach, len(forms))
	r.Each(func(m *record.Record) {
		if r.Living(m) {
			reach(out, forms, r.Catalogue(), m.Values, some, m.ID, func() bool { return r.Sees(who, m) })
		}
	})
	return out
}

func reach(out map[int64]Reach, forms []form.Form, c *field.Catalogue, values field.Values, some int, id int64, sees func() bool) {
	for i := range forms {
		f := &forms[i]
		if !f.Fits(c, values) {
			continue
		}
		r := out[f.ID]
		r.Projects++
		if len(r.Some) < some && sees() {
			r.Some = append(r.Some, id)
		}
		out[f.ID] = r
		if len(f.For.Roles) == 0 {
			return
		}
	}
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
