package hierarchy

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
)

// Past is one version of a node, or of the hierarchy itself, with who made it.
type Past struct {
	Entity  string
	Object  int64
	Version int64
	At      int64 // milliseconds since 1970 UTC
	Actor   int64
	Gone    bool
	Node    Node      // of a node, as it was then; as it was last where it is gone
	Tree    Hierarchy // of the hierarchy
	Before  *Node     // the version before, nil for the first
}

// History returns the last versions of a hierarchy and its nodes, newest first, to
// those who may change them.
func History(ctx context.Context, q db.Querier, who access.Who, id int64, limit int) ([]Past, error) {
	if err := access.Must(MayDefine(who)); err != nil {
		return nil, err
	}
	type version struct {
		Entity  string  `db:"entity"`
		Object  int64   `db:"object"`
		Version int64   `db:"version"`
		At      int64   `db:"at"`
		Actor   int64   `db:"actor"`
		Data    db.Text `db:"data"`
	}
	var out []Past
	last := map[int64]Node{}
	err := db.Each(ctx, q, func(v *version) error {
		p := Past{Entity: v.Entity, Object: v.Object, Version: v.Version, At: v.At, Actor: v.Actor, Gone: v.Data.Null}
		if v.Entity == Entity {
			if v.Object != id {
				return nil
			}
			if !p.Gone {
				if err := json.Unmarshal([]byte(v.Data.S), &p.Tree); err != nil {
					return fmt.Errorf("reading a hierarchy of the past: %w", err)
				}
			}
			out = append(out, p)
			return nil
		}
		before, known := last[v.Object]
		if p.Node = before; !p.Gone {
			n, err := remembered(v.Data.S)
			if err != nil {
				return err
			}
			p.Node, last[v.Object] = n, n
		}
		if known {
			p.Before = &before
		}
		if p.Node.Hierarchy == id {
			out = append(out, p)
		}
		return nil
	}, `SELECT h.entity, h.object, h.version, c.at, c.actor, h.data FROM history h JOIN change c ON c.number = h.change
		WHERE h.entity IN ('hierarchy', 'node') ORDER BY h.change, h.id`)
	if n := len(out); n > limit {
		out = out[n-limit:]
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out, err
}

// Restore makes a node again what it was at a version: one that was deleted comes
// back, under its id, so that what held it reads as before. One whose place is gone
// comes back at the top.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) (Node, error) {
	if err := begin(ctx, tx, who); err != nil {
		return Node{}, err
	}
	data, err := db.Select[string](ctx, tx, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND version = $3 AND data IS NOT NULL", NodeEntity, id, version)
	if err != nil {
		return Node{}, err
	}
	if len(data) == 0 {
		return Node{}, fault.NotFound()
	}
	then, err := remembered(data[0])
	if err != nil {
		return Node{}, err
	}
	if _, err := Get(ctx, tx, then.Hierarchy); err != nil {
		return Node{}, err
	}
	nodes, err := nodesOf(ctx, tx, then.Hierarchy)
	if err != nil {
		return Node{}, err
	}
	place := then.standing(nodes)
	now, err := NodeByID(ctx, tx, id)
	switch {
	case fault.KindOf(err) == fault.Missing:
		last, err := db.Get[int64](ctx, tx, "SELECT max(version) FROM history WHERE entity = $1 AND object = $2", NodeEntity, id)
		if err != nil {
			return Node{}, err
		}
		then.Parent, then.Version = place.Parent, last+1
		return then.add(ctx, tx, nodes, place.Before)
	case err != nil:
		return Node{}, err
	}
	return Change(ctx, tx, who, id, now.Version, &place, func(n *Node) {
		n.Key, n.Label, n.Colour, n.Icon, n.Retired, n.From, n.Until = then.Key, then.Label, then.Colour, then.Icon, then.Retired, then.From, then.Until
	})
}

// standing is where the node stood, as far as that is there.
func (n Node) standing(nodes []Node) Place {
	p := Place{}
	for _, o := range nodes {
		if o.ID == n.Parent {
			p.Parent = o.ID
		}
	}
	var next Node
	for _, o := range nodes {
		if o.Parent == p.Parent && o.ID != n.ID && o.Position > n.Position && (next.ID == 0 || o.Position < next.Position) {
			next = o
		}
	}
	p.Before = next.ID
	return p
}

// NodeOf returns a node of a hierarchy, or fault.NotFound.
func NodeOf(ctx context.Context, q db.Querier, id, node int64) (Node, error) {
	n, err := NodeByID(ctx, q, node)
	if err == nil && n.Hierarchy != id {
		return Node{}, fault.NotFound()
	}
	return n, err
}

// Sow puts nodes into a new hierarchy that have ids of their own, as when the list
// of an attribute becomes one. They come in order, each after the one above it.
func Sow(ctx context.Context, tx *db.Tx, who access.Who, id int64, nodes []Node) error {
	if err := begin(ctx, tx, who); err != nil {
		return err
	}
	var rows []nodeRow
	var there []Node
	for i, n := range nodes {
		n.Hierarchy, n.Version, n.Position = id, 1, int64(i+1)*step
		if n.ID == 0 {
			n.ID = tx.NewID()
		}
		if err := n.check(there); err != nil {
			return err
		}
		there, rows = append(there, n), append(rows, n.row())
		if err := record(tx, NodeEntity, n.ID, 1, n); err != nil {
			return err
		}
	}
	if err := db.Insert(ctx, tx, "node", rows...); err != nil {
		return err
	}
	return renumber(ctx, tx, id)
}

// Parts says what a version changed, by short words.
func (p Past) Parts() []string {
	out := []string{}
	if p.Gone {
		return out
	}
	if p.Before == nil || p.Entity == Entity {
		if p.Version == 1 {
			return []string{"made"}
		}
		return []string{"label"}
	}
	was, is := *p.Before, p.Node
	for _, part := range []struct {
		name    string
		changed bool
	}{
		{"label", was.Label.EN != is.Label.EN || was.Label.FR != is.Label.FR},
		{"place", was.Parent != is.Parent || was.Position != is.Position},
		{"key", was.Key != is.Key},
		{"colour", was.Colour != is.Colour || was.Icon != is.Icon},
		{"dates", was.From != is.From || was.Until != is.Until},
		{"retired", !was.Retired && is.Retired},
		{"revived", was.Retired && !is.Retired},
	} {
		if part.changed {
			out = append(out, part.name)
		}
	}
	return out
}
