package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

func (s *Server) linkRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/{id}/links", "The links of a project"), s.listLinks)
	register(a, op(http.MethodPost, "/projects/{id}/links", "Tie a project to another", created), s.addLink)
	register(a, op(http.MethodDelete, "/projects/{id}/links/{link}", "Untie a link", noContent), s.removeLink)
}

type linkOut struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind"`
	Label    bilingual `json:"label" doc:"How the link reads from this project"`
	Project  *refOut   `json:"project" doc:"The other end; null when the caller may not see it"`
	External bool      `json:"external"`
	Outgoing bool      `json:"outgoing"`
	Note     string    `json:"note,omitempty"`
}

func (s *Server) listLinks(ctx context.Context, in *ByID) (*body[list[linkOut]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	links, err := project.Links(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	names := live.Names(who)
	out := list[linkOut]{Items: []linkOut{}, Total: len(links)}
	for _, l := range links {
		other, outgoing := l.To, true
		if l.To == id {
			other, outgoing = l.From, false
		}
		shown := linkOut{ID: s.DB.Seal(l.ID), Kind: l.Kind, Outgoing: outgoing, Label: inBoth(linkLabel(l.Kind, outgoing))}
		if name := names.Name(field.Project, other); name != "" {
			shown.Project, shown.Note = &refOut{s.DB.Seal(other), name}, l.Note
		} else {
			shown.External = true
		}
		out.Items = append(out.Items, shown)
	}
	return &body[list[linkOut]]{out}, nil
}

func linkLabel(kind string, outgoing bool) label.Text {
	for _, k := range project.LinkKinds {
		if k.Key == kind && outgoing {
			return k.Forth
		} else if k.Key == kind {
			return k.Around
		}
	}
	return label.T(kind, kind)
}

func (s *Server) addLink(ctx context.Context, in *struct {
	ByID
	Body struct {
		Kind string `json:"kind" enum:"depends_on,replaces,relates_to"`
		To   string `json:"to" maxLength:"20"`
		Note string `json:"note,omitempty" maxLength:"500"`
	}
},
) (*body[linkOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	to, err := s.DB.Unseal(in.Body.To)
	if err != nil {
		return nil, err
	}
	var l project.Link
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		l, err = project.AddLink(ctx, tx, who, project.Link{Kind: in.Body.Kind, From: id, To: to, Note: in.Body.Note})
		return err
	})
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	name := live.Names(auth.Who(ctx)).Name(field.Project, to)
	return &body[linkOut]{linkOut{ID: s.DB.Seal(l.ID), Kind: l.Kind, Label: inBoth(linkLabel(l.Kind, true)), Outgoing: true, Note: l.Note, Project: &refOut{in.Body.To, name}}}, nil
}

func (s *Server) removeLink(ctx context.Context, in *struct {
	ByID
	Link string `path:"link" maxLength:"20"`
},
) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	link, err := s.DB.Unseal(in.Link)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return project.RemoveLink(ctx, tx, who, id, link) })
}
