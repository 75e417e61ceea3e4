package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/deck"
	"vigie/format/pdf"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/project"
	meeting "vigie/room/review"
)

func (s *Server) reportRoutes(a *frame) {
	register(a, op(http.MethodGet, "/reports/{kind}", "The summary, sheets of projects or a review, as PDF, PowerPoint or Excel", document), s.makeReport)
}

// forms are the forms of a report, by their ending.
var forms = map[string]string{"pdf": pdf.Kind, "pptx": deck.Kind, "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

func document(o *huma.Operation) {
	content := map[string]*huma.MediaType{}
	for _, kind := range forms {
		content[kind] = &huma.MediaType{}
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: content}}
}

type reportIn struct {
	When
	Kind      string `path:"kind" enum:"summary,project,review"`
	Format    string `query:"format" enum:"pdf,pptx,xlsx" default:"pdf"`
	Portfolio string `query:"portfolio" maxLength:"20" doc:"Of a summary, or of sheets of projects; all projects when empty"`
	Project   string `query:"project" maxLength:"20" doc:"The project of a sheet; those of the portfolio when empty"`
	Review    string `query:"review" maxLength:"20" doc:"The review"`
	Filter    string `query:"filter" maxLength:"10000" doc:"A condition on the projects, beside the portfolio"`
	Block     string `query:"block" maxLength:"60" doc:"One block of a summary; all when empty"`
	Master    string `query:"master" maxLength:"20" doc:"The slide master to fill; the one of the house when empty"`
	Lang      string `query:"lang" enum:"en,fr" doc:"Of the words; the caller's when absent"`
}

// made is a report with what it is called and whose it is.
type madeReport struct {
	report.Document
	name  string // of the file, without its ending
	about []string
}

func (s *Server) makeReport(ctx context.Context, in *reportIn) (*attachment, error) {
	if in.Lang != "" {
		caller := auth.Of(ctx)
		caller.Who.Lang = label.Parse(in.Lang)
		ctx = auth.With(ctx, caller)
	}
	leave, err := s.heavy(ctx, "report")
	if err != nil {
		return nil, err
	}
	defer leave()
	doc, err := s.reportOf(ctx, in)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	mark, err := access.Mark(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	doc.about = doc.By(who.Name, s.DB.Now(), mark)
	var b bytes.Buffer
	if err := s.writeReport(ctx, &b, in, doc); err != nil {
		return nil, err
	}
	if err := s.note(ctx, access.Exported, fmt.Sprintf("%s.%s: %s, %d", in.Kind, in.Format, doc.Title, len(doc.Projects))); err != nil {
		return nil, err
	}
	return &attachment{forms[in.Format], saveAs(doc.name + "." + in.Format), b.Bytes()}, nil
}

// attachment is a file that is made whole before it is given out.
type attachment struct {
	Kind        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *Server) writeReport(ctx context.Context, w io.Writer, in *reportIn, doc *madeReport) error {
	switch in.Format {
	case "xlsx":
		return doc.Workbook(w, in.Block, doc.about)
	case "pptx":
		template, err := s.masterFor(ctx, in.Kind, in.Master)
		if err != nil {
			return err
		}
		return doc.PowerPoint(w, template)
	}
	return doc.PDF(w, auth.Who(ctx).Name, s.DB.Now())
}

func (s *Server) reportOf(ctx context.Context, in *reportIn) (*madeReport, error) {
	switch in.Kind {
	case report.Summary:
		return s.summaryReport(ctx, in)
	case report.Review:
		return s.reviewReport(ctx, in)
	}
	return s.projectReport(ctx, in)
}

func (s *Server) summaryReport(ctx context.Context, in *reportIn) (*madeReport, error) {
	who := auth.Who(ctx)
	id := in.Portfolio
	if id == "" {
		id = allProjects
	}
	p, _, err := s.perimeter(ctx, id)
	if err != nil {
		return nil, err
	}
	layout, err := dashboard.Shown(ctx, s.DB, who, dashboard.Of(p))
	if err != nil {
		return nil, err
	}
	if layout.Scope == dashboard.BuiltIn {
		layout.Blocks = summary.BuiltIn()
	}
	o, err := s.open(ctx, SummaryQuery{OfPortfolio: OfPortfolio{ID: id}, When: in.When, Filter: in.Filter, Lang: in.Lang}, layout.Blocks)
	if err != nil {
		return nil, err
	}
	doc := madeReport{}
	if doc.Document, doc.name, err = report.OfSummary(o.page, o.name, o.ask.Now.On, o.ask.Against, who.Lang); err != nil {
		return nil, err
	}
	doc.Lines = append(doc.Lines, filterLine(who, o.ask.Now, in.Filter)...)
	if in.Master != "" { // whose slides may be of projects too
		ask := report.Ask{Who: who, Portfolio: p, Filter: in.Filter, Now: o.ask.Now, Was: o.ask.Against.Snapshot, Since: o.ask.Against.Since.In(who.Lang), Need: access.Export}
		if doc.Projects, err = s.reports().Sheets(ctx, ask); err != nil {
			return nil, err
		}
	}
	return &doc, nil
}

// filterLine says by which condition a report is narrowed; nothing without one.
func filterLine(who access.Who, now *snapshot.Snapshot, filter string) []string {
	if filter == "" {
		return nil
	}
	return []string{label.F("Filter: %s", "Filtre : %s", now.FilterWords(who, filter)).In(who.Lang)}
}

func (s *Server) reports() *report.Desk {
	return &report.Desk{DB: s.DB, Projects: s.Portfolio, Agenda: s.Agenda}
}

func (s *Server) projectReport(ctx context.Context, in *reportIn) (*madeReport, error) {
	who := auth.Who(ctx)
	asOf, err := dayIn("as_of", in.AsOf)
	if err != nil {
		return nil, err
	}
	now, err := s.now(ctx, asOf)
	if err != nil {
		return nil, err
	}
	against, err := s.against(ctx, now, "compare_to", in.CompareTo)
	if err != nil {
		return nil, err
	}
	ask := report.Ask{Who: who, Filter: in.Filter, Now: now, Was: against.Snapshot, Since: against.Since.In(who.Lang), Need: access.Export}
	title, err := s.whichProjects(ctx, in, &ask)
	if err != nil {
		return nil, err
	}
	doc := madeReport{Document: report.Document{Kind: report.Project, Lang: who.Lang, Title: title, Subtitle: label.T("Project sheets", "Fiches projet").In(who.Lang)}}
	if doc.Projects, err = s.reports().Sheets(ctx, ask); err != nil {
		return nil, err
	}
	if in.Project != "" && len(doc.Projects) == 0 {
		return nil, fault.NotFound()
	}
	doc.Lines = append(report.Lines(now.On, against, false, who.Lang), filterLine(who, now, in.Filter)...)
	doc.name = report.FileName(label.T("project", "projet").In(who.Lang), title, now.On)
	return &doc, nil
}

// whichProjects narrows a report of projects, and says what it is called.
func (s *Server) whichProjects(ctx context.Context, in *reportIn, ask *report.Ask) (string, error) {
	if in.Project == "" {
		id := in.Portfolio
		if id == "" {
			id = allProjects
		}
		p, name, err := s.perimeter(ctx, id)
		ask.Portfolio = p
		return name, err
	}
	id, err := s.DB.Unseal(in.Project)
	if err != nil {
		return "", err
	}
	p, err := ask.Now.Get(ask.Who, id)
	if err != nil {
		return "", err
	}
	if p.State == project.Deleted {
		return "", fault.NotFound()
	}
	ask.Only = map[int64]bool{id: true}
	return p.Values["name"].S, nil
}

func (s *Server) reviewReport(ctx context.Context, in *reportIn) (*madeReport, error) {
	who := auth.Who(ctx)
	if in.Review == "" {
		return nil, fault.Invalid("review", label.T("Name the review", "Indiquez la revue"))
	}
	r, err := s.openReview(ctx, in.Review)
	if err != nil {
		return nil, err
	}
	m, err := r.Minutes(ctx)
	if err != nil {
		return nil, err
	}
	var doc madeReport
	if doc.Document, err = report.Meeting(m, who.Lang); err != nil {
		return nil, err
	}
	ask := report.Ask{Who: who, Only: map[int64]bool{}, Now: r.Now, Was: r.Then, Need: access.Export}
	if r.Review.State != meeting.Draft {
		ask.Known = r.Review.Frozen
	}
	if r.Previous != nil {
		ask.Since = label.F("since “%s”", "depuis « %s »", r.Previous.Name).In(who.Lang)
	}
	for _, it := range r.Agenda {
		ask.Only[it.Project] = true
		ask.Order = append(ask.Order, it.Project)
	}
	doc.Projects, err = s.reports().Sheets(ctx, ask)
	doc.name = report.FileName(label.T("review", "revue").In(who.Lang), r.Review.Name, r.Review.Day)
	return &doc, err
}
