package api

import (
	"context"
	"sync"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// How many requests of one person are worked on at a time, which is what a
// browser sends at once, and how many more may wait for their turn. So whoever
// asks for very much waits for himself, and others hardly notice.
const (
	mostAtOnce  = 6
	mostWaiting = 500
)

// turns says whose requests are being worked on, and whose wait.
type turns struct {
	mu sync.Mutex
	of map[int64]*turn
}

type turn struct {
	slots chan struct{} // one in it for each request that is worked on
	asked int           // the requests that are worked on or wait
}

// take waits until the person has a turn; leave gives it back. A person may be
// nobody, who has nothing worked on that is not bounded elsewhere.
func (t *turns) take(ctx context.Context, person int64) (leave func(), err error) {
	if person == 0 {
		return func() {}, nil
	}
	mine, err := t.queue(person)
	if err != nil {
		return nil, err
	}
	select {
	case mine.slots <- struct{}{}:
		return func() { <-mine.slots; t.gone(person, mine) }, nil
	case <-ctx.Done():
		t.gone(person, mine)
		return nil, ctx.Err()
	}
}

func (t *turns) queue(person int64) (*turn, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil {
		t.of = map[int64]*turn{}
	}
	mine := t.of[person]
	if mine == nil {
		mine = &turn{slots: make(chan struct{}, mostAtOnce)}
		t.of[person] = mine
	}
	if mine.asked >= mostAtOnce+mostWaiting {
		return nil, &fault.Fault{Kind: fault.Busy, Retry: 5, Text: label.T(
			"You have too many requests under way; wait for their answers", "Vous avez trop de demandes en cours ; attendez leurs réponses")}
	}
	mine.asked++
	return mine, nil
}

func (t *turns) gone(person int64, mine *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if mine.asked--; mine.asked == 0 {
		delete(t.of, person)
	}
}

// patience is how long a request waits for its turn at heavy work: the answer
// must leave within the server's minute.
const patience = 40 * time.Second

// heavy waits for the turn of work that needs much memory; leave ends it. Whoever
// waits for long finds it in the log, and how many wait on the page of health.
func (s *Server) heavy(ctx context.Context, what string) (leave func(), err error) {
	began := time.Now()
	leave, err = s.Heavy.Take(ctx, patience)
	if waited := time.Since(began); waited > 5*time.Second || err != nil && ctx.Err() == nil {
		state := s.Heavy.Load()
		logOf(ctx).Info("heavy work waited for its turn", "work", what, "waited", waited.Round(time.Millisecond), "running", state.Running, "waiting", state.Waiting, "begun", err == nil)
	}
	return leave, err
}
