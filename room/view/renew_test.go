package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/view"
)

func (w *world) seed() {
	w.t.Helper()
	w.must(w.as(w.sys, func(tx *db.Tx) error { return view.Seed(ctx, tx, w.sys) }))
}

func (w *world) byOrigin(origin string) view.View {
	w.t.Helper()
	views, err := view.List(ctx, w.d, w.sys, "project")
	w.must(err)
	at := slices.IndexFunc(views, func(v view.View) bool { return v.Origin == origin })
	if at < 0 {
		return view.View{}
	}
	return views[at]
}

// told is what the views say, without ids and versions; roles by their keys.
func (w *world) told() string {
	w.t.Helper()
	views, err := view.List(ctx, w.d, w.sys, "project")
	w.must(err)
	var out []string
	for _, v := range views {
		line := fmt.Sprint(v.Origin, v.Name.EN, v.Name.FR, v.Scope, v.Locked, v.Position, v.State)
		for key, id := range w.roles {
			if v.Default(id) {
				line += " " + key
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// later is what a later program ships: other words and conditions, one more view,
// and another default of managers.
func later() (back func()) {
	return view.Ship(func(origin string, name *label.Text, filter *string, roles *[]string) {
		name.EN += " now"
		switch origin {
		case "to_update":
			*filter = "updated < today - 15d"
		case "mine":
			*roles = nil
		case "soon":
			*roles = []string{"project_manager"}
			*filter = "end < today + 30d"
		}
	}, "soon")
}

func TestViewsThatNobodyChangedAreAsInANewInstance(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		defer later()()
		w.seed()
		fresh := newWorld(t, dbtest.SQLite(t))
		if got, want := w.told(), fresh.told(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		before := w.byOrigin("soon").Version
		w.seed()
		if got := w.byOrigin("soon").Version; got != before {
			t.Errorf("a second start made version %d of a view, want %d still", got, before)
		}
	})
}

func TestViewsKeepWhatWasChangedByHandAndDeletedOnesStayAway(t *testing.T) {
	for _, kept := range []bool{true, false} {
		each(t, func(t *testing.T, w *world) {
			pmo := w.person("administrator", w.root)
			if _, err := w.update(pmo, w.byOrigin("to_update"), func(v *view.View) { v.Name = label.T("Stale", "Anciens") }); err != nil {
				t.Fatal(err)
			}
			if _, err := w.update(pmo, w.byOrigin("in_trouble"), func(v *view.View) { v.State.Filter = `light = "red"` }); err != nil {
				t.Fatal(err)
			}
			gone := w.byOrigin("calendar")
			w.must(w.as(pmo, func(tx *db.Tx) error { return view.Delete(ctx, tx, pmo, gone.ID, gone.Version) }))
			own := w.made(pmo, view.View{Scope: view.Everyone, Audience: []view.Audience{{Kind: view.ForRole, Target: w.roles["project_manager"], Standard: true}}})
			if !kept {
				w.must(w.as(w.sys, func(tx *db.Tx) error {
					_, err := db.Exec(ctx, tx, "DELETE FROM shipped")
					return err
				}))
			}
			defer later()()
			w.seed()
			if v := w.byOrigin("to_update"); v.Name.EN != "Stale" || v.State.Filter != "updated < today - 15d" {
				t.Errorf("got %q with %q, want the name of the hand and the new condition", v.Name.EN, v.State.Filter)
			}
			if v := w.byOrigin("in_trouble"); v.Name.EN != "In trouble now" || v.State.Filter != `light = "red"` {
				t.Errorf("got %q with %q, want the new name and the condition of the hand", v.Name.EN, v.State.Filter)
			}
			if v := w.byOrigin("calendar"); v.ID != 0 {
				t.Errorf("got %+v, want the deleted view to stay away", v)
			}
			if v := w.byOrigin("soon"); v.ID == 0 || v.Default(w.roles["project_manager"]) {
				t.Errorf("got %+v, want the new view, and the default that somebody chose to stay", v)
			}
			if v, err := view.Get(ctx, w.d, w.sys, own.ID); err != nil || !v.Default(w.roles["project_manager"]) {
				t.Errorf("got %+v %v, want the default that somebody chose to stay", v, err)
			}
		})
	}
}
