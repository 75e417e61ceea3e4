package config

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/view"
)

// list is a view that is shared with everybody, or with roles.
type list struct {
	Object   string     `json:"object" enum:"listed"`
	Key      string     `json:"key"`
	Name     both       `json:"name"`
	Scope    view.Scope `json:"scope" enum:"everyone,some"`
	Roles    []string   `json:"roles" doc:"With whom it is shared, where it is not with everybody"`
	Default  []string   `json:"default_of" doc:"The roles whose list starts with it"`
	Locked   bool       `json:"locked"`
	Position int64      `json:"position"`
	State    view.State `json:"state"`
}

func (l *list) sortSets() {
	slices.Sort(l.Roles)
	slices.Sort(l.Default)
}

func (l *list) nameInSection() string { return l.Object + "\n" + l.Name.EN + "\n" + l.Name.FR }

var views = part{
	name: "views", title: label.T("Shared views", "Vues partagées"), may: May,
	shape:   func() any { return &list{Scope: view.Everyone, Roles: []string{}, Default: []string{}} },
	address: func(b any) string { return b.(*list).Object + "." + b.(*list).Key },
	called:  func(b any) label.Text { return b.(*list).Name.text() },
	read:    readViews, write: writeViews, impact: impactOfView,
}

// travels reports whether a view names nothing that only this instance has: it is
// shared with everybody or with roles, and is bound to no portfolio, unit or review.
func travels(v view.View) bool {
	return v.Shared() && v.Portfolio == 0 && v.State.Params["portfolio"] == "" && !strings.HasPrefix(v.State.Compare, "review:") &&
		!slices.ContainsFunc(v.Audience, func(a view.Audience) bool { return a.Kind != view.ForRole })
}

func readViews(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	known, places := map[int64]string{}, map[int64]int64{}
	var now []view.View
	for _, object := range view.Objects {
		all, err := view.All(ctx, q, st.who, object)
		if err != nil {
			return nil, err
		}
		taken := map[int64]string{}
		for _, v := range all {
			if travels(v) && v.Origin != "" {
				taken[v.ID] = v.Origin
			}
		}
		k := newKeys(taken)
		for _, v := range all {
			if travels(v) {
				known[v.ID], places[v.ID] = k.of(v.ID, v.Name), v.Position
				now = append(now, v)
			}
		}
	}
	if st.change != 0 {
		var err error
		if now, err = knownViews(ctx, q, st.change, places); err != nil {
			return nil, err
		}
	}
	ofObject := map[string]keys{}
	for _, object := range view.Objects {
		ofObject[object] = newKeys(known)
	}
	var out []entry
	for _, v := range now {
		l := st.list(v, ofObject[v.Object].of(v.ID, v.Name))
		if l.Scope == view.Some && len(l.Roles) == 0 {
			continue // the roles that it was shared with are gone
		}
		out = append(out, entry{v.ID, l})
	}
	return out, nil
}

// knownViews are the views as they were. Where they stood is not kept: they stand
// where they do now.
func knownViews(ctx context.Context, q db.Querier, change int64, places map[int64]int64) ([]view.View, error) {
	then, err := view.KnownAt(ctx, q, change)
	then = slices.DeleteFunc(then, func(v view.View) bool { return !travels(v) })
	for i := range then {
		then[i].Position = places[then[i].ID]
	}
	slices.SortStableFunc(then, func(a, b view.View) int {
		return cmp.Or(cmp.Compare(slices.Index(view.Objects, a.Object), slices.Index(view.Objects, b.Object)), cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	return then, err
}

func (st *state) list(v view.View, key string) *list {
	l := &list{v.Object, key, bothOf(v.Name), v.Scope, []string{}, []string{}, v.Locked, v.Position, v.State}
	for _, a := range v.Audience {
		if st.roleKeys[a.Target] == "" {
			continue // deleted since
		}
		if v.Scope == view.Some {
			l.Roles = append(l.Roles, st.roleKeys[a.Target])
		}
		if a.Standard {
			l.Default = append(l.Default, st.roleKeys[a.Target])
		}
	}
	slices.Sort(l.Roles)
	slices.Sort(l.Default)
	return l
}

func (r *finder) view(l *list) view.View {
	v := view.View{Object: l.Object, Name: l.Name.text(), Scope: l.Scope, Locked: l.Locked, Position: l.Position, State: l.State}
	for _, key := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(l.Roles, l.Default)))) {
		v.Audience = append(v.Audience, view.Audience{Kind: view.ForRole, Target: r.role("roles", key), Standard: slices.Contains(l.Default, key)})
	}
	if l.Scope == view.Personal {
		r.say("scope", label.T("A personal view is its owner’s: it is no configuration", "Une vue personnelle est à son propriétaire\u202f: elle n’est pas de la configuration"))
	}
	return v
}

// filters takes down the conditions of a view that cannot be read, but for those that
// the view has had before.
func (r *finder) filters(l, was *list) {
	c := r.catalogues[l.Object]
	if c == nil {
		return // the view is refused for what it lists
	}
	known := map[string]bool{"": true}
	if was != nil {
		for _, text := range conditionsOf(was.State) {
			known[text] = true
		}
	}
	for where, text := range conditionsOf(l.State) {
		if !known[text] {
			r.filter(c, "state."+where, text)
		}
	}
}

func (r *finder) filter(c *field.Catalogue, where, text string) {
	_, err := formula.ParseFilter(text, label.EN, field.Words{Catalogue: c, Directory: beside{r.names, r.catalogues}})
	if f, ok := at(where, err).(*fault.Fault); ok && len(f.Details) > 0 {
		r.bad = append(r.bad, f.Details[0])
	}
}

// beside is a directory that also knows what lies beside projects, as the document says it.
type beside struct {
	field.Directory
	all map[string]*field.Catalogue
}

// Linked implements field.Links.
func (b beside) Linked(kind string) *field.Catalogue { return b.all[kind] }

// conditionsOf are the conditions of a view, by their places.
func conditionsOf(s view.State) map[string]string {
	out := map[string]string{"filter": s.Filter}
	for i, rule := range s.Rules {
		out[fmt.Sprintf("rules[%d].filter", i)] = rule.Filter
	}
	return out
}

func writeViews(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeView(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

func writeView(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	if s.Kind == Removed {
		now, err := view.Get(ctx, tx, st.who, s.id)
		if err != nil {
			return err
		}
		return view.Delete(ctx, tx, st.who, s.id, now.Version)
	}
	r := &finder{state: st}
	to := r.view(s.now.(*list))
	if len(st.was) == 0 { // what held once is brought back as it was
		was, _ := s.was.(*list)
		r.filters(s.now.(*list), was)
	}
	if err := fault.InvalidAll(r.bad); err != nil {
		return err
	}
	id := s.id
	if gone := st.was[s.Section][s.Key]; id == 0 && gone != 0 {
		if v, err := view.Restore(ctx, tx, st.who, gone); err == nil {
			id = v.ID
		} else if fault.KindOf(err) != fault.Missing {
			return err
		}
	}
	if id == 0 {
		_, err := view.Create(ctx, tx, st.who, to)
		return err
	}
	now, err := view.Get(ctx, tx, st.who, id)
	if err != nil {
		return err
	}
	_, err = view.Update(ctx, tx, st.who, id, now.Version, func(v *view.View) {
		v.Name, v.Scope, v.Audience, v.Locked, v.State = to.Name, to.Scope, to.Audience, to.Locked, to.State
		if to.Position != 0 {
			v.Position = to.Position
		}
	})
	return err
}

// impactOfView counts those who opened it, and names who did last.
func impactOfView(ctx context.Context, q db.Querier, st *state, s *Step) error {
	if s.id == 0 {
		return nil
	}
	object, _, _ := strings.Cut(s.Key, ".")
	uses, err := view.Uses(ctx, q, st.who, object)
	if s.People = int(uses[s.id].Readers); err != nil || s.People == 0 {
		return err
	}
	readers, err := view.ReadersOf(ctx, q, systemWho, s.id, mostNamed)
	names := st.live.Names(st.who)
	for _, id := range readers {
		if name := names.Name(field.User, id); name != "" {
			s.Persons = append(s.Persons, Named{st.desk.DB.Seal(id), name})
		}
	}
	return err
}
