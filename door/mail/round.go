package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/campaign"
	"vigie/room/project"
	"vigie/room/round"
)

// The kinds of the jobs of monthly rounds: finding who is to be reminded today,
// and writing to one manager.
const (
	RemindersKind = "round-reminders"
	RoundKind     = "round"
)

type askedOf struct {
	Round    int64 `json:"round"`
	Account  int64 `json:"account"`
	Reminder bool  `json:"reminder"`
}

// AskRound leaves, in the transaction that asks, a job for each manager.
func AskRound(ctx context.Context, tx *db.Tx, _ access.Who, id int64, asks []round.Ask, reminder bool) error {
	for _, account := range round.Managers(asks) {
		payload, err := json.Marshal(askedOf{id, account, reminder})
		if err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, RoundKind, string(payload), 0); err != nil {
			return err
		}
	}
	return nil
}

// HandleReminders reminds, of every open round, the managers whose reminder is due
// today: in Vigie, and by a letter.
func HandleReminders(ctx context.Context, d *db.DB, letters bool) error {
	who := access.System("system")
	open, err := round.List(ctx, d, who)
	if err != nil {
		return err
	}
	for _, r := range open {
		if r.State != round.Open {
			continue
		}
		if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			asks, err := round.Due(ctx, tx, who, r)
			if err != nil || !letters {
				return err
			}
			return AskRound(ctx, tx, who, r.ID, asks, true)
		}); err != nil {
			return err
		}
	}
	return remindReviewers(ctx, d)
}

// remindReviewers reminds, in Vigie, those who have yet to look through access rights.
func remindReviewers(ctx context.Context, d *db.DB) error {
	who := access.System("system")
	all, err := campaign.List(ctx, d, who)
	if err != nil {
		return err
	}
	for _, c := range all {
		if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error { _, err := campaign.Due(ctx, tx, who, c); return err }); err != nil {
			return err
		}
	}
	return nil
}

// HandleRound writes to one manager what a round asks, with the rights and the
// answers of this moment: whoever has answered meanwhile is told nothing.
func (p *Post) HandleRound(ctx context.Context, j db.Job) error {
	var a askedOf
	if err := json.Unmarshal([]byte(j.Payload), &a); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	who, to, ok, err := p.recipient(ctx, a.Account)
	if err != nil || !ok {
		return err
	}
	ctx = access.For(ctx, who)
	r, err := round.Get(ctx, p.DB, who, a.Round)
	if fault.KindOf(err) == fault.Missing || err == nil && r.State != round.Open {
		return nil
	}
	if err != nil {
		return err
	}
	open, err := p.unanswered(ctx, who, r)
	if err != nil || len(open) == 0 {
		return err
	}
	l, err := p.writeRound(ctx, to, r, open, a.Reminder)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, l)
}

// unanswered returns the projects of a person that a round still asks about.
func (p *Post) unanswered(ctx context.Context, who access.Who, r round.Round) ([]*project.Project, error) {
	asks, err := round.Asks(ctx, p.DB, who, r)
	if err != nil {
		return nil, err
	}
	var out []*project.Project
	for _, a := range asks {
		if a.Answered != 0 || int64(a.Account) != who.ID {
			continue
		}
		on, err := project.Get(ctx, p.DB, who, a.Project)
		if fault.KindOf(err) == fault.Missing || err == nil && on.State != project.Active {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, on)
	}
	return out, nil
}

var (
	roundSubject    = label.T("%s: what is asked about your projects", "%s : ce qui est demandé sur vos projets")
	reminderSubject = label.T("Reminder, %s: what is asked about your projects", "Rappel, %s : ce qui est demandé sur vos projets")
	roundLead       = label.T("%s asks you to bring your projects up to date for %s, by %s at the latest.", "%s vous demande de mettre vos projets à jour pour %s, au plus tard le %s.")
	roundProjects   = label.T("Your projects", "Vos projets")
	roundAction     = label.T("Fill in", "Remplir")
	roundWhy        = label.T("You receive this letter because you manage these projects. Reminders stop once you have answered.", "Vous recevez ce message parce que vous dirigez ces projets. Les rappels s’arrêtent dès que vous avez répondu.")
	roundNobody     = label.T("The PMO", "Le bureau des projets")
)

func (p *Post) writeRound(ctx context.Context, to access.Account, r round.Round, open []*project.Project, reminder bool) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	lang := label.Parse(to.Language)
	from := roundNobody.In(lang)
	if r.CreatedBy != 0 {
		if from, err = access.NameOf(ctx, p.DB, int64(r.CreatedBy)); err != nil {
			return Letter{}, err
		}
	}
	subject := roundSubject
	if reminder {
		subject = reminderSubject
	}
	page := u.JoinPath("rounds", p.DB.Seal(r.ID)).String()
	items := make([]item, len(open))
	for i, on := range open {
		items[i] = item{Name: on.Name(), Address: page, Detail: on.Values["code"].S}
	}
	return sheet{
		Subject: fmt.Sprintf(subject.In(lang), r.Month.In(lang)),
		Lead:    []string{fmt.Sprintf(roundLead.In(lang), from, r.Month.In(lang), r.Due.In(lang))},
		Quote:   r.Note,
		Parts:   []part{{roundProjects.In(lang), items}},
		Action:  roundAction.In(lang), Address: page,
		Foot: []string{roundWhy.In(lang)},
	}.letterTo(to)
}
