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

func (s *Server) settingRoutes(a *frame) {
	register(a, op(http.MethodGet, "/settings", "What holds for the whole instance"), s.readSettings)
	register(a, op(http.MethodPatch, "/settings", "Change what holds for the whole instance"), s.changeSettings)
	register(a, op(http.MethodGet, "/credentials", "The live sessions and tokens of the accounts one manages"), s.listCredentials)
	register(a, op(http.MethodDelete, "/credentials/{id}", "End a session or a token of somebody else", noContent), s.revokeCredential)
	register(a, op(http.MethodGet, "/users/{id}/rights", "What somebody may do, where, and by which grant"), s.readRights)
}

type instanceSettings struct {
	Version      int64  `json:"version"`
	Name         string `json:"name" doc:"Of the organisation"`
	Currency     string `json:"currency" doc:"Of new projects"`
	Consolidates string `json:"consolidation_currency" doc:"Of totals over several currencies; that of new projects when empty"`
	Language     string `json:"language" doc:"Of new accounts"`
	SessionIdle  int    `json:"session_idle" doc:"Minutes without use after which a session ends"`
	SessionLife  int    `json:"session_life" doc:"Minutes after which a session ends in any case"`
	SecondFactor string `json:"second_factor" enum:"roles,everyone" doc:"Of whom a second factor is asked"`
	MarkEN       string `json:"mark_en" doc:"The classification that every file and report that goes out bears; none when empty"`
	MarkFR       string `json:"mark_fr" doc:"The same in French"`
	Mail         string `json:"mail" enum:"on,off" doc:"Whether letters leave; set when Vigie is started"`
	PublicURL    string `json:"public_url" doc:"How people reach Vigie; empty when it was not set"`
}

func (s *Server) settings(in access.Settings) instanceSettings {
	out := instanceSettings{in.Version, in.Organisation, in.Currency, in.Consolidates, in.Language, in.SessionIdle, in.SessionLife, in.SecondFactor, in.Mark.EN, in.Mark.FR, "off", s.Auth.PublicURL}
	if s.Post != nil {
		out.Mail = "on"
	}
	return out
}

func (s *Server) readSettings(ctx context.Context, _ *struct{}) (*body[instanceSettings], error) {
	found, err := access.ReadSettings(ctx, s.DB, s.Gate.Idle, s.Gate.Life)
	return answer(s.settings(found), err)
}

type changeSettingsInput struct {
	Matching
	Body struct {
		Name         *string `json:"name,omitempty" maxLength:"400"`
		Currency     *string `json:"currency,omitempty" maxLength:"3"`
		Consolidates *string `json:"consolidation_currency,omitempty" maxLength:"3"`
		Language     *string `json:"language,omitempty" enum:"fr,en"`
		SessionIdle  *int    `json:"session_idle,omitempty"`
		SessionLife  *int    `json:"session_life,omitempty"`
		SecondFactor *string `json:"second_factor,omitempty" enum:"roles,everyone"`
		MarkEN       *string `json:"mark_en,omitempty" maxLength:"400"`
		MarkFR       *string `json:"mark_fr,omitempty" maxLength:"400"`
	}
}

func (s *Server) changeSettings(ctx context.Context, in *changeSettingsInput) (*body[instanceSettings], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	b := in.Body
	if b.Name != nil && intoDraft(ctx) != "" {
		return nil, fault.Conflict(label.T("The name of the organisation is no part of the configuration: leave the draft to change it", "Le nom de l’organisation ne fait pas partie de la configuration\u202f: sortez du brouillon pour le changer"))
	}
	var out access.Settings
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = s.Gate.ChangeSettings(ctx, tx, who, version, func(now *access.Settings) {
			set(&now.Organisation, b.Name)
			set(&now.Currency, b.Currency)
			set(&now.Consolidates, b.Consolidates)
			set(&now.Language, b.Language)
			set(&now.SessionIdle, b.SessionIdle)
			set(&now.SessionLife, b.SessionLife)
			set(&now.SecondFactor, b.SecondFactor)
			set(&now.Mark.EN, b.MarkEN)
			set(&now.Mark.FR, b.MarkFR)
		})
		return err
	})
	return answer(s.settings(out), showing(err, s.settings))
}

type credential struct {
	ID       string `json:"id"`
	Kind     string `json:"kind" enum:"session,token"`
	User     *named `json:"user"`
	Name     string `json:"name" doc:"Of a token; what the browser calls itself"`
	Scope    string `json:"scope,omitempty"`
	Address  string `json:"address,omitempty"`
	Created  string `json:"created"`
	LastUsed string `json:"last_used,omitempty"`
	Expires  string `json:"expires"`
	Current  bool   `json:"current" doc:"The session that asks"`
}

type listCredentialsIn struct {
	User string `query:"user" maxLength:"20" doc:"Only of this account"`
}

func (s *Server) listCredentials(ctx context.Context, in *listCredentialsIn) (*body[list[credential]], error) {
	caller, account := auth.Of(ctx), int64(0)
	if in.User != "" {
		var err error
		if account, err = s.DB.Unseal(in.User); err != nil {
			return nil, err
		}
	}
	found, err := s.Gate.Credentials(ctx, s.DB, caller.Who, account)
	out := list[credential]{Items: []credential{}, Total: len(found)}
	for _, c := range found {
		out.Items = append(out.Items, credential{
			s.DB.Seal(c.ID), c.Kind, s.named(c.Account, c.Holder), c.Name, c.Scope, c.Address,
			instant(c.Created), instant(c.LastSeen), instant(c.Expires), c.Kind == "session" && c.ID == caller.Session,
		})
	}
	return answer(out, err)
}

func (s *Server) revokeCredential(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return access.RevokeCredential(ctx, tx, who, id) })
}
