package field_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func TestWhatRegistersAreBuiltOnIsKeptFromNobody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ids, _, err := access.KnownRoles(ctx, w.d)
		w.must(err)
		var readers []int64
		for id := range ids {
			readers = append(readers, id)
		}
		for _, object := range []string{"milestone", "risk", "action", "decision"} {
			own := &field.Field{Object: object, Kind: field.Text, Label: label.T("Margin", "Marge"), Readers: readers}
			w.must(w.update(func(tx *db.Tx) error { return field.Create(ctx, tx, w.who, own) }))
			err := w.update(func(tx *db.Tx) error {
				c, err := field.Load(ctx, tx, object)
				if err == nil {
					_, err = field.Update(ctx, tx, w.who, object, "status", c.Get("status").Version, func(f *field.Field) error { f.Readers = readers; return nil })
				}
				return err
			})
			if fault.KindOf(err) != fault.BadInput {
				t.Errorf("%s: got %v, want it refused: everybody reads how a line stands", object, err)
			}
		}
	})
}
