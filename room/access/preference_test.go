package access

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

func TestAPersonsPreferencesAreHisAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		one, other := h.load(h.account("").ID), h.load(h.account("").ID)
		keep := func(who Who, name, value string) error {
			return h.as(who, func(tx *db.Tx, who Who) error { return SetPreference(ctx, tx, who, name, json.RawMessage(value)) })
		}
		for _, value := range []string{`{"w":1}`, `{"w":2}`} {
			if err := keep(one, "list.users", value); err != nil {
				t.Fatal(err)
			}
		}
		read := func(who Who) string {
			all, err := Preferences(ctx, d, who)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%s", all)
		}
		if got, want := read(one), `map[list.users:{"w":2}]`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := read(other); got != "map[]" {
			t.Errorf("somebody else reads %s", got)
		}
		if err := keep(one, "list.users", "null"); err != nil {
			t.Fatal(err)
		}
		if got := read(one); got != "map[]" {
			t.Errorf("after it was forgotten: %s", got)
		}
	})
}

func TestPreferencesAreBounded(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	who := h.load(h.account("").ID)
	keep := func(name, value string) error {
		return h.as(who, func(tx *db.Tx, who Who) error { return SetPreference(ctx, tx, who, name, json.RawMessage(value)) })
	}
	for _, c := range [][2]string{{"", "1"}, {"A", "1"}, {"a b", "1"}, {strings.Repeat("a", 81), "1"}, {"a", ""}, {"a", "{"}, {"a", `"` + strings.Repeat("x", longestPreference) + `"`}} {
		if keep(c[0], c[1]) == nil {
			t.Errorf("%q with %d bytes was kept", c[0], len(c[1]))
		}
	}
	for i := range mostPreferences {
		if err := keep(fmt.Sprintf("n%d", i), "1"); err != nil {
			t.Fatal(err)
		}
	}
	if keep("one-more", "1") == nil {
		t.Errorf("more than %d are kept", mostPreferences)
	}
	if err := keep("n0", "2"); err != nil {
		t.Errorf("one that is there cannot be changed any more: %v", err)
	}
	if h.as(Who{}, func(tx *db.Tx, who Who) error { return SetPreference(ctx, tx, who, "a", json.RawMessage("1")) }) == nil {
		t.Error("nobody keeps a preference")
	}
}
