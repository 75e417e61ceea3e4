package mail

import (
	"fmt"
	"html/template"
	netmail "net/mail"
	"strings"

	"vigie/ground/label"
	"vigie/room/access"
)

// sheet is what stands in a letter, in the order in which it is read. Every
// letter is one, as plain text and as HTML; its texts are never read as markup.
type sheet struct {
	Subject string
	Lead    []string
	Quote   string
	Parts   []part
	Action  string // the words of the one link that matters
	Address string // where it leads
	Foot    []string
}

// part is a short list under a heading.
type part struct {
	Title string
	Items []item
}

// item is one line of a part: what it is, where it leads, and what is said of it.
type item struct{ Name, Address, Detail string }

// page holds for every letter: one column, the colours of the reader's theme,
// nothing loaded from anywhere.
var page = template.Must(template.New("letter").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>{{.Subject}}</title>
<style>
:root { color-scheme: light dark }
@media (max-width: 480px) { .sheet { padding: 20px 18px !important } .desk { padding: 12px 8px !important } }
@media (prefers-color-scheme: dark) {
  .desk { background: #15171b !important; color: #e6e8ec !important }
  .sheet { background: #1d2026 !important; border-color: #343942 !important }
  .line { border-color: #343942 !important }
  .faint { color: #a4abb6 !important }
  .link { color: #9db6f5 !important }
  .quote { border-color: #4a5f96 !important }
  .action { background: #3f68d0 !important }
}
</style></head>
<body class="desk" style="margin: 0; padding: 24px 16px; background: #f6f6f4; font-family: Inter, 'Segoe UI', Helvetica, Arial, sans-serif; font-size: 15px; line-height: 1.5; color: #1b1e24">
<div class="sheet" role="article" aria-label="{{.Subject}}" style="max-width: 560px; margin: 0 auto; padding: 28px 32px; background: #ffffff; border: 1px solid #e5e5e1; border-radius: 10px">
<p class="link" style="margin: 0 0 20px; font-weight: 600; color: #2349a9">Vigie</p>
<p style="margin: 0 0 12px">{{.Greeting}}</p>
{{range .Lead}}<p style="margin: 0 0 12px">{{.}}</p>
{{end}}{{with .Quote}}<blockquote class="quote" style="margin: 0 0 16px; padding: 4px 14px; border-left: 3px solid #b5c5ef; white-space: pre-line">{{.}}</blockquote>
{{end}}{{range .Parts}}<h2 style="margin: 20px 0 6px; font-size: 15px">{{.Title}}</h2>
<ul style="margin: 0; padding: 0; list-style: none">{{range .Items}}<li class="line" style="padding: 7px 0; border-top: 1px solid #e5e5e1"><a class="link" href="{{.Address}}" style="color: #2349a9; text-decoration: none; font-weight: 600">{{.Name}}</a>{{with .Detail}}<br><span class="faint" style="color: #61676f">{{.}}</span>{{end}}</li>{{end}}</ul>
{{end}}{{if .Action}}<p style="margin: 20px 0 12px"><a class="action" href="{{.Address}}" style="display: inline-block; padding: 10px 18px; background: #2750b8; color: #ffffff; text-decoration: none; border-radius: 6px; font-weight: 600">{{.Action}}</a></p>
<p class="faint" style="margin: 0 0 12px; font-size: 13px; color: #61676f; word-break: break-all">{{.Address}}</p>
{{end}}{{range .Foot}}<p class="faint" style="margin: 12px 0 0; font-size: 13px; color: #61676f">{{.}}</p>
{{end}}</div></body></html>
`))

// letterTo writes a sheet to a person, who is greeted in their language.
func (s sheet) letterTo(to access.Account) (Letter, error) {
	lang := label.Parse(to.Language)
	hello := fmt.Sprintf(greeting.In(lang), to.Name)
	var html strings.Builder
	err := page.Execute(&html, struct {
		sheet
		Lang, Greeting string
	}{s, lang.String(), hello})
	if err != nil {
		return Letter{}, fmt.Errorf("writing a letter: %w", err)
	}
	return Letter{
		To: netmail.Address{Name: to.Name, Address: to.Email}, Subject: s.Subject,
		Text: s.plain(hello), HTML: html.String(),
	}, nil
}

// plain is the letter for those who read no HTML: the same words in the same order.
func (s sheet) plain(hello string) string {
	lines := append([]string{hello}, s.Lead...)
	if s.Quote != "" {
		lines = append(lines, "> "+strings.ReplaceAll(s.Quote, "\n", "\n> "))
	}
	for _, p := range s.Parts {
		part := []string{p.Title}
		for _, i := range p.Items {
			line := "- " + i.Name
			if i.Detail != "" {
				line += " (" + i.Detail + ")"
			}
			part = append(part, line, "  "+i.Address)
		}
		lines = append(lines, strings.Join(part, "\n"))
	}
	if s.Action != "" {
		lines = append(lines, s.Action+"\n"+s.Address)
	}
	lines = append(append(lines, s.Foot...), "Vigie")
	return strings.Join(lines, "\n\n") + "\n"
}
