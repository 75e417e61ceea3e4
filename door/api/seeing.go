package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/room/access"
)

func (s *Server) seeingRoutes(a *frame) {
	register(a, op(http.MethodPost, "/users/{id}/seeing", "See Vigie as somebody does, for half an hour: reading only, and every request stands in the audit", noContent), s.see)
	register(a, op(http.MethodDelete, "/me/seeing", "See Vigie as oneself again", noContent), s.endSeeing)
}

func (s *Server) see(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	session := auth.Of(ctx).Session
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return access.See(ctx, tx, who, session, id) })
}

func (s *Server) endSeeing(ctx context.Context, _ *struct{}) (*none, error) {
	return nil, s.Gate.EndSeeing(ctx, auth.Of(ctx).Session)
}

// seenBy is who sees Vigie as somebody.
type seenBy struct {
	Name  string `json:"name"`
	Until string `json:"until"`
}

func (s *Server) seenBy(ctx context.Context, who access.Who) (*seenBy, error) {
	by, seen := who.Seen()
	if !seen {
		return nil, nil
	}
	name, err := access.NameOf(ctx, s.DB, by)
	return &seenBy{name, instant(who.SeenUntil())}, err
}

// noteSeen leaves in the audit what is looked at as somebody else, before it is
// shown: what cannot be noted is not shown.
func (s *Server) noteSeen(r *http.Request) error {
	who := auth.Who(r.Context())
	if _, seen := who.Seen(); !seen {
		return nil
	}
	_, err := s.DB.Update(r.Context(), who.Origin(), func(tx *db.Tx) error {
		return access.NoteSeen(r.Context(), tx, who, r.Method+" "+r.URL.Path)
	})
	return err
}
