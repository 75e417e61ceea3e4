package access

import (
	"context"
	"errors"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Grant gives a role to an account or to a group, on a unit and all below it, on
// one project, or on the projects attached to a node of a hierarchy and below.
type Grant struct {
	ID      int64 `db:"id"`
	Account db.ID `db:"account_id"` // one of Account and Group
	Group   db.ID `db:"group_id"`
	Role    int64 `db:"role_id"`
	Unit    db.ID `db:"unit_id"` // one of Unit, Project and Node
	Project db.ID `db:"project_id"`
	Node    db.ID `db:"node_id"`
}

const grantColumns = "id, account_id, group_id, role_id, unit_id, project_id, node_id"

type rememberedGrant struct {
	Account int64 `json:"account,omitempty"`
	Group   int64 `json:"group,omitempty"`
	Role    int64 `json:"role"`
	Unit    int64 `json:"unit,omitempty"`
	Project int64 `json:"project,omitempty"`
	Node    int64 `json:"node,omitempty"`
}

func (g Grant) remembered() rememberedGrant {
	return rememberedGrant{int64(g.Account), int64(g.Group), g.Role, int64(g.Unit), int64(g.Project), int64(g.Node)}
}

// AddGrant gives a role. The person must give roles at that place and hold
// there all that the role allows. The same grant twice is one grant.
func AddGrant(ctx context.Context, tx *db.Tx, who Who, g Grant) (Grant, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Grant{}, err
	}
	if err := g.check(); err != nil {
		return Grant{}, err
	}
	if err := mayGrantAt(ctx, tx, who, g); err != nil {
		return Grant{}, err
	}
	r, err := role(ctx, tx, g.Role)
	if err != nil {
		return Grant{}, fieldMissing(err, "role", label.T("There is no such role", "Ce rôle n’existe pas"))
	}
	if err := mayGive(ctx, tx, who, g, r); err != nil {
		return Grant{}, err
	}
	if err := g.knowsHolder(ctx, tx); err != nil {
		return Grant{}, err
	}
	if same, err := g.stored(ctx, tx); err != nil || same.ID != 0 {
		return same, err
	}
	g.ID = tx.NewID()
	if err := db.Insert(ctx, tx, "role_grant", g); err != nil {
		return Grant{}, err
	}
	return g, record(tx, "grant", g.ID, 1, g.remembered())
}

func (g Grant) check() error {
	switch {
	case (g.Account == 0) == (g.Group == 0):
		return fault.Invalid("user", label.T("A role is given to a user or to a group: name one", "Un rôle est attribué à un utilisateur ou à un groupe : indiquez l’un des deux"))
	case !g.onePlace():
		return fault.Invalid("unit", label.T("A role is given on a unit, on a project or on a node of a hierarchy: name one", "Un rôle est attribué sur une entité, sur un projet ou sur un nœud d’une hiérarchie : indiquez l’un des trois"))
	}
	return nil
}

// onePlace reports whether exactly one place is named.
func (g Grant) onePlace() bool {
	n := 0
	for _, id := range []db.ID{g.Unit, g.Project, g.Node} {
		if id != 0 {
			n++
		}
	}
	return n == 1
}

// spot finds the place of a grant; of a project that does not exist, none.
func (g Grant) spot(ctx context.Context, q db.Querier) (spot, error) {
	if g.Project == 0 {
		return spot{unit: int64(g.Unit), node: int64(g.Node)}, nil
	}
	unit, err := unitOfProject(ctx, q, int64(g.Project))
	return spot{unit: unit, project: int64(g.Project)}, err
}

// mayGrantAt reads the same for a place that does not exist and for one where
// the person gives no roles.
func mayGrantAt(ctx context.Context, q db.Querier, who Who, g Grant) error {
	s, err := g.spot(ctx, q)
	if err != nil {
		return err
	}
	n, err := s.known(ctx, q)
	if err == nil && (n == 0 || who.on(s)&ManageRoles == 0) {
		err = fault.NotFound()
	}
	return err
}

func mayGive(ctx context.Context, q db.Querier, who Who, g Grant, r Role) error {
	s, err := g.spot(ctx, q)
	var mark Marks
	if err == nil && !who.CanEverywhere(ManageRoles) {
		var all map[int64]Marks
		all, err = MarksOfRoles(ctx, q)
		mark = all[r.ID]
	}
	if err == nil && (who.on(s)&r.Rights != r.Rights || who.marksAt(s)&mark != mark) {
		err = &fault.Fault{Kind: fault.Denied, Text: label.T(
			"This role allows more than you may do there yourself", "Ce rôle permet plus que ce que vous pouvez y faire vous-même")}
	}
	return err
}

func fieldMissing(err error, where string, t label.Text) error {
	if fault.KindOf(err) == fault.Missing {
		return fault.Invalid(where, t)
	}
	return err
}

func (g Grant) knowsHolder(ctx context.Context, q db.Querier) error {
	where, query, id := "user", "SELECT count(*) FROM account WHERE id = $1", g.Account
	if g.Group != 0 {
		where, query, id = "group", "SELECT count(*) FROM account_group WHERE id = $1", g.Group
	}
	n, err := db.Get[int64](ctx, q, query, id)
	if err == nil && n == 0 {
		err = fault.Invalid(where, label.T("There is no such user or group", "Cet utilisateur ou ce groupe n’existe pas"))
	}
	return err
}

func (g Grant) stored(ctx context.Context, q db.Querier) (Grant, error) {
	found, err := db.Select[Grant](ctx, q, "SELECT "+grantColumns+` FROM role_grant WHERE role_id = $1 AND COALESCE(account_id, 0) = $2
		AND COALESCE(group_id, 0) = $3 AND COALESCE(unit_id, 0) = $4 AND COALESCE(project_id, 0) = $5 AND COALESCE(node_id, 0) = $6`,
		g.Role, int64(g.Account), int64(g.Group), int64(g.Unit), int64(g.Project), int64(g.Node))
	if err != nil || len(found) == 0 {
		return Grant{}, err
	}
	return found[0], nil
}

// RemoveGrant takes a role back. The person must give roles at that place and
// hold there all that the role allows; the last administrator stays.
func RemoveGrant(ctx context.Context, tx *db.Tx, who Who, id int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	g, err := db.Get[Grant](ctx, tx, "SELECT "+grantColumns+" FROM role_grant WHERE id = $1", id)
	if err != nil {
		return err
	}
	if err := mayGrantAt(ctx, tx, who, g); err != nil && !(who.CanEverywhere(ManageRoles) && fault.KindOf(err) == fault.Missing) {
		return err
	}
	r, err := role(ctx, tx, g.Role)
	if err != nil {
		return err
	}
	if err := mayGive(ctx, tx, who, g, r); err != nil {
		return err
	}
	return keepingAdministrator(ctx, tx, func() error {
		if _, err := db.Exec(ctx, tx, "DELETE FROM role_grant WHERE id = $1", id); err != nil {
			return err
		}
		return record(tx, "grant", id, 2, nil)
	})
}

// Named is a grant with the names of what it ties together.
type Named struct {
	Grant
	AccountName string `db:"account_name"`
	GroupName   string `db:"group_name"`
	UnitName    string `db:"unit_name"`
	ProjectName string `db:"project_name"`
	ProjectUnit int64  `db:"project_unit"`
	NodeEN      string `db:"node_en"`
	NodeFR      string `db:"node_fr"`
	TreeEN      string `db:"tree_en"` // of the hierarchy that the node is of
	TreeFR      string `db:"tree_fr"`
}

// Grants lists the roles given wherever the person gives roles or manages users.
func Grants(ctx context.Context, q db.Querier, who Who, p Page) (Found[Named], error) {
	var args []any
	where := "1 = 0"
	for _, r := range []Right{ManageRoles, ManageUsers} {
		var part string
		part, args = who.Visible(r, "COALESCE(g.unit_id, p.unit_id)", "g.project_id", args)
		where += " OR " + part
		part, args = who.onNodes(r, "g.node_id", args)
		where += " OR " + part
	}
	source := ` FROM role_grant g LEFT JOIN account a ON a.id = g.account_id LEFT JOIN account_group ag ON ag.id = g.group_id
		LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN project p ON p.id = g.project_id
		LEFT JOIN node n ON n.id = g.node_id LEFT JOIN hierarchy h ON h.id = n.hierarchy_id WHERE (` + where + ")"
	total, err := db.Get[int64](ctx, q, "SELECT count(*)"+source, args...)
	if err != nil {
		return Found[Named]{}, err
	}
	args = append(args, p.After, p.size()+1)
	rows, err := db.Select[Named](ctx, q, "SELECT "+db.Columns[Grant]("g")+`, a.name AS account_name, ag.name AS group_name, u.name AS unit_name,
		p.name AS project_name, p.unit_id AS project_unit, n.label_en AS node_en, n.label_fr AS node_fr, h.label_en AS tree_en, h.label_fr AS tree_fr`+source+limitFrom("g.id", len(args)), args...)
	return cut(rows, p, total, func(n Named) int64 { return n.ID }), err
}

// GrantsOn returns the roles given on projects alone, of those on which the person
// gives roles.
func GrantsOn(ctx context.Context, q db.Querier, who Who, projects []int64) ([]Grant, error) {
	var out []Grant
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		visible, args := who.Visible(ManageRoles, "p.unit_id", "g.project_id", args)
		some, err := db.Select[Grant](ctx, q, "SELECT "+db.Columns[Grant]("g")+" FROM role_grant g JOIN project p ON p.id = g.project_id WHERE g.project_id IN "+in+" AND "+visible+" ORDER BY g.id", args...)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// WhyNotGive says why the person may not give a role as AddGrant would; nothing when
// that is allowed.
func WhyNotGive(ctx context.Context, q db.Querier, who Who, g Grant) (label.Text, error) {
	r, err := role(ctx, q, g.Role)
	if err == nil {
		err = g.check()
	}
	if err == nil {
		if err = mayGrantAt(ctx, q, who, g); fault.KindOf(err) == fault.Missing {
			return label.T("You do not give roles here", "Vous n’attribuez pas de rôles ici"), nil
		}
	}
	if err == nil {
		err = mayGive(ctx, q, who, g, r)
	}
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind != fault.Internal {
		if f.Text.IsZero() {
			return label.T("There is no such role", "Ce rôle n’existe pas"), nil
		}
		return f.Text, nil
	}
	return label.Text{}, err
}
