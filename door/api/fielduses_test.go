package api

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/period"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/risk"
	"vigie/room/trust"
	"vigie/room/view"
)

// aList makes a list attribute with three values, and returns it.
func (w *world) aList(object string, kind field.Kind) *field.Field {
	w.t.Helper()
	f := &field.Field{Object: object, Kind: kind}
	f.Label.EN = w.fresh("List")
	for _, key := range []string{"one", "two", "three"} {
		o := field.Option{Key: key}
		o.Label.EN = key
		f.Choices = append(f.Choices, o)
	}
	w.change(func(tx *db.Tx, who access.Who) error { return field.Create(context.Background(), tx, who, f) })
	return f
}

// use finds what an attribute is used for.
func use(t *testing.T, c *client, object, key string) map[string]any {
	t.Helper()
	for _, u := range want(t, c.send("GET", "/fields/uses?object="+object, nil), 200).json(t)["items"].([]any) {
		if u := u.(map[string]any); u["key"] == key {
			return u
		}
	}
	t.Fatalf("nothing is said of %s", key)
	return nil
}

func TestTheUsesOfAnAttributeAreCounted(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		f := w.aList("project", field.Choice)
		one, two := field.Int(f.Choices[0].ID), field.Int(f.Choices[1].ID)
		w.project("own", field.Values{f.Key: one})
		w.project("foreign", field.Values{f.Key: one})
		binned := w.project("own", field.Values{f.Key: two})
		w.project("own", nil)
		w.editAll(project.Edit{ID: binned, State: project.Deleted})
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: "Those of one", Kind: portfolio.Filter, Filter: f.Key + ` = "one"`, Unit: w.units["foreign"]})
			if err != nil {
				return err
			}
			v := view.View{Object: "project", Scope: view.Everyone}
			v.Name.EN, v.State.Columns, v.State.Filter = "By list", []view.Column{{Key: f.Key}}, f.Key+" is not empty"
			if _, err = view.Create(ctx, tx, who, v); err != nil {
				return err
			}
			_, err = dashboard.Keep(ctx, tx, who, dashboard.Instance, dashboard.About{}, 0, []dashboard.Block{{ID: "a", Kind: "breakdown", W: 6, H: 4, Settings: []byte(`{"by":"` + f.Key + `"}`)}})
			return err
		})
		_, mine := w.member("administrator", "parent")
		w.change(func(tx *db.Tx, who access.Who) error {
			v := view.View{Object: "project"}
			v.Name.EN, v.State.Group = "Of the system alone", []view.Group{{Key: f.Key}}
			_, err := view.Create(ctx, tx, who, v)
			return err
		})
		got := use(t, mine, "project", f.Key)
		if fmt.Sprint(got["filled"], got["choices"]) != "3 map[one:2 three:0 two:1]" {
			t.Errorf("got %v filled, %v", got["filled"], got["choices"])
		}
		places := map[string]string{}
		for _, p := range got["places"].([]any) {
			p := p.(map[string]any)
			places[p["kind"].(string)] = fmt.Sprint(p["count"], len(p["names"].([]any)))
		}
		if want := "map[dashboard:1 1 portfolio:1 1 view:2 1]"; fmt.Sprint(places) != want {
			t.Errorf("got %v, want %s", places, want)
		}
		if got := use(t, mine, "project", "name"); got["filled"].(float64) != 4 {
			t.Errorf("got %v projects with a name, want 4", got["filled"])
		}
	})
}

func TestAValueOfAListIsReplacedAsItIsRetiredAndComesBackWithTheChange(t *testing.T) {
	for _, kind := range []field.Kind{field.Choice, field.Choices} {
		eachWorld(t, func(t *testing.T, w *world) {
			f := w.aList("project", kind)
			value := func(at ...int) field.Value {
				ids := []int64{}
				for _, i := range at {
					ids = append(ids, f.Choices[i].ID)
				}
				if kind == field.Choices {
					return field.List(ids)
				}
				return field.Int(ids[0])
			}
			kept, binned := w.project("own", field.Values{f.Key: value(0)}), w.project("foreign", field.Values{f.Key: value(0, 1)})
			other := w.project("own", field.Values{f.Key: value(2)})
			w.editAll(project.Edit{ID: binned, State: project.Deleted})
			_, admin := w.member("administrator", "parent")
			choices := []any{}
			for i, key := range []string{"one", "two", "three"} {
				choices = append(choices, map[string]any{"key": key, "label": map[string]any{"en": key}, "retired": i == 0})
			}
			patch := func(by string, status int) answered {
				return want(t, admin.with("If-Match", `"1"`).send("PATCH", "/fields/"+f.Key, map[string]any{"choices": choices, "replace": map[string]any{"one": by}}), status)
			}
			for _, wrong := range []string{"one", "four", ""} {
				patch(wrong, 422)
			}
			if got := w.holds(kept, f.Key); !got.Equal(value(0)) {
				t.Fatalf("a refused change left %v", got)
			}
			patch("two", 200)
			number := w.lastChange()
			for _, id := range []int64{kept, binned} {
				if got := w.holds(id, f.Key); !got.Equal(value(1)) {
					t.Errorf("project %d has %v, want %v", id, got, value(1))
				}
			}
			if got := w.holds(other, f.Key); !got.Equal(value(2)) {
				t.Errorf("another value became %v", got)
			}
			want(t, admin.send("POST", fmt.Sprintf("/changes/%d/undo", number), map[string]any{}), 200)
			if got := w.holds(kept, f.Key); !got.Equal(value(0)) {
				t.Errorf("taken back it has %v, want %v", got, value(0))
			}
			c, err := field.Load(context.Background(), w.d, "project")
			if err != nil {
				t.Fatal(err)
			}
			if o := c.Get(f.Key).Choices[0]; o.Retired {
				t.Error("the value is still retired")
			}
		})
	}
}

func TestWhatNamesAValueOfAListNamesTheOneThatTakesItsPlace(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		f := w.aList("project", field.Choice)
		w.project("own", field.Values{f.Key: field.Int(f.Choices[0].ID)})
		account, mine := w.member("administrator", "parent")
		kept, cond := map[string]int64{}, f.Key+` = "one"  and manager = "`+account.Name+`"`
		turned := strings.Replace(cond, `"one"`, `"two"`, 1)
		w.change(func(tx *db.Tx, who access.Who) error {
			for name, filter := range map[string]string{"names it": cond, "names another": f.Key + ` = "three"`} {
				v := view.View{Object: "project"}
				v.Name.EN, v.State.Filter, v.State.Rules = name, filter, []view.Rule{{Name: "r", Filter: filter, Colour: "red"}}
				v, err := view.Create(ctx, tx, who, v)
				if err != nil {
					return err
				}
				kept[name] = v.ID
			}
			p, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: "Those of one", Kind: portfolio.Filter, Filter: cond, Unit: w.units["foreign"]})
			kept["portfolio"] = p.ID
			if err != nil {
				return err
			}
			_, err = trust.Change(ctx, tx, who, 0, func(s *trust.Settings) {
				s.Rules = []trust.Rule{{Key: "r", Label: label.T("Rule", "Règle"), Condition: cond}}
			})
			return err
		})
		formula := map[string]any{"kind": "computed", "label": map[string]any{"en": "Weight", "fr": "Poids"}, "formula": `IF(` + f.Key + ` = "one", 1, 2)`}
		computed := want(t, mine.send("POST", "/fields", formula), 201).json(t)["key"].(string)
		w.mappingOf(f.Key, "Un", "one")
		said := func() string {
			t.Helper()
			views := []string{}
			for _, name := range []string{"names it", "names another"} {
				v, err := view.Get(ctx, w.d, access.System("test"), kept[name])
				if err != nil {
					t.Fatal(err)
				}
				views = append(views, v.State.Filter, v.State.Rules[0].Filter)
			}
			p, err := portfolio.Get(ctx, w.d, access.System("test"), kept["portfolio"])
			if err != nil {
				t.Fatal(err)
			}
			c, err := field.Load(ctx, w.d, "project")
			if err != nil {
				t.Fatal(err)
			}
			s, err := trust.Load(ctx, w.d, c)
			if err != nil {
				t.Fatal(err)
			}
			text := c.FormulaText(c.Get(computed), nil).EN
			return strings.Join(append(views, p.Filter, s.Rules[0].Condition, text[strings.Index(text, "="):], c.Get(f.Key).Initial, w.meantByMapping(f.Key, "Un")), "\n")
		}
		all := func(cond, option string) string {
			other := f.Key + ` = "three"`
			return strings.Join([]string{cond, cond, other, other, cond, cond, `= "` + option + `", 1, 2)`, option, option}, "\n")
		}
		want(t, mine.with("If-Match", `"1"`).send("PATCH", "/fields/"+f.Key, map[string]any{"default": "one"}), 200)
		before := all(cond, "one")
		if got := said(); got != before {
			t.Fatalf("got %s\nwant %s", got, before)
		}
		choices := []any{}
		for i, key := range []string{"one", "two", "three"} {
			choices = append(choices, map[string]any{"key": key, "label": map[string]any{"en": key}, "retired": i == 0})
		}
		want(t, mine.with("If-Match", `"2"`).send("PATCH", "/fields/"+f.Key, map[string]any{"choices": choices, "replace": map[string]any{"one": "two"}}), 200)
		number := w.lastChange()
		if got, want := said(), all(turned, "two"); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		want(t, mine.send("POST", fmt.Sprintf("/changes/%d/undo", number), map[string]any{}), 200)
		if got := said(); got != before {
			t.Errorf("taken back: got %s\nwant %s", got, before)
		}
	})
}

func TestAValueThatIsKeptPerMonthIsReplacedInEveryMonthThatIsNotLocked(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		f := &field.Field{Object: "project", Kind: field.Choice, PerMonth: true}
		f.Label.EN = "Mood"
		for _, key := range []string{"one", "two"} {
			f.Choices = append(f.Choices, field.Option{Key: key, Label: label.T(key, key)})
		}
		w.change(func(tx *db.Tx, who access.Who) error { return field.Create(ctx, tx, who, f) })
		one, two := field.Int(f.Choices[0].ID), field.Int(f.Choices[1].ID)
		id := w.project("own", nil)
		this := day.OfTime(w.d.Now()).Month()
		for back, v := range map[int]field.Value{3: one, 2: two, 1: one, 0: one} {
			w.editAll(project.Edit{ID: id, Month: this - day.Month(back), Values: field.Values{f.Key: v}})
		}
		w.change(func(tx *db.Tx, who access.Who) error {
			return period.Lock(ctx, tx, who, 1, this-1, []int64{id})
		})
		said := func() (out []int64) {
			t.Helper()
			months, err := project.Months(ctx, w.d, access.System("test"), id, f.Key)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range months {
				out = append(out, m.Value.N)
			}
			return append(out, w.holds(id, f.Key).N)
		}
		before := said()
		_, admin := w.member("administrator", "parent")
		want(t, admin.with("If-Match", `"1"`).send("PATCH", "/fields/"+f.Key, map[string]any{"replace": map[string]any{"one": "two"}}), 200)
		number := w.lastChange()
		if got, want := fmt.Sprint(said()), fmt.Sprint([]int64{two.N, two.N, one.N, two.N, two.N}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		want(t, admin.send("POST", fmt.Sprintf("/changes/%d/undo", number), map[string]any{}), 200)
		if got := said(); fmt.Sprint(got) != fmt.Sprint(before) {
			t.Errorf("taken back: got %v, want %v", got, before)
		}
	})
}

func TestAValueOfAListOfARegisterIsReplaced(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		f := w.aList("risk", field.Choice)
		of := field.Ref(w.project("own", nil))
		id := w.record(risk.Kind, field.Values{"project": of, "name": field.Str("Fire"), f.Key: field.Int(f.Choices[0].ID)})
		_, admin := w.member("administrator", "parent")
		if got := use(t, admin, "risk", f.Key); got["filled"].(float64) != 1 {
			t.Errorf("got %v", got)
		}
		want(t, admin.with("If-Match", `"1"`).send("PATCH", "/fields/"+f.Key+"?object=risk", map[string]any{"replace": map[string]any{"one": "three"}}), 200)
		m, err := risk.Kind.Get(context.Background(), w.d, access.System("test"), id)
		if err != nil || m.Values[f.Key].N != f.Choices[2].ID {
			t.Errorf("got %v, %v", m, err)
		}
	})
}

func TestWhoMayNotEditEveryProjectReplacesNothing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		f := w.aList("project", field.Choice)
		id := w.project("own", field.Values{f.Key: field.Int(f.Choices[0].ID)})
		c := w.holder(access.EditCatalogue|access.ReadProject, "parent")
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/fields/"+f.Key, map[string]any{"replace": map[string]any{"one": "two"}}), 403)
		if got := w.holds(id, f.Key); got.N != f.Choices[0].ID {
			t.Errorf("got %v", got)
		}
	})
}

// holds reads one value of a project.
func (w *world) holds(id int64, key string) field.Value {
	w.t.Helper()
	p, err := project.Get(context.Background(), w.d, access.System("test"), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return p.Values[key]
}

func (w *world) lastChange() int64 {
	w.t.Helper()
	n, err := w.d.LastChange(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// mappingOf keeps a mapping in which a text of a column leads to an option.
func (w *world) mappingOf(key, text, option string) {
	w.t.Helper()
	ctx, who, desk := context.Background(), access.System("test"), w.frame.server.Imports
	content := "Project name;Those\n" + w.fresh("Imported") + ";" + text + "\n"
	m, err := desk.Create(ctx, who, intake.Request{Name: "Mapped", FileName: "mapped.csv", Content: []byte(content)})
	if err == nil {
		m, err = desk.Correct(ctx, who, m.ID, 0, intake.Patch{Columns: []intake.PatchColumn{{Number: 2, Attribute: &key, Values: []intake.Choice{{Text: text, Option: option}}}}})
	}
	if err == nil {
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := desk.SaveMapping(ctx, tx, who, m.ID, w.fresh("Mapping of those"))
			return err
		})
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// meantByMapping is the option to which a text leads in the mappings that were kept.
func (w *world) meantByMapping(key, text string) string {
	w.t.Helper()
	all, err := w.frame.server.Imports.Mappings(context.Background(), access.System("test"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range all {
		for _, c := range m.Plan.Columns {
			if c.Attribute == key {
				return c.Values[text]
			}
		}
	}
	return ""
}
