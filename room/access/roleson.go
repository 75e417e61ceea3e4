package access

import (
	"context"
	"slices"

	"vigie/ground/db"
)

// RolesOn returns the roles that a person has on a project of a unit: given on
// it, on the unit, on a node of it or above, by name or through a group.
func RolesOn(ctx context.Context, q db.Querier, who Who, project, unit int64) ([]int64, error) {
	own, err := db.Select[int64](ctx, q, `SELECT DISTINCT g.role_id FROM role_grant g LEFT JOIN unit u ON u.id = g.unit_id
		WHERE (g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1))
		AND (g.project_id = $2 OR EXISTS (SELECT 1 FROM unit h WHERE h.id = $3 AND u.place <= h.place AND h.place < u.place_end)
			OR g.node_id IN `+nodesAbove("$2")+`)
		ORDER BY g.role_id`, who.ID, project, unit)
	if err != nil || who.loans == nil {
		return own, err
	}
	lent, err := who.lentRoles(ctx, q, project, unit)
	all := slices.Concat(own, lent)
	slices.Sort(all)
	return slices.Compact(all), err
}

// RolesHeld returns the roles that a person has anywhere: by name, through a group, or
// because he acts for somebody who has them.
func RolesHeld(ctx context.Context, q db.Querier, who Who) ([]int64, error) {
	people := []int64{who.ID}
	for _, b := range who.ActsFor() {
		people = append(people, b.ID)
	}
	in, args := db.List(nil, people)
	return db.Select[int64](ctx, q, `SELECT DISTINCT g.role_id FROM role_grant g
		WHERE g.account_id IN `+in+` OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id IN `+in+`) ORDER BY g.role_id`, args...)
}

// lentRoles returns the roles that count for the person on a project of a unit
// because he acts for somebody who has them there.
func (w Who) lentRoles(ctx context.Context, q db.Querier, project, unit int64) ([]int64, error) {
	holds, home, err := holding(ctx, q, unit, project)
	var out []int64
	for _, l := range w.loans.by {
		for _, g := range l.at(holds, home) {
			out = append(out, g.Role)
		}
	}
	return out, err
}
