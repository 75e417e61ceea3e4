package baseline_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/project"
)

var ctx = context.Background()

// world is a database with the catalogue and two projects, which begin on Monday 4
// January 2027 and are to end on 26 February; days have seven hours.
type world struct {
	t           *testing.T
	d           *db.DB
	who         access.Who
	c           baseline.Catalogues
	mine, other int64
	last        int64 // the change that was made last
}

func date(text string) day.Day {
	d, err := day.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}

func newWorld(t *testing.T, d *db.DB) *world {
	w := &world{t: t, d: d, who: access.System("test")}
	w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministry"), field.Seed(ctx, tx, w.who))
	})
	var err, other error
	w.c.Projects, err = field.Load(ctx, d, "project")
	w.c.Dates, other = field.Load(ctx, d, "milestone")
	w.must(errors.Join(err, other))
	w.mine, w.other = w.project("Mine"), w.project("Other")
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) update(f func(*db.Tx) error) {
	w.t.Helper()
	number, err := w.d.Update(ctx, w.who.Origin(), f)
	w.must(err)
	w.last = number
}

func (w *world) project(name string) (id int64) {
	w.t.Helper()
	root, err := access.Root(ctx, w.d)
	w.must(err)
	w.update(func(tx *db.Tx) error {
		p, err := project.Change(ctx, tx, w.who, w.c.Projects, project.Edit{Values: field.Values{
			"name": field.Str(name), "unit": field.Ref(root.ID), "start": field.Int(int64(date("2027-01-04"))), "end": field.Int(int64(date("2027-02-26"))),
		}})
		if err == nil {
			id = p.ID
		}
		return err
	})
	return id
}

func of[T any](v T) *T { return &v }

func (w *world) edit(id int64, edits ...plan.Edit) {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, id)
	w.must(err)
	w.update(func(tx *db.Tx) error {
		_, err := plan.Change(ctx, tx, w.who, w.c.Dates, id, v.Mark, edits)
		return err
	})
}

// planned gives a project two tasks and a milestone that follow each other.
func (w *world) planned(id int64) {
	w.t.Helper()
	task := func(ref int64, name string, days int64, waits string) plan.Edit {
		return plan.Edit{ID: ref, Add: plan.Task, Set: plan.Patch{Name: &name, Duration: of(days * 420), Waits: &waits}}
	}
	w.edit(id, task(-1, "Dig", 2, ""), task(-2, "Wall", 3, ""), plan.Edit{ID: -3, Add: plan.Milestone, Set: plan.Patch{Name: of("Open")}})
	w.edit(id, plan.Edit{ID: w.id(id, "Wall"), Set: plan.Patch{Waits: of("1")}}, plan.Edit{ID: w.id(id, "Open"), Set: plan.Patch{Waits: of("2")}})
}

// mark is that of the plan as it is.
func (w *world) mark() string {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, w.mine)
	w.must(err)
	return v.Mark
}

func (w *world) id(of int64, name string) int64 {
	w.t.Helper()
	v, err := plan.Get(ctx, w.d, w.who, of)
	w.must(err)
	for _, r := range v.Rows {
		if r.Name == name {
			return r.ID
		}
	}
	w.t.Fatalf("there is no %q", name)
	return 0
}

func (w *world) take(name string, reference bool, projects ...int64) (out []*baseline.Baseline) {
	w.t.Helper()
	w.update(func(tx *db.Tx) (err error) {
		out, err = baseline.Take(ctx, tx, w.who, w.c, projects, nil, baseline.Ask{Name: name, Reference: reference})
		return err
	})
	return out
}

// drawn says what a comparison says, a line an item.
func (w *world) drawn(id int64) string {
	w.t.Helper()
	c, err := baseline.Compare(ctx, w.d, w.who, w.mine, id)
	w.must(err)
	var b strings.Builder
	for _, l := range c.Lines {
		fmt.Fprintf(&b, "%s %s: %s → %s, %+d %+d (%+d)\n", l.Name, l.State, short(l.Was.Finish), short(l.Now.Finish), l.StartBy, l.FinishBy, l.FinishCal)
	}
	return b.String()
}

func short(t schedule.Time) string {
	if t == 0 {
		return "-"
	}
	return strings.Fields(t.In(label.EN))[0] + " " + strings.Fields(t.In(label.EN))[1]
}

// names are the baselines of a project, latest first, the reference with a star.
func (w *world) names() string {
	w.t.Helper()
	all, err := baseline.List(ctx, w.d, w.who, w.mine)
	w.must(err)
	var out []string
	for _, b := range all {
		if out = append(out, b.Name); b.Reference {
			out[len(out)-1] += "*"
		}
	}
	return strings.Join(out, " ")
}

// promised are the dates that the project and its key date carry as their baseline.
func (w *world) promised() string {
	w.t.Helper()
	var out []string
	say := func(v field.Value) {
		text := "-"
		if v.Set {
			text = day.Day(v.N).String()
		}
		out = append(out, text)
	}
	w.must(project.Each(ctx, w.d, []int64{w.mine}, func(p *project.Project) error {
		say(p.Values["start_baseline"])
		say(p.Values["end_baseline"])
		return nil
	}))
	all, err := milestone.Kind.Of(ctx, w.d, w.who, w.mine)
	w.must(err)
	for _, m := range all {
		say(m.Values["baseline"])
	}
	return strings.Join(out, " ")
}

// takeBack takes a change back as overview/change does.
func (w *world) takeBack(change int64) {
	w.t.Helper()
	projects, err := project.Reversals(ctx, w.d, w.who, w.c.Projects, change)
	w.must(err)
	dates, err := milestone.Kind.Reversals(ctx, w.d, w.who, w.c.Dates, change)
	w.must(err)
	mine, err := baseline.Reversals(ctx, w.d, w.who, change)
	w.must(err)
	w.update(func(tx *db.Tx) error {
		var all []error
		for _, r := range projects {
			out, err := project.Write(ctx, tx, w.who, w.c.Projects, r.Edits(true))
			for _, o := range out {
				all = append(all, o.Err)
			}
			all = append(all, err)
		}
		for _, r := range dates {
			_, err := milestone.Kind.Write(ctx, tx, w.who, w.c.Dates, r.Edits(true))
			all = append(all, err)
		}
		for _, r := range mine {
			_, err := baseline.Return(ctx, tx, w.who, r, true)
			all = append(all, err)
		}
		return errors.Join(all...)
	})
}
