package api

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/overview/demo"
	"vigie/room/access"
)

func TestTheDoorOfTheDemonstrationIsNotThereElsewhere(t *testing.T) {
	w := newWorld(t, sqlite(t))
	want(t, w.client().send("GET", "/demo/accounts", nil), 404)
	want(t, w.client().send("POST", "/demo/session", map[string]any{"login": demo.Personas[0].Login}), 404)
}

func TestOneChoosesARoleOfTheDemonstration(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.s.Demo = true
	var err error
	if w.h, err = New(w.s); err != nil {
		t.Fatal(err)
	}
	a := w.account(demo.Personas[0].Login)
	hash, err := w.s.Gate.Hasher.Make(context.Background(), demo.Password)
	if err != nil {
		t.Fatal(err)
	}
	w.account("someone.else")
	if items := want(t, w.client().send("GET", "/demo/accounts", nil), 200).json(t)["items"].([]any); len(items) != 8 {
		t.Errorf("got %d accounts, want one of each role", len(items))
	}
	choose := func(login string) answered {
		return w.client().send("POST", "/demo/session", map[string]any{"login": login})
	}
	want(t, choose(demo.Personas[0].Login), 401) // its password is another one
	setHash(w, a, hash)
	me := want(t, choose(demo.Personas[0].Login), 200).json(t)
	if me["login"] != a.Login || me["instance"].(map[string]any)["demo"] != true {
		t.Errorf("got %v", me)
	}
	want(t, choose("someone.else"), 404)
}

func setHash(w *world, a access.Account, hash access.Hash) {
	w.change(func(tx *db.Tx, who access.Who) error {
		return access.SetPassword(context.Background(), tx, who, a.ID, hash)
	})
}
