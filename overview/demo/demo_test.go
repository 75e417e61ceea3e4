package demo_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/money"
	"vigie/overview/demo"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// noon is the present of the tests.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// filled returns a database with a demonstration.
func filled(t testing.TB, where string, o demo.Options) *db.DB {
	t.Helper()
	clock := demo.NewClock(noon)
	d, err := db.Open(t.Context(), where, db.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := demo.Fill(t.Context(), d, clock, o); err != nil {
		t.Fatal(err)
	}
	return d
}

// sqlite returns a database with a demonstration that nobody else has; the usual
// one is made once and copied.
func sqlite(t testing.TB, o demo.Options) *db.DB {
	t.Helper()
	where := filepath.Join(t.TempDir(), "vigie.db")
	if o.Projects != 0 || o.Seed != 0 {
		return filled(t, where, o)
	}
	made := usual(t)
	if err := os.WriteFile(where, made, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), where, db.Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(t.Context(), nil); err != nil { // reads the keys too
		t.Fatal(err)
	}
	return d
}

var (
	once  sync.Once
	whole []byte
)

// usual is the file of the demonstration that most tests read.
func usual(t testing.TB) []byte {
	t.Helper()
	once.Do(func() {
		where := filepath.Join(t.TempDir(), "usual.db")
		if err := filled(t, where, demo.Options{}).Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if whole, err = os.ReadFile(where); err != nil {
			t.Fatal(err)
		}
	})
	if len(whole) == 0 {
		t.Fatal("the demonstration was not made")
	}
	return whole
}

// content is a digest of all that was made, without what is random on purpose
// (salts, passwords, keys) and the ids of monthly values, which say nothing.
func content(t *testing.T, d *db.DB) string {
	t.Helper()
	h := sha256.New()
	type line struct {
		A string `db:"a"`
		B int64  `db:"b"`
		C int64  `db:"c"`
		D int64  `db:"d"`
		E string `db:"e"`
	}
	for _, q := range []string{
		"SELECT entity AS a, CASE WHEN entity = 'month' THEN 0 ELSE object END AS b, version AS c, from_day AS d, coalesce(data, '') AS e FROM history ORDER BY 1, 2, 4, 3, 5",
		"SELECT via AS a, number AS b, at AS c, coalesce(actor, 0) AS d, note AS e FROM change ORDER BY number",
		"SELECT value AS a, project_id AS b, month AS c, version AS d, field AS e FROM month_value ORDER BY project_id, field, month",
	} {
		err := db.Each(t.Context(), d, func(l *line) error { _, err := fmt.Fprintln(h, *l); return err }, q)
		if err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestTheSameSeedMakesTheSameCompany(t *testing.T) {
	first := content(t, sqlite(t, demo.Options{Seed: 7}))
	if again := content(t, sqlite(t, demo.Options{Seed: 7})); again != first {
		t.Error("the second company of seed 7 differs from the first")
	}
	if other := content(t, sqlite(t, demo.Options{Seed: 8})); other == first {
		t.Error("seed 8 makes the company of seed 7")
	}
}

func TestBothEnginesHoldTheSameCompany(t *testing.T) {
	there := filled(t, dbtest.PostgresURL(t), demo.Options{Seed: 7})
	if content(t, there) != content(t, sqlite(t, demo.Options{Seed: 7})) {
		t.Error("PostgreSQL holds another company than SQLite")
	}
}

// reading reads the portfolio as of a month before the present, at its end.
type reading struct {
	*testing.T
	s *snapshot.Snapshot
	d *db.DB
}

func (r reading) project(code string) *project.Project {
	r.Helper()
	for i := range r.s.Len() {
		if p := r.s.Project(snapshot.Row(i)); p.Values["code"].S == code && p.State == project.Active {
			return p
		}
	}
	return nil
}

func (r reading) number(code, key string) int64 {
	r.Helper()
	p := r.project(code)
	if p == nil {
		r.Fatalf("%s is not there", code)
	}
	return p.Values[key].N
}

// k is an amount in thousands of euros.
func k(n int64) int64 { return int64(money.Units(n * 1000)) }

func TestTheNumbersTellTheStories(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, _ *db.DB) {
		where := filepath.Join(t.TempDir(), "vigie.db")
		if t.Name() == "TestTheNumbersTellTheStories/PostgreSQL" {
			where = dbtest.PostgresURL(t)
		}
		d := filled(t, where, demo.Options{Seed: 1})
		keeper := snapshot.NewKeeper(d)
		today := day.OfTime(noon)
		at := func(months int) reading {
			s, err := keeper.AsOf(t.Context(), min(today, (today.Month()+day.Month(months)).Last()))
			if err != nil {
				t.Fatal(err)
			}
			return reading{t, s, d}
		}
		now := at(0)

		t.Run("a slip nobody reported", func(t *testing.T) {
			if late := now.number("ADH-01", "end") - now.number("ADH-01", "end_baseline"); late < 270 {
				t.Errorf("got %d days late, want ten months", late)
			}
			months, err := project.Months(t.Context(), d, access.System("test"), now.project("ADH-01").ID, "weather")
			if err != nil || len(months) < 14 {
				t.Fatalf("got %d months, %v", len(months), err)
			}
			for _, m := range months {
				if m.Value.N != 1 {
					t.Errorf("%s is not sunny", m.Month)
				}
			}
		})
		t.Run("a recovery", func(t *testing.T) {
			if then, since := at(-10).number("CAP-01", "weather"), now.number("CAP-01", "weather"); then != 4 || since != 1 {
				t.Errorf("got weather %d then %d, want stormy then sunny", then, since)
			}
			if then, since := at(-11).number("CAP-01", "total_cost"), now.number("CAP-01", "total_cost"); then != k(4950) || since != k(4700) {
				t.Errorf("got cost %d then %d", then, since)
			}
			if then, since := at(-10).number("CAP-01", "manager"), now.number("CAP-01", "manager"); then == since {
				t.Error("the manager is still the same")
			}
		})
		t.Run("a project stopped", func(t *testing.T) {
			p := now.project("ADH-04")
			if p.Values["actual_cost"].N != k(187) || p.Values["total_cost"].N != k(187) || at(-6).number("ADH-04", "total_cost") != k(610) {
				t.Errorf("got %v", p.Values)
			}
			if at(-5).number("ADH-04", "actual_cost") != k(187) {
				t.Error("the stop is not in the month in which it was decided")
			}
		})
		t.Run("a project done early and below budget", func(t *testing.T) {
			v := now.project("CAP-04").Values
			if v["progress"].N != int64(money.Units(100)) || v["end"].N >= v["end_baseline"].N || v["total_cost"].N >= v["total_cost_baseline"].N {
				t.Errorf("got %v", v)
			}
		})
		t.Run("a project entered twice", func(t *testing.T) {
			if at(-3).project("REL-05") == nil || now.project("REL-05") != nil {
				t.Error("it should be there three months ago, and not now")
			}
		})
		t.Run("a cost that nobody knows", func(t *testing.T) {
			p := now.project("FIN-02")
			if p.Values["total_cost"].Set || p.Unread["total_cost"] != "Selon appel d’offres" {
				t.Errorf("got %v, %v", p.Values["total_cost"], p.Unread)
			}
		})
		t.Run("spending never goes back, and never beyond the cost", func(t *testing.T) {
			spent := map[string]int64{}
			for m := -demo.Months; m <= 0; m++ {
				r := at(m)
				for i := range r.s.Len() {
					v := r.s.Project(snapshot.Row(i)).Values
					code, n := v["code"].S, v["actual_cost"].N
					if code == "ADH-04" || code == "CAP-01" {
						continue // a stop and a smaller scope give money back
					}
					if n < spent[code] || v["total_cost"].Set && n > v["total_cost"].N {
						t.Errorf("%s, month %d: got %d of %d after %d", code, m, n, v["total_cost"].N, spent[code])
					}
					spent[code] = n
				}
			}
		})
		t.Run("sixty projects, three programmes, every portfolio filled", func(t *testing.T) {
			n, children := 0, map[int64]int{}
			for i := range now.s.Len() {
				p := now.s.Project(snapshot.Row(i))
				if p.State == project.Active || p.State == project.Archived {
					n++
				}
				children[p.Values["programme"].N]++
			}
			if n != 60 || len(children) != 4 {
				t.Errorf("got %d projects, children %v", n, children)
			}
			all, err := portfolio.List(t.Context(), d, access.System("test"))
			if err != nil || len(all) != 4 {
				t.Fatalf("got %v, %v", all, err)
			}
			for _, p := range all {
				if n, err := now.s.Count(access.System("test"), &p); err != nil || n < 5 || n > 40 {
					t.Errorf("%s: got %d projects, %v", p.Name, n, err)
				}
			}
		})
	})
}

func TestTheHistoryHoldsUnderTheCheck(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, _ *db.DB) {
		where := filepath.Join(t.TempDir(), "vigie.db")
		if strings.HasSuffix(t.Name(), "/PostgreSQL") {
			where = dbtest.PostgresURL(t)
		}
		d := filled(t, where, demo.Options{Seed: 3})
		found, err := d.Check(t.Context())
		if err != nil || len(found) == 0 {
			t.Fatalf("got %v, %v", found, err)
		}
		for _, part := range found {
			if len(part.Problems) > 0 {
				t.Errorf("%s: %v", part.Name, part.Problems)
			}
		}
		type span struct {
			First int64 `db:"first"`
			Last  int64 `db:"last"`
		}
		s, err := db.Get[span](t.Context(), d, "SELECT min(at) AS first, max(at) AS last FROM change")
		if err != nil || time.UnixMilli(s.First).After(noon.AddDate(-2, -11, 0)) || time.UnixMilli(s.Last).After(noon) {
			t.Errorf("got changes from %v to %v, %v", time.UnixMilli(s.First), time.UnixMilli(s.Last), err)
		}
		if n, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM change a JOIN change b ON b.number = a.number + 1 WHERE b.at < a.at"); err != nil || n > 0 {
			t.Errorf("%d changes stand before one that was made earlier, %v", n, err)
		}
	})
}

func TestTheCompanyCanBeMadeOnAnyDay(t *testing.T) {
	for _, on := range []string{"2027-03-01", "2028-02-29", "2026-12-08", "2026-12-31"} {
		t.Run(on, func(t *testing.T) {
			present, err := time.Parse(time.DateOnly, on)
			if err != nil {
				t.Fatal(err)
			}
			clock := demo.NewClock(present.Add(7 * time.Hour)) // before work begins
			d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "vigie.db"), db.Options{Now: clock.Now})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if err := d.Migrate(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if err := demo.Fill(t.Context(), d, clock, demo.Options{}); err != nil {
				t.Fatal(err)
			}
			if n, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM review WHERE state = 'closed'"); err != nil || n != 4 {
				t.Errorf("got %d closed reviews, %v", n, err)
			}
		})
	}
}

func TestEveryRoleHasAPersona(t *testing.T) {
	d := sqlite(t, demo.Options{})
	if n, err := db.Get[int64](t.Context(), d, "SELECT count(*) FROM role"); err != nil || int(n) != len(demo.Personas) {
		t.Errorf("got %d roles and %d personas, %v", n, len(demo.Personas), err)
	}
	gate := access.NewGate(d)
	gate.Log = slog.New(slog.DiscardHandler)
	for _, p := range demo.Personas {
		in, err := gate.SignIn(t.Context(), access.Try{Login: p.Login, Password: demo.Password, Address: "192.0.2.1"})
		if err != nil || in.Who.Name != p.Name {
			t.Errorf("%s: got %v, %v", p.Login, in.Who.Name, err)
		}
	}
}

func TestFillLeavesADatabaseInUseAlone(t *testing.T) {
	d := sqlite(t, demo.Options{})
	if ok, err := demo.IsDemo(t.Context(), d); !ok || err != nil {
		t.Errorf("got %v, %v", ok, err)
	}
	if err := demo.Fill(t.Context(), d, demo.NewClock(noon), demo.Options{}); fault.KindOf(err) != fault.Clash {
		t.Errorf("got %v, want a clash", err)
	}
}

func TestALargeCompanyIsMadeToo(t *testing.T) {
	d := sqlite(t, demo.Options{Projects: 600})
	n, err := db.Get[int64](context.Background(), d, "SELECT count(*) FROM project WHERE state <> 'deleted'")
	if err != nil || n != 600 {
		t.Errorf("got %d projects, %v", n, err)
	}
}
