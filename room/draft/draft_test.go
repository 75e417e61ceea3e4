package draft_test

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/draft"
)

func TestADraftIsChangedUnderItsVersionAndClosedOnce(t *testing.T) {
	ctx, sys := context.Background(), access.System("test")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write := func(f func(tx *db.Tx) (draft.Draft, error)) (out draft.Draft, err error) {
			_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) (err error) { out, err = f(tx); return err })
			return out, err
		}
		made, err := write(func(tx *db.Tx) (draft.Draft, error) {
			return draft.Create(ctx, tx, sys, draft.Draft{Name: "  New  method ", Document: "format: 1"})
		})
		if err != nil || made.Name != "New method" || made.State != draft.Open {
			t.Fatalf("got %+v, %v", made, err)
		}
		to := func(version int64, text string) (draft.Draft, error) {
			return write(func(tx *db.Tx) (draft.Draft, error) {
				return draft.Change(ctx, tx, sys, made.ID, version, func(d *draft.Draft) { d.Document = text })
			})
		}
		if _, err := to(7, "x"); fault.KindOf(err) != fault.Stale {
			t.Errorf("another version: got %v", err)
		}
		if now, err := to(1, "format: 1\n"); err != nil || now.Version != 2 || now.Document != "format: 1\n" {
			t.Errorf("got %+v, %v", now, err)
		}
		end := func(version int64, state string) error {
			_, err := write(func(tx *db.Tx) (draft.Draft, error) { return draft.Close(ctx, tx, sys, made.ID, version, state) })
			return err
		}
		if err := end(2, draft.Discarded); err != nil {
			t.Fatal(err)
		}
		if _, err := to(3, "y"); fault.KindOf(err) != fault.Clash {
			t.Errorf("a discarded draft was changed: %v", err)
		}
		if err := end(3, draft.Open); err != nil {
			t.Fatal(err)
		}
		if err := end(4, draft.Published); err != nil {
			t.Fatal(err)
		}
		if err := end(5, draft.Open); fault.KindOf(err) != fault.Clash {
			t.Errorf("what is published was opened again: %v", err)
		}
		if list, err := draft.List(ctx, d, sys, d.Now().UnixMilli()); err != nil || len(list) != 0 {
			t.Errorf("got %v, %v", list, err)
		}
		if _, err := draft.Get(ctx, d, access.Who{ID: 5}, made.ID); err == nil {
			t.Error("somebody without the right read it")
		}
	})
}
