package access

import (
	"fmt"
	"slices"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

func TestTheRolesOnAProjectAreThoseGivenOnItOnItsUnitAndAbove(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		branch := h.unit(h.root)
		below, beside := h.unit(branch), h.unit(h.root)
		h.must(func(tx *db.Tx, _ Who) error {
			for _, id := range []int64{501, 502} {
				if _, err := db.Exec(ctx, tx, "INSERT INTO project (id, version, name, name_folded, unit_id, custom, unread, created, updated) VALUES ($1, 1, 'p', 'p', $2, '{}', '{}', 0, 0)", id, branch); err != nil {
					return err
				}
			}
			return nil
		})
		a, other := h.account(""), h.account("")
		var above, on, lower, aside, own, grouped, theirs int64
		for _, into := range []*int64{&above, &on, &lower, &aside, &own, &grouped, &theirs} {
			*into = h.role(ReadProject)
		}
		var group Group
		h.must(func(tx *db.Tx, who Who) (err error) {
			if group, err = CreateGroup(ctx, tx, who, "Bureau"); err != nil {
				return err
			}
			_, err = UpdateAccount(ctx, tx, who, a.ID, a.Version, func(e *Account) { e.Groups = []int64{group.ID} })
			return err
		})
		h.give(a.ID, above, h.root)
		h.give(a.ID, on, branch)
		h.give(a.ID, lower, below)
		h.give(a.ID, aside, beside)
		h.give(other.ID, theirs, branch)
		h.grant(Grant{Account: db.ID(a.ID), Role: own, Project: 501})
		h.grant(Grant{Group: db.ID(group.ID), Role: grouped, Unit: db.ID(branch)})
		for _, c := range []struct {
			project, unit int64
			want          []int64
		}{
			{501, branch, []int64{above, on, own, grouped}},
			{502, branch, []int64{above, on, grouped}},
			{503, beside, []int64{above, aside}},
			{504, below, []int64{above, on, lower, grouped}},
			{505, 0, nil},
		} {
			got, err := RolesOn(ctx, d, h.load(a.ID), c.project, c.unit)
			slices.Sort(c.want)
			if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("on %d: got %v %v, want %v", c.project, got, err, c.want)
			}
		}
	})
}
