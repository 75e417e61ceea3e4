package mail

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/project"
)

// MentionKind is the kind of the jobs that write to people who were named in a
// comment.
const MentionKind = "mention"

type mentioned struct {
	Comment int64 `json:"comment"`
	Account int64 `json:"account"`
}

// AskMention leaves a job that writes to somebody who is named in a comment.
func AskMention(ctx context.Context, tx *db.Tx, _ access.Who, comment, account int64) error {
	payload, err := json.Marshal(mentioned{comment, account})
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, MentionKind, string(payload), 0)
}

// HandleMention does a job left by AskMention, with the rights and the text of
// this moment: whoever cannot see the project any more, or is not named any
// more, is told nothing.
func (p *Post) HandleMention(ctx context.Context, j db.Job) error {
	var m mentioned
	if err := json.Unmarshal([]byte(j.Payload), &m); err != nil {
		return fmt.Errorf("reading the order of a letter: %w", err)
	}
	letter, ok, err := p.mention(ctx, m)
	if err != nil || !ok {
		return err
	}
	return p.Sender.Send(ctx, letter)
}

func (p *Post) mention(ctx context.Context, m mentioned) (Letter, bool, error) {
	who, to, ok, err := p.recipient(ctx, m.Account)
	if err != nil || !ok {
		return Letter{}, false, err
	}
	ctx = access.For(ctx, who)
	c, on, err := comment.Naming(ctx, p.DB, who, m.Comment)
	if fault.KindOf(err) == fault.Missing {
		return Letter{}, false, nil
	}
	if err != nil {
		return Letter{}, false, err
	}
	author, err := access.NameOf(ctx, p.DB, int64(c.Author))
	if err != nil {
		return Letter{}, false, err
	}
	l, err := writeMention(to, author, c, on, p.PublicURL, p.DB.Seal)
	return l, err == nil, err
}

var (
	mentionSubject = label.T("%s mentions you: %s", "%s vous cite : %s")
	mentionLead    = label.T("%s mentions you in a comment on the project %s:", "%s vous cite dans un commentaire sur le projet %s :")
	mentionAction  = label.T("Read and answer", "Lire et répondre")
	mentionWhy     = label.T("You receive this letter because somebody wrote your name with @ in Vigie.", "Vous recevez ce message parce que quelqu’un a écrit votre nom avec @ dans Vigie.")
)

// longestQuote is how much of a comment a letter holds, in characters.
const longestQuote = 600

func writeMention(to access.Account, author string, c comment.Comment, on *project.Project, publicURL string, seal func(int64) string) (Letter, error) {
	u, err := url.Parse(publicURL)
	if err != nil || u.Host == "" {
		return Letter{}, fmt.Errorf("the public address %q is not of the form https://host", publicURL)
	}
	u = u.JoinPath("project", seal(on.ID))
	u.Fragment = "comment-" + seal(c.ID)
	lang := label.Parse(to.Language)
	return sheet{
		Subject: fmt.Sprintf(mentionSubject.In(lang), author, on.Name()),
		Lead:    []string{fmt.Sprintf(mentionLead.In(lang), author, on.Name())},
		Quote:   quoted(c.Body),
		Action:  mentionAction.In(lang), Address: u.String(),
		Foot: []string{mentionWhy.In(lang)},
	}.letterTo(to)
}

// What Markdown marks a comment with, and a letter shows without.
var (
	linked   = regexp.MustCompile(`\[([^\[\]\n]+)\]\([^()\s]*\)`)
	stressed = regexp.MustCompile("(\\*\\*|__|~~|`)([^\n]+?)(\\*\\*|__|~~|`)")
	bulleted = regexp.MustCompile(`(?m)^[ \t]*[-*+][ \t]+`)
	headed   = regexp.MustCompile(`(?m)^(#{1,6}|>)[ \t]+`)
	blank    = regexp.MustCompile(`\n\s*\n`)
)

// quoted is a comment in plain words, with its lines and without the signs of
// Markdown, as far as a letter holds it.
func quoted(body string) string {
	s := comment.Rename(body, func(_ int64, said string) string { return "@" + said })
	s = headed.ReplaceAllString(bulleted.ReplaceAllString(linked.ReplaceAllString(s, "$1"), "• "), "")
	s = strings.TrimSpace(blank.ReplaceAllString(stressed.ReplaceAllString(s, "$2"), "\n"))
	if utf8.RuneCountInString(s) <= longestQuote {
		return s
	}
	cut := string([]rune(s)[:longestQuote])
	if at := strings.LastIndexAny(cut, " \n"); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRightFunc(cut, unicode.IsSpace) + "…"
}
