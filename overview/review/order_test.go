package review_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/money"
	"vigie/overview/review"
	"vigie/overview/summary"
	"vigie/room/field"
	"vigie/room/portfolio"
	meeting "vigie/room/review"
)

// moved is what a project cost, when it ended and how it was at either review.
type moved struct {
	cost, end, weather [2]int64
}

// reviewed holds two reviews of the projects, and reads the second.
func (w *world) reviewed(all []moved) *review.Reading {
	w.t.Helper()
	w.update(0, func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, w.who, w.of, nil, w.projects) })
	w.projects = nil
	var last meeting.Review
	for i, on := range []int64{60, 10} {
		at := w.today - day.Day(on)
		for j, m := range all {
			vs := field.Values{
				"currency": field.Str("EUR"), "total_cost": field.Int(int64(money.Units(m.cost[i]))),
				"end": field.Int(int64(w.today) + m.end[i]), "weather": field.Int(m.weather[i]),
			}
			if i == 0 {
				w.add(at, vs)
			} else if err := w.set(w.projects[j], at, vs); err != nil {
				w.t.Fatal(err)
			}
		}
		last = w.freeze(at)
	}
	r, err := w.desk.Open(ctx, w.who, last.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// The opening of a review puts changes in the order in which the summary of the same
// portfolio does, compared with the review before.
func TestAReviewAndASummaryPutChangesInOneOrder(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	rapid.Check(t, func(t *rapid.T) {
		two := func(least, most int64, what string) (out [2]int64) {
			for i := range out {
				out[i] = rapid.Int64Range(least, most).Draw(t, what)
			}
			return out
		}
		all := make([]moved, rapid.IntRange(2, 8).Draw(t, "projects"))
		for i := range all {
			most := rapid.SampledFrom([]int64{1_000, 100_000, 90_000_000}).Draw(t, "most")
			all[i] = moved{two(1, most, "cost"), two(0, 900, "end"), two(1, 4, "weather")}
		}
		r := w.reviewed(all)
		opening, err := r.Opening(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, m := range opening.Changed {
			got = append(got, m.Project.Name)
		}
		desk := &summary.Desk{DB: w.d, Projects: w.desk.Portfolio, Agenda: w.desk.Agenda}
		page, err := desk.Open(ctx, summary.Ask{Who: w.who, Portfolio: &r.Set, Now: r.Now, Against: summary.Against{Kind: "review", Snapshot: r.Then}})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		changes := page.Changes()
		for _, c := range changes.Tell(changes.Of(summary.WasChanged)) {
			want = append(want, c.Project.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the review says %v, the summary %v: %+v", got, want, all)
		}
	})
}

// What moved most of a project stands first on its page.
func TestAPageTellsTheHeaviestChangeFirst(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	r := w.reviewed([]moved{
		{cost: [2]int64{1_000_000, 9_000_000}, end: [2]int64{0, 3}, weather: [2]int64{1, 2}},
		{cost: [2]int64{1_000_000, 1_001_000}, end: [2]int64{0, 300}, weather: [2]int64{1, 2}},
	})
	for i, want := range [][]string{{"total_cost", "weather", "end"}, {"end", "weather", "total_cost"}} {
		page, err := r.Page(ctx, w.projects[i])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range page.Changes {
			if slices.Contains(want, c.Attribute) {
				got = append(got, c.Attribute)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("of project %d the page tells %v, want %v", i+1, got, want)
		}
	}
}

// A portfolio without weather, lights or decisions has lists that are empty and not
// null, which no screen expects.
func TestTheOpeningOfABarePortfolioHasEmptyLists(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	id := w.add(w.today-60, field.Values{"end": field.Int(int64(w.today))})
	w.freeze(w.today - 60)
	last := w.freeze(w.today - 10)
	r, err := w.desk.Open(ctx, w.who, last.ID)
	if err != nil {
		t.Fatal(err)
	}
	opening, err := r.Opening(ctx)
	if err != nil {
		t.Fatal(err)
	}
	page, err := r.Page(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	minutes, err := r.Minutes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if page.Weather == nil {
		t.Error("the course of the weather is null")
	}
	for _, shown := range []any{opening, page, minutes} {
		text, err := json.Marshal(shown)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"health", "changed", "new", "gone", "follow_up", "figures", "changes", "dates", "risks", "projects", "outcomes", "people", "facts"} {
			if strings.Contains(string(text), `"`+name+`":null`) {
				t.Errorf("%s is null in %T", name, shown)
			}
		}
	}
}
