package heading_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/heading"
)

func change(t *testing.T, d *db.DB, version int64, edit func(*heading.Set)) (now heading.Set, err error) {
	t.Helper()
	who := access.System("test")
	_, err = d.Update(context.Background(), who.Origin(), func(tx *db.Tx) (err error) {
		_, now, err = heading.Change(context.Background(), tx, who, version, edit)
		return err
	})
	return now, err
}

func keys(s heading.Set) []string {
	var out []string
	for _, g := range s.Items {
		out = append(out, g.Key)
	}
	return out
}

func TestGroupsAreAsShippedUntilSomebodyChangesThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now, err := change(t, d, 0, func(s *heading.Set) {
			s.Items = slices.Insert(s.Items, 1, heading.Group{Label: label.T("What is at stake", "Enjeux")})
			s.Items[0].Label.FR = "Fiche"
			s.Arrange()
		})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := heading.Load(context.Background(), d)
		if want := []string{"identity", "what_is_at_stake", "health", "dates", "costs", "more"}; err != nil || !slices.Equal(keys(kept), want) || kept.Version != 1 {
			t.Errorf("got %v, %v, want %v", kept, err, want)
		}
		said := heading.Differences(heading.Shipped(), now)
		if len(said) != 2 || said[0].Now.FR != "Fiche" || said[1].What.EN != "What is at stake" {
			t.Errorf("the differences are %v", said)
		}
		if _, err := change(t, d, 0, func(*heading.Set) {}); fault.KindOf(err) != fault.Stale {
			t.Errorf("a version that was read before: got %v", err)
		}
		past, err := heading.History(context.Background(), d, access.System("test"))
		if err != nil || len(past) != 1 {
			t.Errorf("got %d versions, %v, want 1", len(past), err)
		}
	})
}

func TestWhatIsNoListOfGroupsIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	for name, edit := range map[string]func(*heading.Set){
		"no rest":     func(s *heading.Set) { *s = s.Without(heading.Rest) },
		"no name":     func(s *heading.Set) { s.Items[0].Label = label.Text{} },
		"one key":     func(s *heading.Set) { s.Items[0].Key = "dates" },
		"one name":    func(s *heading.Set) { s.Items[0].Label = label.T("dates", "calendrier") },
		"odd key":     func(s *heading.Set) { s.Items[0].Key = "Dates!" },
		"a long name": func(s *heading.Set) { s.Items[0].Label.EN = fmt.Sprintf("%0200d", 1) },
		"many":        func(s *heading.Set) { s.Items = slices.Repeat(s.Items, 50) },
	} {
		if _, err := change(t, d, 0, edit); err == nil || fault.KindOf(err) == fault.Internal {
			t.Errorf("%s: got %v, want it refused", name, err)
		}
	}
}

func TestArrangingKeepsTheOrderThatStandsAndMovesFew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		places := rapid.SliceOfN(rapid.Int64Range(0, 30), 1, 12).Draw(rt, "places")
		var s heading.Set
		for i, p := range places {
			s.Items = append(s.Items, heading.Group{Key: fmt.Sprintf("g%d", i), Position: p})
		}
		s.Arrange()
		for i, g := range s.Items {
			if g.Key != fmt.Sprintf("g%d", i) || g.Position <= 0 || i > 0 && g.Position <= s.Items[i-1].Position {
				rt.Fatalf("%v became %v", places, s.Items)
			}
		}
	})
	s := heading.Shipped()
	s.Items[1], s.Items[3] = s.Items[3], s.Items[1]
	s.Arrange()
	moved := 0
	for _, g := range s.Items {
		if old, _ := heading.Shipped().Get(g.Key); old.Position != g.Position {
			moved++
		}
	}
	if moved != 2 {
		t.Errorf("%d places are others, want the 2 that moved: %v", moved, s.Items)
	}
}
