package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/campaign"
	"vigie/room/field"
	"vigie/room/notice"
)

var ctx = context.Background()

// world is an organisation with a branch, its manager, a reader and an administrator.
type world struct {
	t                      *testing.T
	d                      *db.DB
	system                 access.Who
	root, branch           int64
	admin, manager, reader access.Who
	roles                  map[string]int64
	n                      int
}

func each(t *testing.T, f func(*testing.T, *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := &world{t: t, d: d, system: access.System("test"), roles: map[string]int64{}}
		w.must(w.as(w.system, func(tx *db.Tx) error {
			return errors.Join(access.Seed(ctx, tx, w.system, "Ministry"), field.Seed(ctx, tx, w.system))
		}))
		root, err := access.Root(ctx, d)
		w.must(err)
		w.root = root.ID
		all, err := access.Roles(ctx, d, w.system)
		w.must(err)
		for _, r := range all {
			w.roles[r.Key] = r.ID
		}
		w.must(w.as(w.system, func(tx *db.Tx) error {
			u, err := access.CreateUnit(ctx, tx, w.system, access.Unit{Name: "Branch", Parent: db.ID(w.root)})
			w.branch = u.ID
			if err == nil {
				var r access.Role
				r, err = access.CreateRole(ctx, tx, w.system, access.Role{Key: "chief", Label: label.T("Chief", "Chef"), Rights: access.ManageUsers | access.ReadProject})
				w.roles["chief"] = r.ID
			}
			return err
		}))
		w.admin = w.person("administrator", w.root)
		w.manager = w.person("chief", w.branch)
		w.reader = w.person("reader", w.branch)
		f(t, w)
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) as(who access.Who, f func(*db.Tx) error) error {
	_, err := w.d.Update(ctx, who.Origin(), f)
	return err
}

func (w *world) person(role string, unit int64) access.Who {
	w.t.Helper()
	w.n++
	a := access.Account{Login: fmt.Sprintf("p%d", w.n), Name: fmt.Sprintf("Person %d", w.n)}
	w.must(w.as(w.system, func(tx *db.Tx) (err error) {
		if a, err = access.CreateAccount(ctx, tx, w.system, a, "a hash"); err == nil {
			_, err = access.AddGrant(ctx, tx, w.system, access.Grant{Account: db.ID(a.ID), Role: w.roles[role], Unit: db.ID(unit)})
		}
		return err
	}))
	return w.load(a.ID)
}

func (w *world) load(id int64) access.Who {
	w.t.Helper()
	who, err := access.Load(ctx, w.d, id, "web")
	w.must(err)
	return who
}

func (w *world) start(c campaign.Campaign) campaign.Campaign {
	w.t.Helper()
	c.Name = "Autumn"
	w.must(w.as(w.admin, func(tx *db.Tx) (err error) {
		if c.Due == 0 {
			c.Due = tx.Today() + 7
		}
		c, err = campaign.Start(ctx, tx, w.admin, c)
		return err
	}))
	return c
}

func (w *world) lines(who access.Who, c campaign.Campaign) []campaign.Line {
	w.t.Helper()
	out, err := campaign.Lines(ctx, w.d, who, c)
	w.must(err)
	return out
}

// of returns the line of a kind about a person.
func (w *world) of(c campaign.Campaign, kind string, account int64) campaign.Line {
	w.t.Helper()
	all := w.lines(w.system, c)
	i := slices.IndexFunc(all, func(l campaign.Line) bool { return l.Kind == kind && l.Account == account })
	if i < 0 {
		w.t.Fatalf("no %s of %d among %v", kind, account, all)
	}
	return all[i]
}

func (w *world) answer(who access.Who, c campaign.Campaign, answer string, lines ...campaign.Line) error {
	var ids []int64
	for _, l := range lines {
		ids = append(ids, l.Line)
	}
	return w.as(who, func(tx *db.Tx) error { return campaign.Answer(ctx, tx, who, c.ID, ids, answer, "") })
}

func (w *world) take(c campaign.Campaign, lines ...campaign.Line) []campaign.Outcome {
	w.t.Helper()
	return w.act(campaign.Take, c, lines)
}

func (w *world) act(act func(context.Context, *db.Tx, access.Who, int64, []int64) ([]campaign.Outcome, error), c campaign.Campaign, lines []campaign.Line) (out []campaign.Outcome) {
	w.t.Helper()
	var ids []int64
	for _, l := range lines {
		ids = append(ids, l.Line)
	}
	w.must(w.as(w.admin, func(tx *db.Tx) (err error) {
		out, err = act(ctx, tx, w.admin, c.ID, ids)
		return err
	}))
	return out
}

func (w *world) close(c campaign.Campaign) {
	w.t.Helper()
	w.must(w.as(w.admin, func(tx *db.Tx) error { _, err := campaign.Close(ctx, tx, w.admin, c.ID, 0); return err }))
}

func wantKind(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: got %v, want a fault of kind %d", what, err, kind)
	}
}

func TestTheManagerOfAUnitAnswersForItAndNeverForHimself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		deputy := w.person("reader", w.root)
		var token access.Token
		w.must(w.as(w.reader, func(tx *db.Tx) (err error) {
			token, _, err = access.NewToken(ctx, tx, w.reader, access.Token{Name: "Nightly", Scope: "read", Expires: tx.Millis() + 1_000_000})
			if err == nil {
				_, err = access.Delegate(ctx, tx, w.system, access.Delegation{From: w.reader.ID, To: deputy.ID, Ends: tx.Millis() + 1_000_000})
			}
			return err
		}))
		c := w.start(campaign.Campaign{})
		mine := w.lines(w.manager, c)
		kinds := map[string]int{}
		for _, l := range mine {
			kinds[l.Kind]++
		}
		if kinds["grant"] != 1 || kinds["token"] != 1 || kinds["delegation"] != 1 {
			t.Errorf("the manager is asked %v", mine)
		}
		own := w.of(c, "grant", w.manager.ID)
		if !slices.Equal(own.Reviewers, []int64{w.admin.ID}) {
			t.Errorf("about the manager are asked %v, want who is above", own.Reviewers)
		}
		wantKind(t, "a line of others", w.answer(w.manager, c, campaign.Keep, own), fault.Missing)
		wantKind(t, "a line of his own", w.answer(w.admin, c, campaign.Keep, w.of(c, "grant", w.admin.ID)), fault.Clash)
		wantKind(t, "somebody who is asked nothing", w.answer(w.reader, c, campaign.Keep, mine...), fault.Missing)
		if all := w.lines(w.reader, c); len(all) != 0 {
			t.Errorf("somebody who is asked nothing reads %v", all)
		}
		w.must(w.answer(w.manager, c, campaign.Keep, mine...))
		if n, _, err := campaign.Pending(ctx, w.d, w.manager); err != nil || n != 0 {
			t.Errorf("still to answer: %d, %v", n, err)
		}
		told, err := notice.List(ctx, w.d, w.manager, 0, true, 10)
		if err != nil || len(told) != 1 || told[0].Kind != notice.Access || told[0].Object != c.ID {
			t.Errorf("got the notices %v, %v", told, err)
		}
		used, err := access.LastUsesOf(ctx, w.d, w.manager, []access.Item{mine[0].Item})
		if err != nil || used["token"][token.ID] != 0 {
			t.Errorf("a token that was never used: got %v, %v", used, err)
		}
	})
}

func TestWhatIsWithdrawnGoesInOneChangeAndComesBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		deputy := w.person("reader", w.root)
		w.must(w.as(w.reader, func(tx *db.Tx) (err error) {
			if _, _, err = access.NewToken(ctx, tx, w.reader, access.Token{Name: "Nightly", Scope: "read", Expires: tx.Millis() + 1_000_000}); err == nil {
				_, err = access.Delegate(ctx, tx, w.system, access.Delegation{From: w.manager.ID, To: deputy.ID, Ends: tx.Millis() + 1_000_000})
			}
			return err
		}))
		c := w.start(campaign.Campaign{Units: []int64{w.branch}})
		grant, key, acts := w.of(c, "grant", w.reader.ID), w.of(c, "token", w.reader.ID), w.of(c, "delegation", deputy.ID)
		if got := w.take(c, grant); got[0].Done {
			t.Error("what nobody answered went while the campaign is open")
		}
		w.must(w.answer(w.manager, c, campaign.Withdraw, grant))
		w.must(w.answer(w.admin, c, campaign.Keep, acts))
		w.close(c)
		wantKind(t, "answering a closed one", w.answer(w.manager, c, campaign.Keep, grant), fault.Clash)
		lines := []campaign.Line{grant, key, acts}
		done := map[int64]bool{}
		for _, o := range w.take(c, lines...) {
			done[o.Line] = o.Done
		}
		if !done[grant.Line] || !done[key.Line] || done[acts.Line] {
			t.Errorf("withdrawn: %v, want all but what was confirmed", done)
		}
		stands := func() [3]bool {
			got, err := access.Stands(ctx, w.d, w.admin, []access.Item{w.of(c, "grant", w.reader.ID).Item, key.Item, acts.Item})
			w.must(err)
			return [3]bool{w.load(w.reader.ID).Can(access.ReadProject, w.branch), got["token"][key.ID], got["delegation"][acts.ID]}
		}
		if got := stands(); got != [3]bool{false, false, true} {
			t.Errorf("after it: the role, the token and the delegation stand: %v", got)
		}
		for _, o := range w.act(campaign.BringBack, c, lines[:2]) {
			if !o.Done {
				t.Errorf("brought back: %v", o.Stays.EN)
			}
		}
		if got := stands(); got != [3]bool{true, true, true} {
			t.Errorf("brought back: the role, the token and the delegation stand: %v", got)
		}
		if back := w.of(c, "grant", w.reader.ID); back.ID == grant.ID || back.Withdrawn != 0 {
			t.Errorf("the line does not follow the new grant: %v", back)
		}
	})
}

func TestNoCampaignTakesTheLastAdministratorAway(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		second := w.person("administrator", w.root)
		c := w.start(campaign.Campaign{Roles: []int64{w.roles["administrator"]}})
		w.close(c)
		lines := w.lines(w.admin, c)
		if len(lines) != 2 {
			t.Fatalf("got %v", lines)
		}
		out := map[int64]bool{}
		for _, o := range w.take(c, lines...) {
			out[o.Line] = o.Done
		}
		if out[w.of(c, "grant", w.admin.ID).Line] || !out[w.of(c, "grant", second.ID).Line] {
			t.Errorf("got %v, want the own one to stay", out)
		}
		// Nor does one that runs on its own, for nobody in particular.
		var all []campaign.Outcome
		w.must(w.as(w.system, func(tx *db.Tx) (err error) {
			all, err = campaign.Take(ctx, tx, w.system, c.ID, []int64{w.of(c, "grant", w.admin.ID).Line})
			return err
		}))
		if all[0].Done || all[0].Stays.EN == "" || !w.load(w.admin.ID).CanEverywhere(access.Administer) {
			t.Errorf("the last administrator is gone: %v", all)
		}
	})
}

func TestCampaignsAreRunByThoseWhoManageAllAndRemindOnceADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, who := range []access.Who{w.manager, w.reader} {
			err := w.as(who, func(tx *db.Tx) error {
				_, err := campaign.Start(ctx, tx, who, campaign.Campaign{Name: "Mine", Due: tx.Today() + 1})
				return err
			})
			wantKind(t, "starting", err, fault.Denied)
		}
		c := w.start(campaign.Campaign{Reviewers: []int64{w.reader.ID, w.manager.ID}})
		if own := w.of(c, "grant", w.reader.ID); !slices.Equal(own.Reviewers, []int64{w.manager.ID}) {
			t.Errorf("about a named reviewer are asked %v", own.Reviewers)
		}
		wantKind(t, "closing", w.as(w.manager, func(tx *db.Tx) error { _, err := campaign.Close(ctx, tx, w.manager, c.ID, 0); return err }), fault.Missing)
		remind := func() (people []int64) {
			w.must(w.as(w.admin, func(tx *db.Tx) (err error) {
				people, err = campaign.Remind(ctx, tx, w.admin, c.ID)
				return err
			}))
			return people
		}
		if got := remind(); len(got) != 2 {
			t.Errorf("reminded %v, want both", got)
		}
		if got := remind(); len(got) != 0 {
			t.Errorf("reminded %v a second time on one day", got)
		}
		w.must(w.as(w.system, func(tx *db.Tx) error {
			if got, err := campaign.Due(ctx, tx, w.system, campaign.Campaign{ID: c.ID, State: campaign.Open, Due: tx.Today()}); err != nil || len(got) != 0 {
				t.Errorf("on its day, for those who were reminded today: %v, %v", got, err)
			}
			for ahead, want := range map[day.Day]bool{8: false, 7: true, 3: false} {
				if _, err := db.Exec(ctx, tx, "UPDATE campaign_reviewer SET reminded = NULL"); err != nil {
					return err
				}
				got, err := campaign.Due(ctx, tx, w.system, campaign.Campaign{ID: c.ID, State: campaign.Open, Due: tx.Today() + ahead})
				if err != nil || (len(got) == 2) != want {
					t.Errorf("%d days ahead: reminded %v, %v, want both: %v", ahead, got, err, want)
				}
			}
			return nil
		}))
		trail, err := access.AuditTrail(ctx, w.d, w.admin, access.AuditQuery{Kind: "rights", Limit: 50})
		if err != nil || !slices.ContainsFunc(trail, func(e access.AuditEntry) bool { return e.Entity == campaign.Entity && e.Object == c.ID }) {
			t.Errorf("the audit does not know of it: %v", err)
		}
	})
}
