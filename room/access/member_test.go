package access

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

func TestWhoIsInAGroupIsAnnouncedAsAChangeOfTheGroup(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		a := h.account("")
		var group Group
		h.must(func(tx *db.Tx, who Who) (err error) {
			group, err = CreateGroup(ctx, tx, who, "Bureau")
			return err
		})
		announced := func() int64 {
			n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM event WHERE entity = 'group' AND object = $1", group.ID)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for i, groups := range [][]int64{{group.ID}, nil} {
			before := announced()
			h.must(func(tx *db.Tx, who Who) error {
				_, err := UpdateAccount(ctx, tx, who, a.ID, a.Version+int64(i), func(e *Account) { e.Groups = groups })
				return err
			})
			if announced() != before+1 {
				t.Errorf("groups %v: nothing says that the members of the group are others", groups)
			}
		}
	})
}
