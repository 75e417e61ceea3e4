package access

import (
	"slices"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

func (h *house) delegate(who Who, d Delegation) (Delegation, error) {
	err := h.as(who, func(tx *db.Tx, who Who) (err error) {
		if d.Ends == 0 {
			d.Ends = tx.Millis() + 24*time.Hour.Milliseconds()
		}
		d, err = Delegate(ctx, tx, who, d)
		return err
	})
	return d, err
}

func (h *house) mustDelegate(d Delegation) Delegation {
	h.t.Helper()
	d, err := h.delegate(System("test"), d)
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// TestADelegationBeginsAndEndsByItself looks through the cache of a running
// server: nothing is written when it begins or ends.
func TestADelegationBeginsAndEndsByItself(t *testing.T) {
	h, pass := clocked(t)
	branch := h.unit(h.root)
	chief := h.holder(ReadProject|EditOwnProject|Comment, branch)
	deputy := h.account("")
	now := h.d.Millis()
	d := h.mustDelegate(Delegation{From: chief.ID, To: deputy.ID, Begins: now + time.Hour.Milliseconds(), Ends: now + 3*time.Hour.Milliseconds()})
	may := func() bool {
		t.Helper()
		stamp, err := db.Get[int64](ctx, h.d, "SELECT n FROM counter WHERE name = 'rights'")
		if err != nil {
			t.Fatal(err)
		}
		w, err := h.gate.people.person(ctx, h.d, deputy.ID, stamp, "web")
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := Now(ctx, h.d, w)
		if err != nil || fresh.Can(ReadProject, branch) != w.Can(ReadProject, branch) {
			t.Errorf("as loaded %t, as of now %t, %v", w.Can(ReadProject, branch), fresh.Can(ReadProject, branch), err)
		}
		// He edits what the one manages for whom he acts.
		if own := w.CanProject(EditProject, 1, branch, chief.ID); own != w.Can(ReadProject, branch) || w.CanProject(EditProject, 1, branch, 12345) {
			t.Errorf("edits what the chief manages: %t", own)
		}
		return w.Can(ReadProject, branch)
	}
	for _, step := range []struct {
		by   time.Duration
		want bool
	}{{0, false}, {59 * time.Minute, false}, {2 * time.Minute, true}, {118 * time.Minute, true}, {2 * time.Minute, false}} {
		pass(step.by)
		if got := may(); got != step.want {
			t.Errorf("after another %s: got %t, want %t", step.by, got, step.want)
		}
	}
	if err := h.as(chief, func(tx *db.Tx, who Who) error { _, err := EndDelegation(ctx, tx, who, d.ID); return err }); fault.KindOf(err) != fault.Clash {
		t.Errorf("ending what is over: %v", err)
	}
}

func TestNobodyActsWithMoreThanTheOtherHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch, sibling := h.unit(h.root), h.unit(h.root)
		team := h.unit(branch)
		chief, deputy, third := h.account(""), h.account(""), h.account("")
		read, edit := h.role(ReadProject), h.role(EditProject|ReadHistory)
		everything := h.give(chief.ID, h.roles["administrator"], h.root)
		h.mustDelegate(Delegation{From: chief.ID, To: deputy.ID})
		_, err := h.delegate(h.load(deputy.ID), Delegation{To: third.ID, Note: "passed on"})
		wantKind(t, err, fault.BadInput)
		h.give(deputy.ID, h.role(Comment), sibling)
		h.mustDelegate(Delegation{From: deputy.ID, To: third.ID, Note: "passed on"})
		got := h.load(deputy.ID)
		if got.Somewhere() != All&^Administer {
			t.Errorf("acting for an administrator: got %v, want all but to administer", got.Somewhere().Keys())
		}
		if passed := h.load(third.ID); passed.Somewhere() != Comment {
			t.Errorf("passed on: got %v, want the deputy's own alone", passed.Somewhere().Keys())
		}
		// What is taken from the one is taken from the other, at once.
		other := h.account("long enough pass")
		h.must(func(tx *db.Tx, who Who) error {
			if err := Administrator(ctx, tx, who, other.ID); err != nil {
				return err
			}
			return RemoveGrant(ctx, tx, who, everything.ID)
		})
		if got := h.load(deputy.ID); got.Somewhere() != Comment {
			t.Errorf("after the chief lost it: got %v", got.Somewhere().Keys())
		}
		// Narrowed to one role and one unit.
		h.give(chief.ID, read, h.root)
		h.give(chief.ID, edit, branch)
		only := h.account("")
		h.mustDelegate(Delegation{From: chief.ID, To: only.ID, Roles: []int64{edit}, Units: []int64{team}})
		w := h.load(only.ID)
		for _, c := range []struct {
			r    Right
			unit int64
			want bool
		}{{EditProject, team, true}, {EditProject, branch, false}, {ReadProject, team, false}, {ReadProject, sibling, false}} {
			if got := w.Can(c.r, c.unit); got != c.want {
				t.Errorf("%v on %d: got %t, want %t", c.r.Keys(), c.unit, got, c.want)
			}
		}
		if roles, err := RolesOn(ctx, d, w, 0, team); err != nil || !slices.Equal(roles, []int64{edit}) {
			t.Errorf("roles there: got %v %v, want %d", roles, err, edit)
		}
		if people, err := WhoSees(ctx, d, System("test"), 0, team); err != nil || len(people) < 2 {
			t.Errorf("who sees: got %v %v", people, err)
		}
	})
}

func TestDelegatingIsForOneselfOrWhomOneManages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch, sibling := h.unit(h.root), h.unit(h.root)
		admin := h.holder(ManageUsers|ReadProject|EditProject, branch)
		member, elsewhere, deputy := h.account(""), h.account(""), h.account("")
		h.give(member.ID, h.role(ReadProject), branch)
		h.give(elsewhere.ID, h.role(ReadProject), sibling)
		_, err := h.delegate(admin, Delegation{From: elsewhere.ID, To: admin.ID})
		wantKind(t, err, fault.Missing)
		_, err = h.delegate(h.load(member.ID), Delegation{From: admin.ID, To: member.ID})
		wantKind(t, err, fault.Missing)
		for _, bad := range []Delegation{
			{To: member.ID},
			{To: 1 << 40},
			{To: deputy.ID, Ends: 1},
			{To: deputy.ID, Begins: d.Millis(), Ends: d.Millis() + 2*longestDelegation.Milliseconds()},
			{To: deputy.ID, Roles: []int64{1 << 40}},
		} {
			_, err := h.delegate(h.load(member.ID), bad)
			wantKind(t, err, fault.BadInput)
		}
		// Set up by an administrator for himself, it never becomes more than he manages.
		given, err := h.delegate(admin, Delegation{From: member.ID, To: admin.ID})
		if err != nil {
			t.Fatal(err)
		}
		h.give(member.ID, h.role(ReadProject|ReadHistory), sibling)
		if w := h.load(admin.ID); w.Can(ReadProject, sibling) || w.Somewhere()&ReadHistory != 0 {
			t.Error("an administrator of a branch came to another by a delegation of his own making")
		}
		// A role that asks a second factor counts for nobody without one.
		strict := Role{Key: "strict", Rights: Export, Factor: true}
		strict.Label.EN = "Strict"
		h.must(func(tx *db.Tx, who Who) (err error) { strict, err = CreateRole(ctx, tx, who, strict); return err })
		h.give(member.ID, strict.ID, branch)
		h.mustDelegate(Delegation{From: member.ID, To: deputy.ID})
		if w := h.load(deputy.ID); !w.Can(ReadProject, branch) || w.Can(Export, branch) {
			t.Error("a role that asks a second factor was lent to somebody without one")
		}
		stranger := h.holder(ReadProject, sibling)
		wantKind(t, h.as(stranger, func(tx *db.Tx, who Who) error { _, err := EndDelegation(ctx, tx, who, given.ID); return err }), fault.Missing)
		_, err = Delegations(ctx, d, stranger, member.ID)
		wantKind(t, err, fault.Missing)
		_, err = Delegations(ctx, d, stranger, 0)
		wantKind(t, err, fault.Denied)
		if err := h.as(h.load(member.ID), func(tx *db.Tx, who Who) error { _, err := EndDelegation(ctx, tx, who, given.ID); return err }); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsDoneForSomebodyIsNoted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch := h.unit(h.root)
		chief := h.holder(EditProject, branch)
		deputy := h.account("")
		h.give(deputy.ID, h.role(ReadProject), branch)
		h.mustDelegate(Delegation{From: chief.ID, To: deputy.ID})
		for _, c := range []struct {
			r    Right
			want bool
		}{{ReadProject, false}, {EditProject, true}} {
			who := h.load(deputy.ID).Acting()
			number, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
				now, err := Now(ctx, tx, who)
				if err != nil {
					return err
				}
				if !now.CanProject(c.r, 0, branch, 0) {
					t.Errorf("%v: not allowed", c.r.Keys())
				}
				if err := Audit(ctx, tx, now, Exported, "something"); err != nil {
					return err
				}
				return NoteBehalf(ctx, tx, now)
			})
			if err != nil {
				t.Fatal(err)
			}
			of, err := BehalfOf(ctx, d, []int64{number})
			if err != nil || slices.Contains(of[number], chief.ID) != c.want {
				t.Errorf("%v: got %v %v, want for the chief: %t", c.r.Keys(), of, err, c.want)
			}
		}
	})
}
