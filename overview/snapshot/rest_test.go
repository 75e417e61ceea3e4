package snapshot_test

import (
	"context"
	"testing"

	"vigie/ground/db/dbtest"
)

func TestThePastIsTheSameAfterARest(t *testing.T) {
	w, ctx := newWorld(t, dbtest.SQLite(t)), context.Background()
	on := w.live().On - 3
	before, err := w.k.AsOf(ctx, on)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := w.k.AsOf(ctx, on)
	if err != nil || kept != before {
		t.Errorf("asked again, the past was read again (%v)", err)
	}
	w.k.Rest()
	after, err := w.k.AsOf(ctx, on)
	if err != nil || after == before || after.On != on || after.Len() != before.Len() {
		t.Errorf("after a rest: got %p of %s with %d rows (%v), want another than %p, of %s with %d", after, after.On, after.Len(), err, before, on, before.Len())
	}
}
