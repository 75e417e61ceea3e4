package api

import (
	"context"
	"fmt"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/risk"
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
			_, err = dashboard.Keep(ctx, tx, who, dashboard.Instance, nil, 0, []dashboard.Block{{ID: "a", Kind: "breakdown", W: 6, H: 4, Settings: []byte(`{"by":"` + f.Key + `"}`)}})
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
