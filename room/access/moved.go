package access

import (
	"context"
	"slices"

	"vigie/ground/db"
)

// DropGrants takes back every role that was given on projects alone, for the
// projects disappear. The person was let in by the room of projects.
func DropGrants(ctx context.Context, tx *db.Tx, who Who, projects []int64) error {
	if err := Must(who.CanSomewhere(DeleteProject)); err != nil {
		return err
	}
	grants, err := grantsOn(ctx, tx, projects)
	if err != nil || len(grants) == 0 {
		return err
	}
	if _, err := begin(ctx, tx, who); err != nil {
		return err
	}
	for _, g := range grants {
		if err := dropGrant(ctx, tx, g); err != nil {
			return err
		}
	}
	return nil
}

// MoveGrants passes the roles that were given on a project alone to the one that
// it becomes part of, where the person may give them; the others end, for a
// merge must not let anybody in.
func MoveGrants(ctx context.Context, tx *db.Tx, who Who, from, into int64) error {
	grants, err := grantsOn(ctx, tx, []int64{from})
	if err != nil || len(grants) == 0 {
		return err
	}
	if who, err = begin(ctx, tx, who); err != nil {
		return err
	}
	for _, g := range grants {
		if err := moveGrant(ctx, tx, who, g, into); err != nil {
			return err
		}
	}
	return nil
}

func moveGrant(ctx context.Context, tx *db.Tx, who Who, g Grant, into int64) error {
	moved := g
	moved.Project = db.ID(into)
	same, err := moved.stored(ctx, tx)
	if err != nil {
		return err
	}
	r, err := role(ctx, tx, g.Role)
	if err != nil {
		return err
	}
	if same.ID != 0 || mayGrantAt(ctx, tx, who, moved) != nil || mayGive(ctx, tx, who, moved, r) != nil {
		return dropGrant(ctx, tx, g)
	}
	if err := db.Put(ctx, tx, "role_grant", moved); err != nil {
		return err
	}
	return record(tx, "grant", g.ID, 2, moved.remembered())
}

func dropGrant(ctx context.Context, tx *db.Tx, g Grant) error {
	if _, err := db.Exec(ctx, tx, "DELETE FROM role_grant WHERE id = $1", g.ID); err != nil {
		return err
	}
	return record(tx, "grant", g.ID, 2, nil)
}

func grantsOn(ctx context.Context, q db.Querier, projects []int64) ([]Grant, error) {
	var out []Grant
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		more, err := db.Select[Grant](ctx, q, "SELECT "+grantColumns+" FROM role_grant WHERE project_id IN "+in+" ORDER BY id", args...)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}
