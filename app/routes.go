package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"vigie/door/api"
	"vigie/web"
)

// routes is the outermost map of paths: what each part serves, and what holds
// for every answer.
func (a *App) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", a.metrics.handler())
	mux.Handle(api.Prefix+"/", a.idle.count(a.parts.api))
	mux.Handle("/", web.Handler(web.Options{}))
	return a.metrics.measure(a.recovered(a.parts.auth.Headers(a.guarded(mux)))), nil
}

// guarded sets what pages may load and caches may keep, where the parts do not
// say it themselves, and how long reading the request and writing the answer
// may take.
func (a *App) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		if isProgram(r.URL.Path) {
			h.Set("Content-Security-Policy", web.Policy)
			h.Set("Cache-Control", "no-store")
		} else {
			// Pages bring their own policy; this one holds for workers and files.
			h.Set("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
		}
		next.ServeHTTP(w, a.deadlines(w, r))
	})
}

// isProgram reports whether a path is answered to programs, not shown as a page.
func isProgram(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/healthz" || path == "/readyz" || path == "/metrics"
}

// deadlines gives uploads and exports fifteen minutes, and live updates all
// the time until the program stops; everything else keeps the server's minute.
func (a *App) deadlines(w http.ResponseWriter, r *http.Request) *http.Request {
	const long = 15 * time.Minute
	c := http.NewResponseController(w)
	switch path := r.URL.Path; {
	case path == api.Prefix+"/events":
		c.SetWriteDeadline(time.Time{})
		ctx, cancel := context.WithCancel(r.Context())
		context.AfterFunc(a.ending, cancel)
		context.AfterFunc(r.Context(), cancel)
		return r.WithContext(ctx)
	case strings.HasPrefix(path, api.Prefix+"/exports/"), strings.HasPrefix(path, api.Prefix+"/reports/"), strings.HasPrefix(path, api.Prefix+"/backups/"):
		c.SetWriteDeadline(time.Now().Add(long))
	case strings.HasPrefix(path, api.Prefix+"/projects/") && (strings.Contains(path, "/files") || strings.HasSuffix(path, "/plan/import")):
		c.SetReadDeadline(time.Now().Add(long))
		c.SetWriteDeadline(time.Now().Add(long))
	case strings.HasPrefix(path, api.Prefix+"/imports"):
		c.SetReadDeadline(time.Now().Add(long))
		c.SetWriteDeadline(time.Now().Add(long))
	}
	return r
}

// recovered turns a panic into an answer with a number that the log has too;
// other requests go on.
func (a *App) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			e := recover()
			if e == nil {
				return
			}
			if e == http.ErrAbortHandler {
				panic(e)
			}
			id := rand.Text()[:12]
			a.Log.Error("panic", "id", id, "method", r.Method, "path", r.URL.Path, "error", fmt.Sprint(e), slog.String("stack", string(debug.Stack())))
			internalProblem(w, r, id)
		}()
		next.ServeHTTP(w, r)
	})
}
