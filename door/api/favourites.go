package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/view"
)

func (s *Server) favouriteRoutes(a *frame) {
	register(a, op(http.MethodGet, "/me/places", "What the caller marked to find again, and what they looked at last"), s.places)
	register(a, op(http.MethodPost, "/me/favourites", "Mark a project, a portfolio or a view to find it again", noContent), s.mark)
	register(a, op(http.MethodDelete, "/me/favourites/{kind}/{id}", "Take a mark away", noContent), s.unmark)
}

type placeOut struct {
	Kind   string `json:"kind" enum:"project,portfolio,view"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Detail string `json:"detail,omitempty" doc:"The code of a project"`
}

type placesOut struct {
	Favourites []placeOut `json:"favourites"`
	Recent     []placeOut `json:"recent" doc:"The projects looked at last, the latest first"`
}

// places leaves out what the caller may not see any more.
func (s *Server) places(ctx context.Context, _ *struct{}) (*body[placesOut], error) {
	who := auth.Who(ctx)
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := placesOut{Favourites: []placeOut{}, Recent: []placeOut{}}
	marked, err := notice.Favourites(ctx, s.DB, who)
	if err != nil {
		return nil, err
	}
	for _, f := range marked {
		p, err := s.place(ctx, live, who, f.Kind, f.Object)
		if fault.KindOf(err) == fault.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		out.Favourites = append(out.Favourites, p)
	}
	visited, err := project.Visited(ctx, s.DB, who, 20)
	if err != nil {
		return nil, err
	}
	for _, id := range visited {
		if p, err := s.place(ctx, live, who, project.Entity, id); err == nil && len(out.Recent) < 10 {
			out.Recent = append(out.Recent, p)
		}
	}
	return &body[placesOut]{out}, nil
}

// place is something that can be marked, as the person may see it.
func (s *Server) place(ctx context.Context, live *snapshot.Snapshot, who access.Who, kind string, id int64) (placeOut, error) {
	out := placeOut{Kind: kind, ID: s.DB.Seal(id)}
	switch kind {
	case project.Entity:
		p, err := live.Get(who, id)
		if err != nil {
			return out, err
		}
		if p.State == project.Deleted {
			return out, fault.NotFound()
		}
		out.Name, out.Detail = live.Names(who).Name(field.Project, id), p.Values["code"].S
		return out, nil
	case portfolio.Entity:
		p, err := portfolio.Get(ctx, s.DB, who, id)
		out.Name = p.Name
		return out, err
	case view.Entity:
		v, err := view.Get(ctx, s.DB, who, id)
		out.Name = v.Name.In(who.Lang)
		return out, err
	}
	return out, fault.NotFound()
}

type markIn struct {
	Body struct {
		Kind string `json:"kind" enum:"project,portfolio,view"`
		ID   string `json:"id" maxLength:"20"`
	}
}

func (s *Server) mark(ctx context.Context, in *markIn) (*struct{}, error) {
	id, err := s.DB.Unseal(in.Body.ID)
	if err != nil {
		return nil, fault.Invalid("id", fault.NotFound().Text)
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := s.place(ctx, live, auth.Who(ctx), in.Body.Kind, id); fault.KindOf(err) == fault.Missing {
		return nil, fault.Invalid("id", fault.NotFound().Text)
	} else if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return notice.Mark(ctx, tx, who, in.Body.Kind, id) })
}

type unmarkIn struct {
	Kind string `path:"kind" enum:"project,portfolio,view"`
	ByID
}

func (s *Server) unmark(ctx context.Context, in *unmarkIn) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return notice.Unmark(ctx, tx, who, in.Kind, id) })
}
