package reason

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Answer is whether somebody may do one thing with an object, and why.
type Answer struct {
	Action  Action
	Allowed bool
	By      []access.Reason // the roles that allow it
	Own     label.Text      // what else does: managing the project, having made the view
	Lacks   access.Right    // what is missing, where it is not allowed
	Roles   []label.Text    // one of which is missing
	Givers  []access.Person // some of those who could give it
}

// Reasons are the answers about one person and one object.
type Reasons struct {
	Person   access.Account
	Object   Object
	Disabled bool // the account: nothing is possible
	Factor   bool // must be set up first: until then nothing is possible
	Answers  []Answer
}

// mostGivers is how many people are named who could give what is missing.
const mostGivers = 5

// Explain answers, for one action or, when it is "", for all that can be done with
// the object. The person asks for himself, or for an account that he manages, and
// about what he sees himself.
func Explain(ctx context.Context, q db.Querier, who access.Who, catalogue *field.Catalogue, account int64, kind string, id int64, action string) (Reasons, error) {
	e, err := access.EffectiveRights(ctx, q, who, account)
	if err != nil {
		return Reasons{}, err
	}
	o, err := find(ctx, q, who, catalogue, kind, id)
	if err != nil {
		return Reasons{}, err
	}
	out := Reasons{Person: e.Account, Object: o, Disabled: e.Account.Disabled, Factor: e.Factor.Required && !e.Factor.On}
	subject, err := access.Load(ctx, q, account, "web")
	if err != nil && fault.KindOf(err) != fault.Missing {
		return out, err
	}
	if o.Unit == 0 {
		root, err := access.Root(ctx, q)
		if err != nil {
			return out, err
		}
		o.Unit = root.ID
	}
	chain, err := access.Chain(ctx, q, who, account, o.Unit, o.Project)
	if err != nil {
		return out, err
	}
	for _, a := range o.Actions {
		if action == "" || a.Key == action {
			answer, err := answer(ctx, q, who, subject, o, a, chain)
			if err != nil {
				return out, err
			}
			out.Answers = append(out.Answers, answer)
		}
	}
	if len(out.Answers) == 0 {
		err = fault.Invalid("action", label.F("This cannot be done with such an object: %s", "Cette action n’existe pas sur un tel objet : %s", action))
	}
	return out, err
}

func answer(ctx context.Context, q db.Querier, who, subject access.Who, o Object, a Action, chain []access.Reason) (Answer, error) {
	if roles := o.roles[a.Key]; len(roles) > 0 {
		return byRole(ctx, q, subject, a, roles, chain)
	}
	out := Answer{Action: a}
	var err error
	if subject.ID != 0 { // else disabled
		if out.Allowed, err = a.may(ctx, q, subject); err != nil {
			return out, err
		}
	}
	if a.own != nil && out.Allowed {
		out.Own = a.own(subject)
	}
	need := a.need
	for _, l := range chain {
		if l.Rights&need != 0 || out.Allowed && !out.Own.IsZero() && need&access.EditProject != 0 && l.Rights&access.EditOwnProject != 0 {
			out.By = append(out.By, l)
		}
	}
	if out.Allowed || subject.ID == 0 {
		return out, nil
	}
	out.By = nil
	out.Lacks = need
	out.Givers, err = givers(ctx, q, who, subject.ID, o, need)
	return out, err
}

// byRole answers about something for which one of some roles is needed.
func byRole(ctx context.Context, q db.Querier, subject access.Who, a Action, roles []int64, chain []access.Reason) (out Answer, err error) {
	out.Action = a
	if subject.ID == 0 {
		return out, nil
	}
	if out.Allowed, err = a.may(ctx, q, subject); err != nil {
		return out, err
	}
	if out.Allowed {
		for _, l := range chain {
			if slices.Contains(roles, l.Role) {
				out.By = append(out.By, l)
			}
		}
		return out, nil
	}
	_, names, err := access.KnownRoles(ctx, q)
	for _, id := range roles {
		out.Roles = append(out.Roles, names[id])
	}
	return out, err
}

// givers returns some of those who could give what is missing: who give roles at
// the place and hold it there themselves.
func givers(ctx context.Context, q db.Querier, who access.Who, but int64, o Object, need access.Right) ([]access.Person, error) {
	all, err := access.Reaching(ctx, q, who, o.Unit, o.Project)
	if fault.KindOf(err) == fault.Missing {
		return nil, nil
	}
	var out []access.Person
	for _, r := range all {
		if r.ID != but && r.Rights&(need|access.ManageRoles) == need|access.ManageRoles && len(out) < mostGivers {
			out = append(out, r.Person)
		}
	}
	return out, err
}

// Sees returns who may see an object on which roles count, and by what: to those
// who see it themselves. Groups are named to those who manage people or roles there.
func Sees(ctx context.Context, q db.Querier, who access.Who, catalogue *field.Catalogue, kind string, id int64) (Object, []access.Reach, error) {
	o, err := find(ctx, q, who, catalogue, kind, id)
	if err != nil {
		return o, nil, err
	}
	i := slices.IndexFunc(o.Actions, func(a Action) bool { return a.Key == "see" })
	if i < 0 || o.Unit == 0 {
		return o, nil, fault.Invalid("object", label.T("Roles do not decide who sees this", "Ce ne sont pas les rôles qui décident de qui voit ceci"))
	}
	all, err := access.Reaching(ctx, q, who, o.Unit, o.Project)
	all = slices.DeleteFunc(all, func(r access.Reach) bool { return r.Rights&o.Actions[i].need != o.Actions[i].need })
	for j := range all {
		all[j].By = slices.DeleteFunc(all[j].By, func(h access.Held) bool { return h.Rights&o.Actions[i].need != o.Actions[i].need })
	}
	return o, all, err
}
