package guide_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/guide"
)

var (
	ctx = context.Background()
	sys = access.System("test")
)

// start seeds the catalogue of projects.
func start(t *testing.T, d *db.DB) *field.Catalogue {
	t.Helper()
	var c *field.Catalogue
	change(t, d, func(tx *db.Tx) (err error) {
		if err = field.Seed(ctx, tx, sys); err == nil {
			c, err = field.Load(ctx, tx, "project")
		}
		return err
	})
	return c
}

func change(t *testing.T, d *db.DB, f func(*db.Tx) error) error {
	t.Helper()
	_, err := d.Update(ctx, sys.Origin(), f)
	return err
}

func made(t *testing.T, d *db.DB, g guide.Guide) (out guide.Guide) {
	t.Helper()
	if err := change(t, d, func(tx *db.Tx) (err error) {
		out, err = guide.Create(ctx, tx, sys, g)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAGuideIsKeptUnderItsKeyWithItsVersions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := start(t, d)
		stage := c.Get("stage").Choices[0].ID
		first := made(t, d, guide.Guide{Title: label.T("How to begin", "Bien commencer"), Text: label.T("# Begin\r\nwell", ""), Stage: stage})
		second := made(t, d, guide.Guide{Title: label.T("How to begin", ""), Text: label.T("Again", "")})
		if first.Key != "how_to_begin" || second.Key != "how_to_begin_2" || first.Text.EN != "# Begin\nwell" || second.Title.FR != "How to begin" {
			t.Fatalf("got %+v and %+v", first, second)
		}
		if err := change(t, d, func(tx *db.Tx) error {
			_, err := guide.Update(ctx, tx, sys, first.ID, 1, func(g *guide.Guide) error { g.Text = label.T("Otherwise", "Autrement"); g.Key = "other"; return nil })
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := change(t, d, func(tx *db.Tx) error {
			_, err := guide.Update(ctx, tx, sys, first.ID, 1, func(*guide.Guide) error { return nil })
			return err
		}); fault.KindOf(err) != fault.Stale {
			t.Errorf("a version that was read before: got %v", err)
		}
		if err := change(t, d, func(tx *db.Tx) error { return guide.Delete(ctx, tx, sys, first.ID, 2) }); err != nil {
			t.Fatal(err)
		}
		if err := change(t, d, func(tx *db.Tx) error {
			_, err := guide.Revert(ctx, tx, sys, first.ID, 3, 1)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		all, err := guide.List(ctx, d)
		if err != nil || len(all) != 2 || all[0].Key != "how_to_begin" || all[0].Version != 4 || all[0].Text.EN != "# Begin\nwell" || all[0].Stage != stage {
			t.Fatalf("brought back: got %+v, %v", all, err)
		}
		past, err := guide.History(ctx, d, sys)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, p := range past {
			said := strings.Join(p.Parts, ",")
			if p.Gone {
				said = "gone"
			}
			parts = append(parts, p.Title.EN+": "+said)
		}
		want := []string{"How to begin: text", "How to begin: gone", "How to begin: text", "How to begin: ", "How to begin: "}
		if diff := cmp.Diff(want, parts); diff != "" {
			t.Error(diff)
		}
	})
}

func TestWhatIsNoGuideIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	start(t, d)
	for where, edit := range map[string]func(*guide.Guide){
		"title":   func(g *guide.Guide) { g.Title = label.Text{} },
		"text":    func(g *guide.Guide) { g.Text = label.T(" ", "\n") },
		"type":    func(g *guide.Guide) { g.Type = 7 },
		"stage":   func(g *guide.Guide) { g.Stage = 7 },
		"readers": func(g *guide.Guide) { g.Readers = []int64{7} },
		"key":     func(g *guide.Guide) { g.Key = "No key" },
	} {
		g := guide.Guide{Title: label.T("T", ""), Text: label.T("x", "")}
		edit(&g)
		err := change(t, d, func(tx *db.Tx) error {
			_, err := guide.Create(ctx, tx, sys, g)
			return err
		})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: got %v, want it refused", where, err)
		}
	}
}

func TestGuidesFollowAValueAndARoleThatAreReplaced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := start(t, d)
		stages := c.Get("stage").Choices
		var one, other access.Role
		if err := change(t, d, func(tx *db.Tx) (err error) {
			if one, err = access.CreateRole(ctx, tx, sys, access.Role{Key: "one", Label: label.T("One", "Un"), Rights: access.ReadProject}); err == nil {
				other, err = access.CreateRole(ctx, tx, sys, access.Role{Key: "other", Label: label.T("Other", "Autre"), Rights: access.ReadProject})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		g := made(t, d, guide.Guide{Title: label.T("G", ""), Text: label.T("x", ""), Stage: stages[0].ID, Role: one.ID, Readers: []int64{one.ID, other.ID}})
		if err := change(t, d, func(tx *db.Tx) error { return guide.LeaveRole(ctx, tx, sys, one.ID, 0) }); fault.KindOf(err) != fault.Clash {
			t.Errorf("a role that a guide names: got %v, want it to stay", err)
		}
		var number int64
		number, err := d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
			if err := guide.LeaveRole(ctx, tx, sys, one.ID, other.ID); err != nil {
				return err
			}
			return guide.ReplaceOptions(ctx, tx, sys, c.Get("stage"), func(id int64) (int64, bool) { return stages[1].ID, id == stages[0].ID })
		})
		if err != nil {
			t.Fatal(err)
		}
		all, err := guide.List(ctx, d)
		if err != nil || all[0].Stage != stages[1].ID || all[0].Role != other.ID || len(all[0].Readers) != 1 {
			t.Fatalf("got %+v, %v", all, err)
		}
		if err := change(t, d, func(tx *db.Tx) error { return guide.Return(ctx, tx, sys, number) }); err != nil {
			t.Fatal(err)
		}
		if all, err = guide.List(ctx, d); err != nil || all[0].Stage != g.Stage || all[0].Role != one.ID || len(all[0].Readers) != 2 {
			t.Errorf("given back: got %+v, %v", all, err)
		}
	})
}
