package project_test

import (
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/project"
)

func TestValuesAreKeptCleanOrRefusedByName(t *testing.T) {
	choice := &field.Field{Key: "stage", Kind: field.Choice, Choices: []field.Option{{ID: 1, Key: "a"}, {ID: 2, Key: "b", Retired: true}}}
	many := &field.Field{Key: "axes", Kind: field.Choices, Choices: choice.Choices}
	kind := func(key string, k field.Kind) *field.Field { return &field.Field{Key: key, Kind: k} }
	ok := func(v field.Value) *field.Value { return &v }
	long := strings.Repeat("é", 100_000)
	for _, c := range []struct {
		what   string
		f      *field.Field
		in     field.Value
		before field.Value
		want   *field.Value // nil: refused
	}{
		{"empty", kind("name", field.Text), field.Value{}, field.Value{}, ok(field.Value{})},
		{"white space", kind("name", field.Text), field.Str("  a \t b\n"), field.Value{}, ok(field.Str("a b"))},
		{"turned around and invisible", kind("name", field.Text), field.Str("a\u202eb\u200bc\x00\x1b"), field.Value{}, ok(field.Str("abc"))},
		{"nothing that can be seen", kind("name", field.Text), field.Str("\u200b\u202e"), field.Value{}, ok(field.Value{})},
		{"not UTF-8", kind("name", field.Text), field.Str("a\xff"), field.Value{}, ok(field.Str("a\ufffd"))},
		{"500 characters", kind("name", field.Text), field.Str(strings.Repeat("é", 500)), field.Value{}, ok(field.Str(strings.Repeat("é", 500)))},
		{"501 characters", kind("name", field.Text), field.Str(strings.Repeat("é", 501)), field.Value{}, nil},
		{"100,000 characters", kind("description", field.LongText), field.Str(long), field.Value{}, ok(field.Str(long))},
		{"100,001 characters", kind("description", field.LongText), field.Str(long + "x"), field.Value{}, nil},
		{"lines", kind("description", field.LongText), field.Str("a\r\n\tb\rc\x00\x07\n \n"), field.Value{}, ok(field.Str("a\n\tb\nc"))},
		{"https", kind("url", field.Link), field.Str(" https://example.org/é "), field.Value{}, ok(field.Str("https://example.org/é"))},
		{"mailto", kind("url", field.Link), field.Str("MAILTO:a@b.c"), field.Value{}, ok(field.Str("MAILTO:a@b.c"))},
		{"javascript", kind("url", field.Link), field.Str("JaVaScript:alert(1)"), field.Value{}, nil},
		{"javascript behind a tab", kind("url", field.Link), field.Str("java\tscript:alert(1)"), field.Value{}, nil},
		{"data", kind("url", field.Link), field.Str("data:text/html,x"), field.Value{}, nil},
		{"no scheme", kind("url", field.Link), field.Str("//evil.example"), field.Value{}, nil},
		{"largest amount", kind("total_cost", field.Money), field.Int(int64(money.Max)), field.Value{}, ok(field.Int(int64(money.Max)))},
		{"too large", kind("total_cost", field.Money), field.Int(int64(money.Max) + 1), field.Value{}, nil},
		{"too small", kind("total_cost", field.Money), field.Int(int64(money.Min) - 1), field.Value{}, nil},
		{"progress 100", kind("progress", field.Percent), units(100), field.Value{}, ok(units(100))},
		{"progress 100.0001", kind("progress", field.Percent), field.Int(1_000_001), field.Value{}, nil},
		{"progress -1", kind("progress", field.Percent), units(-1), field.Value{}, nil},
		{"another percentage", kind("margin", field.Percent), units(-30), field.Value{}, ok(units(-30))},
		{"duration -1", kind("duration", field.Number), units(-1), field.Value{}, nil},
		{"duration 501", kind("duration", field.Number), units(501), field.Value{}, nil},
		{"last day", kind("start", field.Date), field.Int(int64(day.Last)), field.Value{}, ok(field.Int(int64(day.Last)))},
		{"after the last day", kind("start", field.Date), field.Int(int64(day.Last) + 1), field.Value{}, nil},
		{"day 0", kind("start", field.Date), field.Int(0), field.Value{}, nil},
		{"light 5", kind("light", field.Light), field.Int(5), field.Value{}, ok(field.Int(5))},
		{"weather 5", kind("weather", field.Weather), field.Int(5), field.Value{}, nil},
		{"weather 0", kind("weather", field.Weather), field.Int(0), field.Value{}, nil},
		{"currency", kind("currency", field.Text), field.Str("eur"), field.Value{}, nil},
		{"option", choice, field.Int(1), field.Value{}, ok(field.Int(1))},
		{"retired option", choice, field.Int(2), field.Value{}, nil},
		{"retired option that was there", choice, field.Int(2), field.Int(2), ok(field.Int(2))},
		{"no option", choice, field.Int(3), field.Value{}, nil},
		{"options twice", many, field.List([]int64{1, 1}), field.Value{}, ok(field.List([]int64{1}))},
		{"retired among those that were there", many, field.List([]int64{2, 1}), field.List([]int64{2}), ok(field.List([]int64{1, 2}))},
		{"retired among new ones", many, field.List([]int64{1, 2}), field.List([]int64{1}), nil},
	} {
		got, err := project.CheckValue(c.f, c.in, c.before, 0)
		if c.want == nil {
			refused(t, c.what, err, fault.BadInput, c.f.Key)
		} else if err != nil || !got.Equal(*c.want) {
			t.Errorf("%s: got %v %v, want %v", c.what, got, err, *c.want)
		}
	}
}

func TestDatesAndDurationAgree(t *testing.T) {
	date := func(y int, m, d int) field.Value {
		v, ok := day.Valid(y, m, d)
		if !ok {
			t.Fatal(y, m, d)
		}
		return field.Int(int64(v))
	}
	none := field.Value{}
	each(t, func(t *testing.T, w *world) {
		for _, c := range []struct {
			what          string
			at, edit      field.Values
			end, duration field.Value
		}{
			{"both dates give the duration", nil, field.Values{"start": date(2025, 1, 1), "end": date(2026, 1, 1)}, date(2026, 1, 1), units(1)},
			{"a duration gives the end", nil, field.Values{"start": date(2024, 2, 29), "duration": units(1)}, date(2025, 2, 28), units(1)},
			{"half a year is six months", nil, field.Values{"start": date(2025, 8, 31), "duration": field.Int(5000)}, date(2026, 2, 28), field.Int(5000)},
			{"the end wins over the duration", nil, field.Values{"start": date(2025, 1, 1), "end": date(2025, 1, 1), "duration": units(3)}, date(2025, 1, 1), units(3)},
			{"a new duration moves the end", field.Values{"start": date(2025, 1, 1), "end": date(2026, 1, 1)}, field.Values{"duration": units(2)}, date(2027, 1, 1), units(2)},
			{"a new start leaves the end", field.Values{"start": date(2025, 1, 1), "end": date(2026, 1, 1)}, field.Values{"start": date(2025, 12, 31)}, date(2026, 1, 1), field.Int(27)},
			{"no start, no end", nil, field.Values{"duration": units(2)}, none, units(2)},
		} {
			id := w.create(0, "P", c.at)
			got := w.edit(0, project.Edit{ID: id, Values: c.edit}).Values
			if !got["end"].Equal(c.end) || !got["duration"].Equal(c.duration) {
				t.Errorf("%s: got end %s duration %v, want %s %v", c.what, day.Day(got["end"].N), got["duration"], day.Day(c.end.N), c.duration)
			}
		}
		_, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("N"), "unit": field.Int(w.unit), "start": date(9999, 1, 1), "duration": units(5)}})
		refused(t, "after the year 9999", err, fault.BadInput, "duration")
		_, err = w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("N"), "unit": field.Int(w.unit), "start": date(2026, 1, 2), "end": date(2026, 1, 1)}})
		refused(t, "the end before the start", err, fault.BadInput, "end")
	})
}

// Who asks for a value from today on does not lock up the projects of yesterday.
func TestAnAttributeRequiredSinceStandsInNobodysWay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old := w.create(0, "Old", nil)
		f := &field.Field{Object: "project", Key: "budget_line", Kind: field.Text, Required: true}
		f.Label.EN = "Budget line"
		w.must(w.update(0, func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, f) }))
		w.reload()
		w.edit(0, project.Edit{ID: old, Values: field.Values{"total_cost": units(2)}})
		w.edit(0, project.Edit{ID: old, State: project.Archived})
		w.edit(0, project.Edit{ID: old, State: project.Deleted})
		w.edit(0, project.Edit{ID: old, State: project.Active, Values: field.Values{"budget_line": field.Str("B")}})
		_, err := w.try(w.who, 0, project.Edit{ID: old, Values: field.Values{"budget_line": field.Value{}}})
		refused(t, "emptied", err, fault.BadInput, "budget_line")
		_, err = w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("New"), "unit": field.Int(w.unit)}})
		refused(t, "new without it", err, fault.BadInput, "budget_line")
	})
}

func TestADefaultThatNoLongerFitsDoesNotStopNewProjects(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.update(0, func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "UPDATE field SET initial = $1 WHERE key = 'stage'", "A name of before")
			return err
		}))
		w.reload()
		if got := w.get(w.create(0, "New", nil)).Values["stage"]; got.Set {
			t.Errorf("got stage %v", got)
		}
	})
}
