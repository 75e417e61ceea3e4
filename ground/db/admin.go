package db

import (
	"context"
	"fmt"

	"vigie/ground/fault"
)

// Size is how large the database is, and of which version its engine.
type Size struct {
	Bytes   int64
	Version string
}

// Size asks the engine.
func (d *DB) Size(ctx context.Context) (Size, error) {
	bytes, version := "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", "SELECT sqlite_version()"
	if d.Engine == Postgres {
		bytes, version = "SELECT pg_database_size(current_database())", "SHOW server_version"
	}
	var out Size
	var err error
	if out.Bytes, err = Get[int64](ctx, d, bytes); err != nil {
		return out, err
	}
	out.Version, err = Get[string](ctx, d, version)
	return out, err
}

// Jobs lists the jobs of a state and a kind, or of all when these are empty,
// the newest first, on from after the job with the id after (0 for the start);
// total is how many there are.
func (d *DB) Jobs(ctx context.Context, state, kind string, after int64, limit int) (found []Job, total int64, err error) {
	where, args := "1 = 1", []any{}
	for column, value := range map[string]string{"state": state, "kind": kind} {
		if value != "" {
			args = append(args, value)
			where += fmt.Sprintf(" AND %s = $%d", column, len(args))
		}
	}
	if total, err = Get[int64](ctx, d, "SELECT count(*) FROM job WHERE "+where, args...); err != nil {
		return nil, 0, err
	}
	if after != 0 {
		args = append(args, after)
		where += fmt.Sprintf(" AND (created, id) < (SELECT j.created, j.id FROM job j WHERE j.id = $%d)", len(args))
	}
	args = append(args, limit)
	found, err = Select[Job](ctx, d, "SELECT "+jobColumns+" FROM job WHERE "+where+fmt.Sprintf(" ORDER BY created DESC, id DESC LIMIT $%d", len(args)), args...)
	return found, total, err
}

// RetryJob makes a job that was given up, or that waits for later, due now, and
// returns its kind. One that runs or is done is a conflict of its state, and
// reads as not found.
func (tx *Tx) RetryJob(ctx context.Context, id int64) (kind string, err error) {
	kinds, err := Select[string](ctx, tx, "UPDATE job SET state = 'waiting', run_at = $1, attempts = 0, lease = 0 WHERE id = $2 AND state IN ('failed', 'waiting') RETURNING kind", tx.Millis(), id)
	if err == nil && len(kinds) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return "", err
	}
	return kinds[0], nil
}
