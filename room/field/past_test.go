package field_test

import (
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

func TestPastMonthsAreForTheirReadersAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var role access.Role
		w.must(w.update(func(tx *db.Tx) (err error) {
			role, err = access.CreateRole(ctx, tx, w.who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
			return err
		}))
		_, err := w.create(field.Field{Key: "tide", Kind: field.Number, PerMonth: true, Label: label.T("Tide", "Marée"), PastReaders: []int64{role.ID}})
		w.must(err)
		tree, err := w.load().ParseFormula("tide * 2", label.EN, nil)
		w.must(err)
		_, err = w.create(field.Field{Key: "swell", Kind: field.Computed, Label: label.T("Swell", "Houle"), Formula: tree})
		w.must(err)
		c := w.load()
		then, err := c.AsOf(ctx, w.d, day.OfTime(w.d.Now()))
		w.must(err)
		for _, key := range []string{"tide", "swell"} {
			f := c.Get(key)
			if c.Secret(f) || !c.Dated(f) || !c.Readable(f, 0) || c.ReadablePast(f, 0) {
				t.Errorf("%s of this month is read by %v, of past ones by %v; want everybody and not", key, c.Readable(f, 0), c.ReadablePast(f, 0))
			}
			if then.Readable(then.Get(key), 0) || c.Past().Readable(f, 0) {
				t.Errorf("read as of the past, %s is for everybody", key)
			}
		}
		if f := c.Get("weather"); c.Dated(f) || !c.ReadablePast(f, 0) {
			t.Error("an attribute that says nothing of past months is shut")
		}
	})
}
