package review_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/change"
	"vigie/overview/review"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/rate"
	"vigie/room/record"
	meeting "vigie/room/review"
	"vigie/room/risk"
)

var ctx = context.Background()

// world is a portfolio with some projects, and the desk that reads its reviews.
type world struct {
	t        testing.TB
	d        *db.DB
	who      access.Who
	desk     *review.Desk
	today    day.Day
	unit     int64
	of       int64   // the portfolio
	projects []int64 // in it
	records  map[string][]int64
	serial   int
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	w := &world{t: t, d: d, who: access.System("test"), today: day.OfTime(d.Now()), records: map[string][]int64{}}
	w.who.Lang = label.FR
	w.desk = w.newDesk()
	w.update(0, func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, w.who, "Mutuelle"), field.Seed(ctx, tx, w.who))
	})
	w.update(0, func(tx *db.Tx) error {
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		u, err := access.CreateUnit(ctx, tx, w.who, access.Unit{Name: "DSI", Parent: db.ID(root.ID)})
		w.unit = u.ID
		if err != nil {
			return err
		}
		p, err := portfolio.Create(ctx, tx, w.who, portfolio.Portfolio{Name: "Transformation", Unit: root.ID})
		w.of = p.ID
		return err
	})
	return w
}

// newDesk reads everything anew, as a program does that has just started.
func (w *world) newDesk() *review.Desk {
	k := snapshot.NewKeeper(w.d)
	return &review.Desk{DB: w.d, Portfolio: k, Agenda: agenda.NewKeeper(w.d, k)}
}

func (w *world) update(on day.Day, f func(*db.Tx) error) {
	w.t.Helper()
	if err := w.try(on, f); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) try(on day.Day, f func(*db.Tx) error) error {
	o := w.who.Origin()
	o.On = on
	_, err := w.d.Update(ctx, o, f)
	return err
}

func (w *world) catalogue(tx db.Querier, object string) *field.Catalogue {
	c, err := field.Load(ctx, tx, object)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// add makes a project of the portfolio, from a day on.
func (w *world) add(on day.Day, vs field.Values) int64 {
	w.t.Helper()
	w.serial++
	vs["name"], vs["unit"] = field.Str(fmt.Sprintf("Projet %02d", w.serial)), field.Ref(w.unit)
	var id int64
	w.update(on, func(tx *db.Tx) error {
		p, err := project.Change(ctx, tx, w.who, w.catalogue(tx, project.Entity), project.Edit{Values: vs})
		if err != nil {
			return err
		}
		id = p.ID
		return portfolio.SetMembers(ctx, tx, w.who, w.of, []int64{id}, nil)
	})
	w.projects = append(w.projects, id)
	return id
}

// set changes a project from a day on.
func (w *world) set(id int64, on day.Day, vs field.Values) error {
	return w.try(on, func(tx *db.Tx) error {
		_, err := project.Change(ctx, tx, w.who, w.catalogue(tx, project.Entity), project.Edit{ID: id, Values: vs, Month: on.Month()})
		return err
	})
}

// write makes or changes a record of a register.
func (w *world) write(k *record.Kind, on day.Day, e record.Edit) error {
	return w.try(on, func(tx *db.Tx) error {
		out, err := k.Write(ctx, tx, w.who, w.catalogue(tx, k.Entity), []record.Edit{e})
		if err != nil {
			return err
		}
		if out[0].Err == nil && e.ID == 0 {
			w.records[k.Entity] = append(w.records[k.Entity], out[0].Record.ID)
		}
		return out[0].Err
	})
}

// freeze holds a review of a day, of all projects that there are.
func (w *world) freeze(on day.Day) meeting.Review {
	w.t.Helper()
	var r meeting.Review
	w.update(0, func(tx *db.Tx) (err error) {
		if r, err = meeting.Create(ctx, tx, w.who, meeting.New(w.of, meeting.Edit{Day: &on}, w.today, label.FR), nil); err != nil {
			return err
		}
		agenda := make([]meeting.Item, len(w.projects))
		for i, p := range w.projects {
			agenda[i] = meeting.Item{Project: p, Reason: meeting.Hand}
		}
		if r, err = meeting.SetItems(ctx, tx, w.who, r.ID, 0, agenda); err != nil {
			return err
		}
		r, err = meeting.Freeze(ctx, tx, w.who, r.ID, 0)
		return err
	})
	return r
}

// shown is everything that a review shows, as text.
func (w *world) shown(d *review.Desk, id int64) string {
	w.t.Helper()
	r, err := d.Open(ctx, w.who, id)
	if err != nil {
		w.t.Fatal(err)
	}
	opening, err := r.Opening(ctx)
	all := []any{opening, r.Lines(), r.Set}
	for _, it := range r.Agenda {
		p, e := r.Page(ctx, it.Project)
		err = errors.Join(err, e)
		all = append(all, p)
	}
	if r.Review.State == meeting.Closed {
		m, e := r.Minutes(ctx)
		err = errors.Join(err, e)
		all = append(all, m, m.Markdown(label.FR))
	}
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := json.Marshal(all)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

// disturb does one thing that could alter what was: an edit of today or of an
// earlier day, an end, a change taken back, an attribute or a unit renamed.
func (w *world) disturb(t *rapid.T) {
	id := rapid.SampledFrom(w.projects).Draw(t, "project")
	on := w.today - day.Day(rapid.IntRange(0, 90).Draw(t, "days ago"))
	amount := field.Int(int64(rapid.IntRange(1, 900).Draw(t, "amount")) * 1_000_000_000)
	rank := field.Int(int64(rapid.IntRange(1, 4).Draw(t, "rank")))
	date := field.Int(int64(w.today) + int64(rapid.IntRange(-400, 800).Draw(t, "date")))
	k := rapid.SampledFrom([]*record.Kind{milestone.Kind, risk.Kind, decision.Kind, action.Kind}).Draw(t, "kind")
	var err error
	switch what := rapid.SampledFrom([]string{"cost", "end", "weather", "comment", "stage", "bin", "restore", "new", "member", "record", "change record", "delete record", "undo", "unit", "label", "option", "merge", "rename", "import", "import", "purge", "rate", "foreign"}).Draw(t, "what"); what {
	case "cost":
		err = w.set(id, on, field.Values{"total_cost": amount, "currency": field.Str("EUR")})
	case "end":
		err = w.set(id, on, field.Values{"end": date})
	case "weather":
		err = w.set(id, on, field.Values{"weather": rank})
	case "comment":
		err = w.set(id, on, field.Values{"comment": field.Str(rapid.StringMatching(`[a-z]{3,9}`).Draw(t, "comment"))})
	case "stage":
		err = w.try(on, func(tx *db.Tx) error {
			c := w.catalogue(tx, project.Entity)
			_, err := project.Change(ctx, tx, w.who, c, project.Edit{ID: id, Values: field.Values{"stage": field.Ref(c.Get("stage").Choices[rank.N].ID)}})
			return err
		})
	case "bin", "restore":
		err = w.try(0, func(tx *db.Tx) error {
			c := w.catalogue(tx, project.Entity)
			if what == "restore" {
				_, err := project.Restore(ctx, tx, w.who, c, id)
				return err
			}
			p, err := project.Get(ctx, tx, w.who, id)
			if err == nil {
				_, err = project.Delete(ctx, tx, w.who, c, id, p.Version)
			}
			return err
		})
	case "new":
		w.add(on, field.Values{"weather": rank, "end": date})
	case "member":
		err = w.try(on, func(tx *db.Tx) error { return portfolio.SetMembers(ctx, tx, w.who, w.of, nil, []int64{id}) })
	case "record":
		vs := field.Values{"project": field.Ref(id), "name": field.Str("Fiche")}
		if k.Date != "" {
			vs[k.Date] = date
		}
		err = w.write(k, on, record.Edit{Values: vs})
	case "change record", "delete record":
		if all := w.records[k.Entity]; len(all) > 0 {
			e := record.Edit{ID: rapid.SampledFrom(all).Draw(t, "record"), Values: field.Values{"name": field.Str("Autre fiche")}}
			e.Delete = what == "delete record"
			err = w.write(k, on, e)
		}
	case "undo":
		err = w.undo(t)
	case "unit":
		err = w.try(0, func(tx *db.Tx) error {
			u, err := access.UnitByID(ctx, tx, w.who, w.unit)
			if err == nil {
				_, err = access.UpdateUnit(ctx, tx, w.who, u.ID, u.Version, func(u *access.Unit) { u.Name = fmt.Sprint("DSI ", u.Version) })
			}
			return err
		})
	case "label", "option":
		err = w.try(0, func(tx *db.Tx) error {
			key := rapid.SampledFrom([]string{"total_cost", "end", "stage", "weather"}).Draw(t, "attribute")
			f := w.catalogue(tx, project.Entity).Get(key)
			_, err := field.Update(ctx, tx, w.who, project.Entity, key, f.Version, func(f *field.Field) error {
				f.Label = label.T(fmt.Sprint("Label ", f.Version), fmt.Sprint("Libellé ", f.Version))
				for i := range f.Choices {
					f.Choices[i].Label.FR += "'"
				}
				return nil
			})
			return err
		})
	case "merge":
		err = w.try(0, func(tx *db.Tx) error {
			into := rapid.SampledFrom(w.projects).Draw(t, "into")
			_, err := project.Merge(ctx, tx, w.who, w.catalogue(tx, project.Entity), into, id)
			return err
		})
	case "import":
		err = w.imports(t, on, amount, rank)
	case "purge":
		w.purge(id)
	case "rate":
		err = w.try(0, func(tx *db.Tx) error {
			value := int64(rapid.IntRange(1, 900).Draw(t, "rate")) * rate.Scale / 100
			_, err := rate.Create(ctx, tx, w.who, rate.Rate{Currency: "GBP", Against: "EUR", Day: on, Value: value})
			return err
		})
	case "foreign":
		err = w.set(id, on, field.Values{"total_cost": amount, "currency": field.Str("GBP")})
	case "rename":
		err = w.try(0, func(tx *db.Tx) error {
			p, err := portfolio.Get(ctx, tx, w.who, w.of)
			if err == nil {
				_, err = portfolio.Update(ctx, tx, w.who, w.of, p.Version, func(p *portfolio.Portfolio) { p.Name = fmt.Sprint("Transformation ", p.Version) })
			}
			return err
		})
	}
	// What the rules refuse changes nothing; anything else must not happen.
	if err != nil && fault.KindOf(err) == fault.Internal {
		t.Fatal(err)
	}
}

// purge removes a project for good, as if it had been in the bin for long; another
// one takes its place.
func (w *world) purge(id int64) {
	w.update(0, func(tx *db.Tx) error {
		p, err := project.Get(ctx, tx, w.who, id)
		if err == nil {
			_, err = project.Delete(ctx, tx, w.who, w.catalogue(tx, project.Entity), id, p.Version)
		}
		if err != nil && fault.KindOf(err) == fault.Internal {
			return err
		}
		if _, err = db.Exec(ctx, tx, "UPDATE project SET state_since = $1 WHERE id = $2 AND state = 'deleted'", w.today-project.BinDays-1, id); err == nil {
			_, err = project.Purge(ctx, tx, w.who)
		}
		return err
	})
	w.projects = slices.DeleteFunc(w.projects, func(p int64) bool { return p == id })
	w.add(w.today-60, field.Values{"weather": field.Int(1)})
}

// undo takes back one of the last changes, if it can be.
func (w *world) undo(t *rapid.T) error {
	last, err := w.d.LastChange(ctx)
	if err != nil {
		return err
	}
	number := max(1, last-int64(rapid.IntRange(0, 8).Draw(t, "changes ago")))
	return w.try(0, func(tx *db.Tx) error {
		c := change.Catalogues{Projects: w.catalogue(tx, project.Entity), Records: map[string]*field.Catalogue{}}
		for _, k := range agenda.Kinds {
			c.Records[k.Entity] = w.catalogue(tx, k.Entity)
		}
		return change.Undo(ctx, tx, w.who, c, number, true)
	})
}

// imports writes costs and weather of an earlier day as one set, as an import
// does, and takes the set back when asked.
func (w *world) imports(t *rapid.T, on day.Day, amount, rank field.Value) error {
	set := int64(1<<40) + int64(w.serial)
	w.serial++
	o := w.who.Origin()
	o.On, o.Set, o.Via = on, set, "import"
	_, err := w.d.Update(ctx, o, func(tx *db.Tx) error {
		var edits []project.Edit
		for _, id := range w.projects {
			edits = append(edits, project.Edit{ID: id, Month: on.Month(), Values: field.Values{"total_cost": amount, "currency": field.Str("EUR"), "weather": rank}})
		}
		_, err := project.Write(ctx, tx, w.who, w.catalogue(tx, project.Entity), edits)
		return err
	})
	if err != nil || !rapid.Bool().Draw(t, "take back") {
		return err
	}
	return w.try(0, func(tx *db.Tx) error {
		_, err := project.TakeBack(ctx, tx, w.who, set, w.projects, func(int64) map[string]bool { return nil })
		return err
	})
}

func TestAFrozenReviewNeverChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		for i := range 4 {
			w.add(w.today-60, field.Values{"weather": field.Int(int64(i%4 + 1)), "end": field.Int(int64(w.today) + 100), "total_cost": field.Int(10_000_000_000), "currency": field.Str("EUR")})
		}
		first := w.freeze(w.today - 40)
		frozen := map[int64]string{first.ID: w.shown(w.desk, first.ID)}
		rapid.Check(t, func(t *rapid.T) {
			for range rapid.IntRange(3, 10).Draw(t, "disturbances") {
				w.disturb(t)
			}
			for id, was := range frozen {
				if now := w.shown(w.newDesk(), id); now != was {
					t.Fatalf("a frozen review changed:\n%s", firstDifference(was, now))
				}
			}
			if len(frozen) > 3 {
				return
			}
			r := w.freeze(w.today - day.Day(rapid.IntRange(0, 60).Draw(t, "day")))
			if rapid.Bool().Draw(t, "close") {
				w.update(0, func(tx *db.Tx) (err error) { r, err = meeting.Close(ctx, tx, w.who, r.ID, 0); return err })
			}
			frozen[r.ID] = w.shown(w.newDesk(), r.ID)
			if kept := w.shown(w.desk, r.ID); kept != frozen[r.ID] {
				t.Fatalf("what is kept in memory differs from what is read:\n%s", firstDifference(frozen[r.ID], kept))
			}
		})
	})
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-120):min(len(s), i+200)] }
	return "was …" + cut(a) + "…\nnow …" + cut(b) + "…"
}

func TestAFrozenReviewKeepsTheWeatherOfAProjectThatIsGone(t *testing.T) {
	for name, binned := range map[string]bool{"there on the day": false, "in the bin on the day": true} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				w := newWorld(t, d)
				id := w.add(w.today-90, field.Values{"end": field.Int(int64(w.today) + 100)})
				w.add(w.today-90, field.Values{})
				if err := w.set(id, w.today-85, field.Values{"weather": field.Int(2)}); err != nil {
					t.Fatal(err)
				}
				w.freeze(w.today - 75)
				if binned {
					w.bin(id, w.today-60)
				}
				r := w.freeze(w.today - 40)
				weather := func() string {
					reading, err := w.newDesk().Open(ctx, w.who, r.ID)
					if err != nil {
						t.Fatal(err)
					}
					page, err := reading.Page(ctx, id)
					if err != nil {
						t.Fatal(err)
					}
					return fmt.Sprint(page.Weather)
				}
				was := weather()
				if !strings.Contains(was, field.Weathers[1]) {
					t.Fatalf("got the weather %s, want %s in it", was, field.Weathers[1])
				}
				w.purge(id)
				if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM month_value WHERE project_id = $1", id); err != nil || n != 0 {
					t.Fatalf("%d months of the project are left, %v", n, err)
				}
				if now := weather(); now != was {
					t.Errorf("after the project is gone: got %s, want %s", now, was)
				}
			})
		})
	}
}

// bin puts a project in the bin, from a day on.
func (w *world) bin(id int64, on day.Day) {
	w.t.Helper()
	w.update(on, func(tx *db.Tx) error {
		p, err := project.Get(ctx, tx, w.who, id)
		if err == nil {
			_, err = project.Delete(ctx, tx, w.who, w.catalogue(tx, project.Entity), id, p.Version)
		}
		return err
	})
}
