package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"vigie/ground/day"
)

// Origin says who makes a change, from where, and as part of what.
type Origin struct {
	Actor int64  // the account; 0 for the system itself
	Via   string // "web", "api", "import", "command", "system"
	Note  string // why, as the person wrote it
	Set   int64  // what the change is a part of, such as an import; 0 for none
	On    day.Day
	// On is the day from which the change is effective; today when zero.
}

// Tx is a write transaction.
type Tx struct {
	db      *DB
	tx      *sql.Tx
	ctx     context.Context
	from    Origin
	today   day.Day
	pending []Version
	retract []retraction
	touched map[touch]struct{}
	broken  error
	touches map[string]int // how often objects of an entity were touched
	kept    map[any]any
}

type touch struct {
	entity string
	object int64
}

func (tx *Tx) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return tx.tx.QueryContext(ctx, q, plain(args)...)
}

func (tx *Tx) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return tx.tx.ExecContext(ctx, q, plain(args)...)
}

func (tx *Tx) engine() Engine { return tx.db.Engine }

// DB returns the database of the transaction.
func (tx *Tx) DB() *DB { return tx.db }

// Origin returns who makes the change.
func (tx *Tx) Origin() Origin { return tx.from }

// Today returns the date on which the transaction runs.
func (tx *Tx) Today() day.Day { return tx.today }

// On returns the day from which the changes of this transaction are effective.
func (tx *Tx) On() day.Day {
	if tx.from.On != 0 {
		return tx.from.On
	}
	return tx.today
}

// Millis returns the instant at which the transaction runs.
func (tx *Tx) Millis() int64 { return tx.db.Millis() }

// Update runs f in a write transaction: all of it is kept, or nothing. Where f
// recorded versions or touched objects, they become one change with the next
// number, which is returned; 0 when it did neither. f may run again after a
// deadlock, so it must not do anything that cannot be undone.
func (d *DB) Update(ctx context.Context, from Origin, f func(*Tx) error) (change int64, err error) {
	if err := d.Reserve(ctx, 200); err != nil {
		return 0, err
	}
	err = d.retry(ctx, func() error {
		change, err = d.attempt(ctx, from, f)
		return err
	})
	if err != nil {
		return 0, err
	}
	if change != 0 {
		d.mu.Lock()
		tell := d.onBump
		d.mu.Unlock()
		if tell != nil {
			tell(change)
		}
	}
	return change, nil
}

func (d *DB) attempt(ctx context.Context, from Origin, f func(*Tx) error) (change int64, err error) {
	inner, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	done := false
	defer func() {
		if !done {
			if e := inner.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) {
				err = errors.Join(err, e)
			}
		}
	}()
	tx := &Tx{db: d, tx: inner, ctx: ctx, from: from, today: day.OfTime(d.now())}
	if err := f(tx); err != nil {
		return 0, err
	}
	if change, err = tx.flush(ctx); err != nil {
		return 0, err
	}
	if tx.broken != nil {
		return 0, tx.broken
	}
	done = true
	if err := inner.Commit(); err != nil {
		return 0, fmt.Errorf("committing: %w", err)
	}
	d.checkpoints.tell()
	return change, nil
}

// Touch announces a change of an object that keeps no history.
func (tx *Tx) Touch(entity string, object int64) {
	if tx.touched == nil {
		tx.touched = map[touch]struct{}{}
	}
	tx.touched[touch{entity, object}] = struct{}{}
	if tx.touches == nil {
		tx.touches = map[string]int{}
	}
	tx.touches[entity]++
}

// Touches counts how often objects of some entities were changed in this transaction.
func (tx *Tx) Touches(entities ...string) int {
	n := 0
	for _, e := range entities {
		n += tx.touches[e]
	}
	return n
}

// Keep keeps something as long as the transaction lasts. The key is of a type of whoever
// keeps it.
func (tx *Tx) Keep(key, value any) {
	if tx.kept == nil {
		tx.kept = map[any]any{}
	}
	tx.kept[key] = value
}

// Kept returns what was kept under a key, nil for nothing.
func (tx *Tx) Kept(key any) any { return tx.kept[key] }

// Enqueue leaves a job for the workers, in the same transaction as the change
// that needs it. payload is JSON.
func (tx *Tx) Enqueue(ctx context.Context, kind, payload string, runAt int64) error {
	now := tx.Millis()
	return Insert(ctx, tx, "job", Job{ID: tx.NewID(), Kind: kind, Payload: payload, State: "waiting", RunAt: max(runAt, now), Created: now})
}

// EnqueueOnce leaves a job of a kind that says nothing more, unless one is waiting: that
// one then waits for this change to be committed, and sees it.
func (tx *Tx) EnqueueOnce(ctx context.Context, kind string) error {
	n, err := Exec(ctx, tx, "UPDATE job SET run_at = $1 WHERE kind = $2 AND state = 'waiting'", tx.Millis(), kind)
	if err != nil || n > 0 {
		return err
	}
	return tx.Enqueue(ctx, kind, "{}", 0)
}

// Job is one piece of work for later.
type Job struct {
	ID       int64  `db:"id"`
	Kind     string `db:"kind"`
	Payload  string `db:"payload"` // JSON
	State    string `db:"state"`   // waiting, running, done, failed
	RunAt    int64  `db:"run_at"`
	Lease    int64  `db:"lease"`
	Attempts int64  `db:"attempts"`
	Error    string `db:"error"`
	Created  int64  `db:"created"`
}
