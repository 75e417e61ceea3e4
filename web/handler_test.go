package web

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func sample() http.Handler {
	return Handler(Options{Pages: fstest.MapFS{
		"index.html":             {Data: []byte(`<meta property="csp-nonce" nonce="__CSP_NONCE__"><script type="module" src="/assets/main-a1b2.js">`)},
		"assets/main-a1b2.js":    {Data: []byte("plain script")},
		"assets/main-a1b2.js.gz": {Data: []byte("gzipped script")},
		"fonts/inter.woff2":      {Data: []byte("font")},
		".keep":                  {Data: nil},
	}})
}

func get(h http.Handler, path string, headers ...string) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(r *http.Response) string {
	var b strings.Builder
	buf := make([]byte, 4096)
	for {
		n, err := r.Body.Read(buf)
		b.Write(buf[:n])
		if err != nil {
			return b.String()
		}
	}
}

func TestEveryAddressOfTheApplicationIsItsPage(t *testing.T) {
	for _, path := range []string{"/", "/portfolio/8xK2", "/project/v1.2", "/a/../b"} {
		r := get(sample(), path)
		if r.StatusCode != 200 || !strings.Contains(body(r), "csp-nonce") {
			t.Errorf("GET %s: got %d, want the page", path, r.StatusCode)
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("GET %s: got Cache-Control %q, want no-store", path, got)
		}
	}
}

func TestMissingFileIsNotThePage(t *testing.T) {
	for _, path := range []string{"/assets/old-ffff.js", "/fonts/none", "/favicon.ico", "/.keep.json"} {
		if r := get(sample(), path); r.StatusCode != 404 {
			t.Errorf("GET %s: got %d, want 404", path, r.StatusCode)
		}
	}
}

func TestNonceIsFreshAndNamedInThePolicy(t *testing.T) {
	nonceOf := regexp.MustCompile(`nonce="([^"]+)"`)
	seen := map[string]bool{}
	for range 3 {
		r := get(sample(), "/")
		nonce := nonceOf.FindStringSubmatch(body(r))[1]
		if want := "style-src 'self' 'nonce-" + nonce + "'"; !strings.Contains(r.Header.Get("Content-Security-Policy"), want) {
			t.Errorf("got policy %q, want %q in it", r.Header.Get("Content-Security-Policy"), want)
		}
		seen[nonce] = true
	}
	if len(seen) != 3 {
		t.Errorf("got %d different nonces in 3 answers, want 3", len(seen))
	}
	if strings.Contains(PolicyWith("x"), "unsafe") {
		t.Errorf("got an unsafe source in %q", PolicyWith("x"))
	}
}

func TestBuiltFileIsKeptForEverAndSentAsItIs(t *testing.T) {
	r := get(sample(), "/assets/main-a1b2.js", "Accept-Encoding", "br, gzip")
	if got := body(r); got != "gzipped script" || r.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("got %q encoded %q, want the gzipped file", got, r.Header.Get("Content-Encoding"))
	}
	if got := r.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("got Cache-Control %q, want immutable", got)
	}
	plain := get(sample(), "/assets/main-a1b2.js", "Accept-Encoding", "gzip;q=0")
	if got := body(plain); got != "plain script" {
		t.Errorf("got %q for a browser that refuses gzip, want the plain file", got)
	}
	again := get(sample(), "/assets/main-a1b2.js", "If-None-Match", plain.Header.Get("ETag"))
	if again.StatusCode != 304 {
		t.Errorf("got %d for a file the browser has, want 304", again.StatusCode)
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	w := httptest.NewRecorder()
	sample().ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	if w.Code != 405 {
		t.Errorf("got %d, want 405", w.Code)
	}
}

func TestProgramAlwaysCarriesAPage(t *testing.T) {
	if r := get(Handler(Options{}), "/"); r.StatusCode != 200 {
		t.Errorf("got %d, want 200, with or without the built application", r.StatusCode)
	}
}

func TestMessagesAreTheSameInBothLanguages(t *testing.T) {
	keys := map[string]map[string]bool{}
	for _, name := range []string{"fr.json", "en.json"} {
		text, err := fs.ReadFile(Messages, name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys[name] = map[string]bool{}
		collect(tree, "", keys[name])
	}
	for key := range keys["fr.json"] {
		if !keys["en.json"][key] {
			t.Errorf("%s is in fr.json only", key)
		}
	}
	for key := range keys["en.json"] {
		if !keys["fr.json"][key] {
			t.Errorf("%s is in en.json only", key)
		}
	}
}

func collect(tree map[string]any, prefix string, keys map[string]bool) {
	for name, value := range tree {
		if sub, ok := value.(map[string]any); ok {
			collect(sub, prefix+name+".", keys)
			continue
		}
		keys[prefix+name] = true
	}
}
