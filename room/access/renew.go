package access

import (
	"context"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/ground/shipped"
)

// shippedRole is what the records of what was shipped of roles are kept under.
const shippedRole = "role"

// properties are what is shipped of a role: its name, and each right by itself.
var properties = func() []shipped.Property[Role] {
	out := []shipped.Property[Role]{shipped.Of("label", func(r *Role) *label.Text { return &r.Label })}
	for _, key := range All.Keys() {
		right := readRights(key)
		out = append(out, shipped.Flag("right:"+key, func(r *Role) bool { return r.Rights&right != 0 }, func(r *Role, given bool) {
			r.Rights &^= right
			if given {
				r.Rights |= right
			}
		}))
	}
	return out
}()

// migrated are the rights that steps of the schema gave to the roles of older
// instances, before what is shipped was kept.
var migrated = map[string]Right{
	"administrator": ShareView | Comment | EditRates | ReopenMonth, "pmo": ShareView | Comment | ManageUnits | EditRates | ReopenMonth,
	"executive": Comment, "project_manager": Comment, "contributor": Comment, "resource_manager": Comment, "finance": Comment | EditRates,
}

// Renew brings the roles that came with the program to what it ships now, as far
// as nobody changed them by hand. Before the first start it does nothing.
func Renew(ctx context.Context, tx *db.Tx, who Who) error {
	if err := Must(who.system); err != nil {
		return err
	}
	if err := shipped.Alone(ctx, tx); err != nil {
		return err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM role")
	if err != nil || n == 0 {
		return err
	}
	return renewRoles(ctx, tx, who)
}

func renewRoles(ctx context.Context, tx *db.Tx, who Who) error {
	known, err := shipped.Load(ctx, tx, shippedRole)
	if err != nil {
		return err
	}
	rows, err := db.Select[roleRow](ctx, tx, "SELECT "+roleColumns+" FROM role")
	if err != nil {
		return err
	}
	there := map[string]Role{}
	for _, r := range rows {
		there[r.Key] = r.role()
	}
	for _, ours := range builtin {
		now, found := there[ours.Key]
		if found && !now.Builtin {
			continue // a role of the instance's own has the key
		}
		if err := renewRole(ctx, tx, who, known, now, ours); err != nil {
			return fmt.Errorf("writing the role %s: %w", ours.Key, err)
		}
	}
	return nil
}

func renewRole(ctx context.Context, tx *db.Tx, who Who, known map[string]shipped.Record, now, ours Role) error {
	r, shippedBefore := known[ours.Key]
	r.Kind, r.Key = shippedRole, ours.Key
	switch {
	case now.ID == 0 && shippedBefore:
		return nil // somebody removed it
	case now.ID == 0:
		ours.ID, ours.Version, ours.Builtin = tx.NewID(), 1, true
		if err := ours.insert(ctx, tx); err != nil {
			return err
		}
		r.Object, r.Parts = ours.ID, shipped.PartsOf(properties, &ours)
		return shipped.Keep(ctx, tx, known, r)
	case !shippedBefore:
		var first rememberedRole
		if _, err := shipped.First(ctx, tx, "role", now.ID, &first); err != nil {
			return err
		}
		was := Role{Label: first.Label, Rights: migrated[ours.Key]}
		for _, key := range first.Permissions {
			was.Rights |= readRights(key)
		}
		r.Object, r.Parts = now.ID, shipped.PartsOf(properties, &was)
	}
	var changed bool
	if r.Parts, changed = shipped.Renew(properties, r.Parts, &now, &ours); changed {
		if _, err := begin(ctx, tx, who); err != nil { // everybody's rights are read anew
			return err
		}
		now.Version++
		if err := db.Put(ctx, tx, "role", now.row()); err != nil {
			return err
		}
		if err := now.record(tx); err != nil {
			return err
		}
	}
	return shipped.Keep(ctx, tx, known, r)
}
