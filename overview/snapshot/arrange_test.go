package snapshot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// What the browser sorts and groups by itself it puts in the order of the server:
// web/src/data/arrange.test.ts tries the same cases. VIGIE_WRITE=1 writes them anew.
const arranging = "../../web/testdata/order/vectors.json"

type arrangement struct {
	About      string
	Attributes []map[string]any
	Rows       []json.RawMessage // by name
	Cases      []arrangeCase
}

type arrangeCase struct {
	Sort   string          `json:"sort"`
	Group  string          `json:"group"`
	Order  []int           `json:"order"` // places in rows
	Groups json.RawMessage `json:"groups,omitempty"`
}

var arrangeSorts = []string{"", "v_text", "-v_text", "v_number", "-v_number", "v_percent", "-v_money", "v_date", "-v_date", "v_month", "v_choice", "-v_choice", "v_choices", "v_user", "-v_user", "v_project", "v_yes_no", "v_light", "-v_weather", "v_computed", "v_link", "-v_yes_no,v_choice,-v_date", "name", "-name"}

var arrangeGroups = []string{"v_choice", "-v_choice,v_yes_no", "v_user", "-v_user", "v_light", "-v_weather", "v_date.month", "-v_date.year,v_date.quarter", "v_month.quarter", "v_month", "v_text", "-v_text", "v_number", "v_project", "v_yes_no,v_user,-v_light", "v_choice.1,v_choice.2", "-v_choice.1,v_light", "v_choice.2"}

func TestTheBrowserArrangesAsTheServerDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		w.randomProjects(t)
		got := w.arrangement(t)
		if os.Getenv("VIGIE_WRITE") != "" {
			if err := os.WriteFile(arranging, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(arranging)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the server does; VIGIE_WRITE=1 writes it anew, and the browser must follow", arranging)
		}
	})
}

var arrangeKinds = []field.Kind{field.Text, field.Link, field.Number, field.Percent, field.Money, field.Date, field.Month, field.Choice, field.Choices, field.User, field.Project, field.YesNo, field.Light, field.Weather}

// randomProjects makes an attribute of each kind and projects with any values, the
// same ones each time.
func (w *world) randomProjects(t *testing.T) {
	ctx := context.Background()
	var people, parents []int64
	w.update(0, func(tx *db.Tx) error {
		for _, name := range []string{"Zoé Émile", "anne Œil", "Anne Oeuf", "Bob", "Ælfric"} {
			a, err := access.CreateAccount(ctx, tx, w.who, access.Account{Login: fmt.Sprintf("p%d", len(people)), Name: name, Language: "fr"}, "")
			if err != nil {
				return err
			}
			people = append(people, a.ID)
		}
		for _, k := range arrangeKinds {
			key := "v_" + string(k)
			if err := field.Create(ctx, tx, w.who, &field.Field{Object: "project", Kind: k, Key: key, Label: label.T(key, key)}); err != nil {
				return err
			}
			if k == field.Choice || k == field.Choices {
				f, err := field.AddOptions(ctx, tx, w.who, "project", key, []string{"Été", "arc", "Zèbre", "Œuvre"})
				if err != nil {
					return err
				}
				if k == field.Choice { // a tree of two levels
					if _, err := field.Update(ctx, tx, w.who, "project", key, f.Version, func(f *field.Field) error {
						f.Choices[1].Under, f.Choices[3].Under = f.Choices[0].Key, f.Choices[2].Key
						return nil
					}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	w.c = w.live().Catalogue
	w.update(0, func(tx *db.Tx) error {
		formula, err := w.c.ParseFormula("v_number * 2", label.EN, w.live().Names(w.who))
		if err != nil {
			return err
		}
		return field.Create(ctx, tx, w.who, &field.Field{Object: "project", Kind: field.Computed, Key: "v_computed", Label: label.T("c", "c"), Formula: formula})
	})
	w.c = w.live().Catalogue
	names := []string{"Réseau", "reseau", "Œuvres", "oeuvre", "Zèbre", "🚀 lune", "ﬁn", "École", "ecole", "a-b", "a – b", "Ångström", "ÉTÉ", "été", "10", "9", "Straße", "strasse"}
	for _, name := range []string{"Programme B", "programme a", "Ébène"} {
		parents = append(parents, w.create(0, name, nil))
	}
	r := rand.New(rand.NewPCG(7, 11))
	var edits []project.Edit
	for i := range 120 {
		vs := field.Values{"name": field.Str(names[r.IntN(len(names))]), "unit": field.Int(w.unit), "code": field.Str(fmt.Sprintf("C%d", i)), "currency": field.Str([]string{"EUR", "JPY"}[r.IntN(2)])}
		for _, k := range arrangeKinds {
			if f := w.c.Get("v_" + string(k)); r.IntN(5) > 0 {
				vs[f.Key] = anyValue(r, f, names, people, parents)
			}
		}
		edits = append(edits, project.Edit{Values: vs})
	}
	w.write(0, edits...)
}

func anyValue(r *rand.Rand, f *field.Field, names []string, people, parents []int64) field.Value {
	switch f.Kind {
	case field.Text:
		return field.Str(names[r.IntN(len(names))])
	case field.Link:
		return field.Str(fmt.Sprintf("https://%c.example/É", 'a'+r.IntN(6)))
	case field.Date:
		return field.Int(int64(day.Of(2024, 11, 3)) + int64(r.IntN(900)))
	case field.Month:
		return field.Int(int64(day.Of(2024, 11, 3).Month()) + int64(r.IntN(30)))
	case field.Choice:
		return field.Int(f.Choices[r.IntN(len(f.Choices))].ID)
	case field.Choices:
		return field.List([]int64{f.Choices[r.IntN(len(f.Choices))].ID})
	case field.User:
		return field.Int(people[r.IntN(len(people))])
	case field.Project:
		return field.Int(parents[r.IntN(len(parents))])
	case field.YesNo:
		return field.Int(int64(r.IntN(2)))
	case field.Light, field.Weather:
		return field.Int(int64(1 + r.IntN(4)))
	case field.Percent:
		return field.Int(int64(r.IntN(1_000_000)))
	}
	return field.Int(int64(r.IntN(60)-20) * 2_500)
}

// arrangement writes the projects and what each case makes of them. Ids are other
// ones in each database: they are numbered as they are met.
func (w *world) arrangement(t *testing.T) []byte {
	out := arrangement{About: "Shared by the server and the browser: in which order and groups each case puts these rows, which stand here by name."}
	alias := aliases{}
	for _, f := range w.c.Fields {
		one := map[string]any{"key": f.Key, "kind": f.Kind}
		if f.Kind == field.Computed {
			typ, _ := f.FormulaType()
			one["gives"] = typ.Key()
		}
		var choices []any
		for _, o := range f.Choices {
			choice := map[string]any{"key": o.Key, "label": map[string]string{"en": o.Label.EN, "fr": o.Label.FR}}
			if above, ok := f.OptionByID(o.Parent); ok && o.Parent != 0 {
				choice["parent"] = above.Key
			}
			choices = append(choices, choice)
		}
		if choices != nil {
			one["choices"] = choices
		}
		if f.Key == "name" || len(f.Key) > 2 && f.Key[:2] == "v_" {
			out.Attributes = append(out.Attributes, one)
		}
	}
	base := w.mustList(t, snapshot.Query{})
	var keys []string
	for _, a := range out.Attributes {
		keys = append(keys, a["key"].(string))
	}
	writer := base.NewWriter(base.Columns(keys))
	places := map[int64]int{}
	for i, it := range base.Items {
		places[base.ID(i)] = i
		out.Rows = append(out.Rows, alias.in(t, writer.Object(nil, it)))
	}
	for _, sort := range arrangeSorts {
		out.Cases = append(out.Cases, arrangeCase{Sort: sort})
	}
	for i, group := range arrangeGroups {
		out.Cases = append(out.Cases, arrangeCase{Sort: arrangeSorts[i], Group: group})
	}
	for n := range out.Cases {
		c := &out.Cases[n]
		res := w.mustList(t, snapshot.Query{Sort: snapshot.ParseSort(c.Sort), Group: c.Group})
		for i := range res.Items {
			c.Order = append(c.Order, places[res.ID(i)])
		}
		if c.Group != "" {
			c.Groups = alias.in(t, res.AppendGroups(nil, snapshot.Range{}))
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n\t\"about\": %q,", out.About)
	inLines(t, &b, "attributes", out.Attributes)
	inLines(t, &b, "rows", out.Rows)
	inLines(t, &b, "cases", out.Cases)
	b.Truncate(b.Len() - 1)
	b.WriteString("\n}\n")
	return b.Bytes()
}

// inLines writes a list with each of its members on a line.
func inLines[T any](t *testing.T, b *bytes.Buffer, name string, list []T) {
	t.Helper()
	fmt.Fprintf(b, "\n\t%q: [", name)
	for i, one := range list {
		text, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(b, "\n\t\t%s", text)
	}
	b.WriteString("\n\t],")
}

func (w *world) mustList(t *testing.T, q snapshot.Query) *snapshot.Result {
	t.Helper()
	res, err := w.live().List(w.who, q)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// aliases are the numbers of ids.
type aliases map[string]string

func (a aliases) in(t *testing.T, text []byte) json.RawMessage {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	a.walk(v)
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (a aliases) walk(v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			a.walk(one)
		}
	case map[string]any:
		if id, ok := v["id"].(string); ok {
			if a[id] == "" {
				a[id] = fmt.Sprintf("id%d", len(a)+1)
			}
			v["id"] = a[id]
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			a.walk(v[key])
		}
	}
}
