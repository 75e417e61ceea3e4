package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/template"
)

func (s *Server) templateRoutes(a *frame) {
	register(a, op(http.MethodGet, "/templates", "The templates of projects, with what each is used for"), s.listTemplates)
	register(a, op(http.MethodPost, "/templates", "Add a template", created), s.createTemplate)
	register(a, op(http.MethodGet, "/templates/sections", "What templates can hold: the sections, and what their lines can say"), s.templateSections)
	register(a, op(http.MethodPost, "/templates/preview", "What a template would do to a project before it is kept", upTo(largestTemplate)), s.tryTemplate)
	register(a, op(http.MethodGet, "/templates/{id}", "One template"), s.readTemplate)
	register(a, op(http.MethodPatch, "/templates/{id}", "Change a template", upTo(largestTemplate)), s.changeTemplate)
	register(a, op(http.MethodDelete, "/templates/{id}", "Delete a template that made nothing", noContent), s.deleteTemplate)
	register(a, op(http.MethodGet, "/templates/{id}/history", "The versions of a template, the latest first"), s.templateHistory)
	register(a, op(http.MethodPost, "/templates/{id}/revert", "Keep what an earlier version of a template said"), s.revertTemplate)
	register(a, op(http.MethodGet, "/templates/{id}/projects", "The projects that a template was applied to"), s.templateProjects)
	register(a, op(http.MethodPost, "/templates/{id}/preview", "What applying a template would do, line by line; nothing is written"), s.previewTemplate)
	register(a, op(http.MethodPost, "/templates/{id}/apply", "Apply a template to a project: all that is chosen, or nothing"), s.applyTemplate)
	register(a, op(http.MethodPost, "/templates/{id}/create", "Make a project with a template", created), s.createFromTemplate)
	register(a, op(http.MethodPost, "/templates/{id}/many", "Apply a template to many projects as one change, or say what that would do"), s.applyToMany)
	register(a, op(http.MethodGet, "/projects/{id}/template", "The template that would make a project again; nothing is kept"), s.takeTemplate)
	register(a, op(http.MethodGet, "/projects/{id}/templates", "The templates that were applied to a project"), s.templatesOfProject)
}

// largestTemplate is how large what a template says may be.
const largestTemplate = 2 << 20

func (s *Server) templating() *templating.Desk {
	return &templating.Desk{DB: s.DB, Portfolio: s.Portfolio}
}

// refs name what has no key by opaque ids.
type refs struct {
	*Server
	names interface {
		Find(field.Kind, string) (int64, bool)
	}
}

// Public implements templating.Refs.
func (r refs) Public(_ string, id int64) string { return r.DB.Seal(id) }

// Private implements templating.Refs.
func (r refs) Private(kind, public string) (int64, bool) {
	id, err := r.DB.Unseal(public)
	if err != nil || kind == templating.KindGroup {
		return id, err == nil
	}
	found, ok := r.names.Find(field.Kind(kind), public)
	return found, ok && found == id
}

func (s *Server) refs(ctx context.Context) (refs, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return refs{}, err
	}
	return refs{s, live.Names(auth.Who(ctx))}, nil
}

type templateOut struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	TemplateSays
	Owner   *refOut `json:"owner" doc:"Who sees to it"`
	Retired bool    `json:"retired" doc:"Offered no more"`
	Applied int     `json:"applied" doc:"To how many projects"`
	Made    int     `json:"made" doc:"How many projects were made with it"`
	CanEdit bool    `json:"can_edit"`
	LeftOut bool    `json:"left_out,omitempty" doc:"Something is not for the caller"`
}

// TemplateSays is what a template says, with keys for names and opaque ids for what has none.
type TemplateSays struct {
	Name        bilingual                 `json:"name"`
	Description bilingual                 `json:"description"`
	Type        string                    `json:"type" doc:"The key of the type of project that it is for; any when empty"`
	Variant     string                    `json:"variant" doc:"The key of the variant that it is for; any when empty"`
	Proposed    bool                      `json:"proposed" doc:"New projects that it is for are offered it first"`
	Sections    []templating.DraftSection `json:"sections"`
}

func saysOf(d templating.Draft) TemplateSays {
	return TemplateSays{bilingual(d.Name), bilingual(d.Description), d.Type, d.Variant, d.Proposed, d.Sections}
}

// showTemplates shows templates as the caller may see them.
func (s *Server) showTemplates(ctx context.Context, all []template.Template) ([]templateOut, error) {
	who := auth.Who(ctx)
	r, err := s.refs(ctx)
	if err != nil {
		return nil, err
	}
	drafts, err := s.templating().Write(ctx, s.DB, who, r, all...)
	if err != nil {
		return nil, err
	}
	uses, err := template.Counts(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	leave, err := s.leaves(ctx)
	if err != nil {
		return nil, err
	}
	names, out := live.Names(who), make([]templateOut, len(all))
	for i, t := range all {
		left := false
		drafts[i].Sections, left = leave.sections(drafts[i].Sections)
		out[i] = templateOut{s.DB.Seal(t.ID), t.Version, saysOf(drafts[i]), nil, t.Retired, uses[t.ID].Applied, uses[t.ID].Made, template.MayEdit(who), left}
		if t.Owner != 0 {
			out[i].Owner = s.person(names, t.Owner)
		}
	}
	return out, nil
}

type templatesOut struct {
	Items   []templateOut `json:"items"`
	Total   int           `json:"total"`
	CanEdit bool          `json:"can_edit"`
}

func (s *Server) listTemplates(ctx context.Context, in *struct {
	Retired bool `query:"retired" doc:"Also those that are offered no more"`
},
) (*body[templatesOut], error) {
	all, err := template.List(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	if !in.Retired {
		all = slices.DeleteFunc(all, func(t template.Template) bool { return t.Retired })
	}
	shown, err := s.showTemplates(ctx, all)
	return answer(templatesOut{shown, len(shown), template.MayEdit(auth.Who(ctx))}, err)
}

type templateAnswer struct {
	ETag string `header:"ETag"`
	Body templateOut
}

func (s *Server) showTemplate(ctx context.Context, t template.Template) (*templateAnswer, error) {
	shown, err := s.showTemplates(ctx, []template.Template{t})
	if err != nil {
		return nil, err
	}
	return &templateAnswer{fmt.Sprintf(`"%d"`, t.Version), shown[0]}, nil
}

func (s *Server) readTemplate(ctx context.Context, in *ByID) (*templateAnswer, error) {
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.showTemplate(ctx, t)
}

func (s *Server) templateByID(ctx context.Context, public string) (template.Template, error) {
	id, err := s.DB.Unseal(public)
	if err != nil {
		return template.Template{}, err
	}
	return template.Get(ctx, s.DB, id)
}

// templateIn is what is to be said of a template; what is absent stays.
type templateIn struct {
	Name        *bilingual                 `json:"name,omitempty"`
	Description *bilingual                 `json:"description,omitempty"`
	Type        *string                    `json:"type,omitempty" maxLength:"60"`
	Variant     *string                    `json:"variant,omitempty" maxLength:"60"`
	Proposed    *bool                      `json:"proposed,omitempty"`
	Retired     *bool                      `json:"retired,omitempty"`
	Owner       *string                    `json:"owner,omitempty" maxLength:"20" doc:"Empty for nobody"`
	Sections    *[]templating.DraftSection `json:"sections,omitempty"`
}

// read makes of a template what a body says; all of it stands on the catalogue of the
// transaction.
func (s *Server) readTemplateIn(ctx context.Context, q db.Querier, who access.Who, in templateIn, t *template.Template) error {
	r, err := s.refs(ctx)
	if err != nil {
		return err
	}
	drafts, err := s.templating().Write(ctx, q, who, r, *t)
	if err != nil {
		return err
	}
	d := drafts[0]
	if in.Sections != nil {
		if err := s.knowsSections(ctx, d); err != nil {
			return err
		}
	}
	set(&d.Type, in.Type)
	set(&d.Variant, in.Variant)
	set(&d.Proposed, in.Proposed)
	set(&d.Sections, in.Sections)
	if in.Name != nil {
		d.Name = templating.DraftText(*in.Name)
	}
	if in.Description != nil {
		d.Description = templating.DraftText(*in.Description)
	}
	to, err := s.templating().Read(ctx, q, who, r, d)
	if err != nil {
		return err
	}
	if in.Sections == nil {
		to.Sections = t.Sections // with what is out of use
	}
	to.ID, to.Version, to.Owner, to.Retired = t.ID, t.Version, t.Owner, t.Retired
	set(&to.Retired, in.Retired)
	if in.Owner != nil {
		if to.Owner, err = s.unsealed(*in.Owner); err != nil {
			return err
		}
	}
	*t = to
	return nil
}

func (s *Server) keepTemplate(ctx context.Context, change func(*db.Tx, access.Who) (template.Template, error)) (*templateAnswer, error) {
	var t template.Template
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		t, err = change(tx, who)
		return err
	})
	if err != nil {
		return nil, showing(err, func(t template.Template) templateOut {
			now, e := s.showTemplate(ctx, t)
			if e != nil {
				return templateOut{}
			}
			return now.Body
		})
	}
	return s.showTemplate(ctx, t)
}

func (s *Server) createTemplate(ctx context.Context, in *body[templateIn]) (*templateAnswer, error) {
	return s.keepTemplate(ctx, func(tx *db.Tx, who access.Who) (template.Template, error) {
		t := template.Template{Owner: who.ID}
		if err := s.readTemplateIn(ctx, tx, who, in.Body, &t); err != nil {
			return t, err
		}
		return template.Create(ctx, tx, who, t)
	})
}

type changeTemplateIn struct {
	ByID
	Matching
	Body templateIn
}

func (s *Server) changeTemplate(ctx context.Context, in *changeTemplateIn) (*templateAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepTemplate(ctx, func(tx *db.Tx, who access.Who) (template.Template, error) {
		return template.Update(ctx, tx, who, id, version, func(t *template.Template) error { return s.readTemplateIn(ctx, tx, who, in.Body, t) })
	})
}

func (s *Server) deleteTemplate(ctx context.Context, in *deleteInput) (*none, error) {
	return nil, showing(s.remove(ctx, in, template.Delete), func(t template.Template) templateOut {
		return templateOut{ID: s.DB.Seal(t.ID), Version: t.Version}
	})
}

type templatePast struct {
	Version int64     `json:"version"`
	Name    bilingual `json:"name"`
	At      string    `json:"at"`
	By      *named    `json:"by"`
	Parts   []string  `json:"parts" doc:"What changed: name, for, offered, or sections; none when it was made"`
}

func (s *Server) templateHistory(ctx context.Context, in *ByID) (*body[list[templatePast]], error) {
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := template.History(ctx, s.DB, who, t.ID)
	out, names := list[templatePast]{Items: []templatePast{}, Total: len(past)}, live.Names(who)
	for _, p := range past {
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, templatePast{p.Version, inBoth(p.Name), instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), p.Parts})
	}
	return answer(out, err)
}

func (s *Server) templateProjects(ctx context.Context, in *ByID) (*body[list[refOut]], error) {
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := template.Projects(ctx, s.DB, t.ID)
	ids = slices.DeleteFunc(ids, func(id int64) bool { return !live.Shows(auth.Who(ctx), id) })
	return answer(list[refOut]{Items: refsOf(s.DB, live.Names(auth.Who(ctx)), ids), Total: len(ids)}, err)
}

func (s *Server) takeTemplate(ctx context.Context, in *ByID) (*body[TemplateSays], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	t, err := s.templating().Take(ctx, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	r, err := s.refs(ctx)
	if err != nil {
		return nil, err
	}
	drafts, err := s.templating().Write(ctx, s.DB, auth.Who(ctx), r, t)
	if err != nil {
		return nil, err
	}
	return &body[TemplateSays]{saysOf(drafts[0])}, nil
}

type templateUse struct {
	Template refOut  `json:"template"`
	Applied  int64   `json:"applied" doc:"The version of it that was applied"`
	Version  int64   `json:"version" doc:"The version that it has now"`
	Made     bool    `json:"made" doc:"The project was made with it"`
	Retired  bool    `json:"retired"`
	At       string  `json:"at"`
	By       *refOut `json:"by"`
}

func (s *Server) templatesOfProject(ctx context.Context, in *ByID) (*body[list[templateUse]], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	uses, err := template.UsesOf(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out, names := list[templateUse]{Items: []templateUse{}, Total: len(uses)}, live.Names(who)
	for _, u := range uses {
		t, err := template.Get(ctx, s.DB, u.Template)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, templateUse{refOut{s.DB.Seal(t.ID), t.Name.In(who.Lang)}, u.Applied, t.Version, u.Made, t.Retired, instant(u.At), s.person(names, u.By)})
	}
	return &body[list[templateUse]]{out}, nil
}
