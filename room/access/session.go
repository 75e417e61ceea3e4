package access

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Try is an attempt to sign in.
type Try struct {
	Login, Password string
	Code            string // of the second factor, or a recovery code; may be empty
	Address         string // where it comes from
	Agent           string // what the browser calls itself
	Device          string // by what the browser is known; may be empty
	Replaces        string // the session the browser has now, which ends
}

// SignedIn is a session that just began.
type SignedIn struct {
	Who     Who
	Session int64
	Token   string // for the cookie; only its digest is stored
	Device  string // by what to know the browser from now on
	Bound   bool   // good for setting up the second factor that is required, and nothing else
}

type credentials struct {
	ID       int64  `db:"id"`
	Login    string `db:"login"`
	Name     string `db:"name"`
	Email    string `db:"email"`
	Language string `db:"language"`
	Password string `db:"password"`
	Disabled int64  `db:"disabled"`
}

const credentialColumns = "id, login, name, email, language, password, disabled"

// SignIn begins a session. Unknown login, wrong password, disabled account:
// all fail alike, in the same time and with the same words.
func (g *Gate) SignIn(ctx context.Context, t Try) (SignedIn, error) {
	if len(t.Login) > 400 || len(t.Password) > longestPassword {
		return SignedIn{}, wrongPassword()
	}
	at := try{login: label.Fold(t.Login), address: t.Address, device: t.Device}
	budgets, err := g.admit(ctx, at)
	if err != nil {
		return SignedIn{}, err
	}
	found, err := db.Select[credentials](ctx, g.DB, "SELECT "+credentialColumns+" FROM account WHERE login_folded = $1", at.login)
	if err != nil {
		return SignedIn{}, err
	}
	var c credentials
	if len(found) == 1 && found[0].Disabled == 0 {
		c = found[0]
	}
	ok, err := g.Hasher.Matches(ctx, Hash(c.Password), t.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, g.failed(ctx, c.ID, t.Address)
	}
	if err := g.askCode(ctx, c.ID, t.Code, budgets); err != nil {
		return SignedIn{}, err
	}
	return g.enter(ctx, c, t, at, budgets)
}

// askCode asks for the code of the second factor where the account has one and
// none was given. Only those who know the password come to be asked.
func (g *Gate) askCode(ctx context.Context, account int64, code string, budgets []counted) error {
	f, found, err := storedFactor(ctx, g.DB, account)
	if err != nil || !found || f.Confirmed == 0 || code != "" {
		return err
	}
	if err := g.release(ctx, budgets); err != nil {
		return err
	}
	text := label.T("Enter the code that your phone shows", "Saisissez le code affiché par votre téléphone")
	return &fault.Fault{Kind: fault.Unauthorized, Text: text, Details: []fault.Detail{{Where: "code", Text: text}}}
}

func (g *Gate) failed(ctx context.Context, account int64, address string) error {
	if err := g.noteFailure(ctx, SignInFailed, account, address); err != nil {
		return err
	}
	return wrongPassword()
}

func (g *Gate) noteFailure(ctx context.Context, event string, account int64, address string) error {
	g.Log.WarnContext(ctx, event, slog.Int64("account", account), slog.String("address", address))
	_, err := g.DB.Update(ctx, db.Origin{Via: "web"}, func(tx *db.Tx) error {
		audit(tx, auditEvent{Event: event, Account: account, Address: address})
		return nil
	})
	return err
}

func (g *Gate) enter(ctx context.Context, c credentials, t Try, at try, budgets []counted) (SignedIn, error) {
	out, err := g.admitted(ctx, c, t, at, budgets)
	if refusedCode(err) {
		return SignedIn{}, errors.Join(g.noteFailure(ctx, WrongCode, c.ID, t.Address), err)
	}
	if err == nil {
		g.Log.InfoContext(ctx, "signed in", slog.Int64("account", c.ID), slog.String("address", t.Address))
	}
	return out, err
}

func refusedCode(err error) bool {
	f, ok := errors.AsType[*fault.Fault](err)
	return ok && len(f.Details) == 1 && f.Details[0].Where == "code"
}

// admitted opens the session of whoever knows the password, and has the code.
func (g *Gate) admitted(ctx context.Context, c credentials, t Try, at try, budgets []counted) (SignedIn, error) {
	var codes counted
	if t.Code != "" {
		var err error
		if codes, err = g.admitCode(ctx, c.ID, placeOf(budgets)); err != nil {
			return SignedIn{}, err
		}
	}
	var out SignedIn
	_, err := g.DB.Update(ctx, db.Origin{Actor: c.ID, Via: "web"}, func(tx *db.Tx) error {
		if err := checkFactor(ctx, tx, c.ID, t, codes); err != nil {
			return err
		}
		device, err := at.welcome(ctx, tx, budgets)
		if err != nil {
			return err
		}
		out, err = g.open(ctx, tx, c.ID, t)
		out.Device = device
		audit(tx, auditEvent{Event: SignedInEvent, Account: c.ID, Address: t.Address})
		return err
	})
	return out, err
}

// checkFactor proves the second factor of an account that has one, as it stands
// in the transaction that opens the session: nothing opens one around it.
func checkFactor(ctx context.Context, tx *db.Tx, account int64, t Try, codes counted) error {
	f, found, err := storedFactor(ctx, tx, account)
	if err != nil || !found || f.Confirmed == 0 {
		return err
	}
	recovery, err := proveFactor(ctx, tx, f, t.Code)
	if err != nil {
		return err
	}
	if recovery {
		audit(tx, auditEvent{Event: RecoveryCodeUsed, Account: account, Address: t.Address})
	}
	return forgive(ctx, tx, codes)
}

// open makes the session itself, always a new one: nobody can prepare the
// session of another. The one it replaces ends.
func (g *Gate) open(ctx context.Context, tx *db.Tx, account int64, t Try) (SignedIn, error) {
	type row struct {
		ID       int64  `db:"id"`
		Digest   string `db:"digest"`
		Account  int64  `db:"account_id"`
		Created  int64  `db:"created"`
		LastSeen int64  `db:"last_seen"`
		Expires  int64  `db:"expires"`
		Address  string `db:"address"`
		Agent    string `db:"agent"`
		Bound    bool   `db:"bound"`
	}
	now := tx.Millis()
	token, digest := newSecret("")
	f, err := factorOf(ctx, tx, account)
	if err != nil {
		return SignedIn{}, err
	}
	who, err := Load(ctx, tx, account, "web")
	if err != nil {
		return SignedIn{}, err
	}
	life, err := sessionLife(ctx, tx, g.Idle, g.Life)
	if err != nil {
		return SignedIn{}, err
	}
	life = who.strictest(life)
	r := row{tx.NewID(), digest, account, now, now, now + life.Life.Milliseconds(), t.Address, shorten(t.Agent, 200), f.Required && !f.On}
	if _, err := db.Exec(ctx, tx, "DELETE FROM session WHERE expires < $1 OR digest = $2", now, digestOf(t.Replaces)); err != nil {
		return SignedIn{}, err
	}
	if err := db.Insert(ctx, tx, "session", r); err != nil {
		return SignedIn{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE account SET last_sign_in = $1 WHERE id = $2", now, account); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Who: who.bind(r.Bound), Session: r.ID, Token: token, Bound: r.Bound}, nil
}

func shorten(s string, n int) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
	for len(s) > n {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

type liveSession struct {
	ID       int64 `db:"id"`
	Account  int64 `db:"account_id"`
	Created  int64 `db:"created"`
	LastSeen int64 `db:"last_seen"`
	Expires  int64 `db:"expires"`
	Bound    bool  `db:"bound"`
	Stamp    int64 `db:"stamp"`
	Idle     int64 `db:"idle"` // minutes; 0 when the instance sets none

	Seeing      int64 `db:"seeing"` // the account as which it sees Vigie; 0 for its own
	SeeingUntil int64 `db:"seeing_until"`
}

// BySession returns the person of a session and the session's id, or
// fault.SignIn when it has ended. How long it lives is said by the instance, or
// by the strictest of the roles that the person has now.
func (g *Gate) BySession(ctx context.Context, token string) (Who, int64, error) {
	found, err := db.Select[liveSession](ctx, g.DB, `SELECT s.id, s.account_id, s.created, s.last_seen, s.expires, s.bound <> 0 AS bound, s.seeing, s.seeing_until,
		(SELECT n FROM counter WHERE name = 'rights') AS stamp,
		COALESCE((SELECT CAST(value AS BIGINT) FROM setting WHERE key = 'session_idle'), 0) AS idle
		FROM session s JOIN account a ON a.id = s.account_id AND a.disabled = 0 WHERE s.digest = $1`, digestOf(token))
	if err != nil {
		return Who{}, 0, err
	}
	now := g.DB.Millis()
	if len(found) == 0 {
		return Who{}, 0, fault.SignIn()
	}
	s := found[0]
	who, err := g.people.person(ctx, g.DB, s.Account, s.Stamp, "web")
	if fault.KindOf(err) == fault.Missing {
		err = fault.SignIn()
	}
	if err != nil {
		return Who{}, 0, err
	}
	lives := who.strictest(s.instance(g.Idle))
	if now >= s.Expires || now-s.Created >= lives.Life.Milliseconds() || now-s.LastSeen >= lives.Idle.Milliseconds() {
		return Who{}, 0, fault.SignIn()
	}
	if now-s.LastSeen >= noticing(lives.Idle).Milliseconds() {
		g.notice(ctx, "UPDATE session SET last_seen = $1 WHERE id = $2", now, s.ID)
	}
	who, err = g.seeing(ctx, who.bind(s.Bound), s, now)
	return who, s.ID, err
}

// instance is how long the session lives by what holds for everyone: without use
// as set now, in all as it was set when it began.
func (s liveSession) instance(idle time.Duration) life {
	if s.Idle > 0 {
		idle = time.Duration(s.Idle) * time.Minute
	}
	return life{idle, time.Duration(s.Expires-s.Created) * time.Millisecond}
}

// noticing is how often a session's last request is written down: once a
// minute is exact enough for 30, and most requests then write nothing.
func noticing(idle time.Duration) time.Duration { return min(time.Minute, idle/4) }

// notice writes when a session or token was last used. A full disk must not
// keep people from reading, so a failure is only logged.
func (g *Gate) notice(ctx context.Context, q string, args ...any) {
	_, err := g.DB.Update(context.WithoutCancel(ctx), db.Origin{}, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, q, args...)
		return err
	})
	if err != nil {
		g.Log.WarnContext(ctx, "noting the last use", slog.String("error", err.Error()))
	}
}

// SignOut ends a session; it is no error when it has ended already.
func (g *Gate) SignOut(ctx context.Context, token string) error {
	_, err := g.DB.Update(ctx, db.Origin{Via: "web"}, func(tx *db.Tx) error {
		ended, err := db.Select[int64](ctx, tx, "DELETE FROM session WHERE digest = $1 RETURNING account_id", digestOf(token))
		for _, account := range ended {
			audit(tx, auditEvent{Event: SignedOut, Account: account})
		}
		return err
	})
	return err
}

// Session is one place where a person is signed in.
type Session struct {
	ID       int64  `db:"id"`
	Created  int64  `db:"created"`   // milliseconds since 1970 UTC, like LastSeen
	LastSeen int64  `db:"last_seen"` // exact to a minute
	Address  string `db:"address"`
	Agent    string `db:"agent"`
}

// Sessions lists the live sessions of the person.
func (g *Gate) Sessions(ctx context.Context, who Who) ([]Session, error) {
	now := g.DB.Millis()
	life, err := sessionLife(ctx, g.DB, g.Idle, g.Life)
	if err != nil {
		return nil, err
	}
	q := `SELECT id, created, last_seen, address, agent FROM session
		WHERE account_id = $1 AND expires > $2 AND last_seen > $3 AND created > $4 ORDER BY last_seen DESC, id`
	began := int64(0)
	if who.life.Life > 0 {
		began = now - who.life.Life.Milliseconds()
	}
	return db.Select[Session](ctx, g.DB, q, who.ID, now, now-who.strictest(life).Idle.Milliseconds(), began)
}

// EndSession ends one of the person's own sessions.
func EndSession(ctx context.Context, tx *db.Tx, who Who, session int64) error {
	n, err := db.Exec(ctx, tx, "DELETE FROM session WHERE id = $1 AND account_id = $2", session, who.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.NotFound()
	}
	audit(tx, auditEvent{Event: SessionEnded, Account: who.ID})
	return nil
}

// endSessions ends every session of an account but one.
func endSessions(ctx context.Context, tx *db.Tx, account, but int64) error {
	_, err := db.Exec(ctx, tx, "DELETE FROM session WHERE account_id = $1 AND id <> $2", account, but)
	return err
}
