package resource_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/resource"
)

// TestOneNameIsGivenToOneResource lets several people give a name at a time: one of them
// has it, and the others are told so.
func TestOneNameIsGivenToOneResource(t *testing.T) {
	ctx, who := context.Background(), access.System("test")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			return errors.Join(access.Seed(ctx, tx, who, "Ministry"), field.Seed(ctx, tx, who))
		}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Anne", "Paul", "Crane", "Mason", "Concrete"} {
			var all sync.WaitGroup
			done := make(chan error, 4)
			for range cap(done) {
				all.Go(func() {
					_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
						_, err := resource.Create(ctx, tx, who, resource.Says{Name: &name})
						return err
					})
					done <- err
				})
			}
			all.Wait()
			close(done)
			made := 0
			for err := range done {
				if err == nil {
					made++
				} else if kind := fault.KindOf(err); kind != fault.BadInput && kind != fault.Clash {
					t.Errorf("%s: whoever came second is told %v", name, err)
				}
			}
			if made != 1 {
				t.Errorf("%s was given %d times", name, made)
			}
		}
	})
}
