package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
)

func (s *Server) roadmapRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/roadmap", "What stands on the time axis of a list of projects: their phases, their key dates, and the links between them, in one reading"), s.readRoadmap)
}

// mostOnRoadmap is how many projects a roadmap shows.
const mostOnRoadmap = 5000

// RoadmapQuery is a list of projects.
type RoadmapQuery struct {
	AsOf      string `query:"as_of" maxLength:"10" doc:"The date that the list is read at; now when empty. Phases and links are those of now alone"`
	Filter    string `query:"filter" maxLength:"10000" doc:"A condition, as lists take it"`
	Q         string `query:"q" maxLength:"200" doc:"Words that the code, name or description holds"`
	Portfolio string `query:"portfolio" maxLength:"20"`
	State     string `query:"state" enum:"active,archived,deleted,all" default:"active"`
}

type roadmapPhase struct {
	ID      string `json:"id"`
	Project string `json:"project"`
	Parent  string `json:"parent,omitempty" doc:"The phase that it is in"`
	Name    string `json:"name"`
	Start   string `json:"start" doc:"2026-11-23T09:00, local and without zone, as computed last"`
	Finish  string `json:"finish"`
}

type roadmapDate struct {
	ID          string `json:"id"`
	Project     string `json:"project"`
	Phase       string `json:"phase,omitempty" doc:"The phase of the plan that it is in"`
	Name        string `json:"name"`
	Date        string `json:"date" doc:"When it was reached, else when it is expected"`
	Baseline    string `json:"baseline,omitempty"`
	Type        string `json:"type,omitempty"`
	Status      string `json:"status"`
	Late        bool   `json:"late,omitempty"`
	Contractual bool   `json:"contractual,omitempty"`
}

type roadmapLink struct {
	From        string `json:"from" doc:"An item of a plan, or a project"`
	To          string `json:"to"`
	FromPhase   string `json:"from_phase,omitempty" doc:"The phase that the item is in"`
	ToPhase     string `json:"to_phase,omitempty"`
	FromProject string `json:"from_project"`
	ToProject   string `json:"to_project"`
	Type        string `json:"type" enum:"FS,SS,FF,SF"`
}

type roadmapOut struct {
	Total  int            `json:"total" doc:"How many projects the list has; of the first 5,000 of them comes what stands here"`
	Phases []roadmapPhase `json:"phases"`
	Dates  []roadmapDate  `json:"dates"`
	Links  []roadmapLink  `json:"links" doc:"Of plans, and those by which one project depends on another; both ends are in the list"`
}

func (s *Server) readRoadmap(ctx context.Context, in *RoadmapQuery) (*body[roadmapOut], error) {
	when := When{AsOf: in.AsOf}
	snap, _, err := s.snapshots(ctx, when)
	if err != nil {
		return nil, err
	}
	q := snapshot.Query{Filter: in.Filter, Search: in.Q, State: project.State(in.State)}
	if in.Portfolio != "" {
		if q.Portfolio, err = s.portfolioByID(ctx, in.Portfolio); err != nil {
			return nil, err
		}
	}
	res, err := snap.List(auth.Who(ctx), q)
	if err != nil {
		return nil, err
	}
	out := &roadmapOut{Total: len(res.Items), Phases: []roadmapPhase{}, Dates: []roadmapDate{}, Links: []roadmapLink{}}
	ids := make([]int64, min(len(res.Items), mostOnRoadmap))
	for i := range ids {
		ids[i] = res.ID(i)
	}
	outline := &plan.Outline{}
	if in.AsOf == "" {
		if outline, err = plan.Outlines(ctx, s.DB, ids); err != nil {
			return nil, err
		}
		if err := s.roadmapTies(ctx, out, ids); err != nil {
			return nil, err
		}
	}
	s.showOutline(out, outline)
	return &body[roadmapOut]{*out}, s.roadmapDates(ctx, out, when, ids, outline)
}

func (s *Server) showOutline(out *roadmapOut, o *plan.Outline) {
	for _, p := range o.Phases {
		out.Phases = append(out.Phases, roadmapPhase{s.DB.Seal(p.ID), s.DB.Seal(p.Project), s.sealed(p.Parent), p.Name, minuteText(p.Start), minuteText(p.Finish)})
	}
	for _, t := range o.Ties {
		out.Links = append(out.Links, roadmapLink{s.DB.Seal(t.From), s.DB.Seal(t.To), s.sealed(t.FromPhase), s.sealed(t.ToPhase), s.DB.Seal(t.FromProject), s.DB.Seal(t.ToProject), t.Type})
	}
}

// roadmapTies adds what one project as a whole waits for.
func (s *Server) roadmapTies(ctx context.Context, out *roadmapOut, ids []int64) error {
	all, err := project.LinksAmong(ctx, s.DB, ids)
	for _, l := range all {
		if l.Kind == project.DependsOn {
			from, to := s.DB.Seal(l.To), s.DB.Seal(l.From)
			out.Links = append(out.Links, roadmapLink{From: from, To: to, FromProject: from, ToProject: to, Type: "FS"})
		}
	}
	return err
}

// roadmapDates adds the key dates that the reader sees, but for those given up.
func (s *Server) roadmapDates(ctx context.Context, out *roadmapOut, when When, ids []int64, o *plan.Outline) error {
	now, _, err := s.registry(milestone.Kind).readings(ctx, when)
	if err != nil {
		return err
	}
	res, err := now.List(auth.Who(ctx), agenda.Query{})
	if err != nil {
		return err
	}
	among := make(map[int64]bool, len(ids))
	for _, id := range ids {
		among[id] = true
	}
	rules, types := milestone.Kind.Rules(now.Catalogue()), now.Catalogue().Get("type")
	for _, m := range res.Items {
		at, status := m.Values["date"], rules.State(m.Values)
		if on := m.Values["done_on"]; on.Set && status == milestone.Done {
			at = on
		}
		if !among[m.Project()] || !at.Set || status == milestone.Dropped {
			continue
		}
		d := roadmapDate{
			ID: s.DB.Seal(m.ID), Project: s.DB.Seal(m.Project()), Phase: s.sealed(o.Places[m.ID]), Name: m.Name(), Date: day.Day(at.N).String(),
			Baseline: dayText(day.Day(m.Values["baseline"].N)), Status: status, Late: rules.IsLate(m.Values, now.On()), Contractual: m.Values["contractual"].N != 0,
		}
		if types != nil {
			option, _ := types.OptionByID(m.Values["type"].N)
			d.Type = option.Key
		}
		out.Dates = append(out.Dates, d)
	}
	return nil
}
