package snapshot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/money"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/project"
)

// What a line shows for a month is what a reading of the end of that month says.
func TestCoursesAreWhatReadingsOfTheMonthEndsSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		today := w.live().On
		chance := rand.New(rand.NewPCG(7, 26))
		keys := []string{"total_cost", "progress", "light", "weather"}
		some := func(ago int) field.Values {
			vs := field.Values{}
			for _, key := range keys {
				switch chance.IntN(4) {
				case 0:
					vs[key] = field.Value{}
				case 1, 2:
					vs[key] = field.Int(int64(1 + chance.IntN(4)))
				}
			}
			vs["description"] = field.Str(fmt.Sprint(ago)) // always a version
			return vs
		}
		var ids []int64
		for i := range 6 {
			ids = append(ids, w.create(today-day.Day(30+i*80), fmt.Sprint("P", i), some(0)))
		}
		for ago := 395; ago > 0; ago -= 1 + chance.IntN(12) {
			id := ids[chance.IntN(len(ids))]
			on := today - day.Day(ago)
			if w.asOf(on).Len() == 0 || !w.asOf(on).Shows(w.who, id) {
				continue
			}
			p, err := w.live().Get(w.who, id)
			if err != nil {
				t.Fatal(err)
			}
			w.write(on, project.Edit{ID: id, Version: p.Version, Values: some(ago), Month: on.Month()})
		}
		live := w.live()
		res, err := live.List(w.who, snapshot.Query{})
		if err != nil {
			t.Fatal(err)
		}
		courses, err := w.k.Courses(context.Background(), res, keys, res.Items)
		if err != nil {
			t.Fatal(err)
		}
		writer := res.NewWriter(nil).With(courses)
		filled := 0
		for _, it := range res.Items {
			var got struct {
				ID     string                `json:"id"`
				Trends map[string][]*float64 `json:"trends"`
			}
			if err := json.Unmarshal(writer.Object(nil, it), &got); err != nil {
				t.Fatal(err)
			}
			for _, key := range keys {
				want := make([]*float64, 12)
				n := 0
				for m := range want {
					month := today.Month() - day.Month(11-m)
					s := w.asOf(min(month.Last(), today))
					row, there := s.Find(live.ID(it.Row))
					if !there || !s.Value(row, key).Set {
						continue
					}
					v := float64(s.Value(row, key).N)
					if key == "total_cost" || key == "progress" {
						v /= float64(money.Scale)
					}
					want[m] = &v
					n++
				}
				filled += n
				if n < 2 {
					want = nil
				}
				if g, w := drawn(got.Trends[key]), drawn(want); g != w {
					t.Errorf("%s of %s: got %s, want %s", key, live.Value(it.Row, "name").S, g, w)
				}
			}
		}
		if filled < 50 {
			t.Fatalf("only %d points were compared", filled)
		}
	})
}

func drawn(points []*float64) string {
	out := ""
	for _, p := range points {
		if p == nil {
			out += " -"
		} else {
			out += fmt.Sprint(" ", *p)
		}
	}
	return out
}

func TestCoursesAreOfNumbersAndOfOnePage(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	w.create(w.live().On, "A", nil)
	res, err := w.live().List(w.who, snapshot.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"name", "start", "nowhere", "stage"} {
		if _, err := w.k.Courses(context.Background(), res, []string{key}, res.Items); err == nil {
			t.Errorf("a course of %s is drawn", key)
		}
	}
	if _, err := w.k.Courses(context.Background(), res, []string{"total_cost"}, make([]snapshot.Item, 501)); err == nil {
		t.Error("a course is read for more rows than a page has")
	}
}
