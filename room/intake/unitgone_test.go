package intake

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// homeless are the projects whose unit is not there.
func (w *world) homeless() int64 {
	w.t.Helper()
	n, err := db.Get[int64](context.Background(), w.d, "SELECT count(*) FROM project WHERE unit_id NOT IN (SELECT id FROM unit)")
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) unit(name string) access.Unit {
	w.t.Helper()
	var u access.Unit
	w.change(func(tx *db.Tx) (err error) {
		root, err := access.Root(context.Background(), tx)
		if err == nil {
			u, err = access.CreateUnit(context.Background(), tx, w.who, access.Unit{Name: name, Parent: db.ID(root.ID)})
		}
		return err
	})
	return u
}

// removeUnit deletes a unit; by, when not 0, takes its place.
func (w *world) removeUnit(u access.Unit, by int64) error {
	_, err := w.d.Update(context.Background(), w.who.Origin(), func(tx *db.Tx) error {
		if by != 0 {
			if err := HandOver(context.Background(), tx, w.who, u.ID, by); err != nil {
				return err
			}
		}
		return access.DeleteUnit(context.Background(), tx, w.who, u.ID, u.Version)
	})
	return err
}

// A unit that rows of an import under way name is deleted before they are written:
// the import takes back what it wrote, says why, and leaves no project without unit.
func TestAUnitThatIsDeletedUnderAnImportStopsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		u := w.unit("Achats")
		m := w.checked("a.csv", "Projet;Direction;Coût (k€)\nAlpha;Organisation;10\nBeta;Achats;20\n", "", "")
		m, err := w.desk.Start(ctx, w.who, m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.removeUnit(u, 0); err != nil {
			t.Fatalf("an empty unit may be deleted: %v", err)
		}
		err = w.desk.Run(ctx, m, nil)
		if k := fault.KindOf(err); err == nil || k == fault.Internal || m.State == Applied {
			t.Errorf("got the state %s and %v, want that the import stops and says why", m.State, err)
		}
		if n := w.homeless(); n != 0 {
			t.Errorf("%d projects have no unit", n)
		}
		n, err := db.Get[int64](ctx, w.d, "SELECT count(*) FROM project WHERE state <> $1", project.Deleted)
		if err != nil || n != 0 {
			t.Errorf("got %d projects, %v; want that what was written is taken back", n, err)
		}
		m, err = w.desk.Check(ctx, w.who, m.ID)
		if err != nil || m.Report.New != 2 {
			t.Fatalf("the dry run can be made again: got %+v, %v", m.Report, err)
		}
	})
}

// The unit into which an import goes waits for its end.
func TestAUnitIsNotDeletedUnderTheImportIntoIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		u, other := w.unit("Achats"), w.unit("Ventes")
		var p portfolio.Portfolio
		w.change(func(tx *db.Tx) (err error) {
			p, err = portfolio.Create(ctx, tx, w.who, portfolio.Portfolio{Name: "Branche", Unit: u.ID})
			return err
		})
		m, err := w.desk.Create(ctx, w.who, Request{Portfolio: p.ID, FileName: "a.csv", Content: []byte("Projet;Coût (k€)\nAlpha;10\n")})
		if err == nil {
			m, err = w.desk.Check(ctx, w.who, m.ID)
		}
		if err == nil {
			m, err = w.desk.Start(ctx, w.who, m.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []int64{other.ID, 0} {
			if err := w.removeUnit(u, by); fault.KindOf(err) != fault.Clash {
				t.Errorf("replaced by %d: got %v, want that the import is waited for", by, err)
			}
		}
		if err := w.desk.Run(ctx, m, nil); err != nil {
			t.Fatal(err)
		}
		if n := w.homeless(); n != 0 {
			t.Errorf("%d projects have no unit", n)
		}
	})
}
