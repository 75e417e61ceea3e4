package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

// codeAt is the code of a secret, some steps from now.
func (h *house) codeAt(secret string, steps int) string {
	h.t.Helper()
	code, err := totp.GenerateCode(secret, h.d.Now().Add(time.Duration(steps)*stepLength))
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

func (h *house) enter(login, code string) (SignedIn, error) {
	return h.gate.SignIn(ctx, Try{Login: login, Password: good, Code: code, Address: "192.0.2.1"})
}

// enrolled is an account with a second factor, whose code of the step before
// this one is spent.
func (h *house) enrolled() (a Account, secret string, codes []string, in SignedIn) {
	h.t.Helper()
	a = h.account(good)
	in, err := h.signIn(a.Login, good, "192.0.2.1", "")
	if err != nil {
		h.t.Fatal(err)
	}
	e, err := h.gate.BeginFactor(ctx, in.Who, in.Session, Try{Address: "192.0.2.1"})
	if err != nil {
		h.t.Fatal(err)
	}
	codes, after, err := h.gate.ConfirmFactor(ctx, in.Who, in.Session, Try{Code: h.codeAt(e.Secret, -1), Address: "192.0.2.1"})
	if err != nil || len(codes) != recoveryCodes || !strings.Contains(e.Address, "secret="+e.Secret) {
		h.t.Fatal(err, codes, e.Address)
	}
	if _, _, err := h.gate.BySession(ctx, in.Token); fault.KindOf(err) != fault.Unauthorized {
		h.t.Errorf("the session from before the second factor goes on: %v", err)
	}
	if _, id, err := h.gate.BySession(ctx, after.Token); err != nil || id == in.Session {
		h.t.Errorf("got %v for the new session", err)
	}
	return a, e.Secret, codes, after
}

func TestSigningInNeedsTheCodeAndTakesEachOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a, secret, _, _ := h.enrolled()
		_, err := h.enter(a.Login, "")
		wantKind(t, err, fault.Unauthorized)
		if !refusedCode(err) {
			t.Errorf("got %v, want the code to be asked for", err)
		}
		_, err = h.enter(a.Login, h.codeAt(secret, -1))
		wantKind(t, err, fault.BadInput)
		if _, err := h.enter(a.Login, h.codeAt(secret, 0)); err != nil {
			t.Fatal(err)
		}
		_, err = h.enter(a.Login, h.codeAt(secret, 0))
		wantKind(t, err, fault.BadInput)
		if _, err := h.enter(a.Login, h.codeAt(secret, 1)); err != nil {
			t.Errorf("a phone whose clock is a little ahead: %v", err)
		}
		_, err = h.enter(a.Login, h.codeAt(secret, 0))
		wantKind(t, err, fault.BadInput) // older than one that was used
	})
}

func TestTheClockOfAPhoneMayBeOneStepWrong(t *testing.T) {
	for steps, want := range map[int]bool{-3: false, -2: false, -1: true, 0: true, 1: true, 2: false} {
		h, pass := clocked(t)
		a, secret, _, _ := h.enrolled()
		pass(10 * time.Minute)
		_, err := h.enter(a.Login, h.codeAt(secret, steps))
		if (err == nil) != want {
			t.Errorf("%d steps: got %v, want it accepted: %v", steps, err, want)
		}
	}
}

func TestOneCodeLetsOneOfManyInAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a, secret, _, _ := h.enrolled()
		code, in := h.codeAt(secret, 1), make(chan error, 4)
		for range cap(in) {
			go func() {
				_, err := h.enter(a.Login, code)
				in <- err
			}()
		}
		entered := 0
		for range cap(in) {
			if <-in == nil {
				entered++
			}
		}
		if entered != 1 {
			t.Errorf("%d came in by one code", entered)
		}
	})
}

func TestARecoveryCodeWorksOnceInAnySpelling(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a, _, codes, _ := h.enrolled()
		if _, err := h.enter(a.Login, " "+strings.ToUpper(strings.ReplaceAll(codes[3], "-", " "))); err != nil {
			t.Fatal(err)
		}
		_, err := h.enter(a.Login, codes[3])
		wantKind(t, err, fault.BadInput)
		_, _, others, _ := h.enrolled()
		_, err = h.enter(a.Login, others[0])
		wantKind(t, err, fault.BadInput)
		f, err := MyFactor(ctx, d, h.load(a.ID))
		if err != nil || f.Codes != recoveryCodes-1 {
			t.Errorf("got %d codes left, %v", f.Codes, err)
		}
		n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM recovery_code WHERE digest LIKE '%' || $1 || '%'", codeOf(codes[0]))
		if err != nil || n != 0 {
			t.Errorf("a code is stored: %d, %v", n, err)
		}
	})
}

func TestCodesAreGuessedSlowlyAndNobodyIsKeptOut(t *testing.T) {
	h, _ := clocked(t)
	a, secret, _, _ := h.enrolled()
	guess := func(address string) error {
		_, err := h.gate.SignIn(ctx, Try{Login: a.Login, Password: good, Code: "000000", Address: address})
		return err
	}
	slowed := 0
	for i := range 40 {
		if fault.KindOf(guess([]string{"198.51.100.1", "198.51.100.2", "198.51.100.3"}[i%3])) == fault.Busy {
			slowed++
		}
	}
	if slowed < 30 {
		t.Errorf("only %d of 40 guesses were slowed", slowed)
	}
	if _, err := h.enter(a.Login, h.codeAt(secret, 0)); err != nil {
		t.Errorf("the real person, at a known place: %v", err)
	}
}

func TestWhoseRoleAsksForASecondFactorSetsItUpFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account(good)
		h.give(a.ID, h.roles["pmo"], h.root)
		before, err := h.enter(a.Login, "")
		if err != nil {
			t.Fatal(err)
		}
		_, token := h.token(a.ID)
		h.askFactor("pmo")
		if who, _, err := h.gate.BySession(ctx, before.Token); err != nil || who.Bound {
			t.Errorf("a session under way is cut off: %v %v", who.Bound, err)
		}
		in, err := h.enter(a.Login, "")
		if err != nil || !in.Bound || in.Who.Somewhere() != 0 {
			t.Fatalf("got %v %v, want a session that may nothing yet", in.Bound, err)
		}
		who, _, err := h.gate.BySession(ctx, in.Token)
		if err != nil || !who.Bound || who.CanSomewhere(ReadProject) {
			t.Errorf("got %v %v", who.Bound, err)
		}
		wantKind(t, h.as(who, func(tx *db.Tx, who Who) error {
			_, _, err := NewToken(ctx, tx, who, Token{Name: "t", Scope: "read", Expires: d.Millis() + 1000})
			return err
		}), fault.Denied)
		if who, err := h.gate.ByToken(ctx, token); err != nil || !who.Bound || who.Somewhere() != 0 {
			t.Errorf("a token goes around it: %v %v", who.Somewhere().Keys(), err)
		}
		e, err := h.gate.BeginFactor(ctx, who, in.Session, Try{Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		_, after, err := h.gate.ConfirmFactor(ctx, who, in.Session, Try{Code: h.codeAt(e.Secret, 0), Address: "192.0.2.1"})
		if err != nil || after.Bound || !after.Who.CanEverywhere(EditProject) {
			t.Errorf("got %v %v, want all rights", after.Bound, err)
		}
		if who, err := h.gate.ByToken(ctx, token); err != nil || who.Bound {
			t.Errorf("the token of somebody with a second factor: %v %v", who.Bound, err)
		}
		err = h.gate.DropFactor(ctx, after.Who, after.Session, Try{Password: good, Code: h.codeAt(e.Secret, 1), Address: "192.0.2.1"})
		wantKind(t, err, fault.Clash)
	})
}

// askFactor makes a role ask for a second factor.
func (h *house) askFactor(role string) {
	h.t.Helper()
	h.must(func(tx *db.Tx, who Who) error {
		r, err := RoleByID(ctx, tx, who, h.roles[role])
		if err == nil {
			_, err = UpdateRole(ctx, tx, who, r.ID, r.Version, func(r *Role) { r.Factor = true })
		}
		return err
	})
}

func (h *house) token(account int64) (t Token, clear string) {
	h.t.Helper()
	if err := h.as(h.load(account), func(tx *db.Tx, who Who) (err error) {
		t, clear, err = NewToken(ctx, tx, who, Token{Name: "t", Scope: "write", Expires: h.d.Millis() + time.Hour.Milliseconds()})
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return t, clear
}

func TestEveryPathInAsksForTheSecondFactor(t *testing.T) {
	h, _ := clocked(t)
	a, secret, _, _ := h.enrolled()
	var l Link
	h.must(func(tx *db.Tx, who Who) (err error) { l, err = Invite(ctx, tx, who, a.ID); return err })
	if err := h.gate.Reset(ctx, l.Token, "another fine passphrase"); err != nil {
		t.Fatal(err)
	}
	known, err := h.gate.SignIn(ctx, Try{Login: a.Login, Password: "another fine passphrase", Code: h.codeAt(secret, 0), Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]Try{
		"after a new password":  {Login: a.Login, Password: "another fine passphrase", Address: "192.0.2.9"},
		"from a known browser":  {Login: a.Login, Password: "another fine passphrase", Address: "192.0.2.1", Device: known.Device},
		"in place of a session": {Login: a.Login, Password: "another fine passphrase", Address: "192.0.2.1", Replaces: known.Token},
	} {
		if _, err := h.gate.SignIn(ctx, try); !refusedCode(err) {
			t.Errorf("%s: got %v, want the code to be asked for", name, err)
		}
	}
}

func TestTurningItOffNeedsThePasswordAndACode(t *testing.T) {
	h, pass := clocked(t)
	a, secret, codes, in := h.enrolled()
	drop := func(password, code string) error {
		return h.gate.DropFactor(ctx, in.Who, in.Session, Try{Password: password, Code: code, Address: "192.0.2.1"})
	}
	wantKind(t, drop("wrong", h.codeAt(secret, 0)), fault.BadInput)
	wantKind(t, drop(good, "000000"), fault.BadInput)
	pass(fresh + time.Minute)
	if _, err := h.gate.BeginFactor(ctx, in.Who, in.Session, Try{Address: "192.0.2.1"}); fault.KindOf(err) != fault.BadInput {
		t.Errorf("a session left open sets up another phone: %v", err)
	}
	fresh, err := h.gate.NewRecoveryCodes(ctx, in.Who, Try{Password: good, Code: codes[0], Address: "192.0.2.1"})
	if err != nil || slices.Contains(fresh, codes[1]) {
		t.Errorf("got %v %v", fresh, err)
	}
	wantKind(t, drop(good, codes[1]), fault.BadInput)
	if err := drop(good, fresh[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := h.enter(a.Login, ""); err != nil {
		t.Error(err)
	}
}

func TestWhoManagesTheAccountResetsALostPhoneAndNobodyElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a, _, _, in := h.enrolled()
		branch := h.unit(h.root)
		h.give(a.ID, h.roles["pmo"], h.root)
		reset := func(who Who) error {
			return h.as(who, func(tx *db.Tx, who Who) error {
				_, err := ResetFactor(ctx, tx, who, a.ID)
				return err
			})
		}
		wantKind(t, reset(h.holder(ManageUsers, branch)), fault.Missing)
		wantKind(t, reset(h.holder(ManageUsers, h.root)), fault.Missing) // a PMO may more
		wantKind(t, reset(h.load(a.ID)), fault.Missing)
		if err := reset(h.holder(All, h.root)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.gate.BySession(ctx, in.Token); fault.KindOf(err) != fault.Unauthorized {
			t.Errorf("a session goes on: %v", err)
		}
		if _, err := h.enter(a.Login, ""); err != nil {
			t.Error(err)
		}
		entries, err := AuditTrail(ctx, d, System("test"), AuditQuery{Kind: "secrets", Person: a.ID, Limit: 10})
		if err != nil || len(entries) != 2 || !strings.Contains(entries[0].Data.S, SecondFactorReset) || !strings.Contains(entries[1].Data.S, SecondFactorOn) {
			t.Errorf("got %v %v", entries, err)
		}
	})
}
