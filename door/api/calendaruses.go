package api

import (
	"cmp"
	"context"
	"slices"

	"vigie/door/auth"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/resource"
	"vigie/room/template"
)

type calendarUse struct {
	Project refOut `json:"project"`
	Whole   bool   `json:"whole" doc:"Its plan is computed with the calendar"`
	Items   int64  `json:"items" doc:"How many of its lines name the calendar"`
}

type calendarUsesOut struct {
	Items     []calendarUse `json:"items" doc:"The projects that the caller may see, by name"`
	Projects  int           `json:"projects" doc:"How many in all"`
	Plans     int           `json:"plans" doc:"How many plans are computed with it"`
	Lines     int64         `json:"lines" doc:"How many lines of plans name it"`
	Resources []string      `json:"resources" doc:"The names of those that work by it"`
	Templates []string      `json:"templates" doc:"The names of those whose plans name it"`
}

// calendarUses says whom a calendar touches.
func (s *Server) calendarUses(ctx context.Context, in *ByID) (*body[calendarUsesOut], error) {
	who := auth.Who(ctx)
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	c, set, err := calendar.Get(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	may, err := set.Editable(ctx, s.DB, who)
	if err == nil {
		err = access.Must(may[id])
	}
	if err != nil {
		return nil, err
	}
	uses, err := plan.CalendarUses(ctx, s.DB, set, id)
	if err != nil {
		return nil, err
	}
	out := calendarUsesOut{Items: []calendarUse{}, Projects: len(uses), Resources: []string{}, Templates: []string{}}
	for _, u := range uses {
		if out.Lines += u.Items; u.Whole {
			out.Plans++
		}
		if p := u.Project; who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
			out.Items = append(out.Items, calendarUse{refOut{s.DB.Seal(p.ID), p.Name()}, u.Whole, u.Items})
		}
	}
	slices.SortFunc(out.Items, func(a, b calendarUse) int { return cmp.Compare(label.Fold(a.Project.Name), label.Fold(b.Project.Name)) })
	all, err := resource.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	for _, r := range all.All {
		if r.Calendar == id {
			out.Resources = append(out.Resources, r.Name)
		}
	}
	templates, err := template.List(ctx, s.DB)
	for _, t := range templates {
		if !t.Retired && t.NamesCalendar(c.Key) {
			out.Templates = append(out.Templates, t.Name.In(who.Lang))
		}
	}
	return answer(out, err)
}
