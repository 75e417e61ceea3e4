package project_test

import (
	"fmt"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// attribute changes, or makes, an attribute of projects.
func (w *world) attribute(key string, edit func(*field.Field) error) error {
	err := w.update(0, func(tx *db.Tx) error {
		if f := w.c.Get(key); f != nil {
			_, err := field.Update(ctx, tx, w.who, "project", key, f.Version, edit)
			return err
		}
		f := &field.Field{Object: "project", Key: key, Kind: field.Text, Label: label.T(key, key)}
		if err := edit(f); err != nil {
			return err
		}
		return field.Create(ctx, tx, w.who, f)
	})
	w.reload()
	return err
}

func pattern(text string) func(*field.Field) error {
	return func(f *field.Field) error { f.Pattern = text; return nil }
}

func unique(in string) func(*field.Field) error {
	return func(f *field.Field) error { f.UniqueIn = in; return nil }
}

func (w *world) code(id int64) string { return w.get(id).Values["code"].S }

func TestANewProjectIsGivenTheNextNumberOfItsPattern(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		year, _, _ := w.today.Date()
		before := w.create(0, "Before", field.Values{"code": field.Str(fmt.Sprintf("PRG-%d-007", year))})
		for _, text := range []string{"{0000}{00}", "{colour}-{00}", "P-{yyyy}", "{0"} {
			if err := w.attribute("code", pattern(text)); fault.KindOf(err) != fault.BadInput {
				t.Errorf("the pattern %q: got %v", text, err)
			}
		}
		w.must(w.attribute("code", func(f *field.Field) error { f.Pattern, f.Required = "PRG-{yyyy}-{000}", true; return nil }))
		a := w.create(0, "A", nil)
		if got, want := w.code(a), fmt.Sprintf("PRG-%d-008", year); got != want {
			t.Errorf("after the one there was comes %s, want %s", got, want)
		}
		w.edit(0, project.Edit{ID: a, State: project.Deleted})
		w.edit(0, project.Edit{ID: before, Values: field.Values{"name": field.Str("B")}})
		brought := w.create(0, "Brought", field.Values{"code": field.Str(fmt.Sprintf("PRG-%d-040", year))})
		other := w.create(0, "Other", field.Values{"code": field.Str("X-1")})
		if next := w.code(w.create(0, "C", nil)); next != fmt.Sprintf("PRG-%d-041", year) || w.code(brought) != fmt.Sprintf("PRG-%d-040", year) || w.code(other) != "X-1" {
			t.Errorf("past the one brought comes %s", next)
		}
		// One that is refused takes no number.
		if _, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("")}}); err == nil {
			t.Error("a project without a name was made")
		}
		if next := w.code(w.create(0, "D", nil)); next != fmt.Sprintf("PRG-%d-042", year) {
			t.Errorf("got %s", next)
		}
	})
}

func TestNumbersAreGivenOnceHoweverManyAskAtATime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.attribute("reference", pattern("R{00}")))
		var wait sync.WaitGroup
		ids := make([]int64, 20)
		for i := range ids {
			wait.Go(func() {
				p, err := w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("P"), "unit": field.Int(w.unit)}})
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = p.ID
			})
		}
		wait.Wait()
		seen := map[string]bool{}
		for _, id := range ids {
			seen[w.get(id).Values["reference"].S] = true
		}
		if len(seen) != len(ids) || !seen["R01"] || !seen["R20"] {
			t.Errorf("got %v", seen)
		}
	})
}

func TestAUniqueValueIsRefusedASecondTimeAndNamesOnlyWhatMayBeSeen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.attribute("badge", func(*field.Field) error { return nil }))
		badge := func(s string, unit int64) field.Values {
			return field.Values{"badge": field.Str(s), "unit": field.Int(unit), "name": field.Str("N " + s)}
		}
		first, twin := w.create(0, "First", badge("Énergie", w.unit)), w.create(0, "Twin", badge("energie", w.unit))
		w.must(w.attribute("badge", unique("all")))
		// What was there twice stands in nobody's way.
		w.edit(0, project.Edit{ID: twin, Values: field.Values{"description": field.Str("x")}})
		if _, err := w.try(w.who, 0, project.Edit{Values: badge("ENERGIE", w.other)}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("a third one: got %v", err)
		}
		near, far := w.person("pmo", w.unit), w.person("pmo", w.other)
		text := func(who access.Who, unit int64) string {
			_, err := w.try(who, 0, project.Edit{Values: badge("énergie", unit)})
			return fmt.Sprint(err)
		}
		if a, b := text(near, w.unit), text(far, w.other); a == b {
			t.Errorf("both are told the same: %s", a)
		}
		w.must(w.attribute("badge", unique("unit")))
		w.create(0, "Elsewhere", badge("Énergie", w.other))
		if _, err := w.try(w.who, 0, project.Edit{ID: first, Values: field.Values{"unit": field.Int(w.other)}}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("moved beside its like: got %v", err)
		}
		w.edit(0, project.Edit{ID: first, State: project.Deleted})
		w.edit(0, project.Edit{ID: twin, Values: field.Values{"badge": field.Str("other")}})
		w.create(0, "Again", badge("énergie", w.unit))
		if _, err := w.try(w.who, 0, project.Edit{ID: first, State: project.Active}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("brought back beside its like: got %v", err)
		}
	})
}

func TestOfTwoWhoTakeAUniqueValueAtOnceOneGetsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.attribute("badge", unique("all")))
		var wait sync.WaitGroup
		results := make([]error, 8)
		for i := range results {
			wait.Go(func() {
				_, results[i] = w.try(w.who, 0, project.Edit{Values: field.Values{"name": field.Str("P"), "unit": field.Int(w.unit), "badge": field.Str("one")}})
			})
		}
		wait.Wait()
		won := 0
		for _, err := range results {
			if err == nil {
				won++
			} else if fault.KindOf(err) != fault.BadInput {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d got it, want one", won)
		}
	})
}
