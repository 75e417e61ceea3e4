package api

import (
	"context"
	"fmt"
	"slices"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/view"
)

type viewOut struct {
	ID        string        `json:"id"`
	Version   int64         `json:"version"`
	Object    string        `json:"object"`
	Label     bilingual     `json:"label"`
	Owner     *named        `json:"owner" doc:"null for a view that came with Vigie"`
	Mine      bool          `json:"mine" doc:"Whether the caller is the owner"`
	Scope     view.Scope    `json:"scope" enum:"personal,everyone,some"`
	Audience  []audienceOut `json:"audience" doc:"Whom it is shared with, and whose default it is; for those who may manage it"`
	Locked    bool          `json:"locked"`
	Position  int64         `json:"position"`
	Portfolio string        `json:"portfolio" doc:"The portfolio that it shows; empty for any"`
	State     view.State    `json:"state"`
	Origin    string        `json:"origin,omitempty" doc:"Under which name it came with Vigie"`
	CanEdit   bool          `json:"can_edit" doc:"Whether the caller may save over it"`
	CanManage bool          `json:"can_manage" doc:"Whether the caller may rename, share, lock and delete it"`
	Lost      []string      `json:"lost" doc:"Attributes that it names and that are no longer in use"`
	LeftOut   bool          `json:"left_out" doc:"Whether it names attributes that are not for the caller: they are left out, and what it shows cannot be changed"`
	Broken    []string      `json:"broken" doc:"Places whose condition cannot be applied for the caller, and is left out"`
	Opens     int64         `json:"opens" doc:"How often it was opened; by the caller alone where the caller may not manage it"`
	Readers   int64         `json:"readers" doc:"By how many people"`
	LastUsed  string        `json:"last_used" doc:"When it was opened last; empty for never"`
	Unused    bool          `json:"unused" doc:"Whether nobody opened it for 90 days"`
	Updated   string        `json:"updated"`
	Deleted   string        `json:"deleted,omitempty"`
}

type audienceOut struct {
	Kind     string `json:"kind" enum:"unit,group,role"`
	ID       string `json:"id"`
	Name     string `json:"name"`
	Standard bool   `json:"standard" doc:"Whether it is the default of the role"`
}

// viewIn is what can be said of a view; what is absent stays as it is.
type viewIn struct {
	Object    *listed       `json:"object,omitempty" doc:"Said once, when the view is made"`
	Label     *bilingual    `json:"label,omitempty" doc:"The name, in one language at least"`
	Scope     *string       `json:"scope,omitempty" enum:"personal,everyone,some"`
	Audience  *[]audienceIn `json:"audience,omitempty" maxItems:"200"`
	Locked    *bool         `json:"locked,omitempty"`
	Position  *int64        `json:"position,omitempty" minimum:"0" maximum:"1000000000"`
	Portfolio *string       `json:"portfolio,omitempty" maxLength:"20" doc:"Empty for any"`
	State     *view.State   `json:"state,omitempty" doc:"Whole, when it is said"`
}

type audienceIn struct {
	Kind     string `json:"kind" enum:"unit,group,role"`
	ID       string `json:"id" maxLength:"20"`
	Standard bool   `json:"standard,omitempty"`
}

func (s *Server) applyView(in viewIn, v *view.View) error {
	if in.Label != nil {
		v.Name = in.Label.text()
	}
	put((*string)(&v.Scope), in.Scope)
	put(&v.Locked, in.Locked)
	put(&v.Position, in.Position)
	put(&v.State, in.State)
	if in.Portfolio != nil {
		id, err := s.unsealed(*in.Portfolio)
		if err != nil {
			return err
		}
		v.Portfolio = id
	}
	if in.Audience == nil {
		return nil
	}
	v.Audience = nil
	for _, a := range *in.Audience {
		id, err := s.DB.Unseal(a.ID)
		if err != nil {
			return fault.Invalid("audience", label.T("A unit, a group or a role that the view is shared with does not exist", "Une entité, un groupe ou un rôle avec qui la vue est partagée n’existe pas"))
		}
		v.Audience = append(v.Audience, view.Audience{Kind: a.Kind, Target: id, Standard: a.Standard})
	}
	return nil
}

// checker returns what refuses the filters of an object that the caller may not write.
func (s *Server) checker(ctx context.Context, object string) (func(filter string) error, error) {
	who := auth.Who(ctx)
	if kind := agenda.KindOf(object); kind != nil {
		now, err := s.Agenda.Of(kind).Live(ctx)
		return func(filter string) error { return now.CheckFilter(who, filter) }, err
	}
	now, err := s.Portfolio.Live(ctx)
	return func(filter string) error { return now.CheckFilter(who, filter) }, err
}

// conditions are the filters of a state, with their places.
func conditions(state *view.State) map[string]*string {
	out := map[string]*string{"state.filter": &state.Filter}
	for i := range state.Rules {
		out[fmt.Sprintf("state.rules[%d].filter", i)] = &state.Rules[i].Filter
	}
	return out
}

// checkViewFilters refuses conditions that cannot be read, or that name what the
// caller may not see; those that stand in the view already are left alone. So
// is a portfolio refused that the caller does not see.
func (s *Server) checkViewFilters(ctx context.Context, v view.View, before view.State) error {
	check, err := s.checker(ctx, v.Object)
	if err != nil {
		return err
	}
	was := conditions(&before)
	for where, filter := range conditions(&v.State) {
		if *filter == "" || was[where] != nil && *was[where] == *filter {
			continue
		}
		if err := check(*filter); err != nil {
			return placed(err, where)
		}
	}
	if v.Portfolio != 0 {
		_, err = portfolio.Get(ctx, s.DB, auth.Who(ctx), v.Portfolio)
		if fault.KindOf(err) == fault.Missing {
			return fault.Invalid("portfolio", label.T("There is no such portfolio", "Ce portefeuille n’existe pas"))
		}
	}
	return err
}

// placed says in which condition of a view the fault lies.
func placed(err error, where string) error {
	if f, ok := err.(*fault.Fault); ok {
		for i := range f.Details {
			f.Details[i].Where = where + f.Details[i].Where[len("filter"):]
		}
	}
	return err
}

// brokenIn returns the places whose condition cannot be applied for the caller,
// and takes them out, unless they are the caller's own.
func brokenIn(v *view.View, who access.Who, check func(string) error) []string {
	out := []string{}
	v.State.Rules = slices.Clone(v.State.Rules)
	for where, filter := range conditions(&v.State) {
		if *filter == "" || check(*filter) == nil {
			continue
		}
		out = append(out, where)
		if v.Owner != who.ID {
			*filter = ""
		}
	}
	slices.Sort(out)
	return out
}

// keepBroken puts back the conditions that were left out for the caller, so that
// saving the view does not lose them.
func (s *Server) keepBroken(ctx context.Context, now view.View, wanted *view.View) error {
	check, err := s.checker(ctx, now.Object)
	if err != nil {
		return err
	}
	stored, then := now.State, now
	brokenIn(&then, auth.Who(ctx), check)
	wanted.State.Rules = slices.Clone(wanted.State.Rules)
	shown, after := conditions(&then.State), conditions(&wanted.State)
	for where, filter := range conditions(&stored) {
		if *shown[where] == "" && after[where] != nil && *after[where] == "" {
			*after[where] = *filter
		}
	}
	return nil
}

func (s *Server) viewAnswer(ctx context.Context, v view.View, err error) (*body[viewOut], error) {
	if err != nil {
		return nil, err
	}
	out, err := s.showViews(ctx, []view.View{v})
	if err != nil {
		return nil, err
	}
	return &body[viewOut]{out[0]}, nil
}

// hiddenIn tells the attributes of a catalogue that a person may read nowhere.
func hiddenIn(c *field.Catalogue, who access.Who) func(key string) bool {
	c = c.Whole()
	known := c.For(who)
	return func(key string) bool { return c.Get(key) != nil && known.Get(key) == nil }
}

// keepWhole refuses to change what a view shows when it names attributes that are not
// for the caller: he was shown it without them, and would take them out.
func (s *Server) keepWhole(ctx context.Context, now view.View, in viewIn) error {
	if in.State == nil {
		return nil
	}
	return s.knowsAll(ctx, now.Object, now.State)
}

// knowsAll refuses to go from one state of a view to another where either names what is
// not for the caller.
func (s *Server) knowsAll(ctx context.Context, object string, states ...view.State) error {
	c, err := field.Load(ctx, s.DB, object)
	if err != nil {
		return err
	}
	hides := hiddenIn(c, auth.Who(ctx))
	for _, state := range states {
		if _, left := state.Without(hides); !left {
			continue
		}
		return fault.Conflict(label.T("Something in this view is not for you: keep what you changed as a view of your own", "Un élément de cette vue ne vous est pas destiné : enregistrez vos modifications dans une vue à vous"))
	}
	return nil
}

// viewShower shows what is stored now to who sent a stale version.
func (s *Server) viewShower(ctx context.Context) func(view.View) viewOut {
	return func(v view.View) viewOut {
		out, err := s.showViews(ctx, []view.View{v})
		if err != nil {
			return viewOut{ID: s.DB.Seal(v.ID), Version: v.Version}
		}
		return out[0]
	}
}

func (s *Server) showViews(ctx context.Context, views []view.View) ([]viewOut, error) {
	who, out := auth.Who(ctx), []viewOut{}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil || len(views) == 0 {
		return out, err
	}
	object := views[0].Object
	check, err := s.checker(ctx, object)
	if err != nil {
		return nil, err
	}
	catalogue, err := field.Load(ctx, s.DB, object)
	if err != nil {
		return nil, err
	}
	uses, err := view.Uses(ctx, s.DB, who, object)
	if err != nil {
		return nil, err
	}
	for _, v := range views {
		o, err := s.showView(ctx, snap.Names(who), v, uses[v.ID])
		if err != nil {
			return nil, err
		}
		o.Broken = append(o.Broken, brokenIn(&v, who, check)...)
		if o.State, o.LeftOut = v.State.Without(hiddenIn(catalogue, who)); o.LeftOut {
			o.CanEdit = false
		}
		o.Lost = append([]string{}, o.State.Lost(catalogue)...)
		out = append(out, o)
	}
	return out, nil
}

func (s *Server) showView(ctx context.Context, names snapshot.Names, v view.View, u view.Use) (viewOut, error) {
	who := auth.Who(ctx)
	out := viewOut{
		ID: s.DB.Seal(v.ID), Version: v.Version, Object: v.Object, Label: inBoth(v.Name), Mine: v.Owner == who.ID, Scope: v.Scope,
		Audience: []audienceOut{}, Locked: v.Locked, Position: v.Position, Origin: v.Origin, Broken: []string{},
		CanEdit: view.MayChange(who, v), CanManage: view.MayManage(who, v),
		LastUsed: instant(u.Mine), Updated: instant(v.Updated), Deleted: instant(v.Deleted),
	}
	out.Owner = s.named(v.Owner, names.Name(field.User, v.Owner))
	if v.Portfolio != 0 {
		if _, err := portfolio.Get(ctx, s.DB, who, v.Portfolio); err == nil {
			out.Portfolio = s.DB.Seal(v.Portfolio)
		} else {
			out.Broken = append(out.Broken, "portfolio")
		}
	}
	if !out.CanManage {
		return out, nil
	}
	out.Opens, out.Readers, out.LastUsed, out.Unused = u.Opens, u.Readers, instant(u.Last), u.Unused(v, s.DB.Millis())
	for _, a := range v.Audience {
		name, err := access.NameOfPart(ctx, s.DB, a.Kind, a.Target, who.Lang)
		if err != nil {
			return out, err
		}
		out.Audience = append(out.Audience, audienceOut{a.Kind, s.DB.Seal(a.Target), name, a.Standard})
	}
	return out, nil
}

type viewPast struct {
	Version int64    `json:"version"`
	At      string   `json:"at"`
	Actor   *named   `json:"actor"`
	Label   string   `json:"label" doc:"The name it had, in the language of the caller"`
	Parts   []string `json:"parts" doc:"What changed, by the members of the view and of its state"`
	Deleted bool     `json:"deleted,omitempty"`
}

func (s *Server) viewHistory(ctx context.Context, in *ByID) (*body[list[viewPast]], error) {
	v, err := s.viewByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := view.History(ctx, s.DB, who, v.ID)
	if err != nil {
		return nil, err
	}
	snap, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := list[viewPast]{Items: []viewPast{}, Total: len(past)}
	for _, p := range past {
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, viewPast{
			Version: p.Version, At: instant(p.Change.At), Actor: s.named(actor, snap.Names(who).Name(field.User, actor)),
			Label: p.Name.In(who.Lang), Parts: append([]string{}, p.Parts...), Deleted: p.Deleted,
		})
	}
	return &body[list[viewPast]]{out}, nil
}

type hidingOut struct {
	Filter string `json:"filter" doc:"The condition, as it was typed; empty for the words looked for"`
	Q      string `json:"q,omitempty"`
	Hides  int    `json:"hides" doc:"How many it hides"`
	Alone  int    `json:"alone" doc:"How many nothing else hides: what leaving it out would show"`
}

type hiddenOut struct {
	Hidden     int         `json:"hidden"`
	Conditions []hidingOut `json:"conditions"`
}

func (s *Server) hiddenProjects(ctx context.Context, in *struct {
	AsOf      string `query:"as_of" maxLength:"10"`
	Filter    string `query:"filter" maxLength:"10000"`
	Q         string `query:"q" maxLength:"200"`
	Portfolio string `query:"portfolio" maxLength:"20"`
	State     string `query:"state" enum:"active,archived,deleted,all" default:"active"`
},
) (*body[hiddenOut], error) {
	snap, _, err := s.snapshots(ctx, When{AsOf: in.AsOf})
	if err != nil {
		return nil, err
	}
	q := snapshot.Query{Filter: in.Filter, Search: in.Q, State: project.State(in.State)}
	if in.Portfolio != "" {
		if q.Portfolio, err = s.portfolioByID(ctx, in.Portfolio); err != nil {
			return nil, err
		}
	}
	hidden, list, err := snap.Why(auth.Who(ctx), q)
	out := hiddenOut{Hidden: hidden, Conditions: []hidingOut{}}
	for _, h := range list {
		out.Conditions = append(out.Conditions, hidingOut{h.Filter, h.Search, h.Hides, h.Alone})
	}
	return answer(out, err)
}
