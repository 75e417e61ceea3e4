package view

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/shipped"
	"vigie/room/access"
)

// What the records of what was shipped are kept under: the views, and of which
// roles they are the default.
const (
	shippedView    = "view"
	shippedDefault = "default"
)

// properties are what is shipped of a view.
var properties = []shipped.Property[View]{
	shipped.Of("name", func(v *View) *label.Text { return &v.Name }),
	shipped.Of("scope", func(v *View) *Scope { return &v.Scope }),
	shipped.Of("locked", func(v *View) *bool { return &v.Locked }),
	shipped.Of("position", func(v *View) *int64 { return &v.Position }),
	shipped.Of("display", func(v *View) *string { return &v.State.Display }),
	shipped.Of("columns", func(v *View) *[]Column { return &v.State.Columns }),
	shipped.Of("sort", func(v *View) *[]Sort { return &v.State.Sort }),
	shipped.Of("group", func(v *View) *[]Group { return &v.State.Group }),
	shipped.Of("tree", func(v *View) *string { return &v.State.Tree }),
	shipped.Of("filter", func(v *View) *string { return &v.State.Filter }),
	shipped.Of("find", func(v *View) *string { return &v.State.Find }),
	shipped.Of("rows", func(v *View) *string { return &v.State.Rows }),
	shipped.Of("density", func(v *View) *string { return &v.State.Density }),
	shipped.Of("rules", func(v *View) *[]Rule { return &v.State.Rules }),
	shipped.Of("period", func(v *View) *string { return &v.State.Period }),
	shipped.Of("compare", func(v *View) *string { return &v.State.Compare }),
	shipped.Of("only", func(v *View) *bool { return &v.State.Only }),
	shipped.Of("board", func(v *View) *Board { return &v.State.Board }),
	shipped.Of("timeline", func(v *View) *Timeline { return &v.State.Timeline }),
	shipped.Of("params", func(v *View) *map[string]string { return &v.State.Params }),
}

// earlier are the views, in their order, that programs shipped which did not keep
// what they shipped.
var earlier = []string{"all", "mine", "to_update", "in_trouble", "by_unit", "by_stage", "calendar"}

// earlierDefaults are the views that were then the defaults of roles.
var earlierDefaults = map[string]string{"project_manager": "mine", "executive": "by_unit"}

// seeding is one renewal of the views.
type seeding struct {
	known, defaults map[string]shipped.Record
	there           map[string]View // by origin
	older           bool            // written by a program that did not keep what it shipped
}

// Seed writes the views that every instance starts with where they never were, and
// brings those that are there to what this program ships, as far as nobody changed
// them by hand. What was deleted does not come back.
func Seed(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(who.IsSystem()); err != nil {
		return err
	}
	if err := shipped.Alone(ctx, tx); err != nil {
		return err
	}
	s, err := readSeeds(ctx, tx)
	if err != nil {
		return err
	}
	for i, o := range standard {
		if err := s.seed(ctx, tx, who, o.view(i)); err != nil {
			return fmt.Errorf("writing the view %s: %w", o.origin, err)
		}
	}
	return s.seedDefaults(ctx, tx, who)
}

func readSeeds(ctx context.Context, tx *db.Tx) (*seeding, error) {
	s := &seeding{there: map[string]View{}}
	var err error
	if s.known, err = shipped.Load(ctx, tx, shippedView); err != nil {
		return nil, err
	}
	if s.defaults, err = shipped.Load(ctx, tx, shippedDefault); err != nil {
		return nil, err
	}
	rows, err := db.Select[row](ctx, tx, "SELECT "+columns()+" FROM view v WHERE v.origin <> ''")
	if err != nil {
		return nil, err
	}
	views, err := complete(ctx, tx, rows)
	for _, v := range views {
		s.there[v.Origin] = v
	}
	s.older = len(s.known) == 0 && len(views) > 0
	return s, err
}

// seed writes one view, or renews it.
func (s *seeding) seed(ctx context.Context, tx *db.Tx, who access.Who, ours View) error {
	now, found := s.there[ours.Origin]
	r, known := s.known[ours.Origin]
	r.Kind, r.Key, r.Object = shippedView, ours.Origin, now.ID
	past := slices.Index(earlier, ours.Origin)
	switch {
	case !found && !known && !(s.older && past >= 0):
		made, err := Create(ctx, tx, who, ours)
		if err != nil {
			return err
		}
		s.there[ours.Origin] = made
		r.Object, r.Parts = made.ID, shipped.PartsOf(properties, &ours)
		return shipped.Keep(ctx, tx, s.known, r)
	case !known && found:
		var first remembered
		if _, err := shipped.First(ctx, tx, Entity, now.ID, &first); err != nil {
			return err
		}
		was := View{Name: first.Name, Scope: first.Scope, Locked: first.Locked, Position: int64(past+1) * 10, State: first.State.cleaned()}
		r.Parts = shipped.PartsOf(properties, &was)
	}
	if !found || now.Deleted != 0 {
		return shipped.Keep(ctx, tx, s.known, r)
	}
	next, changed := shipped.Renew(properties, r.Parts, &now, &ours)
	if changed {
		err := now.cleanAs(ctx, tx)
		if fault.KindOf(err) == fault.BadInput {
			return nil // it would not hold together with what was changed by hand
		}
		if err != nil {
			return err
		}
		now.Version, now.Updated = now.Version+1, tx.Millis()
		if err := now.put(ctx, tx); err != nil {
			return err
		}
		s.there[ours.Origin] = now
	}
	r.Parts = next
	return shipped.Keep(ctx, tx, s.known, r)
}

// standing is which view is the default of a role: a shipped one by its origin,
// one of the instance's own by its id.
type standing struct{ View string }

var defaultProperties = []shipped.Property[standing]{
	shipped.Of("view", func(s *standing) *string { return &s.View }),
}

// seedDefaults makes the shipped views the defaults of their roles, as far as
// nobody chose others.
func (s *seeding) seedDefaults(ctx context.Context, tx *db.Tx, who access.Who) error {
	roles, err := access.Roles(ctx, tx, who)
	if err != nil {
		return err
	}
	for _, role := range roles {
		if !role.Builtin {
			continue
		}
		now, err := s.defaultOf(ctx, tx, role.ID)
		if err != nil {
			return err
		}
		r, known := s.defaults[role.Key]
		r.Kind, r.Key, r.Object = shippedDefault, role.Key, role.ID
		if !known && s.older {
			r.Parts = shipped.PartsOf(defaultProperties, &standing{earlierDefaults[role.Key]})
		}
		var ours standing
		if at := slices.IndexFunc(standard, func(o starter) bool { return slices.Contains(o.roles, role.Key) }); at >= 0 {
			ours.View = standard[at].origin
		}
		before, changed := now.View, false
		r.Parts, changed = shipped.Renew(defaultProperties, r.Parts, &now, &ours)
		if changed {
			if err := s.moveDefault(ctx, tx, role.ID, before, now.View); err != nil {
				return err
			}
		}
		if err := shipped.Keep(ctx, tx, s.defaults, r); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeding) defaultOf(ctx context.Context, tx *db.Tx, role int64) (standing, error) {
	type named struct {
		ID     int64  `db:"id"`
		Origin string `db:"origin"`
	}
	rows, err := db.Select[named](ctx, tx, `SELECT v.id, v.origin FROM view_audience a JOIN view v ON v.id = a.view_id
		WHERE a.kind = 'role' AND a.target_id = $1 AND a.standard = 1 AND v.object = 'project' ORDER BY v.id LIMIT 1`, role)
	if err != nil || len(rows) == 0 {
		return standing{}, err
	}
	if rows[0].Origin == "" {
		return standing{"#" + strconv.FormatInt(rows[0].ID, 10)}, nil
	}
	return standing{rows[0].Origin}, nil
}

// moveDefault takes a role's default from one shipped view to another; either may
// be none. A view that is not for everybody goes on being shared with the role.
func (s *seeding) moveDefault(ctx context.Context, tx *db.Tx, role int64, from, to string) error {
	change := func(v View, audience []Audience) error {
		v.Audience, v.Version, v.Updated = distinct(audience), v.Version+1, tx.Millis()
		s.there[v.Origin] = v
		return v.put(ctx, tx)
	}
	isIt := func(a Audience) bool { return a.Kind == ForRole && a.Target == role }
	if v, there := s.there[from]; there {
		rest := slices.DeleteFunc(slices.Clone(v.Audience), isIt)
		if v.Scope == Some {
			rest = append(rest, Audience{ForRole, role, false})
		}
		if err := change(v, rest); err != nil {
			return err
		}
	}
	if v, there := s.there[to]; there && v.Deleted == 0 && v.Shared() {
		return change(v, append(slices.DeleteFunc(slices.Clone(v.Audience), isIt), Audience{ForRole, role, true}))
	}
	return nil
}
