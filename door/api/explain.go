package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/reason"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

func (s *Server) explainRoutes(a *frame) {
	register(a, op(http.MethodGet, "/rights/explain", "Why somebody may, or may not, do something with an object"), s.explainRights)
	register(a, op(http.MethodGet, "/rights/who", "Who sees an object, and by which roles"), s.whoSees)
}

// AskedObject names an object that is asked about.
type AskedObject struct {
	Object string `query:"object" required:"true" maxLength:"60" doc:"Kind and id, such as project:k3J9…; kinds are project, milestone, risk, action, decision, portfolio, dashboard (by its portfolio), view, review, round, unit, attribute, user"`
}

func (in AskedObject) of(s *Server) (kind string, id int64, err error) {
	kind, text, ok := strings.Cut(in.Object, ":")
	if !ok {
		return "", 0, fault.Invalid("object", label.T("Name an object as kind:id, such as project:…", "Désignez un objet par nature:id, comme project:…"))
	}
	id, err = s.DB.Unseal(text)
	return kind, id, err
}

type rightsExplained struct {
	User     named       `json:"user"`
	Object   askedOut    `json:"object"`
	Disabled bool        `json:"disabled" doc:"The account is disabled: nothing is possible"`
	Factor   bool        `json:"second_factor_missing" doc:"A second factor must be set up first: nothing is possible until then"`
	Answers  []answerOut `json:"answers"`
}

type askedOut struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Name  string `json:"name"`
	InBin bool   `json:"in_bin,omitempty"`
}

type answerOut struct {
	Action  string      `json:"action"`
	Label   string      `json:"label"`
	Allowed bool        `json:"allowed"`
	Own     string      `json:"own,omitempty" doc:"What allows it beside roles, such as managing the project"`
	Reasons []reasonOut `json:"reasons" doc:"The roles that allow it"`
	Lacks   []string    `json:"lacks" doc:"The rights that are missing, or the roles of which one is, in words"`
	Givers  []named     `json:"givers" doc:"Some of those who could give them"`
}

type reasonOut struct {
	Text    string `json:"text"`
	Role    named  `json:"role"`
	For     *named `json:"for,omitempty" doc:"Whose role it is, by delegation"`
	Group   *named `json:"group,omitempty"`
	Unit    *named `json:"unit,omitempty"`
	Project *named `json:"project,omitempty"`
	Node    *named `json:"node,omitempty" doc:"Of a hierarchy, to which the project is attached there or below"`
	Since   string `json:"since,omitempty"`
	By      *named `json:"by,omitempty"`
	Joined  string `json:"joined,omitempty" doc:"The group"`
	Added   *named `json:"joined_by,omitempty"`
}

type explainRightsIn struct {
	AskedObject
	User   string `query:"user" maxLength:"20" doc:"Oneself when not given"`
	Action string `query:"action" maxLength:"40" doc:"One thing that can be done; all when not given"`
}

func (s *Server) explainRights(ctx context.Context, in *explainRightsIn) (*body[rightsExplained], error) {
	who := auth.Who(ctx)
	kind, id, err := in.of(s)
	if err != nil {
		return nil, err
	}
	user := who.ID
	if in.User != "" {
		if user, err = s.DB.Unseal(in.User); err != nil {
			return nil, err
		}
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	r, err := reason.Explain(ctx, s.DB, who, live.Catalogue, user, kind, id, in.Action)
	if err != nil {
		return nil, err
	}
	out := rightsExplained{User: *s.named(r.Person.ID, r.Person.Name), Object: s.askedObject(r.Object, who.Lang), Disabled: r.Disabled, Factor: r.Factor}
	for _, a := range r.Answers {
		out.Answers = append(out.Answers, s.answer(a, live.Names(who), who.Lang))
	}
	return answer(out, nil)
}

func (s *Server) askedObject(o reason.Object, l label.Lang) askedOut {
	return askedOut{o.Kind, s.DB.Seal(o.ID), o.Name.In(l), o.InBin}
}

func (s *Server) answer(a reason.Answer, names snapshot.Names, l label.Lang) answerOut {
	out := answerOut{Action: a.Action.Key, Label: a.Action.Label.In(l), Allowed: a.Allowed, Own: a.Own.In(l), Reasons: []reasonOut{}, Lacks: []string{}, Givers: []named{}}
	for _, r := range a.By {
		out.Reasons = append(out.Reasons, s.reason(r, names, l))
	}
	for _, p := range access.Permissions {
		if a.Lacks&p.Right != 0 {
			out.Lacks = append(out.Lacks, p.Label.In(l))
		}
	}
	for _, r := range a.Roles {
		out.Lacks = append(out.Lacks, label.F("the role “%s”", "le rôle «\u202f%s\u202f»", r).In(l))
	}
	for _, p := range a.Givers {
		out.Givers = append(out.Givers, *s.named(p.ID, p.Name))
	}
	return out
}

func (s *Server) reason(r access.Reason, names snapshot.Names, l label.Lang) reasonOut {
	out := reasonOut{Role: *s.named(r.Role, r.Label.In(l)), Group: s.named(r.Group, r.GroupName), Unit: s.named(r.Unit, r.UnitName), Since: instant(r.Given.At), Joined: instant(r.Joined.At)}
	place := r.UnitName
	if r.Project != 0 {
		place = names.Name(field.Project, r.Project)
		out.Project = s.named(r.Project, place)
	}
	if r.Node != 0 {
		place = r.NodeName().In(l)
		out.Node = s.named(r.Node, place)
	}
	given, by := s.moment(r.Given, names, l)
	out.By = by
	out.Text = label.F("Role “%s” on “%s”", "Rôle « %s » sur « %s »", r.Label.In(l), place).In(l)
	if r.For.ID != 0 {
		out.For = s.named(r.For.ID, r.For.Name)
		out.Text = label.F("For %s, by delegation: ", "Au nom de %s, par délégation : ", r.For.Name).In(l) + out.Text
	}
	if r.Group != 0 {
		out.Text += label.F(", through the group “%s”", ", par le groupe « %s »", r.GroupName).In(l)
	}
	if given != "" {
		out.Text += label.F(", given %s", ", attribué %s", given).In(l)
	}
	if r.Group != 0 {
		joined, added := s.moment(r.Joined, names, l)
		if out.Added = added; joined != "" {
			out.Text += label.F("; in the group %s", " ; dans le groupe %s", joined).In(l)
		}
	}
	return out
}

// moment says when something was done, and by whom.
func (s *Server) moment(m access.Moment, names snapshot.Names, l label.Lang) (string, *named) {
	if m.At == 0 {
		return "", nil
	}
	on := day.OfTime(time.UnixMilli(m.At)).In(l)
	name := names.Name(field.User, m.By)
	if m.By == 0 || name == "" {
		return label.F("on %s", "le %s", on).In(l), nil
	}
	return label.F("on %s by %s", "le %s par %s", on, name).In(l), s.named(m.By, name)
}

type seer struct {
	User  named     `json:"user"`
	Roles []sightBy `json:"roles" doc:"Those by which the person sees it"`
	May   []string  `json:"permissions" doc:"All that the person may do there"`
}

type sightBy struct {
	Role    named  `json:"role"`
	Group   *named `json:"group,omitempty" doc:"To those who manage people or roles there"`
	Unit    *named `json:"unit,omitempty"`
	Project *named `json:"project,omitempty"`
	Node    *named `json:"node,omitempty" doc:"Of a hierarchy, to which the project is attached there or below"`
}

func (s *Server) whoSees(ctx context.Context, in *AskedObject) (*body[list[seer]], error) {
	kind, id, err := in.of(s)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	o, all, err := reason.Sees(ctx, s.DB, who, live.Catalogue, kind, id)
	if err != nil {
		return nil, err
	}
	_, roles, err := access.KnownRoles(ctx, s.DB)
	groups := who.On(o.Unit)&(access.ManageUsers|access.ManageRoles) != 0
	out := list[seer]{Items: make([]seer, len(all)), Total: len(all)}
	for i, r := range all {
		p := seer{User: *s.named(r.ID, r.Name), May: r.Rights.Keys()}
		for _, h := range r.By {
			by := sightBy{Role: *s.named(h.Role, roles[h.Role].In(who.Lang)), Unit: s.named(h.Unit, h.UnitName)}
			if groups {
				by.Group = s.named(h.Group, h.GroupName)
			}
			if h.Project != 0 {
				by.Project = s.named(h.Project, live.Names(who).Name(field.Project, h.Project))
			}
			if h.Node != 0 {
				by.Node = s.named(h.Node, h.NodeName().In(who.Lang))
			}
			p.Roles = append(p.Roles, by)
		}
		out.Items[i] = p
	}
	return answer(out, err)
}
