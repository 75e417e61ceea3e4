package access

import (
	"context"

	"vigie/ground/db"
)

// RolesOn returns the roles that a person has on a project of a unit: given on
// it, on the unit or above, by name or through a group.
func RolesOn(ctx context.Context, q db.Querier, who Who, project, unit int64) ([]int64, error) {
	return db.Select[int64](ctx, q, `SELECT DISTINCT g.role_id FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id
		WHERE (g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1))
		AND (g.project_id = $2 OR EXISTS (SELECT 1 FROM unit h WHERE h.id = $3 AND u.place <= h.place AND h.place < u.place_end))
		ORDER BY g.role_id`, who.ID, project, unit)
}
