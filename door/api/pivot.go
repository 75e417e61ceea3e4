package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/project"
)

func (s *Server) pivotRoutes(a *frame) {
	register(a, op(http.MethodGet, "/projects/pivot", "A list of projects crossed: rows by columns, with totals"), s.pivotProjects)
	for _, e := range exports[:2] {
		register(a, op(http.MethodGet, "/exports/pivot."+e.suffix, "Export a list crossed as "+e.name, e.document), s.exportPivot(e))
	}
}

// PivotQuery is a list, and how it is crossed.
type PivotQuery struct {
	AsOf      string `query:"as_of" maxLength:"10" doc:"The date that the list is read at; now when empty"`
	Filter    string `query:"filter" maxLength:"10000" doc:"A condition, as lists take it"`
	Q         string `query:"q" maxLength:"200" doc:"Words that the code, name or description holds"`
	Portfolio string `query:"portfolio" maxLength:"20"`
	State     string `query:"state" enum:"active,archived,deleted,all" default:"active"`
	Rows      string `query:"rows" maxLength:"300" doc:"Up to three levels, the outermost first, as lists are grouped: unit,-stage,end.year"`
	Columns   string `query:"columns" maxLength:"100" doc:"One level, such as end.quarter; none when empty"`
	Measures  string `query:"measures" maxLength:"1000" doc:"count, or attributes with a rule: count,total_cost.sum,progress.mean"`
	Share     string `query:"share" enum:",row,column,all" doc:"Also what part of its line, its column or of all each cell is, in per cent"`
}

func (s *Server) pivot(ctx context.Context, in PivotQuery, need access.Right) (*snapshot.Pivot, error) {
	snap, _, err := s.snapshots(ctx, When{AsOf: in.AsOf})
	if err != nil {
		return nil, err
	}
	q := snapshot.Query{Filter: in.Filter, Search: in.Q, State: project.State(in.State), Need: need}
	if in.Portfolio != "" {
		if q.Portfolio, err = s.portfolioByID(ctx, in.Portfolio); err != nil {
			return nil, err
		}
	}
	return snap.Pivot(auth.Who(ctx), q, snapshot.Crossing{Rows: in.Rows, Columns: in.Columns, Measures: in.Measures, Share: in.Share})
}

func (s *Server) pivotProjects(ctx context.Context, in *PivotQuery) (*file, error) {
	p, err := s.pivot(ctx, *in, 0)
	if err != nil {
		return nil, err
	}
	b := fmt.Appendf([]byte{'{'}, `"total":%d,"hidden":%d,"as_of":"%s","change":%d,"partial":%t,`, len(p.Items), p.Hidden, p.Snapshot.On, p.Snapshot.Change, p.Partial())
	return &file{Kind: "application/json", Body: append(p.AppendPivot(b), '}')}, nil
}

type exportPivotIn struct {
	PivotQuery
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the headers and the number style; the caller's when absent"`
	Origin bool   `query:"origin" default:"true" doc:"Say in the file who exported it, when, by which conditions and under which classification"`
}

func (s *Server) exportPivot(e export) func(context.Context, *exportPivotIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportPivotIn) (*huma.StreamResponse, error) {
		if in.Lang != "" {
			caller := auth.Of(ctx)
			caller.Who.Lang = label.Parse(in.Lang)
			ctx = auth.With(ctx, caller)
		}
		p, err := s.pivot(ctx, in.PivotQuery, access.Export)
		if err != nil {
			return nil, err
		}
		who := auth.Who(ctx)
		if err := s.note(ctx, access.Exported, exportNote("pivot."+e.suffix, len(p.Items), in.Filter, in.Q)); err != nil {
			return nil, err
		}
		list := exportIn{ListQuery: ListQuery{Filter: in.Filter, Q: in.Q, Portfolio: in.Portfolio, State: in.State}, Origin: in.Origin}
		about, err := s.aboutExport(ctx, &list, p.Result)
		if err != nil {
			return nil, err
		}
		table := withOrigin(p.PivotSheet(label.T("Pivot", "Tableau croisé").In(who.Lang)), about)
		out := download{e.kind, fileName(who.Lang, p.Snapshot.On) + "." + e.suffix, func(ctx context.Context, w *bufio.Writer) error {
			if e.suffix == "csv" {
				return sheet.WriteCSV(w, table.While(ctx), sheet.DialectOf(who.Lang))
			}
			return sheet.WriteXLSX(w, table.While(ctx))
		}}
		if e.heavy() {
			out = s.aside(out)
		}
		return out.answer(ctx), nil
	}
}
