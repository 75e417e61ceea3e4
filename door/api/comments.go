package api

import (
	"context"
	"net/http"
	"regexp"
	"time"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/field"
	"vigie/room/project"
)

func (s *Server) commentRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/{id}/comments", "What is said about a project, the latest first"), s.listComments)
	register(a, op(http.MethodPost, "/projects/{id}/comments", "Say something about a project, or answer", created), s.addComment)
	register(a, op(http.MethodPatch, "/projects/{id}/comments/{comment}", "Change one's own comment"), s.editComment)
	register(a, op(http.MethodDelete, "/projects/{id}/comments/{comment}", "Take one's own comment back", noContent), s.deleteComment)
	register(a, op(http.MethodPost, "/projects/{id}/comments/{comment}/restore", "Bring back a comment that was taken back"), s.restoreComment)
	register(a, op(http.MethodPost, "/projects/{id}/comments/{comment}/resolve", "Settle a thread, or open it again"), s.resolveComment)
	register(a, op(http.MethodGet, "/projects/{id}/comments/{comment}/versions", "What a comment said before it was changed"), s.commentVersions)
	register(a, op(http.MethodGet, "/projects/{id}/people", "Who may see a project, and so be named in a comment"), s.listPeople)
}

type commentOut struct {
	ID         string       `json:"id"`
	Version    int64        `json:"version"`
	Author     *refOut      `json:"author"`
	Body       string       `json:"body" doc:"Markdown; people are named as @[Name](user:ID)"`
	Created    time.Time    `json:"created"`
	Edited     *time.Time   `json:"edited"`
	Deleted    bool         `json:"deleted" doc:"Taken back; it is there for the answers to it"`
	Resolved   *time.Time   `json:"resolved"`
	ResolvedBy *refOut      `json:"resolved_by"`
	Mine       bool         `json:"mine" doc:"Whether the caller may change it"`
	Answers    []commentOut `json:"answers,omitempty"`
}

// ByComment is the input of routes on one comment.
type ByComment struct {
	ByID
	Comment string `path:"comment" maxLength:"20"`
}

func (s *Server) commentIDs(in ByComment) (on, id int64, err error) {
	return s.twoProjects(in.ID, in.Comment)
}

// named is a mention as the outside writes it.
var outerMention = regexp.MustCompile(`@\[([^\[\]\n]{1,200})\]\(user:([0-9a-z]{11})\)`)

// bodyIn takes a text in: people are known by their opaque ids outside. What
// names nobody stays as it was written.
func (s *Server) bodyIn(body string) string {
	return outerMention.ReplaceAllStringFunc(body, func(text string) string {
		m := outerMention.FindStringSubmatch(text)
		id, err := s.DB.Unseal(m[2])
		if err != nil {
			return text
		}
		return comment.Write(m[1], id)
	})
}

// bodyOut shows a text: people by the names that they have now.
func (s *Server) bodyOut(names snapshot.Names, body string) string {
	return comment.Rename(body, func(id int64, said string) string {
		if now := names.Name(field.User, id); now != "" {
			said = now
		}
		return outerWritten(said, s.DB.Seal(id))
	})
}

func outerWritten(name, public string) string { return "@[" + name + "](user:" + public + ")" }

func (s *Server) showComment(ctx context.Context, names snapshot.Names, c comment.Comment) commentOut {
	out := commentOut{
		ID: s.DB.Seal(c.ID), Version: c.Version, Body: s.bodyOut(names, c.Body), Created: time.UnixMilli(c.Created).UTC(), Deleted: c.Deleted != 0,
		Edited: momentOf(c.Edited), Resolved: momentOf(c.Resolved), Author: s.person(names, int64(c.Author)), ResolvedBy: s.person(names, int64(c.ResolvedBy)),
	}
	out.Mine = c.Deleted == 0 && int64(c.Author) == auth.Who(ctx).ID
	return out
}

func momentOf(millis int64) *time.Time {
	if millis == 0 {
		return nil
	}
	t := time.UnixMilli(millis).UTC()
	return &t
}

func (s *Server) person(names snapshot.Names, id int64) *refOut {
	if id == 0 {
		return nil
	}
	return &refOut{s.DB.Seal(id), names.Name(field.User, id)}
}

type commentsOut struct {
	list[commentOut]
	Open bool `json:"open" doc:"Whether the caller may take part"`
}

type commentsIn struct {
	ByID
	After string `query:"after" maxLength:"20"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) listComments(ctx context.Context, in *commentsIn) (*body[commentsOut], error) {
	on, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	before, err := s.unsealed(in.After)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	threads, total, err := comment.List(ctx, s.DB, who, on, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := commentsOut{list: list[commentOut]{Items: []commentOut{}, Total: total}}
	if p, err := live.Get(who, on); err == nil {
		out.Open = p.State != project.Deleted && who.CanProject(access.Comment, p.ID, p.Unit(), p.Manager())
	}
	if len(threads) > in.Limit {
		threads = threads[:in.Limit]
		out.Next = s.DB.Seal(threads[in.Limit-1].ID)
	}
	names := live.Names(who)
	for _, t := range threads {
		shown := s.showComment(ctx, names, t.Comment)
		for _, answer := range t.Answers {
			shown.Answers = append(shown.Answers, s.showComment(ctx, names, answer))
		}
		out.Items = append(out.Items, shown)
	}
	return &body[commentsOut]{out}, nil
}

// said answers with a comment that was just written.
func (s *Server) said(ctx context.Context, c comment.Comment) (*body[commentOut], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &body[commentOut]{s.showComment(ctx, live.Names(auth.Who(ctx)), c)}, nil
}

func (s *Server) addComment(ctx context.Context, in *struct {
	ByID
	Body struct {
		Body   string `json:"body" maxLength:"40000"`
		Parent string `json:"parent,omitempty" maxLength:"20" doc:"The comment that it answers"`
	}
},
) (*body[commentOut], error) {
	on, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	parent, err := s.unsealed(in.Body.Parent)
	if err != nil {
		return nil, err
	}
	var c comment.Comment
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		var named []access.Person
		c, named, err = comment.Add(ctx, tx, who, comment.Comment{Project: on, Parent: db.ID(parent), Body: s.bodyIn(in.Body.Body)})
		if err != nil {
			return err
		}
		return s.tellNamed(ctx, tx, who, c, named)
	})
	if err != nil {
		return nil, err
	}
	return s.said(ctx, c)
}

// tellNamed leaves the letters to those who are named for the first time.
func (s *Server) tellNamed(ctx context.Context, tx *db.Tx, who access.Who, c comment.Comment, named []access.Person) error {
	if s.Post == nil {
		return nil
	}
	for _, p := range named {
		if err := mail.AskMention(ctx, tx, who, c.ID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) editComment(ctx context.Context, in *struct {
	ByComment
	Matching
	Body struct {
		Body string `json:"body" maxLength:"40000"`
	}
},
) (*body[commentOut], error) {
	on, id, err := s.commentIDs(in.ByComment)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	var c comment.Comment
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		var named []access.Person
		if c, named, err = comment.Edit(ctx, tx, who, on, id, version, s.bodyIn(in.Body.Body)); err != nil {
			return err
		}
		return s.tellNamed(ctx, tx, who, c, named)
	})
	if err != nil {
		return nil, s.withComment(ctx, err)
	}
	return s.said(ctx, c)
}

// withComment shows, of a stale version, what the comment says now.
func (s *Server) withComment(ctx context.Context, err error) error {
	f, ok := err.(*fault.Fault)
	if !ok || f.Kind != fault.Stale {
		return err
	}
	if c, ok := f.Current.(comment.Comment); ok {
		if shown, e := s.said(ctx, c); e == nil {
			f.Current = shown.Body
		}
	}
	return f
}

func (s *Server) deleteComment(ctx context.Context, in *ByComment) (*struct{}, error) {
	on, id, err := s.commentIDs(*in)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return comment.Delete(ctx, tx, who, on, id, 0) })
}

func (s *Server) restoreComment(ctx context.Context, in *ByComment) (*body[commentOut], error) {
	on, id, err := s.commentIDs(*in)
	if err != nil {
		return nil, err
	}
	var c comment.Comment
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		c, err = comment.Restore(ctx, tx, who, on, id)
		return err
	}); err != nil {
		return nil, err
	}
	return s.said(ctx, c)
}

func (s *Server) resolveComment(ctx context.Context, in *struct {
	ByComment
	Body struct {
		Resolved bool `json:"resolved"`
	}
},
) (*body[commentOut], error) {
	on, id, err := s.commentIDs(in.ByComment)
	if err != nil {
		return nil, err
	}
	var c comment.Comment
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		c, err = comment.Resolve(ctx, tx, who, on, id, in.Body.Resolved)
		return err
	}); err != nil {
		return nil, err
	}
	return s.said(ctx, c)
}

type commentVersionOut struct {
	Body    string    `json:"body"`
	Deleted bool      `json:"deleted"`
	At      time.Time `json:"at"`
}

func (s *Server) commentVersions(ctx context.Context, in *ByComment) (*body[list[commentVersionOut]], error) {
	on, id, err := s.commentIDs(*in)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	versions, err := comment.Versions(ctx, s.DB, who, on, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := list[commentVersionOut]{Items: []commentVersionOut{}, Total: len(versions)}
	for _, v := range versions {
		out.Items = append(out.Items, commentVersionOut{s.bodyOut(live.Names(who), v.Body), v.Deleted, time.UnixMilli(v.At).UTC()})
	}
	return &body[list[commentVersionOut]]{out}, nil
}

func (s *Server) listPeople(ctx context.Context, in *struct {
	ByID
	Q     string `query:"q" maxLength:"100" doc:"How a word of the name, or the login, begins"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"20"`
},
) (*body[list[refOut]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	p, err := project.Get(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	people, err := access.WhoSees(ctx, s.DB, who, p.ID, p.Unit())
	if err != nil {
		return nil, err
	}
	out := list[refOut]{Items: []refOut{}, Total: len(people)}
	for _, q := range access.Called(people, in.Q, in.Limit) {
		out.Items = append(out.Items, refOut{s.DB.Seal(q.ID), q.Name})
	}
	return &body[list[refOut]]{out}, nil
}
