package intake

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"vigie/ground/db"
)

// Desk is where imports are worked on. It owns what runs in the background.
type Desk struct {
	DB  *db.DB
	Log *slog.Logger // slog.Default when nil

	owner string // this process, as the database knows it
	ctx   context.Context
	stop  context.CancelFunc
	work  sync.WaitGroup
}

// NewDesk returns a desk over a database. Close it at the end.
func NewDesk(d *db.DB) *Desk {
	host, _ := os.Hostname()
	k := &Desk{DB: d, owner: fmt.Sprintf("%s|%d|%s", host, os.Getpid(), rand.Text()[:8])}
	k.ctx, k.stop = context.WithCancel(context.Background())
	return k
}

// Close stops what runs in the background and waits for it. An import that is
// at work stays so: the next start goes on with it.
func (k *Desk) Close(context.Context) error {
	k.stop()
	k.work.Wait()
	return nil
}

func (k *Desk) log() *slog.Logger {
	if k.Log == nil {
		return slog.Default()
	}
	return k.Log
}
