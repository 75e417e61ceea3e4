package access

import (
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

func TestNobodyGivesMoreThanHeHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch, sibling := h.unit(h.root), h.unit(h.root)
		chief := h.holder(ManageRoles|ManageUsers|ReadProject, branch)
		someone := h.account("")
		give := func(role, unit int64) error {
			return h.as(chief, func(tx *db.Tx, who Who) error {
				_, err := AddGrant(ctx, tx, who, Grant{Account: db.ID(someone.ID), Role: role, Unit: db.ID(unit)})
				return err
			})
		}
		read := h.role(ReadProject)
		if err := give(read, branch); err != nil {
			t.Errorf("giving what he holds: %v", err)
		}
		wantKind(t, give(h.roles["administrator"], branch), fault.Denied)
		wantKind(t, give(h.role(EditProject), branch), fault.Denied)
		wantKind(t, give(read, sibling), fault.Missing)
		wantKind(t, give(read, h.root), fault.Missing)
		wantKind(t, give(read, 1<<40), fault.Missing)
	})
}

func TestAChiefOfOneBranchDoesNotTouchAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch, sibling := h.unit(h.root), h.unit(h.root)
		chiefAccount := h.account("")
		h.give(chiefAccount.ID, h.roles["administrator"], branch)
		chief := h.load(chiefAccount.ID)
		mine, theirs, both := h.account(""), h.account(""), h.account("")
		h.give(mine.ID, h.roles["reader"], branch)
		there := h.give(theirs.ID, h.roles["reader"], sibling)
		h.give(both.ID, h.roles["reader"], branch)
		h.give(both.ID, h.roles["reader"], sibling)
		rename := func(id, version int64) error {
			return h.as(chief, func(tx *db.Tx, who Who) error {
				_, err := UpdateAccount(ctx, tx, who, id, version, func(a *Account) { a.Email = "eve@example.org" })
				return err
			})
		}
		if err := rename(mine.ID, 1); err != nil {
			t.Errorf("a person of the branch: %v", err)
		}
		wantKind(t, rename(theirs.ID, 1), fault.Missing)
		wantKind(t, rename(both.ID, 1), fault.Missing)
		for name, err := range map[string]error{
			"link": h.as(chief, func(tx *db.Tx, who Who) error { _, err := Invite(ctx, tx, who, theirs.ID); return err }),
			"take": h.as(chief, func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, there.ID) }),
			"unit": h.as(chief, func(tx *db.Tx, who Who) error { return DeleteUnit(ctx, tx, who, sibling, 1) }),
		} {
			if fault.KindOf(err) != fault.Missing {
				t.Errorf("%s: got %v, want not found", name, err)
			}
		}
		wantKind(t, h.as(chief, func(tx *db.Tx, who Who) error {
			_, err := UpdateRole(ctx, tx, who, h.roles["reader"], 1, func(r *Role) { r.Rights = All })
			return err
		}), fault.Denied)
		found, err := Accounts(ctx, h.d, chief, Page{})
		if err != nil || found.Total != 2 {
			t.Errorf("got %v %v, want the chief and the person of the branch", found, err)
		}
		grants, err := Grants(ctx, h.d, chief, Page{})
		if err != nil || grants.Total != 3 {
			t.Errorf("got %d grants, %v, want the three of the branch", grants.Total, err)
		}
	})
}

// Whoever manages users but holds less than an administrator must not become
// one through a link, an e-mail address or a group.
func TestAManagerOfUsersDoesNotTakeOverAnAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		admin := h.account("")
		h.give(admin.ID, h.roles["administrator"], h.root)
		var admins Group
		h.must(func(tx *db.Tx, who Who) (err error) {
			if admins, err = CreateGroup(ctx, tx, who, "Admins"); err != nil {
				return err
			}
			_, err = AddGrant(ctx, tx, who, Grant{Group: db.ID(admins.ID), Role: h.roles["administrator"], Unit: db.ID(h.root)})
			return err
		})
		clerk := h.holder(ManageUsers|ReadProject, h.root)
		someone := h.account("")
		wantKind(t, h.as(clerk, func(tx *db.Tx, who Who) error { _, err := Invite(ctx, tx, who, admin.ID); return err }), fault.Missing)
		wantKind(t, h.as(clerk, func(tx *db.Tx, who Who) error {
			_, err := UpdateAccount(ctx, tx, who, admin.ID, 1, func(a *Account) { a.Email = "eve@example.org" })
			return err
		}), fault.Missing)
		for _, id := range []int64{someone.ID, clerk.ID} {
			err := h.as(clerk, func(tx *db.Tx, who Who) error {
				_, err := UpdateAccount(ctx, tx, who, id, 1, func(a *Account) { a.Groups = []int64{admins.ID} })
				return err
			})
			wantKind(t, err, fault.BadInput)
		}
		wantKind(t, h.as(clerk, func(tx *db.Tx, who Who) error { return DeleteGroup(ctx, tx, who, admins.ID, 1) }), fault.Missing)
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		one, two := h.account("a long enough passphrase"), h.account("a long enough passphrase")
		first := h.give(one.ID, h.roles["administrator"], h.root)
		second := h.give(two.ID, h.roles["administrator"], h.root)
		remove := func(who Who, id int64) error {
			return h.as(who, func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, id) })
		}
		if err := remove(h.load(one.ID), second.ID); err != nil {
			t.Fatal(err)
		}
		wantKind(t, remove(h.load(one.ID), first.ID), fault.Clash)
		wantKind(t, h.as(h.load(one.ID), func(tx *db.Tx, who Who) error {
			_, err := UpdateAccount(ctx, tx, who, one.ID, 1, func(a *Account) { a.Disabled = true })
			return err
		}), fault.Clash)
		wantKind(t, h.as(h.load(one.ID), func(tx *db.Tx, who Who) error {
			_, err := UpdateRole(ctx, tx, who, h.roles["administrator"], 1, func(r *Role) { r.Rights = ReadProject })
			return err
		}), fault.Clash)
	})
}

func TestEveryRightStaysWithSomeAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		one, two := h.account("a long enough passphrase"), h.account("a long enough passphrase")
		h.give(one.ID, h.roles["administrator"], h.root)
		h.give(two.ID, h.roles["pmo"], h.root)
		change := func(role string, rights Right) error {
			return h.as(h.load(one.ID), func(tx *db.Tx, who Who) error {
				r, err := RoleByID(ctx, tx, who, h.roles[role])
				if err == nil {
					_, err = UpdateRole(ctx, tx, who, r.ID, r.Version, func(r *Role) { r.Rights = rights })
				}
				return err
			})
		}
		// Whoever gives roles gives only what he holds: a PMO who keeps the right cannot.
		wantKind(t, change("administrator", All&^EditCatalogue), fault.Clash)
		if err := change("pmo", ReadProject); err != nil {
			t.Errorf("a role that administrators hold as well: %v", err)
		}
		h.give(two.ID, h.roles["administrator"], h.root)
		wantKind(t, change("administrator", All&^ReopenMonth), fault.Clash)
		if err := change("administrator", All); err != nil {
			t.Error(err)
		}
	})
}

func TestTwoAdministratorsDoNotRemoveEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		one, two := h.account("a long enough passphrase"), h.account("a long enough passphrase")
		first := h.give(one.ID, h.roles["administrator"], h.root)
		second := h.give(two.ID, h.roles["administrator"], h.root)
		a, b := h.load(one.ID), h.load(two.ID)
		var wg sync.WaitGroup
		wg.Go(func() { h.as(a, func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, second.ID) }) })
		wg.Go(func() { h.as(b, func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, first.ID) }) })
		wg.Wait()
		if held, err := administered(ctx, d, 0); err != nil || held == 0 {
			t.Errorf("nobody is left to administer: %v", err)
		}
	})
}

func TestRightsTakenAwayDuringARequestAreGoneInItsTransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account("")
		g := h.give(a.ID, h.roles["administrator"], h.root)
		before := h.load(a.ID)
		h.must(func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, g.ID) })
		err := h.as(before, func(tx *db.Tx, who Who) error {
			_, err := CreateUnit(ctx, tx, who, Unit{Name: "late", Parent: db.ID(h.root)})
			return err
		})
		wantKind(t, err, fault.Missing)
		now, err := Now(ctx, d, before)
		if err != nil || now.CanSomewhere(ReadProject) {
			t.Errorf("got %v %v, want no right left", now.Somewhere().Keys(), err)
		}
	})
}

func TestChangesOfRightsAreInTheHistoryWithoutSecrets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account("a long enough passphrase")
		g := h.give(a.ID, h.roles["reader"], h.root)
		h.must(func(tx *db.Tx, who Who) error { return RemoveGrant(ctx, tx, who, g.ID) })
		for _, entity := range []string{"account", "unit", "role", "grant"} {
			n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history WHERE entity = $1", entity)
			if err != nil || n == 0 {
				t.Errorf("%s: %d versions, %v", entity, n, err)
			}
		}
		n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history WHERE data LIKE '%argon2%'")
		if err != nil || n != 0 {
			t.Errorf("%d versions hold a password, %v", n, err)
		}
		if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
			t.Errorf("chain: %v %v", bad, err)
		}
	})
}

func TestAGrantOnAProjectHoldsThereOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch := h.unit(h.root)
		h.must(func(tx *db.Tx, who Who) error {
			for _, id := range []int64{501, 502} {
				if _, err := db.Exec(ctx, tx, "INSERT INTO project (id, version, name, name_folded, unit_id, custom, unread, created, updated) VALUES ($1, 1, 'p', 'p', $2, '{}', '{}', 0, 0)", id, branch); err != nil {
					return err
				}
			}
			return nil
		})
		a, read, nothing := h.account(""), h.role(ReadProject), h.role(0)
		chief := h.holder(ManageRoles|ReadProject, branch)
		if err := h.as(chief, func(tx *db.Tx, who Who) error {
			_, err := AddGrant(ctx, tx, who, Grant{Account: db.ID(a.ID), Role: read, Project: 501})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		stranger := h.holder(ManageRoles|ReadProject, h.unit(h.root))
		wantKind(t, h.as(stranger, func(tx *db.Tx, who Who) error {
			_, err := AddGrant(ctx, tx, who, Grant{Account: db.ID(a.ID), Role: nothing, Project: 501})
			return err
		}), fault.Missing)
		who := h.load(a.ID)
		if !who.CanProject(ReadProject, 501, branch, 0) || who.CanProject(ReadProject, 502, branch, 0) || who.Can(ReadProject, branch) {
			t.Error("a grant on one project must hold on it alone")
		}
		where, args := who.Visible(ReadProject, "unit_id", "id", nil)
		got, err := db.Select[int64](ctx, d, "SELECT id FROM project WHERE "+where, args...)
		if err != nil || len(got) != 1 || got[0] != 501 {
			t.Errorf("got %v %v, want the one project", got, err)
		}
	})
}
