package hierarchy

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
)

// NodesAsOf returns the nodes of every hierarchy as they were on a day, in the
// order of then: those that are gone since too. What did not exist yet is as it is
// now, for an edition imported later may have values of it.
func NodesAsOf(ctx context.Context, q db.Querier, now map[int64][]Node, on day.Day) (map[int64][]Node, error) {
	then := map[int64]Node{}
	err := db.EachAsOf(ctx, q, NodeEntity, on, 0, func(s *db.State) error {
		n, err := remembered(s.Data)
		then[s.Object] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, nodes := range now {
		for _, n := range nodes {
			if _, known := then[n.ID]; !known {
				then[n.ID] = n
			}
		}
	}
	return byHierarchy(then), nil
}

// NodesKnownAt returns the nodes as they were on a day, and as they were known when
// a change was the last. It reads nothing but the history.
func NodesKnownAt(ctx context.Context, q db.Querier, on day.Day, change int64) (map[int64][]Node, error) {
	type version struct {
		Object int64   `db:"object"`
		From   day.Day `db:"from_day"`
		Data   string  `db:"data"`
	}
	known, then := map[int64]Node{}, map[int64]bool{}
	err := db.Each(ctx, q, func(v *version) error {
		n, err := remembered(v.Data)
		if v.From <= on || !then[v.Object] {
			known[v.Object] = n
		}
		then[v.Object] = then[v.Object] || v.From <= on
		return err
	}, `SELECT object, from_day, data FROM history WHERE entity = $1 AND data IS NOT NULL AND change <= $2
		AND (superseded IS NULL OR superseded > $2) ORDER BY from_day, change, id`, NodeEntity, change)
	return byHierarchy(known), err
}

func remembered(data string) (Node, error) {
	var n Node
	if err := json.Unmarshal([]byte(data), &n); err != nil {
		return n, fmt.Errorf("reading a node of the past: %w", err)
	}
	return n, nil
}

func byHierarchy(nodes map[int64]Node) map[int64][]Node {
	out := map[int64][]Node{}
	for _, n := range nodes {
		out[n.Hierarchy] = append(out[n.Hierarchy], n)
	}
	for id := range out {
		out[id] = InOrder(out[id])
	}
	return out
}

// KnownAt returns the hierarchies and their nodes as they were on a day, and as they
// were known when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, on day.Day, change int64) ([]Hierarchy, map[int64][]Node, error) {
	var all []Hierarchy
	err := db.EachAsOf(ctx, q, Entity, on, change, func(s *db.State) error {
		var h Hierarchy
		if err := json.Unmarshal([]byte(s.Data), &h); err != nil {
			return fmt.Errorf("reading a hierarchy of the past: %w", err)
		}
		all = append(all, h)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	nodes := map[int64]Node{}
	err = db.EachAsOf(ctx, q, NodeEntity, on, change, func(s *db.State) error {
		n, err := remembered(s.Data)
		nodes[s.Object] = n
		return err
	})
	return all, byHierarchy(nodes), err
}

// KeysKnownAt returns the keys of the hierarchies as they were known when a change was
// the last.
func KeysKnownAt(ctx context.Context, q db.Querier, change int64) (map[int64]string, error) {
	out := map[int64]string{}
	err := db.EachAsOf(ctx, q, Entity, day.Last, change, func(s *db.State) error {
		var h Hierarchy
		if err := json.Unmarshal([]byte(s.Data), &h); err != nil {
			return fmt.Errorf("reading a hierarchy of the past: %w", err)
		}
		out[s.Object] = h.Key
		return nil
	})
	return out, err
}
