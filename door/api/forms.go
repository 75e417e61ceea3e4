package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/fitting"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
)

func (s *Server) formRoutes(a *frame) {
	register(a, op(http.MethodGet, "/forms", "The forms of projects, or of the lines of a register, in the order in which they are tried"), s.listForms)
	register(a, op(http.MethodPost, "/forms", "Add a form, as the last of its object", created), s.createForm)
	register(a, op(http.MethodPost, "/forms/order", "Say in which order the forms of an object are tried"), s.orderForms)
	register(a, op(http.MethodPost, "/forms/preview", "What a form would show of a project, or of a line, before it is kept"), s.previewForm)
	register(a, op(http.MethodGet, "/forms/history", "The versions of the forms, also of those that are gone, the latest first"), s.formHistory)
	register(a, op(http.MethodPatch, "/forms/{id}", "Change a form"), s.changeForm)
	register(a, op(http.MethodDelete, "/forms/{id}", "Delete a form; an earlier version can be kept again", noContent), s.deleteForm)
	register(a, op(http.MethodPost, "/forms/{id}/revert", "Keep an earlier version of a form again"), s.revertForm)
	register(a, op(http.MethodGet, "/projects/{id}/form", "The form with which the caller reads a project"), s.formOfProject)
}

// drawing is what the handlers of the forms of one object work with.
type drawing struct {
	*Server
	who    access.Who
	object string
	live   *snapshot.Snapshot
	lines  *agenda.Reading  // nil for projects
	c      *field.Catalogue // of the object
}

func (s *Server) drawing(ctx context.Context, object string) (*drawing, error) {
	d := &drawing{Server: s, who: auth.Who(ctx), object: object}
	var err error
	if kind := agenda.KindOf(object); kind != nil {
		if d.lines, err = s.Agenda.Of(kind).Live(ctx); err != nil {
			return nil, err
		}
		d.live, d.c = d.lines.Projects, d.lines.Catalogue()
		return d, nil
	}
	if d.live, err = s.Portfolio.Live(ctx); err != nil {
		return nil, err
	}
	d.c = d.live.Catalogue
	return d, nil
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

func (s *Server) listForms(ctx context.Context, in *OfObject) (*body[formsOut], error) {
	d, err := s.drawing(ctx, in.object())
	if err != nil {
		return nil, err
	}
	shown, err := d.forms(ctx)
	if err != nil {
		return nil, err
	}
	out := formsOut{list: list[formOut]{Items: shown, Total: len(shown)}}
	out.Roles, err = s.rolesOfForms(ctx)
	return answer(out, err)
}

// forms are those of the object, with how far each reaches.
func (d *drawing) forms(ctx context.Context) ([]formOut, error) {
	all, err := design.Of(ctx, d.DB, d.object)
	if err != nil {
		return nil, err
	}
	reach, err := d.reaches(all)
	out := make([]formOut, len(all))
	for i, f := range all {
		out[i] = d.show(f)
		out[i].Projects, out[i].Some = reach[f.ID].Projects, d.refs(reach[f.ID].Some)
	}
	return out, err
}

func (d *drawing) reaches(all []design.Form) (map[int64]fitting.Reach, error) {
	if d.lines != nil {
		return fitting.ReachesLines(d.lines, d.who, all, someProjects), nil
	}
	return fitting.Reaches(d.live, d.who, all, someProjects)
}

// refs names projects, or lines, that the caller sees.
func (d *drawing) refs(ids []int64) []refOut {
	if d.lines == nil {
		return refsOf(d.DB, d.live.Names(d.who), ids)
	}
	out := []refOut{}
	for _, id := range ids {
		if m, err := d.lines.Get(d.who, id); err == nil {
			out = append(out, refOut{d.DB.Seal(id), m.Name()})
		}
	}
	return out
}

// refsOf names projects.
func refsOf(d *db.DB, names snapshot.Names, ids []int64) []refOut {
	out := []refOut{}
	for _, id := range ids {
		out = append(out, refOut{d.Seal(id), names.Name(field.Project, id)})
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

// keepForm answers with the form of an object that a change left.
func (s *Server) keepForm(ctx context.Context, object string, change func(*db.Tx, access.Who, *drawing) (design.Form, error)) (*formAnswer, error) {
	d, err := s.drawing(ctx, object)
	if err != nil {
		return nil, err
	}
	var f design.Form
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		f, err = change(tx, who, d)
		return err
	})
	if err != nil {
		return nil, showing(err, d.show)
	}
	shown, err := d.forms(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(shown, func(o formOut) bool { return o.ID == s.DB.Seal(f.ID) })
	if at < 0 {
		return nil, fault.NotFound()
	}
	return &formAnswer{fmt.Sprintf(`"%d"`, shown[at].Version), shown[at]}, nil
}

type createFormIn struct {
	OfObject
	Body formIn
}

func (s *Server) createForm(ctx context.Context, in *createFormIn) (*formAnswer, error) {
	return s.keepForm(ctx, in.object(), func(tx *db.Tx, who access.Who, d *drawing) (design.Form, error) {
		f := design.Form{Object: in.object()}
		if err := in.Body.apply(d, &f); err != nil {
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
	object, err := design.ObjectOf(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	return s.keepForm(ctx, object, func(tx *db.Tx, who access.Who, d *drawing) (design.Form, error) {
		return design.Update(ctx, tx, who, id, version, func(f *design.Form) error { return in.Body.apply(d, f) })
	})
}

func (s *Server) deleteForm(ctx context.Context, in *deleteInput) (*none, error) {
	id, _, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	object, err := design.ObjectOf(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	d, err := s.drawing(ctx, object)
	if err != nil {
		return nil, err
	}
	return nil, showing(s.remove(ctx, in, design.Delete), d.show)
}

func (s *Server) orderForms(ctx context.Context, in *struct {
	OfObject
	Body struct {
		IDs []string `json:"ids" maxItems:"200" doc:"All forms of the object, in the order wanted"`
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
		_, err := design.Order(ctx, tx, who, in.object(), ids)
		return err
	}); err != nil {
		return nil, err
	}
	return s.listForms(ctx, &in.OfObject)
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
	object, err := design.ObjectOf(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	return s.keepForm(ctx, object, func(tx *db.Tx, who access.Who, _ *drawing) (design.Form, error) {
		return design.Revert(ctx, tx, who, id, version, in.Body.To)
	})
}

type formPast struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Object  string    `json:"object" doc:"Of what it is the form"`
	Name    bilingual `json:"name"`
	At      string    `json:"at"`
	By      *named    `json:"by"`
	Gone    bool      `json:"gone" doc:"It was deleted"`
	Parts   []string  `json:"parts" doc:"What changed: name, whole, for, position, sections; none when it was made or deleted"`
}

func (s *Server) formHistory(ctx context.Context, in *struct {
	Object listed `query:"object" doc:"Of one object; of all when absent"`
},
) (*body[list[formPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := design.History(ctx, s.DB, who, string(in.Object))
	out, names := list[formPast]{Items: []formPast{}, Total: len(past)}, live.Names(who)
	for _, p := range past {
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, formPast{
			s.DB.Seal(p.ID), p.Version, p.Object, inBoth(p.Name), instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), p.Gone, append([]string{}, p.Parts...),
		})
	}
	return answer(out, err)
}
