package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/room/access"
)

func (s *Server) groupRoutes(a *frame) {
	register(a, op(http.MethodGet, "/groups", "The groups of people"), s.listGroups)
	register(a, op(http.MethodPost, "/groups", "Make a group", created), s.createGroup)
	register(a, op(http.MethodGet, "/groups/{id}", "One group"), s.readGroup)
	register(a, op(http.MethodPatch, "/groups/{id}", "Rename a group"), s.changeGroup)
	register(a, op(http.MethodDelete, "/groups/{id}", "Delete a group", noContent), s.deleteGroup)
}

type accountGroup struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Members int64  `json:"members" doc:"How many accounts"`
	Version int64  `json:"version"`
}

func (s *Server) group(g access.Group) accountGroup {
	return accountGroup{s.DB.Seal(g.ID), g.Name, g.Members, g.Version}
}

func (s *Server) listGroups(ctx context.Context, in *Page) (*body[list[accountGroup]], error) {
	p, err := in.of(s.DB)
	if err != nil {
		return nil, err
	}
	found, err := access.Groups(ctx, s.DB, auth.Who(ctx), p)
	return answer(pageOf(s.DB, found, s.group), err)
}

type groupBody struct {
	Name string `json:"name" maxLength:"400"`
}

func (s *Server) createGroup(ctx context.Context, in *body[groupBody]) (*body[accountGroup], error) {
	var g access.Group
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		g, err = access.CreateGroup(ctx, tx, who, in.Body.Name)
		return err
	})
	return answer(s.group(g), err)
}

func (s *Server) readGroup(ctx context.Context, in *ByID) (*body[accountGroup], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	g, err := access.GroupByID(ctx, s.DB, auth.Who(ctx), id)
	return answer(s.group(g), err)
}

type changeGroupInput struct {
	ByID
	Matching
	Body groupBody
}

func (s *Server) changeGroup(ctx context.Context, in *changeGroupInput) (*body[accountGroup], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	var g access.Group
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		g, err = access.RenameGroup(ctx, tx, who, id, version, in.Body.Name)
		return err
	})
	return answer(s.group(g), showing(err, s.group))
}

// deleteInput is the input of every deletion of an object that has versions.
type deleteInput struct {
	ByID
	Matching
}

func (s *Server) deleteGroup(ctx context.Context, in *deleteInput) (*none, error) {
	return nil, showing(s.remove(ctx, in, access.DeleteGroup), s.group)
}

// remove deletes an object by the function of its room.
func (s *Server) remove(ctx context.Context, in *deleteInput, f func(context.Context, *db.Tx, access.Who, int64, int64) error) error {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return err
	}
	return s.update(ctx, func(tx *db.Tx, who access.Who) error { return f(ctx, tx, who, id, version) })
}
