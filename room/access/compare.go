package access

import (
	"context"

	"vigie/ground/db"
)

// PeopleOfRole returns the people, by name, who have a role somewhere and, where
// without is not 0, not that one: as far as the person sees roles given.
func PeopleOfRole(ctx context.Context, q db.Querier, who Who, role, without int64) ([]Person, error) {
	if _, err := RoleByID(ctx, q, who, role); err != nil {
		return nil, err
	}
	args := []any{role, without}
	seen := "1 = 0"
	for _, r := range []Right{ManageRoles, ManageUsers} {
		var part string
		part, args = who.Visible(r, "COALESCE(g.unit_id, p.unit_id)", "g.project_id", args)
		seen += " OR " + part
		part, args = who.onNodes(r, "g.node_id", args)
		seen += " OR " + part
	}
	rows, err := db.Select[personRow](ctx, q, `SELECT a.id, a.login, a.name, a.email, a.language, '' AS permissions FROM account a
		WHERE a.disabled = 0 AND a.id IN (SELECT COALESCE(g.account_id, m.account_id) FROM role_grant g LEFT JOIN group_member m ON m.group_id = g.group_id
			LEFT JOIN project p ON p.id = g.project_id WHERE g.role_id = $1 AND (`+seen+`) AND COALESCE(g.account_id, m.account_id) IS NOT NULL)
		AND a.id NOT IN (SELECT COALESCE(g.account_id, m.account_id) FROM role_grant g LEFT JOIN group_member m ON m.group_id = g.group_id
			LEFT JOIN project p ON p.id = g.project_id WHERE g.role_id = $2 AND (`+seen+`) AND COALESCE(g.account_id, m.account_id) IS NOT NULL)
		ORDER BY a.name_folded, a.id`, args...)
	out := make([]Person, len(rows))
	for i, r := range rows {
		out[i] = Person{r.ID, r.Login, r.Name, r.Email, r.Language}
	}
	return out, err
}
