package auth

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"vigie/ground/fault"
	"vigie/room/access"
)

// The names of the cookies. Behind TLS they carry the __Host- prefix, by which
// browsers refuse them from anywhere but this very host; a browser takes that
// prefix only on TLS, so plain http has names of its own.
const (
	CookieSecure = "__Host-vigie"
	CookiePlain  = "vigie"
	deviceSuffix = "-device"
)

// deviceLife is for how long a browser is remembered as one from which the
// account has signed in.
const deviceLife = 365 * 24 * time.Hour

// Auth recognises callers and hands out cookies.
type Auth struct {
	Gate      *access.Gate
	PublicURL string         // where people reach Vigie, such as https://vigie.example.org; may be empty
	Proxies   []netip.Prefix // the proxies whose X-Forwarded-For and -Proto are believed
	Log       *slog.Logger   // slog.Default when nil

	here atomic.Pointer[string] // where the program listens
}

// Listens tells the address on which the program answers, for links when
// nothing else is configured.
func (a *Auth) Listens(url string) { a.here.Store(&url) }

// Reach returns how people reach Vigie: the configured address, else that on
// which the program answers. It is never what a request claims.
func (a *Auth) Reach() (url string, configured bool) {
	if a.PublicURL != "" {
		return a.PublicURL, true
	}
	if at := a.here.Load(); at != nil {
		return *at, false
	}
	return "", false
}

// Recognise puts the caller in the context of each request.
func (a *Auth) Recognise(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(With(r.Context(), a.caller(r))))
	})
}

func (a *Auth) caller(r *http.Request) Caller {
	if token, ok := bearer(r); ok {
		who, err := a.Gate.ByToken(r.Context(), token)
		return Caller{Who: who, Token: err == nil, Err: trouble(err)}
	}
	cookie, err := r.Cookie(a.cookie(r))
	if err != nil {
		return Caller{}
	}
	who, session, err := a.Gate.BySession(r.Context(), cookie.Value)
	return Caller{Who: who, Session: session, Err: trouble(err)}
}

// trouble keeps an error that is not simply that nobody is signed in.
func trouble(err error) error {
	if fault.KindOf(err) == fault.Unauthorized {
		return nil
	}
	return err
}

// bearer returns the token of the Authorization header. A request that has one
// is judged by it alone, whatever cookies come along.
func bearer(r *http.Request) (string, bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), ok && strings.EqualFold(scheme, "Bearer")
}

// Issue gives the browser the cookies of a session that just began.
func (a *Auth) Issue(w http.ResponseWriter, r *http.Request, s access.SignedIn) {
	http.SetCookie(w, a.make(r, a.cookie(r), s.Token, 0))
	if s.Device != "" {
		http.SetCookie(w, a.make(r, a.cookie(r)+deviceSuffix, s.Device, int(deviceLife.Seconds())))
	}
}

// Withdraw takes the cookie of the session back.
func (a *Auth) Withdraw(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, a.make(r, a.cookie(r), "", -1))
}

// SessionOf returns the cookie of the session that the browser sends; "" when
// it sends none.
func (a *Auth) SessionOf(r *http.Request) string {
	if c, err := r.Cookie(a.cookie(r)); err == nil {
		return c.Value
	}
	return ""
}

// Device returns by what the browser is known, if it is.
func (a *Auth) Device(r *http.Request) string {
	if c, err := r.Cookie(a.cookie(r) + deviceSuffix); err == nil {
		return c.Value
	}
	return ""
}

func (a *Auth) make(r *http.Request, name, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		Secure: a.Secure(r), HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

func (a *Auth) cookie(r *http.Request) string {
	if a.Secure(r) {
		return CookieSecure
	}
	return CookiePlain
}

// Secure reports whether the browser reaches Vigie over TLS.
func (a *Auth) Secure(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	if u, err := url.Parse(a.PublicURL); err == nil && u.Scheme == "https" {
		return true
	}
	return a.trusted(r.RemoteAddr) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// Address returns where the request comes from: the connection's other end or,
// behind trusted proxies, the last address that none of them is.
func (a *Auth) Address(r *http.Request) string {
	at := hostOf(r.RemoteAddr)
	if !a.trusted(r.RemoteAddr) {
		return at
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		ip, err := netip.ParseAddr(hostOf(strings.TrimSpace(hops[i])))
		if err != nil {
			break
		}
		at = ip.Unmap().String()
		if !a.trusted(at) {
			break
		}
	}
	return at
}

func (a *Auth) trusted(address string) bool {
	ip, err := netip.ParseAddr(hostOf(address))
	if err != nil {
		return false
	}
	for _, p := range a.Proxies {
		if p.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

func hostOf(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return address
}

// Headers sets, on every answer of the program, what keeps browsers from
// guessing, leaking and embedding.
func (a *Auth) Headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if a.Secure(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
