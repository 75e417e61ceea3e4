package access

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

// The model: a walk from each unit up to the root, over every grant.
func TestRightsLoadedAreThoseOfAWalkOverTheTree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		roles := map[int64]Right{}
		for _, r := range []Right{ReadProject, EditProject | ReadHistory, Export, Administer} {
			roles[h.role(r)] = r
		}
		keys := make([]int64, 0, len(roles))
		for id := range roles {
			keys = append(keys, id)
		}
		slices.Sort(keys)
		parents := map[int64]int64{h.root: 0}
		units := []int64{h.root}
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(0, 3).Draw(rt, "new units") {
				parent := rapid.SampledFrom(units).Draw(rt, "parent")
				id := h.unit(parent)
				units, parents[id] = append(units, id), parent
			}
			if len(units) > 2 && rapid.Bool().Draw(rt, "move") {
				h.tryMove(rt, units, parents)
			}
			account := h.account("")
			var group Group
			h.must(func(tx *db.Tx, who Who) (err error) {
				if group, err = CreateGroup(ctx, tx, who, h.name("group")); err != nil {
					return err
				}
				_, err = UpdateAccount(ctx, tx, who, account.ID, 1, func(a *Account) { a.Groups = []int64{group.ID} })
				return err
			})
			var given []Grant
			for range rapid.IntRange(0, 4).Draw(rt, "grants") {
				g := Grant{Role: rapid.SampledFrom(keys).Draw(rt, "role"), Unit: db.ID(rapid.SampledFrom(units).Draw(rt, "unit"))}
				if rapid.Bool().Draw(rt, "to a group") {
					g.Group = db.ID(group.ID)
				} else {
					g.Account = db.ID(account.ID)
				}
				given = append(given, h.grant(g))
			}
			who := h.load(account.ID)
			for _, u := range units {
				var want Right
				for at := u; at != 0; at = parents[at] {
					for _, g := range given {
						if int64(g.Unit) == at {
							want |= roles[g.Role]
						}
					}
				}
				if got := who.On(u); got != want {
					rt.Fatalf("on %d: got %v, want %v", u, got.Keys(), want.Keys())
				}
			}
			h.sameAsSQL(rt, who, units)
		})
	})
}

func (h *house) tryMove(rt *rapid.T, units []int64, parents map[int64]int64) {
	id := rapid.SampledFrom(units[1:]).Draw(rt, "moved")
	to := rapid.SampledFrom(units).Draw(rt, "to")
	cycle := false
	for at := to; at != 0; at = parents[at] {
		cycle = cycle || at == id
	}
	u, err := UnitByID(ctx, h.d, System("test"), id)
	if err != nil {
		rt.Fatal(err)
	}
	err = h.as(System("test"), func(tx *db.Tx, who Who) error {
		_, err := UpdateUnit(ctx, tx, who, id, u.Version, func(u *Unit) { u.Parent = db.ID(to) })
		return err
	})
	if cycle != (err != nil) {
		rt.Fatalf("moving below itself is %v, and the answer is %v", cycle, err)
	}
	if err == nil {
		parents[id] = to
	}
}

// sameAsSQL compares the rights in memory with the condition for lists.
func (h *house) sameAsSQL(rt *rapid.T, who Who, units []int64) {
	where, args := who.Visible(ReadProject, "unit.id", "", nil)
	got, err := db.Select[int64](ctx, h.d, "SELECT id FROM unit WHERE "+where+" ORDER BY id", args...)
	if err != nil {
		rt.Fatal(err)
	}
	var want []int64
	for _, u := range units {
		if who.Can(ReadProject, u) {
			want = append(want, u)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		rt.Fatalf("the list shows %v, the object pages %v", got, want)
	}
}

// Rights only add up: what is given high holds below, and nothing lower takes
// it away. All combinations of three levels.
func TestWhatIsGivenAboveHoldsBelowWhateverIsGivenThere(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	middle := h.unit(h.root)
	levels := []int64{h.root, middle, h.unit(middle)}
	none, read, edit := h.role(0), h.role(ReadProject), h.role(ReadProject|EditProject)
	for i, top := range []int64{none, read, edit} {
		for j, mid := range []int64{none, read, edit} {
			for k, low := range []int64{none, read, edit} {
				a := h.account("")
				for level, role := range []int64{top, mid, low} {
					h.give(a.ID, role, levels[level])
				}
				who := h.load(a.ID)
				for level, strongest := range []int{i, max(i, j), max(i, j, k)} {
					if got := who.Can(ReadProject, levels[level]); got != (strongest >= 1) {
						t.Errorf("%d%d%d, level %d: reading is %v", i, j, k, level, got)
					}
					if got := who.Can(EditProject, levels[level]); got != (strongest == 2) {
						t.Errorf("%d%d%d, level %d: editing is %v", i, j, k, level, got)
					}
				}
			}
		}
	}
}

func TestAMoveNeedsRightsOnBothEndsAndGainsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		left, right := h.unit(h.root), h.unit(h.root)
		moved := h.unit(left)
		version := int64(1)
		move := func(who Who, to int64) error {
			err := h.as(who, func(tx *db.Tx, who Who) error {
				_, err := UpdateUnit(ctx, tx, who, moved, version, func(u *Unit) { u.Parent = db.ID(to) })
				return err
			})
			if err == nil {
				version++
			}
			return err
		}
		wantKind(t, move(h.holder(ManageUnits, left), right), fault.Missing)
		wantKind(t, move(h.holder(ManageUnits, right), right), fault.Missing)

		both := h.account("")
		h.give(both.ID, h.role(ManageUnits), left)
		h.give(both.ID, h.role(ManageUnits|EditProject), right)
		wantKind(t, move(h.load(both.ID), right), fault.Denied)

		fair := h.account("")
		h.give(fair.ID, h.role(ManageUnits), left)
		h.give(fair.ID, h.role(ManageUnits), right)
		if err := move(h.load(fair.ID), right); err != nil {
			t.Errorf("with rights on both ends: %v", err)
		}
		reader := h.holder(ReadProject, right)
		if !reader.Can(ReadProject, moved) {
			t.Error("a moved unit does not have the rights of its new place")
		}
		wantKind(t, move(System("test"), moved), fault.BadInput)
	})
}

func TestAMovedUnitHasTheRightsOfItsNewPlaceAtOnceForWhoIsSignedIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		left, right := h.unit(h.root), h.unit(h.root)
		moved := h.unit(left)
		a := h.account("a long enough passphrase")
		h.give(a.ID, h.roles["reader"], left)
		in, err := h.gate.SignIn(ctx, Try{Login: a.Login, Password: "a long enough passphrase", Address: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		sees := func() bool {
			who, _, err := h.gate.BySession(ctx, in.Token)
			if err != nil {
				t.Fatal(err)
			}
			return who.Can(ReadProject, moved)
		}
		if !sees() {
			t.Error("the unit is not seen before the move")
		}
		h.must(func(tx *db.Tx, who Who) error {
			_, err := UpdateUnit(ctx, tx, who, moved, 1, func(u *Unit) { u.Parent = db.ID(right) })
			return err
		})
		if sees() {
			t.Error("the unit is still seen after it moved away")
		}
	})
}

func TestAUnitInUseIsNotDeleted(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t))
	u := h.unit(h.root)
	child := h.unit(u)
	remove := func(id int64) error {
		return h.as(System("test"), func(tx *db.Tx, who Who) error { return DeleteUnit(ctx, tx, who, id, 1) })
	}
	wantKind(t, remove(u), fault.Clash)
	wantKind(t, remove(h.root), fault.Clash)
	g := h.give(h.account("").ID, h.roles["reader"], child)
	wantKind(t, remove(child), fault.Clash)
	h.must(func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, g.ID) })
	if err := remove(child); err != nil {
		t.Error(err)
	}
	if err := remove(u); err != nil {
		t.Error(err)
	}
}

func TestTheUsesOfUnitsAreThoseOfAWalkOverTheTree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		north, south := h.unit(h.root), h.unit(h.root)
		town := h.unit(north)
		empty := h.unit(town)
		someone := h.account("")
		h.give(someone.ID, h.roles["reader"], town)
		h.must(func(tx *db.Tx, _ Who) error {
			for _, in := range []struct {
				unit  int64
				state string
			}{{north, "active"}, {town, "active"}, {town, "archived"}, {town, "deleted"}, {south, "active"}} {
				if _, err := db.Exec(ctx, tx, "INSERT INTO project (id, version, name, name_folded, unit_id, state, custom, unread, created, updated) VALUES ($1, 1, 'p', 'p', $2, $3, '{}', '{}', 0, 0)", tx.NewID(), in.unit, in.state); err != nil {
					return err
				}
			}
			return nil
		})
		got, err := UsesOfUnits(ctx, d, System("test"))
		if err != nil {
			t.Fatal(err)
		}
		for unit, want := range map[int64]Uses{
			h.root: {Projects: 4, Units: 4}, north: {Projects: 3, Units: 2}, town: {Grants: 1, Projects: 2, Units: 1}, empty: {}, south: {Projects: 1},
		} {
			if got[unit] != want {
				t.Errorf("unit %d: got %+v, want %+v", unit, got[unit], want)
			}
		}
		// Whoever manages a branch reads of no other.
		own, err := UsesOfUnits(ctx, d, h.holder(ManageUnits, north))
		if err != nil || len(own) != 3 || own[north].Projects != 3 || own[south] != (Uses{}) {
			t.Errorf("of a branch: got %+v, %v", own, err)
		}
	})
}
