package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/overview/search"
	"vigie/room/field"
)

func (s *Server) searchRoutes(a *frame) {
	register(a, op(http.MethodGet, "/search", "Find projects, portfolios, views, key dates, risks, actions, decisions, comments, attachments and guides by words; for administrators, people and units too"), s.search)
}

type foundOut struct {
	Kind    string  `json:"kind" enum:"project,portfolio,view,milestone,risk,action,decision,comment,attachment,guide,user,unit"`
	ID      string  `json:"id"`
	Name    string  `json:"name" doc:"Of a comment, its beginning"`
	Detail  string  `json:"detail,omitempty"`
	Project *refOut `json:"project,omitempty" doc:"The project that it belongs to"`
	Key     string  `json:"key,omitempty" doc:"Of a guide, by which an address leads to it"`
}

func (s *Server) search(ctx context.Context, in *struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"200"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20" doc:"At most so many of each kind"`
},
) (*body[list[foundOut]], error) {
	live, err := s.Agenda.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	hits, err := search.Find(ctx, s.DB, who, s.Agenda, in.Q, in.Limit)
	if err != nil {
		return nil, err
	}
	names := live.Projects.Names(who)
	out := list[foundOut]{Items: make([]foundOut, len(hits)), Total: len(hits)}
	for i, h := range hits {
		out.Items[i] = foundOut{Kind: h.Kind, ID: s.DB.Seal(h.ID), Name: h.Name, Detail: h.Detail, Key: h.Key}
		if h.Project != 0 && h.Project != h.ID {
			out.Items[i].Project = &refOut{s.DB.Seal(h.Project), names.Name(field.Project, h.Project)}
		}
	}
	return &body[list[foundOut]]{out}, nil
}
