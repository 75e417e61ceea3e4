package api

import (
	"bufio"
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/report"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// RecordQuery is what lists and exports of records take.
type RecordQuery struct {
	When
	Filter    string `query:"filter" maxLength:"10000" doc:"A condition on them: type = \"go_live\" and drift > 30; criticality >= 12; owner = me"`
	Projects  string `query:"projects" maxLength:"10000" doc:"A condition on their projects: stage = \"build\""`
	Q         string `query:"q" maxLength:"200" doc:"Words that the name holds, or the name or code of its project"`
	Sort      string `query:"sort" maxLength:"500" doc:"Attributes, with - for downwards; in the order of their kind when empty"`
	Fields    string `query:"fields" maxLength:"20000" doc:"The attributes wanted, separated by commas; all when empty"`
	Group     string `query:"group" maxLength:"60" doc:"The attribute by which to group: date_month, type, project, status"`
	Portfolio string `query:"portfolio" maxLength:"20"`
	Project   string `query:"project" maxLength:"20" doc:"Only those of this project"`
	From      string `query:"from" maxLength:"10" doc:"Only those due on this date or later"`
	Until     string `query:"until" maxLength:"10" doc:"Only those due on this date or earlier"`
	Part      string `query:"when" enum:"all,late,next_30,next_90,open,high,done" default:"all" doc:"Only those that are late, near, open, asking for attention (risks), or done"`
	Review    string `query:"review" maxLength:"20" doc:"Only those made in this review: actions and decisions"`
	Decision  string `query:"decision" maxLength:"20" doc:"Only the actions that come from this decision"`
	Own       bool   `query:"own" doc:"Only those of the portfolio itself, which concern no project in particular"`
}

type listRecordsIn struct {
	RecordQuery
	Offset int    `query:"offset" minimum:"0" maximum:"10000000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"20000" default:"100"`
	Shape  string `query:"shape" enum:"objects,table" default:"objects" doc:"table: lists of values in the order of columns, half the size"`
}

// records answers the query of a list with what the caller may see.
func (g registry) records(ctx context.Context, in RecordQuery, need access.Right) (*agenda.Result, []*field.Field, error) {
	now, against, err := g.readings(ctx, in.When)
	if err != nil {
		return nil, nil, err
	}
	q := agenda.Query{Filter: in.Filter, OfProjects: in.Projects, Search: in.Q, Sort: snapshot.ParseSort(in.Sort), Group: in.Group, Against: against, Need: need, Own: in.Own}
	if in.Part != "all" {
		q.When = in.Part
	}
	if in.Portfolio != "" {
		if q.Portfolio, err = g.portfolioByID(ctx, in.Portfolio); err != nil {
			return nil, nil, err
		}
	}
	for _, id := range []struct {
		text string
		into *int64
	}{{in.Project, &q.Project}, {in.Review, &q.Review}, {in.Decision, &q.Decision}} {
		if id.text == "" {
			continue
		}
		if *id.into, err = g.DB.Unseal(id.text); err != nil {
			return nil, nil, err
		}
	}
	for _, b := range []struct {
		name, text string
		into       *day.Day
	}{{"from", in.From, &q.From}, {"until", in.Until, &q.Until}} {
		if *b.into, err = dayIn(b.name, b.text); err != nil {
			return nil, nil, err
		}
	}
	keys := keysIn(in.Fields)
	for _, k := range append(keys, in.Group) {
		if k != "" && now.Catalogue().Get(k) == nil {
			return nil, nil, fault.Invalid("fields", label.F("“%s” is not an attribute of %s", "« %s » n’est pas un attribut des %s", k, g.kind.Many))
		}
	}
	res, err := now.List(auth.Who(ctx), q)
	if err != nil {
		return nil, nil, err
	}
	return res, res.Columns(keys), nil
}

func (g registry) list(ctx context.Context, in *listRecordsIn) (*file, error) {
	res, fields, err := g.records(ctx, in.RecordQuery, 0)
	if err != nil {
		return nil, err
	}
	start := min(in.Offset, len(res.Items))
	end := min(start+in.Limit, len(res.Items))
	return &file{Kind: "application/json", Body: g.appendList(nil, res, fields, start, end, in.Shape == "table")}, nil
}

// ofProject is the list of one project, whole.
func (g registry) ofProject(ctx context.Context, in *struct {
	ByID
	When
},
) (*file, error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	now, against, err := g.readings(ctx, in.When)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	if !now.Projects.Shows(who, id) {
		return nil, fault.NotFound()
	}
	res, err := now.List(who, agenda.Query{Project: id, Against: against})
	if err != nil {
		return nil, err
	}
	return &file{Kind: "application/json", Body: g.appendList(nil, res, res.Columns(nil), 0, len(res.Items), false)}, nil
}

// appendList writes a page of a list: items or rows, next, total, hidden,
// as_of, change, counts by part of the time, and groups.
func (g registry) appendList(b []byte, res *agenda.Result, fields []*field.Field, start, end int, table bool) []byte {
	w := res.NewWriter(fields, g.DB.Seal)
	write := w.Object
	if table {
		write = w.Array
		b = append(b, `{"columns":[`...)
		b = appendColumns(b, fields, res.Against != nil)
		b = append(b, `],"rows":[`...)
	} else {
		b = append(b, `{"items":[`...)
	}
	for i, it := range res.Items[start:end] {
		if i > 0 {
			b = append(b, ',')
		}
		b = write(b, it)
	}
	return g.appendAbout(append(b, ']'), res, end)
}

// appendAbout writes where the next page begins, and what is said of all records.
func (g registry) appendAbout(b []byte, res *agenda.Result, end int) []byte {
	next := "null"
	if end < len(res.Items) {
		next = fmt.Sprintf(`"%d"`, end)
	}
	b = fmt.Appendf(b, `,"next":%s,"total":%d,"hidden":%d,"as_of":"%s","change":%d,"counts":{"all":%d`, next, len(res.Items), res.Hidden, res.Reading.On(), res.Reading.Change(), res.Counts["all"])
	for _, part := range agenda.WhensOf(g.kind) {
		b = fmt.Appendf(b, `,"%s":%d`, part, res.Counts[part])
	}
	b = append(b, '}')
	if res.GroupBy != nil {
		b = res.AppendGroups(append(b, `,"groups":`...))
	}
	return append(b, '}')
}

// fileNames are what files of each kind are called.
var fileNames = map[string]label.Text{
	"milestone": label.T("key-dates", "dates-cles"), "risk": label.T("risks", "risques"),
	"action": label.T("actions", "actions"), "decision": label.T("decisions", "decisions"),
}

type exportRecordsIn struct {
	RecordQuery
	Lang   string `query:"lang" enum:"en,fr" doc:"Of the headers and the number style; the caller's when absent"`
	Origin bool   `query:"origin" default:"true" doc:"Say in the file who exported it, when, by which conditions and under which classification; false for programs that want the rows alone"`
}

func (g registry) export(e export) func(context.Context, *exportRecordsIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportRecordsIn) (*huma.StreamResponse, error) {
		if in.Lang != "" {
			caller := auth.Of(ctx)
			caller.Who.Lang = label.Parse(in.Lang)
			ctx = auth.With(ctx, caller)
		}
		res, fields, err := g.records(ctx, in.RecordQuery, access.Export)
		if err != nil {
			return nil, err
		}
		l := auth.Who(ctx).Lang
		name := fileNames[g.kind.Entity].In(l) + "-" + res.Reading.On().String() + "." + e.suffix
		about, err := g.about(ctx, in, res)
		if err != nil {
			return nil, err
		}
		if err := g.note(ctx, access.Exported, exportNote(g.plural+"."+e.suffix, len(res.Items), in.Filter, in.Projects, in.Q)); err != nil {
			return nil, err
		}
		out := download{e.kind, name, func(ctx context.Context, w *bufio.Writer) error {
			return g.writeFile(ctx, w, e.suffix, res, fields, about, l)
		}}
		if e.heavy() {
			out = g.aside(out)
		}
		return out.answer(ctx), nil
	}
}

func (g registry) writeFile(ctx context.Context, w *bufio.Writer, suffix string, res *agenda.Result, fields []*field.Field, about *report.Origin, l label.Lang) error {
	switch suffix {
	case "xlsx":
		return sheet.WriteXLSX(w, withOrigin(res.Sheet(fields, nil), about).While(ctx))
	case "csv":
		return sheet.WriteCSV(w, withOrigin(res.Sheet(fields, nil), about).While(ctx), sheet.DialectOf(l))
	case "json":
		w.WriteString("{")
		said, err := appendOrigin(nil, about)
		if err != nil {
			return err
		}
		if len(said) > 0 {
			w.Write(append(said, ','))
		}
		w.WriteString(`"items":[`)
		if err := g.writeObjects(w, res, fields, ","); err != nil {
			return err
		}
		_, err = w.Write(g.appendAbout([]byte{']'}, res, len(res.Items)))
		return err
	}
	if err := g.writeObjects(w, res, fields, "\n"); err != nil {
		return err
	}
	return writeOriginLine(w, about)
}

// writeObjects writes each record as an object, with a comma between two, or
// each on a line of its own.
func (g registry) writeObjects(w *bufio.Writer, res *agenda.Result, fields []*field.Field, after string) error {
	rows := res.NewWriter(fields, g.DB.Seal)
	var b []byte
	for i, it := range res.Items {
		if b = rows.Object(b[:0], it); after == "\n" || i < len(res.Items)-1 {
			b = append(b, after...)
		}
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("writing a row: %w", err)
		}
	}
	return nil
}

// about says, for a reader who finds the file later, where it comes from.
func (g registry) about(ctx context.Context, in *exportRecordsIn, res *agenda.Result) (*report.Origin, error) {
	if !in.Origin {
		return nil, nil
	}
	who := auth.Who(ctx)
	out, err := g.origin(ctx, g.kind.Many, len(res.Items), res.Reading.On(), in.Portfolio)
	if err != nil {
		return nil, err
	}
	out.Filter, out.Search = res.Reading.FilterWords(who, in.Filter), in.Q
	add := func(t label.Text, when bool) {
		if when {
			out.More = append(out.More, t.In(who.Lang))
		}
	}
	add(label.F("Projects: %s", "Projets : %s", res.Reading.Projects.FilterWords(who, in.Projects)), in.Projects != "")
	add(label.F("From %s", "À partir du %s", in.From), in.From != "")
	add(label.F("Until %s", "Jusqu’au %s", in.Until), in.Until != "")
	add(onlyTexts[in.Part], in.Part != "all")
	add(label.T("Of one project", "D’un seul projet"), in.Project != "")
	add(label.T("Of one review", "D’une seule revue"), in.Review != "")
	add(label.T("Of one decision", "D’une seule décision"), in.Decision != "")
	add(label.T("Of the portfolio itself", "Du portefeuille lui-même"), in.Own)
	return out, nil
}

// onlyTexts say which part of the records a list holds.
var onlyTexts = map[string]label.Text{
	"late": label.T("Only those that are late", "Seulement en retard"), "next_30": label.T("Only within 30 days", "Seulement sous 30 jours"),
	"next_90": label.T("Only within 90 days", "Seulement sous 90 jours"), "open": label.T("Only those that are open", "Seulement en cours"),
	"high": label.T("Only those that ask for attention", "Seulement ceux qui demandent attention"), "done": label.T("Only those that are done", "Seulement terminés"),
}
