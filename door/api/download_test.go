package api

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// projectsOf adds so many projects with a description of two thousand letters.
func (w *world) projectsOf(place string, n int) {
	w.t.Helper()
	c, err := field.Load(context.Background(), w.d, "project")
	if err != nil {
		w.t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for from := 0; from < n; from += 500 {
		var edits []project.Edit
		for i := from; i < min(from+500, n); i++ {
			var text []byte
			for len(text) < 2000 {
				text = strconv.AppendUint(text, chance.Uint64(), 36)
			}
			edits = append(edits, project.Edit{Values: field.Values{"name": field.Str(w.fresh("Project")), "unit": field.Int(w.units[place]), "description": field.Str(string(text))}})
		}
		w.change(func(tx *db.Tx, who access.Who) error {
			out, err := project.Write(context.Background(), tx, who, c, edits)
			for _, o := range out {
				if err == nil {
					err = o.Err
				}
			}
			return err
		})
	}
}

// scale is an answer that is thrown away: it notes how much memory is in use
// each so many bytes.
type scale struct {
	header      http.Header
	status      int
	bytes, last int
	most        uint64
}

func (s *scale) Header() http.Header    { return s.header }
func (s *scale) WriteHeader(status int) { s.status = status }

func (s *scale) Write(b []byte) (int, error) {
	if s.bytes += len(b); s.bytes-s.last >= 1<<20 {
		s.last, s.most = s.bytes, max(s.most, inUse())
	}
	return len(b), nil
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestAnExportNeedsNoMemoryForItsRows: of ten megabytes that go out in any
// form, a small part is in memory at a time.
func TestAnExportNeedsNoMemoryForItsRows(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.projectsOf("own", 4000)
	root := w.signedIn(w.administrator())
	want(t, root.send("GET", "/projects?limit=1", nil), 200) // the portfolio is in memory from here on
	for _, e := range exports {
		r := httptest.NewRequest("GET", Prefix+"/exports/projects."+e.suffix+"?fields=name,description", nil)
		for name, value := range root.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		out, before := &scale{header: http.Header{}}, inUse()
		w.h.ServeHTTP(out, r)
		needed := out.most - min(before, out.most)
		t.Logf("%s: %d KB in use for a file of %d KB", e.suffix, needed>>10, out.bytes>>10)
		if out.bytes < 5<<20 {
			t.Errorf("%s: got %d and %d bytes, want a whole file", e.suffix, out.status, out.bytes)
		}
		if limit := uint64(4 << 20); e.suffix != "xlsx" && needed > limit {
			t.Errorf("%s: got %d bytes in use for a file of %d, want %d at most", e.suffix, needed, out.bytes, limit)
		}
		// The rows of a workbook wait for their turn, 16 MB of them in memory.
		if limit := uint64(24 << 20); needed > limit {
			t.Errorf("%s: got %d bytes in use for a file of %d, want %d at most", e.suffix, needed, out.bytes, limit)
		}
	}
}

// leaver is someone who asks for a file and goes away after its first bytes.
type leaver struct {
	scale
	leave func()
}

func (l *leaver) Write(b []byte) (int, error) {
	defer l.leave()
	return l.scale.Write(b)
}

func TestAnExportStopsWhenNobodyWaitsForIt(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.projectsOf("own", 2000)
	root := w.signedIn(w.administrator())
	for _, suffix := range []string{"csv", "json", "ndjson", "xlsx"} {
		ctx, cancel := context.WithCancel(t.Context())
		r := httptest.NewRequest("GET", Prefix+"/exports/projects."+suffix, nil).WithContext(ctx)
		for name, value := range root.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		out := &leaver{scale: scale{header: http.Header{}}, leave: cancel}
		if broken := aborted(func() { w.h.ServeHTTP(out, r) }); !broken || out.bytes > 200<<10 {
			t.Errorf("%s: got %d bytes, broken off: %t; want the first bytes alone, and that the rest is missing shows", suffix, out.bytes, broken)
		}
		cancel()
	}
}

// aborted reports whether a handler broke its connection.
func aborted(f func()) (broken bool) {
	defer func() {
		p := recover()
		if broken = p == http.ErrAbortHandler; p != nil && !broken {
			panic(p)
		}
	}()
	f()
	return false
}

// TestAPartOfAFileIsNeverTakenForTheWhole: over a real connection, the reader of
// a file that could not be finished gets an error, and of one that could not be
// begun the reason.
func TestAPartOfAFileIsNeverTakenForTheWhole(t *testing.T) {
	w := newWorld(t, sqlite(t))
	for _, c := range []struct {
		name   string
		before int
		status int
		broken bool
	}{{"at once", 0, 500, false}, {"after a megabyte", 1 << 20, 200, true}} {
		mux := http.NewServeMux()
		mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			d := download{"text/csv", "x.csv", func(_ context.Context, w *bufio.Writer) error {
				w.Write(bytes.Repeat([]byte("x"), c.before))
				return fmt.Errorf("the database went away")
			}}
			d.answer(r.Context()).Body(humago.NewContext(&huma.Operation{}, r, w))
		})
		server := httptest.NewServer(w.s.around(mux))
		res, err := http.Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		server.Close()
		if res.StatusCode != c.status || (err != nil) != c.broken || strings.Contains(string(text), "went away") {
			t.Errorf("%s: got %d, %d bytes, error %v", c.name, res.StatusCode, len(text), err)
		}
	}
}
