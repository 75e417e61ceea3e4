package app

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"vigie/ground/label"
)

// healthy answers as long as the process does.
func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write([]byte("ok\n"))
}

// ready answers 200 when the database can be read and has lately been written.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	if err := a.DB.Writable(ctx, 10*time.Second); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write([]byte(sentence(err, label.Parse(r.Header.Get("Accept-Language"))) + "\n"))
		return
	}
	w.Write([]byte("ok\n"))
}

// internalProblem answers for an error of ours, by RFC 9457.
func internalProblem(w http.ResponseWriter, r *http.Request, id string) {
	lang := label.Parse(r.Header.Get("Accept-Language"))
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", lang.String())
	w.WriteHeader(http.StatusInternalServerError)
	json.NewEncoder(w).Encode(map[string]any{
		"type":   "about:blank",
		"title":  label.T("Internal error", "Erreur interne").In(lang),
		"status": http.StatusInternalServerError,
		"detail": label.F("Something went wrong on our side. The administrator finds it in the log under %s", "Une erreur s’est produite de notre côté. L’administrateur la trouvera dans le journal sous %s", id).In(lang),
	})
}
