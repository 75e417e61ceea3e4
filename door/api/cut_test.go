package api

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// line is a TCP proxy on the loopback whose connections can be cut.
type line struct {
	net.Listener
	to    string
	mu    sync.Mutex
	conns []net.Conn
}

func newLine(t *testing.T, to string) *line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &line{Listener: l, to: to}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", p.to)
			if err != nil {
				near.Close()
				continue
			}
			p.mu.Lock()
			p.conns = append(p.conns, near, far)
			p.mu.Unlock()
			wg.Go(func() { io.Copy(far, near); far.Close() })
			wg.Go(func() { io.Copy(near, far); near.Close() })
		}
	})
	t.Cleanup(func() { l.Close(); p.cut(); wg.Wait() })
	return p
}

// cut ends every connection at once, without a word.
func (p *line) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

// heard is what a stream of events told: the projects, and where it stands.
type heard struct {
	ids  []string
	last string
}

// listen reads a stream until done says that it has heard enough, or it ends.
func (h *heard) listen(t *testing.T, c *client, address string, begun func(), done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	r := c.asked(ctx, address, "/events")
	if h.last != "" {
		r.Header.Set("Last-Event-ID", h.last)
	}
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		text := lines.Text()
		if id, is := strings.CutPrefix(text, "id: "); is {
			h.last = id
		}
		if text == "event: hello" {
			begun()
		}
		if strings.Contains(text, `"entity":"project"`) {
			h.ids = append(h.ids, text)
		}
		if done() {
			return
		}
	}
	if ctx.Err() != nil {
		t.Fatal("the stream said nothing for half a minute")
	}
}

// TestAStreamThatWasCutGoesOnWhereItEnded: the line is cut in the middle, things
// change meanwhile, and the next stream tells of each of them.
func TestAStreamThatWasCutGoesOnWhereItEnded(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.s.StreamLasts = time.Hour
		server := httptest.NewServer(w.h)
		defer server.Close()
		wire := newLine(t, strings.TrimPrefix(server.URL, "http://"))
		address := "http://" + wire.Addr().String()
		c, h := w.someReader(), &heard{}
		var made []string
		add := func() { made = append(made, w.d.Seal(w.project("own", nil))) }
		told := func() bool {
			return !slices.ContainsFunc(made, func(id string) bool { return !strings.Contains(strings.Join(h.ids, "\n"), id) })
		}
		for range 3 {
			// The line breaks as soon as the stream has told of a change.
			h.listen(t, c, address, add, func() bool {
				if len(made) > 0 && told() {
					wire.cut()
				}
				return false
			})
			add() // while nobody listens
		}
		h.listen(t, c, address, func() {}, told)
		if !told() {
			t.Errorf("got %v, want to be told of each of %v", h.ids, made)
		}
		for i, line := range h.ids {
			if slices.Contains(h.ids[:i], line) {
				t.Errorf("told twice: %s", line)
			}
		}
	})
}
