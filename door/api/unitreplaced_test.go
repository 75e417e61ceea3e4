package api

import (
	"context"
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/review"
)

func TestAUnitIsDeletedInFavourOfAnother(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		old, by := w.unit("Old", w.units["own"]), w.unit("New", w.units["own"])
		w.units["old"] = old
		below := w.unit("Below", old)
		kept, binned := w.project("old", nil), w.project("old", nil)
		member, _ := w.member("pmo", "old")
		c, err := field.Load(context.Background(), w.d, "project")
		if err != nil {
			t.Fatal(err)
		}
		var p portfolio.Portfolio
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			if _, err = project.Delete(context.Background(), tx, who, c, binned, 0); err != nil {
				return err
			}
			p, err = portfolio.Create(context.Background(), tx, who, portfolio.Portfolio{Name: "Theirs", Unit: old})
			return err
		})
		held, done := w.heldIn(p.ID), w.imported("old", intake.Applied)
		_, manager := w.member("pmo", "old")
		_, admin := w.member("administrator", "parent")
		path := "/units/" + w.d.Seal(old)
		uses := want(t, admin.send("GET", path+"/uses", nil), 200).json(t)
		if got := fmt.Sprint(uses["projects"], uses["units"], uses["portfolios"], uses["grants"]); got != "3 1 2 2" {
			t.Errorf("got %s projects, units, portfolios and roles", got)
		}
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path, nil), 409)
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path+"?by="+w.d.Seal(old), nil), 422)
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path+"?by="+w.d.Seal(below), nil), 422)
		want(t, manager.with("If-Match", `"1"`).send("DELETE", path+"?by="+w.d.Seal(by), nil), 403)
		for _, id := range []int64{kept, binned} {
			if got := w.unitOf(id); got != old {
				t.Errorf("a refused deletion moved project %d to %d", id, got)
			}
		}
		want(t, admin.with("If-Match", `"1"`).send("DELETE", path+"?by="+w.d.Seal(by), nil), 204)
		for _, id := range []int64{kept, binned} {
			if got := w.unitOf(id); got != by {
				t.Errorf("project %d is in %d, want %d", id, got, by)
			}
		}
		for query, id := range map[string]int64{
			"SELECT count(*) FROM portfolio WHERE unit_id = $1 AND id = $2":          p.ID,
			"SELECT count(*) FROM review WHERE unit_id = $1 AND id = $2":             held,
			"SELECT count(*) FROM import WHERE unit_id = $1 AND id = $2":             done.ID,
			"SELECT count(*) FROM unit WHERE parent_id = $1 AND id = $2":             below,
			"SELECT count(*) FROM role_grant WHERE unit_id = $1 AND account_id = $2": member.ID,
		} {
			if n, err := db.Get[int64](context.Background(), w.d, query, by, id); err != nil || n != 1 {
				t.Errorf("%s: got %d, %v", query, n, err)
			}
		}
	})
}

func (w *world) unitOf(id int64) int64 {
	w.t.Helper()
	n, err := db.Get[int64](context.Background(), w.d, "SELECT unit_id FROM project WHERE id = $1", id)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// heldIn is a review of a portfolio.
func (w *world) heldIn(portfolio int64) int64 {
	w.t.Helper()
	name := w.fresh("review")
	var r review.Review
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		r, err = review.Create(context.Background(), tx, who, review.New(portfolio, review.Edit{Name: &name}, tx.Today(), who.Lang), nil)
		return err
	})
	return r.ID
}
