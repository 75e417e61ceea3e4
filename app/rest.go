package app

import (
	"context"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"time"

	"vigie/door/job"
	"vigie/ground/db"
)

// restAfter is for how long nobody must have asked for anything before memory
// goes back to the system; after forgetAfter, also what is kept of the past.
const (
	restAfter   = 10 * time.Second
	forgetAfter = 10 * time.Minute
)

// idleness counts what the program was asked to do: requests of the API, of which
// a stream of live updates counts when it begins, and work that has ended, such
// as a backup at night, which needs memory too.
type idleness struct{ asked atomic.Int64 }

func (i *idleness) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.asked.Add(1)
		next.ServeHTTP(w, r)
	})
}

// worked makes a handler of jobs count when it ends.
func (i *idleness) worked(h job.Handler) job.Handler {
	return func(ctx context.Context, j db.Job) error {
		defer i.asked.Add(1)
		return h(ctx, j)
	}
}

// rest gives back, once after each time of work, what that work needed and
// nobody needs now. The runtime alone would keep twice of what is in use.
func (a *App) rest(ctx context.Context) {
	last, quiet := int64(0), time.Duration(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(restAfter):
		}
		if n := a.idle.asked.Load(); n != last {
			last, quiet = n, 0
			continue
		}
		quiet += restAfter
		if quiet == forgetAfter {
			a.parts.portfolio.Rest()
		}
		if quiet == restAfter || quiet == forgetAfter {
			debug.FreeOSMemory()
		}
	}
}
