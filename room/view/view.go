// Package view keeps saved views: how a list of objects is shown, by whom and
// for whom. A view is never a right: what it shows is what its reader may see.
package view

import (
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know views.
const Entity = "view"

// Scope says who sees a view.
type Scope string

// The scopes.
const (
	Personal Scope = "personal" // its owner alone
	Everyone Scope = "everyone"
	Some     Scope = "some" // its audience
)

// The kinds of those with whom a view is shared.
const (
	ForUnit  = "unit"
	ForGroup = "group"
	ForRole  = "role"
)

// Audience is one unit, group or role with whom a view is shared. A unit reaches
// those who hold a right on it, above or below it. Standard makes the view the
// default of a role, whatever its scope.
type Audience struct {
	Kind     string `db:"kind" json:"kind"`
	Target   int64  `db:"target_id" json:"target"`
	Standard bool   `db:"standard" json:"standard,omitempty"`
}

// View is a saved view.
type View struct {
	ID        int64
	Version   int64
	Object    string // what it lists: "project"
	Name      label.Text
	Owner     int64 // 0: it came with the program
	Scope     Scope
	Audience  []Audience
	Locked    bool // changed by its owner, or who may share it, alone
	Position  int64
	Portfolio int64 // 0 for any
	State     State
	Origin    string // the name under which it came with the program
	Created   int64  // milliseconds
	Updated   int64
	Deleted   int64 // milliseconds; 0 when it is not in the bin
}

// Objects are what can be listed.
var Objects = field.Listed

// Shared reports whether others than the owner see the view.
func (v View) Shared() bool { return v.Scope != Personal }

// Default reports whether the view is the default of a role.
func (v View) Default(role int64) bool {
	return slices.ContainsFunc(v.Audience, func(a Audience) bool { return a.Kind == ForRole && a.Target == role && a.Standard })
}

// reader is a person with all that a view may be shared with.
type reader struct {
	access.Who
	of access.Belonging
}

func (r reader) reads(v View) bool {
	switch {
	case r.IsSystem() || v.Owner == r.ID && v.Owner != 0 || v.Scope == Everyone:
		return true
	case v.Scope == Personal:
		return false
	}
	return r.CanEverywhere(access.ShareView) || slices.ContainsFunc(v.Audience, r.isOf)
}

func (r reader) isOf(a Audience) bool {
	switch a.Kind {
	case ForUnit:
		return r.of.All || slices.Contains(r.of.Units, a.Target)
	case ForGroup:
		return slices.Contains(r.of.Groups, a.Target)
	}
	return slices.Contains(r.of.Roles, a.Target)
}

// holds reports whether the person may share a view with those it is shared
// with: everybody, groups and roles ask for the right on the whole organisation,
// a unit for the right on it.
func holds(who access.Who, v View) bool {
	if who.CanEverywhere(access.ShareView) {
		return true
	}
	if v.Scope != Some || len(v.Audience) == 0 {
		return false
	}
	return !slices.ContainsFunc(v.Audience, func(a Audience) bool {
		return a.Kind != ForUnit || a.Standard || !who.Can(access.ShareView, a.Target)
	})
}

// MayManage reports whether the person may rename, share, lock and delete a view.
func MayManage(who access.Who, v View) bool {
	return v.Owner == who.ID && who.ID != 0 || v.Shared() && holds(who, v)
}

// MayChange reports whether the person, who sees the view, may save over it.
func MayChange(who access.Who, v View) bool { return MayManage(who, v) || v.Shared() && !v.Locked }

// checkSharing refuses to share a view with people whom the person may not
// reach, or to have a default that its role does not see.
func checkSharing(who access.Who, v View) error {
	if v.Scope == Personal && len(v.Audience) > 0 {
		return fault.Invalid("scope", label.T("A personal view is shared with nobody: share it first", "Une vue personnelle n’est partagée avec personne : partagez-la d’abord"))
	}
	if v.Scope == Some && len(v.Audience) == 0 {
		return fault.Invalid("audience", label.T("Say with which units, groups or roles the view is shared", "Indiquez avec quelles entités, quels groupes ou quels rôles la vue est partagée"))
	}
	if v.Shared() && !holds(who, v) {
		return fault.Forbidden()
	}
	return nil
}

func (v *View) clean(c *field.Catalogue) error {
	if !slices.Contains(Objects, v.Object) {
		return fault.Invalid("object", label.F("There are no views of “%s”", "Il n’existe pas de vues de « %s »", v.Object))
	}
	if v.Scope != Personal && v.Scope != Everyone && v.Scope != Some {
		return fault.Invalid("scope", label.T("A view is personal, for everyone, or for some", "Une vue est personnelle (personal), pour tous (everyone) ou pour certains (some)"))
	}
	if err := v.cleanName(); err != nil {
		return err
	}
	v.State = v.State.cleaned()
	return v.State.check(c)
}

func sameName(a, b label.Text) bool { return a.EN == b.EN && a.FR == b.FR }

func (v *View) cleanName() error {
	en, fr := v.Name.EN, v.Name.FR
	if en == "" {
		en = fr
	}
	if fr == "" {
		fr = en
	}
	var err error
	if en, err = access.CleanName("name", en, 120); err != nil {
		return err
	}
	if fr, err = access.CleanName("name", fr, 120); err != nil {
		return err
	}
	v.Name = label.T(en, fr)
	return nil
}

// row is a view as it is stored.
type row struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Object    string `db:"object"`
	NameEN    string `db:"name_en"`
	NameFR    string `db:"name_fr"`
	Owner     db.ID  `db:"owner_id"`
	Scope     Scope  `db:"scope"`
	Locked    bool   `db:"locked"`
	Position  int64  `db:"position"`
	Portfolio db.ID  `db:"portfolio_id"`
	State     string `db:"state"`
	Origin    string `db:"origin"`
	Created   int64  `db:"created"`
	Updated   int64  `db:"updated"`
	Deleted   db.ID  `db:"deleted"`
}

func (v View) row() row {
	return row{
		ID: v.ID, Version: v.Version, Object: v.Object, NameEN: v.Name.EN, NameFR: v.Name.FR, Owner: db.ID(v.Owner), Scope: v.Scope,
		Locked: v.Locked, Position: v.Position, Portfolio: db.ID(v.Portfolio), State: v.State.encode(), Origin: v.Origin,
		Created: v.Created, Updated: v.Updated, Deleted: db.ID(v.Deleted),
	}
}

func (r row) view() (View, error) {
	s, err := decodeState(r.State)
	return View{
		ID: r.ID, Version: r.Version, Object: r.Object, Name: label.T(r.NameEN, r.NameFR), Owner: int64(r.Owner), Scope: r.Scope,
		Locked: r.Locked, Position: r.Position, Portfolio: int64(r.Portfolio), State: s, Origin: r.Origin,
		Created: r.Created, Updated: r.Updated, Deleted: int64(r.Deleted),
	}, err
}
