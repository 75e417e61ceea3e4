package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	keepAnswers = 24 * time.Hour
	// abandoned is after how long a request that left neither an answer nor a
	// change is taken for dead, and may be carried out again.
	abandoned = 2 * time.Minute
	// largestKept is the largest answer kept; a larger one is not replayed.
	largestKept = 1 << 20
)

// kept is a request with an Idempotency-Key and, once given, its answer.
type kept struct {
	Digest  string `db:"digest"`
	Request string `db:"request"`
	Status  int64  `db:"status"`
	Kind    string `db:"kind"`
	Body    []byte `db:"body"`
	Change  int64  `db:"change"`
	Created int64  `db:"created"`
}

// replayed carries a request out once: a POST sent again with the same
// Idempotency-Key gets the first answer. Keys belong to the account.
func (s *Server) replayed(h huma.Context, r *http.Request, next func(huma.Context)) {
	key, who := r.Header.Get("Idempotency-Key"), auth.Who(r.Context())
	c := callOf(r.Context())
	if key == "" || who.ID == 0 || r.Method != http.MethodPost || h.Operation().Metadata["secret"] != nil || c == nil {
		next(h)
		return
	}
	if len(key) > 200 {
		writeProblem(c.w, r, fault.Invalid("Idempotency-Key", label.T("At most 200 characters are accepted", "Au plus 200 caractères sont acceptés")))
		return
	}
	k := kept{Digest: digest(fmt.Sprintf("%d|%s", who.ID, key)), Request: fingerprint(r, h.Operation().MaxBodyBytes), Created: s.DB.Millis()}
	old, err := s.claim(r.Context(), k)
	switch {
	case err != nil:
		writeProblem(c.w, r, err)
	case old != nil:
		old.answer(c.w)
	default:
		c.replay = k.Digest
		rec := &recording{ResponseWriter: c.w.ResponseWriter}
		c.w.ResponseWriter = rec
		defer s.keep(r, c, rec)
		next(h)
	}
}

// claim takes the key for this request, or returns the answer it already has.
func (s *Server) claim(ctx context.Context, k kept) (*kept, error) {
	var old *kept
	_, err := s.DB.Update(ctx, auth.Who(ctx).Origin(), func(tx *db.Tx) error {
		old = nil
		if _, err := db.Exec(ctx, tx, "DELETE FROM idempotency WHERE created < $1", k.Created-keepAnswers.Milliseconds()); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM idempotency WHERE digest = $1 AND status = 0 AND created < $2", k.Digest, k.Created-abandoned.Milliseconds()); err != nil {
			return err
		}
		n, err := db.Exec(ctx, tx, "INSERT INTO idempotency (digest, request, created) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", k.Digest, k.Request, k.Created)
		if err != nil || n == 1 {
			return err
		}
		was, err := db.Get[kept](ctx, tx, "SELECT digest, request, status, kind, body, change, created FROM idempotency WHERE digest = $1", k.Digest)
		if err != nil {
			return err
		}
		old = &was
		return nil
	})
	if err != nil || old == nil {
		return nil, err
	}
	return old, old.usable(k)
}

func (k kept) usable(now kept) error {
	switch {
	case k.Request != now.Request:
		return fault.Invalid("Idempotency-Key", label.T("This key was used for another request", "Cette clé a servi à une autre demande"))
	case k.Status == 0:
		return fault.Conflict(label.T("The same request is being carried out; ask again shortly", "La même demande est en cours ; redemandez dans un instant"))
	case k.Status < 200:
		return fault.Conflict(label.T("This request was carried out, but its answer was lost; read the object again", "Cette demande a été exécutée, mais sa réponse est perdue ; relisez l’élément"))
	}
	return nil
}

func (k kept) answer(w *reply) {
	w.call.change = k.Change
	w.Header().Set("Content-Type", k.Kind)
	w.Header().Set("Idempotency-Replayed", "true")
	w.WriteHeader(int(k.Status))
	w.Write(k.Body)
}

// markReplay notes, in the transaction of the change itself, that the request
// was carried out.
func markReplay(ctx context.Context, tx *db.Tx) error {
	c := callOf(ctx)
	if c == nil || c.replay == "" {
		return nil
	}
	_, err := db.Exec(ctx, tx, "UPDATE idempotency SET status = 1 WHERE digest = $1", c.replay)
	return err
}

// keep stores the answer; one that says "later" frees the key instead.
func (s *Server) keep(r *http.Request, c *call, rec *recording) {
	ctx := context.WithoutCancel(r.Context())
	status := c.w.status
	_, err := s.DB.Update(ctx, auth.Who(ctx).Origin(), func(tx *db.Tx) error {
		if status < 200 || status >= 500 || status == http.StatusTooManyRequests || rec.over {
			_, err := db.Exec(ctx, tx, "DELETE FROM idempotency WHERE digest = $1 AND status = 0", c.replay)
			return err
		}
		_, err := db.Exec(ctx, tx, "UPDATE idempotency SET status = $1, kind = $2, body = $3, change = $4 WHERE digest = $5",
			status, c.w.Header().Get("Content-Type"), rec.kept.Bytes(), c.change, c.replay)
		return err
	})
	if err != nil {
		c.log.Warn("keeping the answer for a request sent again", "request", c.id, "error", err.Error())
	}
}

// recording keeps a copy of what is answered.
type recording struct {
	http.ResponseWriter
	kept bytes.Buffer
	over bool
}

func (w *recording) Write(b []byte) (int, error) {
	if w.kept.Len()+len(b) > largestKept {
		w.over = true
	} else {
		w.kept.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

func (w *recording) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// fingerprint tells one request from another; of a large body, such as a file,
// only its size counts.
func fingerprint(r *http.Request, limit int64) string {
	const small = 1 << 20
	text := r.Method + " " + r.URL.RequestURI() + "\n" + strconv.FormatInt(r.ContentLength, 10)
	if limit <= small {
		b, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(b), failing{err}))
		text += "\n" + string(b)
	}
	return digest(text)
}

// failing repeats, when it is read, the error met before, or the end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
