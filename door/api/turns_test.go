package api

import (
	"bufio"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/door/auth"
)

// asked is a request of a client, to be sent over a real connection.
func (c *client) asked(ctx context.Context, address, path string) *http.Request {
	c.w.t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", address+Prefix+path, nil)
	if err != nil {
		c.w.t.Fatal(err)
	}
	for name, value := range c.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

// someReader is someone signed in who may read what belongs to the branch.
func (w *world) someReader() *client {
	w.t.Helper()
	a := w.account(w.fresh("reader"))
	w.setPassword(a)
	w.grant(a.ID, w.roles["reader"], w.units["own"])
	return w.signedIn(a)
}

func TestAThousandStreamsOfOnePersonAreRefusedAndOthersGoOn(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.s.StreamLasts = time.Hour
	server := httptest.NewServer(w.h)
	defer server.Close()
	greedy, other := w.signedIn(w.administrator()), w.someReader()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	requests := make(chan *http.Request, 1000)
	for range cap(requests) {
		requests <- greedy.asked(ctx, server.URL, "/events")
	}
	close(requests)
	var mu sync.Mutex
	var wg sync.WaitGroup
	answers, open := map[int]int{}, []*http.Response{}
	for range 50 {
		wg.Go(func() {
			for r := range requests {
				res, err := http.DefaultTransport.RoundTrip(r)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				answers[res.StatusCode]++
				if res.StatusCode == 200 {
					open = append(open, res)
				} else {
					res.Body.Close()
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if answers[200] != maxStreams || answers[409] != 1000-maxStreams {
		t.Errorf("got %v, want %d streams and the others refused", answers, maxStreams)
	}
	res, err := http.DefaultTransport.RoundTrip(other.asked(ctx, server.URL, "/events"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if line, err := bufio.NewReader(res.Body).ReadString('\n'); res.StatusCode != 200 || !strings.HasPrefix(line, "retry:") {
		t.Errorf("someone else got %d %q %v, want a stream", res.StatusCode, line, err)
	}
	want(t, greedy.send("GET", "/projects", nil), 200)
	for _, res := range open {
		res.Body.Close()
	}
	for late := time.Now().Add(20 * time.Second); ; {
		res, err := http.DefaultTransport.RoundTrip(greedy.asked(ctx, server.URL, "/events"))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode == 200 {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("got %d when all streams had been closed", res.StatusCode)
		}
	}
}

// waiting is a route whose answers wait, and which says who is in it.
type waiting struct {
	came    chan int64
	open    chan struct{}
	mu      sync.Mutex
	inside  map[int64]int
	atOnce  map[int64]int
	answers []int
}

func (g *waiting) at(person int64) {
	g.mu.Lock()
	g.inside[person]++
	g.atOnce[person] = max(g.atOnce[person], g.inside[person])
	g.mu.Unlock()
	g.came <- person
	<-g.open
	g.mu.Lock()
	g.inside[person]--
	g.mu.Unlock()
}

func TestWhoAsksForMuchWaitsForHimself(t *testing.T) {
	w := newWorld(t, sqlite(t))
	g := &waiting{came: make(chan int64, 1000), open: make(chan struct{}), inside: map[int64]int{}, atOnce: map[int64]int{}}
	table := maps.Clone(rights)
	table["GET /wait"] = signedIn
	h, _, err := build(w.s, table, append(slices.Clone(rooms), func(_ *Server, a *frame) {
		register(a, op(http.MethodGet, "/wait", "Wait"), func(ctx context.Context, _ *struct{}) (*struct{}, error) {
			g.at(auth.Who(ctx).ID)
			return &struct{}{}, nil
		})
	}))
	if err != nil {
		t.Fatal(err)
	}
	w.h = h
	heavy, light := w.signedIn(w.administrator()), w.someReader()
	var wg sync.WaitGroup
	send := func(c *client) {
		r := c.asked(context.Background(), "", "/wait")
		wg.Go(func() {
			out := httptest.NewRecorder()
			h.ServeHTTP(out, r)
			g.mu.Lock()
			g.answers = append(g.answers, out.Code)
			g.mu.Unlock()
		})
	}
	const many = 700 // six are worked on, 500 wait, the others are told
	for range many {
		send(heavy)
	}
	who := map[int64]int{}
	for range mostAtOnce {
		who[<-g.came]++
	}
	send(light)
	if id := <-g.came; who[id] != 0 || len(who) != 1 {
		t.Errorf("got %v, then %d; want six requests of one person, and then the other's", who, id)
	}
	close(g.open)
	wg.Wait()
	got := map[int]int{}
	for _, code := range g.answers {
		got[code]++
	}
	for id, n := range g.atOnce {
		if n > mostAtOnce {
			t.Errorf("%d requests of %d were worked on at once, want %d at most", n, id, mostAtOnce)
		}
	}
	if got[204]+got[429] != many+1 || got[204] < mostAtOnce+mostWaiting+1 {
		t.Errorf("got %v", got)
	}
	if len(w.s.turns.of) != 0 {
		t.Errorf("got %d people who are still waited for", len(w.s.turns.of))
	}
}

// TestOneHeavyPersonDoesNotSlowTheOthers measures how long a list takes while
// someone else asks for much: for sixty things at once it is as long as for what
// one browser asks.
func TestOneHeavyPersonDoesNotSlowTheOthers(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.projectsOf("own", 300)
	heavy, light := w.signedIn(w.administrator()), w.someReader()
	beside := func(load int) time.Duration {
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range load {
			wg.Go(func() {
				for ctx.Err() == nil {
					w.h.ServeHTTP(&scale{header: http.Header{}, last: 1 << 40}, heavy.asked(ctx, "", "/projects?limit=300"))
				}
			})
		}
		times := make([]time.Duration, 40)
		for i := range times {
			began := time.Now()
			out := httptest.NewRecorder()
			if w.h.ServeHTTP(out, light.asked(t.Context(), "", "/projects?limit=50&sort=-name")); out.Code != 200 {
				t.Fatalf("got %d", out.Code)
			}
			times[i] = time.Since(began)
		}
		cancel()
		wg.Wait()
		slices.Sort(times)
		return times[len(times)/2]
	}
	alone, few, many := beside(0), beside(mostAtOnce), beside(10*mostAtOnce)
	t.Logf("a list takes %s alone, %s beside a busy browser, %s beside sixty requests at once", alone, few, many)
	if many > 3*few+20*time.Millisecond {
		t.Errorf("a list takes %s beside sixty requests of one person, and %s beside six", many, few)
	}
}
