package api

import (
	"context"
	"errors"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	configuration "vigie/overview/config"
	"vigie/room/access"
	"vigie/room/draft"
)

// IntoDraft is the header by which a change of the configuration is not done, but put
// into the draft whose id it gives.
const IntoDraft = "Into-Draft"

// errAside ends the transaction of a change that goes into a draft.
var errAside = errors.New("goes into a draft")

// putAside says that a change went into a draft, and that nothing else was done.
type putAside struct{ draft draftOut }

func (*putAside) Error() string { return "put into a draft" }

// problem is how it is told: 202 is no failure, yet nothing of what was asked is done.
func (a *putAside) problem(l label.Lang) *Problem {
	detail := label.F("Kept in the draft “%s”; nothing has changed yet", "Enregistré dans le brouillon «\u202f%s\u202f»\u202f; rien n’a encore changé", a.draft.Name)
	return &Problem{Type: "urn:vigie:problem:put-aside", Title: label.T("Put into a draft", "Mis dans un brouillon").In(l), Status: http.StatusAccepted, Detail: detail.In(l), Current: a.draft}
}

// intoDraft is the draft that the caller wants a change to go into; empty for none.
func intoDraft(ctx context.Context) string {
	if c := callOf(ctx); c != nil && c.r != nil {
		return c.r.Header.Get(IntoDraft)
	}
	return ""
}

// putAside tries a change in a transaction that is not kept, with all that it checks,
// and puts what it makes of the configuration into a draft.
func (s *Server) putAside(ctx context.Context, public string, f func(*db.Tx, access.Who) error) error {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return err
	}
	who := auth.Who(ctx).Acting()
	var edits []configuration.Edit
	_, err = s.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		fresh, err := access.Now(ctx, tx, who)
		if err != nil {
			return err
		}
		if err := access.Must(draft.May(fresh)); err != nil {
			return err
		}
		if edits, err = s.configs().Watch(ctx, tx, fresh, func() error { return f(tx, fresh) }); err != nil {
			return err
		}
		return errAside
	})
	if !errors.Is(err, errAside) {
		return err
	}
	var d draft.Draft
	if err := s.updateLive(ctx, "", func(tx *db.Tx, who access.Who) error {
		was, err := draft.Get(ctx, tx, who, id)
		if err != nil {
			return err
		}
		text, err := configuration.Put([]byte(was.Document), edits)
		if err != nil {
			return err
		}
		d, err = draft.Change(ctx, tx, who, id, was.Version, func(d *draft.Draft) { d.Document = string(text) })
		return err
	}); err != nil {
		return err
	}
	shown, err := s.showDraft(ctx, d, false)
	if err != nil {
		return err
	}
	return &putAside{shown}
}
