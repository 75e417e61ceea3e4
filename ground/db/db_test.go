package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

type thing struct {
	Key   string `db:"key"`
	Value string `db:"value"`
}

func TestUpdateKeepsAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		boom := errors.New("boom")
		_, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			if err := db.Insert(ctx, tx, "setting", thing{"a", "1"}, thing{"b", "2"}); err != nil {
				return err
			}
			tx.Record(db.Version{Entity: "x", Object: 1, Data: "{}"})
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatalf("got %v, want boom", err)
		}
		got, err := db.Select[thing](ctx, d, "SELECT key, value FROM setting WHERE key IN ('a', 'b')")
		if err != nil || len(got) != 0 {
			t.Fatalf("got %v %v, want nothing kept", got, err)
		}
		n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM history")
		if err != nil || n != 0 {
			t.Fatalf("got %d versions, %v", n, err)
		}
	})
}

func TestChangesAreNumberedWithoutGapByManyWriters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		var wg sync.WaitGroup
		for w := range 8 {
			wg.Go(func() {
				for i := range 20 {
					if _, err := d.Update(ctx, db.Origin{Actor: int64(w + 1), Via: "test"}, func(tx *db.Tx) error {
						tx.Record(db.Version{Entity: "x", Object: int64(w), Version: int64(i), Data: fmt.Sprint(i)})
						return nil
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		numbers, err := db.Select[int64](ctx, d, "SELECT number FROM change ORDER BY number")
		if err != nil || len(numbers) != 160 {
			t.Fatalf("got %d changes, %v, want 160", len(numbers), err)
		}
		for i, n := range numbers {
			if n != int64(i+1) {
				t.Fatalf("change %d has number %d", i+1, n)
			}
		}
		if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
			t.Fatalf("chain: %v %v", bad, err)
		}
	})
}

func TestSealIsAPermutation(t *testing.T) {
	d := dbtest.SQLite(t)
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Int64Range(1, 1<<53-1).Draw(t, "id")
		s := d.Seal(id)
		got, err := d.Unseal(s)
		if err != nil || got != id || len(s) != 11 {
			t.Fatalf("Unseal(Seal(%d)) = %d, %v by %q", id, got, err, s)
		}
	})
	for _, bad := range []string{"", "1", "zzzzzzzzzzz", "IIIIIIIIIII", "0123456789abc"} {
		if _, err := d.Unseal(bad); fault.KindOf(err) != fault.Missing {
			t.Errorf("Unseal(%q): got %v, want not found", bad, err)
		}
	}
}

// The model: for each object, what was recorded on which day, last word wins.
func TestTimelineReadsAsAModelWould(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		runs := int64(0)
		rapid.Check(t, func(rt *rapid.T) {
			runs++
			object, entity := runs, "x"
			model := map[day.Day]string{}
			for i := range rapid.IntRange(1, 6).Draw(rt, "writes") {
				on := day.Day(rapid.IntRange(1000, 1006).Draw(rt, "on"))
				data := fmt.Sprintf(`{"n":%d}`, i)
				if rapid.IntRange(0, 4).Draw(rt, "delete") == 0 {
					data = ""
				}
				if _, err := d.Update(ctx, db.Origin{On: on, Via: "test"}, func(tx *db.Tx) error {
					tx.Record(db.Version{Entity: entity, Object: object, Data: data})
					return nil
				}); err != nil {
					rt.Fatal(err)
				}
				model[on] = data
			}
			for on := day.Day(999); on < 1008; on++ {
				want, last := "", day.Day(0)
				for k, v := range model {
					if k <= on && k > last {
						want, last = v, k
					}
				}
				got, err := d.AsOf(ctx, entity, object, on, 0)
				if err != nil && fault.KindOf(err) != fault.Missing {
					rt.Fatal(err)
				}
				if got.Data.S != want {
					rt.Fatalf("as of %d: got %q, want %q", on, got.Data.S, want)
				}
			}
		})
		if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
			t.Fatalf("chain: %v %v", bad, err)
		}
	})
}

func TestReadingAsKnownThenIsNotAlteredByLaterCorrections(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		write := func(on day.Day, data string) int64 {
			c, err := d.Update(ctx, db.Origin{On: on, Via: "test"}, func(tx *db.Tx) error {
				tx.Record(db.Version{Entity: "x", Object: 7, Data: data})
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		first := write(100, `"a"`)
		second := write(200, `"b"`)
		write(150, `"between"`)
		write(100, `"a corrected"`)
		for _, c := range []struct {
			on     day.Day
			change int64
			want   string
		}{{120, first, `"a"`}, {160, second, `"a"`}, {160, 0, `"between"`}, {120, 0, `"a corrected"`}, {300, first, `"a"`}, {300, 0, `"b"`}} {
			got, err := d.AsOf(ctx, "x", 7, c.on, c.change)
			if err != nil || got.Data.S != c.want {
				t.Errorf("as of %d known at %d: got %q %v, want %q", c.on, c.change, got.Data.S, err, c.want)
			}
		}
	})
}

// Whatever is recorded, corrected, deleted or retracted, at whatever date, reading
// all objects says of each what reading it alone says.
func TestReadingAllObjectsAsKnownSaysWhatReadingEachSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		runs := 0
		rapid.Check(t, func(rt *rapid.T) {
			runs++
			entity := fmt.Sprint("e", runs)
			var changes []int64
			for range rapid.IntRange(1, 12).Draw(rt, "changes") {
				on, object := day.Day(rapid.IntRange(1000, 1004).Draw(rt, "on")), int64(rapid.IntRange(1, 3).Draw(rt, "object"))
				data := rapid.SampledFrom([]string{"", `"a"`, `"b"`, `"c"`}).Draw(rt, "data")
				retract := rapid.IntRange(0, 3).Draw(rt, "retract") == 0
				change, err := d.Update(ctx, db.Origin{On: on, Via: "test"}, func(tx *db.Tx) error {
					all, err := db.Versions(ctx, tx, entity, object)
					if err != nil || !retract || len(all) == 0 {
						tx.Record(db.Version{Entity: entity, Object: object, Data: data})
						return err
					}
					tx.Retract(all[len(all)-1])
					return nil
				})
				if err != nil {
					rt.Fatal(err)
				}
				changes = append(changes, change)
			}
			for _, known := range append(changes, 0) {
				for on := day.Day(999); on <= 1005; on++ {
					got := map[int64]string{}
					if err := db.EachAsOf(ctx, d, entity, on, known, func(s *db.State) error { got[s.Object] += s.Data; return nil }); err != nil {
						rt.Fatal(err)
					}
					for object := int64(1); object <= 3; object++ {
						one, err := d.AsOf(ctx, entity, object, on, known)
						if err != nil && fault.KindOf(err) != fault.Missing {
							rt.Fatal(err)
						}
						if got[object] != one.Data.S {
							rt.Fatalf("object %d as of %d known at %d: got %q, want %q", object, on, known, got[object], one.Data.S)
						}
					}
				}
			}
		})
	})
}

func TestTheChainNamesTheFirstTamperedChange(t *testing.T) {
	attacks := map[string]string{
		"edit":          "UPDATE history SET data = '\"forged\"' WHERE change = 3",
		"change actor":  "UPDATE change SET actor = 99 WHERE number = 3",
		"delete":        "DELETE FROM history WHERE change = 3",
		"delete change": "DELETE FROM change WHERE number = 3",
		"truncate":      "DELETE FROM change WHERE number >= 3",
		"reorder":       "UPDATE history SET change = 7 - change WHERE change IN (3, 4)",
		"resurrect":     "UPDATE history SET superseded = NULL WHERE superseded = 3",
		"until":         "UPDATE history SET until_day = 5 WHERE change = 3",
	}
	for name, attack := range attacks {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				ctx := context.Background()
				for i := range 5 {
					if _, err := d.Update(ctx, db.Origin{Actor: 1, Via: "test", On: day.Day(100 + i/4)}, func(tx *db.Tx) error {
						tx.Record(db.Version{Entity: "x", Object: int64(i % 2), Version: int64(i), Data: fmt.Sprint(i)})
						return nil
					}); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
					_, err := db.Exec(ctx, tx, attack)
					return err
				}); err != nil {
					t.Fatal(err)
				}
				bad, err := d.VerifyChain(ctx)
				if err != nil || len(bad) == 0 {
					t.Fatalf("got %v %v, want the tampering named", bad, err)
				}
			})
		})
	}
}
