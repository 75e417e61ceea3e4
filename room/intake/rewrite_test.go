package intake

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/room/field"
)

// A mapping that followed a replaced value of a list goes back with the change,
// unless another import has rewritten it since.
func TestAMappingThatFollowedAReplacedValueGoesBackWithTheChange(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		for range 2 { // the second mapping knows the values that the first import made
			w.imported("a.csv", "Nom;Phase\nAlpha;Réalisation\nBeta;Terminé\n", "", "")
		}
		said := func() map[string]string {
			t.Helper()
			all, err := w.desk.Mappings(ctx, w.who)
			if err != nil || len(all) != 1 {
				t.Fatalf("%d mappings: %v", len(all), err)
			}
			return all[0].Plan.Columns[1].Values
		}
		before := said()["Réalisation"]
		c, err := field.Load(ctx, w.d, "project")
		if err != nil || before == "" {
			t.Fatalf("Réalisation leads to %q: %v", before, err)
		}
		other := ""
		for _, o := range c.Get("stage").Choices {
			if o.Key != before {
				other = o.Key
			}
		}
		number, err := w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error {
			return Rewrite(ctx, tx, w.who, "project", "stage", func(key string) (string, bool) { return other, key == before })
		})
		if err != nil || said()["Réalisation"] != other {
			t.Fatalf("rewritten: %v, %v", said(), err)
		}
		back := func(change int64) (made int64) {
			t.Helper()
			if made, err = w.d.Update(ctx, w.who.Origin(), func(tx *db.Tx) error { return Return(ctx, tx, w.who, change) }); err != nil {
				t.Fatal(err)
			}
			return made
		}
		undone := back(number)
		if said()["Réalisation"] != before {
			t.Errorf("taken back: %v, want %s", said(), before)
		}
		if back(number); said()["Réalisation"] != before {
			t.Errorf("taken back twice: %v", said())
		}
		if back(undone); said()["Réalisation"] != other {
			t.Errorf("the taking back taken back: %v, want %s", said(), other)
		}
	})
}
