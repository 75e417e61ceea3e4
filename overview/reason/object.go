// Package reason says why somebody may, or may not, do something with an object:
// by which roles, given where, to which groups, since when; or what is missing,
// and who could give it. Who asks must see the object and may know what the
// person is given.
package reason

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/review"
	"vigie/room/risk"
	"vigie/room/round"
	"vigie/room/view"
)

// Object is what is asked about.
type Object struct {
	Kind    string
	ID      int64
	Name    label.Text
	Actions []Action
	Unit    int64 // where the roles count; 0 for the whole organisation
	Project int64 // whose own grants count too; 0 for none
	InBin   bool

	roles map[string][]int64 // by action: those of which one is needed, beside rights
}

// Action is something that can be done with an object.
type Action struct {
	Key   string
	Label label.Text
	need  access.Right                                                // on the unit or the project; 0 where rights do not decide
	may   func(context.Context, db.Querier, access.Who) (bool, error) // as the room itself decides
	own   func(access.Who) label.Text                                 // by what the person is to the object, beside roles; may be nil
}

// Kinds are the objects that can be asked about.
var Kinds = []string{
	project.Entity, milestone.Kind.Entity, risk.Kind.Entity, action.Kind.Entity, decision.Kind.Entity,
	portfolio.Entity, "dashboard", view.Entity, "review", "round", "unit", "attribute", "user",
}

var (
	see   = label.T("See it", "Le voir")
	edits = label.T("Change it", "Le modifier")
	past  = label.T("Read its history", "Lire son historique")
	gives = label.T("Give roles on it", "Y attribuer des rôles")
)

// find returns an object that the person sees; what he does not see is not there.
func find(ctx context.Context, q db.Querier, who access.Who, catalogue *field.Catalogue, kind string, id int64) (Object, error) {
	o, err := Object{}, error(nil)
	if i := slices.IndexFunc(records, func(k *record.Kind) bool { return k.Entity == kind }); i >= 0 {
		o, err = ofRecord(ctx, q, who, records[i], id)
	} else if of, known := finders[kind]; known {
		o, err = of(ctx, q, who, catalogue, id)
	} else {
		return o, fault.Invalid("object", label.F("Nothing of this kind can be asked about: %s", "Aucune question n’est possible sur cette nature d’objet : %s", kind))
	}
	o.Kind, o.ID = kind, id
	return o, err
}

var records = []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind}

type finder func(context.Context, db.Querier, access.Who, *field.Catalogue, int64) (Object, error)

var finders map[string]finder

func init() {
	finders = map[string]finder{
		project.Entity: ofProject, portfolio.Entity: ofPortfolio, "dashboard": ofDashboard, view.Entity: ofView,
		"review": ofReview, "round": ofRound, "unit": ofUnit, "attribute": ofField, "user": ofUser,
	}
}

// sees is an action that is possible where a getter finds something.
func sees[T any](get func(context.Context, db.Querier, access.Who) (T, error)) func(context.Context, db.Querier, access.Who) (bool, error) {
	return func(ctx context.Context, q db.Querier, who access.Who) (bool, error) {
		_, err := get(ctx, q, who)
		if fault.KindOf(err) == fault.Missing || fault.KindOf(err) == fault.Denied {
			return false, nil
		}
		return err == nil, err
	}
}

// when is an action that needs nothing but what is known of the person.
func when(may func(access.Who) bool) func(context.Context, db.Querier, access.Who) (bool, error) {
	return func(_ context.Context, _ db.Querier, who access.Who) (bool, error) { return may(who), nil }
}

func ofProject(ctx context.Context, q db.Querier, who access.Who, catalogue *field.Catalogue, id int64) (Object, error) {
	p, err := project.Get(ctx, q, who, id)
	if err != nil {
		return Object{}, err
	}
	o := Object{Name: label.T(p.Name(), p.Name()), Unit: p.Unit(), Project: p.ID, InBin: p.State == project.Deleted}
	manages := func(who access.Who) (out label.Text) {
		if who.ID == p.Manager() && who.ID != 0 {
			out = label.T("manages this project", "est chef de ce projet")
		}
		return out
	}
	add := func(key string, text label.Text, r access.Right) {
		o.Actions = append(o.Actions, Action{key, text, r, when(func(who access.Who) bool { return who.CanProject(r, p.ID, p.Unit(), p.Manager()) }), nil})
	}
	add("see", see, access.ReadProject)
	add("edit", edits, access.EditProject)
	o.Actions[1].own = manages
	add("comment", label.T("Comment on it and attach files", "Le commenter et y joindre des fichiers"), access.Comment)
	add("history", past, access.ReadHistory)
	add("delete", label.T("Archive, delete or merge it", "L’archiver, le supprimer ou le fusionner"), access.DeleteProject)
	add("export", label.T("Export it", "L’exporter"), access.Export)
	add("grant", gives, access.ManageRoles)
	for _, f := range catalogue.Fields {
		if !f.Retired {
			o.ofAttribute(catalogue, f, p)
		}
	}
	return o, nil
}

func ofRecord(ctx context.Context, q db.Querier, who access.Who, k *record.Kind, id int64) (Object, error) {
	m, err := k.Get(ctx, q, who, id)
	if err != nil {
		return Object{}, err
	}
	var o Object
	may := func(r access.Right) func(access.Who) bool { return func(access.Who) bool { return false } }
	if m.Project() != 0 {
		p, err := project.Get(ctx, q, who, m.Project())
		if err != nil {
			return o, err
		}
		o.Unit, o.Project, o.InBin = p.Unit(), p.ID, p.State == project.Deleted
		may = func(r access.Right) func(access.Who) bool {
			return func(who access.Who) bool { return who.CanProject(r, p.ID, p.Unit(), p.Manager()) }
		}
	} else if m.Portfolio() != 0 {
		p, err := portfolio.Get(ctx, q, who, m.Portfolio())
		if err != nil {
			return o, err
		}
		o.Unit = p.Unit
		may = func(r access.Right) func(access.Who) bool {
			return func(who access.Who) bool { return who.Can(record.OnPortfolio(r), p.Unit) }
		}
	}
	o.Name = label.T(m.Name(), m.Name())
	ticks := func(who access.Who) (out label.Text) {
		if k.MayTick(who, m) && may(access.ReadProject)(who) {
			out = label.T("sees to it, and may say how it stands", "en est responsable, et peut dire où il en est")
		}
		return out
	}
	for _, a := range []struct {
		key  string
		text label.Text
		r    access.Right
		own  func(access.Who) label.Text
	}{{"see", see, access.ReadProject, nil}, {"edit", edits, access.EditProject, ticks}, {"history", past, access.ReadProject | access.ReadHistory, nil}} {
		need := a.r
		if o.Project == 0 {
			need = record.OnPortfolio(a.r)
		}
		o.Actions = append(o.Actions, Action{a.key, a.text, need, when(may(a.r)), a.own})
	}
	return o, nil
}

// onUnit is an action that a right on a unit allows.
func onUnit(key string, text label.Text, r access.Right, unit int64) Action {
	return Action{key, text, r, when(func(who access.Who) bool { return who.Can(r, unit) }), nil}
}

func ofPortfolio(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	p, err := portfolio.Get(ctx, q, who, id)
	return Object{Name: label.T(p.Name, p.Name), Unit: p.Unit, Actions: []Action{
		onUnit("see", see, access.ReadPortfolio, p.Unit), onUnit("edit", edits, access.EditPortfolio, p.Unit), onUnit("grant", gives, access.ManageRoles, p.Unit),
	}}, err
}

func ofDashboard(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	p, err := portfolio.Get(ctx, q, who, id)
	return Object{Name: label.T(p.Name, p.Name), Unit: p.Unit, Actions: []Action{
		onUnit("see", see, access.ReadPortfolio, p.Unit), onUnit("edit", label.T("Arrange it for everybody", "L’aménager pour tous"), access.EditPortfolio, p.Unit),
	}}, err
}

func ofReview(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	r, err := review.Get(ctx, q, who, id)
	return Object{Name: label.T(r.Name, r.Name), Unit: r.Unit, Actions: []Action{
		onUnit("see", see, access.ReadPortfolio, r.Unit), onUnit("edit", label.T("Prepare and lead it", "La préparer et la conduire"), access.EditPortfolio, r.Unit),
	}}, err
}

func ofRound(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	r, err := round.Get(ctx, q, who, id)
	if err != nil {
		return Object{}, err
	}
	asks, err := round.Asks(ctx, q, access.System("reason"), r)
	asked := func(who access.Who) (out label.Text) {
		if slices.ContainsFunc(asks, func(a round.Ask) bool { return int64(a.Account) == who.ID }) {
			out = label.T("is asked something in it", "y est sollicité")
		}
		return out
	}
	sees := Action{"see", see, access.ReadPortfolio, sees(func(ctx context.Context, q db.Querier, who access.Who) (round.Round, error) {
		return round.Get(ctx, q, who, id)
	}), asked}
	return Object{Name: label.T(r.Month.In(label.EN), r.Month.In(label.FR)), Unit: r.Unit, Actions: []Action{
		sees, onUnit("edit", label.T("Run it", "La conduire"), access.EditPortfolio, r.Unit), onUnit("reopen", label.T("Reopen the month", "Rouvrir le mois"), access.ReopenMonth, r.Unit),
	}}, err
}

func ofUnit(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	u, err := access.UnitByID(ctx, q, who, id)
	return Object{Name: label.T(u.Name, u.Name), Unit: id, Actions: []Action{
		onUnit("see_projects", label.T("See its projects", "Voir ses projets"), access.ReadProject, id),
		onUnit("create", label.T("Create projects in it", "Y créer des projets"), access.CreateProject, id),
		onUnit("see_portfolios", label.T("See its portfolios", "Voir ses portefeuilles"), access.ReadPortfolio, id),
		onUnit("edit", edits, access.ManageUnits, id),
		onUnit("users", label.T("Manage its users", "Gérer ses utilisateurs"), access.ManageUsers, id),
		onUnit("grant", gives, access.ManageRoles, id),
	}}, err
}

func ofUser(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	a, err := access.AccountByID(ctx, q, who, id)
	return Object{Name: label.T(a.Name, a.Name), Actions: []Action{{
		"edit", label.T("Manage the account", "Gérer le compte"), access.ManageUsers,
		sees(func(ctx context.Context, q db.Querier, who access.Who) (access.Account, error) {
			return access.AccountByID(ctx, q, who, id)
		}), nil,
	}}}, err
}

func ofField(_ context.Context, _ db.Querier, _ access.Who, catalogue *field.Catalogue, id int64) (Object, error) {
	f := catalogue.ByID(id)
	if f == nil {
		return Object{}, fault.NotFound()
	}
	return Object{Name: f.Label, Actions: []Action{
		{"edit", label.T("Define it", "Le définir"), access.EditCatalogue, when(func(who access.Who) bool { return who.CanSomewhere(access.EditCatalogue) }), nil},
	}}, nil
}

func ofView(ctx context.Context, q db.Querier, who access.Who, _ *field.Catalogue, id int64) (Object, error) {
	v, err := view.Get(ctx, q, who, id)
	if err != nil {
		return Object{}, err
	}
	audience := func(who access.Who) (out label.Text) {
		switch {
		case v.Owner == who.ID && who.ID != 0:
			out = label.T("made this view", "a créé cette vue")
		case v.Scope == view.Everyone:
			out = label.T("it is shared with everybody", "elle est partagée avec tous")
		case v.Scope == view.Some && !who.CanEverywhere(access.ShareView):
			out = label.T("it is shared with a unit, a group or a role of theirs", "elle est partagée avec une entité, un groupe ou un rôle de cette personne")
		}
		return out
	}
	sees := sees(func(ctx context.Context, q db.Querier, who access.Who) (view.View, error) {
		return view.Get(ctx, q, who, id)
	})
	both := func(may func(access.Who, view.View) bool) func(context.Context, db.Querier, access.Who) (bool, error) {
		return func(ctx context.Context, q db.Querier, who access.Who) (bool, error) {
			ok, err := sees(ctx, q, who)
			return ok && may(who, v), err
		}
	}
	return Object{Name: v.Name, Actions: []Action{
		{"see", see, access.ShareView, sees, audience},
		{"edit", edits, access.ShareView, both(view.MayChange), audience},
		{"share", label.T("Share, lock and delete it", "La partager, la verrouiller et la supprimer"), access.ShareView, both(view.MayManage), audience},
	}}, nil
}
