package api

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestAnUploadThatIsCutStoresNothing sends files over real connections that
// break at every tenth of the way, and waits until the server is done with them.
func TestAnUploadThatIsCutStoresNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		project := w.project("own", nil)
		account, _ := w.member("pmo", "own")
		token := w.bearer(account.ID, "write")
		done := make(chan int, 1)
		server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			seen := &codeSeen{ResponseWriter: out}
			w.h.ServeHTTP(seen, r)
			done <- seen.code
		}))
		defer server.Close()
		body, kind := form("projects.csv", "code;name\n"+strings.Repeat("A;A project with a name\n", 4000), nil)
		for _, path := range []string{"/imports", "/projects/" + w.d.Seal(project) + "/files"} {
			before := w.stored()
			for tenth := range 10 {
				cutUpload(t, server.Listener.Addr().String(), Prefix+path, token, kind, body, len(body)*tenth/10)
				if code := <-done; code < 400 {
					t.Errorf("%s cut after %d tenths: got %d", path, tenth, code)
				}
			}
			if after := w.stored(); after != before {
				t.Errorf("%s: got %s, want %s", path, after, before)
			}
			if got := w.token(token).with("Content-Type", kind).send("POST", path, body); got.StatusCode >= 300 {
				t.Errorf("%s whole: got %d %s", path, got.StatusCode, got.text)
			}
		}
	})
}

// cutUpload begins a request that names its whole length, and breaks the line
// after some bytes of its body.
func cutUpload(t *testing.T, address, path, token, kind, body string, after int) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(c)
	fmt.Fprintf(w, "POST %s HTTP/1.1\r\nHost: vigie.test\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", path, token, kind, len(body), body[:after])
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	c.(*net.TCPConn).SetLinger(0) // a reset, not a polite end
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// stored is what the database holds of uploads.
func (w *world) stored() string {
	w.t.Helper()
	all, err := w.d.Contents(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return fmt.Sprint(all["import"], all["import_part"], all["import_row"], all["attachment"])
}

type codeSeen struct {
	http.ResponseWriter
	code int
}

func (s *codeSeen) WriteHeader(code int) {
	if s.code == 0 {
		s.code = code
	}
	s.ResponseWriter.WriteHeader(code)
}
