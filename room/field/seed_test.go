package field_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func (w *world) seed() {
	w.t.Helper()
	w.must(w.update(func(tx *db.Tx) error { return field.Seed(ctx, tx, w.who) }))
}

// told is what a catalogue says of its core attributes, without ids and versions.
func (w *world) told() []string {
	var out []string
	for _, f := range w.load().Fields {
		if !f.Core {
			continue
		}
		list := ""
		for _, o := range f.Choices {
			list += fmt.Sprintf(" %s=%s/%s:%s:%s:%v", o.Key, o.Label.EN, o.Label.FR, o.Colour, o.Meaning, o.Retired)
		}
		out = append(out, fmt.Sprint(f.Key, " ", f.Kind, f.Label.EN, f.Label.FR, f.Help.EN, f.Help.FR, f.Measure, f.Required, f.Consolidation, f.Weight, f.Position, f.Section, f.Free, list))
	}
	return out
}

func (w *world) changes() int64 {
	n, err := db.Get[int64](ctx, w.d, "SELECT n FROM counter WHERE name = 'change'")
	w.must(err)
	return n
}

// edition is what a later program ships: other words, a new value and a new
// attribute in the middle, another order of a list.
func edition(n int) func([]field.Field, map[string][]field.Option) ([]field.Field, map[string][]field.Option) {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	return func(fields []field.Field, options map[string][]field.Option) ([]field.Field, map[string][]field.Option) {
		for i := range fields {
			if r.IntN(3) == 0 {
				fields[i].Label = label.T(fmt.Sprint(fields[i].Key, " ", n), fmt.Sprint(fields[i].Key, " fr ", n))
			}
			if r.IntN(3) == 0 {
				fields[i].Help = label.T(fmt.Sprint("Help ", n), fmt.Sprint("Aide ", n))
			}
		}
		for i := range n {
			at := 3 + i
			fields = slices.Insert(fields, at, field.Field{Key: fmt.Sprint("new_", i), Kind: field.Choice, Label: label.T(fmt.Sprint("New ", i), fmt.Sprint("Nouveau ", i))})
			options[fmt.Sprint("new_", i)] = []field.Option{{Key: "one", Label: label.T("One", "Un")}}
			options["stage"] = slices.Insert(options["stage"], 1+i, field.Option{Key: fmt.Sprint("step_", i), Label: label.T(fmt.Sprint("Step ", i), fmt.Sprint("Étape ", i)), Meaning: "running"})
		}
		if r.IntN(2) == 0 {
			slices.Reverse(options["priority"])
		}
		options["stage"][0].Colour = []string{"red", "green", "blue"}[r.IntN(3)]
		return fields, options
	}
}

func TestAnInstanceThatNobodyChangedIsAsANewOneAfterEveryUpgrade(t *testing.T) {
	each(t, func(t *testing.T, old *world) {
		for n := range 4 {
			back := field.Ship(edition(n))
			old.seed()
			before := old.changes()
			old.seed()
			if after := old.changes(); after != before {
				t.Errorf("edition %d: a second start made %d changes, want none", n, after-before)
			}
			fresh := &world{t, dbtest.SQLite(t), access.System("test")}
			fresh.seed()
			if got, want := old.told(), fresh.told(); !slices.Equal(got, want) {
				for i := range want {
					if i >= len(got) || got[i] != want[i] {
						t.Errorf("edition %d: got\n%s\nwant\n%s", n, got[min(i, len(got)-1)], want[i])
					}
				}
			}
			back()
		}
	})
}

func TestUpgradesLoseNothingThatWasChangedByHand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := rand.New(rand.NewPCG(7, 7))
		labels, helps, retired := map[string]string{}, map[string]string{}, map[string]bool{}
		own := 0
		for n := range 5 {
			back := field.Ship(edition(n))
			w.seed()
			for range 12 {
				c := w.load()
				f := c.Fields[r.IntN(len(c.Fields))]
				w.must(w.edit(f.Key, f.Version, func(f *field.Field) error {
					switch k := r.IntN(4); {
					case k == 0:
						labels[f.Key] = fmt.Sprint("By hand ", r.Int())
						f.Label = label.T(labels[f.Key], labels[f.Key])
					case k == 1:
						helps[f.Key] = fmt.Sprint("Helped ", r.Int())
						f.Help = label.T(helps[f.Key], helps[f.Key])
					case k == 2 && f.Kind == field.Choice && len(f.Choices) > 0:
						o := &f.Choices[r.IntN(len(f.Choices))]
						o.Retired = true
						retired[f.Key+"."+o.Key] = true
					case f.Kind == field.Choice:
						own++
						f.Choices = append(f.Choices, field.Option{Key: fmt.Sprint("own_", own), Label: label.T(fmt.Sprint("Own ", own), "")})
						slices.Reverse(f.Choices)
					}
					return nil
				}))
			}
			lists := map[string][]string{}
			for _, f := range w.load().Fields {
				lists[f.Key] = keys(f)
			}
			next := field.Ship(edition(n + 1))
			w.seed()
			c := w.load()
			for key, want := range labels {
				if got := c.Get(key).Label.EN; got != want {
					t.Errorf("edition %d: %s is called %q, want %q", n, key, got, want)
				}
			}
			for key, want := range helps {
				if got := c.Get(key).Help.EN; got != want {
					t.Errorf("edition %d: the help of %s is %q, want %q", n, key, got, want)
				}
			}
			for _, f := range c.Fields {
				for _, o := range f.Choices {
					if retired[f.Key+"."+o.Key] != o.Retired {
						t.Errorf("edition %d: %s of %s retired %v, want %v", n, o.Key, f.Key, o.Retired, !o.Retired)
					}
				}
				for _, key := range lists[f.Key] {
					if !slices.Contains(keys(f), key) {
						t.Errorf("edition %d: %s of %s is gone", n, key, f.Key)
					}
				}
			}
			next()
			back()
		}
	})
}

func keys(f *field.Field) []string {
	var out []string
	for _, o := range f.Choices {
		out = append(out, o.Key)
	}
	return out
}

func TestADatabaseOfAProgramThatKeptNothingApartIsRenewed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := w.load().Get("sponsor")
		w.must(w.edit("sponsor", f.Version, func(f *field.Field) error { f.Label = label.T("Payer", "Payeur"); return nil }))
		stage := w.load().Get("stage")
		w.must(w.edit("stage", stage.Version, func(f *field.Field) error { f.Choices[0].Retired = true; return nil }))
		w.must(w.update(func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "DELETE FROM shipped")
			return err
		}))
		defer field.Ship(func(fields []field.Field, options map[string][]field.Option) ([]field.Field, map[string][]field.Option) {
			for i := range fields {
				fields[i].Label = label.T(fields[i].Key+" now", fields[i].Key+" désormais")
				fields[i].Help = label.T("New", "Nouveau")
			}
			return fields, options
		})()
		w.seed()
		c := w.load()
		if got := c.Get("sponsor"); got.Label.FR != "Payeur" || got.Help.FR != "Nouveau" {
			t.Errorf("got %q with the help %q, want the label of the hand and the new help", got.Label.FR, got.Help.FR)
		}
		if got := c.Get("manager").Label.FR; got != "manager désormais" {
			t.Errorf("got %q, want the new label", got)
		}
		s := c.Get("stage")
		if !s.Choices[0].Retired || s.Choices[1].Retired {
			t.Errorf("got %+v, want the first alone retired", s.Choices)
		}
	})
}

func TestAnAttributeOfTheInstanceMakesWayForOneThatIsShipped(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, f := range []field.Field{
			{Key: "budget_code", Kind: field.Text, Label: label.T("Our code", "Notre code")},
			{Key: "risk_note", Kind: field.Number, Label: label.T("Our note", "Notre note")},
		} {
			if _, err := w.create(f); err != nil {
				t.Fatal(err)
			}
		}
		same, other := w.load().Get("budget_code").ID, w.load().Get("risk_note").ID
		defer field.Ship(func(fields []field.Field, options map[string][]field.Option) ([]field.Field, map[string][]field.Option) {
			return append(fields,
				field.Field{Key: "budget_code", Kind: field.Text, Label: label.T("Budget code", "Code budgétaire"), Help: label.T("Its code", "Son code")},
				field.Field{Key: "risk_note", Kind: field.LongText, Label: label.T("Risk note", "Note de risque")}), options
		})()
		w.seed()
		w.seed()
		c := w.load()
		if f := c.Get("budget_code"); f.ID != same || !f.Core || f.Label.FR != "Notre code" || f.Help.FR != "Son code" {
			t.Errorf("got %+v, want the attribute that was there, with its label", f)
		}
		if f := c.Get("risk_note"); f.ID == other || !f.Core || f.Kind != field.LongText {
			t.Errorf("got %+v, want the shipped attribute", f)
		}
		if f := c.ByID(other); f.Core || f.Key == "risk_note" || f.Label.FR != "Notre note" {
			t.Errorf("got %+v, want the other attribute under another key", f)
		}
	})
}

func TestAValueOfTheInstanceStandsForAShippedOneOfItsName(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		f := w.load().Get("stage")
		w.must(w.edit("stage", f.Version, func(f *field.Field) error {
			f.Choices = append(f.Choices, field.Option{Key: "en_pause", Label: label.T("Paused", "Suspendu"), Colour: "violet"})
			return nil
		}))
		defer field.Ship(func(fields []field.Field, options map[string][]field.Option) ([]field.Field, map[string][]field.Option) {
			options["stage"] = append(options["stage"], field.Option{Key: "suspended", Label: label.T("Suspended", "Suspendu"), Colour: "orange", Meaning: "suspended"})
			return fields, options
		})()
		w.seed()
		w.seed()
		f = w.load().Get("stage")
		o, there := f.OptionByKey("en_pause")
		if _, twice := f.OptionByKey("suspended"); !there || twice || o.Colour != "violet" || o.Meaning != "suspended" {
			t.Errorf("got %+v, want the one value that was there, with what it means", f.Choices)
		}
	})
}
