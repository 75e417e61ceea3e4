// Package comment keeps what people say about projects: comments, answers, who
// is named in them, and what was settled.
package comment

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// Entity is the name under which the history knows comments.
const Entity = "comment"

// Longest is how many characters a comment may have.
const Longest = 20_000

// mostNamed is how many people one comment may name.
const mostNamed = 50

// Comment is one thing said about a project, or an answer to one.
type Comment struct {
	ID         int64  `db:"id"`
	Version    int64  `db:"version"`
	Project    int64  `db:"project_id"`
	Parent     db.ID  `db:"parent_id"` // what it answers; 0 when it begins a thread
	Author     db.ID  `db:"author_id"`
	Body       string `db:"body"` // Markdown; people are named as @[Name](user:7)
	Created    int64  `db:"created"`
	Edited     int64  `db:"edited"`
	Resolved   int64  `db:"resolved"` // the instant at which the thread was settled; 0 while it is open
	ResolvedBy db.ID  `db:"resolved_by"`
	Deleted    int64  `db:"deleted"`
	Folded     string `db:"folded"` // the text as it is looked for
}

// Thread is a comment with what was answered to it, first to last.
type Thread struct {
	Comment
	Answers []Comment
}

// mention is how a person is named in the text of a comment: the name is for
// those who read the text as it is, the number says who it is.
var mention = regexp.MustCompile(`@\[([^\[\]\n]{1,200})\]\(user:([0-9]{1,18})\)`)

// Named returns the people whom a text names, each once, in its order.
func Named(body string) []int64 {
	var out []int64
	for _, m := range mention.FindAllStringSubmatch(body, -1) {
		if id, err := strconv.ParseInt(m[2], 10, 64); err == nil && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Rename replaces every name in a text by what name answers for its person.
func Rename(body string, name func(id int64, said string) string) string {
	return mention.ReplaceAllStringFunc(body, func(s string) string {
		m := mention.FindStringSubmatch(s)
		id, err := strconv.ParseInt(m[2], 10, 64)
		if err != nil {
			return s
		}
		return name(id, m[1])
	})
}

// Write returns how a person is named in the text of a comment.
func Write(name string, id int64) string {
	name = strings.Map(func(r rune) rune {
		if r == '[' || r == ']' || r == '\n' {
			return ' '
		}
		return r
	}, name)
	return "@[" + name + "](user:" + strconv.FormatInt(id, 10) + ")"
}

// Plain returns a text for where nothing but words is shown: names alone, on
// one line, at most so many characters.
func Plain(body string, longest int) string {
	s := Rename(body, func(_ int64, said string) string { return "@" + said })
	s = project.OneLine(s)
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	cut := string([]rune(s)[:longest])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRightFunc(cut, unicode.IsSpace) + "…"
}

func (c *Comment) clean() error {
	c.Body = strings.TrimSpace(project.Lines(unhidden(c.Body)))
	switch n := utf8.RuneCountInString(c.Body); {
	case c.Body == "":
		return fault.Invalid("body", label.T("Write something first", "Écrivez d’abord quelque chose"))
	case n > Longest:
		return fault.Invalid("body", label.F("This comment is too long: at most %d characters", "Ce commentaire est trop long : %d caractères au plus", Longest))
	case len(Named(c.Body)) > mostNamed:
		return fault.Invalid("body", label.F("At most %d people can be named in one comment", "Un commentaire peut citer %d personnes au plus", mostNamed))
	}
	c.Folded = label.Fold(Plain(c.Body, Longest))
	return nil
}

// unhidden takes away what turns the direction of reading, by which a text can
// seem to say something else. Joiners, which scripts and pictures need, stay.
func unhidden(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f' {
			return -1
		}
		return r
	}, s)
}

// data is what the history keeps of the comment.
func (c Comment) data() string {
	vs := field.Values{
		"project": field.Int(c.Project), "parent": field.Ref(int64(c.Parent)), "author": field.Ref(int64(c.Author)), "body": field.Str(c.Body),
	}
	for key, n := range map[string]int64{"resolved": c.Resolved, "deleted": c.Deleted} {
		if n != 0 {
			vs[key] = field.Int(n)
		}
	}
	return field.Encode(vs, nil)
}

// record keeps the version of the comment, and tells those who look at its
// project.
func (c Comment) record(tx *db.Tx) {
	tx.Record(db.Version{Entity: Entity, Object: c.ID, Version: c.Version, From: tx.Today(), Data: c.data()})
	tx.Touch(project.Entity, c.Project)
}

// decode returns the project that a version in the history belongs to.
func decode(data string) (project int64, err error) {
	vs, _, err := field.DecodeAll(data)
	return vs["project"].N, err
}
