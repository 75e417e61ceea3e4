package field_test

import (
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/heading"
)

func (w *world) groups(version int64, into map[string]string, edit func(*heading.Set)) (now heading.Set, err error) {
	err = w.update(func(tx *db.Tx) (err error) {
		now, _, err = field.ChangeGroups(ctx, tx, w.who, version, into, edit)
		return err
	})
	return now, err
}

// in returns the attributes of projects that stand in a group.
func (w *world) in(group string) string {
	c, out := w.load(), []string{}
	for _, f := range c.Fields {
		if !f.Retired && c.GroupOf(f) == group {
			out = append(out, f.Key)
		}
	}
	return strings.Join(out, " ")
}

func TestEveryAttributeStandsInAGroupAsItStoodUnderItsHeading(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.create(field.Field{Key: "depth", Kind: field.Number, Label: label.T("Depth", "Profondeur")})
		w.must(err)
		_, err = w.create(field.Field{Key: "margin", Kind: field.Number, Label: label.T("Margin", "Marge"), Section: "costs"})
		w.must(err)
		for group, want := range map[string]string{
			"health": "weather light progress comment", "dates": "start end duration start_baseline end_baseline",
			"costs": "total_cost total_cost_baseline actual_cost currency margin", "more": "depth",
		} {
			if got := w.in(group); got != want {
				t.Errorf("in %s stand %q, want %q", group, got, want)
			}
		}
		if _, err := w.create(field.Field{Key: "odd", Kind: field.Number, Label: label.T("Odd", "Impair"), Section: "nowhere"}); fault.KindOf(err) != fault.BadInput {
			t.Errorf("an attribute of a group that is not there: got %v", err)
		}
	})
}

func TestAGroupThatGoesNamesTheOneThatTakesItsAttributes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.in("health")
		gone := func(s *heading.Set) { *s = s.Without("health") }
		if _, err := w.groups(0, nil, gone); fault.KindOf(err) != fault.Clash {
			t.Fatalf("without a replacement: got %v", err)
		}
		if _, err := w.groups(0, map[string]string{"health": "nowhere"}, gone); fault.KindOf(err) != fault.Clash {
			t.Fatalf("with one that is not there: got %v", err)
		}
		if _, err := w.groups(0, map[string]string{"health": "dates"}, gone); err != nil {
			t.Fatal(err)
		}
		for _, key := range strings.Fields(before) {
			if !slices.Contains(strings.Fields(w.in("dates")), key) {
				t.Errorf("%s does not stand in the group that took the others", key)
			}
		}
		w.must(w.update(func(tx *db.Tx) error {
			_, err := field.RevertGroups(ctx, tx, w.who, 1, 0)
			return err
		}))
		if got := w.in("health"); got != before {
			t.Errorf("brought back, it holds %q, want %q", got, before)
		}
	})
}

func TestManyAttributesArePutIntoAGroupAtOnce(t *testing.T) {
	w := seeded(t, dbtest.SQLite(t))
	put := func(named ...field.Named) (moved []*field.Field, err error) {
		err = w.update(func(tx *db.Tx) (err error) {
			moved, err = field.Regroup(ctx, tx, w.who, "costs", named)
			return err
		})
		return moved, err
	}
	moved, err := put(field.Named{Object: "project", Key: "light"}, field.Named{Object: "project", Key: "total_cost"}, field.Named{Object: "risk", Key: "response"})
	if err != nil || len(moved) != 2 {
		t.Fatalf("got %d moved, %v, want 2", len(moved), err)
	}
	if got := w.in("costs"); !strings.HasPrefix(got, "light ") {
		t.Errorf("in the costs stand %q", got)
	}
	if _, err := put(field.Named{Object: "project", Key: "nothing"}); fault.KindOf(err) != fault.BadInput {
		t.Errorf("an attribute that is not there: got %v", err)
	}
}
