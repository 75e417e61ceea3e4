package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/constant"
	"vigie/room/convention"
	"vigie/room/dashboard"
	"vigie/room/draft"
	"vigie/room/guide"
	"vigie/room/heading"
	"vigie/room/hierarchy"
	"vigie/room/notice"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/template"
	"vigie/room/term"
	"vigie/room/trust"
	"vigie/room/view"
)

func (s *Server) eventRoutes(a *frame) {
	register(a, op(http.MethodGet, "/events", "What changes, as it happens (server-sent events)", func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {Description: "A stream of events named change", Content: map[string]*huma.MediaType{"text/event-stream": {}}}}
	}), s.events)
}

const eventRoute = "GET /events"

// The pace of the stream: how often the database is asked for the changes of
// other nodes, how often a silent stream says that it is alive, how long one
// lasts before the browser opens the next, and how many one person may have.
const (
	pollEvery   = time.Second
	aliveEvery  = 20 * time.Second
	streamLasts = 30 * time.Minute
	maxStreams  = 20
)

// streams counts the open streams of each person.
type streams struct {
	mu   sync.Mutex
	open map[int64]int
}

func (c *streams) enter(id int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == nil {
		c.open = map[int64]int{}
	}
	if c.open[id] >= maxStreams {
		return false
	}
	c.open[id]++
	return true
}

func (c *streams) leave(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[id]--; c.open[id] == 0 {
		delete(c.open, id)
	}
}

// eventOut is one change, as far as the caller may see it.
type eventOut struct {
	Change int64    `json:"change"`
	Entity string   `json:"entity"`
	IDs    []string `json:"ids"`
	Actor  *refOut  `json:"actor,omitempty"`
}

func (s *Server) events(ctx context.Context, in *struct {
	LastEventID string `header:"Last-Event-ID"`
},
) (*huma.StreamResponse, error) {
	who := auth.Who(ctx)
	last, err := s.DB.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	if n, err := json.Number(in.LastEventID).Int64(); err == nil && n <= last {
		last = n
	}
	if !s.streams.enter(who.ID) {
		return nil, tooManyStreams()
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer s.streams.leave(who.ID)
		h.SetHeader("Content-Type", "text/event-stream")
		h.SetHeader("X-Accel-Buffering", "no")
		w, ok := h.BodyWriter().(http.ResponseWriter)
		if !ok {
			return
		}
		if err := s.stream(h.Context(), w, who, last); err != nil && h.Context().Err() == nil {
			logOf(ctx).Warn("a stream of events ended", "error", err.Error())
		}
	}}, nil
}

func (s *Server) stream(ctx context.Context, w http.ResponseWriter, who access.Who, last int64) error {
	seen, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	out := http.NewResponseController(w)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	end := time.NewTimer(cmp.Or(s.StreamLasts, streamLasts))
	defer end.Stop()
	silent := time.Duration(0)
	if _, err := fmt.Fprintf(w, "retry: 2000\nid: %d\nevent: hello\ndata: {\"change\":%d,\"version\":%q}\n\n", last, last, s.Version); err != nil {
		return err
	}
	for {
		if err := out.SetWriteDeadline(time.Now().Add(30 * time.Second)); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-end.C:
			return nil
		case <-tick.C:
		}
		now, err := s.tell(ctx, w, who, seen, last)
		if err != nil {
			return err
		}
		number := last
		if now != nil {
			number, seen = now.Change, now
		}
		silent += pollEvery
		if number != last {
			last, silent = number, 0
		} else if silent >= aliveEvery {
			silent = 0
			if _, err := fmt.Fprint(w, ": alive\n\n"); err != nil {
				return err
			}
		}
	}
}

type eventRow struct {
	Change int64  `db:"change"`
	Entity string `db:"entity"`
	Object int64  `db:"object"`
	Actor  db.ID  `db:"actor"`
}

// page is how many events are read at a time.
const page = 5000

// tell writes the changes after last, as far as the person, with the rights of
// this moment, may see them: of what he saw in the portfolio as it was told
// before, also that it is gone. It returns the portfolio up to which it told,
// nil when there is nothing new. It is an error when the person may no longer
// sign in.
func (s *Server) tell(ctx context.Context, w http.ResponseWriter, who access.Who, before *snapshot.Snapshot, last int64) (*snapshot.Snapshot, error) {
	number, err := s.DB.LastChange(ctx)
	if err != nil || number == last {
		return nil, err
	}
	if who, err = access.Now(ctx, s.DB, who); err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	from := eventRow{Change: last, Entity: "\U0010ffff"}
	for {
		rows, err := db.Select[eventRow](ctx, s.DB, `SELECT e.change, e.entity, e.object, c.actor FROM event e JOIN change c ON c.number = e.change
			WHERE (e.change, e.entity, e.object) > ($1, $2, $3) AND e.change <= $4 ORDER BY e.change, e.entity, e.object LIMIT $5`, from.Change, from.Entity, from.Object, live.Change, page)
		if err != nil {
			return nil, err
		}
		if err := write(w, s.visibleEvents(live, before, who, rows)); err != nil {
			return nil, err
		}
		if len(rows) < page {
			return live, nil
		}
		from = rows[len(rows)-1]
	}
}

func write(w http.ResponseWriter, events []eventOut) error {
	for _, e := range events {
		text, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "id: %d\nevent: change\ndata: %s\n\n", e.Change, text); err != nil {
			return err
		}
	}
	return nil
}

// visibleEvents groups rows by change and entity, and leaves out what the
// person may not see, and could not before. Of what only administrators see,
// just the kind is told.
func (s *Server) visibleEvents(live, before *snapshot.Snapshot, who access.Who, rows []eventRow) []eventOut {
	var out []eventOut
	for _, r := range rows {
		id := ""
		if r.Entity == project.Entity {
			if !live.Shows(who, r.Object) && !before.Shows(who, r.Object) {
				continue
			}
			id = s.DB.Seal(r.Object)
		} else if !shared[r.Entity] && !quiet[r.Entity] && !(r.Entity == notice.Entity && r.Object == who.ID) && !(r.Entity == draft.Entity && draft.May(who)) {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Change != r.Change || out[n-1].Entity != r.Entity {
			e := eventOut{Change: r.Change, Entity: r.Entity, IDs: []string{}}
			if actor, ok := live.Directory.Accounts[int64(r.Actor)]; ok && !quiet[r.Entity] {
				e.Actor = &refOut{actor.Public, actor.Name}
			}
			out = append(out, e)
		}
		if id != "" {
			out[len(out)-1].IDs = append(out[len(out)-1].IDs, id)
		}
	}
	return out
}

// shared are the entities whose changes concern everyone's screens.
var shared = map[string]bool{
	"field": true, hierarchy.Entity: true, hierarchy.NodeEntity: true, "lifecycle": true, "milestone": true, "risk": true, "action": true, "decision": true,
	"portfolio": true, "member": true, "unit": true, "rate": true, "setting": true, "review": true, "round": true, "form": true, template.Entity: true,
	trust.Entity: true, term.Entity: true, constant.Entity: true, heading.Entity: true, guide.Entity: true, "calendar": true, plan.Entity: true, "resource": true, baseline.Entity: true, convention.Entity: true,
}

// quiet are those of which nobody is told who changed them: who works on views and pages
// of his own, and who gives rights to whom, is nobody else's business.
var quiet = map[string]bool{view.Entity: true, dashboard.Entity: true, "role": true, "grant": true, "group": true, "delegation": true}

func tooManyStreams() error {
	return fault.Conflict(label.F("There are already %d open streams for you; close a window", "Vous avez déjà %d flux ouverts ; fermez une fenêtre", maxStreams))
}
