package api

import (
	"context"
	"time"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/portfolio"
)

// newFieldIO is an attribute that an import creates.
type newFieldIO struct {
	Key           string              `json:"key,omitempty" maxLength:"40"`
	Kind          field.Kind          `json:"kind"`
	Label         label2              `json:"label"`
	Consolidation field.Consolidation `json:"consolidation,omitempty"`
}

type label2 struct {
	EN string `json:"en" maxLength:"200"`
	FR string `json:"fr" maxLength:"200"`
}

func (n *newFieldIO) field() *intake.NewField {
	if n == nil {
		return nil
	}
	return &intake.NewField{Key: n.Key, Kind: n.Kind, Label: label.T(n.Label.EN, n.Label.FR), Consolidation: n.Consolidation}
}

func showNewField(n intake.NewField) newFieldIO {
	return newFieldIO{n.Key, n.Kind, label2{n.Label.In(label.EN), n.Label.In(label.FR)}, n.Consolidation}
}

type importOut struct {
	ID          string            `json:"id"`
	Version     int64             `json:"version"`
	Object      string            `json:"object" doc:"What its rows are: one of GET /imports/objects"`
	State       string            `json:"state" enum:"draft,checked,applying,applied,retracting,failed,undoing,undone"`
	File        importFileOut     `json:"file"`
	Portfolio   *importTargetOut  `json:"portfolio"`
	AsOf        day.Day           `json:"as_of"`
	Sheets      []sheet.Info      `json:"sheets,omitempty"`
	Sheet       string            `json:"sheet,omitempty"`
	FirstHeader int               `json:"first_header_row"`
	HeaderRow   int               `json:"header_row"`
	Transposed  bool              `json:"transposed"`
	Notes       []string          `json:"notes"`
	Mapping     *refOut           `json:"mapping"`
	Currency    string            `json:"currency"`
	Empty       string            `json:"empty"`
	Gone        string            `json:"gone"`
	Doubtful    string            `json:"doubtful"`
	Columns     []importColumnOut `json:"columns,omitempty"`
	Attributes  []importAttribute `json:"attributes,omitempty"`
	May         importMayOut      `json:"may"`
	Matches     []matchIO         `json:"matches"`
	Report      *importReportOut  `json:"report"`
	Done        int64             `json:"done"`
	Total       int64             `json:"total"`
	Problem     string            `json:"problem"`
	Created     time.Time         `json:"created"`
	CreatedBy   *refOut           `json:"created_by"`
	Applied     *time.Time        `json:"applied"`
}

// importMayOut is what the import may add beside its rows, in the caller's name.
type importMayOut struct {
	Catalogue  bool `json:"catalogue" doc:"Attributes, and values of lists: needs catalogue.edit on the whole organisation"`
	Units      bool `json:"units" doc:"Units that are not there yet: needs unit.manage on the unit of the import"`
	Programmes bool `json:"programmes" doc:"Programmes that are not there yet: needs project.create on the unit of the import"`
}

type importFileOut struct {
	Name      string `json:"name"`
	Size      int64  `json:"size"`
	Digest    string `json:"digest" doc:"SHA-256"`
	Encoding  string `json:"encoding"`
	Separator string `json:"separator"`
}

type importTargetOut struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	New  bool   `json:"new"`
}

type importColumnOut struct {
	Number     int            `json:"number"`
	Letter     string         `json:"letter" doc:"Empty for a column that is none of the file: the titles of its sections"`
	Header     string         `json:"header"`
	Action     string         `json:"action" enum:"attribute,new,ignore"`
	Attribute  string         `json:"attribute"`
	New        *newFieldIO    `json:"new"`
	Options    intake.Options `json:"options"`
	Values     []choiceIO     `json:"values"`
	Kind       field.Kind     `json:"kind"`
	Samples    []string       `json:"samples"`
	Filled     int            `json:"filled"`
	Unread     int            `json:"unread"`
	Confidence int            `json:"confidence"`
	Notes      []string       `json:"notes"`
}

type importAttribute struct {
	Key      string         `json:"key"`
	Kind     field.Kind     `json:"kind"`
	Label    string         `json:"label"`
	Section  string         `json:"section" doc:"The key of the group in which it stands"`
	Required bool           `json:"required"`
	Choices  []importOption `json:"choices,omitempty"`
}

type importOption struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

type importReportOut struct {
	Rows              int                       `json:"rows"`
	New               int                       `json:"new"`
	Changed           int                       `json:"changed"`
	Unchanged         int                       `json:"unchanged"`
	Gone              int                       `json:"gone"`
	Refused           int                       `json:"refused"`
	DoubtfulCount     int                       `json:"doubtful_count"`
	Doubtful          []doubtfulOut             `json:"doubtful"`
	Totals            map[string]importTotalOut `json:"totals"`
	CellsRefused      []refusedOut              `json:"cells_refused"`
	CellsRefusedCount int                       `json:"cells_refused_count"`
	Unreadable        map[string]int            `json:"unreadable"`
	RowsRefused       []rowRefusedOut           `json:"rows_refused"`
	NewUnits          []string                  `json:"new_units"`
	NewFields         []importNewField          `json:"new_fields"`
	NewOptions        []addedOut                `json:"new_options"`
	NewProgrammes     []string                  `json:"new_programmes" doc:"Parent projects that applying makes"`
	Left              []leftOut                 `json:"left" doc:"Lines that are no records: titles of sections, totals, remarks. A match of the row with the decision new imports one"`
	Kept              []keptOut                 `json:"kept"`
	Notes             []string                  `json:"notes"`
}

type importNewField struct {
	Key   string     `json:"key"`
	Kind  field.Kind `json:"kind"`
	Label string     `json:"label"`
}

type doubtfulOut struct {
	Row        int            `json:"row"`
	Name       string         `json:"name"`
	Decision   string         `json:"decision" enum:"same,new,skip,section," doc:"Empty while nobody has decided"`
	Project    string         `json:"project,omitempty" doc:"The object that it is, where it is the same"`
	Candidates []candidateOut `json:"candidates"`
	Lone       bool           `json:"lone" doc:"The row has nothing but a name: a project, or the title of a section"`
	Column     int            `json:"column,omitempty" doc:"Where name is a text of this column of programmes, nearly that of a candidate: decide by the values of the column. Absent where the doubt is what the row is: decide by matches"`
}

type leftOut struct {
	Row    int    `json:"row"`
	Kind   string `json:"kind" enum:"section,total,remark"`
	Name   string `json:"name"`
	Record bool   `json:"record" doc:"It is imported by decision: a match of its row says new"`
}

type candidateOut struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Code  string `json:"code"`
	Unit  string `json:"unit"`
	Score int    `json:"score"`
	Why   string `json:"why"`
}

type importTotalOut struct {
	File   map[string]string `json:"file"`
	Before map[string]string `json:"before"`
	After  map[string]string `json:"after"`
	Cells  int               `json:"cells"`
	Unread int               `json:"unread"`
}

type refusedOut struct {
	Row       int    `json:"row"`
	Column    string `json:"column"`
	Attribute string `json:"attribute"`
	Value     string `json:"value"`
	Reason    string `json:"reason"`
}

type rowRefusedOut struct {
	Row    int    `json:"row"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

type addedOut struct {
	Attribute string `json:"attribute"`
	Label     string `json:"label"`
}

type keptOut struct {
	Project   refOut `json:"project"`
	Attribute string `json:"attribute"`
	Reason    string `json:"reason"`
}

// briefImport shows an import as lists do: without its columns.
func (s *Server) briefImport(ctx context.Context, m *intake.Import) (importOut, error) {
	who, set := auth.Who(ctx), m.Settings
	out := importOut{
		ID: s.DB.Seal(m.ID), Version: m.Version, Object: m.Object, State: string(m.State), AsOf: m.AsOf,
		File:  importFileOut{m.File.Name, m.File.Size, m.File.Digest, set.Encoding, set.Separator},
		Sheet: set.Sheet, Sheets: set.Sheets, Notes: texts(set.Notes, who.Lang), Currency: set.Currency, Empty: set.Empty, Gone: set.Gone, Doubtful: set.Doubtful,
		Matches: []matchIO{}, Done: m.Done, Total: m.Total, Problem: m.Problem.In(who.Lang), Created: time.UnixMilli(m.Created).UTC(),
	}
	if l := set.Layout; l != nil {
		out.FirstHeader, out.HeaderRow, out.Transposed = l.FirstHeader, l.LastHeader, l.Transposed
	}
	if set.Mapping != 0 {
		out.Mapping = &refOut{s.DB.Seal(set.Mapping), set.Mapped}
	}
	if m.Applied != 0 {
		at := time.UnixMilli(m.Applied).UTC()
		out.Applied = &at
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return out, err
	}
	if m.By != 0 {
		out.CreatedBy = &refOut{s.DB.Seal(m.By), live.Names(who).Name(field.User, m.By)}
	}
	if m.Portfolio != 0 {
		p, err := portfolio.Get(ctx, s.DB, who, m.Portfolio)
		if err != nil && fault.KindOf(err) != fault.Missing {
			return out, err
		}
		out.Portfolio = &importTargetOut{s.DB.Seal(m.Portfolio), orElse(p.Name, m.Name), false}
	} else if m.Name != "" {
		out.Portfolio = &importTargetOut{"", m.Name, true}
	}
	if m.Report != nil {
		out.Report = s.showReport(m, live.Names(who), who.Lang)
	}
	return out, nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func texts(ts []label.Text, l label.Lang) []string {
	out := []string{}
	for _, t := range ts {
		out = append(out, t.In(l))
	}
	return out
}

// showImport shows an import whole.
func (s *Server) showImport(ctx context.Context, m *intake.Import) (importOut, error) {
	out, err := s.briefImport(ctx, m)
	if err != nil {
		return out, err
	}
	who := auth.Who(ctx)
	grows := m.Grows(who)
	out.May = importMayOut{grows.Catalogue, grows.Units, grows.Programmes}
	c, err := s.Imports.Catalogue(ctx, m)
	if err != nil {
		return out, err
	}
	for _, col := range m.Settings.Columns {
		out.Columns = append(out.Columns, showColumn(col, who.Lang))
	}
	for _, f := range c.For(who).Fields {
		if f.Retired || f.ReadOnly || f.Kind == field.Computed || f.ID < 0 {
			continue
		}
		shown := importAttribute{Key: f.Key, Kind: f.Kind, Section: c.GroupOf(f), Label: f.Label.In(who.Lang), Required: f.Required && intake.Asks(m.Object, f.Key)}
		for _, o := range f.Choices {
			if !o.Retired {
				shown.Choices = append(shown.Choices, importOption{o.Key, o.Label.In(who.Lang)})
			}
		}
		out.Attributes = append(out.Attributes, shown)
	}
	return out, s.showMatches(ctx, m, &out, who)
}

func (s *Server) showMatches(ctx context.Context, m *intake.Import, out *importOut, who access.Who) error {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	names := live.Names(who)
	for _, d := range m.Settings.Matches {
		out.Matches = append(out.Matches, matchIO{d.Row, d.Decision, s.DB.Seal(d.Object), names.Name(kindOf(m), d.Object)})
	}
	return nil
}

func showColumn(c intake.Column, l label.Lang) importColumnOut {
	out := importColumnOut{
		Number: c.Number, Letter: sheet.Letters(c.Number), Header: c.Header, Action: c.Action, Attribute: c.Attribute, Options: c.Options,
		Values: []choiceIO{}, Kind: c.Kind, Samples: c.Samples, Filled: c.Filled, Unread: c.Unread, Confidence: c.Confidence, Notes: texts(c.Notes, l),
	}
	if out.Samples == nil {
		out.Samples = []string{}
	}
	for _, v := range c.Values {
		shown := choiceIO{Text: v.Text, Option: v.Option, Count: v.Count}
		for _, n := range v.Near {
			shown.Near = append(shown.Near, n.Name)
		}
		out.Values = append(out.Values, shown)
	}
	if c.Made {
		out.Letter = ""
	}
	if c.New != nil {
		n := showNewField(*c.New)
		out.New = &n
	}
	return out
}

func (s *Server) showReport(m *intake.Import, names snapshot.Names, l label.Lang) *importReportOut {
	r := m.Report
	out := &importReportOut{
		Rows: r.Rows, New: r.New, Changed: r.Changed, Unchanged: r.Unchanged, Gone: r.Gone, Refused: r.Refused, DoubtfulCount: r.DoubtfulCount,
		Doubtful: []doubtfulOut{}, Totals: map[string]importTotalOut{}, CellsRefused: []refusedOut{}, CellsRefusedCount: r.CellsRefusedCount,
		Unreadable: r.Unreadable, RowsRefused: []rowRefusedOut{}, NewUnits: r.NewUnits, NewFields: []importNewField{}, NewOptions: []addedOut{}, NewProgrammes: append([]string{}, r.NewProgrammes...), Left: []leftOut{}, Kept: []keptOut{}, Notes: texts(r.Notes, l),
	}
	for _, x := range r.Left {
		out.Left = append(out.Left, leftOut(x))
	}
	for _, d := range r.Doubtful {
		shown := doubtfulOut{d.Row, d.Name, d.Decision, "", s.showCandidates(d.Candidates, l), d.Lone, d.Column}
		if d.Object != 0 {
			shown.Project = s.DB.Seal(d.Object)
		}
		out.Doubtful = append(out.Doubtful, shown)
	}
	for key, t := range r.Totals {
		out.Totals[key] = importTotalOut{t.File.Plain(), t.Before.Plain(), t.After.Plain(), t.Cells, t.Unread}
	}
	for _, c := range r.CellsRefused {
		out.CellsRefused = append(out.CellsRefused, showRefused(c, l))
	}
	for _, x := range r.RowsRefused {
		out.RowsRefused = append(out.RowsRefused, rowRefusedOut{x.Row, x.Name, x.Reason.In(l)})
	}
	for _, f := range r.NewFields {
		out.NewFields = append(out.NewFields, importNewField{f.Key, f.Kind, f.Label.In(l)})
	}
	for _, o := range r.NewOptions {
		out.NewOptions = append(out.NewOptions, addedOut{o.Key, o.Text})
	}
	for _, k := range r.Kept {
		out.Kept = append(out.Kept, keptOut{refOut{s.DB.Seal(k.Object), orElse(names.Name(kindOf(m), k.Object), k.Name)}, k.Key, k.Reason.In(l)})
	}
	return out
}

func showRefused(c intake.Refused, l label.Lang) refusedOut {
	return refusedOut{c.Row, c.Column, c.Key, c.Value, c.Reason.In(l)}
}

func (s *Server) showCandidates(cs []intake.Candidate, l label.Lang) []candidateOut {
	out := []candidateOut{}
	for _, c := range cs {
		out = append(out, candidateOut{s.DB.Seal(c.ID), c.Name, c.Code, c.Unit, c.Score, c.Why.In(l)})
	}
	return out
}
