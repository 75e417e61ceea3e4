package api

import (
	"context"
	"log/slog"
	"net/http"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/view"
)

func (s *Server) setupRoutes(a *frame) {
	register(a, op(http.MethodGet, "/setup", "Whether Vigie waits for its first administrator"), s.readSetup)
	register(a, op(http.MethodPost, "/setup", "Make the organisation and its first administrator", created, secret), s.setUp)
}

type setupState struct {
	Needed bool `json:"needed"`
	Mail   bool `json:"mail" doc:"Whether links for a new password can be sent by mail"`
	Demo   bool `json:"demo" doc:"Whether all of it is made up, and one signs in by choosing a role"`
}

func (s *Server) readSetup(ctx context.Context, _ *struct{}) (*body[setupState], error) {
	needed, err := access.IsNew(ctx, s.DB)
	return answer(setupState{needed, s.Post != nil, s.Demo}, err)
}

type setupInput struct {
	Body struct {
		Secret       string `json:"secret" maxLength:"200" doc:"The one-time secret printed on the console of the server"`
		Organisation string `json:"organisation,omitempty" maxLength:"200"`
		Login        string `json:"login" maxLength:"100"`
		Name         string `json:"name" maxLength:"200"`
		Email        string `json:"email,omitempty" maxLength:"200"`
		Password     string `json:"password" maxLength:"1024"`
		Language     string `json:"language,omitempty" enum:"fr,en"`
	}
}

func (s *Server) setUp(ctx context.Context, in *setupInput) (*body[me], error) {
	b := in.Body
	first := access.First{
		Organisation: b.Organisation, Password: b.Password,
		Account: access.Account{Login: b.Login, Name: b.Name, Email: b.Email, Language: b.Language},
	}
	if first.Organisation == "" {
		first.Organisation = "Organisation"
	}
	var signed access.SignedIn
	err := s.Setup.Use(b.Secret, func() error {
		var err error
		signed, err = s.Gate.SetUp(ctx, first, s.try(ctx, b.Login, ""))
		return err
	})
	if err != nil {
		return nil, err
	}
	s.firstViews(ctx)
	return s.welcome(ctx, signed)
}

// firstViews writes the views that every instance starts with. Should that fail,
// the next start of the program does it.
func (s *Server) firstViews(ctx context.Context) {
	who := access.System("web")
	_, err := s.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return view.Seed(ctx, tx, who) })
	if err != nil {
		logOf(ctx).ErrorContext(ctx, "writing the first views", slog.String("error", err.Error()))
	}
}
