package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/convention"
	"vigie/room/term"
)

func (s *Server) sessionRoutes(a *frame) {
	register(a, op(http.MethodPost, "/session", "Sign in", secret), s.signIn)
	register(a, op(http.MethodDelete, "/session", "Sign out", noContent), s.signOut)
	register(a, op(http.MethodGet, "/me", "The person signed in"), s.readMe)
	register(a, op(http.MethodPatch, "/me", "Change one's own settings"), s.changeMe)
	register(a, op(http.MethodPut, "/me/preferences/{name}", "Keep how one likes something on the screen", noContent), s.keepPreference)
	register(a, op(http.MethodPost, "/me/password", "Change one's own password", noContent, secret), s.changePassword)
	register(a, op(http.MethodGet, "/me/sessions", "Where one is signed in"), s.listSessions)
	register(a, op(http.MethodDelete, "/me/sessions/{id}", "End one of one's own sessions", noContent), s.endSession)
	register(a, op(http.MethodPost, "/password/forgot", "Ask for a link to choose a new password", secret), s.forgot)
	register(a, op(http.MethodPost, "/password/reset", "Choose a password by a one-time link", noContent, secret), s.reset)
}

// none is an answer without a body.
type none struct{}

type instance struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Today    string `json:"today" doc:"The day of the server, such as 2026-11-22"`
	Currency string `json:"currency"`
	Demo     bool   `json:"demo"`
	Mail     bool   `json:"mail" doc:"Whether letters leave"`

	Consolidation string `json:"consolidation_currency" doc:"Of totals over several currencies"`

	Conventions ConventionsShown `json:"conventions" doc:"How the organisation counts and writes"`
	Vocabulary  int64            `json:"vocabulary" doc:"The version of the vocabulary; 0 while nothing is said otherwise"`
	Language    string           `json:"language" doc:"Of new accounts"`
}

type me struct {
	ID          string   `json:"id"`
	Login       string   `json:"login"`
	Name        string   `json:"name"`
	Email       string   `json:"email"`
	Language    string   `json:"language"`
	Theme       string   `json:"theme"`
	Density     string   `json:"density"`
	Permissions []string `json:"permissions" doc:"What the person may do on at least one unit or project"`
	Factor      factor   `json:"second_factor"`
	Instance    instance `json:"instance"`

	Hidden []string `json:"hidden_screens" doc:"The screens that none of the person's roles needs"`

	ActsFor []behalf `json:"acts_for" doc:"For whom the person acts now, by delegation"`

	SeenBy *seenBy `json:"seen_by,omitempty" doc:"Who sees Vigie as this person does, for a while: then nothing can be changed"`

	Preferences map[string]json.RawMessage `json:"preferences" doc:"What the person has set on the screen, by name"`
}

// try describes an attempt to sign in, as far as the request tells.
func (s *Server) try(ctx context.Context, login, password string) access.Try {
	c := callOf(ctx)
	return access.Try{
		Login: login, Password: password, Address: s.Auth.Address(c.r), Agent: c.r.UserAgent(),
		Device: s.Auth.Device(c.r), Replaces: s.Auth.SessionOf(c.r),
	}
}

type signInInput struct {
	Body struct {
		Login    string `json:"login" maxLength:"200"`
		Password string `json:"password" maxLength:"1024"`
		Code     string `json:"code,omitempty" maxLength:"60" doc:"Of the second factor, where the answer asked for one: by a problem 401 that names code"`
	}
}

func (s *Server) signIn(ctx context.Context, in *signInInput) (*body[me], error) {
	t := s.try(ctx, in.Body.Login, in.Body.Password)
	t.Code = in.Body.Code
	signed, err := s.Gate.SignIn(ctx, t)
	if err != nil {
		return nil, err
	}
	return s.welcome(ctx, signed)
}

// welcome hands out the cookies of a new session.
func (s *Server) welcome(ctx context.Context, signed access.SignedIn) (*body[me], error) {
	c := callOf(ctx)
	s.Auth.Issue(c.w, c.r, signed)
	return answer(s.me(ctx, signed.Who))
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*none, error) {
	c := callOf(ctx)
	if err := s.Gate.SignOut(ctx, s.Auth.SessionOf(c.r)); err != nil {
		return nil, err
	}
	s.Auth.Withdraw(c.w, c.r)
	c.w.Header().Set("Clear-Site-Data", `"cache"`)
	return nil, nil
}

func (s *Server) me(ctx context.Context, who access.Who) (me, error) {
	a, err := access.Me(ctx, s.DB, who)
	if err != nil {
		return me{}, err
	}
	return s.meOf(ctx, who, a)
}

func (s *Server) meOf(ctx context.Context, who access.Who, a access.Account) (me, error) {
	set, err := access.ReadSettings(ctx, s.DB, s.Gate.Idle, s.Gate.Life)
	if err != nil {
		return me{}, err
	}
	f, err := access.MyFactor(ctx, s.DB, who)
	if err != nil {
		return me{}, err
	}
	own, err := access.Preferences(ctx, s.DB, who)
	if err != nil {
		return me{}, err
	}
	vocabulary, err := term.Version(ctx, s.DB)
	if err != nil {
		return me{}, err
	}
	conventions, err := convention.Load(ctx, s.DB)
	if err != nil {
		return me{}, err
	}
	i := instance{Name: set.Organisation, Version: s.Version, Today: day.OfTime(s.DB.Now()).String(), Currency: set.Currency, Consolidation: set.Consolidation(), Demo: s.Demo, Mail: s.Post != nil, Conventions: ConventionsShown(conventions.Body), Vocabulary: vocabulary, Language: set.Language}
	seen, err := s.seenBy(ctx, who)
	if err != nil {
		return me{}, err
	}
	hidden, err := access.HiddenScreens(ctx, s.DB, who)
	return me{s.DB.Seal(a.ID), a.Login, a.Name, a.Email, a.Language, a.Theme, a.Density, who.Somewhere().Keys(), factorOut(f, who), i, slices.Concat([]string{}, hidden), s.behalfOf(who), seen, own}, err
}

func (s *Server) readMe(ctx context.Context, _ *struct{}) (*body[me], error) {
	return answer(s.me(ctx, auth.Who(ctx)))
}

type changeMeInput struct {
	Body struct {
		Name     *string `json:"name,omitempty" maxLength:"200"`
		Language *string `json:"language,omitempty" enum:"fr,en"`
		Theme    *string `json:"theme,omitempty" enum:"system,light,dark,contrast"`
		Density  *string `json:"density,omitempty" enum:"compact,normal,comfortable"`
	}
}

func (s *Server) changeMe(ctx context.Context, in *changeMeInput) (*body[me], error) {
	var a access.Account
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		a, err = access.UpdateMe(ctx, tx, who, func(a *access.Account) {
			set(&a.Name, in.Body.Name)
			set(&a.Language, in.Body.Language)
			set(&a.Theme, in.Body.Theme)
			set(&a.Density, in.Body.Density)
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer(s.meOf(ctx, auth.Who(ctx), a))
}

type preferenceInput struct {
	Name string `path:"name" maxLength:"80"`
	Body struct {
		Value json.RawMessage `json:"value" doc:"Any JSON; null to forget it"`
	}
}

func (s *Server) keepPreference(ctx context.Context, in *preferenceInput) (*none, error) {
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return access.SetPreference(ctx, tx, who, in.Name, in.Body.Value)
	})
}

// set takes over a value that was sent.
func set[T any](to *T, sent *T) {
	if sent != nil {
		*to = *sent
	}
}

type passwordInput struct {
	Body struct {
		Current  string `json:"current" maxLength:"1024"`
		Password string `json:"password" maxLength:"1024"`
	}
}

func (s *Server) changePassword(ctx context.Context, in *passwordInput) (*none, error) {
	c := auth.Of(ctx)
	return nil, s.Gate.ChangePassword(ctx, c.Who, c.Session, s.try(ctx, "", in.Body.Current), in.Body.Password)
}

type session struct {
	ID       string `json:"id"`
	Created  string `json:"created"`
	LastSeen string `json:"last_seen"`
	Address  string `json:"address"`
	Agent    string `json:"agent"`
	Current  bool   `json:"current"`
}

// instant writes milliseconds since 1970 as RFC 3339; "" for 0.
func instant(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339)
}

func (s *Server) listSessions(ctx context.Context, _ *struct{}) (*body[list[session]], error) {
	c := auth.Of(ctx)
	found, err := s.Gate.Sessions(ctx, c.Who)
	out := list[session]{Items: []session{}, Total: len(found)}
	for _, f := range found {
		out.Items = append(out.Items, session{s.DB.Seal(f.ID), instant(f.Created), instant(f.LastSeen), f.Address, f.Agent, f.ID == c.Session})
	}
	return answer(out, err)
}

func (s *Server) endSession(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return access.EndSession(ctx, tx, who, id) })
}

type forgotInput struct {
	Body struct {
		Login string `json:"login" maxLength:"200"`
	}
}

type forgotAnswer struct {
	Mail bool `json:"mail" doc:"Whether mail leaves at all; otherwise the administrator gives out links"`
}

// forgot does the same for every login: whether there is such an account is
// looked at later, by the worker that writes the letter.
func (s *Server) forgot(ctx context.Context, in *forgotInput) (*body[forgotAnswer], error) {
	if s.Post == nil {
		return answer(forgotAnswer{false}, nil)
	}
	if err := s.Gate.Admit(ctx, "forgot", s.Auth.Address(callOf(ctx).r)); err != nil {
		return nil, err
	}
	_, err := s.DB.Update(ctx, db.Origin{Via: "web"}, func(tx *db.Tx) error {
		return mail.AskReset(ctx, tx, access.Who{}, in.Body.Login)
	})
	return answer(forgotAnswer{true}, err)
}

type resetInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200"`
		Password string `json:"password" maxLength:"1024"`
	}
}

func (s *Server) reset(ctx context.Context, in *resetInput) (*none, error) {
	err := s.Gate.Reset(ctx, in.Body.Token, in.Body.Password)
	if err == nil {
		s.Auth.Withdraw(callOf(ctx).w, callOf(ctx).r)
	}
	return nil, err
}
