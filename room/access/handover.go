package access

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// UnitUses counts what keeps a unit from being deleted: what is in the unit
// itself, not below it.
type UnitUses struct {
	Units      int64 `db:"units"`
	Projects   int64 `db:"projects"` // those archived or in the bin included
	Portfolios int64 `db:"portfolios"`
	Grants     int64 `db:"grants"`
	Rounds     int64 `db:"rounds"`
}

// UsesOfUnit counts what is in a unit, for those who manage it.
func UsesOfUnit(ctx context.Context, q db.Querier, who Who, id int64) (UnitUses, error) {
	if _, err := UnitByID(ctx, q, who, id); err != nil {
		return UnitUses{}, err
	}
	if err := Must(who.Can(ManageUnits, id)); err != nil {
		return UnitUses{}, err
	}
	return db.Get[UnitUses](ctx, q, `SELECT (SELECT count(*) FROM unit WHERE parent_id = $1) AS units,
		(SELECT count(*) FROM project WHERE unit_id = $1 AND state <> 'merged') AS projects,
		(SELECT count(*) FROM portfolio WHERE unit_id = $1) AS portfolios,
		(SELECT count(*) FROM role_grant WHERE unit_id = $1) AS grants,
		(SELECT count(*) FROM round WHERE unit_id = $1) AS rounds`, id)
}

// HandOver gives another unit what a unit has of units below it and of roles
// given on it. The person must manage both and give what moves.
func HandOver(ctx context.Context, tx *db.Tx, who Who, id, by int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	if by == id {
		return fault.Invalid("by", label.T("Choose another unit", "Choisissez une autre entité"))
	}
	for _, u := range []int64{id, by} {
		if _, err := UnitByID(ctx, tx, who, u); err != nil {
			return err
		}
		if !who.Can(ManageUnits, u) {
			return fault.NotFound()
		}
	}
	below, err := db.Select[Unit](ctx, tx, "SELECT "+unitColumns+" FROM unit WHERE parent_id = $1 ORDER BY place", id)
	if err != nil {
		return err
	}
	for _, u := range below {
		if _, err := UpdateUnit(ctx, tx, who, u.ID, u.Version, func(u *Unit) { u.Parent = db.ID(by) }); err != nil {
			return err
		}
	}
	return moveGrants(ctx, tx, who, id, by)
}

func moveGrants(ctx context.Context, tx *db.Tx, who Who, id, by int64) error {
	grants, err := db.Select[Grant](ctx, tx, "SELECT "+grantColumns+" FROM role_grant WHERE unit_id = $1 ORDER BY id", id)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if _, err := AddGrant(ctx, tx, who, Grant{Account: g.Account, Group: g.Group, Role: g.Role, Unit: db.ID(by)}); err != nil {
			return err
		}
	}
	for _, g := range grants {
		if err := RemoveGrant(ctx, tx, who, g.ID); err != nil {
			return err
		}
	}
	return nil
}
