package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Options say which pages to serve. The zero value serves those in the program.
type Options struct {
	// Pages replaces the pages of the program; it must hold index.html.
	Pages fs.FS
}

const noncePlace = "__CSP_NONCE__"

// PolicyWith is the Content-Security-Policy of a page whose style elements
// carry the nonce: everything from this host, no inline script, no eval, no
// frame around it.
func PolicyWith(nonce string) string {
	return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; " +
		"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

// Policy is the Content-Security-Policy of everything that is not the
// application's page: answers of the API, downloads, health.
const Policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// file is one file of the application, ready to be sent.
type file struct {
	plain, gzipped []byte
	etag           string
	kind           string
	cache          string
}

// Handler serves the application: files by their path, and the page itself for
// every other path, since the browser knows its own addresses. The page is
// never stored by a cache and carries a fresh nonce, named in the
// Content-Security-Policy it sets; a file built with its hash in its name may
// be kept for ever. A missing file (a path that ends like one) is 404.
func Handler(o Options) http.Handler {
	pages := o.Pages
	if pages == nil {
		pages = built()
	}
	if pages == nil {
		pages = mustSub(embedded, "stub")
	}
	files := load(pages)
	index := files["index.html"].plain
	delete(files, "index.html")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if f, ok := files[name]; ok {
			f.serve(w, r)
			return
		}
		if looksLikeFile(name) {
			http.NotFound(w, r)
			return
		}
		servePage(w, r, index)
	})
}

// Built tells whether the program carries the real application or the page that
// says how to build it.
func Built() bool { return built() != nil }

func servePage(w http.ResponseWriter, r *http.Request, index []byte) {
	nonce := newNonce()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", PolicyWith(nonce))
	if r.Method == http.MethodHead {
		return
	}
	w.Write(bytes.ReplaceAll(index, []byte(noncePlace), []byte(nonce)))
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", f.cache)
	h.Set("ETag", f.etag)
	body := f.plain
	if f.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzipped
		}
	}
	if matches(r.Header.Get("If-None-Match"), f.etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if r.Method == http.MethodHead {
		return
	}
	w.Write(body)
}

// load reads every file once: the application is about a megabyte.
func load(pages fs.FS) map[string]file {
	files := map[string]file{}
	fs.WalkDir(pages, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(name, ".gz") {
			return err
		}
		plain, err := fs.ReadFile(pages, name)
		if err != nil {
			return err
		}
		gzipped, _ := fs.ReadFile(pages, name+".gz")
		sum := sha256.Sum256(plain)
		files[name] = file{
			plain: plain, gzipped: gzipped,
			etag: `W/"` + hex.EncodeToString(sum[:12]) + `"`, kind: kindOf(name), cache: cacheOf(name),
		}
		return nil
	})
	return files
}

// cacheOf: the build puts files with a hash in their name under assets/.
func cacheOf(name string) string {
	switch {
	case strings.HasPrefix(name, "assets/"):
		return "public, max-age=31536000, immutable"
	case strings.HasPrefix(name, "fonts/"):
		return "public, max-age=604800"
	}
	return "no-cache"
}

// kindOf does not ask the machine's own table for the types that matter: a
// script sent as text/plain would be refused by the browser.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".json":
		return "application/json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

// looksLikeFile keeps a page from being served as a missing script. A dot
// elsewhere (a project called "v1.2") does not make a path a file.
func looksLikeFile(name string) bool {
	if strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "fonts/") {
		return true
	}
	switch path.Ext(name) {
	case ".js", ".mjs", ".css", ".map", ".json", ".ico", ".png", ".svg", ".txt", ".xml", ".woff2", ".webmanifest", ".php":
		return true
	}
	return false
}

func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding == "gzip" || coding == "*" {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0"
		}
	}
	return false
}

func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimSpace(part); part == "*" || strings.TrimPrefix(part, "W/") == strings.TrimPrefix(etag, "W/") {
			return true
		}
	}
	return false
}

func newNonce() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawStdEncoding.EncodeToString(b[:])
}
