package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	configuration "vigie/overview/config"
	"vigie/room/access"
	"vigie/room/draft"
	"vigie/room/field"
)

// draftBody is how many bytes a request may have that carries a document in a draft:
// within JSON, its quotes and ends of lines take twice the room.
const draftBody = 2 * configuration.Largest

func (s *Server) draftRoutes(a *frame) {
	register(a, op(http.MethodGet, "/config/items", "What the configuration is made of, by section"), s.configItems)
	register(a, op(http.MethodGet, "/config/drafts", "The configurations that are worked on aside, and those discarded lately"), s.listDrafts)
	register(a, op(http.MethodPost, "/config/drafts", "Begin a draft: what it says holds nowhere until it is published", created, upTo(draftBody)), s.addDraft)
	register(a, op(http.MethodGet, "/config/drafts/{id}", "A draft with its document"), s.readDraft)
	register(a, op(http.MethodPatch, "/config/drafts/{id}", "Change a draft", upTo(draftBody)), s.changeDraft)
	register(a, op(http.MethodPost, "/config/drafts/{id}/take", "Put a thing that holds into a draft, to be changed there"), s.takeIntoDraft)
	register(a, op(http.MethodPost, "/config/drafts/{id}/diff", "What publishing a draft would do, and whom it touches; nothing is kept"), s.diffDraft)
	register(a, op(http.MethodPost, "/config/drafts/{id}/publish", "Apply a draft: all of it in one change, or nothing"), s.publishDraft)
	register(a, op(http.MethodDelete, "/config/drafts/{id}", "Discard a draft; it can be taken back for 30 days", noContent), s.discardDraft)
	register(a, op(http.MethodPost, "/config/drafts/{id}/restore", "Take a discarded draft back"), s.restoreDraft)
}

type draftOut struct {
	ID       string  `json:"id"`
	Version  int64   `json:"version"`
	Name     string  `json:"name"`
	Document *string `json:"document,omitempty" doc:"As it was typed, in JSON or in YAML; left out of lists"`
	Prune    bool    `json:"prune" doc:"What its sections leave out goes"`
	State    string  `json:"state" enum:"open,published,discarded"`
	Author   *named  `json:"author"`
	Created  string  `json:"created"`
	Updated  string  `json:"updated"`
}

func (s *Server) showDraft(ctx context.Context, d draft.Draft, whole bool) (draftOut, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return draftOut{}, err
	}
	author := s.named(int64(d.Author), live.Names(auth.Who(ctx)).Name(field.User, int64(d.Author)))
	out := draftOut{ID: s.DB.Seal(d.ID), Version: d.Version, Name: d.Name, Prune: d.Prune, State: d.State, Author: author, Created: instant(d.Created), Updated: instant(d.Updated)}
	if whole {
		out.Document = &d.Document
	}
	return out, nil
}

func (s *Server) draftAnswer(ctx context.Context, d draft.Draft, err error) (*body[draftOut], error) {
	if err != nil {
		return nil, showing(err, func(now draft.Draft) draftOut { out, _ := s.showDraft(ctx, now, true); return out })
	}
	return answer(s.showDraft(ctx, d, true))
}

type configItem struct {
	Section string `json:"section"`
	Key     string `json:"key"`
	Name    string `json:"name"`
}

func (s *Server) configItems(ctx context.Context, _ *struct{}) (*body[list[configItem]], error) {
	who := auth.Who(ctx)
	all, err := s.configs().Items(ctx, s.DB, who)
	out := list[configItem]{Items: []configItem{}, Total: len(all)}
	for _, i := range all {
		out.Items = append(out.Items, configItem{i.Section, i.Key, i.Name.In(who.Lang)})
	}
	return answer(out, err)
}

func (s *Server) listDrafts(ctx context.Context, _ *struct{}) (*body[list[draftOut]], error) {
	all, err := draft.List(ctx, s.DB, auth.Who(ctx), s.DB.Now().UnixMilli())
	out := list[draftOut]{Items: []draftOut{}, Total: len(all)}
	for _, d := range all {
		shown, err := s.showDraft(ctx, d, false)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, shown)
	}
	return answer(out, err)
}

func (s *Server) addDraft(ctx context.Context, in *struct {
	Body struct {
		Name     string `json:"name" maxLength:"400"`
		Document string `json:"document,omitempty" doc:"In JSON or in YAML; empty to begin with nothing"`
		Prune    bool   `json:"prune,omitempty"`
	}
},
) (*body[draftOut], error) {
	d := draft.Draft{Name: in.Body.Name, Document: in.Body.Document, Prune: in.Body.Prune}
	if d.Document == "" {
		d.Document = "format: 1\nsections: {}\n"
	}
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		d, err = draft.Create(ctx, tx, who, d)
		return err
	})
	return s.draftAnswer(ctx, d, err)
}

func (s *Server) draftByID(ctx context.Context, public string) (draft.Draft, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return draft.Draft{}, err
	}
	return draft.Get(ctx, s.DB, auth.Who(ctx), id)
}

func (s *Server) readDraft(ctx context.Context, in *ByID) (*body[draftOut], error) {
	d, err := s.draftByID(ctx, in.ID)
	return s.draftAnswer(ctx, d, err)
}

type draftTarget struct {
	ByID
	Matching
}

// keepDraft changes a draft under the version that the caller read.
func (s *Server) keepDraft(ctx context.Context, at draftTarget, write func(*db.Tx, access.Who, int64, int64) (draft.Draft, error)) (*body[draftOut], error) {
	id, version, err := s.target(at.ByID, at.Matching)
	if err != nil {
		return nil, err
	}
	var d draft.Draft
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		d, err = write(tx, who, id, version)
		return err
	})
	return s.draftAnswer(ctx, d, err)
}

func (s *Server) changeDraft(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Name     *string `json:"name,omitempty" maxLength:"400"`
		Document *string `json:"document,omitempty"`
		Prune    *bool   `json:"prune,omitempty"`
	}
},
) (*body[draftOut], error) {
	return s.keepDraft(ctx, draftTarget{in.ByID, in.Matching}, func(tx *db.Tx, who access.Who, id, version int64) (draft.Draft, error) {
		return draft.Change(ctx, tx, who, id, version, func(d *draft.Draft) {
			put(&d.Name, in.Body.Name)
			put(&d.Document, in.Body.Document)
			put(&d.Prune, in.Body.Prune)
		})
	})
}

func (s *Server) takeIntoDraft(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		Section string `json:"section" maxLength:"40"`
		Key     string `json:"key" maxLength:"200"`
	}
},
) (*body[draftOut], error) {
	was, err := s.draftByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	text, err := s.configs().Take(ctx, s.DB, auth.Who(ctx), []byte(was.Document), in.Body.Section, in.Body.Key)
	if err != nil {
		return nil, err
	}
	return s.keepDraft(ctx, draftTarget{in.ByID, in.Matching}, func(tx *db.Tx, who access.Who, id, version int64) (draft.Draft, error) {
		return draft.Change(ctx, tx, who, id, version, func(d *draft.Draft) { d.Document = string(text) })
	})
}

func (s *Server) diffDraft(ctx context.Context, in *ByID) (*body[configOutcome], error) {
	d, err := s.draftByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	doc, err := configuration.Decode([]byte(d.Document))
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	out, err := s.configs().Diff(ctx, who, configuration.Ask{Document: doc, Prune: d.Prune})
	return answer(showOutcome(out, who.Lang), err)
}

func (s *Server) publishDraft(ctx context.Context, in *struct {
	ByID
	State
	Body struct {
		Version int64    `json:"version" doc:"Of the draft that was compared"`
		Bring   []string `json:"bring,omitempty" maxItems:"200" doc:"Where projects go that stand at stages that go, as for /config/apply"`
	}
},
) (*body[configOutcome], error) {
	hash, err := in.hash()
	if err != nil {
		return nil, err
	}
	d, err := s.draftByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	doc, err := configuration.Decode([]byte(d.Document))
	if err != nil {
		return nil, err
	}
	if c := callOf(ctx); c != nil && c.why == "" {
		c.why = d.Name // the history says what the change was
	}
	var out configuration.Outcome
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		if d, err = draft.Close(ctx, tx, who, d.ID, in.Body.Version, draft.Published); err != nil {
			return err
		}
		if out, err = s.configs().Apply(ctx, tx, who, configuration.Ask{Document: Pruning{Bring: in.Body.Bring}.brought(doc), Prune: d.Prune, Match: hash}); err == nil && len(out.Steps) == 0 {
			err = fault.Conflict(label.T("This draft changes nothing", "Ce brouillon ne change rien"))
		}
		return err
	})
	if err != nil {
		return nil, showing(err, func(now draft.Draft) draftOut { shown, _ := s.showDraft(ctx, now, true); return shown })
	}
	return answer(showOutcome(out, auth.Who(ctx).Lang), nil)
}

func (s *Server) discardDraft(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*none, error) {
	_, err := s.keepDraft(ctx, draftTarget{in.ByID, in.Matching}, func(tx *db.Tx, who access.Who, id, version int64) (draft.Draft, error) {
		return draft.Close(ctx, tx, who, id, version, draft.Discarded)
	})
	return nil, err
}

func (s *Server) restoreDraft(ctx context.Context, in *struct {
	ByID
	Matching
},
) (*body[draftOut], error) {
	return s.keepDraft(ctx, draftTarget{in.ByID, in.Matching}, func(tx *db.Tx, who access.Who, id, version int64) (draft.Draft, error) {
		return draft.Close(ctx, tx, who, id, version, draft.Open)
	})
}
