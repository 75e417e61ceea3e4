package access

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
)

// GrantReversal is a role on a project alone that a change gave, and that taking the
// change back would take away again.
type GrantReversal struct {
	Grant
	Role   label.Text
	Holder string
	Why    label.Text // why it cannot go back; zero when it can
	Denied bool       // Why is that the person may not
}

// GrantReversals returns the roles that a change gave on projects that the person may
// see, and that are still given.
func GrantReversals(ctx context.Context, q db.Querier, who Who, change int64) ([]GrantReversal, error) {
	found, err := db.Select[Named](ctx, q, "SELECT "+db.Columns[Grant]("g")+`, a.name AS account_name, ag.name AS group_name, p.name AS project_name, p.unit_id AS project_unit
		FROM role_grant g JOIN project p ON p.id = g.project_id LEFT JOIN account a ON a.id = g.account_id LEFT JOIN account_group ag ON ag.id = g.group_id
		WHERE g.id IN (SELECT object FROM history WHERE entity = 'grant' AND change = $1 AND data IS NOT NULL) ORDER BY g.id`, change)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var out []GrantReversal
	for _, g := range found {
		if !who.CanProject(ReadProject, int64(g.Project), g.ProjectUnit, 0) {
			continue
		}
		r, err := role(ctx, q, g.Grant.Role)
		if err != nil {
			return nil, err
		}
		back := GrantReversal{Grant: g.Grant, Role: r.Label, Holder: cmp.Or(g.AccountName, g.GroupName)}
		if back.Why, err = WhyNotGive(ctx, q, who, g.Grant); err != nil {
			return nil, err
		}
		back.Denied = !back.Why.IsZero()
		out = append(out, back)
	}
	return slices.Clip(out), nil
}
