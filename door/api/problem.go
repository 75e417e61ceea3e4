package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Problem is the answer to a request that was not done (RFC 9457).
type Problem struct {
	Type     string   `json:"type" doc:"What kind of problem, as a URN"`
	Title    string   `json:"title" doc:"The kind, in the language of the caller"`
	Status   int      `json:"status"`
	Detail   string   `json:"detail" doc:"What is wrong here and what to do"`
	Instance string   `json:"instance,omitempty" doc:"The request, as the log names it"`
	Errors   []Detail `json:"errors,omitempty" doc:"The places that are wrong"`
	Current  any      `json:"current,omitempty" doc:"What is stored now, when the version sent is not the last"`
	Sent     any      `json:"sent,omitempty" doc:"What was sent, to be laid beside it"`

	retry int
}

// Detail names one place of the request and what is wrong there.
type Detail struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the media type of problems.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders returns the headers that go with the problem.
func (p *Problem) GetHeaders() http.Header {
	if p.retry == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.retry)}}
}

type kind struct {
	status int
	name   string
	title  label.Text
}

// kinds is the one place where kinds of faults become HTTP.
var kinds = map[fault.Kind]kind{
	fault.Internal:     {http.StatusInternalServerError, "internal", label.T("Something went wrong on our side", "Une erreur s’est produite de notre côté")},
	fault.BadInput:     {http.StatusUnprocessableEntity, "invalid", label.T("Not accepted", "Valeur non acceptée")},
	fault.Missing:      {http.StatusNotFound, "not-found", label.T("Not found", "Introuvable")},
	fault.Clash:        {http.StatusConflict, "conflict", label.T("Not possible in the present state", "Impossible dans l’état actuel")},
	fault.Stale:        {http.StatusPreconditionFailed, "outdated", label.T("Changed in the meantime", "Modifié entre-temps")},
	fault.Denied:       {http.StatusForbidden, "forbidden", label.T("Not allowed", "Non autorisé")},
	fault.Unauthorized: {http.StatusUnauthorized, "sign-in", label.T("Not signed in", "Non connecté")},
	fault.Busy:         {http.StatusTooManyRequests, "slow-down", label.T("Too many attempts", "Trop de tentatives")},
	fault.Unavailable:  {http.StatusServiceUnavailable, "unavailable", label.T("Not available at the moment", "Indisponible pour le moment")},
	fault.TooLarge:     {http.StatusRequestEntityTooLarge, "too-large", label.T("Too large", "Trop volumineux")},
}

var internalText = label.T(
	"The request could not be carried out. It is recorded in the log of the server under the number given here; nothing is half done",
	"La demande n’a pas pu être traitée. Elle est consignée dans le journal du serveur sous le numéro indiqué ici ; rien n’est à moitié fait")

// statusError is a fault that HTTP has a finer word for.
type statusError struct {
	*fault.Fault
	status int
}

func (e statusError) Unwrap() error { return e.Fault }

// problemOf turns an error into the answer, in the language of the caller. What
// is not a fault is ours: it goes to the log, and the caller gets its number.
func problemOf(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	lang := languageOf(ctx)
	if aside, ok := errors.AsType[*putAside](err); ok {
		return aside.problem(lang)
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind == fault.Internal {
		return internalProblem(ctx, lang, err)
	}
	k := kinds[f.Kind]
	p := &Problem{
		Type: "urn:vigie:problem:" + k.name, Title: k.title.In(lang), Status: k.status,
		Detail: f.Text.In(lang), Current: f.Current, Sent: f.Sent, retry: f.Retry,
	}
	if s, ok := errors.AsType[statusError](err); ok {
		p.Status = s.status
	}
	for _, d := range f.Details {
		p.Errors = append(p.Errors, Detail{d.Where, d.Text.In(lang)})
	}
	if f.Kind == fault.Unavailable {
		logOf(ctx).WarnContext(ctx, "not available", slog.String("request", requestID(ctx)), slog.String("error", err.Error()))
	}
	return p
}

func internalProblem(ctx context.Context, lang label.Lang, err error) *Problem {
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return &Problem{Type: "urn:vigie:problem:cancelled", Title: "Cancelled", Status: 499}
	}
	logOf(ctx).ErrorContext(ctx, "internal error", slog.String("request", requestID(ctx)), slog.String("error", err.Error()))
	k := kinds[fault.Internal]
	return &Problem{
		Type: "urn:vigie:problem:internal", Title: k.title.In(lang), Status: k.status,
		Detail: internalText.In(lang), Instance: "urn:vigie:request:" + requestID(ctx),
	}
}

// writeProblem answers a request outside of any operation.
func writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), err)
	if p.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.retry))
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		json.NewEncoder(w).Encode(p)
	}
}

// translate turns the router's own problems, such as a value of the wrong
// type, into ours. What was sent is not sent back: it may be a password.
func translate(ctx huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	c := ctx.Context()
	lang := languageOf(c)
	if m.Status >= 500 {
		return internalProblem(c, lang, errors.New(m.Error()+" "+firstMessage(m))), nil
	}
	p := &Problem{Type: "urn:vigie:problem:invalid", Title: kinds[fault.BadInput].title.In(lang), Status: m.Status}
	for _, e := range m.Errors {
		p.Errors = append(p.Errors, Detail{placeOf(e.Location), sentenceFor(e.Message).In(lang)})
	}
	switch {
	case m.Status == http.StatusRequestEntityTooLarge:
		p.Type, p.Title, p.Detail = "urn:vigie:problem:too-large", kinds[fault.TooLarge].title.In(lang), tooLargeText.In(lang)
	case len(p.Errors) == 1:
		p.Detail = p.Errors[0].Message
	case len(p.Errors) > 1:
		p.Detail = label.F("%d values are not accepted", "%d valeurs ne sont pas acceptées", len(p.Errors)).In(lang)
	default:
		p.Detail = sentenceFor(m.Detail).In(lang)
	}
	return p, nil
}

func firstMessage(m *huma.ErrorModel) string {
	if len(m.Errors) == 0 {
		return ""
	}
	return m.Errors[0].Message
}

// placeOf names a place as people and programs know it: "body.name" is "name".
func placeOf(location string) string {
	for _, prefix := range []string{"body.", "query.", "path.", "header.", "form."} {
		if rest, ok := strings.CutPrefix(location, prefix); ok {
			return rest
		}
	}
	return location
}

// showing turns what is stored now, inside a fault about a stale version, from
// the room's form into the form of the API.
func showing[T, O any](err error, show func(T) O) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Stale {
		return err
	}
	if current, ok := f.Current.(T); ok {
		return fault.Outdated(show(current))
	}
	return err
}
