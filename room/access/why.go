package access

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Held is one grant by which an account may do something: the role it gives,
// where, and through which group when not by name.
type Held struct {
	Grant     int64  `db:"id"`
	Role      int64  `db:"role_id"`
	Rights    Right  // of the role
	Stored    string `db:"permissions"`
	Group     int64  `db:"group_id"` // 0 when given by name
	GroupName string `db:"group_name"`
	Unit      int64  `db:"unit_id"` // one of Unit, Project and Node
	UnitName  string `db:"unit_name"`
	Project   int64  `db:"project_id"`
	Home      int64  `db:"home"` // the unit of the project
	Node      int64  `db:"node_id"`
	NodeEN    string `db:"node_en"`
	NodeFR    string `db:"node_fr"`
	TreeEN    string `db:"tree_en"` // of the hierarchy that the node is of
	TreeFR    string `db:"tree_fr"`
	Place     int64  `db:"place"`
	PlaceEnd  int64  `db:"place_end"`
}

// NodeName is the node that the grant is on, after the hierarchy that it is of.
func (h Held) NodeName() label.Text {
	return label.T(label.T(h.TreeEN, h.TreeFR).In(label.EN)+": "+label.T(h.NodeEN, h.NodeFR).In(label.EN),
		label.T(h.TreeEN, h.TreeFR).In(label.FR)+" : "+label.T(h.NodeEN, h.NodeFR).In(label.FR))
}

// Effective says by which grants an account may do what: all of them, and, for
// each right, which of them give it at a place.
type Effective struct {
	Account Account
	Factor  Factor
	Held    []Held
}

// EffectiveRights returns what an account that the person may manage, or one's
// own, may do, and by what. It only reads: nobody acts in the name of another.
func EffectiveRights(ctx context.Context, q db.Querier, who Who, id int64) (Effective, error) {
	a, err := account(ctx, q, id)
	if err == nil && id != who.ID {
		a, err = managed(ctx, q, who, id)
	}
	if err != nil {
		return Effective{}, err
	}
	out := Effective{Account: a}
	if out.Factor, err = factorOf(ctx, q, id); err != nil {
		return Effective{}, err
	}
	out.Held, err = db.Select[Held](ctx, q, `SELECT g.id, g.role_id, r.permissions, g.group_id, ag.name AS group_name, g.unit_id, u.name AS unit_name,
		g.project_id, p.unit_id AS home, u.place, u.place_end, g.node_id, n.label_en AS node_en, n.label_fr AS node_fr, h.label_en AS tree_en, h.label_fr AS tree_fr
		FROM role_grant g JOIN role r ON r.id = g.role_id LEFT JOIN account_group ag ON ag.id = g.group_id
		LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN project p ON p.id = g.project_id
		LEFT JOIN node n ON n.id = g.node_id LEFT JOIN hierarchy h ON h.id = n.hierarchy_id
		WHERE g.account_id = $1 OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id = $1) ORDER BY g.id`, id)
	for i := range out.Held {
		out.Held[i].Rights = readRights(out.Held[i].Stored)
	}
	return out, err
}

// At returns the grants that hold on a unit, given there or above.
func (e Effective) At(u Unit) []Held {
	var out []Held
	for _, h := range e.Held {
		if h.Unit != 0 && h.Place <= u.Place && u.Place < h.PlaceEnd {
			out = append(out, h)
		}
	}
	return out
}

// Uses counts what an object is used for, before it is changed or deleted.
type Uses struct {
	Grants   int64 `db:"grants"`
	People   int64 `db:"people"`   // accounts that have a role, or are in a group
	Projects int64 `db:"projects"` // in a unit and below
	Units    int64 `db:"units"`    // below a unit
}

// UsesOfRoles counts, for those who see roles, how often each is given and how
// many people have it.
func UsesOfRoles(ctx context.Context, q db.Querier, who Who) (map[int64]Uses, error) {
	if err := Must(who.Somewhere()&(ManageRoles|ManageUsers) != 0); err != nil {
		return nil, err
	}
	type row struct {
		ID int64 `db:"id"`
		Uses
	}
	out := map[int64]Uses{}
	err := db.Each(ctx, q, func(r *row) error {
		out[r.ID] = r.Uses
		return nil
	}, `SELECT g.role_id AS id, count(DISTINCT g.id) AS grants, count(DISTINCT COALESCE(g.account_id, m.account_id)) AS people, 0 AS projects, 0 AS units
		FROM role_grant g LEFT JOIN group_member m ON m.group_id = g.group_id GROUP BY g.role_id`)
	return out, err
}

// UsesOfUnits counts, for each unit, the grants on it, and the projects and
// units in it and below. Only those who manage units read it.
func UsesOfUnits(ctx context.Context, q db.Querier, who Who) (map[int64]Uses, error) {
	if err := Must(who.CanSomewhere(ManageUnits)); err != nil {
		return nil, err
	}
	type counted struct {
		ID    int64 `db:"id"`
		Count int64 `db:"count"`
	}
	count := func(into map[int64]int64, query string) error {
		return db.Each(ctx, q, func(c *counted) error { into[c.ID] = c.Count; return nil }, query)
	}
	grants, projects := map[int64]int64{}, map[int64]int64{}
	if err := count(grants, "SELECT unit_id AS id, count(*) AS count FROM role_grant WHERE unit_id IS NOT NULL GROUP BY unit_id"); err != nil {
		return nil, err
	}
	if err := count(projects, "SELECT unit_id AS id, count(*) AS count FROM project WHERE state <> 'deleted' GROUP BY unit_id"); err != nil {
		return nil, err
	}
	units, err := db.Select[node](ctx, q, "SELECT id, parent_id, name_folded, place, place_end FROM unit ORDER BY place")
	// Units stand in tree order, a branch without a gap: what is in it is what came by
	// its end less what came before it.
	before := make([]int64, len(units)+1)
	for i, u := range units {
		before[i+1] = before[i] + projects[u.ID]
	}
	out := map[int64]Uses{}
	for i, u := range units {
		end, _ := slices.BinarySearchFunc(units, u.End, func(o node, place int64) int { return cmp.Compare(o.Place, place) })
		if who.Can(ManageUnits, u.ID) {
			out[u.ID] = Uses{Grants: grants[u.ID], Projects: before[end] - before[i], Units: int64(end - i - 1)}
		}
	}
	return out, err
}

// ReplaceRole gives everyone who has one role another in its place, where they
// have it, and deletes the first. The person must define roles and hold both.
func ReplaceRole(ctx context.Context, tx *db.Tx, who Who, id, version, by int64) error {
	if by == id {
		return fault.NotFound()
	}
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	if err := mayDefine(who); err != nil {
		return err
	}
	grants, err := db.Select[Grant](ctx, tx, "SELECT "+grantColumns+" FROM role_grant WHERE role_id = $1 ORDER BY id", id)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if _, err := AddGrant(ctx, tx, who, Grant{Account: g.Account, Group: g.Group, Role: by, Unit: g.Unit, Project: g.Project, Node: g.Node}); err != nil {
			return err
		}
	}
	for _, g := range grants {
		if err := RemoveGrant(ctx, tx, who, g.ID); err != nil {
			return err
		}
	}
	return DeleteRole(ctx, tx, who, id, version)
}
