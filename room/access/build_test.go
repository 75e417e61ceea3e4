package access

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
)

// house is a database with the roles and a root unit, for the tests.
type house struct {
	t     testing.TB
	d     *db.DB
	gate  *Gate
	root  int64
	roles map[string]int64
	n     int
}

var ctx = context.Background()

func newHouse(t testing.TB, d *db.DB) *house {
	t.Helper()
	h := &house{t: t, d: d, roles: map[string]int64{}}
	h.gate = &Gate{DB: d, Hasher: HasherOf(64, 1, 4), Idle: 30 * time.Minute, Life: 12 * time.Hour, Log: slog.New(slog.DiscardHandler)}
	h.must(func(tx *db.Tx, who Who) error { return Seed(ctx, tx, who, "Ministère") })
	root, err := Root(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	h.root = root.ID
	roles, err := Roles(ctx, d, System("test"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range roles {
		h.roles[r.Key] = r.ID
	}
	return h
}

func (h *house) must(f func(*db.Tx, Who) error) {
	h.t.Helper()
	if err := h.as(System("test"), f); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) as(who Who, f func(*db.Tx, Who) error) error {
	_, err := h.d.Update(ctx, who.Origin(), func(tx *db.Tx) error { return f(tx, who) })
	return err
}

func (h *house) load(account int64) Who {
	h.t.Helper()
	w, err := Load(ctx, h.d, account, "web")
	if err != nil {
		h.t.Fatal(err)
	}
	return w
}

func (h *house) name(kind string) string {
	h.n++
	return fmt.Sprintf("%s%d", kind, h.n)
}

func (h *house) unit(parent int64) int64 {
	h.t.Helper()
	var u Unit
	h.must(func(tx *db.Tx, who Who) (err error) {
		u, err = CreateUnit(ctx, tx, who, Unit{Name: h.name("unit"), Parent: db.ID(parent)})
		return err
	})
	return u.ID
}

func (h *house) account(password string) Account {
	h.t.Helper()
	a := Account{Login: h.name("login"), Name: h.name("Person ")}
	var hash Hash
	if password != "" {
		hash = h.gate.Hasher.make(password)
	}
	h.must(func(tx *db.Tx, who Who) (err error) {
		a, err = CreateAccount(ctx, tx, who, a, hash)
		return err
	})
	return a
}

func (h *house) grant(g Grant) Grant {
	h.t.Helper()
	h.must(func(tx *db.Tx, who Who) (err error) {
		g, err = AddGrant(ctx, tx, who, g)
		return err
	})
	return g
}

func (h *house) role(r Right) int64 {
	h.t.Helper()
	role := Role{Key: h.name("role_"), Rights: r}
	role.Label.EN = role.Key
	h.must(func(tx *db.Tx, who Who) (err error) {
		role, err = CreateRole(ctx, tx, who, role)
		return err
	})
	return role.ID
}

func (h *house) give(account, role, unit int64) Grant {
	h.t.Helper()
	return h.grant(Grant{Account: db.ID(account), Role: role, Unit: db.ID(unit)})
}

// holder returns somebody who holds rights on a unit.
func (h *house) holder(r Right, unit int64) Who {
	h.t.Helper()
	a := h.account("")
	h.give(a.ID, h.role(r), unit)
	return h.load(a.ID)
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind || err == nil {
		t.Errorf("got %v (%T), want a fault of kind %d", err, err, kind)
	}
}
