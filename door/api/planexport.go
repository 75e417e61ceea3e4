package api

import (
	"bufio"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/mspdi"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/transfer"
)

// planForms are the forms in which a plan goes out.
var planForms = map[string]struct{ kind, suffix string }{
	"mspdi": {"application/xml", ".xml"},
	"xlsx":  {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
	"csv":   {"text/csv; charset=utf-8", ".csv"},
	"svg":   {"image/svg+xml", ".svg"},
}

func planDocument(o *huma.Operation) {
	content := map[string]*huma.MediaType{}
	for _, f := range planForms {
		content[f.kind] = &huma.MediaType{}
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: content}}
}

type exportPlanIn struct {
	ByID
	Format string `query:"format" enum:"mspdi,xlsx,csv,svg" default:"mspdi" doc:"mspdi is the XML of Microsoft Project"`
	Lang   string `query:"lang" enum:"en,fr" doc:"Of headers, words and the number style; the caller's when absent"`
	Origin bool   `query:"origin" default:"true" doc:"Say in a workbook or text who exported it, when and under which classification"`
}

// leavingPlan is a plan that goes out, with what is said beside it.
type leavingPlan struct {
	*plan.View
	set     calendar.Set
	project *project.Project
	before  []*baseline.Content
	about   *report.Origin
	lang    label.Lang
	say     transfer.Say
}

func (s *Server) exportPlan(ctx context.Context, in *exportPlanIn) (*huma.StreamResponse, error) {
	who := auth.Who(ctx)
	p, err := s.leavingPlan(ctx, in)
	if err != nil {
		return nil, err
	}
	form := planForms[in.Format]
	name := fileTitle(p.project.Name()) + form.suffix
	if err := s.note(ctx, access.Exported, exportNote(name, len(p.Rows))); err != nil {
		return nil, err
	}
	out := download{form.kind, name, func(ctx context.Context, w *bufio.Writer) error { return s.writePlan(ctx, w, in, p, who.Name) }}
	return s.aside(out).answer(ctx), nil
}

// leavingPlan reads a plan that the caller may export.
func (s *Server) leavingPlan(ctx context.Context, in *exportPlanIn) (*leavingPlan, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	p := &leavingPlan{lang: who.Lang}
	if in.Lang != "" {
		p.lang = label.Parse(in.Lang)
		who.Lang = p.lang
	}
	if p.project, err = project.Get(ctx, s.DB, who, id); err != nil {
		return nil, err
	}
	if !who.CanProject(access.Export, id, p.project.Unit(), p.project.Manager()) {
		return nil, fault.Forbidden()
	}
	if p.View, err = plan.Get(ctx, s.DB, who, id); err != nil {
		return nil, err
	}
	if p.say, err = s.saying(ctx, p.View, p.lang); err != nil {
		return nil, err
	}
	if p.set, err = calendar.Load(ctx, s.DB); err != nil {
		return nil, err
	}
	if in.Format == "mspdi" {
		if p.before, err = baseline.Contents(ctx, s.DB, who, id, transfer.MostBaselines); err != nil {
			return nil, err
		}
	}
	if in.Origin {
		p.about, err = s.origin(ctx, label.F("Plan of %s", "Plan de %s", p.project.Name()), len(p.Rows), day.OfTime(s.DB.Now()), "")
	}
	return p, err
}

func (s *Server) writePlan(ctx context.Context, w *bufio.Writer, in *exportPlanIn, p *leavingPlan, author string) error {
	name := p.project.Name()
	switch in.Format {
	case "xlsx":
		return sheet.WriteXLSX(w, withOrigin(transfer.Listed(p.View, label.T("Plan", "Plan").In(p.lang), p.lang, p.say), p.about).While(ctx))
	case "csv":
		return sheet.WriteCSV(w, withOrigin(transfer.Listed(p.View, "", p.lang, p.say), p.about).While(ctx), sheet.DialectOf(p.lang))
	case "svg":
		return transfer.Drawn(p.View, p.set, name, day.OfTime(s.DB.Now()), p.lang).SVG(w)
	}
	return mspdi.Write(w, transfer.Out(p.View, p.set, transfer.Leaving{Name: name, Author: author, Lang: p.lang, Say: p.say, Outside: s.DB.Seal, Baselines: p.before}))
}

// fileTitle is a name that any file system takes.
func fileTitle(name string) string {
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return ' '
		}
		return r
	}, name)), " ")
	if r := []rune(name); len(r) > 80 {
		name = strings.TrimSpace(string(r[:80]))
	}
	if name = strings.Trim(name, ". "); name == "" {
		return "plan"
	}
	return name
}
