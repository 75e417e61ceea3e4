package api

import (
	"context"
	"log/slog"
	"net/http"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func (s *Server) userRoutes(a *frame) {
	register(a, op(http.MethodGet, "/users", "The accounts one may manage; else the names of all who may be chosen"), s.listUsers)
	register(a, op(http.MethodPost, "/users", "Make an account", created), s.createUser)
	register(a, op(http.MethodGet, "/users/{id}", "One account"), s.readUser)
	register(a, op(http.MethodPatch, "/users/{id}", "Change an account"), s.changeUser)
	register(a, op(http.MethodPost, "/users/{id}/invite", "Send, or show, a link to choose a password", secret), s.inviteUser)
}

type user struct {
	ID         string   `json:"id"`
	Login      string   `json:"login"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	Language   string   `json:"language"`
	Disabled   bool     `json:"disabled"`
	Groups     []string `json:"groups"`
	LastSignIn string   `json:"last_sign_in,omitempty"`
	Version    int64    `json:"version"`

	SecondFactor bool `json:"second_factor" doc:"Whether signing in needs a code; in lists only"`
}

func (s *Server) user(a access.Account) user {
	u := user{ID: s.DB.Seal(a.ID), Login: a.Login, Name: a.Name, Email: a.Email, Language: a.Language, Disabled: a.Disabled, Groups: []string{}, LastSignIn: instant(a.LastSignIn), Version: a.Version}
	for _, g := range a.Groups {
		u.Groups = append(u.Groups, s.DB.Seal(g))
	}
	return u
}

func (s *Server) listUsers(ctx context.Context, in *Page) (*body[list[user]], error) {
	p, err := in.of(s.DB)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	found, err := access.Accounts(ctx, s.DB, who, p)
	if err != nil {
		return nil, err
	}
	on, err := access.FactorsOn(ctx, s.DB, who)
	return answer(pageOf(s.DB, found, func(a access.Account) user {
		u := s.user(a)
		u.SecondFactor = on[a.ID]
		return u
	}), err)
}

type createUserInput struct {
	Body struct {
		Login    string   `json:"login" maxLength:"200"`
		Name     string   `json:"name" maxLength:"400"`
		Email    string   `json:"email,omitempty" maxLength:"400"`
		Language string   `json:"language,omitempty" enum:"fr,en"`
		Disabled bool     `json:"disabled,omitempty"`
		Groups   []string `json:"groups,omitempty" maxItems:"500"`
	}
}

func (s *Server) createUser(ctx context.Context, in *createUserInput) (*body[user], error) {
	b := in.Body
	groups, err := s.groupsIn(b.Groups)
	if err != nil {
		return nil, err
	}
	a := access.Account{Login: b.Login, Name: b.Name, Email: b.Email, Language: b.Language, Disabled: b.Disabled, Groups: groups}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		a, err = access.CreateAccount(ctx, tx, who, a, "")
		return err
	})
	return answer(s.user(a), err)
}

// groupsIn reads the ids of groups in a body.
func (s *Server) groupsIn(ids []string) ([]int64, error) {
	out := make([]int64, 0, len(ids))
	for _, id := range ids {
		n, err := s.DB.Unseal(id)
		if err != nil {
			return nil, fault.Invalid("groups", label.T("One of these groups does not exist, or you do not manage it", "L’un de ces groupes n’existe pas, ou vous ne le gérez pas"))
		}
		out = append(out, n)
	}
	return out, nil
}

func (s *Server) readUser(ctx context.Context, in *ByID) (*body[user], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	a, err := access.AccountByID(ctx, s.DB, auth.Who(ctx), id)
	return answer(s.user(a), err)
}

type changeUserInput struct {
	ByID
	Matching
	Body struct {
		Login    *string   `json:"login,omitempty" maxLength:"200"`
		Name     *string   `json:"name,omitempty" maxLength:"400"`
		Email    *string   `json:"email,omitempty" maxLength:"400"`
		Language *string   `json:"language,omitempty" enum:"fr,en"`
		Disabled *bool     `json:"disabled,omitempty"`
		Groups   *[]string `json:"groups,omitempty" maxItems:"500"`
	}
}

func (s *Server) changeUser(ctx context.Context, in *changeUserInput) (*body[user], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	b, groups := in.Body, []int64(nil)
	if b.Groups != nil {
		if groups, err = s.groupsIn(*b.Groups); err != nil {
			return nil, err
		}
	}
	var a access.Account
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		a, err = access.UpdateAccount(ctx, tx, who, id, version, func(a *access.Account) {
			set(&a.Login, b.Login)
			set(&a.Name, b.Name)
			set(&a.Email, b.Email)
			set(&a.Language, b.Language)
			set(&a.Disabled, b.Disabled)
			if b.Groups != nil {
				a.Groups = groups
			}
		})
		return err
	})
	return answer(s.user(a), showing(err, s.user))
}

// target reads which object a change is for, and the version that was read.
func (s *Server) target(b ByID, m Matching) (id, version int64, err error) {
	if id, err = s.DB.Unseal(b.ID); err != nil {
		return 0, 0, err
	}
	version, err = m.version()
	return id, version, err
}

type invitation struct {
	Sent    bool   `json:"sent" doc:"Whether a letter with the link has left"`
	Link    string `json:"link,omitempty" doc:"The link, shown this once, when no letter left: hand it over by another way"`
	Expires string `json:"expires"`
	Warning string `json:"warning,omitempty" doc:"Why the link may not be reached from elsewhere"`
}

func (s *Server) inviteUser(ctx context.Context, in *ByID) (*body[invitation], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var l access.Link
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		l, err = access.Invite(ctx, tx, who, id)
		return err
	}); err != nil {
		return nil, err
	}
	return answer(s.deliver(ctx, l))
}

// deliver sends the link, or gives it to the administrator to hand over.
func (s *Server) deliver(ctx context.Context, l access.Link) (invitation, error) {
	out := invitation{Expires: instant(l.Expires)}
	if s.Post != nil && l.Account.Email != "" {
		err := s.Post.SendLink(ctx, l)
		if err == nil {
			out.Sent = true
			return out, nil
		}
		logOf(ctx).WarnContext(ctx, "sending an invitation", slog.String("request", requestID(ctx)), slog.String("error", err.Error()))
	}
	var err error
	url, configured := s.Auth.Reach()
	if out.Link, err = mail.LinkTo(url, l); err != nil {
		return out, fault.Conflict(noAddress).Because(err)
	}
	if !configured {
		out.Warning = label.F("Vigie was started without --public-url: this link names the address it listens on, %s, which others may not reach", "Vigie a été démarré sans --public-url : ce lien nomme l’adresse sur laquelle il écoute, %s, que d’autres n’atteignent peut-être pas", url).In(languageOf(ctx))
	}
	return out, nil
}

var noAddress = label.T("The address of Vigie is not known: start it with --public-url", "L’adresse de Vigie n’est pas connue : démarrez-le avec --public-url")
