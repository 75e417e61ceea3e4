package app

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"vigie/ground/db"
	"vigie/room/access"
)

func TestTheCommandTakesAwayALostSecondFactorAndItStandsInTheAudit(t *testing.T) {
	c := newConfig("test")
	c.Data = t.TempDir()
	place := []string{"--data", c.Data}
	d := withFactor(t, c, "ada")
	if code, _, said := run(t, nil, append([]string{"user", "reset-factor", "nobody"}, place...)...); code != exitFailure || !strings.Contains(said, "nobody") {
		t.Errorf("an unknown login: got %d %q", code, said)
	}
	if code, out, said := run(t, french, append([]string{"user", "reset-factor", "ADA"}, place...)...); code != exitOK || !strings.Contains(out, "sans second facteur") {
		t.Fatalf("got %d %q %q", code, out, said)
	}
	if code, _, _ := run(t, nil, append([]string{"user", "reset-factor", "ada"}, place...)...); code != exitFailure {
		t.Errorf("a second time: got %d", code)
	}
	entries, err := access.AuditTrail(t.Context(), d, access.System("test"), access.AuditQuery{Kind: "secrets", Limit: 1})
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Data.S, access.SecondFactorReset) || entries[0].Via != "command" {
		t.Errorf("got %v %v, want the reset by a command as the last entry", entries, err)
	}
}

func TestAnAccountIsAddedToAnEmptyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	add := func(more ...string) (int, string) {
		code, out, said := run(t, nil, append([]string{"user", "add", "--data", dir}, more...)...)
		return code, out + said
	}
	if code, said := add("ada"); code == exitOK || !strings.Contains(said, "--role administrator") {
		t.Errorf("a first account that may do nothing: got %d %q", code, said)
	}
	if code, said := add("ada", "--role", "administrator"); code != exitOK || !strings.Contains(said, "ada can sign in") {
		t.Fatalf("got %d %q", code, said)
	}
	if code, said := add("bob"); code != exitOK {
		t.Errorf("the second account: got %d %q", code, said)
	}
	c := newConfig("test")
	c.Data = dir
	d, err := existing(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	ids, err := db.Select[int64](t.Context(), d, "SELECT id FROM account WHERE login = 'ada'")
	if err != nil || len(ids) != 1 {
		t.Fatalf("got accounts %v, %v", ids, err)
	}
	who, err := access.Load(t.Context(), d, ids[0], "web")
	if err != nil || !who.CanEverywhere(access.ManageSystem) {
		t.Errorf("the first account may not run the system: %v", err)
	}
}

// withFactor makes a database with one account, whose second factor is on.
func withFactor(t *testing.T, c *Config, login string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), c.file(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	gate := access.NewGate(d)
	in, err := gate.SetUp(t.Context(), access.First{Organisation: "O", Account: access.Account{Login: login, Name: "Ada"}, Password: "a long enough passphrase"}, access.Try{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := gate.BeginFactor(t.Context(), in.Who, in.Session, access.Try{})
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(e.Secret, d.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := gate.ConfirmFactor(context.Background(), in.Who, in.Session, access.Try{Code: code}); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHealthSaysHowTheSystemIsToWhoRunsItOnly(t *testing.T) {
	a := started(t)
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/health", nil))
	if w.Code != 401 {
		t.Errorf("nobody: got %d", w.Code)
	}
	if free, total := diskOf(t.TempDir()); free == 0 || total < free {
		t.Errorf("got %d of %d bytes free", free, total)
	}
	size, err := a.DB.Size(t.Context())
	if err != nil || size.Bytes < 4096 || size.Version == "" {
		t.Errorf("got %+v %v", size, err)
	}
}
