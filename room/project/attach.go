package project

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/hierarchy"
)

// attachment is one node that a project is attached to by an attribute.
type attachment struct {
	Project int64 `db:"project_id"`
	Field   int64 `db:"field_id"`
	Node    int64 `db:"node_id"`
}

// drawing is an attribute of projects that draws from a hierarchy.
type drawing struct {
	ID     int64  `db:"id"`
	Key    string `db:"key"`
	Grants bool   `db:"grants"`
}

func drawings(ctx context.Context, q db.Querier) ([]drawing, error) {
	return db.Select[drawing](ctx, q, "SELECT id, key, grants FROM field WHERE object = 'project' AND hierarchy_id <> 0 AND kind IN ('choice', 'choices') ORDER BY id")
}

// attach keeps which nodes projects are attached to, as their rows now say. The
// person must be allowed to attach them there.
func attach(ctx context.Context, tx *db.Tx, who access.Who, projects ...*Project) error {
	drawn, err := drawings(ctx, tx)
	if err != nil || len(drawn) == 0 {
		return err
	}
	var to, off []int64
	for part := range slices.Chunk(projects, 400) {
		there, err := attached(ctx, tx, part)
		if err != nil {
			return err
		}
		var made []attachment
		for _, p := range part {
			for _, f := range drawn {
				for _, node := range nodesOf(p.Values[f.Key]) {
					a := attachment{p.ID, f.ID, node}
					if there[a] {
						delete(there, a)
						continue
					}
					if made = append(made, a); f.Grants {
						to = append(to, node)
					}
				}
			}
		}
		for a := range there {
			if _, err := db.Exec(ctx, tx, "DELETE FROM project_node WHERE project_id = $1 AND field_id = $2 AND node_id = $3", a.Project, a.Field, a.Node); err != nil {
				return err
			}
			if slices.Contains(drawn, drawing{a.Field, keyOf(drawn, a.Field), true}) {
				off = append(off, a.Node)
			}
		}
		if err := db.Insert(ctx, tx, "project_node", made...); err != nil {
			return err
		}
	}
	if len(to)+len(off) == 0 {
		return nil
	}
	return access.Attached(ctx, tx, who, to, off)
}

func keyOf(drawn []drawing, id int64) string {
	i := slices.IndexFunc(drawn, func(f drawing) bool { return f.ID == id })
	if i < 0 {
		return ""
	}
	return drawn[i].Key
}

func attached(ctx context.Context, q db.Querier, projects []*Project) (map[attachment]bool, error) {
	ids := make([]int64, len(projects))
	for i, p := range projects {
		ids[i] = p.ID
	}
	in, args := db.List(nil, ids)
	out := map[attachment]bool{}
	err := db.Each(ctx, q, func(a *attachment) error {
		out[*a] = true
		return nil
	}, "SELECT project_id, field_id, node_id FROM project_node WHERE project_id IN "+in, args...)
	return out, err
}

// nodesOf are the options that a value of a list holds.
func nodesOf(v field.Value) []int64 {
	if !v.Set {
		return nil
	}
	if v.L != nil {
		return v.L
	}
	return []int64{v.N}
}

// Anchor keeps the attachments of all projects anew, as when an attribute begins
// to draw from a hierarchy.
func Anchor(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(field.MayDefine(who)); err != nil {
		return err
	}
	var all []*Project
	if err := Each(ctx, tx, nil, func(p *Project) error { all = append(all, p); return nil }); err != nil {
		return err
	}
	return attach(ctx, tx, who, all...)
}

// loadHeld reads on which nodes somebody holds a role, where attributes carry rights.
func (w *writer) loadHeld(ctx context.Context) (err error) {
	for _, f := range w.c.Fields {
		if f.Grants && !f.Retired {
			nodes := make([]int64, len(f.Choices))
			for i, o := range f.Choices {
				nodes[i] = o.ID
			}
			held, err := access.HeldNodes(ctx, w.q, nodes)
			if err != nil {
				return err
			}
			if w.held == nil {
				w.held = map[int64]bool{}
			}
			for id := range held {
				w.held[id] = true
			}
		}
	}
	return nil
}

// mayAttach refuses to attach a project to a node on which somebody holds a role,
// unless the person may create projects there, as with a unit.
func (w *writer) mayAttach(p *Project, was field.Values) error {
	for _, f := range w.c.Fields {
		if !f.Grants || f.Retired {
			continue
		}
		before := nodesOf(was[f.Key])
		for _, node := range nodesOf(p.Values[f.Key]) {
			if w.held[node] && !slices.Contains(before, node) && w.who.OnNode(node)&access.CreateProject == 0 {
				o, _ := f.OptionByID(node)
				return &fault.Fault{Kind: fault.Denied, Text: label.F("People hold roles on “%s”: only who may create projects there attaches projects to it", "Des personnes détiennent des rôles sur « %s » : seul qui peut y créer des projets y rattache des projets", o.Full())}
			}
		}
	}
	return nil
}

// AttachedTo counts the projects that are attached to each of some nodes of one
// hierarchy or below it, to those who define hierarchies. A project counts once.
func AttachedTo(ctx context.Context, q db.Querier, who access.Who, nodes []hierarchy.Node) (map[int64]int, error) {
	if err := access.Must(hierarchy.MayDefine(who)); err != nil {
		return nil, err
	}
	above := map[int64]int64{}
	for _, n := range nodes {
		above[n.ID] = n.Parent
	}
	out, last := map[int64]int{}, map[int64]int64{}
	err := db.Each(ctx, q, func(a *attachment) error {
		for at := a.Node; at != 0 && last[at] != a.Project; at = above[at] {
			last[at] = a.Project // there and above it counts once, whatever else it is attached to
			out[at]++
		}
		return nil
	}, "SELECT a.project_id, a.field_id, a.node_id FROM project_node a JOIN project p ON p.id = a.project_id WHERE p.state <> 'merged' ORDER BY a.project_id")
	return out, err
}
