package api

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"vigie/door/vault"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func init() {
	backup := func(w *world, _ *persona, _ string) ([]string, any) { return []string{w.backup()}, nil }
	for pattern, f := range map[string]fixture{
		"GET /me/second-factor":  {places: anywhere},
		"POST /me/second-factor": {places: anywhere, request: just(map[string]any{})},
		"POST /me/second-factor/confirm": {places: anywhere, ok: 422, request: func(_ *world, p *persona, _ string) ([]string, any) {
			p.c.send("POST", "/me/second-factor", map[string]any{})
			return nil, map[string]any{"code": "000000"}
		}},
		"POST /me/second-factor/codes":   {places: anywhere, ok: 409, request: just(map[string]any{"password": password, "code": "000000"})},
		"POST /me/second-factor/disable": {places: anywhere, ok: 409, request: just(map[string]any{"password": password, "code": "000000"})},

		"POST /users/{id}/second-factor/reset": {ok: 409, request: aUser(nil)},
		"GET /users/{id}/rights": {request: aUser(nil), may: func(p *persona, place string) bool {
			return p.rights&access.ManageUsers != 0 && !p.token && p.reaches(place)
		}},

		"GET /credentials":         {places: anywhere},
		"DELETE /credentials/{id}": {request: aCredential},

		"GET /audit":              {places: anywhere},
		"GET /exports/audit.xlsx": {places: anywhere},
		"GET /exports/audit.csv":  {places: anywhere},
		"GET /settings":           {places: anywhere},
		"PATCH /settings":         {places: anywhere, version: true, request: just(map[string]any{"currency": "EUR"})},
		"GET /health":             {places: anywhere},
		"GET /jobs":               {places: anywhere},
		"POST /jobs/{id}/retry":   {places: anywhere, request: aJob},
		"GET /backups":            {places: anywhere},
		"POST /backups":           {places: anywhere},
		"POST /mail/test":         {places: anywhere, ok: 409},

		"POST /backups/{name}/verify": {places: anywhere, request: backup},
		"GET /backups/{name}":         {places: anywhere, request: backup},
	} {
		fixtures[pattern] = f
	}
}

// aCredential is a session of somebody who may read at a place.
func aCredential(w *world, _ *persona, place string) ([]string, any) {
	a := w.account(w.fresh("user"))
	w.setPassword(a)
	w.grant(a.ID, w.roles["reader"], w.units[place])
	w.signedIn(a)
	id, err := db.Get[int64](context.Background(), w.d, "SELECT id FROM session WHERE account_id = $1", a.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return []string{w.d.Seal(id)}, nil
}

func aJob(w *world, _ *persona, _ string) ([]string, any) {
	w.change(func(tx *db.Tx, _ access.Who) error { return tx.Enqueue(context.Background(), "nothing", "{}", 0) })
	id, err := db.Get[int64](context.Background(), w.d, "SELECT max(id) FROM job")
	if err != nil {
		w.t.Fatal(err)
	}
	return []string{w.d.Seal(id)}, nil
}

// backup returns the name of a backup, made once.
func (w *world) backup() string {
	if w.s.Vault == nil {
		w.s.Vault = &vault.Vault{DB: w.d, Folder: filepath.Join(w.t.TempDir(), "backups")}
	}
	list, err := w.s.Vault.List()
	if err == nil && len(list) == 0 {
		_, _, err = w.s.Vault.Make(context.Background(), "vigie-")
		if err == nil {
			list, err = w.s.Vault.List()
		}
	}
	if err != nil || len(list) == 0 {
		w.t.Fatal(list, err)
	}
	return list[0].Name
}

func (w *world) code(secret string, steps int) string {
	w.t.Helper()
	code, err := totp.GenerateCode(secret, w.d.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

func TestASecondFactorIsSetUpAndAskedForAtTheSignIn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account("ada")
		w.setPassword(a)
		w.grant(a.ID, w.roles["reader"], w.units["own"])
		c := w.signedIn(a)
		e := want(t, c.send("POST", "/me/second-factor", map[string]any{}), 200).json(t)
		secret := e["secret"].(string)
		if address, err := url.Parse(e["address"].(string)); err != nil || address.Query().Get("secret") != secret || address.Scheme != "otpauth" {
			t.Errorf("got %v %v", address, err)
		}
		if p := e["picture"].(map[string]any); p["size"].(float64) < 29 || !strings.HasPrefix(p["path"].(string), "M4 4h7") {
			t.Errorf("got %v, want a QR code that begins with its first corner", p)
		}
		old := c.cookies["vigie"]
		got := want(t, c.send("POST", "/me/second-factor/confirm", map[string]any{"code": w.code(secret, -1)}), 200).json(t)
		if len(got["codes"].([]any)) != 10 || c.cookies["vigie"] == old {
			t.Errorf("got %v; the session is new: %v", got, c.cookies["vigie"] != old)
		}
		if me := want(t, c.send("GET", "/me", nil), 200).json(t); me["second_factor"].(map[string]any)["on"] != true {
			t.Errorf("got %v", me["second_factor"])
		}
		in := map[string]any{"login": "ada", "password": password}
		asked := want(t, w.client().send("POST", "/session", in), 401).json(t)
		if where := asked["errors"].([]any)[0].(map[string]any)["location"]; where != "code" {
			t.Errorf("got %v, want code to be asked for", asked)
		}
		in["code"] = w.code(secret, 0)
		want(t, w.client().send("POST", "/session", in), 200)
		want(t, w.client().send("POST", "/session", in), 422)
		in["code"] = got["codes"].([]any)[0]
		want(t, w.client().send("POST", "/session", in), 200)
	})
}

func TestWhoMustSetUpASecondFactorMayNothingElseBefore(t *testing.T) {
	w := newWorld(t, sqlite(t))
	a := w.account("bea")
	w.setPassword(a)
	w.grant(a.ID, w.roles["administrator"], w.units["parent"])
	token := w.token(w.bearer(a.ID, "write"))
	w.change(func(tx *db.Tx, who access.Who) error {
		r, err := access.RoleByID(context.Background(), tx, who, w.roles["administrator"])
		if err == nil {
			_, err = access.UpdateRole(context.Background(), tx, who, r.ID, r.Version, func(r *access.Role) { r.Factor = true })
		}
		return err
	})
	bound := w.signedIn(a)
	p := &persona{account: a, c: bound, rights: access.All, everywhere: true}
	for _, route := range w.frame.routes {
		f := fixtures[route.Pattern]
		if route.Rule.public || route.Rule.enrol || f.anew {
			continue
		}
		for name, c := range map[string]*client{"the session": bound, "a token": token} {
			p.c = c
			if got := f.send(w, route.Pattern, p, "own"); got.StatusCode != 403 {
				t.Errorf("%s by %s: got %d, want to be told to set it up first", route.Pattern, name, got.StatusCode)
			}
		}
	}
	me := want(t, bound.send("GET", "/me", nil), 200).json(t)
	if f := me["second_factor"].(map[string]any); f["pending"] != true || len(me["permissions"].([]any)) != 0 {
		t.Errorf("got %v", me)
	}
	e := want(t, bound.send("POST", "/me/second-factor", map[string]any{}), 200).json(t)
	want(t, bound.send("POST", "/me/second-factor/confirm", map[string]any{"code": w.code(e["secret"].(string), 0)}), 200)
	want(t, bound.send("GET", "/users", nil), 200)
	want(t, token.send("GET", "/users", nil), 200)
}

func TestRefusalsStandInTheAuditAndManyOfThemAsFew(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account("eve")
		w.setPassword(a)
		w.grant(a.ID, w.roles["reader"], w.units["own"])
		c, before := w.signedIn(a), w.changes()
		for range 30 {
			want(t, c.send("GET", "/users/"+w.d.Seal(a.ID), nil), 404)
			want(t, c.send("POST", "/users", map[string]any{"login": "new", "name": "New"}), 403)
		}
		if made := w.changes() - before; made > 4 {
			t.Errorf("%d changes for 60 refusals", made)
		}
		if err := w.s.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		root := w.signedIn(w.administrator())
		got := want(t, root.send("GET", "/audit?kind=refused&person="+w.d.Seal(a.ID), nil), 200).json(t)
		times := map[string]float64{}
		for _, item := range got["items"].([]any) {
			e := item.(map[string]any)
			n, _ := e["count"].(float64)
			times[e["detail"].(string)] += max(n, 1)
		}
		if times["GET /users/{id}"] != 30 || times["POST /users"] != 30 {
			t.Errorf("got %v, want 30 of each", times)
		}
	})
}

// TestWhatGoesOutAndWhoComesInIsInTheAudit holds the list of what must leave a
// trace against the routes that do it.
func TestWhatGoesOutAndWhoComesInIsInTheAudit(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.administrator()
		root := w.signedIn(admin)
		name := w.backup()
		person := w.account("zoe")
		w.setPassword(person)
		id := w.d.Seal(person.ID)
		for _, c := range []struct {
			kind, event string
			status      int
			method      string
			path        string
			body        any
		}{
			{"sign_in", "sign-in failed", 401, "POST", "/session", map[string]any{"login": "zoe", "password": "wrong"}},
			{"exports", "downloaded", 200, "GET", "/backups/" + name, nil},
			{"system", "backup verified", 200, "POST", "/backups/" + name + "/verify", nil},
			{"system", "backup made", 204, "POST", "/backups", nil},
			{"system", "setting made", 200, "PATCH", "/settings", map[string]any{"currency": "GBP"}},
			{"secrets", "link made", 200, "POST", "/users/" + id + "/invite", nil},
			{"secrets", "token made", 201, "POST", "/tokens", map[string]any{"name": "t", "scope": "read", "expires": w.d.Now().AddDate(0, 1, 0).Format(time.DateOnly)}},
			{"secrets", "password changed", 204, "POST", "/me/password", map[string]any{"current": password, "password": password}},
			{"people", "account made", 201, "POST", "/users", map[string]any{"login": "paul", "name": "Paul"}},
			{"rights", "grant made", 201, "POST", "/grants", map[string]any{"user": id, "role": w.d.Seal(w.roles["reader"]), "unit": w.d.Seal(w.units["own"])}},
			{"rights", "role made", 201, "POST", "/roles", map[string]any{"label": map[string]any{"en": "Guest"}, "permissions": []string{"project.read"}}},
			{"rights", "unit made", 201, "POST", "/units", map[string]any{"name": "North", "parent": w.d.Seal(w.units["own"])}},
			{"catalogue", "field made", 201, "POST", "/fields", map[string]any{"kind": "text", "label": map[string]any{"en": "Notes"}}},
		} {
			sender := root
			if c.path == "/session" {
				sender = w.client()
			}
			want(t, sender.with("If-Match", `"1"`).send(c.method, c.path, c.body), c.status)
			got := want(t, root.send("GET", "/audit?limit=1&kind="+c.kind, nil), 200).json(t)["items"].([]any)
			if len(got) != 1 || got[0].(map[string]any)["event"] != c.event {
				t.Errorf("after %s %s: got %v, want %q as the last of its kind", c.method, c.path, got, c.event)
			}
		}
		for pattern := range rights {
			path, is := strings.CutPrefix(pattern, "GET /exports/")
			if !is {
				continue
			}
			want(t, root.send("GET", "/exports/"+path+exportOf(w, path), nil), 200)
			last := want(t, root.send("GET", "/audit?limit=1&kind=exports", nil), 200).json(t)["items"].([]any)
			if said := fmt.Sprint(last); len(last) != 1 || !strings.Contains(said, path+": ") {
				t.Errorf("after the export of %s: got %s as the last entry of the audit", path, said)
			}
		}
		if said := want(t, root.send("GET", "/exports/audit.csv", nil), 200).text; !strings.Contains(said, "zoe") && !strings.Contains(said, "Role given") || strings.Contains(said, password) {
			t.Errorf("got %.300s", said)
		}
	})
}

func TestTheFirstChangeOfTheSettingsSaysOnlyWhatChanged(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.signedIn(w.administrator())
		for i, c := range []struct{ key, value, change string }{
			{"currency", "GBP", "EUR GBP"},
			{"language", "en", "fr en"},
		} {
			want(t, root.with("If-Match", fmt.Sprintf(`"%d"`, i+1)).send("PATCH", "/settings", map[string]any{c.key: c.value}), 200)
			entry := want(t, root.send("GET", "/audit?limit=1&kind=system", nil), 200).json(t)["items"].([]any)[0].(map[string]any)
			changes := entry["changes"].([]any)
			first := changes[0].(map[string]any)
			if got := fmt.Sprint(first["before"], " ", first["after"]); len(changes) != 1 || got != c.change {
				t.Errorf("after the change of %s: got %v, want %s alone", c.key, changes, c.change)
			}
		}
	})
}

func TestTheAuditIsReadPageByPageInOrder(t *testing.T) {
	w := newWorld(t, sqlite(t))
	root := w.signedIn(w.administrator())
	var ids []string
	after := ""
	for {
		got := want(t, root.send("GET", "/audit?limit=4"+after, nil), 200).json(t)
		for _, item := range got["items"].([]any) {
			ids = append(ids, item.(map[string]any)["id"].(string))
		}
		next, _ := got["next"].(string)
		if next == "" {
			break
		}
		after = "&after=" + next
	}
	all := want(t, root.send("GET", "/audit?limit=500", nil), 200).json(t)["items"].([]any)
	if len(ids) != len(all) || len(all) < 9 {
		t.Fatalf("got %d by pages, %d at once", len(ids), len(all))
	}
	for i, item := range all {
		if item.(map[string]any)["id"] != ids[i] {
			t.Errorf("entry %d differs", i)
		}
	}
	want(t, root.send("GET", "/audit?after=x", nil), 422)
	want(t, root.send("GET", "/audit?from=yesterday", nil), 422)
}

func TestALinkNamesWhereTheProgramListensAndSaysSo(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.s.Auth.PublicURL = ""
	root, a := w.signedIn(w.administrator()), w.account("new")
	path := "/users/" + w.d.Seal(a.ID) + "/invite"
	want(t, root.with("Host", "evil.example").send("POST", path, nil), 409)
	w.s.Auth.Listens("http://192.0.2.7:9000")
	got := want(t, root.with("X-Forwarded-Host", "evil.example").send("POST", path, nil), 200).json(t)
	if !strings.HasPrefix(got["link"].(string), "http://192.0.2.7:9000/reset?token=") || !strings.Contains(got["warning"].(string), "--public-url") {
		t.Errorf("got %v", got)
	}
	w.s.Auth.PublicURL = "http://vigie.example.org"
	got = want(t, root.send("POST", path, nil), 200).json(t)
	if !strings.HasPrefix(got["link"].(string), "http://vigie.example.org/reset?token=") || got["warning"] != nil {
		t.Errorf("got %v", got)
	}
}

func TestABackupIsDownloadedWholeAndNothingElse(t *testing.T) {
	w := newWorld(t, sqlite(t))
	root := w.signedIn(w.administrator())
	name := w.backup()
	kept, err := os.ReadFile(filepath.Join(w.s.Vault.Folder, name))
	if err != nil {
		t.Fatal(err)
	}
	got := want(t, root.send("GET", "/backups/"+name, nil), 200)
	if got.text != string(kept) || !strings.Contains(got.Header.Get("Content-Disposition"), name) {
		t.Errorf("got %d bytes of %d", len(got.text), len(kept))
	}
	for _, other := range []string{"..%2f..%2fetc%2fpasswd", "..", "vigie.db", "%2e%2e%2fx.vigie", "nothing.vigie"} {
		if got := root.send("GET", "/backups/"+other, nil); got.StatusCode != 404 {
			t.Errorf("%s: got %d", other, got.StatusCode)
		}
	}
}

func TestWhatSomebodyMayDoIsSaidByPlace(t *testing.T) {
	w := newWorld(t, sqlite(t))
	root := w.signedIn(w.administrator())
	a := w.account("lea")
	g := w.grant(a.ID, w.roles["project_manager"], w.units["own"])
	read := func(unit string) map[string][]any {
		got := want(t, root.send("GET", "/users/"+w.d.Seal(a.ID)+"/rights?unit="+w.d.Seal(w.units[unit]), nil), 200).json(t)
		out := map[string][]any{}
		for _, r := range got["here"].([]any) {
			out[r.(map[string]any)["key"].(string)] = r.(map[string]any)["grants"].([]any)
		}
		return out
	}
	if got := read("child"); len(got["project.edit_own"]) != 1 || got["project.edit_own"][0] != w.d.Seal(g) || len(got["user.manage"]) != 0 {
		t.Errorf("below: got %v", got)
	}
	if got := read("sibling"); len(got["project.read"]) != 0 {
		t.Errorf("beside: got %v", got)
	}
}

func TestWhoFillsInAFreeListAddsToIt(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.change(func(tx *db.Tx, who access.Who) error {
			return field.Create(context.Background(), tx, who, &field.Field{Object: "task", Key: "themes", Kind: field.Choices, Label: label.T("Themes", "Thèmes"), Free: true})
		})
		a := w.account("max")
		w.setPassword(a)
		w.grant(a.ID, w.roles["pmo"], w.units["own"])
		c := w.signedIn(a)
		made := want(t, c.send("POST", "/projects", map[string]any{"name": "P", "unit": w.d.Seal(w.units["own"]), "tags": []string{"Éco", "2027 plan"}}), 201).json(t)
		if tags := made["tags"].([]any); len(tags) != 2 || tags[0] != "eco" {
			t.Errorf("got %v", tags)
		}
		path := "/projects/" + made["id"].(string)
		changed := want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"tags": []string{"ECO", "New"}}), 200).json(t)
		if tags := changed["tags"].([]any); len(tags) != 2 || tags[0] != "eco" || tags[1] != "new" {
			t.Errorf("got %v, want the one that was there and a new one", tags)
		}
		got := want(t, c.send("PATCH", "/projects", map[string]any{"items": []any{map[string]any{"id": made["id"], "version": 2, "changes": map[string]any{"tags": []string{"Batch"}}}}}), 200).json(t)
		if line := got["items"].([]any)[0].(map[string]any); line["status"] != 200.0 {
			t.Errorf("got %v", line)
		}
		for _, bad := range []any{strings.Repeat("x", 61), ""} {
			want(t, c.with("If-Match", `"3"`).send("PATCH", path, map[string]any{"tags": []any{bad}}), 422)
		}
		want(t, c.with("If-Match", `"3"`).send("PATCH", path, map[string]any{"axes": []string{"Not in the list"}}), 422)
		b := w.account("reader")
		w.setPassword(b)
		w.grant(b.ID, w.roles["reader"], w.units["own"])
		want(t, w.signedIn(b).with("If-Match", `"3"`).send("PATCH", path, map[string]any{"tags": []string{"Mine"}}), 403)

		// who edits elsewhere adds nothing for a project that he only reads, or does not see
		w.grant(b.ID, w.roles["pmo"], w.units["sibling"])
		other, hidden := w.signedIn(b), w.d.Seal(w.project("parent", nil))
		for i, c := range []struct {
			path   string
			status int
		}{{path, 403}, {"/projects/" + hidden, 404}} {
			word := fmt.Sprint("Stray", i)
			want(t, other.with("If-Match", `"3"`).send("PATCH", c.path, map[string]any{"tags": []string{word}}), c.status)
			want(t, other.with("If-Match", `"3"`).send("POST", c.path+"/moves", map[string]any{"to": "execution", "changes": map[string]any{"tags": []string{word}}}), c.status)
			edit := map[string]any{"op": "add", "kind": "task", "name": "Dig", "values": map[string]any{"themes": []string{word}}}
			want(t, other.with("If-Match", `"1-0"`).send("PATCH", c.path+"/plan", map[string]any{"edits": []any{edit}}), c.status)
			item := map[string]any{"id": strings.TrimPrefix(c.path, "/projects/"), "version": 3, "changes": map[string]any{"tags": []string{word}}}
			got := want(t, other.send("PATCH", "/projects", map[string]any{"items": []any{item}}), 200).json(t)
			if line := got["items"].([]any)[0].(map[string]any); line["status"] != float64(c.status) {
				t.Errorf("in a batch: got %v", line)
			}
		}
		for _, object := range []string{"project", "task"} {
			if got := want(t, c.send("GET", "/fields?object="+object, nil), 200).text; strings.Contains(got, "Stray") {
				t.Errorf("a list of the %s grew by who may not change it", object)
			}
		}
	})
}
