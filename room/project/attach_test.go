package project_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/hierarchy"
	"vigie/room/project"
)

// forest is a world with a hierarchy that an attribute of projects draws from, and
// that carries rights.
type forest struct {
	*world
	tree hierarchy.Hierarchy
}

func newForest(w *world, kind field.Kind) *forest {
	w.t.Helper()
	f := &forest{world: w}
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		if f.tree, err = hierarchy.Create(ctx, tx, w.who, hierarchy.Hierarchy{Label: label.T("Strategy", "Stratégie")}); err != nil {
			return err
		}
		return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: "goal", Kind: kind, Label: label.T("Goal", "Objectif"), Tree: f.tree.Key, Grants: true})
	}))
	w.reload()
	return f
}

func (f *forest) node(name string, parent int64) int64 {
	f.t.Helper()
	var n hierarchy.Node
	f.must(f.update(0, func(tx *db.Tx) (err error) {
		n, err = hierarchy.Add(ctx, tx, f.who, hierarchy.Node{Hierarchy: f.tree.ID, Parent: parent, Label: label.T(name, name)}, 0)
		return err
	}))
	f.reload()
	return n.ID
}

func (f *forest) move(who access.Who, id, to int64) error {
	f.t.Helper()
	n, err := hierarchy.NodeByID(ctx, f.d, id)
	f.must(err)
	_, err = f.d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		_, err := hierarchy.Change(ctx, tx, who, id, n.Version, &hierarchy.Place{Parent: to}, func(*hierarchy.Node) {})
		return err
	})
	f.reload()
	return err
}

// give gives a person a role on a node and loads the person again.
func (f *forest) give(who access.Who, role string, node int64) access.Who {
	f.t.Helper()
	f.must(f.update(0, func(tx *db.Tx) error {
		roles, err := access.Roles(ctx, tx, f.world.who)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == role })
		_, err = access.AddGrant(ctx, tx, f.world.who, access.Grant{Account: db.ID(who.ID), Role: roles[i].ID, Node: db.ID(node)})
		return err
	}))
	return f.load(who)
}

func (f *forest) load(who access.Who) access.Who {
	f.t.Helper()
	again, err := access.Load(ctx, f.d, who.ID, "web")
	f.must(err)
	return again
}

func TestARoleOnANodeReachesWhatIsAttachedThereAndBelow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choice)
		grow := f.node("Grow", 0)
		north, save := f.node("North", grow), f.node("Save", 0)
		below := f.create(0, "Below", field.Values{"goal": field.Int(north)})
		beside := f.create(0, "Beside", field.Values{"goal": field.Int(save)})
		someone := f.give(f.person("reader", f.other), "contributor", grow)
		for id, want := range map[int64]bool{below: true, beside: false} {
			if got := someone.CanProject(access.ReadProject, id, f.unit, 0); got != want {
				t.Errorf("project %d: got %v, want %v", id, got, want)
			}
			seen, err := access.WhoSees(ctx, f.d, f.world.who, id, f.unit)
			if err != nil || slices.ContainsFunc(seen, func(p access.Person) bool { return p.ID == someone.ID }) != want {
				t.Errorf("project %d is seen by %v, %v", id, seen, err)
			}
			roles, err := access.RolesOn(ctx, f.d, someone, id, f.unit)
			if err != nil || (len(roles) == 1) != want {
				t.Errorf("roles on project %d: %v, %v", id, roles, err)
			}
			held, err := access.HoldsRole(ctx, f.d, someone, append(roles, 1), id, f.unit)
			if err != nil || held != want {
				t.Errorf("holds a role on project %d: %v, %v", id, held, err)
			}
		}
		f.must(f.move(f.world.who, north, save))
		if f.load(someone).CanProject(access.ReadProject, below, f.unit, 0) {
			t.Error("a moved node keeps the rights of where it stood")
		}
		f.must(f.move(f.world.who, save, grow))
		if someone = f.load(someone); !someone.CanProject(access.ReadProject, below, f.unit, 0) || !someone.CanProject(access.ReadProject, beside, f.unit, 0) {
			t.Error("a node that was moved below does not take on the rights there")
		}
		f.edit(0, project.Edit{ID: below, Values: field.Values{"goal": {}}})
		if f.load(someone).CanProject(access.ReadProject, below, f.unit, 0) {
			t.Error("a project that was taken off keeps the rights of the node")
		}
		f.must(f.update(0, func(tx *db.Tx) error {
			_, err := field.Update(ctx, tx, f.world.who, "project", "goal", 1, func(g *field.Field) error { g.Grants = false; return nil })
			return err
		}))
		if f.load(someone).CanProject(access.ReadProject, beside, f.unit, 0) {
			t.Error("an attribute that carries no rights any more gives some")
		}
	})
}

func TestNobodyComesToRightsByAttachingOrMoving(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choices)
		mine, quiet, theirs := f.node("Mine", 0), f.node("Quiet", 0), f.node("Theirs", 0)
		secret := f.create(0, "Secret", field.Values{"unit": field.Int(f.other), "goal": field.List([]int64{theirs})})
		own := f.create(0, "Own", nil)
		editor := f.give(f.person("pmo", f.unit), "pmo", mine)
		f.give(f.person("reader", f.other), "reader", theirs)
		denied := func(what string, err error) {
			t.Helper()
			if k := fault.KindOf(err); k != fault.Denied && k != fault.Missing {
				t.Errorf("%s: got %v", what, err)
			}
		}
		attach := func(id int64, nodes ...int64) error {
			_, err := f.try(editor, 0, project.Edit{ID: id, Values: field.Values{"goal": field.List(nodes)}})
			return err
		}
		denied("bringing a project of others to oneself", attach(secret, theirs, mine))
		denied("bringing one's own to others", attach(own, theirs))
		if err := attach(own, quiet); err != nil {
			t.Errorf("attaching where nobody holds a role: %v", err)
		}
		if !editor.Can(access.CreateProject, f.unit) {
			t.Fatal("who runs a PMO creates projects")
		}
		if err := attach(own, mine, quiet); err != nil {
			t.Errorf("attaching where one may create projects: %v", err)
		}
		_, err := f.try(editor, 0, project.Edit{Values: field.Values{"name": field.Str("New"), "unit": field.Int(f.unit), "goal": field.List([]int64{theirs})}})
		denied("a new project", err)
		denied("moving a node without the right", f.move(editor, theirs, mine))

		// Whoever defines the catalogue, and nothing else, gains nothing by it.
		var role access.Role
		f.must(f.update(0, func(tx *db.Tx) (err error) {
			role, err = access.CreateRole(ctx, tx, f.world.who, access.Role{Key: "librarian", Label: label.T("Librarian", "Documentaliste"), Rights: access.EditCatalogue})
			return err
		}))
		librarian := f.give(f.person("librarian", f.root), "reader", mine)
		denied("moving a node below one's own", f.move(librarian, theirs, mine))
		if err := f.move(librarian, theirs, quiet); err != nil {
			t.Errorf("moving a node that takes its roles along: %v", err)
		}
		denied("moving a node out of what others hold", f.move(librarian, f.node("Inner", theirs), 0))
		_, err = f.d.Update(ctx, librarian.Origin(), func(tx *db.Tx) error {
			_, err := field.Update(ctx, tx, librarian, "project", "goal", 1, func(g *field.Field) error { g.Grants = false; return nil })
			return err
		})
		denied("taking the rights off an attribute", err)
		_, err = f.d.Update(ctx, librarian.Origin(), func(tx *db.Tx) error {
			return field.Create(ctx, tx, librarian, &field.Field{Object: "project", Key: "second", Kind: field.Choice, Label: label.T("Second", "Second"), Tree: f.tree.Key, Grants: true})
		})
		denied("a second attribute that carries rights", err)
		denied("retiring it", func() error {
			_, err := f.d.Update(ctx, librarian.Origin(), func(tx *db.Tx) error { return field.Retire(ctx, tx, librarian, "project", "goal", 1) })
			return err
		}())
		_, err = f.d.Update(ctx, librarian.Origin(), func(tx *db.Tx) error {
			_, err := access.AddGrant(ctx, tx, librarian, access.Grant{Account: db.ID(librarian.ID), Role: role.ID, Node: db.ID(theirs)})
			return err
		})
		denied("giving oneself a role", err)
	})
}

func TestANodeOutOfItsDatesIsNotOffered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choice)
		top := f.node("Plan 2020-2024", 0)
		goal := f.node("Goal", top)
		past := f.today.AddMonths(-2)
		id := f.create(past-10, "Old", nil)
		f.must(f.update(0, func(tx *db.Tx) error {
			_, err := hierarchy.Change(ctx, tx, f.world.who, top, 1, nil, func(n *hierarchy.Node) { n.From, n.Until = past-20, past })
			return err
		}))
		f.reload()
		set := field.Values{"goal": field.Int(goal)}
		_, err := f.try(f.world.who, 0, project.Edit{ID: id, Values: set})
		refused(t, "after the dates of what is above", err, fault.BadInput, "goal")
		f.edit(past-5, project.Edit{ID: id, Values: set})
		if got := f.get(id).Values["goal"]; got.N != goal {
			t.Errorf("an edit of then: got %v", got)
		}
		f.edit(0, project.Edit{ID: id, Values: field.Values{"name": field.Str("Old still"), "goal": field.Int(goal)}})
		f.sound()
	})
}

// The model: for every grant on a node, a walk from each attached node up to the top.
func TestMovingNodesAtRandomKeepsValuesAndGivesTheRightsOfAWalk(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := newForest(w, field.Choices)
		nodes, parent := []int64{}, map[int64]int64{}
		var projects []int64
		var people []access.Who
		for i := range 3 {
			people = append(people, f.person("reader", f.other))
			projects = append(projects, f.create(0, fmt.Sprintf("Project %d", i), nil))
		}
		held, given := map[int64][]int64{}, map[int64][]int64{}
		rapid.Check(t, func(rt *rapid.T) {
			pick := func(what string) int64 { return rapid.SampledFrom(nodes).Draw(rt, what) }
			step := rapid.IntRange(0, 3).Draw(rt, "step")
			switch {
			case step == 0 || len(nodes) < 3:
				to := int64(0)
				if len(nodes) > 0 && rapid.Bool().Draw(rt, "below") {
					to = pick("parent")
				}
				depth := 0
				for at := to; at != 0; at = parent[at] {
					depth++
				}
				if depth > 15 {
					to = 0
				}
				id := f.node(fmt.Sprintf("Node %d", len(nodes)), to)
				nodes, parent[id] = append(nodes, id), to
			case step == 1:
				id, to := pick("moved"), pick("to")
				cycle, depth := false, 0
				for at := to; at != 0; at = parent[at] {
					cycle, depth = cycle || at == id, depth+1
				}
				if err := f.move(f.world.who, id, to); (err != nil) != cycle && depth < 10 {
					rt.Fatalf("moving below itself is %v, and the answer is %v", cycle, err)
				} else if err == nil {
					parent[id] = to
				}
			case step == 2:
				id := rapid.SampledFrom(projects).Draw(rt, "project")
				list := []int64{pick("one"), pick("two")}
				slices.Sort(list)
				list = slices.Compact(list)
				f.edit(0, project.Edit{ID: id, Values: field.Values{"goal": field.List(list)}})
				held[id] = list
			default:
				who := rapid.IntRange(0, len(people)-1).Draw(rt, "person")
				node := pick("node")
				people[who] = f.give(people[who], "reader", node)
				given[people[who].ID] = append(given[people[who].ID], node)
			}
			for _, id := range projects {
				if got := f.get(id).Values["goal"].L; !slices.Equal(got, held[id]) {
					rt.Fatalf("project %d holds %v, want %v", id, got, held[id])
				}
			}
			for i := range people {
				people[i] = f.load(people[i])
				for _, id := range projects {
					want := false
					for _, node := range held[id] {
						for at := node; at != 0; at = parent[at] {
							want = want || slices.Contains(given[people[i].ID], at)
						}
					}
					if got := people[i].CanProject(access.ReadProject, id, f.unit, 0); got != want {
						rt.Fatalf("person %d on project %d: got %v, want %v", i, id, got, want)
					}
				}
			}
			seen := map[int64]bool{}
			all, err := hierarchy.NodesOf(ctx, f.d, f.tree.ID)
			f.must(err)
			for i, n := range all {
				if n.Place != int64(i+1) || n.Parent != parent[n.ID] || n.Parent != 0 && !seen[n.Parent] {
					rt.Fatalf("node %d stands at %d below %d, want below %d", n.ID, n.Place, n.Parent, parent[n.ID])
				}
				seen[n.ID] = true
			}
			if len(all) != len(nodes) {
				rt.Fatalf("got %d nodes, want %d", len(all), len(nodes))
			}
		})
	})
}
