package access

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
)

// HoldsRole reports whether a person has one of some roles on a project: by a grant
// on it, on its unit or on a node of it, or above. No roles are anybody's.
func HoldsRole(ctx context.Context, q db.Querier, who Who, roles []int64, project, unit int64) (bool, error) {
	if len(roles) == 0 || who.system {
		return true, nil
	}
	in, args := db.List([]any{who.ID, project, unit}, roles)
	found, err := db.Select[int64](ctx, q, `SELECT g.id FROM role_grant g LEFT JOIN unit above ON above.id = g.unit_id LEFT JOIN unit here ON here.id = $3
		WHERE (g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1))
		AND (g.project_id = $2 OR here.place >= above.place AND here.place < above.place_end OR g.node_id IN `+nodesAbove("$2")+`)
		AND g.role_id IN `+in+` LIMIT 1`, args...)
	if err != nil || len(found) > 0 || who.loans == nil {
		return len(found) > 0, err
	}
	lent, err := who.lentRoles(ctx, q, project, unit)
	return slices.ContainsFunc(roles, func(id int64) bool { return slices.Contains(lent, id) }), err
}

// KnownRoles returns the keys and the names of the roles, by which lifecycles name
// them to everybody.
func KnownRoles(ctx context.Context, q db.Querier) (keys map[int64]string, names map[int64]label.Text, err error) {
	rows, err := db.Select[roleRow](ctx, q, "SELECT "+roleColumns+" FROM role")
	keys, names = map[int64]string{}, map[int64]label.Text{}
	for _, r := range rows {
		keys[r.ID], names[r.ID] = r.Key, label.T(r.LabelEN, r.LabelFR)
	}
	return keys, names, err
}
