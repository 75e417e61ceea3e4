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
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/portfolio"
)

// The kinds of the jobs of subscriptions: finding which are due, and writing one.
const (
	SubscriptionsKind = "subscriptions"
	SubscriptionKind  = "subscription"
)

type subscribed struct {
	Subscription int64 `json:"subscription"`
}

// HandleSubscriptions leaves a job for each summary that is due by this hour.
func (p *Post) HandleSubscriptions(ctx context.Context, _ db.Job) error {
	who := access.System("system")
	_, err := p.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		due, err := dashboard.Due(ctx, tx, who, p.DB.Now().Hour())
		for _, s := range due {
			payload, e := json.Marshal(subscribed{s.ID})
			if e != nil {
				return e
			}
			if e := tx.Enqueue(ctx, SubscriptionKind, string(payload), 0); e != nil {
				return e
			}
		}
		return err
	})
	return err
}

// HandleSubscription writes the summary of a portfolio to one person, as that
// person may read it now. Who may read it no more gets nothing.
func (p *Post) HandleSubscription(ctx context.Context, j db.Job) error {
	var to subscribed
	if err := json.Unmarshal([]byte(j.Payload), &to); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	s, err := dashboard.SubscriptionOf(ctx, p.DB, access.System("system"), to.Subscription)
	if err != nil {
		return unlessGone(err)
	}
	who, person, ok, err := p.recipient(ctx, s.Account)
	if err != nil || !ok {
		return err
	}
	letter, err := p.writeSummary(ctx, person, who, s)
	if err != nil {
		return unlessGone(err)
	}
	return p.Sender.Send(ctx, letter)
}

// unlessGone leaves out errors that say that who or what a letter was about is
// there no more.
func unlessGone(err error) error {
	if kind := fault.KindOf(err); kind == fault.Missing || kind == fault.Unauthorized || kind == fault.Denied {
		return nil
	}
	return err
}

var (
	summarySubject = label.T("%s: the summary of %s", "%s : la synthèse du %s")
	summaryLead    = label.T("Here is how the portfolio is, and what changed %s.", "Voici l’état du portefeuille, et ce qui a changé %s.")
	summaryAction  = label.T("Open the summary", "Ouvrir la synthèse")
	summaryWhy     = label.T("You receive this summary because you asked for it in Vigie; on the page of the summary you can also end it.",
		"Vous recevez cette synthèse parce que vous l’avez demandée dans Vigie ; vous pouvez l’arrêter depuis la page de la synthèse.")
	summaryPartial = label.T("Some projects of the portfolio are not shown to you, and the figures leave them out.", "Certains projets du portefeuille ne vous sont pas montrés, et les chiffres n’en tiennent pas compte.")
	summaryFigures = label.T("Key figures", "Chiffres clés")
	summaryChanges = label.T("What changed", "Ce qui a changé")
	summaryAsked   = label.T("What is asked", "Ce qui est attendu")
	summaryNothing = label.T("Nothing changed", "Rien n’a changé")
)

// pageOf opens the page that a subscription is about, compared with a week or a
// month before, and says how the portfolio is called.
func (p *Post) pageOf(ctx context.Context, who access.Who, s dashboard.Subscription) (*summary.Page, string, day.Day, error) {
	var of *portfolio.Portfolio
	name := label.T("All projects", "Tous les projets").In(who.Lang)
	if s.Portfolio != 0 {
		found, err := portfolio.Get(ctx, p.DB, who, int64(s.Portfolio))
		if err != nil {
			return nil, "", 0, err
		}
		of, name = &found, found.Name
	}
	live, err := p.Summaries.Projects.Live(ctx)
	if err != nil {
		return nil, "", 0, err
	}
	before := live.On - 7
	if s.Every == dashboard.Monthly {
		before = live.On.AddMonths(-1)
	}
	then, err := p.Summaries.Projects.AsOf(ctx, before)
	if err != nil {
		return nil, "", 0, err
	}
	page, err := p.Summaries.Open(ctx, summary.Ask{
		Who: who, Portfolio: of, Now: live,
		Against: summary.Against{Kind: "date", Date: before, Title: label.T(before.In(label.EN), before.In(label.FR)), Since: summary.SinceDay(before), Snapshot: then},
	})
	return page, name, live.On, err
}

func (p *Post) writeSummary(ctx context.Context, to access.Account, who access.Who, s dashboard.Subscription) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	page, name, on, err := p.pageOf(ctx, who, s)
	if err != nil {
		return Letter{}, err
	}
	told, err := page.Told(8)
	if err != nil {
		return Letter{}, err
	}
	lang, id := who.Lang, "all"
	if s.Portfolio != 0 {
		id = p.DB.Seal(int64(s.Portfolio))
	}
	home := u.JoinPath("summary", id).String()
	at := func(project string) string {
		if project == "" {
			return home
		}
		return u.JoinPath("project", project).String()
	}
	out := sheet{
		Subject: strings.TrimSpace(fmt.Sprintf(summarySubject.In(lang), name, on.In(lang))), Lead: []string{fmt.Sprintf(summaryLead.In(lang), told.Since)},
		Action: summaryAction.In(lang), Address: home, Foot: []string{summaryWhy.In(lang)},
	}
	if page.Partial() {
		out.Lead = append(out.Lead, summaryPartial.In(lang))
	}
	for _, part := range []struct {
		title label.Text
		lines []summary.Line
	}{{summaryFigures, told.Figures}, {summaryAsked, told.Asked}, {summaryChanges, told.Changes}} {
		var items []item
		for _, line := range part.lines {
			items = append(items, item{line.Text, at(line.Project), line.Detail})
		}
		if len(items) > 0 {
			out.Parts = append(out.Parts, parted(part.title.In(lang), items))
		}
	}
	if len(told.Changes) == 0 {
		out.Parts = append(out.Parts, parted(summaryChanges.In(lang), []item{{summaryNothing.In(lang), home, ""}}))
	}
	return out.letterTo(to)
}

func parted(title string, items []item) part { return part{title, items} }
