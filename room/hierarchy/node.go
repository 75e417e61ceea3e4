package hierarchy

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Add puts a new node into a hierarchy: below n.Parent, before the sibling whose
// id is given or, when it is 0, as the last one.
func Add(ctx context.Context, tx *db.Tx, who access.Who, n Node, before int64) (Node, error) {
	if err := begin(ctx, tx, who); err != nil {
		return Node{}, err
	}
	if _, err := Get(ctx, tx, n.Hierarchy); err != nil {
		return Node{}, err
	}
	nodes, err := nodesOf(ctx, tx, n.Hierarchy)
	if err != nil {
		return Node{}, err
	}
	if len(nodes) >= mostNodes {
		return Node{}, fault.Conflict(label.F("A hierarchy has at most %d nodes", "Une hiérarchie compte au plus %d nœuds", mostNodes))
	}
	n.ID, n.Version = tx.NewID(), 1
	return n.add(ctx, tx, nodes, before)
}

func (n Node) add(ctx context.Context, tx *db.Tx, nodes []Node, before int64) (Node, error) {
	if err := n.check(nodes); err != nil {
		return Node{}, err
	}
	if err := n.stand(ctx, tx, nodes, before); err != nil {
		return Node{}, err
	}
	if err := db.Insert(ctx, tx, "node", n.row()); err != nil {
		return Node{}, err
	}
	if err := renumber(ctx, tx, n.Hierarchy); err != nil {
		return Node{}, err
	}
	return n, record(tx, NodeEntity, n.ID, n.Version, n)
}

// Place says where a node is to stand: below Parent, before the sibling Before or,
// when it is 0, as the last one.
type Place struct{ Parent, Before int64 }

// Change changes a node and, with a place, moves it with all that is below it,
// with its history and the roles given on it. Whoever moves it must be allowed to
// give the roles that begin or end to hold for what is attached to it.
func Change(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, to *Place, change func(*Node)) (Node, error) {
	if err := begin(ctx, tx, who); err != nil {
		return Node{}, err
	}
	was, err := NodeByID(ctx, tx, id)
	if err != nil {
		return Node{}, err
	}
	if was.Version != version {
		return Node{}, fault.Outdated(was)
	}
	nodes, err := nodesOf(ctx, tx, was.Hierarchy)
	if err != nil {
		return Node{}, err
	}
	n := was
	change(&n)
	n.ID, n.Version, n.Hierarchy, n.Parent, n.Position, n.Place, n.End = id, version+1, was.Hierarchy, was.Parent, was.Position, was.Place, was.End
	if to != nil {
		n.Parent = to.Parent
	}
	if err := n.check(nodes); err != nil {
		return Node{}, err
	}
	if n.Parent != was.Parent {
		if err := access.MayMoveNode(ctx, tx, who, id, was.Parent, n.Parent); err != nil {
			return Node{}, err
		}
	}
	if to != nil && to.Before != id {
		if err := n.stand(ctx, tx, nodes, to.Before); err != nil {
			return Node{}, err
		}
	}
	if err := db.Put(ctx, tx, "node", n.row()); err != nil {
		return Node{}, err
	}
	if err := renumber(ctx, tx, n.Hierarchy); err != nil {
		return Node{}, err
	}
	return n, record(tx, NodeEntity, id, n.Version, n)
}

// Remove deletes a node that has nothing below it and on which no role is given.
// The caller has seen that nothing holds it; projects are looked at here.
func Remove(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if err := begin(ctx, tx, who); err != nil {
		return err
	}
	n, err := NodeByID(ctx, tx, id)
	if err != nil {
		return err
	}
	if n.Version != version {
		return fault.Outdated(n)
	}
	below, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM node WHERE parent_id = $1", id)
	if err == nil && below > 0 {
		err = fault.Conflict(label.F("%d nodes stand below it; move or delete them first", "%d nœuds se trouvent au-dessous ; déplacez-les ou supprimez-les d’abord", below))
	}
	if err != nil {
		return err
	}
	if err := n.remove(ctx, tx, who); err != nil {
		return err
	}
	return renumber(ctx, tx, n.Hierarchy)
}

func (n Node) remove(ctx context.Context, tx *db.Tx, who access.Who) error {
	attached, err := db.Get[int64](ctx, tx, "SELECT count(DISTINCT project_id) FROM project_node WHERE node_id = $1", n.ID)
	if err == nil && attached > 0 {
		err = fault.Conflict(label.F("%d projects are attached to “%s”, those archived or in the bin included; choose a node that takes its place, or retire it", "%d projets sont rattachés à « %s », archivés ou à la corbeille compris ; choisissez le nœud qui le remplace, ou retirez-le de l’usage", attached, n.Label))
	}
	if err != nil {
		return err
	}
	given, err := access.GrantsOnNode(ctx, tx, who, n.ID)
	if err == nil && given > 0 {
		err = fault.Conflict(label.F("%d roles are given on “%s”; take them back first", "%d rôles sont attribués sur « %s » ; retirez-les d’abord", given, n.Label))
	}
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM node WHERE id = $1", n.ID); err != nil {
		return err
	}
	return record(tx, NodeEntity, n.ID, n.Version+1, nil)
}

// HandOver puts what is directly below a node below another of the same hierarchy,
// and gives that one the roles given on it.
func HandOver(ctx context.Context, tx *db.Tx, who access.Who, id, by int64) error {
	n, err := NodeByID(ctx, tx, id)
	if err != nil {
		return err
	}
	other, err := NodeByID(ctx, tx, by)
	if err != nil {
		return err
	}
	if other.Hierarchy != n.Hierarchy || n.Place <= other.Place && other.Place < n.End {
		return fault.Invalid("by", label.T("Choose another node of the hierarchy, outside this branch", "Choisissez un autre nœud de la hiérarchie, hors de cette branche"))
	}
	nodes, err := nodesOf(ctx, tx, n.Hierarchy)
	if err != nil {
		return err
	}
	for _, below := range nodes {
		if below.Parent != id {
			continue
		}
		if _, err := Change(ctx, tx, who, below.ID, below.Version, &Place{Parent: by}, func(*Node) {}); err != nil {
			return err
		}
	}
	return access.HandOverNode(ctx, tx, who, id, by)
}

// checkSelf refuses what no node could be, wherever it stands.
func (n *Node) checkSelf() error {
	n.Label = oneLine(n.Label)
	n.Key = strings.TrimSpace(n.Key)
	if n.Label.IsZero() {
		return fault.Invalid("label", label.T("Give a name in at least one language", "Donnez un nom dans au moins une langue"))
	}
	for _, s := range []string{n.Label.EN, n.Label.FR} {
		if utf8.RuneCountInString(s) > longestName {
			return fault.Invalid("label", label.F("A name has at most %d characters", "Un nom compte au plus %d caractères", longestName))
		}
		if strings.Contains(s, " / ") {
			return fault.Invalid("label", label.T("A name does not contain “ / ”, which separates the names of a path", "Un nom ne contient pas « / » entouré d’espaces, qui sépare les noms d’un chemin"))
		}
	}
	if n.From != 0 && n.Until != 0 && n.Until < n.From {
		return fault.Invalid("until", label.T("The last day lies before the first", "Le dernier jour précède le premier"))
	}
	if utf8.RuneCountInString(n.Key) > 60 {
		return fault.Invalid("key", label.T("A key has at most 60 characters", "Une clé compte au plus 60 caractères"))
	}
	return nil
}

// check refuses a node that could not stand where it is to stand.
func (n *Node) check(nodes []Node) error {
	if err := n.checkSelf(); err != nil {
		return err
	}
	byID := map[int64]Node{}
	keys := map[string]bool{}
	for _, o := range nodes {
		byID[o.ID] = o
		if o.ID == n.ID {
			continue
		}
		keys[o.Key] = true
		if o.Parent == n.Parent && (same(o.Label.EN, n.Label.EN) || same(o.Label.FR, n.Label.FR)) {
			return fault.Invalid("label", label.T("There is a node of this name at this place", "Un nœud porte déjà ce nom à cet endroit"))
		}
	}
	if n.Key == "" {
		n.Key = freeKey(cmp.Or(label.Key(n.Label.In(label.EN)), "node"), func(key string) bool { return keys[key] })
	}
	if keys[n.Key] {
		return fault.Invalid("key", label.T("Another node has this key", "Un autre nœud a cette clé"))
	}
	return n.checkAbove(byID, nodes)
}

func same(a, b string) bool { return a != "" && label.Fold(a) == label.Fold(b) }

// checkAbove refuses a parent that is not there, is the node or stands below it,
// and a tree too deep.
func (n *Node) checkAbove(byID map[int64]Node, nodes []Node) error {
	depth := 1
	for at := n.Parent; at != 0; depth++ {
		above, ok := byID[at]
		switch {
		case !ok:
			return fault.Invalid("parent", label.T("There is no such node in this hierarchy", "Ce nœud n’existe pas dans cette hiérarchie"))
		case at == n.ID:
			return fault.Invalid("parent", label.T("A node cannot stand below itself", "Un nœud ne peut pas se trouver sous lui-même"))
		case depth > deepest:
			return fault.Invalid("parent", label.F("A hierarchy has at most %d levels", "Une hiérarchie compte au plus %d niveaux", deepest))
		}
		at = above.Parent
	}
	if depth+height(n.ID, nodes) > deepest {
		return fault.Invalid("parent", label.F("A hierarchy has at most %d levels", "Une hiérarchie compte au plus %d niveaux", deepest))
	}
	return nil
}

// height is how many levels there are below a node.
func height(id int64, nodes []Node) int {
	depth, most := map[int64]int{id: 0}, 0
	for _, o := range nodes { // in tree order: a parent comes first
		if above, ok := depth[o.Parent]; ok && o.ID != id {
			depth[o.ID] = above + 1
			most = max(most, above+1)
		}
	}
	return most
}

// step is how far apart the positions of new siblings lie.
const step = 1 << 20

// stand gives the node its position before a sibling, or as the last. Where there
// is no room left between two, the siblings are set apart first.
func (n *Node) stand(ctx context.Context, tx *db.Tx, nodes []Node, before int64) error {
	var siblings []Node
	for _, o := range nodes {
		if o.Parent == n.Parent && o.ID != n.ID {
			siblings = append(siblings, o)
		}
	}
	at := len(siblings)
	if before != 0 {
		if at = slices.IndexFunc(siblings, func(o Node) bool { return o.ID == before }); at < 0 {
			return fault.Invalid("before", label.T("This node does not stand at that place", "Ce nœud ne se trouve pas à cet endroit"))
		}
	}
	low := int64(0)
	if at > 0 {
		low = siblings[at-1].Position
	}
	if at == len(siblings) {
		n.Position = low + step
		return nil
	}
	if n.Position = low + (siblings[at].Position-low)/2; n.Position > low {
		return nil
	}
	for i, o := range siblings {
		o.Position, o.Version = int64(i+1)*2*step, o.Version+1
		if err := db.Put(ctx, tx, "node", o.row()); err != nil {
			return err
		}
		if err := record(tx, NodeEntity, o.ID, o.Version, o); err != nil {
			return err
		}
	}
	n.Position = int64(at+1)*2*step - step
	return nil
}

// renumber numbers the nodes of a hierarchy in tree order and writes the numbers
// that changed.
func renumber(ctx context.Context, tx *db.Tx, id int64) error {
	nodes, err := nodesOf(ctx, tx, id)
	if err != nil {
		return err
	}
	before := map[int64][2]int64{}
	for _, n := range nodes {
		before[n.ID] = [2]int64{n.Place, n.End}
	}
	var moved []Node
	for _, n := range InOrder(nodes) {
		if before[n.ID] != [2]int64{n.Place, n.End} {
			moved = append(moved, n)
		}
	}
	for part := range slices.Chunk(moved, 400) {
		var values strings.Builder
		for i, n := range part {
			if i > 0 {
				values.WriteString(", ")
			}
			fmt.Fprintf(&values, "(%d, %d, %d)", n.ID, n.Place, n.End)
		}
		q := "WITH v (id, place, place_end) AS (VALUES " + values.String() + ") UPDATE node SET place = v.place, place_end = v.place_end FROM v WHERE node.id = v.id"
		if _, err := db.Exec(ctx, tx, q); err != nil {
			return err
		}
	}
	return nil
}

// InOrder puts nodes of one hierarchy into tree order, numbered, siblings by
// position. One whose parent is not among them stands at the top.
func InOrder(nodes []Node) []Node {
	there := make(map[int64]bool, len(nodes))
	for _, n := range nodes {
		there[n.ID] = true
	}
	below := map[int64][]Node{}
	for _, n := range nodes {
		at := n.Parent
		if !there[at] {
			at = 0
		}
		below[at] = append(below[at], n)
	}
	for _, siblings := range below {
		slices.SortFunc(siblings, func(a, b Node) int { return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID)) })
	}
	out := make([]Node, 0, len(nodes))
	var visit func(n Node)
	visit = func(n Node) {
		at := len(out)
		n.Place = int64(at + 1)
		out = append(out, n)
		for _, child := range below[n.ID] {
			visit(child)
		}
		out[at].End = int64(len(out) + 1)
	}
	for _, n := range below[0] {
		visit(n)
	}
	return out
}
