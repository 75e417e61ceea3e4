package db

import (
	"context"
	"sync"
)

// A write to SQLite goes to a log first, and the log must be brought into the
// file some day. Whoever commits when it has grown would do it, and keep those
// who wait behind him: so it is done beside the writers, from these many pages
// of 4 KiB on. Where that does not keep up, commits do it from checkpointAlone on.
const (
	checkpointFrom  = 3000
	checkpointAlone = 8_000
)

// checkpointer brings the log of a SQLite database into its file after commits.
type checkpointer struct {
	committed chan struct{}
	stop      context.CancelFunc
	work      sync.WaitGroup
}

func (d *DB) startCheckpoints() {
	ctx, stop := context.WithCancel(context.Background())
	c := &checkpointer{committed: make(chan struct{}, 1), stop: stop}
	c.work.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-c.committed:
				d.checkpoint(ctx) // what fails, such as on a full disk, is done after a later commit
			}
		}
	})
	d.checkpoints = c
}

// tell says that something was committed; it never waits.
func (c *checkpointer) tell() {
	if c == nil {
		return
	}
	select {
	case c.committed <- struct{}{}:
	default:
	}
}

func (c *checkpointer) close() {
	if c != nil {
		c.stop()
		c.work.Wait()
	}
}

type logSize struct {
	Busy int64 `db:"busy"`
	Log  int64 `db:"log"` // pages, -1 for no log
	Done int64 `db:"checkpointed"`
}

// checkpoint brings the log into the file when it has grown, without waiting
// for anybody or making anybody wait.
func (d *DB) checkpoint(ctx context.Context) error {
	s, err := Get[logSize](ctx, d, "PRAGMA wal_checkpoint(NOOP)")
	if err == nil && s.Log-s.Done >= checkpointFrom {
		_, err = Get[logSize](ctx, d, "PRAGMA wal_checkpoint(PASSIVE)")
	}
	return err
}
