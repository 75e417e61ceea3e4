package access

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
)

// KnownUnit is a unit as it was called.
type KnownUnit struct{ Name, Code string }

// UnitsKnownAt returns the name and the code of every unit as they were when a
// change was the last, also of those that are gone since. It is for what is
// frozen, and does not look at rights.
func UnitsKnownAt(ctx context.Context, q db.Querier, change int64) (map[int64]KnownUnit, error) {
	type version struct {
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
	}
	out := map[int64]KnownUnit{}
	err := db.Each(ctx, q, func(v *version) error {
		if v.Data.Null {
			delete(out, v.Object)
			return nil
		}
		var u rememberedUnit
		if err := json.Unmarshal([]byte(v.Data.S), &u); err != nil {
			return fmt.Errorf("reading a unit as it was known: %w", err)
		}
		out[v.Object] = KnownUnit{Name: u.Name, Code: u.Code}
		return nil
	}, `SELECT object, data FROM history WHERE entity = 'unit' AND change <= $1 AND (superseded IS NULL OR superseded > $1) ORDER BY change, id`, change)
	return out, err
}

// RolesKnownAt returns the roles as they were when a change was the last, to those
// who may list them now.
func RolesKnownAt(ctx context.Context, q db.Querier, who Who, change int64) ([]Role, error) {
	if err := Must(who.Somewhere()&(ManageRoles|ManageUsers) != 0); err != nil {
		return nil, err
	}
	var out []Role
	err := db.EachAsOf(ctx, q, "role", day.Of(9999, 12, 31), change, func(s *db.State) error {
		var was rememberedRole
		if err := json.Unmarshal([]byte(s.Data), &was); err != nil {
			return fmt.Errorf("reading a role of the past: %w", err)
		}
		var rights Right
		for _, key := range was.Permissions {
			rights |= readRights(key)
		}
		out = append(out, Role{ID: s.Object, Version: s.Version, Key: was.Key, Label: was.Label, Rights: rights, Factor: was.Factor, Idle: was.Idle, Life: was.Life, Hidden: was.Hidden})
		return nil
	})
	slices.SortFunc(out, func(a, b Role) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}
