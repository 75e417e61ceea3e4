package api

import (
	"context"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/deck"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/room/access"
	"vigie/room/template"
)

func (s *Server) templateRoutes(a *frame) {
	register(a, op(http.MethodGet, "/templates", "The PowerPoint templates that reports can fill"), s.listTemplates)
	register(a, op(http.MethodPost, "/templates", "Bring a PowerPoint template", created, upTo(deck.MostBytes+beside), secret), s.addTemplate)
	register(a, op(http.MethodGet, "/templates/house", "The template of the house, to start from", document), s.houseTemplate)
	register(a, op(http.MethodGet, "/templates/{id}", "Download a template", document), s.downloadTemplate)
	register(a, op(http.MethodPatch, "/templates/{id}", "Give a template another name"), s.renameTemplate)
	register(a, op(http.MethodDelete, "/templates/{id}", "Delete a template", noContent), s.deleteTemplate)
}

type templateOut struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Kind    string    `json:"kind" enum:"summary,project,review"`
	Name    string    `json:"name"`
	Size    int64     `json:"size" doc:"In bytes"`
	Slides  int64     `json:"slides"`
	Keys    []string  `json:"keys" doc:"What was found in it that is replaced"`
	Unknown []string  `json:"unknown" doc:"Those of them that no report of this kind knows: they stay as they are"`
	Created time.Time `json:"created"`
	By      *refOut   `json:"by"`
}

func (s *Server) showTemplate(ctx context.Context, t template.Template) (templateOut, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return templateOut{}, err
	}
	out := templateOut{
		ID: s.DB.Seal(t.ID), Version: t.Version, Kind: t.Kind, Name: t.Name, Size: t.Size, Slides: t.Slides, Keys: t.Found(), Unknown: []string{},
		Created: time.UnixMilli(t.Created).UTC(), By: s.person(live.Names(auth.Who(ctx)), int64(t.CreatedBy)),
	}
	if out.Keys == nil {
		out.Keys = []string{}
	}
	for _, k := range out.Keys {
		if !report.Knows(t.Kind, k, live.Catalogue) {
			out.Unknown = append(out.Unknown, k)
		}
	}
	return out, nil
}

type templatesOut struct {
	list[templateOut]
	CanEdit bool `json:"can_edit" doc:"Whether the caller may bring templates"`
}

func (s *Server) listTemplates(ctx context.Context, in *struct {
	Kind string `query:"kind" enum:"summary,project,review" doc:"Of one kind of reports; all when empty"`
},
) (*body[templatesOut], error) {
	who := auth.Who(ctx)
	all, err := template.List(ctx, s.DB, who, in.Kind)
	if err != nil {
		return nil, err
	}
	out := templatesOut{list: list[templateOut]{Items: []templateOut{}, Total: len(all)}, CanEdit: template.MayEdit(who)}
	for _, t := range all {
		shown, err := s.showTemplate(ctx, t)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	return &body[templatesOut]{out}, nil
}

type templateForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The presentation"`
	Kind string        `form:"kind" enum:"summary,project,review" required:"true"`
	Name string        `form:"name" required:"false" maxLength:"200" doc:"That of the file when empty"`
}

func (s *Server) addTemplate(ctx context.Context, in *struct {
	RawBody huma.MultipartFormFiles[templateForm]
},
) (*body[templateOut], error) {
	form := in.RawBody.Data()
	if in.RawBody.Form != nil {
		defer in.RawBody.Form.RemoveAll()
	}
	if form.File.File == nil {
		return nil, fault.Invalid("file", label.T("No file came with the form", "Le formulaire ne contient pas de fichier"))
	}
	defer form.File.Close()
	content, err := io.ReadAll(io.LimitReader(form.File, deck.MostBytes+1))
	if err != nil {
		return nil, err
	}
	slides, keys, err := template.Examine(content)
	if err != nil {
		return nil, err
	}
	t := template.Template{Kind: form.Kind, Name: form.Name, Slides: int64(slides), Keys: strings.Join(keys, "\n")}
	if t.Name == "" {
		t.Name = strings.TrimSuffix(path.Base(form.File.Filename), ".pptx")
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, err = template.Add(ctx, tx, who, t, content)
		return err
	}); err != nil {
		return nil, err
	}
	return answer(s.showTemplate(ctx, t))
}

func (s *Server) downloadTemplate(ctx context.Context, in *ByID) (*attachment, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	t, content, err := template.Content(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	return &attachment{deck.Kind, saveAs(t.Name + ".pptx"), content}, nil
}

// houseTemplate gives out the template of the house, with its keys in it.
func (s *Server) houseTemplate(ctx context.Context, in *struct {
	Kind string `query:"kind" enum:"summary,project,review" required:"true"`
	Lang string `query:"lang" enum:"en,fr"`
},
) (*attachment, error) {
	if in.Lang != "" {
		caller := auth.Of(ctx)
		caller.Who.Lang = label.Parse(in.Lang)
		ctx = auth.With(ctx, caller)
	}
	doc, err := s.patternOf(ctx, in.Kind)
	if err != nil {
		return nil, err
	}
	b, err := doc.House()
	return &attachment{deck.Kind, saveAs("vigie-" + in.Kind + ".pptx"), b}, err
}

// patternOf returns a document of a kind for which the template of the house is
// made: of what the caller sees now, or, of a review, of an example.
func (s *Server) patternOf(ctx context.Context, kind string) (*report.Document, error) {
	if kind == report.Review {
		return report.Example(auth.Who(ctx).Lang)
	}
	made, err := s.reportOf(ctx, &reportIn{Kind: kind})
	if err != nil {
		return nil, err
	}
	return &made.Document, nil
}

// templateOf reads which template is meant, and in which version.
func (s *Server) templateOf(public string, m Matching) (id, version int64, err error) {
	if id, err = s.DB.Unseal(public); err == nil {
		version, err = m.version()
	}
	return id, version, err
}

func (s *Server) renameTemplate(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"200"`
	}
},
) (*body[templateOut], error) {
	id, version, err := s.templateOf(in.ID, in.Matching)
	if err != nil {
		return nil, err
	}
	var t template.Template
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, err = template.Rename(ctx, tx, who, id, version, in.Body.Name)
		return err
	}); err != nil {
		return nil, err
	}
	return answer(s.showTemplate(ctx, t))
}

func (s *Server) deleteTemplate(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	id, version, err := s.templateOf(in.ID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return template.Delete(ctx, tx, who, id, version) })
}

// templateFor returns a template of the customer's, nil for the one of the house.
func (s *Server) templateFor(ctx context.Context, kind, public string) ([]byte, error) {
	if public == "" {
		return nil, nil
	}
	id, err := s.DB.Unseal(public)
	if err != nil {
		return nil, err
	}
	t, content, err := template.Content(ctx, s.DB, auth.Who(ctx), id)
	if err == nil && t.Kind != kind {
		err = fault.Invalid("template", label.T("This template is for another kind of report", "Ce modèle est fait pour un autre rapport"))
	}
	return content, err
}
