package intake

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/room/access"
)

// Go runs a claimed import in the background; Close waits for it.
func (k *Desk) Go(m *Import) (done <-chan error) {
	ended := make(chan error, 1)
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		err := k.Run(k.ctx, m, nil)
		if err != nil && k.ctx.Err() == nil {
			k.log().Warn("import ended", slog.Int64("import", m.ID), slog.String("state", string(m.State)), slog.String("error", err.Error()))
		}
		ended <- err
	}()
	return ended
}

// Resume goes on with the imports that a process left in the middle: at once
// where that process is known to be dead, else when its lease has run out. It
// returns when those of dead processes have come to their end or ctx ends; the
// others are waited for in the background.
func (k *Desk) Resume(ctx context.Context) error {
	left, err := db.Select[row](ctx, k.DB, "SELECT "+db.Columns[row]("")+" FROM import WHERE state IN ('applying', 'retracting', 'undoing') ORDER BY id")
	if err != nil {
		return err
	}
	for _, r := range left {
		m, err := r.imported()
		if err != nil {
			return err
		}
		if m.owner == k.owner {
			continue
		}
		if !k.dead(m.owner) && m.lease > k.DB.Millis() {
			k.await(m)
			continue
		}
		if err := k.adopt(ctx, m); err != nil {
			continue
		}
		k.log().Info("going on with an import that was left in the middle", "import", m.ID, "done", m.Done, "total", m.Total)
		select {
		case <-k.Go(m):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// await adopts an import once its owner has let its lease run out.
func (k *Desk) await(m *Import) {
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		for k.ctx.Err() == nil {
			select {
			case <-k.ctx.Done():
				return
			case <-time.After(time.Duration(max(m.lease-k.DB.Millis(), 0))*time.Millisecond + 500*time.Millisecond):
			}
			r, err := db.Get[row](k.ctx, k.DB, "SELECT "+db.Columns[row]("")+" FROM import WHERE id = $1", m.ID)
			if err != nil {
				continue
			}
			now, err := r.imported()
			if err != nil || !now.State.atWork() {
				return
			}
			m = now
			if m.lease < k.DB.Millis() && k.adopt(k.ctx, m) == nil {
				k.Go(m)
				return
			}
		}
	}()
}

// adopt makes an abandoned import this process's.
func (k *Desk) adopt(ctx context.Context, m *Import) error {
	_, err := k.DB.Update(ctx, access.System("import").Origin(), func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "UPDATE import SET owner = $1, lease = $2 WHERE id = $3 AND owner = $4 AND lease = $5", k.owner, k.lease(), m.ID, m.owner, m.lease)
		if err == nil && n == 0 {
			return errLost
		}
		return err
	})
	if err == nil {
		m.owner = k.owner
	}
	return err
}

// dead reports whether the process of an owner is known to be gone: it ran on
// this machine and is not there, or had the number that this process has.
func (k *Desk) dead(owner string) bool {
	theirs, ours := strings.Split(owner, "|"), strings.Split(k.owner, "|")
	if len(theirs) != 3 || theirs[0] != ours[0] || theirs[0] == "" {
		return false
	}
	pid, err := strconv.Atoi(theirs[1])
	if err != nil {
		return false
	}
	return theirs[1] == ours[1] && theirs[2] != ours[2] && !sharesProcess || theirs[1] != ours[1] && !alive(pid)
}

// sharesProcess is set by tests that have several desks in one process.
var sharesProcess = false
