package mail

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"

	sheetfile "vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/overview/viewing"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/view"
)

// mostLines is how many rows of a view stand in a letter, mostCells how many values
// each says beside its name.
const (
	mostLines = 25
	mostCells = 6
)

var (
	viewSubject = label.T("%s: %s on %s", "%s\u202f: %s au %s")
	viewLead    = label.T("Lines of the view “%s”, as you may see them: %d.", "Lignes de la vue «\u202f%s\u202f», telles que vous pouvez les voir\u202f: %d.")
	viewAction  = label.T("Open the view", "Ouvrir la vue")
	viewWhy     = label.T("You receive this view because you asked for it in Vigie; in the menu of the view you can also end it.",
		"Vous recevez cette vue parce que vous l’avez demandée dans Vigie\u202f; vous pouvez l’arrêter depuis le menu de la vue.")
	viewRows   = label.T("The first lines", "Les premières lignes")
	viewFile   = label.T("The whole view is attached as an Excel workbook.", "La vue complète est jointe en classeur Excel.")
	viewNoFile = label.T("The workbook is not attached: your roles no longer let you export.", "Le classeur n’est pas joint\u202f: vos rôles ne vous permettent plus d’exporter.")
	viewStays  = label.T("The view “%s” could not be sent.", "La vue «\u202f%s\u202f» n’a pas pu être envoyée.")
)

// workbook is the kind of file of an Excel workbook.
const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// pages are where lists stand in the browser.
var pages = map[string]string{"project": "portfolio", "milestone": "milestones", "risk": "risks", "action": "actions", "decision": "decisions"}

// sendView writes what a view shows to one person. Who sees the view no more gets
// nothing; who may not read one of its conditions is told that.
func (p *Post) sendView(ctx context.Context, who access.Who, person access.Account, s dashboard.Subscription) error {
	v, err := view.Get(ctx, p.DB, who, int64(s.View))
	if err != nil || v.Deleted != 0 {
		return unlessGone(err)
	}
	desk := viewing.Desk{DB: p.DB, Projects: p.Summaries.Projects, Agenda: p.Agenda}
	read, err := desk.Read(ctx, viewing.Ask{Who: who, View: v})
	if fault.KindOf(err) == fault.Clash {
		read, err = nil, nil // and the letter says so
	}
	if err != nil {
		return unlessGone(err)
	}
	letter, err := p.writeView(person, who, s, v, read)
	if err != nil {
		return err
	}
	if s.Format == dashboard.XLSX && dashboard.MayAttach(who) && read != nil {
		if err := p.attachView(ctx, &letter, desk, read); err != nil {
			return err
		}
	}
	return p.Sender.Send(ctx, letter)
}

func (p *Post) writeView(to access.Account, who access.Who, s dashboard.Subscription, v view.View, read *viewing.Reading) (Letter, error) {
	u, err := url.Parse(p.PublicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", p.PublicURL)
	}
	l, name, on := who.Lang, v.Name.In(who.Lang), day.OfTime(p.DB.Now())
	home := u.JoinPath(pages[v.Object])
	home.RawQuery = url.Values{"view": {p.DB.Seal(v.ID)}}.Encode()
	out := sheet{Subject: fmt.Sprintf(viewSubject.In(l), name, on.In(l)), Action: viewAction.In(l), Address: home.String(), Foot: []string{viewWhy.In(l)}}
	if read == nil {
		out.Lead = []string{label.F(viewStays.EN, viewStays.FR, name).In(l), viewing.Unreadable.In(l)}
		return out.letterTo(to)
	}
	out.Lead = []string{fmt.Sprintf(viewLead.In(l), name, read.Total)}
	if read.Partial {
		out.Lead = append(out.Lead, summaryPartial.In(l))
	}
	if s.Format == dashboard.XLSX {
		said := viewFile
		if !dashboard.MayAttach(who) {
			said = viewNoFile
		}
		out.Lead = append(out.Lead, said.In(l))
	}
	var items []item
	for _, r := range read.First(mostLines) {
		at := home.String()
		if r.Project != "" {
			at = u.JoinPath("project", r.Project).String()
		}
		items = append(items, item{cmp.Or(r.Name, "–"), at, cells(read.Columns, r, l)})
	}
	if len(items) > 0 {
		out.Parts = append(out.Parts, parted(viewRows.In(l), items))
	}
	return out.letterTo(to)
}

// cells are the values of a row, under the names of their columns.
func cells(columns []viewing.Column, r viewing.Row, l label.Lang) string {
	var out []string
	for i, c := range columns {
		if c.Key != "name" && r.Cells[i] != "" && len(out) < mostCells {
			out = append(out, label.F("%s: %s", "%s\u202f: %s", c.Label, r.Cells[i]).In(l))
		}
	}
	return strings.Join(out, " · ")
}

// attachView adds the rows of a view to a letter, those that the person may export,
// and says in the audit that they went out.
func (p *Post) attachView(ctx context.Context, l *Letter, desk viewing.Desk, read *viewing.Reading) error {
	ask := read.Ask
	ask.Need = access.Export
	whole, err := desk.Read(ctx, ask)
	if err != nil {
		return err
	}
	who, name := ask.Who, ask.View.Name.In(ask.Who.Lang)
	mark, err := access.Mark(ctx, p.DB)
	if err != nil {
		return err
	}
	origin := report.Origin{
		What: name, Count: whole.Total, Author: who.Name, At: p.DB.Now(), On: whole.On, Mark: mark, Lang: who.Lang, Portfolio: whole.Portfolio,
		Filter: whole.Condition, Search: ask.View.State.Find, Partial: whole.Partial,
	}
	table := whole.Sheet(name)
	table.About, table.Facts = origin.Lines(), sheetfile.Facts{Title: origin.What, Author: origin.Author, Mark: mark.In(who.Lang), At: origin.At}
	var b bytes.Buffer
	if err := sheetfile.WriteXLSX(&b, table); err != nil {
		return err
	}
	l.Files = append(l.Files, File{fmt.Sprintf("%s %s.xlsx", fileName(name), whole.On), workbook, b.Bytes()})
	_, err = p.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		return access.Audit(ctx, tx, who, access.Exported, fmt.Sprintf("view.xlsx: %s, %d, mail", name, whole.Total))
	})
	return err
}

// fileName is a name without what folders and systems take for something else.
func fileName(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name))
}
