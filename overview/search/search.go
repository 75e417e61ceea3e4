// Package search finds things of every kind by words, among what a person may
// see. Case and accents do not matter; every word must be there.
package search

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/comment"
	"vigie/room/field"
	"vigie/room/file"
	"vigie/room/guide"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/view"
)

// Hit is one thing that was found.
type Hit struct {
	Kind    string // the entity: project, portfolio, view, milestone, risk, action, decision, comment, attachment, guide, user, unit
	ID      int64
	Name    string // of a comment, its beginning
	Detail  string
	Project int64  // of what belongs to one; else 0
	Key     string // of a guide
}

// detailLength is how much of a comment is shown, in characters.
const detailLength = 140

// Find returns at most limit hits of each kind: projects first, as people look
// for those most.
func Find(ctx context.Context, d *db.DB, who access.Who, keeper *agenda.Keeper, text string, limit int) ([]Hit, error) {
	live, err := keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	f := finder{d: d, who: who, keeper: keeper, live: live, names: live.Projects.Names(who), text: text, words: strings.Fields(label.Fold(text)), limit: limit}
	if len(f.words) == 0 {
		return nil, nil
	}
	var out []Hit
	for _, kind := range []func(context.Context) ([]Hit, error){f.projects, f.portfolios, f.views, f.records, f.comments, f.attachments, f.guides, f.people, f.units} {
		hits, err := kind(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, atMost(hits, limit)...)
	}
	return out, nil
}

// atMost leaves at most so many hits of each kind, in their order.
func atMost(hits []Hit, limit int) []Hit {
	n := map[string]int{}
	return slices.DeleteFunc(hits, func(h Hit) bool { n[h.Kind]++; return n[h.Kind] > limit })
}

type finder struct {
	d      *db.DB
	who    access.Who
	live   *agenda.Reading
	keeper *agenda.Keeper
	names  snapshot.Names
	text   string
	words  []string
	limit  int
}

// holds reports whether a name holds every word.
func (f finder) holds(name string) bool {
	folded := label.Fold(name)
	return !slices.ContainsFunc(f.words, func(w string) bool { return !strings.Contains(folded, w) })
}

func (f finder) sees(id int64) bool {
	p, err := f.live.Projects.Get(f.who, id)
	return err == nil && p.State != project.Deleted
}

// projects are ordered by how near the name or the code is to what was typed.
func (f finder) projects(context.Context) ([]Hit, error) {
	res, err := f.live.Projects.List(f.who, snapshot.Query{Search: f.text, State: "all"})
	if err != nil {
		return nil, err
	}
	typed := strings.Join(f.words, " ")
	rank := func(name, code string) int {
		switch name, code = label.Fold(name), label.Fold(code); {
		case code == typed || name == typed:
			return 0
		case strings.HasPrefix(code, typed) || strings.HasPrefix(name, typed):
			return 1
		case strings.Contains(name, typed):
			return 2
		}
		return 3
	}
	type ranked struct {
		Hit
		rank int
	}
	all := make([]ranked, 0, len(res.Items))
	for _, it := range res.Items {
		p := f.live.Projects.Project(it.Row)
		code := p.Values["code"].S
		all = append(all, ranked{Hit{Kind: project.Entity, ID: p.ID, Name: p.Name(), Detail: code, Project: p.ID}, rank(p.Name(), code)})
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return a.rank - b.rank })
	out := make([]Hit, len(all))
	for i, r := range all {
		if out[i] = r.Hit; i < f.limit && r.rank == 3 {
			out[i].Detail = f.said(r.Hit)
		}
	}
	return out, nil
}

// said is the detail of a project that was found by what one of its attributes holds:
// its code, and that.
func (f finder) said(h Hit) string {
	s := f.live.Projects.For(f.who)
	r, _ := s.Find(h.ID)
	a := s.Said(r, f.words)
	if a == nil {
		return h.Detail
	}
	text := a.Label.In(f.who.Lang) + label.T(": ", "\u202f: ").In(f.who.Lang) + comment.Plain(f.names.Text(a, s.Value(r, a.Key), f.who.Lang), detailLength)
	if h.Detail == "" {
		return text
	}
	return h.Detail + " · " + text
}

func (f finder) portfolios(ctx context.Context) ([]Hit, error) {
	all, err := portfolio.List(ctx, f.d, f.who)
	var out []Hit
	for _, p := range all {
		if f.holds(p.Name) {
			out = append(out, Hit{Kind: portfolio.Entity, ID: p.ID, Name: p.Name, Detail: p.Description})
		}
	}
	return out, err
}

func (f finder) views(ctx context.Context) ([]Hit, error) {
	all, err := view.List(ctx, f.d, f.who, project.Entity)
	var out []Hit
	for _, v := range all {
		if name := v.Name.In(f.who.Lang); f.holds(name) {
			out = append(out, Hit{Kind: view.Entity, ID: v.ID, Name: name})
		}
	}
	return out, err
}

// records are those of every register, kind by kind.
func (f finder) records(ctx context.Context) ([]Hit, error) {
	var out []Hit
	for _, kind := range agenda.Kinds {
		live, err := f.keeper.Of(kind).Live(ctx)
		if err != nil {
			return nil, err
		}
		found, err := f.recordsOf(live)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (f finder) recordsOf(live *agenda.Reading) ([]Hit, error) {
	res, err := live.List(f.who, agenda.Query{Search: f.text})
	if err != nil {
		return nil, err
	}
	var out []Hit
	for _, it := range res.Items {
		if f.holds(it.Name()) {
			out = append(out, Hit{Kind: live.Kind.Entity, ID: it.ID, Name: it.Name(), Detail: res.Home(it), Project: it.Project()})
		}
		if len(out) == f.limit {
			break
		}
	}
	return out, nil
}

func (f finder) comments(ctx context.Context) ([]Hit, error) {
	all, err := comment.Find(ctx, f.d, f.who, f.text, f.sees, f.limit)
	out := make([]Hit, 0, len(all))
	for _, c := range all {
		out = append(out, Hit{Kind: comment.Entity, ID: c.ID, Name: comment.Plain(c.Body, detailLength), Detail: f.names.Name(field.Project, c.Project), Project: c.Project})
	}
	return out, err
}

func (f finder) attachments(ctx context.Context) ([]Hit, error) {
	all, err := file.Find(ctx, f.d, f.who, f.text, f.sees, f.limit)
	out := make([]Hit, 0, len(all))
	for _, a := range all {
		out = append(out, Hit{Kind: file.Entity, ID: a.ID, Name: a.Name, Detail: f.names.Name(field.Project, a.Project), Project: a.Project})
	}
	return out, err
}

// guides are found by their title and their text, in either language.
func (f finder) guides(ctx context.Context) ([]Hit, error) {
	all, err := guide.For(ctx, f.d, f.who)
	var out []Hit
	for _, g := range all {
		if f.holds(g.Title.EN + " " + g.Title.FR + " " + g.Text.EN + " " + g.Text.FR) {
			out = append(out, Hit{Kind: guide.Entity, ID: g.ID, Name: g.Title.In(f.who.Lang), Detail: comment.Plain(g.Text.In(f.who.Lang), detailLength), Key: g.Key})
		}
	}
	return out, err
}

// people are shown to those who manage users.
func (f finder) people(ctx context.Context) ([]Hit, error) {
	if !f.who.CanSomewhere(access.ManageUsers) {
		return nil, nil
	}
	all, err := access.Accounts(ctx, f.d, f.who, access.Page{Q: f.text, Limit: f.limit})
	var out []Hit
	for _, a := range all.Items {
		out = append(out, Hit{Kind: "user", ID: a.ID, Name: a.Name, Detail: a.Login})
	}
	return out, err
}

// units are shown to those who manage them.
func (f finder) units(ctx context.Context) ([]Hit, error) {
	if !f.who.CanSomewhere(access.ManageUnits) {
		return nil, nil
	}
	all, err := access.Units(ctx, f.d, f.who, access.Page{Q: f.text, Limit: f.limit})
	var out []Hit
	for _, u := range all.Items {
		out = append(out, Hit{Kind: "unit", ID: u.ID, Name: u.Name, Detail: u.Code})
	}
	return out, err
}
