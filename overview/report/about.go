package report

import (
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/summary"
)

// Partial says of what goes out that something was left out of it.
var Partial = label.T("Partial: projects that this person may not see or export are left out", "Partiel : les projets que cette personne ne peut pas voir ou exporter ne figurent pas")

// Lines say from when a report is, what it is compared with, and what it leaves out.
func Lines(on day.Day, against summary.Against, partial bool, l label.Lang) []string {
	out := []string{label.F("As of %s", "À la date du %s", on).In(l)}
	if against.Kind != "" {
		to := label.F("Compared with %s", "Comparé à %s", against.Title.In(l))
		switch against.Kind {
		case "baseline":
			to = label.T("Compared with the baseline", "Comparé à la référence")
		case "date":
			to = label.F("Compared with %s", "Comparé au %s", against.Title.In(l))
		}
		out = append(out, to.In(l))
	}
	if partial {
		out = append(out, Partial.In(l))
	}
	return out
}

// By says at the foot of each page who made the document, when, and which
// classification it bears, and returns its lines with these at the end. A cover
// bears the classification too.
func (d *Document) By(name string, now time.Time, mark label.Text) []string {
	by := ExportedBy(name, now).In(d.Lang)
	foot := []string{d.Title, d.Lines[0], by}
	if m := mark.In(d.Lang); m != "" {
		foot = append([]string{m}, foot...)
		d.Lines = append(d.Lines[:len(d.Lines):len(d.Lines)], m)
	}
	d.Footer = strings.Join(foot, " · ")
	return append(d.Lines[:len(d.Lines):len(d.Lines)], by)
}

// OfSummary makes the document of the blocks of a page, and says how its file is
// called, without an ending. name is that of the portfolio.
func OfSummary(p *summary.Page, name string, on day.Day, against summary.Against, l label.Lang) (Document, string, error) {
	blocks, err := p.Blocks()
	if err != nil {
		return Document{}, "", err
	}
	d := Document{Kind: Summary, Lang: l, Title: label.T("Portfolio summary", "Synthèse du portefeuille").In(l), Subtitle: name}
	if d.Parts, err = Blocks(blocks, against.Since.In(l), l); err != nil {
		return Document{}, "", err
	}
	d.Lines = Lines(on, against, p.Partial(), l)
	return d, FileName(label.T("summary", "synthese").In(l), name, on), nil
}

// FileName makes the name of a file of what it is, what it is about, and the date.
func FileName(kind, about string, on day.Day) string {
	about = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, about)
	if r := []rune(about); len(r) > 60 {
		about = string(r[:60])
	}
	return kind + " " + strings.TrimSpace(about) + " " + on.String()
}
