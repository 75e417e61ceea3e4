package auth

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"vigie/room/access"
)

func TestCookiesAreForThisHostAndForTheServerOnly(t *testing.T) {
	for _, c := range []struct {
		name    string
		a       *Auth
		tls     bool
		proto   string
		cookie  string
		encrypt bool
	}{
		{"plain http", &Auth{}, false, "", "vigie", false},
		{"TLS", &Auth{}, true, "", "__Host-vigie", true},
		{"public address", &Auth{PublicURL: "https://vigie.example.org"}, false, "", "__Host-vigie", true},
		{"trusted proxy", &Auth{Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}}, false, "https", "__Host-vigie", true},
		{"a stranger's claim", &Auth{}, false, "https", "vigie", false},
	} {
		r := httptest.NewRequest("POST", "/api/v1/session", nil)
		r.RemoteAddr = "192.0.2.1:1234"
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		r.Header.Set("X-Forwarded-Proto", c.proto)
		w := httptest.NewRecorder()
		c.a.Issue(w, r, access.SignedIn{Token: "t", Device: "d"})
		cookies := w.Result().Cookies()
		if len(cookies) != 2 || cookies[0].Name != c.cookie || cookies[1].Name != c.cookie+"-device" {
			t.Errorf("%s: got %v", c.name, cookies)
		}
		for _, k := range cookies {
			if !k.HttpOnly || k.Secure != c.encrypt || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" {
				t.Errorf("%s: got %v", c.name, k)
			}
		}
		w = httptest.NewRecorder()
		c.a.Headers(http.NotFoundHandler()).ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != c.encrypt {
			t.Errorf("%s: HSTS is %v", c.name, got)
		}
	}
}

func TestOnlyTrustedProxiesSayWhereARequestComesFrom(t *testing.T) {
	a := &Auth{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	for _, c := range []struct{ remote, forwarded, want string }{
		{"203.0.113.5:99", "198.51.100.1", "203.0.113.5"},
		{"10.0.0.1:99", "198.51.100.1", "198.51.100.1"},
		{"10.0.0.1:99", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"},
		{"10.0.0.1:99", "", "10.0.0.1"},
		{"10.0.0.1:99", "garbage", "10.0.0.1"},
		{"[2001:db8::1]:99", "", "2001:db8::1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := a.Address(r); got != c.want {
			t.Errorf("%s for %q: got %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

func TestTheSecretOfTheFirstStartWorksOnce(t *testing.T) {
	clear, s := NewSecret()
	ran := 0
	run := func() error { ran++; return nil }
	if s.Use("guess", run) == nil || s.Use("", run) == nil || ran != 0 {
		t.Error("a guess is accepted")
	}
	if s.Use(clear, func() error { return errors.New("a slip in the form") }) == nil {
		t.Error("an error is lost")
	}
	if err := s.Use(clear, run); err != nil || ran != 1 {
		t.Errorf("got %v after %d runs", err, ran)
	}
	if s.Use(clear, run) == nil || ran != 1 {
		t.Error("it works a second time")
	}
	if (*Secret)(nil).Use("", run) == nil {
		t.Error("no secret lets anybody in")
	}
}
