package dashboard_test

import (
	"context"
	"errors"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/project"
)

// TestTheHistoryOfALayoutIsForThoseWhoReadThatOfTheProject asks what taking a change of
// the summary of a project back would do, as somebody who reads the project alone.
func TestTheHistoryOfALayoutIsForThoseWhoReadThatOfTheProject(t *testing.T) {
	ctx, who := context.Background(), access.System("test")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var people [2]access.Who
		var p *project.Project
		_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			if err := errors.Join(access.Seed(ctx, tx, who, "Ministry"), field.Seed(ctx, tx, who)); err != nil {
				return err
			}
			root, err := access.Root(ctx, tx)
			if err != nil {
				return err
			}
			c, err := field.Load(ctx, tx, project.Entity)
			if err != nil {
				return err
			}
			for i, rights := range []access.Right{access.ReadProject, access.ReadProject | access.ReadHistory} {
				key := []string{"looks", "remembers"}[i]
				role, err := access.CreateRole(ctx, tx, who, access.Role{Key: key, Label: label.T(key, key), Rights: rights})
				if err != nil {
					return err
				}
				a, err := access.CreateAccount(ctx, tx, who, access.Account{Login: key, Name: key}, "a hash")
				if err != nil {
					return err
				}
				if _, err := access.AddGrant(ctx, tx, who, access.Grant{Account: db.ID(a.ID), Role: role.ID, Unit: db.ID(root.ID)}); err != nil {
					return err
				}
				if people[i], err = access.Load(ctx, tx, a.ID, "test"); err != nil {
					return err
				}
			}
			p, err = project.Change(ctx, tx, who, c, project.Edit{Values: field.Values{"name": field.Str("Bridge"), "unit": field.Ref(root.ID)}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		change, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			_, err := dashboard.Keep(ctx, tx, who, dashboard.OfProject, dashboard.OfOne(p), 0, []dashboard.Block{{ID: "a", Kind: "text", W: 4, H: 2}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{0, 1} {
			all, err := dashboard.Reversals(ctx, d, people[i], change)
			if err != nil || len(all) != want {
				t.Errorf("%s is told of %d layouts, want %d: %v", people[i].Name, len(all), want, err)
			}
		}
	})
}
