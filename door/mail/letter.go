package mail

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/review"
	"vigie/overview/summary"
	"vigie/room/access"
)

// Kind is the kind of the jobs by which letters leave after a request.
const Kind = "mail"

// Post writes the letters and has them sent.
type Post struct {
	Sender    *Sender
	DB        *db.DB
	PublicURL string         // where people reach Vigie; links never use any other host
	Agenda    *agenda.Keeper // what digests are made from
	Summaries *summary.Desk  // what the summaries of portfolios are made from
	Reviews   *review.Desk   // what minutes are made from
}

// order is the payload of a job: who asked for a new password. The link itself
// is made when the letter is written, and stands in no queue.
type order struct {
	Login string `json:"login"`
}

// AskReset leaves a job that sends a link to whoever has the login. It does the
// same, and takes the same time, when nobody has it.
func AskReset(ctx context.Context, tx *db.Tx, _ access.Who, login string) error {
	payload, err := json.Marshal(order{login})
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, Kind, string(payload), 0)
}

// Handle does a job left by AskReset.
func (p *Post) Handle(ctx context.Context, j db.Job) error {
	var o order
	if err := json.Unmarshal([]byte(j.Payload), &o); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	var link access.Link
	var ok bool
	who := access.System("system")
	if _, err := p.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		var err error
		link, ok, err = access.LinkFor(ctx, tx, who, o.Login)
		return err
	}); err != nil || !ok {
		return err
	}
	if err := p.SendLink(ctx, link); err != nil {
		return errors.Join(err, p.cancel(ctx, link))
	}
	return nil
}

// cancel takes back a link that could not be sent, so that the next try of the
// job makes another.
func (p *Post) cancel(ctx context.Context, l access.Link) error {
	who := access.System("system")
	_, err := p.DB.Update(context.WithoutCancel(ctx), who.Origin(), func(tx *db.Tx) error {
		return access.CancelLink(context.WithoutCancel(ctx), tx, who, l)
	})
	return err
}

// SendLink sends a one-time link to the person it is for.
func (p *Post) SendLink(ctx context.Context, l access.Link) error {
	address, err := LinkTo(p.PublicURL, l)
	if err != nil {
		return err
	}
	organisation, err := access.Organisation(ctx, p.DB)
	if err != nil {
		return err
	}
	letter, err := write(l, organisation, address)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, letter)
}

// LinkTo returns the address of a one-time link, on the configured host.
func LinkTo(publicURL string, l access.Link) (string, error) {
	u, err := url.Parse(publicURL)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("the public address %q is not of the form https://host", publicURL)
	}
	u = u.JoinPath("reset")
	u.RawQuery = url.Values{"token": {l.Token}}.Encode()
	return u.String(), nil
}

// words are the parts of a letter; values stand for %s and are never read as
// anything but text.
type words struct {
	subject, lead, action, until label.Text
}

var letters = map[string]words{
	"invite": {
		subject: label.T("Your access to Vigie", "Votre accès à Vigie"),
		lead: label.T("An account was made for you, with the login %s, to follow the projects of %s. Choose your password:",
			"Un compte vous a été ouvert, avec l’identifiant %s, pour suivre les projets de %s. Choisissez votre mot de passe :"),
		action: label.T("Choose my password", "Choisir mon mot de passe"),
		until:  label.T("This link works once, for 7 days.", "Ce lien fonctionne une seule fois, pendant 7 jours."),
	},
	"reset": {
		subject: label.T("Your new password for Vigie", "Votre nouveau mot de passe pour Vigie"),
		lead: label.T("A new password was asked for the login %s, for the projects of %s. Choose it:",
			"Un nouveau mot de passe a été demandé pour l’identifiant %s, pour les projets de %s. Choisissez-le :"),
		action: label.T("Choose a new password", "Choisir un nouveau mot de passe"),
		until: label.T("This link works once, for 30 minutes. If you did not ask for it, ignore this letter: your password stays as it is.",
			"Ce lien fonctionne une seule fois, pendant 30 minutes. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste inchangé."),
	},
}

var greeting = label.T("Hello %s,", "Bonjour %s,")

func write(l access.Link, organisation, address string) (Letter, error) {
	w, lang := letters[l.Kind], label.Parse(l.Account.Language)
	return sheet{
		Subject: w.subject.In(lang),
		Lead:    []string{fmt.Sprintf(w.lead.In(lang), l.Account.Login, organisation)},
		Action:  w.action.In(lang), Address: address,
		Foot: []string{w.until.In(lang)},
	}.letterTo(l.Account)
}

// recipient is who a letter goes to, with the rights and the address of this
// moment; ok is false for those who are no longer there, or have no address.
func (p *Post) recipient(ctx context.Context, account int64) (who access.Who, to access.Account, ok bool, err error) {
	who, err = access.Load(ctx, p.DB, account, "system")
	if err != nil {
		return who, to, false, unlessGone(err)
	}
	to, err = access.Me(ctx, p.DB, who)
	who.Lang = label.Parse(to.Language)
	return who, to, err == nil && to.Email != "" && !to.Disabled, err
}
