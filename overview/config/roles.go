package config

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// systemWho sees everything: what is counted of everybody.
var systemWho = access.System("config")

// role is one role.
type role struct {
	Key         string   `json:"key"`
	Label       both     `json:"label"`
	Permissions []string `json:"permissions"`
	Factor      bool     `json:"second_factor"`
	Idle        int      `json:"session_idle" doc:"Minutes without a request after which a session ends; 0 for what the instance says"`
	Life        int      `json:"session_life" doc:"Minutes after which a session ends in any case; 0 for what the instance says"`
	Hidden      []string `json:"hidden_screens" doc:"The screens that the role does not need"`
}

var roles = part{
	name: "roles", title: label.T("Roles", "Rôles"),
	may:     func(who access.Who) bool { return May(who) && who.CanEverywhere(access.ManageRoles) },
	shape:   func() any { return &role{Permissions: []string{}, Hidden: []string{}} },
	address: func(b any) string { return b.(*role).Key },
	called:  func(b any) label.Text { return b.(*role).Label.text() },
	read:    readRoles, write: writeRoles, finish: deleteRoles, impact: impactOfRole,
}

// allRoles returns the roles as they are, or were, for their keys and names.
func (st *state) allRoles(ctx context.Context, q db.Querier) ([]access.Role, error) {
	if st.change != 0 {
		return access.RolesKnownAt(ctx, q, systemWho, st.change)
	}
	return access.Roles(ctx, q, systemWho)
}

func readRoles(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, err := st.allRoles(ctx, q)
	slices.SortFunc(all, func(a, b access.Role) int { return strings.Compare(a.Key, b.Key) })
	var out []entry
	for _, r := range all {
		out = append(out, entry{r.ID, &role{r.Key, bothOf(r.Label), r.Rights.Keys(), r.Factor, r.Idle, r.Life, append([]string{}, r.Hidden...)}})
	}
	return out, err
}

func (r *role) into(to *access.Role) error {
	rights, err := access.Rights(r.Permissions)
	to.Label, to.Rights, to.Factor, to.Idle, to.Life, to.Hidden = r.Label.text(), rights, r.Factor, r.Idle, r.Life, r.Hidden
	return err
}

func writeRoles(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		if err := st.try(s, writeRole(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return st.load(ctx, tx)
}

func writeRole(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	to := access.Role{Key: s.now.(*role).Key}
	if err := s.now.(*role).into(&to); err != nil {
		return err
	}
	if s.id == 0 {
		_, err := access.CreateRole(ctx, tx, st.who, to)
		return err
	}
	now, err := access.RoleByID(ctx, tx, st.who, s.id)
	if err != nil {
		return err
	}
	_, err = access.UpdateRole(ctx, tx, st.who, s.id, now.Version, func(r *access.Role) {
		r.Label, r.Rights, r.Factor, r.Idle, r.Life, r.Hidden = to.Label, to.Rights, to.Factor, to.Idle, to.Life, to.Hidden
	})
	return err
}

// deleteRoles deletes the roles that go, once nothing asks for them. One that came
// with the program, or that people have, stays.
func deleteRoles(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind != Removed {
			continue
		}
		err := leave(ctx, tx, st.who, s.id)
		if err == nil {
			var now access.Role
			if now, err = access.RoleByID(ctx, tx, st.who, s.id); err == nil {
				err = access.DeleteRole(ctx, tx, st.who, s.id, now.Version)
			}
		}
		var f *fault.Fault
		if errors.As(err, &f) && fault.KindOf(err) == fault.Clash {
			st.stays(s, f.Text)
		} else if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}

func impactOfRole(ctx context.Context, q db.Querier, st *state, s *Step) error {
	uses, err := access.UsesOfRoles(ctx, q, systemWho)
	if s.People = int(uses[s.id].People); err != nil || s.People == 0 {
		return err
	}
	people, err := access.PeopleOfRole(ctx, q, st.who, s.id, 0)
	for _, p := range people[:min(len(people), mostNamed)] {
		s.Persons = append(s.Persons, Named{st.desk.DB.Seal(p.ID), p.Name})
	}
	return err
}

// order compares by numbers, then by keys.
func order(a, b int64, keyA, keyB string) int {
	return cmp.Or(cmp.Compare(a, b), strings.Compare(keyA, keyB))
}

// at says of what is wrong with a text in which property it stands.
func at(where string, err error) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		for i := range f.Details {
			f.Details[i].Where = where
		}
	}
	return err
}

// keysOfRoles are the keys of roles, in the order of the alphabet.
func (st *state) keysOfRoles(ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		out = append(out, st.roleKeys[id])
	}
	slices.Sort(out)
	return out
}

// rolesOf are the roles of some keys; where names the place of them.
func (st *state) rolesOf(where string, keys []string) ([]int64, error) {
	var out []int64
	for _, key := range keys {
		id := st.roleIDs[key]
		if id == 0 {
			return nil, fault.Invalid(where, label.F("There is no role called “%s”", "Aucun rôle ne s’appelle « %s »", key))
		}
		out = append(out, id)
	}
	return out, nil
}

// shut brings the roles that read and write an attribute into f.
func (a *attribute) shut(st *state, f *field.Field) (err error) {
	for _, s := range []struct {
		where string
		keys  []string
		into  *[]int64
	}{{"readers", a.Readers, &f.Readers}, {"writers", a.Writers, &f.Writers}, {"past_readers", a.PastReaders, &f.PastReaders}, {"past_writers", a.PastWriters, &f.PastWriters}} {
		if *s.into, err = st.rolesOf(s.where, s.keys); err != nil {
			return err
		}
	}
	return nil
}
