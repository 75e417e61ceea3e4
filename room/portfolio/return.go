package portfolio

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// Return gives the memberships that Pass passed on in a change back to the
// projects that had them. The person was let in by the room of projects, which
// undoes the merge.
func Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	all, err := db.TouchedBy(ctx, tx, change)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Entity != MemberEntity {
			continue
		}
		if err := giveBack(ctx, tx, t, change); err != nil {
			return err
		}
	}
	return nil
}

func giveBack(ctx context.Context, tx *db.Tx, t db.Touched, change int64) error {
	tx.Reverse(t, change, 1)
	var m member
	for _, r := range append(t.Recorded, t.Before...) {
		if r.Data.Null {
			continue
		}
		var err error
		if m, err = decode(t.Object, r.Data.S); err != nil {
			return err
		}
	}
	if m.Portfolio == 0 {
		return nil
	}
	tx.Touch(Entity, m.Portfolio)
	if len(t.Before) == 0 {
		_, err := db.Exec(ctx, tx, "DELETE FROM portfolio_member WHERE id = $1", t.Object)
		return err
	}
	_, active := t.Was(tx.Today())
	n := 0
	if active {
		n = 1
	}
	_, err := db.Exec(ctx, tx, `INSERT INTO portfolio_member (id, active, portfolio_id, project_id) VALUES ($1, $2, $3, $4)
		ON CONFLICT (portfolio_id, project_id) DO UPDATE SET active = excluded.active`, t.Object, n, m.Portfolio, m.Project)
	return err
}
