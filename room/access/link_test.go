package access

import (
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
)

func TestATokenHasAScopeAndAnEndAndIsNotStored(t *testing.T) {
	h, pass := clocked(t)
	a := h.account("")
	h.give(a.ID, h.roles["administrator"], h.root)
	who := h.load(a.ID)
	make := func(scope string, life time.Duration) (Token, string, error) {
		var tok Token
		var clear string
		err := h.as(who, func(tx *db.Tx, who Who) (err error) {
			tok, clear, err = NewToken(ctx, tx, who, Token{Name: "t", Scope: scope, Expires: h.d.Millis() + life.Milliseconds()})
			return err
		})
		return tok, clear, err
	}
	for _, bad := range []struct {
		scope string
		life  time.Duration
	}{{"read", 0}, {"read", -time.Hour}, {"read", 400 * 24 * time.Hour}, {"all", time.Hour}, {"", time.Hour}} {
		_, _, err := make(bad.scope, bad.life)
		wantKind(t, err, fault.BadInput)
	}
	tok, clear, err := make("read", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := h.gate.ByToken(ctx, clear)
	if err != nil || reader.CanEverywhere(ManageUsers) || !reader.CanEverywhere(ReadProject) || reader.Via != "api" {
		t.Errorf("got %v %v, want reading only", reader.Somewhere().Keys(), err)
	}
	stored, err := db.Get[int64](ctx, h.d, "SELECT count(*) FROM api_token WHERE digest LIKE '%' || $1 || '%' OR name LIKE '%' || $1 || '%'", clear)
	if err != nil || stored != 0 {
		t.Errorf("the token itself is stored: %d %v", stored, err)
	}
	if list, err := Tokens(ctx, h.d, who); err != nil || len(list) != 1 || list[0].LastUsed == 0 {
		t.Errorf("got %v %v, want the last use shown", list, err)
	}
	wantKind(t, h.as(h.load(h.account("").ID), func(tx *db.Tx, who Who) error { return RevokeToken(ctx, tx, who, tok.ID) }), fault.Missing)
	pass(61 * time.Minute)
	_, err = h.gate.ByToken(ctx, clear)
	wantKind(t, err, fault.Unauthorized)
}

func TestALinkWorksOnceForItsTimeAndEndsSessions(t *testing.T) {
	h, pass := clocked(t)
	a := h.account(good)
	link := func() Link {
		var l Link
		h.must(func(tx *db.Tx, who Who) (err error) { l, err = Invite(ctx, tx, who, a.ID); return err })
		return l
	}
	in, err := h.signIn(a.Login, good, "192.0.2.1", "")
	if err != nil {
		t.Fatal(err)
	}
	l := link()
	wantKind(t, h.gate.Reset(ctx, l.Token, "short"), fault.BadInput)
	if err := h.gate.Reset(ctx, l.Token, "another fine passphrase"); err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.gate.Reset(ctx, l.Token, "a third fine passphrase"), fault.BadInput)
	_, _, err = h.gate.BySession(ctx, in.Token)
	wantKind(t, err, fault.Unauthorized)
	if _, err := h.signIn(a.Login, "another fine passphrase", "192.0.2.1", ""); err != nil {
		t.Error(err)
	}
	late := link()
	pass(31 * time.Minute)
	wantKind(t, h.gate.Reset(ctx, late.Token, good), fault.BadInput)
	first, second := link(), link()
	wantKind(t, h.gate.Reset(ctx, first.Token, good), fault.BadInput)
	in, err = h.signIn(a.Login, "another fine passphrase", "192.0.2.1", "")
	if err != nil {
		t.Fatal(err)
	}
	try := Try{Password: "another fine passphrase", Address: "192.0.2.1"}
	if err := h.gate.ChangePassword(ctx, in.Who, in.Session, try, "my own new passphrase"); err != nil {
		t.Fatal(err)
	}
	wantKind(t, h.gate.Reset(ctx, second.Token, good), fault.BadInput)
}

func TestAnInvitationLastsAWeek(t *testing.T) {
	h, pass := clocked(t)
	a := h.account("")
	var l Link
	h.must(func(tx *db.Tx, who Who) (err error) { l, err = Invite(ctx, tx, who, a.ID); return err })
	if l.Kind != "invite" {
		t.Errorf("got a link of kind %q", l.Kind)
	}
	pass(6 * 24 * time.Hour)
	if err := h.gate.Reset(ctx, l.Token, good); err != nil {
		t.Error(err)
	}
}
