package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func (s *Server) grantRoutes(a *frame) {
	register(a, op(http.MethodGet, "/grants", "Who has which role where"), s.listGrants)
	register(a, op(http.MethodPost, "/grants", "Give a role", created), s.createGrant)
	register(a, op(http.MethodDelete, "/grants/{id}", "Take a role back", noContent), s.deleteGrant)
}

// named is a reference to another object.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (s *Server) named(id int64, name string) *named {
	if id == 0 {
		return nil
	}
	return &named{s.DB.Seal(id), name}
}

type grant struct {
	ID      string `json:"id"`
	User    *named `json:"user,omitempty"`
	Group   *named `json:"group,omitempty"`
	Role    string `json:"role"`
	Unit    *named `json:"unit,omitempty"`
	Project *named `json:"project,omitempty"`
	Node    *named `json:"node,omitempty" doc:"Of a hierarchy: the role holds for the projects attached there and below"`
}

// grant returns how grants are shown in a language.
func (s *Server) grant(l label.Lang) func(access.Named) grant {
	return func(g access.Named) grant { return s.showGrant(g, l) }
}

func (s *Server) showGrant(g access.Named, l label.Lang) grant {
	node := access.Held{NodeEN: g.NodeEN, NodeFR: g.NodeFR, TreeEN: g.TreeEN, TreeFR: g.TreeFR}.NodeName().In(l)
	return grant{
		s.DB.Seal(g.ID), s.named(int64(g.Account), g.AccountName), s.named(int64(g.Group), g.GroupName), s.DB.Seal(g.Role),
		s.named(int64(g.Unit), g.UnitName), s.named(int64(g.Project), g.ProjectName), s.named(int64(g.Node), node),
	}
}

func (s *Server) listGrants(ctx context.Context, in *Page) (*body[list[grant]], error) {
	p, err := in.of(s.DB)
	if err != nil {
		return nil, err
	}
	found, err := access.Grants(ctx, s.DB, auth.Who(ctx), p)
	return answer(pageOf(s.DB, found, s.grant(auth.Who(ctx).Lang)), err)
}

type createGrantInput struct {
	Body struct {
		User    string `json:"user,omitempty" maxLength:"20"`
		Group   string `json:"group,omitempty" maxLength:"20"`
		Role    string `json:"role" maxLength:"20"`
		Unit    string `json:"unit,omitempty" maxLength:"20"`
		Project string `json:"project,omitempty" maxLength:"20"`
		Node    string `json:"node,omitempty" maxLength:"20"`
	}
}

func (s *Server) createGrant(ctx context.Context, in *createGrantInput) (*body[grant], error) {
	g, err := s.grantIn(in)
	if err != nil {
		return nil, err
	}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		g, err = access.AddGrant(ctx, tx, who, g)
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer(s.grantNow(ctx, g.ID))
}

// grantIn reads the ids of a body; one that is none is an object not found.
func (s *Server) grantIn(in *createGrantInput) (access.Grant, error) {
	var ids [6]int64
	for i, text := range []string{in.Body.User, in.Body.Group, in.Body.Role, in.Body.Unit, in.Body.Project, in.Body.Node} {
		if text == "" {
			continue
		}
		var err error
		if ids[i], err = s.DB.Unseal(text); err != nil {
			return access.Grant{}, err
		}
	}
	return access.Grant{Account: db.ID(ids[0]), Group: db.ID(ids[1]), Role: ids[2], Unit: db.ID(ids[3]), Project: db.ID(ids[4]), Node: db.ID(ids[5])}, nil
}

// grantNow reads a grant with the names, as the list shows it.
func (s *Server) grantNow(ctx context.Context, id int64) (grant, error) {
	found, err := access.Grants(ctx, s.DB, auth.Who(ctx), access.Page{After: id - 1, Limit: 1})
	if err != nil {
		return grant{}, err
	}
	if len(found.Items) == 0 || found.Items[0].ID != id {
		return grant{}, fault.NotFound()
	}
	return s.grant(auth.Who(ctx).Lang)(found.Items[0]), nil
}

func (s *Server) deleteGrant(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return access.RemoveGrant(ctx, tx, who, id) })
}
