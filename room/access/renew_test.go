package access

import (
	"context"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
)

func TestRolesFollowTheProgramExceptWhereTheyWereChangedByHand(t *testing.T) {
	for _, kept := range []bool{true, false} {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			ctx, who := context.Background(), System("test")
			update := func(f func(*db.Tx) error) {
				t.Helper()
				if _, err := d.Update(ctx, who.Origin(), f); err != nil {
					t.Fatal(err)
				}
			}
			roleOf := func(key string) Role {
				t.Helper()
				id, err := db.Get[int64](ctx, d, "SELECT id FROM role WHERE key = $1", key)
				if err != nil {
					t.Fatal(err)
				}
				r, err := role(ctx, d, id)
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			renew := func() { t.Helper(); update(func(tx *db.Tx) error { return Renew(ctx, tx, who) }) }

			renew()
			if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM role"); err != nil || n != 0 {
				t.Fatalf("got %d roles before the first start (%v), want none", n, err)
			}
			update(func(tx *db.Tx) error { return Seed(ctx, tx, who, "Ministère") })
			change := func(key string, f func(*Role)) {
				t.Helper()
				r := roleOf(key)
				update(func(tx *db.Tx) error { _, err := UpdateRole(ctx, tx, who, r.ID, r.Version, f); return err })
			}
			change("reader", func(r *Role) { r.Rights |= Export })
			change("executive", func(r *Role) { r.Rights &^= Comment })
			change("finance", func(r *Role) { r.Label = label.T("Controlling", "Contrôle de gestion") })
			change("contributor", func(r *Role) { r.Factor = true })
			if !kept {
				update(func(tx *db.Tx) error { _, err := db.Exec(ctx, tx, "DELETE FROM shipped"); return err })
			}
			was := builtin
			defer func() { builtin = was }()
			builtin = append([]Role{}, was...)
			for i := range builtin {
				builtin[i].Label.EN += " now"
				builtin[i].Rights |= EditCatalogue
				if builtin[i].Key == "pmo" {
					builtin[i].Rights &^= Import
				}
			}
			builtin = append(builtin, Role{Key: "auditor", Label: label.T("Auditor", "Auditeur"), Rights: ReadProject})
			renew()
			for key, want := range map[string]Right{
				"reader":    ReadProject | ReadPortfolio | ReadHistory | Export | EditCatalogue,
				"executive": readAll | EditCatalogue,
				"finance":   work | EditRates | EditCatalogue,
				"pmo":       (runPMO | EditCatalogue | ManageUnits | EditRates | ReopenMonth | EditResources) &^ Import,
				"auditor":   ReadProject,
			} {
				if got := roleOf(key).Rights; got != want {
					t.Errorf("kept %v: %s may %v, want %v", kept, key, got.Keys(), want.Keys())
				}
			}
			if f, e := roleOf("finance").Label.EN, roleOf("executive").Label.EN; f != "Controlling" || e != "Executive now" {
				t.Errorf("kept %v: got %q and %q, want the name of the hand and the new name", kept, f, e)
			}
			if r := roleOf("contributor"); !r.Factor {
				t.Errorf("kept %v: got %+v, want the second factor to stay asked for", kept, r)
			}
			before := roleOf("pmo").Version
			renew()
			if got := roleOf("pmo").Version; got != before {
				t.Errorf("kept %v: a second start made version %d, want %d still", kept, got, before)
			}
		})
	}
}
