package api

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
)

// refusals bounds what refusals leave in the audit: of each person at each
// route, the first of a minute is written at once, and the others of that minute
// together, as one entry with their number.
type refusals struct {
	mu     sync.Mutex
	minute int64
	more   map[refusal]int64
}

type refusal struct {
	account int64
	via     string
	name    string
	route   string
	address string
}

// mostRefusals is how many persons and routes are told apart in one minute;
// beyond it there is only the log.
const mostRefusals = 10_000

// take counts a refusal. It returns what is to be written now.
func (c *refusals) take(r refusal, now int64) map[refusal]int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.past(now)
	if _, known := c.more[r]; known {
		c.more[r]++
	} else if len(c.more) < mostRefusals {
		c.more[r] = 0
		out[r]++
	}
	return out
}

// past takes what was counted in minutes that are over.
func (c *refusals) past(now int64) map[refusal]int64 {
	out := map[refusal]int64{}
	minute := now / time.Minute.Milliseconds()
	if c.minute == minute && c.more != nil {
		return out
	}
	for r, n := range c.more {
		if n > 0 {
			out[r] = n
		}
	}
	c.minute, c.more = minute, map[refusal]int64{}
	return out
}

// refused leaves a line in the log, and in the audit, for every request that
// rights stopped.
func (s *Server) refused(r *http.Request, route string, err error) {
	c, who := callOf(r.Context()), auth.Who(r.Context())
	if who.ID == 0 || c == nil {
		return
	}
	c.log.WarnContext(r.Context(), "refused", slog.String("request", c.id), slog.Int64("account", who.ID),
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.String("error", err.Error()))
	now := s.refusals.take(refusal{who.ID, who.Via, who.Name, route, s.Auth.Address(r)}, s.DB.Millis())
	s.writeRefusals(r.Context(), now)
}

// isRefusal reports whether an error says that rights do not allow this, or
// that an object is not there for the person: both may be somebody trying doors.
func isRefusal(rule Rule, err error) bool {
	kind := fault.KindOf(err)
	return kind == fault.Denied || kind == fault.Missing && rule.object
}

func (s *Server) writeRefusals(ctx context.Context, now map[refusal]int64) {
	for r, n := range now {
		who := access.Who{ID: r.account, Name: r.name, Via: r.via}
		_, err := s.DB.Update(context.WithoutCancel(ctx), who.Origin(), func(tx *db.Tx) error {
			return access.NoteRefusals(ctx, tx, who, r.route, r.address, n)
		})
		if err != nil {
			logOf(ctx).WarnContext(ctx, "noting a refusal", slog.String("error", err.Error()))
		}
	}
}

// Close writes what is still counted.
func (s *Server) Close(ctx context.Context) error {
	s.refusals.mu.Lock()
	now := s.refusals.past(s.DB.Millis() + time.Minute.Milliseconds())
	s.refusals.mu.Unlock()
	s.writeRefusals(ctx, now)
	return nil
}
