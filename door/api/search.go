package api

import (
	"context"
	"net/http"
	"strings"

	"vigie/door/auth"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/portfolio"
)

func (s *Server) searchRoutes(a *frame) {
	register(a, op(http.MethodGet, "/search", "Find projects and portfolios by name, code or description"), s.search)
}

type foundOut struct {
	Kind   string `json:"kind" enum:"project,portfolio"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Detail string `json:"detail,omitempty"`
}

func (s *Server) search(ctx context.Context, in *struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"200"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
},
) (*body[list[foundOut]], error) {
	who := auth.Who(ctx)
	out := list[foundOut]{Items: []foundOut{}}
	if who.CanSomewhere(access.ReadPortfolio) {
		found, err := portfolio.List(ctx, s.DB, who)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			if strings.Contains(p.Folded, label.Fold(in.Q)) {
				out.Items = append(out.Items, foundOut{"portfolio", s.DB.Seal(p.ID), p.Name, p.Description})
			}
		}
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	res, err := live.List(who, snapshot.Query{Search: in.Q, State: "all"})
	if err != nil {
		return nil, err
	}
	for _, it := range res.Items {
		p := live.Project(it.Row)
		out.Items = append(out.Items, foundOut{"project", s.DB.Seal(p.ID), p.Name(), p.Values["code"].S})
	}
	out.Total = len(out.Items)
	out.Items = out.Items[:min(in.Limit, len(out.Items))]
	return &body[list[foundOut]]{out}, nil
}
