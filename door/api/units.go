package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/review"
	"vigie/room/round"
)

func (s *Server) unitRoutes(a *frame) {
	register(a, op(http.MethodGet, "/units", "The units on which one may do something, in the order of the tree"), s.listUnits)
	register(a, op(http.MethodPost, "/units", "Make a unit below another", created), s.createUnit)
	register(a, op(http.MethodGet, "/units/{id}", "One unit"), s.readUnit)
	register(a, op(http.MethodPatch, "/units/{id}", "Rename or move a unit"), s.changeUnit)
	register(a, op(http.MethodDelete, "/units/{id}", "Delete a unit that is empty, or whose place another takes", noContent), s.deleteUnit)
	register(a, op(http.MethodGet, "/units/{id}/uses", "What is in a unit, and keeps it from being deleted"), s.usesOfUnit)
}

type unit struct {
	ID      string  `json:"id"`
	Code    string  `json:"code"`
	Name    string  `json:"name"`
	Parent  *string `json:"parent" doc:"The unit above; null for the highest that one may see"`
	Version int64   `json:"version"`

	Projects int64 `json:"projects,omitempty" doc:"In it and below, to those who manage it; in lists only"`
	Units    int64 `json:"units,omitempty" doc:"Below it, likewise"`
	Grants   int64 `json:"grants,omitempty" doc:"Roles given on it, likewise"`
}

func (s *Server) unit(u access.Unit) unit {
	out := unit{ID: s.DB.Seal(u.ID), Code: u.Code, Name: u.Name, Version: u.Version}
	if u.Parent != 0 {
		parent := s.DB.Seal(int64(u.Parent))
		out.Parent = &parent
	}
	return out
}

// unitFor returns how the caller sees a unit.
func (s *Server) unitFor(ctx context.Context) func(access.Unit) unit {
	who := auth.Who(ctx)
	return func(u access.Unit) unit { return s.unit(u.SeenBy(who)) }
}

func (s *Server) listUnits(ctx context.Context, in *Page) (*body[list[unit]], error) {
	p, err := in.of(s.DB)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	found, err := access.Units(ctx, s.DB, who, p)
	if err != nil {
		return nil, err
	}
	uses := map[int64]access.Uses{}
	if who.CanSomewhere(access.ManageUnits) {
		uses, err = access.UsesOfUnits(ctx, s.DB, who)
	}
	return answer(pageOf(s.DB, found, func(u access.Unit) unit {
		out, n := s.unit(u), uses[u.ID]
		out.Projects, out.Units, out.Grants = n.Projects, n.Units, n.Grants
		return out
	}), err)
}

type createUnitInput struct {
	Body struct {
		Code   string `json:"code,omitempty" maxLength:"100"`
		Name   string `json:"name" maxLength:"400"`
		Parent string `json:"parent" maxLength:"20"`
	}
}

func (s *Server) createUnit(ctx context.Context, in *createUnitInput) (*body[unit], error) {
	parent, err := s.DB.Unseal(in.Body.Parent)
	if err != nil {
		return nil, err
	}
	u := access.Unit{Code: in.Body.Code, Name: in.Body.Name, Parent: db.ID(parent)}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		u, err = access.CreateUnit(ctx, tx, who, u)
		return err
	})
	return answer(s.unit(u), err)
}

func (s *Server) readUnit(ctx context.Context, in *ByID) (*body[unit], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	u, err := access.UnitByID(ctx, s.DB, auth.Who(ctx), id)
	return answer(s.unitFor(ctx)(u), err)
}

type changeUnitInput struct {
	ByID
	Matching
	Body struct {
		Code   *string `json:"code,omitempty" maxLength:"100"`
		Name   *string `json:"name,omitempty" maxLength:"400"`
		Parent *string `json:"parent,omitempty" maxLength:"20"`
	}
}

func (s *Server) changeUnit(ctx context.Context, in *changeUnitInput) (*body[unit], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	b, parent := in.Body, int64(0)
	if b.Parent != nil {
		if parent, err = s.DB.Unseal(*b.Parent); err != nil {
			return nil, err
		}
	}
	var u access.Unit
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		u, err = access.UpdateUnit(ctx, tx, who, id, version, func(u *access.Unit) {
			set(&u.Code, b.Code)
			set(&u.Name, b.Name)
			if b.Parent != nil {
				u.Parent = db.ID(parent)
			}
		})
		return err
	})
	return answer(s.unitFor(ctx)(u), showing(err, s.unitFor(ctx)))
}

type deleteUnitInput struct {
	ByID
	Matching
	By string `query:"by" maxLength:"20" doc:"The unit that takes its place: its projects, portfolios, rounds, reviews, imports, units below and roles given move there"`
}

func (s *Server) deleteUnit(ctx context.Context, in *deleteUnitInput) (*none, error) {
	remove := access.DeleteUnit
	if in.By != "" {
		by, err := s.DB.Unseal(in.By)
		if err != nil {
			return nil, err
		}
		live, err := s.Portfolio.Live(ctx)
		if err != nil {
			return nil, err
		}
		remove = replacingUnit(live.Catalogue, by)
	}
	return nil, showing(s.remove(ctx, &deleteInput{in.ByID, in.Matching}, remove), s.unitFor(ctx))
}

// replacingUnit hands over all that a unit has, and deletes it, or does nothing.
// The roles go last: until then whoever does it holds what they allow.
func replacingUnit(c *field.Catalogue, by int64) func(context.Context, *db.Tx, access.Who, int64, int64) error {
	return func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
		for _, step := range []func() error{
			func() error { return project.HandOver(ctx, tx, who, c, id, by) },
			func() error { return portfolio.HandOver(ctx, tx, who, id, by) },
			func() error { return round.HandOver(ctx, tx, who, id, by) },
			func() error { return review.HandOver(ctx, tx, who, id, by) },
			func() error { return intake.HandOver(ctx, tx, who, id, by) },
			func() error { return access.HandOver(ctx, tx, who, id, by) },
			func() error { return access.DeleteUnit(ctx, tx, who, id, version) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
}

type unitUses struct {
	Units      int64 `json:"units" doc:"Directly below it"`
	Projects   int64 `json:"projects" doc:"In it, those archived or in the bin included"`
	Portfolios int64 `json:"portfolios"`
	Grants     int64 `json:"grants" doc:"Roles given on it"`
	Rounds     int64 `json:"rounds" doc:"Monthly rounds"`
}

func (s *Server) usesOfUnit(ctx context.Context, in *ByID) (*body[unitUses], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	uses, err := access.UsesOfUnit(ctx, s.DB, auth.Who(ctx), id)
	return answer(unitUses(uses), err)
}
