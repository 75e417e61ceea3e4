package mail

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"vigie/format/pdf"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
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

// HandleSubscriptions leaves a job for each summary and view that is due by this hour.
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

// HandleSubscription writes the summary of a portfolio, or what a view shows, to one
// person, as that person may read it now. Who may read it no more gets nothing.
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
	ctx = access.For(ctx, who)
	if s.View != 0 {
		return p.sendView(ctx, who, person, s)
	}
	about, err := p.pageOf(ctx, who, s)
	if err != nil {
		return unlessGone(err)
	}
	letter, err := p.writeSummary(person, who, s, about)
	if err != nil {
		return err
	}
	if s.Format == dashboard.PDF && dashboard.MayAttach(who) {
		if err := p.attach(ctx, &letter, who, about); err != nil {
			return err
		}
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
	summaryFile    = label.T("The whole summary is attached as PDF.", "La synthèse complète est jointe en PDF.")
	summaryNoFile  = label.T("The PDF is not attached: your roles no longer let you export.", "Le PDF n’est pas joint : vos rôles ne vous permettent plus d’exporter.")
	summaryNothing = label.T("Nothing changed", "Rien n’a changé")
)

// subject is the page that a subscription is about, and what is said of it.
type subject struct {
	page *summary.Page
	ask  summary.Ask
	name string // of the portfolio
}

// pageOf opens the page that a subscription is about, as its person has it laid
// out, compared with a week or a month before.
func (p *Post) pageOf(ctx context.Context, who access.Who, s dashboard.Subscription) (subject, error) {
	out := subject{name: label.T("All projects", "Tous les projets").In(who.Lang), ask: summary.Ask{Who: who}}
	if s.Portfolio != 0 {
		found, err := portfolio.Get(ctx, p.DB, who, int64(s.Portfolio))
		if err != nil {
			return out, err
		}
		out.ask.Portfolio, out.name = &found, found.Name
	}
	layout, err := dashboard.Shown(ctx, p.DB, who, dashboard.Of(out.ask.Portfolio))
	if err != nil {
		return out, err
	}
	if out.ask.Blocks = layout.Blocks; layout.Scope == dashboard.BuiltIn {
		out.ask.Blocks = summary.BuiltIn()
	}
	if out.ask.Now, err = p.Summaries.Projects.Live(ctx); err != nil {
		return out, err
	}
	before := out.ask.Now.On - 7
	if s.Every == dashboard.Monthly {
		before = out.ask.Now.On.AddMonths(-1)
	}
	then, err := p.Summaries.Projects.AsOf(ctx, before)
	if err != nil {
		return out, err
	}
	out.ask.Against = summary.Against{Kind: "date", Date: before, Title: label.T(before.In(label.EN), before.In(label.FR)), Since: summary.SinceDay(before), Snapshot: then}
	out.page, err = p.Summaries.Open(ctx, out.ask)
	return out, err
}

// attach adds the summary as PDF to a letter, and says in the audit that it went out.
func (p *Post) attach(ctx context.Context, l *Letter, who access.Who, of subject) error {
	doc, name, err := report.OfSummary(of.page, of.name, of.ask.Now.On, of.ask.Against, who.Lang)
	if err != nil {
		return err
	}
	mark, err := access.Mark(ctx, p.DB)
	if err != nil {
		return err
	}
	doc.By(who.Name, p.DB.Now(), mark)
	var b bytes.Buffer
	if err := doc.PDF(&b, who.Name, p.DB.Now()); err != nil {
		return err
	}
	l.Files = append(l.Files, File{name + ".pdf", pdf.Kind, b.Bytes()})
	_, err = p.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		return access.Audit(ctx, tx, who, access.Exported, fmt.Sprintf("summary.pdf: %s, %d, mail", of.name, of.page.Count()))
	})
	return err
}

func (p *Post) writeSummary(to access.Account, who access.Who, s dashboard.Subscription, of subject) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	page, name, on := of.page, of.name, of.ask.Now.On
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
	if s.Format == dashboard.PDF {
		said := summaryFile
		if !dashboard.MayAttach(who) {
			said = summaryNoFile
		}
		out.Lead = append(out.Lead, said.In(lang))
	}
	for _, part := range []struct {
		title label.Text
		lines []summary.Line
	}{{summaryFigures, told.Figures}, {summaryAsked, told.Asked}, {summaryChanges, told.Changes}} {
		var items []item
		for _, line := range part.lines {
			items = append(items, moved(line, at(line.Project)))
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

// moved is a line of the summary: the link is the name of its project, and what
// became of it stands below.
func moved(line summary.Line, address string) item {
	rest, ok := strings.CutPrefix(line.Text, line.Name)
	said := strings.TrimLeft(rest, ":\u00a0\u202f ")
	if line.Name == "" || line.Detail != "" || !ok || said == "" {
		return item{line.Text, address, line.Detail}
	}
	return item{line.Name, address, said}
}

func parted(title string, items []item) part { return part{title, items} }
