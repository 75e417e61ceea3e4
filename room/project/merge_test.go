package project_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

func (w *world) merge(who access.Who, into, from int64) error {
	_, err := w.d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		_, err := project.Merge(ctx, tx, who, w.c, into, from)
		if err == nil {
			err = portfolio.Pass(ctx, tx, who, from, into)
		}
		return err
	})
	return err
}

func TestAMergePassesEverythingOnAndLeavesNothingBehind(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		then := w.today - 100
		from := w.create(then, "Old name", field.Values{"code": field.Str("C1"), "total_cost": units(5), "comment": field.Str("From the old one")})
		into := w.create(w.today-10, "New name", field.Values{"programme": field.Int(from)})
		child, third := w.create(0, "Child", field.Values{"programme": field.Int(from)}), w.create(0, "Third", nil)
		var p portfolio.Portfolio
		w.must(w.update(0, func(tx *db.Tx) (err error) {
			for _, l := range []project.Link{{Kind: "depends_on", From: from, To: third}, {Kind: "depends_on", From: into, To: third}, {Kind: "replaces", From: into, To: from}, {Kind: "relates_to", From: third, To: from}} {
				if _, err := project.AddLink(ctx, tx, w.who, l); err != nil {
					return err
				}
			}
			p, err = portfolio.Create(ctx, tx, w.who, portfolio.Portfolio{Name: "P", Unit: w.root})
			return err
		}))
		w.must(w.update(then, func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, w.who, p.ID, []int64{from}, nil) }))
		w.must(w.merge(w.who, into, from))
		w.reload()
		got := w.get(into)
		if got.Values["code"].S != "C1" || !got.Values["total_cost"].Equal(units(5)) || got.Name() != "New name" || got.Values["programme"].Set {
			t.Errorf("got %v", got.Values)
		}
		if _, err := project.Get(ctx, w.d, w.who, from); fault.KindOf(err) != fault.Missing {
			t.Errorf("got %v, want the merged project gone", err)
		}
		if got := w.get(child).Values["programme"].N; got != into {
			t.Errorf("the child has programme %d, want %d", got, into)
		}
		links, err := project.Links(ctx, w.d, w.who, third)
		w.must(err)
		for _, l := range links {
			if l.From == from || l.To == from {
				t.Errorf("the link %+v points to the project that is gone", l)
			}
		}
		if len(links) != 2 {
			t.Errorf("got %d links of the third project, want 2", len(links))
		}
		if p := w.on(into, then); p == nil || p.Name() != "Old name" {
			t.Errorf("the past is not that of the old one: %v", p)
		}
		if w.on(from, then) != nil {
			t.Error("the merged project still has a past of its own")
		}
		for _, on := range []day.Day{then, w.today} {
			members, err := portfolio.MembersAsOf(ctx, w.d, on)
			w.must(err)
			if !members[p.ID][into] || members[p.ID][from] {
				t.Errorf("on %s the portfolio has %v, want %d alone", on, members[p.ID], into)
			}
		}
		w.sound()
	})
}

// Whatever the two were, on every day the project that stays is what it was
// itself, and before it was there what the other was.
func TestAMergedPastIsWhatAModelSays(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWorld(t, d)
	rapid.Check(t, func(rt *rapid.T) {
		var ids [2]int64
		var costs [2][10]int64 // by days ago
		for i := range ids {
			first := rapid.IntRange(0, 8).Draw(rt, "ago")
			for ago := first; ago >= 0; {
				cost := int64(rapid.IntRange(1, 99).Draw(rt, "cost"))
				if ids[i] == 0 {
					ids[i] = w.create(w.today-day.Day(ago), "M", field.Values{"total_cost": units(cost)})
				} else {
					w.edit(w.today-day.Day(ago), project.Edit{ID: ids[i], Values: field.Values{"total_cost": units(cost)}})
				}
				for a := ago; a >= 0; a-- {
					costs[i][a] = cost
				}
				ago -= rapid.IntRange(1, 5).Draw(rt, "step")
			}
		}
		w.must(w.merge(w.who, ids[0], ids[1]))
		for ago := range 10 {
			want := costs[0][ago]
			if want == 0 {
				want = costs[1][ago]
			}
			got := w.on(ids[0], w.today-day.Day(ago))
			if (got == nil) != (want == 0) || got != nil && !got.Values["total_cost"].Equal(units(want)) {
				rt.Fatalf("%d days ago: got %v, want %d", ago, got, want)
			}
		}
		w.sound()
	})
}

func TestAMergeMakesNothingContradictory(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.create(0, "From", field.Values{"actual_cost": units(3), "end": field.Int(int64(day.Of(2020, 1, 1))), "sponsor": field.Value{}})
		into := w.create(0, "Into", field.Values{"total_cost": units(9), "currency": field.Str("GBP"), "start": field.Int(int64(day.Of(2026, 1, 1)))})
		w.must(w.merge(w.who, into, from))
		got := w.get(into).Values
		if got["actual_cost"].Set || got["currency"].S != "GBP" || got["end"].Set {
			t.Errorf("got %v: 3 EUR must not become 3 GBP, nor an end lie before the start", got)
		}
		w.edit(0, project.Edit{ID: into, Values: field.Values{"name": field.Str("Still editable")}})

		// The one that stays was below the one that goes, through another.
		top := w.create(0, "Top", nil)
		middle := w.create(0, "Middle", field.Values{"programme": field.Int(top)})
		low := w.create(0, "Low", field.Values{"programme": field.Int(middle)})
		w.must(w.merge(w.who, low, top))
		if w.get(low).Values["programme"].Set || w.get(middle).Values["programme"].N != low {
			t.Errorf("low is below %v, middle below %v", w.get(low).Values["programme"], w.get(middle).Values["programme"])
		}
		bin := w.create(0, "In the bin", nil)
		w.edit(0, project.Edit{ID: bin, State: project.Deleted})
		refused(t, "into the bin", w.merge(w.who, bin, into), fault.Clash, "")
		refused(t, "with itself", w.merge(w.who, into, into), fault.BadInput, "from")
		w.sound()
	})
}

func TestAMergeNeedsRightsOnBothAndLetsNobodyIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mine, foreign := w.create(0, "Mine", nil), w.create(0, "Foreign", field.Values{"unit": field.Int(w.other)})
		pmo := w.person("pmo", w.unit)
		refused(t, "foreign source", w.merge(pmo, mine, foreign), fault.Missing, "")
		refused(t, "foreign target", w.merge(pmo, foreign, mine), fault.Missing, "")
		from := w.create(0, "From", nil)
		guest := w.person("reader", w.other)
		w.must(w.update(0, func(tx *db.Tx) error {
			roles, err := access.Roles(ctx, tx, w.who)
			for _, r := range roles {
				if err == nil && r.Key == "contributor" {
					_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(guest.ID), Role: r.ID, Project: db.ID(from)})
				}
			}
			return err
		}))
		refused(t, "reader", w.merge(w.person("reader", w.unit), mine, from), fault.Denied, "")
		w.must(w.merge(pmo, mine, from)) // who may not give roles
		guest, err := access.Load(ctx, w.d, guest.ID, "web")
		w.must(err)
		if _, err := project.Get(ctx, w.d, guest, mine); fault.KindOf(err) != fault.Missing {
			t.Errorf("got %v: the merge let a guest of one project into the other", err)
		}
	})
}

func TestAnEditAndAMergeAtTheSameTimeLoseNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for range 5 {
			into, from := w.create(0, "Into", nil), w.create(0, "From", nil)
			errs := make(chan error, 2)
			go func() { errs <- w.merge(w.who, into, from) }()
			go func() {
				_, err := w.try(w.who, 0, project.Edit{ID: from, Version: 1, Values: field.Values{"total_cost": units(7)}})
				errs <- err
			}()
			if err := errors.Join(<-errs, <-errs); err != nil && fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
			if w.on(from, w.today) != nil {
				t.Error("the merged project is back by an edit that came too late")
			}
		}
		w.sound()
	})
}
