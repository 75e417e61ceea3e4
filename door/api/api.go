// Package api is how programs, and the application in the browser, reach Vigie
// over HTTP. Each room has one file of handlers: decode, call the room, answer.
// What all requests share stands in api.go (frame), guard.go (what is checked
// before a handler), problem.go (errors) and rights.go (who may call what).
package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"vigie/door/auth"
	"vigie/door/heavy"
	"vigie/door/mail"
	"vigie/door/vault"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/overview/review"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	files "vigie/room/file"
	"vigie/room/intake"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Server is what the handlers work with.
type Server struct {
	DB      *db.DB
	Gate    *access.Gate // passwords, sessions, tokens
	Auth    *auth.Auth   // cookies and addresses
	Setup   *auth.Secret // of the first start; nil when there is none
	Post    *mail.Post   // letters; nil when none leave
	Version string
	Demo    bool
	Log     *slog.Logger // slog.Default when nil

	Vault   *vault.Vault                // the backups of this server; nil when it keeps none
	Disk    func() (free, total uint64) // of the data folder, in bytes; nil when unknown
	Started time.Time                   // when the program was

	Portfolio *snapshot.Keeper // the portfolio in memory
	Summaries *summary.Desk    // where summaries are made; one of its own when nil
	Imports   *intake.Desk     // where imports are worked on; one of its own when nil
	Files     *files.Desk      // where attachments are taken in; kept in the database when nil

	Heavy *heavy.Gate // bounds the works that need much memory; no bound when nil

	StreamLasts time.Duration // how long a stream of events goes on; half an hour when zero
	streams     streams
	turns       turns
	refusals    refusals
	desk        sync.Once          // of Summaries
	Reviews     *review.Desk       // where reviews are read; one of its own when nil
	Agenda      *agenda.Keeper     // the key dates in memory; made over Portfolio when nil
	Words       *vocabulary.Keeper // the vocabulary that holds; one of its own when nil
	wordsOnce   sync.Once
}

// rooms lists the files of the API: each adds its routes to the frame.
var rooms = []func(*Server, *frame){
	(*Server).setupRoutes,
	(*Server).sessionRoutes,
	(*Server).factorRoutes,
	(*Server).userRoutes,
	(*Server).groupRoutes,
	(*Server).unitRoutes,
	(*Server).roleRoutes,
	(*Server).grantRoutes,
	(*Server).explainRoutes,
	(*Server).seeingRoutes,
	(*Server).delegationRoutes,
	(*Server).rightsExportRoutes,
	(*Server).givesRoutes,
	(*Server).campaignRoutes,
	(*Server).campaignExportRoutes,
	(*Server).tokenRoutes,
	(*Server).fieldRoutes,
	(*Server).hierarchyRoutes,
	(*Server).projectRoutes,
	(*Server).mergeRoutes,
	(*Server).linkRoutes,
	(*Server).registerRoutes,
	(*Server).changeRoutes,
	(*Server).noticeRoutes,
	(*Server).favouriteRoutes,
	(*Server).commentRoutes,
	(*Server).fileRoutes,
	(*Server).viewRoutes,
	(*Server).pivotRoutes,
	(*Server).viewRowRoutes,
	(*Server).viewUseRoutes,
	(*Server).portfolioRoutes,
	(*Server).summaryRoutes,
	(*Server).trustRoutes,
	(*Server).typeRoutes,
	(*Server).formRoutes,
	(*Server).guideRoutes,
	(*Server).configRoutes, (*Server).draftRoutes,
	(*Server).subscriptionRoutes,
	(*Server).reviewRoutes,
	(*Server).roundRoutes,
	(*Server).historyRoutes,
	(*Server).revertRoutes,
	(*Server).exportRoutes,
	(*Server).reportRoutes,
	(*Server).masterRoutes,
	(*Server).templateRoutes,
	(*Server).importRoutes,
	(*Server).searchRoutes,
	(*Server).eventRoutes,
	(*Server).auditRoutes,
	(*Server).settingRoutes,
	(*Server).vocabularyRoutes,
	(*Server).conventionRoutes,
	(*Server).onboardingRoutes,
	(*Server).constantRoutes,
	(*Server).attributeGroupRoutes,
	(*Server).calendarRoutes, (*Server).resourceRoutes,
	(*Server).planRoutes, (*Server).planShiftRoutes, (*Server).baselineRoutes, (*Server).trendRoutes,
	(*Server).transferRoutes,
	(*Server).roadmapRoutes,
	(*Server).feedRoutes,
	(*Server).rateRoutes,
	(*Server).systemRoutes,
	(*Server).demoRoutes,
}

// Route is one operation of the API: "GET /users/{id}" and who may call it.
type Route struct {
	Pattern string
	Rule    Rule
}

// frame collects the routes.
type frame struct {
	huma.API
	server *Server
	rights map[string]Rule
	routes []Route
	errs   []error
}

// New returns the handler of everything below Prefix. It is an error when a
// route has no entry in the table of rights.
func New(s *Server) (http.Handler, error) {
	h, _, err := build(s, rights, rooms)
	return h, err
}

func build(s *Server, table map[string]Rule, files []func(*Server, *frame)) (http.Handler, *frame, error) {
	mux := http.NewServeMux()
	a := &frame{API: humago.NewWithPrefix(mux, Prefix, config(s)), server: s, rights: table}
	for _, add := range files {
		add(s, a)
	}
	a.document()
	return s.around(mux), a, errors.Join(a.errs...)
}

func config(s *Server) huma.Config {
	c := huma.DefaultConfig("Vigie", s.Version)
	c.Info.Description = "Everything the screen does goes through this API, and by every path the same rights hold. " +
		"Sign in by POST /session, or send a token as Authorization: Bearer. " +
		"A change of the configuration that is sent with the header Into-Draft: the id of a draft, is checked and put into that draft, and answered with 202."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil
	c.Formats = map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat}
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{translate}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer"},
		"cookie": {Type: "apiKey", In: "cookie", Name: auth.CookiePlain},
	}
	return c
}

// op describes a route: the method, the path below Prefix, and one line about it.
func op(method, path, summary string, options ...func(*huma.Operation)) huma.Operation {
	o := huma.Operation{
		Method: method, Path: path, Summary: summary, OperationID: operationID(method, path),
		Tags: []string{strings.SplitN(strings.TrimPrefix(path, "/"), "/", 2)[0]}, MaxBodyBytes: 1 << 20,
	}
	for _, option := range options {
		option(&o)
	}
	return o
}

func operationID(method, path string) string {
	words := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '{' || r == '}' || r == '.' })
	return strings.ToLower(method) + "-" + strings.Join(words, "-")
}

// created makes 201 the status of success.
func created(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }

// noContent makes 204 the status of success.
func noContent(o *huma.Operation) { o.DefaultStatus = http.StatusNoContent }

// upTo accepts bodies of up to n bytes; the default is 1 MiB.
func upTo(n int64) func(*huma.Operation) { return func(o *huma.Operation) { o.MaxBodyBytes = n } }

// secret keeps the answers of a route, which hold a secret shown once, from
// being stored for a request that is sent again.
func secret(o *huma.Operation) { o.Metadata = map[string]any{"secret": true} }

// register adds a route. What handle returns as an error becomes a problem in
// the language of the caller.
func register[I, O any](a *frame, o huma.Operation, handle func(context.Context, *I) (*O, error)) {
	pattern := o.Method + " " + o.Path
	rule, ok := a.rights[pattern]
	if !ok {
		a.errs = append(a.errs, fmt.Errorf("the route %s has no entry in the table of rights", pattern))
		return
	}
	if name := hidden(reflect.TypeFor[I]()); name != "" {
		a.errs = append(a.errs, fmt.Errorf("the input of %s embeds %s, which the router cannot see: export it", pattern, name))
		return
	}
	a.routes = append(a.routes, Route{pattern, rule})
	o.Security = rule.security()
	o.Middlewares = append(huma.Middlewares{a.server.guard(rule, pattern)}, o.Middlewares...)
	huma.Register(a.API, o, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			if isRefusal(rule, err) {
				a.server.refused(callOf(ctx).r.WithContext(ctx), pattern, err)
			}
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

// hidden returns the name of an embedded type that is not exported: the router
// would leave its fields out without a word.
func hidden(t reflect.Type) string {
	if t.Kind() != reflect.Struct {
		return ""
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous && !f.IsExported() {
			return f.Name
		}
	}
	return ""
}

// document serves the description of all routes, made when first asked for.
func (a *frame) document() {
	describe := sync.OnceValues(func() ([]byte, error) {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetIndent("", "  ")
		err := e.Encode(a.OpenAPI())
		return b.Bytes(), err
	})
	register(a, op(http.MethodGet, "/openapi.json", "This description"), func(context.Context, *struct{}) (*file, error) {
		text, err := describe()
		return &file{Kind: "application/json", Body: text}, err
	})
	for _, schema := range []string{"ErrorModel", "ErrorDetail"} {
		delete(a.OpenAPI().Components.Schemas.Map(), schema)
	}
	for name, schema := range problemSchemas(a.OpenAPI().Components.Schemas) {
		a.OpenAPI().Components.Schemas.Map()[name] = schema
	}
}

// problemSchemas describes problems under the names by which the router's
// descriptions of operations refer to them.
func problemSchemas(r huma.Registry) map[string]*huma.Schema {
	text := &huma.Schema{Type: huma.TypeString}
	return map[string]*huma.Schema{
		"ErrorDetail": {Type: huma.TypeObject, Properties: map[string]*huma.Schema{"location": text, "message": text}, Required: []string{"location", "message"}},
		"ErrorModel": {Type: huma.TypeObject, Description: "A problem (RFC 9457), in the language of the caller", Properties: map[string]*huma.Schema{
			"type": text, "title": text, "detail": text, "instance": text, "status": {Type: huma.TypeInteger},
			"errors":  {Type: huma.TypeArray, Items: &huma.Schema{Ref: "#/components/schemas/ErrorDetail"}},
			"current": {Description: "What is stored now, when the version sent is not the last"},
		}, Required: []string{"type", "title", "status", "detail"}},
	}
}

// file is an answer that is not JSON made from a value.
type file struct {
	Kind string `header:"Content-Type"`
	Body []byte
}

// body is an answer with a JSON body.
type body[T any] struct{ Body T }

func answer[T any](v T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{v}, nil
}

// list is the body of every list.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"Send it as after to read on"`
	Total int    `json:"total" doc:"How many there are in all pages"`
}

// Page is what every list takes.
type Page struct {
	Q     string `query:"q" maxLength:"200" doc:"Words to look for"`
	After string `query:"after" maxLength:"60" doc:"Where the page before ended"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (p Page) of(d *db.DB) (access.Page, error) {
	out := access.Page{Q: p.Q, Limit: p.Limit}
	if p.After == "" {
		return out, nil
	}
	var err error
	out.After, err = d.Unseal(p.After)
	return out, err
}

// pageOf makes the answer of a list.
func pageOf[T, O any](d *db.DB, found access.Found[T], show func(T) O) list[O] {
	out := list[O]{Items: make([]O, len(found.Items)), Next: d.Seal(found.Next), Total: found.Total}
	for i, item := range found.Items {
		out.Items[i] = show(item)
	}
	return out
}

// ByID is the input of routes on one object.
type ByID struct {
	ID string `path:"id" maxLength:"20" doc:"The id of the object"`
}

// update runs a change in a transaction, as the caller's, and notes its number
// for the answer.
func (s *Server) update(ctx context.Context, f func(*db.Tx, access.Who) error) error {
	return s.updateVia(ctx, "", f)
}

// updateVia is update for a change that came about in a way of its own; via is
// empty otherwise.
func (s *Server) updateVia(ctx context.Context, via string, f func(*db.Tx, access.Who) error) error {
	if _, seen := auth.Who(ctx).Seen(); seen {
		return onlyReading()
	}
	if into := intoDraft(ctx); into != "" {
		return s.putAside(ctx, into, f)
	}
	return s.updateLive(ctx, via, f)
}

// updateLive is updateVia for what is done whatever the caller wants put into a draft.
func (s *Server) updateLive(ctx context.Context, via string, f func(*db.Tx, access.Who) error) error {
	who := auth.Who(ctx)
	who = who.Acting()
	from := who.Origin()
	from.Via = cmp.Or(via, from.Via)
	if c := callOf(ctx); c != nil {
		from.Note = c.why
	}
	number, err := s.DB.Update(ctx, from, func(tx *db.Tx) error {
		fresh, err := access.Now(ctx, tx, who)
		if err != nil {
			return err
		}
		if err := f(tx, fresh); err != nil {
			return err
		}
		if err := access.NoteBehalf(ctx, tx, fresh); err != nil {
			return err
		}
		return markReplay(ctx, tx)
	})
	if err == nil {
		setChange(ctx, number)
	}
	return err
}
