// Package access knows who people are and what they may do: accounts, groups,
// the tree of units, roles, and the grants that give a role on a unit and all
// below it, or on one project.
package access

import (
	"cmp"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Who is the person, or the program of a person, on whose behalf something is
// done, with the rights of the moment it was loaded. The zero Who may nothing.
type Who struct {
	ID     int64 // the account
	Name   string
	Lang   label.Lang
	Via    string // "web", "api", "import", "command", "system"
	Scope  Right  // what a token limits its bearer to; All for a session
	Bound  bool   // must set up a second factor first, and may nothing until then
	system bool
	stamp  int64 // the count of changes of rights at which it was loaded

	loans  *loans  // what he may do for others, included in what he may; nil for nothing
	turn   int64   // when that changes by itself; 0 for never
	acting *acting // notes for whom a transaction acts; nil outside one

	seenBy    int64 // the administrator who sees Vigie as the person does; 0 for none
	seenUntil int64 // and until when

	everywhere Right           // granted on the whole organisation
	tops       map[int64]Right // by unit below the root, what is granted on it by name
	units      map[int64]Right // by unit, what is granted there or above
	nodes      map[int64]Right // by node of a hierarchy, what is granted there or above
	anchors    *anchors        // which projects are attached to which nodes; nil for who is granted nothing on nodes
	projects   map[int64]Right // by project, what is granted on it alone
	any        Right           // granted somewhere
	life       life            // of sessions, as the strictest of the roles says; 0 where none does
}

// System acts for the program itself: jobs, first start, commands on the server.
func System(via string) Who {
	return Who{Name: "Vigie", Via: via, Scope: All, system: true, everywhere: All, any: All}
}

// Can reports whether the person holds all of r on a unit.
func (w Who) Can(r Right, unit int64) bool {
	return w.noted(w.On(unit)&r == r, func(w Who) bool { return w.Can(r, unit) })
}

// On returns all that the person may do on a unit.
func (w Who) On(unit int64) Right { return (w.everywhere | w.units[unit]) & w.Scope }

// Somewhere returns all that the person may do on at least one unit or project.
// What a right about the whole organisation allows, it allows nowhere when it is held
// on a part.
func (w Who) Somewhere() Right { return (w.any&^ofTheWhole | w.everywhere) & w.Scope }

// IsSystem reports whether the program acts for itself.
func (w Who) IsSystem() bool { return w.system }

// CanEverywhere reports whether the person holds all of r on the whole organisation.
func (w Who) CanEverywhere(r Right) bool {
	return w.noted(w.everywhere&w.Scope&r == r, func(w Who) bool { return w.CanEverywhere(r) })
}

// CanSomewhere reports whether the person holds r on some unit or project.
func (w Who) CanSomewhere(r Right) bool { return w.Somewhere()&r == r }

// CanProject reports whether the person holds r on a project: by its unit, by
// a grant on it alone or on a node that it is attached to, or, for what project managers may do with their own
// projects, by being its manager or acting for the manager.
func (w Who) CanProject(r Right, project, unit, manager int64) bool {
	held := w.everywhere | w.units[unit] | w.alone(project)
	if manager == w.ID && w.ID != 0 && held&EditOwnProject != 0 || w.standsFor(manager, project, unit) {
		held |= EditProject
	}
	return w.noted(held&w.Scope&r == r, func(w Who) bool { return w.CanProject(r, project, unit, manager) })
}

// Projects returns the projects on which the person holds r by a grant on the
// project alone.
func (w Who) Projects(r Right) map[int64]bool {
	out := map[int64]bool{}
	for id, held := range w.projects {
		if held&w.Scope&r == r {
			out[id] = true
		}
	}
	return out
}

// bind takes everything away from a person who must set up a second factor.
func (w Who) bind(bound bool) Who {
	if bound {
		w.Bound, w.Scope = true, 0
	}
	return w
}

// Must returns fault.Forbidden unless ok.
func Must(ok bool) error {
	if ok {
		return nil
	}
	return fault.Forbidden()
}

// Origin returns the origin of a change that the person makes.
// Of whom an administrator sees Vigie as, it is the administrator who acts.
func (w Who) Origin() db.Origin { return db.Origin{Actor: cmp.Or(w.seenBy, w.ID), Via: w.Via} }
