package api

import (
	"context"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/view"
)

func (s *Server) givesRoutes(a *frame) {
	register(a, op(http.MethodGet, "/roles/{id}/gives", "What a role gives beside its rights: attributes that are not for everybody, views and forms"), s.roleGives)
	register(a, op(http.MethodGet, "/users/{id}/sees", "What somebody sees: how many projects, which screens, on which views they open, and which attributes not"), s.userSees)
}

type roleGives struct {
	Screens    []string        `json:"screens" doc:"The keys of those on which its rights leave something to see, also of those that it leaves out"`
	Attributes []roleAttribute `json:"attributes" doc:"Those that name roles, by object, with what this one may do"`
	Views      []roleView      `json:"views" doc:"Those shared with the role"`
	Forms      []bilingual     `json:"forms" doc:"Those that are for it"`
}

type roleAttribute struct {
	Object string    `json:"object"`
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
	Reads  bool      `json:"reads"`
	Writes bool      `json:"writes" doc:"Where a right lets it edit the object"`

	ReadsPast  *bool `json:"reads_past,omitempty" doc:"Past months; absent where it is not kept by month"`
	WritesPast *bool `json:"writes_past,omitempty"`
}

type roleView struct {
	ID      string    `json:"id"`
	Object  string    `json:"object"`
	Label   bilingual `json:"label"`
	Default bool      `json:"default" doc:"The list opens on it for whoever has the role"`
}

func (s *Server) roleGives(ctx context.Context, in *ByID) (*body[roleGives], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	r, err := access.RoleByID(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	out := roleGives{Screens: screensOf(r.Rights, nil), Attributes: []roleAttribute{}, Forms: []bilingual{}}
	for _, object := range field.Objects {
		c, _, err := s.definitions(ctx, object)
		if err != nil {
			return nil, err
		}
		for _, f := range c.Fields {
			if h := f.HeldBy(id); h.Limited && !f.Retired {
				out.Attributes = append(out.Attributes, roleAttributeOf(f, h))
			}
		}
	}
	forms, err := design.All(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	for _, name := range design.ForRole(forms, id) {
		out.Forms = append(out.Forms, inBoth(name))
	}
	out.Views, err = s.viewsOf(ctx, auth.Who(ctx), []int64{id})
	return answer(out, err)
}

func roleAttributeOf(f *field.Field, h field.Holding) roleAttribute {
	out := roleAttribute{Object: f.Object, Key: f.Key, Label: inBoth(f.Label), Reads: h.Reads, Writes: h.Writes}
	if f.PerMonth {
		out.ReadsPast, out.WritesPast = &h.ReadsPast, &h.WritesPast
	}
	return out
}

// viewsOf are the views shared with some roles that the caller sees.
func (s *Server) viewsOf(ctx context.Context, who access.Who, roles []int64) ([]roleView, error) {
	out := []roleView{}
	for _, object := range view.Objects {
		all, err := view.List(ctx, s.DB, who, object)
		if err != nil {
			return nil, err
		}
		for _, v := range all {
			shared, opens := false, false
			for _, id := range roles {
				shared = shared || slices.ContainsFunc(v.Audience, func(a view.Audience) bool { return a.Kind == view.ForRole && a.Target == id })
				opens = opens || v.Default(id)
			}
			if shared {
				out = append(out, roleView{s.DB.Seal(v.ID), object, inBoth(v.Name), opens})
			}
		}
	}
	return out, nil
}

type userSees struct {
	Projects int        `json:"projects" doc:"How many projects in use, of those that the caller sees too"`
	Names    []named    `json:"names" doc:"Some of them"`
	Edits    int        `json:"edits" doc:"How many of them may be edited"`
	Screens  []string   `json:"screens" doc:"The keys of the screens that are shown"`
	Views    []roleView `json:"views" doc:"Those on which lists open, by role"`
	Without  []roleNot  `json:"without" doc:"The attributes that are read nowhere, of those that the caller knows"`
}

type roleNot struct {
	Object string    `json:"object"`
	Label  bilingual `json:"label"`
}

// someNames is how many of the projects that somebody sees are named.
const someNames = 5

func (s *Server) userSees(ctx context.Context, in *ByID) (*body[userSees], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	held, err := access.EffectiveRights(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	other, err := access.Load(ctx, s.DB, id, "")
	if err != nil {
		return nil, err
	}
	out := userSees{Names: []named{}, Without: []roleNot{}}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.seenProjects(live, who, other, &out); err != nil {
		return nil, err
	}
	hidden, err := access.HiddenScreens(ctx, s.DB, other)
	if err != nil {
		return nil, err
	}
	out.Screens = screensOf(other.Somewhere(), hidden)
	if err := s.unreadBy(ctx, other, &out); err != nil {
		return nil, err
	}
	var roles []int64
	for _, h := range held.Held {
		roles = append(roles, h.Role)
	}
	all, err := s.viewsOf(ctx, who, roles)
	out.Views = slices.DeleteFunc(all, func(v roleView) bool { return !v.Default })
	return answer(out, err)
}

// screensOf are the keys of the screens that rights reach, but for some.
func screensOf(held access.Right, hidden []string) []string {
	out := []string{}
	for _, screen := range access.Screens {
		if screen.Reached(held) && !slices.Contains(hidden, screen.Key) {
			out = append(out, screen.Key)
		}
	}
	return out
}

// seenProjects counts and names the projects that both see.
func (s *Server) seenProjects(live *snapshot.Snapshot, who, other access.Who, out *userSees) error {
	res, err := live.List(who, snapshot.Query{})
	if err != nil {
		return err
	}
	for _, it := range res.Items {
		id := live.ID(it.Row)
		if !live.Shows(other, id) {
			continue
		}
		if live.CanEdit(other, it.Row) {
			out.Edits++
		}
		if out.Projects++; len(out.Names) < someNames {
			out.Names = append(out.Names, *s.named(id, live.Names(who).Name(field.Project, id)))
		}
	}
	return nil
}

// unreadBy names the attributes that somebody reads nowhere, of those that the caller knows.
func (s *Server) unreadBy(ctx context.Context, other access.Who, out *userSees) error {
	for _, object := range field.Objects {
		c, _, err := s.definitions(ctx, object)
		if err != nil {
			return err
		}
		hides := hiddenIn(c, other)
		for _, f := range c.Fields {
			if !f.Retired && hides(f.Key) {
				out.Without = append(out.Without, roleNot{object, inBoth(f.Label)})
			}
		}
	}
	return nil
}
