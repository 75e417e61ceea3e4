package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

// planner changes the plan of one project, as the program does.
type planner struct {
	d  *db.DB
	c  baseline.Catalogues
	id int64
}

var planning = access.System("test")

func newPlanner(ctx context.Context, d *db.DB) (p planner, err error) {
	p.d = d
	if p.c.Projects, err = field.Load(ctx, d, "project"); err != nil {
		return p, err
	}
	if p.c.Dates, err = field.Load(ctx, d, "milestone"); err != nil {
		return p, err
	}
	ids, err := db.Select[int64](ctx, d, "SELECT id FROM project ORDER BY id LIMIT 1")
	if err == nil && len(ids) == 1 {
		p.id = ids[0]
	}
	return p, err
}

func (p *planner) begin(ctx context.Context) error {
	if _, err := p.d.Update(ctx, planning.Origin(), func(tx *db.Tx) error {
		return access.Seed(ctx, tx, planning, "Ministry")
	}); err != nil {
		return err
	}
	root, err := access.Root(ctx, p.d)
	if err != nil {
		return err
	}
	_, err = p.d.Update(ctx, planning.Origin(), func(tx *db.Tx) error {
		made, err := project.Change(ctx, tx, planning, p.c.Projects, project.Edit{Values: field.Values{"name": field.Str("Killed"), "unit": field.Ref(root.ID), "start": field.Int(int64(day.Of(2027, 1, 4)))}})
		if err == nil {
			p.id = made.ID
		}
		return err
	})
	return err
}

// oneMore adds a phase of three tasks and a key date, and keeps what is planned as the
// reference, as one change.
func (p *planner) oneMore(ctx context.Context) error {
	v, err := plan.Get(ctx, p.d, planning, p.id)
	if err != nil {
		return err
	}
	name := func(n string) *string { return &n }
	edits := []plan.Edit{{ID: -1, Add: plan.Phase, Set: plan.Patch{Name: name("Phase")}, Move: &plan.Move{After: plan.Last}}}
	for n := range int64(4) {
		e := plan.Edit{ID: -2 - n, Add: plan.Task, Set: plan.Patch{Name: name("Item")}, Move: &plan.Move{Parent: -1, After: plan.Last}}
		if n == 3 {
			e.Add = plan.Milestone
		}
		if n > 0 {
			e.Set.Links = &[]plan.Link{{From: -1 - n}}
		}
		edits = append(edits, e)
	}
	_, err = p.d.Update(ctx, planning.Origin(), func(tx *db.Tx) error {
		if _, err := plan.Change(ctx, tx, planning, p.c.Dates, p.id, v.Mark, edits); err != nil {
			return err
		}
		_, err := baseline.Take(ctx, tx, planning, p.c, []int64{p.id}, nil, baseline.Ask{Name: "Reference", Reference: true})
		return err
	})
	return err
}

// TestPlanProcess is not a test: it is the program, for the test that kills it. It says
// each change that was kept in a line.
func TestPlanProcess(t *testing.T) {
	place := os.Getenv("VIGIE_TEST_PLAN")
	if place == "" {
		t.Skip("run by another test")
	}
	ctx := context.Background()
	d, err := db.Open(ctx, place, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlanner(ctx, d)
	for ; err == nil; err = p.oneMore(ctx) {
		fmt.Println("kept")
	}
	t.Fatal(err)
}

// TestAPlanWhoseServerIsKilledHoldsEachChangeWholeOrNotAtAll kills a program that changes
// a plan again and again, while the next change is under way.
func TestAPlanWhoseServerIsKilledHoldsEachChangeWholeOrNotAtAll(t *testing.T) {
	eachPlace(t, func(t *testing.T, place []string) {
		c := newConfig("test")
		c.Data, c.Backups = place[1], 0
		at := place[1] + "/vigie.db"
		if len(place) > 2 {
			c.Database, at = place[3], place[3]
		}
		a, err := Open(t.Context(), *c, &bytes.Buffer{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := newPlanner(t.Context(), a.DB)
		if err := errors.Join(err, p.begin(t.Context()), a.Close(context.Background())); err != nil {
			t.Fatal(err)
		}
		kept := 0
		for round := range 5 {
			kept += killedAfter(t, at, 2+round)
			d, err := db.Open(t.Context(), at, db.Options{})
			if err != nil {
				t.Fatal(err)
			}
			p.d = d
			kept = p.whole(t, kept)
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if code, out, errs := run(t, nil, append([]string{"check"}, place...)...); code != 0 {
			t.Errorf("check says %d: %s %s", code, out, errs)
		}
	})
}

// killedAfter lets the program change the plan until it has said so many changes, kills
// it, and returns how many it has said.
func killedAfter(t *testing.T, at string, changes int) int {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestPlanProcess$", "-test.v")
	c.Env = append(os.Environ(), "VIGIE_TEST_PLAN="+at)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := -1 // the first is said before any change
	var heard []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if heard = append(heard, lines.Text()); strings.Contains(lines.Text(), "kept") {
			if said++; said == changes {
				c.Process.Kill()
			}
		}
	}
	c.Wait()
	if said < changes {
		t.Fatalf("the program stopped by itself: %s", strings.Join(heard, "\n"))
	}
	return said
}

// whole fails unless the plan holds all that was said, at most one change more, and each
// change whole. It returns how many it holds.
func (p *planner) whole(t *testing.T, said int) int {
	t.Helper()
	ctx := t.Context()
	v, err := plan.Get(ctx, p.d, planning, p.id)
	if err != nil {
		t.Fatal(err)
	}
	all, err := baseline.List(ctx, p.d, planning, p.id)
	if err != nil {
		t.Fatal(err)
	}
	phases, references := 0, 0
	for _, r := range v.Rows {
		if r.Kind == plan.Phase {
			phases++
		}
	}
	for _, b := range all {
		if b.Reference {
			references++
		}
	}
	if phases < said || phases > said+1 {
		t.Errorf("%d changes were said to be kept, and the plan holds %d", said, phases)
	}
	if len(v.Rows) != 5*phases || len(all) != phases || references != 1 || all[0].Items != len(v.Rows) {
		t.Errorf("a change is in it in part: %d phases, %d items, %d baselines, of which %d are the reference", phases, len(v.Rows), len(all), references)
	}
	if err := plan.FollowAll(ctx, p.d, p.c.Dates); err != nil {
		t.Fatal(err)
	}
	if after, err := plan.Get(ctx, p.d, planning, p.id); err != nil || after.Mark != v.Mark {
		t.Errorf("the stored dates were not those of the plan: %v", err)
	}
	return phases
}
