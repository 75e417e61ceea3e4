// Package heavy bounds how many works that need much memory are under way at a
// time in the whole program: reports, workbooks, files that are read, backups.
// The others wait their turn, the longest waiting first.
package heavy

import (
	"context"
	"sync/atomic"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// mostWaiting is how many may wait; whoever comes then is refused at once.
const mostWaiting = 200

// Gate lets so many works in at a time. A nil gate lets all in.
type Gate struct {
	slots   chan struct{}
	waiting atomic.Int64
}

// New returns a gate for so many works at a time, at least one.
func New(most int) *Gate { return &Gate{slots: make(chan struct{}, max(most, 1))} }

// Take waits for a turn, for patience at most where that is above zero; leave
// gives it back. Who waits in vain is told so, and nothing was begun.
func (g *Gate) Take(ctx context.Context, patience time.Duration) (leave func(), err error) {
	if g == nil {
		return func() {}, nil
	}
	leave = func() { <-g.slots }
	select {
	case g.slots <- struct{}{}:
		return leave, nil
	default:
	}
	if g.waiting.Add(1) > mostWaiting {
		g.waiting.Add(-1)
		return nil, crowded()
	}
	defer g.waiting.Add(-1)
	var late <-chan time.Time
	if patience > 0 {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case g.slots <- struct{}{}:
		return leave, nil
	case <-late:
		return nil, crowded()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func crowded() error {
	return fault.Later(15, label.T(
		"Many reports, exports and files are being worked on; yours was not begun. Try again in a moment",
		"Beaucoup de rapports, d’exports et de fichiers sont en cours ; le vôtre n’a pas commencé. Réessayez dans un instant"))
}

// Load is how many works are under way and wait.
type Load struct {
	Most    int `json:"most" doc:"How many at a time; 0 for no bound"`
	Running int `json:"running"`
	Waiting int `json:"waiting"`
}

// Load says how the gate is at this moment.
func (g *Gate) Load() Load {
	if g == nil {
		return Load{}
	}
	return Load{cap(g.slots), len(g.slots), int(g.waiting.Load())}
}
