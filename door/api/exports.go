package api

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

func (s *Server) exportRoutes(a *frame) {
	for _, e := range exports {
		register(a, op(http.MethodGet, "/exports/projects."+e.suffix, "Export a list as "+e.name, e.document), s.export(e))
	}
}

// export is one form in which a list goes out.
type export struct {
	suffix, name, kind string
	write              func(ctx context.Context, w *bufio.Writer, out exported) error
}

// exported is what goes out.
type exported struct {
	res    *snapshot.Result
	fields []*field.Field
	about  []string
	totals bool
}

// sheet is what goes out as a table.
func (x exported) sheet(name string) sheet.Sheet {
	s := x.res.Sheet(x.fields, name, x.about)
	if x.totals {
		s = x.res.WithTotals(s, x.fields)
		s.About = append(s.About, x.res.RatesUsed()...)
	}
	return s
}

var exports = []export{
	{"xlsx", "an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX},
	{"csv", "text with separators, in the style of the caller's language", "text/csv; charset=utf-8", writeCSV},
	{"json", "JSON", "application/json", writeJSON},
	{"ndjson", "one JSON object per line", "application/x-ndjson", writeNDJSON},
}

func (e export) document(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{e.kind: {}}}}
}

type exportIn struct {
	ListQuery
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the headers and the number style; the caller's when absent"`
	Totals bool   `query:"totals" doc:"Lines with the totals below the rows of a workbook or of text, by currency and converted, marked when they are partial; imports pass over them"`
}

func (s *Server) export(e export) func(context.Context, *exportIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
		if in.Lang != "" {
			caller := auth.Of(ctx)
			caller.Who.Lang = label.Parse(in.Lang)
			ctx = auth.With(ctx, caller)
		}
		res, fields, err := s.result(ctx, in.ListQuery, access.Export)
		if err != nil {
			return nil, err
		}
		who := auth.Who(ctx)
		if err := s.note(ctx, access.Exported, exportNote("projects."+e.suffix, len(res.Items), in.Filter, in.Q)); err != nil {
			return nil, err
		}
		about := aboutExport(who.Lang, who.Name, s.DB.Now(), in.ListQuery, res)
		name := fileName(who.Lang, res.Snapshot.On) + "." + e.suffix
		return download{e.kind, name, func(ctx context.Context, w *bufio.Writer) error {
			return e.write(ctx, w, exported{res, fields, about, in.Totals})
		}}.answer(ctx), nil
	}
}

// exportNote says in the audit what went out, and by which conditions.
func exportNote(file string, rows int, conditions ...string) string {
	said := fmt.Sprintf("%s: %d", file, rows)
	for _, c := range conditions {
		if c != "" {
			said += "; " + c
		}
	}
	return said
}

func fileName(l label.Lang, on day.Day) string {
	return label.T("projects", "projets").In(l) + "-" + on.String()
}

// aboutExport says, for a reader who finds the file later, where it comes from.
func aboutExport(l label.Lang, name string, now time.Time, q ListQuery, res *snapshot.Result) []string {
	about := []string{
		label.F("Exported by %s on %s", "Exporté par %s le %s", name, day.OfTime(now)).In(l),
		label.F("As of %s", "À la date du %s", res.Snapshot.On).In(l),
		label.F("%d projects", "%d projets", len(res.Items)).In(l),
	}
	if res.Partial() {
		about = append(about, report.Partial.In(l))
	}
	if q.Filter != "" {
		about = append(about, label.F("Filter: %s", "Filtre : %s", q.Filter).In(l))
	}
	if q.Q != "" {
		about = append(about, label.F("Search: %s", "Recherche : %s", q.Q).In(l))
	}
	return about
}

func writeXLSX(ctx context.Context, w *bufio.Writer, x exported) error {
	return sheet.WriteXLSX(w, x.sheet(label.T("Projects", "Projets").In(x.res.Lang())).While(ctx))
}

func writeCSV(ctx context.Context, w *bufio.Writer, x exported) error {
	return sheet.WriteCSV(w, x.sheet("").While(ctx), sheet.DialectOf(x.res.Lang()))
}

func writeJSON(_ context.Context, w *bufio.Writer, x exported) error {
	res, fields := x.res, x.fields
	w.WriteString(`{"items":[`)
	if err := res.NewWriter(fields).WriteAll(w, res.Items); err != nil {
		return err
	}
	b := appendAbout([]byte{']'}, res, len(res.Items))
	_, err := w.Write(append(appendGroups(b, res, snapshot.Range{Count: math.MaxInt32}), '}'))
	return err
}

func writeNDJSON(_ context.Context, w *bufio.Writer, x exported) error {
	res, fields := x.res, x.fields
	rows := res.NewWriter(fields)
	var b []byte
	for _, it := range res.Items {
		b = append(rows.Object(b[:0], it), '\n')
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("writing a row: %w", err)
		}
	}
	return nil
}
