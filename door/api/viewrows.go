package api

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/viewing"
	"vigie/room/field"
	"vigie/room/view"
)

// A view is also a list for programs, at an address that stays: what it shows, with
// the rights of whoever asks.
func (s *Server) viewRowRoutes(a *frame) {
	register(a, op(http.MethodGet, "/views/{id}/rows", "What a view shows: its rows, or its pivot, as the caller may see them"), s.viewRows)
	for _, e := range exports {
		if e.suffix != "json" {
			register(a, op(http.MethodGet, "/views/{id}/rows."+e.suffix, "What a view shows, as "+e.name, e.document), s.viewFile(e))
		}
	}
}

type viewRowsIn struct {
	ByID
	AsOf   string `query:"as_of" maxLength:"10" doc:"The date that it is read at; that of the view when empty"`
	Offset int    `query:"offset" minimum:"0" maximum:"10000000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"20000" default:"1000"`
}

// ofView is what a view shows, as lists take it.
type ofView struct {
	view     view.View
	projects exportIn
	records  exportRecordsIn
	pivot    PivotQuery
}

// shownBy reads a view that the caller sees as the query of a list. What it reads
// is decided by the rights of the caller, as everywhere.
func (s *Server) shownBy(ctx context.Context, public, asOf string) (ofView, error) {
	v, err := s.viewByID(ctx, public)
	if err != nil {
		return ofView{}, err
	}
	check, err := s.checker(ctx, v.Object)
	if err != nil {
		return ofView{}, err
	}
	// Rows that a condition would leave out must not come for want of it, nor may its
	// text tell what the caller does not see.
	if len(brokenIn(&v, auth.Who(ctx), check)) > 0 {
		return ofView{}, fault.Conflict(viewing.Unreadable)
	}
	catalogue, err := field.Load(ctx, s.DB, v.Object)
	if err != nil {
		return ofView{}, err
	}
	v.State, _ = v.State.Without(hiddenIn(catalogue, auth.Who(ctx)))
	out, st, today := ofView{view: v}, v.State, day.OfTime(s.DB.Now())
	when := When{AsOf: asOf}
	if asOf == "" {
		when.AsOf = snapshot.DateOf(st.Period, today)
	}
	if when.CompareTo = snapshot.DateOf(st.Compare, today); when.CompareTo == "" {
		when.CompareTo = st.Compare
	}
	portfolio := st.Params["portfolio"]
	if v.Portfolio != 0 {
		portfolio = s.DB.Seal(v.Portfolio)
	}
	if agenda.KindOf(v.Object) != nil {
		part := st.Params["when"]
		if part == "" {
			part = "all"
		}
		out.records.RecordQuery = RecordQuery{When: when, Filter: st.Filter, Q: st.Find, Sort: sortText(st.Sort), Fields: columnKeys(st.Columns), Portfolio: portfolio, Part: part}
		if len(st.Group) > 0 {
			out.records.Group = st.Group[0].Key
		}
		out.records.Origin = true
		return out, nil
	}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return out, err
	}
	q, fields := snap.OfView(st)
	list := ListQuery{When: when, Filter: st.Filter, Q: st.Find, Sort: sortText(known(snap.Catalogue, st.Sort)), Fields: strings.Join(keysOf(fields), ","), Group: q.Group, Portfolio: portfolio, State: st.Rows, Rules: rulesText(q.Rules)}
	out.projects = exportIn{ListQuery: list, Origin: true, Heads: headsText(st.Columns, auth.Who(ctx).Lang)}
	c := snapshot.CrossingOf(st.Pivot)
	out.pivot = PivotQuery{AsOf: when.AsOf, Filter: st.Filter, Q: st.Find, Portfolio: portfolio, State: st.Rows, Rows: c.Rows, Columns: c.Columns, Measures: c.Measures, Share: c.Share}
	return out, nil
}

func (s *Server) viewRows(ctx context.Context, in *viewRowsIn) (*file, error) {
	v, err := s.shownBy(ctx, in.ID, in.AsOf)
	if err != nil {
		return nil, err
	}
	if kind := agenda.KindOf(v.view.Object); kind != nil {
		return s.registry(kind).list(ctx, &listRecordsIn{RecordQuery: v.records.RecordQuery, Offset: in.Offset, Limit: in.Limit, Shape: "objects"})
	}
	if v.view.State.Display == "pivot" {
		return s.pivotProjects(ctx, &v.pivot)
	}
	return s.listProjects(ctx, &listProjectsIn{ListQuery: v.projects.ListQuery, Offset: in.Offset, Limit: in.Limit, Shape: "objects"})
}

type viewFileIn struct {
	ByID
	AsOf   string `query:"as_of" maxLength:"10" doc:"The date that it is read at; that of the view when empty"`
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the headers and the number style; the caller's when absent"`
	Origin bool   `query:"origin" default:"true" doc:"Say in the file who exported it, when, by which conditions and under which classification; false for programs that want the rows alone"`
}

func (s *Server) viewFile(e export) func(context.Context, *viewFileIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *viewFileIn) (*huma.StreamResponse, error) {
		if in.Lang != "" {
			caller := auth.Of(ctx)
			caller.Who.Lang = label.Parse(in.Lang)
			ctx = auth.With(ctx, caller)
		}
		v, err := s.shownBy(ctx, in.ID, in.AsOf)
		if err != nil {
			return nil, err
		}
		if kind := agenda.KindOf(v.view.Object); kind != nil {
			v.records.Origin = in.Origin
			return s.registry(kind).export(e)(ctx, &v.records)
		}
		if v.view.State.Display == "pivot" && e.suffix != "ndjson" {
			return s.exportPivot(e)(ctx, &exportPivotIn{PivotQuery: v.pivot, Origin: in.Origin})
		}
		v.projects.Origin, v.projects.Totals = in.Origin, in.Origin && e.suffix == "xlsx"
		return s.export(e)(ctx, &v.projects)
	}
}

// known are the keys of an order that are still attributes.
func known(c *field.Catalogue, sort []view.Sort) []view.Sort {
	return slices.DeleteFunc(slices.Clone(sort), func(o view.Sort) bool { return c.Get(o.Key) == nil && o.Key != "updated" && o.Key != "created" })
}

func sortText(sort []view.Sort) string {
	var out []string
	for _, o := range sort {
		if o.Down {
			o.Key = "-" + o.Key
		}
		out = append(out, o.Key)
	}
	return strings.Join(out, ",")
}

func columnKeys(columns []view.Column) string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Key)
	}
	return strings.Join(out, ",")
}

// rulesText are the rules of totals, as lists take them.
func rulesText(rules map[string]field.Consolidation) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		out = append(out, key+"."+string(rules[key]))
	}
	return strings.Join(out, ",")
}

// headsText is what a view calls its columns, as exports take it.
func headsText(columns []view.Column, l label.Lang) string {
	heads := map[string]string{}
	for _, c := range columns {
		if c.Label != nil {
			heads[c.Key] = c.Label.Text().In(l)
		}
	}
	if len(heads) == 0 {
		return ""
	}
	return field.EncodeTexts(heads)
}
