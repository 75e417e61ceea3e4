package access

import (
	"context"
	"encoding/json"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// spot is a place where a grant holds: a unit and all below, a project of a unit,
// or a node and all below.
type spot struct {
	unit, project, node int64
}

// known counts the units or nodes that the spot names.
func (s spot) known(ctx context.Context, q db.Querier) (int64, error) {
	if s.node != 0 {
		return db.Get[int64](ctx, q, "SELECT count(*) FROM node WHERE id = $1", s.node)
	}
	return db.Get[int64](ctx, q, "SELECT count(*) FROM unit WHERE id = $1", s.unit)
}

// on returns what the person may do at a spot.
func (w Who) on(s spot) Right { return w.held(s) & w.Scope }

// held is the same before what a token limits it to, with the marks of the roles.
func (w Who) held(s spot) Right {
	held := w.everywhere | w.units[s.unit] | w.nodes[s.node]
	if s.project != 0 {
		held |= w.alone(s.project)
	}
	return held
}

// covers reports whether the person holds, wherever the grants hold, all that
// they give, and the right also. Nobody gives, takes away or uses through
// someone else's account what he does not hold himself.
func (w Who) covers(ctx context.Context, q db.Querier, grants []given, also Right) (bool, error) {
	if w.CanEverywhere(All) {
		return true, nil
	}
	for _, g := range grants {
		s := spot{unit: g.Unit, project: g.Project, node: g.Node}
		if s.project != 0 {
			unit, err := unitOfProject(ctx, q, s.project)
			if err != nil {
				return false, err
			}
			s.unit = unit
		}
		if need := g.rights() | also; w.on(s)&need != need {
			return false, nil
		}
		// Whoever gives roles on a part alone gives none there that opens attributes
		// to which he is shut out himself.
		if mark := markOf(g.Mark); !w.CanEverywhere(ManageRoles) && w.marksAt(s)&mark != mark {
			return false, nil
		}
	}
	return true, nil
}

// unitOfProject is the one place where this room looks at a project: a grant
// may name one, and the room of projects stands above this one. A project that
// is gone has no unit.
func unitOfProject(ctx context.Context, q db.Querier, project int64) (int64, error) {
	units, err := db.Select[int64](ctx, q, "SELECT unit_id FROM project WHERE id = $1", project)
	if err != nil || len(units) == 0 {
		return 0, err
	}
	return units[0], nil
}

// keepingAdministrator runs a change and refuses it when it takes the last
// administrator away, or from all administrators a right: nobody gives what he does
// not hold, so nobody could give it again.
func keepingAdministrator(ctx context.Context, tx *db.Tx, change func() error) error {
	had, err := administered(ctx, tx, 0)
	if err != nil {
		return err
	}
	if err := change(); err != nil || had == 0 {
		return err
	}
	has, err := administered(ctx, tx, 0)
	if err == nil && has == 0 {
		return fault.Conflict(label.T(
			"Nobody would be left to administer Vigie; make someone else an administrator first",
			"Plus personne ne pourrait administrer Vigie\u202f; nommez d’abord un autre administrateur"))
	}
	for _, p := range Permissions {
		if err == nil && had&^has&p.Right != 0 {
			err = fault.Conflict(label.F(
				"No administrator would hold the right “%s” any longer, and so nobody could ever give it again; leave it to one of them",
				"Plus aucun administrateur n’aurait le droit «\u202f%s\u202f», et personne ne pourrait donc plus jamais l’attribuer\u202f; laissez-le à l’un d’eux", p.Label))
		}
	}
	return err
}

// administered returns what is held on the whole organisation by those who can sign
// in and hold Administer there, by other grants than one, 0 for none; nothing where
// there is no such person.
func administered(ctx context.Context, q db.Querier, but int64) (Right, error) {
	type row struct {
		ID          int64  `db:"id"`
		Permissions string `db:"permissions"`
	}
	held := map[int64]Right{}
	err := db.Each(ctx, q, func(r *row) error {
		held[r.ID] |= readRights(r.Permissions)
		return nil
	}, `SELECT a.id, r.permissions FROM role_grant g
		JOIN unit u ON u.id = g.unit_id AND u.parent_id IS NULL
		JOIN role r ON r.id = g.role_id
		LEFT JOIN group_member m ON m.group_id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id)
		WHERE a.disabled = 0 AND a.password <> '' AND g.id <> $1`, but)
	var out Right
	for _, r := range held {
		if r&Administer == Administer {
			out |= r
		}
	}
	return out, err
}

// record keeps a version of one of this room's objects; nil when it is gone.
func record(tx *db.Tx, entity string, id, version int64, state any) error {
	v := db.Version{Entity: entity, Object: id, Version: version}
	if state != nil {
		data, err := json.Marshal(state)
		if err != nil {
			return err
		}
		v.Data = string(data)
	}
	tx.Record(v)
	return nil
}
