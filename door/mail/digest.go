package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/digest"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/notice"
)

// The kinds of the jobs of summaries: finding whose is due, and writing one.
const (
	DigestsKind = "digests"
	DigestKind  = "digest"
)

type digestFor struct {
	Account int64 `json:"account"`
}

// HandleDigests leaves a job for each summary that is due today.
func (p *Post) HandleDigests(ctx context.Context, _ db.Job) error {
	who := access.System("system")
	_, err := p.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		due, err := notice.DigestsDue(ctx, tx, who)
		for _, d := range due {
			payload, e := json.Marshal(digestFor{d.Account})
			if e != nil {
				return e
			}
			if e := tx.Enqueue(ctx, DigestKind, string(payload), 0); e != nil {
				return e
			}
		}
		return err
	})
	return err
}

// HandleDigest writes to one person what happened and what is asked of them; when
// there is nothing to say, no letter leaves.
func (p *Post) HandleDigest(ctx context.Context, j db.Job) error {
	var to digestFor
	if err := json.Unmarshal([]byte(j.Payload), &to); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	who, person, ok, err := p.recipient(ctx, to.Account)
	if err != nil || !ok {
		return err
	}
	ctx = access.For(ctx, who)
	live, err := p.Agenda.Live(ctx)
	if err != nil {
		return err
	}
	found, err := digest.For(ctx, p.DB, who, p.Agenda)
	if err != nil || found.Empty() {
		return err
	}
	letter, err := p.writeDigest(person, who, live, found)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, letter)
}

var (
	digestSubject = label.T("Your projects this morning", "Vos projets ce matin")
	digestLead    = label.T("Here is what happened, and what is asked of you.", "Voici ce qui s’est passé et ce qui est attendu de vous.")
	digestAction  = label.T("Open Vigie", "Ouvrir Vigie")
	digestWhy     = label.T("You receive this summary because you asked for it in Vigie, under your account; there you can also end it.",
		"Vous recevez ce résumé parce que vous l’avez demandé dans Vigie, sous votre compte ; vous pouvez l’y arrêter.")
	digestNotices = label.T("For you", "Pour vous")
	digestLate    = label.T("Key dates that have passed", "Dates clés dépassées")
	digestSoon    = label.T("Key dates of the next seven days", "Dates clés des sept prochains jours")
	digestActions = label.T("Your actions", "Vos actions")
	digestStale   = label.T("Projects to update", "Projets à mettre à jour")
	digestMore    = label.T("and %d more", "et %d de plus")
	digestAge     = label.T("not updated for %d days", "sans mise à jour depuis %d jours")
)

var noticeWords = map[string]label.Text{
	notice.Mention:        label.T("%s mentions you", "%s vous cite"),
	notice.Reply:          label.T("%s answers you", "%s vous répond"),
	notice.Comment:        label.T("%s comments on your project", "%s commente votre projet"),
	notice.Appointed:      label.T("%s made you the manager", "%s vous a confié le projet"),
	notice.Risk:           label.T("%s gave you a risk to watch", "%s vous confie un risque"),
	notice.Action:         label.T("%s gave you an action", "%s vous confie une action"),
	notice.Decision:       label.T("%s gave you a decision to carry out", "%s vous confie une décision"),
	notice.Round:          label.T("%s asks you about your projects of the month", "%s vous interroge sur vos projets du mois"),
	notice.Access:         label.T("%s asks you to look through access rights", "%s vous demande de passer en revue des droits d’accès"),
	notice.AccessReminder: label.T("Your answer about access rights is still awaited%.0s", "Votre réponse sur les droits d’accès est encore attendue%.0s"),
	notice.Reminder:       label.T("Your answer about your projects of the month is still awaited%.0s", "Votre réponse sur vos projets du mois est encore attendue%.0s"),
	notice.Undone:         label.T("%s took back one of your changes", "%s a annulé une de vos modifications"),
}

func (p *Post) writeDigest(to access.Account, who access.Who, live *agenda.Reading, d digest.Digest) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	lang, names := label.Parse(to.Language), live.Projects.Names(who)
	link := func(id int64) string { return u.JoinPath("project", p.DB.Seal(id)).String() }
	s := sheet{Subject: digestSubject.In(lang), Lead: []string{digestLead.In(lang)}, Action: digestAction.In(lang), Address: u.String(), Foot: []string{digestWhy.In(lang)}}
	add := func(title label.Text, list string, items []item) {
		if n := d.More[list]; n > 0 {
			items = append(items, item{Name: fmt.Sprintf(digestMore.In(lang), n), Address: u.String()})
		}
		if len(items) > 0 {
			s.Parts = append(s.Parts, part{title.In(lang), items})
		}
	}
	var notices, late, soon, actions, stale []item
	for _, n := range d.Notices {
		said := fmt.Sprintf(noticeWords[n.Kind].In(lang), names.Name(field.User, int64(n.Actor)))
		if n.Project == 0 {
			to := u.JoinPath("history")
			if n.Kind == notice.Round || n.Kind == notice.Reminder {
				to = u.JoinPath("rounds", p.DB.Seal(n.Object))
			}
			if n.Kind == notice.Access || n.Kind == notice.AccessReminder {
				to = u.JoinPath("access-campaigns", p.DB.Seal(n.Object))
			}
			notices = append(notices, item{said, to.String(), ""})
			continue
		}
		notices = append(notices, item{names.Name(field.Project, int64(n.Project)), link(int64(n.Project)), said})
	}
	for _, m := range d.Late {
		late = append(late, item{m.Name(), link(m.Project()), names.Name(field.Project, m.Project()) + ", " + day.Day(m.Values["date"].N).In(lang)})
	}
	for _, m := range d.Soon {
		soon = append(soon, item{m.Name(), link(m.Project()), names.Name(field.Project, m.Project()) + ", " + day.Day(m.Values["date"].N).In(lang)})
	}
	for _, m := range d.Actions {
		actions = append(actions, item{m.Name(), u.JoinPath("actions").String(), names.Name(field.Project, m.Project()) + ", " + day.Day(m.Values["due"].N).In(lang)})
	}
	for _, x := range d.Stale {
		stale = append(stale, item{x.Name(), link(x.ID), fmt.Sprintf(digestAge.In(lang), digest.Age(x, live.On(), p.dayOf))})
	}
	add(digestNotices, "notices", notices)
	add(digestLate, "late", late)
	add(digestSoon, "soon", soon)
	add(digestActions, "actions", actions)
	add(digestStale, "stale", stale)
	return s.letterTo(to)
}

func (p *Post) dayOf(millis int64) day.Day {
	return day.OfTime(time.UnixMilli(millis).In(p.DB.Now().Location()))
}
