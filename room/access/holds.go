package access

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
)

// HoldsRole reports whether a person has one of some roles on a project: by a grant
// on it, on its unit or above. No roles are anybody's.
func HoldsRole(ctx context.Context, q db.Querier, who Who, roles []int64, project, unit int64) (bool, error) {
	if len(roles) == 0 || who.system {
		return true, nil
	}
	in, args := db.List([]any{who.ID, project, unit}, roles)
	found, err := db.Select[int64](ctx, q, `SELECT g.id FROM role_grant g LEFT JOIN unit above ON above.id = g.unit_id LEFT JOIN unit here ON here.id = $3
		WHERE (g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1))
		AND (g.project_id = $2 OR here.place >= above.place AND here.place < above.place_end)
		AND g.role_id IN `+in+` LIMIT 1`, args...)
	return len(found) > 0, err
}

// RoleNames names the roles, for whoever is told that one is needed.
func RoleNames(ctx context.Context, q db.Querier) (map[int64]label.Text, error) {
	rows, err := db.Select[roleRow](ctx, q, "SELECT "+roleColumns+" FROM role")
	out := map[int64]label.Text{}
	for _, r := range rows {
		out[r.ID] = label.T(r.LabelEN, r.LabelFR)
	}
	return out, err
}
