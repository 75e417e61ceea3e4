package api

import (
	"context"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
)

func (s *Server) roleRoutes(a *frame) {
	register(a, op(http.MethodGet, "/permissions", "Every right there is"), s.listPermissions)
	register(a, op(http.MethodGet, "/screens", "The parts of the application that a role may leave out"), s.listScreens)
	register(a, op(http.MethodGet, "/roles", "The roles"), s.listRoles)
	register(a, op(http.MethodPost, "/roles", "Make a role", created), s.createRole)
	register(a, op(http.MethodGet, "/roles/{id}", "One role"), s.readRole)
	register(a, op(http.MethodPatch, "/roles/{id}", "Change a role"), s.changeRole)
	register(a, op(http.MethodDelete, "/roles/{id}", "Delete a role that nobody has", noContent), s.deleteRole)
}

// bilingual is a label in both languages.
type bilingual struct {
	EN string `json:"en,omitempty" maxLength:"400"`
	FR string `json:"fr,omitempty" maxLength:"400"`
}

func inBoth(t label.Text) bilingual { return bilingual{t.In(label.EN), t.In(label.FR)} }

func (b bilingual) text() label.Text { return label.T(b.EN, b.FR) }

type permission struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
	Group bilingual `json:"group"`
}

func (s *Server) listPermissions(context.Context, *struct{}) (*body[list[permission]], error) {
	out := list[permission]{Total: len(access.Permissions)}
	for _, p := range access.Permissions {
		out.Items = append(out.Items, permission{p.Key, inBoth(p.Label), inBoth(p.Group)})
	}
	return answer(out, nil)
}

func (s *Server) listScreens(context.Context, *struct{}) (*body[list[permission]], error) {
	out := list[permission]{Total: len(access.Screens)}
	for _, p := range access.Screens {
		out.Items = append(out.Items, permission{p.Key, inBoth(p.Label), inBoth(p.Group)})
	}
	return answer(out, nil)
}

type role struct {
	ID          string    `json:"id"`
	Key         string    `json:"key"`
	Label       bilingual `json:"label"`
	Permissions []string  `json:"permissions"`
	Builtin     bool      `json:"builtin"`
	Version     int64     `json:"version"`

	SecondFactor bool     `json:"second_factor" doc:"Asked of those who have the role"`
	SessionIdle  int      `json:"session_idle" doc:"Minutes without use after which a session of those who have the role ends; 0 for what the instance says. Of several the shortest holds"`
	SessionLife  int      `json:"session_life" doc:"Minutes after which it ends in any case; 0 for what the instance says"`
	Hidden       []string `json:"hidden_screens" doc:"The screens that the role does not need; who has several roles sees what one of them shows"`

	Forms  int   `json:"forms" doc:"How many forms are for it"`
	Grants int64 `json:"grants" doc:"How often it is given"`
	People int64 `json:"people" doc:"How many have it, by name or through a group"`
}

func (s *Server) role(r access.Role) role {
	return role{ID: s.DB.Seal(r.ID), Key: r.Key, Label: inBoth(r.Label), Permissions: r.Rights.Keys(), Builtin: r.Builtin, Version: r.Version, SecondFactor: r.Factor, SessionIdle: r.Idle, SessionLife: r.Life, Hidden: slices.Concat([]string{}, r.Hidden)}
}

func (s *Server) listRoles(ctx context.Context, _ *struct{}) (*body[list[role]], error) {
	found, err := access.Roles(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	uses, err := access.UsesOfRoles(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	all, err := design.All(ctx, s.DB)
	return answer(pageOf(s.DB, access.Found[access.Role]{Items: found, Total: len(found)}, func(r access.Role) role {
		out := s.role(r)
		out.Forms = len(design.ForRole(all, r.ID))
		out.Grants, out.People = uses[r.ID].Grants, uses[r.ID].People
		return out
	}), err)
}

type createRoleInput struct {
	Body struct {
		Key         string    `json:"key,omitempty" maxLength:"40"`
		Label       bilingual `json:"label"`
		Permissions []string  `json:"permissions" maxItems:"64"`

		SecondFactor bool `json:"second_factor,omitempty" doc:"Asked of those who have the role"`
		SessionIdle  int  `json:"session_idle,omitempty" doc:"In minutes; 0 for what the instance says"`
		SessionLife  int  `json:"session_life,omitempty"`

		Hidden []string `json:"hidden_screens,omitempty" maxItems:"64"`
	}
}

func (s *Server) createRole(ctx context.Context, in *createRoleInput) (*body[role], error) {
	rights, err := access.Rights(in.Body.Permissions)
	if err != nil {
		return nil, err
	}
	r := access.Role{Key: in.Body.Key, Label: in.Body.Label.text(), Rights: rights, Factor: in.Body.SecondFactor, Idle: in.Body.SessionIdle, Life: in.Body.SessionLife, Hidden: in.Body.Hidden}
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		r, err = access.CreateRole(ctx, tx, who, r)
		return err
	})
	return answer(s.role(r), err)
}

func (s *Server) readRole(ctx context.Context, in *ByID) (*body[role], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	r, err := access.RoleByID(ctx, s.DB, auth.Who(ctx), id)
	return answer(s.role(r), err)
}

type changeRoleInput struct {
	ByID
	Matching
	Body struct {
		Label       *bilingual `json:"label,omitempty"`
		Permissions *[]string  `json:"permissions,omitempty" maxItems:"64"`

		SecondFactor *bool `json:"second_factor,omitempty"`
		SessionIdle  *int  `json:"session_idle,omitempty"`
		SessionLife  *int  `json:"session_life,omitempty"`

		Hidden *[]string `json:"hidden_screens,omitempty" maxItems:"64"`
	}
}

func (s *Server) changeRole(ctx context.Context, in *changeRoleInput) (*body[role], error) {
	id, version, err := s.target(in.ByID, in.Matching)
	if err != nil {
		return nil, err
	}
	b, rights := in.Body, access.Right(0)
	if b.Permissions != nil {
		if rights, err = access.Rights(*b.Permissions); err != nil {
			return nil, err
		}
	}
	var r access.Role
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		r, err = access.UpdateRole(ctx, tx, who, id, version, func(r *access.Role) {
			if b.Label != nil {
				r.Label = b.Label.text()
			}
			if b.Permissions != nil {
				r.Rights = rights
			}
			set(&r.Factor, b.SecondFactor)
			set(&r.Idle, b.SessionIdle)
			set(&r.Life, b.SessionLife)
			set(&r.Hidden, b.Hidden)
		})
		return err
	})
	return answer(s.role(r), showing(err, s.role))
}

type deleteRoleInput struct {
	ByID
	Matching
	By string `query:"by" maxLength:"20" doc:"The role to give in its place wherever it is given"`
}

func (s *Server) deleteRole(ctx context.Context, in *deleteRoleInput) (*none, error) {
	by, err := s.unsealed(in.By)
	if err != nil {
		return nil, err
	}
	remove := access.DeleteRole
	if by != 0 {
		remove = func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
			return access.ReplaceRole(ctx, tx, who, id, version, by)
		}
	}
	return nil, showing(s.remove(ctx, &deleteInput{in.ByID, in.Matching}, func(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
		if err := remove(ctx, tx, who, id, version); err != nil {
			return err
		}
		if err := passOn(ctx, tx, who, id, by); err != nil {
			return err
		}
		if err := field.LeaveRole(ctx, tx, who, id, by); err != nil {
			return err
		}
		return design.LeaveRole(ctx, tx, who, id, by)
	}), s.role)
}
