package hierarchy

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Bring makes the nodes of a hierarchy what a list says, found by their keys: in the
// order of the list, each below the one whose key under says, "" for the top. Nodes
// that the list leaves out stay where they are, behind the others. Versions, ids and
// places of what is given do not matter.
func Bring(ctx context.Context, tx *db.Tx, who access.Who, id int64, wanted []Node, under []string) error {
	if err := begin(ctx, tx, who); err != nil {
		return err
	}
	now, err := nodesOf(ctx, tx, id)
	if err != nil {
		return err
	}
	b := bringing{byKey: map[string]*Node{}, was: map[int64]Node{}}
	for _, n := range now {
		b.was[n.ID] = n
		b.byKey[n.Key] = &n
	}
	if err := b.take(tx, id, wanted, under); err != nil {
		return err
	}
	b.arrange(now)
	if err := b.check(); err != nil {
		return err
	}
	for _, n := range b.all {
		if was, known := b.was[n.ID]; known && was.Parent != n.Parent {
			if err := access.MayMoveNode(ctx, tx, who, n.ID, was.Parent, n.Parent); err != nil {
				return err
			}
		}
	}
	return b.write(ctx, tx, id)
}

type bringing struct {
	byKey map[string]*Node
	was   map[int64]Node
	all   []*Node // in the order of the list, then those that it leaves out
}

// take brings what the list says into the nodes, new ones with ids of their own.
func (b *bringing) take(tx *db.Tx, id int64, wanted []Node, under []string) error {
	seen := map[string]bool{}
	for i, w := range wanted {
		if seen[w.Key] || w.Key == "" {
			return fault.Invalid(fmt.Sprintf("nodes[%d].key", i), label.F("The key “%s” is there twice", "La clé «\u202f%s\u202f» est présente deux fois", w.Key))
		}
		seen[w.Key] = true
		n := b.byKey[w.Key]
		if n == nil {
			n = &Node{ID: tx.NewID(), Hierarchy: id, Key: w.Key}
			b.byKey[w.Key] = n
		}
		n.Label, n.Colour, n.Icon, n.Retired, n.From, n.Until = oneLine(w.Label), w.Colour, w.Icon, w.Retired, w.From, w.Until
		b.all = append(b.all, n)
	}
	for i, n := range b.all {
		if n.Parent = 0; under[i] != "" {
			above := b.byKey[under[i]]
			if above == nil {
				return fault.Invalid(fmt.Sprintf("nodes[%d].parent", i), label.F("There is no node “%s” in this hierarchy", "Il n’y a pas de nœud «\u202f%s\u202f» dans cette hiérarchie", under[i]))
			}
			n.Parent = above.ID
		}
	}
	return nil
}

// arrange gives siblings positions where theirs are not in the order that is wanted.
func (b *bringing) arrange(now []Node) {
	given := map[int64]bool{}
	for _, n := range b.all {
		given[n.ID] = true
	}
	for _, n := range now {
		if !given[n.ID] {
			b.all = append(b.all, b.byKey[n.Key])
		}
	}
	siblings := map[int64][]*Node{}
	for _, n := range b.all {
		siblings[n.Parent] = append(siblings[n.Parent], n)
	}
	for _, list := range siblings {
		inOrder := true
		for i, n := range list {
			was, known := b.was[n.ID]
			inOrder = inOrder && known && was.Parent == n.Parent && (i == 0 || list[i-1].Position < n.Position)
		}
		for i, n := range list {
			if !inOrder {
				n.Position = int64(i+1) * step
			}
		}
	}
}

// check refuses what could not stand, all of it in one pass.
func (b *bringing) check() error {
	if len(b.all) > mostNodes {
		return fault.Conflict(label.F("A hierarchy has at most %d nodes", "Une hiérarchie compte au plus %d nœuds", mostNodes))
	}
	byID := map[int64]*Node{}
	for _, n := range b.all {
		byID[n.ID] = n
	}
	called := map[string]bool{}
	for _, n := range b.all {
		if err := n.checkSelf(); err != nil {
			return err
		}
		for _, name := range slices.Compact([]string{"en " + label.Fold(n.Label.EN), "fr " + label.Fold(n.Label.FR)}) {
			at := fmt.Sprintf("%d %s", n.Parent, name)
			if called[at] && len(name) > 3 {
				return fault.Invalid("nodes", label.F("“%s” stands there twice at one place", "«\u202f%s\u202f» figure deux fois au même endroit", n.Label))
			}
			called[at] = true
		}
		depth := 1
		for at := n.Parent; at != 0; at = byID[at].Parent {
			if depth++; depth > deepest || at == n.ID {
				return fault.Invalid("nodes", label.F("“%s” stands below itself, or too deep", "«\u202f%s\u202f» se trouve sous lui-même, ou trop profond", n.Label))
			}
		}
	}
	return nil
}

// write keeps what is different.
func (b *bringing) write(ctx context.Context, tx *db.Tx, id int64) error {
	var fresh []nodeRow
	there := map[int64]bool{}
	for _, n := range now(b.all) {
		was, known := b.was[n.ID]
		if known && was.equals(*n) {
			continue
		}
		n.Version++
		if err := record(tx, NodeEntity, n.ID, n.Version, *n); err != nil {
			return err
		}
		if !known {
			fresh = append(fresh, n.row())
			there[n.ID] = true
			continue
		}
		if there[n.Parent] { // what it stands below now is written first
			if err := db.Insert(ctx, tx, "node", fresh...); err != nil {
				return err
			}
			fresh, there = nil, map[int64]bool{}
		}
		if err := db.Put(ctx, tx, "node", n.row()); err != nil {
			return err
		}
	}
	if err := db.Insert(ctx, tx, "node", fresh...); err != nil {
		return err
	}
	return renumber(ctx, tx, id)
}

func (n Node) equals(o Node) bool {
	labels := n.Label.EN == o.Label.EN && n.Label.FR == o.Label.FR
	return labels && n.Parent == o.Parent && n.Colour == o.Colour && n.Icon == o.Icon && n.Position == o.Position && n.Retired == o.Retired && n.From == o.From && n.Until == o.Until
}

// now puts nodes behind those that they stand below.
func now(all []*Node) []*Node {
	below := map[int64][]*Node{}
	for _, n := range all {
		below[n.Parent] = append(below[n.Parent], n)
	}
	out := make([]*Node, 0, len(all))
	var visit func(id int64)
	visit = func(id int64) {
		for _, n := range below[id] {
			out = append(out, n)
			visit(n.ID)
		}
	}
	visit(0)
	return out
}
