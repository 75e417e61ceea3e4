package access

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

func TestTheAuditIsReadByPersonKindAndDateByWhoRunsTheSystem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a, b := h.account(good), h.account(good)
		g := h.give(a.ID, h.roles["reader"], h.root)
		h.enter(a.Login, "")
		h.signIn(b.Login, "wrong", "192.0.2.1", "")
		h.must(func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, g.ID) })
		h.must(func(tx *db.Tx, _ Who) error {
			return NoteRefusals(ctx, tx, Who{ID: a.ID}, "GET /users/{id}", "192.0.2.1", 40)
		})
		read := func(ask AuditQuery) (out []string) {
			t.Helper()
			ask.Limit = 50
			entries, err := AuditTrail(ctx, d, System("test"), ask)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				out = append(out, fmt.Sprintf("%s %v→%v", e.Entity, !e.Before.Null, !e.Data.Null))
			}
			return out
		}
		for name, c := range map[string]struct {
			ask  AuditQuery
			want string
		}{
			"signing in":      {AuditQuery{Kind: "sign_in"}, "[audit false→true audit false→true]"},
			"of one person":   {AuditQuery{Kind: "sign_in", Person: b.ID}, "[audit false→true]"},
			"grants":          {AuditQuery{Kind: "rights", Person: a.ID}, "[grant false→true]"},
			"refusals":        {AuditQuery{Kind: "refused"}, "[audit false→true]"},
			"in the future":   {AuditQuery{From: d.Millis() + time.Hour.Milliseconds()}, "[]"},
			"long ago":        {AuditQuery{Until: d.Millis() - time.Hour.Milliseconds()}, "[]"},
			"from an address": {AuditQuery{Contains: "GET /users/{id}"}, "[audit false→true]"},
		} {
			if got := fmt.Sprint(read(c.ask)); got != c.want {
				t.Errorf("%s: got %s, want %s", name, got, c.want)
			}
		}
		all := read(AuditQuery{})
		if all[1] != "grant true→false" {
			t.Errorf("got %s, want the grant that was taken back, with what it was", all[1])
		}
		_, err := AuditTrail(ctx, d, h.holder(ManageSystem, h.unit(h.root)), AuditQuery{Limit: 1})
		wantKind(t, err, fault.Denied)
	})
}

func TestTheAuditIsReadPageByPageToItsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.must(func(tx *db.Tx, who Who) error { // many in one change
			for i := range 7 {
				Audit(ctx, tx, who, Exported, fmt.Sprint(i))
			}
			return nil
		})
		seen := map[int64]bool{}
		ask := AuditQuery{Limit: 3}
		for {
			page, err := AuditTrail(ctx, d, System("test"), ask)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				if seen[e.ID] {
					t.Fatal("an entry is there twice")
				}
				seen[e.ID] = true
			}
			ask.Change, ask.Place = page[len(page)-1].Change, page[len(page)-1].ID
		}
		want, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history WHERE entity IN ('audit', 'role', 'unit')")
		if err != nil || int64(len(seen)) != want {
			t.Errorf("got %d of %d entries, %v", len(seen), want, err)
		}
	})
}

func TestTheLifeOfSessionsIsASettingThatHoldsAtOnce(t *testing.T) {
	h, pass := clocked(t)
	a := h.account(good)
	in, err := h.enter(a.Login, "")
	if err != nil {
		t.Fatal(err)
	}
	h.must(func(tx *db.Tx, who Who) error {
		_, err := h.gate.ChangeSettings(ctx, tx, who, 1, func(s *Settings) { s.SessionIdle, s.SessionLife, s.Organisation = 60, 90, "Agence" })
		return err
	})
	pass(45 * time.Minute)
	if _, _, err := h.gate.BySession(ctx, in.Token); err != nil {
		t.Errorf("after 45 minutes of 60: %v", err)
	}
	pass(61 * time.Minute)
	if _, _, err := h.gate.BySession(ctx, in.Token); fault.KindOf(err) != fault.Unauthorized {
		t.Errorf("after 61 minutes of 60: %v", err)
	}
	in, err = h.enter(a.Login, "")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		pass(29 * time.Minute)
		h.gate.BySession(ctx, in.Token)
	}
	pass(4 * time.Minute)
	if _, _, err := h.gate.BySession(ctx, in.Token); fault.KindOf(err) != fault.Unauthorized {
		t.Errorf("after 91 minutes of 90 in all: %v", err)
	}
	if s, err := ReadSettings(ctx, h.d, time.Hour, time.Hour); err != nil || s.Organisation != "Agence" || s.Version != 2 {
		t.Errorf("got %+v %v", s, err)
	}
}

func TestSettingsAreForWhoRunsTheWholeSystemAndChecked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		change := func(who Who, version int64, f func(*Settings)) error {
			return h.as(who, func(tx *db.Tx, who Who) error {
				_, err := h.gate.ChangeSettings(ctx, tx, who, version, f)
				return err
			})
		}
		nothing := func(*Settings) {}
		wantKind(t, change(h.holder(ManageSystem, h.unit(h.root)), 1, nothing), fault.Denied)
		wantKind(t, change(h.holder(ManageUsers, h.root), 1, nothing), fault.Denied)
		for _, bad := range []func(*Settings){
			func(s *Settings) { s.Currency = "EURO" }, func(s *Settings) { s.Language = "de" },
			func(s *Settings) { s.SessionIdle = 1 }, func(s *Settings) { s.SessionLife = s.SessionIdle - 1 }, func(s *Settings) { s.SecondFactor = "never" },
		} {
			wantKind(t, change(System("test"), 1, bad), fault.BadInput)
		}
		runner := h.holder(ManageSystem, h.root)
		if err := change(runner, 1, func(s *Settings) { s.Currency, s.Language = "GBP", "en" }); err != nil {
			t.Fatal(err)
		}
		if a := h.account(""); a.Language != "en" {
			t.Errorf("a new account speaks %q, want what is set", a.Language)
		}
		wantKind(t, change(runner, 1, nothing), fault.Stale)
		wantKind(t, change(runner, 2, func(s *Settings) { s.Organisation = "Mine" }), fault.Missing) // the right on units is another
		entries, err := AuditTrail(ctx, d, System("test"), AuditQuery{Kind: "system", Limit: 5})
		if err != nil || len(entries) != 1 {
			t.Errorf("got %v %v, want one change of the settings", entries, err)
		}
	})
}

func TestARoleInUseIsReplacedByAnotherAndGoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		old, other := h.role(ReadProject), h.role(ReadProject|Export)
		a := h.account("")
		h.give(a.ID, old, h.root)
		replace := func(who Who) error {
			return h.as(who, func(tx *db.Tx, who Who) error { return ReplaceRole(ctx, tx, who, old, 1, other) })
		}
		wantKind(t, replace(h.holder(ManageRoles|ReadProject, h.root)), fault.Denied) // gives what he does not hold
		if uses, err := UsesOfRoles(ctx, d, System("test")); err != nil || uses[old].Grants != 1 || uses[old].People != 1 {
			t.Errorf("got %v %v", uses[old], err)
		}
		if err := replace(h.holder(All, h.root)); err != nil {
			t.Fatal(err)
		}
		if w := h.load(a.ID); !w.CanEverywhere(Export) {
			t.Error("the role in its place is not given")
		}
		_, err := RoleByID(ctx, d, System("test"), old)
		wantKind(t, err, fault.Missing)
	})
}

func TestOthersSessionsAndTokensAreSeenAndEndedByWhoManagesThemOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account(good)
		branch := h.unit(h.root)
		h.give(a.ID, h.roles["reader"], branch)
		in, err := h.enter(a.Login, "")
		if err != nil {
			t.Fatal(err)
		}
		tok, clear := h.token(a.ID)
		chief, other := h.holder(All, branch), h.holder(All, h.unit(h.root))
		for _, c := range []struct {
			who  Who
			want int
		}{{chief, 2}, {other, 0}, {System("test"), 2}} {
			if got, err := h.gate.Credentials(ctx, d, c.who, 0); err != nil || len(got) != c.want {
				t.Errorf("%s sees %d, want %d (%v)", c.who.Name, len(got), c.want, err)
			}
		}
		for _, id := range []int64{in.Session, tok.ID} {
			wantKind(t, h.as(other, func(tx *db.Tx, who Who) error { return RevokeCredential(ctx, tx, who, id) }), fault.Missing)
			if err := h.as(chief, func(tx *db.Tx, who Who) error { return RevokeCredential(ctx, tx, who, id) }); err != nil {
				t.Error(err)
			}
		}
		_, _, err = h.gate.BySession(ctx, in.Token)
		wantKind(t, err, fault.Unauthorized)
		_, err = h.gate.ByToken(ctx, clear)
		wantKind(t, err, fault.Unauthorized)
	})
}

func TestWhatSomebodyMayDoIsExplainedByTheGrants(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account("")
		branch := h.unit(h.root)
		team := h.unit(branch)
		byName := h.give(a.ID, h.roles["project_manager"], branch)
		whole := h.give(a.ID, h.roles["reader"], h.root)
		h.give(a.ID, h.roles["finance"], h.unit(h.root))
		e, err := EffectiveRights(ctx, d, System("test"), a.ID)
		if err != nil || len(e.Held) != 3 {
			t.Fatal(e, err)
		}
		u, err := UnitByID(ctx, d, System("test"), team)
		if err != nil {
			t.Fatal(err)
		}
		at := e.At(u)
		var rights Right
		for _, g := range at {
			rights |= g.Rights
		}
		if len(at) != 2 || at[0].Grant != byName.ID || at[1].Grant != whole.ID || rights != h.load(a.ID).On(team) {
			t.Errorf("got %v, which gives %v, want %v", at, rights.Keys(), h.load(a.ID).On(team).Keys())
		}
		_, err = EffectiveRights(ctx, d, h.holder(All, branch), a.ID)
		wantKind(t, err, fault.Missing)
		if _, err := EffectiveRights(ctx, d, h.load(a.ID), a.ID); err != nil {
			t.Errorf("one's own rights: %v", err)
		}
	})
}

// The audit is found by an index that names its entities in the same words, and no part of
// it is left out.
func TestTheIndexOfTheAuditNamesAllItsEntities(t *testing.T) {
	files, err := filepath.Glob("../../ground/db/migrate/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	index := ""
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`INDEX history_of_audit ON history \(change, id\)\s+WHERE (.*);`).FindStringSubmatch(string(text)); m != nil {
			index = m[1]
		}
	}
	if want := strings.TrimPrefix(auditEntities, "h."); index != want {
		t.Errorf("the index of the last migration has\n%s\nbut the audit asks for\n%s", index, want)
	}
	for _, k := range AuditKinds {
		for _, e := range k.entities {
			if !strings.Contains(auditEntities, "'"+e+"'") {
				t.Errorf("%s of %q is not in the audit", e, k.Key)
			}
		}
	}
}
