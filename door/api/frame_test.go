package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func TestProblemsAreInTheLanguageOfTheCaller(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.administrator()
	c := w.signedIn(admin)
	for _, one := range []struct {
		name   string
		c      *client
		body   string
		status int
		place  string
		text   string
	}{
		{"account language", c.with("Accept-Language", "fr"), `{"login":"x y","name":"X"}`, 422, "login", "A login has"},
		{"missing field", c, `{"login":"xy"}`, 422, "", "name is missing"},
		{"extra field", c, `{"login":"xy","name":"X","is_admin":true}`, 422, "is_admin", "There is no such field"},
		{"wrong kind", c, `{"login":1,"name":"X"}`, 422, "login", "A text is expected"},
		{"other spelling", c, `{"Login":"xy","login":"xy","name":"X"}`, 422, "Login", "There is no such field"},
		{"key twice", c, `{"login":"xy","login":"xz","name":"X"}`, 400, "body", "stands twice"},
		{"no JSON", c, `{"login":`, 400, "body", "not valid JSON"},
		{"two values", c, `{"login":"xy","name":"X"}{}`, 400, "body", "not valid JSON"},
		{"huge number", c, `{"login":1e309,"name":"X"}`, 400, "body", "out of range"},
		{"very deep", c, strings.Repeat("[", 5000) + strings.Repeat("]", 5000), 400, "body", "too deeply"},
		{"nothing", c, "", 400, "", "body of the request is missing"},
		{"null", c, "null", 422, "body", "An object is expected"},
	} {
		got := one.c.send("POST", "/users", one.body)
		p := got.json(t)
		if got.StatusCode != one.status || !strings.Contains(got.text, one.text) || got.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %s, want %d with %q", one.name, got.StatusCode, got.text, one.status, one.text)
		}
		for _, member := range []string{"type", "title", "detail", "status"} {
			if p[member] == nil || p[member] == "" {
				t.Errorf("%s: no %s in %s", one.name, member, got.text)
			}
		}
		if one.place != "" && !strings.Contains(got.text, `"location":"`+one.place+`"`) {
			t.Errorf("%s: got %s, want the place %s", one.name, got.text, one.place)
		}
	}
	french := w.client().with("Accept-Language", "fr-FR,fr;q=0.9,en;q=0.5")
	for path, text := range map[string]string{"/session": "Il manque login", "/password/forgot": "Il manque login"} {
		if got := french.send("POST", path, map[string]any{}); !strings.Contains(got.text, text) {
			t.Errorf("%s: got %s, want %q", path, got.text, text)
		}
	}
	if got := french.send("GET", "/me", nil); !strings.Contains(got.text, "Connectez-vous d’abord") {
		t.Errorf("got %s", got.text)
	}
}

// Whatever the router may say has a sentence in both languages.
func TestEveryMessageOfTheRouterIsTranslated(t *testing.T) {
	for _, one := range wordings {
		message := strings.NewReplacer("%d", "3", "%s", "a thing", "%v", "a thing", "%q", `"a thing"`).Replace(one.router)
		text := sentenceFor(message)
		if text.In(label.EN) == anythingElse.EN || strings.Contains(text.In(label.EN)+text.In(label.FR), "%!") {
			t.Errorf("%q reads %q, %q", message, text.In(label.EN), text.In(label.FR))
		}
	}
}

func TestAPasswordSentIsNotSentBack(t *testing.T) {
	w := newWorld(t, sqlite(t))
	got := want(t, w.client().send("POST", "/session", `{"login":"x","password":"my secret words","extra":1}`), 422)
	if strings.Contains(got.text, "secret words") || strings.Contains(w.log.String(), "secret words") {
		t.Errorf("it comes back in %s", got.text)
	}
}

// Every field of every body, and the names that attackers try, are refused
// where they do not belong.
func TestFieldsThatDoNotBelongAreRefusedByName(t *testing.T) {
	w := newWorld(t, sqlite(t))
	root := w.administrator()
	p := &persona{account: root, c: w.signedIn(root), rights: access.All, everywhere: true}
	schemas := w.frame.OpenAPI().Components.Schemas.Map()
	names := []string{"is_admin", "status", "approved_by", "owner_id", "project_id", "created_at", "__proto__", "constructor"}
	for _, schema := range schemas {
		names = append(names, slices.Collect(maps.Keys(schema.Properties))...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, route := range w.frame.routes {
		f := fixtures[route.Pattern]
		method, path, _ := strings.Cut(route.Pattern, " ")
		if isReading(method) || f.request == nil || f.kind != "" || path == "/config/diff" || path == "/config/apply" {
			continue // a configuration is read as a file, and refused by its lines
		}
		item := w.frame.OpenAPI().Paths[path]
		operation := map[string]any{"POST": item.Post, "PATCH": item.Patch}[method]
		if operation == nil {
			continue
		}
		known := bodyFields(t, operation, schemas2names(w))
		if known == nil {
			continue
		}
		ids, body := f.request(w, p, "own") // once for all names: nothing comes of a request that is refused
		fields, ok := body.(map[string]any)
		if !ok {
			continue
		}
		for _, name := range names {
			if slices.Contains(known, name) {
				continue
			}
			more := maps.Clone(fields)
			more[name] = true
			_, path := f.fill(route.Pattern, ids)
			got := p.c.with("If-Match", `"1"`).send(method, path, more)
			if got.StatusCode != 422 || !strings.Contains(got.text, `"location":"`+name+`"`) {
				t.Errorf("%s with %s: got %d %s, want it refused by name", route.Pattern, name, got.StatusCode, got.text)
				break
			}
		}
	}
}

// schemas2names returns the fields of each schema.
func schemas2names(w *world) map[string][]string {
	out := map[string][]string{}
	for name, s := range w.frame.OpenAPI().Components.Schemas.Map() {
		if s.AdditionalProperties != false {
			continue
		}
		out["#/components/schemas/"+name] = slices.Collect(maps.Keys(s.Properties))
	}
	return out
}

// bodyFields returns the fields that the body of an operation may have; nil
// when it takes any.
func bodyFields(t *testing.T, operation any, schemas map[string][]string) []string {
	t.Helper()
	text, err := json.Marshal(operation)
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		RequestBody struct {
			Content map[string]struct {
				Schema struct {
					Ref                  string         `json:"$ref"`
					Properties           map[string]any `json:"properties"`
					AdditionalProperties any            `json:"additionalProperties"`
				} `json:"schema"`
			} `json:"content"`
		} `json:"requestBody"`
	}
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	s := o.RequestBody.Content["application/json"].Schema
	if s.Ref != "" {
		return schemas[s.Ref]
	}
	if s.AdditionalProperties == false {
		return slices.Collect(maps.Keys(s.Properties))
	}
	return nil
}

func TestPathsAreTakenInTheirPlainFormOnly(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	for _, path := range []string{"/users/", "/Users", "//users", "/users/..;/roles", "/users/../roles", "/./users", "/users%2f", "/nowhere", "/users/%2e%2e/roles"} {
		if got := c.send("GET", path, nil); got.StatusCode != 404 || got.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %s, want 404", path, got.StatusCode, got.text)
		}
	}
	for _, method := range []string{"PUT", "DELETE", "OPTIONS", "TRACE", "FOO"} {
		if got := c.send(method, "/me", nil); got.StatusCode != 405 || got.Header.Get("Allow") == "" || got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s /me: got %d, Allow %q", method, got.StatusCode, got.Header.Get("Allow"))
		}
	}
	for _, header := range []string{"X-HTTP-Method-Override", "X-Method-Override"} {
		if got := c.with(header, "DELETE").send("GET", "/me", nil); got.StatusCode != 200 {
			t.Errorf("%s is obeyed", header)
		}
	}
}

func TestQueriesThatReadTwoWaysAreRefused(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	for query, text := range map[string]string{"?limit=1&limit=2": "given twice", "?limit=0": "at least 1", "?limit=10000000": "at most 500", "?limit=x": "whole number", "?nothing=1": "no such parameter", "?q=%zz": "cannot be read", "?after=zzz": "Not found"} {
		if got := c.send("GET", "/users"+query, nil); got.StatusCode < 400 || got.StatusCode > 422 || !strings.Contains(got.text, text) {
			t.Errorf("%s: got %d %s, want %q", query, got.StatusCode, got.text, text)
		}
	}
}

func TestEveryAnswerIsPrivateAndSaysSo(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	for _, path := range []string{"/me", "/nowhere", "/users", "/openapi.json", "/setup"} {
		got := c.with("Origin", "http://evil.example").send("GET", path, nil)
		for name, value := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Access-Control-Allow-Origin": "",
		} {
			if got.Header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.Header.Get(name), value)
			}
		}
		if !strings.Contains(got.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || got.Header.Get("Vigie-Request") == "" {
			t.Errorf("%s: got %v", path, got.Header)
		}
	}
}

func TestBodiesHaveALimitAndAKind(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	want(t, c.send("POST", "/users", `{"login":"`+strings.Repeat("x", 1<<20)+`"}`), 413)
	want(t, c.with("Content-Type", "text/plain").send("POST", "/users", `{"login":"xy","name":"X"}`), 415)
	want(t, c.with("Content-Type", "application/xml").send("POST", "/users", `<login/>`), 415)
}

func TestARequestSentAgainIsCarriedOutOnce(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator()).with("Idempotency-Key", "abc")
		first := want(t, c.send("POST", "/groups", map[string]any{"name": "One"}), 201)
		again := want(t, c.send("POST", "/groups", map[string]any{"name": "One"}), 201)
		if first.text != again.text || again.Header.Get("Idempotency-Replayed") != "true" || again.Header.Get("Vigie-Change") != first.Header.Get("Vigie-Change") {
			t.Errorf("got %s then %s", first.text, again.text)
		}
		want(t, c.send("POST", "/groups", map[string]any{"name": "Other"}), 422)
		other := w.signedIn(w.administrator()).with("Idempotency-Key", "abc")
		want(t, other.send("POST", "/groups", map[string]any{"name": "Theirs"}), 201)
		refused := c.with("Idempotency-Key", "def")
		want(t, refused.send("POST", "/groups", map[string]any{"name": "One"}), 422)
		want(t, refused.send("POST", "/groups", map[string]any{"name": "One"}), 422)
		made := want(t, c.with("Idempotency-Key", "ghi").send("POST", "/tokens", map[string]any{"name": "t", "scope": "read", "expires": "2027-01-01"}), 201).json(t)
		n, err := db.Get[int64](context.Background(), w.d, "SELECT count(*) FROM idempotency WHERE digest <> '' AND kind <> '' AND request = 'x'")
		if err != nil || n != 0 {
			t.Error(n, err)
		}
		bodies, err := db.Select[[]byte](context.Background(), w.d, "SELECT body FROM idempotency WHERE body IS NOT NULL")
		for _, b := range bodies {
			if strings.Contains(string(b), made["token"].(string)) {
				t.Error("a token is kept in clear")
			}
		}
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAChangeWhoseAnswerWasLostIsNotMadeTwice(t *testing.T) {
	w := newWorld(t, sqlite(t))
	root := w.administrator()
	c := w.signedIn(root).with("Idempotency-Key", "lost")
	want(t, c.send("POST", "/groups", map[string]any{"name": "One"}), 201)
	w.change(func(tx *db.Tx, _ access.Who) error {
		_, err := db.Exec(context.Background(), tx, "UPDATE idempotency SET status = 1, body = NULL")
		return err
	})
	want(t, c.send("POST", "/groups", map[string]any{"name": "One"}), 409)
}

// broken are routes that go wrong, for the tests.
func broken(s *Server, a *frame) {
	fail := func(err error) func(context.Context, *struct{}) (*none, error) {
		return func(context.Context, *struct{}) (*none, error) { return nil, err }
	}
	register(a, op("GET", "/broken/error", ""), fail(errors.New("secret detail: table account")))
	register(a, op("GET", "/broken/later", ""), fail(fault.Later(7, label.T("later", "plus tard"))))
	register(a, op("GET", "/broken/slow", ""), fail(fault.SlowDown(9)))
	register(a, op("GET", "/broken/panic", ""), func(context.Context, *struct{}) (*none, error) { panic("secret detail") })
}

func TestWhatGoesWrongIsAProblemWithANumberAndOthersGoOn(t *testing.T) {
	w := newWorld(t, sqlite(t))
	table := map[string]Rule{"GET /openapi.json": public}
	for _, name := range []string{"error", "later", "slow", "panic"} {
		table["GET /broken/"+name] = public
	}
	var err error
	if w.h, _, err = build(w.s, table, []func(*Server, *frame){broken}); err != nil {
		t.Fatal(err)
	}
	c := w.client()
	for path, status := range map[string]int{"error": 500, "panic": 500, "later": 503, "slow": 429} {
		got := want(t, c.send("GET", "/broken/"+path, nil), status)
		if strings.Contains(got.text, "secret") {
			t.Errorf("%s: the cause is told: %s", path, got.text)
		}
		if status == 500 && (!strings.Contains(got.text, got.Header.Get("Vigie-Request")) || !strings.Contains(w.log.String(), got.Header.Get("Vigie-Request"))) {
			t.Errorf("%s: the number %q is not in %s and the log", path, got.Header.Get("Vigie-Request"), got.text)
		}
		if after := got.Header.Get("Retry-After"); (status == 503 && after != "7") || (status == 429 && after != "9") {
			t.Errorf("%s: Retry-After is %q", path, after)
		}
	}
	want(t, c.send("GET", "/openapi.json", nil), 200)
}

func TestTheLogHoldsNoSecretsAndNoControlCharacters(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.administrator()
	c := w.signedIn(admin)
	c.send("GET", "/users?q=private", nil)
	c.send("GET", "/evil%0aline%1b%5b31m", nil)
	token := w.bearer(admin.ID, "write")
	want(t, w.token(token).send("GET", "/me", nil), 200)
	for _, secret := range []string{password, token, c.cookies["vigie"], "private"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("%q stands in the log", secret)
		}
	}
	for line := range strings.Lines(w.log.String()) {
		if !json.Valid([]byte(line)) || strings.Contains(line, "\x1b") {
			t.Errorf("a line of the log is broken: %q", line)
		}
	}
}

func TestTheFirstStartNeedsTheSecretOfTheConsoleAndHappensOnce(t *testing.T) {
	w := &world{t: t, d: sqlite(t)}
	gate := access.NewGate(w.d)
	clear, secret := auth.NewSecret()
	w.s = &Server{DB: w.d, Gate: gate, Auth: &auth.Auth{Gate: gate}, Setup: secret, Log: slog.New(slog.DiscardHandler)}
	var err error
	if w.h, err = New(w.s); err != nil {
		t.Fatal(err)
	}
	c := w.client()
	if got := want(t, c.send("GET", "/setup", nil), 200).json(t); got["needed"] != true {
		t.Errorf("got %v", got)
	}
	ask := map[string]any{"secret": "guess", "organisation": "Ministère", "login": "anne", "name": "Anne", "email": "", "password": password, "language": "fr"}
	want(t, c.send("POST", "/setup", ask), 422)
	ask["secret"] = clear
	ask["password"] = "anneanneanne"
	want(t, c.send("POST", "/setup", ask), 422)
	ask["password"] = password
	me := want(t, c.send("POST", "/setup", ask), 201).json(t)
	if len(me["permissions"].([]any)) != len(access.Permissions) || me["instance"].(map[string]any)["name"] != "Ministère" {
		t.Errorf("got %v", me)
	}
	want(t, c.send("GET", "/me", nil), 200)
	ask["login"] = "eve"
	want(t, c.send("POST", "/setup", ask), 422)
	w.s.Setup = nil
	want(t, c.send("POST", "/setup", ask), 422)
	if got := want(t, c.send("GET", "/setup", nil), 200).json(t); got["needed"] != false {
		t.Errorf("got %v", got)
	}
}

func TestSigningInGivesANewSessionAndEndsTheOld(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.administrator()
	c := w.client()
	c.cookies["vigie"] = "chosen-by-an-attacker"
	want(t, c.send("POST", "/session", map[string]any{"login": admin.Login, "password": password}), 200)
	first := c.cookies["vigie"]
	if first == "chosen-by-an-attacker" {
		t.Error("the session id was chosen by the browser")
	}
	want(t, c.send("POST", "/session", map[string]any{"login": admin.Login, "password": password}), 200)
	old := w.client()
	old.cookies["vigie"] = first
	want(t, old.send("GET", "/me", nil), 401)
	kept := c.cookies["vigie"]
	want(t, c.send("DELETE", "/session", nil), 204)
	old.cookies["vigie"] = kept
	want(t, old.send("GET", "/me", nil), 401)
	n, err := db.Get[int64](context.Background(), w.d, "SELECT count(*) FROM session WHERE digest = $1", kept)
	if err != nil || n != 0 {
		t.Error("a session is stored in clear", err)
	}
}

func TestAnInvitedPersonChoosesAPasswordByALinkOnTheConfiguredHost(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	user := want(t, c.send("POST", "/users", map[string]any{"login": "anne", "name": "Anne", "email": "anne@example.org"}), 201).json(t)
	invited := want(t, c.with("X-Forwarded-Host", "evil.example").send("POST", fmt.Sprintf("/users/%s/invite", user["id"]), nil), 200).json(t)
	token, ok := strings.CutPrefix(invited["link"].(string), "http://vigie.test/reset?token=")
	if !ok || invited["sent"] != false {
		t.Fatalf("got %v", invited)
	}
	want(t, w.client().send("POST", "/password/reset", map[string]any{"token": token, "password": password}), 204)
	want(t, w.client().send("POST", "/password/reset", map[string]any{"token": token, "password": password}), 422)
	a := access.Account{Login: "anne"}
	me := want(t, w.signedIn(a).send("GET", "/me", nil), 200).json(t)
	if len(me["permissions"].([]any)) != 0 {
		t.Errorf("got %v", me)
	}
	if got := want(t, w.client().send("POST", "/password/forgot", map[string]any{"login": "anne"}), 200).json(t); got["mail"] != false {
		t.Errorf("got %v", got)
	}
}

func TestARightAboutTheWholeIsNotShownToWhoHoldsItOnAPart(t *testing.T) {
	w := newWorld(t, sqlite(t))
	for place, shown := range map[string]bool{"parent": true, "own": false} {
		me := want(t, w.as("pmo", place).send("GET", "/me", nil), 200).json(t)
		if got := me["permissions"].([]any); slices.Contains(got, any("catalogue.edit")) != shown || !slices.Contains(got, any("project.edit")) {
			t.Errorf("%s: %v", place, got)
		}
	}
}

func TestATokenCannotChangeWhatSignsAPersonIn(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.administrator()
	c := w.token(w.bearer(admin.ID, "write"))
	want(t, c.send("POST", "/tokens", map[string]any{"name": "t", "scope": "write", "expires": "2027-01-01"}), 403)
	want(t, c.send("POST", "/me/password", map[string]any{"current": password, "password": password}), 403)
	want(t, c.send("GET", "/me/sessions", nil), 403)
	want(t, c.send("POST", "/groups", map[string]any{"name": "By a program"}), 201)
	want(t, w.token("vigie_guess").send("GET", "/me", nil), 401)
}

func TestTheDescriptionIsOpenAPI31WithEveryRoute(t *testing.T) {
	w := newWorld(t, sqlite(t))
	got := want(t, w.client().send("GET", "/openapi.json", nil), 200).json(t)
	if v := got["openapi"].(string); !strings.HasPrefix(v, "3.1") {
		t.Errorf("got version %s", v)
	}
	paths := got["paths"].(map[string]any)
	for _, route := range w.frame.routes {
		method, path, _ := strings.Cut(route.Pattern, " ")
		item, _ := paths[path].(map[string]any)
		if item[strings.ToLower(method)] == nil {
			t.Errorf("%s is not described", route.Pattern)
		}
	}
	var _ http.Handler = w.h
}
