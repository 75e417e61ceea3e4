package constant_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/constant"
)

func rate() constant.Constant {
	return constant.Constant{
		Key: "daily_rate", Label: label.T("Daily rate", "Coût journalier"), Kind: constant.Money, Currency: "EUR",
		Values: []constant.Dated{{From: day.Of(2027, 1, 1), Value: "680"}, {Value: "650.5"}},
	}
}

func change(t *testing.T, d *db.DB, version int64, edit func(*constant.Set)) (now constant.Set, err error) {
	t.Helper()
	who := access.System("test")
	_, err = d.Update(context.Background(), who.Origin(), func(tx *db.Tx) (err error) {
		_, now, err = constant.Change(context.Background(), tx, who, version, edit)
		return err
	})
	return now, err
}

func TestAConstantHasTheValueOfTheDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, err := change(t, d, 0, func(s *constant.Set) { s.Items = append(s.Items, rate()) }); err != nil {
			t.Fatal(err)
		}
		s, err := constant.Load(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		c, ok := s.Find("cout journalier", label.FR)
		if !ok || c.ID == 0 || s.Version != 1 {
			t.Fatalf("got %+v, %v", c, ok)
		}
		for on, want := range map[day.Day]int64{day.Of(2026, 12, 31): 6_505_000, day.Of(2027, 1, 1): 6_800_000, day.Of(2030, 5, 1): 6_800_000} {
			if got := c.Value(on); got.N != want || got.Null {
				t.Errorf("on %s: got %+v, want %d", on, got, want)
			}
		}
		if _, err := change(t, d, 0, func(*constant.Set) {}); fault.KindOf(err) != fault.Stale {
			t.Errorf("a version that was read before: got %v", err)
		}
		if _, err := change(t, d, 1, func(s *constant.Set) {
			s.Items[0].Kind = constant.Number
		}); fault.KindOf(err) != fault.Clash {
			t.Errorf("another kind: got %v, want it refused", err)
		}
	})
}

func TestWhatIsNoConstantIsRefused(t *testing.T) {
	for where, edit := range map[string]func(*constant.Constant){
		"key":       func(c *constant.Constant) { c.Key = "Daily rate" },
		"label":     func(c *constant.Constant) { c.Label = label.Text{} },
		"kind":      func(c *constant.Constant) { c.Kind = "user" },
		"currency":  func(c *constant.Constant) { c.Currency = "EURO" },
		"values":    func(c *constant.Constant) { c.Values = nil },
		"values[0]": func(c *constant.Constant) { c.Values[0].Value = "a lot" },
		"values[1]": func(c *constant.Constant) { c.Values[0].From, c.Values[1].From = 5, 5 },
	} {
		_, err := constant.Foresee(constant.Set{Items: []constant.Constant{rate()}}, func(s *constant.Set) { edit(&s.Items[0]) })
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: got %v, want it refused", where, err)
		}
	}
}

func TestTheValueOfADayIsTheLastThatBegan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		froms := rapid.SliceOfNDistinct(rapid.IntRange(0, 40), 1, 8, rapid.ID[int]).Draw(rt, "froms")
		c := constant.Constant{Key: "k", Label: label.T("K", "K"), Kind: constant.Number}
		for _, f := range froms {
			c.Values = append(c.Values, constant.Dated{From: day.Day(f), Value: string(rune('1' + f%9))})
		}
		s, err := constant.Foresee(constant.Set{}, func(s *constant.Set) { s.Items = append(s.Items, c) })
		if err != nil {
			rt.Fatal(err)
		}
		on := rapid.IntRange(0, 45).Draw(rt, "on")
		want, best := formula.Empty, -1
		for _, f := range froms {
			if f <= on && f > best {
				best, want = f, formula.Value{N: int64(1+f%9) * 10_000}
			}
		}
		if got := s.Items[0].Value(day.Day(on)); got.Null != want.Null || got.N != want.N {
			rt.Errorf("on %d of %v: got %+v, want %+v", on, froms, got, want)
		}
	})
}
