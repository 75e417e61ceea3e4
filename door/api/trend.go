package api

import (
	"context"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/overview/agenda"
	"vigie/room/baseline"
	"vigie/room/field"
	"vigie/room/record"
)

func (s *Server) trendRoutes(a *frame) {
	register(a, op(http.MethodGet, "/milestones/trend", "For when key dates were expected, from day to day: the milestone trend chart of a project or across projects"), s.milestoneTrend)
}

type trendPoint struct {
	On   string `json:"on" doc:"From this day on"`
	Date string `json:"date,omitempty" doc:"It was expected for this one; left out where for none"`
}

type trendLine struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Project     refOut       `json:"project"`
	Contractual bool         `json:"contractual"`
	Date        string       `json:"date,omitempty"`
	Done        string       `json:"done_on,omitempty" doc:"When it was reached"`
	Baseline    string       `json:"baseline,omitempty" doc:"For when it was promised"`
	Points      []trendPoint `json:"points"`
}

type trendMark struct {
	ID        string `json:"id"`
	Project   string `json:"project"`
	Name      string `json:"name"`
	On        string `json:"on"`
	Reference bool   `json:"reference"`
}

type trendOut struct {
	On        string      `json:"on" doc:"Until when it goes: today, or the date of the reading"`
	Items     []trendLine `json:"items" doc:"In the order of the list, those that had a date"`
	Baselines []trendMark `json:"baselines" doc:"The baselines of the projects, latest first"`
	Total     int         `json:"total" doc:"How many key dates the list has"`
}

// mostMarks is how many baselines come with a trend.
const mostMarks = 200

// someBaselines is of how many projects a trend is read without waiting for a turn.
const someBaselines = 10

func (s *Server) milestoneTrend(ctx context.Context, in *struct {
	RecordQuery
	Limit int `query:"limit" minimum:"1" maximum:"500" default:"40"`
},
) (*body[trendOut], error) {
	g := s.registry(agenda.Kinds[0])
	res, _, err := g.records(ctx, in.RecordQuery, 0)
	if err != nil {
		return nil, err
	}
	var all []*record.Record
	var projects []int64
	for _, it := range res.Items {
		if it.Gone || len(all) == in.Limit {
			continue
		}
		all = append(all, it.Record)
		if !slices.Contains(projects, it.Project()) {
			projects = append(projects, it.Project())
		}
	}
	if len(projects) > someBaselines { // each may have dozens, which are read whole
		leave, err := s.heavy(ctx, "trend")
		if err != nil {
			return nil, err
		}
		defer leave()
	}
	who, on := auth.Who(ctx), res.Reading.On()
	courses, err := baseline.Trend(ctx, s.DB, who, all, on)
	if err != nil {
		return nil, err
	}
	marks, err := baseline.OfProjects(ctx, s.DB, who, projects)
	if err != nil {
		return nil, err
	}
	out := trendOut{On: on.String(), Items: []trendLine{}, Baselines: []trendMark{}, Total: len(res.Items)}
	names := res.Reading.Projects.Names(who)
	for _, c := range courses {
		if len(c.Points) > 0 {
			out.Items = append(out.Items, s.showCourse(c, names.Name(field.Project, c.Project())))
		}
	}
	for _, b := range marks {
		if b.On <= on && len(out.Baselines) < mostMarks {
			out.Baselines = append(out.Baselines, trendMark{s.DB.Seal(b.ID), s.DB.Seal(b.Project), b.Name, b.On.String(), b.Reference})
		}
	}
	return &body[trendOut]{out}, nil
}

func (s *Server) showCourse(c baseline.Course, project string) trendLine {
	at := func(key string) string { return dayText(day.Day(c.Values[key].N)) }
	o := trendLine{
		ID: s.DB.Seal(c.ID), Name: c.Name(), Project: refOut{s.DB.Seal(c.Project()), project}, Contractual: c.Values["contractual"].N != 0,
		Date: at("date"), Done: at("done_on"), Baseline: at("baseline"), Points: []trendPoint{},
	}
	for _, p := range c.Points {
		o.Points = append(o.Points, trendPoint{p.On.String(), dayText(p.Date)})
	}
	return o
}
