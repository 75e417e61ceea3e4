package project_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

func (w *world) mergeTaking(into, from int64, take ...string) error {
	_, err := w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
		_, err := project.Merge(ctx, tx, w.who, w.c, into, from, take...)
		return err
	})
	return err
}

func (w *world) unmerge(who access.Who, into, from int64) error {
	_, err := w.d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		change, err := project.Unmerge(ctx, tx, who, w.c, into, from)
		if err != nil {
			return err
		}
		return errors.Join(portfolio.Return(ctx, tx, who, change), access.ReturnGrants(ctx, tx, who, change))
	})
	return err
}

func TestWhichValueStaysInAMergeIsChosenPerAttribute(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into := w.create(0, "Into", field.Values{"code": field.Str("I"), "total_cost": units(5), "comment": field.Str("of into")})
		from := w.create(0, "From", field.Values{"code": field.Str("F"), "total_cost": units(9), "comment": field.Str("of from"), "description": field.Str("more")})
		w.must(w.mergeTaking(into, from, "name", "code", "total_cost", "comment"))
		got := w.get(into).Values
		want := field.Values{"name": field.Str("From"), "code": field.Str("F"), "total_cost": units(9), "comment": field.Str("of from"), "description": field.Str("more")}
		for key, v := range want {
			if !got[key].Equal(v) {
				t.Errorf("%s: got %v, want %v", key, got[key], v)
			}
		}
		w.sound()
	})
}

func TestAChoiceThatCannotStandIsRefusedByName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		euros := w.create(0, "Euros", field.Values{"total_cost": units(5), "start": field.Int(int64(w.today)), "end": field.Int(int64(w.today + 10))})
		pounds := w.create(0, "Pounds", field.Values{"total_cost": units(9), "currency": field.Str("GBP"), "end": field.Int(int64(w.today - 10))})
		refused(t, "an amount of another currency", w.mergeTaking(euros, pounds, "total_cost"), fault.BadInput, "total_cost")
		refused(t, "dates that cross", w.mergeTaking(euros, pounds, "end"), fault.BadInput, "end")
		refused(t, "no attribute", w.mergeTaking(euros, pounds, "nothing"), fault.BadInput, "nothing")
		w.must(w.mergeTaking(euros, pounds, "currency"))
		if got := w.get(euros).Values; got["currency"].S != "GBP" || !got["total_cost"].Equal(units(9)) {
			t.Errorf("got %v %v, want the currency with its amounts", got["currency"], got["total_cost"])
		}
	})
}

// knot ties two projects to a child, links, monthly values, a portfolio and a
// grant, and returns what can be seen of it all.
func (w *world) knot() (into, from int64, seen func() string) {
	from = w.create(w.today-100, "Old", field.Values{"code": field.Str("C1"), "total_cost": units(5), "comment": field.Str("old")})
	into = w.create(w.today-10, "New", field.Values{"weather": field.Int(2)})
	child, third := w.create(0, "Child", field.Values{"programme": field.Int(from)}), w.create(0, "Third", nil)
	var p portfolio.Portfolio
	w.must(w.update(0, func(tx *db.Tx) (err error) {
		for _, l := range []project.Link{{Kind: "depends_on", From: from, To: third}, {Kind: "depends_on", From: into, To: third}, {Kind: "replaces", From: into, To: from}} {
			if _, err := project.AddLink(ctx, tx, w.who, l); err != nil {
				return err
			}
		}
		p, err = portfolio.Create(ctx, tx, w.who, portfolio.Portfolio{Name: "P", Unit: w.root})
		return err
	}))
	w.must(w.update(w.today-50, func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, w.who, p.ID, []int64{from}, nil) }))
	guest := w.person("reader", w.other)
	w.must(w.update(0, func(tx *db.Tx) error {
		roles, err := access.Roles(ctx, tx, w.who)
		if err == nil {
			_, err = access.AddGrant(ctx, tx, w.who, access.Grant{Account: db.ID(guest.ID), Role: roles[0].ID, Project: db.ID(from)})
		}
		return err
	}))
	return into, from, func() string { return w.everything(into, from, child, third, p.ID) }
}

func TestAMergeIsUndoneWhole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from, seen := w.knot()
		before := seen()
		w.must(w.merge(w.who, into, from))
		if seen() == before {
			t.Fatal("the merge changed nothing")
		}
		w.must(w.unmerge(w.who, into, from))
		if after := seen(); after != before {
			t.Errorf("got\n%s\nwant\n%s", after, before)
		}
		w.sound()
		w.must(w.merge(w.who, into, from)) // and again, in both directions
		w.must(w.unmerge(w.who, into, from))
		if after := seen(); after != before {
			t.Errorf("the second time: got\n%s\nwant\n%s", after, before)
		}
		found, err := w.d.Check(ctx)
		w.must(err)
		for _, f := range found {
			if len(f.Problems) > 0 {
				t.Errorf("%v: %v", f.Name, f.Problems)
			}
		}
	})
}

func TestAMergeThatTookTheCodeIsUndone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from := w.create(0, "Into", field.Values{"code": field.Str("I")}), w.create(0, "From", field.Values{"code": field.Str("F")})
		w.must(w.mergeTaking(into, from, "code", "name"))
		w.must(w.unmerge(w.who, into, from))
		if a, b := w.get(into).Values["code"].S, w.get(from).Values["code"].S; a != "I" || b != "F" {
			t.Errorf("got the codes %s and %s", a, b)
		}
		w.sound()
	})
}

func TestAMergeThatWasGoneOnFromIsNotUndone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from, _ := w.knot()
		w.must(w.merge(w.who, into, from))
		w.edit(0, project.Edit{ID: into, Values: field.Values{"name": field.Str("Since")}})
		refused(t, "an edit since", w.unmerge(w.who, into, from), fault.Clash, "")
		if got := w.get(into).Name(); got != "Since" {
			t.Errorf("got %q", got)
		}
	})
}

func TestUndoingAMergeNeedsRightsOnBothAndACodeThatIsFree(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from, _ := w.knot()
		refused(t, "no merge at all", w.unmerge(w.who, into, from), fault.Missing, "")
		w.edit(0, project.Edit{ID: into, Values: field.Values{"code": field.Str("KEEP")}})
		w.must(w.merge(w.who, into, from))
		refused(t, "a reader", w.unmerge(w.person("reader", w.unit), into, from), fault.Denied, "")
		refused(t, "somebody else", w.unmerge(w.person("pmo", w.other), into, from), fault.Missing, "")
		taken := w.create(0, "Taker", field.Values{"code": field.Str("C1")})
		refused(t, "its code is taken", w.unmerge(w.who, into, from), fault.Clash, "")
		w.edit(0, project.Edit{ID: taken, Values: field.Values{"code": {}}})
		w.must(w.unmerge(w.who, into, from))
		w.sound()
	})
}

func TestAProjectOfTheBinThatWasMergedGoesBackThere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from := w.create(0, "Into", nil), w.create(0, "From", nil)
		w.edit(0, project.Edit{ID: from, State: project.Deleted})
		w.must(w.merge(w.who, into, from))
		w.must(w.unmerge(w.who, into, from))
		if got := w.get(from); got.State != project.Deleted || got.Name() != "From" {
			t.Errorf("got %v %q", got.State, got.Name())
		}
		w.sound()
	})
}

// everything is what can be read of some projects and a portfolio, today and
// before, without versions and times.
func (w *world) everything(into, from, child, third, list int64) string {
	w.t.Helper()
	var b strings.Builder
	for _, id := range []int64{into, from, child, third} {
		p, err := project.Get(ctx, w.d, w.who, id)
		if err != nil {
			fmt.Fprintf(&b, "%d: %v\n", id, err)
			continue
		}
		fmt.Fprintf(&b, "%d %s %s\n", id, p.State, field.Encode(p.Values, p.Unread))
		for _, back := range []day.Day{5, 20, 60, 99} {
			if was := w.on(id, w.today-back); was != nil {
				fmt.Fprintf(&b, "  %d days ago %s\n", back, field.Encode(was.Values, was.Unread))
			}
		}
		links, err := project.Links(ctx, w.d, w.who, id)
		w.must(err)
		for _, l := range links {
			fmt.Fprintln(&b, "  link", l.ID, l.Kind, l.From, l.To)
		}
		for _, key := range []string{"weather", "comment"} {
			months, err := project.Months(ctx, w.d, w.who, id, key)
			w.must(err)
			fmt.Fprintln(&b, " ", key, months)
		}
	}
	for _, back := range []day.Day{0, 20, 60} {
		members, err := portfolio.MembersAsOf(ctx, w.d, w.today-back)
		w.must(err)
		fmt.Fprintln(&b, "portfolio", back, members[list])
	}
	grants, err := db.Select[access.Grant](ctx, w.d, "SELECT id, account_id, group_id, role_id, unit_id, project_id FROM role_grant WHERE project_id IS NOT NULL ORDER BY id")
	w.must(err)
	fmt.Fprintln(&b, grants)
	return b.String()
}
