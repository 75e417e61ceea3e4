package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vigie/door/job"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// memory is a store in memory by the same contract as the database's, so that
// time can be made to pass; the tests on real databases stand below.
type memory struct {
	mu   sync.Mutex
	jobs []*db.Job
	last map[string]int64
}

func (m *memory) Now() time.Time { return time.Now() }

func (m *memory) add(kind string) *db.Job {
	m.mu.Lock()
	defer m.mu.Unlock()
	j := &db.Job{ID: int64(len(m.jobs) + 1), Kind: kind, State: db.JobWaiting, RunAt: m.Now().UnixMilli()}
	m.jobs = append(m.jobs, j)
	return j
}

func (m *memory) Claim(_ context.Context, lease time.Duration) (db.Job, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.Now().UnixMilli()
	for _, j := range m.jobs {
		if (j.State == db.JobWaiting && j.RunAt <= now) || (j.State == db.JobRunning && j.Lease < now) {
			j.State, j.Lease = db.JobRunning, m.Now().Add(lease).UnixMilli()
			j.Attempts++
			return *j, nil
		}
	}
	return db.Job{}, fault.NotFound()
}

func (m *memory) settle(j db.Job, f func(*db.Job)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now := m.jobs[j.ID-1]; now.State == db.JobRunning && now.Attempts == j.Attempts {
		f(now)
		return nil
	}
	return fault.NotFound()
}

func (m *memory) Renew(_ context.Context, j db.Job, lease time.Duration) error {
	return m.settle(j, func(j *db.Job) { j.Lease = m.Now().Add(lease).UnixMilli() })
}

func (m *memory) Finish(_ context.Context, j db.Job) error {
	return m.settle(j, func(j *db.Job) { j.State = db.JobDone })
}

func (m *memory) Retry(_ context.Context, j db.Job, why string, at time.Time) error {
	return m.settle(j, func(j *db.Job) { j.State, j.Error, j.RunAt = db.JobWaiting, why, at.UnixMilli() })
}

func (m *memory) GiveUp(_ context.Context, j db.Job, why string) error {
	return m.settle(j, func(j *db.Job) { j.State, j.Error = db.JobFailed, why })
}

func (m *memory) Due(_ context.Context, name string, slot int64) (bool, error) {
	m.mu.Lock()
	if m.last == nil {
		m.last = map[string]int64{}
	}
	last, seen := m.last[name]
	due := !seen || slot > last
	if due {
		m.last[name] = slot
	}
	m.mu.Unlock()
	if due {
		m.add(name)
	}
	return due, nil
}

func (m *memory) state(j *db.Job) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return j.State
}

var quiet = slog.New(slog.DiscardHandler)

func TestAFailingJobIsTriedAgainLaterAndLaterThenGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		j := store.add("mail")
		var tries []time.Time
		r := &job.Runner{Store: store, Log: quiet, Attempts: 4, Handlers: map[string]job.Handler{"mail": func(context.Context, db.Job) error {
			tries = append(tries, time.Now())
			return errors.New("no answer")
		}}}
		r.Start(t.Context())
		time.Sleep(time.Hour)
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(tries) != 4 || store.state(j) != db.JobFailed || j.Error != "no answer" {
			t.Fatalf("got %d tries, state %s, error %q; want 4, failed, no answer", len(tries), j.State, j.Error)
		}
		for i, least := range []time.Duration{8 * time.Second, 16 * time.Second, 32 * time.Second} {
			if got := tries[i+1].Sub(tries[i]); got < least || got > 3*least {
				t.Errorf("wait %d: got %s, want from %s to %s", i+1, got, least, 3*least)
			}
		}
	})
}

func TestAJobThatCannotSucceedIsNotTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		wrong, unknown, broken := store.add("wrong"), store.add("unknown"), store.add("panic")
		r := &job.Runner{Store: store, Log: quiet, Attempts: 2, Handlers: map[string]job.Handler{
			"wrong": func(context.Context, db.Job) error {
				return fault.Invalid("to", label.T("no address", "pas d’adresse"))
			},
			"panic": func(context.Context, db.Job) error { panic("boom") },
		}}
		r.Start(t.Context())
		time.Sleep(time.Hour)
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			j     *db.Job
			tries int64
		}{{wrong, 1}, {unknown, 1}, {broken, 2}} {
			if c.j.State != db.JobFailed || c.j.Attempts != c.tries {
				t.Errorf("%s: got %s after %d tries, want failed after %d", c.j.Kind, c.j.State, c.j.Attempts, c.tries)
			}
		}
	})
}

func TestStopWaitsForRunningWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		j := store.add("long")
		r := &job.Runner{Store: store, Log: quiet, Handlers: map[string]job.Handler{"long": func(ctx context.Context, _ db.Job) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(20 * time.Second):
				return nil
			}
		}}}
		r.Start(t.Context())
		time.Sleep(time.Second)
		began := time.Now()
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took < 18*time.Second || store.state(j) != db.JobDone {
			t.Errorf("stopped after %s with the job %s, want it waited for and done", took, j.State)
		}
	})
}

func TestStopGivesUpWaitingAndLeavesTheJobForLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		j := store.add("endless")
		r := &job.Runner{Store: store, Log: quiet, Handlers: map[string]job.Handler{"endless": func(ctx context.Context, _ db.Job) error {
			<-ctx.Done()
			return ctx.Err()
		}}}
		r.Start(t.Context())
		time.Sleep(time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		if err := r.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the deadline", err)
		}
		if store.state(j) != db.JobWaiting {
			t.Errorf("got %s, want waiting", j.State)
		}
	})
}

func TestALongJobKeepsItsLeaseAndAJobThatLostItStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		long, lost := store.add("long"), store.add("lost")
		var stopped bool
		r := &job.Runner{Store: store, Log: quiet, Handlers: map[string]job.Handler{
			"long": func(context.Context, db.Job) error { time.Sleep(10 * time.Minute); return nil },
			"lost": func(ctx context.Context, j db.Job) error {
				if j.Attempts > 1 {
					return nil
				}
				store.settle(j, func(j *db.Job) { j.Attempts++ }) // as if another process had it
				<-ctx.Done()
				stopped = true
				return ctx.Err()
			},
		}}
		r.Start(t.Context())
		time.Sleep(11 * time.Minute)
		if err := r.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if store.state(long) != db.JobDone || long.Attempts != 1 {
			t.Errorf("long: got %s after %d tries, want done after 1", long.State, long.Attempts)
		}
		if !stopped || store.state(lost) != db.JobDone {
			t.Errorf("lost: stopped %t, state %s; want stopped, and done by the next", stopped, lost.State)
		}
	})
}

func TestAScheduleRunsOncePerSlotAndNeverTwiceWhenTheClockGoesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &memory{}
		var mu sync.Mutex
		runs := 0
		shift := time.Duration(0)
		slot := func(now time.Time) time.Time {
			mu.Lock()
			defer mu.Unlock()
			return job.Daily(3, 0)(now.Add(shift))
		}
		start := func() *job.Runner {
			r := &job.Runner{Store: store, Log: quiet, Schedules: []job.Schedule{{Kind: "nightly", Slot: slot}}, Handlers: map[string]job.Handler{
				"nightly": func(context.Context, db.Job) error { mu.Lock(); runs++; mu.Unlock(); return nil },
			}}
			r.Start(t.Context())
			return r
		}
		one, two := start(), start()
		time.Sleep(72*time.Hour + time.Minute)
		mu.Lock()
		shift = -30 * time.Hour
		mu.Unlock()
		time.Sleep(time.Hour)
		one.Stop(t.Context())
		two.Stop(t.Context())
		if runs != 4 { // at once, for the night before, and three nights
			t.Errorf("got %d runs, want 4", runs)
		}
	})
}

func TestTwoRunnersOnOneDatabaseDoEveryJobOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		const jobs = 40
		var mu sync.Mutex
		done := map[int64]int{}
		handlers := map[string]job.Handler{"count": func(_ context.Context, j db.Job) error {
			mu.Lock()
			defer mu.Unlock()
			done[j.ID]++
			return nil
		}, "sometimes": func(_ context.Context, j db.Job) error {
			if j.Attempts == 1 {
				return fmt.Errorf("not yet")
			}
			return nil
		}}
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			for range jobs {
				if err := tx.Enqueue(ctx, "count", "{}", 0); err != nil {
					return err
				}
			}
			return tx.Enqueue(ctx, "sometimes", "{}", 0)
		}); err != nil {
			t.Fatal(err)
		}
		var runners []*job.Runner
		for range 2 {
			r := &job.Runner{Store: d, Handlers: handlers, Log: quiet, Poll: 20 * time.Millisecond}
			r.Start(ctx)
			runners = append(runners, r)
		}
		deadline := time.Now().Add(20 * time.Second)
		for time.Now().Before(deadline) {
			n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM job WHERE state = 'done'")
			if err != nil {
				t.Fatal(err)
			}
			if n == jobs {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		for _, r := range runners {
			if err := r.Stop(ctx); err != nil {
				t.Error(err)
			}
		}
		if len(done) != jobs {
			t.Errorf("got %d jobs done, want %d", len(done), jobs)
		}
		for id, n := range done {
			if n != 1 {
				t.Errorf("job %d was done %d times", id, n)
			}
		}
		again, err := db.Get[string](ctx, d, "SELECT state || ': ' || error FROM job WHERE kind = 'sometimes'")
		if err != nil || again != "waiting: not yet" {
			t.Errorf("got %q %v, want it waiting for another try", again, err)
		}
	})
}
