package summary_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/money"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/rate"
)

var (
	before = day.Of(2026, 1, 31)
	after  = day.Of(2026, 6, 30)
)

// world is a small organisation for tests.
type world struct {
	t    testing.TB
	d    *db.DB
	k    *snapshot.Keeper
	who  access.Who
	unit int64
	c    *field.Catalogue
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, d: dbtest.SQLite(t), who: access.System("test")}
	w.k = snapshot.NewKeeper(w.d)
	ctx := context.Background()
	w.update(0, func(tx *db.Tx) (err error) {
		if err := access.Seed(ctx, tx, w.who, "ACME"); err != nil {
			return err
		}
		if err := field.Seed(ctx, tx, w.who); err != nil {
			return err
		}
		root, err := access.Root(ctx, tx)
		w.unit = root.ID
		return err
	})
	live, err := w.k.Live(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w.c = live.Catalogue
	return w
}

func (w *world) update(on day.Day, f func(*db.Tx) error) {
	w.t.Helper()
	o := w.who.Origin()
	o.On = on
	if _, err := w.d.Update(context.Background(), o, f); err != nil {
		w.t.Fatal(err)
	}
}

// cost is a project with what it cost on either day.
type cost struct {
	name, currency string
	was, now       int64 // units
}

func (c cost) moved() int64 { return max(c.now-c.was, c.was-c.now) }

// write makes projects as they were before, and as they are after, each with the
// same end moved by the same days.
func (w *world) write(costs []cost, slip int64) {
	w.t.Helper()
	ids := make([]int64, len(costs))
	for _, on := range []day.Day{before, after} {
		edits := make([]project.Edit, len(costs))
		for i, c := range costs {
			amount, end := c.was, day.Of(2027, 1, 1)
			if on == after {
				amount, end = c.now, end+day.Day(slip)
			}
			edits[i] = project.Edit{ID: ids[i], Values: field.Values{
				"name": field.Str(c.name), "unit": field.Int(w.unit), "currency": field.Str(c.currency),
				"total_cost": field.Int(int64(money.Units(amount))), "end": field.Int(int64(end)),
			}}
		}
		w.update(on, func(tx *db.Tx) error {
			out, err := project.Write(context.Background(), tx, w.who, w.c, edits)
			for i, o := range out {
				if o.Err != nil {
					return o.Err
				}
				ids[i] = o.Project.ID
			}
			return err
		})
	}
}

// changes returns what changed between the two days, in its order, of the projects
// whose names hold some words, or of all.
func (w *world) changes(words string) []summary.Change {
	w.t.Helper()
	ctx := context.Background()
	then, err := w.k.AsOf(ctx, before)
	if err != nil {
		w.t.Fatal(err)
	}
	now, err := w.k.AsOf(ctx, after)
	if err != nil {
		w.t.Fatal(err)
	}
	desk := &summary.Desk{DB: w.d, Projects: w.k, Agenda: agenda.NewKeeper(w.d, w.k)}
	filter := ""
	if words != "" {
		filter = fmt.Sprintf("name ~ %q", words)
	}
	page, err := desk.Open(ctx, summary.Ask{Who: w.who, Filter: filter, Now: now, Against: summary.Against{Kind: "date", Date: before, Snapshot: then}})
	if err != nil {
		w.t.Fatal(err)
	}
	all := page.Changes()
	return all.Tell(all.Of(""))
}

// place is where a project stands among changes.
func place(t interface{ Fatalf(string, ...any) }, all []summary.Change, name string) int {
	at := slices.IndexFunc(all, func(c summary.Change) bool { return c.Project.Name == name })
	if at < 0 {
		t.Fatalf("nothing is said of %s", name)
	}
	return at
}

func TestALargerAmountNeverRanksBelowASmallerOneOfItsCurrency(t *testing.T) {
	w := newWorld(t)
	rates := map[string]string{"GBP": "1.17", "JPY": "0.006"} // and none for CHF
	for currency, text := range rates {
		value, err := rate.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		w.update(0, func(tx *db.Tx) error {
			_, err := rate.Create(context.Background(), tx, w.who, rate.Rate{Currency: currency, Against: "EUR", Day: day.Of(2020, 1, 1), Value: value})
			return err
		})
	}
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		word := fmt.Sprintf("run%dend", run)
		amount := rapid.OneOf(rapid.Int64Range(1, 2000), rapid.Int64Range(1, 5_000_000), rapid.Int64Range(1, 900_000_000))
		costs := make([]cost, rapid.IntRange(2, 9).Draw(t, "projects"))
		for i := range costs {
			costs[i] = cost{fmt.Sprint(word, " ", i), rapid.SampledFrom([]string{"EUR", "GBP", "JPY", "CHF"}).Draw(t, "currency"), amount.Draw(t, "was"), amount.Draw(t, "now")}
			if costs[i].was == costs[i].now {
				costs[i].now++
			}
		}
		w.write(costs, rapid.Int64Range(0, 400).Draw(t, "slip"))
		all := w.changes(word)
		for _, a := range costs {
			for _, b := range costs {
				if a.currency == b.currency && a.moved() > b.moved() && place(t, all, a.name) > place(t, all, b.name) {
					t.Fatalf("%+v stands below %+v", a, b)
				}
			}
		}
	})
}

func TestAmountsInSeveralCurrenciesRankByWhatTheyAreWorth(t *testing.T) {
	w := newWorld(t)
	value, err := rate.Parse("1.2")
	if err != nil {
		t.Fatal(err)
	}
	w.update(0, func(tx *db.Tx) error {
		_, err := rate.Create(context.Background(), tx, w.who, rate.Rate{Currency: "GBP", Against: "EUR", Day: day.Of(2020, 1, 1), Value: value})
		return err
	})
	w.write([]cost{
		{"small", "GBP", 10_000, 25_000}, // the only one in pounds, and more than doubled
		{"large", "EUR", 20_000_000, 20_148_000},
		{"even", "EUR", 1_000_000, 1_018_000}, // as much as the small one, of a larger project
		{"huge", "EUR", 90_000_000, 90_000_001},
	}, 0)
	var got []string
	for _, c := range w.changes("") {
		got = append(got, c.Project.Name)
	}
	if want := []string{"large", "small", "even", "huge"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// An amount of a currency without a rate weighs what it is of a project in it.
func TestACurrencyWithoutARateWeighsByItsOwnProjects(t *testing.T) {
	w := newWorld(t)
	w.write([]cost{
		{"francs", "CHF", 1_000_000, 1_100_000},
		{"tenth", "EUR", 10_000_000, 11_000_000},
		{"less", "EUR", 10_000_000, 10_500_000},
		{"more", "CHF", 1_000_000, 1_200_000},
	}, 0)
	var got []string
	for _, c := range w.changes("") {
		got = append(got, c.Project.Name)
	}
	if want := []string{"more", "tenth", "francs", "less"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
