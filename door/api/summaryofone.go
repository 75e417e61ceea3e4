package api

import (
	"context"

	"vigie/door/auth"
	"vigie/overview/summary"
	"vigie/room/dashboard"
	"vigie/room/project"
)

// aboutOne is a project that the caller sees, as its summary is about it.
func (s *Server) aboutOne(ctx context.Context, public string) (dashboard.About, *project.Project, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return dashboard.About{}, nil, err
	}
	p, err := project.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return dashboard.About{}, nil, err
	}
	return dashboard.OfOne(p), p, nil
}

// SummaryOfOneQuery is what readings of the summary of a project take.
type SummaryOfOneQuery struct {
	ByID
	When
	Lang string `query:"lang" enum:"en,fr" doc:"Of the words; the caller's when absent"`
}

type summaryOfOneOut struct {
	Project named  `json:"project"`
	Code    string `json:"code"`
	SummarySays
}

func (s *Server) readSummaryOfOne(ctx context.Context, in *struct {
	SummaryOfOneQuery
	Blocks string `query:"blocks" maxLength:"2000" doc:"The ids of the blocks wanted, separated by commas; all when empty"`
},
) (*body[summaryOfOneOut], error) {
	about, p, err := s.aboutOne(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, shown, err := s.blocksShown(ctx, about, in.Blocks)
	if err != nil {
		return nil, err
	}
	return s.showSummaryOfOne(ctx, in.SummaryOfOneQuery, about, p, l, shown)
}

func (s *Server) previewSummaryOfOne(ctx context.Context, in *struct {
	SummaryOfOneQuery
	LayoutKept
},
) (*body[summaryOfOneOut], error) {
	about, p, err := s.aboutOne(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	l, err := dashboard.Shown(ctx, s.DB, auth.Who(ctx), about)
	if err != nil {
		return nil, err
	}
	blocks, err := s.blocksIn(ctx, about, in.Body.Blocks)
	if err != nil {
		return nil, err
	}
	return s.showSummaryOfOne(ctx, in.SummaryOfOneQuery, about, p, l, blocks)
}

func (s *Server) showSummaryOfOne(ctx context.Context, in SummaryOfOneQuery, about dashboard.About, p *project.Project, l dashboard.Layout, blocks []dashboard.Block) (*body[summaryOfOneOut], error) {
	o, err := s.openPage(ctx, in.When, in.Lang, summary.Ask{Project: p.ID, Blocks: blocks})
	if err != nil {
		return nil, err
	}
	out := summaryOfOneOut{named{in.ID, p.Name()}, p.Values["code"].S, o.about.SummarySays}
	out.Layout = headOf(auth.Who(ctx), l, about)
	out.Blocks, err = o.page.Blocks()
	return answer(out, err)
}
