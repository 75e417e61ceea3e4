package api

import (
	"context"

	"vigie/door/auth"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// held is one grant by which somebody may do something.
type held struct {
	Grant   string   `json:"grant"`
	Role    string   `json:"role"`
	Rights  []string `json:"rights"`
	Group   *named   `json:"group,omitempty" doc:"Through which group; absent when given by name"`
	Unit    *named   `json:"unit,omitempty"`
	Project *named   `json:"project,omitempty" doc:"Without a name where the caller does not see the project"`
	Node    *named   `json:"node,omitempty" doc:"Of a hierarchy: it holds for the projects attached there and below"`
}

type effective struct {
	User         named   `json:"user"`
	SecondFactor factor  `json:"second_factor"`
	Grants       []held  `json:"grants" doc:"All that the account is given"`
	Unit         *named  `json:"unit,omitempty" doc:"The place that was asked about"`
	Here         []right `json:"here,omitempty" doc:"At that place: each right, and the grants that give it"`
}

type right struct {
	Key    string    `json:"key"`
	Label  bilingual `json:"label"`
	Group  bilingual `json:"group"`
	Grants []string  `json:"grants" doc:"Empty when the person may not"`
}

type rightsIn struct {
	ByID
	Unit string `query:"unit" maxLength:"20" doc:"The place to look at"`
}

func (s *Server) readRights(ctx context.Context, in *rightsIn) (*body[effective], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	e, err := access.EffectiveRights(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := effective{User: *s.named(e.Account.ID, e.Account.Name), SecondFactor: factorOut(e.Factor, access.Who{}), Grants: []held{}}
	for _, h := range e.Held {
		out.Grants = append(out.Grants, s.held(h, live.Names(who), who.Lang))
	}
	if in.Unit != "" {
		err = s.rightsAt(ctx, e, in.Unit, &out)
	}
	return answer(out, err)
}

// rightsAt says, for a unit that the caller sees, which grants give what there.
func (s *Server) rightsAt(ctx context.Context, e access.Effective, unit string, out *effective) error {
	id, err := s.DB.Unseal(unit)
	if err != nil {
		return err
	}
	u, err := access.UnitByID(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return err
	}
	out.Unit = s.named(u.ID, u.Name)
	at := e.At(u)
	for _, p := range access.Permissions {
		r := right{p.Key, inBoth(p.Label), inBoth(p.Group), []string{}}
		for _, h := range at {
			if h.Rights&p.Right == p.Right {
				r.Grants = append(r.Grants, s.DB.Seal(h.Grant))
			}
		}
		out.Here = append(out.Here, r)
	}
	return nil
}

func (s *Server) held(h access.Held, names snapshot.Names, l label.Lang) held {
	out := held{s.DB.Seal(h.Grant), s.DB.Seal(h.Role), h.Rights.Keys(), s.named(h.Group, h.GroupName), s.named(h.Unit, h.UnitName), nil, nil}
	if h.Project != 0 {
		out.Project = &named{s.DB.Seal(h.Project), names.Name(field.Project, h.Project)}
	}
	if h.Node != 0 {
		out.Node = s.named(h.Node, h.NodeName().In(l))
	}
	return out
}
