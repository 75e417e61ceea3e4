package db

import (
	"context"
	"strconv"
	"time"

	"vigie/ground/fault"
)

// The states of a job.
const (
	JobWaiting = "waiting"
	JobRunning = "running"
	JobDone    = "done"
	JobFailed  = "failed"
)

const jobColumns = "id, kind, payload, state, run_at, lease, attempts, error, created"

// Claim takes the next due job for this process until the lease runs out, or
// returns fault.NotFound. A job whose worker died is due again when its lease
// has run out. No two workers, in one process or many, get the same job.
func (d *DB) Claim(ctx context.Context, lease time.Duration) (Job, error) {
	now := d.Millis()
	// Asking first by reading keeps idle workers from taking the write lock.
	const due = "((state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease < $1))"
	n, err := Get[int64](ctx, d, "SELECT count(*) FROM (SELECT id FROM job WHERE "+due+" LIMIT 1) due", now)
	if err != nil {
		return Job{}, err
	}
	if n == 0 {
		return Job{}, fault.NotFound()
	}
	skip := ""
	if d.Engine == Postgres {
		skip = " FOR UPDATE SKIP LOCKED"
	}
	var job Job
	err = d.retry(ctx, func() (err error) {
		job, err = Get[Job](ctx, d.writer(), `UPDATE job SET state = 'running', lease = $2, attempts = attempts + 1
			WHERE id = (SELECT id FROM job WHERE `+due+` ORDER BY run_at, id LIMIT 1`+skip+`)
			RETURNING `+jobColumns, now, d.now().Add(lease).UnixMilli())
		return err
	})
	return job, err
}

// Renew prolongs the lease of a running job. It is fault.NotFound when the
// lease was lost to another worker: then stop.
func (d *DB) Renew(ctx context.Context, job Job, lease time.Duration) error {
	return d.settle(ctx, "UPDATE job SET lease = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'",
		job.ID, job.Attempts, d.now().Add(lease).UnixMilli())
}

// Finish ends a job well. From then on its lease holds the instant of its end.
func (d *DB) Finish(ctx context.Context, job Job) error {
	return d.settle(ctx, "UPDATE job SET state = 'done', lease = $3, error = '' WHERE id = $1 AND attempts = $2 AND state = 'running'",
		job.ID, job.Attempts, d.Millis())
}

// Retry puts a job back to be done again at an instant.
func (d *DB) Retry(ctx context.Context, job Job, why string, at time.Time) error {
	return d.settle(ctx, "UPDATE job SET state = 'waiting', lease = 0, run_at = $4, error = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'",
		job.ID, job.Attempts, why, at.UnixMilli())
}

// GiveUp ends a job badly. It stays, with the reason, for people to see.
func (d *DB) GiveUp(ctx context.Context, job Job, why string) error {
	return d.settle(ctx, "UPDATE job SET state = 'failed', lease = $4, error = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'",
		job.ID, job.Attempts, why, d.Millis())
}

func (d *DB) settle(ctx context.Context, q string, args ...any) error {
	return d.retry(ctx, func() error {
		res, err := d.exec(ctx, q, args...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = fault.NotFound()
			}
			return err
		}
		return nil
	})
}

// StateCount is how many jobs are in a state.
type StateCount struct {
	State string `db:"state"`
	Count int64  `db:"n"`
}

// JobStates counts the jobs by state.
func (d *DB) JobStates(ctx context.Context) ([]StateCount, error) {
	return Select[StateCount](ctx, d, "SELECT state, count(*) AS n FROM job GROUP BY state ORDER BY state")
}

// Due reports whether the slot of a schedule, an instant in milliseconds, is
// still to be done, and takes it if so: of many processes that ask, one gets
// true, once. A slot that is not later than the last one taken is never due,
// so that a clock that goes back does nothing twice. When it is due, a job of
// the schedule's name is left in the same transaction.
func (d *DB) Due(ctx context.Context, schedule string, slot int64) (bool, error) {
	key := "schedule:" + schedule
	last, err := Select[int64](ctx, d, "SELECT CAST(value AS BIGINT) FROM setting WHERE key = $1", key)
	if err != nil || (len(last) > 0 && last[0] >= slot) {
		return false, err
	}
	due := false
	_, err = d.Update(ctx, Origin{Via: "system"}, func(tx *Tx) error {
		n, err := Exec(ctx, tx, `INSERT INTO setting (key, value) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE CAST(setting.value AS BIGINT) < CAST(excluded.value AS BIGINT)`, key, strconv.FormatInt(slot, 10))
		if due = n == 1; err != nil || !due {
			return err
		}
		return tx.Enqueue(ctx, schedule, "{}", 0)
	})
	return due && err == nil, err
}

// Prune removes events and finished jobs from before an instant, a little at a
// time so that no writer waits for long. The history and its chain stay.
func (d *DB) Prune(ctx context.Context, before time.Time) error {
	cutoff := before.UnixMilli()
	last, err := Get[int64](ctx, d, "SELECT coalesce(max(number), 0) FROM change WHERE at < $1", cutoff)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		q   string
		arg int64
	}{
		{"DELETE FROM event WHERE change IN (SELECT DISTINCT change FROM event WHERE change <= $1 ORDER BY change LIMIT 500)", last},
		{"DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state IN ('done', 'failed') AND lease < $1 LIMIT 1000)", cutoff},
	} {
		for n := int64(1); n > 0; {
			if _, err := d.Update(ctx, Origin{Via: "system"}, func(tx *Tx) (err error) {
				n, err = Exec(ctx, tx, part.q, part.arg)
				return err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Writable reports whether the database takes writes: the last that did may be
// as old as fresh, else one is tried now.
func (d *DB) Writable(ctx context.Context, fresh time.Duration) error {
	now := d.Millis()
	last, err := Select[int64](ctx, d, "SELECT CAST(value AS BIGINT) FROM setting WHERE key = 'heartbeat'")
	if err != nil {
		return err
	}
	if len(last) > 0 && last[0] <= now && now-last[0] < fresh.Milliseconds() {
		return nil
	}
	return d.retry(ctx, func() error {
		_, err := d.exec(ctx, "INSERT INTO setting (key, value) VALUES ('heartbeat', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", strconv.FormatInt(now, 10))
		return err
	})
}
