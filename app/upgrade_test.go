package app

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

// firstVersion is a data folder with a database that the first version of the
// program wrote: two editions of a portfolio of 12 projects, and the account
// admin.
func firstVersion(t *testing.T) string {
	t.Helper()
	packed, err := os.Open("testdata/version-1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	if err := os.WriteFile(filepath.Join(data, "vigie.db"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return data
}

// costOn is how many projects the portfolio has on a day, and what they cost.
func costOn(t *testing.T, args ...string) (int, string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.json")
	code, _, said := run(t, nil, append([]string{"export", "--portfolio", "Panorama", "--out", out}, args...)...)
	if code != exitOK {
		t.Fatalf("exporting: %d %s", code, said)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Items []struct {
			Cost *struct{ Amount json.Number } `json:"total_cost"`
		}
	}
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	rows := list.Items
	sum := 0.0
	for _, r := range rows {
		if r.Cost != nil {
			f, _ := r.Cost.Amount.Float64()
			sum += f
		}
	}
	return len(rows), fmt.Sprintf("%.2f", sum)
}

func TestADatabaseOfTheFirstVersionIsUpgradedWithItsPast(t *testing.T) {
	data := firstVersion(t)
	c := newConfig("test")
	c.Data = data
	a, err := Open(t.Context(), *c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	look := func(place ...string) {
		t.Helper()
		for day, want := range map[string]string{"2018-07-01": "294080000.00", "2026-01-01": "334690000.00"} {
			if n, sum := costOn(t, append(place, "--as-of", day)...); n != 12 || sum != want {
				t.Errorf("%v on %s: got %d projects for %s, want 12 for %s", place, day, n, sum, want)
			}
		}
		if code, out, said := run(t, nil, append([]string{"check"}, place...)...); code != exitOK {
			t.Errorf("checking %v: %d %s %s", place, code, out, said)
		}
	}
	look("--data", data)
	before, err := filepath.Glob(filepath.Join(data, "backups", "before-upgrade-*"))
	if err != nil || len(before) != 1 {
		t.Fatalf("got %v %v, want one backup made before the upgrade", before, err)
	}
	if code, out, said := run(t, nil, "backup", "verify", before[0]); code != exitOK {
		t.Errorf("the backup made before: %d %s %s", code, out, said)
	}
	server := dbtest.PostgresURL(t)
	if code, _, said := run(t, nil, "restore", before[0], "--database", server, "--data", t.TempDir()); code != exitOK {
		t.Fatalf("restoring the first version onto PostgreSQL: %d %s", code, said)
	}
	c = newConfig("test")
	c.Data, c.Database = t.TempDir(), server
	if a, err = Open(t.Context(), *c, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	look("--database", server)
}

// configuration is what the program ships, as an instance has it, without ids and
// versions: all of its core attributes, or those of another instance alone.
func configuration(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, object := range field.Objects {
		c, err := field.Load(t.Context(), d, object)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range c.Fields {
			if !f.Core {
				continue
			}
			at := object + "." + f.Key
			out[at] = fmt.Sprintf("%s %q %q %q %v %s %s %q %v %v", f.Kind, f.Label, f.Help, f.Measure, f.Required, f.Consolidation, f.Weight, f.Section, f.ReadOnly, f.Free)
			for _, o := range f.Choices {
				out[at+"."+o.Key] = fmt.Sprintf("%q %s %s %v", o.Label, o.Colour, o.Meaning, o.Retired)
			}
		}
	}
	who := access.System("test")
	roles, err := access.Roles(t.Context(), d, who)
	if err != nil {
		t.Fatal(err)
	}
	names := map[int64]string{}
	for _, r := range roles {
		names[r.ID] = r.Key
		out["role."+r.Key] = fmt.Sprintf("%q %v", r.Label, r.Rights.Keys())
	}
	views, err := view.List(t.Context(), d, who, "project")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		line := fmt.Sprintf("%q %s %v %d %+v", v.Name, v.Scope, v.Locked, v.Position, v.State)
		for _, a := range v.Audience {
			line += fmt.Sprint(" ", names[a.Target], a.Standard)
		}
		out["view."+v.Origin] = line
	}
	return out
}

func TestADatabaseOfTheFirstVersionGetsWhatIsShippedNowAndKeepsWhatWasChanged(t *testing.T) {
	open := func(where, folder string) *App {
		t.Helper()
		c := newConfig("test")
		c.Data, c.Database = folder, where
		a, err := Open(t.Context(), *c, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	who := access.System("test")
	fresh := open("", t.TempDir())
	defer fresh.Close(context.Background())
	if _, err := fresh.DB.Update(t.Context(), who.Origin(), func(tx *db.Tx) error {
		return errors.Join(access.Seed(t.Context(), tx, who, "New"), view.Seed(t.Context(), tx, who))
	}); err != nil {
		t.Fatal(err)
	}
	want := configuration(t, fresh.DB)

	// What the customer of the first version had changed by hand.
	data := firstVersion(t)
	old, err := db.Open(t.Context(), filepath.Join(data, "vigie.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error {
		for _, q := range []string{
			"UPDATE field SET label_en = 'Mood', label_fr = 'Humeur', version = 2 WHERE object = 'project' AND key = 'weather'",
			"UPDATE field SET help_en = 'An old help', help_fr = 'Une aide ancienne' WHERE object = 'project' AND key = 'light'",
			"UPDATE role SET permissions = 'project.read', version = 2 WHERE key = 'reader'",
		} {
			if n, err := db.Exec(t.Context(), tx, q); err != nil || n != 1 {
				return fmt.Errorf("%s: %d rows, %w", q, n, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}

	look := func(engine string, a *App) {
		t.Helper()
		got := configuration(t, a.DB)
		for key, value := range want {
			switch key {
			case "project.weather":
				value = strings.Replace(value, fmt.Sprintf("%q", label.T("Weather", "Météo")), fmt.Sprintf("%q", label.T("Mood", "Humeur")), 1)
			case "project.light", "role.reader":
				if got[key] == value {
					t.Errorf("%s: %s was changed by hand, and is as shipped: %s", engine, key, value)
				}
				continue
			}
			if got[key] != value {
				t.Errorf("%s: %s:\ngot  %s\nwant %s", engine, key, got[key], value)
			}
		}
		actors, err := db.Select[string](t.Context(), a.DB, "SELECT DISTINCT c.via FROM history h JOIN change c ON c.number = h.change WHERE h.entity = 'view' AND c.actor IS NULL")
		if err != nil || len(actors) != 1 || actors[0] != "system" {
			t.Errorf("%s: the views came by %v (%v), want the system itself", engine, actors, err)
		}
	}
	a := open("", data)
	look("SQLite", a)
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	before, err := filepath.Glob(filepath.Join(data, "backups", "before-upgrade-*"))
	if err != nil || len(before) != 1 {
		t.Fatalf("got %v %v, want one backup made before the upgrade", before, err)
	}
	server := dbtest.PostgresURL(t)
	if code, _, said := run(t, nil, "restore", before[0], "--database", server, "--data", t.TempDir()); code != exitOK {
		t.Fatalf("restoring the first version onto PostgreSQL: %d %s", code, said)
	}
	a = open(server, t.TempDir())
	defer a.Close(context.Background())
	look("PostgreSQL", a)
}

func TestPeopleAreToldToWaitWhileTheSchemaIsUpgraded(t *testing.T) {
	c := newConfig("test")
	c.Data, c.Addr = firstVersion(t), "127.0.0.1:0"
	f := &front{config: *c, console: &Console{Out: io.Discard, Err: io.Discard}}
	if err := f.beginUpgrade(nil, quietLog()); err != nil {
		t.Fatal(err)
	}
	address := "http://" + f.shared.Addr().String()
	get := func(path, language string) (*http.Response, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "GET", address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", language)
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Body.Close()
		b, err := io.ReadAll(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		return w, string(b)
	}
	for _, want := range []struct {
		path, language string
		status         int
		says           string
	}{
		{"/", "fr", 503, "en cours de mise à niveau"},
		{"/projects", "en", 503, "is being upgraded"},
		{"/api/v1/me", "en", 503, `"status":503`},
		{"/readyz", "en", 503, "is being upgraded"},
		{"/healthz", "en", 200, "ok"},
	} {
		w, body := get(want.path, want.language)
		if w.StatusCode != want.status || !strings.Contains(body, want.says) || (want.status == 503 && w.Header.Get("Retry-After") == "") {
			t.Errorf("%s: got %d %s, want %d and %q", want.path, w.StatusCode, body, want.status, want.says)
		}
	}
	a, err := openBehind(t.Context(), *c, io.Discard, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close(context.Background())
	l, err := f.listen()
	if err != nil {
		t.Fatal(err)
	}
	if "http://"+l.Addr().String() != address {
		t.Errorf("got %v, want the same address as before", l.Addr())
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Serve(ctx, l) }()
	if w, body := get("/readyz", "en"); w.StatusCode != 200 {
		t.Errorf("after the upgrade: got %d %s, want it to be ready", w.StatusCode, body)
	}
	if code, _, said := run(t, nil, "ready", address); code != exitOK {
		t.Errorf("vigie ready: got %d %s", code, said)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if code, _, said := run(t, french, "ready", address); code != exitFailure || !strings.Contains(said, "ne répond pas") {
		t.Errorf("vigie ready after the end: got %d %s, want it to say so", code, said)
	}
}

func TestAnUpgradeThatFailsGivesTheAddressBack(t *testing.T) {
	c := newConfig("test")
	c.Addr = "127.0.0.1:0"
	f := &front{config: *c, console: &Console{Out: io.Discard, Err: io.Discard}}
	if err := f.beginUpgrade(nil, quietLog()); err != nil {
		t.Fatal(err)
	}
	address := f.shared.Addr().String()
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	c.Addr = address
	l, err := listen(*c)
	if err != nil {
		t.Fatalf("got %v, want %s to be free again", err, address)
	}
	l.Close()
}

func TestADemonstrationOfAnOlderVersionGoesOn(t *testing.T) {
	c := newConfig("test")
	c.Data, c.Addr = firstVersion(t), "127.0.0.1:0"
	d, err := openDatabase(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error {
		_, err := db.Exec(t.Context(), tx, "INSERT INTO setting (key, value) VALUES ('demo', 'full')")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := isDemo(t.Context(), &Console{Out: io.Discard, Err: io.Discard}, c); err != nil {
		t.Errorf("got %v, want the demonstration to go on", err)
	}
}
