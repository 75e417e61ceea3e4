package access

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const good = "a long enough passphrase"

// clocked returns a house whose clock only moves by hand.
func clocked(t testing.TB) (*house, func(time.Duration)) {
	t.Helper()
	var ahead atomic.Int64
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	d, err := db.Open(ctx, t.TempDir()+"/vigie.db", db.Options{Now: func() time.Time { return start.Add(time.Duration(ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return newHouse(t, d), func(by time.Duration) { ahead.Add(int64(by)) }
}

func (h *house) signIn(login, password, address, device string) (SignedIn, error) {
	return h.gate.SignIn(ctx, Try{Login: login, Password: password, Address: address, Device: device})
}

func TestGuessingIsSlowedButNeverKeepsTheRealPersonOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account(good)
		home, err := h.signIn(a.Login, good, "198.51.100.7", "")
		if err != nil {
			t.Fatal(err)
		}
		slowed := 0
		for i := range 200 {
			_, err := h.signIn(a.Login, fmt.Sprintf("wrong guess %d", i), "203.0.113.9", "")
			switch fault.KindOf(err) {
			case fault.Busy:
				slowed++
			case fault.Unauthorized:
			default:
				t.Fatalf("try %d: %v", i, err)
			}
		}
		if slowed < 190 {
			t.Errorf("only %d of 200 guesses were slowed", slowed)
		}
		if _, err := h.signIn(a.Login, good, "198.51.100.7", ""); err != nil {
			t.Errorf("from the address of the real person: %v", err)
		}
		if _, err := h.signIn(a.Login, good, "203.0.113.9", home.Device); err != nil {
			t.Errorf("from the browser of the real person, at the address of the attacker: %v", err)
		}
	})
}

func TestGuessesSentTogetherAreCountedOneByOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account(good)
		var judged atomic.Int64
		done := make(chan struct{})
		for range 40 {
			go func() {
				_, err := h.signIn(a.Login, "wrong guess", "203.0.113.9", "")
				if fault.KindOf(err) == fault.Unauthorized {
					judged.Add(1)
				}
				done <- struct{}{}
			}()
		}
		for range 40 {
			<-done
		}
		if n := judged.Load(); n > 6 {
			t.Errorf("%d guesses at once were judged", n)
		}
	})
}

func TestManyAddressesOnOneLoginAndOneAddressOnManyLoginsAreSlowed(t *testing.T) {
	h, _ := clocked(t)
	a := h.account(good)
	slowed := 0
	for i := range 100 {
		if _, err := h.signIn(a.Login, "wrong guess", fmt.Sprintf("203.0.%d.9", i), ""); fault.KindOf(err) == fault.Busy {
			slowed++
		}
	}
	if slowed < 50 {
		t.Errorf("only %d of 100 guesses from as many addresses were slowed", slowed)
	}
	slowed = 0
	for i := range 100 {
		if _, err := h.signIn(fmt.Sprintf("login%d", i), "one password", "203.0.113.200", ""); fault.KindOf(err) == fault.Busy {
			slowed++
		}
	}
	if slowed < 40 {
		t.Errorf("only %d of 100 logins tried from one address were slowed", slowed)
	}
}

func TestTheWaitIsShortAndPasses(t *testing.T) {
	h, pass := clocked(t)
	a := h.account(good)
	for range 60 {
		h.signIn(a.Login, "wrong guess", "203.0.113.9", "")
		pass(5 * time.Second)
	}
	_, err := h.signIn(a.Login, good, "203.0.113.9", "")
	wantKind(t, err, fault.Busy)
	pass(61 * time.Second)
	if _, err := h.signIn(a.Login, good, "203.0.113.9", ""); err != nil {
		t.Errorf("after a minute: %v", err)
	}
}

// The time of a failure must not tell whether the login exists. The machine may
// be busy with something else, so one quiet round out of three is enough.
func TestUnknownAndKnownLoginsFailAlike(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	h.gate.Hasher = HasherOf(8<<10, 1, 2)
	known, disabled := h.account(good), h.account(good)
	h.must(func(tx *db.Tx, who Who) error {
		_, err := UpdateAccount(ctx, tx, who, disabled.ID, 1, func(a *Account) { a.Disabled = true })
		return err
	})
	var ratios map[string]float64
	for range 3 {
		ratios = h.compareFailures(known.Login, map[string]string{"unknown": "nobody", "disabled": disabled.Login})
		if near(ratios["unknown"]) && near(ratios["disabled"]) {
			return
		}
	}
	t.Errorf("compared with a known login, failures take %v times as long", ratios)
}

func near(ratio float64) bool { return ratio > 0.9 && ratio < 1.1 }

// compareFailures returns, of each other login, the median time of a failure in
// terms of that of the known one. The texts must be the same.
func (h *house) compareFailures(known string, others map[string]string) map[string]float64 {
	h.t.Helper()
	h.must(func(tx *db.Tx, who Who) error {
		_, err := db.Exec(ctx, tx, "UPDATE account SET password = $1 WHERE password <> ''", string(h.gate.Hasher.make(good)))
		return err
	})
	all := map[string]string{"known": known}
	maps.Copy(all, others)
	times, texts := map[string][]time.Duration{}, map[string]bool{}
	for i := range 170 {
		for kind, login := range all {
			h.must(func(tx *db.Tx, _ Who) error { _, err := db.Exec(ctx, tx, "DELETE FROM attempt"); return err })
			start := time.Now()
			_, err := h.signIn(login, "wrong guess", fmt.Sprintf("203.0.113.%d", i%200), "")
			times[kind] = append(times[kind], time.Since(start))
			wantKind(h.t, err, fault.Unauthorized)
			texts[err.Error()] = true
		}
	}
	if len(texts) != 1 {
		h.t.Errorf("the texts differ: %v", texts)
	}
	median := func(d []time.Duration) float64 { slices.Sort(d); return float64(d[len(d)/2]) }
	out := map[string]float64{}
	for kind := range others {
		out[kind] = median(times[kind]) / median(times["known"])
	}
	return out
}

func TestASessionEndsWhenIdleAndInAnyCase(t *testing.T) {
	h, pass := clocked(t)
	a := h.account(good)
	enter := func() string {
		in, err := h.signIn(a.Login, good, "192.0.2.1", "")
		if err != nil {
			t.Fatal(err)
		}
		return in.Token
	}
	lives := func(token string) bool {
		_, _, err := h.gate.BySession(ctx, token)
		return err == nil
	}
	token := enter()
	pass(29 * time.Minute)
	if !lives(token) {
		t.Error("ended after 29 minutes")
	}
	pass(29 * time.Minute)
	if !lives(token) {
		t.Error("a request does not keep it alive")
	}
	pass(31 * time.Minute)
	if lives(token) {
		t.Error("alive after 31 idle minutes")
	}
	token = enter()
	for range 12*3 - 1 {
		pass(20 * time.Minute)
		if !lives(token) {
			t.Fatal("ended while in use")
		}
	}
	pass(21 * time.Minute)
	if lives(token) {
		t.Error("alive after 12 hours")
	}
}

func TestTheStrictestRoleSaysHowLongASessionLives(t *testing.T) {
	h, pass := clocked(t)
	a := h.account(good)
	say := func(key string, idle, life int) {
		h.must(func(tx *db.Tx, who Who) error {
			r, err := RoleByID(ctx, tx, who, h.roles[key])
			if err != nil {
				return err
			}
			_, err = UpdateRole(ctx, tx, who, r.ID, r.Version, func(r *Role) { r.Idle, r.Life = idle, life })
			return err
		})
	}
	enter := func() string {
		in, err := h.signIn(a.Login, good, "192.0.2.1", "")
		if err != nil {
			t.Fatal(err)
		}
		return in.Token
	}
	lives := func(token string) bool {
		_, _, err := h.gate.BySession(ctx, token)
		return err == nil
	}
	say("reader", 20, 120)
	say("executive", 10, 0)
	say("administrator", 5, 5)
	h.give(a.ID, h.roles["reader"], h.root)
	token := enter()
	pass(19 * time.Minute)
	if !lives(token) {
		t.Error("ended before the twenty minutes of its role")
	}
	pass(20 * time.Minute)
	if lives(token) {
		t.Error("alive after the twenty minutes of its role: the half hour of the instance won")
	}
	token = enter()
	h.give(a.ID, h.roles["executive"], h.root)
	pass(10 * time.Minute)
	if lives(token) {
		t.Error("a stricter role that was given meanwhile does not hold for a session under way")
	}
	token = enter()
	for range 13 {
		pass(9 * time.Minute)
		if !lives(token) {
			t.Fatal("ended while in use, before the two hours of its role")
		}
	}
	if got, err := h.gate.Sessions(ctx, h.load(a.ID)); err != nil || len(got) != 1 {
		t.Errorf("%d sessions are listed, %v; only the one that lives is wanted", len(got), err)
	}
	pass(4 * time.Minute)
	if lives(token) {
		t.Error("alive after the two hours of its role")
	}
	say("reader", 24*60, 30*24*60)
	say("executive", 0, 0)
	token = enter()
	pass(31 * time.Minute)
	if lives(token) {
		t.Error("a generous role wins over the instance")
	}
}

func TestARoleRefusesASessionLifeThatMakesNoSense(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	for _, c := range []struct {
		idle, life int
		where      string
	}{{4, 0, "session_idle"}, {-1, 0, "session_idle"}, {24*60 + 1, 0, "session_idle"}, {60, 30, "session_life"}, {0, 4, "session_life"}, {0, 30*24*60 + 1, "session_life"}} {
		err := h.as(System("test"), func(tx *db.Tx, who Who) error {
			_, err := CreateRole(ctx, tx, who, Role{Label: label.T("Visitor", "Visiteur"), Idle: c.idle, Life: c.life})
			return err
		})
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || len(f.Details) == 0 || f.Details[0].Where != c.where {
			t.Errorf("%d and %d minutes: %v, want a fault at %s", c.idle, c.life, err, c.where)
		}
	}
}

func TestADisabledPersonIsOutAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account(good)
		in, err := h.signIn(a.Login, good, "192.0.2.1", "")
		if err != nil {
			t.Fatal(err)
		}
		var clear string
		h.must(func(tx *db.Tx, _ Who) (err error) {
			_, clear, err = NewToken(ctx, tx, in.Who, Token{Name: "t", Scope: "write", Expires: h.d.Millis() + 1e6})
			return err
		})
		if _, err := h.gate.ByToken(ctx, clear); err != nil {
			t.Fatal(err)
		}
		h.must(func(tx *db.Tx, who Who) error {
			_, err := UpdateAccount(ctx, tx, who, a.ID, 1, func(a *Account) { a.Disabled = true })
			return err
		})
		_, _, err = h.gate.BySession(ctx, in.Token)
		wantKind(t, err, fault.Unauthorized)
		_, err = h.gate.ByToken(ctx, clear)
		wantKind(t, err, fault.Unauthorized)
		_, err = Load(ctx, d, a.ID, "web")
		wantKind(t, err, fault.Missing)
	})
}

func TestOneEndsOneSOwnSessionsOnly(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	a, b := h.account(good), h.account(good)
	mine, err := h.signIn(a.Login, good, "192.0.2.1", "")
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := h.signIn(b.Login, good, "192.0.2.1", "")
	if err != nil {
		t.Fatal(err)
	}
	end := func(id int64) error {
		return h.as(mine.Who, func(tx *db.Tx, who Who) error { return EndSession(ctx, tx, who, id) })
	}
	wantKind(t, end(theirs.Session), fault.Missing)
	if _, _, err := h.gate.BySession(ctx, theirs.Token); err != nil {
		t.Error("the session of another person was ended")
	}
	if err := end(mine.Session); err != nil {
		t.Error(err)
	}
	if list, err := h.gate.Sessions(ctx, mine.Who); err != nil || len(list) != 0 {
		t.Errorf("got %v %v, want none", list, err)
	}
}

func TestSigningInIsInTheHistoryAndTheLogWithoutSecrets(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	var log bytes.Buffer
	h.gate.Log = slog.New(slog.NewJSONHandler(&log, nil))
	a := h.account(good)
	in, err := h.signIn(a.Login, good, "192.0.2.1", "")
	if err != nil {
		t.Fatal(err)
	}
	h.signIn(a.Login, "wrong\nguess\x1b[31m", "192.0.2.1", "")
	events, err := db.Select[string](ctx, h.d, "SELECT data FROM history WHERE entity = 'audit' ORDER BY change")
	if err != nil || len(events) != 2 || !strings.Contains(events[0], "signed in") || !strings.Contains(events[1], "failed") {
		t.Errorf("got %v %v, want both kept", events, err)
	}
	for _, secret := range []string{good, in.Token, "wrong"} {
		if strings.Contains(log.String()+strings.Join(events, ""), secret) {
			t.Errorf("%q stands in the log or the history", secret)
		}
	}
}

func TestHashingWaitsItsTurnAndSaysWhenTooManyWait(t *testing.T) {
	h := HasherOf(64, 1, 1)
	h.running <- struct{}{}
	for range cap(h.waiting) {
		h.waiting <- struct{}{}
	}
	_, err := h.Make(ctx, good)
	wantKind(t, err, fault.Unavailable)
}
