package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"vigie/door/api"
	"vigie/door/auth"
	"vigie/ground/label"
)

// openapi prints the description of the API, which is the same on every
// instance; the types of the browser application are made from it.
func openapi(*options) action {
	return func(_ context.Context, c *Console, args []string) error {
		if err := exactly(args, 0, label.T("openapi takes no argument", "openapi n’attend pas d’argument")); err != nil {
			return err
		}
		text, err := description()
		if err != nil {
			return err
		}
		_, err = c.Out.Write(text)
		return err
	}
}

// description asks an API without a database for its description, which needs none.
func description() ([]byte, error) {
	h, err := api.New(&api.Server{Auth: &auth.Auth{}, Version: "1", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequest(http.MethodGet, api.Prefix+"/openapi.json", nil)
	if err != nil {
		return nil, err
	}
	w := &captured{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	if w.status != http.StatusOK {
		return nil, fmt.Errorf("describing the API: status %d", w.status)
	}
	return w.body.Bytes(), nil
}

// captured is an answer that stays here.
type captured struct {
	header http.Header
	body   bytes.Buffer
	status int
}

func (c *captured) Header() http.Header         { return c.header }
func (c *captured) Write(b []byte) (int, error) { return c.body.Write(b) }
func (c *captured) WriteHeader(status int)      { c.status = status }

// patterns knows the route of a request of the API, by which the metrics are
// told apart; a path that is no route has none.
func patterns() (*http.ServeMux, error) {
	text, err := description()
	if err != nil {
		return nil, err
	}
	var described struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(text, &described); err != nil {
		return nil, fmt.Errorf("reading the description of the API: %w", err)
	}
	mux := http.NewServeMux()
	for path, methods := range described.Paths {
		for method := range methods {
			mux.Handle(strings.ToUpper(method)+" "+api.Prefix+strings.TrimPrefix(path, api.Prefix), http.NotFoundHandler())
		}
	}
	return mux, nil
}
