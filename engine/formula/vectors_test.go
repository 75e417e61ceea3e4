package formula

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"vigie/ground/day"
	"vigie/ground/label"
)

// vectors are the cases that the browser's evaluator is held to as well.
type vectors struct {
	Today      string   `json:"today"`
	Mine       []string `json:"mine"`
	Attributes []struct {
		Key, Kind string
		Choices   []struct{ Key, Parent string }
	} `json:"attributes"`
	Rows    []map[string]any `json:"rows"`
	Filters []struct {
		EN, FR string
		Rows   []string
	} `json:"filters"`
	Periods []struct{ Today, EN, FR, First, Last string } `json:"periods"`
	Moments []struct{ Today, EN, FR, Day string }         `json:"moments"`
	Refused []string                                      `json:"refused"`

	Conventions []struct {
		WeekStart  string `json:"week_start"`
		FirstMonth int    `json:"first_month"`
		Periods    []struct{ Today, EN, FR, First, Last string }
	} `json:"conventions"`
}

func readVectors(t *testing.T) (v vectors) {
	t.Helper()
	b, err := os.ReadFile("../../web/testdata/filter/vectors.json")
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// onDay is a table read on a day of its own by Ann, who has a role on the units of mine.
type onDay struct {
	table
	today day.Day
	mine  map[int64]bool
	above map[int64]int64 // of values of trees
}

// Branch says which values stand below others, as a catalogue does.
func (s onDay) Branch(_, id int64) map[int64]bool {
	out := map[int64]bool{id: true}
	for below, above := range s.above {
		out[below] = out[below] || above == id
	}
	return out
}

func (s onDay) Today() day.Day               { return s.today }
func (s onDay) Mine() (map[int64]bool, bool) { return s.mine, false }

// AreUnits tells the units from other things that have a name.
func (w world) AreUnits(list int64) bool { return list == unitList }

func dayOfText(t *testing.T, s string) day.Day {
	t.Helper()
	d, err := day.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (v vectors) source(t *testing.T) onDay {
	t.Helper()
	out := onDay{today: dayOfText(t, v.Today), mine: map[int64]bool{}, above: map[int64]int64{}}
	for _, name := range v.Mine {
		id, _ := catalogue.Option(unitList, name, label.EN)
		out.mine[id] = true
	}
	for _, a := range v.Attributes {
		known, _ := catalogue.Find(a.Key, label.EN)
		for _, c := range a.Choices {
			if c.Parent != "" {
				below, _ := catalogue.Option(known.List, c.Key, label.EN)
				out.above[below], _ = catalogue.Option(known.List, c.Parent, label.EN)
			}
		}
	}
	for _, r := range v.Rows {
		row := map[int64]Value{}
		for _, a := range v.Attributes {
			known, ok := catalogue.Find(a.Key, label.EN)
			if !ok {
				t.Fatalf("the tests have no attribute %s", a.Key)
			}
			if value := r[a.Key]; value != nil {
				row[known.ID] = fromJSON(t, known, value)
			}
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// fromJSON reads a value as the API writes it.
func fromJSON(t *testing.T, a Attribute, v any) Value {
	t.Helper()
	switch v := v.(type) {
	case bool:
		return Value{N: truthOf(v)}
	case []any:
		out := Value{Null: len(v) == 0}
		for _, one := range v {
			out.L = append(out.L, fromJSON(t, Attribute{Type: Choice, List: a.List}, one).N)
		}
		return out
	case map[string]any:
		if amount, ok := v["amount"].(string); ok {
			return number(amount)
		}
		return fromJSON(t, a, v["name"])
	}
	s := v.(string)
	switch a.Type {
	case Number, Percent:
		return number(s)
	case Date:
		return date(s)
	case Month:
		m, err := day.ParseMonth(s)
		if err != nil {
			t.Fatal(err)
		}
		return Value{N: int64(m)}
	case Choice, Rank, Ref:
		id, ok := catalogue.Option(a.List, s, label.EN)
		if !ok {
			t.Fatalf("no option %s", s)
		}
		return Value{N: id}
	}
	return Value{S: s, Null: s == ""}
}

func TestFiltersKeepTheSameRowsAsInTheBrowser(t *testing.T) {
	v := readVectors(t)
	src := v.source(t)
	for _, c := range v.Filters {
		for _, text := range []string{c.EN, c.FR} {
			e, err := ParseFilter(text, label.EN, catalogue)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			keep, got := Predicate(e, src), []string{}
			for i, r := range v.Rows {
				if keep(int32(i)) {
					got = append(got, r["id"].(string))
				}
			}
			if !slices.Equal(got, c.Rows) {
				t.Errorf("%s: got %v, want %v", text, got, c.Rows)
			}
		}
	}
}

func TestPeriodsAndMomentsAreThoseOfTheBrowser(t *testing.T) {
	v := readVectors(t)
	holds := func(today, filter string, end day.Day) bool {
		e, err := ParseFilter(filter, label.EN, catalogue)
		if err != nil {
			t.Errorf("%s: %v", filter, err)
			return false
		}
		return Predicate(e, onDay{table: one(map[int64]Value{aEnd: {N: int64(end)}}), today: dayOfText(t, today)})(0)
	}
	periods := v.Periods
	check := func() {
		for _, c := range periods {
			first, last := dayOfText(t, c.First), dayOfText(t, c.Last)
			for _, filter := range []string{"end in " + c.EN, "end dans " + c.FR} {
				got := []bool{holds(c.Today, filter, first-1), holds(c.Today, filter, first), holds(c.Today, filter, last), holds(c.Today, filter, last+1)}
				if !slices.Equal(got, []bool{false, true, true, false}) {
					t.Errorf("%s on %s: got %v around %s and %s", filter, c.Today, got, c.First, c.Last)
				}
			}
		}
	}
	check()
	count := counting(t)
	for _, c := range v.Conventions {
		count(map[string]int{"saturday": 5, "sunday": 6}[c.WeekStart], c.FirstMonth)
		periods = c.Periods
		check()
	}
	count(0, 0)
	for _, c := range v.Moments {
		for _, filter := range []string{"end = " + c.EN, "end = " + c.FR} {
			if !holds(c.Today, filter, dayOfText(t, c.Day)) {
				t.Errorf("%s on %s is not %s", filter, c.Today, c.Day)
			}
		}
	}
}

func TestWhatTheBrowserRefusesIsRefused(t *testing.T) {
	for _, text := range readVectors(t).Refused {
		if _, err := ParseFilter(text, label.EN, catalogue); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}

func TestMyUnitsAreOfFiltersAlone(t *testing.T) {
	if _, err := Parse("unit in my units", label.EN, catalogue); err == nil {
		t.Error("a computed attribute depends on who reads it")
	}
	e, err := ParseFilter("unit in my units or end < today", label.EN, catalogue)
	if err != nil || !e.UsesMine() || !e.UsesToday() {
		t.Errorf("got %v, %v", e, err)
	}
}

func TestAFilterIsCutIntoItsConditions(t *testing.T) {
	for src, want := range map[string][]string{
		"":            nil,
		`stage = "a"`: {`stage = "a"`},
		`étape = "a et b" ET  (x = 1 or y = 2) and not z is empty`: {`étape = "a et b"`, "(x = 1 or y = 2)", "not z is empty"},
		"a = 1 or b = 2 and c = 3":                                 {"a = 1 or b = 2 and c = 3"},
		"AND(a = 1, b = 2) and c = 3":                              {"AND(a = 1, b = 2)", "c = 3"},
		`name = "open`:                                             {`name = "open`},
	} {
		if got := Split(src, label.EN); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}
