package field_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func TestOnlyAttributesOfProjectsAreKeptFromSome(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ids, _, err := access.KnownRoles(ctx, w.d)
		w.must(err)
		for _, object := range []string{"milestone", "risk", "action", "decision"} {
			f := &field.Field{Object: object, Kind: field.Text, Label: label.T("Margin", "Marge")}
			for id := range ids {
				f.Readers = append(f.Readers, id)
			}
			err := w.update(func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, f) })
			if fault.KindOf(err) != fault.BadInput {
				t.Errorf("%s: got %v, want it refused: only projects hide values", object, err)
			}
		}
	})
}
