package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
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
	write              ListWriter
}

// Exported is a list of projects that goes out.
type Exported struct {
	Result *snapshot.Result
	Fields []*field.Field
	About  *report.Origin // nil where it was not wanted
	Totals bool
}

// ListWriter writes a list in one form.
type ListWriter func(ctx context.Context, w *bufio.Writer, out Exported) error

// WriterOf returns what writes a form by its ending, such as csv; nil when there
// is no such form.
func WriterOf(suffix string) ListWriter {
	for _, e := range exports {
		if e.suffix == suffix {
			return e.write
		}
	}
	return nil
}

// sheet is what goes out as a table.
func (x Exported) sheet(name string) sheet.Sheet {
	s := x.Result.Sheet(x.Fields, name, nil)
	if x.Totals {
		s = x.Result.WithTotals(s, x.Fields)
	}
	return withOrigin(s, x.About)
}

var exports = []export{
	{"xlsx", "an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX},
	{"csv", "text with separators, in the style of the caller's language", "text/csv; charset=utf-8", writeCSV},
	{"json", "JSON", "application/json", writeJSON},
	{"ndjson", "one JSON object per line", "application/x-ndjson", writeNDJSON},
}

// heavy reports whether a form is held in memory, or nearly, while it is made.
func (e export) heavy() bool { return e.suffix == "xlsx" }

func (e export) document(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{e.kind: {}}}}
}

type exportIn struct {
	ListQuery
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the headers and the number style; the caller's when absent"`
	Origin bool   `query:"origin" default:"true" doc:"Say in the file who exported it, when, by which conditions and under which classification; false for programs that want the rows alone"`
	Heads  string `query:"heads" maxLength:"8000" doc:"What some columns are called in a workbook or in text, as JSON: {\"total_cost\":\"Budget\"}"`
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
		if fields, err = renamed(fields, in.Heads); err != nil {
			return nil, err
		}
		who := auth.Who(ctx)
		if err := s.note(ctx, access.Exported, exportNote("projects."+e.suffix, len(res.Items), in.Filter, in.Q)); err != nil {
			return nil, err
		}
		about, err := s.aboutExport(ctx, in, res)
		if err != nil {
			return nil, err
		}
		name := fileName(who.Lang, res.Snapshot.On) + "." + e.suffix
		out := download{e.kind, name, func(ctx context.Context, w *bufio.Writer) error {
			return e.write(ctx, w, Exported{res, fields, about, in.Totals})
		}}
		if e.heavy() {
			out = s.aside(out)
		}
		return out.answer(ctx), nil
	}
}

// renamed are the attributes under the names that JSON gives them by their keys.
func renamed(fields []*field.Field, heads string) ([]*field.Field, error) {
	if heads == "" {
		return fields, nil
	}
	var names map[string]string
	if err := json.Unmarshal([]byte(heads), &names); err != nil {
		return nil, fault.Invalid("heads", label.T(`Write names by attribute, such as {"total_cost":"Budget"}`, `Écrivez les noms par attribut, comme {"total_cost":"Budget"}`)).Because(err)
	}
	out := slices.Clone(fields)
	for i, f := range out {
		if name := strings.TrimSpace(names[f.Key]); name != "" {
			g := *f
			g.Label = label.T(name, name)
			out[i] = &g
		}
	}
	return out, nil
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

// origin begins to say, for a reader who finds the file later, where it comes from.
func (s *Server) origin(ctx context.Context, what label.Text, count int, on day.Day, portfolio string) (*report.Origin, error) {
	who := auth.Who(ctx)
	mark, err := access.Mark(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	out := report.Origin{What: what.In(who.Lang), Count: count, Author: who.Name, At: s.DB.Now(), On: on, Mark: mark, Lang: who.Lang}
	if portfolio != "" {
		p, err := s.portfolioByID(ctx, portfolio)
		if err != nil {
			return nil, err
		}
		out.Portfolio = p.Name
	}
	return &out, nil
}

// StateTexts say which projects a list holds, where it is not the usual ones.
var StateTexts = map[string]label.Text{
	"archived": label.T("Archived projects", "Projets archivés"), "deleted": label.T("Projects in the bin", "Projets de la corbeille"),
	"all": label.T("Active, archived and deleted projects", "Projets actifs, archivés et supprimés"),
}

func (s *Server) aboutExport(ctx context.Context, in *exportIn, res *snapshot.Result) (*report.Origin, error) {
	if !in.Origin {
		return nil, nil
	}
	who := auth.Who(ctx)
	out, err := s.origin(ctx, label.T("Projects", "Projets"), len(res.Items), res.Snapshot.On, in.Portfolio)
	if err != nil {
		return nil, err
	}
	out.Filter, out.Search, out.State, out.Partial = res.Snapshot.FilterWords(who, in.Filter), in.Q, StateTexts[in.State], res.Partial()
	if res.Against != nil {
		out.Against = res.Against.On.In(who.Lang)
	}
	if in.Totals {
		out.More = res.RatesUsed()
	}
	return out, nil
}

// withOrigin has a table say where it comes from.
func withOrigin(s sheet.Sheet, o *report.Origin) sheet.Sheet {
	if o == nil {
		return s
	}
	s.About = o.Lines()
	s.Facts = sheet.Facts{Title: o.What, Author: o.Author, Mark: o.Mark.In(o.Lang), At: o.At}
	return s
}

// appendOrigin writes where the list comes from as the member of an object.
func appendOrigin(b []byte, o *report.Origin) ([]byte, error) {
	if o == nil {
		return b, nil
	}
	return o.AppendJSON(append(b, `"about":`...))
}

// writeOriginLine ends a list of one object per line with one that says where it
// comes from.
func writeOriginLine(w *bufio.Writer, o *report.Origin) error {
	if o == nil {
		return nil
	}
	b, err := appendOrigin([]byte{'{'}, o)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, "}\n"...))
	return err
}

func writeXLSX(ctx context.Context, w *bufio.Writer, x Exported) error {
	return sheet.WriteXLSX(w, x.sheet(label.T("Projects", "Projets").In(x.Result.Lang())).While(ctx))
}

func writeCSV(ctx context.Context, w *bufio.Writer, x Exported) error {
	return sheet.WriteCSV(w, x.sheet("").While(ctx), sheet.DialectOf(x.Result.Lang()))
}

func writeJSON(_ context.Context, w *bufio.Writer, x Exported) error {
	res, fields := x.Result, x.Fields
	w.WriteString("{")
	about, err := appendOrigin(nil, x.About)
	if err != nil {
		return err
	}
	if len(about) > 0 {
		w.Write(append(about, ','))
	}
	w.WriteString(`"items":[`)
	if err := res.NewWriter(fields).WriteAll(w, res.Items); err != nil {
		return err
	}
	b := appendAbout([]byte{']'}, res, len(res.Items))
	_, err = w.Write(append(appendGroups(b, res, snapshot.Range{Count: math.MaxInt32}), '}'))
	return err
}

func writeNDJSON(_ context.Context, w *bufio.Writer, x Exported) error {
	res, fields := x.Result, x.Fields
	rows := res.NewWriter(fields)
	var b []byte
	for _, it := range res.Items {
		b = append(rows.Object(b[:0], it), '\n')
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("writing a row: %w", err)
		}
	}
	return writeOriginLine(w, x.About)
}
