// Package job does, in the background, the work that changes leave behind, and
// what is to be done at set times. Any number of processes may run one over
// the same database: each job and each slot of a schedule is done once.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// Handler does one job. It may be called again for the same job, when its
// process died or its error is worth another try, so it must be idempotent. It
// stops when ctx ends.
type Handler func(ctx context.Context, j db.Job) error

// Schedule leaves a job at set times. Slot returns the last instant at or
// before now at which it was to be done.
type Schedule struct {
	Kind string
	Slot func(now time.Time) time.Time
}

// Store is what the runner needs of the database.
type Store interface {
	Claim(ctx context.Context, lease time.Duration) (db.Job, error)
	Renew(ctx context.Context, j db.Job, lease time.Duration) error
	Finish(ctx context.Context, j db.Job) error
	Retry(ctx context.Context, j db.Job, why string, at time.Time) error
	GiveUp(ctx context.Context, j db.Job, why string) error
	Due(ctx context.Context, schedule string, slot int64) (bool, error)
	Now() time.Time
}

// Runner takes jobs and does them. The zero values of its settings are usable.
type Runner struct {
	Store     Store
	Handlers  map[string]Handler
	Schedules []Schedule
	Log       *slog.Logger

	Workers  int           // how many jobs at a time; 2 when zero
	Poll     time.Duration // between two looks; 1 s when zero
	Lease    time.Duration // a job whose process is silent for so long is taken by another; 1 min when zero
	Attempts int64         // tries before a job is given up; 8 when zero

	stop    context.CancelFunc // no new job
	abandon context.CancelFunc // running jobs too
	done    chan struct{}
	wake    chan struct{}
}

// Start begins to work and returns at once. Call it once.
func (r *Runner) Start(ctx context.Context) {
	r.defaults()
	running, abandon := context.WithCancel(context.WithoutCancel(ctx))
	looking, stop := context.WithCancel(running)
	r.stop, r.abandon, r.done, r.wake = stop, abandon, make(chan struct{}), make(chan struct{}, 1)
	context.AfterFunc(ctx, stop)
	var all sync.WaitGroup
	for range r.Workers {
		all.Go(func() { r.work(looking, running) })
	}
	if len(r.Schedules) > 0 {
		all.Go(func() { r.keepTime(looking) })
	}
	go func() {
		all.Wait()
		abandon()
		close(r.done)
	}()
}

func (r *Runner) defaults() {
	r.Workers = orElse(r.Workers, 2)
	r.Poll = orElse(r.Poll, time.Second)
	r.Lease = orElse(r.Lease, time.Minute)
	r.Attempts = orElse(r.Attempts, 8)
	if r.Log == nil {
		r.Log = slog.Default()
	}
}

func orElse[T ~int | ~int64](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}

// Stop takes no more jobs and waits for those under way. When ctx ends first
// it tells them to stop, waits for that, and returns the error of ctx; what
// they had not done is done later, by whoever runs then.
func (r *Runner) Stop(ctx context.Context) error {
	if r.done == nil {
		return nil
	}
	r.stop()
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		r.abandon()
		<-r.done
		return ctx.Err()
	}
}

// Wake makes an idle worker look for a job now: a job was just left.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *Runner) work(looking, running context.Context) {
	for looking.Err() == nil {
		j, err := r.Store.Claim(running, r.Lease) // once begun it ends: a job taken by a claim that was given up would wait for its lease
		if err == nil {
			r.do(running, j)
			continue
		}
		if fault.KindOf(err) != fault.Missing && looking.Err() == nil {
			r.Log.Warn("looking for jobs", "error", err)
		}
		r.pause(looking, r.Poll)
	}
}

// pause waits for a time, a little longer at random so that processes spread
// out, or until there is something to do.
func (r *Runner) pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d + rand.N(d/4+1))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-r.wake:
	case <-t.C:
	}
}

// do does one job and says how it ended. The ending is written even when the
// program is stopping.
func (r *Runner) do(ctx context.Context, j db.Job) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var beat sync.WaitGroup
	beat.Go(func() { r.renew(ctx, cancel, j) })
	err := r.call(ctx, j)
	stopped := ctx.Err() != nil
	cancel()
	beat.Wait()
	late, end := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer end()
	switch {
	case err == nil:
		err = r.Store.Finish(late, j)
	case stopped && errors.Is(err, context.Canceled):
		err = r.Store.Retry(late, j, "stopped", r.Store.Now())
	case j.Attempts >= r.Attempts || final(err):
		r.Log.Error("job given up", "kind", j.Kind, "job", j.ID, "attempts", j.Attempts, "error", err)
		err = r.Store.GiveUp(late, j, err.Error())
	default:
		at := r.Store.Now().Add(Backoff(j.Attempts))
		r.Log.Warn("job will be tried again", "kind", j.Kind, "job", j.ID, "attempt", j.Attempts, "at", at, "error", err)
		err = r.Store.Retry(late, j, err.Error(), at)
	}
	if err != nil {
		r.Log.Warn("the end of a job could not be written; it will be done again", "kind", j.Kind, "job", j.ID, "error", err)
	}
}

// call runs the handler; a panic is an error like any other.
func (r *Runner) call(ctx context.Context, j db.Job) (err error) {
	h, ok := r.Handlers[j.Kind]
	if !ok {
		return fault.NotFound().Because(fmt.Errorf("no handler for jobs of kind %q", j.Kind))
	}
	defer func() {
		if p := recover(); p != nil {
			r.Log.Error("panic in a job", "kind", j.Kind, "job", j.ID, "error", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h(ctx, j)
}

// renew keeps the job ours while it runs, and stops it when it no longer is.
func (r *Runner) renew(ctx context.Context, cancel context.CancelFunc, j db.Job) {
	t := time.NewTicker(r.Lease / 3)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if fault.KindOf(r.Store.Renew(ctx, j, r.Lease)) == fault.Missing {
				r.Log.Warn("another process has taken over a job", "kind", j.Kind, "job", j.ID)
				cancel()
				return
			}
		}
	}
}

// final reports whether trying again cannot help: the job itself is wrong.
func final(err error) bool {
	switch fault.KindOf(err) {
	case fault.BadInput, fault.Missing, fault.Denied, fault.TooLarge:
		return true
	}
	return false
}

// Backoff is how long to wait after the n-th try: 10 s, then twice as long
// each time, six hours at most, and up to a fifth more or less at random.
func Backoff(n int64) time.Duration {
	d := min(10*time.Second<<min(max(n-1, 0), 20), 6*time.Hour)
	return d + rand.N(2*d/5) - d/5
}

// keepTime asks every half minute which schedules are due.
func (r *Runner) keepTime(ctx context.Context) {
	for ctx.Err() == nil {
		for _, s := range r.Schedules {
			due, err := r.Store.Due(ctx, s.Kind, s.Slot(r.Store.Now()).UnixMilli())
			if err != nil && ctx.Err() == nil {
				r.Log.Warn("asking whether a schedule is due", "kind", s.Kind, "error", err)
			}
			if due {
				r.Wake()
			}
		}
		t := time.NewTimer(30 * time.Second)
		select {
		case <-ctx.Done():
		case <-t.C:
		}
		t.Stop()
	}
}

// Daily is the slot of what is done once a day at an hour, UTC.
func Daily(hour, minute int) func(time.Time) time.Time {
	return func(now time.Time) time.Time {
		now = now.UTC()
		at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, time.UTC)
		if at.After(now) {
			at = at.AddDate(0, 0, -1)
		}
		return at
	}
}

// Every is the slot of what is done at each multiple of d since 1970.
func Every(d time.Duration) func(time.Time) time.Time {
	return func(now time.Time) time.Time {
		return time.UnixMilli(now.UnixMilli() / d.Milliseconds() * d.Milliseconds())
	}
}
