package access

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// This file is the one place where this room looks at hierarchies: roles may be
// given on their nodes, and the room of hierarchies stands above this one.

// anchors say which projects are attached to which nodes, by the attributes that
// carry rights. They are read only, and shared by those who were loaded together.
type anchors struct {
	of    map[int64][]int64
	stamp int64 // the count of changes of rights at which they were read
}

// alone returns what is granted on a project itself, or by the nodes that it is
// attached to.
func (w Who) alone(project int64) Right {
	held := w.projects[project]
	if w.anchors != nil {
		for _, node := range w.anchors.of[project] {
			held |= w.nodes[node]
		}
	}
	return held
}

// anchor spreads the grants on nodes over all that lies below them, and finds the
// projects that are attached there.
func (w *Who) anchor(ctx context.Context, q db.Querier, known *anchors) error {
	if len(w.nodes) == 0 {
		return nil
	}
	type below struct {
		Top int64 `db:"top"`
		ID  int64 `db:"id"`
	}
	tops := map[int64]Right{}
	var given []int64
	for id, r := range w.nodes {
		tops[id] = r
		given = append(given, id)
	}
	slices.Sort(given)
	in, args := db.List(nil, given)
	err := db.Each(ctx, q, func(b *below) error {
		w.nodes[b.ID] |= tops[b.Top]
		return nil
	}, `SELECT t.id AS top, n.id FROM node t JOIN node n ON n.hierarchy_id = t.hierarchy_id AND n.place >= t.place AND n.place < t.place_end WHERE t.id IN `+in, args...)
	if err != nil {
		return err
	}
	if w.anchors = known; err == nil && (known == nil || known.stamp != w.stamp) {
		w.anchors, err = loadAnchors(ctx, q, w.stamp)
	}
	return err
}

func loadAnchors(ctx context.Context, q db.Querier, stamp int64) (*anchors, error) {
	type attached struct {
		Project int64 `db:"project_id"`
		Node    int64 `db:"node_id"`
	}
	out := &anchors{of: map[int64][]int64{}, stamp: stamp}
	err := db.Each(ctx, q, func(a *attached) error {
		out.of[a.Project] = append(out.of[a.Project], a.Node)
		return nil
	}, "SELECT a.project_id, a.node_id FROM project_node a JOIN field f ON f.id = a.field_id WHERE f.grants = 1 AND f.retired = 0")
	return out, err
}

// nodesAbove is a query for the nodes on which a grant holds for a project: those
// that it is attached to by an attribute that carries rights, and all above them.
func nodesAbove(project string) string {
	return `(SELECT above.id FROM project_node a JOIN field f ON f.id = a.field_id AND f.grants = 1 AND f.retired = 0
		JOIN node n ON n.id = a.node_id JOIN node above ON above.hierarchy_id = n.hierarchy_id AND above.place <= n.place AND n.place < above.place_end
		WHERE a.project_id = ` + project + ")"
}

// onNodes returns the condition that limits a list to the nodes on which the
// person holds r (one right), by the column of the node.
func (w Who) onNodes(r Right, column string, args []any) (string, []any) {
	if w.CanEverywhere(r) {
		return column + " IS NOT NULL", args
	}
	nodes := w.having(w.nodes, r)
	if len(nodes) == 0 {
		return "1 = 0", args
	}
	in, args := db.List(args, nodes)
	return column + " IN " + in, args
}

// OnNode returns all that the person may do with what is attached to a node.
func (w Who) OnNode(node int64) Right { return (w.everywhere | w.nodes[node]) & w.Scope }

// canOnNode reports whether the person holds r on a node.
func (w Who) canOnNode(r Right, node int64) bool {
	return w.noted(w.OnNode(node)&r == r, func(w Who) bool { return w.canOnNode(r, node) })
}

// heldBy returns the grants that hold on a node: given there or above. 0 is no node.
func heldBy(ctx context.Context, q db.Querier, node int64) ([]given, error) {
	return db.Select[given](ctx, q, `SELECT g.unit_id, g.project_id, g.node_id, r.permissions, r.mark FROM role_grant g JOIN role r ON r.id = g.role_id
		JOIN node above ON above.id = g.node_id JOIN node n ON n.hierarchy_id = above.hierarchy_id AND above.place <= n.place AND n.place < above.place_end
		WHERE n.id = $1`, node)
}

// MayMoveNode lets a person put a node, with all that is below it, from below one
// node to below another; 0 is the top. Every role that begins or ends to hold for
// what is attached there is given, or taken back, by the move: the person must be
// allowed to do so.
func MayMoveNode(ctx context.Context, tx *db.Tx, who Who, node, from, to int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	var different []given
	before, err := heldBy(ctx, tx, from)
	if err != nil {
		return err
	}
	after, err := heldBy(ctx, tx, to)
	if err != nil {
		return err
	}
	for _, pair := range [][2][]given{{before, after}, {after, before}} {
		for _, g := range pair[0] {
			if !slices.Contains(pair[1], g) {
				different = append(different, given{Node: node, Permissions: g.Permissions, Mark: g.Mark})
			}
		}
	}
	return mayGiveAll(ctx, tx, who, different)
}

// MayCarry lets a person make an attribute carry the rights of the nodes of a
// hierarchy, or stop to: it gives, or takes back, every role given there.
func MayCarry(ctx context.Context, tx *db.Tx, who Who, hierarchy int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	grants, err := db.Select[given](ctx, tx, `SELECT g.unit_id, g.project_id, g.node_id, r.permissions, r.mark FROM role_grant g
		JOIN role r ON r.id = g.role_id JOIN node n ON n.id = g.node_id WHERE n.hierarchy_id = $1`, hierarchy)
	if err != nil {
		return err
	}
	return mayGiveAll(ctx, tx, who, grants)
}

func mayGiveAll(ctx context.Context, q db.Querier, who Who, grants []given) error {
	if len(grants) == 0 {
		return nil
	}
	ok, err := who.covers(ctx, q, grants, ManageRoles)
	if err == nil && !ok {
		err = &fault.Fault{Kind: fault.Denied, Text: label.T(
			"Roles are given on these nodes: whoever changes what they hold for must be allowed to give them, and hold all that they allow",
			"Des rôles sont attribués sur ces nœuds : pour changer ce sur quoi ils portent, il faut pouvoir les attribuer et détenir tout ce qu’ils permettent")}
	}
	return err
}

// Attached is told that projects were attached to nodes or taken off them. The
// person must hold CreateProject on each node on which somebody holds a role, as
// with a unit: otherwise a project, and its content, could be brought to people,
// or oneself to a project, by filling in an attribute.
func Attached(ctx context.Context, tx *db.Tx, who Who, to, off []int64) error {
	held, err := HeldNodes(ctx, tx, slices.Concat(to, off))
	if err != nil || len(held) == 0 {
		return err
	}
	if who, err = begin(ctx, tx, who); err != nil {
		return err
	}
	for _, node := range to {
		if held[node] && !who.canOnNode(CreateProject, node) {
			return fault.Forbidden()
		}
	}
	return nil
}

// HeldNodes returns those of some nodes on which somebody holds a role, given
// there or above.
func HeldNodes(ctx context.Context, q db.Querier, nodes []int64) (map[int64]bool, error) {
	out := map[int64]bool{}
	slices.Sort(nodes)
	for part := range slices.Chunk(slices.Compact(nodes), 400) {
		in, args := db.List(nil, part)
		held, err := db.Select[int64](ctx, q, `SELECT DISTINCT n.id FROM node n JOIN node above ON above.hierarchy_id = n.hierarchy_id
			AND above.place <= n.place AND n.place < above.place_end JOIN role_grant g ON g.node_id = above.id WHERE n.id IN `+in, args...)
		if err != nil {
			return nil, err
		}
		for _, id := range held {
			out[id] = true
		}
	}
	return out, nil
}

// GrantsOnNodes counts the grants on each node of a hierarchy, to those who may
// see roles anywhere.
func GrantsOnNodes(ctx context.Context, q db.Querier, who Who) (map[int64]int64, error) {
	out := map[int64]int64{}
	if who.Somewhere()&(ManageRoles|ManageUsers) == 0 {
		return out, nil
	}
	type counted struct {
		Node int64 `db:"node_id"`
		N    int64 `db:"n"`
	}
	err := db.Each(ctx, q, func(c *counted) error {
		out[c.Node] = c.N
		return nil
	}, "SELECT node_id, count(*) AS n FROM role_grant WHERE node_id IS NOT NULL GROUP BY node_id")
	return out, err
}

// HandOverNode gives another node the roles that are given on one.
func HandOverNode(ctx context.Context, tx *db.Tx, who Who, id, by int64) error {
	grants, err := db.Select[Grant](ctx, tx, "SELECT "+grantColumns+" FROM role_grant WHERE node_id = $1 ORDER BY id", id)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if _, err := AddGrant(ctx, tx, who, Grant{Account: g.Account, Group: g.Group, Role: g.Role, Node: db.ID(by)}); err != nil {
			return err
		}
		if err := RemoveGrant(ctx, tx, who, g.ID); err != nil {
			return err
		}
	}
	return nil
}

// GrantsOnNode counts the roles given on a node itself, to those who define hierarchies.
func GrantsOnNode(ctx context.Context, q db.Querier, who Who, node int64) (int64, error) {
	if err := Must(who.CanEverywhere(EditCatalogue)); err != nil {
		return 0, err
	}
	return db.Get[int64](ctx, q, "SELECT count(*) FROM role_grant WHERE node_id = $1", node)
}
