package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// call is one request under way.
type call struct {
	id     string
	w      *reply
	r      *http.Request
	log    *slog.Logger
	change int64  // the number of the change it made
	replay string // the digest under which its answer is kept
	why    string // the reason that the caller gives, for the history
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

func requestID(ctx context.Context) string {
	if c := callOf(ctx); c != nil {
		return c.id
	}
	return ""
}

func logOf(ctx context.Context) *slog.Logger {
	if c := callOf(ctx); c != nil {
		return c.log
	}
	return slog.Default()
}

func setChange(ctx context.Context, number int64) {
	if c := callOf(ctx); c != nil && number != 0 {
		c.change = number
	}
}

// languageOf is the account's language, else what the browser asks for.
func languageOf(ctx context.Context) label.Lang {
	if who := auth.Who(ctx); who.ID != 0 {
		return who.Lang
	}
	if c := callOf(ctx); c != nil {
		return label.Parse(c.r.Header.Get("Accept-Language"))
	}
	return label.EN
}

// reply notes what is answered, and writes the number of the change with it.
type reply struct {
	http.ResponseWriter
	call   *call
	status int
	bytes  int64
}

func (w *reply) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
		if w.call.change != 0 {
			w.Header().Set("Vigie-Change", strconv.FormatInt(w.call.change, 10))
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *reply) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *reply) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush sends what is written so far.
func (w *reply) Flush() { http.NewResponseController(w.ResponseWriter).Flush() }

// around puts what holds for every request around the routes.
func (s *Server) around(mux *http.ServeMux) http.Handler {
	log := s.Log
	if log == nil {
		log = slog.Default()
	}
	inner := s.Auth.Headers(data(s.sameOrigin(s.Auth.Recognise(s.inWords(routed(mux))))))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{id: newRequestID(), log: log}
		c.w = &reply{ResponseWriter: w, call: c}
		c.r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
		w.Header().Set("Vigie-Request", c.id)
		started := time.Now()
		defer s.finish(c, started)
		inner.ServeHTTP(c.w, c.r)
	})
}

func newRequestID() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// finish answers for a handler that panicked, and writes the line of the log.
// The log holds neither query nor body: both may be private.
func (s *Server) finish(c *call, started time.Time) {
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p)
		}
		c.log.Error("panic", slog.String("request", c.id), slog.String("error", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
		if c.w.status == 0 {
			writeProblem(c.w, c.r, fmt.Errorf("panic: %v", p))
		}
	}
	level := slog.LevelInfo
	if c.w.status >= 500 {
		level = slog.LevelWarn
	}
	c.log.LogAttrs(c.r.Context(), level, "request",
		slog.String("request", c.id), slog.String("method", c.r.Method), slog.String("path", c.r.URL.Path),
		slog.Int("status", c.w.status), slog.Int64("bytes", c.w.bytes), slog.Int64("change", c.change),
		slog.Duration("took", time.Since(started)), slog.String("address", s.Auth.Address(c.r)))
}

// data marks every answer as private and for this application only.
func data(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what another site makes a browser send.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.Auth.PublicURL); err == nil && u.Host != "" {
		guard.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, &fault.Fault{Kind: fault.Denied, Text: label.T(
			"This request comes from another site and is refused", "Cette demande vient d’un autre site et est refusée")})
	}))
	return guard.Handler(next)
}

// routed answers what no route takes: an unknown path, a path that is not in
// its plain form, a method that the path does not have.
func routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" && path.Clean(r.URL.Path) == r.URL.Path {
			mux.ServeHTTP(w, r)
			return
		}
		if methods := methodsOf(mux, r); len(methods) > 0 && path.Clean(r.URL.Path) == r.URL.Path {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			writeProblem(w, r, statusError{fault.Conflict(label.F("%s is not possible here", "%s n’est pas possible ici", r.Method)), http.StatusMethodNotAllowed})
			return
		}
		writeProblem(w, r, fault.NotFound())
	})
}

func methodsOf(mux *http.ServeMux, r *http.Request) []string {
	var out []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		probe := *r
		probe.Method = method
		if _, pattern := mux.Handler(&probe); pattern != "" {
			out = append(out, method)
		}
	}
	return out
}

// guard is what stands before a handler: the size of the body, the rule of the
// table of rights, whose turn it is, and the memory of requests sent twice.
func (s *Server) guard(rule Rule, route string) func(huma.Context, func(huma.Context)) {
	return func(h huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(h)
		defer func() {
			if r.MultipartForm != nil {
				r.MultipartForm.RemoveAll()
			}
		}()
		if err := rule.check(r); err != nil {
			s.refused(r, route, err)
			writeProblem(w, r, err)
			return
		}
		if err := s.noteSeen(r); err != nil {
			writeProblem(w, r, err)
			return
		}
		if err := plainQuery(r); err != nil {
			writeProblem(w, r, err)
			return
		}
		if r.ContentLength > h.Operation().MaxBodyBytes {
			writeProblem(w, r, oversizeOf(h.Operation()))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, h.Operation().MaxBodyBytes+1)
		if route == eventRoute { // which lasts, and is counted by itself
			next(h)
			return
		}
		leave, err := s.turns.take(r.Context(), auth.Who(r.Context()).ID)
		if err != nil {
			writeProblem(w, r, err)
			return
		}
		defer leave()
		s.replayed(h, r, next)
	}
}

// oversizeOf refuses a body that is too large for a route, in its words where it has some.
func oversizeOf(o *huma.Operation) error {
	if says, is := o.Metadata[oversizeKey].(func() error); is {
		return says()
	}
	return fault.Oversize(tooLargeText)
}

// oversizeKey is under what a route says how it refuses bodies that are too large.
const oversizeKey = "oversize"

// plainQuery refuses a query that two readers could understand differently.
func plainQuery(r *http.Request) error {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fault.Invalid("query", label.T("The part of the address after ? cannot be read", "La partie de l’adresse après ? est illisible"))
	}
	for name, values := range q {
		if !utf8.ValidString(values[0]) || strings.ContainsRune(values[0], 0) {
			return fault.Invalid(name, label.T("This text holds characters that cannot be kept", "Ce texte contient des caractères qui ne peuvent pas être conservés"))
		}
		if len(values) > 1 {
			return fault.Invalid(name, label.F("%s is given twice", "%s est donné deux fois", name))
		}
	}
	return nil
}

// Matching is the version of the object that the caller read.
type Matching struct {
	IfMatch string `header:"If-Match" doc:"The version that was read, such as \"7\""`
}

// version reads the header; it is a problem 428 when it is not there.
func (m Matching) version() (int64, error) {
	text := strings.TrimSpace(m.IfMatch)
	if text == "" {
		return 0, statusError{fault.Invalid("If-Match", label.T(
			`Say which version you changed, by the header If-Match: "7"`,
			`Indiquez la version que vous avez modifiée, par l’en-tête If-Match : "7"`)), http.StatusPreconditionRequired}
	}
	n, err := strconv.ParseInt(strings.Trim(text, `"`), 10, 64)
	if err != nil || n < 1 {
		return 0, fault.Invalid("If-Match", label.T(`A version such as "7" is expected`, `Une version comme "7" est attendue`))
	}
	return n, nil
}

// isReading reports whether a method changes nothing.
func isReading(method string) bool {
	return slices.Contains([]string{http.MethodGet, http.MethodHead}, method)
}
