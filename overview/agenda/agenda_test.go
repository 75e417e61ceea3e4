package agenda_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
)

var ctx = context.Background()

// world is a database with projects, each with some key dates.
type world struct {
	t      testing.TB
	d      *db.DB
	who    access.Who
	keeper *agenda.Keeper
	c      *field.Catalogue
	today  day.Day
	owners []int64
}

func newWorld(t testing.TB, d *db.DB, projects, each int) *world {
	t.Helper()
	w := &world{t: t, d: d, who: access.System("test"), keeper: agenda.NewKeeper(d, snapshot.NewKeeper(d)), today: day.OfTime(d.Now())}
	w.update(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Ministry"), field.Seed(ctx, tx, w.who))
	})
	c, err := field.Load(ctx, d, "project")
	if err == nil {
		w.c, err = field.Load(ctx, d, "milestone")
	}
	root, err2 := access.Root(ctx, d)
	if errors.Join(err, err2) != nil {
		t.Fatal(err, err2)
	}
	var edits []project.Edit
	for i := range projects {
		edits = append(edits, project.Edit{Values: field.Values{"name": field.Str(fmt.Sprintf("Project %05d", i)), "unit": field.Ref(root.ID)}})
	}
	for part := range slices.Chunk(edits, 1000) {
		w.update(func(tx *db.Tx) error {
			out, err := project.Write(ctx, tx, w.who, c, part)
			var dates []record.Edit
			for _, o := range out {
				w.owners = append(w.owners, o.Project.ID)
				for n := range each {
					dates = append(dates, record.Edit{Values: field.Values{"project": field.Int(o.Project.ID), "name": field.Str(fmt.Sprint("Date ", n)), "date": field.Int(int64(w.today) + int64(n*20-30))}})
				}
			}
			if err == nil {
				_, err = milestone.Kind.Write(ctx, tx, w.who, w.c, dates)
			}
			return err
		})
	}
	return w
}

func (w *world) update(f func(*db.Tx) error) {
	w.t.Helper()
	if err := w.d.Reserve(ctx, 20_000); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.d.Update(ctx, w.who.Origin(), f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) list(q agenda.Query) *agenda.Result {
	w.t.Helper()
	live, err := w.keeper.Live(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := live.List(w.who, q)
	if err != nil {
		w.t.Fatal(err)
	}
	return res
}

func TestTheListFollowsEveryChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 3, 2)
		if n := len(w.list(agenda.Query{}).Items); n != 6 {
			t.Fatalf("got %d key dates, want 6", n)
		}
		first := w.list(agenda.Query{Sort: snapshot.ParseSort("project,name")}).Items[0]
		w.update(func(tx *db.Tx) error {
			_, err := milestone.Kind.Save(ctx, tx, w.who, w.c, record.Edit{ID: first.ID, Values: field.Values{"name": field.Str("Renamed")}})
			return err
		})
		if got := w.list(agenda.Query{Search: "renamed"}); len(got.Items) != 1 || got.Hidden != 5 {
			t.Errorf("got %d found, %d hidden after renaming", len(got.Items), got.Hidden)
		}
		w.update(func(tx *db.Tx) error { return milestone.Kind.Delete(ctx, tx, w.who, w.c, first.ID, 2) })
		if n := len(w.list(agenda.Query{}).Items); n != 5 {
			t.Errorf("got %d after deleting one", n)
		}
		w.update(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "project")
			if err == nil {
				_, err = project.Delete(ctx, tx, w.who, c, w.owners[1], 1)
			}
			return err
		})
		if n := len(w.list(agenda.Query{}).Items); n != 3 {
			t.Errorf("got %d after a project with two went into the bin", n)
		}
	})
}

func TestGroupsCountWhatTheListHolds(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t), 3, 2)
	res := w.list(agenda.Query{Group: "project", Sort: snapshot.ParseSort("-date")})
	if len(res.Groups) != 3 || res.Groups[0].Count != 2 || res.Groups[2].Count != 2 {
		t.Errorf("got groups %v", res.Groups)
	}
}

func BenchmarkListOfFiftyThousand(b *testing.B) {
	w := newWorld(b, dbtest.SQLite(b), 10_000, 5)
	w.list(agenda.Query{})
	b.ResetTimer()
	for range b.N {
		w.list(agenda.Query{When: agenda.Open, Filter: "drift >= 0", Search: "project"})
	}
}
