package intake

import (
	"context"
	"sync"
	"time"

	"vigie/ground/db"
	"vigie/room/access"
)

// How the work is cut. On SQLite, which has one writer, a batch takes about as
// long as busyFor says, so that a cell saved by someone else meanwhile waits no
// longer than that. On PostgreSQL a batch keeps only those waiting who save one
// of its own rows, until the very end: there a fixed size makes few statements,
// which the database knows already, and the end short.
const (
	busyFor    = 7 * time.Millisecond
	firstBatch = 20
	leastBatch = 8
	mostBatch  = 400
	fixedBatch = 64
	fetched    = 6 * fixedBatch // rows that are read ahead
	leaseFor   = 15 * time.Second
)

// firstSize is how many rows the first batch may have.
func (k *Desk) firstSize() int {
	if k.DB.Engine == db.Postgres {
		return fixedBatch
	}
	return firstBatch
}

// nextSize is how many rows a batch may have after one that could have had size,
// had n, and took some time.
func (k *Desk) nextSize(size, n int, took time.Duration) int {
	if k.DB.Engine == db.Postgres {
		return fixedBatch
	}
	return min(max(int(int64(n)*int64(busyFor)/int64(max(took, time.Microsecond))), leastBatch), mostBatch, 2*size)
}

// inBatches works through the staged rows that a condition picks, in order, in
// transactions whose size follows the time they take.
func (k *Desk) inBatches(ctx context.Context, m *Import, progress func(done, total int64), where string, do func(*db.Tx, access.Who, []*staged) error, from db.Origin, mark int64) error {
	ahead, stop := k.readAhead(ctx, m.ID, where, mark)
	defer stop()
	size := k.firstSize()
	for p := range ahead {
		if p.err != nil {
			return p.err
		}
		for rows := p.rows; len(rows) > 0; {
			n := min(size, len(rows))
			took, err := k.oneBatch(ctx, m, rows[:n], do, from, mark)
			if err != nil {
				return err
			}
			rows = rows[n:]
			m.Done += int64(n)
			progress(m.Done, m.Total)
			size = k.nextSize(size, n, took)
		}
	}
	return ctx.Err()
}

// page is a part of the staged rows as they are read.
type page struct {
	rows []*staged
	err  error
}

// readAhead reads the staged rows page by page, the next one while one is being
// written. Taking back goes from the last to the first. stop waits for it.
func (k *Desk) readAhead(ctx context.Context, id int64, where string, mark int64) (ahead <-chan page, stop func()) {
	order, beyond := "place", " AND place > "
	if mark == takenBack {
		order, beyond = "place DESC", " AND place < "
	}
	ctx, cancel := context.WithCancel(ctx)
	pages := make(chan page)
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(pages)
		for after := ""; ; {
			rows, err := rowsOf(ctx, k.DB, id, after+where, order, fetched)
			if err == nil && len(rows) == 0 {
				return
			}
			select {
			case pages <- page{rows, err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
			after = beyond + itoa(int(rows[len(rows)-1].Place))
		}
	})
	return pages, func() { cancel(); reading.Wait() }
}

// oneBatch does its work on some rows and marks them, in one transaction. It
// returns for how long that held the database.
func (k *Desk) oneBatch(ctx context.Context, m *Import, rows []*staged, do func(*db.Tx, access.Who, []*staged) error, from db.Origin, mark int64) (time.Duration, error) {
	if err := k.DB.Reserve(ctx, 6*len(rows)+50); err != nil {
		return 0, err
	}
	var begun time.Time
	_, err := k.DB.Update(ctx, from, func(tx *db.Tx) error {
		begun = time.Now()
		if err := k.hold(ctx, tx, m, int64(len(rows))); err != nil {
			return err
		}
		who, err := k.actor(ctx, tx, m)
		if err != nil {
			return err
		}
		if err := do(tx, who, rows); err != nil {
			return err
		}
		places := make([]int64, len(rows))
		for i, r := range rows {
			places[i] = r.Place
		}
		in, args := db.List([]any{mark, m.ID}, places)
		_, err = db.Exec(ctx, tx, "UPDATE import_row SET applied = $1 WHERE import_id = $2 AND place IN "+in, args...)
		return err
	})
	return time.Since(begun), err
}

// hold keeps the import this process's and notes how far it is.
func (k *Desk) hold(ctx context.Context, tx *db.Tx, m *Import, more int64) error {
	n, err := db.Exec(ctx, tx, "UPDATE import SET done = $1, lease = $2 WHERE id = $3 AND owner = $4 AND state = $5", m.Done+more, k.lease(), m.ID, k.owner, m.State)
	if err == nil && n == 0 {
		return errLost
	}
	return err
}
