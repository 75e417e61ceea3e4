package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// DelegationKind is the kind of the job that tells one of the two people of a
// delegation that it begins or ends.
const DelegationKind = "delegation"

type toldOf struct {
	Delegation int64 `json:"delegation"`
	Account    int64 `json:"account"`
	End        bool  `json:"end"`
	At         int64 `json:"at"` // when it was to end, as known when the job was left
}

// AskDelegation leaves the jobs that tell both people when a delegation begins, and
// when it ends by itself.
func AskDelegation(ctx context.Context, tx *db.Tx, _ access.Who, d access.Delegation) error {
	for _, account := range []int64{d.From, d.To} {
		if err := askTold(ctx, tx, toldOf{d.ID, account, false, 0}, d.Begins); err != nil {
			return err
		}
		if err := askTold(ctx, tx, toldOf{d.ID, account, true, d.Ends}, d.Ends); err != nil {
			return err
		}
	}
	return nil
}

// AskDelegationEnd leaves the jobs that tell both people that one has been ended.
func AskDelegationEnd(ctx context.Context, tx *db.Tx, _ access.Who, d access.Delegation) error {
	for _, account := range []int64{d.From, d.To} {
		if err := askTold(ctx, tx, toldOf{d.ID, account, true, d.Ended}, 0); err != nil {
			return err
		}
	}
	return nil
}

func askTold(ctx context.Context, tx *db.Tx, t toldOf, at int64) error {
	payload, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, DelegationKind, string(payload), at)
}

// HandleDelegation writes to one of the two people, if what was to be told is still
// so: one that was ended before is not told of twice.
func (p *Post) HandleDelegation(ctx context.Context, j db.Job) error {
	var t toldOf
	if err := json.Unmarshal([]byte(j.Payload), &t); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	d, err := access.DelegationByID(ctx, p.DB, access.System("mail"), t.Delegation)
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil || d.Ended != 0 && (!t.End || t.At != d.Ended) {
		return err
	}
	_, to, ok, err := p.recipient(ctx, t.Account)
	if err != nil || !ok {
		return err
	}
	l, err := p.writeDelegation(ctx, to, d, t.End)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, l)
}

var (
	actsFor       = label.T("You act for %s until %s", "Vous agissez pour %s jusqu’au %s")
	actsForYou    = label.T("%s acts for you until %s", "%s agit pour vous jusqu’au %s")
	actedFor      = label.T("You no longer act for %s", "Vous n’agissez plus pour %s")
	actedForYou   = label.T("%s no longer acts for you", "%s n’agit plus pour vous")
	delegationWhy = label.T("You receive this letter because you are one of the two people of this delegation. Administering Vigie is never delegated.", "Vous recevez ce message parce que vous êtes l’une des deux personnes de cette délégation. L’administration de Vigie n’est jamais déléguée.")
	delegationSee = label.T("See the delegation", "Voir la délégation")
)

func (p *Post) writeDelegation(ctx context.Context, to access.Account, d access.Delegation, end bool) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	lang := label.Parse(to.Language)
	other, text := d.From, actsFor
	switch {
	case to.ID == d.From && end:
		other, text = d.To, actedForYou
	case to.ID == d.From:
		other, text = d.To, actsForYou
	case end:
		text = actedFor
	}
	name, err := access.NameOf(ctx, p.DB, other)
	if err != nil {
		return Letter{}, err
	}
	said := fmt.Sprintf(text.In(lang), name)
	if !end {
		said = fmt.Sprintf(text.In(lang), name, day.OfTime(time.UnixMilli(d.Ends-1)).In(lang))
	}
	return sheet{
		Subject: said, Lead: []string{said + "."}, Quote: d.Note,
		Action: delegationSee.In(lang), Address: u.JoinPath("account").String(),
		Foot: []string{delegationWhy.In(lang)},
	}.letterTo(to)
}
