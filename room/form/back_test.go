package form_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
)

// TestWhateverIsDoneToFormsEachVersionComesBackAsItWas makes, changes, orders,
// deletes and takes back forms at random: every version that there ever was can be
// kept again, and is then what it was.
func TestWhateverIsDoneToFormsEachVersionComesBackAsItWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := &world{t: t, d: d, sys: access.System("test")}
		w.must(w.change(func(tx *db.Tx) error {
			if err := access.Seed(ctx, tx, w.sys, "Ministère"); err != nil {
				return err
			}
			return field.Seed(ctx, tx, w.sys)
		}))
		var err error
		w.c, err = field.Load(ctx, d, "project")
		w.must(err)
		was := map[int64]map[int64]form.Form{} // form → version → what it was
		last := map[int64]int64{}
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				w.step(rt, was, last)
			}
			w.agree(rt, was, last)
		})
	})
}

// step does one thing to the forms, and notes what came of it.
func (w *world) step(rt *rapid.T, was map[int64]map[int64]form.Form, last map[int64]int64) {
	forms := w.list()
	note := func(f form.Form) {
		if was[f.ID] == nil {
			was[f.ID] = map[int64]form.Form{}
		}
		was[f.ID][f.Version], last[f.ID] = f, f.Version
	}
	act := rapid.SampledFrom([]string{"make", "change", "order", "delete", "back"}).Draw(rt, "act")
	if len(forms) == 0 && act != "back" || len(was) == 0 || len(forms) > 8 && act == "make" {
		act = "make"
	}
	if act == "make" && len(forms) > 8 {
		act = "delete"
	}
	switch act {
	case "make":
		f, err := w.create(w.any(rt))
		ok(rt, err)
		note(f)
	case "change":
		f := rapid.SampledFrom(forms).Draw(rt, "form")
		to := w.any(rt)
		f, err := w.edit(f, func(f *form.Form) { f.Name, f.For, f.Sections, f.Whole = to.Name, to.For, to.Sections, to.Whole })
		ok(rt, err)
		note(f)
	case "order":
		ids := []int64{}
		for _, f := range rapid.Permutation(forms).Draw(rt, "order") {
			ids = append(ids, f.ID)
		}
		ok(rt, w.change(func(tx *db.Tx) error {
			_, err := form.Order(ctx, tx, w.sys, form.Project, ids)
			return err
		}))
		for _, f := range w.list() {
			note(f)
		}
	case "delete":
		f := rapid.SampledFrom(forms).Draw(rt, "form")
		ok(rt, w.change(func(tx *db.Tx) error { return form.Delete(ctx, tx, w.sys, f.ID, f.Version) }))
		last[f.ID] = f.Version + 1
	case "back":
		id := rapid.SampledFrom(sorted(was)).Draw(rt, "id")
		to := rapid.SampledFrom(sorted(was[id])).Draw(rt, "version")
		var f form.Form
		ok(rt, w.change(func(tx *db.Tx) (err error) {
			f, err = form.Revert(ctx, tx, w.sys, id, last[id], to)
			return err
		}))
		if got, want := said(f), said(was[id][to]); got != want {
			rt.Errorf("got %s, want what it was: %s", got, want)
		}
		note(f)
	}
}

// agree compares what is stored with what was noted last.
func (w *world) agree(rt *rapid.T, was map[int64]map[int64]form.Form, last map[int64]int64) {
	for _, f := range w.list() {
		if f.Version != last[f.ID] || said(f) != said(was[f.ID][f.Version]) {
			rt.Errorf("got %s, want %s", said(f), said(was[f.ID][last[f.ID]]))
		}
	}
	past, err := form.History(ctx, w.d, w.sys, "")
	ok(rt, err)
	for _, p := range past {
		if then, there := was[p.ID][p.Version]; there && !p.Gone && said(p.Form) != said(then) {
			rt.Errorf("the history has %s, want %s", said(p.Form), said(then))
		}
	}
}

// any is a form that can be kept.
func (w *world) any(rt *rapid.T) form.Form {
	f := form.Form{Name: label.T(rapid.StringMatching(`[a-z]{1,8}`).Draw(rt, "name"), ""), Whole: rapid.Bool().Draw(rt, "whole")}
	for _, at := range rapid.SliceOfNDistinct(rapid.IntRange(0, 3), 0, 3, rapid.ID).Draw(rt, "stages") {
		f.For.Stages = append(f.For.Stages, w.option("stage", at))
	}
	if rapid.Bool().Draw(rt, "for a role") {
		f.For.Roles = []int64{w.role("pmo")}
	}
	keys := rapid.SliceOfNDistinct(rapid.IntRange(0, len(w.c.Fields)-1), 0, 6, rapid.ID).Draw(rt, "fields")
	part := form.Section{Title: label.T("Part", "Partie"), Columns: rapid.IntRange(1, 3).Draw(rt, "columns"), Collapsed: rapid.Bool().Draw(rt, "collapsed")}
	for _, at := range keys {
		part.Lines = append(part.Lines, form.Line{Field: w.c.Fields[at].ID, ReadOnly: rapid.Bool().Draw(rt, "read only"), Wide: rapid.Bool().Draw(rt, "wide")})
	}
	f.Sections = []form.Section{part}
	return f
}

// said is what a form says, its place and version aside.
func said(f form.Form) string {
	return fmt.Sprint(f.ID, f.Name, f.Whole, f.For, f.Sections)
}

func ok(rt *rapid.T, err error) {
	rt.Helper()
	if err != nil {
		rt.Fatal(err)
	}
}

func sorted[V any](m map[int64]V) []int64 { return slices.Sorted(maps.Keys(m)) }
