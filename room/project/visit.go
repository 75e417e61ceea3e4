package project

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// Seen is when a person last looked at a project.
type Seen struct {
	Change int64 // the last change there was then; 0 for never
	At     int64 // milliseconds since 1970 UTC
}

// longLook is how long a look at a project lasts: who comes back sooner is still
// looking, and what is new stays new.
const longLook = 10 * 60 * 1000

// Visit notes that the person looks at a project, and returns when that was the
// last time before. It leaves no trace in the history.
func Visit(ctx context.Context, tx *db.Tx, who access.Who, id int64) (Seen, error) {
	if _, err := get(ctx, tx, who, id); err != nil {
		return Seen{}, err
	}
	was, err := lastSeen(ctx, tx, who, id)
	if err != nil || who.ID == 0 {
		return was, err
	}
	now := tx.Millis()
	if was.Change != 0 && now-was.At < longLook && now >= was.At {
		return was, nil
	}
	last, err := db.Get[int64](ctx, tx, "SELECT n FROM counter WHERE name = 'change'")
	if err != nil {
		return was, err
	}
	_, err = db.Exec(ctx, tx, `INSERT INTO visit (account_id, project_id, change, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, project_id) DO UPDATE SET change = excluded.change, at = excluded.at`, who.ID, id, last, now)
	return was, err
}

func lastSeen(ctx context.Context, q db.Querier, who access.Who, id int64) (Seen, error) {
	type row struct {
		Change int64 `db:"change"`
		At     int64 `db:"at"`
	}
	rows, err := db.Select[row](ctx, q, "SELECT change, at FROM visit WHERE account_id = $1 AND project_id = $2", who.ID, id)
	if err != nil || len(rows) == 0 {
		return Seen{}, err
	}
	return Seen(rows[0]), nil
}

// News returns the projects that the person has looked at, and that others
// changed or commented on since.
func News(ctx context.Context, q db.Querier, who access.Who) ([]int64, error) {
	type row struct {
		ID      int64 `db:"id"`
		Unit    int64 `db:"unit_id"`
		Manager db.ID `db:"manager_id"`
	}
	var out []int64
	err := db.Each(ctx, q, func(r *row) error {
		if who.CanProject(access.ReadProject, r.ID, r.Unit, int64(r.Manager)) {
			out = append(out, r.ID)
		}
		return nil
	}, `SELECT p.id, p.unit_id, p.manager_id FROM visit v JOIN project p ON p.id = v.project_id
		WHERE v.account_id = $1 AND p.state IN ('active', 'archived') AND (
			(p.updated > v.at AND (p.updated_by IS NULL OR p.updated_by <> $1))
			OR EXISTS (SELECT 1 FROM comment c WHERE c.project_id = p.id AND c.created > v.at AND c.deleted = 0 AND c.author_id <> $1))
		ORDER BY p.id`, who.ID)
	return out, err
}

// Visited returns the projects that the person looked at last, the latest first.
// Whether they can still be seen is for whoever shows them.
func Visited(ctx context.Context, q db.Querier, who access.Who, limit int) ([]int64, error) {
	return db.Select[int64](ctx, q, "SELECT project_id FROM visit WHERE account_id = $1 ORDER BY at DESC, project_id LIMIT $2", who.ID, limit)
}
