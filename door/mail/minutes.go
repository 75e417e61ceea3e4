package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/review"
	"vigie/room/access"
	meeting "vigie/room/review"
)

// MinutesKind is the kind of the jobs that send the minutes of a review.
const MinutesKind = "minutes"

type minutesFor struct {
	Review  int64 `json:"review"`
	Account int64 `json:"account"`
}

// AskMinutes leaves, in the transaction that closes a review, a job for each of
// its participants.
func AskMinutes(ctx context.Context, tx *db.Tx, who access.Who, r meeting.Review) error {
	people, err := meeting.Participants(ctx, tx, who, r.ID)
	for _, id := range people {
		payload, e := json.Marshal(minutesFor{r.ID, id})
		if e != nil {
			return e
		}
		if e := tx.Enqueue(ctx, MinutesKind, string(payload), 0); e != nil {
			return e
		}
	}
	return err
}

// HandleMinutes does a job left by AskMinutes, with the rights of this moment:
// each participant reads of the projects that they see, and whoever may not see
// the review is told nothing.
func (p *Post) HandleMinutes(ctx context.Context, j db.Job) error {
	var m minutesFor
	if err := json.Unmarshal([]byte(j.Payload), &m); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	who, to, ok, err := p.recipient(ctx, m.Account)
	if err != nil || !ok {
		return err
	}
	ctx = access.For(ctx, who)
	reading, err := p.Reviews.Open(ctx, who, m.Review)
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	minutes, err := reading.Minutes(ctx)
	if err != nil {
		return err
	}
	l, err := p.writeMinutes(to, m.Review, minutes)
	if err != nil {
		return err
	}
	return p.Sender.Send(ctx, l)
}

var (
	minutesSubject = label.T("Minutes: %s", "Compte rendu : %s")
	minutesLead    = label.T("The review “%s” of the portfolio %s is closed.", "La revue « %s » du portefeuille %s est close.")
	minutesNothing = label.T("No decision was taken and no action agreed.", "Aucune décision n’a été prise, aucune action convenue.")
	minutesYours   = label.T("For you", "Pour vous")
	minutesAll     = label.T("Decisions and actions", "Décisions et actions")
	minutesAction  = label.T("Read the minutes", "Lire le compte rendu")
	minutesWhy     = label.T("You receive this letter because you are a participant of this review.", "Vous recevez ce message parce que vous participez à cette revue.")
)

func (p *Post) writeMinutes(to access.Account, id int64, m *review.Minutes) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	lang := label.Parse(to.Language)
	address := u.JoinPath("reviews", p.DB.Seal(id), "minutes").String()
	s := sheet{
		Subject: fmt.Sprintf(minutesSubject.In(lang), m.Name),
		Lead:    []string{fmt.Sprintf(minutesLead.In(lang), m.Name, m.Portfolio)},
		Quote:   m.Conclusion,
		Action:  minutesAction.In(lang), Address: address, Foot: []string{minutesWhy.In(lang)},
	}
	yours, all := part{Title: minutesYours.In(lang)}, part{Title: minutesAll.In(lang)}
	for _, o := range m.Outcomes {
		it := item{Name: o.Name, Address: address, Detail: outcomeDetail(o, lang)}
		if o.Owner != nil && o.Owner.ID == p.DB.Seal(to.ID) {
			yours.Items = append(yours.Items, it)
		} else {
			all.Items = append(all.Items, it)
		}
	}
	for _, some := range []part{yours, all} {
		if len(some.Items) > 0 {
			s.Parts = append(s.Parts, some)
		}
	}
	if len(s.Parts) == 0 {
		s.Lead = append(s.Lead, minutesNothing.In(lang))
	}
	return s.letterTo(to)
}

// outcomeDetail says of what project, by whom and until when.
func outcomeDetail(o review.Outcome, l label.Lang) string {
	var out []string
	if o.KindLabel != "" {
		out = append(out, o.KindLabel)
	}
	if o.Project != nil {
		out = append(out, o.Project.Name)
	}
	if o.Owner != nil {
		out = append(out, o.Owner.Name)
	}
	if d, err := day.Parse(o.Due); err == nil {
		out = append(out, label.T("by ", "pour le ").In(l)+d.In(l))
	}
	return strings.Join(out, " · ")
}
