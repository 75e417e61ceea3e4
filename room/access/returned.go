package access

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
)

// ReturnGrants gives the roles that MoveGrants moved or ended in a change back
// to the project that they were given on. The person was let in by the room of
// projects, which undoes the merge.
func ReturnGrants(ctx context.Context, tx *db.Tx, who Who, change int64) error {
	if err := Must(who.CanSomewhere(DeleteProject)); err != nil {
		return err
	}
	all, err := db.TouchedBy(ctx, tx, change)
	if err != nil {
		return err
	}
	begun := false
	for _, t := range all {
		data, there := t.Was(tx.Today())
		if t.Entity != "grant" || !there {
			continue
		}
		if !begun {
			if _, err := begin(ctx, tx, who); err != nil {
				return err
			}
			begun = true
		}
		if err := returnGrant(ctx, tx, t, change, data); err != nil {
			return err
		}
	}
	return nil
}

func returnGrant(ctx context.Context, tx *db.Tx, t db.Touched, change int64, data string) error {
	var r rememberedGrant
	if err := json.Unmarshal([]byte(data), &r); err != nil {
		return fmt.Errorf("reading a grant: %w", err)
	}
	tx.Reverse(t, change, 3)
	g := Grant{ID: t.Object, Account: db.ID(r.Account), Group: db.ID(r.Group), Role: r.Role, Unit: db.ID(r.Unit), Project: db.ID(r.Project), Node: db.ID(r.Node)}
	if _, err := db.Exec(ctx, tx, "DELETE FROM role_grant WHERE id = $1", g.ID); err != nil {
		return err
	}
	return db.Insert(ctx, tx, "role_grant", g)
}
