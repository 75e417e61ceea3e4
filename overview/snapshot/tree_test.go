package snapshot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/hierarchy"
	"vigie/room/project"
)

// planted makes a hierarchy of a few nodes, "a" with "b" and "c" below it, "c" with
// "d", and "e", and an attribute of a kind that draws from it.
func (w *world) planted(t testing.TB, kind field.Kind) (hierarchy.Hierarchy, map[string]int64) {
	t.Helper()
	ctx := context.Background()
	var h hierarchy.Hierarchy
	w.update(0, func(tx *db.Tx) (err error) {
		if h, err = hierarchy.Create(ctx, tx, w.who, hierarchy.Hierarchy{Key: "plan", Label: label.T("Plan", "Plan")}); err != nil {
			return err
		}
		var nodes []hierarchy.Node
		for _, key := range []string{"a", "b", "c", "d", "e"} {
			nodes = append(nodes, hierarchy.Node{Key: key, Label: label.T("Node "+key, "Nœud "+key)})
		}
		if err := hierarchy.Bring(ctx, tx, w.who, h.ID, nodes, []string{"", "a", "a", "c", ""}); err != nil {
			return err
		}
		return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Key: "goal", Kind: kind, Label: label.T("Goal", "But"), Tree: "plan", Grants: true})
	})
	w.c = w.live().Catalogue
	out := map[string]int64{}
	for _, o := range w.c.Get("goal").Choices {
		out[o.Key] = o.ID
	}
	return h, out
}

func TestAFilterTakesTheBranchAndGroupsNestByLevel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		_, id := w.planted(t, field.Choice)
		past := w.live().On - 30
		for _, key := range []string{"e", "d", "b", "a"} {
			w.create(past, "P"+key, field.Values{"goal": field.Int(id[key])})
		}
		w.create(past, "P", nil)
		for filter, want := range map[string][]string{
			`goal under "a"`:                 {"Pa", "Pb", "Pd"},
			`goal under ("c", "e")`:          {"Pd", "Pe"},
			`goal not under "a"`:             {"P", "Pe"},
			`But sous "Nœud a / Nœud c"`:     {"Pd"},
			`goal = "a"`:                     {"Pa"},
			`IF(UNDER(goal, "c"), 1, 2) = 1`: {"Pd"},
		} {
			if got := w.list(w.live(), snapshot.Query{Filter: filter}); !slices.Equal(got, want) {
				t.Errorf("%s: got %v, want %v", filter, got, want)
			}
		}
		if got := w.list(w.live(), snapshot.Query{Sort: snapshot.ParseSort("goal")}); !slices.Equal(got, []string{"Pa", "Pb", "Pd", "Pe", "P"}) {
			t.Errorf("in the order of the tree: got %v", got)
		}
		res := w.mustList(t, snapshot.Query{Group: "goal.1,goal.2"})
		var groups []struct {
			Value  *string
			Count  int
			Groups []struct{ Value *string }
		}
		if err := json.Unmarshal(res.AppendGroups(nil, snapshot.Range{}), &groups); err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, g := range groups {
			said += fmt.Sprint(text(g.Value), g.Count)
			for _, in := range g.Groups {
				said += " " + text(in.Value)
			}
			said += "; "
		}
		if said != "a3 b c -; e1 -; -1 -; " {
			t.Errorf("got %s", said)
		}
		// What a node stood below then is what groups and filters of then go by.
		w.update(0, func(tx *db.Tx) error {
			n, err := hierarchy.NodeByID(context.Background(), tx, id["c"])
			if err != nil {
				return err
			}
			_, err = hierarchy.Change(context.Background(), tx, w.who, n.ID, n.Version, &hierarchy.Place{Parent: id["e"]}, func(*hierarchy.Node) {})
			return err
		})
		if got := w.list(w.live(), snapshot.Query{Filter: `goal under "e"`}); !slices.Equal(got, []string{"Pd", "Pe"}) {
			t.Errorf("after a move: got %v", got)
		}
	})
}

func text(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func TestWhoHoldsARoleOnANodeSeesItsProjectsAlsoInThePast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ctx := context.Background()
		_, id := w.planted(t, field.Choices)
		past := w.live().On - 30
		w.create(past, "In", field.Values{"goal": field.List([]int64{id["d"]})})
		w.create(past, "Out", field.Values{"goal": field.List([]int64{id["e"]})})
		var a access.Account
		w.update(0, func(tx *db.Tx) (err error) {
			if a, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: "paul", Name: "Paul"}, ""); err != nil {
				return err
			}
			roles, err := access.Roles(ctx, tx, w.who)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == "reader" })
			_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: roles[i].ID, Node: db.ID(id["a"])})
			return err
		})
		paul, err := access.Load(ctx, d, a.ID, "web")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*snapshot.Snapshot{w.live(), w.asOf(past)} {
			res, err := s.List(paul, snapshot.Query{})
			if err != nil || len(res.Items) != 1 || s.Value(res.Items[0].Row, "name").S != "In" {
				t.Errorf("on %s: got %d projects, %v", s.On, len(res.Items), err)
			}
		}
	})
}

// Ten thousand projects below two thousand nodes, seen by who holds a role on a fifth
// of them.
func BenchmarkSeeingByNodes(b *testing.B) {
	d := dbtest.SQLite(b)
	w := newWorld(b, d)
	ctx := context.Background()
	h, id := w.planted(b, field.Choice)
	w.update(0, func(tx *db.Tx) error {
		var nodes []hierarchy.Node
		var under []string
		for i := range 2000 {
			nodes = append(nodes, hierarchy.Node{Key: fmt.Sprintf("n%d", i), Label: label.T(fmt.Sprint("N", i), fmt.Sprint("N", i))})
			under = append(under, []string{"a", "b", "c", "d", "e"}[i%5])
		}
		return hierarchy.Bring(ctx, tx, w.who, h.ID, nodes, under)
	})
	w.c = w.live().Catalogue
	choices := w.c.Get("goal").Choices
	var edits []project.Edit
	for i := range 10_000 {
		edits = append(edits, project.Edit{Values: field.Values{"name": field.Str(fmt.Sprint("P", i)), "unit": field.Int(w.unit), "goal": field.Int(choices[i%len(choices)].ID)}})
	}
	w.write(0, edits...)
	var a access.Account
	w.update(0, func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, w.who, access.Account{Login: "paul", Name: "Paul"}, ""); err != nil {
			return err
		}
		roles, err := access.Roles(ctx, tx, w.who)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == "reader" })
		_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: roles[i].ID, Node: db.ID(id["e"])})
		return err
	})
	b.Run("loading the person", func(b *testing.B) {
		for b.Loop() {
			if _, err := access.Load(ctx, d, a.ID, "web"); err != nil {
				b.Fatal(err)
			}
		}
	})
	paul, _ := access.Load(ctx, d, a.ID, "web")
	s := w.live()
	b.Run("listing", func(b *testing.B) {
		for b.Loop() {
			if res, err := s.List(paul, snapshot.Query{}); err != nil || len(res.Items) == 0 {
				b.Fatal(err)
			}
		}
	})
	b.Run("reading the catalogue", func(b *testing.B) {
		for b.Loop() {
			if _, err := field.Load(ctx, d, "project"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("moving a node", func(b *testing.B) {
		to := []int64{id["a"], id["e"]}
		for i := 0; b.Loop(); i++ {
			w.update(0, func(tx *db.Tx) error {
				n, err := hierarchy.NodeByID(ctx, tx, id["d"])
				if err != nil {
					return err
				}
				_, err = hierarchy.Change(ctx, tx, w.who, n.ID, n.Version, &hierarchy.Place{Parent: to[i%2]}, func(*hierarchy.Node) {})
				return err
			})
		}
	})
}

func TestAMovedNodeTakesItsProjectsItsRightsAndItsPastAlong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ctx := context.Background()
		h, id := w.planted(t, field.Choice)
		w.create(w.live().On-30, "Deep", field.Values{"goal": field.Int(id["d"])})
		people := map[string]access.Account{}
		w.update(0, func(tx *db.Tx) error {
			roles, err := access.Roles(ctx, tx, w.who)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(roles, func(r access.Role) bool { return r.Key == "reader" })
			for _, key := range []string{"a", "d", "e"} { // a role on each, which goes down to what is below
				a, err := access.CreateAccount(ctx, tx, w.who, access.Account{Login: "on-" + key, Name: key}, "")
				if err != nil {
					return err
				}
				if _, err := access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(a.ID), Role: roles[i].ID, Node: db.ID(id[key])}); err != nil {
					return err
				}
				people[key] = a
			}
			return nil
		})
		sees := func(when string, want map[string]int) {
			t.Helper()
			for key, n := range want {
				who, err := access.Load(ctx, d, people[key].ID, "web")
				if err != nil {
					t.Fatal(err)
				}
				if res, err := w.live().List(who, snapshot.Query{}); err != nil || len(res.Items) != n {
					t.Errorf("%s, who has a role on %s sees %d projects, want %d (%v)", when, key, len(res.Items), n, err)
				}
			}
		}
		before, err := d.LastChange(ctx)
		if err != nil {
			t.Fatal(err)
		}
		sees("before", map[string]int{"a": 1, "d": 1, "e": 0})
		w.update(0, func(tx *db.Tx) error {
			n, err := hierarchy.NodeByID(ctx, tx, id["d"])
			if err == nil {
				_, err = hierarchy.Change(ctx, tx, w.who, n.ID, n.Version, &hierarchy.Place{Parent: id["e"]}, func(*hierarchy.Node) {})
			}
			return err
		})
		sees("after the move", map[string]int{"a": 0, "d": 1, "e": 1})
		versions, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history WHERE entity = 'node' AND object = $1", id["d"])
		if err != nil || versions != 2 {
			t.Errorf("the node has %d versions (%v), want both under its id", versions, err)
		}
		_, then, err := hierarchy.KnownAt(ctx, d, w.live().On, before)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range then[h.ID] {
			if n.ID == id["d"] && n.Parent != id["c"] {
				t.Error("before the move it already stood elsewhere")
			}
		}
	})
}
