package view_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/view"
)

func TestAPersonalViewIsItsOwnersAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me, admin := w.person("reader", w.branch), w.person("administrator", w.root)
		v := w.made(me, view.View{State: view.State{Filter: "manager = me"}})
		if !w.sees(me, v) || w.sees(admin, v) {
			t.Error("a personal view is seen by others, or not by its owner")
		}
		_, err := w.update(admin, v, func(v *view.View) { v.Locked = true })
		wantKind(t, err, fault.Missing)
	})
}

func TestAViewReachesThoseItIsSharedWith(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		pmo := w.person("pmo", w.root)
		on, under, top, far := w.person("reader", w.branch), w.person("reader", w.below), w.person("reader", w.root), w.person("reader", w.other)
		chief := w.person("project_manager", w.other)
		var group access.Group
		w.must(w.as(w.sys, func(tx *db.Tx) (err error) {
			if group, err = access.CreateGroup(ctx, tx, w.sys, "Steering"); err == nil {
				_, err = access.UpdateAccount(ctx, tx, w.sys, far.ID, 1, func(a *access.Account) { a.Groups = []int64{group.ID} })
			}
			return err
		}))
		for name, c := range map[string]struct {
			v    view.View
			sees []access.Who
		}{
			"everyone": {view.View{Scope: view.Everyone}, []access.Who{on, under, top, far, chief}},
			"a unit":   {view.View{Scope: view.Some, Audience: []view.Audience{{Kind: view.ForUnit, Target: w.branch}}}, []access.Who{on, under, top}},
			"a group":  {view.View{Scope: view.Some, Audience: []view.Audience{{Kind: view.ForGroup, Target: group.ID}}}, []access.Who{far}},
			"a role":   {view.View{Scope: view.Some, Audience: []view.Audience{{Kind: view.ForRole, Target: w.roles["project_manager"]}}}, []access.Who{chief}},
		} {
			v := w.made(pmo, c.v)
			for _, who := range []access.Who{on, under, top, far, chief} {
				want := slices.ContainsFunc(c.sees, func(s access.Who) bool { return s.ID == who.ID })
				if got := w.sees(who, v); got != want {
					t.Errorf("shared with %s: %s sees it: got %v, want %v", name, who.Name, got, want)
				}
			}
		}
	})
}

func TestSharingAsksForTheRightWhereTheReadersAre(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		unit := func(id int64) []view.Audience { return []view.Audience{{Kind: view.ForUnit, Target: id}} }
		local, plain := w.person("pmo", w.branch), w.person("project_manager", w.root)
		_, err := w.create(plain, view.View{Scope: view.Everyone})
		wantKind(t, err, fault.Denied)
		_, err = w.create(local, view.View{Scope: view.Everyone})
		wantKind(t, err, fault.Denied)
		_, err = w.create(local, view.View{Scope: view.Some, Audience: unit(w.other)})
		wantKind(t, err, fault.Denied)
		_, err = w.create(local, view.View{Scope: view.Some, Audience: []view.Audience{{Kind: view.ForRole, Target: w.roles["reader"], Standard: true}}})
		wantKind(t, err, fault.Denied)
		v := w.made(local, view.View{Scope: view.Some, Audience: unit(w.branch)})
		_, err = w.update(local, v, func(v *view.View) { v.Audience = append(v.Audience, unit(w.other)...) })
		wantKind(t, err, fault.Denied)
		mine := w.made(plain, view.View{})
		_, err = w.update(plain, mine, func(v *view.View) { v.Scope = view.Everyone })
		wantKind(t, err, fault.Denied)
		_, err = w.create(local, view.View{Scope: view.Some})
		wantKind(t, err, fault.BadInput)
	})
}

func TestALockedViewIsChangedByItsOwnerAndWhoMayShareIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		owner, admin, reader := w.person("pmo", w.root), w.person("administrator", w.root), w.person("reader", w.root)
		v := w.made(owner, view.View{Scope: view.Everyone})
		state := func(v *view.View) { v.State.Filter = "progress > 50" }
		var err error
		if v, err = w.update(reader, v, state); err != nil {
			t.Errorf("an open view could not be saved over: %v", err)
		}
		for name, change := range map[string]func(*view.View){
			"rename": func(v *view.View) { v.Name = label.T("Other", "Autre") },
			"lock":   func(v *view.View) { v.Locked = true },
			"hide":   func(v *view.View) { v.Scope = view.Personal },
		} {
			if _, err := w.update(reader, v, change); fault.KindOf(err) != fault.Denied {
				t.Errorf("a reader may %s the view of another: %v", name, err)
			}
		}
		v, err = w.update(owner, v, func(v *view.View) { v.Locked = true })
		w.must(err)
		_, err = w.update(reader, v, state)
		wantKind(t, err, fault.Clash)
		wantKind(t, w.as(reader, func(tx *db.Tx) error { return view.Delete(ctx, tx, reader, v.ID, v.Version) }), fault.Clash)
		if v, err = w.update(owner, v, state); err != nil {
			t.Errorf("the owner cannot change a locked view: %v", err)
		}
		if _, err = w.update(admin, v, state); err != nil {
			t.Errorf("who may share cannot change a locked view: %v", err)
		}
	})
}

func TestAStaleVersionIsRefusedWithWhatIsStored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me := w.person("reader", w.root)
		v := w.made(me, view.View{})
		now, err := w.update(me, v, func(v *view.View) { v.State.Find = "a" })
		w.must(err)
		_, err = w.update(me, v, func(v *view.View) { v.State.Find = "b" })
		f, _ := errors.AsType[*fault.Fault](err)
		if f == nil || f.Kind != fault.Stale || f.Current.(view.View).Version != now.Version {
			t.Errorf("got %v, want the stored version %d", err, now.Version)
		}
	})
}

func TestADeletedViewComesBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me, other := w.person("reader", w.root), w.person("pmo", w.root)
		v := w.made(me, view.View{State: view.State{Filter: "progress > 50", Group: []view.Group{{Key: "unit"}}}})
		w.must(w.as(me, func(tx *db.Tx) error { return view.Delete(ctx, tx, me, v.ID, v.Version) }))
		if slices.Contains(w.names(me), "Mine") {
			t.Error("a deleted view is still listed")
		}
		bin, err := view.Bin(ctx, w.d, me, "project", w.d.Millis())
		if err != nil || len(bin) != 1 {
			t.Fatalf("got %d in the bin, %v, want 1", len(bin), err)
		}
		wantKind(t, w.as(other, func(tx *db.Tx) error { _, err := view.Restore(ctx, tx, other, v.ID); return err }), fault.Missing)
		var back view.View
		w.must(w.as(me, func(tx *db.Tx) (err error) { back, err = view.Restore(ctx, tx, me, v.ID); return err }))
		if !reflect.DeepEqual(back.State, v.State) || !slices.Contains(w.names(me), "Mine") {
			t.Errorf("got %+v, want %+v", back.State, v.State)
		}
	})
}

func TestEveryVersionIsKeptAndCanBeTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me := w.person("reader", w.root)
		v := w.made(me, view.View{State: view.State{Filter: "progress > 50"}})
		first := v.State
		v, err := w.update(me, v, func(v *view.View) { v.State.Filter, v.State.Sort = "progress > 60", []view.Sort{{Key: "end"}} })
		w.must(err)
		past, err := view.History(ctx, w.d, me, v.ID)
		if err != nil || len(past) != 2 || !slices.Equal(past[0].Parts, []string{"sort", "filter"}) || past[0].Change.Actor != db.ID(me.ID) {
			t.Fatalf("got %+v, %v", past, err)
		}
		same, err := w.update(me, v, func(*view.View) {})
		if err != nil || same.Version != v.Version {
			t.Errorf("saving the same made version %d, %v", same.Version, err)
		}
		w.must(w.as(me, func(tx *db.Tx) (err error) { v, err = view.Revert(ctx, tx, me, v.ID, v.Version, 1); return err }))
		if !reflect.DeepEqual(v.State, first) || v.Version != 3 {
			t.Errorf("got version %d %+v, want version 3 %+v", v.Version, v.State, first)
		}
	})
}

func TestUnknownAttributesAreRefusedWithTheirPlace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me := w.person("reader", w.root)
		for where, s := range map[string]view.State{
			"state.columns[1].key":  {Columns: []view.Column{{Key: "name"}, {Key: "nmae"}}},
			"state.sort[0].key":     {Sort: []view.Sort{{Key: "nope"}}},
			"state.group[0].key":    {Group: []view.Group{{Key: "nope"}}},
			"state.board.by":        {Board: view.Board{By: "nope"}},
			"state.timeline.end":    {Timeline: view.Timeline{End: "nope"}},
			"state.rules[0].key":    {Rules: []view.Rule{{Key: "nope", Filter: "progress > 1", Colour: "red"}}},
			"state.rules[0].colour": {Rules: []view.Rule{{Filter: "progress > 1", Colour: "url(x)"}}},
			"state.period":          {Period: "2026-02-30"},
			"state.compare":         {Compare: "yesterday"},
		} {
			_, err := w.create(me, view.View{State: s})
			f, _ := errors.AsType[*fault.Fault](err)
			if f == nil || len(f.Details) != 1 || f.Details[0].Where != where {
				t.Errorf("%s: got %v", where, err)
			}
		}
	})
}

func TestAViewIsComparedWithADateTheBaselineOrAReview(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me := w.person("reader", w.root)
		for _, compare := range []string{"", "last_month_end", "2026-10-31", "baseline", "review:3v4t5zw0djk"} {
			if v := w.made(me, view.View{State: view.State{Compare: compare}}); v.State.Compare != compare {
				t.Errorf("got %q, want %q", v.State.Compare, compare)
			}
		}
		for _, compare := range []string{"today", "review:", "review:../x", "baselines"} {
			_, err := w.create(me, view.View{State: view.State{Compare: compare}})
			wantKind(t, err, fault.BadInput)
		}
	})
}

func TestARetiredAttributeStaysInTheViewAndIsNamed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var f field.Field
		w.must(w.as(w.sys, func(tx *db.Tx) error {
			f = field.Field{Object: "project", Key: "old", Kind: field.Text, Label: label.T("Old", "Ancien"), Consolidation: field.None}
			return field.Create(ctx, tx, w.sys, &f)
		}))
		me := w.person("reader", w.root)
		v := w.made(me, view.View{State: view.State{Columns: []view.Column{{Key: "name"}, {Key: "old"}}}})
		w.must(w.as(w.sys, func(tx *db.Tx) error { return field.Retire(ctx, tx, w.sys, "project", "old", f.Version) }))
		v, err := view.Get(ctx, w.d, me, v.ID)
		w.must(err)
		c, err := field.Load(ctx, w.d, "project")
		w.must(err)
		if got := v.State.Lost(c); !slices.Equal(got, []string{"old"}) {
			t.Errorf("got %v, want old", got)
		}
		if _, err := w.update(me, v, func(v *view.View) { v.State.Find = "x" }); err != nil {
			t.Errorf("a view with a retired attribute cannot be saved: %v", err)
		}
	})
}

func TestARoleHasOneDefault(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		pmo, chief, both := w.person("pmo", w.root), w.person("project_manager", w.branch), w.person("executive", w.root)
		standard := func(who access.Who) string {
			views, err := view.List(ctx, w.d, who, "project")
			w.must(err)
			id, err := view.Standard(ctx, w.d, who, views)
			w.must(err)
			i := slices.IndexFunc(views, func(v view.View) bool { return v.ID == id })
			if i < 0 {
				return ""
			}
			return views[i].Name.EN
		}
		if a, b, c := standard(chief), standard(both), standard(pmo); a != "My projects" || b != "By unit" || c != "" {
			t.Errorf("got %q, %q and %q to start with", a, b, c)
		}
		w.made(pmo, view.View{Name: label.T("Ours", "Nôtre"), Scope: view.Everyone, Audience: []view.Audience{{Kind: view.ForRole, Target: w.roles["project_manager"], Standard: true}}})
		if got := standard(chief); got != "Ours" {
			t.Errorf("got %q, want the new default", got)
		}
	})
}

func TestEachPersonHasAnOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me, other := w.person("reader", w.root), w.person("reader", w.root)
		views, err := view.List(ctx, w.d, me, "project")
		w.must(err)
		w.must(w.as(me, func(tx *db.Tx) error {
			return view.Order(ctx, tx, me, "project", []int64{views[6].ID, views[2].ID, 12345})
		}))
		if got := w.names(me); got[0] != "Calendar" || got[1] != "To update" || got[2] != "All projects" || len(got) != 7 {
			t.Errorf("got %v", got)
		}
		if got := w.names(other); got[0] != "All projects" {
			t.Errorf("the order of one person is that of another: %v", got)
		}
	})
}

func TestOpeningsAreCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me, other := w.person("reader", w.root), w.person("reader", w.root)
		views, err := view.List(ctx, w.d, me, "project")
		w.must(err)
		v := views[1]
		for _, who := range []access.Who{me, me, other} {
			w.must(w.as(who, func(tx *db.Tx) error { return view.Open(ctx, tx, who, v.ID) }))
		}
		uses, err := view.Uses(ctx, w.d, me, "project")
		w.must(err)
		if got := w.names(me); got[0] != "All projects" {
			t.Errorf("opening a view moved it: %v", got)
		}
		u := uses[v.ID]
		if u.Opens != 3 || u.Readers != 2 || u.Mine == 0 || u.Unused(v, w.d.Millis()) {
			t.Errorf("got %+v", u)
		}
		later := w.d.Millis() + 91*86_400_000
		if !u.Unused(v, later) || !uses[views[2].ID].Unused(views[2], later) {
			t.Error("a view that nobody opened for 91 days counts as used")
		}
	})
}

func TestWhatTheProgramBringsComesOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		admin := w.person("administrator", w.root)
		views, err := view.List(ctx, w.d, admin, "project")
		w.must(err)
		w.must(w.as(admin, func(tx *db.Tx) error { return view.Delete(ctx, tx, admin, views[0].ID, views[0].Version) }))
		w.must(w.as(w.sys, func(tx *db.Tx) error { return view.Seed(ctx, tx, w.sys) }))
		if got := w.names(admin); len(got) != 6 {
			t.Errorf("got %v, want the six that were left", got)
		}
	})
}
