package api

import (
	"context"
	"net/http"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func (s *Server) tokenRoutes(a *frame) {
	register(a, op(http.MethodGet, "/tokens", "One's own tokens"), s.listTokens)
	register(a, op(http.MethodPost, "/tokens", "Make a token, shown this once", created, secret), s.createToken)
	register(a, op(http.MethodDelete, "/tokens/{id}", "Revoke one of one's own tokens", noContent), s.revokeToken)
}

type token struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Scope    string  `json:"scope"`
	Created  string  `json:"created"`
	Expires  string  `json:"expires"`
	LastUsed *string `json:"last_used" doc:"null when never"`
	Token    string  `json:"token,omitempty" doc:"In clear, in the answer to its making only"`
}

func (s *Server) token(t access.Token) token {
	out := token{ID: s.DB.Seal(t.ID), Name: t.Name, Scope: t.Scope, Created: instant(t.Created), Expires: instant(t.Expires)}
	if used := instant(t.LastUsed); used != "" {
		out.LastUsed = &used
	}
	return out
}

func (s *Server) listTokens(ctx context.Context, _ *struct{}) (*body[list[token]], error) {
	found, err := access.Tokens(ctx, s.DB, auth.Who(ctx))
	return answer(pageOf(s.DB, access.Found[access.Token]{Items: found, Total: len(found)}, s.token), err)
}

type createTokenInput struct {
	Body struct {
		Name    string `json:"name" maxLength:"200"`
		Scope   string `json:"scope" enum:"read,write"`
		Expires string `json:"expires" maxLength:"40" doc:"A date or an instant, at most a year from now"`
	}
}

func (s *Server) createToken(ctx context.Context, in *createTokenInput) (*body[token], error) {
	end, err := endIn(in.Body.Expires)
	if err != nil {
		return nil, err
	}
	t, clear := access.Token{Name: in.Body.Name, Scope: in.Body.Scope, Expires: end}, ""
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, clear, err = access.NewToken(ctx, tx, who, t)
		return err
	})
	out := s.token(t)
	out.Token = clear
	return answer(out, err)
}

// endIn reads an instant, or a date, which means its last moment.
func endIn(text string) (int64, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UnixMilli(), nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fault.Invalid("expires", label.T("A date such as 2026-11-22 is expected", "Une date comme 2026-11-22 est attendue"))
	}
	return t.AddDate(0, 0, 1).UnixMilli() - 1, nil
}

func (s *Server) revokeToken(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return access.RevokeToken(ctx, tx, who, id) })
}
