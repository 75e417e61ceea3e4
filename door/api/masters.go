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
	"vigie/room/master"
)

func (s *Server) masterRoutes(a *frame) {
	register(a, op(http.MethodGet, "/slide-masters", "The slide masters that reports can fill"), s.listMasters)
	register(a, op(http.MethodPost, "/slide-masters", "Bring a slide master: a PowerPoint template", created, upTo(deck.MostBytes+beside), secret), s.addMaster)
	register(a, op(http.MethodGet, "/slide-masters/house", "The slide master of the house, to start from", document), s.houseMaster)
	register(a, op(http.MethodGet, "/slide-masters/{id}", "Download a slide master", document), s.downloadMaster)
	register(a, op(http.MethodPatch, "/slide-masters/{id}", "Give a slide master another name"), s.renameMaster)
	register(a, op(http.MethodDelete, "/slide-masters/{id}", "Delete a slide master", noContent), s.deleteMaster)
}

type masterOut struct {
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

func (s *Server) showMaster(ctx context.Context, t master.Master) (masterOut, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return masterOut{}, err
	}
	out := masterOut{
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

type mastersOut struct {
	list[masterOut]
	CanEdit bool `json:"can_edit" doc:"Whether the caller may bring slide masters"`
}

func (s *Server) listMasters(ctx context.Context, in *struct {
	Kind string `query:"kind" enum:"summary,project,review" doc:"Of one kind of reports; all when empty"`
},
) (*body[mastersOut], error) {
	who := auth.Who(ctx)
	all, err := master.List(ctx, s.DB, who, in.Kind)
	if err != nil {
		return nil, err
	}
	out := mastersOut{list: list[masterOut]{Items: []masterOut{}, Total: len(all)}, CanEdit: master.MayEdit(who)}
	for _, t := range all {
		shown, err := s.showMaster(ctx, t)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	return &body[mastersOut]{out}, nil
}

type masterForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The presentation"`
	Kind string        `form:"kind" enum:"summary,project,review" required:"true"`
	Name string        `form:"name" required:"false" maxLength:"200" doc:"That of the file when empty"`
}

func (s *Server) addMaster(ctx context.Context, in *struct {
	RawBody huma.MultipartFormFiles[masterForm]
},
) (*body[masterOut], error) {
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
	slides, keys, err := master.Examine(content)
	if err != nil {
		return nil, err
	}
	t := master.Master{Kind: form.Kind, Name: form.Name, Slides: int64(slides), Keys: strings.Join(keys, "\n")}
	if t.Name == "" {
		t.Name = strings.TrimSuffix(path.Base(form.File.Filename), ".pptx")
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, err = master.Add(ctx, tx, who, t, content)
		return err
	}); err != nil {
		return nil, err
	}
	return answer(s.showMaster(ctx, t))
}

func (s *Server) downloadMaster(ctx context.Context, in *ByID) (*attachment, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	t, content, err := master.Content(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	return &attachment{deck.Kind, saveAs(t.Name + ".pptx"), content}, nil
}

// houseMaster gives out the slide master of the house, with its keys in it.
func (s *Server) houseMaster(ctx context.Context, in *struct {
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

// patternOf returns a document of a kind for which the slide master of the house is
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

// masterOf reads which slide master is meant, and in which version.
func (s *Server) masterOf(public string, m Matching) (id, version int64, err error) {
	if id, err = s.DB.Unseal(public); err == nil {
		version, err = m.version()
	}
	return id, version, err
}

func (s *Server) renameMaster(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"200"`
	}
},
) (*body[masterOut], error) {
	id, version, err := s.masterOf(in.ID, in.Matching)
	if err != nil {
		return nil, err
	}
	var t master.Master
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, err = master.Rename(ctx, tx, who, id, version, in.Body.Name)
		return err
	}); err != nil {
		return nil, err
	}
	return answer(s.showMaster(ctx, t))
}

func (s *Server) deleteMaster(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*struct{}, error) {
	id, version, err := s.masterOf(in.ID, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return master.Delete(ctx, tx, who, id, version) })
}

// masterFor returns a slide master of the customer's, nil for the one of the house.
func (s *Server) masterFor(ctx context.Context, kind, public string) ([]byte, error) {
	if public == "" {
		return nil, nil
	}
	id, err := s.DB.Unseal(public)
	if err != nil {
		return nil, err
	}
	t, content, err := master.Content(ctx, s.DB, auth.Who(ctx), id)
	if err == nil && t.Kind != kind {
		err = fault.Invalid("master", label.T("This template is for another kind of report", "Ce modèle est fait pour un autre rapport"))
	}
	return content, err
}
