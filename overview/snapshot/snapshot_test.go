package snapshot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// world is a small organisation for tests.
type world struct {
	t    testing.TB
	d    *db.DB
	k    *snapshot.Keeper
	who  access.Who
	unit int64
	c    *field.Catalogue
	set  int64 // what changes are a part of, such as an import
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, k: snapshot.NewKeeper(d), who: access.System("test")}
	w.update(0, func(tx *db.Tx) error {
		if err := access.Seed(context.Background(), tx, w.who, "ACME"); err != nil {
			return err
		}
		return field.Seed(context.Background(), tx, w.who)
	})
	units, err := db.Select[int64](context.Background(), d, "SELECT id FROM unit")
	if err != nil || len(units) != 1 {
		t.Fatalf("got units %v, %v", units, err)
	}
	w.unit = units[0]
	w.c = w.live().Catalogue
	return w
}

func (w *world) update(on day.Day, f func(*db.Tx) error) int64 {
	w.t.Helper()
	o := w.who.Origin()
	o.On, o.Set = on, w.set
	n, err := w.d.Update(context.Background(), o, f)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) live() *snapshot.Snapshot {
	w.t.Helper()
	s, err := w.k.Live(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) asOf(on day.Day) *snapshot.Snapshot {
	w.t.Helper()
	s, err := w.k.AsOf(context.Background(), on)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// write makes edits on a day and returns the projects.
func (w *world) write(on day.Day, edits ...project.Edit) []project.Outcome {
	w.t.Helper()
	var out []project.Outcome
	w.update(on, func(tx *db.Tx) error {
		var err error
		out, err = project.Write(context.Background(), tx, w.who, w.c, edits)
		for _, o := range out {
			if o.Err != nil {
				return o.Err
			}
		}
		return err
	})
	return out
}

func (w *world) create(on day.Day, name string, vs field.Values) int64 {
	w.t.Helper()
	if vs == nil {
		vs = field.Values{}
	}
	vs["name"], vs["unit"] = field.Str(name), field.Int(w.unit)
	return w.write(on, project.Edit{Values: vs})[0].Project.ID
}

func (w *world) list(s *snapshot.Snapshot, q snapshot.Query) []string {
	w.t.Helper()
	res, err := s.List(w.who, q)
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for _, it := range res.Items {
		from := s
		if it.Gone {
			from = q.Against
		}
		names = append(names, from.Value(it.Row, "name").S)
	}
	return names
}

func euros(n int64) field.Value { return field.Int(int64(money.Units(n))) }

func want[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

func TestListFiltersSortsAndTotals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		stage := func(key string) field.Value {
			o, ok := w.c.Get("stage").OptionByText(key)
			if !ok {
				t.Fatal(key)
			}
			return field.Int(o.ID)
		}
		w.create(0, "Zèbre", field.Values{"total_cost": euros(300), "stage": stage("build")})
		w.create(0, "école", field.Values{"total_cost": euros(100), "stage": stage("done")})
		w.create(0, "Ecluse", field.Values{"stage": stage("build")})
		w.create(0, "Alpha", field.Values{"total_cost": euros(200), "currency": field.Str("GBP"), "stage": stage("build")})
		s := w.live()
		want(t, "by name, as French reads", w.list(s, snapshot.Query{}), []string{"Alpha", "Ecluse", "école", "Zèbre"})
		want(t, "by cost downwards, empty last", w.list(s, snapshot.Query{Sort: snapshot.ParseSort("-total_cost")}), []string{"Zèbre", "Alpha", "école", "Ecluse"})
		want(t, "filter", w.list(s, snapshot.Query{Filter: `stage = "build" and total_cost > 250`}), []string{"Zèbre"})
		want(t, "filter in French words", w.list(s, snapshot.Query{Filter: `stage = "Terminé"`}), []string{"école"})
		want(t, "search without accents", w.list(s, snapshot.Query{Search: "ecol"}), []string{"école"})
		want(t, "empty", w.list(s, snapshot.Query{Filter: `total_cost is empty`}), []string{"Ecluse"})
		res, err := s.List(w.who, snapshot.Query{Totals: []string{"total_cost"}, Group: "stage", Filter: `name <> "Ecluse"`})
		if err != nil {
			t.Fatal(err)
		}
		got := res.Names.AppendTotals(nil, s.Catalogue, res.Totals)
		want(t, "totals never add currencies up", json.RawMessage(got), json.RawMessage(`{"total_cost":{"rule":"sum","filled":3,"unread":0,"value":{"EUR":"400.00","GBP":"200.00"},"unconverted":["GBP"]}}`))
		want(t, "hidden", res.Hidden, 1)
		want(t, "groups", []int{res.Groups[0].Count, res.Groups[1].Count}, []int{2, 1})
		if _, err := s.List(w.who, snapshot.Query{Filter: "nom_inconnu = 1"}); err == nil {
			t.Error("a filter on an unknown attribute was accepted")
		}
	})
}

func TestEditionsAtTheirDatesReadBackInAnyOrderOfImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		d16, d17, d21 := day.Of(2016, 11, 30), day.Of(2017, 11, 30), day.Of(2021, 7, 31)
		id := w.create(d17, "EXPADON 2", field.Values{"total_cost": euros(20)})
		w.write(d21, project.Edit{ID: id, Values: field.Values{"total_cost": euros(27)}})
		w.write(d16, project.Edit{ID: id, Values: field.Values{"total_cost": euros(16)}})
		for _, c := range []struct {
			on   day.Day
			want int64
		}{{d16, 16}, {d16 + 100, 16}, {d17, 20}, {d21 - 1, 20}, {d21, 27}} {
			s := w.asOf(c.on)
			r, ok := s.Find(id)
			if !ok {
				t.Fatalf("not there on %s", c.on)
			}
			want(t, c.on.String(), s.Value(r, "total_cost"), euros(c.want))
		}
		s := w.live()
		r, _ := s.Find(id)
		want(t, "now", s.Value(r, "total_cost"), euros(27))
		if _, ok := w.asOf(d16 - 1).Find(id); ok {
			t.Error("the project is there before it began")
		}
	})
}

func TestCompareShowsWhatCameWhatWentAndWhatChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		then := day.Of(2026, 1, 31)
		same := w.create(then, "Same", field.Values{"total_cost": euros(5)})
		changed := w.create(then, "Changed", field.Values{"total_cost": euros(1)})
		gone := w.create(then, "Gone", nil)
		w.write(0, project.Edit{ID: changed, Values: field.Values{"total_cost": euros(2)}}, project.Edit{ID: gone, State: project.Deleted})
		w.create(0, "New", nil)
		s := w.live()
		res, err := s.List(w.who, snapshot.Query{Against: w.asOf(then)})
		if err != nil {
			t.Fatal(err)
		}
		wr := res.NewWriter(res.Columns([]string{"name", "total_cost"}))
		got := map[string]string{}
		for _, it := range res.Items {
			var row struct {
				Name string          `json:"name"`
				Diff string          `json:"diff"`
				Was  json.RawMessage `json:"was"`
			}
			if err := json.Unmarshal(wr.Object(nil, it), &row); err != nil {
				t.Fatal(err)
			}
			got[row.Name] = row.Diff + string(row.Was)
		}
		want(t, "differences", got, map[string]string{
			"Same": "same{}", "Gone": "removed{}", "New": "added{}",
			"Changed": `changed{"total_cost":{"amount":"1.00","currency":"EUR"}}`,
		})
		_ = same
	})
}

// A cell corrected by hand today does not hold back the editions that are
// imported afterwards: only the attribute corrected stays.
func TestAnEditionReachesTodayPastWhatWasEditedByHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		d16, d17, d18, d19 := day.Of(2016, 11, 30), day.Of(2017, 11, 30), day.Of(2018, 6, 30), day.Of(2019, 6, 30)
		w.set = 1
		id := w.create(d16, "ADAMANT", field.Values{"total_cost": euros(16)})
		cost := func(s *snapshot.Snapshot) field.Value { r, _ := s.Find(id); return s.Value(r, "total_cost") }
		edition := func(set int64, on day.Day, n int64) {
			w.set = set
			w.write(on, project.Edit{ID: id, Values: field.Values{"total_cost": euros(n)}})
		}
		byHand := func(vs field.Values) {
			w.set = 0
			w.write(0, project.Edit{ID: id, Values: vs})
		}
		byHand(field.Values{"code": field.Str("A-1")})
		edition(2, d17, 18)
		want(t, "now, after the second edition", cost(w.live()), euros(18))
		edition(3, d18, 20)
		want(t, "now, after the third", cost(w.live()), euros(20))
		byHand(field.Values{"total_cost": euros(99)})
		edition(4, d19, 30)
		want(t, "now, corrected by hand", cost(w.live()), euros(99))
		for on, n := range map[day.Day]int64{d16: 16, d17: 18, d18: 20, d19: 30} {
			want(t, on.String(), cost(w.asOf(on)), euros(n))
		}
		r, _ := w.live().Find(id)
		want(t, "the code", w.live().Value(r, "code"), field.Str("A-1"))
		fresh, err := snapshot.NewKeeper(d).Live(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want(t, "the table", cost(fresh), euros(99))
		bad, err := d.VerifyChain(context.Background())
		if err != nil || len(bad) > 0 {
			t.Errorf("the chain: %v %v", bad, err)
		}
	})
}

func TestTheCatalogueOfThePastIsThatOfThen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ctx := context.Background()
		then := day.Of(2026, 1, 31)
		f := &field.Field{Object: "project", Kind: field.Text, Key: "theme", Label: label.T("Theme", "Thème")}
		w.update(then, func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, f) })
		w.c = w.live().Catalogue
		w.create(then, "A", field.Values{"theme": field.Str("x")})
		w.update(0, func(tx *db.Tx) error {
			_, err := field.Update(ctx, tx, w.who, "project", "theme", 1, func(f *field.Field) error { f.Label = label.T("Topic", "Sujet"); return nil })
			return err
		})
		w.update(0, func(tx *db.Tx) error { return field.Retire(ctx, tx, w.who, "project", "theme", 2) })
		if got := w.live().Catalogue.Get("theme"); !got.Retired || got.Label.EN != "Topic" {
			t.Errorf("now: got %+v", got)
		}
		if got := w.asOf(then + 10).Catalogue.Get("theme"); got.Retired || got.Label.EN != "Theme" {
			t.Errorf("then: got %+v", got)
		}
		s := w.asOf(then + 10)
		want(t, "filter by the words of then", w.list(s, snapshot.Query{Filter: `[Theme] = "x"`}), []string{"A"})
	})
}

func TestPortfolioMembershipIsReadAtItsDate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		d1, d2, d3 := day.Of(2020, 1, 1), day.Of(2021, 1, 1), day.Of(2022, 1, 1)
		a, b := w.create(d1, "A", nil), w.create(d1, "B", nil)
		var p portfolio.Portfolio
		w.update(0, func(tx *db.Tx) (err error) {
			p, err = portfolio.Create(context.Background(), tx, w.who, portfolio.Portfolio{Name: "P", Unit: w.unit})
			return err
		})
		set := func(on day.Day, add, remove []int64) {
			w.update(on, func(tx *db.Tx) error {
				return portfolio.SetMembers(context.Background(), tx, w.who, p.ID, add, remove)
			})
		}
		set(d3, []int64{a, b}, nil)
		set(d1, []int64{a, b}, nil)
		set(d2, nil, []int64{b})
		for _, c := range []struct {
			on   day.Day
			want []string
		}{{d1 - 1, nil}, {d1, []string{"A", "B"}}, {d2, []string{"A"}}, {d3, []string{"A", "B"}}} {
			want(t, c.on.String(), w.list(w.asOf(c.on), snapshot.Query{Portfolio: &p}), c.want)
		}
		want(t, "now", w.list(w.live(), snapshot.Query{Portfolio: &p}), []string{"A", "B"})
	})
}

// The live snapshot, refreshed by events, is what a new one loads; and every
// past day reads as a naive model of all edits says.
func TestRefreshAndAsOfAgreeWithAModel(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWorld(t, d)
	today := w.live().On
	rapid.Check(t, func(rt *rapid.T) {
		type edit struct {
			on   day.Day
			cost int64
		}
		model := map[int64][]edit{}
		var ids []int64
		for i := range rapid.IntRange(1, 12).Draw(rt, "edits") {
			w.set++ // each is an edition that states the cost for its day
			on := today - day.Day(rapid.IntRange(0, 4).Draw(rt, "ago"))
			cost := int64(rapid.IntRange(1, 99).Draw(rt, "cost"))
			if len(ids) == 0 || rapid.Bool().Draw(rt, "new") {
				id := w.create(on, fmt.Sprintf("M%d", i), field.Values{"total_cost": euros(cost)})
				ids = append(ids, id)
				model[id] = append(model[id], edit{on, cost})
			} else {
				id := rapid.SampledFrom(ids).Draw(rt, "id")
				now := w.live()
				r, _ := now.Find(id)
				same := now.Value(r, "total_cost").Equal(euros(cost))
				w.write(on, project.Edit{ID: id, Values: field.Values{"total_cost": euros(cost)}})
				if on < today || !same { // today, what changes nothing is not recorded
					model[id] = append(model[id], edit{on, cost})
				}
			}
		}
		for ago := range day.Day(6) {
			on := today - ago
			s := w.asOf(on)
			for _, id := range ids {
				var wantCost int64
				for _, e := range slices.SortedStableFunc(slices.Values(model[id]), func(a, b edit) int { return int(a.on - b.on) }) {
					if e.on <= on {
						wantCost = e.cost
					}
				}
				var got field.Value
				if r, ok := s.Find(id); ok {
					got = s.Value(r, "total_cost")
				}
				if wantCost == 0 && got.Set || wantCost != 0 && !got.Equal(euros(wantCost)) {
					rt.Fatalf("project %d on %s: got %v, want %d", id, on, got, wantCost)
				}
			}
		}
		fresh, err := snapshot.NewKeeper(d).Live(context.Background())
		if err != nil {
			rt.Fatal(err)
		}
		q := snapshot.Query{Sort: snapshot.ParseSort("-total_cost"), State: "all"}
		a, b := write(rt, w.live(), w.who, q), write(rt, fresh, w.who, q)
		if a != b {
			rt.Fatalf("refreshed %s\n loaded %s", a, b)
		}
	})
}

func write(t *rapid.T, s *snapshot.Snapshot, who access.Who, q snapshot.Query) string {
	res, err := s.List(who, q)
	if err != nil {
		t.Fatal(err)
	}
	wr := res.NewWriter(res.Columns(nil))
	var b []byte
	for _, it := range res.Items {
		b = wr.Object(b, it)
	}
	return string(b)
}

func TestEachValueIsOneGroupHoweverItReads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		var people []int64
		w.update(0, func(tx *db.Tx) error {
			for _, login := range []string{"first", "second"} {
				a, err := access.CreateAccount(context.Background(), tx, w.who, access.Account{Login: login, Name: "Jean Dupont", Language: "fr"}, "")
				if err != nil {
					return err
				}
				people = append(people, a.ID)
			}
			return nil
		})
		axes := func(tx *db.Tx) error {
			_, err := field.AddOptions(context.Background(), tx, w.who, "project", "axes", []string{"One", "Two"})
			return err
		}
		w.update(0, axes)
		w.c = w.live().Catalogue
		one, _ := w.c.Get("axes").OptionByText("One")
		two, _ := w.c.Get("axes").OptionByText("Two")
		for i := range 6 {
			list := []int64{one.ID}
			if i%2 == 0 {
				list = append(list, two.ID)
			}
			w.create(0, fmt.Sprintf("P%d", i), field.Values{"manager": field.Int(people[i%2]), "axes": field.List(list), "code": field.Str(fmt.Sprint(i))})
		}
		for _, key := range []string{"manager", "axes"} {
			res, err := w.live().List(w.who, snapshot.Query{Group: key})
			if err != nil {
				t.Fatal(err)
			}
			var counts []int
			for _, g := range res.Groups {
				counts = append(counts, g.Count)
			}
			want(t, "groups by "+key, counts, []int{3, 3})
		}
	})
}

func TestAmountsOfTwoCurrenciesAreNeverTakenTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.update(0, func(tx *db.Tx) error {
			for key, rule := range map[string]field.Consolidation{"mean_cost": field.Mean, "top_cost": field.Maximum} {
				f := &field.Field{Object: "project", Key: key, Kind: field.Money, Consolidation: rule}
				f.Label.EN = key
				if err := field.Create(context.Background(), tx, w.who, f); err != nil {
					return err
				}
			}
			return nil
		})
		w.c = w.live().Catalogue
		for i, currency := range []string{"EUR", "GBP", "EUR"} {
			n := int64(i + 1)
			w.create(0, fmt.Sprint(n), field.Values{"currency": field.Str(currency), "mean_cost": euros(n), "top_cost": euros(n * 10), "total_cost": euros(n), "progress": euros(n * 10)})
		}
		totals := func(filter string) string {
			res, err := w.live().List(w.who, snapshot.Query{Filter: filter, Totals: []string{"mean_cost", "top_cost", "progress"}})
			if err != nil {
				t.Fatal(err)
			}
			return string(res.Names.AppendTotals(nil, w.c, res.Totals))
		}
		var got map[string]struct{ Value json.RawMessage }
		if err := json.Unmarshal([]byte(totals("")), &got); err != nil {
			t.Fatal(err)
		}
		want(t, "mean", got["mean_cost"].Value, json.RawMessage(`{"EUR":"2.00","GBP":"2.00"}`))
		want(t, "greatest", got["top_cost"].Value, json.RawMessage(`{"EUR":"30.00","GBP":"20.00"}`))
		want(t, "a mean weighed by euros and pounds", got["progress"].Value, json.RawMessage(`null`))
		if err := json.Unmarshal([]byte(totals(`currency = "EUR"`)), &got); err != nil {
			t.Fatal(err)
		}
		want(t, "a mean weighed by euros", got["progress"].Value, json.RawMessage(`"25"`))
	})
}

func TestSumsOfTheLargestAmountsDoNotOverflow(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	edits := make([]project.Edit, 300)
	for i := range edits {
		edits[i].Values = field.Values{"name": field.Str("P"), "unit": field.Int(w.unit), "total_cost": field.Int(int64(money.Max))}
	}
	w.write(0, edits...)
	res, err := w.live().List(w.who, snapshot.Query{Totals: []string{"total_cost"}})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "300 times the largest", json.RawMessage(res.Names.AppendTotals(nil, w.c, res.Totals)),
		json.RawMessage(`{"total_cost":{"rule":"sum","filled":300,"unread":0,"value":{"EUR":"2700000000000000.00"}}}`))
}

// What becomes of a purged child, of a unit and of a night shows in the
// refreshed portfolio as in one that is read anew.
func TestTheRefreshedPortfolioIsTheOneReadAnewAfterEverything(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		top := w.create(0, "Top", nil)
		child, twin := w.create(0, "Child", field.Values{"programme": field.Int(top)}), w.create(0, "Twin", nil)
		same := func(what string) {
			t.Helper()
			fresh, err := snapshot.NewKeeper(d).Live(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range []snapshot.Query{{State: "all"}, {Filter: "programme is empty"}, {State: project.Deleted}, {Group: "programme"}} {
				want(t, what, w.list(w.live(), q), w.list(fresh, q))
			}
		}
		same("at first")
		w.write(0, project.Edit{ID: top, State: project.Deleted})
		same("in the bin")
		w.update(0, func(tx *db.Tx) error {
			if _, err := db.Exec(context.Background(), tx, "UPDATE project SET state_since = 1 WHERE id = $1", top); err != nil {
				return err
			}
			_, err := project.Purge(context.Background(), tx, w.who)
			return err
		})
		same("purged")
		want(t, "without its programme", w.list(w.live(), snapshot.Query{Filter: "programme is empty"}), []string{"Child", "Twin"})
		w.update(0, func(tx *db.Tx) error {
			_, err := project.Merge(context.Background(), tx, w.who, w.c, child, twin)
			return err
		})
		same("merged")
		if err := d.Prune(context.Background(), d.Now().AddDate(1, 0, 0)); err != nil {
			t.Fatal(err)
		}
		w.write(0, project.Edit{ID: child, Values: field.Values{"name": field.Str("Renamed")}})
		same("after the events were pruned")
	})
}

func TestGroupsStandInGroupsOfAnyDepth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		stages := w.c.Get("stage").Choices
		for i := range 12 {
			vs := field.Values{"code": field.Str(fmt.Sprint(i)), "stage": field.Int(stages[i%2].ID), "total_cost": euros(int64(i))}
			if i%4 != 3 {
				vs["end"] = field.Int(int64(day.Of(2027, time.Month(1+i), 15)))
			}
			w.create(0, fmt.Sprintf("P%02d", i), vs)
		}
		res, err := w.live().List(w.who, snapshot.Query{Group: "stage,-end.quarter", Totals: []string{"total_cost"}})
		if err != nil {
			t.Fatal(err)
		}
		got := string(res.AppendGroups(nil, snapshot.Range{From: 1, Count: 1}))
		total := `"totals":{"total_cost":{"rule":"sum","filled":2,"unread":0,"value":{"EUR":"18.00"}}}`
		first := `{"value":"` + stages[0].Key + `","count":6,"groups":[{"value":"2027-Q4","count":1,` + strings.Replace(strings.Replace(total, `"filled":2`, `"filled":1`, 1), "18.00", "10.00", 1) + `},{"value":"2027-Q3","count":2},{"value":"2027-Q2","count":1},{"value":"2027-Q1","count":2}]}`
		second := `{"value":"` + stages[1].Key + `","count":6,"groups":[{"value":"2027-Q4","count":1},{"value":"2027-Q2","count":1},{"value":"2027-Q1","count":1},{"value":null,"count":3}]}`
		if want := "[" + first + "," + second + "]"; got != want {
			t.Errorf("groups\n got %s\nwant %s", got, want)
		}
		for _, wrong := range []string{"gone", "stage.month", "end.week", "a,b,c,d,e,f,g"} {
			if _, err := w.live().List(w.who, snapshot.Query{Group: wrong}); err == nil {
				t.Errorf("groups by %q were accepted", wrong)
			}
		}
	})
}
