package api

import (
	"context"
	"net/http"
	"strings"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/portfolio"
)

func (s *Server) summaryRoutes(a *frame) {
	register(a, op(http.MethodGet, "/portfolios/{id}/summary", "How a portfolio is, on one page: blocks of figures at any date, compared with another"), s.readSummary)
	register(a, op(http.MethodPost, "/portfolios/{id}/summary/preview", "The figures of blocks that are not kept yet"), s.previewSummary)
	register(a, op(http.MethodGet, "/portfolios/{id}/summary/layout", "How the summary of a portfolio is laid out"), s.readLayout)
	register(a, op(http.MethodPut, "/portfolios/{id}/summary/layout", "Keep a layout: for oneself, for a portfolio, for the instance"), s.keepLayout)
	register(a, op(http.MethodDelete, "/portfolios/{id}/summary/layout", "Give a layout up: the next wider one is shown", noContent), s.resetLayout)
	register(a, op(http.MethodGet, "/portfolios/{id}/summary/layout/history", "The versions of a layout, the latest first"), s.layoutHistory)
	register(a, op(http.MethodPost, "/portfolios/{id}/summary/layout/revert", "Keep the blocks of an earlier version of a layout"), s.revertLayout)
	register(a, op(http.MethodGet, "/projects/{id}/summary", "How a project is, on one page: blocks of figures at any date, compared with another"), s.readSummaryOfOne)
	register(a, op(http.MethodPost, "/projects/{id}/summary/preview", "The figures of blocks of a project that are not kept yet"), s.previewSummaryOfOne)
	register(a, op(http.MethodGet, "/projects/{id}/summary/layout", "How the summary of a project is laid out"), s.readLayoutOfOne)
	register(a, op(http.MethodPut, "/projects/{id}/summary/layout", "Keep a layout: for oneself, for a project, for its type or variant, for all projects"), s.keepLayoutOfOne)
	register(a, op(http.MethodDelete, "/projects/{id}/summary/layout", "Give a layout of projects up: the next wider one is shown", noContent), s.resetLayoutOfOne)
	register(a, op(http.MethodGet, "/projects/{id}/summary/layout/history", "The versions of a layout of projects, the latest first"), s.layoutHistoryOfOne)
	register(a, op(http.MethodPost, "/projects/{id}/summary/layout/revert", "Keep the blocks of an earlier version of a layout of projects"), s.revertLayoutOfOne)
	register(a, op(http.MethodGet, "/summary/kinds", "The kinds of blocks that a summary can have"), s.summaryKinds)
	register(a, op(http.MethodGet, "/portfolios/{id}/changes", "What changed between two dates, in sentences, the biggest first"), s.listChangesBetween)
	register(a, op(http.MethodGet, "/explain", "Where a figure comes from: the formula in words, the inputs, who entered them and when"), s.explain)
}

// allProjects stands for all projects in the place of a portfolio.
const allProjects = "all"

// OfPortfolio is the input of routes on what one sees of a portfolio.
type OfPortfolio struct {
	ID string `path:"id" maxLength:"20" doc:"The id of a portfolio, or all for all projects"`
}

// perimeter returns the portfolio that an id names, nil for all projects, and how
// it is called.
func (s *Server) perimeter(ctx context.Context, id string) (*portfolio.Portfolio, string, error) {
	if id == allProjects {
		return nil, label.T("All projects", "Tous les projets").In(auth.Who(ctx).Lang), nil
	}
	p, err := s.portfolioByID(ctx, id)
	if err != nil {
		return nil, "", err
	}
	return p, p.Name, nil
}

// SummaryQuery is what readings of a summary take.
type SummaryQuery struct {
	OfPortfolio
	When
	Filter string `query:"filter" maxLength:"10000" doc:"A condition on the projects, beside the portfolio"`
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the words; the caller's when absent"`
}

type comparedOut struct {
	Kind   string  `json:"kind" enum:"date,review,baseline"`
	Date   day.Day `json:"date"`
	Review *string `json:"review"`
	Label  string  `json:"label"`
	Since  string  `json:"since" doc:"The words that follow a change: since November 2016"`
}

func showCompared(a summary.Against, l label.Lang) *comparedOut {
	if a.Kind == "" {
		return nil
	}
	out := &comparedOut{Kind: a.Kind, Date: a.Date, Label: a.Title.In(l), Since: a.Since.In(l)}
	if a.Review != "" {
		out.Review = &a.Review
	}
	return out
}

type summaryOut struct {
	Portfolio named `json:"portfolio"`
	SummarySays
}

// SummarySays is what a summary says, whatever it is about.
type SummarySays struct {
	AsOf      day.Day         `json:"as_of"`
	Live      bool            `json:"live"`
	Change    int64           `json:"change"`
	CompareTo *comparedOut    `json:"compare_to"`
	Partial   bool            `json:"partial" doc:"The figures leave out projects that the caller may not see"`
	Count     int             `json:"count"`
	Layout    layoutHead      `json:"layout"`
	Blocks    []summary.Block `json:"blocks"`
}

// opened is a page and what is said about it.
type opened struct {
	page  *summary.Page
	ask   summary.Ask
	name  string
	about summaryOut
}

// open makes the page that a query asks for; blocks are those of a layout when nil.
func (s *Server) open(ctx context.Context, in SummaryQuery, blocks []dashboard.Block) (*opened, error) {
	p, name, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := s.openPage(ctx, in.When, in.Lang, summary.Ask{Portfolio: p, Filter: in.Filter, Blocks: blocks})
	if err == nil {
		out.name, out.about.Portfolio = name, named{in.ID, name}
	}
	return out, err
}

// openPage makes a page at a date, beside what it is to be compared with.
func (s *Server) openPage(ctx context.Context, in When, lang string, ask summary.Ask) (*opened, error) {
	ask.Who = auth.Who(ctx)
	if lang != "" {
		ask.Who.Lang = label.Parse(lang)
	}
	asOf, err := dayIn("as_of", in.AsOf)
	if err != nil {
		return nil, err
	}
	if ask.Now, err = s.now(ctx, asOf); err != nil {
		return nil, err
	}
	if ask.Against, err = s.against(ctx, ask.Now, "compare_to", in.CompareTo); err != nil {
		return nil, err
	}
	page, err := s.summaries().Open(ctx, ask)
	if err != nil {
		return nil, err
	}
	return &opened{page, ask, "", summaryOut{SummarySays: SummarySays{
		AsOf: ask.Now.On, Live: ask.Now.Live, Change: ask.Now.Change, CompareTo: showCompared(ask.Against, ask.Who.Lang),
		Partial: page.Partial(), Count: page.Count(),
	}}}, nil
}

// summaries returns the desk where summaries are made.
func (s *Server) summaries() *summary.Desk {
	s.desk.Do(func() {
		if s.Summaries == nil {
			s.Summaries = &summary.Desk{DB: s.DB, Projects: s.Portfolio, Agenda: s.Agenda}
		}
	})
	return s.Summaries
}

type readSummaryIn struct {
	SummaryQuery
	Blocks string `query:"blocks" maxLength:"2000" doc:"The ids of the blocks wanted, separated by commas; all when empty"`
}

func (s *Server) readSummary(ctx context.Context, in *readSummaryIn) (*body[summaryOut], error) {
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, shown, err := s.blocksShown(ctx, dashboard.Of(p), in.Blocks)
	if err != nil {
		return nil, err
	}
	return s.showSummary(ctx, in.SummaryQuery, l, shown)
}

// blocksShown returns the layout that the caller sees, and those of its blocks that he
// asks for by their ids; all when he names none.
func (s *Server) blocksShown(ctx context.Context, about dashboard.About, ids string) (dashboard.Layout, []dashboard.Block, error) {
	l, err := dashboard.Shown(ctx, s.DB, auth.Who(ctx), about)
	if l.Scope == dashboard.BuiltIn {
		l.Blocks = summary.Usual(about)
	}
	only := map[string]bool{}
	for _, id := range keysIn(ids) {
		only[id] = true
	}
	shown := l.Blocks[:0:0]
	for _, b := range l.Blocks {
		if len(only) == 0 || only[b.ID] {
			shown = append(shown, b)
		}
	}
	return l, shown, err
}

func (s *Server) showSummary(ctx context.Context, in SummaryQuery, l dashboard.Layout, blocks []dashboard.Block) (*body[summaryOut], error) {
	o, err := s.open(ctx, in, blocks)
	if err != nil {
		return nil, err
	}
	o.about.Layout = headOf(auth.Who(ctx), l, dashboard.Of(o.ask.Portfolio))
	o.about.Blocks, err = o.page.Blocks()
	return answer(o.about, err)
}

func (s *Server) previewSummary(ctx context.Context, in *struct {
	SummaryQuery
	LayoutKept
},
) (*body[summaryOut], error) {
	p, _, err := s.perimeter(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, err := dashboard.Shown(ctx, s.DB, auth.Who(ctx), dashboard.Of(p))
	if err != nil {
		return nil, err
	}
	blocks, err := s.blocksIn(ctx, dashboard.Of(p), in.Body.Blocks)
	if err != nil {
		return nil, err
	}
	return s.showSummary(ctx, in.SummaryQuery, l, blocks)
}

func (s *Server) summaryKinds(ctx context.Context, in *struct {
	Of string `query:"of" enum:"portfolio,project" default:"portfolio" doc:"What the summary is about"`
},
) (*body[list[summary.Offered]], error) {
	items := summary.Kinds(auth.Who(ctx).Lang, in.Of == "project")
	return answer(list[summary.Offered]{Items: items, Total: len(items)}, nil)
}

type betweenIn struct {
	OfPortfolio
	From   string `query:"from" required:"true" maxLength:"40" doc:"A date, baseline, or review:ID"`
	To     string `query:"to" maxLength:"10" doc:"A date; today when empty"`
	Filter string `query:"filter" maxLength:"10000"`
	Kind   string `query:"kind" enum:"all,added,removed,changed" default:"all"`
	Offset int    `query:"offset" minimum:"0" maximum:"1000000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the words; the caller's when absent"`
}

type betweenOut struct {
	From    *string          `json:"from" doc:"The date; null for the baseline"`
	To      day.Day          `json:"to"`
	Since   string           `json:"since"`
	Partial bool             `json:"partial"`
	Total   int              `json:"total"`
	Added   int              `json:"added"`
	Removed int              `json:"removed"`
	Changed int              `json:"changed"`
	Next    *int             `json:"next" doc:"Send it as offset to read on"`
	Items   []summary.Change `json:"items"`
}

func (s *Server) listChangesBetween(ctx context.Context, in *betweenIn) (*body[betweenOut], error) {
	o, err := s.open(ctx, SummaryQuery{OfPortfolio: in.OfPortfolio, When: When{AsOf: in.To, CompareTo: in.From}, Filter: in.Filter, Lang: in.Lang}, nil)
	if err != nil {
		return nil, err
	}
	found := o.page.Changes()
	places := found.Of(strings.TrimPrefix(in.Kind, "all"))
	out := betweenOut{To: o.about.AsOf, Since: found.Since, Partial: o.about.Partial, Total: len(places), Added: found.Added, Removed: found.Removed, Changed: found.Changed}
	if d := o.about.CompareTo.Date; d != 0 {
		text := d.String()
		out.From = &text
	}
	start := min(in.Offset, len(places))
	end := min(start+in.Limit, len(places))
	if out.Items = found.Tell(places[start:end]); end < len(places) {
		out.Next = &end
	}
	return answer(out, o.page.Name(out.Items))
}

type explainIn struct {
	When
	Object    string `query:"object" required:"true" maxLength:"40" doc:"project:ID, portfolio:ID or portfolio:all"`
	Attribute string `query:"attribute" required:"true" maxLength:"60" doc:"An attribute, or count, late, over_cost, overdue, stale, trust, completeness, freshness, consistency"`
	Filter    string `query:"filter" maxLength:"10000"`
	Lang      string `query:"lang" enum:"en,fr" doc:"Of the words; the caller's when absent"`
}

func (s *Server) explain(ctx context.Context, in *explainIn) (*body[summary.Explanation], error) {
	kind, id, _ := strings.Cut(in.Object, ":")
	q := SummaryQuery{OfPortfolio: OfPortfolio{id}, When: in.When, Filter: in.Filter, Lang: in.Lang}
	switch kind {
	case "portfolio":
		if id == allProjects && !auth.Who(ctx).CanSomewhere(access.ReadProject) {
			return nil, fault.NotFound()
		}
		o, err := s.open(ctx, q, nil)
		if err != nil {
			return nil, err
		}
		return answer(o.page.Explain(in.Attribute, o.name))
	case "project":
		return s.explainProject(ctx, q, id, in.Attribute)
	}
	return nil, fault.Invalid("object", label.T("Write project:ID, portfolio:ID or portfolio:all", "Écrivez project:ID, portfolio:ID ou portfolio:all"))
}

func (s *Server) explainProject(ctx context.Context, q SummaryQuery, id, attribute string) (*body[summary.Explanation], error) {
	n, err := s.DB.Unseal(id)
	if err != nil {
		return nil, err
	}
	q.ID, q.Filter = allProjects, `id = "`+id+`"`
	if live, err := s.Portfolio.Live(ctx); err != nil {
		return nil, err
	} else if !live.Shows(auth.Who(ctx), n) && q.AsOf == "" {
		return nil, fault.NotFound()
	}
	o, err := s.open(ctx, q, nil)
	if err != nil {
		if fault.KindOf(err) == fault.BadInput {
			return nil, fault.NotFound()
		}
		return nil, err
	}
	return answer(o.page.ExplainProject(n, attribute))
}
