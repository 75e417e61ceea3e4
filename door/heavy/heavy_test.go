package heavy

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vigie/ground/fault"
)

func TestSoManyWorkAtATimeAndTheOthersWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(2)
		var most, now, done atomic.Int64
		for range 20 {
			go func() {
				leave, err := g.Take(t.Context(), 0)
				if err != nil {
					t.Error(err)
					return
				}
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Second) // in the bubble of the test, no time passes
				now.Add(-1)
				done.Add(1)
				leave()
			}()
			synctest.Wait()
		}
		if s := g.Load(); s != (Load{2, 2, 18}) {
			t.Errorf("got %+v, want two at work and eighteen who wait", s)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if most.Load() != 2 || done.Load() != 20 || g.Load() != (Load{2, 0, 0}) {
			t.Errorf("got %d at most, %d done, %+v left", most.Load(), done.Load(), g.Load())
		}
	})
}

func TestWhoWaitsTooLongOrBehindTooManyIsToldSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(1)
		leave, err := g.Take(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if _, err := g.Take(t.Context(), 40*time.Second); fault.KindOf(err) != fault.Unavailable || time.Since(began) != 40*time.Second {
			t.Errorf("got %v after %s", err, time.Since(began))
		}
		gone, cancel := context.WithCancel(t.Context())
		for range mostWaiting {
			go func() {
				if _, err := g.Take(gone, 0); !errors.Is(err, context.Canceled) {
					t.Errorf("got %v, want that who has gone waits no more", err)
				}
			}()
		}
		synctest.Wait()
		if _, err := g.Take(t.Context(), time.Hour); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("behind %d: got %v", mostWaiting, err)
		}
		cancel()
		synctest.Wait()
		leave()
		if s := g.Load(); s != (Load{1, 0, 0}) {
			t.Errorf("got %+v left", s)
		}
	})
}

func TestNoGateLetsAllIn(t *testing.T) {
	var g *Gate
	if leave, err := g.Take(t.Context(), 0); err != nil || leave == nil || g.Load() != (Load{}) {
		t.Errorf("got %v", err)
	}
}
