package config

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/hierarchy"
)

// hierarchyTree is one hierarchy with its nodes.
type hierarchyTree struct {
	Key   string   `json:"key"`
	Label both     `json:"label"`
	Help  both     `json:"help"`
	Nodes []branch `json:"nodes" doc:"In their order, each after the one that it stands below"`
}

// branch is one node of a hierarchy.
type branch struct {
	Key     string `json:"key"`
	Parent  string `json:"parent" doc:"The key of the node that it stands below; empty at the top"`
	Label   both   `json:"label"`
	Colour  string `json:"colour"`
	Icon    string `json:"icon"`
	From    string `json:"from" doc:"The first date on which it is offered: 2026-11-22; empty for none"`
	Until   string `json:"until" doc:"The last one"`
	Retired bool   `json:"retired"`
}

var hierarchies = part{
	name: "hierarchies", title: label.T("Hierarchies", "Hiérarchies"), may: May,
	shape:   func() any { return &hierarchyTree{Nodes: []branch{}} },
	address: func(b any) string { return b.(*hierarchyTree).Key },
	called:  func(b any) label.Text { return b.(*hierarchyTree).Label.text() },
	read:    readHierarchies, write: writeHierarchies, finish: deleteHierarchies, impact: impactOfHierarchy,
}

func readHierarchies(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, nodes, err := knownHierarchies(ctx, q, st.change)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b hierarchy.Hierarchy) int { return strings.Compare(a.Key, b.Key) })
	var out []entry
	for _, h := range all {
		t := &hierarchyTree{Key: h.Key, Label: bothOf(h.Label), Help: bothOf(h.Help), Nodes: []branch{}}
		keys := map[int64]string{}
		for _, n := range nodes[h.ID] {
			keys[n.ID] = n.Key
			t.Nodes = append(t.Nodes, branch{n.Key, keys[n.Parent], bothOf(n.Label), n.Colour, n.Icon, isoDay(n.From), isoDay(n.Until), n.Retired})
		}
		out = append(out, entry{h.ID, t})
	}
	return out, nil
}

func knownHierarchies(ctx context.Context, q db.Querier, change int64) ([]hierarchy.Hierarchy, map[int64][]hierarchy.Node, error) {
	if change != 0 {
		return hierarchy.KnownAt(ctx, q, lastDay, change)
	}
	all, err := hierarchy.All(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	nodes, err := hierarchy.Nodes(ctx, q)
	return all, nodes, err
}

func isoDay(d day.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// keepOptions keeps the nodes that a document leaves out, for what is stored may hold
// them: out of use when it is pruned.
func (t *hierarchyTree) keepOptions(was any, prune bool) {
	for _, n := range was.(*hierarchyTree).Nodes {
		if !slices.ContainsFunc(t.Nodes, func(o branch) bool { return o.Key == n.Key }) {
			n.Retired = n.Retired || prune
			t.Nodes = append(t.Nodes, n)
		}
	}
	t.Nodes = inTreeOrder(t.Nodes)
}

// inTreeOrder returns nodes as they are read, each with what stands below it after
// it, so that one that was kept is not taken for one that moved. What stands below
// nothing that there is comes last.
func inTreeOrder(nodes []branch) []branch {
	below, out, listed := map[string][]int{}, make([]branch, 0, len(nodes)), make([]bool, len(nodes))
	for i, n := range nodes {
		below[n.Parent] = append(below[n.Parent], i)
	}
	var list func(parent string)
	list = func(parent string) {
		for _, i := range below[parent] {
			if !listed[i] {
				listed[i] = true
				out = append(out, nodes[i])
				list(nodes[i].Key)
			}
		}
	}
	list("")
	for i, n := range nodes {
		if !listed[i] {
			out = append(out, n)
		}
	}
	return out
}

func writeHierarchies(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		if err := st.try(s, writeHierarchy(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return st.load(ctx, tx)
}

func writeHierarchy(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	t := s.now.(*hierarchyTree)
	id := s.id
	if id == 0 {
		h, err := hierarchy.Create(ctx, tx, st.who, hierarchy.Hierarchy{Key: t.Key, Label: t.Label.text(), Help: t.Help.text()})
		if err != nil {
			return err
		}
		id = h.ID
	} else if was := s.was.(*hierarchyTree); was.Key != t.Key || was.Label != t.Label || was.Help != t.Help {
		now, err := hierarchy.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := hierarchy.Update(ctx, tx, st.who, id, now.Version, func(h *hierarchy.Hierarchy) {
			h.Key, h.Label, h.Help = t.Key, t.Label.text(), t.Help.text()
		}); err != nil {
			return err
		}
	}
	wanted, under := make([]hierarchy.Node, len(t.Nodes)), make([]string, len(t.Nodes))
	for i, n := range t.Nodes {
		from, err := dayOf("from", n.From)
		until, err2 := dayOf("until", n.Until)
		if err := cmp.Or(err, err2); err != nil {
			return err
		}
		wanted[i] = hierarchy.Node{Key: n.Key, Label: n.Label.text(), Colour: n.Colour, Icon: n.Icon, Retired: n.Retired, From: from, Until: until}
		under[i] = n.Parent
	}
	return hierarchy.Bring(ctx, tx, st.who, id, wanted, under)
}

func dayOf(where, text string) (day.Day, error) {
	if text == "" {
		return 0, nil
	}
	d, err := day.Parse(text)
	if err != nil {
		return 0, fault.Invalid(where, label.T("This is not a date", "Ce n’est pas une date"))
	}
	return d, nil
}

// deleteHierarchies deletes the hierarchies that go, once no attribute draws from them.
func deleteHierarchies(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind != Removed {
			continue
		}
		err := field.FreeOfHierarchy(ctx, tx, st.who, s.id)
		if err == nil {
			var h hierarchy.Hierarchy
			if h, err = hierarchy.Get(ctx, tx, s.id); err == nil {
				err = hierarchy.Delete(ctx, tx, st.who, s.id, h.Version)
			}
		}
		var f *fault.Fault
		if errors.As(err, &f) && fault.KindOf(err) == fault.Clash {
			st.stays(s, f.Text)
		} else if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}

// impactOfHierarchy counts the projects that are attached to its nodes.
func impactOfHierarchy(_ context.Context, _ db.Querier, st *state, s *Step) error {
	var keys, conditions []string
	for _, f := range st.live.Catalogue.Fields {
		if f.Tree == s.Key && !f.Retired {
			keys, conditions = append(keys, f.Key), append(conditions, "not ("+f.Key+" is empty)")
		}
	}
	return st.touches(s, strings.Join(conditions, " or "), func(row snapshot.Row) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return st.live.Value(row, key).Set })
	})
}
