package project_test

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/field"
	"vigie/room/project"
)

func TestTheBinGivesBackAndForgetsAfterThirtyDays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		then := w.today - 90
		id := w.create(then, "Programme", field.Values{"total_cost": units(4)})
		child, other := w.create(then, "Child", field.Values{"programme": field.Int(id)}), w.create(then, "Other", nil)
		w.must(w.update(0, func(tx *db.Tx) error {
			_, err := project.AddLink(ctx, tx, w.who, project.Link{Kind: "replaces", From: other, To: id})
			return err
		}))
		w.edit(0, project.Edit{ID: id, State: project.Deleted})
		if w.on(id, w.today) != nil || w.on(id, then) == nil {
			t.Error("deleted today, it must be there until yesterday and not today")
		}
		for _, e := range []project.Edit{{ID: id, Values: field.Values{"name": field.Str("x")}}, {ID: id, State: project.Archived}} {
			_, err := w.try(w.who, 0, e)
			refused(t, "in the bin", err, fault.Clash, "")
		}
		w.edit(0, project.Edit{ID: id, State: project.Active})
		if got := w.on(id, w.today); got == nil || !got.Values["total_cost"].Equal(units(4)) {
			t.Errorf("restored, today it is %v", got)
		}
		w.sound()
		w.edit(0, project.Edit{ID: id, State: project.Deleted})
		purge := func() (n int) {
			w.must(w.update(0, func(tx *db.Tx) (err error) { n, err = project.Purge(ctx, tx, w.who); return err }))
			return n
		}
		since := func(ago day.Day) {
			w.must(w.update(0, func(tx *db.Tx) error {
				_, err := db.Exec(ctx, tx, "UPDATE project SET state_since = $1 WHERE id = $2", w.today-ago, id)
				return err
			}))
		}
		since(project.BinDays)
		if n := purge(); n != 0 {
			t.Errorf("after 30 days %d projects went, want 0", n)
		}
		since(project.BinDays + 1)
		if n := purge(); n != 1 {
			t.Errorf("after 31 days %d projects went, want 1", n)
		}
		if got := w.on(id, then); got == nil || got.Name() != "Programme" {
			t.Errorf("the past forgot it: %v", got)
		}
		if w.get(child).Values["programme"].Set {
			t.Error("the child is still below what is gone")
		}
		if links, err := project.Links(ctx, w.d, w.who, other); err != nil || len(links) != 0 {
			t.Errorf("got links %v, %v", links, err)
		}
		_, err := w.try(w.who, 0, project.Edit{ID: id, State: project.Active})
		refused(t, "after the purge", err, fault.Missing, "")
		w.sound()
	})
}

func TestAnArchivedProjectIsReadAtItsDateInItsState(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.create(w.today-60, "One", nil)
		w.edit(w.today-30, project.Edit{ID: id, State: project.Archived})
		for _, c := range []struct {
			ago  day.Day
			want project.State
		}{{60, project.Active}, {31, project.Active}, {30, project.Archived}, {0, project.Archived}} {
			if got := w.on(id, w.today-c.ago); got == nil || got.State != c.want {
				t.Errorf("%d days ago: got %v, want %s", c.ago, got, c.want)
			}
		}
		// A correction of the past from before does not take it out of the archive.
		w.edit(w.today-45, project.Edit{ID: id, Values: field.Values{"total_cost": units(1)}})
		if got := w.get(id); got.State != project.Archived {
			t.Errorf("got %s", got.State)
		}
		w.sound()
	})
}
