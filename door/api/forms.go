package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/fitting"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
)

func (s *Server) formRoutes(a *frame) {
	register(a, op(http.MethodGet, "/forms", "The forms of projects, in the order in which they are tried"), s.listForms)
	register(a, op(http.MethodPost, "/forms", "Add a form, as the last", created), s.createForm)
	register(a, op(http.MethodPost, "/forms/order", "Say in which order the forms are tried"), s.orderForms)
	register(a, op(http.MethodPost, "/forms/preview", "What a form would show of a project, before it is kept"), s.previewForm)
	register(a, op(http.MethodGet, "/forms/history", "The versions of the forms, also of those that are gone, the latest first"), s.formHistory)
	register(a, op(http.MethodPatch, "/forms/{id}", "Change a form"), s.changeForm)
	register(a, op(http.MethodDelete, "/forms/{id}", "Delete a form; an earlier version can be kept again", noContent), s.deleteForm)
	register(a, op(http.MethodPost, "/forms/{id}/revert", "Keep an earlier version of a form again"), s.revertForm)
	register(a, op(http.MethodGet, "/projects/{id}/form", "The form with which the caller reads a project"), s.formOfProject)
}

type formRole struct {
	ID     string    `json:"id"`
	Label  bilingual `json:"label"`
	People int64     `json:"people" doc:"How many have it"`
}

type formsOut struct {
	list[formOut]
	Roles []formRole `json:"roles" doc:"The roles that a form may be for"`
}

// someProjects is how many of the projects of a form are named.
const someProjects = 5

func (s *Server) listForms(ctx context.Context, _ *struct{}) (*body[formsOut], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	all, err := design.List(ctx, s.DB, design.Project)
	if err != nil {
		return nil, err
	}
	shown, err := s.showForms(ctx, live, all)
	if err != nil {
		return nil, err
	}
	out := formsOut{list: list[formOut]{Items: shown, Total: len(shown)}}
	out.Roles, err = s.rolesOfForms(ctx)
	return answer(out, err)
}

// showForms shows forms with how far each reaches.
func (s *Server) showForms(ctx context.Context, live *snapshot.Snapshot, all []design.Form) ([]formOut, error) {
	reach, err := fitting.Reaches(live, auth.Who(ctx), all, someProjects)
	out := make([]formOut, len(all))
	for i, f := range all {
		out[i] = s.showForm(live.Catalogue, f)
		out[i].Projects, out[i].Some = reach[f.ID].Projects, s.refsOf(ctx, live, reach[f.ID].Some)
	}
	return out, err
}

func (s *Server) refsOf(ctx context.Context, live *snapshot.Snapshot, ids []int64) []refOut {
	out, names := []refOut{}, live.Names(auth.Who(ctx))
	for _, id := range ids {
		out = append(out, refOut{s.DB.Seal(id), names.Name(field.Project, id)})
	}
	return out
}

// rolesOfForms are all roles, for whoever may design forms.
func (s *Server) rolesOfForms(ctx context.Context) ([]formRole, error) {
	if err := access.Must(design.MayDesign(auth.Who(ctx))); err != nil {
		return nil, err
	}
	all := access.System("api")
	roles, err := access.Roles(ctx, s.DB, all)
	if err != nil {
		return nil, err
	}
	uses, err := access.UsesOfRoles(ctx, s.DB, all)
	out := make([]formRole, len(roles))
	for i, r := range roles {
		out[i] = formRole{s.DB.Seal(r.ID), inBoth(r.Label), uses[r.ID].People}
	}
	return out, err
}

type formAnswer struct {
	ETag string `header:"ETag"`
	Body formOut
}

// keepForm answers with the form that a change left.
func (s *Server) keepForm(ctx context.Context, change func(*db.Tx, access.Who, *field.Catalogue) (design.Form, error)) (*formAnswer, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	var f design.Form
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		f, err = change(tx, who, live.Catalogue)
		return err
	})
	if err != nil {
		return nil, showing(err, func(f design.Form) formOut { return s.showForm(live.Catalogue, f) })
	}
	all, err := design.List(ctx, s.DB, design.Project)
	if err != nil {
		return nil, err
	}
	shown, err := s.showForms(ctx, live, all)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(shown, func(o formOut) bool { return o.ID == s.DB.Seal(f.ID) })
	if at < 0 {
		return nil, fault.NotFound()
	}
	return &formAnswer{fmt.Sprintf(`"%d"`, shown[at].Version), shown[at]}, nil
}

func (s *Server) createForm(ctx context.Context, in *body[formIn]) (*formAnswer, error) {
	return s.keepForm(ctx, func(tx *db.Tx, who access.Who, c *field.Catalogue) (design.Form, error) {
		f := design.Form{Object: design.Project}
		if err := in.Body.apply(s.DB, c, &f); err != nil {
			return f, err
		}
		return design.Create(ctx, tx, who, f)
	})
}

type changeFormIn struct {
	ByID
	Matching
	Body formIn
}

func (s *Server) changeForm(ctx context.Context, in *changeFormIn) (*formAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepForm(ctx, func(tx *db.Tx, who access.Who, c *field.Catalogue) (design.Form, error) {
		return design.Update(ctx, tx, who, id, version, func(f *design.Form) error { return in.Body.apply(s.DB, c, f) })
	})
}

func (s *Server) deleteForm(ctx context.Context, in *deleteInput) (*none, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return nil, showing(s.remove(ctx, in, design.Delete), func(f design.Form) formOut { return s.showForm(live.Catalogue, f) })
}

func (s *Server) orderForms(ctx context.Context, in *struct {
	Body struct {
		IDs []string `json:"ids" maxItems:"200" doc:"All forms, in the order wanted"`
	}
},
) (*body[formsOut], error) {
	ids := make([]int64, len(in.Body.IDs))
	for i, public := range in.Body.IDs {
		var err error
		if ids[i], err = s.DB.Unseal(public); err != nil {
			return nil, err
		}
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		_, err := design.Order(ctx, tx, who, ids)
		return err
	}); err != nil {
		return nil, err
	}
	return s.listForms(ctx, nil)
}

type revertFormIn struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"1" doc:"The version to keep again"`
	}
}

func (s *Server) revertForm(ctx context.Context, in *revertFormIn) (*formAnswer, error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	return s.keepForm(ctx, func(tx *db.Tx, who access.Who, _ *field.Catalogue) (design.Form, error) {
		return design.Revert(ctx, tx, who, id, version, in.Body.To)
	})
}

type formPast struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Name    bilingual `json:"name"`
	At      string    `json:"at"`
	By      *named    `json:"by"`
	Gone    bool      `json:"gone" doc:"It was deleted"`
	Parts   []string  `json:"parts" doc:"What changed: name, whole, for, position, sections; none when it was made or deleted"`
}

func (s *Server) formHistory(ctx context.Context, _ *struct{}) (*body[list[formPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := design.History(ctx, s.DB, who)
	out, names := list[formPast]{Items: []formPast{}, Total: len(past)}, live.Names(who)
	for _, p := range past {
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, formPast{
			s.DB.Seal(p.ID), p.Version, inBoth(p.Name), instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), p.Gone, append([]string{}, p.Parts...),
		})
	}
	return answer(out, err)
}
