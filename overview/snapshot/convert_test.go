package snapshot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/rate"
)

func (w *world) rate(currency string, on day.Day, text string) rate.Rate {
	return w.enterRate(currency, on, text, false)
}

func (w *world) inverseRate(currency string, on day.Day, text string) rate.Rate {
	return w.enterRate(currency, on, text, true)
}

func (w *world) enterRate(currency string, on day.Day, text string, inverse bool) rate.Rate {
	w.t.Helper()
	v, err := rate.Parse(text)
	if err != nil {
		w.t.Fatal(err)
	}
	r := rate.Rate{Currency: currency, Against: "EUR", Day: on, Value: v, Inverse: rate.YesIf(inverse)}
	w.update(0, func(tx *db.Tx) (err error) {
		r, err = rate.Create(context.Background(), tx, w.who, r)
		return err
	})
	return r
}

func (w *world) costing(on day.Day, name, currency, amount string, more field.Values) int64 {
	w.t.Helper()
	a, err := money.Parse(amount)
	if err != nil {
		w.t.Fatal(err)
	}
	vs := field.Values{"currency": field.Str(currency), "total_cost": field.Int(int64(a))}
	for k, v := range more {
		vs[k] = v
	}
	return w.create(on, name, vs)
}

// said is a total as the API writes it.
func said(t testing.TB, s *snapshot.Snapshot, who access.Who, q snapshot.Query, key string) string {
	t.Helper()
	q.Totals = []string{key}
	res, err := s.List(who, q)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(res.Names.AppendTotals(nil, res.Snapshot.Catalogue, res.Totals), &all); err != nil {
		t.Fatal(err)
	}
	return string(all[key])
}

var (
	may2021  = day.Of(2021, 5, 1)
	june2021 = day.Of(2021, 6, 1)
)

func TestATotalOverCurrenciesStandsSideBySideAndConverted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.costing(may2021, "A", "EUR", "100", nil)
		w.costing(may2021, "B", "GBP", "10.01", nil)
		const apart = `{"rule":"sum","filled":2,"unread":0,"value":{"EUR":"100.00","GBP":"10.01"}`
		want(t, "without a rate", said(t, w.live(), w.who, snapshot.Query{}, "total_cost"), apart+`,"unconverted":["GBP"]}`)
		w.rate("GBP", june2021, "1.5")
		want(t, "of today", said(t, w.live(), w.who, snapshot.Query{}, "total_cost"),
			apart+`,"converted":{"currency":"EUR","amount":"115.02","rates":[{"from":"GBP","rate":"1.5","day":"2021-06-01","amount":"15.02"}]}}`)
		want(t, "of a day before the rate", said(t, w.asOf(june2021-1), w.who, snapshot.Query{}, "total_cost"), apart+`,"unconverted":["GBP"]}`)
		w.rate("GBP", may2021, "2")
		want(t, "of that day, once its rate is known", said(t, w.asOf(june2021-1), w.who, snapshot.Query{}, "total_cost"),
			apart+`,"converted":{"currency":"EUR","amount":"120.02","rates":[{"from":"GBP","rate":"2","day":"2021-05-01","amount":"20.02"}]}}`)
		want(t, "of one currency", said(t, w.live(), w.who, snapshot.Query{Filter: `currency = "EUR"`}, "total_cost"), `{"rule":"sum","filled":1,"unread":0,"value":{"EUR":"100.00"}}`)
		want(t, "of one other currency", said(t, w.live(), w.who, snapshot.Query{Filter: `currency = "GBP"`}, "total_cost"),
			`{"rule":"sum","filled":1,"unread":0,"value":{"GBP":"10.01"},"converted":{"currency":"EUR","amount":"15.02","rates":[{"from":"GBP","rate":"1.5","day":"2021-06-01","amount":"15.02"}]}}`)
	})
}

func TestAFrozenReadingConvertsByTheRatesAndIntoTheCurrencyOfThen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.costing(may2021, "A", "EUR", "100", nil)
		w.costing(may2021, "B", "GBP", "10", nil)
		w.rate("GBP", may2021, "2")
		frozen := w.live().Change
		read := func() string {
			s, err := w.k.KnownAt(context.Background(), june2021, frozen)
			if err != nil {
				t.Fatal(err)
			}
			return said(t, s, w.who, snapshot.Query{}, "total_cost")
		}
		before := read()
		w.rate("GBP", may2021+3, "3")
		g := &access.Gate{DB: d}
		w.update(0, func(tx *db.Tx) error {
			_, err := g.ChangeSettings(context.Background(), tx, w.who, 1, func(s *access.Settings) {
				s.SessionIdle, s.SessionLife, s.Consolidates = 60, 600, "GBP"
			})
			return err
		})
		want(t, "the frozen reading", read(), before)
		want(t, "as known now", said(t, w.asOf(june2021), w.who, snapshot.Query{}, "total_cost"),
			`{"rule":"sum","filled":2,"unread":0,"value":{"EUR":"100.00","GBP":"10.00"},"converted":{"currency":"GBP","amount":"43.33","rates":[{"from":"EUR","rate":"0.3333333333","day":"2021-05-04","inverse":"3","amount":"33.33"}]}}`)
	})
}

func TestEveryRuleConvertsItsOwnWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.rate("GBP", may2021, "2")
		for _, rule := range []field.Consolidation{field.Mean, field.Minimum, field.Maximum, field.WeightedMean} {
			w.update(0, func(tx *db.Tx) error {
				f := &field.Field{Object: "project", Kind: field.Money, Key: "money_" + string(rule), Label: label.T("m "+string(rule), "m "+string(rule)), Consolidation: rule}
				if rule == field.WeightedMean {
					f.Weight = "total_cost"
				}
				return field.Create(context.Background(), tx, w.who, f)
			})
		}
		w.update(0, func(tx *db.Tx) error {
			f := &field.Field{Object: "project", Kind: field.Percent, Key: "done", Label: label.T("done", "fait"), Consolidation: field.WeightedMean, Weight: "total_cost"}
			return field.Create(context.Background(), tx, w.who, f)
		})
		w.c = w.live().Catalogue
		for _, p := range []struct{ name, currency, amount, done string }{{"A", "EUR", "30", "10"}, {"B", "GBP", "10", "40"}, {"C", "EUR", "10", "90"}} {
			a, _ := money.Parse(p.amount)
			n, _ := money.Parse(p.done)
			more := field.Values{"done": field.Int(int64(n))}
			for _, rule := range []field.Consolidation{field.Mean, field.Minimum, field.Maximum, field.WeightedMean} {
				more["money_"+string(rule)] = field.Int(int64(a))
			}
			w.costing(may2021, p.name, p.currency, p.amount, more)
		}
		for key, want := range map[string]string{
			"money_mean":          "20.00", // (30 + 20 + 10) / 3
			"money_minimum":       "10.00",
			"money_maximum":       "30.00",
			"money_weighted_mean": "23.33", // (30×30 + 20×20 + 10×10) / 60
			"done":                "33.3333",
		} {
			var got struct {
				Value     any
				Converted struct{ Amount, Value string }
			}
			if err := json.Unmarshal([]byte(said(t, w.live(), w.who, snapshot.Query{}, key)), &got); err != nil {
				t.Fatal(err)
			}
			if got.Converted.Amount+got.Converted.Value != want {
				t.Errorf("%s: got %+v, want %s", key, got, want)
			}
			if key == "done" && got.Value != nil {
				t.Errorf("a mean weighed in two currencies is %v by itself, want none", got.Value)
			}
		}
	})
}

// Whatever the amounts, the rates and the order: the converted total is the exact
// sum rounded once, its parts and its groups add up to it, and a rate of one
// changes nothing.
func TestConvertedTotalsAreExactInAnyOrder(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWorld(t, d)
	currencies := []string{"EUR", "GBP", "USD"}
	on, serial := may2021, 0
	rapid.Check(t, func(t *rapid.T) {
		serial++
		on++
		worth := map[string]*big.Rat{"EUR": big.NewRat(1, 1)}
		for _, c := range currencies[1:] {
			n := rapid.Int64Range(1, 3_000_000).Draw(t, c)
			worth[c] = big.NewRat(n, 1_000_000)
			w.rate(c, on, rate.Format(n*1_000_000))
		}
		exact := new(big.Rat)
		for i, n := range rapid.SliceOfN(rapid.Int64Range(-1e12, 1e12), 1, 7).Draw(t, "amounts") {
			c := rapid.SampledFrom(currencies).Draw(t, "currency")
			w.costing(may2021, fmt.Sprintf("%d-%d", serial, i), c, money.Amount(n*100).String(), field.Values{"code": field.Str(fmt.Sprintf("case-%d-%d", serial, i)), "description": field.Str(fmt.Sprint(i % 3))})
			x := new(big.Rat).SetInt64(n * 100)
			exact.Add(exact, x.Mul(x, worth[c]))
		}
		var first string
		for _, down := range []bool{false, true} {
			res, err := w.asOf(on).List(w.who, snapshot.Query{Totals: []string{"total_cost"}, Filter: fmt.Sprintf(`code ~ "case-%d-"`, serial), Group: "description,currency", Sort: []snapshot.Sort{{Key: "name", Down: down}}})
			if err != nil {
				t.Fatal(err)
			}
			total := res.Totals["total_cost"]
			amount := total.ByCurrency["EUR"]
			if c := total.Converted; c != nil {
				amount = c.Amount
				sum := new(big.Int)
				for _, n := range c.Parts() {
					sum.Add(sum, n)
				}
				if sum.Cmp(amount) != 0 {
					t.Fatalf("the parts sum to %s, want %s", sum, amount)
				}
			}
			if want := rate.Round(exact, "EUR"); amount.Cmp(want) != 0 {
				t.Fatalf("got %s, want %s", amount, want)
			}
			inGroups(t, res.Groups, amount)
			text := string(res.Names.AppendTotals(nil, res.Snapshot.Catalogue, res.Totals))
			if first == "" {
				first = text
			} else if text != first {
				t.Fatalf("in another order: %s, want %s", text, first)
			}
		}
	})
}

func inGroups(t *rapid.T, groups []snapshot.Group, whole *big.Int) {
	sum := new(big.Int)
	for _, g := range groups {
		total := g.Totals["total_cost"]
		amount := total.ByCurrency["EUR"]
		if total.Converted != nil {
			amount = total.Converted.Amount
		}
		sum.Add(sum, amount)
		if g.Groups != nil {
			inGroups(t, g.Groups, amount)
		}
	}
	if sum.Cmp(whole) != 0 {
		t.Fatalf("the groups sum to %s, want %s", sum, whole)
	}
}
