package demo_test

import (
	"slices"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/demo"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/comment"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/file"
	"vigie/room/record"
	"vigie/room/review"
	"vigie/room/risk"
	"vigie/room/round"
)

// all reads a register, by the state of its records.
func all(t *testing.T, d *db.DB, k *record.Kind) map[string][]*record.Record {
	t.Helper()
	c, err := field.Load(t.Context(), d, k.Entity)
	if err != nil {
		t.Fatal(err)
	}
	rules, out := k.Rules(c), map[string][]*record.Record{}
	err = k.Each(t.Context(), d, nil, func(r *record.Record) error {
		state := rules.State(r.Values)
		out[state] = append(out[state], r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRisksActionsAndDecisionsStandInEveryState(t *testing.T) {
	d := sqlite(t, demo.Options{})
	for kind, states := range map[*record.Kind][]string{
		risk.Kind:     {risk.Open, risk.Happened, risk.Closed},
		action.Kind:   {action.ToDo, action.Doing, action.Done, action.Dropped},
		decision.Kind: {decision.Open, decision.CarriedOut},
	} {
		found := all(t, d, kind)
		for _, state := range states {
			if len(found[state]) == 0 {
				t.Errorf("no %s is %s", kind.Entity, state)
			}
		}
		for state, records := range found {
			for _, r := range records {
				if !slices.Contains(states, state) || !r.Values["owner"].Set {
					t.Errorf("%s %q is %s, of %v", kind.Entity, r.Name(), state, r.Values["owner"])
				}
			}
		}
	}
	late := 0
	found := all(t, d, action.Kind)
	for _, r := range slices.Concat(found[action.ToDo], found[action.Doing]) {
		if due := r.Values["due"]; due.Set && day.Day(due.N) < day.OfTime(noon) {
			late++
		}
	}
	if late < 3 || late > 15 {
		t.Errorf("got %d late actions", late)
	}
}

func TestFourReviewsWereHeldOnTheirDaysAndOneIsPrepared(t *testing.T) {
	d := sqlite(t, demo.Options{})
	who := access.System("test")
	found, err := review.List(t.Context(), d, who, 0)
	if err != nil || len(found) != 5 || found[0].State != review.Draft || found[0].Day <= day.OfTime(noon) {
		t.Fatalf("got %v, %v", found, err)
	}
	held := found[1:]
	slices.Reverse(held)
	for i, r := range held {
		if r.State != review.Closed || r.FrozenOn != r.Day || r.ClosedOn != r.Day || r.Closed <= r.Frozen || r.Day.Weekday() != time.Tuesday {
			t.Errorf("%s: got %+v", r.Name, r)
		}
		if i > 0 && int64(r.Previous) != held[i-1].ID {
			t.Errorf("%s follows %d, want the one before", r.Name, r.Previous)
		}
		late, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM change WHERE number <= $1 AND at > $2", r.Frozen, r.FrozenAt)
		if err != nil || late > 0 {
			t.Errorf("%s knows %d changes that came after it, %v", r.Name, late, err)
		}
	}
	keeper := snapshot.NewKeeper(d)
	for i, want := range []int64{k(4950), k(4700), k(4700), k(4700)} {
		r := held[i]
		s, err := keeper.KnownAt(t.Context(), r.Day, r.Frozen)
		if err != nil {
			t.Fatal(err)
		}
		if got := (reading{t, s, d}).number("CAP-01", "total_cost"); got != want {
			t.Errorf("%s: CAP-01 costs %d, want %d", r.Name, got, want)
		}
	}
}

func TestReviewsDecidedWhatTheStoriesTell(t *testing.T) {
	d := sqlite(t, demo.Options{})
	of := map[int64]int{}
	found := all(t, d, decision.Kind)
	for state, records := range found {
		for _, r := range records {
			if r.Values[record.Review].Set {
				of[r.Values[record.Review].N]++
			}
			if state == decision.CarriedOut && !r.Values["done_on"].Set {
				t.Errorf("%q is carried out, and nobody knows when", r.Name())
			}
		}
	}
	for id, n := range of {
		if n < 3 {
			t.Errorf("review %d decided %d times", id, n)
		}
	}
	if len(of) != 4 || len(found[decision.Open]) < 3 {
		t.Errorf("got decisions of %d reviews, %d of them open", len(of), len(found[decision.Open]))
	}
	from := 0
	for _, records := range all(t, d, action.Kind) {
		for _, r := range records {
			if r.Values[record.Decision].Set {
				from++
			}
		}
	}
	if from < 8 {
		t.Errorf("got %d actions that follow from decisions", from)
	}
}

func TestMonthsAreLockedAndTheCurrentOneIsHalfAnswered(t *testing.T) {
	d := sqlite(t, demo.Options{})
	who := access.System("test")
	found, err := round.List(t.Context(), d, who)
	if err != nil || len(found) != 13 {
		t.Fatalf("got %d rounds, %v", len(found), err)
	}
	for i, r := range found {
		asks, err := round.Asks(t.Context(), d, who, r)
		if err != nil {
			t.Fatal(err)
		}
		answered := 0
		for _, a := range asks {
			if a.Answered == 0 {
				continue
			}
			answered++
			if a.AnsweredBy != a.Account && i > 0 {
				t.Errorf("%s: %d answered for %d", r.Month, a.AnsweredBy, a.Account)
			}
		}
		switch {
		case i == 0 && (r.State != round.Open || r.Month != day.OfTime(noon).Month() || answered == 0 || answered > len(asks)*2/3):
			t.Errorf("%s is %s, answered %d of %d", r.Month, r.State, answered, len(asks))
		case i > 0 && (r.State != round.Locked || answered < len(asks)-2 || len(asks) < 20):
			t.Errorf("%s is %s, answered %d of %d", r.Month, r.State, answered, len(asks))
		}
	}
}

func TestPeopleTalkAttachAndCountInPounds(t *testing.T) {
	d := sqlite(t, demo.Options{})
	now, err := snapshot.NewKeeper(d).AsOf(t.Context(), day.OfTime(noon))
	if err != nil {
		t.Fatal(err)
	}
	r, who := reading{t, now, d}, access.System("test")
	threads, n, err := comment.List(t.Context(), d, who, r.project("CAP-01").ID, 0, 10)
	if err != nil || n != 1 || len(threads) != 1 {
		t.Errorf("got %v, %d, %v", threads, n, err)
	}
	files, err := file.List(t.Context(), d, who, r.project("CAP-01").ID)
	if err != nil || len(files) != 1 || files[0].Name != "plan-de-reprise.txt" {
		t.Errorf("got %v, %v", files, err)
	}
	if got := r.project("ETU-03").Values["currency"].S; got != "GBP" {
		t.Errorf("got %q", got)
	}
	if rates, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM rate WHERE currency = 'GBP'"); err != nil || rates != 12 {
		t.Errorf("got %d rates, %v", rates, err)
	}
	if views, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM view WHERE scope = 'everyone' AND origin = ''"); err != nil || views != 4 {
		t.Errorf("got %d shared views, %v", views, err)
	}
}
