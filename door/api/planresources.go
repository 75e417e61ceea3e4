package api

import (
	"vigie/ground/label"
	"vigie/room/plan"
	"vigie/room/transfer"
)

type assignmentIn struct {
	Resource string `json:"resource" maxLength:"20"`
	Units    *int64 `json:"units,omitempty" doc:"Hundredths of a percent, of material its amount × 10000; the usual when left out of a new one"`
	Work     *int64 `json:"work_minutes,omitempty" doc:"What follows from the type of the task when left out"`
}

type assignmentOut struct {
	Resource refOut `json:"resource"`
	Kind     string `json:"kind" enum:"person,generic,equipment,material,cost"`
	Units    int64  `json:"units" doc:"Hundredths of a percent; of material its amount × 10000"`
	Work     int64  `json:"work_minutes"`
	Amount   string `json:"amount,omitempty" doc:"Of material, as people write it"`
}

// PlanResources is what a line of a plan says of its resources.
type PlanResources struct {
	Assignments []assignmentOut `json:"assignments,omitempty"`
	Resources   string          `json:"resources_text,omitempty" doc:"As people write them, in the language of the caller: Anne; Paul[50%]"`
	Works       string          `json:"working_calendar,omitempty" doc:"The calendar of its resources by which it works; left out of one with its own, or with several"`
	Alone       bool            `json:"ignores_calendars,omitempty" doc:"Those of its resources do not count, as it has its own"`
}

// PlanResourcesIn is what an edit of a plan may say of the resources of a line.
type PlanResourcesIn struct {
	Assignments *[]assignmentIn `json:"assignments,omitempty" maxItems:"500" doc:"All of them"`
	Resources   *string         `json:"resources_text,omitempty" maxLength:"8000" doc:"The same as people write them: Anne; Paul[50%]; Concrete[12]"`
	Alone       *bool           `json:"ignores_calendars,omitempty"`
}

func (s *Server) showPlanResources(r *plan.Row, l label.Lang) PlanResources {
	out := PlanResources{Resources: r.Resources(l), Works: s.sealed(r.Follows), Alone: r.Alone}
	for _, u := range r.Uses {
		a := assignmentOut{Resource: refOut{s.DB.Seal(u.Resource), u.Of.Name}, Kind: string(u.Of.Kind), Units: u.Units, Work: u.Work}
		if u.Counted {
			a.Amount = plan.Amount(u.Units, l)
		}
		out.Assignments = append(out.Assignments, a)
	}
	return out
}

func (in PlanResourcesIn) into(s *Server, p *plan.Patch) error {
	p.Resources, p.Alone = in.Resources, in.Alone
	if in.Assignments == nil {
		return nil
	}
	all := []plan.Assign{}
	for _, a := range *in.Assignments {
		id, err := s.DB.Unseal(a.Resource)
		if err != nil {
			return noResource("assignments")
		}
		all = append(all, plan.Assign{Resource: id, Units: a.Units, Work: a.Work})
	}
	p.Assigned = &all
	return nil
}

type resourceLeft struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

type planTeam struct {
	Known []string       `json:"known" doc:"That are here, by e-mail or by name"`
	Made  []string       `json:"made" doc:"That are made with the plan"`
	Left  []resourceLeft `json:"left_out" doc:"The first 200; their assignments are left out too"`
	Lost  int            `json:"left_out_total"`
}

func showTeam(t *transfer.Team, l label.Lang) planTeam {
	out := planTeam{Known: []string{}, Made: []string{}, Left: []resourceLeft{}}
	if t == nil {
		return out
	}
	out.Known, out.Made, out.Lost = append(out.Known, t.Known...), append(out.Made, t.Made...), len(t.Left)
	for _, x := range t.Left[:min(len(t.Left), mostGone)] {
		out.Left = append(out.Left, resourceLeft{x.Name, x.Why.In(l)})
	}
	return out
}
