package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func (s *Server) auditRoutes(a *frame) {
	register(a, op(http.MethodGet, "/audit", "Who came, who changed what may be done, what went out: newest first"), s.listAudit)
	for _, e := range []export{
		{suffix: "xlsx", name: "an Excel workbook", kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{suffix: "csv", name: "text with separators", kind: "text/csv; charset=utf-8"},
	} {
		register(a, op(http.MethodGet, "/exports/audit."+e.suffix, "Export the audit as "+e.name, e.document), s.exportAudit(e))
	}
}

// AuditFilter is what part of the audit is asked for.
type AuditFilter struct {
	Person string `query:"person" maxLength:"20" doc:"Who did it, or whom it is about"`
	Kind   string `query:"kind" enum:"sign_in,refused,seeing,secrets,rights,people,exports,imports,system,catalogue"`
	From   string `query:"from" maxLength:"10" doc:"The first day, such as 2026-11-22"`
	Until  string `query:"until" maxLength:"10" doc:"The last day"`
	Q      string `query:"q" maxLength:"200" doc:"Words of an address or a detail"`
}

type listAuditIn struct {
	AuditFilter
	After string `query:"after" maxLength:"60"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type auditOut struct {
	ID      string        `json:"id"`
	Change  int64         `json:"change" doc:"The number of the change in the order of the instance"`
	At      string        `json:"at"`
	Kind    string        `json:"kind"`
	Event   string        `json:"event" doc:"What happened, for programs"`
	Text    string        `json:"text" doc:"What happened, in the language of the caller"`
	Actor   *named        `json:"actor" doc:"Who did it; null for the program, or somebody unknown"`
	About   *named        `json:"about,omitempty" doc:"Whom it is about"`
	Via     string        `json:"via"`
	Address string        `json:"address,omitempty"`
	Detail  string        `json:"detail,omitempty"`
	Count   int64         `json:"count,omitempty" doc:"How many times, when more than once"`
	Changes []auditChange `json:"changes,omitempty"`
}

type auditChange struct {
	What   string `json:"what"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// ask reads the filter; days are those of the server.
func (s *Server) ask(in AuditFilter, limit int) (access.AuditQuery, error) {
	out := access.AuditQuery{Kind: in.Kind, Contains: in.Q, Limit: limit}
	var err error
	if in.Person != "" {
		if out.Person, err = s.DB.Unseal(in.Person); err != nil {
			return out, err
		}
	}
	if out.From, err = instantOf("from", in.From, 0); err != nil {
		return out, err
	}
	out.Until, err = instantOf("until", in.Until, 1)
	return out, err
}

func instantOf(where, text string, days int) (int64, error) {
	if text == "" {
		return 0, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		return 0, fault.Invalid(where, label.T("A date such as 2026-11-22 is expected", "Une date comme 2026-11-22 est attendue"))
	}
	return t.AddDate(0, 0, days).UnixMilli(), nil
}

func (s *Server) listAudit(ctx context.Context, in *listAuditIn) (*body[list[auditOut]], error) {
	ask, err := s.ask(in.AuditFilter, in.Limit+1)
	if err != nil {
		return nil, err
	}
	if ask.Change, ask.Place, err = auditPlace(in.After); err != nil {
		return nil, err
	}
	entries, err := access.AuditTrail(ctx, s.DB, auth.Who(ctx), ask)
	if err != nil {
		return nil, err
	}
	w, err := s.auditWords(ctx)
	if err != nil {
		return nil, err
	}
	out := list[auditOut]{Items: []auditOut{}}
	if len(entries) > in.Limit {
		entries = entries[:in.Limit]
		last := entries[len(entries)-1]
		out.Next = fmt.Sprintf("%d.%d", last.Change, last.ID)
	}
	for _, e := range entries {
		out.Items = append(out.Items, w.show(e))
	}
	out.Total = len(out.Items)
	return &body[list[auditOut]]{out}, nil
}

// auditPlace reads where a page ended: the number of a change and an entry of it.
func auditPlace(text string) (change, id int64, err error) {
	if text == "" {
		return 0, 0, nil
	}
	a, b, _ := strings.Cut(text, ".")
	change, err = strconv.ParseInt(a, 10, 64)
	id, err2 := strconv.ParseInt(b, 10, 64)
	if err != nil || err2 != nil {
		return 0, 0, fault.Invalid("after", label.T("This is not where a page ended", "Ce n’est pas la fin d’une page"))
	}
	return change, id, nil
}

// mostExported is how many entries of the audit one file holds.
const mostExported = 100_000

type exportAuditIn struct{ AuditFilter }

// exportAudit writes the audit as a table; that it was is the next entry of it.
func (s *Server) exportAudit(e export) func(context.Context, *exportAuditIn) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportAuditIn) (*huma.StreamResponse, error) {
		who := auth.Who(ctx)
		ask, err := s.ask(in.AuditFilter, mostExported)
		if err != nil {
			return nil, err
		}
		entries, err := access.AuditTrail(ctx, s.DB, who, ask)
		if err != nil {
			return nil, err
		}
		w, err := s.auditWords(ctx)
		if err != nil {
			return nil, err
		}
		if err := s.note(ctx, access.Exported, fmt.Sprintf("audit.%s: %d", e.suffix, len(entries))); err != nil {
			return nil, err
		}
		about, err := s.origin(ctx, label.T("Audit", "Audit"), len(entries), day.OfTime(s.DB.Now()), "")
		if err != nil {
			return nil, err
		}
		about.Search, about.More = in.Q, w.only(in.AuditFilter, ask.Person)
		table := withOrigin(w.table(entries, who.Lang), about)
		name := "audit-" + day.OfTime(s.DB.Now()).String() + "." + e.suffix
		out := download{e.kind, name, func(ctx context.Context, out *bufio.Writer) error {
			if e.suffix == "xlsx" {
				return sheet.WriteXLSX(out, table.While(ctx))
			}
			return sheet.WriteCSV(out, table.While(ctx), sheet.DialectOf(who.Lang))
		}}
		if e.heavy() {
			out = s.aside(out)
		}
		return out.answer(ctx), nil
	}
}

// note leaves an event in the audit, in the name of the caller, before what it
// tells of goes out.
func (s *Server) note(ctx context.Context, event, detail string) error {
	who := auth.Who(ctx)
	_, err := s.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return access.Audit(ctx, tx, who, event, detail) })
	return err
}

// only says to which entries a file is narrowed.
func (w *auditWords) only(f AuditFilter, person int64) []string {
	var out []string
	if p := w.person(person); p != nil {
		out = append(out, label.F("Person: %s", "Personne : %s", p.Name).In(w.lang))
	}
	for _, part := range []struct{ said, en, fr string }{{f.Kind, "Kind: %s", "Nature : %s"}, {f.From, "From %s", "À partir du %s"}, {f.Until, "Until %s", "Jusqu’au %s"}} {
		if part.said != "" {
			out = append(out, label.F(part.en, part.fr, part.said).In(w.lang))
		}
	}
	return out
}

// table is the audit as rows and columns.
func (w *auditWords) table(entries []access.AuditEntry, l label.Lang) sheet.Sheet {
	head := func(t label.Text, width int) sheet.Head {
		return sheet.Head{Title: t.In(l), Kind: sheet.Text, Width: width}
	}
	out := sheet.Sheet{
		Name: label.T("Audit", "Audit").In(l), Lang: l,
		Heads: []sheet.Head{
			head(label.T("When (UTC)", "Quand (UTC)"), 20), head(label.T("Who", "Qui"), 24), head(label.T("What", "Quoi"), 40), head(label.T("About", "À propos de"), 24),
			head(label.T("Details", "Détails"), 60), head(label.T("Address", "Adresse"), 18), head(label.T("Via", "Par"), 10), head(label.T("Change", "Modification"), 12),
		},
	}
	out.Rows = func(yield func([]sheet.Value, error) bool) {
		for _, e := range entries {
			o := w.show(e)
			if !yield(o.row(), nil) {
				return
			}
		}
	}
	return out
}

func (o auditOut) row() []sheet.Value {
	name := func(n *named) string {
		if n == nil {
			return ""
		}
		return n.Name
	}
	details := []string{}
	if o.Detail != "" {
		details = append(details, o.Detail)
	}
	if o.Count > 1 {
		details = append(details, fmt.Sprintf("× %d", o.Count))
	}
	for _, c := range o.Changes {
		details = append(details, fmt.Sprintf("%s: %s → %s", c.What, c.Before, c.After))
	}
	var row []sheet.Value
	for _, text := range []string{o.At, name(o.Actor), o.Text, name(o.About), strings.Join(details, "; "), o.Address, o.Via, strconv.FormatInt(o.Change, 10)} {
		row = append(row, sheet.TextValue(text))
	}
	return row
}

// rawOf reads a remembered state as its parts.
func rawOf(t db.Text) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	if !t.Null {
		// A state that cannot be read, because it was erased, has no parts.
		_ = json.Unmarshal([]byte(t.S), &out)
	}
	return out
}
