package api

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/demo"
)

// demoRights are the lines that the table of rights has in a demonstration
// only; elsewhere these routes are not there at all.
var demoRights = map[string]Rule{
	"GET /demo/accounts": public,
	"POST /demo/session": public,
}

// demoRoutes let people of a demonstration in without a password. They give no
// right: the account must be one of those that were made up, and still have
// the password that all of them were made with.
func (s *Server) demoRoutes(a *frame) {
	if !s.Demo {
		return
	}
	table := a.rights
	a.rights = maps.Clone(table)
	maps.Copy(a.rights, demoRights)
	register(a, op(http.MethodGet, "/demo/accounts", "The accounts of the demonstration, one of every role"), s.demoAccounts)
	register(a, op(http.MethodPost, "/demo/session", "Sign in to the demonstration", secret), s.demoSignIn)
	a.rights = table
}

type demoAccount struct {
	Login string     `json:"login"`
	Name  string     `json:"name"`
	Role  string     `json:"role"`
	Title label.Text `json:"title"`
	About label.Text `json:"about"`
}

func (s *Server) demoAccounts(context.Context, *struct{}) (*body[list[demoAccount]], error) {
	out := list[demoAccount]{Total: len(demo.Personas)}
	for _, p := range demo.Personas {
		out.Items = append(out.Items, demoAccount(p))
	}
	return &body[list[demoAccount]]{out}, nil
}

type demoSignInInput struct {
	Body struct {
		Login string `json:"login" maxLength:"100"`
	}
}

func (s *Server) demoSignIn(ctx context.Context, in *demoSignInInput) (*body[me], error) {
	if !slices.ContainsFunc(demo.Personas, func(p demo.Persona) bool { return p.Login == in.Body.Login }) {
		return nil, fault.NotFound()
	}
	signed, err := s.Gate.SignIn(ctx, s.try(ctx, in.Body.Login, demo.Password))
	if err != nil {
		return nil, err
	}
	return s.welcome(ctx, signed)
}
