package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/intake"
)

// formBytes is what a form with a file may weigh: the file, and the fields.
const formBytes = intake.MaxFile + 1<<20

func (s *Server) importRoutes(a *frame) {
	if s.Imports == nil {
		s.Imports = intake.NewDesk(s.DB)
	}
	file := op(http.MethodPost, "/imports", "Send a file, and get a proposal of how to read it", created, boundedForm(formBytes, oversizeImport))
	register(a, file, s.createImport)
	register(a, op(http.MethodGet, "/imports", "List imports, the latest first"), s.listImports)
	register(a, op(http.MethodGet, "/imports/objects", "What the caller may import"), s.importObjects)
	register(a, op(http.MethodGet, "/imports/{id}", "One import: its mapping, its report, how far it is"), s.getImport)
	register(a, op(http.MethodPatch, "/imports/{id}", "Correct how a file is read", upTo(8<<20)), s.changeImport)
	register(a, op(http.MethodDelete, "/imports/{id}", "Throw an import away that wrote nothing", noContent), s.deleteImport)
	register(a, op(http.MethodPost, "/imports/{id}/dry-run", "Say row by row what would change, and write nothing"), s.checkImport)
	register(a, op(http.MethodGet, "/imports/{id}/rows", "The rows of the dry run"), s.importRows)
	register(a, op(http.MethodGet, "/imports/{id}/preview", "The first lines of a sheet, as they lie in the file"), s.previewImport)
	register(a, op(http.MethodPost, "/imports/{id}/apply", "Write an import, all of it or nothing", accepted), s.applyImport)
	register(a, op(http.MethodPost, "/imports/{id}/undo", "Take an import back", accepted), s.undoImport)
	register(a, op(http.MethodGet, "/mappings", "List the saved mappings"), s.listMappings)
	register(a, op(http.MethodPost, "/mappings", "Save the mapping of an import", created), s.saveMapping)
	register(a, op(http.MethodDelete, "/mappings/{id}", "Delete a saved mapping", noContent), s.deleteMapping)
}

// accepted makes 202 the status of success.
func accepted(o *huma.Operation) { o.DefaultStatus = http.StatusAccepted }

func oversizeImport() error {
	return fault.Oversize(label.T("The file is larger than 50 MB; remove pictures and sheets that are not needed, or cut it in two",
		"Le fichier dépasse 50 Mo\u202f; retirez les images et les feuilles inutiles, ou coupez-le en deux"))
}

type importForm struct {
	File      huma.FormFile `form:"file" required:"true" doc:"The table: CSV or XLSX, up to 50 MB"`
	Object    string        `form:"object" required:"false" doc:"What its rows are, project by default: one of GET /imports/objects"`
	Portfolio string        `form:"portfolio" required:"false" doc:"The id of the portfolio"`
	Name      string        `form:"portfolio_name" required:"false" doc:"Or its name; it is made when there is none"`
	AsOf      string        `form:"as_of" required:"false" doc:"The date at which the file was true; today when empty"`
	Mapping   string        `form:"mapping" required:"false" doc:"The id of a saved mapping; auto proposes one"`
}

type importFormIn struct {
	RawBody huma.MultipartFormFiles[importForm]
}

func (s *Server) createImport(ctx context.Context, in *importFormIn) (*body[importOut], error) {
	form := in.RawBody.Data()
	if in.RawBody.Form != nil {
		defer in.RawBody.Form.RemoveAll()
	}
	leave, err := s.heavy(ctx, "import")
	if err != nil {
		return nil, err
	}
	defer leave()
	r := intake.Request{Object: form.Object, Name: form.Name, FileName: form.File.Filename}
	if form.File.File != nil {
		defer form.File.Close()
		if r.Content, err = io.ReadAll(io.LimitReader(form.File, intake.MaxFile+1)); err != nil {
			return nil, err
		}
	}
	if r.Portfolio, err = s.unsealed(form.Portfolio); err != nil {
		return nil, err
	}
	if r.AsOf, err = dayIn("as_of", form.AsOf); err != nil {
		return nil, err
	}
	if form.Mapping != "auto" {
		if r.Mapping, err = s.unsealed(form.Mapping); err != nil {
			return nil, err
		}
	}
	m, err := s.Imports.Create(ctx, auth.Who(ctx), r)
	if err != nil {
		return nil, err
	}
	return answer(s.showImport(ctx, m))
}

// unsealed reads an opaque id; empty is none.
func (s *Server) unsealed(public string) (int64, error) {
	if public == "" {
		return 0, nil
	}
	return s.DB.Unseal(public)
}

// importID reads the id in the path and loads the import for the caller.
func (s *Server) importByID(ctx context.Context, public string) (*intake.Import, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return nil, err
	}
	return s.Imports.Get(ctx, s.DB, auth.Who(ctx), id)
}

func (s *Server) getImport(ctx context.Context, in *ByID) (*body[importOut], error) {
	m, err := s.importByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return answer(s.showImport(ctx, m))
}

type importsIn struct {
	After string `query:"after" maxLength:"20"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

func (s *Server) listImports(ctx context.Context, in *importsIn) (*body[list[importOut]], error) {
	below, err := s.unsealed(in.After)
	if err != nil {
		return nil, err
	}
	found, total, err := s.Imports.List(ctx, auth.Who(ctx), below, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := list[importOut]{Items: []importOut{}}
	if len(found) > in.Limit {
		found = found[:in.Limit]
		out.Next = s.DB.Seal(found[in.Limit-1].ID)
	}
	for _, m := range found {
		shown, err := s.briefImport(ctx, m)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	out.Total = total
	return &body[list[importOut]]{out}, nil
}

type columnIn struct {
	Number    int             `json:"number"`
	Action    *string         `json:"action,omitempty" enum:"attribute,new,ignore"`
	Attribute *string         `json:"attribute,omitempty" maxLength:"60"`
	New       *newFieldIO     `json:"new,omitempty"`
	Options   *intake.Options `json:"options,omitempty"`
	Values    []choiceIO      `json:"values,omitempty" maxItems:"1000"`
}

type choiceIO struct {
	Text   string   `json:"text"`
	Option string   `json:"option" doc:"The key of an option, + for a new one, empty for a text that is not taken. Of a column of programmes: + makes the programme, else the name or the code of a project that is there; ? while it waits for an answer"`
	Count  int      `json:"count,omitempty"`
	Near   []string `json:"near,omitempty" doc:"Of a column of programmes: those whose names are alike"`
}

type matchIO struct {
	Row      int    `json:"row"`
	Decision string `json:"decision" enum:"same,new,skip,section," doc:"section: the row is the title of a section, and no project"`
	Project  string `json:"project,omitempty"`
	Name     string `json:"name,omitempty"`
}

type changeImportIn struct {
	ID      string `path:"id" maxLength:"20"`
	IfMatch string `header:"If-Match"`
	Body    struct {
		Sheet      *string    `json:"sheet,omitempty" maxLength:"300"`
		First      *int       `json:"first_header_row,omitempty"`
		HeaderRow  *int       `json:"header_row,omitempty"`
		Transposed *bool      `json:"transposed,omitempty"`
		AsOf       *string    `json:"as_of,omitempty" maxLength:"10"`
		Portfolio  *string    `json:"portfolio,omitempty" maxLength:"20"`
		Name       *string    `json:"portfolio_name,omitempty" maxLength:"200"`
		Currency   *string    `json:"currency,omitempty" maxLength:"3"`
		Empty      *string    `json:"empty,omitempty"`
		Gone       *string    `json:"gone,omitempty"`
		Doubtful   *string    `json:"doubtful,omitempty"`
		Columns    []columnIn `json:"columns,omitempty" maxItems:"20000"`
		Matches    []matchIO  `json:"matches,omitempty" maxItems:"200000"`
	}
}

func (s *Server) changeImport(ctx context.Context, in *changeImportIn) (*body[importOut], error) {
	leave, err := s.heavy(ctx, "import")
	if err != nil {
		return nil, err
	}
	defer leave()
	m, err := s.importByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := s.importPatch(in)
	if err != nil {
		return nil, err
	}
	version := int64(0)
	if in.IfMatch != "" {
		if version, err = (Matching{in.IfMatch}).version(); err != nil {
			return nil, err
		}
	}
	if m, err = s.Imports.Correct(ctx, auth.Who(ctx), m.ID, version, p); err != nil {
		return nil, err
	}
	return answer(s.showImport(ctx, m))
}

func (s *Server) importPatch(in *changeImportIn) (intake.Patch, error) {
	b := in.Body
	p := intake.Patch{Sheet: b.Sheet, FirstHeader: b.First, HeaderRow: b.HeaderRow, Transposed: b.Transposed, Name: b.Name, Currency: b.Currency, Empty: b.Empty, Gone: b.Gone, Doubtful: b.Doubtful}
	if b.AsOf != nil {
		on, err := dayIn("as_of", *b.AsOf)
		if err != nil {
			return p, err
		}
		p.AsOf = &on
	}
	if b.Portfolio != nil {
		id, err := s.unsealed(*b.Portfolio)
		if err != nil {
			return p, fault.Invalid("portfolio", label.T("There is no such portfolio, or your rights do not show it", "Ce portefeuille n’existe pas, ou vos droits ne le montrent pas"))
		}
		p.Portfolio = &id
	}
	for _, c := range b.Columns {
		pc := intake.PatchColumn{Number: c.Number, Action: c.Action, Attribute: c.Attribute, New: c.New.field(), Options: c.Options}
		for _, v := range c.Values {
			pc.Values = append(pc.Values, intake.Choice{Text: v.Text, Option: v.Option})
		}
		p.Columns = append(p.Columns, pc)
	}
	for _, d := range b.Matches {
		id, err := s.unsealed(d.Project)
		if err != nil {
			return p, fault.Invalid("matches", label.F("Row %d: there is no such project, or your rights do not show it", "Ligne %d : ce projet n’existe pas, ou vos droits ne le montrent pas", d.Row))
		}
		p.Matches = append(p.Matches, intake.Match{Row: d.Row, Decision: d.Decision, Object: id})
	}
	return p, nil
}

func (s *Server) deleteImport(ctx context.Context, in *ByID) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return s.Imports.Delete(ctx, tx, who, id) })
}

func (s *Server) checkImport(ctx context.Context, in *ByID) (*body[importOut], error) {
	leave, err := s.heavy(ctx, "dry run")
	if err != nil {
		return nil, err
	}
	defer leave()
	m, err := s.importByID(ctx, in.ID)
	if err == nil {
		m, err = s.Imports.Check(ctx, auth.Who(ctx), m.ID)
	}
	if err != nil {
		return nil, err
	}
	return answer(s.showImport(ctx, m))
}

// soon is how long the answer waits for an import to come to its end, so that
// small ones need no second look.
const soon = 1500 * time.Millisecond

func (s *Server) applyImport(ctx context.Context, in *ByID) (*body[importOut], error) {
	return s.workOn(ctx, in.ID, access.ImportRun, s.Imports.Start)
}

func (s *Server) undoImport(ctx context.Context, in *ByID) (*body[importOut], error) {
	return s.workOn(ctx, in.ID, access.ImportUndone, s.Imports.StartUndo)
}

func (s *Server) workOn(ctx context.Context, public, event string, start func(context.Context, access.Who, int64) (*intake.Import, error)) (*body[importOut], error) {
	m, err := s.importByID(ctx, public)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	claimed, err := start(ctx, who, m.ID)
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, event, m.File.Name); err != nil {
		return nil, err
	}
	select {
	case <-s.Imports.Go(claimed):
	case <-time.After(soon):
	case <-ctx.Done():
	}
	if m, err = s.Imports.Get(context.WithoutCancel(ctx), s.DB, who, m.ID); err != nil {
		return nil, err
	}
	if last, err := s.DB.LastChange(ctx); err == nil {
		setChange(ctx, last)
	}
	return answer(s.showImport(ctx, m))
}

type importRowsIn struct {
	ID    string `path:"id" maxLength:"20"`
	Kind  string `query:"kind" enum:"all,new,changed,unchanged,gone,refused,doubtful" default:"all"`
	After string `query:"after" maxLength:"20"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

func (s *Server) importRows(ctx context.Context, in *importRowsIn) (*body[list[importRowOut]], error) {
	m, err := s.importByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if in.After != "" {
		if after, err = strconv.ParseInt(in.After, 10, 64); err != nil {
			return nil, fault.Invalid("after", label.T("This is not where a page ended", "Ce n’est pas la fin d’une page"))
		}
	}
	rows, total, err := s.Imports.Rows(ctx, auth.Who(ctx), m.ID, in.Kind, after, in.Limit)
	if err != nil {
		return nil, err
	}
	show, err := s.rowsShown(ctx, m)
	if err != nil {
		return nil, err
	}
	out := list[importRowOut]{Items: []importRowOut{}, Total: total}
	for _, r := range rows {
		out.Items = append(out.Items, show.row(r))
	}
	if len(rows) == in.Limit {
		out.Next = strconv.FormatInt(rows[len(rows)-1].Place, 10)
	}
	return &body[list[importRowOut]]{out}, nil
}

type mappingOut struct {
	ID       string         `json:"id"`
	Object   string         `json:"object"`
	Name     string         `json:"name"`
	Itself   bool           `json:"automatic" doc:"Kept by itself from the last import, for files with the same headers"`
	Headers  []string       `json:"headers"`
	Settings intake.Decided `json:"settings"`
	Created  time.Time      `json:"created"`
}

func (s *Server) showMapping(p intake.Mapping, l label.Lang, leave unshown) mappingOut {
	out := mappingOut{ID: s.DB.Seal(p.ID), Object: p.Object, Name: p.Title().In(l), Itself: p.Name == "", Headers: []string{}, Settings: leave.mapping(p.Object, p.Plan), Created: time.UnixMilli(p.Created).UTC()}
	for _, c := range p.Plan.Columns {
		out.Headers = append(out.Headers, c.Header)
	}
	return out
}

func (s *Server) listMappings(ctx context.Context, _ *struct{}) (*body[list[mappingOut]], error) {
	found, err := s.Imports.Mappings(ctx, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	leave, err := s.leaves(ctx)
	out := list[mappingOut]{Items: []mappingOut{}, Total: len(found)}
	for _, p := range found {
		out.Items = append(out.Items, s.showMapping(p, auth.Who(ctx).Lang, leave))
	}
	return &body[list[mappingOut]]{out}, err
}

type saveMappingIn struct {
	Body struct {
		Import string `json:"import" maxLength:"20"`
		Name   string `json:"name" maxLength:"200"`
	}
}

func (s *Server) saveMapping(ctx context.Context, in *saveMappingIn) (*body[mappingOut], error) {
	id, err := s.DB.Unseal(in.Body.Import)
	if err != nil {
		return nil, err
	}
	var p intake.Mapping
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		p, err = s.Imports.SaveMapping(ctx, tx, who, id, in.Body.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	leave, err := s.leaves(ctx)
	return &body[mappingOut]{s.showMapping(p, auth.Who(ctx).Lang, leave)}, err
}

func (s *Server) deleteMapping(ctx context.Context, in *ByID) (*struct{}, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return s.Imports.DeleteMapping(ctx, tx, who, id) })
}
