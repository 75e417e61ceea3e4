package project_test

import (
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// roleOf returns the id of a role that came with the program.
func (f *forest) roleOf(key string) int64 {
	f.t.Helper()
	roles, err := access.Roles(ctx, f.d, f.world.who)
	f.must(err)
	return roles[slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == key })].ID
}

// kept gives a role everywhere to somebody who can sign in, so that what it opens is
// never lost to all.
func (f *forest) kept(tx *db.Tx, role int64) error {
	a, err := access.CreateAccount(ctx, tx, f.world.who, access.Account{Login: "keeper", Name: "Keeper"}, "a hash")
	if err == nil {
		_, err = access.AddGrant(ctx, tx, f.world.who, access.Grant{Account: db.ID(a.ID), Role: role, Unit: db.ID(f.root)})
	}
	return err
}

func (f *forest) delegate(from, to access.Who, units ...int64) access.Who {
	f.t.Helper()
	f.must(f.update(0, func(tx *db.Tx) error {
		_, err := access.Delegate(ctx, tx, f.world.who, access.Delegation{From: from.ID, To: to.ID, Ends: tx.Millis() + 1_000_000, Units: units})
		return err
	}))
	return f.load(to)
}

// reaches compares every reading of the roles that somebody has on a project.
func (f *forest) reaches(what string, who access.Who, project int64, role string, want bool) {
	f.t.Helper()
	if got := who.CanProject(access.ReadProject, project, f.unit, 0); got != want {
		f.t.Errorf("%s: reads it: got %v, want %v", what, got, want)
	}
	roles, err := access.RolesOn(ctx, f.d, who, project, f.unit)
	if err != nil || slices.Contains(roles, f.roleOf(role)) != want {
		f.t.Errorf("%s: roles %v, %v, want the role: %v", what, roles, err, want)
	}
	held, err := access.HoldsRole(ctx, f.d, who, []int64{f.roleOf(role)}, project, f.unit)
	if err != nil || held != want {
		f.t.Errorf("%s: holds the role: %v, %v, want %v", what, held, err, want)
	}
	chain, err := access.Chain(ctx, f.d, f.world.who, who.ID, f.unit, project)
	f.must(err)
	named := slices.ContainsFunc(chain, func(r access.Reason) bool { return r.Node != 0 && r.NodeName().EN == "Strategy: Grow" })
	if named != want {
		f.t.Errorf("%s: explained by the node: %v, want %v", what, named, want)
	}
	seen, err := access.WhoSees(ctx, f.d, f.world.who, project, f.unit)
	if err != nil || slices.ContainsFunc(seen, func(p access.Person) bool { return p.ID == who.ID }) != want {
		f.t.Errorf("%s: among those who see it: %v, %v, want %v", what, seen, err, want)
	}
}

func TestARoleOnANodeIsDelegatedUnlessItIsNarrowedToUnits(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choice)
		grow := f.node("Grow", 0)
		id := f.create(0, "Below", field.Values{"goal": field.Int(f.node("North", grow))})
		chief := f.give(f.person("reader", f.other), "contributor", grow)
		f.reaches("the chief", chief, id, "contributor", true)
		f.reaches("a deputy", f.delegate(chief, f.person("reader", f.other)), id, "contributor", true)
		// What is narrowed to units holds on units alone, also for who has another role there.
		f.must(f.update(0, func(tx *db.Tx) error {
			role, err := access.CreateRole(ctx, tx, f.world.who, access.Role{Key: "sketcher", Label: label.T("Sketcher", "Dessinateur"), Rights: access.CreateProject})
			if err == nil {
				_, err = access.AddGrant(ctx, tx, f.world.who, access.Grant{Account: db.ID(chief.ID), Role: role.ID, Unit: db.ID(f.unit)})
			}
			return err
		}))
		narrowed := f.delegate(chief, f.person("reader", f.other), f.unit)
		if !narrowed.Can(access.CreateProject, f.unit) {
			t.Error("narrowed to a unit, nothing holds there")
		}
		f.reaches("narrowed to a unit", narrowed, id, "contributor", false)
		lines, err := access.Register(ctx, f.d, f.world.who, f.today)
		f.must(err)
		byNode := map[int64]bool{}
		for _, l := range lines {
			byNode[l.Account] = byNode[l.Account] || l.Node.EN == "Strategy: Grow"
		}
		if !byNode[chief.ID] || byNode[narrowed.ID] {
			t.Errorf("the register names the node of the chief: %v, of a deputy who has nothing there: %v", byNode[chief.ID], byNode[narrowed.ID])
		}
	})
}

func TestASensitiveAttributeOpensByARoleOnANodeAndThroughADelegation(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choice)
		grow := f.node("Grow", 0)
		finance := f.roleOf("finance")
		f.must(f.update(0, func(tx *db.Tx) error {
			if err := f.kept(tx, finance); err != nil {
				return err
			}
			return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: "margin", Kind: field.Number, Label: label.T("Margin", "Marge"), Readers: []int64{finance}})
		}))
		f.reload()
		below := f.create(0, "Below", field.Values{"goal": field.Int(grow)})
		beside := f.create(0, "Beside", nil)
		hides := func(who access.Who, id int64) bool { return f.c.Veil(who, f.unit, id).Hides("margin") }
		reader := f.person("reader", f.unit)
		chief := f.give(f.person("reader", f.unit), "finance", grow)
		for what, who := range map[string]access.Who{"the chief": chief, "a deputy": f.delegate(chief, f.person("reader", f.unit))} {
			if hides(who, below) || !hides(who, beside) {
				t.Errorf("%s: hidden below the node: %v, want false; beside: %v, want true", what, hides(who, below), hides(who, beside))
			}
		}
		if narrowed := f.delegate(chief, f.person("reader", f.unit), f.unit); !hides(narrowed, below) || !hides(reader, below) {
			t.Errorf("hidden from a deputy narrowed to a unit: %v, from a reader: %v, want both", hides(narrowed, below), hides(reader, below))
		}
		// What two readers of the same sight read is kept for both: it tells what is attached apart.
		before := chief.Sight()
		f.must(func() error {
			_, err := f.try(f.world.who, 0, project.Edit{ID: beside, Values: field.Values{"goal": field.Int(grow)}})
			return err
		}())
		if chief = f.load(chief); chief.Sight() == before || hides(chief, beside) {
			t.Errorf("attached: hidden %v, sight %q, before %q", hides(chief, beside), chief.Sight(), before)
		}
	})
}

func TestNobodyOpensASensitiveAttributeToHimselfByNodes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choice)
		mine, quiet := f.node("Mine", 0), f.node("Quiet", 0)
		f.must(f.update(0, func(tx *db.Tx) error {
			if _, err := access.CreateRole(ctx, tx, w.who, access.Role{Key: "partial", Label: label.T("Partial", "Partiel"), Rights: access.ManageRoles | access.ReadProject}); err != nil {
				return err
			}
			secret, err := access.CreateRole(ctx, tx, w.who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
			if err == nil {
				err = f.kept(tx, secret.ID)
			}
			if err == nil {
				err = field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: "margin", Kind: field.Number, Label: label.T("Margin", "Marge"), Readers: []int64{secret.ID}})
			}
			return err
		}))
		f.reload()
		partial := f.give(f.give(f.person("reader", f.unit), "partial", mine), "partial", quiet)
		grant := func(role string, node int64) error {
			_, err := f.d.Update(ctx, partial.Origin(), func(tx *db.Tx) error {
				_, err := access.AddGrant(ctx, tx, partial, access.Grant{Account: db.ID(partial.ID), Role: f.roleOf(role), Node: db.ID(node)})
				return err
			})
			return err
		}
		if err := grant("treasury", mine); fault.KindOf(err) != fault.Denied {
			t.Errorf("giving oneself on a node a role that opens an attribute: got %v", err)
		}
		f.give(f.person("reader", f.unit), "treasury", quiet)
		inner := f.node("Inner", quiet)
		_, err := f.d.Update(ctx, partial.Origin(), func(tx *db.Tx) error { return access.MayMoveNode(ctx, tx, partial, inner, quiet, mine) })
		if fault.KindOf(err) != fault.Denied {
			t.Errorf("moving a node away from who reads the attribute there: got %v", err)
		}
		partial = f.give(partial, "treasury", mine)
		if err := grant("treasury", mine); err != nil {
			t.Errorf("giving what one has on the node: %v", err)
		}
	})
}
